// How many reports of moving things a second, and what does a look at all tracks cost?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Measuring
internal import Observations
internal import Tracks

let thingCount = 5_000
let durationS = 120
let startMs: Int64 = 1_782_302_400_000

/// Aircraft over a line of 1,400 km that send their place once a second; of each third, a radar with
/// numbers of its own sees it every four seconds too.
struct Sky {
  var random = Seeded(7)
  let plane = ConformalChart(centre: GeoPoint(latitudeDeg: 48, longitudeDeg: 35))
  var places: [(east: Double, north: Double, eastMPS: Double, northMPS: Double)] = []

  init() {
    for _ in 0..<thingCount {
      let speed = random.number(50...240)
      let angle = random.number(0...(2 * .pi))
      places.append(
        (
          random.number(-700_000...700_000), random.number(-300_000...300_000),
          speed * cos(angle), speed * sin(angle)
        ))
    }
  }

  mutating func reports(atS second: Int) -> [Observation] {
    var reports: [Observation] = []
    for index in places.indices {
      reports.append(report(index, second, radar: nil))
      if index % 3 == 0, (second + index) % 4 == 0 {
        reports.append(report(index, second, radar: index % 30))
      }
    }
    return reports
  }

  private mutating func report(_ index: Int, _ second: Int, radar: Int?) -> Observation {
    let thing = places[index]
    let sigmaM = radar == nil ? 15.0 : 80
    let point = plane.point(
      eastM: thing.east + thing.eastMPS * Double(second) + random.number(-1.7...1.7) * sigmaM,
      northM: thing.north + thing.northMPS * Double(second) + random.number(-1.7...1.7) * sigmaM)
    let spot = plane.spot(point)
    let course = (atan2(thing.eastMPS, thing.northMPS) - spot.northRad) * 180 / .pi
    let chartMPS = (thing.eastMPS * thing.eastMPS + thing.northMPS * thing.northMPS).squareRoot()
    let atMs = startMs + Int64(second) * 1_000 + Int64(index % 1_000)
    let raw = Array("\(index) \(second) \(radar ?? -1)".utf8)
    let place = try? Fix(
      latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg, sigmaM: sigmaM)
    guard let place else { preconditionFailure("outside the Earth") }
    var made = Observation(
      key: ContentID(of: raw), digest: ContentDigest(of: raw), raw: raw, feed: "made",
      sensor: radar.map { "RAD-\($0)" } ?? "ADS", means: radar == nil ? .adsB : .radar,
      confidence: .high, kind: .aircraft,
      attributes: [
        Attribute(.speedMPerS, chartMPS / spot.scale),
        Attribute(.courseDeg, (course + 720).truncatingRemainder(dividingBy: 360)),
        Attribute(.nacV, 2),
        Attribute(.pressureHeightM, 3_000),
      ],
      identities: radar.map { [Identity(.radarTrack, "1/\($0)/\(index)")] }
        ?? [Identity(.icaoAddress, String(0xA00000 + index, radix: 16, uppercase: true))],
      happened: Period(fromMs: atMs, untilMs: atMs + 7), observedAtMs: atMs,
      receivedAtMs: atMs + 200, place: .fix(place))
    made.isTrackReport = true
    return made
  }
}

func cpuS() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

func peakMB() -> Double {
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  return Double(usage.ru_maxrss) / 1_024
}

var sky = Sky()
let seconds = (0..<durationS).map { sky.reports(atS: $0) }
let reportCount = seconds.reduce(0) { $0 + $1.count }
let madeMB = peakMB()
var picture = TrackPicture(
  settings: FollowSettings(), sensors: SensorRegister(),
  centre: GeoPoint(latitudeDeg: 48, longitudeDeg: 35))
var usedS = 0.0
var steps: [Double] = []
var pointCount = 0
var joinCount = 0
for reports in seconds {
  let beginS = cpuS()
  for report in reports { picture.add(report) }
  let outcome = picture.settle()
  pointCount += outcome.points.count
  joinCount += outcome.joins.count
  steps.append(cpuS() - beginS)
  usedS += cpuS() - beginS
}
let beginS = cpuS()
let tracks = picture.tracks(atMs: startMs + Int64(durationS) * 1_000)
let lookS = cpuS() - beginS
steps.sort()
row("\(reportCount) reports of \(thingCount) things, settled", Double(pointCount), "steps")
row("reports a CPU second", Double(pointCount) / usedS, "1/s")
row("a second of them, median", steps[steps.count / 2] * 1_000, "ms")
row("a second of them, 99 %", steps[steps.count * 99 / 100] * 1_000, "ms")
row("all tracks as they stand, with 35 s of waiting reports", lookS * 1_000, "ms")
row("tracks", Double(tracks.count), "")
row("joinings", Double(joinCount), "")
row("memory beyond the made reports", peakMB() - madeMB, "MB")
