// How does a record stand in the log? As one JSON object, in a fixed order of members.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
public import Notation
internal import Observations
internal import Rules

/// A record of the log that this program cannot read.
public struct RecordCodecError: Error, Hashable, Sendable {
  public let reason: String
}

extension Record {
  /// The payload for the log; the sequence is the log's own and not part of it.
  public var json: JSONValue {
    .object(
      [
        .init("type", .string(act.type)), .init("at", .string(Instant(atMs: atMs).iso)),
        .init("actor", .string(actor)),
      ] + act.members)
  }

  public init(sequence: UInt64, json: JSONValue) throws(RecordCodecError) {
    let fields = Fields(json)
    self.init(
      sequence: sequence, atMs: try fields.time("at"), actor: try fields.text("actor"),
      act: try Act(fields))
  }
}

extension Act {
  fileprivate var members: [JSONValue.Member] {
    switch self {
    case .alertRaised(let id, let hit, let cited), .alertRevised(let id, let hit, let cited):
      [.init("alert", .string(id)), .init("hit", hit.json), cited.member]
    case .alertWithdrawn(let id, let into): Self.pairs(("alert", id), ("into", into))
    case .alertAcknowledged(let id, let note), .alertActioned(let id, let note):
      Self.pairs(("alert", id), ("note", note))
    case .alertDismissed(let id, let dismissal, let reason, let of):
      Self.pairs(("alert", id), ("as", dismissal.rawValue), ("reason", reason), ("of", of))
    case .caseOpened(let id, let title, let alertIDs, let note):
      Self.pairs(("case", id), ("title", title)) + [
        .init("alerts", .array(alertIDs.map { .string($0) })), .init("note", .string(note)),
      ]
    case .caseAssigned(let id, let assignee): Self.pairs(("case", id), ("assignee", assignee))
    case .observationSetAside(let id, let key, let reason, let note):
      Self.pairs(
        ("observation", id), ("key", key.hex), ("reason", reason.rawValue), ("note", note))
    case .observationSplit(let id, let key, let note):
      Self.pairs(("observation", id), ("key", key.hex), ("note", note))
    case .observationJoined(let id, let key, let with, let note):
      Self.pairs(("observation", id), ("key", key.hex), ("with", with.hex), ("note", note))
    case .missionLoaded(let state): state.members
    case .observationsSealed(let seal): seal.members
    case .clockJumped(let byMs): [.init("by_ms", .integer(byMs))]
    case .claimErased(let record, let claim, let ground, let approvedBy):
      [.init("record", .integer(Int64(record)))]
        + Self.pairs(("claim", claim), ("ground", ground), ("approved_by", approvedBy))
    case .recordReleased(let record, let claims, let to, let reason):
      [
        .init("record", .integer(Int64(record))),
        .init("claims", .array(claims.map { .string($0) })),
      ] + Self.pairs(("to", to), ("reason", reason))
    case .custody(let act): act.members
    case .referee(let act): act.members
    case .people(let act): act.members
    case .report(let act): act.members
    case .register(let act): act.members
    }
  }

  private static func pairs(_ pairs: (String, String?)...) -> [JSONValue.Member] {
    pairs.compactMap { name, text in text.map { .init(name, .string($0)) } }
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    switch try fields.text("type") {
    case "alert.raised":
      self = .alertRaised(
        id: try fields.text("alert"), hit: try Hit(try fields.inner("hit")),
        cited: try Cited(fields))
    case "alert.revised":
      self = .alertRevised(
        id: try fields.text("alert"), hit: try Hit(try fields.inner("hit")),
        cited: try Cited(fields))
    case "alert.withdrawn":
      self = .alertWithdrawn(id: try fields.text("alert"), into: fields.optional("into"))
    case "alert.acknowledged":
      self = .alertAcknowledged(id: try fields.text("alert"), note: try fields.text("note"))
    case "alert.actioned":
      self = .alertActioned(id: try fields.text("alert"), note: try fields.text("note"))
    case "alert.dismissed":
      self = .alertDismissed(
        id: try fields.text("alert"), as: try fields.word("as"),
        reason: try fields.text("reason"), of: fields.optional("of"))
    case "case.opened":
      self = .caseOpened(
        id: try fields.text("case"), title: try fields.text("title"),
        alertIDs: try fields.texts("alerts"), note: try fields.text("note"))
    case "case.assigned":
      self = .caseAssigned(id: try fields.text("case"), assignee: try fields.text("assignee"))
    case "mission.loaded": self = .missionLoaded(try MissionState(fields))
    case "observations.sealed": self = .observationsSealed(try Seal(fields))
    case "clock.jumped": self = .clockJumped(byMs: try fields.integer("by_ms"))
    case "claim.erased":
      self = .claimErased(
        record: UInt64(try fields.count("record")), claim: try fields.text("claim"),
        ground: try fields.text("ground"), approvedBy: try fields.text("approved_by"))
    case "record.released":
      self = .recordReleased(
        record: UInt64(try fields.count("record")), claims: try fields.texts("claims"),
        to: try fields.text("to"), reason: try fields.text("reason"))
    case let type where type.hasPrefix("evidence."):
      guard let act = try CustodyAct(type: type, fields.value) else {
        throw RecordCodecError(reason: "an unknown type of record '\(type)'")
      }
      self = .custody(act)
    case let type where type.hasPrefix("report."):
      guard let act = try ReportAct(type: type, fields.value) else {
        throw RecordCodecError(reason: "an unknown type of record '\(type)'")
      }
      self = .report(act)
    case let type where type.hasPrefix("register."):
      guard let act = try RegisterAct(type: type, fields.value) else {
        throw RecordCodecError(reason: "an unknown type of record '\(type)'")
      }
      self = .register(act)
    case let type:
      if let act = try RefereeAct(type: type, fields) {
        self = .referee(act)
      } else if let act = try PeopleAct(type: type, fields) {
        self = .people(act)
      } else {
        self = try Act(onObservation: fields)
      }
    }
  }

  private init(onObservation fields: Fields) throws(RecordCodecError) {
    let type = try fields.text("type")
    let id = try fields.text("observation")
    let key = try fields.key("key")
    let note = try fields.text("note")
    switch type {
    case "observation.set_aside":
      self = .observationSetAside(id: id, key: key, reason: try fields.word("reason"), note: note)
    case "observation.split": self = .observationSplit(id: id, key: key, note: note)
    case "observation.joined":
      self = .observationJoined(id: id, key: key, with: try fields.key("with"), note: note)
    default: throw RecordCodecError(reason: "an unknown type of record '\(type)'")
    }
  }
}

extension MissionState {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("software", .string(software)), .init("fingerprint", .string(fingerprint)),
      .init(
        "files",
        .array(
          files.map { .members(["path": .string($0.path), "sha256": .string($0.digest)]) })),
      .init("issuer", .string(issuer)),
    ]
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    var files: [MissionState.File] = []
    for inner in try fields.objects("files") {
      files.append(.init(path: try inner.text("path"), digest: try inner.text("sha256")))
    }
    self.init(
      software: try fields.text("software"), fingerprint: try fields.text("fingerprint"),
      files: files, issuer: try fields.text("issuer"))
  }
}

extension Seal {
  fileprivate var members: [JSONValue.Member] {
    [
      .init("first", .integer(Int64(first))), .init("last", .integer(Int64(last))),
      .init("root", .string(root)), .init("bytes", .integer(Int64(byteCount))),
    ]
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    self.init(
      first: UInt64(try fields.count("first")), last: UInt64(try fields.count("last")),
      root: try fields.text("root"), byteCount: Int(try fields.count("bytes")))
  }
}

extension Hit {
  var json: JSONValue {
    .members([
      "clause": .string(clauseID), "version": .integer(Int64(clauseVersion)),
      "event": .string(eventID), "verdict": .string(verdict.rawValue),
      "class": .string(clauseClass.rawValue), "geometry": .string(geometryVersion),
      "distance_to_line_m": distanceToLineM.map { .number($0) },
      "side": side.map { .string($0.rawValue) }, "sector": sector.map { .string($0) },
      "steps": .array(steps.map(\.json)), "exemptions": .array(exemptions.map(\.json)),
      "tasks": .array(tasks.map { .string($0.rawValue) }),
    ])
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    self.init(
      clauseID: try fields.text("clause"), clauseVersion: Int(try fields.integer("version")),
      eventID: try fields.text("event"), verdict: try fields.word("verdict"),
      clauseClass: try fields.word("class"), geometryVersion: try fields.text("geometry"),
      distanceToLineM: fields.value["distance_to_line_m"]?.double,
      side: fields.optional("side").flatMap { Party(rawValue: $0) },
      sector: fields.optional("sector"), steps: try fields.steps("steps"),
      exemptions: try fields.steps("exemptions"), tasks: try fields.words("tasks"))
  }
}

extension Step {
  var json: JSONValue {
    .members([
      "code": .string(code.rawValue), "outcome": .string(outcome.rawValue),
      "measured": measured.map { .number($0) }, "sigma": sigma.map { .number($0) },
      "threshold": threshold.map { .number($0) },
      "comparison": comparison.map { .string($0.rawValue) },
      "unit": unit.isEmpty ? nil : .string(unit),
      "names": names.isEmpty ? nil : .array(names.map { .string($0) }),
    ])
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    self.init(
      try fields.word("code"), try fields.word("outcome"),
      measured: fields.value["measured"]?.double, sigma: fields.value["sigma"]?.double,
      threshold: fields.value["threshold"]?.double,
      comparison: fields.optional("comparison").flatMap { Comparison(rawValue: $0) },
      unit: fields.optional("unit") ?? "",
      names: fields.value["names"] == nil ? [] : try fields.texts("names"))
  }
}

extension Cited {
  /// `event` or `matter`.
  fileprivate var member: JSONValue.Member {
    switch self {
    case .event(let event): .init("event", event.json)
    case .matter(let matter): .init("matter", matter.json)
    }
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    if let matter = fields.value["matter"] {
      self = .matter(try Matter(Fields(matter)))
    } else {
      self = .event(try EventSummary(try fields.inner("event")))
    }
  }
}

extension Matter {
  var json: JSONValue {
    .members([
      "id": .string(id), "topic": .string(topic), "party": party.map { .string($0.rawValue) },
      "from": .string(Instant(atMs: happened.fromMs).iso),
      "until": .string(Instant(atMs: happened.untilMs).iso),
      "latitude_deg": point.map { .number($0.latitudeDeg) },
      "longitude_deg": point.map { .number($0.longitudeDeg) }, "sigma_m": .number(sigmaM),
      "grade": .string(grade.code), "known": .string(Instant(atMs: knownAtMs).iso),
      "complete": .string(Instant(atMs: completeAtMs).iso),
      "cited": .array(citedIDs.map { .string($0) }),
      "sensors": .array(sensors.map { .string($0) }),
    ])
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    guard let grade = EvidenceGrade(code: try fields.text("grade")) else {
      throw RecordCodecError(reason: "an unknown grade")
    }
    var point: GeoPoint?
    if fields.value["latitude_deg"] != nil {
      point = GeoPoint(
        latitudeDeg: try fields.number("latitude_deg"),
        longitudeDeg: try fields.number("longitude_deg"))
    }
    self.init(
      id: try fields.text("id"), topic: try fields.text("topic"),
      party: fields.optional("party").flatMap { Party(rawValue: $0) },
      happened: Period(fromMs: try fields.time("from"), untilMs: try fields.time("until")),
      point: point, sigmaM: try fields.number("sigma_m"), grade: grade,
      knownAtMs: try fields.time("known"), completeAtMs: try fields.time("complete"),
      citedIDs: try fields.texts("cited"), sensors: try fields.texts("sensors"))
  }
}

extension EventSummary {
  var json: JSONValue {
    .members([
      "kind": .string(kind.code), "from": .string(Instant(atMs: happened.fromMs).iso),
      "until": .string(Instant(atMs: happened.untilMs).iso),
      "latitude_deg": .number(point.latitudeDeg), "longitude_deg": .number(point.longitudeDeg),
      "sigma_m": .number(sigmaM), "count_min": .integer(Int64(count.min)),
      "count_max": .integer(Int64(count.max)), "grade": .string(grade.code),
      "known": .string(Instant(atMs: knownAtMs).iso),
      "complete": .string(Instant(atMs: completeAtMs).iso),
      "sensors": .array(sensors.map { .string($0) }),
      "observations": .array(observationIDs.map { .string($0) }),
    ])
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    guard let kind = ObservationKind(code: try fields.text("kind")),
      let grade = EvidenceGrade(code: try fields.text("grade")),
      let count = CountRange(
        min: Int(try fields.integer("count_min")), max: Int(try fields.integer("count_max")))
    else { throw RecordCodecError(reason: "an unknown kind, grade or count") }
    self.init(
      kind: kind,
      happened: Period(fromMs: try fields.time("from"), untilMs: try fields.time("until")),
      point: GeoPoint(
        latitudeDeg: try fields.number("latitude_deg"),
        longitudeDeg: try fields.number("longitude_deg")),
      sigmaM: try fields.number("sigma_m"), count: count, grade: grade,
      knownAtMs: try fields.time("known"), completeAtMs: try fields.time("complete"),
      sensors: try fields.texts("sensors"), observationIDs: try fields.texts("observations"))
  }
}

extension Alert {
  /// The alert as the read models keep it.
  public var json: JSONValue {
    .members([
      "id": .string(id), "state": .string(state.rawValue), "hit": hit.json,
      "event": cited.event?.json, "matter": cited.matter?.json,
      "case": caseID.map { .string($0) }, "replaced_by": replacedBy.map { .string($0) },
      "withdrawn": .bool(isWithdrawn), "history": .array(history.map(\.json)),
    ])
  }

  public init(json: JSONValue) throws(RecordCodecError) {
    let fields = Fields(json)
    self.init(
      id: try fields.text("id"), state: try fields.word("state"),
      hit: try Hit(try fields.inner("hit")), cited: try Cited(fields),
      caseID: fields.optional("case"), replacedBy: fields.optional("replaced_by"),
      isWithdrawn: json["withdrawn"]?.flag ?? false, history: try fields.history())
  }
}

extension Case {
  /// The case as the read models keep it.
  public var json: JSONValue {
    .members([
      "id": .string(id), "title": .string(title), "state": .string(state.rawValue),
      "opened": .string(Instant(atMs: openedAtMs).iso), "opened_by": .string(openedBy),
      "assignee": assignee.map { .string($0) },
      "alerts": .array(alertIDs.map { .string($0) }),
      "clauses": .array(clauseIDs.map { .string($0) }), "history": .array(history.map(\.json)),
    ])
  }

  public init(json: JSONValue) throws(RecordCodecError) {
    let fields = Fields(json)
    self.init(
      id: try fields.text("id"), title: try fields.text("title"), state: try fields.word("state"),
      openedAtMs: try fields.time("opened"), openedBy: try fields.text("opened_by"),
      assignee: fields.optional("assignee"), alertIDs: try fields.texts("alerts"),
      clauseIDs: try fields.texts("clauses"), history: try fields.history())
  }
}

extension HistoryEntry {
  var json: JSONValue {
    .members([
      "sequence": .integer(Int64(sequence)), "at": .string(Instant(atMs: atMs).iso),
      "actor": .string(actor), "type": .string(type), "note": .string(note),
    ])
  }

  fileprivate init(_ fields: Fields) throws(RecordCodecError) {
    self.init(
      sequence: UInt64(try fields.integer("sequence")), atMs: try fields.time("at"),
      actor: try fields.text("actor"), type: try fields.text("type"), note: try fields.text("note"))
  }
}

/// Reads members and says which one is missing.
struct Fields {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  func missing(_ name: String) -> RecordCodecError {
    RecordCodecError(reason: "the member '\(name)' is missing or of another kind")
  }

  func optional(_ name: String) -> String? { value[name]?.text }

  func text(_ name: String) throws(RecordCodecError) -> String {
    guard let text = value[name]?.text else { throw missing(name) }
    return text
  }

  func number(_ name: String) throws(RecordCodecError) -> Double {
    guard let number = value[name]?.double else { throw missing(name) }
    return number
  }

  func integer(_ name: String) throws(RecordCodecError) -> Int64 {
    guard let integer = value[name]?.int else { throw missing(name) }
    return integer
  }

  /// An integer that is not negative.
  func count(_ name: String) throws(RecordCodecError) -> Int64 {
    let integer = try integer(name)
    guard integer >= 0 else { throw missing(name) }
    return integer
  }

  func objects(_ name: String) throws(RecordCodecError) -> [Fields] {
    guard let elements = value[name]?.elements else { throw missing(name) }
    return elements.map { Fields($0) }
  }

  func time(_ name: String) throws(RecordCodecError) -> Int64 {
    guard let instant = Instant(iso: try text(name)) else { throw missing(name) }
    return instant.atMs
  }

  func inner(_ name: String) throws(RecordCodecError) -> Fields {
    guard let inner = value[name] else { throw missing(name) }
    return Fields(inner)
  }

  func word<Word: RawRepresentable>(
    _ name: String
  ) throws(RecordCodecError) -> Word where Word.RawValue == String {
    guard let word = Word(rawValue: try text(name)) else { throw missing(name) }
    return word
  }

  func elements(_ name: String) throws(RecordCodecError) -> [JSONValue] {
    guard let elements = value[name]?.elements else { throw missing(name) }
    return elements
  }

  func texts(_ name: String) throws(RecordCodecError) -> [String] {
    try elements(name).compactMap(\.text)
  }

  func words<Word: RawRepresentable>(
    _ name: String
  ) throws(RecordCodecError) -> [Word] where Word.RawValue == String {
    try texts(name).compactMap { Word(rawValue: $0) }
  }

  func steps(_ name: String) throws(RecordCodecError) -> [Step] {
    var steps: [Step] = []
    for element in try elements(name) { steps.append(try Step(Fields(element))) }
    return steps
  }

  func history() throws(RecordCodecError) -> [HistoryEntry] {
    var history: [HistoryEntry] = []
    for element in try elements("history") { history.append(try HistoryEntry(Fields(element))) }
    return history
  }

  func key(_ name: String) throws(RecordCodecError) -> ContentID {
    guard let key = ContentID(hex: try text(name)) else { throw missing(name) }
    return key
  }
}
