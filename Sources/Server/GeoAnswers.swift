// What does the map draw? Line, zones, sectors, events, alerts and observations as GeoJSON.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Missions
internal import Notation
internal import Observations
internal import Rules
internal import Store
internal import Tracks

/// Writes GeoJSON. Coordinates are longitude, latitude in degrees, to 5 decimals (1 m).
struct GeoAnswers: Sendable {
  let presenter: Presenter
  /// The zones do not change while a mission runs. They are worked out beside the server's start.
  let zones: Task<[UInt8], Never>
  let lines: [UInt8]
  let sectors: [UInt8]

  static let featureCountMax = 20_000

  init(presenter: Presenter) {
    self.presenter = presenter
    let mission = presenter.mission
    lines = Self.lines(mission.territory).bytes
    zones = Task.detached { Self.zones(mission.territory).bytes }
    sectors = Self.sectors(mission.territory).bytes
  }

  static func coordinate(_ value: Double) -> JSONValue {
    .number((value * 1e5).rounded() / 1e5)
  }

  static func position(_ point: GeoPoint) -> JSONValue {
    .array([coordinate(point.longitudeDeg), coordinate(point.latitudeDeg)])
  }

  static func feature(_ geometry: JSONValue, _ properties: JSONValue) -> JSONValue {
    .members(["type": "Feature", "geometry": geometry, "properties": properties])
  }

  static func collection(_ features: [JSONValue]) -> JSONValue {
    .members(["type": "FeatureCollection", "features": .array(features)])
  }

  private static func polygons(_ polygons: [ZoneIndex.Polygon]) -> JSONValue {
    .members([
      "type": "MultiPolygon",
      "coordinates": .array(
        polygons.map { polygon in
          .array(polygon.rings.map { ring in .array(closed(ring).map { position($0) }) })
        }),
    ])
  }

  private static func closed(_ ring: [GeoPoint]) -> [GeoPoint] {
    guard let first = ring.first, ring.last != first else { return ring }
    return ring + [first]
  }

  private static func lines(_ territory: Territory) -> JSONValue {
    collection(
      territory.lines.flatMap { line in
        line.pieces.map { piece in
          feature(
            .members([
              "type": "LineString", "coordinates": .array(piece.map { position($0) }),
            ]),
            .members([
              "version": .string(line.version), "left": .string(line.leftParty.rawValue),
              "fromMs": .integer(line.validity.fromMs),
              "untilMs": line.validity.untilMs.map { .integer($0) },
            ]))
        }
      })
  }

  /// Derived zones are drawn for each version of the line; one that is offset by several distances
  /// (an inner zone with another ceiling) is drawn for each.
  private static func zones(_ territory: Territory) -> JSONValue {
    var features: [JSONValue] = []
    for zone in territory.zones {
      switch zone.shape {
      case .polygon(let index):
        features.append(
          feature(
            polygons(territory.polygonAreas[index].polygons),
            .members(["id": .string(zone.id), "name": .string(zone.id)])))
      case .offset(let offsetM, _):
        for line in territory.lines {
          // What a drawing shows: 1 part in 300 of the offset is less than a pixel at any scale that
          // holds the zone's width.
          let outline = zone.outline(along: line).map { polygon in
            ZoneIndex.Polygon(
              rings: polygon.rings.map { simplified($0, toleranceM: offsetM / 300) })
          }
          features.append(
            feature(
              polygons(outline),
              .members([
                "id": .string(zone.id), "name": .string(zone.id), "offsetM": .number(offsetM),
                "ceilingM": zone.ceilingM.map { .number($0) },
                "version": .string(line.version), "fromMs": .integer(line.validity.fromMs),
                "untilMs": line.validity.untilMs.map { .integer($0) },
              ])))
        }
      }
    }
    return collection(features)
  }

  private static func sectors(_ territory: Territory) -> JSONValue {
    collection(
      territory.sectors.map { sector in
        feature(
          polygons(sector.polygons),
          .members([
            "id": .string(sector.id),
            "name": .object(
              sector.name.texts.map { .init($0.language, .string($0.text)) }),
          ]))
      })
  }

  // MARK: What changes

  func alerts(_ store: ReadStore) throws -> [UInt8] {
    try join(
      store.alertPoints(limit: Self.featureCountMax).map { point in
        Self.feature(
          .members([
            "type": "Point",
            "coordinates": .array([
              Self.coordinate(point.longitudeDeg), Self.coordinate(point.latitudeDeg),
            ]),
          ]),
          .members([
            "id": .string(point.id), "state": .string(point.state),
            "verdict": .string(point.verdict), "class": .string(point.clauseClass),
            "clause": .string(point.clause), "atMs": .integer(point.fromMs),
            "grade": .string(point.grade), "sector": .string(point.sector),
          ]))
      })
  }

  func events(_ store: ReadStore, fromMs: Int64, untilMs: Int64) throws -> [UInt8] {
    let docs = try store.eventDocs(
      fromMs: fromMs, untilMs: untilMs, limit: Self.featureCountMax)
    return try join(
      docs.map { doc in
        let event = try JSONValue(reading: doc.utf8)
        return Self.feature(
          Self.point(event["place"]),
          .members([
            "id": event["id"], "kind": event["kind"], "atMs": Self.ms(event["happenedFrom"]),
            "untilMs": Self.ms(event["happenedUntil"]), "grade": event["grade"],
            "count": event["count"]?["max"], "sigmaM": event["place"]?["sigmaM"],
          ]))
      })
  }

  func observations(_ store: ReadStore, fromMs: Int64, untilMs: Int64) throws -> [UInt8] {
    let rows = try store.observations(
      fromMs: fromMs, untilMs: untilMs, limit: Self.featureCountMax)
    return try join(
      rows.map { doc, setAside in
        let observation = try doc.withUnsafeBytes { try Observation(decoding: $0) }
        return Self.feature(
          .members([
            "type": "Point", "coordinates": Self.position(observation.place.shownPoint),
          ]),
          .members([
            "id": .string(observation.id), "kind": .string(observation.kind.code),
            "atMs": .integer(observation.happened.fromMs),
            "sensor": .string(observation.sensor),
            "who": TrackNames.shown(observation.identities).map { .string($0) },
            "moving": observation.isTrackReport ? true : nil,
            "setAside": setAside.map { .string($0) },
          ]))
      })
  }

  private func join(_ features: [JSONValue]) throws -> [UInt8] { Self.collection(features).bytes }

  private static func point(_ place: JSONValue?) -> JSONValue {
    .members([
      "type": "Point",
      "coordinates": .array([
        coordinate(place?["longitudeDeg"]?.double ?? 0),
        coordinate(place?["latitudeDeg"]?.double ?? 0),
      ]),
    ])
  }

  private static func ms(_ time: JSONValue?) -> JSONValue? {
    time?.text.flatMap { Instant(iso: $0) }.map { .integer($0.atMs) }
  }
}

extension Zone {
  /// The polygons of a derived zone along a version of the line; empty for a drawn zone.
  func outline(along line: ContactLine) -> [ZoneIndex.Polygon] {
    guard case .offset(let offsetM, let party) = shape else { return [] }
    let sides: OffsetSides = party.map { $0 == line.leftParty ? .left : .right } ?? .both
    return offsetZone(of: line.index, offsetM: offsetM, side: sides)
  }
}
