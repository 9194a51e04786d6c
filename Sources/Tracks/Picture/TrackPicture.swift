// Which things move where? Reports of moving things in any order, to tracks with sources and errors.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations

/// The tracks of a mission.
///
/// Reports wait until they are older than the lateness limit and are then worked off in order of time;
/// what they make is final, and a function of the reports alone: of no order of arrival within the limit,
/// no clock and no chance. What is shown is a copy in which the waiting ones are worked off too.
///
///     report ─▶ name or number? ─▶ its source's filter ─┐
///               neither ─▶ tracker of its radar ────────┼─▶ same thing? ─▶ covariance intersection ─▶ track
///
/// Reports under a name that the thing sends of itself (address, MMSI, uid) go into one filter whichever
/// sensor heard them; a radar's plots under the radar's own number into one each; plots with neither into a
/// tracker for their radar. Sources of one thing are found by comparing state and error over several
/// reports and fused without counting anything twice.
///
/// Each report is also held against what such a thing can do (`PlausibilityCheck`): a flag stands beside
/// the track and changes nothing of it.
public struct TrackPicture: Sendable {
  public let settings: FollowSettings
  public private(set) var counts = PictureCounts()
  private let register: SensorRegister
  private var names: [String] = []
  private var indexByName: [String: Int32] = [:]
  private var waiting: [Waiting] = []
  private var settled: FollowState
  private var check: PlausibilityCheck
  /// Latest time of receipt.
  private var nowMs = Int64.min

  private struct Waiting: Sendable {
    let report: MotionReport
    let observation: Observation
  }

  /// - Parameters:
  ///   - centre: about the middle of what is watched.
  ///   - land: what vessels do not go on; nil checks none.
  public init(
    settings: FollowSettings, sensors: SensorRegister, centre: GeoPoint,
    land: @autoclosure @escaping @Sendable () -> LandMask? = nil
  ) {
    self.settings = settings
    register = sensors
    check = PlausibilityCheck(
      settings: PlausibilitySettings(), sensors: sensors, land: land())
    settled = FollowState(settings: settings, chart: ConformalChart(centre: centre))
    for sensor in sensors.sensors { _ = index(of: sensor.id) }
    settled.prepare(sensors, indices: indexByName)
  }

  private mutating func index(of name: String) -> Int32 {
    if let known = indexByName[name] { return known }
    let index = Int32(names.count)
    names.append(name)
    indexByName[name] = index
    return index
  }

  /// Takes a report in; `settle` then says what it changed.
  public mutating func add(_ observation: Observation) {
    nowMs = max(nowMs, observation.receivedAtMs)
    guard
      let report = MotionReport(
        observation, sensor: index(of: observation.sensor), register[observation.sensor],
        settled.chart)
    else {
      counts.unplaced += 1
      return
    }
    guard report.atMs <= observation.receivedAtMs + settings.latenessLimitMs else {
      counts.ahead += 1
      return
    }
    guard report.atMs >= nowMs - settings.latenessLimitMs else {
      counts.late += 1
      return
    }
    guard report.bearing == nil else {
      counts.bearings += 1
      return
    }
    guard report.binding != nil || settled.finders[report.sensor] != nil else {
      counts.unfollowed += 1
      return
    }
    waiting.append(Waiting(report: report, observation: observation))
  }

  /// Works off what is older than the lateness limit.
  public mutating func settle() -> PictureOutcome {
    guard nowMs > .min else { return PictureOutcome() }
    let limitMs = nowMs - settings.latenessLimitMs
    let count = waiting.partition { $0.report.atMs < limitMs }
    var outcome = PictureOutcome()
    if count < waiting.count {
      for index in order(waiting.indices[count...]) {
        settled.take(waiting[index].report, names, into: &outcome)
        outcome.flags += check.take(waiting[index].observation)
      }
      waiting.removeSubrange(count...)
    }
    settled.advance(toS: Double(limitMs) / 1_000, names, into: &outcome)
    counts.crowdedOut = settled.crowdedOutCount
    return outcome
  }

  /// The tracks at a time, with all reports that are there. Those that have been silent too long to be
  /// kept are not among them.
  public func tracks(atMs: Int64) -> [TrackView] {
    var current = settled.kept()
    var outcome = PictureOutcome()
    for index in order(waiting.indices[...]) where waiting[index].report.atMs <= atMs {
      current.take(waiting[index].report, names, into: &outcome)
    }
    var views = current.views(atMs: atMs, names)
    for index in views.indices {
      views[index].flags = views[index].identities.flatMap { check.flags(of: $0) }
    }
    return views
  }

  /// What was found of each radar that sees aircraft which report themselves.
  public var sensorErrors: [SensorErrors] { settled.sensorErrors(names) }

  /// Waiting reports in order of time. Only their numbers are moved: a report is large.
  private func order(_ indices: Range<Int>) -> [Int] {
    indices.sorted { MotionReport.isBefore(waiting[$0].report, waiting[$1].report) }
  }

  /// Where positions cannot be relied on now, oldest first.
  public var unreliableAreas: [UnreliableArea] { check.unreliableAreas }

  /// Time of the last receipt; nil before the first.
  public var lastReceivedMs: Int64? { nowMs == .min ? nil : nowMs }
}

extension MotionReport {
  static func isBefore(_ left: MotionReport, _ right: MotionReport) -> Bool {
    if left.atMs != right.atMs { return left.atMs < right.atMs }
    if left.key != right.key { return left.key < right.key }
    return left.version < right.version
  }
}
