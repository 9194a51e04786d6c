// How does a page draw ground that a mission brings? As more features in the files of the base map.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Missions
internal import Notation

extension MissionGround {
  /// A file of the base map with what the mission adds to it; nil where it adds nothing.
  func added(to name: String, _ bytes: [UInt8]) -> [UInt8]? {
    guard !isEmpty, let more = features(of: name), let base = try? JSONValue(reading: bytes),
      let features = base["features"]?.elements
    else { return nil }
    return JSONValue.members([
      "type": "FeatureCollection", "features": .array(features + more),
    ]).bytes
  }

  private func features(of name: String) -> [JSONValue]? {
    switch name {
    case "basemap/land.geojson": land.map { Self.ground($0, kind: "land") }
    case "basemap/countries.geojson": land.map { Self.ground($0, kind: "country") }
    case "basemap/places.geojson": places.map(\.json)
    default: nil
    }
  }

  private static func ground(_ ring: [GeoPoint], kind: String) -> JSONValue {
    .members([
      "type": "Feature", "properties": .members(["kind": .string(kind), "rank": 0]),
      "geometry": .members([
        "type": "Polygon", "coordinates": .array([.array(ring.map(\.pair))]),
      ]),
    ])
  }
}

extension MissionGround.Place {
  fileprivate var json: JSONValue {
    let both = Party.allCases.compactMap { partyNames[$0] }
    var names: [String] = []
    for name in both where !names.contains(name) { names.append(name) }
    let english = name.text(in: "en")
    return .members([
      "type": "Feature",
      "properties": .members([
        "kind": "place", "class": .integer(Int64(rank)), "en": .string(english),
        "de": .string(name.text(in: "de")), "uk": .string(name.text(in: "uk")),
        // Both parties' names, one below the other.
        "names": .string(names.isEmpty ? english : names.joined(separator: "\n")),
      ]),
      "geometry": .members(["type": "Point", "coordinates": point.pair]),
    ])
  }
}

extension GeoPoint {
  fileprivate var pair: JSONValue { .array([.number(longitudeDeg), .number(latitudeDeg)]) }
}
