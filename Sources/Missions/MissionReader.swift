// Is this folder a mission? Reads all of it and reports every fault, not the first alone.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Feeds
internal import Foundation
internal import Geo
internal import Observations
internal import Rules
internal import Tracks

/// What reading a folder gave: the mission where it has no errors, and all faults.
public struct MissionReading: Sendable {
  public let mission: Mission?
  public let faults: [Fault]
}

/// Reads a mission folder.
public struct MissionReader {
  private let folder: URL
  private let faults = FaultList()
  private var digested: [UInt8] = []

  /// - Parameter path: the folder with `mission.yaml` in it.
  public static func read(_ path: String) -> MissionReading {
    var reader = MissionReader(folder: URL(fileURLWithPath: path, isDirectory: true))
    let mission = reader.mission()
    return MissionReading(
      mission: reader.faults.hasErrors ? nil : mission, faults: reader.faults.faults)
  }

  private init(folder: URL) { self.folder = folder }

  private mutating func mission() -> Mission? {
    guard let root = yaml("mission.yaml") else { return nil }
    let (geometry, lines) = geometry()
    let sensors = yaml("sensors.yaml").map { self.sensors($0) } ?? SensorRegister()
    var agreementReader = yaml("agreement.yaml").map {
      AgreementReader(
        $0,
        areaIndex: Dictionary(
          geometry.areas.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first }),
        layers: Set(geometry.objects.map(\.layer)))
    }
    let agreement = agreementReader?.agreement()
    let notifications = optionalYAML("notifications.yaml").map { self.notifications($0) } ?? []
    let feeds = yaml("feeds.yaml").map { self.feeds($0) } ?? []
    guard var mission = head(root), let agreement, !faults.hasErrors else { return nil }
    mission.sensors = sensors
    mission.feeds = feeds
    mission.agreement = agreement
    mission.notifications = notifications
    mission.territory = Territory(
      lines: lines, zones: agreementReader?.zones ?? [], polygonAreas: geometry.areas,
      sectors: geometry.sectors, objects: geometry.objects)
    mission.fingerprint = ContentDigest(of: digested).hex
    return mission
  }

  // MARK: Files

  private mutating func bytes(_ name: String, isOptional: Bool = false) -> [UInt8]? {
    let url = folder.appendingPathComponent(name)
    do {
      let read = [UInt8](try Data(contentsOf: url))
      digested += Array(name.utf8) + [0] + read
      return read
    } catch {
      if isOptional, !FileManager.default.fileExists(atPath: url.path) { return nil }
      faults.add(
        Fault(
          .error, file: name, line: 0, "the file cannot be read.",
          next: "A mission folder has mission.yaml, agreement.yaml, sensors.yaml, feeds.yaml and "
            + "geometry/; 'truceline init DIR' writes an example."))
      return nil
    }
  }

  private mutating func yaml(_ name: String) -> YAMLNode? {
    bytes(name).flatMap { text($0, name) }
  }

  private mutating func optionalYAML(_ name: String) -> YAMLNode? {
    bytes(name, isOptional: true).flatMap { text($0, name) }
  }

  private func text(_ bytes: [UInt8], _ name: String) -> YAMLNode? {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      faults.add(
        Fault(.error, file: name, line: 0, "the file is not UTF-8.", next: "Save it as UTF-8."))
      return nil
    }
    return YAMLNode.root(text, file: name, faults: faults)
  }

  private mutating func geometry() -> (reader: GeometryReader, lines: [ContactLine]) {
    var reader = GeometryReader(faults: faults)
    let listed = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("geometry").path)
    let names = (listed ?? []).filter { $0.hasSuffix(".geojson") }.sorted()
    for name in names {
      if let bytes = bytes("geometry/\(name)") { reader.read(bytes, file: "geometry/\(name)") }
    }
    let lines = reader.lines()
    if lines.isEmpty, !faults.hasErrors {
      faults.add(
        Fault(
          .error, file: "geometry/", line: 0, "there is no contact line.",
          next: "Add a GeoJSON file with LineStrings of kind: line."))
    }
    return (reader, lines)
  }

  // MARK: mission.yaml

  private func head(_ root: YAMLNode) -> Mission? {
    _ = root.members([
      "id", "name", "notice", "parties", "time_zone", "data_cut", "languages", "attribution",
      "joins",
    ])
    guard let id = root.required("id")?.text, let zone = root.required("time_zone"),
      let zoneName = zone.text
    else { return nil }
    if id.isEmpty || id.contains(where: { !($0.isLetter || $0.isNumber || "-_".contains($0)) }) {
      root["id"]?.fault("the id '\(id)' may hold letters, digits, - and _ only.")
    }
    guard let timeZone = TimeZone(identifier: zoneName) else {
      zone.fault("'\(zoneName)' is no time zone.", next: "Write for example Europe/Kyiv.")
      return nil
    }
    return Mission(
      folder: folder.path, id: id, name: localText(root["name"]) ?? LocalText(id),
      notice: localText(root["notice"]), partyNames: parties(root), timeZone: zoneName,
      clock: LocalClock(timeZone), dataCut: dataCut(root),
      languages: root["languages"]?.elements().compactMap(\.text) ?? ["en"],
      isAttributing: root["attribution"]?.flag ?? true, joins: joins(root),
      sensors: SensorRegister(), feeds: [],
      agreement: Agreement(id: "", title: LocalText(""), inForceMs: 0, clauses: []),
      territory: Territory(lines: []), notifications: [], fingerprint: "")
  }

  private func localText(_ node: YAMLNode?) -> LocalText? {
    guard let node else { return nil }
    guard node.isMapping else { return node.text.map { LocalText($0) } }
    return LocalText(
      node.entries().compactMap { language, text in
        text.text.map { LocalText.Entry(language: language, text: $0) }
      })
  }

  private func parties(_ root: YAMLNode) -> [Party: LocalText] {
    var names: [Party: LocalText] = [:]
    guard let node = root.required("parties") else { return [:] }
    for (key, value) in node.members(["A", "B"]) {
      if let party = Party(rawValue: key) { names[party] = localText(value) }
    }
    for party in Party.allCases where names[party] == nil {
      node.fault("Party \(party.rawValue) has no name.", next: "Add '\(party.rawValue): name'.")
    }
    return names
  }

  private func dataCut(_ root: YAMLNode) -> String {
    guard let node = root["data_cut"], let text = node.text else { return "19:30" }
    let parts = text.split(separator: ":").compactMap { Int($0) }
    if parts.count != 2 || !(0..<24).contains(parts[0]) || !(0..<60).contains(parts[1]) {
      node.fault("'\(text)' is not a time of day.", next: "Write \"19:30\", with quotes.")
    }
    return text
  }

  private func joins(_ root: YAMLNode) -> JoinSettings {
    var settings = JoinSettings()
    guard let node = root["joins"] else { return settings }
    let members = node.members([
      "temperature_c", "fire_window_s", "thermal_window_min", "other_window_min",
      "lateness_limit_h",
    ])
    for (key, value) in members {
      guard let number = value.number else { continue }
      guard
        key == "temperature_c" ? (-60...60).contains(number) : (0.001...100_000).contains(number)
      else {
        value.fault("\(number) is out of range for \(key).")
        continue
      }
      switch key {
      case "temperature_c": settings.temperatureC = number
      case "fire_window_s": settings.fireWindowMs = Int64(number * 1_000)
      case "thermal_window_min": settings.thermalWindowMs = Int64(number * 60_000)
      case "other_window_min": settings.otherWindowMs = Int64(number * 60_000)
      default: settings.latenessLimitMs = Int64(number * 3_600_000)
      }
    }
    return settings
  }

  // MARK: sensors.yaml, feeds.yaml, notifications.yaml

  private func sensors(_ root: YAMLNode) -> SensorRegister {
    _ = root.members(["sensors"])
    var sensors: [Sensor] = []
    for node in root.required("sensors")?.elements() ?? [] {
      _ = node.members([
        "id", "name", "means", "owner", "patrol", "latitude", "longitude",
        "geolocation_sigma_m", "note",
      ])
      guard let id = node.required("id")?.text, let written = node.required("means"),
        let text = written.text, let owner = node.required("owner")?.text
      else { continue }
      guard let means = Means(code: text) else {
        written.fault(
          "'\(text)' is not known.",
          next: YAMLNode.suggestion(text, Set(Means.allCases.map(\.code))))
        continue
      }
      if sensors.contains(where: { $0.id == id }) { node.fault("sensor '\(id)' stands twice.") }
      sensors.append(
        Sensor(
          id: id, name: node["name"]?.text ?? id, means: means, owner: owner,
          isPatrol: node["patrol"]?.flag ?? false, place: place(node),
          geolocationSigmaM: node["geolocation_sigma_m"]?.number ?? 0))
    }
    return SensorRegister(sensors)
  }

  private func place(_ node: YAMLNode) -> GeoPoint? {
    guard let latitude = node["latitude"], let longitude = node["longitude"],
      let latitudeDeg = latitude.number, let longitudeDeg = longitude.number
    else { return nil }
    let point = GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
    if !point.isOnEarth { node.fault("latitude and longitude are not on Earth.") }
    return point
  }

  private func feeds(_ root: YAMLNode) -> [Feed] {
    _ = root.members(["feeds"])
    var feeds: [Feed] = []
    for node in root.required("feeds")?.elements() ?? [] {
      _ = node.members(["name", "format", "file", "directory", "received", "delay_min"])
      guard let name = node.required("name")?.text,
        let format = node.required("format")?.word(FeedFormat.self),
        let source = source(node)
      else { continue }
      if feeds.contains(where: { $0.name == name }) { node.fault("feed '\(name)' stands twice.") }
      feeds.append(Feed(name: name, format: format, source: source, receipt: receipt(node)))
    }
    return feeds
  }

  private func source(_ node: YAMLNode) -> Feed.Source? {
    let key = node.has("file") ? "file" : "directory"
    guard let written = node[key], let text = written.text else {
      node.fault("the feed has neither 'file' nor 'directory'.", next: "Add one of them.")
      return nil
    }
    let path =
      text.hasPrefix("/") ? text : folder.appendingPathComponent(text).standardizedFileURL.path
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
    if !exists || isDirectory.boolValue != (key == "directory") {
      written.fault(
        "there is no \(key) '\(text)'.", next: "Paths are read from the mission folder.")
    }
    return key == "file" ? .file(path) : .directory(path)
  }

  private func receipt(_ node: YAMLNode) -> FeedSettings.Receipt {
    let delayMs = Int64((node["delay_min"]?.number ?? 0) * 60_000)
    switch node["received"]?.text ?? "recorded" {
    case "recorded": return .recorded(delayMs: delayMs)
    case "live": return .live(atMs: 0)
    case let other:
      node["received"]?.fault("'\(other)' is not known.", next: "Write recorded or live.")
      return .recorded(delayMs: 0)
    }
  }

  private func notifications(_ root: YAMLNode) -> [Agreements.Notification] {
    _ = root.members(["notifications"])
    return (root.required("notifications")?.elements() ?? []).compactMap { node in
      _ = node.members([
        "id", "kind", "party", "received", "from", "until", "latitude", "longitude", "radius_km",
        "persons", "note",
      ])
      guard let id = node.required("id")?.text, let kind = node.required("kind")?.text,
        let party = node.required("party")?.word(Party.self),
        let receivedAtMs = node.required("received")?.timeMs,
        let fromMs = node.required("from")?.timeMs, let untilMs = node.required("until")?.timeMs,
        let center = place(node), let radiusKm = node.required("radius_km")?.number
      else { return nil }
      if untilMs <= fromMs { node.fault("the notification ends before it begins.") }
      return Agreements.Notification(
        id: id, kind: kind, party: party, receivedAtMs: receivedAtMs, fromMs: fromMs,
        untilMs: untilMs, center: center, radiusM: radiusKm * 1_000,
        persons: node["persons"]?.whole)
    }
  }
}

extension LocalClock {
  /// The offsets of a time zone from 1990 to 2060, as its database has them today.
  init(_ zone: TimeZone) {
    let start = Date(timeIntervalSince1970: 631_152_000)
    let end = Date(timeIntervalSince1970: 2_840_140_800)
    var steps = [Step(fromMs: .min, offsetMin: zone.secondsFromGMT(for: start) / 60)]
    var at = start
    while let next = zone.nextDaylightSavingTimeTransition(after: at), next < end, next > at {
      steps.append(
        Step(
          fromMs: Int64((next.timeIntervalSince1970 * 1_000).rounded()),
          offsetMin: zone.secondsFromGMT(for: next) / 60))
      at = next
    }
    self.init(steps: steps)
  }
}
