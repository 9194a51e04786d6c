// Which sensors does a folder of the open tracking benchmark hold?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Notation
public import Tracks

/// A scenario as the tracking benchmark's generator writes it: what the sensors are and when tracks
/// are asked for. Its scans are read by `ScenarioScans`; the truth that may lie beside is not read.
public struct TrackingScenario: Sendable {
  public static let file = "scenario.json"

  public let name: String
  public let seed: Int
  public let durationS: Double
  /// Time between two instants at which tracks are asked for.
  public let outputEveryS: Double
  public let speedMaxMPS: Double
  public let area: PlaneArea
  public let sensors: [TrackingSensor]
  /// The sensors' ids as the folder has them.
  public let sensorIDs: [Int]
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
  /// - Parameter bytes: what `scenario.json` holds.
  public init(reading bytes: [UInt8]) throws {
    let file = Self.file
    let json: JSONValue
    do { json = try JSONValue(reading: bytes) } catch {
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
    var ids: [Int] = []
    for (index, value) in (json["sensors"]?.elements ?? []).enumerated() {
      guard let id = Int(exactly: try number(value["sensor_id"], "sensors[\(index)].sensor_id"))
      else {
        throw ScenarioFault(
          file: file, line: nil, reason: "'sensors[\(index)].sensor_id' is not a whole number")
      }
      guard !ids.contains(id) else {
        throw ScenarioFault(file: file, line: nil, reason: "sensor \(id) is there twice")
      }
      ids.append(id)
      sensors.append(
        try Self.sensor(value, number: { try number(value[$0], "sensors[\(index)].\($0)") }))
    }
    guard !sensors.isEmpty else {
      throw ScenarioFault(file: file, line: nil, reason: "there are no sensors")
    }
    self.sensors = sensors
    sensorIDs = ids
  }

  private static func sensor(
    _ value: JSONValue, number: (String) throws -> Double
  ) throws -> TrackingSensor {
    let measures: TrackingSensor.Measures
    switch value["kind"]?.text {
    case "xy": measures = .position
    case "rb": measures = .rangeAndBearing
    case "srb": measures = .slantRangeAndBearing
    case "b": measures = .bearing
    default:
      throw ScenarioFault(
        file: "scenario.json", line: nil,
        reason: "a sensor's kind is '\(value["kind"]?.text ?? "")', not xy, rb, srb or b")
    }
    func optional(_ name: String) throws -> Double {
      guard let item = value[name], item != .null else { return 0 }
      return try number(name)
    }
    let latency = value["latency_s"]?.elements?.last?.double ?? 0
    return TrackingSensor(
      measures: measures, eastM: try number("x_m"), northM: try number("y_m"),
      rangeMaxM: value["range_max_m"]?.double ?? .infinity, revisitS: try number("revisit_s"),
      detectionProbability: try number("pd"), sigmaM: try number("sigma1"),
      sigmaRad: try number("sigma2"), clutterDensity: try number("clutter_density"),
      clutterPerScan: try number("clutter_per_scan"),
      isCooperative: value["cooperative"]?.flag ?? false,
      hasBias: value["sensor_type"]?.text == "radar", latencyMaxS: latency,
      sigmaRangeRateMPS: try optional("sigma_range_rate_mps"),
      sigmaHeightM: try optional("sigma_height_m"),
      sigmaElevationRad: try optional("sigma_elevation_rad"), heightM: try optional("z_m"))
  }
}
