// What is a mission? A folder of files that people can read, as one value.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Coalition
public import Feeds
public import Geo
public import Observations
public import Rules
public import Tracks

/// A mission folder that was read without faults.
public struct Mission: Sendable {
  public var folder: String
  public var id: String
  public var name: LocalText
  /// What a reader must know before he reads anything else; shown on the page.
  public var notice: LocalText?
  public var partyNames: [Party: LocalText]
  public var timeZone: String
  public var clock: LocalClock
  /// Local time of the daily data cut, `19:30`.
  public var dataCut: String
  /// When the parties last committed themselves anew: reports count from it as well.
  public var recommittedMs: Int64?
  public var languages: [String]
  /// False where the mandate forbids to name the responsible side.
  public var isAttributing: Bool
  public var joins: JoinSettings
  public var follows: FollowSettings
  public var sensors: SensorRegister
  public var feeds: [Feed]
  public var agreement: Agreement
  public var territory: Territory
  /// Land and places that the base map does not have.
  public var ground = MissionGround()
  /// The entries of the registers in the folder, notifications among them.
  public var entries: [RegisterEntry] = []
  /// Kinds of entries that the Mission keeps a register of: only then a missing one means something.
  public var keptRegisters: Set<RegisterKind> = []
  /// What coalition.yaml and sources.yaml plan; nil where the folder has no such file.
  public var plan: CoalitionPlan?
  /// SHA-256 over the files that decide what comes out.
  public var fingerprint: String
  /// The files that were read, with SHA-256 in hexadecimal digits, in order of their paths inside the
  /// folder.
  public var files: [(path: String, digest: String)] = []

  /// Who has to cosign the record log: the file `log.policy` (C2SP tlog-policy); nil where there is none.
  public var logPolicy: String?

  /// The clauses over the geometry, compiled.
  public var rules: RuleCheck {
    RuleCheck(
      agreement: agreement, territory: territory, notifications: [], entries: entries,
      kept: keptRegisters, clock: clock)
  }

  /// The ground that the plan is measured on: the line in force at a time, the plan's layers, the sectors.
  public func planGround(atMs: Int64) -> PlanGround? {
    guard let plan, let line = territory.line(atMs: atMs) else { return nil }
    return PlanGround(line: line, layers: plan.layers, sectors: territory.sectors)
  }

  /// What the parties announced for circles about a place, as it was handed in.
  public var notifications: [Notification] { entries.compactMap(\.notification) }

  /// Where reports of this mission lie: the line and four degrees around it.
  public var area: GeoBox? {
    GeoBox(around: territory.lines.flatMap { $0.pieces.flatMap { $0 } }, marginDeg: 4)
  }

  /// The tracks' stage, without a report yet: around the middle of the line, else of the sensors.
  /// - Parameter land: what vessels do not go on.
  public func picture(
    land: @autoclosure @escaping @Sendable () -> LandMask?
  ) -> TrackPicture {
    let line = territory.lines.flatMap { $0.pieces.flatMap { $0 } }
    let box = GeoBox(around: line) ?? GeoBox(around: sensors.sensors.compactMap(\.place))
    let centre = box.map {
      GeoPoint(
        latitudeDeg: ($0.south + $0.north) / 2, longitudeDeg: ($0.west + $0.east) / 2)
    }
    return TrackPicture(
      settings: follows, sensors: sensors,
      centre: centre ?? GeoPoint(latitudeDeg: 0, longitudeDeg: 0), land: land())
  }

  public func settings(for feed: Feed) -> FeedSettings {
    var settings = FeedSettings(
      name: feed.name, format: feed.format, receipt: feed.receipt, clock: clock,
      sensors: sensors, area: area)
    settings.sensor = feed.sensor
    settings.startMs = feed.startMs
    settings.editions = feed.editions
    settings.radars = feed.radars
    return settings
  }
}

/// Where observations come from.
public struct Feed: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case file(String)
    /// Every file in it, and those that come later.
    case directory(String)
    case standardInput
    /// Connects to a sensor or receiver.
    case tcp(Address)
    /// Waits for sensors that connect.
    case listen(Address)
    /// Datagrams to this machine, or to a multicast group on a network interface.
    case udp(Address, group: String?, interface: String?)
    case http(String, everyS: Double)
    /// Other programs post to this server's own interface.
    case post

    /// True where bytes are there already, rather than coming over time.
    public var isRecorded: Bool {
      switch self {
      case .file, .directory: true
      case .standardInput, .tcp, .listen, .udp, .http, .post: false
      }
    }
  }

  public struct Address: Hashable, Sendable, CustomStringConvertible {
    public let host: String
    public let port: Int

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// `127.0.0.1:30005`, `[::1]:30005`, `receiver.example:30005`.
    public init?(_ text: String) {
      guard let colon = text.lastIndex(of: ":"),
        let port = UInt16(text[text.index(after: colon)...])
      else { return nil }
      var host = text[..<colon]
      if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
      guard !host.isEmpty, !host.contains(where: { $0.isWhitespace || $0 == "/" }) else {
        return nil
      }
      self.host = String(host)
      self.port = Int(port)
    }
  }

  public var name: String
  public var format: FeedFormat
  public var source: Source
  public var receipt: FeedSettings.Receipt
  /// The registered sensor that all of it comes from.
  public var sensor: String?
  /// When a recording begins.
  public var startMs: Int64?
  public var editions: [UInt8: String] = [:]
  public var radars: [RadarSource] = []
  /// A live feed that brought nothing for so long is stale.
  public var staleAfterS = 120.0

  /// The same, with room for two answers of a web address that is asked seldom.
  public var silenceMaxS: Double {
    if case .http(_, let everyS) = source { return max(staleAfterS, 2.5 * everyS) }
    return staleAfterS
  }

  public init(
    name: String, format: FeedFormat, source: Source,
    receipt: FeedSettings.Receipt = .recorded(delayMs: 0)
  ) {
    self.name = name
    self.format = format
    self.source = source
    self.receipt = receipt
  }

  /// The source in words for an operator: a path, or an address.
  public var place: String {
    switch source {
    case .file(let path), .directory(let path): path
    case .standardInput: "standard input"
    case .tcp(let address): "tcp \(address)"
    case .listen(let address): "tcp, listening on \(address)"
    case .udp(let address, let group, _): "udp \(group.map { "\($0) on " } ?? "")\(address)"
    case .http(let url, _): url
    case .post: "posts to this server"
    }
  }
}

extension Mission {
  /// A mission without line, clauses or feeds: for reading recordings alone.
  public static var standalone: Mission {
    Mission(
      folder: "", id: "none", name: LocalText(""), notice: nil, partyNames: [:], timeZone: "UTC",
      clock: .utc, dataCut: "19:30", languages: ["en"], isAttributing: false,
      joins: JoinSettings(), follows: FollowSettings(), sensors: SensorRegister(), feeds: [],
      agreement: Agreement(id: "", title: LocalText(""), inForceMs: 0, clauses: []),
      territory: Territory(lines: []), fingerprint: "")
  }
}
