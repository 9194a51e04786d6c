// How long is the line, and how large are the zones? Measured on the ellipsoid.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
public import Missions
public import Notation

/// Lengths and areas of a mission's geometry, for `truceline check`.
public struct MissionGeometry {
  private struct Row {
    let what: String
    let id: String
    let version: String
    let lengthKm: Double?
    let areaKm2: Double?
  }

  private let rows: [Row]

  public init(_ mission: Mission) {
    var rows: [Row] = []
    for line in mission.territory.lines {
      let lengthM = line.pieces.reduce(0) { $0 + Geodesic.lengthM(path: $1) }
      rows.append(
        Row(
          what: "line", id: "\(line.pieces.count) pieces", version: line.version,
          lengthKm: lengthM / 1_000, areaKm2: nil))
      for zone in mission.territory.zones {
        guard case .offset = zone.shape else { continue }
        rows.append(
          Row(
            what: "zone", id: zone.label, version: line.version, lengthKm: nil,
            areaKm2: zone.outline(along: line).areaKm2))
      }
    }
    for area in mission.territory.polygonAreas {
      rows.append(
        Row(
          what: "zone", id: area.id, version: "", lengthKm: nil, areaKm2: area.polygons.areaKm2))
    }
    self.rows = rows
  }

  public var lines: [String] {
    rows.map { row in
      let version = row.version.isEmpty ? "" : " (line of \(row.version))"
      if let lengthKm = row.lengthKm {
        return "line \(row.version): \(Int(lengthKm.rounded())) km in \(row.id)"
      }
      return "zone \(row.id)\(version): \(Int((row.areaKm2 ?? 0).rounded())) km²"
    }
  }

  public var json: [JSONValue] {
    rows.map { row in
      .members([
        "what": .string(row.what), "id": .string(row.id), "version": .string(row.version),
        "lengthKm": row.lengthKm.map { .number(($0 * 1e3).rounded() / 1e3) },
        "areaKm2": row.areaKm2.map { .number(($0 * 1e3).rounded() / 1e3) },
      ])
    }
  }
}

extension Zone {
  /// `NFZ, 25 km, below 6000 m`
  fileprivate var label: String {
    var label = id
    if case .offset(let offsetM, let party) = shape {
      label += ", \((offsetM / 1_000).short) km"
      if let party { label += " on the side of Party \(party.rawValue)" }
    }
    if let ceilingM { label += ", below \(ceilingM.short) m" }
    return label
  }
}

extension Double {
  fileprivate var short: String { self == rounded() ? String(Int(self)) : String(self) }
}

extension [ZoneIndex.Polygon] {
  /// Outer rings less holes.
  fileprivate var areaKm2: Double {
    reduce(0) { total, polygon in
      let holes = polygon.rings.dropFirst().reduce(0) { $0 + Geodesic.areaM2(ring: $1) }
      let outer = polygon.rings.first.map { Geodesic.areaM2(ring: $0) } ?? 0
      return total + (outer - holes) / 1e6
    }
  }
}
