// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

/// What a crash, and what rot, does to the files, and what the next opening makes of it.
@Suite struct JournalRecoveryTests {
  static let newest = SegmentName.name(firstSequence: 1)

  /// Where each record of a segment begins; the last number is the end.
  private func offsets(of name: String, in folder: TemporaryFolder) throws -> [Int] {
    let cursor = try SegmentCursor(try DiskFile(folder: folder.path, name: name, flags: 0))
    var offsets = [cursor.offset]
    while case .record = try cursor.step(checkingChain: false) { offsets.append(cursor.offset) }
    return offsets
  }

  private func options(segmentByteCountMax: Int = 4 << 10) -> Journal.Options {
    var options = Journal.Options()
    options.segmentByteCountMax = segmentByteCountMax
    return options
  }

  @Test(arguments: [true, false])
  func `a tail torn at any byte of the last record is cut there and reported`(
    spaceIsReserved: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options())
    try fill(journal, 1..<11)
    journal.abandon()
    let whole = try folder.bytes(of: Self.newest)
    let head = try folder.bytes(of: "head")
    let offsets = try offsets(of: Self.newest, in: folder)
    let (start, end) = (offsets[9], offsets[10])
    #expect(whole.count == 4 << 10 && end - start > RecordHeader.byteCount)
    for cut in start..<end {
      let kept = Array(whole[..<cut])
      let torn = spaceIsReserved ? kept + [UInt8](repeating: 0, count: whole.count - cut) : kept
      try folder.write(torn, to: Self.newest)
      try folder.write(head, to: "head")
      let again = try Journal(folder: folder.path, options: options())
      try #require(again.nextSequence == 10, "cut at \(cut - start)")
      let lastByte = torn.lastIndex { $0 != 0 } ?? 0
      if lastByte < start {
        #expect(again.recovery.cut == nil)
      } else {
        #expect(again.recovery.cut?.file == Self.newest)
        #expect(again.recovery.cut?.byteOffset == start)
        #expect(again.recovery.cut?.byteCount == lastByte + 1 - start)
      }
      try fill(again, 50..<52)
      again.close()
      #expect(try payloads(in: folder) == ((1..<10) + [50, 51]).map(payload))
    }
  }

  @Test func `a commit that is torn in its middle is cut there, though its last records are whole`()
    throws
  {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options())
    try fill(journal, 1..<6)
    try fill(journal, 6..<12, perCommit: 6)
    journal.abandon()
    let start = try offsets(of: Self.newest, in: folder)[7]
    var bytes = try folder.bytes(of: Self.newest)
    bytes.replaceSubrange(start..<(start + 60), with: [UInt8](repeating: 0, count: 60))
    try folder.write(bytes, to: Self.newest)
    let again = try Journal(folder: folder.path, options: options())
    #expect(again.nextSequence == 8)
    #expect(again.recovery.cut?.byteOffset == start)
    try fill(again, 30..<33)
    #expect(try payloads(in: folder) == [1, 2, 3, 4, 5, 6, 7, 30, 31, 32].map(payload))
  }

  @Test(arguments: [true, false])
  func `a flipped bit at any byte of an earlier record is refused, with its place`(
    closes: Bool
  ) throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options())
    try fill(journal, 1..<11)
    if closes { journal.close() } else { journal.abandon() }
    let whole = try folder.bytes(of: Self.newest)
    let offsets = try offsets(of: Self.newest, in: folder)
    for at in offsets[4]..<offsets[5] {
      var bytes = whole
      bytes[at] ^= 1 << UInt8(at % 8)
      try folder.write(bytes, to: Self.newest)
      let error = #expect(throws: JournalError.self, "byte \(at - offsets[4])") {
        try Journal(folder: folder.path, options: options())
      }
      #expect(error?.file == Self.newest)
      #expect(error?.byteOffset == offsets[4])
      #expect(error?.isDamage == true)
      #expect(try folder.bytes(of: Self.newest) == bytes, "nothing is repaired")
      let read = #expect(throws: JournalError.self) { try payloads(in: folder) }
      #expect(read == error, "a reader finds the same")
    }
  }

  @Test func `a flipped bit anywhere in a segment that others follow is refused`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options(segmentByteCountMax: 700))
    try fill(journal, 1..<20)
    journal.abandon()
    let names = try folder.names().filter { $0.hasSuffix(".segment") }
    let name = try #require(names.dropFirst().first)
    let whole = try folder.bytes(of: name)
    for at in whole.indices {
      var bytes = whole
      bytes[at] ^= 1 << UInt8(at % 8)
      try folder.write(bytes, to: name)
      let error = #expect(throws: JournalError.self, "byte \(at)") {
        try Journal(folder: folder.path, options: options(segmentByteCountMax: 700))
      }
      #expect(error?.isDamage == true, "byte \(at): \(String(describing: error))")
      #expect(throws: JournalError.self, "byte \(at)") { try payloads(in: folder) }
    }
  }

  @Test(arguments: ["head", newest])
  func `a flipped bit in the head or in a segment's header is refused`(name: String) throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options())
    try fill(journal, 1..<5)
    journal.close()
    let whole = try folder.bytes(of: name)
    for at in 0..<(name == "head" ? JournalHead.byteCount : SegmentHeader.byteCount) {
      var bytes = whole
      bytes[at] ^= 1 << UInt8(at % 8)
      try folder.write(bytes, to: name)
      let error = #expect(throws: JournalError.self, "byte \(at)") {
        try Journal(folder: folder.path, options: options())
      }
      #expect(error?.isDamage == true)
    }
  }

  /// A journal of several segments, closed or not.
  private func manySegments(closes: Bool) throws -> (folder: TemporaryFolder, names: [String]) {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options(segmentByteCountMax: 700))
    try fill(journal, 1..<30)
    if closes { journal.close() } else { journal.abandon() }
    return (folder, try folder.names().filter { $0.hasSuffix(".segment") })
  }

  @Test(arguments: [true, false])
  func `every segment is missed when it is deleted`(closes: Bool) throws {
    let count = try manySegments(closes: closes).names.count
    #expect(count > 4)
    for i in 0..<count {
      let (folder, names) = try manySegments(closes: closes)
      try folder.remove(names[i])
      let error = #expect(throws: JournalError.self) {
        try Journal(folder: folder.path, options: options())
      }
      #expect(error?.file == names[i])
      #expect(error?.isDamage == true)
      #expect(throws: JournalError.self) { try payloads(in: folder) }
    }
  }

  @Test func `deleting all segments, or the head, is not taken for a new journal`() throws {
    let (folder, names) = try manySegments(closes: true)
    for name in names { try folder.remove(name) }
    #expect(throws: JournalError.self) { try Journal(folder: folder.path) }
    let (other, _) = try manySegments(closes: false)
    try other.remove("head")
    let error = #expect(throws: JournalError.self) { try Journal(folder: other.path) }
    #expect(error?.problem == .damaged(.headMissing))
  }

  @Test func `two exchanged segments are refused`() throws {
    let count = try manySegments(closes: true).names.count
    for i in 1..<count {
      let (folder, names) = try manySegments(closes: true)
      let (first, second) = (try folder.bytes(of: names[i - 1]), try folder.bytes(of: names[i]))
      try folder.write(second, to: names[i - 1])
      try folder.write(first, to: names[i])
      let error = #expect(throws: JournalError.self) {
        try Journal(folder: folder.path, options: options())
      }
      #expect(error?.file == names[i - 1])
      #expect(throws: JournalError.self) { try payloads(in: folder) }
    }
  }

  @Test func `a segment of another journal with the same numbers is refused`() throws {
    let (folder, names) = try manySegments(closes: true)
    let other = try manySegments(closes: true).folder
    try folder.write(try other.bytes(of: names[2]), to: names[2])
    let error = #expect(throws: JournalError.self) { try Journal(folder: folder.path) }
    #expect(error?.file == names[2])
  }

  @Test func `a closed journal that is shortened by whole records is refused`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options())
    try fill(journal, 1..<11)
    journal.close()
    let whole = try folder.bytes(of: Self.newest)
    let offsets = try offsets(of: Self.newest, in: folder)
    #expect(offsets.last == whole.count)
    for offset in offsets.dropLast() {
      try folder.write(Array(whole[..<offset]), to: Self.newest)
      let error = #expect(throws: JournalError.self) { try Journal(folder: folder.path) }
      #expect(error?.problem == .damaged(.end))
      #expect(error?.byteOffset == offset)
      #expect(throws: JournalError.self) { try payloads(in: folder) }
    }
  }

  @Test func `a payload that looks like a record does not turn a torn tail into damage`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path, options: options())
    try fill(journal, 1..<4)
    // A whole record with a number of a later commit, made by someone who does not know the salt.
    let forged = UnsafeMutableRawBufferPointer.allocate(byteCount: 60, alignment: 8)
    defer { forged.deallocate() }
    _ = RecordHeader.write(
      to: forged, type: 1, sequence: 5, place: 0, chainBefore: .zero, salt: 0)
    _ = try journal.append(type: 1, UnsafeRawBufferPointer(forged))
    try journal.commit()
    journal.abandon()
    let start = try offsets(of: Self.newest, in: folder)[3]
    var bytes = try folder.bytes(of: Self.newest)
    bytes[start + 20] ^= 1
    try folder.write(bytes, to: Self.newest)
    let again = try Journal(folder: folder.path, options: options())
    #expect(again.recovery.cut?.byteOffset == start)
  }

  @Test func `a crash between the two steps of a new segment or a new head is gone over`() throws {
    let (folder, names) = try manySegments(closes: false)
    let before = try #require(SegmentName.firstSequence(of: names[names.count - 2]))
    try folder.write(JournalHead(newestSegment: before).bytes, to: "head")
    try folder.write([1, 2, 3], to: "head.new")
    try folder.write([1, 2, 3], to: "00000000000000000099.segment.new")
    let again = try Journal(folder: folder.path, options: options())
    #expect(again.nextSequence == 30)
    #expect(try folder.names().allSatisfy { !$0.hasSuffix(".new") })
  }

  @Test func `a crash while a journal is made leaves one that can be made`() throws {
    let folder = try TemporaryFolder()
    try Journal(folder: folder.path, options: options()).close()
    try folder.remove("head")
    let journal = try Journal(folder: folder.path, options: options())
    try fill(journal, 1..<3)
    #expect(try payloads(in: folder) == (1..<3).map(payload))
  }

  @Test func `an error names the file, the byte and the next step`() {
    let error = JournalError(
      file: "00000000000000000001.segment", byteOffset: 512, .damaged(.checksum))
    #expect(
      "\(error)" == """
        00000000000000000001.segment, byte 512: a record's checksum is wrong. Writing has stopped. \
        Keep the folder as it is and restore it from a copy.
        """)
  }
}

extension JournalError {
  /// Anything but a file that is in order.
  var isDamage: Bool {
    switch problem {
    case .damaged, .version, .otherName: true
    default: false
    }
  }
}
