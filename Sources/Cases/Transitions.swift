// What may follow what? Every step that a person can take is checked here, for every door alike.
//
// SPDX-License-Identifier: Apache-2.0

extension CaseBook {
  /// - Throws: `ActError` where the record is not possible in the present state, or not for who acts.
  public func check(_ record: Record) throws(ActError) {
    switch record.act {
    case .referee(let act): try referee.check(act, record, in: self)
    case .report(let act): try reports.check(act, by: record.actor)
    case .people(let act): try people.check(act)
    default: try check(record.act)
    }
  }

  /// - Throws: `ActError` where the act is not possible in the present state, whoever acts.
  public func check(_ act: Act) throws(ActError) {
    switch act {
    case .alertRaised(let id, _, _):
      guard alerts[id] == nil else {
        throw ActError(.forbiddenByState, "Alert \(id) is there already.", next: "Revise it.")
      }
    case .alertRevised(let id, _, _), .alertWithdrawn(let id, _): _ = try alert(id)
    case .alertAcknowledged(let id, _): try require(id, in: [.new], toBe: "acknowledged")
    case .alertActioned(let id, _):
      try require(id, in: [.new, .acknowledged], toBe: "actioned")
    case .alertDismissed(let id, let dismissal, let reason, let of):
      try require(id, in: [.new, .acknowledged], toBe: "dismissed")
      try dismissal == .duplicate ? requireOriginal(of, of: id) : requireText(reason, "a reason")
    case .caseOpened(let id, let title, let alertIDs, _):
      try checkOpening(id, title, alertIDs)
    case .caseAssigned(let id, let assignee):
      guard cases[id] != nil else {
        throw ActError(
          .notFound, "There is no case \(id).", next: "See 'truceline case list'.")
      }
      try requireText(assignee, "a name")
    case .claimErased(_, let claim, let ground, let approvedBy):
      try requireText(claim, "the name of what is erased")
      guard claim != "judgements" else {
        throw ActError(
          .invalid, "The judgements of a finding hold no words of a person.",
          next: "Erase its texts; the judgements stay.")
      }
      try requireText(ground, "a legal ground")
      try requireText(approvedBy, "the name of the person who approved it")
    case .recordReleased(_, _, let to, let reason):
      try requireText(to, "the name of who receives it")
      try requireText(reason, "a reason")
    case .custody(let act): try check(act)
    case .register(let act): try registers.check(act)
    case .referee: break
    case .observationSetAside, .observationSplit, .observationJoined, .missionLoaded,
      .observationsSealed, .clockJumped, .report, .people:
      break
    }
  }

  private func check(_ act: CustodyAct) throws(ActError) {
    switch act {
    case .added(let file), .derived(let file, _):
      if let id = file.caseID, cases[id] == nil {
        throw ActError(.notFound, "There is no case \(id).", next: "See 'truceline case list'.")
      }
      if case .derived(_, let derivation) = act {
        try requireText(derivation.operation, "what was done to the original")
      }
    case .read(_, let reason): try requireText(reason, "a reason")
    case .exported(let digests, _, let to, let reason):
      guard !digests.isEmpty else {
        throw ActError(.invalid, "Nothing is exported.", next: "Name the evidence.")
      }
      try requireText(to, "the name of who receives it")
      try requireText(reason, "a reason")
    case .erased(_, let ground, let approvedBy):
      try requireText(ground, "a legal ground")
      try requireText(approvedBy, "the name of the person who approved it")
    }
  }

  private func alert(_ id: String) throws(ActError) -> Alert {
    guard let alert = alerts[id] else {
      throw ActError(
        .notFound, "There is no alert \(id).", next: "See 'truceline alert list'.")
    }
    return alert
  }

  private func require(
    _ id: String, in states: [AlertState], toBe goal: String
  ) throws(ActError) {
    let state = try alert(id).state
    guard states.contains(state) else {
      throw ActError(
        .forbiddenByState, "Alert \(id) is \(state.rawValue) and cannot be \(goal).",
        next: "Only alerts that are \(states.map(\.rawValue).joined(separator: " or ")) can.")
    }
  }

  private func requireOriginal(_ of: String?, of id: String) throws(ActError) {
    guard let of, of != id, alerts[of] != nil else {
      throw ActError(
        .invalid, "A duplicate needs the alert that it duplicates.",
        next: "Name another alert that is in the list.")
    }
  }

  private func requireText(_ text: String, _ what: String) throws(ActError) {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ActError(.invalid, "This needs \(what).", next: "Write \(what) and send it again.")
    }
  }

  private func checkOpening(
    _ id: String, _ title: String, _ alertIDs: [String]
  ) throws(ActError) {
    guard cases[id] == nil else {
      throw ActError(.forbiddenByState, "Case \(id) is there already.", next: "Ask again.")
    }
    try requireText(title, "a title")
    guard !alertIDs.isEmpty, Set(alertIDs).count == alertIDs.count else {
      throw ActError(
        .invalid, "A case needs at least one alert, each once.", next: "Name the alerts.")
    }
    for alertID in alertIDs {
      try require(alertID, in: [.new, .acknowledged, .actioned], toBe: "part of a case")
      if let other = alerts[alertID]?.caseID {
        throw ActError(
          .forbiddenByState, "Alert \(alertID) belongs to case \(other).",
          next: "Open the case without it, or look at \(other).")
      }
    }
  }
}
