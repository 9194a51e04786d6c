// What may be put before the commission, and what does its decision change? And the liaison desk.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements

extension RefereeBook {
  private func item(_ id: String) throws(ActError) -> DocketItem {
    guard let item = docket[id] else {
      throw ActError(.notFound, "There is no docket item \(id).", next: "See 'truceline docket'.")
    }
    return item
  }

  func check(_ act: DocketAct, _ record: Record) throws(ActError) {
    switch act {
    case .filed(let id, let caseID, let findingID, _, _, let text, let meetingAtMs):
      try requireNext(id, nextDocketID)
      try requireText(text, "the question")
      if let caseID { _ = try file(caseID) }
      if let findingID, try finding(findingID).caseID != caseID {
        throw ActError(.invalid, "\(findingID) is of another case.", next: "Name its case.")
      }
      guard meetingAtMs > record.atMs else {
        throw ActError(.invalid, "The meeting is not in the future.", next: "Give its time.")
      }
    case .paperFiled(let id, _, let text, _):
      guard try item(id).decision == nil else {
        throw ActError(
          .forbiddenByState, "\(id) is decided.", next: "File a new item; it shows the old one.")
      }
      try requireText(text, "the paper's text")
    case .decided(let id, let decision): try checkDecision(try item(id), decision)
    }
  }

  private func checkDecision(
    _ item: DocketItem, _ decision: DocketDecision
  ) throws(ActError) {
    guard item.decision == nil else {
      throw ActError(
        .forbiddenByState, "\(item.id) is decided already: \(item.decision?.number ?? "").",
        next: "A decision is not changed; file a new item.")
    }
    try requireNext(decision.number, nextDecision)
    try requireText(decision.text, "the text of the decision")
    if decision.effect == .reopenCase, item.caseID == nil {
      throw ActError(.invalid, "\(item.id) is on no case.", next: "Choose another effect.")
    }
    if decision.effect == .correctFinding, item.findingID == nil {
      throw ActError(.invalid, "\(item.id) is on no finding.", next: "Choose another effect.")
    }
    switch decision.manner {
    case .consensus:
      guard !decision.votes.contains(where: { $0.word == .no }) else {
        throw ActError(
          .invalid, "With a vote against there is no consensus.",
          next: "Record the chair's statement and both positions.")
      }
    case .chairStatement:
      try requireText(decision.positionA, "the position of Party A")
      try requireText(decision.positionB, "the position of Party B")
    }
  }

  mutating func take(_ act: DocketAct, _ deed: Deed) -> [String] {
    switch act {
    case .filed(
      let id, let caseID, let findingID, let clause, let question, let text, let meetingAtMs):
      docket[id] = DocketItem(
        id: id, caseID: caseID, findingID: findingID, clause: clause, question: question,
        text: text, meetingAtMs: meetingAtMs, filed: deed)
      if let caseID { files[caseID]?.docketIDs.append(id) }
    case .paperFiled(let id, let side, let text, let attachments):
      guard let item = docket[id] else { return [] }
      let due = dueMs(
        item.papersDueMs, setAt: item.filed.at.sequence, seenAt: deed.at.sequence)
      docket[id]?.papers.append(
        DocketPaper(
          side: side, text: text, attachments: attachments, filed: deed,
          lateMs: max(0, deed.at.atMs - due)))
    case .decided(let id, let decision):
      docket[id]?.decision = decision
      docket[id]?.decided = deed
      decisions[decision.number] = id
      if decision.effect == .interpretation, let clause = docket[id]?.clause {
        interpretations.append(
          InterpretationNote(
            clause: clause, decision: decision.number, itemID: id, text: decision.text,
            decided: deed))
      }
    }
    return docket[act.id]?.caseID.map { [$0] } ?? []
  }

  /// Decisions on a clause, in any of its versions, in order.
  public func decisions(onClause id: String) -> [DocketItem] {
    decisions.keys.inOrder.compactMap { decisions[$0].flatMap { docket[$0] } }
      .filter { $0.clause.id == id }
  }

  // MARK: Liaison

  func check(_ act: LiaisonAct, _ record: Record) throws(ActError) {
    switch act {
    case .callLogged(let id, _, _, let caller, let about, let calledAtMs):
      try requireNext(id, nextCallID)
      try requireText(caller, "who called")
      try requireText(about, "what the call was about")
      try requirePast(calledAtMs, record)
    case .callAnswered(let id, let answeredAtMs, let by):
      guard let call = calls[id] else {
        throw ActError(.notFound, "There is no call \(id).", next: "See 'truceline hotline list'.")
      }
      guard call.answeredAtMs == nil else {
        throw ActError(.forbiddenByState, "Call \(id) was answered.", next: "Log another call.")
      }
      try requireText(by, "who answered")
      try requirePast(answeredAtMs, record)
      let calledMs = dueMs(
        call.calledAtMs, setAt: call.logged.at.sequence, seenAt: record.sequence)
      guard answeredAtMs >= calledMs else {
        throw ActError(
          .invalid, "The answer is before the call.", next: "Correct the time of the answer.")
      }
    case .guarantorsNotified(let caseID, let stage, let guarantors, _):
      let file = try file(caseID)
      guard !guarantors.isEmpty else {
        throw ActError(.invalid, "No guarantor is named.", next: "Name them.")
      }
      guard !file.guaranteeNotices.contains(where: { $0.stage == stage }) else {
        throw ActError(
          .forbiddenByState, "This notice on case \(caseID) was given.", next: "See the case.")
      }
    case .shiftHandedOver(let id, let to, let text, _):
      try requireNext(id, nextShiftID)
      try requireText(to, "who takes over")
      try requireText(text, "what is handed over")
      try requireOther(record.actor, than: [to], "A shift is handed to another person.")
    case .shiftTakenOver(let id, _):
      guard let shift = shifts[id] else {
        throw ActError(.notFound, "There is no hand-over \(id).", next: "See the hand-overs.")
      }
      guard shift.takenOver == nil else {
        throw ActError(.forbiddenByState, "\(id) was taken over.", next: "Hand over anew.")
      }
      try requireOther(
        record.actor, than: [shift.handedOver.by], "A shift is taken over by another person.")
    }
  }

  private func requirePast(_ atMs: Int64, _ record: Record) throws(ActError) {
    guard atMs <= record.atMs else {
      throw ActError(.invalid, "That time is in the future.", next: "Give the time it was.")
    }
  }

  mutating func take(_ act: LiaisonAct, _ deed: Deed) -> [String] {
    switch act {
    case .callLogged(let id, let party, let direction, let caller, let about, let calledAtMs):
      calls[id] = HotlineCall(
        id: id, party: party, direction: direction, caller: caller, about: about,
        calledAtMs: calledAtMs, logged: deed)
    case .callAnswered(let id, let answeredAtMs, let by):
      calls[id]?.answeredAtMs = answeredAtMs
      calls[id]?.answeredBy = by
      calls[id]?.answered = deed
    case .guarantorsNotified(let caseID, let stage, let guarantors, let referenceMs):
      files[caseID]?.guaranteeNotices.append(
        GuaranteeNotice(
          caseID: caseID, stage: stage, guarantors: guarantors, referenceMs: referenceMs,
          given: deed))
      return [caseID]
    case .shiftHandedOver(let id, let to, let text, let openItems):
      shifts[id] = ShiftHandover(
        id: id, to: to, text: text, openItems: openItems, handedOver: deed)
    case .shiftTakenOver(let id, _): shifts[id]?.takenOver = deed
    }
    return []
  }
}
