// How do records of the docket and of the liaison desk stand in the log?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
public import Notation

extension DocketAct {
  var members: [JSONValue.Member] { [.init("item", .string(id))] + own.objectMembers }

  private var own: JSONValue {
    switch self {
    case .filed(_, let caseID, let findingID, let clause, let question, let text, let meetingAtMs):
      .members([
        "case": .text(caseID), "finding": .text(findingID), "clause": clause.json,
        "question": .string(question.rawValue), "text": .string(text),
        "meeting": .string(Instant(atMs: meetingAtMs).iso),
      ])
    case .paperFiled(_, let side, let text, let attachments):
      .members([
        "side": .string(side.rawValue), "text": .string(text),
        "attachments": .texts(attachments),
      ])
    case .decided(_, let decision): decision.json
    }
  }

  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    let id = try fields.text("item")
    switch type {
    case "docket.filed":
      self = .filed(
        id: id, caseID: try fields.textIfAny("case"), findingID: try fields.textIfAny("finding"),
        clause: try fields.clauseReference("clause"), question: try fields.word("question"),
        text: try fields.textOrEmpty("text"), meetingAtMs: try fields.time("meeting"))
    case "docket.paper_filed":
      self = .paperFiled(
        id: id, side: try fields.word("side"), text: try fields.textOrEmpty("text"),
        attachments: try fields.digests("attachments"))
    case "docket.decided": self = .decided(id: id, try DocketDecision(fields))
    default: return nil
    }
  }
}

extension DocketDecision {
  public var json: JSONValue {
    .members([
      "decision": .string(number), "manner": .string(manner.rawValue),
      "effect": .string(effect.rawValue), "text": .string(text),
      "votes": .array(votes.map(\.json)), "dissent": .string(dissent),
      "position_a": .string(positionA), "position_b": .string(positionB),
    ])
  }

  init(_ fields: Fields) throws(RecordCodecError) {
    var votes: [DocketVote] = []
    if !fields.isAbsent("votes"), !fields.isWithheld("votes") {
      for inner in try fields.objects("votes") {
        votes.append(
          DocketVote(
            member: try inner.text("member"), side: try inner.word("side"),
            word: try inner.word("vote")))
      }
    }
    self.init(
      number: try fields.text("decision"), manner: try fields.word("manner"),
      effect: try fields.word("effect"), text: try fields.textOrEmpty("text"), votes: votes,
      dissent: try fields.textOrEmpty("dissent"),
      positionA: try fields.textOrEmpty("position_a"),
      positionB: try fields.textOrEmpty("position_b"))
  }
}

extension DocketVote {
  var json: JSONValue {
    .members([
      "member": .string(member), "side": .string(side.rawValue), "vote": .string(word.rawValue),
    ])
  }
}

extension LiaisonAct {
  var members: [JSONValue.Member] {
    let members: JSONValue =
      switch self {
      case .callLogged(let id, let party, let direction, let caller, let about, let calledAtMs):
        .members([
          "call": .string(id), "party": .string(party.rawValue),
          "direction": .string(direction.rawValue), "caller": .string(caller),
          "about": .string(about), "called": .string(Instant(atMs: calledAtMs).iso),
        ])
      case .callAnswered(let id, let answeredAtMs, let answeredBy):
        .members([
          "call": .string(id), "answered": .string(Instant(atMs: answeredAtMs).iso),
          "answered_by": .string(answeredBy),
        ])
      case .guarantorsNotified(let caseID, let stage, let guarantors, let referenceMs):
        .members([
          "case": .string(caseID), "stage": .string(stage.rawValue),
          "guarantors": .texts(guarantors), "reference": .string(Instant(atMs: referenceMs).iso),
        ])
      case .shiftHandedOver(let id, let to, let text, let openItems):
        .members([
          "shift": .string(id), "to": .string(to), "text": .string(text),
          "open": .texts(openItems),
        ])
      case .shiftTakenOver(let id, let note):
        .members(["shift": .string(id), "note": .string(note)])
      }
    return members.objectMembers
  }

  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    switch type {
    case "call.logged":
      self = .callLogged(
        id: try fields.text("call"), party: try fields.word("party"),
        try fields.word("direction"), caller: try fields.textOrEmpty("caller"),
        about: try fields.textOrEmpty("about"), calledAtMs: try fields.time("called"))
    case "call.answered":
      self = .callAnswered(
        id: try fields.text("call"), answeredAtMs: try fields.time("answered"),
        answeredBy: try fields.textOrEmpty("answered_by"))
    case "guarantors.notified":
      self = .guarantorsNotified(
        caseID: try fields.text("case"), try fields.word("stage"),
        guarantors: try fields.allTexts("guarantors"), referenceMs: try fields.time("reference"))
    case "shift.handed_over":
      self = .shiftHandedOver(
        id: try fields.text("shift"), to: try fields.textOrEmpty("to"),
        text: try fields.textOrEmpty("text"), openItems: try fields.allTexts("open"))
    case "shift.taken_over":
      self = .shiftTakenOver(id: try fields.text("shift"), note: try fields.textOrEmpty("note"))
    default: return nil
    }
  }
}
