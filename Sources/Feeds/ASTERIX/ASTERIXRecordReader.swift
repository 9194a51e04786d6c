// Where does a record end, and which items does it hold? By the profile of its edition.
//
// SPDX-License-Identifier: Apache-2.0

/// What a record looks like from outside, or why it cannot be read.
enum ASTERIXRecordShape {
  case record(items: ASTERIXItems, profile: Int, end: Int)
  /// Wrong whatever follows; the offset where it shows.
  case malformed(ASTERIXTrouble)
  /// It goes on behind the limit.
  case beyond(ASTERIXTrouble)
}

/// Where in a record something is wrong.
struct ASTERIXTrouble {
  enum Kind {
    case emptyFieldMap, fieldMapTooLong, fieldMapCut, spareReference, missingType, sequence, item
  }

  var kind: Kind
  /// Offset from the start of the content.
  var at: Int
  /// Field reference number - 1, where an item is meant.
  var index = 0
  var profile = 0
}

/// Reads the outline of records of one content.
struct ASTERIXRecordReader {
  let walk: ASTERIXWalk

  init(_ tables: ASTERIXTables, _ bytes: UnsafePointer<UInt8>, limit: Int) {
    walk = ASTERIXWalk(tables: tables, bytes: bytes, limit: limit)
  }

  /// - Parameter edition: index in the tables.
  func shape(_ edition: Int, at start: Int) -> ASTERIXRecordShape {
    let choice = profile(edition, at: start)
    guard choice != ASTERIXWalk.beyond else {
      return .beyond(ASTERIXTrouble(kind: .fieldMapCut, at: start))
    }
    guard choice >= 0 else {
      return .malformed(ASTERIXTrouble(kind: .missingType, at: start))
    }
    let profile = walk.tables.profiles[choice]
    let mapEnd = walk.endOfFieldMap(at: start, octetsMax: profile.fieldMapOctets)
    guard mapEnd >= 0 else {
      let isCut = mapEnd == ASTERIXWalk.beyond
      let trouble = ASTERIXTrouble(kind: isCut ? .fieldMapCut : .fieldMapTooLong, at: start)
      return isCut ? .beyond(trouble) : .malformed(trouble)
    }
    var items = ASTERIXItems()
    var end = mapEnd
    var part = walk.tables.parts + profile.partFrom
    var base = 0
    for map in start..<mapEnd {
      var bits = walk.bytes[map] & 0xFE
      while bits != 0 {
        let bit = bits.leadingZeroBitCount
        bits &= ~(0x80 >> UInt8(truncatingIfNeeded: bit))
        let index = base &+ bit
        let trouble = ASTERIXTrouble(kind: .item, at: end, index: index, profile: choice)
        guard index < profile.partCount else { return spare(trouble, map) }
        let next: Int
        switch part[bit].kind {
        case .named: next = walk.end(part[bit].node, at: end)
        case .randomSequence: next = endOfSequence(profile, at: end)
        default: return spare(trouble, map)
        }
        guard next >= 0 else {
          return next == ASTERIXWalk.beyond ? .beyond(trouble) : .malformed(trouble)
        }
        items.add(index, at: end)
        end = next
      }
      part += 7
      base &+= 7
    }
    guard items.present != 0 else {
      return .malformed(ASTERIXTrouble(kind: .emptyFieldMap, at: start))
    }
    return .record(items: items, profile: choice, end: end)
  }

  private func spare(_ trouble: ASTERIXTrouble, _ map: Int) -> ASTERIXRecordShape {
    var trouble = trouble
    trouble.kind = .spareReference
    trouble.at = map
    return .malformed(trouble)
  }

  /// Index of the profile; category 001 has two, chosen by the first bit of I001/020. Its first two
  /// items are the same in both: I001/010 of two octets, then I001/020. `ASTERIXWalk.beyond` where
  /// that octet is not there yet, so that nothing is said of a record by the wrong profile.
  private func profile(_ edition: Int, at start: Int) -> Int {
    let edition = walk.tables.editions[edition]
    guard edition.profileCount > 1 else { return edition.profileFrom }
    guard start < walk.limit else { return ASTERIXWalk.beyond }
    let map = walk.bytes[start]
    guard map & 0x40 != 0 else { return -1 }
    var at = start
    while at < walk.limit, walk.bytes[at] & 1 == 1 { at &+= 1 }
    at &+= 1 &+ (map & 0x80 != 0 ? 2 : 0)
    guard at < walk.limit else { return ASTERIXWalk.beyond }
    return edition.profileFrom &+ Int(walk.bytes[at] >> 7)
  }

  /// Random field sequencing: a count, then so many times a field reference number and its item.
  private func endOfSequence(_ profile: ASTERIXProfile, at: Int) -> Int {
    guard at < walk.limit else { return ASTERIXWalk.beyond }
    var end = at &+ 1
    for _ in 0..<walk.bytes[at] {
      guard end < walk.limit else { return ASTERIXWalk.beyond }
      let index = Int(walk.bytes[end]) &- 1
      guard index >= 0, index < profile.partCount,
        walk.tables.parts[profile.partFrom + index].kind == .named
      else { return ASTERIXWalk.malformed }
      end = walk.end(walk.tables.parts[profile.partFrom + index].node, at: end &+ 1)
      if end < 0 { return end }
    }
    return end
  }

  /// Offset behind the last record of a block, the end of the block where all come out; else the
  /// code of the walk that the first wrong record gave.
  func end(ofRecords edition: Int, from start: Int) -> Int {
    var at = start
    while at < walk.limit {
      switch shape(edition, at: at) {
      case .record(_, _, let end): at = end
      case .malformed: return ASTERIXWalk.malformed
      case .beyond: return ASTERIXWalk.beyond
      }
    }
    return at
  }
}
