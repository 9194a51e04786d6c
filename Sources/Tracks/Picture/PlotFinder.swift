// Which plots of one radar, without name and number, are of which thing?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// A plot that a radar's tracker took for a thing's, with the thing's state after it.
struct FoundPlot: Sendable {
  /// Of the thing.
  let id: Int
  let report: MotionReport
  let motion: Motion
  let existence: Double
  let birth: ContentID
  let bornAtMs: Int64
}

/// The tracker of one radar's plots.
///
/// A radar sees things one after the other as its antenna turns. The plots of a turn are one scan; a thing
/// is seen at about the same place of each turn, so its own times are as far apart as the scans, and what
/// the tracker says of it holds for the time of its own plot.
struct PlotFinder: Sendable {
  private let sensor: Int32
  private let revisitS: Double
  private let place: SIMD2<Double>
  /// Chart metres for a metre at the radar.
  let scale: Double
  /// As the tracker knows it; its bias is taken off before.
  let radar: TrackingSensor
  private var tracker: Tracker
  private var sweep: [(report: MotionReport, plot: PlanePlot)] = []
  private var sweepStartS: Double?
  private var aliveS = -Double.infinity
  private var nextID = 0
  private var scanCount = 0
  /// First plots of things that may become tracks: id, report, time.
  private var births: [Int: (version: ContentID, atMs: Int64)] = [:]

  /// Nil for a sensor that is no radar with a known place.
  init?(_ sensor: Sensor, index: Int32, _ chart: ConformalChart) {
    guard sensor.means == .radar, let stands = sensor.place else { return nil }
    let spot = chart.spot(stands)
    let survey = sensor.survey
    let reachM = survey.reachM * spot.scale
    let areaM2 = .pi * reachM * reachM
    let measured = TrackingSensor(
      measures: .rangeAndBearing, eastM: spot.eastM, northM: spot.northM, rangeMaxM: reachM,
      revisitS: survey.revisitS, detectionProbability: survey.detectionProbability,
      sigmaM: sensor.calibration.rangeSigmaM * spot.scale,
      sigmaRad: sensor.calibration.azimuthSigmaDeg * .pi / 180,
      clutterDensity: survey.falsePlotsPerScan / areaM2,
      clutterPerScan: survey.falsePlotsPerScan)
    var settings = TrackerSettings(
      area: PlaneArea(
        westM: spot.eastM - reachM, southM: spot.northM - reachM, eastM: spot.eastM + reachM,
        northM: spot.northM + reachM))
    settings.speedMaxMPS = survey.speedMaxMPS
    radar = measured
    scale = spot.scale
    guard let tracker = try? Tracker(sensors: [measured], settings: settings) else { return nil }
    self.tracker = tracker
    self.sensor = index
    place = SIMD2(spot.eastM, spot.northM)
    revisitS = survey.revisitS
  }

  func kept() -> PlotFinder {
    var copy = self
    copy.tracker = tracker.kept()
    return copy
  }

  /// When the turn under way ends; nil while the radar is silent.
  var sweepEndS: Double? {
    guard let sweepStartS else { return nil }
    return sweepStartS + revisitS
  }

  /// Any report of the radar says that it turns.
  mutating func noteAlive(atS timeS: Double) {
    aliveS = timeS
    if sweepStartS == nil { sweepStartS = timeS }
  }

  /// - Parameter plot: without what is known of the radar's errors.
  mutating func add(_ report: MotionReport, _ plot: PlanePlot) { sweep.append((report, plot)) }

  /// Ends the turn and gives back the plots of things that are confirmed.
  mutating func endSweep() -> [FoundPlot] {
    guard let startS = sweepStartS else { return [] }
    let endS = startS + revisitS
    // Silent for three turns: it is switched off, which says nothing of what it does not see.
    sweepStartS = endS - aliveS > 3 * revisitS ? nil : endS
    let firstID = nextID
    let scan = Scan(
      id: scanCount, sensor: 0, timeS: endS, arrivalS: endS,
      plots: sweep.enumerated().map { number, item in
        let plot = item.plot
        let east = plot.x - place.x
        let north = plot.y - place.y
        return Plot(
          id: firstID + number, first: (east * east + north * north).squareRoot(),
          second: TrackMath.angleRad(east: east, north: north))
      })
    let reports = sweep.map(\.report)
    sweep.removeAll(keepingCapacity: true)
    nextID += reports.count
    scanCount += 1
    for (number, report) in reports.enumerated() {
      births[firstID + number] = (report.version, report.atMs)
    }
    tracker.take(scan)
    let found = tracker.found(plotsFrom: firstID).compactMap { target -> FoundPlot? in
      guard reports.indices.contains(target.plot - firstID), let birth = births[target.id] else {
        return nil
      }
      return FoundPlot(
        id: Int(sensor) << 40 | target.id, report: reports[target.plot - firstID],
        motion: target.motion, existence: target.existence, birth: birth.version,
        bornAtMs: birth.atMs)
    }
    if scanCount % 16 == 0 {
      let living = tracker.ids
      births = births.filter { living.contains($0.key) }
    }
    return found
  }
}

extension Tracker {
  /// The confirmed targets whose likeliest hypothesis has a plot of the last scan.
  func found(
    plotsFrom firstID: Int
  ) -> [(id: Int, plot: Int, motion: Motion, existence: Double)] {
    var found: [(id: Int, plot: Int, motion: Motion, existence: Double)] = []
    for index in 0..<targets.count {
      let target = targets[index]
      guard target.isConfirmed, target.existence > settings.show, target.count > 0,
        target.hitPlot >= firstID
      else { continue }
      found.append(
        (
          target.id, target.hitPlot, hypotheses[Int(target.slots[0])].motion, target.existence
        ))
    }
    return found.sorted { $0.id < $1.id }
  }

  var ids: Set<Int> {
    var ids: Set<Int> = []
    for index in 0..<targets.count { ids.insert(targets[index].id) }
    return ids
  }
}

extension SourceTrack {
  init(_ found: FoundPlot, _ binding: TrackBinding, serial: Int) {
    self.init(
      found.report, binding, serial: serial, place: found.report.place ?? PlanePlot(),
      birth: found.birth, bornAtMs: found.bornAtMs)
    motion = found.motion
    existence = found.existence
  }

  mutating func take(_ found: FoundPlot) {
    motion = found.motion
    existence = found.existence
    noteTaken(found.report)
  }
}
