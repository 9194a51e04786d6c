// What do the files in geometry/ draw? Lines, sectors, zones, objects and ground, checked as they are read.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Foundation
internal import Geo
internal import Notation

/// Reads all of `geometry/*.geojson`.
struct GeometryReader {
  let faults: FaultList
  private var pieces: [Piece] = []
  private var lineHeads: [String: (validity: Validity, leftParty: Party)] = [:]
  private(set) var sectors: [Area] = []
  private(set) var areas: [Area] = []
  private(set) var objects: [ProtectedObject] = []
  private(set) var ground = MissionGround()

  /// A piece of a version of the line.
  private struct Piece {
    let key: String
    let points: [GeoPoint]
    let place: FeaturePlace
    /// Why the line does not go on from the piece before; nil where it should.
    let gapBefore: String?
  }

  init(faults: FaultList) { self.faults = faults }

  mutating func read(_ bytes: [UInt8], file: String) {
    let bytes = Self.text(bytes)
    let collection: JSONValue
    do throws(JSONError) { collection = try JSONValue(reading: bytes) } catch {
      let line = bytes.prefix(error.byteOffset).count { $0 == 0x0A } + 1
      faults.add(
        Fault(
          .error, file: file, line: line, "not JSON: \(error.reason).",
          next: "Check quotes, commas and brackets there and before."))
      return
    }
    guard let features = collection["features"]?.elements else {
      faults.add(
        Fault(
          .error, file: file, line: 1, "a GeoJSON FeatureCollection was expected.",
          next: "Write {\"type\": \"FeatureCollection\", \"features\": […]}."))
      return
    }
    if features.isEmpty {
      faults.add(Fault(.warning, file: file, line: 1, "the collection has no features."))
    }
    let lines = JSONValue.elementLines(of: "features", bytes)
    for (index, feature) in features.enumerated() {
      read(
        feature,
        FeaturePlace(
          file: file, line: index < lines.count ? lines[index] : 0, number: index + 1,
          faults: faults))
    }
  }

  /// Without a byte order mark, and as UTF-8.
  private static func text(_ bytes: [UInt8]) -> [UInt8] {
    var text = TextBytes()
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    text.finish(to: &utf8)
    return utf8
  }

  private mutating func read(_ feature: JSONValue, _ place: FeaturePlace) {
    guard feature["type"]?.text == "Feature" else {
      place.fault("is no Feature.", next: "Write \"type\": \"Feature\".")
      return
    }
    let properties = feature["properties"] ?? .null
    guard let kind = properties["kind"]?.text else {
      place.fault("has no property 'kind'.", next: Self.kinds)
      return
    }
    let geometry = feature["geometry"] ?? .null
    switch kind {
    case "line": readLine(geometry, properties, place)
    case "sector", "zone": readArea(geometry, properties, place, isSector: kind == "sector")
    case "object": readObject(geometry, properties, place)
    case "land": readLand(geometry, place)
    case "place": readPlace(geometry, properties, place)
    default: place.fault("is of kind '\(kind)'.", next: Self.kinds)
    }
  }

  private static let kinds = "Write line, sector, zone, object, land or place."

  private mutating func readLine(
    _ geometry: JSONValue, _ properties: JSONValue, _ place: FeaturePlace
  ) {
    guard geometry["type"]?.text == "LineString",
      let points = place.points(geometry["coordinates"])
    else {
      place.fault(
        "is a line and needs a LineString of [longitude, latitude].",
        next: "Write each piece of the line as a feature of its own.")
      return
    }
    guard let left = properties["left"]?.text.flatMap({ Party(rawValue: $0) }) else {
      place.fault(
        "does not say whose side lies left of its direction.", next: "Write left: A or B.")
      return
    }
    let version = properties["version"] == .null ? nil : properties["version"]
    let key = version?.text ?? version?.written ?? properties["valid_from"]?.text ?? "1"
    let validity = place.validity(properties)
    if let head = lineHeads[key], head.validity != validity || head.leftParty != left {
      place.fault(
        "has another validity or side than the other pieces of version \(key).",
        next: "Give it their valid_from, valid_until and left, or a version of its own.")
      return
    }
    lineHeads[key] = (validity, left)
    pieces.append(
      Piece(key: key, points: points, place: place, gapBefore: properties["gap_before"]?.text))
  }

  private mutating func readArea(
    _ geometry: JSONValue, _ properties: JSONValue, _ place: FeaturePlace, isSector: Bool
  ) {
    guard let id = properties["id"]?.text else {
      place.fault("has no property 'id'.", next: "Add \"id\": \"name\".")
      return
    }
    guard let read = polygons(geometry, place) else { return }
    if (isSector ? sectors : areas).contains(where: { $0.id == id }) {
      place.fault(
        "has the id '\(id)' of another one.",
        next: "Give it an id of its own, or make both one MultiPolygon.")
    }
    let area = Area(id: id, name: Self.name(properties["name"], id), polygons: read)
    if isSector { sectors.append(area) } else { areas.append(area) }
  }

  private func polygons(_ geometry: JSONValue, _ place: FeaturePlace) -> [ZoneIndex.Polygon]? {
    let polygons: [JSONValue]?
    switch geometry["type"]?.text {
    case "Polygon": polygons = geometry["coordinates"].map { [$0] }
    case "MultiPolygon": polygons = geometry["coordinates"]?.elements
    default: polygons = nil
    }
    guard let polygons else {
      place.fault(
        "needs a Polygon or MultiPolygon.",
        next: "Write the area as rings of [longitude, latitude].")
      return nil
    }
    let read = polygons.compactMap { polygon -> ZoneIndex.Polygon? in
      guard let rings = polygon.elements, !rings.isEmpty else { return nil }
      return ZoneIndex.Polygon(rings: rings.compactMap { place.ring($0) })
    }
    guard !polygons.isEmpty, read.count == polygons.count else {
      place.fault("has a polygon without a ring.", next: "Write [[[longitude, latitude], …]].")
      return nil
    }
    return read
  }

  private mutating func readLand(_ geometry: JSONValue, _ place: FeaturePlace) {
    ground.land += (polygons(geometry, place) ?? []).flatMap(\.rings)
  }

  private mutating func readPlace(
    _ geometry: JSONValue, _ properties: JSONValue, _ place: FeaturePlace
  ) {
    guard geometry["type"]?.text == "Point", let point = place.point(geometry["coordinates"]),
      point.isOnEarth, let name = properties["name"]
    else {
      place.fault(
        "is a place and needs a Point on Earth and the property 'name'.",
        next: "Write \"name\": {\"en\": \"…\"}, and \"party_names\": {\"A\": \"…\", \"B\": \"…\"}.")
      return
    }
    let rank = properties["class"]?.int ?? 4
    guard (1...4).contains(rank) else {
      place.fault("has the class \(rank).", next: "Write 1 (a capital) to 4.")
      return
    }
    var partyNames: [Party: String] = [:]
    for party in Party.allCases {
      partyNames[party] = properties["party_names"]?[party.rawValue]?.text
    }
    ground.places.append(
      MissionGround.Place(
        name: Self.name(name, ""), partyNames: partyNames, rank: Int(rank), point: point))
  }

  private static func name(_ value: JSONValue?, _ id: String) -> LocalText {
    if case .object(let members) = value {
      return LocalText(
        members.compactMap { member in
          member.value.text.map { LocalText.Entry(language: member.name, text: $0) }
        })
    }
    return LocalText(value?.text ?? id)
  }

  private mutating func readObject(
    _ geometry: JSONValue, _ properties: JSONValue, _ place: FeaturePlace
  ) {
    guard geometry["type"]?.text == "Point", let point = place.point(geometry["coordinates"]),
      let layer = properties["layer"]?.text
    else {
      place.fault(
        "is an object and needs a Point and the property 'layer'.",
        next: "Write for example \"layer\": \"schools\".")
      return
    }
    guard point.isOnEarth else {
      place.fault(
        "lies at latitude \(point.latitudeDeg), longitude \(point.longitudeDeg), which is not on "
          + "Earth.",
        next: "Write [longitude, latitude] in degrees.")
      return
    }
    objects.append(
      ProtectedObject(layer: layer, name: properties["name"]?.text ?? layer, point: point))
  }

  /// The versions of the line in order of time. Gaps and crossings are faults of the piece.
  func lines() -> [ContactLine] {
    let versions = lineHeads.sorted {
      ($0.value.validity.fromMs, $0.key) < ($1.value.validity.fromMs, $1.key)
    }
    var lines: [ContactLine] = []
    for (index, (key, head)) in versions.enumerated() {
      let own = pieces.filter { $0.key == key }
      for fault in Geo.faults(inLine: own.map(\.points)) { report(fault, own) }
      let before = versions[..<index].last { $0.value.validity.overlaps(head.validity) }
      if let before {
        own[0].place.fault(
          "line version \(key) is in force at the same time as version \(before.key).",
          next: "Let valid_until of the older one be valid_from of the newer one.")
      }
      guard !faults.hasErrors else { continue }
      lines.append(
        ContactLine(
          version: key, validity: head.validity, pieces: own.map(\.points),
          leftParty: head.leftParty))
    }
    return lines
  }

  private func report(_ fault: GeometryFault, _ pieces: [Piece]) {
    switch fault {
    case .gap(let before, let gapM):
      let piece = pieces[before + 1]
      guard piece.gapBefore == nil else { return }
      piece.place.fault(
        "begins \(Int(gapM.rounded())) m from the end of the piece before.",
        next: "Join them, or write \"gap_before\": \"why\" where the line is meant to end there.")
    case .tooFewPoints(let piece, _):
      pieces[piece ?? 0].place.fault("\(fault).", next: fault.next)
    case .repeatedPoint(let at), .notANumber(let at), .outOfRange(let at, _):
      pieces[at.piece ?? 0].place.fault("\(fault).", next: fault.next)
    case .selfCrossing(let first, _, _):
      pieces[first.piece ?? 0].place.fault("\(fault).", next: fault.next)
    case .notClosed: break
    }
  }
}

/// Which feature of which file.
struct FeaturePlace {
  let file: String
  let line: Int
  let number: Int
  let faults: FaultList

  func fault(_ message: String, next: String = "") {
    faults.add(Fault(.error, file: file, line: line, "feature \(number) \(message)", next: next))
  }

  func warning(_ message: String) {
    faults.add(Fault(.warning, file: file, line: line, "feature \(number) \(message)"))
  }

  func point(_ value: JSONValue?) -> GeoPoint? {
    guard let pair = value?.elements, pair.count >= 2, let longitudeDeg = pair[0].double,
      let latitudeDeg = pair[1].double
    else { return nil }
    return GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  func points(_ value: JSONValue?) -> [GeoPoint]? {
    guard let elements = value?.elements else { return nil }
    let points = elements.compactMap { point($0) }
    return points.count == elements.count ? points : nil
  }

  func ring(_ value: JSONValue) -> [GeoPoint]? {
    guard let points = points(value) else {
      fault(
        "has a ring that is no list of [longitude, latitude].",
        next: "Write [[36.1, 48.2], [36.2, 48.2], …].")
      return nil
    }
    let found = Geo.faults(inRing: points)
    for ringFault in found {
      fault("has a ring with a fault: \(ringFault).", next: ringFault.next)
    }
    return found.isEmpty ? points : nil
  }

  func validity(_ properties: JSONValue) -> Validity {
    let fromMs = moment(properties["valid_from"]) ?? .min
    let untilMs = moment(properties["valid_until"])
    if let untilMs, untilMs <= fromMs {
      fault(
        "has a valid_until that is not after valid_from.", next: "Exchange them or drop one.")
    }
    return Validity(fromMs: fromMs, untilMs: untilMs)
  }

  private func moment(_ value: JSONValue?) -> Int64? {
    guard let value, value != .null else { return nil }
    // A date alone does not say in which zone its day begins.
    guard let text = value.text, text.utf8.count > 10, let instant = Instant(iso: text) else {
      fault(
        "has the time \(value.written), which is none with its zone.",
        next: "Write \"2026-06-24T00:00+03:00\".")
      return nil
    }
    return instant.atMs
  }
}

extension GeometryFault {
  /// What to do about it; points and edges are counted from 0.
  fileprivate var next: String {
    switch self {
    case .tooFewPoints: "Add points or drop it."
    case .notClosed: "Repeat the first point as the last one."
    case .selfCrossing: "Put the points in order along the border."
    case .repeatedPoint: "Drop one of the two."
    case .gap: "Join the pieces."
    case .notANumber, .outOfRange: "Write [longitude, latitude] in degrees."
    }
  }
}
