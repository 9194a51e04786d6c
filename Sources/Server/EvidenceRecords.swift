// What must hold before something is done with evidence, and what follows from its record?
//
// SPDX-License-Identifier: Apache-2.0

public import Cases
internal import Evidence

extension Monitor {
  /// Records what is done with evidence; an erasure also destroys the key, and erases what the records
  /// of the file withhold.
  public func perform(_ act: CustodyAct, actor: String, atMs: Int64) async throws {
    for digest in act.digests { try check(act, digest) }
    if case .erased(_, _, let approvedBy) = act { try Self.requireSecondPerson(approvedBy, actor) }
    _ = try perform(.custody(act), actor: actor, atMs: atMs)
    if case .erased = act { try await eraseAgain() }
  }

  private func check(_ act: CustodyAct, _ digest: String) throws {
    switch act {
    case .added, .derived: return
    case .read, .exported, .erased: break
    }
    guard let item = logBook.evidence[digest] else {
      throw ActError(
        .notFound, "There is no evidence \(digest).", next: "See 'truceline evidence list'.")
    }
    guard !item.isErased else {
      throw ActError(
        .forbiddenByState, "The evidence \(digest) is erased.", next: "Nobody can read it.")
    }
    if case .erased = act, !item.file.isSealed {
      throw ActError(
        .forbiddenByState, "The evidence \(digest) is not sealed, so it has no key to destroy.",
        next: "Only what was added as personal can be erased.")
    }
  }

  /// Keys that a record says are destroyed, and are not.
  func destroyKeys() throws {
    let erased = logBook.evidence.items.filter(\.isErased).map(\.file)
    guard !erased.isEmpty else { return }
    let store = try EvidenceStore(folder: data.evidence)
    for file in erased {
      guard let digest = EvidenceDigest(hex: file.digest), store.hasKey(digest) else { continue }
      try store.erase(StoredEvidence(digest: digest, byteCount: file.byteCount, isSealed: true))
    }
  }
}
