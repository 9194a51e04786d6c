// How long does a day's coverage of a long line take: 1,400 km in 100 m, 500 means, 24 h in 10 min?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Geo
import Glibc
import Measuring
import Observations

let goalS = 1.0

/// A winding line of 1,400 km, a vertex about every 140 m.
func line(_ random: inout Seeded) -> [GeoPoint] {
  var points = [GeoPoint(latitudeDeg: 46.5, longitudeDeg: 31.5)]
  var turn = 0.0
  while points.count < 10_001 {
    turn = 0.995 * turn + random.number(-0.05...0.05)
    let bearingRad = 0.9 + turn
    points.append(
      Geodesic.destination(
        from: points[points.count - 1], bearingRad: bearingRad, distanceM: 140))
  }
  return points
}

/// 60 radars, 200 cameras, 120 microphones, 80 patrols, 40 orbits, of 12 owners.
func means(_ cells: LineCells, _ startMs: Int64, _ random: inout Seeded) -> [CoverageAsset] {
  let lengthKm = cells.lengthM / 1_000
  func place() -> GeoPoint {
    let near = cells.points[Int.random(in: 0..<cells.count, using: &random)]
    return Geodesic.destination(
      from: near, bearingRad: random.number(0...6.28), distanceM: random.number(0...8_000))
  }
  return (0..<500).map { index in
    let kind: WatchKind
    let reach: CoverageAsset.Reach
    switch index {
    case ..<60:
      kind = .radar
      reach = .radar(
        Radar(
          place: place(), antennaHeightM: random.number(10...40),
          table: [
            .init(targetHeightM: 30, rangeM: 25_000), .init(targetHeightM: 300, rangeM: 60_000),
          ]))
    case ..<260:
      kind = .camera
      reach = .camera(
        Camera(
          place: place(), bearingDeg: random.number(0...360),
          fieldDeg: index % 2 == 0 ? 360 : 90,
          sight: SightM(day: random.number(3_000...12_000), night: 3_000, fog: 500)))
    case ..<380:
      kind = .acoustic
      reach = .microphone(
        Microphone(
          place: place(),
          table: [
            .init(windMaxMPerS: 3, noise: .low, rangeM: 12_000),
            .init(windMaxMPerS: 8, noise: .medium, rangeM: 6_000),
            .init(windMaxMPerS: 15, noise: .high, rangeM: 2_000),
          ]))
    case ..<460:
      kind = .patrol
      let fromKm = random.number(0...(lengthKm - 40))
      let shiftMs = startMs + Int64(random.number(0...14)) * 3_600_000
      reach = .patrol(
        PatrolRoute(
          km: fromKm...(fromKm + random.number(10...40)), speedKmPerH: 30,
          shifts: Spans(shiftMs..<(shiftMs + 10 * 3_600_000)),
          sight: SightM(day: 2_000, night: 800, fog: 200)))
    default:
      kind = .uav
      reach = .orbit(
        UAVOrbit(
          enduranceS: 21_600, transitS: 3_600, turnaroundS: 7_200, availability: 0.7,
          aircraft: 1 + index % 3), over: place(),
        sight: SightM(day: 15_000, night: 12_000, fog: 0))
    }
    return CoverageAsset(
      id: "M\(index)", kind: kind, owner: "owner \(index % 12)", site: "site \(index)",
      host: index % 2 == 0 ? "A" : "B", reach: reach,
      underJamming: kind == .uav ? .out : .unaffected)
  }
}

/// Ground, cells and night are part of what is measured: nothing is kept from an earlier plan.
func plan(_ points: [GeoPoint], _ assets: [CoverageAsset], _ slots: Slots) -> CoveragePlan {
  let threeHoursMs: Int64 = 3 * 3_600_000
  let fogMs = (slots.fromMs + threeHoursMs)..<(slots.fromMs + 3 * threeHoursMs)
  let fog = LineSpell(km: 100...300, spans: Spans(fogMs))
  var air: [AirSpell] = []
  for spell in 0..<8 {
    let noise: Noise = spell % 3 == 0 ? .medium : .low
    air.append(
      AirSpell(
        fromMs: slots.fromMs + Int64(spell) * threeHoursMs, windMPerS: Double(spell * 5 % 12),
        noise: noise))
  }
  return CoveragePlan(
    ground: CoverageGround(LineCells(pieces: [points])), slots: slots, assets: assets,
    weather: Weather(fog: [fog], air: air))
}

/// Rolling ground in tiles of 3 arc seconds around all radars.
func rollingGround(_ assets: [CoverageAsset]) -> Terrain {
  var names: Set<String> = []
  for case .radar(let radar) in assets.map(\.reach) {
    names.formUnion(Terrain([]).missingTiles(around: radar.place, reachM: 60_000))
  }
  let waves = (0..<1_201).map { 60 * sin(Double($0) / 40) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(2 * 1_201 * 1_201)
  for row in 0..<1_201 {
    for column in 0..<1_201 {
      let value = UInt16(bitPattern: Int16(150 + waves[row] + waves[(column * 7) % 1_201]))
      bytes.append(UInt8(value >> 8))
      bytes.append(UInt8(value & 0xFF))
    }
  }
  return Terrain(names.sorted().compactMap { try? ElevationTile(hgt: bytes, name: $0) })
}

var random = Seeded(8)
let points = line(&random)
let cells = LineCells(pieces: [points])
let startMs = Instant(iso: "2027-03-14T00:00+02:00")?.atMs ?? 0
let slots = Slots(fromMs: startMs, count: 144)
let assets = means(cells, startMs, &random)
let runs = CommandLine.arguments.contains("--once") ? 1 : 5

var share = 0.0
let wholeS = secondsS(runs: runs) {
  let plan = plan(points, assets, slots)
  share = plan.grid().share(atLeast: 1) ?? 0
}
row("1,400 km, \(cells.count) cells, 500 means, 144 slots: line to share", wholeS, "s")
if runs == 1 { exit(0) }

let ready = plan(points, assets, slots)
let faults = ready.faults.filter { !$0.isWarning }
let jam = LineSpell(km: 0...400, spans: Spans(slots.window))
row("  of that, the line in cells", secondsS(runs: 5) { _ = LineCells(pieces: [points]) }, "s")
row("  of that, the grid", secondsS(runs: 5) { _ = ready.grid() }, "s")
row("grid jammed along 400 km", secondsS(runs: 5) { _ = ready.grid(.jammed([jam])) }, "s")
row("grid without side A's consent", secondsS(runs: 5) { _ = ready.grid(.denied("A")) }, "s")
let grid = ready.grid()
let alone = assets.map { asset in
  var asset = asset
  asset.owner = asset.id
  return asset
}
let everyOne = plan(points, alone, slots)
row("grid where each of the 500 is independent", secondsS(runs: 5) { _ = everyOne.grid() }, "s")
let rolling = CoveragePlan(
  ground: ready.ground, slots: slots, assets: assets, weather: ready.weather,
  terrain: rollingGround(assets))
row("grid with shadows of the ground for 60 radars", secondsS(runs: 3) { _ = rolling.grid() }, "s")
row("all gaps", secondsS(runs: 5) { _ = grid.gaps() }, "s")
row("share of the line watched", 100 * share, "%")
row("by two independent means", 100 * (grid.share(atLeast: 2) ?? 0), "%")
row("by night", 100 * (grid.share(atLeast: 1, light: .night) ?? 0), "%")

guard faults.isEmpty, share == grid.share(atLeast: 1), wholeS <= goalS else {
  print("FAILED: goal \(goalS) s, faults \(faults)")
  exit(1)
}
