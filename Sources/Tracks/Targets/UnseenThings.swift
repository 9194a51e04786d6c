// How many things are there that no track has yet, and how fast do they go?
//
// SPDX-License-Identifier: Apache-2.0

/// The intensity of things that no sensor has seen of late, within a sensor's reach, 1/m²: learnt from
/// its scans, thinned by every scan of every sensor that reaches there too, and renewed. And how many
/// false plots its scans really have.
struct UnseenThings: Sendable {
  /// Scans that what was told of the clutter, and what the first scan said of the things, weigh.
  static let priorScans = 5.0
  /// What is older than so many scans counts less.
  static let memoryScans = 100.0
  /// At least one thing appears within reach in so long: a sensor that began over an empty field must
  /// not stay blind.
  static let appearanceMaxS = 120.0

  private let isUsed: Bool
  private let areaM2: Double
  private let toldClutter: Double
  private var clutterPerScan: Double
  /// Things within reach, at any time.
  private var thingCount: Double?
  private var scanCount = 0.0
  private var perM2 = 0.0
  /// Share of things that no scan before the first own one has seen.
  private var unseenShare = 1.0
  private var lastS: Double?

  init(_ sensor: TrackingSensor, _ area: PlaneArea) {
    isUsed = sensor.measures != .bearing && !sensor.isCooperative
    // A sensor without false plots does not say over what they would be spread.
    let wholeM2 = (area.eastM - area.westM) * (area.northM - area.southM)
    let reachM2 = min(.pi * sensor.rangeMaxM * sensor.rangeMaxM, wholeM2)
    areaM2 = max(
      sensor.clutterPerScan > 0
        ? sensor.clutterPerScan / max(sensor.clutterDensity, 1e-30) : reachM2, 1)
    toldClutter = sensor.clutterPerScan
    clutterPerScan = sensor.clutterPerScan
  }

  mutating func begin(
    _ sensor: TrackingSensor, plotCount: Int, atS timeS: Double, _ settings: TrackerSettings
  ) {
    guard isUsed else { return }
    if thingCount == nil {
      // What the first scan has beyond its clutter; at least what the clutter's own scatter hides.
      let beyond =
        max(Double(plotCount) - toldClutter, 0.15 * toldClutter.squareRoot()) + 1
      thingCount = beyond / sensor.detectionProbability
      perM2 = beyond / sensor.detectionProbability / areaM2 * unseenShare
      lastS = timeS
    } else {
      predict(toS: timeS, settings)
    }
  }

  /// Density of plots that are no track's, 1/m² (1/rad): clutter and things seen first.
  func density(_ sensor: TrackingSensor) -> PlotDensity {
    let share = toldClutter > 0 ? clutterPerScan / toldClutter : 1
    let clutter = max(sensor.clutterDensity * share, sensor.measures == .bearing ? 1e-3 : 1e-13)
    let new = max(perM2, 0) * sensor.detectionProbability
    return PlotDensity(
      total: clutter + new, newShare: sensor.isCooperative ? 0.9 : new / (clutter + new))
  }

  /// What a scan of its own showed: so many tracks within reach that are there, and so many plots
  /// that are no track's.
  mutating func note(thingCount count: Int, unclaimedCount: Double) {
    guard isUsed, let before = thingCount else { return }
    scanCount = min(scanCount + 1, Self.memoryScans)
    let share = 1 / (Self.priorScans + scanCount)
    thingCount = before + (Double(count) - before) * share
    clutterPerScan += (unclaimedCount - clutterPerScan) * share
  }

  /// Things go and others appear.
  private mutating func predict(toS timeS: Double, _ settings: TrackerSettings) {
    let elapsedS = max(timeS - (lastS ?? timeS), 0)
    lastS = timeS
    guard let thingCount else { return }
    let perS = max(thingCount / settings.renewalS, 1 / Self.appearanceMaxS)
    perM2 =
      perM2 * TrackMath.exponential(-elapsedS / settings.lifeS) + perS / areaM2 * elapsedS
  }

  /// A scan of a sensor that would have seen such a share of the things within reach.
  mutating func thin(seenShare: Double, atS timeS: Double, _ settings: TrackerSettings) {
    predict(toS: timeS, settings)
    unseenShare *= 1 - seenShare
    perM2 *= 1 - seenShare
  }
}

/// Which share of one sensor's reach another one covers.
struct SharedReach: Sendable {
  private let shares: [Double]
  private let count: Int

  /// By 16 x 16 points of each sensor's reach (of the area, where that has no end).
  init(_ sensors: [TrackingSensor], _ area: PlaneArea) {
    count = sensors.count
    var shares = [Double](repeating: 0, count: count * count)
    for (index, sensor) in sensors.enumerated() {
      var total = 0.0
      var covered = [Double](repeating: 0, count: count)
      let west = max(area.westM, sensor.eastM - sensor.rangeMaxM)
      let east = min(area.eastM, sensor.eastM + sensor.rangeMaxM)
      let south = max(area.southM, sensor.northM - sensor.rangeMaxM)
      let north = min(area.northM, sensor.northM + sensor.rangeMaxM)
      for step in 0..<256 {
        let x = west + (east - west) * (Double(step % 16) + 0.5) / 16
        let y = south + (north - south) * (Double(step / 16) + 0.5) / 16
        guard sensor.reaches(x, y) else { continue }
        total += 1
        for other in 0..<count where sensors[other].reaches(x, y) { covered[other] += 1 }
      }
      for other in 0..<count where total > 0 {
        shares[other * count + index] = covered[other] / total
      }
    }
    self.shares = shares
  }

  /// Share of `other`'s reach that `sensor` covers.
  func share(of other: Int, by sensor: Int) -> Double { shares[sensor * count + other] }
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
  private var sumM2S2 = 0.0
  private var weight = 0.0
  private var lastS = -1.0

  init(speedMaxMPS: Double) {
    fastM2S2 = (0.4 * speedMaxMPS) * (0.4 * speedMaxMPS)
  }

  var varianceM2S2: Double { (fastM2S2 * 20 + sumM2S2) / (20 + weight) }

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
