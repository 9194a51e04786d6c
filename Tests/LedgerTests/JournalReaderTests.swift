// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite struct JournalReaderTests {
  @Test func `a reader can begin at any record and one after the last`() throws {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.segmentByteCountMax = 1_000
    let journal = try Journal(folder: folder.path, options: options)
    try fill(journal, 1..<41, perCommit: 3)
    for first in 1...41 {
      var reader = try JournalReader(folder: folder.path, from: UInt64(first))
      #expect(reader.nextSequence == UInt64(first))
      for i in first..<41 { #expect(try reader.next()?.payload == payload(i)) }
      #expect(try reader.next() == nil)
    }
    for wrong: UInt64 in [0, 42, 1_000] {
      let error = #expect(throws: JournalError.self) {
        try JournalReader(folder: folder.path, from: wrong)
      }
      #expect(error?.problem == .noSuchSequence(wrong))
    }
  }

  @Test func `a reader that came to the end goes on with what is written later`() throws {
    let folder = try TemporaryFolder()
    var reader = try JournalReader(folder: folder.path)
    #expect(try reader.next() == nil)
    var options = Journal.Options()
    options.segmentByteCountMax = 1_000
    let journal = try Journal(folder: folder.path, options: options)
    for i in 0..<60 {
      #expect(try reader.next() == nil)
      try fill(journal, i..<(i + 1))
      #expect(try reader.next()?.payload == payload(i))
    }
    journal.close()
    #expect(try reader.next() == nil)
    let again = try Journal(folder: folder.path, options: options)
    try fill(again, 60..<61)
    #expect(try reader.next()?.payload == payload(60))
  }

  @Test func `a reader beside a writer at work sees every record once, no damage`() async throws {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.segmentByteCountMax = 50_000
    let count = 20_000
    let writer = try JournalWriter(folder: folder.path, options: options)
    async let reading: Int = read(count, in: folder.path)
    for first in stride(from: 0, to: count, by: 50) {
      _ = try await writer.append(type: 1, payloads: (first..<(first + 50)).map(payload))
    }
    #expect(try await reading == count)
    await writer.close()
  }

  private func read(_ count: Int, in path: String) async throws -> Int {
    var reader = try JournalReader(folder: path)
    var seen = 0
    while seen < count {
      guard let record = try reader.next() else {
        await Task.yield()
        continue
      }
      guard record.payload == payload(seen), record.sequence == UInt64(seen + 1) else { break }
      seen += 1
    }
    return seen
  }

  @Test func `the chain value of the reader is that of the writer`() throws {
    let folder = try TemporaryFolder()
    let journal = try Journal(folder: folder.path)
    var reader = try JournalReader(folder: folder.path)
    for i in 0..<20 {
      try fill(journal, i..<(i + 1))
      #expect(try reader.next()?.chain == journal.chain)
    }
  }

  @Test func `a record exchanged for another with a right checksum breaks the chain`() throws {
    let folder = try TemporaryFolder()
    var options = Journal.Options()
    options.salt = 77
    let journal = try Journal(folder: folder.path, options: options)
    for _ in 0..<3 { _ = try journal.append(type: 1, [1, 2, 3, 4]) }
    try journal.commit()
    journal.close()
    let name = SegmentName.name(firstSequence: 1)
    var bytes = try folder.bytes(of: name)
    let forged = UnsafeMutableRawBufferPointer.allocate(byteCount: 60, alignment: 8)
    defer { forged.deallocate() }
    forged.copyBytes(from: bytes[124..<184])
    forged[56] = 9
    let header = try #require(RecordHeader(loading: forged.baseAddress!))
    _ = RecordHeader.write(
      to: forged, type: 1, sequence: 2, place: 1, chainBefore: header.chainBefore, salt: 77)
    bytes.replaceSubrange(124..<184, with: Array(forged))
    try folder.write(bytes, to: name)
    var reader = try JournalReader(folder: folder.path)
    #expect(try reader.next()?.payload == [1, 2, 3, 4])
    #expect(try reader.next()?.payload == [9, 2, 3, 4])
    let error = #expect(throws: JournalError.self) { try reader.next() }
    #expect(error?.problem == .damaged(.chain))
    #expect(error?.byteOffset == 184)
  }
}
