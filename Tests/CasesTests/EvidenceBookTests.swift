// SPDX-License-Identifier: Apache-2.0

import Cases
import Notation
import Testing

@Suite struct EvidenceBookTests {
  private static let digests = ["1", "2"].map { String(repeating: $0, count: 64) }

  private func file(_ digest: String) -> EvidenceFile {
    EvidenceFile(
      digest: digest, byteCount: 3, isSealed: true, kind: "jpeg", caseID: nil, name: "a name",
      contentDigest: "content", note: "a note", claims: .members(["claimed_model": "M"]))
  }

  private func book(_ acts: [CustodyAct]) -> EvidenceBook {
    var book = EvidenceBook()
    for (index, act) in acts.enumerated() {
      book.apply(
        Record(sequence: UInt64(index), atMs: Int64(index), actor: "A", act: .custody(act)))
    }
    return book
  }

  @Test func `files stand in the order in which they came, each with what was done with it`() {
    let (first, second) = (Self.digests[0], Self.digests[1])
    let derivation = Derivation(original: first, operation: "cut", parameters: "p")
    let book = book([
      .added(file(first)), .derived(file(second), derivation), .added(file(first)),
      .exported(digests: [first, second], manifest: first, to: "B", reason: "r"),
      .read(digest: second, reason: "r"),
    ])
    #expect(book.items.map(\.file.digest) == [first, second])
    #expect(book[first]?.steps.map(\.index) == [0, 2, 3])
    #expect(book[second]?.steps.map(\.index) == [1, 3, 4])
    #expect(book[second]?.derivation == derivation)
    #expect(book.recordIndices(of: first) == [0, 2])
    #expect(book.items(beginning: "1").count == 1)
    #expect(book.items(beginning: "").count == 2)
    #expect(book["3"] == nil)
  }

  @Test func `what was withheld of an erased file is forgotten, in every record of it`() {
    let (first, second) = (Self.digests[0], Self.digests[1])
    let derivation = Derivation(original: first, operation: "cut", parameters: "telling")
    let book = book([
      .added(file(first)), .derived(file(second), derivation),
      .erased(digest: second, ground: "g", approvedBy: "B"),
    ])
    let told = String(describing: book[second])
    for text in ["a name", "a note", "\"content\"", "claimed_model", "telling"] {
      #expect(!told.contains(text), "\(text)")
    }
    #expect(book[second]?.isErased == true)
    #expect(book[second]?.file.digest == second)
    #expect(book[first]?.isErased == false)
    #expect(book[first]?.file.name == "a name")
  }
}
