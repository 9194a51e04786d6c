// `truceline track`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Intake
internal import Missions
internal import Notation
internal import Tracks

struct Track: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the tracker over a scenario of the tracking benchmark.",
    discussion: """
      SCENARIO is a folder with scenario.json, scans.csv.gz and detections.csv.gz. The tracks go to \
      the file of --out as time_s,track_id,x_m,y_m,vx_mps,vy_mps; the figures of the run (time, rate, \
      memory, sensor biases found) beside it in a file that ends in .run.json. Tracks of a time know \
      only of scans that had arrived by then.
      """)

  @Option(name: .customLong("scenario"), help: "The folder.") var path: String
  @Option(help: "File of the tracks, .csv; standard output where none is named.") var out: String?
  @Option(help: "Threads that share the work of a large scan.") var threads = 1

  func run() throws {
    do {
      let scenario = try TrackingScenario { try bytes(of: "\(path)/\($0)") }
      for reject in scenario.rejects { Console.say("truceline: \(reject)") }
      var run = try ScenarioRun(scenario, threads: threads)
      let rows = run.run()
      if let out {
        try Data(rows).write(to: URL(fileURLWithPath: out))
        let figures = out.replacing(#/\.csv$/#, with: "") + ".run.json"
        try Data(run.figures.bytes + [UInt8(ascii: "\n")]).write(
          to: URL(fileURLWithPath: figures))
      } else {
        Console.put(bytes: rows)
      }
      Console.say(run.words)
    } catch { throw Console.fail(error) }
  }

  private func bytes(of file: String) throws -> [UInt8] {
    var feed = try FileFeed(path: file)
    var bytes: [UInt8] = []
    while let piece = try feed.next() { bytes += piece }
    return bytes
  }
}

/// Takes the scans in order of arrival and asks for tracks at each instant of the scenario.
struct ScenarioRun {
  private let scenario: TrackingScenario
  private var order: TimeOrder
  private var stepsS: [Double] = []
  private var cpuS = 0.0
  private var wallS = 0.0
  private var leftOutCount = 0
  private var refused: [String: Int] = [:]

  init(_ scenario: TrackingScenario, threads: Int = 1) throws {
    self.scenario = scenario
    var settings = TrackerSettings(area: scenario.area)
    settings.speedMaxMPS = scenario.speedMaxMPS
    settings.threads = threads
    let latencyS = scenario.sensors.map(\.latencyMaxS).max() ?? 0
    // A single sensor cannot be compared with another: its bias is not looked for.
    var sensors = scenario.sensors
    let hasReference = sensors.contains { !$0.hasBias && $0.measures == .position }
    for index in sensors.indices where !hasReference { sensors[index].hasBias = false }
    order = TimeOrder(
      try Tracker(sensors: sensors, settings: settings), lagS: latencyS * Self.lagFactor)
  }

  /// Scans are waited for a fifth longer than the sensors say they need.
  static let lagFactor = 1.2

  mutating func run() -> [UInt8] {
    var rows = FieldRows("time_s,track_id,x_m,y_m,vx_mps,vy_mps\n")
    var next = 0
    for instant in 0...Int((scenario.durationS / scenario.outputEveryS).rounded()) {
      let timeS = Double(instant) * scenario.outputEveryS
      let startS = Self.cpuS
      let start = ContinuousClock.now
      while next < scenario.scans.count, scenario.scans[next].arrivalS <= timeS + 1e-9 {
        take(scenario.scans[next])
        next += 1
      }
      let askedS = Self.cpuS
      let tracks = order.tracks(atS: timeS)
      // Where scans come late, the work is done when tracks are asked for.
      if order.lagS > 0 { stepsS.append(Self.cpuS - askedS) }
      cpuS += Self.cpuS - startS
      wallS += start.duration(to: .now) / .seconds(1)
      for track in tracks { rows.add(track) }
    }
    return rows.bytes
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

  private var scanCount: Int { max(scenario.scans.count, 1) }

  private func step(share: Double) -> Double {
    let sorted = stepsS.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }

  var figures: JSONValue {
    let scanMs = 1_000 * cpuS / Double(scanCount)
    return .members([
      "tracker": "truceline", "scenario": .string(scenario.name),
      "seed": .integer(Int64(scenario.seed)), "n_scans": .integer(Int64(scenario.scans.count)),
      "n_detections": .integer(Int64(scenario.plotCount)), "wall_s": .number(wallS),
      "cpu_s": .number(cpuS), "ms_per_scan": .number(scanMs), "cpu_ms_per_scan": .number(scanMs),
      "ms_per_scan_p99": .number(1_000 * step(share: 0.99)),
      "detections_per_s": .number(Double(scenario.plotCount) / max(cpuS, 1e-9)),
      "realtime_factor": .number(scenario.durationS / max(cpuS, 1e-9)),
      "peak_rss_mb": .number(Self.peakMB),
      "tracker_mb": .number(Double(order.tracker.byteCount) / 1e6),
      "late_scans_dropped": .integer(Int64(refused["too late"] ?? 0)),
      "scans_refused": .integer(Int64(refused.values.reduce(0, +))),
      "plots_left_out": .integer(Int64(leftOutCount)),
      "scan_updates": .integer(Int64(order.workCount)), "bias": biases,
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
          ]))
      })
  }

  private static var peakMB: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_maxrss) / 1_024
  }

  var words: String {
    let rate = Int(Double(scenario.plotCount) / max(cpuS, 1e-9))
    var text =
      "\(scenario.scans.count) scans, \(scenario.plotCount) plots in "
      + String(format: "%.3f", cpuS) + " s of processor time: \(rate) plots/s, "
      + "\(Int(scenario.durationS / max(cpuS, 1e-9))) times real time"
    if leftOutCount > 0 { text += "; \(leftOutCount) plots left out" }
    for (reason, count) in refused.sorted(by: { $0.key < $1.key }) {
      text += "; \(count) scans \(reason)"
    }
    return text
  }
}

/// The tracks' rows as text: centimetres, millimetres a second.
private struct FieldRows {
  private(set) var bytes: [UInt8]

  init(_ header: String) { bytes = Array(header.utf8) }

  mutating func add(_ track: TrackEstimate) {
    let row = String(
      format: "%g,%d,%.2f,%.2f,%.3f,%.3f\n", track.timeS, track.id, track.eastM, track.northM,
      track.eastMPS, track.northMPS)
    bytes += Array(row.utf8)
  }
}
