// From a filter's state in the chart to what people read: place, error ellipse, speed and course.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FollowState {
  /// The state of a system track at a time not before its last report: its sources' estimates, fused.
  func state(of system: Int, atS timeS: Double) -> TrackState {
    var fused: Estimate?
    var height: HeightTrack?
    let isOnlyOne = systems[system].members.count == 1
    for index in systems[system].members {
      guard let lastS = sources[index]?.timeS, var motion = sources[index]?.motion,
        let sharedM2 = sources[index]?.sharedM2
      else { continue }
      let elapsedS = timeS - lastS
      // A source that has fallen silent says nothing where another still speaks.
      if !isOnlyOne, fused != nil, elapsedS > sources[index]?.breakS(settings) ?? 0 { continue }
      motion.advance(byS: elapsedS, .general)
      let estimate = Estimate(motion, sharedM2: sharedM2)
      fused = fused.map { $0.fused(with: estimate) } ?? estimate
      if let own = sources[index]?.height, own.timeS > height?.timeS ?? -.infinity {
        height = own
      }
    }
    return state(
      fused ?? Estimate(Motion()), height, atS: timeS)
  }

  private func state(_ estimate: Estimate, _ height: HeightTrack?, atS timeS: Double) -> TrackState
  {
    let point = chart.point(eastM: estimate.mean[0], northM: estimate.mean[1])
    let spot = chart.spot(point)
    let rows = estimate.rows
    let half = (rows[0][0] + rows[1][1]) / 2
    let difference = (rows[0][0] - rows[1][1]) / 2
    let radius = (difference * difference + rows[0][1] * rows[0][1]).squareRoot()
    // Counter-clockwise from the chart's east to clockwise from true north.
    let axisRad = atan2(rows[0][1], difference) / 2
    let majorDeg = degrees(.pi / 2 - axisRad - spot.northRad, within: 180)
    let east = estimate.mean[2] / spot.scale
    let north = estimate.mean[3] / spot.scale
    let speed = (east * east + north * north).squareRoot()
    let speedSigma = ((rows[2][2] + rows[3][3]) / 2).squareRoot() / spot.scale
    // A course is told where the speed is more than twice its error.
    let hasCourse = speed > max(0.3, 2 * speedSigma)
    return TrackState(
      atMs: Int64((timeS * 1_000).rounded()), point: point,
      majorSigmaM: max(0, half + radius).squareRoot() / spot.scale,
      minorSigmaM: max(0, half - radius).squareRoot() / spot.scale, majorDeg: majorDeg,
      speedMPS: speed, speedSigmaMPS: speedSigma,
      courseDeg: hasCourse
        ? degrees(.pi / 2 - atan2(north, east) - spot.northRad, within: 360) : nil,
      heightM: height?.heightM(atS: timeS), climbMPS: height?.climbMPS)
  }

  private func degrees(_ rad: Double, within full: Double) -> Double {
    let value = (rad * 180 / .pi).truncatingRemainder(dividingBy: full)
    return value < 0 ? value + full : value
  }

  /// All tracks at a time, in order of their ids.
  func views(atMs: Int64, _ names: [String]) -> [TrackView] {
    systems.indices.compactMap { view(of: $0, atMs: atMs, names) }.sorted { $0.id < $1.id }
  }

  private func view(of system: Int, atMs: Int64, _ names: [String]) -> TrackView? {
    let track = systems[system]
    guard let first = track.members.first, let leader = sources[first] else {
      return nil
    }
    let members = track.members.compactMap { sources[$0] }
    let lastMs = members.map(\.lastMs).max() ?? leader.lastMs
    let kind = leader.kind
    guard Double(atMs - lastMs) / 1_000 <= settings.keepS(kind) else { return nil }
    // A place at which a known name was reported once may be a slip.
    let others = namesakes(of: first)
    if members.count == 1, leader.reportCount == 1, !others.isEmpty { return nil }
    let isLost = members.allSatisfy {
      Double(atMs - $0.lastMs) / 1_000 > $0.breakS(settings)
    }
    // What has fallen silent is shown where it was last seen, not where it might have gone.
    let shownS = isLost ? Double(lastMs) / 1_000 : max(Double(atMs), Double(lastMs)) / 1_000
    return TrackView(
      id: SystemTrack.text(track.id), kind: kind, basis: basis(leader),
      identities: identities(members), state: state(of: system, atS: shownS),
      firstMs: members.map(\.bornAtMs).min() ?? leader.bornAtMs, lastMs: lastMs, isLost: isLost,
      reportCount: members.reduce(0) { $0 + $1.reportCount }, sources: uses(members, names),
      existence: leader.existence, models: leader.motion.share, joins: track.joins,
      trail: track.trail,
      namesakes: others.compactMap { sources[$0].map { SystemTrack.text(systems[$0.system].id) } }
        .sorted())
  }

  private func basis(_ source: SourceTrack) -> TrackView.Basis {
    switch source.binding {
    case .named: .named
    case .numbered: .numbered
    case .found: .found
    }
  }

  private func identities(_ members: [SourceTrack]) -> [Identity] {
    var identities: [Identity] = []
    for identity in members.flatMap(\.identities) where !identities.contains(identity) {
      identities.append(identity)
    }
    return identities
  }

  private func uses(_ members: [SourceTrack], _ names: [String]) -> [TrackView.Source] {
    var uses: [SensorUse] = []
    for use in members.flatMap(\.uses) { uses.add(use) }
    return uses.sorted { names[Int($0.sensor)] < names[Int($1.sensor)] }.map {
      TrackView.Source(
        sensor: names[Int($0.sensor)], means: $0.means, reportCount: $0.reportCount,
        lastMs: $0.lastMs)
    }
  }
}
