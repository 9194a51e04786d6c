// What does a made set hold? Reports as observations, and who was injected.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Observations
internal import Tracks

struct SpoofFault: Error, CustomStringConvertible {
  let description: String
}

/// Who is honest and who is not.
struct SpoofLabel {
  let identity: Identity
  let what: String
  let isInjected: Bool
  let fromMs: Int64
}

struct SpoofSet {
  let name: String
  private(set) var observations: [Observation] = []
  private(set) var labels: [SpoofLabel] = []
  private(set) var sensors = SensorRegister()

  private static let attributes = Dictionary(
    uniqueKeysWithValues: AttributeName.allCases.map { ("\($0)", $0) })
  private static let schemes = Dictionary(
    uniqueKeysWithValues: IdentityScheme.allCases.map { ("\($0)", $0) })

  init(folder: URL) throws {
    name = folder.lastPathComponent
    try readSensors(Data(contentsOf: folder.appendingPathComponent("sensors.json")))
    for row in try Self.rows(folder.appendingPathComponent("labels.jsonl")) {
      labels.append(
        SpoofLabel(
          identity: try Self.identity(row["id"]), what: row["what"] as? String ?? "",
          isInjected: row["injected"] as? Bool ?? false,
          fromMs: (row["from"] as? NSNumber)?.int64Value ?? 0))
    }
    let rows = try Self.rows(folder.appendingPathComponent("reports.jsonl"))
    observations.reserveCapacity(rows.count)
    for row in rows { observations.append(try Self.observation(row)) }
  }

  private mutating func readSensors(_ data: Data) throws {
    let rows = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    sensors = SensorRegister(
      rows.compactMap { row in
        guard let id = row["id"] as? String,
          let means = (row["means"] as? String).flatMap({
            Means(code: $0)
          })
        else { return nil }
        return Sensor(
          id: id, name: id, means: means, owner: "",
          place: GeoPoint(
            latitudeDeg: Self.number(row["lat"]), longitudeDeg: Self.number(row["lon"])),
          heightM: Self.number(row["height"]))
      })
  }

  private static func rows(_ url: URL) throws -> [[String: Any]] {
    let data = try Data(contentsOf: url)
    return try data.split(separator: UInt8(ascii: "\n")).map { line in
      guard let row = try JSONSerialization.jsonObject(with: line) as? [String: Any] else {
        throw SpoofFault(description: "\(url.path): a line is no object")
      }
      return row
    }
  }

  private static func number(_ value: Any?) -> Double { (value as? NSNumber)?.doubleValue ?? 0 }

  private static func identity(_ value: Any?) throws -> Identity {
    let parts = (value as? String ?? "").split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let scheme = schemes[String(parts[0])] else {
      throw SpoofFault(description: "no identity: \(value ?? "nothing")")
    }
    return Identity(scheme, String(parts[1]))
  }

  private static func observation(_ row: [String: Any]) throws -> Observation {
    guard let key = row["k"] as? String, let sensor = row["sensor"] as? String,
      let means = (row["means"] as? String).flatMap({ Means(code: $0) }),
      let kind = (row["kind"] as? String).flatMap({ ObservationKind(code: $0) })
    else { throw SpoofFault(description: "a report without key, sensor, means or kind") }
    let atMs = (row["t"] as? NSNumber)?.int64Value ?? 0
    let fix = try Fix(
      latitudeDeg: number(row["lat"]), longitudeDeg: number(row["lon"]), sigmaM: number(row["s"]))
    let fields = row["a"] as? [String: NSNumber] ?? [:]
    let attributes = fields.sorted { $0.key < $1.key }.compactMap { name, value in
      Self.attributes[name].map { Attribute($0, value.doubleValue) }
    }
    var identities = [try identity(row["id"])]
    for name in row["names"] as? [String] ?? [] { identities.append(try identity(name)) }
    var observation = Observation(
      key: ContentID(parts: [key]), digest: ContentDigest(words: SIMD4(1, 2, 3, 4)), raw: [],
      feed: sensor, sensor: sensor, means: means, confidence: .nominal, kind: kind,
      attributes: attributes, identities: identities,
      happened: Period(fromMs: atMs, untilMs: atMs), observedAtMs: atMs, receivedAtMs: atMs,
      place: .fix(fix))
    observation.isTrackReport = true
    return observation
  }
}

/// Polygons and lines of a GeoJSON file.
struct MapFile {
  private(set) var polygons: [ZoneIndex.Polygon] = []
  private(set) var lines: [[GeoPoint]] = []

  init(_ path: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    let file = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    for feature in file?["features"] as? [[String: Any]] ?? [] {
      let properties = feature["properties"] as? [String: Any]
      guard properties?["former"] as? Bool != true,
        let geometry = feature["geometry"] as? [String: Any],
        let type = geometry["type"] as? String
      else { continue }
      add(type, geometry["coordinates"])
    }
  }

  /// Land, lakes and rivers of the page's base map.
  static func mask(folder: String) throws -> LandMask {
    LandMask(
      land: try MapFile(folder + "/land.geojson").polygons,
      water: try MapFile(folder + "/lakes.geojson").polygons,
      courses: try MapFile(folder + "/rivers.geojson").lines)
  }

  private mutating func add(_ type: String, _ coordinates: Any?) {
    switch type {
    case "Polygon": polygons.append(Self.polygon(coordinates))
    case "MultiPolygon":
      for part in coordinates as? [Any] ?? [] { polygons.append(Self.polygon(part)) }
    case "LineString": lines.append(Self.points(coordinates))
    case "MultiLineString":
      for part in coordinates as? [Any] ?? [] { lines.append(Self.points(part)) }
    default: break
    }
  }

  private static func polygon(_ value: Any?) -> ZoneIndex.Polygon {
    ZoneIndex.Polygon(rings: (value as? [Any] ?? []).map { points($0) })
  }

  private static func points(_ value: Any?) -> [GeoPoint] {
    (value as? [[NSNumber]] ?? []).map {
      GeoPoint(latitudeDeg: $0[1].doubleValue, longitudeDeg: $0[0].doubleValue)
    }
  }
}
