// What is a mission? A folder of files that people can read, as one value.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
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
  public var languages: [String]
  /// False where the mandate forbids to name the responsible side.
  public var isAttributing: Bool
  public var joins: JoinSettings
  public var sensors: SensorRegister
  public var feeds: [Feed]
  public var agreement: Agreement
  public var territory: Territory
  public var notifications: [Notification]
  /// SHA-256 over the files that decide what comes out.
  public var fingerprint: String

  /// The clauses over the geometry, compiled.
  public var rules: RuleCheck {
    RuleCheck(agreement: agreement, territory: territory, notifications: notifications)
  }

  /// Where reports of this mission lie: the line and four degrees around it.
  public var area: GeoBox? {
    GeoBox(around: territory.lines.flatMap { $0.pieces.flatMap { $0 } }, marginDeg: 4)
  }

  public func settings(for feed: Feed) -> FeedSettings {
    FeedSettings(
      name: feed.name, format: feed.format, receipt: feed.receipt, clock: clock,
      sensors: sensors, area: area)
  }
}

/// Where observations come from.
public struct Feed: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case file(String)
    /// Every file in it, and those that come later.
    case directory(String)
  }

  public var name: String
  public var format: FeedFormat
  public var source: Source
  public var receipt: FeedSettings.Receipt

  /// The paths to read now, in order of their names.
  public var path: String {
    switch source {
    case .file(let path), .directory(let path): path
    }
  }
}

extension Mission {
  /// A mission without line, clauses or feeds: for reading recordings alone.
  public static var standalone: Mission {
    Mission(
      folder: "", id: "none", name: LocalText(""), notice: nil, partyNames: [:], timeZone: "UTC",
      clock: .utc, dataCut: "19:30", languages: ["en"], isAttributing: false,
      joins: JoinSettings(), sensors: SensorRegister(), feeds: [],
      agreement: Agreement(id: "", title: LocalText(""), inForceMs: 0, clauses: []),
      territory: Territory(lines: []), notifications: [], fingerprint: "")
  }
}
