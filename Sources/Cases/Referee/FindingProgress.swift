// What follows from an act on a finding? Versions, and the state that answers give it.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

extension RefereeBook {
  mutating func take(_ act: FindingAct, _ deed: Deed) -> [String] {
    if case .drafted(let id, let caseID, let number, let reason, let content) = act {
      let version = FindingVersion(
        number: number, reason: reason, content: content, drafters: [deed.by], drafted: deed)
      if findings[id] == nil {
        findings[id] = Finding(id: id, caseID: caseID, versions: [version])
        files[caseID]?.findingIDs.append(id)
      } else {
        findings[id]?.versions.append(version)
      }
      return [caseID]
    }
    guard var finding = findings[act.id] else { return [] }
    switch act {
    case .drafted: break
    case .revised(_, let number, _, let content):
      finding.versions[number - 1].take(content, deed)
    case .draftKept(_, let number, let onRevision, let content):
      finding.versions[number - 1].keptDrafts.append(
        KeptDraft(onRevision: onRevision, content: content, kept: deed))
    case .returned(_, let number, _):
      finding.versions[number - 1].state = .draft
      finding.versions[number - 1].reviewed = nil
    case .reviewed(_, let number, _, _):
      finding.versions[number - 1].state = .reviewed
      finding.versions[number - 1].reviewed = deed
    case .madeInterim(_, let number, _):
      finding.versions[number - 1].state = .interim
      finding.versions[number - 1].madeInterim = deed
    case .issued(_, let number, _):
      finding.versions[number - 1].state = .issued
      finding.versions[number - 1].issued = deed
      finding.isUnanswered = false
    case .released(_, let number, let to, let withheld, let salts, let digest):
      finding.versions[number - 1].releases.append(
        FindingRelease(
          audience: to, withheld: withheld, salts: salts, digest: digest, released: deed))
    case .unanswered: finding.isUnanswered = true
    case .madeFinal:
      finding.finalVersion = finding.latest.number
      finding.madeFinal = deed
    }
    findings[finding.id] = finding
    refreshState(of: finding.id)
    return [finding.caseID]
  }

  /// Brings a finding's state in step with its versions and answers.
  mutating func refreshState(of id: String) {
    guard let finding = findings[id] else { return }
    let state = state(of: finding)
    findings[id]?.state = state
  }

  private func state(of finding: Finding) -> FindingState {
    guard let standing = finding.standing else {
      return finding.latest.state == .reviewed ? .reviewed : .draft
    }
    if let final = finding.finalVersion {
      return finding.versions.last { $0.state == .issued }?.number == final ? .final : .corrected
    }
    guard standing.state == .issued else { return .interim }
    let parties = Party.allCases.compactMap { party in
      standingAnswer(of: party, to: finding).map { (party: party, answer: $0) }
    }
    if parties.contains(where: \.answer.isContesting) { return .contested }
    let missing = addressees(of: standing).filter { party in
      !parties.contains { $0.party == party }
    }
    if missing.isEmpty { return .accepted }
    return finding.isUnanswered ? .unanswered : .issued
  }

  /// The sides whose answer is waited for: those held responsible, else both.
  func addressees(of version: FindingVersion) -> [Party] {
    let named = version.content.responsibility?.parties ?? []
    return named.isEmpty ? Party.allCases : named
  }

  /// The last answer of a party to any version of a finding.
  public func standingAnswer(of party: Party, to finding: Finding) -> PartyAnswer? {
    let ids = files[finding.caseID]?.answerIDs ?? []
    return ids.reversed().lazy.compactMap { answers[$0] }.first {
      $0.party == party && $0.finding?.id == finding.id
    }
  }

  /// When the answer to a notice is due, on the clock as it goes at a place in the log.
  public func due(_ notice: PartyNotice, at sequence: UInt64) -> Int64 {
    dueMs(notice.dueMs, setAt: notice.dueSet.sequence, seenAt: sequence)
  }
}

extension FindingVersion {
  fileprivate mutating func take(_ text: FindingContent, _ deed: Deed) {
    earlier.append(content)
    content = text
    revision += 1
    if !drafters.contains(deed.by) { drafters.append(deed.by) }
  }
}
