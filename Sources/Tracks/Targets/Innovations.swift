// Do plots fall as far from their predictions as these say?
//
// SPDX-License-Identifier: Apache-2.0

/// Sums of the normalised innovations of plots that were surely a track's: squared distances from the
/// prediction in units of its error and the plot's. Where the filter is as sure as it says, they
/// average to 2 for a place and to 1 for a bearing (Bar-Shalom, Li, Kirubarajan 2001, section 5.4).
public struct InnovationSums: Hashable, Sendable {
  public internal(set) var placeSum = 0.0
  public internal(set) var placeCount = 0
  public internal(set) var bearingSum = 0.0
  public internal(set) var bearingCount = 0
}

extension Tracker {
  /// Least probability of a pairing that counts.
  static let innovationChanceMin = 0.95

  /// Notes a plot that is a confirmed track's, before its filter takes it in.
  @inline(__always)
  mutating func noteInnovation(
    _ state: State, _ target: UnsafeMutablePointer<Target>, _ scan: Scan,
    _ sensor: TrackingSensor
  ) {
    guard state.slot >= 0, target.pointee.isConfirmed else { return }
    let motion = hypotheses.base + Int(state.slot)
    let share = motion.pointee.motion.share
    let x = motion.pointee.motion.meanX
    let y = motion.pointee.motion.meanY
    let dx = motion.pointee.motion.x - x
    let dy = motion.pointee.motion.y - y
    let xx = (share * (motion.pointee.motion.xx + dx * dx)).sum()
    let xy = (share * (motion.pointee.motion.xy + dx * dy)).sum()
    let yy = (share * (motion.pointee.motion.yy + dy * dy)).sum()
    guard sensor.measures == .bearing else {
      let plot =
        work.isParticular
        ? particular(
          Int(state.plot), scan, sensor, target: target - targets.base,
          velocity: SIMD2(motion.pointee.motion.meanVX, motion.pointee.motion.meanVY))
        : work.plots[Int(state.plot)]
      let a = xx + plot.xx
      let b = xy + plot.xy
      let d = yy + plot.yy
      let e = plot.x - x
      let f = plot.y - y
      innovations.placeSum += (d * e * e - 2 * b * e * f + a * f * f) / (a * d - b * b)
      innovations.placeCount += 1
      return
    }
    let bearing = work.bearings[Int(state.plot)]
    let east = x - bearing.x
    let north = y - bearing.y
    let range2 = max(east * east + north * north, 1)
    let variance =
      (north * north * xx - 2 * east * north * xy + east * east * yy) / (range2 * range2)
      + bearing.varianceRad2
    let off = TrackMath.wrappedRad(
      bearing.angleRad - TrackMath.angleRad(east: east, north: north))
    innovations.bearingSum += off * off / variance
    innovations.bearingCount += 1
  }
}
