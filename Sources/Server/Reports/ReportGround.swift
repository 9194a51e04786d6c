// On what ground is a report's map drawn? The page's own base map, as values.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Foundation
internal import Geo
public import Missions
internal import Notation
public import Reports

/// The base map for reports; where the program's own cannot be read, maps have no ground.
public enum ReportGround {
  private static let countries: MapGround = read(PageFiles.standardFolder + "/basemap")

  /// The base map with the mission's zones as they are at a time.
  public static func ground(for mission: Mission, atMs: Int64) -> MapGround {
    var ground = countries
    ground.zones = MapGround.zones(of: mission.territory, atMs: atMs)
    ground.land += mission.ground.land
    ground.towns += mission.ground.places.map { place in
      MapGround.Town(
        point: place.point,
        name: Wording(
          place.name.text(in: "en"), place.name.text(in: "de"), place.name.text(in: "uk")),
        toponyms: Party.allCases.compactMap { place.partyNames[$0] }, rank: place.rank)
    }
    return ground
  }

  private static func read(_ folder: String) -> MapGround {
    var ground = MapGround()
    ground.land = features(folder, "land").flatMap { paths($0) }
    ground.lakes = features(folder, "lakes").flatMap { paths($0) }
    ground.rivers = features(folder, "rivers").flatMap { paths($0) }
    ground.borders = features(folder, "borders").flatMap { feature in
      let isDashed = feature["properties"]?["dashed"]?.flag ?? false
      return paths(feature).map { MapGround.Border(path: $0, isDashed: isDashed) }
    }
    ground.towns = features(folder, "places").compactMap(town)
    return ground
  }

  private static func features(_ folder: String, _ name: String) -> [JSONValue] {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(name).geojson"),
      let json = try? JSONValue(reading: [UInt8](data))
    else { return [] }
    return json["features"]?.elements ?? []
  }

  private static func town(_ feature: JSONValue) -> MapGround.Town? {
    guard let properties = feature["properties"],
      let point = feature["geometry"]?["coordinates"].flatMap(point)
    else { return nil }
    func name(_ language: String) -> String? { properties[language]?.text }
    let english = name("en") ?? ""
    // Both parties' names, where the table has them; elsewhere they would say nothing.
    let isShared = properties["country"]?.text == "UA"
    return MapGround.Town(
      point: point,
      name: Wording(english, name("de") ?? english, name("uk") ?? english),
      toponyms: isShared ? [name("uk"), name("ru")].compactMap(\.self) : [],
      rank: Int(properties["class"]?.int ?? 4))
  }

  private static func paths(_ feature: JSONValue) -> [[GeoPoint]] {
    guard let geometry = feature["geometry"], let coordinates = geometry["coordinates"] else {
      return []
    }
    let parts: [JSONValue] =
      switch geometry["type"]?.text {
      case "LineString": [coordinates]
      case "Polygon", "MultiLineString": coordinates.elements ?? []
      case "MultiPolygon": (coordinates.elements ?? []).flatMap { $0.elements ?? [] }
      default: []
      }
    return parts.map { ($0.elements ?? []).compactMap(point) }
  }

  private static func point(_ pair: JSONValue) -> GeoPoint? {
    guard let place = pair.elements, place.count >= 2, let longitudeDeg = place[0].double,
      let latitudeDeg = place[1].double
    else { return nil }
    return GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }
}
