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
}
