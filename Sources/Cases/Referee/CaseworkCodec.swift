// How do records of casework and tasks stand in the log?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
public import Notation
internal import Observations

extension CaseworkAct {
  var members: [JSONValue.Member] {
    [.init("case", .string(caseID))] + own.objectMembers
  }

  private var own: JSONValue {
    switch self {
    case .alertsAdded(_, let alertIDs, let note):
      .members(["alerts": .texts(alertIDs), "note": .string(note)])
    case .clausesChosen(_, let clauses, let note):
      .members(["clauses": .array(clauses.map(\.json)), "note": .string(note)])
    case .accepted(_, let note), .stepApproved(_, let note): .members(["note": .string(note)])
    case .stepProposed(_, let state, let reason):
      .members(["to": .string(state.rawValue), "reason": .string(reason)])
    case .stepDeclined(_, let reason): .members(["reason": .string(reason)])
    case .evidenceNoted(_, let item): item.json
    case .evidenceMarked(_, let itemID, let isDisputed, let isRestricted, let reason):
      .members([
        "item": .string(itemID), "disputed": .bool(isDisputed), "restricted": .bool(isRestricted),
        "reason": .string(reason),
      ])
    case .gapNoted(_, let gap): gap.json
    case .reopened(_, let decision, let reason):
      .members(["decision": .string(decision), "reason": .string(reason)])
    }
  }

  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    switch type {
    case "case.alerts_added":
      self = .alertsAdded(
        caseID: try fields.text("case"), alertIDs: try fields.allTexts("alerts"),
        note: try fields.textOrEmpty("note"))
    case "case.clauses_chosen":
      var clauses: [ClauseReference] = []
      for element in try fields.elements("clauses") {
        clauses.append(try ClauseReference(json: element))
      }
      self = .clausesChosen(
        caseID: try fields.text("case"), clauses: clauses, note: try fields.textOrEmpty("note"))
    case "case.accepted":
      self = .accepted(caseID: try fields.text("case"), note: try fields.textOrEmpty("note"))
    case "case.step_proposed":
      self = .stepProposed(
        caseID: try fields.text("case"), to: try fields.word("to"),
        reason: try fields.textOrEmpty("reason"))
    case "case.step_approved":
      self = .stepApproved(caseID: try fields.text("case"), note: try fields.textOrEmpty("note"))
    case "case.step_declined":
      self = .stepDeclined(
        caseID: try fields.text("case"), reason: try fields.textOrEmpty("reason"))
    case "case.evidence_noted":
      self = .evidenceNoted(caseID: try fields.text("case"), try EvidenceItem(fields))
    case "case.evidence_marked":
      self = .evidenceMarked(
        caseID: try fields.text("case"), itemID: try fields.text("item"),
        isDisputed: try fields.flag("disputed"), isRestricted: try fields.flag("restricted"),
        reason: try fields.textOrEmpty("reason"))
    case "case.gap_noted":
      self = .gapNoted(caseID: try fields.text("case"), try CoverageGap(fields))
    case "case.reopened":
      self = .reopened(
        caseID: try fields.text("case"), decision: try fields.text("decision"),
        reason: try fields.textOrEmpty("reason"))
    default: return nil
    }
  }
}

extension EvidenceItem {
  public var json: JSONValue {
    .members([
      "item": .string(id), "kind": .string(kind.rawValue), "reference": .string(reference),
      "bearing": .string(bearing.rawValue), "grade": .string(grade.code),
      "restricted": .bool(isRestricted), "disputed": .bool(isDisputed),
      "summary": .string(summary),
    ])
  }

  init(_ fields: Fields) throws(RecordCodecError) {
    guard let grade = EvidenceGrade(code: try fields.text("grade")) else {
      throw RecordCodecError(reason: "'grade' is none of E0, E1, E2, E3")
    }
    self.init(
      id: try fields.text("item"), kind: try fields.word("kind"),
      reference: try fields.textOrEmpty("reference"), bearing: try fields.word("bearing"),
      grade: grade, isRestricted: try fields.flag("restricted"),
      isDisputed: try fields.flag("disputed"), summary: try fields.textOrEmpty("summary"))
  }
}

extension CoverageGap {
  public var json: JSONValue {
    .members([
      "sensor": .string(sensor), "from": .string(Instant(atMs: period.fromMs).iso),
      "until": .string(Instant(atMs: period.untilMs).iso), "reason": .string(reason),
    ])
  }

  init(_ fields: Fields) throws(RecordCodecError) {
    let (fromMs, untilMs) = (try fields.time("from"), try fields.time("until"))
    guard fromMs <= untilMs else {
      throw RecordCodecError(reason: "'until' is before 'from'")
    }
    self.init(
      sensor: try fields.text("sensor"), period: Period(fromMs: fromMs, untilMs: untilMs),
      reason: try fields.textOrEmpty("reason"))
  }
}

extension TaskAct {
  var members: [JSONValue.Member] { [.init("task", .string(id))] + own.objectMembers }

  private var own: JSONValue {
    switch self {
    case .proposed(_, let caseID, let kind, let to, let asked, let dueMs):
      .members([
        "case": .string(caseID), "kind": .string(kind.rawValue), "to": .string(to),
        "asked": .string(asked), "due": dueMs.map { .string(Instant(atMs: $0).iso) },
      ])
    case .approved(_, let note), .started(_, let note): .members(["note": .string(note)])
    case .declined(_, let reason): .members(["reason": .string(reason)])
    case .done(_, let result): result.json
    case .blocked(_, let impediment, let reason):
      .members(["impediment": .string(impediment.rawValue), "reason": .string(reason)])
    }
  }

  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    switch type {
    case "task.proposed":
      self = .proposed(
        id: try fields.text("task"), caseID: try fields.text("case"), kind: try fields.word("kind"),
        to: try fields.textOrEmpty("to"), asked: try fields.textOrEmpty("asked"),
        dueMs: try fields.timeIfAny("due"))
    case "task.approved":
      self = .approved(id: try fields.text("task"), note: try fields.textOrEmpty("note"))
    case "task.declined":
      self = .declined(id: try fields.text("task"), reason: try fields.textOrEmpty("reason"))
    case "task.started":
      self = .started(id: try fields.text("task"), note: try fields.textOrEmpty("note"))
    case "task.done": self = .done(id: try fields.text("task"), try TaskResult(fields))
    case "task.blocked":
      self = .blocked(
        id: try fields.text("task"), try fields.word("impediment"),
        reason: try fields.textOrEmpty("reason"))
    default: return nil
    }
  }
}

extension TaskResult {
  var json: JSONValue {
    .members([
      "verified": .string(Instant(atMs: verifiedAtMs).iso), "bearing": .string(bearing.rawValue),
      "grade": .string(grade.code), "restricted": .bool(isRestricted),
      "attachments": .texts(attachments), "text": .string(text),
    ])
  }

  init(_ fields: Fields) throws(RecordCodecError) {
    guard let grade = EvidenceGrade(code: try fields.text("grade")) else {
      throw RecordCodecError(reason: "'grade' is none of E0, E1, E2, E3")
    }
    self.init(
      verifiedAtMs: try fields.time("verified"), bearing: try fields.word("bearing"),
      grade: grade, isRestricted: try fields.flag("restricted"),
      attachments: try fields.digests("attachments"), text: try fields.textOrEmpty("text"))
  }
}
