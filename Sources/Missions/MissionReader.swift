// Is this folder a mission? Reads all of it and reports every fault, not the first alone.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coalition
internal import Feeds
internal import Foundation
internal import Geo
internal import Ledger
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
  private var changes: [ThresholdChange] = []
  private var digested: [UInt8] = []
  private var files: [(path: String, digest: String)] = []

  /// - Parameters:
  ///   - path: the folder with `mission.yaml` in it.
  ///   - changes: of the agreement, for trying them; the files stay as they are.
  public static func read(
    _ path: String, changing changes: [ThresholdChange] = []
  ) -> MissionReading {
    var reader = MissionReader(folder: URL(fileURLWithPath: path, isDirectory: true))
    reader.changes = changes
    let mission = reader.mission()
    return MissionReading(
      mission: reader.faults.hasErrors ? nil : mission, faults: reader.faults.faults)
  }

  private init(folder: URL) { self.folder = folder }

  private mutating func mission() -> Mission? {
    guard let headBytes = bytes("mission.yaml") else { return nil }
    let root = text(headBytes, "mission.yaml")
    let (geometry, lines) = geometry()
    let sensors = yaml("sensors.yaml").map { self.sensors($0) } ?? SensorRegister()
    var agreementReader = yaml("agreement.yaml").map { written in
      AgreementReader(
        written.changed(changes),
        areaIndex: Dictionary(
          geometry.areas.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first }),
        layers: Set(geometry.objects.map(\.layer)))
    }
    let agreement = agreementReader?.agreement()
    let entries = entries(lines, sensors, Set(agreementReader?.zones.map(\.id) ?? []))
    let plan = plan(geometry)
    let feeds = yaml("feeds.yaml").map { FeedsReader(folder, sensors).feeds($0) } ?? []
    guard var mission = root.flatMap({ head($0) }), let agreement, !faults.hasErrors else {
      return nil
    }
    mission.sensors = sensors
    mission.feeds = feeds
    mission.agreement = agreement
    mission.entries = entries
    mission.keptRegisters = root.map { keptRegisters($0) } ?? []
    mission.territory = Territory(
      lines: lines, zones: agreementReader?.zones ?? [], polygonAreas: geometry.areas,
      sectors: geometry.sectors, objects: geometry.objects)
    mission.ground = geometry.ground
    mission.logPolicy = logPolicy()
    mission.plan = plan
    guard !faults.hasErrors else { return nil }
    mission.fingerprint = ContentDigest(of: digested).hex
    mission.files = files.sorted { $0.path < $1.path }
    return mission
  }

  private mutating func logPolicy() -> String? {
    let name = "log.policy"
    guard let bytes = bytes(name, isOptional: true) else { return nil }
    do throws(PolicyError) { _ = try LogPolicy(bytes) } catch {
      faults.add(
        Fault(
          .error, file: name, line: error.line ?? 0, "\(error)",
          next: "The form is in docs/reference/log.md, under Policy."))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The plan of coalition.yaml over what sources.yaml says; with the latter alone a register of claims.
  private mutating func plan(_ geometry: GeometryReader) -> CoalitionPlan? {
    let context = PlanContext(
      geometry: geometry.areas, sectors: Set(geometry.sectors.map(\.id)))
    let coalition = optionalYAML("coalition.yaml")
    guard let sources = optionalYAML("sources.yaml") else {
      guard let coalition else { return nil }
      return CoalitionReader(coalition, context, CoalitionPlan(title: LocalText(""))).plan
    }
    let reader = SourcesReader(sources, context) { bytes($0, isOptional: true) }
    guard let coalition else { return reader.plan }
    return CoalitionReader(coalition, reader.context, reader.plan).plan
  }

  // MARK: Files

  private mutating func bytes(_ name: String, isOptional: Bool = false) -> [UInt8]? {
    let url = folder.appendingPathComponent(name)
    do {
      let read = [UInt8](try Data(contentsOf: url))
      digested += Array(name.utf8) + [0] + read
      files.append((name, ContentDigest(of: read).hex))
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
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let unmarked = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes[...]
    guard let text = String(validating: unmarked, as: UTF8.self) else {
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
    for name in (listed ?? []).sorted() where name.lowercased().hasSuffix("json") {
      guard name.hasSuffix(".geojson") else {
        faults.add(
          Fault(
            .warning, file: "geometry/\(name)", line: 0, "the file is not read.",
            next: "Let its name end in .geojson."))
        continue
      }
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
      "joins", "tracks", "recommitment", "registers",
    ])
    let id = root.required("id")?.text ?? ""
    if id.isEmpty || id.contains(where: { !($0.isLetter || $0.isNumber || "-_".contains($0)) }) {
      root["id"]?.fault(
        "the id '\(id)' may hold letters, digits, - and _ only.", next: "Write for example north-1."
      )
    }
    let timeZone = timeZone(root.required("time_zone"))
    return Mission(
      folder: folder.path, id: id, name: root["name"]?.localText ?? LocalText(id),
      notice: root["notice"]?.localText, partyNames: parties(root),
      timeZone: timeZone?.identifier ?? "UTC", clock: timeZone.map { LocalClock($0) } ?? .utc,
      dataCut: dataCut(root), recommittedMs: root["recommitment"]?.timeMs,
      languages: root["languages"]?.elements().compactMap(\.text) ?? ["en"],
      isAttributing: root["attribution"]?.flag ?? true, joins: joins(root),
      follows: follows(root), sensors: SensorRegister(), feeds: [],
      agreement: Agreement(id: "", title: LocalText(""), inForceMs: 0, clauses: []),
      territory: Territory(lines: []), fingerprint: "")
  }

  private func timeZone(_ node: YAMLNode?) -> TimeZone? {
    guard let node, let name = node.text else { return nil }
    // Abbreviations stand for several zones and know no summer time.
    if name == "UTC" || name.contains("/"), let zone = TimeZone(identifier: name) { return zone }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let near = TimeZone.knownTimeZoneIdentifiers.sorted().min {
      YAMLNode.distance(last, $0.split(separator: "/").last ?? "")
        < YAMLNode.distance(last, $1.split(separator: "/").last ?? "")
    }
    node.fault(
      "'\(name)' is no time zone.", next: "Write for example \(near ?? "Europe/Kyiv").")
    return nil
  }

  private func parties(_ root: YAMLNode) -> [Party: LocalText] {
    var names: [Party: LocalText] = [:]
    guard let node = root.required("parties") else { return [:] }
    for (key, value) in node.members(["A", "B"]) {
      if let party = Party(rawValue: key) { names[party] = value.localText }
    }
    for party in Party.allCases where names[party] == nil {
      node.fault("Party \(party.rawValue) has no name.", next: "Add '\(party.rawValue): name'.")
    }
    return names
  }

  private func dataCut(_ root: YAMLNode) -> String {
    guard let node = root["data_cut"], let text = node.text else { return "19:30" }
    let digits = text.split(separator: ":", omittingEmptySubsequences: false)
    let parts = digits.map { $0.utf8.count == 2 && !"+-".contains($0.prefix(1)) ? Int($0) : nil }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1], (0..<24).contains(hour),
      (0..<60).contains(minute)
    else {
      node.fault("'\(text)' is not a time of day.", next: "Write \"19:30\", with quotes.")
      return "19:30"
    }
    return text
  }

  private func joins(_ root: YAMLNode) -> JoinSettings {
    var settings = JoinSettings()
    guard let node = root["joins"] else { return settings }
    let members = node.members([
      "temperature_c", "fire_window_s", "thermal_window_min", "other_window_min",
      "lateness_limit_h", "temperature_sigma_c", "wind_m_per_s", "wind_from_deg",
      "wind_sigma_m_per_s",
    ])
    let ranges = [
      "temperature_c": -60.0...60, "temperature_sigma_c": 0...30, "wind_m_per_s": 0...60,
      "wind_from_deg": 0...360, "wind_sigma_m_per_s": 0...30,
    ]
    for (key, value) in members {
      let range = ranges[key] ?? 0.001...100_000
      guard let number = value.number(within: range) else { continue }
      switch key {
      case "temperature_c": settings.temperatureC = number
      case "temperature_sigma_c": settings.temperatureSigmaC = number
      case "wind_m_per_s": settings.windMPerS = number
      case "wind_from_deg": settings.windFromDeg = number
      case "wind_sigma_m_per_s": settings.windSigmaMPerS = number
      case "fire_window_s": settings.fireWindowMs = Int64(number * 1_000)
      case "thermal_window_min": settings.thermalWindowMs = Int64(number * 60_000)
      case "other_window_min": settings.otherWindowMs = Int64(number * 60_000)
      default: settings.latenessLimitMs = Int64(number * 3_600_000)
      }
    }
    return settings
  }

  private func follows(_ root: YAMLNode) -> FollowSettings {
    var settings = FollowSettings()
    guard let node = root["tracks"] else { return settings }
    _ = node.members(["lateness_limit_s"])
    if let limitS = node["lateness_limit_s"]?.number(within: 0...600) {
      settings.latenessLimitMs = Int64(limitS * 1_000)
    }
    return settings
  }

  // MARK: sensors.yaml

  private func sensors(_ root: YAMLNode) -> SensorRegister {
    _ = root.members(["sensors"])
    var sensors: [Sensor] = []
    for node in root.required("sensors")?.elements() ?? [] {
      _ = node.members([
        "id", "name", "means", "owner", "patrol", "latitude", "longitude",
        "geolocation_sigma_m", "height_m", "calibration", "survey", "watch", "note",
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
      if sensors.contains(where: { $0.id == id }) {
        node.fault("sensor '\(id)' stands twice.", next: "Give one of them another id.")
      }
      var sensor = Sensor(
        id: id, name: node["name"]?.text ?? id, means: means, owner: owner,
        isPatrol: node["patrol"]?.flag ?? false, place: place(node),
        geolocationSigmaM: node["geolocation_sigma_m"]?.number(within: 0...100_000) ?? 0,
        heightM: node["height_m"]?.number(within: -500...50_000) ?? 0,
        calibration: node["calibration"].map(calibration) ?? Calibration())
      if let written = node["survey"] { sensor.survey = survey(written, means) }
      if let written = node["watch"] { sensor.watch = watch(written, sensor) }
      sensors.append(sensor)
    }
    return SensorRegister(sensors)
  }

  private func calibration(_ node: YAMLNode) -> Calibration {
    _ = node.members([
      "range_sigma_m", "azimuth_sigma_deg", "range_bias_m", "azimuth_bias_deg", "time_bias_ms",
      "time_sigma_ms", "date",
    ])
    var calibration = Calibration()
    if let sigma = node["range_sigma_m"]?.number(within: 0.1...100_000) {
      calibration.rangeSigmaM = sigma
    }
    if let sigma = node["azimuth_sigma_deg"]?.number(within: 0.0001...90) {
      calibration.azimuthSigmaDeg = sigma
    }
    calibration.rangeBiasM = node["range_bias_m"]?.number(within: -10_000...10_000) ?? 0
    calibration.azimuthBiasDeg = node["azimuth_bias_deg"]?.number(within: -180...180) ?? 0
    calibration.timeBiasMs = Int64(node["time_bias_ms"]?.number(within: -60_000...60_000) ?? 0)
    calibration.timeSigmaMs = node["time_sigma_ms"]?.number(within: 0...60_000) ?? 0
    return calibration
  }

  private func survey(_ node: YAMLNode, _ means: Means) -> Survey {
    _ = node.members([
      "range_km", "period_s", "detection_probability", "false_plots", "speed_max_m_per_s",
    ])
    if means != .radar {
      node.fault("only a radar has a survey.", next: "Leave it out, or write means: radar.")
    }
    var survey = Survey()
    if let rangeKm = node["range_km"]?.number(within: 0.1...1_000) {
      survey.reachM = rangeKm * 1_000
    }
    if let periodS = node["period_s"]?.number(within: 0.1...120) { survey.revisitS = periodS }
    if let probability = node["detection_probability"]?.number(within: 0.05...0.999) {
      survey.detectionProbability = probability
    }
    if let count = node["false_plots"]?.number(within: 0...5_000) {
      survey.falsePlotsPerScan = count
    }
    if let speed = node["speed_max_m_per_s"]?.number(within: 1...2_000) {
      survey.speedMaxMPS = speed
    }
    return survey
  }

  private func watch(_ node: YAMLNode, _ sensor: Sensor) -> SensorWatch? {
    _ = node.members(["from", "until", "range_km"])
    guard let fromMs = node.required("from")?.timeMs,
      let rangeKm = node.required("range_km")?.number(within: 0.01...1_000)
    else { return nil }
    if sensor.means.watchKind == nil {
      node.fault(
        "'\(sensor.means.code)' is no means by which a sensor watches all the time.",
        next: "Leave the watch out; people's hours stand in a register of kind exposure.")
    }
    if sensor.place == nil {
      node.fault(
        "a sensor without a place watches nothing.", next: "Add 'latitude' and 'longitude'.")
    }
    let untilMs = node["until"]?.timeMs
    if let untilMs, untilMs <= fromMs {
      node["until"]?.fault(
        "the watch ends before it begins.", next: "Exchange 'from' and 'until'.")
    }
    return SensorWatch(fromMs: fromMs, untilMs: untilMs, reachM: rangeKm * 1_000)
  }

  private func place(_ node: YAMLNode) -> GeoPoint? {
    guard node.has("latitude") || node.has("longitude") else { return nil }
    guard let latitudeDeg = node.required("latitude")?.number(within: -90...90),
      let longitudeDeg = node.required("longitude")?.number(within: -180...180)
    else { return nil }
    return GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  // MARK: Registers

  private mutating func entries(
    _ lines: [ContactLine], _ sensors: SensorRegister, _ zones: Set<String>
  ) -> [RegisterEntry] {
    let area = GeoBox(around: lines.flatMap { $0.pieces.flatMap { $0 } }, marginDeg: 4)
    var reader = RegisterReader(
      zones: zones, area: area, lineKm: lines.map { $0.lengthM / 1_000 }.max(), faults: faults)
    if let root = optionalYAML("notifications.yaml") { reader.read(notifications: root) }
    let listed = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("registers").path)
    for name in (listed ?? []).sorted() where !name.hasPrefix(".") {
      let path = "registers/\(name)"
      if name.hasSuffix(".yaml") {
        if let root = yaml(path) { reader.read(register: root) }
      } else if name.hasSuffix(".csv") {
        if let bytes = bytes(path) { reader.read(sheet: bytes, file: path) }
      } else {
        faults.add(
          Fault(
            .warning, file: path, line: 0, "the file is not read.",
            next: "Let its name end in .yaml or .csv."))
      }
    }
    reader.checkCorrections()
    reader.checkWatchers(sensors)
    return reader.entries
  }

  private func keptRegisters(_ root: YAMLNode) -> Set<RegisterKind> {
    Set(root["registers"]?.elements().compactMap { $0.word(RegisterKind.self) } ?? [])
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
