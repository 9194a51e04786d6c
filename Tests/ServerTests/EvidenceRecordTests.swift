// SPDX-License-Identifier: Apache-2.0

import Cases
import Evidence
import Foundation
import Notation
import Server
import Testing

/// A text as it stands in a file: as it is, and inside base64url, which begins at any of three places.
private func spellings(of text: String) -> [Data] {
  let bytes = Array(text.utf8)
  let encoded = (0..<3).map { shift in
    let all = Data([UInt8](repeating: 0, count: shift) + bytes).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
    // Only characters that depend on nothing but the text.
    let first = (shift * 8 + 5) / 6
    let last = (shift + bytes.count) * 8 / 6
    return Data(Array(all.utf8)[first..<last])
  }
  return [Data(bytes)] + encoded
}

@Suite struct EvidenceRecordTests {
  private let place: Workplace
  private let store: EvidenceStore

  init() throws {
    place = try Workplace()
    try FileManager.default.createDirectory(
      atPath: place.data.path, withIntermediateDirectories: true)
    store = try EvidenceStore(folder: place.data.evidence)
  }

  private func add(_ text: String) throws -> EvidenceFile {
    let added = try store.add(bytes: Array(text.utf8), sealed: true)
    return EvidenceFile(
      digest: added.stored.digest.hex, byteCount: added.stored.byteCount, isSealed: true,
      kind: "other", caseID: nil, name: "telling-name", contentDigest: added.contentDigest.hex,
      note: "telling-note", claims: .members(["kind": "other"]))
  }

  private func places(of text: String) -> [String] {
    let names =
      FileManager.default.enumerator(atPath: place.data.path)?.compactMap { $0 as? String } ?? []
    let sought = spellings(of: text)
    return names.filter { name in
      guard let bytes = FileManager.default.contents(atPath: "\(place.data.path)/\(name)") else {
        return false
      }
      return sought.contains { bytes.range(of: $0) != nil }
    }
  }

  @Test func `an erasure that a crash cut off after its record is finished at the next start`()
    async throws
  {
    let file = try add("content")
    let first = try await Monitor.open(mission: place.mission, data: place.data)
    try await first.perform(.added(file), actor: "Watch 1", atMs: 1_782_000_000_000)
    // The record alone, as a crash leaves it.
    _ = try await first.perform(
      .custody(.erased(digest: file.digest, ground: "request", approvedBy: "Head")),
      actor: "Watch 1", atMs: 1_782_000_001_000)
    await first.close()
    let digest = try #require(EvidenceDigest(hex: file.digest))
    #expect(store.hasKey(digest))
    #expect(!places(of: "telling-n").isEmpty)

    let again = try await Monitor.open(mission: place.mission, data: place.data)
    await again.close()
    #expect(!store.hasKey(digest))
    #expect(places(of: "telling-n") == [])
    let book = try EvidenceBook(place.data)
    #expect(book.items.map(\.isErased) == [true])
    #expect(book.items[0].file.note == Record.withheldText)
    #expect(book.items[0].file.digest == file.digest)
  }

  @Test func `what is erased is neither read nor handed over nor erased again`() async throws {
    let file = try add("content")
    let monitor = try await Monitor.open(mission: place.mission, data: place.data)
    try await monitor.perform(.added(file), actor: "A", atMs: 1_782_000_000_000)
    try await monitor.perform(
      .erased(digest: file.digest, ground: "g", approvedBy: "B"), actor: "A",
      atMs: 1_782_000_000_000)
    let acts: [CustodyAct] = [
      .read(digest: file.digest, reason: "r"),
      .erased(digest: file.digest, ground: "g", approvedBy: "B"),
      .exported(digests: [file.digest], manifest: file.digest, to: "C", reason: "r"),
      .read(digest: String(repeating: "0", count: 64), reason: "r"),
    ]
    for act in acts {
      await #expect(throws: ActError.self) {
        try await monitor.perform(act, actor: "A", atMs: 1_782_000_000_000)
      }
    }
    await monitor.close()
    #expect(
      try EvidenceBook(place.data).items[0].steps.map(\.act.type) == [
        "evidence.added", "evidence.erased",
      ])
  }

  @Test func `nothing is done without a reason, to a case that is not there, or by one alone`()
    async throws
  {
    let file = try add("content")
    let monitor = try await Monitor.open(mission: place.mission, data: place.data)
    try await monitor.perform(.added(file), actor: "A", atMs: 1_782_000_000_000)
    let strange = EvidenceFile(
      digest: file.digest, byteCount: 1, isSealed: false, kind: "other", caseID: "CS-9999",
      name: "", contentDigest: file.digest, note: "", claims: .null)
    let acts: [CustodyAct] = [
      .added(strange), .read(digest: file.digest, reason: " "),
      .exported(digests: [], manifest: file.digest, to: "C", reason: "r"),
      .exported(digests: [file.digest], manifest: file.digest, to: "", reason: "r"),
      .erased(digest: file.digest, ground: "", approvedBy: "B"),
      .erased(digest: file.digest, ground: "g", approvedBy: "a"),
    ]
    for act in acts {
      await #expect(throws: ActError.self, "\(act)") {
        try await monitor.perform(act, actor: "A", atMs: 1_782_000_000_000)
      }
    }
    await monitor.close()
    #expect(try EvidenceBook(place.data).items[0].steps.count == 1)
    #expect(store.hasKey(try #require(EvidenceDigest(hex: file.digest))))
  }
}
