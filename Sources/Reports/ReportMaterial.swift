// From what is a report made? Everything that was known at the data cut, as values.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Cases
public import Geo
public import Observations
public import Rules
public import Tracks

/// What the mission's files say that a report needs.
public struct ReportMission: Sendable {
  public var id: String
  public var name: LocalText
  public var notice: LocalText?
  public var partyNames: [Party: LocalText]
  public var timeZone: String
  public var clock: LocalClock
  public var cut: String
  /// False where the mandate forbids to name the responsible side.
  public var isAttributing: Bool
  /// When the parties last committed themselves anew, where the mission file says so.
  public var recommittedMs: Int64?
  public var sensors: SensorRegister
  public var agreement: Agreement
  public var territory: Territory

  public init(
    id: String, name: LocalText, notice: LocalText? = nil, partyNames: [Party: LocalText],
    timeZone: String, clock: LocalClock, cut: String, isAttributing: Bool = true,
    recommittedMs: Int64? = nil, sensors: SensorRegister, agreement: Agreement,
    territory: Territory
  ) {
    (self.id, self.name, self.notice, self.partyNames) = (id, name, notice, partyNames)
    (self.timeZone, self.clock, self.cut) = (timeZone, clock, cut)
    (self.isAttributing, self.recommittedMs) = (isAttributing, recommittedMs)
    (self.sensors, self.agreement, self.territory) = (sensors, agreement, territory)
  }
}

/// Time in which somebody watched, whether or not anything happened.
public struct ExposureInterval: Hashable, Sendable {
  /// Means whose hours stand in T1, and make rate and coverage.
  static let inTable: [WatchKind] = [.patrol, .camera, .uav]

  public let id: String
  public let kind: WatchKind
  /// Id of the sector; nil where it is none.
  public let sector: String?
  public let period: Period
  /// What an hour of it counts, 0 to 1: less where a share of it was blind or in another sector.
  public let weight: Double
  /// It lies before the report's period, and the Mission learned of it in the period.
  public let isLate: Bool

  public init(
    id: String, kind: WatchKind, sector: String?, period: Period, weight: Double = 1,
    isLate: Bool = false
  ) {
    (self.id, self.kind, self.sector, self.period) = (id, kind, sector, period)
    (self.weight, self.isLate) = (weight, isLate)
  }
}

/// What of the line was watched in the period.
public struct LineCoverage: Hashable, Sendable {
  /// Share of the line's length, the mean over the period, percent, by sector id.
  public let percent: [String: Double]
  public let totalPercent: Double

  public init(percent: [String: Double], totalPercent: Double) {
    (self.percent, self.totalPercent) = (percent, totalPercent)
  }
}

/// A flight in a zone that a clause names.
public struct FlightRow: Hashable, Sendable {
  public var id: String
  public var kind: ObservationKind
  public var firstMs: Int64
  public var entryMs: Int64
  /// Nil where it was not seen to leave.
  public var exitMs: Int64?
  public var leastHeightM: Double?
  public var mostHeightM: Double?
  public var identifiedBy: String?
  public var notification: String?
  public var sensors: [String]
  public var clauses: [String]
  public var cases: [String]

  public init(
    id: String, kind: ObservationKind, firstMs: Int64, entryMs: Int64, exitMs: Int64?,
    leastHeightM: Double?, mostHeightM: Double?, identifiedBy: String?, notification: String?,
    sensors: [String], clauses: [String], cases: [String]
  ) {
    (self.id, self.kind, self.firstMs, self.entryMs) = (id, kind, firstMs, entryMs)
    (self.exitMs, self.leastHeightM, self.mostHeightM) = (exitMs, leastHeightM, mostHeightM)
    (self.identifiedBy, self.notification) = (identifiedBy, notification)
    (self.sensors, self.clauses, self.cases) = (sensors, clauses, cases)
  }
}

/// Reports that a person set aside, joined as if they counted, so that one exercise that three patrols
/// heard is not three.
public struct SetAsideEvent: Hashable, Sendable {
  public let event: Event
  public let reason: SetAsideReason

  public init(event: Event, reason: SetAsideReason) { (self.event, self.reason) = (event, reason) }
}

/// Everything that a daily report is made from: reports received before the data cut, and records of what
/// people decided about them. A register that the Mission does not keep is nil, and is
/// said to be missing; one that is empty is not.
public struct ReportMaterial: Sendable {
  public var mission: ReportMission
  public var period: ReportPeriod
  /// So many records of the log are in it.
  public var recordCount: UInt64 = 0
  /// The data cut was not reached when it was made.
  public var isProvisional = false
  public var events: [Event] = []
  public var setAside: [SetAsideEvent] = []
  public var cases = CaseBook()
  /// Entries of all registers, of the mission folder and of the records.
  public var register = Register()
  public var flights: [FlightRow] = []
  public var exposure: [ExposureInterval]?
  /// Of which means the hours are known; those of others are "not recorded", never nought.
  public var exposureKinds = Set(WatchKind.allCases)
  public var coverage: LineCoverage?
  public var previousCoverage: LineCoverage?
  /// Watches that have hours and, for want of an extent on the line, no coverage.
  public var placelessWatchIDs: [String] = []
  /// The name of the public log; nil where nothing was published yet.
  public var logOrigin: String?

  public init(mission: ReportMission, period: ReportPeriod) {
    (self.mission, self.period) = (mission, period)
  }
}
