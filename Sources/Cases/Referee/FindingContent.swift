// What does a finding say? Three judgements, each on its own scale and with its own reasons.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Notation

/// Did it happen?
public enum Occurrence: String, CaseIterable, Hashable, Sendable {
  case established, probable, possible
  case notEstablished = "not_established"
}

/// Is it a breach of the clause?
public enum ClauseJudgement: String, CaseIterable, Hashable, Sendable {
  case breach
  /// An exemption applies, or the threshold is not reached.
  case noBreach = "no_breach"
  /// A question of interpretation for the commission.
  case unclear
}

/// Whose doing is it?
public enum Responsibility: String, CaseIterable, Hashable, Sendable {
  case partyA = "A"
  case partyB = "B"
  case both, other
  case notAttributable = "not_attributable"
  /// The mandate does not let the Mission name a side.
  case outsideMandate = "outside_mandate"

  /// The sides that it names.
  public var parties: [Party] {
    switch self {
    case .partyA: [.a]
    case .partyB: [.b]
    case .both: [.a, .b]
    case .other, .notAttributable, .outsideMandate: []
    }
  }
}

public enum Intent: String, CaseIterable, Hashable, Sendable {
  case accidental
  case localInitiative = "local_initiative"
  case ordered
  case notAssessed = "not_assessed"
}

/// The parts of a finding, in the order in which it is read. Differences, releases and forms go by them.
public enum FindingField: String, CaseIterable, Hashable, Sendable {
  case summary, occurrence
  case occurrenceReasons = "occurrence_reasons"
  case clause
  case clauseJudgement = "clause_judgement"
  case exemption
  case clauseReasons = "clause_reasons"
  case responsibility, intent
  case responsibilityReasons = "responsibility_reasons"
  case limits, evidence

  /// The judgements and what they are about: no party is left without them.
  public var isJudgement: Bool {
    switch self {
    case .occurrence, .clause, .clauseJudgement, .exemption, .responsibility, .intent: true
    case .summary, .occurrenceReasons, .clauseReasons, .responsibilityReasons, .limits, .evidence:
      false
    }
  }

  /// What people wrote.
  var isText: Bool {
    switch self {
    case .summary, .occurrenceReasons, .exemption, .clauseReasons, .responsibilityReasons, .limits:
      true
    case .occurrence, .clause, .clauseJudgement, .responsibility, .intent, .evidence: false
    }
  }
}

/// The content of one revision of a finding.
public struct FindingContent: Hashable, Sendable {
  /// What happened, where, and how the Mission knows.
  public var summary = ""
  public var occurrence: Occurrence?
  public var occurrenceReasons = ""
  public var clause: ClauseReference?
  public var clauseJudgement: ClauseJudgement?
  /// Where there is no breach: which exemption, or that the threshold is not reached.
  public var exemption = ""
  public var clauseReasons = ""
  public var responsibility: Responsibility?
  public var intent: Intent?
  public var responsibilityReasons = ""
  /// What the Mission could not establish.
  public var limits = ""
  /// Items of the case's evidence that it rests on.
  public var evidence: [String] = []
  /// True where the text was erased or is withheld from the reader.
  public private(set) var isWithheld = false

  public init() {}

  /// The texts are gone; the judgements stay.
  mutating func withhold() {
    summary = Record.withheldText
    isWithheld = true
  }

  /// A part as it is written; nil where it is empty.
  public subscript(field: FindingField) -> JSONValue? {
    switch field {
    case .summary: Self.text(summary)
    case .occurrence: occurrence.map { .string($0.rawValue) }
    case .occurrenceReasons: Self.text(occurrenceReasons)
    case .clause: clause.map(\.json)
    case .clauseJudgement: clauseJudgement.map { .string($0.rawValue) }
    case .exemption: Self.text(exemption)
    case .clauseReasons: Self.text(clauseReasons)
    case .responsibility: responsibility.map { .string($0.rawValue) }
    case .intent: intent.map { .string($0.rawValue) }
    case .responsibilityReasons: Self.text(responsibilityReasons)
    case .limits: Self.text(limits)
    case .evidence: evidence.isEmpty ? nil : .array(evidence.map { .string($0) })
    }
  }

  private static func text(_ text: String) -> JSONValue? { text.isEmpty ? nil : .string(text) }

  /// Every part that is not empty, in order.
  public var json: JSONValue {
    .object(
      FindingField.allCases.compactMap { field in self[field].map { .init(field.rawValue, $0) } })
  }

  /// - Throws: where a member is of another kind or holds an unknown word.
  public init(json: JSONValue) throws(RecordCodecError) {
    guard case .object(let members) = json else {
      throw RecordCodecError(reason: "the content of a finding is no object")
    }
    let fields = Fields(json)
    if let name = members.map(\.name).first(where: { FindingField(rawValue: $0) == nil }) {
      throw RecordCodecError(reason: "a finding has no part '\(name)'")
    }
    summary = try fields.textOrEmpty("summary")
    occurrence = try fields.wordIfAny("occurrence")
    occurrenceReasons = try fields.textOrEmpty("occurrence_reasons")
    if let clause = json["clause"] { self.clause = try ClauseReference(json: clause) }
    clauseJudgement = try fields.wordIfAny("clause_judgement")
    exemption = try fields.textOrEmpty("exemption")
    clauseReasons = try fields.textOrEmpty("clause_reasons")
    responsibility = try fields.wordIfAny("responsibility")
    intent = try fields.wordIfAny("intent")
    responsibilityReasons = try fields.textOrEmpty("responsibility_reasons")
    limits = try fields.textOrEmpty("limits")
    evidence = json["evidence"] == nil ? [] : try fields.texts("evidence")
  }
}

/// One part of a finding that two texts have otherwise.
public struct FieldChange: Hashable, Sendable {
  public let field: FindingField
  public let was: JSONValue?
  public let isNow: JSONValue?

  public var json: JSONValue {
    .members(["field": .string(field.rawValue), "was": was ?? .null, "is": isNow ?? .null])
  }
}

extension FindingContent {
  /// What `other` has otherwise than this, in the order of the parts.
  public func changes(to other: FindingContent) -> [FieldChange] {
    FindingField.allCases.compactMap { field in
      let (was, isNow) = (self[field], other[field])
      return was == isNow ? nil : FieldChange(field: field, was: was, isNow: isNow)
    }
  }
}

extension ClauseReference {
  public var json: JSONValue {
    .members(["id": .string(id), "version": .integer(Int64(version))])
  }

  public init(json: JSONValue) throws(RecordCodecError) {
    guard let id = json["id"]?.text, let version = json["version"]?.int else {
      throw RecordCodecError(reason: "a clause needs 'id' and 'version'")
    }
    self.init(id: id, version: Int(version))
  }
}
