// How do a segment and a record lie in bytes? The format of docs/internals/journal.md.
//
// SPDX-License-Identifier: Apache-2.0

import CCRC32C

/// CRC-32C that continues `seed`. In the journal the seed is the salt, so bytes that someone
/// submitted as a payload cannot pass for a record when the end of a torn file is looked for.
func crc32c(seed: UInt32, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
  truceline_crc32c(seed, bytes.baseAddress, bytes.count)
}

extension UnsafeRawPointer {
  /// Little-endian, at any alignment.
  func number<Value: FixedWidthInteger>(at offset: Int, as type: Value.Type = Value.self) -> Value {
    Value(littleEndian: loadUnaligned(fromByteOffset: offset, as: Value.self))
  }
}

extension UnsafeMutableRawPointer {
  func store(_ value: some FixedWidthInteger & BitwiseCopyable, at offset: Int) {
    storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
  }
}

/// The first 64 bytes of a segment.
struct SegmentHeader: Equatable {
  static let byteCount = 64
  static let version: UInt32 = 1
  /// `TL-JRNL\n`
  static let magic: UInt64 = 0x0A4C_4E52_4A2D_4C54

  /// One value for the whole journal, drawn when it was made.
  var salt: UInt32
  var firstSequence: UInt64
  /// Chain value of record `firstSequence - 1`.
  var chain: ChainValue

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    bytes.withUnsafeMutableBytes { buffer in
      let at = buffer.baseAddress!
      at.store(Self.magic, at: 0)
      at.store(Self.version, at: 8)
      at.store(salt, at: 12)
      at.store(firstSequence, at: 16)
      chain.store(to: at + 24)
      at.store(crc32c(seed: 0, UnsafeRawBufferPointer(rebasing: buffer[..<60])), at: 60)
    }
    return bytes
  }

  init(salt: UInt32, firstSequence: UInt64, chain: ChainValue) {
    (self.salt, self.firstSequence, self.chain) = (salt, firstSequence, chain)
  }

  init(_ bytes: [UInt8], file: String) throws(JournalError) {
    let read = bytes.withUnsafeBytes { buffer -> (header: SegmentHeader?, version: UInt32) in
      guard buffer.count == Self.byteCount, let at = buffer.baseAddress,
        at.number(at: 0) == Self.magic,
        at.number(at: 60) == crc32c(seed: 0, UnsafeRawBufferPointer(rebasing: buffer[..<60]))
      else { return (nil, Self.version) }
      let header = SegmentHeader(
        salt: at.number(at: 12), firstSequence: at.number(at: 16),
        chain: ChainValue(loading: at + 24))
      return (header, at.number(at: 8))
    }
    guard let header = read.header else {
      throw JournalError(file: file, byteOffset: 0, .damaged(.header))
    }
    guard read.version == Self.version else {
      throw JournalError(file: file, .version(read.version))
    }
    self = header
  }
}

/// The 56 bytes before a payload.
struct RecordHeader: Equatable {
  static let byteCount = 56
  /// The chain value is the SHA-256 of the record from here on: what the record says, without how it
  /// was committed.
  static let saidFrom = 8
  /// No option allows a longer payload, so no damaged length makes a reader take more memory.
  static let payloadByteCountMax = 64 << 20

  var checksum: UInt32
  /// How many records of the same commit stand before this one.
  var place: UInt32
  var payloadByteCount: UInt32
  var type: UInt8
  var sequence: UInt64
  /// Chain value of the record before.
  var chainBefore: ChainValue

  /// `pointer` has 56 bytes; nil where no record can begin with them.
  init?(loading pointer: UnsafeRawPointer) {
    let typeWord = pointer.number(at: 12, as: UInt32.self)
    checksum = pointer.number(at: 0)
    place = pointer.number(at: 4)
    payloadByteCount = pointer.number(at: 8)
    type = UInt8(truncatingIfNeeded: typeWord)
    sequence = pointer.number(at: 16)
    chainBefore = ChainValue(loading: pointer + 24)
    guard typeWord >> 8 == 0, payloadByteCount <= Self.payloadByteCountMax, sequence > place else {
      return nil
    }
  }

  /// Of header and payload.
  var byteCount: Int { Self.byteCount + Int(payloadByteCount) }

  /// Everything below this sequence number was on stable storage before this record was written.
  var commitSequence: UInt64 { sequence - UInt64(place) }

  /// Whether `record`, which is the whole of it, has the checksum that it states.
  func matches(_ record: UnsafeRawBufferPointer, salt: UInt32) -> Bool {
    crc32c(seed: salt, UnsafeRawBufferPointer(rebasing: record[4...])) == checksum
  }

  /// Writes the header before a payload that is already in place, and returns its chain value.
  static func write(
    to record: UnsafeMutableRawBufferPointer, type: UInt8, sequence: UInt64, place: UInt32,
    chainBefore: ChainValue, salt: UInt32
  ) -> ChainValue {
    let at = record.baseAddress!
    at.store(place, at: 4)
    at.store(UInt32(record.count - byteCount), at: 8)
    at.store(UInt32(type), at: 12)
    at.store(sequence, at: 16)
    chainBefore.store(to: at + 24)
    let bytes = UnsafeRawBufferPointer(record)
    at.store(crc32c(seed: salt, UnsafeRawBufferPointer(rebasing: bytes[4...])), at: 0)
    return chain(of: bytes)
  }

  static func chain(of record: UnsafeRawBufferPointer) -> ChainValue {
    ChainValue(hashing: UnsafeRawBufferPointer(rebasing: record[saidFrom...]))
  }
}
