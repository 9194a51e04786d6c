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
public struct TrackPicture: Sendable {
  public let settings: FollowSettings
  public private(set) var counts = PictureCounts()
  private let register: SensorRegister
  private var names: [String] = []
  private var indexByName: [String: Int32] = [:]
  private var waiting: [MotionReport] = []
  private var settled: FollowState
  /// Latest time of receipt.
  private var nowMs = Int64.min

  /// - Parameter centre: about the middle of what is watched.
  public init(settings: FollowSettings, sensors: SensorRegister, centre: GeoPoint) {
    self.settings = settings
    register = sensors
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
    waiting.append(report)
  }

  /// Works off what is older than the lateness limit.
  public mutating func settle() -> PictureOutcome {
    guard nowMs > .min else { return PictureOutcome() }
    let limitMs = nowMs - settings.latenessLimitMs
    let count = waiting.partition { $0.atMs < limitMs }
    var outcome = PictureOutcome()
    if count < waiting.count {
      let due = waiting[count...].sorted(by: MotionReport.isBefore)
      waiting.removeSubrange(count...)
      for report in due { settled.take(report, names, into: &outcome) }
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
    for report in waiting.sorted(by: MotionReport.isBefore) where report.atMs <= atMs {
      current.take(report, names, into: &outcome)
    }
    return current.views(atMs: atMs, names)
  }

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
