// What stands in registers/ and notifications.yaml? Entries, each with its place in the file.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Notation
internal import Observations
internal import Yams

/// Reads entries of registers from YAML and from sheets; all faults are reported with file and line.
struct RegisterReader {
  private(set) var entries: [RegisterEntry] = []
  private var places: [String: YAMLNode] = [:]
  private let zones: Set<String>
  /// Outside of this an entry cannot belong to the mission; nil where that is not known.
  private let area: GeoBox?
  /// Length of the longest version of the line; nil where there is none.
  private let lineKm: Double?
  private let faults: FaultList

  init(zones: Set<String>, area: GeoBox?, lineKm: Double?, faults: FaultList) {
    (self.zones, self.area, self.lineKm, self.faults) = (zones, area, lineKm, faults)
  }

  // MARK: Files

  /// `notifications.yaml`: entries of one kind, whose `kind` says what is announced.
  mutating func read(notifications root: YAMLNode) {
    _ = root.members(["notifications"])
    for node in root.required("notifications")?.elements() ?? [] {
      add(node, EntryKeys.notification)
    }
  }

  /// `registers/*.yaml`
  mutating func read(register root: YAMLNode) {
    _ = root.members(["entries"])
    for node in root.required("entries")?.elements() ?? [] { add(node, EntryKeys.register) }
  }

  /// `registers/*.csv`: a row an entry, with the keys of the YAML form as columns.
  mutating func read(sheet bytes: [UInt8], file: String) {
    var text = TextBytes()
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    text.finish(to: &utf8)
    var rows = CSVReader()
    rows.push(utf8)
    rows.finish()
    var header: [String]?
    while true {
      do throws(CSVError) {
        guard let row = try rows.next() else { return }
        if let header {
          add(node(row, header, file), EntryKeys.register)
        } else {
          header = (0..<row.count).map { row.text($0).trimmed }
        }
      } catch {
        faults.add(Fault(.error, file: file, line: error.line, "\(error.reason)."))
      }
    }
  }

  /// A row as the mapping that it stands for; empty cells are left out.
  private func node(_ row: CSVRow, _ header: [String], _ file: String) -> YAMLNode {
    var pairs: [(Node, Node)] = []
    for index in 0..<min(row.count, header.count) {
      let text = row.text(index).trimmed
      if !text.isEmpty { pairs.append((Node(header[index]), Node(text))) }
    }
    return YAMLNode(
      node: .mapping(Node.Mapping(pairs)), file: file, faults: faults, rowLine: row.line)
  }

  // MARK: Entries

  private mutating func add(_ node: YAMLNode, _ keys: EntryKeys) {
    guard let entry = entry(node, keys) else { return }
    if let before = places[entry.id] {
      node.fault(
        "\(keys.noun) '\(entry.id)' stands twice.",
        next: "It stands in \(before.file), line \(before.line); give one of them another id.")
      return
    }
    if let fault = entry.fault {
      (node[keys.name(of: fault.key)] ?? node).fault(
        fault.message, next: fault.next)
      return
    }
    guard isInArea(entry, node) else { return }
    places[entry.id] = node
    entries.append(entry)
  }

  private func entry(_ node: YAMLNode, _ keys: EntryKeys) -> RegisterEntry? {
    guard node.isMapping else {
      _ = node.members(keys.known(.notification))
      return nil
    }
    let written = node.required("kind")
    guard let kind = keys.isNotification ? .notification : written?.word(RegisterKind.self) else {
      return nil
    }
    let members = node.members(keys.known(kind))
    guard let id = node.required("id")?.text, written != nil,
      let fromMs = node.required("from")?.timeMs
    else { return nil }
    let untilMs = node["until"].flatMap(\.timeMs)
    if node.has("until"), untilMs == nil { return nil }
    guard let receivedAtMs = received(node, keys, untilMs ?? fromMs) else { return nil }
    let party = node["party"]?.word(Party.self)
    if node.has("party"), party == nil { return nil }
    guard let place = place(node, keys, kind) else { return nil }
    var attributes = members.compactMap { key, value in
      attribute(keys.isNotification && key == "kind" ? "what" : key, value, kind)
    }
    // What could not be read is a fault already.
    let fields = Set((kind.fields + RegisterEntry.commonFields).map(\.name))
    let writtenCount = members.count {
      fields.contains(keys.isNotification && $0.key == "kind" ? "what" : $0.key)
    }
    guard attributes.count == writtenCount else { return nil }
    attributes.sort { $0.name < $1.name }
    return RegisterEntry(
      id: id, kind: kind, party: party, place: place.value, fromMs: fromMs, untilMs: untilMs,
      receivedAtMs: receivedAtMs, reportedBy: node["reported_by"]?.text ?? "",
      attributes: attributes, reference: node["reference"]?.text,
      corrects: node["corrects"]?.text, note: node["note"]?.text ?? "")
  }

  private func received(_ node: YAMLNode, _ keys: EntryKeys, _ otherwiseMs: Int64) -> Int64? {
    if keys.isNotification || node.has("received") { return node.required("received")?.timeMs }
    return otherwiseMs
  }

  private func attribute(
    _ name: String, _ node: YAMLNode, _ kind: RegisterKind
  ) -> RegisterAttribute? {
    let fields = kind.fields + RegisterEntry.commonFields
    guard let field = fields.first(where: { $0.name == name }) else { return nil }
    switch field.form {
    case .number(let range):
      return node.number(within: range).map { RegisterAttribute(name, .number($0)) }
    case .flag: return node.flag.map { RegisterAttribute(name, .flag($0)) }
    case .time: return node.timeMs.map { RegisterAttribute(name, .time($0)) }
    case .words(let words):
      guard let text = node.text else { return nil }
      guard words.contains(text) else {
        node.fault("'\(text)' is not known.", next: YAMLNode.suggestion(text, Set(words)))
        return nil
      }
      return RegisterAttribute(name, .word(text))
    case .name: return node.text.map { RegisterAttribute(name, .word($0)) }
    }
  }

  // MARK: Places

  /// Where an entry has no place, its value is nil; nil alone after a fault.
  private func place(
    _ node: YAMLNode, _ keys: EntryKeys, _ kind: RegisterKind
  ) -> (value: RegisterPlace?, Void)? {
    if let zone = node["zone"] {
      guard let name = zone.text else { return nil }
      guard zones.contains(name) else {
        zone.fault("there is no zone '\(name)'.", next: YAMLNode.suggestion(name, zones))
        return nil
      }
      return (.zone(name), ())
    }
    if let area = node["area"] {
      return points(area).map { (.area($0.first == $0.last ? $0 : $0 + $0.prefix(1)), ()) }
    }
    if let way = node["way"] {
      guard let points = points(way),
        let widthKm = node.required("width_km")?.number(within: 0.001...1_000)
      else { return nil }
      return (.corridor(points, halfWidthM: widthKm * 500), ())
    }
    if let range = node["line_km"] { return lineKm(range).map { (.lineKm($0), ()) } }
    return circle(node, keys)
  }

  private func circle(_ node: YAMLNode, _ keys: EntryKeys) -> (value: RegisterPlace?, Void)? {
    guard node.has("latitude") || node.has("longitude") else {
      guard keys.isNotification else { return (nil, ()) }
      node.fault("the notification has no place.", next: "Add 'latitude: …, longitude: …'.")
      return nil
    }
    guard let latitudeDeg = node.required("latitude")?.number(within: -90...90),
      let longitudeDeg = node.required("longitude")?.number(within: -180...180)
    else { return nil }
    var radiusKm = 0.0
    if keys.isNotification || node.has("radius_km") {
      guard let written = node.required("radius_km")?.number(within: 0.001...10_000) else {
        return nil
      }
      radiusKm = written
    }
    let point = GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
    return (.circle(point, radiusM: radiusKm * 1_000), ())
  }

  private func points(_ node: YAMLNode) -> [GeoPoint]? {
    let points = node.elements().compactMap { pair -> GeoPoint? in
      let numbers = pair.elements().compactMap(\.number)
      guard numbers.count == 2 else {
        pair.fault("a point was expected.", next: "Write [longitude, latitude].")
        return nil
      }
      return GeoPoint(latitudeDeg: numbers[1], longitudeDeg: numbers[0])
    }
    return points.isEmpty || points.count < node.elements().count ? nil : points
  }

  private func lineKm(_ node: YAMLNode) -> ClosedRange<Double>? {
    // In a sheet both stand in one cell.
    let numbers =
      node.isSequence
      ? node.elements().compactMap(\.number)
      : (node.text ?? "").split(whereSeparator: { "[], -–".contains($0) }).map { Double($0) ?? -1 }
    guard numbers.count == 2, numbers[0] <= numbers[1], numbers[0] >= 0 else {
      node.fault("two kilometres along the line were expected.", next: "Write [12, 15.5].")
      return nil
    }
    if let lineKm, numbers[1] > lineKm + 1 {
      node.fault(
        "the stretch ends at km \(numbers[1]), and the line at km \(Int64(lineKm)).",
        next: "Write kilometres from the beginning of the line, not metres.")
      return nil
    }
    return numbers[0]...numbers[1]
  }

  /// An entry far away from everything else is a slip of the pen, and would never match.
  private func isInArea(_ entry: RegisterEntry, _ node: YAMLNode) -> Bool {
    guard let area, let point = entry.place?.middle, !area.contains(point) else { return true }
    (node["latitude"] ?? node["area"] ?? node["way"] ?? node).fault(
      "the \(entry.kind.rawValue) lies outside the mission's area, at latitude "
        + "\(point.latitudeDeg), longitude \(point.longitudeDeg).",
      next: "Exchange latitude and longitude, or mend them.")
    return false
  }

  // MARK: What entries say of each other

  /// What stops a watch names one that somebody has.
  func checkWatchers(_ sensors: SensorRegister) {
    let watchers = Set(entries.compactMap { $0.kind == .exposure ? $0.word("watcher") : nil })
      .union(sensors.sensors.map(\.id))
    for entry in entries where entry.kind == .impediment && entry.flag("stops_watch") == true {
      guard let name = entry.word("watcher"), !watchers.contains(name), let node = places[entry.id]
      else { continue }
      (node["watcher"] ?? node).warning(
        "nobody watches under the name '\(name)'; the impediment takes no hours off.",
        next: YAMLNode.suggestion(name, watchers))
    }
  }

  /// A correction names an entry that is there and that nothing else corrects.
  func checkCorrections() {
    var corrected: [String: String] = [:]
    for entry in entries {
      guard let id = entry.corrects, let node = places[entry.id] else { continue }
      let place = node["corrects"] ?? node
      guard let before = entries.first(where: { $0.id == id }) else {
        place.fault("there is no entry '\(id)' to correct.", next: "Write the id of one.")
        continue
      }
      if before.kind != entry.kind {
        place.fault("'\(id)' is a \(before.kind.rawValue).", next: "Correct it by one of its kind.")
      }
      if entry.receivedAtMs < before.receivedAtMs {
        place.fault(
          "the correction was received before what it corrects.", next: "Mend 'received'.")
      }
      if let other = corrected[id] {
        place.fault("'\(id)' is corrected by '\(other)' already.", next: "Correct '\(other)'.")
      }
      corrected[id] = entry.id
    }
  }
}

/// The keys of a file's form.
private struct EntryKeys {
  let isNotification: Bool

  static let notification = EntryKeys(isNotification: true)
  static let register = EntryKeys(isNotification: false)

  var noun: String { isNotification ? "notification" : "entry" }

  func known(_ kind: RegisterKind) -> Set<String> {
    let fields = (kind.fields + RegisterEntry.commonFields).map(\.name)
    return Set(fields).subtracting(isNotification ? ["what"] : []).union([
      "id", "kind", "party", "from", "until", "received", "reported_by", "latitude", "longitude",
      "radius_km", "area", "way", "width_km", "line_km", "zone", "reference", "corrects", "note",
    ])
  }

  /// The key of the file for a key of the entry.
  func name(of key: String) -> String {
    if key == "place" { return "latitude" }
    return isNotification && key == "what" ? "kind" : key
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
