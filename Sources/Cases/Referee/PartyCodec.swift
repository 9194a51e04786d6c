// How do records between the Mission and the parties stand in the log?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
public import Notation
internal import Observations

extension PartyAct {
  var members: [JSONValue.Member] {
    switch self {
    case .allegationLogged, .allegationMatched, .allegationUnmatched, .allegationAnswered:
      allegation.objectMembers
    case .noticeGiven, .noticeAcknowledged, .extensionGranted: notice.objectMembers
    case .answerFiled, .answerAddedTo, .answerRefused, .pointConsidered: answer.objectMembers
    }
  }

  private var allegation: JSONValue {
    switch self {
    case .allegationLogged(
      let id, let source, let against, let clauseID, let happened, let place, let text):
      .members([
        "allegation": .string(id), "source": .string(source.rawValue),
        "against": .text(against?.rawValue), "clause": .text(clauseID),
        "from": happened.map { .string(Instant(atMs: $0.fromMs).iso) },
        "until": happened.map { .string(Instant(atMs: $0.untilMs).iso) },
        "place": .string(place), "text": .string(text),
      ])
    case .allegationMatched(let id, let alertIDs, let caseID, let note):
      .members([
        "allegation": .string(id), "alerts": .texts(alertIDs), "case": .text(caseID),
        "note": .string(note),
      ])
    case .allegationUnmatched(let id, let reason):
      .members(["allegation": .string(id), "reason": .string(reason)])
    case .allegationAnswered(let id, let text):
      .members(["allegation": .string(id), "text": .string(text)])
    default: .null
    }
  }

  private var notice: JSONValue {
    switch self {
    case .noticeGiven(let caseID, let party, let finding, let dueMs, let place, let asked):
      .members([
        "case": .string(caseID), "party": .string(party.rawValue), "finding": finding?.json,
        "due": .string(Instant(atMs: dueMs).iso), "place": .string(place),
        "asked": .string(asked),
      ])
    case .noticeAcknowledged(let caseID, let party, let number):
      .members([
        "case": .string(caseID), "party": .string(party.rawValue),
        "notice": .integer(Int64(number)),
      ])
    case .extensionGranted(let caseID, let party, let number, let untilMs, let reason):
      .members([
        "case": .string(caseID), "party": .string(party.rawValue),
        "notice": .integer(Int64(number)), "until": .string(Instant(atMs: untilMs).iso),
        "reason": .string(reason),
      ])
    default: .null
    }
  }

  private var answer: JSONValue {
    switch self {
    case .answerFiled(let id, let caseID, let finding, let party, let kind, let text):
      .members([
        "id": .string(id), "case": .string(caseID), "finding": finding?.json,
        "party": .string(party.rawValue), "kind": .string(kind.rawValue),
        "points": .integer(Int64(text.points.count)), "answer": text.json,
      ])
    case .answerAddedTo(let id, let party, let text):
      .members([
        "id": .string(id), "party": .string(party.rawValue),
        "points": .integer(Int64(text.points.count)), "answer": text.json,
      ])
    case .answerRefused(let caseID, let party, let kind, let text):
      .members([
        "case": .string(caseID), "party": .string(party.rawValue), "kind": .string(kind.rawValue),
        "points": .integer(Int64(text.points.count)), "answer": text.json,
      ])
    case .pointConsidered(let answer, let point, let outcome, let reason, let taskID):
      .members([
        "id": .string(answer), "point": .integer(Int64(point)),
        "outcome": .string(outcome.rawValue), "reason": .string(reason), "task": .text(taskID),
      ])
    default: .null
    }
  }

  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    switch type.prefix(while: { $0 != "." }) {
    case "allegation":
      guard let act = try Self.allegation(type, fields) else { return nil }
      self = act
    case "notice":
      guard let act = try Self.notice(type, fields) else { return nil }
      self = act
    default:
      guard let act = try Self.answer(type, fields) else { return nil }
      self = act
    }
  }

  private static func allegation(
    _ type: String, _ fields: Fields
  ) throws(RecordCodecError) -> PartyAct? {
    let id = try fields.text("allegation")
    switch type {
    case "allegation.logged":
      var happened: Period?
      if let fromMs = try fields.timeIfAny("from") {
        let untilMs = try fields.timeIfAny("until") ?? fromMs
        guard fromMs <= untilMs else { throw RecordCodecError(reason: "'until' is before 'from'") }
        happened = Period(fromMs: fromMs, untilMs: untilMs)
      }
      return .allegationLogged(
        id: id, source: try fields.word("source"), against: try fields.wordIfAny("against"),
        clauseID: try fields.textIfAny("clause"), happened: happened,
        place: try fields.textOrEmpty("place"), text: try fields.textOrEmpty("text"))
    case "allegation.matched":
      return .allegationMatched(
        id: id, alertIDs: try fields.allTexts("alerts"), caseID: try fields.textIfAny("case"),
        note: try fields.textOrEmpty("note"))
    case "allegation.unmatched":
      return .allegationUnmatched(id: id, reason: try fields.textOrEmpty("reason"))
    case "allegation.answered":
      return .allegationAnswered(id: id, text: try fields.textOrEmpty("text"))
    default: return nil
    }
  }

  private static func notice(
    _ type: String, _ fields: Fields
  ) throws(RecordCodecError) -> PartyAct? {
    let caseID = try fields.text("case")
    let party: Party = try fields.word("party")
    switch type {
    case "notice.given":
      return .noticeGiven(
        caseID: caseID, party: party, finding: try fields.findingReference("finding"),
        dueMs: try fields.time("due"), place: try fields.textOrEmpty("place"),
        asked: try fields.textOrEmpty("asked"))
    case "notice.acknowledged":
      return .noticeAcknowledged(
        caseID: caseID, party: party, number: try fields.version("notice"))
    case "notice.extended":
      return .extensionGranted(
        caseID: caseID, party: party, number: try fields.version("notice"),
        untilMs: try fields.time("until"), reason: try fields.textOrEmpty("reason"))
    default: return nil
    }
  }

  private static func answer(
    _ type: String, _ fields: Fields
  ) throws(RecordCodecError) -> PartyAct? {
    switch type {
    case "answer.filed":
      return .answerFiled(
        id: try fields.text("id"), caseID: try fields.text("case"),
        finding: try fields.findingReference("finding"), party: try fields.word("party"),
        kind: try fields.word("kind"), try fields.answerText())
    case "answer.added_to":
      return .answerAddedTo(
        id: try fields.text("id"), party: try fields.word("party"), try fields.answerText())
    case "answer.refused":
      return .answerRefused(
        caseID: try fields.text("case"), party: try fields.word("party"),
        kind: try fields.word("kind"), try fields.answerText())
    case "answer.considered":
      return .pointConsidered(
        answer: try fields.text("id"), point: try fields.version("point"),
        try fields.word("outcome"), reason: try fields.textOrEmpty("reason"),
        taskID: try fields.textIfAny("task"))
    default: return nil
    }
  }
}

extension AnswerText {
  public var json: JSONValue {
    .members([
      "points": .texts(points), "attachments": .texts(attachments),
      "discipline": .string(discipline),
      "return_fire": returnFire.map {
        .members([
          "channel": .string($0.channel), "at": .string(Instant(atMs: $0.usedAtMs).iso),
          "reply": .string($0.reply),
        ])
      },
    ])
  }

  /// Reads the member `answer` of a request.
  public init(json: JSONValue) throws(RecordCodecError) {
    try self.init(Fields(json))
  }

  init(_ fields: Fields) throws(RecordCodecError) {
    self.init(
      points: try fields.allTexts("points"),
      attachments: fields.isAbsent("attachments") ? [] : try fields.digests("attachments"),
      discipline: try fields.textOrEmpty("discipline"))
    guard !fields.isAbsent("return_fire") else { return }
    let inner = try fields.inner("return_fire")
    returnFire = ReturnFireReport(
      channel: try inner.text("channel"), usedAtMs: try inner.time("at"),
      reply: try inner.textOrEmpty("reply"))
  }
}

extension Fields {
  /// Where it was erased, so many points stay as were made.
  fileprivate func answerText() throws(RecordCodecError) -> AnswerText {
    let count = try number("points", in: 0...10_000)
    guard isWithheld("answer") else {
      let text = try AnswerText(try inner("answer"))
      guard text.points.count == count else { throw missing("points") }
      return text
    }
    return AnswerText(points: Array(repeating: Record.withheldText, count: count))
  }
}
