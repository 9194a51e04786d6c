// How is what is known written for lists, pages and terminals? Values to JSON, once for all doors.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
internal import Geo
public import Missions
public import Notation
public import Observations
public import Rules
internal import Store
public import Tracks

/// Writes alerts, events, observations and cases as the interface shows them.
public struct Presenter: Sendable {
  /// Changes whenever the form of stored rows does, so that read models are made anew.
  static let formVersion = "4"

  let mission: Mission

  public init(_ mission: Mission) { self.mission = mission }

  func time(_ atMs: Int64) -> JSONValue { Self.time(atMs) }

  static func time(_ atMs: Int64) -> JSONValue { .string(Instant(atMs: atMs).iso) }

  func place(_ point: GeoPoint, sigmaM: Double) -> JSONValue {
    .members([
      "latitudeDeg": rounded(point.latitudeDeg, 1e6),
      "longitudeDeg": rounded(point.longitudeDeg, 1e6), "sigmaM": rounded(sigmaM, 10),
    ])
  }

  func rounded(_ value: Double, _ scale: Double) -> JSONValue {
    .number((value * scale).rounded() / scale)
  }

  func count(_ range: CountRange) -> JSONValue {
    .members(["min": .integer(Int64(range.min)), "max": .integer(Int64(range.max))])
  }

  func clause(_ hit: Hit, _ language: Language) -> Clause? {
    mission.agreement.clause(hit.clauseID, version: hit.clauseVersion)
  }

  // MARK: Rows of the read models

  func row(_ observation: Observation, sequence: UInt64, doc: [UInt8]) -> ObservationRow {
    let point = observation.place.shownPoint
    return ObservationRow(
      id: observation.id, sequence: sequence, kind: observation.kind.code,
      sensor: observation.sensor, feed: observation.feed, fromMs: observation.happened.fromMs,
      receivedMs: observation.receivedAtMs, latitudeDeg: point.latitudeDeg,
      longitudeDeg: point.longitudeDeg, doc: doc)
  }

  func rows(_ changes: [EventChange]) -> [EventRow] {
    changes.map { change in
      switch change {
      case .withdrawn(let id, let into): EventRow(withdrawn: id, into: into)
      case .current(let event):
        EventRow(
          id: event.id, kind: event.kind.code, fromMs: event.happened.fromMs,
          latitudeDeg: event.point.latitudeDeg, longitudeDeg: event.point.longitudeDeg,
          grade: event.grade.code, doc: json(event).written)
      }
    }
  }

  func row(_ alert: Alert) -> AlertRow {
    AlertRow(
      id: alert.id, fromMs: alert.cited.happened.fromMs, state: alert.state.rawValue,
      verdict: alert.hit.verdict.rawValue, clauseClass: alert.hit.clauseClass.rawValue,
      clause: alert.hit.clauseID, sector: alert.hit.sector ?? "",
      grade: alert.cited.grade.code, event: alert.hit.eventID,
      latitudeDeg: alert.cited.point?.latitudeDeg, longitudeDeg: alert.cited.point?.longitudeDeg,
      doc: alert.json.written, rowEN: json(alert, .en).written, rowDE: json(alert, .de).written)
  }

  func row(_ item: Case) -> CaseRow {
    CaseRow(id: item.id, openedMs: item.openedAtMs, doc: item.json.written)
  }

  func json(_ row: RejectRow) -> JSONValue {
    .members([
      "feed": .string(row.feed), "file": .string(row.file), "line": .integer(Int64(row.line)),
      "column": .string(row.field), "reason": .string(row.reason),
      "raw": .string(String(decoding: row.raw, as: UTF8.self)),
    ])
  }

  static func reject(_ json: JSONValue) -> RejectRow? {
    guard let feed = json["feed"]?.text, let file = json["file"]?.text,
      let line = json["line"]?.int, let field = json["column"]?.text,
      let reason = json["reason"]?.text, let raw = json["raw"]?.text
    else { return nil }
    let id = ContentID(parts: [feed, file, String(line), field, reason])
    return RejectRow(
      id: id.text, feed: feed, file: file, line: Int(line), field: field, reason: reason,
      raw: Array(raw.utf8))
  }

  // MARK: JSON

  /// The line of a list.
  public func json(_ alert: Alert, _ language: Language) -> JSONValue {
    let hit = alert.hit
    let cited = alert.cited
    return .members([
      "id": .string(alert.id), "state": .string(alert.state.rawValue),
      "verdict": .string(hit.verdict.rawValue), "class": .string(hit.clauseClass.rawValue),
      "clause": .members([
        "id": .string(hit.clauseID), "version": .integer(Int64(hit.clauseVersion)),
        "title": .string(clause(hit, language)?.title.text(in: language.rawValue) ?? ""),
      ]), "event": .string(hit.eventID), "matter": alert.matter.map { json($0) },
      "kind": .string(kind(alert)), "kindName": .string(kindName(alert, language)),
      "happenedFrom": time(cited.happened.fromMs), "happenedUntil": time(cited.happened.untilMs),
      "knownAt": time(cited.knownAtMs),
      "place": cited.point.map { place($0, sigmaM: cited.sigmaM) } ?? .null,
      "sector": .string(hit.sector ?? ""), "side": .string(hit.side?.rawValue ?? "unknown"),
      "distanceToLineM": hit.distanceToLineM.map { rounded($0, 1) } ?? .null,
      "grade": .string(cited.grade.code), "minGrade": .string(minGrade(hit)),
      "count": count(alert.event?.count ?? .one),
      "sensors": .array(cited.sensors.map { .string($0) }),
      "summary": .string(summary(alert, language)),
      "case": alert.caseID.map { .string($0) } ?? .null,
      "replacedBy": alert.replacedBy.map { .string($0) } ?? .null,
    ])
  }

  private func kind(_ alert: Alert) -> String {
    alert.event?.kind.code ?? alert.matter?.topic ?? ""
  }

  private func kindName(_ alert: Alert, _ language: Language) -> String {
    if let event = alert.event { return event.kind.name(language) }
    let topic = alert.matter?.topic ?? ""
    switch topic {
    case "track": return language == .de ? "Spur" : "track"
    case "case": return language == .de ? "Fall" : "case"
    default: return RegisterKind(rawValue: topic)?.name(language) ?? topic
    }
  }

  /// What an alert cites that is no event: entries of registers, cases or a track.
  private func json(_ matter: Matter) -> JSONValue {
    .members([
      "id": .string(matter.id), "topic": .string(matter.topic),
      "party": matter.party.map { .string($0.rawValue) } ?? .null,
      "cites": .array(matter.citedIDs.map { .string($0) }),
    ])
  }

  private func minGrade(_ hit: Hit) -> String {
    (clause(hit, .en)?.minGrade ?? []).map { $0.grade.code }.joined(separator: "/")
  }

  /// `Hot spot 3.2 km from the line, on the side of Party B, seen by 3 sensors.`
  func summary(_ alert: Alert, _ language: Language) -> String {
    let kind = kindName(alert, language)
    var parts = [kind.prefix(1).uppercased() + kind.dropFirst()]
    if let distanceM = alert.hit.distanceToLineM {
      let distance = Numbers.distance(distanceM, language)
      parts[0] +=
        language == .de ? " \(distance) von der Linie" : " \(distance) from the line"
    }
    if let side = alert.hit.side {
      let name = mission.partyNames[side]?.text(in: language.rawValue) ?? side.rawValue
      parts.append(language == .de ? "auf der Seite von \(name)" : "on the side of \(name)")
    }
    if let party = alert.matter?.party {
      let name = mission.partyNames[party]?.text(in: language.rawValue) ?? party.rawValue
      parts.append(language == .de ? "von \(name)" : "of \(name)")
    }
    let sensors = alert.cited.sensors
    if sensors.count > 1, alert.matter.map({ $0.topic == "track" }) ?? true {
      parts.append(
        language == .de ? "von \(sensors.count) Sensoren" : "seen by \(sensors.count) sensors")
    }
    return parts.joined(separator: ", ")
  }

  public func json(_ event: Event) -> JSONValue {
    .members([
      "id": .string(event.id), "kind": .string(event.kind.code),
      "happenedFrom": time(event.happened.fromMs), "happenedUntil": time(event.happened.untilMs),
      "knownAt": time(event.knownAtMs), "place": place(event.point, sigmaM: event.sigmaM),
      "count": count(event.count), "grade": .string(event.grade.code),
      "sensors": .array(event.sensors.map { .string($0) }),
      "joins": .array(event.joins.map { json($0) }),
    ])
  }

  private func json(_ join: Join) -> JSONValue {
    .members([
      "observation": .string(join.observationID), "residualM": rounded(join.residualM, 10),
      "residualS": rounded(join.residualS, 10), "reason": .string(join.reason.rawValue),
    ])
  }

  /// A report with its bytes and every field.
  public func json(_ observation: Observation, setAside: String?, _ language: Language) -> JSONValue
  {
    let attributes =
      observation.identities.map {
        JSONValue.Member($0.scheme.name(language), .string($0.text))
      }
      + observation.attributes.map {
        JSONValue.Member($0.name.name(language), .number($0.value))
      }
    return .members([
      "id": .string(observation.id), "kind": .string(observation.kind.code),
      "kindName": .string(observation.kind.name(language)),
      "means": .string(observation.means.code),
      "meansName": .string(observation.means.name(language)),
      "qualifier": observation.qualifier.map { .string($0.code) },
      "happenedFrom": time(observation.happened.fromMs),
      "happenedUntil": time(observation.happened.untilMs),
      "observedAt": time(observation.observedAtMs),
      "receivedAt": time(observation.receivedAtMs), "place": json(observation.place),
      "count": count(observation.count), "sensor": .string(observation.sensor),
      "sensorName": .string(mission.sensors[observation.sensor]?.name ?? observation.sensor),
      "source": .string(observation.feed), "confidence": .string(observation.confidence.code),
      "note": .string(observation.note), "sha256": .string(observation.digest.hex),
      "raw": .string(Self.shown(observation.raw)),
      "fields": .object(attributes), "setAside": setAside.map { .string($0) },
    ])
  }

  /// Bytes as text where they are text, else in hexadecimal digits behind `hex:`.
  private static func shown(_ raw: [UInt8]) -> String {
    let isText = raw.allSatisfy { $0 >= 0x20 && $0 != 0x7F || [0x09, 0x0A, 0x0D].contains($0) }
    if isText, let text = String(validating: raw, as: UTF8.self) { return text }
    let digits = Array("0123456789abcdef".utf8)
    let hex = raw.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return "hex:" + String(decoding: hex, as: UTF8.self)
  }

  private func json(_ place: Place) -> JSONValue {
    switch place {
    case .fix(let fix): return self.place(fix.point, sigmaM: fix.sigmaM)
    case .bearing(let bearing):
      return .members([
        "latitudeDeg": rounded(bearing.observer.point.latitudeDeg, 1e6),
        "longitudeDeg": rounded(bearing.observer.point.longitudeDeg, 1e6),
        "sigmaM": rounded(bearing.observer.sigmaM, 10),
        "bearingDeg": rounded(bearing.bearingRad * 180 / .pi, 10),
        "bearingSigmaDeg": rounded(bearing.sigmaRad * 180 / .pi, 10),
        "distanceMinM": bearing.distanceM.map { .number($0.lowerBound) },
        "distanceMaxM": bearing.distanceM.map { .number($0.upperBound) },
      ])
    }
  }

  public func json(_ item: Case) -> JSONValue {
    .members([
      "id": .string(item.id), "title": .string(item.title), "state": .string(item.state.rawValue),
      "openedAt": time(item.openedAtMs), "openedBy": .string(item.openedBy),
      "assignee": item.assignee.map { .string($0) } ?? .null,
      "clauses": .array(item.clauseIDs.map { .string($0) }),
      "alerts": .array(item.alertIDs.map { .string($0) }),
      "alertCount": .integer(Int64(item.alertIDs.count)),
    ])
  }

  func json(_ totals: Totals) -> JSONValue {
    .members([
      "observations": .integer(Int64(totals.observations)),
      "rejected": .integer(Int64(totals.rejected)), "events": .integer(Int64(totals.events)),
      "cases": .integer(Int64(totals.cases)),
      "alerts": .object(
        AlertState.allCases.map {
          .init($0.rawValue, .integer(Int64(totals.alerts[$0.rawValue] ?? 0)))
        }),
    ])
  }
}

extension Place {
  /// Where it is drawn: the place, or the observer of a bearing.
  var shownPoint: GeoPoint {
    switch self {
    case .fix(let fix): fix.point
    case .bearing(let bearing): bearing.observer.point
    }
  }
}
