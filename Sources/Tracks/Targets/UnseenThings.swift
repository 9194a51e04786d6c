// How many things are there that no track has yet, and how fast do they go?
//
// SPDX-License-Identifier: Apache-2.0

/// The intensity of things that a sensor has not seen, 1/m²: learnt from its first scan, thinned by
/// every scan, and renewed.
struct UnseenThings: Sendable {
  private var perM2 = -1.0
  private var atStartPerM2 = 0.0
  private var lastS = -1.0

  init(_ sensor: TrackingSensor) {
    if sensor.measures == .bearing || sensor.isCooperative { perM2 = 0 }
  }

  mutating func begin(_ sensor: TrackingSensor, plotCount: Int) {
    guard perM2 < 0 else { return }
    let areaM2 = sensor.clutterPerScan / max(sensor.clutterDensity, 1e-30)
    // What the first scan has beyond its clutter; at least what the clutter's own scatter hides.
    let beyond =
      max(Double(plotCount) - sensor.clutterPerScan, 0.15 * sensor.clutterPerScan.squareRoot()) + 1
    atStartPerM2 = beyond / sensor.detectionProbability / max(areaM2, 1)
    perM2 = atStartPerM2
  }

  /// Density of plots that are no track's, 1/m² (1/rad): clutter and things seen first.
  func density(_ sensor: TrackingSensor) -> PlotDensity {
    let clutter = max(sensor.clutterDensity, sensor.measures == .bearing ? 1e-3 : 1e-13)
    let new = max(perM2, 0) * sensor.detectionProbability
    return PlotDensity(
      total: clutter + new, newShare: sensor.isCooperative ? 0.9 : new / (clutter + new))
  }

  mutating func end(_ sensor: TrackingSensor, atS timeS: Double, _ settings: TrackerSettings) {
    let elapsedS = lastS < 0 ? sensor.revisitS : max(timeS - lastS, 0)
    lastS = timeS
    guard sensor.measures != .bearing, !sensor.isCooperative else { return }
    perM2 =
      perM2 * (1 - sensor.detectionProbability)
      * TrackMath.exponential(-elapsedS / settings.lifeS)
      + atStartPerM2 / settings.renewalS * elapsedS
  }
}

/// How dense plots are that no track explains.
struct PlotDensity {
  /// 1/m², or 1/rad for bearings.
  let total: Double
  /// Share of them that are things.
  let newShare: Double
}

/// How fast things go before anything is known of them: mostly as fast as the tracks that there are,
/// sometimes (`fastShare`) as fast as anything that is looked for. Each part is a Gaussian in both
/// directions.
struct SpeedPrior: Sendable {
  static let fastShare = 0.2

  let fastM2S2: Double
  private var priorM2S2: Double { fastM2S2 }
  private var sumM2S2 = 0.0
  private var weight = 0.0
  private var lastS = -1.0

  init(speedMaxMPS: Double) {
    fastM2S2 = (0.4 * speedMaxMPS) * (0.4 * speedMaxMPS)
  }

  var varianceM2S2: Double { (priorM2S2 * 20 + sumM2S2) / (20 + weight) }

  mutating func add(vx: Double, vy: Double) {
    sumM2S2 += (vx * vx + vy * vy) / 2
    weight += 1
  }

  /// What is old counts less, by e in five minutes.
  mutating func age(toS timeS: Double) {
    if lastS >= 0 {
      let factor = TrackMath.exponential(-max(timeS - lastS, 0) / 300)
      sumM2S2 *= factor
      weight *= factor
    }
    lastS = max(lastS, timeS)
  }
}
