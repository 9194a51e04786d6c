// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite struct JournalTests {
  @Test func `records come back in order, with type, number and payload`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    for i in 0..<1_000 {
      #expect(try journal.append(type: UInt8(i % 7), payload(i)) == UInt64(i + 1))
      if i % 10 == 9 { try journal.commit() }
    }
    var reader = try JournalReader(folder: folder.path)
    for i in 0..<1_000 {
      let record = try #require(try reader.next())
      #expect(record.sequence == UInt64(i + 1))
      #expect(record.type == UInt8(i % 7))
      #expect(record.payload == payload(i))
    }
    #expect(try reader.next() == nil)
  }

  @Test func `both forms of append write the same record`() throws {
    let folders = [try TemporaryFolder(), try TemporaryFolder()]
    var chains: [ChainValue] = []
    for (i, folder) in folders.enumerated() {
      let journal = try Journal(folder: folder.path)
      if i == 0 {
        _ = try journal.append(type: 9, [1, 2, 3])
      } else {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 3, alignment: 1)
        defer { bytes.deallocate() }
        bytes.copyBytes(from: [1, 2, 3])
        _ = try journal.append(type: 9, UnsafeRawBufferPointer(bytes))
      }
      try journal.commit()
      chains.append(journal.chain)
    }
    #expect(chains[0] == chains[1])
  }

  @Test func `what was appended is not there before the commit`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    _ = try journal.append(type: 1, payload(1))
    var reader = try JournalReader(folder: folder.path)
    #expect(try reader.next() == nil)
    #expect(journal.committedSequence == 1)
    try journal.commit()
    #expect(try reader.next()?.payload == payload(1))
    #expect(journal.committedSequence == 2)
  }

  @Test(arguments: [true, false])
  func `a journal goes on where it ended, closed or not`(closes: Bool) throws {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.segmentByteCountMax = 8 << 10
    for round in 0..<6 {
      let journal = try Journal(folder: folder.path, options: options)
      #expect(journal.nextSequence == UInt64(round * 50 + 1))
      #expect(journal.recovery.recordCount == UInt64(round * 50))
      #expect(journal.recovery.wasClosed == (closes && round > 0))
      #expect(journal.recovery.cut == nil)
      try fill(journal, (round * 50)..<(round * 50 + 50), perCommit: 7)
      if closes { journal.close() }
    }
    #expect(try payloads(in: folder) == (0..<300).map(payload))
    #expect(try folder.names().count { $0.hasSuffix(".segment") } > 3)
  }

  @Test func `an empty commit writes nothing, an empty payload is a record`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    try journal.commit()
    #expect(try journal.append(type: 0, []) == 1)
    try journal.commit()
    journal.close()
    #expect(try Journal(folder: folder.path).nextSequence == 2)
    #expect(try payloads(in: folder) == [[]])
  }

  @Test func `a record of the greatest length is kept, one byte more is refused and harms nothing`()
    throws
  {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    let longest = [UInt8](repeating: 7, count: 1 << 20)
    _ = try journal.append(type: 1, longest)
    let error = #expect(throws: JournalError.self) { try journal.append(type: 1, longest + [7]) }
    #expect(
      error?.problem == .recordTooLarge(byteCount: (1 << 20) + 1, byteCountMax: 1 << 20))
    try journal.commit()
    #expect(try payloads(in: folder) == [longest])
  }

  @Test func `a commit has a bound, and what fits in it is kept`() throws {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.commitByteCountMax = 200
    let journal = try Journal(folder: folder.path, options: options)
    _ = try journal.append(type: 1, [UInt8](repeating: 7, count: 44))
    _ = try journal.append(type: 1, [UInt8](repeating: 8, count: 44))
    let error = #expect(throws: JournalError.self) { try journal.append(type: 1, []) }
    #expect(error?.problem == .commitTooLarge(byteCountMax: 200))
    try journal.commit()
    #expect(try payloads(in: folder).count == 2)
  }

  @Test func `a commit longer than a segment is one segment`() throws {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.segmentByteCountMax = 4 << 10
    let journal = try Journal(folder: folder.path, options: options)
    try fill(journal, 0..<10)
    try fill(journal, 10..<200, perCommit: 1_000)
    try fill(journal, 200..<210)
    journal.abandon()
    #expect(try Journal(folder: folder.path, options: options).nextSequence == 211)
    #expect(try payloads(in: folder) == (0..<210).map(payload))
  }

  @Test func `a closed journal takes nothing more, and close may be called again`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    journal.close()
    journal.close()
    let error = #expect(throws: JournalError.self) { try journal.append(type: 1, []) }
    #expect(error?.problem == .closed)
  }

  @Test func `the journal of another mission is refused`() throws {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.name = "north"
    try Journal(folder: folder.path, options: options).close()
    options.name = "south"
    let error = #expect(throws: JournalError.self) {
      try Journal(folder: folder.path, options: options)
    }
    #expect(error?.problem == .otherName)
  }

  @Test func `missing folders are made`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path + "/data/journal")
    try fill(journal, 0..<3)
    var reader = try JournalReader(folder: folder.path + "/data/journal")
    #expect(try reader.next()?.sequence == 1)
  }

  @Test func `equal records give equal chain values, however they were committed`() throws {
    let folders = [try TemporaryFolder(), try TemporaryFolder()]
    var chains: [ChainValue] = []
    for (perCommit, folder) in zip([1, 13], folders) {
      let journal = try Journal(folder: folder.path)
      try fill(journal, 0..<100, perCommit: perCommit)
      chains.append(journal.chain)
    }
    #expect(chains[0] == chains[1])
  }

  @Test func `the checksum is CRC-32C, by instruction and by table`() {
    let digits = Array("123456789".utf8)
    #expect(digits.withUnsafeBytes { crc32c(seed: 0, $0) } == 0xE306_9283)
    for count in 0..<300 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 3) }
      bytes.withUnsafeBytes { whole in
        let seed = UInt32(count) &* 2_654_435_761
        #expect(crc32c(seed: seed, whole) == crc32cByTable(seed: seed, whole))
        let head = UnsafeRawBufferPointer(rebasing: whole[..<(count / 3)])
        let tail = UnsafeRawBufferPointer(rebasing: whole[(count / 3)...])
        #expect(crc32c(seed: crc32c(seed: seed, head), tail) == crc32c(seed: seed, whole))
      }
    }
  }
}
