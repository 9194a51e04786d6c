// How is a record written for good? As a signed entry that everybody may see, beside what it withholds.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Ledger
internal import Notation
internal import Redaction

/// Forms of an entry in the journal of records.
enum EntryForm {
  /// JSON without a signature, as versions before the signed log wrote them.
  static let plain: UInt8 = 1
  /// A JWT whose personal claims are digests (SD-JWT).
  static let signed: UInt8 = 2
}

/// The journal of records with what its entries withhold. One owner writes.
///
/// An entry is durable after `commit()`; what it withholds is on the disk before the entry is.
final class RecordLog {
  private let journal: Journal
  private let withheld: ErasableStore
  private let key: RecordKey
  private let origin: String
  private var random = SystemRandomNumberGenerator()
  /// Content that no entry can hold is kept beside it, and the entry names its digest.
  private static let contentByteCountMax = 40_000

  init(_ data: DataFolder, missionID: String, key: RecordKey, origin: String) throws {
    var options = Journal.Options()
    options.name = missionID
    withheld = try ErasableStore(folder: data.withheld)
    journal = try Journal(folder: data.records, options: options)
    (self.key, self.origin) = (key, origin)
  }

  var recovery: JournalRecovery { journal.recovery }

  /// Place in the log that the next record will have, from 0.
  var nextIndex: UInt64 { journal.nextSequence - 1 }

  /// Records that are on stable storage.
  var committedCount: UInt64 { journal.committedSequence - 1 }

  /// Buffers a record.
  func append(_ act: Act, actor: String, atMs: Int64) throws -> Record {
    let record = Record(sequence: nextIndex, atMs: atMs, actor: actor, act: act)
    let claims = record.claims
    var visible: [JSONValue.Member] = [
      .init("iss", .string(origin)), .init("id", .string(Self.id(nextIndex))),
    ]
    let content = JSONValue.object(claims.visible)
    let bytes = content.bytes
    if bytes.count <= Self.contentByteCountMax {
      visible += claims.visible
    } else {
      visible += claims.visible.filter { ["type", "at", "by"].contains($0.name) }
      visible.append(.init("content", try keep(bytes)))
    }
    let (entry, disclosures) = SDJWT.issue(
      .object(visible), hidden: claims.withheld, key: key, random: &random)
    for disclosure in disclosures {
      guard let digest = LogHash(base64URL: disclosure.digest) else { continue }
      try withheld.put(Array(disclosure.text.utf8), under: digest)
    }
    _ = try journal.append(type: EntryForm.signed, entry)
    return record
  }

  /// `R-000012`: the place in the log, from 0, so that ids sort as records do.
  static func id(_ index: UInt64) -> String {
    let digits = String(index)
    return "R-" + String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
  }

  private func keep(_ content: [UInt8]) throws -> JSONValue {
    let digest = LogHash(sha256Of: content)
    try withheld.put(content, under: digest)
    return .members([
      "sha256": .string(digest.hex), "size": .integer(Int64(content.count)),
      "media_type": "application/json",
    ])
  }

  func commit() throws {
    try withheld.commit()
    try journal.commit()
  }

  /// Lets go of the folders as a crash would.
  func abandon() {
    journal.abandon()
    withheld.close()
  }

  func close() {
    journal.close()
    withheld.close()
  }

  // MARK: Erasing

  /// Overwrites what a record withholds under a name; false where nothing is there to be erased.
  func erase(_ claim: String, ofRecord index: UInt64, in data: DataFolder) throws -> Bool {
    guard let entry = try entry(index, in: data) else { return false }
    var hasErased = false
    for digest in entry.digests {
      switch try withheld.piece(digest) {
      case .bytes(let bytes):
        let text = String(decoding: bytes, as: UTF8.self)
        guard try Disclosure(reading: text).name == claim else { continue }
        hasErased = try withheld.erase(digest) || hasErased
      // A power cut during an erasure: what is left is erased as well.
      case .damaged: hasErased = try withheld.erase(digest) || hasErased
      case .erased, nil: continue
      }
    }
    return hasErased
  }

  /// One record; nil where there are fewer.
  func entry(_ index: UInt64, in data: DataFolder) throws -> RecordReader.Entry? {
    guard index < nextIndex else { return nil }
    var reader = try RecordReader(data, withheld: withheld, from: index)
    return try reader.next()
  }

  /// The records with what they withhold.
  func reader(_ data: DataFolder) throws -> RecordReader {
    try RecordReader(data, withheld: withheld)
  }
}

/// Reads records back, each with as much of what it withholds as is still there.
struct RecordReader {
  /// One entry of the log.
  struct Entry {
    /// Place in the log, from 0.
    let index: UInt64
    /// The bytes that the tree is made of.
    let bytes: [UInt8]
    /// All claims that can be read, withheld ones included.
    let claims: JSONValue
    /// Digests of what is or was withheld, decoys among them.
    let digests: [LogHash]
    /// What is withheld and still there.
    let disclosures: [Disclosure]

    func record() throws -> Record { try Record(sequence: index, claims: claims) }
  }

  private var journal: JournalReader
  private let withheld: ErasableStore

  init(_ data: DataFolder, withheld: ErasableStore, from index: UInt64 = 0) throws {
    journal = try JournalReader(folder: data.records, from: index + 1)
    self.withheld = withheld
  }

  /// For reading beside the program that writes.
  init(reading data: DataFolder, from index: UInt64 = 0) throws {
    try self.init(data, withheld: try ErasableStore(reading: data.withheld), from: index)
  }

  /// - Throws: `JournalError` for damage; `SDJWTError`, `JSONError` for an entry that cannot be read.
  mutating func next() throws -> Entry? {
    guard let read = try journal.next() else { return nil }
    let index = read.sequence - 1
    guard read.type == EntryForm.signed else {
      return Entry(
        index: index, bytes: read.payload, claims: try JSONValue(reading: read.payload),
        digests: [], disclosures: [])
    }
    let payload = try SDJWT.payload(ofEntry: read.payload)
    let digests = (payload["_sd"]?.elements ?? []).compactMap {
      $0.text.flatMap { LogHash(base64URL: $0) }
    }
    var disclosures: [Disclosure] = []
    for digest in digests {
      guard case .bytes(let bytes) = try withheld.piece(digest) else { continue }
      disclosures.append(try Disclosure(reading: String(decoding: bytes, as: UTF8.self)))
    }
    var claims = try SDJWT.claims(ofPayload: payload, disclosures: disclosures)
    if let content = payload["content"] { claims = try with(content, claims) }
    return Entry(
      index: index, bytes: read.payload, claims: claims, digests: digests,
      disclosures: disclosures)
  }

  /// Puts the content in that lies beside its entry.
  private func with(_ content: JSONValue, _ claims: JSONValue) throws -> JSONValue {
    guard let text = content["sha256"]?.text, let digest = LogHash(hex: text),
      case .bytes(let bytes) = try withheld.piece(digest), LogHash(sha256Of: bytes) == digest
    else {
      throw RecordLogError.contentDiffers
    }
    let inner = try JSONValue(reading: bytes).objectMembers
    return .object(
      claims.objectMembers.filter { member in !inner.contains { $0.name == member.name } } + inner)
  }
}

/// A record cannot be read back.
enum RecordLogError: Error, Hashable, Sendable, CustomStringConvertible {
  case contentDiffers

  var description: String {
    "The content of a record is not what its digest says. Keep the data folder as it is and restore "
      + "it from a copy."
  }
}

extension LogHash {
  init?(base64URL text: String) {
    guard let bytes = Base64URL.decode(text.utf8) else { return nil }
    self.init(bytes)
  }
}
