// What a front reports on a bad day, against all 26 clauses of the demo agreement and its registers.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Measuring
import Missions
import Observations
import Pipeline
import Rules
import Tracks

private let dayMs: Int64 = 86_400_000
private let startMs: Int64 = 1_782_259_200_000

/// So far from the line, on either side of one of its points.
private func nearLine(_ random: inout Seeded, _ line: [GeoPoint], reachDeg: Double) -> GeoPoint {
  let point = line[Int(random.number(0...Double(line.count) - 1.001))]
  return GeoPoint(
    latitudeDeg: point.latitudeDeg + random.number(-reachDeg...reachDeg),
    longitudeDeg: point.longitudeDeg + random.number(-reachDeg...reachDeg) * 1.5)
}

private let sensors = [
  Sensor(id: "patrol-1", name: "1", means: .sawAndHeard, owner: "Mission", isPatrol: true),
  Sensor(id: "patrol-2", name: "2", means: .sawAndHeard, owner: "Mission", isPatrol: true),
  Sensor(id: "camera-1", name: "3", means: .camera, owner: "Mission"),
  Sensor(id: "radar-1", name: "4", means: .radar, owner: "G1"),
  Sensor(id: "satellite-1", name: "5", means: .satelliteImage, owner: "Agency"),
]

/// Fire, hot spots, weapons, people, works, aircraft and drones, in order of time.
private func reports(
  _ random: inout Seeded, _ line: [GeoPoint], count: Int
) -> [Observation] {
  let kinds: [ObservationKind] = [
    .explosion, .explosion, .explosion, .burst, .shot, .projectileInFlight, .muzzleFlash,
    .thermalAnomaly, .thermalAnomaly, .thermalAnomaly, .weaponSeen, .personnelSeen,
    .armouredVehicleSeen, .positionWork, .mineOrUXO, .uav, .aircraft,
  ]
  return (0..<count).map { index in
    let raw = Array("made-up,\(index)".utf8)
    let digest = ContentDigest(of: raw)
    let kind = kinds[Int(random.number(0...Double(kinds.count) - 0.001))]
    let sensor = sensors[Int(random.number(0...Double(sensors.count) - 0.001))]
    let point = nearLine(&random, line, reachDeg: 0.4)
    guard
      let fix = try? Fix(
        latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg, sigmaM: 60)
    else { preconditionFailure("a place off the Earth") }
    let atMs = startMs + Int64(index) * dayMs / Int64(count)
    return Observation(
      key: ContentID(high: digest.words[0], low: UInt16(truncatingIfNeeded: digest.words[1])),
      digest: digest, raw: raw, feed: "made-up", sensor: sensor.id, means: sensor.means,
      confidence: .nominal, kind: kind,
      attributes: index.isMultiple(of: 3) ? [Attribute(.tubeMm, random.number(5...200))] : [],
      happened: Period(fromMs: atMs, untilMs: atMs + 999), observedAtMs: atMs, receivedAtMs: atMs,
      place: .fix(fix))
  }
}

/// A thousand entries about the day: exercises, repairs, crossing points, calls, visits, impediments.
private func entries(_ random: inout Seeded, _ line: [GeoPoint]) -> [RegisterEntry] {
  let kinds: [RegisterKind] = [
    .notification, .notification, .hotlineCall, .impediment, .crossingState, .repairWindow,
    .storageVisit, .vessel, .sensorOutage, .caseStep,
  ]
  return (0..<1_000).map { index in
    let kind = kinds[index % kinds.count]
    let fromMs = startMs + Int64(random.number(0...Double(dayMs)))
    var attributes = kind.fields.filter(\.isRequired).map { field in
      let value: RegisterValue =
        switch field.form {
        case .number: .number(random.number(0...100))
        case .flag: .flag(true)
        case .time: .time(fromMs)
        case .words(let words): .word(words[index / 10 % words.count])
        case .name: .word("thing \(index % 40)")
        }
      return RegisterAttribute(field.name, value)
    }
    if kind == .notification {
      attributes = [
        RegisterAttribute("what", .word(index % 20 == 0 ? "exercise" : "demining"))
      ]
    }
    return RegisterEntry(
      id: "R-\(index)", kind: kind, party: index.isMultiple(of: 2) ? .a : .b,
      place: .circle(nearLine(&random, line, reachDeg: 0.4), radiusM: random.number(500...5_000)),
      fromMs: fromMs, untilMs: fromMs + 7_200_000, receivedAtMs: startMs - 4 * dayMs,
      attributes: attributes)
  }
}

private func runClauses(_ batches: [[Observation]], through start: Pipeline) -> Tally {
  var pipeline = start
  var tally = Tally()
  var sequence: UInt64 = 0
  for batch in batches {
    var outcome = BatchOutcome()
    var due = BatchOutcome()
    tally.takeS += secondsS {
      outcome = pipeline.take(batch)
    }
    tally.foldS += secondsS { fold(outcome, into: &pipeline, &sequence) }
    tally.takeS += secondsS { due = pipeline.advance() }
    tally.foldS += secondsS { fold(due, into: &pipeline, &sequence) }
    tally.eventChanges += outcome.events.count
    tally.acts += outcome.acts.count + due.acts.count
  }
  tally.alerts = pipeline.cases.alerts.values.count { !$0.isWithdrawn }
  return tally
}

private func fold(_ outcome: BatchOutcome, into pipeline: inout Pipeline, _ sequence: inout UInt64)
{
  for (atMs, act) in outcome.acts {
    sequence += 1
    do throws(ActError) {
      try pipeline.record(
        Record(sequence: sequence, atMs: atMs, actor: Record.rules, act: act))
    } catch { preconditionFailure("\(error)") }
  }
}

/// Prints observations a second with all clauses on.
func measureClauses(_ mission: Mission, _ random: inout Seeded, _ checks: inout Checks) {
  let line = mission.territory.lines.flatMap { $0.pieces.flatMap { $0 } }
  let reports = reports(&random, line, count: 200_000)
  let batches = stride(from: 0, to: reports.count, by: 1_000).map {
    Array(reports[$0..<min(reports.count, $0 + 1_000)])
  }
  var agreed = mission
  agreed.entries = entries(&random, line)
  let start = Pipeline(
    joiner: EventJoiner(
      settings: mission.joins, sensors: SensorRegister(sensors)),
    picture: mission.picture(land: nil), rules: agreed.rules, sensors: SensorRegister(sensors))
  let runs = (0..<3).map { _ in runClauses(batches, through: start) }
  guard let best = runs.min(by: { $0.takeS < $1.takeS }) else { return }
  let count = Double(reports.count)
  print(
    "200,000 reports of a day, \(mission.agreement.clauses.count) clauses, 1,000 entries, one core")
  row("joined and checked", count / best.takeS, "observations/s")
  row("with the records folded in", count / (best.takeS + best.foldS), "observations/s")
  row("acts an observation", Double(best.acts) / count, "")
  row("alerts that stand", Double(best.alerts), "")
  checks.expect(
    count / best.takeS >= 100_000, "at least 100,000 observations a second with all clauses on")
}
