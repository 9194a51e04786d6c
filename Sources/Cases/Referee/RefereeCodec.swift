// How do the referee's records stand in the log, and what of them is withheld?
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension RefereeAct {
  /// Members that name people, or hold what people wrote; nil for another type of record. They stand in
  /// every record of the type, so that one that was erased can be told from one that was never there.
  static func personalMembers(ofType type: String) -> [String]? { personal[type] }

  private static let personal: [String: [String]] = [
    "case.alerts_added": ["actor", "note"], "case.clauses_chosen": ["actor", "note"],
    "case.accepted": ["actor", "note"], "case.step_proposed": ["actor", "reason"],
    "case.step_approved": ["actor", "note"], "case.step_declined": ["actor", "reason"],
    "case.evidence_noted": ["actor", "reference", "summary"],
    "case.evidence_marked": ["actor", "reason"], "case.gap_noted": ["actor", "sensor", "reason"],
    "case.reopened": ["actor", "reason"], "task.proposed": ["actor", "to", "asked"],
    "task.approved": ["actor", "note"], "task.declined": ["actor", "reason"],
    "task.started": ["actor", "note"], "task.done": ["actor", "text"],
    "task.blocked": ["actor", "reason"],
    "finding.drafted": ["actor", "reason", "judgements", "texts"],
    "finding.revised": ["actor", "judgements", "texts"],
    "finding.draft_kept": ["actor", "judgements", "texts"],
    "finding.returned": ["actor", "reason"], "finding.reviewed": ["actor", "note"],
    "finding.interim": ["actor", "note"], "finding.issued": ["actor", "note"],
    "finding.released": ["actor", "salts"], "finding.unanswered": ["actor", "note"],
    "finding.final": ["actor", "note"], "allegation.logged": ["actor", "place", "text"],
    "allegation.matched": ["actor", "note"], "allegation.unmatched": ["actor", "reason"],
    "allegation.answered": ["actor", "text"], "notice.given": ["actor", "place", "asked"],
    "notice.acknowledged": ["actor"], "notice.extended": ["actor", "reason"],
    "answer.filed": ["actor", "answer"], "answer.added_to": ["actor", "answer"],
    "answer.refused": ["actor", "answer"], "answer.considered": ["actor", "reason"],
    "docket.filed": ["actor", "text"], "docket.paper_filed": ["actor", "text"],
    "docket.decided": ["actor", "text", "votes", "dissent", "position_a", "position_b"],
    "call.logged": ["actor", "caller", "about"], "call.answered": ["actor", "answered_by"],
    "guarantors.notified": ["actor"], "shift.handed_over": ["actor", "to", "text"],
    "shift.taken_over": ["actor", "note"],
  ]

  /// Every type of record that this part writes.
  public static var types: [String] { personal.keys.sorted() }

  var members: [JSONValue.Member] {
    switch self {
    case .casework(let act): act.members
    case .task(let act): act.members
    case .finding(let act): act.members
    case .party(let act): act.members
    case .docket(let act): act.members
    case .liaison(let act): act.members
    }
  }

  /// - Returns: nil where the type is none of the referee's.
  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    switch type.prefix(while: { $0 != "." }) {
    case "case":
      guard let act = try CaseworkAct(type: type, fields) else { return nil }
      self = .casework(act)
    case "task":
      guard let act = try TaskAct(type: type, fields) else { return nil }
      self = .task(act)
    case "finding":
      guard let act = try FindingAct(type: type, fields) else { return nil }
      self = .finding(act)
    case "allegation", "notice", "answer":
      guard let act = try PartyAct(type: type, fields) else { return nil }
      self = .party(act)
    case "docket":
      guard let act = try DocketAct(type: type, fields) else { return nil }
      self = .docket(act)
    case "call", "guarantors", "shift":
      guard let act = try LiaisonAct(type: type, fields) else { return nil }
      self = .liaison(act)
    default: return nil
    }
  }
}

extension Fields {
  /// Empty where the member is not there or null.
  func textOrEmpty(_ name: String) throws(RecordCodecError) -> String {
    guard let member = value[name], member != .null else { return "" }
    guard let text = member.text else { throw missing(name) }
    return text
  }

  func isAbsent(_ name: String) -> Bool { value[name].map { $0 == .null } ?? true }

  func wordIfAny<Word: RawRepresentable>(
    _ name: String
  ) throws(RecordCodecError) -> Word? where Word.RawValue == String {
    isAbsent(name) ? nil : try word(name)
  }

  func textIfAny(_ name: String) throws(RecordCodecError) -> String? {
    isAbsent(name) ? nil : try text(name)
  }

  func timeIfAny(_ name: String) throws(RecordCodecError) -> Int64? {
    isAbsent(name) ? nil : try time(name)
  }

  func flag(_ name: String) throws(RecordCodecError) -> Bool {
    guard let flag = value[name]?.flag else { throw missing(name) }
    return flag
  }

  func number(_ name: String, in range: ClosedRange<Int64>) throws(RecordCodecError) -> Int {
    let number = try integer(name)
    guard range.contains(number) else { throw missing(name) }
    return Int(number)
  }

  /// Texts of a list in which every element has to be one.
  func allTexts(_ name: String) throws(RecordCodecError) -> [String] {
    var texts: [String] = []
    for element in try elements(name) {
      guard let text = element.text else { throw missing(name) }
      texts.append(text)
    }
    return texts
  }

  /// SHA-256 digests in small hexadecimal digits.
  func digests(_ name: String) throws(RecordCodecError) -> [String] {
    let texts = try allTexts(name)
    for text in texts {
      let isHex = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
      guard text.utf8.count == 64, isHex else {
        throw RecordCodecError(reason: "'\(name)' holds what is no SHA-256 in small hex digits")
      }
    }
    return texts
  }

  func isWithheld(_ name: String) -> Bool { value[name]?.text == Record.withheldText }
}

extension JSONValue {
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  static func text(_ text: String?) -> JSONValue? { text.map { .string($0) } }
}

extension RefereeAct {
  /// Reads the members of a request, as they stand in the record.
  ///
  /// - Returns: nil where the type is none of the referee's.
  public init?(type: String, request: JSONValue) throws(RecordCodecError) {
    try self.init(type: type, Fields(request))
  }
}
