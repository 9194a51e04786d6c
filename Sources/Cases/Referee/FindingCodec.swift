// How do records of findings stand in the log?
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension FindingAct {
  var members: [JSONValue.Member] { [.init("finding", .string(id))] + own.objectMembers }

  private var own: JSONValue {
    switch self {
    case .drafted(_, let caseID, let version, let reason, let content):
      .members([
        "case": .string(caseID), "version": .integer(Int64(version)), "reason": .string(reason),
      ]).adding(content.members)
    case .revised(_, let version, let onRevision, let content),
      .draftKept(_, let version, let onRevision, let content):
      .members([
        "version": .integer(Int64(version)), "on_revision": .integer(Int64(onRevision)),
      ]).adding(content.members)
    case .returned(_, let version, let reason):
      .members(["version": .integer(Int64(version)), "reason": .string(reason)])
    case .reviewed(_, let version, let revision, let note):
      .members([
        "version": .integer(Int64(version)), "revision": .integer(Int64(revision)),
        "note": .string(note),
      ])
    case .madeInterim(_, let version, let note), .issued(_, let version, let note):
      .members(["version": .integer(Int64(version)), "note": .string(note)])
    case .released(_, let version, let to, let withheld, let salts, let digest):
      .members([
        "version": .integer(Int64(version)), "to": .string(to.rawValue),
        "withheld": .array(withheld.map(\.json)), "digest": .string(digest),
        "salts": salts.map { .texts($0) } ?? .string(Record.withheldText),
      ])
    case .unanswered(_, let note), .madeFinal(_, let note): .members(["note": .string(note)])
    }
  }

  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    let id = try fields.text("finding")
    switch type {
    case "finding.drafted":
      self = .drafted(
        id: id, caseID: try fields.text("case"), version: try fields.version(),
        reason: try fields.textOrEmpty("reason"), content: try fields.content())
    case "finding.revised":
      self = .revised(
        id: id, version: try fields.version(), onRevision: try fields.version("on_revision"),
        content: try fields.content())
    case "finding.draft_kept":
      self = .draftKept(
        id: id, version: try fields.version(), onRevision: try fields.version("on_revision"),
        content: try fields.content())
    case "finding.returned":
      self = .returned(
        id: id, version: try fields.version(), reason: try fields.textOrEmpty("reason"))
    case "finding.reviewed":
      self = .reviewed(
        id: id, version: try fields.version(), revision: try fields.version("revision"),
        note: try fields.textOrEmpty("note"))
    case "finding.interim":
      self = .madeInterim(
        id: id, version: try fields.version(), note: try fields.textOrEmpty("note"))
    case "finding.issued":
      self = .issued(id: id, version: try fields.version(), note: try fields.textOrEmpty("note"))
    case "finding.released":
      var withheld: [Withholding] = []
      for inner in try fields.objects("withheld") { withheld.append(try Withholding(inner)) }
      self = .released(
        id: id, version: try fields.version(), to: try fields.word("to"), withheld: withheld,
        salts: fields.isWithheld("salts") ? nil : try fields.allTexts("salts"),
        digest: try fields.text("digest"))
    case "finding.unanswered":
      self = .unanswered(id: id, note: try fields.textOrEmpty("note"))
    case "finding.final": self = .madeFinal(id: id, note: try fields.textOrEmpty("note"))
    default: return nil
    }
  }
}

extension Withholding {
  public var json: JSONValue {
    .members([
      "item": .string(item), "reason": .string(reason.rawValue),
      "commitment": .string(commitment),
    ])
  }

  init(_ fields: Fields) throws(RecordCodecError) {
    self.init(
      item: try fields.text("item"), reason: try fields.word("reason"),
      commitment: try fields.textOrEmpty("commitment"))
  }

  /// Reads a choice of a person, `[{"item": …, "reason": …}]`.
  public static func list(json: JSONValue?) throws(RecordCodecError) -> [Withholding] {
    guard let json, json != .null else { return [] }
    guard let elements = json.elements else {
      throw RecordCodecError(reason: "'withheld' is no list")
    }
    var list: [Withholding] = []
    for element in elements { list.append(try Withholding(Fields(element))) }
    return list
  }
}

extension FindingReference {
  var json: JSONValue {
    .members(["id": .string(id), "version": .integer(Int64(version))])
  }
}

extension Fields {
  /// A version or revision: they count from 1.
  func version(_ name: String = "version") throws(RecordCodecError) -> Int {
    try number(name, in: 1...1_000_000)
  }

  func content() throws(RecordCodecError) -> FindingContent {
    guard let judgements = value["judgements"], let texts = value["texts"] else {
      throw missing("judgements")
    }
    for (name, value) in [("judgements", judgements), ("texts", texts)] {
      guard case .object = value else {
        guard isWithheld(name) else { throw missing(name) }
        continue
      }
    }
    var content = try FindingContent(
      json: .object(judgements.objectMembers + texts.objectMembers))
    if isWithheld("judgements") || isWithheld("texts") { content.withhold() }
    return content
  }

  func findingReference(_ name: String) throws(RecordCodecError) -> FindingReference? {
    guard !isAbsent(name) else { return nil }
    let inner = try inner(name)
    return FindingReference(id: try inner.text("id"), version: try inner.version())
  }

  func clauseReference(_ name: String) throws(RecordCodecError) -> ClauseReference {
    guard let clause = value[name] else { throw missing(name) }
    return try ClauseReference(json: clause)
  }
}

extension JSONValue {
  fileprivate func adding(_ members: [Member]) -> JSONValue { .object(objectMembers + members) }
}

extension FindingContent {
  /// As it stands in a record: judgements and texts apart.
  public var members: [JSONValue.Member] {
    [
      .init("judgements", part { !$0.isText }), .init("texts", part(\.isText)),
    ]
  }

  /// Some of its parts. What people wrote stands apart in a record, so that it can be erased and the
  /// judgements stay.
  fileprivate func part(_ isPart: (FindingField) -> Bool) -> JSONValue {
    if isWithheld, isPart(.summary) { return .string(Record.withheldText) }
    return .object(
      FindingField.allCases.filter(isPart).compactMap { field in
        self[field].map { .init(field.rawValue, $0) }
      })
  }
}
