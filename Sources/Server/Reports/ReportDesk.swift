// Who drafts, clears, issues and corrects reports, and what do they see?
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Geo
internal import Ledger
internal import Missions
public import Notation
internal import Observations
public import Reports
internal import Store
internal import Witness

/// Reports of a mission whose data folder this program owns.
public actor ReportDesk {
  private static let keptCountMax = 3
  private let monitor: Monitor
  private let making: ReportMaking
  /// The last few, by what they were made from.
  private var kept: [(key: String, report: DailyReport)] = []

  public init(_ monitor: Monitor) {
    self.monitor = monitor
    making = ReportMaking(monitor.mission, monitor.data)
  }

  // MARK: Reading

  /// A daily report by its id, `DR-2026-176`.
  public func daily(_ id: String, known: KnownAt?, nowMs: Int64) async throws -> DailyReport {
    guard let day = Self.day(ofDaily: id) else {
      throw ActError(
        .notFound, "'\(id)' is no number of a daily report.", next: "Write DR-2026-176.")
    }
    let period = making.period(day)
    let marks = await monitor.marks
    let isOver = max(nowMs, await monitor.nowMs) >= period.untilMs
    let key = "\(id) \(known.map { "\($0)" } ?? "") \(marks.joined(separator: " ")) \(isOver)"
    if let found = kept.first(where: { $0.key == key }) { return found.report }
    let report = try making.daily(day, known: known, nowMs: nowMs)
    kept.append((key, report))
    if kept.count > Self.keptCountMax { kept.removeFirst() }
    return report
  }

  /// The spot report of that number.
  public func spot(_ id: String, known: KnownAt?) async throws -> SpotReport {
    guard let report = await monitor.cases.reports.reports[id],
      case .event(let event) = report.subject
    else { throw Self.missing(id) }
    return try making.spot(id, on: event, known: known)
  }

  /// The day before the one whose number in the year the id names.
  static func day(ofDaily id: String) -> CalendarDay? {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "DR", parts[1].utf8.count == 4, let year = Int(parts[1]),
      let number = Int(parts[2]), parts[2].utf8.count == 3, (1...366).contains(number),
      let first = CalendarDay("\(parts[1])-01-01")
    else { return nil }
    let issueDay = first.adding(days: number - 1)
    guard issueDay.year == year else { return nil }
    return issueDay.adding(days: -1)
  }

  private static func missing(_ id: String) -> ActError {
    ActError(.notFound, "There is no report \(id).", next: "See 'truceline report list'.")
  }

  // MARK: Acting

  /// Does a step of a report: `draft`, `prose`, `clear`, `return`, `issue`, `erratum`.
  ///
  /// - Parameter body: the members that the step needs, as in the interface.
  public func perform(
    _ step: String, _ id: String, _ body: JSONValue, actor: String, atMs: Int64
  ) async throws -> String {
    let act: ReportAct
    switch step {
    case "draft": act = try await drafting(body, atMs: atMs)
    case "prose": act = try await prose(id, body, atMs: atMs)
    case "clear": act = .cleared(report: id, note: body["note"]?.text ?? "")
    case "return": act = .returned(report: id, reason: try body.requiredText("reason"))
    case "issue": act = try await issuing(id, actor: actor, atMs: atMs)
    case "erratum": act = .erratum(report: id, try Self.erratum(body))
    default:
      throw ActError(.invalid, "'\(step)' is no step of a report.", next: "See the reference.")
    }
    _ = try await monitor.perform(.report(act), actor: actor, atMs: atMs)
    return act.report
  }

  private func drafting(_ body: JSONValue, atMs: Int64) async throws -> ReportAct {
    if let event = body["event"]?.text {
      guard try monitor.store.eventDoc(event) != nil else {
        throw ActError(
          .notFound, "There is no event \(event).", next: "See 'truceline event list'.")
      }
      let year = Written.day(of: atMs, making.mission.clock).year
      return .drafted(
        report: await monitor.cases.reports.nextSpotID(year: year), subject: .event(event))
    }
    let text = try body.requiredText("date")
    guard let day = CalendarDay(text) else {
      throw ActError(.invalid, "'\(text)' is no day.", next: "Write 2027-03-14.")
    }
    let period = making.period(day)
    try period.requireBegun(nowMs: max(atMs, await monitor.nowMs))
    return .drafted(
      report: ReportBook.dailyID(year: period.year, number: period.number),
      subject: .day(day.description))
  }

  private func prose(_ id: String, _ body: JSONValue, atMs: Int64) async throws -> ReportAct {
    let language = try body.requiredText("language")
    guard ReportLanguage(rawValue: language) != nil else {
      throw ActError(
        .invalid, "Reports are not written in '\(language)'.", next: "Write en, de or uk.")
    }
    guard let text = body["text"]?.text else {
      throw ActError(.invalid, "The member 'text' is missing.", next: "Add \"text\".")
    }
    let paragraph = try body.requiredText("paragraph")
    try await checkWords(text, paragraph, of: id, atMs: atMs)
    let versions = await monitor.cases.reports.reports[id]?.prose[
      .init(language: language, paragraph: paragraph)]
    return .prose(
      report: id, language: language, paragraph: paragraph, text: text,
      after: Int(body["after"]?.int ?? Int64(versions?.count ?? 0)))
  }

  private func checkWords(
    _ text: String, _ paragraph: String, of id: String, atMs: Int64
  ) async throws {
    let keys: [String]
    if id.hasPrefix("SR-") {
      let report = try await spot(id, known: nil)
      try report.checkFigures(of: text)
      keys = report.paragraphs.map(\.key)
    } else {
      let report = try await daily(id, known: nil, nowMs: atMs)
      try report.checkFigures(of: text)
      keys = report.paragraphs.map(\.key)
    }
    guard keys.contains(paragraph) else {
      throw ActError(
        .invalid, "Report \(id) has no paragraph '\(paragraph)'.",
        next: "It has: \(keys.joined(separator: ", ")).")
    }
  }

  private static func erratum(_ body: JSONValue) throws -> ReportErratum {
    ReportErratum(
      table: try body.requiredText("table"), row: try body.requiredText("row"),
      was: try body.requiredText("was"), nowIs: try body.requiredText("is"),
      reason: try body.requiredText("reason"), decidedBy: try body.requiredText("decided_by"))
  }

  /// Fixes what the report says and how the log stands at this moment.
  private func issuing(_ id: String, actor: String, atMs: Int64) async throws -> ReportAct {
    let draft = ReportFreeze(treeSize: 0, root: "", cosigners: [], digest: "")
    try await monitor.check(
      .report(.issued(report: id, freeze: draft)), actor: actor, atMs: atMs)
    let bytes: [UInt8]
    if id.hasPrefix("SR-") {
      bytes = try await spot(id, known: nil).frozen
    } else {
      let report = try await daily(id, known: nil, nowMs: atMs)
      guard !report.isProvisional else {
        throw ActError(
          .forbiddenByState,
          "The period of \(id) ends at \(making.mission.clock.iso(atMs: report.period.untilMs)).",
          next: "Issue it after the data cut.")
      }
      bytes = report.frozen
    }
    let (size, root, cosigners) = try await monitor.checkpointNow()
    return .issued(
      report: id,
      freeze: ReportFreeze(
        treeSize: size, root: root, cosigners: cosigners, digest: ContentDigest(of: bytes).hex))
  }
}

extension Monitor {
  /// Seals and publishes what there is, asks the witnesses, and says how the log stands.
  fileprivate func checkpointNow() async throws -> (
    size: UInt64, root: String, cosigners: [String]
  ) {
    let count = try seal()
    try await log.publish(upTo: count)
    try await log.askWitnesses()
    guard let newest = try await log.status(entries: count, began: nil).newest else {
      return (0, "", [])
    }
    let keys = Set(newest.cosignatures.map(\.key))
    let names = log.policy.witnesses.filter { keys.contains($0.key) }.map(\.name)
    return (newest.checkpoint.size, newest.checkpoint.root.hex, names)
  }
}
