// Can this report be true? All checks of one report of a moving thing, and the flags that stand.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
internal import HeapModule
public import Observations

/// Marks reports of moving things that cannot be as they say, and areas where none can be relied on.
///
/// Nothing is deleted or changed: a flag names the reports, the measured value and the limit. A report
/// that says it is simulated is no fault and is not checked; it is shown as simulated.
///
/// - Order: reports come by `happened.fromMs`, then key; the outcome is a function of that sequence.
/// - Memory: `PlausibilitySettings.thingCountMax` identities, each forgotten an hour after its last
///   report.
public struct PlausibilityCheck: Sendable {
  public let settings: PlausibilitySettings
  private let horizon: RadioHorizon
  /// Asked for at the first report of a vessel: reading a map takes time that other missions need not
  /// spend.
  private let land: @Sendable () -> LandMask?
  /// Three sigma of the clock of each sensor that has one on record: satellites may date reports of
  /// ships minutes wrong.
  private let clockSlackS: [String: Double]
  private var book = ThingBook()
  private var signs = JointSigns()
  private var contacts = ContactPairs()
  private var replays: ReplaySearch
  private var ends = Heap<FlagEnd>()
  private var nowMs = Int64.min
  private var findings: [Finding] = []
  private var changes: [FlagChange] = []

  /// Reports that were checked; that said they were simulated; that had no lasting identity or no
  /// position.
  public private(set) var checkedCount = 0
  public private(set) var simulatedCount = 0
  public private(set) var passedOverCount = 0
  /// Things forgotten before their hour because there were too many.
  public private(set) var crowdedOutCount = 0

  public init(
    settings: PlausibilitySettings, sensors: SensorRegister,
    land: @autoclosure @escaping @Sendable () -> LandMask?
  ) {
    self.settings = settings
    self.land = land
    horizon = RadioHorizon(sensors, settings)
    let clocks = sensors.sensors.filter { $0.calibration.timeSigmaMs > 0 }.map {
      ($0.id, settings.significance * $0.calibration.timeSigmaMs / 1_000)
    }
    clockSlackS = Dictionary(clocks, uniquingKeysWith: { max($0, $1) })
    replays = ReplaySearch(reportCount: settings.replayReportCount)
  }

  /// Takes one report of a moving thing; gives back what became of flags and areas.
  public mutating func take(_ observation: Observation) -> [FlagChange] {
    guard let report = MovingReport(observation, settings, clockSlackS) else {
      passedOverCount += 1
      return []
    }
    nowMs = max(nowMs, report.atMs)
    changes.removeAll(keepingCapacity: true)
    endWhatIsOver()
    if report.isSimulated {
      simulatedCount += 1
      return changes
    }
    checkedCount += 1
    findings.removeAll(keepingCapacity: true)
    if report.isContact {
      checkContact(report)
      return changes
    }
    check(report, observation)
    return changes
  }

  /// Flags that stand now for an identity, oldest first.
  public func flags(of identity: Identity) -> [PlausibilityFlag] {
    guard let slot = book.slot(of: identity) else { return [] }
    return book[slot].flags.map(\.flag).sorted {
      ($0.fromMs, $0.reason.rawValue) < ($1.fromMs, $1.reason.rawValue)
    }
  }

  /// Areas in which positions are unreliable now, oldest first.
  public var unreliableAreas: [UnreliableArea] { signs.areas }

  /// The first area that a place lies in: verdicts on what is there rest on positions that may be
  /// wrong.
  public func unreliableArea(at point: GeoPoint) -> UnreliableArea? {
    signs.areas.first { offsetM(from: $0.centre, to: point).length <= $0.radiusM }
  }

  /// Identities that are remembered.
  public var identityCount: Int { book.count }

  // MARK: One report

  private mutating func check(_ report: MovingReport, _ observation: Observation) {
    guard let slot = book.slot(of: report.subject) else {
      return begin(report, observation)
    }
    book.touch(slot, report.atMs)
    if let type = report.shipType, type > 0 { book[slot].shipType = type }
    let movingClass = MovingClass(report.kind, shipType: book[slot].shipType)
    let limits = settings[movingClass]
    let jump = book[slot].move(report, movingClass, limits, settings, into: &findings)
    if report.principle == .radar { findings.removeAll(keepingCapacity: true) }
    if book[slot].strands.count > 1 {
      book[slot].compareSensors(
        report, sensor: observation.sensor, movingClass, limits, settings, into: &findings)
    }
    if report.isSelfReport {
      book.locate(slot, report.point)
      book[slot].words.take(
        observation.identities, report.shipType, isAirborne: movingClass.isAirborne, into: &findings
      )
      book[slot].cadence.take(report, into: &findings)
      searchReplay(report, slot)
    }
    checkPlace(report, movingClass, slot)
    for finding in findings { raise(finding, report, movingClass, slot) }
    if report.isSelfReport { checkTogether(report, movingClass, jump, slot) }
  }

  private mutating func begin(_ report: MovingReport, _ observation: Observation) {
    let slot = book.add(report, observation.identities)
    let movingClass = MovingClass(report.kind, shipType: report.shipType)
    if report.isSelfReport {
      book.locate(slot, report.point)
      searchReplay(report, slot)
    }
    checkPlace(report, movingClass, slot)
    for finding in findings { raise(finding, report, movingClass, slot) }
    book[slot].noteAccuracy(report)
    while book.count > settings.thingCountMax, let oldest = book.oldest {
      crowdedOutCount += 1
      forget(oldest)
    }
  }

  /// A contact has no name to put a flag on; the thing that it went along with has.
  private mutating func checkContact(_ report: MovingReport) {
    guard report.principle != .selfReport,
      let found = contacts.take(report, book, book.cells, settings)
    else { return }
    let movingClass = MovingClass(report.kind, shipType: book[found.slot].shipType)
    raise(found.finding, report, movingClass, found.slot)
  }

  private mutating func checkPlace(
    _ report: MovingReport, _ movingClass: MovingClass, _ slot: Int
  ) {
    if let fault = book[slot].identityFault {
      findings.append(
        Finding(
          reason: .impossibleIdentity, value: 1, limit: 0, unit: .count, detail: fault))
    }
    if let finding = horizon.finding(report, movingClass, sensor: report.sensorName, settings) {
      // One position may be a fault of the radio; the second says so again.
      book[slot].beyondHorizonCount += 1
      if book[slot].beyondHorizonCount >= 2 { findings.append(finding) }
    }
    if movingClass.isVessel, report.isSelfReport, let land = land(),
      let finding = book[slot].inland.finding(report, land)
    {
      findings.append(finding)
    }
  }

  private mutating func searchReplay(_ report: MovingReport, _ slot: Int) {
    guard
      let found = replays.take(
        report, slot: Int32(slot), serial: book[slot].serial, &book[slot].replay)
    else { return }
    let source =
      book.holds(found.slot, found.serial) ? book[Int(found.slot)].subject : report.subject
    findings.append(
      Finding(
        reason: .replayedTrail, value: Double(found.length), limit: 5, unit: .count,
        detail: .heardFrom(source), before: book[slot].replay.begin))
  }

  // MARK: Many at once

  private mutating func checkTogether(
    _ report: MovingReport, _ movingClass: MovingClass, _ jump: Jump?, _ slot: Int
  ) {
    if let jump {
      if jump.isReturn {
        book[slot].awayIn = nil
      } else if jump.excessM >= settings.togetherJumpM {
        take(
          JointSign(
            slot: Int32(slot), serial: book[slot].serial, identity: report.subject,
            from: jump.from.evidence, to: jump.to.evidence, reason: .jumpedWithOthers),
          movingClass)
      }
    } else if let area = book[slot].awayIn {
      if signs.stillAway(area, report.atMs, settings, into: &changes) {
        extend(.jumpedWithOthers, report, slot)
      } else {
        book[slot].awayIn = nil
      }
    }
    if let before = book[slot].noteAccuracy(report) {
      take(
        JointSign(
          slot: Int32(slot), serial: book[slot].serial, identity: report.subject, from: before,
          to: report.evidence, reason: .accuracyLostWithOthers), movingClass)
    }
  }

  private mutating func take(_ sign: JointSign, _ movingClass: MovingClass) {
    if let area = signs.join(sign, settings, into: &changes) {
      return mark([sign], area, movingClass)
    }
    guard let group = signs.gather(sign, settings) else { return }
    if group.destination == nil {
      let heard = heardCount(within: group.radiusM, of: group.centre)
      guard Double(group.members.count) >= settings.togetherShare * Double(heard) else { return }
    }
    mark(group.members, signs.open(group, into: &changes), movingClass)
  }

  /// Things that reported themselves within a circle in the last three minutes, the longest time
  /// between two reports of a ship at anchor.
  private func heardCount(within radiusM: Double, of centre: GeoPoint) -> Int {
    var count = 0
    book.forEach(since: nowMs - 180_000) { thing in
      if thing.isSelfReporting(within: radiusM, of: centre) { count += 1 }
    }
    return count
  }

  private mutating func mark(_ members: [JointSign], _ area: Int, _ movingClass: MovingClass) {
    for member in members where book.holds(member.slot, member.serial) {
      let slot = Int(member.slot)
      if member.reason == .jumpedWithOthers { book[slot].awayIn = area }
      let distanceM = Geodesic.distanceM(from: member.from.point, to: member.to.point)
      raise(
        Finding(
          reason: member.reason, value: Double(max(members.count, settings.togetherCount)),
          limit: Double(settings.togetherCount), unit: .count, distanceM: distanceM,
          durationS: Double(member.to.atMs - member.from.atMs) / 1_000, before: member.from),
        member.to, movingClass, slot)
    }
  }

  // MARK: Flags

  private mutating func raise(
    _ finding: Finding, _ report: MovingReport, _ movingClass: MovingClass, _ slot: Int
  ) {
    raise(finding, report.evidence, movingClass, slot)
  }

  private mutating func raise(
    _ finding: Finding, _ report: FlagEvidence, _ movingClass: MovingClass, _ slot: Int
  ) {
    if let index = book[slot].flags.firstIndex(where: { $0.flag.reason == finding.reason }) {
      if book[slot].flags[index].extend(finding, report, settings) {
        changes.append(.extended(book[slot].flags[index].flag))
      }
      return
    }
    let flag = PlausibilityFlag(finding, report, book[slot].subject, movingClass)
    book[slot].flags.append(StandingFlag(flag: flag, toldMs: report.atMs))
    ends.insert(
      FlagEnd(
        atMs: flag.untilMs + settings.flagStandsMs, serial: book[slot].serial,
        reason: finding.reason, slot: Int32(slot)))
    changes.append(.raised(flag))
  }

  private mutating func extend(_ reason: PlausibilityReason, _ report: MovingReport, _ slot: Int) {
    guard let index = book[slot].flags.firstIndex(where: { $0.flag.reason == reason }) else {
      return
    }
    book[slot].flags[index].goOn(report.evidence)
  }

  // MARK: Forgetting

  private mutating func endWhatIsOver() {
    while let end = ends.min, end.atMs <= nowMs {
      ends.removeMin()
      endFlag(end)
    }
    signs.end(before: nowMs, settings, into: &changes)
    while let oldest = book.oldest, nowMs - book[oldest].lastMs > settings.forgetAfterMs {
      forget(oldest)
    }
  }

  private mutating func endFlag(_ end: FlagEnd) {
    let slot = Int(end.slot)
    guard book.holds(end.slot, end.serial),
      let index = book[slot].flags.firstIndex(where: { $0.flag.reason == end.reason })
    else { return }
    let untilMs = book[slot].flags[index].flag.untilMs + settings.flagStandsMs
    if untilMs <= nowMs {
      changes.append(.ended(book[slot].flags.remove(at: index).flag))
    } else {
      ends.insert(
        FlagEnd(atMs: untilMs, serial: end.serial, reason: end.reason, slot: end.slot))
    }
  }

  private mutating func forget(_ slot: Int) {
    for standing in book[slot].flags { changes.append(.ended(standing.flag)) }
    book.remove(slot)
  }
}
