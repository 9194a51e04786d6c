// Where does each item of a record end? Found by the tables alone, without reading its content.
//
// SPDX-License-Identifier: Apache-2.0

/// Walks over items. Offsets are from the start of the content; it never reads at or behind `limit`.
struct ASTERIXWalk {
  /// What `end(…)` returns where the item is wrong whatever follows.
  static let malformed = -1
  /// What `end(…)` returns where the item goes on behind the limit.
  static let beyond = -2

  let tables: ASTERIXTables
  let bytes: UnsafePointer<UInt8>
  let limit: Int

  /// Offset behind the item that starts at `at`, or one of the two codes above.
  func end(_ node: Int, at: Int) -> Int {
    let node = tables.nodes + node
    let fixed = node.pointee.fixedOctets
    if fixed > 0 {
      let end = at &+ fixed
      return end <= limit ? end : Self.beyond
    }
    switch node.pointee.kind {
    case .element, .group: return Self.malformed
    case .extended: return endOfExtended(node, at: at)
    case .repetitive: return endOfRepetitive(node, at: at)
    case .explicit:
      guard at < limit else { return Self.beyond }
      let length = Int(bytes[at])
      guard length > 0 else { return Self.malformed }
      return at &+ length <= limit ? at &+ length : Self.beyond
    case .compound: return endOfCompound(node, at: at)
    }
  }

  private func endOfExtended(_ node: UnsafePointer<ASTERIXNode>, at: Int) -> Int {
    var end = at
    let extents = tables.extents + node.pointee.extentFrom
    for index in 0..<node.pointee.extentCount {
      end &+= Int(extents[index])
      guard end <= limit else { return Self.beyond }
      let isLast = index == node.pointee.extentCount &- 1
      if isLast, !node.pointee.endsWithExtension { return end }
      if bytes[end &- 1] & 1 == 0 { return end }
    }
    return Self.malformed
  }

  private func endOfRepetitive(_ node: UnsafePointer<ASTERIXNode>, at: Int) -> Int {
    let inner = tables.nodes + node.pointee.inner
    if node.pointee.octets == 0 {
      // Element and extension bit fill whole octets.
      let octets = (inner.pointee.bits &+ 1) / 8
      var end = at
      repeat {
        end &+= octets
        guard octets > 0, end <= limit else { return Self.beyond }
      } while bytes[end &- 1] & 1 == 1
      return end
    }
    guard at < limit else { return Self.beyond }
    let count = Int(bytes[at])
    if inner.pointee.fixedOctets > 0 {
      let end = at &+ 1 &+ count &* inner.pointee.fixedOctets
      return end <= limit ? end : Self.beyond
    }
    var end = at &+ 1
    for _ in 0..<count {
      end = self.end(node.pointee.inner, at: end)
      if end < 0 { return end }
    }
    return end
  }

  private func endOfCompound(_ node: UnsafePointer<ASTERIXNode>, at: Int) -> Int {
    var map = at
    let mapEnd = endOfFieldMap(at: at, octetsMax: node.pointee.octets)
    if mapEnd < 0 { return mapEnd }
    var end = mapEnd
    var part = tables.parts + node.pointee.partFrom
    var rest = node.pointee.partCount
    while map < mapEnd {
      var bits = bytes[map] & 0xFE
      while bits != 0 {
        let index = bits.leadingZeroBitCount
        bits &= ~(0x80 >> UInt8(truncatingIfNeeded: index))
        guard index < rest, part[index].kind == .named else { return Self.malformed }
        end = self.end(part[index].node, at: end)
        if end < 0 { return end }
      }
      map &+= 1
      part += 7
      rest &-= 7
    }
    return end
  }

  /// Offset behind a field map that goes by extension bits.
  func endOfFieldMap(at: Int, octetsMax: Int) -> Int {
    var end = at
    repeat {
      guard end < limit else { return Self.beyond }
      guard end &- at < octetsMax else { return Self.malformed }
      end &+= 1
    } while bytes[end &- 1] & 1 == 1
    return end
  }
}
