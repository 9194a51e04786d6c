// What may be done on a case, and what follows? No step is skipped, and each says what it lacks.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

extension RefereeBook {
  func check(_ act: CaseworkAct, _ record: Record, in book: CaseBook) throws(ActError) {
    if case .reopened(let id, let decision, let reason) = act {
      return try checkReopening(id, decision, reason)
    }
    let file = try openFile(act.caseID)
    switch act {
    case .alertsAdded(_, let alertIDs, _): try checkAlerts(alertIDs, in: book)
    case .clausesChosen(_, let clauses, _):
      guard !clauses.isEmpty, Set(clauses).count == clauses.count else {
        throw ActError(
          .invalid, "Candidate clauses are named at least one, each once.", next: "Name them.")
      }
    case .accepted:
      guard file.accepted == nil else {
        throw ActError(
          .forbiddenByState, "Case \(file.caseID) was accepted already.", next: "Task it.")
      }
      try requireOther(record.actor, than: [file.opened.by], "A second officer accepts a case.")
    case .stepProposed(_, let to, let reason): try checkProposal(file, to, reason, record)
    case .stepApproved:
      let proposal = try proposal(file)
      try requireOther(record.actor, than: [proposal.proposed.by], "A second person approves.")
      try requireNothingMissing(file, proposal.to, record)
    case .stepDeclined(_, let reason):
      _ = try proposal(file)
      try requireText(reason, "a reason")
    case .evidenceNoted(_, let item):
      try requireNext(item.id, file.nextEvidenceID)
      try requireText(item.summary, "a summary of the evidence")
    case .evidenceMarked(_, let itemID, _, _, let reason):
      guard file.item(itemID) != nil else {
        throw ActError(
          .notFound, "Case \(file.caseID) has no evidence \(itemID).", next: "See its list.")
      }
      try requireText(reason, "a reason")
    case .gapNoted(_, let gap):
      try requireText(gap.sensor, "the sensor")
      try requireText(gap.reason, "a reason")
    case .reopened: break
    }
  }

  private func checkAlerts(_ alertIDs: [String], in book: CaseBook) throws(ActError) {
    guard !alertIDs.isEmpty, Set(alertIDs).count == alertIDs.count else {
      throw ActError(.invalid, "Alerts are named at least one, each once.", next: "Name them.")
    }
    for id in alertIDs {
      guard let alert = book.alerts[id] else {
        throw ActError(.notFound, "There is no alert \(id).", next: "See 'truceline alert list'.")
      }
      if let other = alert.caseID {
        throw ActError(
          .forbiddenByState, "Alert \(id) belongs to case \(other).", next: "Look at \(other).")
      }
      guard [.new, .acknowledged, .actioned].contains(alert.state) else {
        throw ActError(
          .forbiddenByState, "Alert \(id) is \(alert.state.rawValue).",
          next: "Only alerts that were not dismissed can be part of a case.")
      }
    }
  }

  private func proposal(_ file: CaseFile) throws(ActError) -> CaseStep {
    guard let proposal = file.proposal else {
      throw ActError(
        .forbiddenByState, "No step of case \(file.caseID) was proposed.", next: "Propose one.")
    }
    return proposal
  }

  private func checkProposal(
    _ file: CaseFile, _ to: CaseState, _ reason: String, _ record: Record
  ) throws(ActError) {
    guard file.proposal == nil else {
      throw ActError(
        .forbiddenByState, "A step of case \(file.caseID) waits for approval.",
        next: "A second person approves or declines it first.")
    }
    let possible = file.state.proposable
    guard possible.contains(to) else {
      let next =
        file.state == .open
        ? "It goes to verification when a task of it is approved."
        : "The next step is: \(possible.map(\.rawValue).joined(separator: " or "))."
      throw ActError(
        .forbiddenByState,
        "Case \(file.caseID) is \(file.state.rawValue) and cannot become \(to.rawValue).",
        next: next)
    }
    try requireText(reason, "a reason")
    try requireNothingMissing(file, to, record)
  }

  private func requireNothingMissing(
    _ file: CaseFile, _ to: CaseState, _ record: Record
  ) throws(ActError) {
    let missing = missing(
      for: to, of: file.caseID, at: Moment(atMs: record.atMs, sequence: record.sequence))
    guard let first = missing.first else { return }
    throw ActError(
      .forbiddenByState,
      "Case \(file.caseID) cannot become \(to.rawValue) yet: "
        + missing.map(\.words).joined(separator: "; ") + ".",
      next: first.next)
  }

  private func checkReopening(
    _ id: String, _ number: String, _ reason: String
  ) throws(ActError) {
    let file = try file(id)
    guard file.state == .closed else {
      throw ActError(
        .forbiddenByState, "Case \(id) is \(file.state.rawValue), not closed.",
        next: "Go on with it.")
    }
    let item = decisions[number].flatMap { docket[$0] }
    guard let item, item.caseID == id, item.decision?.effect == .reopenCase else {
      throw ActError(
        .forbiddenByState, "No decision \(number) reopens case \(id).",
        next: "The commission decides on a docket item of this case, with the effect reopen_case.")
    }
    guard !file.reopenings.contains(where: { $0.decision == number }) else {
      throw ActError(
        .forbiddenByState, "Decision \(number) reopened case \(id) once already.",
        next: "A new decision is needed.")
    }
    try requireText(reason, "a reason")
  }

  mutating func take(_ act: CaseworkAct, _ deed: Deed) {
    guard var file = files.removeValue(forKey: act.caseID) else { return }
    switch act {
    case .alertsAdded: break
    case .clausesChosen(_, let clauses, _): file.clauses = clauses
    case .accepted: file.accepted = deed
    case .stepProposed(_, let to, let reason):
      file.proposal = CaseStep(to: to, reason: reason, proposed: deed)
    case .stepApproved:
      if var step = file.proposal {
        step.approved = deed
        file.state = step.to
        file.steps.append(step)
      }
      file.proposal = nil
    case .stepDeclined: file.proposal = nil
    case .evidenceNoted(_, let item): file.add(item, deed)
    case .evidenceMarked(_, let itemID, let isDisputed, let isRestricted, _):
      if let at = file.evidence.firstIndex(where: { $0.id == itemID }) {
        file.evidence[at].isDisputed = isDisputed
        file.evidence[at].isRestricted = isRestricted
      }
    case .gapNoted(_, let gap): file.gaps.append(gap)
    case .reopened(_, let decision, let reason):
      file.reopenings.append(CaseReopening(decision: decision, reason: reason, reopened: deed))
      file.state = .open
    }
    files[act.caseID] = file
  }
}
