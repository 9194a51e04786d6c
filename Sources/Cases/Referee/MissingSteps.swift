// What does a case lack for its next step? Said in words, for the person who asks and for the page.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements

/// Something that has to be there first.
public struct MissingStep: Hashable, Sendable {
  public let words: String
  /// What to do about it.
  public let next: String

  init(_ words: String, _ next: String) { (self.words, self.next) = (words, next) }
}

extension RefereeBook {
  /// Where a case can go next.
  public func nextStates(of caseID: String) -> [CaseState] {
    guard let state = files[caseID]?.state else { return [] }
    return state == .open ? [.verificationTasked] : state.proposable
  }

  /// What lacks for a step; empty where it can be taken.
  ///
  /// - Parameter now: deadlines that are over by then need not be waited for.
  public func missing(for to: CaseState, of caseID: String, at now: Moment) -> [MissingStep] {
    guard let file = files[caseID] else { return [] }
    switch to {
    case .open: return []
    case .verificationTasked: return missingForTasking(file)
    case .verified, .notVerifiable: return missingForVerification(file, to)
    case .withParties: return missingForParties(file)
    case .determination: return missingForDetermination(file, now)
    case .closed: return missingForClosing(file)
    }
  }

  private func missingForTasking(_ file: CaseFile) -> [MissingStep] {
    var missing: [MissingStep] = []
    if file.accepted == nil {
      missing.append(
        .init("no second officer has accepted it", "A second officer accepts the case."))
    }
    missing.append(.init("no task was approved", "Propose a task; a second person approves it."))
    return missing
  }

  private func openTasks(_ file: CaseFile) -> [MissingStep] {
    file.taskIDs.compactMap { tasks[$0] }.filter(\.isOpen).map {
      MissingStep(
        "task \($0.id) is \($0.state.rawValue)", "Report its result, or why it is blocked.")
    }
  }

  private func missingForVerification(_ file: CaseFile, _ to: CaseState) -> [MissingStep] {
    var missing = openTasks(file)
    let states = file.taskIDs.compactMap { tasks[$0]?.state }
    if to == .verified, !states.contains(.done) {
      missing.append(.init("no task brought a result", "Task a patrol, UAV, camera or liaison."))
    }
    if to == .notVerifiable, !states.contains(where: { $0 == .done || $0 == .blocked }) {
      missing.append(.init("nobody tried to verify it", "Task a patrol, UAV, camera or liaison."))
    }
    if to == .verified, file.evidence.isEmpty {
      missing.append(.init("there is no evidence in it", "Note the evidence with its grade."))
    }
    return missing
  }

  private func missingForParties(_ file: CaseFile) -> [MissingStep] {
    var missing: [MissingStep] = []
    let standing = file.findingIDs.compactMap { findings[$0] }
    if !standing.contains(where: { $0.standing != nil }) {
      missing.append(
        .init("there is no interim finding", "Draft a finding, have it reviewed and made interim."))
    }
    for party in Party.allCases {
      if file.notices(to: party).isEmpty {
        missing.append(
          .init("Party \(party.rawValue) has no notice", "Give notice to Party \(party.rawValue)."))
      }
      let audience: Audience = party == .a ? .partyA : .partyB
      for finding in standing {
        guard let version = finding.standing, version.release(to: audience) == nil else { continue }
        missing.append(
          .init(
            "\(finding.id) v\(version.number) is not released to Party \(party.rawValue)",
            "Choose what of it Party \(party.rawValue) gets, and release it."))
      }
    }
    return missing
  }

  private func missingForDetermination(_ file: CaseFile, _ now: Moment) -> [MissingStep] {
    var missing: [MissingStep] = []
    for finding in file.findingIDs.compactMap({ findings[$0] }) {
      switch finding.state {
      case .draft, .reviewed, .interim:
        missing.append(.init("\(finding.id) is \(finding.state.rawValue)", "Issue it."))
      case .issued:
        missing.append(
          .init(
            "\(finding.id) is neither answered nor noted as unanswered",
            "Wait for the answers; after the deadline note it as unanswered."))
      case .contested, .accepted, .unanswered, .final, .corrected: break
      }
      if finding.latest.content.clauseJudgement == .unclear,
        !docket.values.contains(where: {
          $0.findingID == finding.id && $0.question == .interpretation
        })
      {
        missing.append(
          .init(
            "the clause is unclear and no question was put to the commission",
            "File a docket item of interpretation on \(finding.id)."))
      }
    }
    return missing + unconsidered(file)
  }

  func unconsidered(_ file: CaseFile) -> [MissingStep] {
    file.answerIDs.compactMap { answers[$0] }.filter { !$0.isConsidered }.map {
      MissingStep(
        "answer \($0.id) of Party \($0.party.rawValue) is not considered",
        "Answer each of its points with reasons.")
    }
  }

  private func missingForClosing(_ file: CaseFile) -> [MissingStep] {
    var missing = openTasks(file) + unconsidered(file)
    if file.findingIDs.isEmpty {
      missing.append(.init("there is no finding", "Draft one; 'not established' is a result too."))
    }
    for finding in file.findingIDs.compactMap({ findings[$0] })
    where finding.state != .final && finding.state != .corrected {
      missing.append(.init("\(finding.id) is \(finding.state.rawValue)", "Make it final."))
    }
    for item in file.docketIDs.compactMap({ docket[$0] }) where item.decision == nil {
      missing.append(.init("\(item.id) is not decided", "The commission decides on it."))
    }
    for allegation in file.allegationIDs.compactMap({ allegations[$0] })
    where allegation.state != .answered {
      missing.append(.init("allegation \(allegation.id) is not answered", "Answer it."))
    }
    return missing
  }
}
