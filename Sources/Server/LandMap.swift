// Where is land, so that a vessel on it is noticed? The page's own base map.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Notation
internal import Tracks

/// Land, lakes and rivers of the base map; it holds the area around Ukraine and the Black Sea, and nothing
/// is said of places outside it.
enum LandMap {
  /// Read once, when it is first asked for; nil where the program's own map cannot be read.
  static let standard: LandMask? = read(PageFiles.standardFolder + "/basemap")

  static func read(_ folder: String) -> LandMask? {
    guard let land = features(folder + "/land.geojson") else { return nil }
    return LandMask(
      land: land.flatMap(polygons),
      water: (features(folder + "/lakes.geojson") ?? []).flatMap(polygons),
      courses: (features(folder + "/rivers.geojson") ?? []).flatMap(lines))
  }

  private static func features(_ path: String) -> [JSONValue]? {
    guard let data = FileManager.default.contents(atPath: path),
      let json = try? JSONValue(reading: [UInt8](data))
    else { return nil }
    return json["features"]?.elements?.compactMap { $0["geometry"] }
  }

  private static func polygons(_ geometry: JSONValue) -> [ZoneIndex.Polygon] {
    let coordinates = geometry["coordinates"]
    let all: [JSONValue] =
      switch geometry["type"]?.text {
      case "Polygon": coordinates.map { [$0] } ?? []
      case "MultiPolygon": coordinates?.elements ?? []
      default: []
      }
    return all.compactMap { polygon in
      let rings = (polygon.elements ?? []).map(path).filter { $0.count > 3 }
      return rings.isEmpty ? nil : ZoneIndex.Polygon(rings: rings)
    }
  }

  private static func lines(_ geometry: JSONValue) -> [[GeoPoint]] {
    switch geometry["type"]?.text {
    case "LineString": geometry["coordinates"].map { [path($0)] } ?? []
    case "MultiLineString": (geometry["coordinates"]?.elements ?? []).map(path)
    default: []
    }
  }

  private static func path(_ coordinates: JSONValue) -> [GeoPoint] {
    (coordinates.elements ?? []).compactMap { pair in
      guard let place = pair.elements, place.count >= 2, let longitudeDeg = place[0].double,
        let latitudeDeg = place[1].double
      else { return nil }
      return GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
    }
  }
}
