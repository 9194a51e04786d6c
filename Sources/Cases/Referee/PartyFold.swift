// What may the parties and the Mission say to each other, and when is it late? The same for A and B.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

extension RefereeBook {
  /// An extension is given once, by at most so much (clause 23 of the demonstration agreement).
  public static let extensionMaxMs: Int64 = 7 * 86_400_000

  func check(_ act: PartyAct, _ record: Record, in book: CaseBook) throws(ActError) {
    switch act {
    case .allegationLogged, .allegationMatched, .allegationUnmatched, .allegationAnswered:
      try checkAllegation(act, in: book)
    case .noticeGiven(let caseID, _, let finding, let dueMs, _, let asked):
      _ = try openFile(caseID)
      try requireText(asked, "what is asked of the party")
      guard dueMs > record.atMs else {
        throw ActError(
          .invalid, "The deadline is not after the notice.", next: "Give a later deadline.")
      }
      if let finding { try requireStanding(finding, of: caseID) }
    case .noticeAcknowledged(let caseID, let party, let number):
      let notice = try notice(caseID, party, number)
      guard notice.acknowledged == nil else {
        throw ActError(
          .forbiddenByState, "The notice was acknowledged already.", next: "See its receipt.")
      }
    case .extensionGranted(let caseID, let party, let number, let untilMs, let reason):
      try checkExtension(caseID, party, number, untilMs, reason, record)
    case .answerFiled(let id, let caseID, let finding, let party, let kind, let text):
      try checkAnswer(id, caseID, finding, party, kind, text)
    case .answerAddedTo(let id, let party, let text):
      let answer = try answer(id)
      _ = try openFile(answer.caseID)
      guard answer.party == party else {
        throw ActError(
          .forbiddenByState, "\(id) is Party \(answer.party.rawValue)'s answer.",
          next: "A party adds to its own answers.")
      }
      try requireText(text.points.joined() + text.discipline, "what is added")
    case .answerRefused(let caseID, _, _, _): _ = try file(caseID)
    case .pointConsidered(let id, let point, let outcome, let reason, let taskID):
      try checkConsideration(id, point, outcome, reason, taskID)
    }
  }

  // MARK: Allegations

  private func allegation(_ id: String) throws(ActError) -> Allegation {
    guard let allegation = allegations[id] else {
      throw ActError(.notFound, "There is no allegation \(id).", next: "See the allegations.")
    }
    return allegation
  }

  private func checkAllegation(_ act: PartyAct, in book: CaseBook) throws(ActError) {
    switch act {
    case .allegationLogged(let id, let source, let against, _, _, _, let text):
      try requireNext(id, nextAllegationID)
      try requireText(text, "what is alleged")
      guard against == nil || against?.rawValue != source.rawValue else {
        throw ActError(
          .invalid, "A party does not allege a breach by itself.", next: "Name the other side.")
      }
    case .allegationMatched(let id, let alertIDs, let caseID, _):
      try requireState(try allegation(id), [.logged, .noMatch], toBe: "matched")
      guard !alertIDs.isEmpty || caseID != nil else {
        throw ActError(.invalid, "It is matched to nothing.", next: "Name alerts or a case.")
      }
      for alertID in alertIDs where book.alerts[alertID] == nil {
        throw ActError(
          .notFound, "There is no alert \(alertID).", next: "See 'truceline alert list'.")
      }
      if let caseID { _ = try openFile(caseID) }
    case .allegationUnmatched(let id, let reason):
      try requireState(try allegation(id), [.logged], toBe: "without a match")
      try requireText(reason, "a reason")
    case .allegationAnswered(let id, let text):
      try requireState(try allegation(id), [.matched, .noMatch], toBe: "answered")
      try requireText(text, "the answer")
    default: break
    }
  }

  private func requireState(
    _ allegation: Allegation, _ states: [Allegation.State], toBe goal: String
  ) throws(ActError) {
    guard states.contains(allegation.state) else {
      throw ActError(
        .forbiddenByState,
        "Allegation \(allegation.id) is \(allegation.state.rawValue) and cannot be \(goal).",
        next: "It is looked for first: match it to alerts or a case, or say that there is none.")
    }
  }

  // MARK: Notices

  private func notice(
    _ caseID: String, _ party: Party, _ number: Int
  ) throws(ActError) -> PartyNotice {
    let notices = try file(caseID).notices(to: party)
    guard number >= 1, number <= notices.count else {
      throw ActError(
        .notFound, "Party \(party.rawValue) has no notice \(number) of case \(caseID).",
        next: "See the case's notices.")
    }
    return notices[number - 1]
  }

  private func requireStanding(
    _ reference: FindingReference, of caseID: String
  ) throws(ActError) {
    let version = try version(reference.id, reference.version)
    guard try finding(reference.id).caseID == caseID,
      version.state == .interim || version.state == .issued
    else {
      throw ActError(
        .forbiddenByState, "\(reference) is no interim or issued finding of case \(caseID).",
        next: "Notice is given of what is interim or issued.")
    }
  }

  private func checkExtension(
    _ caseID: String, _ party: Party, _ number: Int, _ untilMs: Int64, _ reason: String,
    _ record: Record
  ) throws(ActError) {
    _ = try openFile(caseID)
    let notice = try notice(caseID, party, number)
    try requireText(reason, "a reason")
    guard !notice.isExtended else {
      throw ActError(
        .forbiddenByState, "This time was extended once already.", next: "It is extended once.")
    }
    let laterMs = untilMs - due(notice, at: record.sequence)
    guard laterMs > 0, laterMs <= Self.extensionMaxMs else {
      throw ActError(
        .invalid, "An extension is by at most 7 days.", next: "Give a time within them.")
    }
  }

  // MARK: Answers

  private func answer(_ id: String) throws(ActError) -> PartyAnswer {
    guard let answer = answers[id] else {
      throw ActError(.notFound, "There is no answer \(id).", next: "See the case's answers.")
    }
    return answer
  }

  private func checkAnswer(
    _ id: String, _ caseID: String, _ reference: FindingReference?, _ party: Party,
    _ kind: AnswerKind, _ text: AnswerText
  ) throws(ActError) {
    let file = try file(caseID)
    guard file.state != .closed else {
      throw ActError(
        .forbiddenByState,
        "Case \(caseID) is closed and takes no answer; the attempt is on record.",
        next: "Hand in a new allegation, or ask the commission to reopen the case by a decision.")
    }
    try requireNext(id, nextAnswerID)
    guard !file.notices(to: party).isEmpty else {
      throw ActError(
        .forbiddenByState, "Party \(party.rawValue) has no notice of case \(caseID) yet.",
        next: "The Mission gives notice first; what is alleged can be handed in at any time.")
    }
    guard kind == .accept || !text.points.isEmpty else {
      throw ActError(
        .invalid, "This kind of answer needs at least one point.",
        next: "Write what is disputed or explained, one point each.")
    }
    for point in text.points { try requireText(point, "words in every point") }
    if let reference { try checkReleased(reference, caseID, party) }
    let same = file.answerIDs.compactMap { answers[$0] }.first {
      $0.party == party && $0.finding == reference
    }
    if let same {
      throw ActError(
        .forbiddenByState,
        "Party \(party.rawValue) has answered "
          + "\(reference?.description ?? "the notice of \(caseID)"): \(same.id).",
        next: "An answer is not changed; add to \(same.id).")
    }
  }

  private func checkReleased(
    _ reference: FindingReference, _ caseID: String, _ party: Party
  ) throws(ActError) {
    let version = try version(reference.id, reference.version)
    guard try finding(reference.id).caseID == caseID else {
      throw ActError(.invalid, "\(reference) is of another case.", next: "Name its case.")
    }
    guard version.release(to: party.audience) != nil else {
      throw ActError(
        .forbiddenByState, "\(reference) was not released to Party \(party.rawValue).",
        next: "Answer the notice of the case, or what was released.")
    }
  }

  private func checkConsideration(
    _ id: String, _ point: Int, _ outcome: Consideration.Outcome, _ reason: String,
    _ taskID: String?
  ) throws(ActError) {
    let answer = try answer(id)
    guard point >= 1, point <= answer.points.count else {
      throw ActError(.notFound, "\(id) has no point \(point).", next: "See its points.")
    }
    guard answer.points[point - 1].consideration == nil else {
      throw ActError(
        .forbiddenByState, "Point \(point) of \(id) was considered already.",
        next: "What changes later is said in a new version of the finding.")
    }
    try requireText(reason, "a reason")
    guard outcome == .jointVerification else { return }
    guard let taskID, tasks[taskID]?.caseID == answer.caseID else {
      throw ActError(
        .invalid, "Joint verification needs a task of the case.",
        next: "Propose the task, and name it here.")
    }
  }
}

extension Party {
  public var audience: Audience { self == .a ? .partyA : .partyB }
}
