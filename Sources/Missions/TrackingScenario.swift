// Which sensors and scans does a folder of the open tracking benchmark hold?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Notation
public import Tracks

/// Reads one file of the folder, unpacked.
public typealias ScenarioFileReader = (_ name: String) throws -> [UInt8]

/// A scenario as the tracking benchmark's generator writes it: what the sensors are, and their scans
/// in order of arrival. The truth that may lie beside is not read.
public struct TrackingScenario: Sendable {
  public let name: String
  public let seed: Int
  public let durationS: Double
  /// Time between two instants at which tracks are asked for.
  public let outputEveryS: Double
  public let speedMaxMPS: Double
  public let area: PlaneArea
  public let sensors: [TrackingSensor]
  public let scans: [Scan]
  public let plotCount: Int
  /// Scans and plots that were passed over, with place and reason.
  public let rejects: [String]
}

/// A folder that is no scenario.
public struct ScenarioFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  public let line: Int?
  public let reason: String

  public var description: String {
    "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)"
  }
}

extension TrackingScenario {
  /// - Parameter read: gives the bytes of `scenario.json`, `scans.csv.gz` and `detections.csv.gz`.
  public init(read: ScenarioFileReader) throws {
    let file = "scenario.json"
    let json: JSONValue
    do { json = try JSONValue(reading: try read(file)) } catch let error as JSONError {
      throw ScenarioFault(file: file, line: nil, reason: error.description)
    }
    func number(_ value: JSONValue?, _ item: String) throws -> Double {
      guard let number = value?.double, number.isFinite else {
        throw ScenarioFault(file: file, line: nil, reason: "'\(item)' is not a number")
      }
      return number
    }
    let corners = try (json["area_m"]?.elements ?? []).map { try number($0, "area_m") }
    guard corners.count == 4, corners[0] < corners[2], corners[1] < corners[3] else {
      throw ScenarioFault(
        file: file, line: nil, reason: "'area_m' must be [west, south, east, north] in metres")
    }
    name = json["name"]?.text ?? ""
    seed = Int(json["seed"]?.int ?? 0)
    durationS = try number(json["duration_s"], "duration_s")
    outputEveryS = try number(json["eval_dt_s"], "eval_dt_s")
    speedMaxMPS = try number(json["max_speed_mps"], "max_speed_mps")
    guard outputEveryS > 0, durationS >= 0, durationS / outputEveryS < 1e6, speedMaxMPS > 0 else {
      throw ScenarioFault(
        file: file, line: nil, reason: "duration, step and speed must be above 0")
    }
    area = PlaneArea(
      westM: corners[0], southM: corners[1], eastM: corners[2], northM: corners[3])
    var sensors: [TrackingSensor] = []
    var indexByID: [Int: Int] = [:]
    for (index, value) in (json["sensors"]?.elements ?? []).enumerated() {
      guard let id = Int(exactly: try number(value["sensor_id"], "sensors[\(index)].sensor_id"))
      else {
        throw ScenarioFault(
          file: file, line: nil, reason: "'sensors[\(index)].sensor_id' is not a whole number")
      }
      guard indexByID.updateValue(index, forKey: id) == nil else {
        throw ScenarioFault(file: file, line: nil, reason: "sensor \(id) is there twice")
      }
      sensors.append(
        try Self.sensor(value, number: { try number(value[$0], "sensors[\(index)].\($0)") }))
    }
    guard !sensors.isEmpty else {
      throw ScenarioFault(file: file, line: nil, reason: "there are no sensors")
    }
    self.sensors = sensors
    var reader = ScanReader(indexByID: indexByID, sensors: sensors)
    try reader.readScans(try read("scans.csv.gz"))
    try reader.readDetections(try read("detections.csv.gz"))
    scans = reader.scans
    plotCount = reader.plotCount
    rejects = reader.rejects
  }

  private static func sensor(
    _ value: JSONValue, number: (String) throws -> Double
  ) throws -> TrackingSensor {
    let measures: TrackingSensor.Measures
    switch value["kind"]?.text {
    case "xy": measures = .position
    case "rb": measures = .rangeAndBearing
    case "b": measures = .bearing
    default:
      throw ScenarioFault(
        file: "scenario.json", line: nil,
        reason: "a sensor's kind is '\(value["kind"]?.text ?? "")', not xy, rb or b")
    }
    let latency = value["latency_s"]?.elements?.last?.double ?? 0
    return TrackingSensor(
      measures: measures, eastM: try number("x_m"), northM: try number("y_m"),
      rangeMaxM: value["range_max_m"]?.double ?? .infinity, revisitS: try number("revisit_s"),
      detectionProbability: try number("pd"), sigmaM: try number("sigma1"),
      sigmaRad: try number("sigma2"), clutterDensity: try number("clutter_density"),
      clutterPerScan: try number("clutter_per_scan"),
      isCooperative: value["cooperative"]?.flag ?? false,
      hasBias: value["sensor_type"]?.text == "radar", latencyMaxS: latency)
  }
}

/// Reads the two tables.
private struct ScanReader {
  static let rejectCountMax = 20

  let indexByID: [Int: Int]
  let sensors: [TrackingSensor]
  var scans: [Scan] = []
  var plotCount = 0
  var rejects: [String] = []
  private var placeByID: [Int: Int] = [:]
  private var identities: [String: Int32] = [:]

  init(indexByID: [Int: Int], sensors: [TrackingSensor]) {
    self.indexByID = indexByID
    self.sensors = sensors
  }

  private mutating func reject(_ file: String, _ line: Int, _ reason: String) {
    if rejects.count < Self.rejectCountMax { rejects.append("\(file):\(line): \(reason)") }
    if rejects.count == Self.rejectCountMax { rejects.append("further rejects are not listed") }
  }

  /// Columns by name; throws where one is missing.
  private static func rows(
    _ bytes: [UInt8], _ file: String, _ columns: [String],
    _ take: (CSVRow, [Int]) -> Void
  ) throws {
    var reader = CSVReader()
    reader.push(bytes)
    reader.finish()
    var places: [Int] = []
    while true {
      let row: CSVRow?
      do { row = try reader.next() } catch {
        throw ScenarioFault(file: file, line: error.line, reason: error.reason)
      }
      guard let row else { break }
      if places.isEmpty {
        let names = (0..<row.count).map(row.text)
        places = try columns.map { column in
          guard let place = names.firstIndex(of: column) else {
            throw ScenarioFault(file: file, line: row.line, reason: "no column '\(column)'")
          }
          return place
        }
      } else if row.count > (places.max() ?? 0) {
        take(row, places)
      } else {
        throw ScenarioFault(file: file, line: row.line, reason: "the row is too short")
      }
    }
    if places.isEmpty { throw ScenarioFault(file: file, line: 1, reason: "there is no header") }
  }

  mutating func readScans(_ bytes: [UInt8]) throws {
    let file = "scans.csv.gz"
    try Self.rows(bytes, file, ["scan_id", "sensor_id", "time_s", "arrival_s"]) { row, at in
      guard let id = Int(row.text(at[0])), let sensorID = Int(row.text(at[1])),
        let timeS = Double(row.text(at[2])), let arrivalS = Double(row.text(at[3])),
        timeS.isFinite, arrivalS.isFinite
      else { return reject(file, row.line, "a number is missing") }
      guard let sensor = indexByID[sensorID] else {
        return reject(file, row.line, "sensor \(sensorID) is not in scenario.json")
      }
      guard placeByID[id] == nil else {
        return reject(file, row.line, "scan \(id) is there twice")
      }
      placeByID[id] = scans.count
      scans.append(Scan(id: id, sensor: sensor, timeS: timeS, arrivalS: arrivalS, plots: []))
    }
  }

  mutating func readDetections(_ bytes: [UInt8]) throws {
    let file = "detections.csv.gz"
    let columns = ["det_id", "scan_id", "x_m", "y_m", "range_m", "bearing_rad", "ident"]
    try Self.rows(bytes, file, columns) { row, at in
      guard let id = Int(row.text(at[0])), let scanID = Int(row.text(at[1])),
        let place = placeByID[scanID]
      else { return reject(file, row.line, "no such scan") }
      let pair: (Double?, Double?)
      switch sensors[scans[place].sensor].measures {
      case .position: pair = (Double(row.text(at[2])), Double(row.text(at[3])))
      case .rangeAndBearing: pair = (Double(row.text(at[4])), Double(row.text(at[5])))
      case .bearing: pair = (0, Double(row.text(at[5])))
      }
      guard let first = pair.0, let second = pair.1 else {
        return reject(file, row.line, "a number is missing")
      }
      plotCount += 1
      scans[place].plots.append(
        Plot(id: id, first: first, second: second, identity: identity(row.text(at[6]))))
    }
  }

  private mutating func identity(_ text: String) -> Int32 {
    guard !text.isEmpty else { return -1 }
    if let known = identities[text] { return known }
    let number = Int32(identities.count)
    identities[text] = number
    return number
  }
}
