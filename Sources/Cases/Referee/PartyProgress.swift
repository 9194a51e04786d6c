// What follows from what the parties and the Mission say to each other?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements

extension RefereeBook {
  mutating func take(_ act: PartyAct, _ deed: Deed) -> [String] {
    switch act {
    case .allegationLogged, .allegationMatched, .allegationUnmatched, .allegationAnswered:
      return takeAllegation(act, deed)
    case .noticeGiven(let caseID, let party, let finding, let dueMs, let place, let asked):
      let number = (files[caseID]?.notices(to: party).count ?? 0) + 1
      files[caseID]?.notices.append(
        PartyNotice(
          number: number, caseID: caseID, party: party, finding: finding, place: place,
          asked: asked, dueMs: dueMs, dueSet: deed.at, given: deed))
      return [caseID]
    case .noticeAcknowledged(let caseID, let party, let number):
      change(caseID, party, number) { $0.acknowledged = deed }
      return [caseID]
    case .extensionGranted(let caseID, let party, let number, let untilMs, _):
      change(caseID, party, number) { notice in
        notice.dueMs = untilMs
        notice.dueSet = deed.at
        notice.isExtended = true
      }
      return [caseID]
    case .answerFiled(let id, let caseID, let finding, let party, let kind, let text):
      answers[id] = PartyAnswer(
        id: id, caseID: caseID, finding: finding, party: party, kind: kind,
        points: text.points.map { PartyAnswer.Point(text: $0) },
        texts: [.init(text: text, filed: deed)], lateMs: lateness(caseID, party, deed))
      files[caseID]?.answerIDs.append(id)
      if let id = finding?.id { refreshState(of: id) }
      return [caseID]
    case .answerAddedTo(let id, _, let text):
      answers[id]?.points += text.points.map { PartyAnswer.Point(text: $0) }
      answers[id]?.texts.append(.init(text: text, filed: deed))
      return refresh(answer: id)
    case .answerRefused(let caseID, let party, let kind, let text):
      files[caseID]?.refusedAnswers.append(
        RefusedAnswer(party: party, kind: kind, text: text, came: deed))
      return [caseID]
    case .pointConsidered(let id, let point, let outcome, let reason, let taskID):
      answers[id]?.points[point - 1].consideration = Consideration(
        outcome: outcome, reason: reason, taskID: taskID, considered: deed)
      return refresh(answer: id)
    }
  }

  private mutating func refresh(answer id: String) -> [String] {
    guard let answer = answers[id] else { return [] }
    if let finding = answer.finding?.id { refreshState(of: finding) }
    return [answer.caseID]
  }

  /// How long after its deadline an answer came, measured from the last notice.
  private func lateness(_ caseID: String, _ party: Party, _ deed: Deed) -> Int64 {
    guard let notice = files[caseID]?.notices(to: party).last else { return 0 }
    return max(0, deed.at.atMs - due(notice, at: deed.at.sequence))
  }

  private mutating func change(
    _ caseID: String, _ party: Party, _ number: Int, _ change: (inout PartyNotice) -> Void
  ) {
    guard
      let at = files[caseID]?.notices.firstIndex(where: {
        $0.party == party && $0.number == number
      })
    else { return }
    files[caseID]?.notices[at].apply(change)
  }

  private mutating func takeAllegation(_ act: PartyAct, _ deed: Deed) -> [String] {
    switch act {
    case .allegationLogged(
      let id, let source, let against, let clauseID, let happened, let place, let text):
      allegations[id] = Allegation(
        id: id, source: source, against: against, clauseID: clauseID, happened: happened,
        place: place, text: text, logged: deed)
    case .allegationMatched(let id, let alertIDs, let caseID, _):
      allegations[id]?.state = .matched
      allegations[id]?.alertIDs = alertIDs
      allegations[id]?.caseID = caseID
      allegations[id]?.matched = deed
      if let caseID { files[caseID]?.allegationIDs.append(id) }
      return caseID.map { [$0] } ?? []
    case .allegationUnmatched(let id, let reason):
      allegations[id]?.state = .noMatch
      allegations[id]?.reply = reason
      allegations[id]?.matched = deed
    case .allegationAnswered(let id, let text):
      allegations[id]?.state = .answered
      allegations[id]?.reply = text
      allegations[id]?.answered = deed
      return allegations[id]?.caseID.map { [$0] } ?? []
    default: break
    }
    return []
  }
}

extension PartyNotice {
  fileprivate mutating func apply(_ change: (inout PartyNotice) -> Void) { change(&self) }
}
