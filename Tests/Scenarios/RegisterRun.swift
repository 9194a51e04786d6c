// A pipeline with registers, tracks and its record log in memory, on the demo agreement.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Missions
import Observations
import Pipeline
import Rules
import Tracks

/// The line runs north through 48° N 37° E; Party A lies west of it.
struct RegisterRun {
  private(set) var pipeline: Pipeline
  private(set) var records: [Record] = []

  static let sensors = SensorRegister(
    register.sensors + [
      Sensor(id: "ADS", name: "Receiver", means: .adsB, owner: "Mission"),
      Sensor(
        id: "RAD", name: "Radar", means: .radar, owner: "G1",
        place: GeoPoint(latitudeDeg: 48, longitudeDeg: 37.4)),
    ])

  init(
    _ mission: Mission, entries: [RegisterEntry] = [], kept: Set<RegisterKind> = [],
    zones: [Zone]? = nil
  ) {
    let territory = Territory(
      lines: [
        ContactLine(
          version: "L-1", validity: .always, pieces: [[place(0, -200_000), place(0, 200_000)]],
          leftParty: .a)
      ], zones: zones ?? mission.territory.zones)
    pipeline = Pipeline(
      joiner: EventJoiner(settings: JoinSettings(), sensors: Self.sensors),
      picture: TrackPicture(
        settings: FollowSettings(), sensors: Self.sensors,
        centre: GeoPoint(latitudeDeg: 48, longitudeDeg: 37)),
      rules: RuleCheck(
        agreement: mission.agreement, territory: territory, notifications: [], entries: entries,
        kept: kept, clock: mission.clock), sensors: Self.sensors)
  }

  private mutating func write(_ act: Act, _ actor: String, _ atMs: Int64) throws {
    let record = Record(
      sequence: UInt64(records.count), atMs: atMs, actor: actor, act: act)
    try pipeline.record(record)
    records.append(record)
  }

  private mutating func write(_ outcome: BatchOutcome) throws {
    for (atMs, act) in outcome.acts { try write(act, Record.rules, atMs) }
  }

  mutating func take(_ reports: [Observation]) throws {
    let moving = reports.filter(\.isTrackReport)
    if !moving.isEmpty { _ = pipeline.follow(moving) }
    try write(pipeline.take(reports.filter { !$0.isTrackReport }))
    try write(pipeline.advance())
  }

  mutating func enter(_ entry: RegisterEntry) throws {
    try write(.register(.entered(entry)), "Officer 1", entry.receivedAtMs)
    try write(pipeline.take(entry))
  }

  mutating func correct(_ entry: RegisterEntry) throws {
    try write(
      .register(.corrected(entry, reason: "a slip of the pen")), "Officer 1", entry.receivedAtMs)
    try write(pipeline.take(entry))
  }

  mutating func act(_ act: Act, by actor: String, atMs: Int64) throws {
    try write(act, actor, atMs)
    try write(pipeline.advance())
  }

  mutating func pass(_ atMs: Int64) throws { try write(pipeline.advance(toMs: atMs)) }

  /// Clause, verdict and what is cited of each alert that stands, in order of ids.
  var standing: [String] {
    pipeline.cases.alerts.values.filter { !$0.isWithdrawn }.sorted { $0.id < $1.id }.map {
      "\($0.hit.clauseID) \($0.hit.verdict.rawValue) \($0.hit.eventID)"
    }
  }

  func alerts(_ clause: String) -> [Alert] {
    pipeline.cases.alerts.values.filter { !$0.isWithdrawn && $0.hit.clauseID == clause }
      .sorted { $0.id < $1.id }
  }

  /// The same state, read back from records and reports as after a restart.
  func restored(
    _ mission: Mission, entries: [RegisterEntry] = [], kept: Set<RegisterKind> = [],
    reports: [Observation]
  ) throws -> (run: RegisterRun, acts: [Act]) {
    var run = RegisterRun(mission, entries: entries, kept: kept)
    for record in records { try run.pipeline.record(record) }
    var batches = [reports][...]
    let outcome = run.pipeline.restore {
      batches.popFirst()
    } following: { _ in
    }
    return (run, outcome.acts.map(\.act))
  }
}

/// A flight that reports itself each second: metres east at the start, metres a second eastwards.
func flight(
  _ address: String, from eastM: Double, byMPS speed: Double, seconds: Int,
  heightM: Double? = 3_000,
  sensor: String = "ADS", means: Means = .adsB, kind: ObservationKind = .aircraft,
  sigmaM: Double = 20
) -> [Observation] {
  (0..<seconds).map { second in
    var one = report(
      "\(address)-\(sensor)-\(second)", kind, at: place(eastM + speed * Double(second), 0),
      sigmaM: sigmaM, sensor: sensor, means: means,
      attributes: heightM.map { [Attribute(.ellipsoidHeightM, $0), Attribute(.heightM, $0)] } ?? [],
      atMs: noonMs + Int64(second) * 1_000, receivedMs: noonMs + Int64(second) * 1_000 + 500)
    one.identities = [Identity(.icaoAddress, address)]
    one.isTrackReport = true
    return one
  }
}

func notice(
  _ what: String, leadH: Double, id: String = "N-1", at point: GeoPoint = place(0, 0),
  radiusM: Double = 60_000, fromMs: Int64 = noonMs - 600_000, corrects: String? = nil,
  _ more: [RegisterAttribute] = []
) -> RegisterEntry {
  RegisterEntry(
    id: id, kind: .notification, party: .a, place: .circle(point, radiusM: radiusM),
    fromMs: fromMs, untilMs: fromMs + 7_200_000,
    receivedAtMs: fromMs - Int64(leadH * 3_600_000),
    attributes: [RegisterAttribute("what", .word(what))] + more, corrects: corrects)
}
