// How is a report made from a data folder? The state at the data cut, told from the logs.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
internal import Foundation
internal import Geo
internal import Ledger
public import Missions
internal import Notation
internal import Observations
internal import Pipeline
public import Reports
internal import Rules
internal import Tracks

/// Makes reports of a mission's data folder; another program may be writing there.
public struct ReportMaking: Sendable {
  public let mission: Mission
  let data: DataFolder

  public init(_ mission: Mission, _ data: DataFolder) {
    (self.mission, self.data) = (mission, data)
  }

  public func period(_ day: CalendarDay) -> ReportPeriod {
    ReportPeriod(day: day, cut: mission.dataCut, clock: mission.clock)
  }

  /// The daily report of a day. One that was issued comes as it was issued, whatever was recorded since.
  ///
  /// - Parameters:
  ///   - known: leaves out reports and records that came later; nil for all there are.
  ///   - nowMs: the clock on the wall, only to refuse days to come. A recorded day has come when reports
  ///     of it, or of a later one, were received.
  /// - Throws: `ReportError`; what the journals throw.
  public func daily(_ day: CalendarDay, known: KnownAt?, nowMs: Int64) throws -> DailyReport {
    let period = period(day)
    let id = ReportBook.dailyID(year: period.year, number: period.number)
    let issued = try known == nil ? asIssued(id) : nil
    var (material, lastMs) = try material(period, records: known ?? issued)
    var knownMs = max(nowMs, lastMs)
    if case .time(let atMs)? = known { knownMs = atMs }
    try period.requireBegun(nowMs: knownMs)
    // It is issued after the cut only, whatever the clock of who prints it shows.
    material.isProvisional = issued == nil && knownMs < period.untilMs
    return DailyReport(material, record: material.cases.reports.reports[id])
  }

  /// The spot report on an event, as it is known.
  public func spot(_ id: String, on eventID: String, known: KnownAt?) throws -> SpotReport {
    let limit = try known ?? asIssued(id)
    let retelling = try Retelling(
      mission, data, records: try RecordReader(reading: data), until: limit)
    guard let event = retelling.pipeline.joiner.currentEvents().first(where: { $0.id == eventID })
    else {
      throw ReportError(
        "There is no event \(eventID).", next: "See 'truceline event list' for their ids.")
    }
    return SpotReport(
      id: id, event, mission: reportMission, cases: retelling.pipeline.cases,
      recordCount: retelling.logBook.size)
  }

  /// What all records say of reports.
  public func book() throws -> ReportBook {
    var book = ReportBook()
    var reader = try RecordReader(reading: data)
    while let entry = try reader.next() {
      guard entry.claims["type"]?.text?.hasPrefix("report.") == true else { continue }
      book.apply(try entry.record())
    }
    return book
  }

  /// The state in which an issued report was frozen; nil for one that was not issued.
  private func asIssued(_ id: String) throws -> KnownAt? {
    var reader = try RecordReader(reading: data)
    while let entry = try reader.next() {
      guard entry.claims["type"]?.text == "report.issued", entry.claims["report"]?.text == id else {
        continue
      }
      return .size(entry.index + 1)
    }
    return nil
  }

  // MARK: Material

  /// What the report is made from, and when the last of all reports was received.
  private func material(
    _ period: ReportPeriod, records: KnownAt?
  ) throws -> (ReportMaterial, lastMs: Int64) {
    let known = KnownAt.cut(receivedBeforeMs: period.untilMs, records: records)
    let retelling = try Retelling(
      mission, data, records: try RecordReader(reading: data), until: known)
    var material = ReportMaterial(mission: reportMission, period: period)
    material.events = retelling.pipeline.joiner.currentEvents()
    material.cases = retelling.pipeline.cases
    material.recordCount = retelling.logBook.size
    material.register = retelling.pipeline.register
    material.readExposure()
    material.logOrigin = logOrigin
    let lastMs = try addOthers(to: &material, retelling.logBook, known)
    return (material, lastMs)
  }

  /// What the pipeline does not keep: reports that were set aside, and ways of things that fly.
  private func addOthers(
    to material: inout ReportMaterial, _ logBook: LogBook, _ known: KnownAt
  ) throws -> Int64 {
    let reasons = Dictionary(
      logBook.setAside.map { ($0.id, $0.reason) }, uniquingKeysWith: { $1 })
    var apart: [SetAsideReason: EventJoiner] = [:]
    var flights = FlightFinder(mission, material.period)
    var lastMs: Int64 = 0
    var reader = try KnownJournal(data, nil, sealedSequence: 0)
    while let entry = try reader.next() {
      guard case .observation(let observation) = entry.content else { continue }
      lastMs = max(lastMs, observation.receivedAtMs)
      guard
        known.knows(
          observation, sequence: entry.sequence, sealedSequence: logBook.sealedSequence)
      else { continue }
      if observation.isTrackReport {
        flights.add(observation)
      } else if let reason = reasons[observation.id] {
        var joiner =
          apart[reason] ?? EventJoiner(settings: mission.joins, sensors: mission.sensors)
        _ = joiner.add(observation)
        apart[reason] = joiner
      }
    }
    for reason in SetAsideReason.allCases {
      guard var joiner = apart[reason] else { continue }
      _ = joiner.settle()
      material.setAside += joiner.currentEvents().map { SetAsideEvent(event: $0, reason: reason) }
    }
    material.flights = flights.finished(material.cases)
    return lastMs
  }

  private var reportMission: ReportMission {
    ReportMission(
      id: mission.id, name: mission.name, notice: mission.notice,
      partyNames: mission.partyNames, timeZone: mission.timeZone, clock: mission.clock,
      cut: mission.dataCut, isAttributing: mission.isAttributing,
      recommittedMs: mission.recommittedMs, sensors: mission.sensors,
      agreement: mission.agreement, territory: mission.territory)
  }

  /// The name on the newest checkpoint.
  private var logOrigin: String? {
    guard let note = FileManager.default.contents(atPath: data.log + "/checkpoint") else {
      return nil
    }
    return String(decoding: note, as: UTF8.self).split(separator: "\n").first.map(String.init)
  }
}
