// Where do observations come from? feeds.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Geo
internal import Observations

/// Reads `feeds.yaml`.
struct FeedsReader {
  private static let sources = [
    "file", "directory", "stdin", "tcp", "listen", "udp", "http", "post",
  ]

  private let folder: URL
  private let sensors: SensorRegister

  init(_ folder: URL, _ sensors: SensorRegister) {
    self.folder = folder
    self.sensors = sensors
  }

  func feeds(_ root: YAMLNode) -> [Feed] {
    _ = root.members(["feeds"])
    var feeds: [Feed] = []
    for node in root.required("feeds")?.elements() ?? [] {
      guard let feed = feed(node) else { continue }
      if feeds.contains(where: { $0.name == feed.name }) {
        node.fault("feed '\(feed.name)' stands twice.", next: "Give one of them another name.")
      }
      if let address = feed.source.ownAddress,
        let other = feeds.first(where: { $0.source.ownAddress == address })
      {
        node.fault(
          "feed '\(feed.name)' listens where '\(other.name)' does.",
          next: "Give one of them another port.")
      }
      feeds.append(feed)
    }
    return feeds
  }

  private func feed(_ node: YAMLNode) -> Feed? {
    _ = node.members(
      Set(Self.sources).union([
        "name", "format", "received", "delay_min", "sensor", "start", "editions", "radars", "group",
        "interface", "every_s", "stale_after_s", "note",
      ]))
    guard let name = node.required("name")?.text,
      let format = node.required("format")?.word(FeedFormat.self), let source = source(node)
    else { return nil }
    var feed = Feed(
      name: name, format: format, source: source, receipt: receipt(node, source))
    refuseUseless(node, feed)
    feed.sensor = node["sensor"].flatMap(sensor)
    feed.startMs = node["start"]?.timeMs
    feed.editions = node["editions"].map(editions) ?? [:]
    for element in node["radars"]?.elements() ?? [] {
      guard let radar = radar(element) else { continue }
      if feed.radars.contains(where: { ($0.sac, $0.sic) == (radar.sac, radar.sic) }) {
        element.fault(
          "SAC \(radar.sac) SIC \(radar.sic) stands twice.", next: "Leave one of them out.")
      }
      feed.radars.append(radar)
    }
    feed.staleAfterS = node["stale_after_s"]?.number(within: 1...604_800) ?? feed.staleAfterS
    return feed
  }

  /// A key that would change nothing was meant to change something.
  private func refuseUseless(_ node: YAMLNode, _ feed: Feed) {
    func refuse(_ keys: String..., unless isUsed: Bool, next: String) {
      guard !isUsed else { return }
      for key in keys {
        node.key(key)?.fault("'\(key)' has no use in the feed '\(feed.name)'.", next: next)
      }
    }
    var (isUDP, isInGroup, isAsked, isRecorded) = (false, false, false, false)
    if case .udp(_, let group, _) = feed.source { (isUDP, isInGroup) = (true, group != nil) }
    if case .http = feed.source { isAsked = true }
    if case .recorded = feed.receipt { isRecorded = true }
    refuse("every_s", unless: isAsked, next: "Only 'http' is asked again and again; leave it out.")
    refuse("group", unless: isUDP, next: "Only 'udp' joins a multicast group; leave it out.")
    refuse(
      "interface", unless: isInGroup || node.has("group"),
      next: "It says where the multicast 'group' of 'udp' is joined; add that, or leave it out.")
    refuse(
      "delay_min", unless: isRecorded,
      next: "Received live, a report has the time at which it came; leave it out, or write "
        + "'received: recorded'.")
    refuse(
      "editions", "radars", unless: feed.format == .asterix,
      next: "Only 'format: asterix' has it; leave it out.")
    refuse(
      "start", unless: feed.format.isDatedByStart,
      next: "The messages of \(feed.format.rawValue) carry their date; leave it out.")
    refuse(
      "start", unless: isRecorded || !feed.format.isDatedByStart,
      next: "Received live, a report is dated when it comes; leave it out, or write "
        + "'received: recorded'.")
  }

  // MARK: Source

  private func source(_ node: YAMLNode) -> Feed.Source? {
    let written = Self.sources.filter(node.has)
    guard written.count == 1, let key = written.first, let value = node[key] else {
      let named = Self.sources.map { "'\($0)'" }.joined(separator: ", ")
      node.fault(
        written.isEmpty
          ? "the feed has no source." : "the feed has \(written.count) sources.",
        next: "Give it one of \(named).")
      return nil
    }
    if key == "stdin" || key == "post" {
      if value.flag != true {
        value.fault("'\(key)' is not true.", next: "Write '\(key): true', or another source.")
      }
      return key == "post" ? .post : .standardInput
    }
    guard let text = value.text else { return nil }
    switch key {
    case "file", "directory": return path(value, text, isDirectory: key == "directory")
    case "http": return web(node, value, text)
    default:
      guard let address = Feed.Address(text) else {
        value.fault("'\(text)' is no address.", next: "Write host and port: 127.0.0.1:30005.")
        return nil
      }
      switch key {
      case "tcp": return .tcp(address)
      case "listen": return .listen(address)
      default:
        return .udp(address, group: group(node), interface: node["interface"]?.text)
      }
    }
  }

  /// IPv4 224.0.0.0 to 239.255.255.255, or IPv6 ff00::/8.
  private func group(_ node: YAMLNode) -> String? {
    guard let written = node["group"], let text = written.text else { return nil }
    let parts = text.split(separator: ".").map { UInt8($0) }
    let isIPv4 = parts.count == 4 && !parts.contains(nil) && (224...239).contains(parts[0] ?? 0)
    guard isIPv4 || (text.lowercased().hasPrefix("ff") && text.contains(":")) else {
      written.fault(
        "'\(text)' is no multicast address.", next: "Write one of 224.0.0.0 to 239.255.255.255.")
      return nil
    }
    return text
  }

  private func path(_ node: YAMLNode, _ text: String, isDirectory: Bool) -> Feed.Source {
    let path =
      text.hasPrefix("/") ? text : folder.appendingPathComponent(text).standardizedFileURL.path
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    if !exists || isFolder.boolValue != isDirectory {
      node.fault(
        "there is no \(isDirectory ? "directory" : "file") '\(text)'.",
        next: "Paths are read from the mission folder.")
    }
    return isDirectory ? .directory(path) : .file(path)
  }

  private func web(_ node: YAMLNode, _ value: YAMLNode, _ text: String) -> Feed.Source? {
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil
    else {
      value.fault("'\(text)' is no web address.", next: "Write https://host/path.")
      return nil
    }
    return .http(text, everyS: node["every_s"]?.number(within: 1...86_400) ?? 60)
  }

  // MARK: Time of receipt, sensors, editions

  private func receipt(_ node: YAMLNode, _ source: Feed.Source) -> FeedSettings.Receipt {
    let delayMin = node["delay_min"]?.number(within: 0...5_256_000) ?? 0  // ten years
    let delayMs = Int64(delayMin * 60_000)
    switch node["received"]?.text ?? (source.isRecorded ? "recorded" : "live") {
    case "recorded": return .recorded(delayMs: delayMs)
    case "live": return .live(atMs: 0)
    case let other:
      node["received"]?.fault("'\(other)' is not known.", next: "Write recorded or live.")
      return .recorded(delayMs: 0)
    }
  }

  private func sensor(_ node: YAMLNode) -> String? {
    guard let id = node.text else { return nil }
    if sensors[id] == nil {
      node.fault(
        "sensor '\(id)' is not in sensors.yaml.",
        next: YAMLNode.suggestion(id, Set(sensors.sensors.map(\.id))))
    }
    return id
  }

  private func editions(_ node: YAMLNode) -> [UInt8: String] {
    var editions: [UInt8: String] = [:]
    for (key, value) in node.entries() {
      guard let category = UInt8(key) else {
        value.fault("'\(key)' is no ASTERIX category.", next: "Write the number: 48: \"1.31\".")
        continue
      }
      let known = ASTERIXDecoder.editions(of: category)
      guard let edition = value.text, known.contains(edition) else {
        value.fault(
          "edition '\(value.text ?? "")' of category \(category) is not known.",
          next: known.isEmpty
            ? "Category \(category) is not read."
            : "Known: \(known.joined(separator: ", ")), in quotation marks.")
        continue
      }
      editions[category] = edition
    }
    return editions
  }

  private func radar(_ node: YAMLNode) -> RadarSource? {
    _ = node.members(["sac", "sic", "sensor", "editions"])
    let id = node.required("sensor").flatMap(sensor)
    guard let sac = octet(node, "sac"), let sic = octet(node, "sic"), let id else { return nil }
    if sensors[id] != nil, sensors[id]?.place == nil {
      node.fault(
        "the radar '\(id)' has no place.",
        next: "Give it latitude, longitude and height_m in sensors.yaml.")
    }
    return RadarSource(
      sac: sac, sic: sic, sensor: id, editions: node["editions"].map(editions) ?? [:])
  }

  private func octet(_ node: YAMLNode, _ key: String) -> UInt8? {
    guard let written = node.required(key), let text = written.text else { return nil }
    guard let octet = UInt8(text) else {
      written.fault("'\(text)' is not within 0 to 255.", next: "Write a whole number.")
      return nil
    }
    return octet
  }
}

extension Feed.Source {
  /// Where it listens on this machine.
  fileprivate var ownAddress: String? {
    switch self {
    case .listen(let address): "tcp \(address)"
    case .udp(let address, let group, _): "udp \(address) \(group ?? "")"
    case .file, .directory, .standardInput, .tcp, .http, .post: nil
    }
  }
}
