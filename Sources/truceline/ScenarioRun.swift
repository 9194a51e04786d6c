// What does the tracker make of a scenario's scans, and what does it cost?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Intake
internal import Missions
internal import Notation
internal import Tracks

/// A scenario's folder on disk.
struct ScenarioFolder {
  let path: String
  let scenario: TrackingScenario

  init(_ path: String) throws {
    self.path = path
    var feed = try FileFeed(path: "\(path)/\(TrackingScenario.file)")
    var bytes: [UInt8] = []
    while let piece = try feed.next() { bytes += piece }
    scenario = try TrackingScenario(reading: bytes)
  }

  func scans() throws -> ScenarioScans {
    try ScenarioScans(scenario) { name in
      var feed = try FileFeed(path: "\(path)/\(name)")
      return { try feed.next() }
    }
  }
}

/// Takes the scans in order of arrival and asks for tracks at each instant of the scenario.
struct ScenarioRun {
  private let scenario: TrackingScenario
  private var scans: ScenarioScans
  /// Read ahead, so that reading and tracking do not take turns at the processor's caches.
  private var ahead: [Scan] = []
  private var aheadIndex = 0
  private static let aheadCount = 256
  private(set) var order: TimeOrder
  private var stepsS: [Double] = []
  private var cpuS = 0.0
  private var wallS = 0.0
  private var leftOutCount = 0
  private var refused: [String: Int] = [:]

  /// - Parameter isRecorded: keeps the scans, for explanations.
  init(_ folder: ScenarioFolder, threads: Int = 1, isRecorded: Bool = false) throws {
    scenario = folder.scenario
    scans = try folder.scans()
    var settings = TrackerSettings(area: scenario.area)
    settings.speedMaxMPS = scenario.speedMaxMPS
    settings.threads = threads
    let latencyS = scenario.sensors.map(\.latencyMaxS).max() ?? 0
    // A single sensor cannot be compared with another: its bias is not looked for.
    var sensors = scenario.sensors
    let hasReference = sensors.contains { !$0.hasBias && $0.measures == .position }
    for index in sensors.indices where !hasReference { sensors[index].hasBias = false }
    order = TimeOrder(
      try Tracker(sensors: sensors, settings: settings), lagS: latencyS * Self.lagFactor,
      isRecorded: isRecorded)
  }

  /// Scans are waited for a fifth longer than the sensors say they need.
  static let lagFactor = 1.2

  var rejects: [String] { scans.rejects }

  /// Hands the tracks of each instant on, up to a time.
  mutating func run(
    untilS endS: Double = .infinity, _ take: ([TrackEstimate]) throws -> Void
  ) throws {
    for instant in 0...Int((scenario.durationS / scenario.outputEveryS).rounded()) {
      let timeS = Double(instant) * scenario.outputEveryS
      guard timeS <= endS + 1e-9 else { break }
      try advance(toS: timeS)
      let startS = Self.cpuS
      let start = ContinuousClock.now
      let tracks = order.tracks(atS: timeS)
      // Where scans come late, the work is done when tracks are asked for.
      if order.lagS > 0 { stepsS.append(Self.cpuS - startS) }
      cpuS += Self.cpuS - startS
      wallS += start.duration(to: .now) / .seconds(1)
      try take(tracks)
    }
    if endS.isFinite { try advance(toS: endS) }
    while endS == .infinity, try next() != nil { aheadIndex += 1 }
  }

  /// Takes all that has arrived by a time; reading the files counts as none of the tracker's time.
  private mutating func advance(toS timeS: Double) throws {
    while let scan = try next(), scan.arrivalS <= timeS + 1e-9 {
      let startS = Self.cpuS
      let start = ContinuousClock.now
      take(scan)
      cpuS += Self.cpuS - startS
      wallS += start.duration(to: .now) / .seconds(1)
      aheadIndex += 1
    }
  }

  /// The scan whose turn it is; nil behind the last.
  private mutating func next() throws -> Scan? {
    if aheadIndex == ahead.count {
      ahead.removeAll(keepingCapacity: true)
      aheadIndex = 0
      while ahead.count < Self.aheadCount, let scan = try scans.next() { ahead.append(scan) }
    }
    return aheadIndex < ahead.count ? ahead[aheadIndex] : nil
  }

  private mutating func take(_ scan: Scan) {
    let startS = Self.cpuS
    switch order.take(scan) {
    case .taken(let count): leftOutCount += count
    case .tooLate: refused["too late", default: 0] += 1
    case .unknownSensor: refused["unknown sensor", default: 0] += 1
    case .repeated: refused["repeated", default: 0] += 1
    case .withoutTime: refused["without time", default: 0] += 1
    }
    if order.lagS <= 0 { stepsS.append(Self.cpuS - startS) }
  }

  private static var cpuS: Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

  private var scanCount: Int { max(scans.scanCount, 1) }

  private func step(share: Double) -> Double {
    let sorted = stepsS.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }

  var figures: JSONValue {
    let scanMs = 1_000 * cpuS / Double(scanCount)
    return .members([
      "tracker": "truceline", "scenario": .string(scenario.name),
      "seed": .integer(Int64(scenario.seed)), "n_scans": .integer(Int64(scans.scanCount)),
      "n_detections": .integer(Int64(scans.plotCount)), "wall_s": .number(wallS),
      "cpu_s": .number(cpuS), "ms_per_scan": .number(scanMs), "cpu_ms_per_scan": .number(scanMs),
      "ms_per_scan_p99": .number(1_000 * step(share: 0.99)),
      "detections_per_s": .number(Double(scans.plotCount) / max(cpuS, 1e-9)),
      "realtime_factor": .number(scenario.durationS / max(cpuS, 1e-9)),
      "peak_rss_mb": .number(Self.peakMB),
      "tracker_mb": .number(Double(order.tracker.byteCount) / 1e6),
      "late_scans_dropped": .integer(Int64(refused["too late"] ?? 0)),
      "scans_refused": .integer(Int64(refused.values.reduce(0, +))),
      "plots_left_out": .integer(Int64(leftOutCount)),
      "scan_updates": .integer(Int64(order.workCount)), "bias": biases,
      "innovations": innovations,
    ])
  }

  /// Normalised innovations of plots that were surely a track's.
  private var innovations: JSONValue {
    let sums = order.tracker.innovations
    return .members([
      "place": .members([
        "sum": .number(sums.placeSum), "count": .integer(Int64(sums.placeCount)),
      ]),
      "bearing": .members([
        "sum": .number(sums.bearingSum), "count": .integer(Int64(sums.bearingCount)),
      ]),
    ])
  }

  private var biases: JSONValue {
    let tracker = order.tracker
    return .object(
      tracker.sensors.indices.filter { tracker.sensors[$0].hasBias }.map { index in
        let found = tracker.registrations[index]
        return JSONValue.Member(
          "\(index)",
          .members([
            "range_m": .number(found.rangeBiasM),
            "range_sigma_m": .number(found.rangeVarianceM2.squareRoot()),
            "bearing_mrad": .number(1_000 * found.bearingBiasRad),
            "bearing_sigma_mrad": .number(1_000 * found.bearingVarianceRad2.squareRoot()),
            "time_s": .number(found.timeErrorS),
            "time_sigma_s": .number(found.timeVarianceS2.squareRoot()),
          ]))
      })
  }

  private static var peakMB: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_maxrss) / 1_024
  }

  var words: String {
    let rate = Int(Double(scans.plotCount) / max(cpuS, 1e-9))
    var text =
      "\(scans.scanCount) scans, \(scans.plotCount) plots in "
      + String(format: "%.3f", cpuS) + " s of processor time: \(rate) plots/s, "
      + "\(Int(scenario.durationS / max(cpuS, 1e-9))) times real time"
    if leftOutCount > 0 { text += "; \(leftOutCount) plots left out" }
    for (reason, count) in refused.sorted(by: { $0.key < $1.key }) {
      text += "; \(count) scans \(reason)"
    }
    return text
  }
}
