// How many reports a second become events and are checked against 1,000 zones, and against all 26
// clauses with their registers, on one core?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Glibc
import Measuring
import Missions
import Observations
import Pipeline
import Rules
import Tracks

/// A winding ring about a place.
func ring(
  _ random: inout Seeded, around middle: GeoPoint, radiusDeg: Double, vertexCount: Int
) -> [GeoPoint] {
  let phases = (0..<3).map { _ in random.number(0...6.28) }
  return (0..<vertexCount).map { i in
    let angle = 2 * Double.pi * Double(i) / Double(vertexCount)
    let reach =
      radiusDeg
      * (1 + 0.2 * sin(3 * angle + phases[0]) + 0.1 * sin(11 * angle + phases[1])
        + 0.05 * sin(57 * angle + phases[2]) + random.number(-0.005...0.005))
    return GeoPoint(
      latitudeDeg: middle.latitudeDeg + reach * sin(angle),
      longitudeDeg: middle.longitudeDeg + 1.5 * reach * cos(angle))
  }
}

/// Three satellites pass within 100 minutes, twice a day; each sees most of what burns.
func hotSpots(_ random: inout Seeded, count: Int, in box: GeoBox) -> [[Observation]] {
  let satellites = ["VIIRS-N", "VIIRS-N20", "VIIRS-N21"]
  var passes: [[Observation]] = []
  var made = 0
  var groupMs: Int64 = 1_780_272_000_000
  while made < count {
    let fires = (0..<1_300).map { _ in
      GeoPoint(
        latitudeDeg: random.number(box.south...box.north),
        longitudeDeg: random.number(box.west...box.east))
    }
    for (index, satellite) in satellites.enumerated() {
      let atMs = groupMs + Int64(index) * 3_000_000
      var pass: [Observation] = []
      for fire in fires where random.number(0...1) < 0.85 && made < count {
        pass.append(hotSpot(&random, fire, satellite, atMs, number: made))
        made += 1
      }
      passes.append(pass)
    }
    groupMs += 43_200_000
  }
  return passes.filter { !$0.isEmpty }
}

func hotSpot(
  _ random: inout Seeded, _ fire: GeoPoint, _ satellite: String, _ atMs: Int64, number: Int
) -> Observation {
  let raw = Array("made-up,\(number)".utf8)
  let digest = ContentDigest(of: raw)
  guard
    let fix = try? Fix(
      latitudeDeg: fire.latitudeDeg + random.number(-0.001...0.001),
      longitudeDeg: fire.longitudeDeg + random.number(-0.0015...0.0015), sigmaM: 150)
  else { preconditionFailure("a place off the Earth") }
  return Observation(
    key: ContentID(high: digest.words[0], low: UInt16(truncatingIfNeeded: digest.words[1])),
    digest: digest, raw: raw, feed: "made-up", sensor: satellite, means: .satelliteImage,
    confidence: .nominal, kind: .thermalAnomaly,
    attributes: [Attribute(.scanKm, 0.4), Attribute(.radiativePowerMW, random.number(1...20))],
    happened: Period(fromMs: atMs, untilMs: atMs + 59_999), observedAtMs: atMs,
    receivedAtMs: atMs, place: .fix(fix))
}

/// One clause a zone beside the clauses of the mission.
func rules(_ mission: Mission, zones: [Area]) -> RuleCheck {
  let clauses = zones.map { zone in
    Clause(
      id: "Z-\(zone.id)", version: 1, validity: .always, title: LocalText(zone.id),
      text: LocalText(zone.id),
      subjects: [Subject(kinds: [.thermalAnomaly], minConfidence: .nominal)],
      place: .zone(zone.id), breachIf: .measure(.count, .gte, 1), exemptIf: [], seriousIf: nil,
      minorIf: nil, minGrade: [GradeOption(grade: .e2, imageOnly: false)], baseClass: .ordinary,
      clocks: Clocks(), checkedOn: nil)
  }
  var agreement = mission.agreement
  agreement.clauses += clauses
  let known = mission.territory
  let territory = Territory(
    lines: known.lines,
    zones: known.zones
      + zones.enumerated().map { Zone(id: $1.id, shape: .polygon(index: $0)) },
    polygonAreas: zones, sectors: known.sectors, objects: known.objects)
  return RuleCheck(
    agreement: agreement, territory: territory, notifications: [], entries: mission.entries)
}

/// What came of a run.
struct Tally {
  var takeS = 0.0
  var foldS = 0.0
  var eventChanges = 0
  var acts = 0
  var alerts = 0
}

func run(_ passes: [[Observation]], through start: Pipeline) -> Tally {
  var pipeline = start
  var tally = Tally()
  var sequence: UInt64 = 0
  for pass in passes {
    var outcome = BatchOutcome()
    tally.takeS += secondsS { outcome = pipeline.take(pass) }
    tally.eventChanges += outcome.events.count
    tally.acts += outcome.acts.count
    tally.foldS += secondsS {
      for (atMs, act) in outcome.acts {
        sequence += 1
        let record = Record(sequence: sequence, atMs: atMs, actor: Record.rules, act: act)
        do throws(ActError) { try pipeline.record(record) } catch {
          preconditionFailure("\(error)")
        }
      }
    }
  }
  tally.alerts = pipeline.cases.alerts.values.count { !$0.isWithdrawn }
  return tally
}

func zones(_ random: inout Seeded, radiiDeg: ClosedRange<Double>, in box: GeoBox) -> [Area] {
  (0..<1_000).map { index in
    let middle = GeoPoint(
      latitudeDeg: random.number(box.south...box.north),
      longitudeDeg: random.number(box.west...box.east))
    let ring = ring(
      &random, around: middle, radiusDeg: random.number(radiiDeg), vertexCount: 5_000)
    return Area(
      id: "P\(index)", name: LocalText("P\(index)"),
      polygons: [ZoneIndex.Polygon(rings: [ring])])
  }
}

/// Prints the best of some runs; observations a second.
func measure(_ mission: Mission, _ zones: [Area], _ passes: [[Observation]]) -> Double {
  let start = Pipeline(
    joiner: EventJoiner(settings: mission.joins, sensors: mission.sensors),
    picture: mission.picture(land: nil),
    rules: rules(mission, zones: zones))
  let count = Double(passes.reduce(0) { $0 + $1.count })
  let runs = (0..<3).map { _ in run(passes, through: start) }
  guard let best = runs.min(by: { $0.takeS < $1.takeS }) else { return 0 }
  row("joined and checked", count / best.takeS, "observations/s")
  row("with the records folded in", count / (best.takeS + best.foldS), "observations/s")
  row("event changes an observation", Double(best.eventChanges) / count, "")
  row("acts an observation", Double(best.acts) / count, "")
  row("alerts that stand", Double(best.alerts), "")
  return count / best.takeS
}

/// Prints all figures; false when a check failed.
func measure() -> Bool {
  guard let mission = MissionReader.read("Missions/june-2026").mission,
    let box = GeoBox(
      around: mission.territory.lines.flatMap { $0.pieces.flatMap { $0 } }, marginDeg: 0.5)
  else {
    print("FAIL  run this where Missions/june-2026 is")
    return false
  }
  var random = Seeded(1)
  var checks = Checks()
  if CommandLine.arguments.contains("--clauses") {
    measureClauses(mission, &random, &checks)
    return checks.areAllKept
  }
  let passes = hotSpots(&random, count: 200_000, in: box)
  print("200,000 hot spots, 1,000 zones of 5,000 vertices with a clause each, one core")
  print("zones of 2 to 9 km")
  let perS = measure(mission, zones(&random, radiiDeg: 0.02...0.08, in: box), passes)
  checks.expect(perS >= 100_000, "at least 100,000 observations a second")
  print("zones of 6 to 17 km, that overlap")
  _ = measure(mission, zones(&random, radiiDeg: 0.05...0.15, in: box), passes)
  measureClauses(mission, &random, &checks)
  return checks.areAllKept
}

exit(measure() ? 0 : 1)
