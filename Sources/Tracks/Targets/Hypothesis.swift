// Which reports might be of one thing? A track and its hypotheses.
//
// SPDX-License-Identifier: Apache-2.0

/// One way in which a track may have gone: which plots were its own, and where it would be then.
struct Hypothesis: BitwiseCopyable {
  static let hitCountMax = 12

  var motion: Motion
  /// That the thing is there, if this hypothesis is right.
  var existence: Double
  /// Unnormalised, beside the other hypotheses of the track and beside its being nothing.
  var weight = 1.0
  /// Probability after the last scan.
  var chance = 1.0
  /// What the things around say of its velocity, as a factor of its weight.
  var columnFactor = 1.0
  /// Numbers of the plots of the last scans, newest first.
  var hits = InlineArray<12, Int32>(repeating: -1)
  var hitCount: Int32 = 0
  /// All plots, from the first on.
  var hitTotal: Int32 = 0

  @inline(__always)
  mutating func add(hit: Int32) {
    var index = min(Int(hitCount), Self.hitCountMax - 1)
    while index > 0 {
      hits[index] = hits[index - 1]
      index -= 1
    }
    hits[0] = hit
    hitCount = min(hitCount + 1, Int32(Self.hitCountMax))
    hitTotal += 1
  }

  /// Forgets hits that are decided.
  @inline(__always)
  mutating func forget(before number: Int32) {
    while hitCount > 0 && hits[Int(hitCount) - 1] < number { hitCount -= 1 }
  }

  /// A number that is equal for hypotheses with the same hits before `number`.
  @inline(__always)
  func fingerprint(before number: Int32) -> UInt64 {
    var print: UInt64 = 0xcbf2_9ce4_8422_2325
    var index = Int(hitCount) - 1
    while index >= 0 && hits[index] < number {
      print = (print ^ UInt64(UInt32(bitPattern: hits[index]))) &* 0x100_0000_01b3
      index -= 1
    }
    return print
  }
}

/// A thing seen once: where, and how probably it is one.
struct Sighting: BitwiseCopyable {
  var place = PlanePlot()
  var timeS = 0.0
  var existence = 0.0
  var weight = 1.0
  var chance = 1.0

  /// Squared distance of a later plot in sigmas, of a thing that has moved by so much (variance) since.
  @inline(__always)
  func distance2(to plot: PlanePlot, driftM2: Double) -> Double {
    let a = place.xx + plot.xx + driftM2
    let b = place.xy + plot.xy
    let d = place.yy + plot.yy + driftM2
    let e = plot.x - place.x
    let f = plot.y - place.y
    return (d * e * e - 2 * b * e * f + a * f * f) / (a * d - b * b)
  }

  /// Density of a later plot, 1/m², of a thing that has moved by so much (variance) since.
  @inline(__always)
  func likelihood(of plot: PlanePlot, driftM2: Double) -> Double {
    let a = place.xx + plot.xx + driftM2
    let b = place.xy + plot.xy
    let d = place.yy + plot.yy + driftM2
    let determinant = a * d - b * b
    let e = plot.x - place.x
    let f = plot.y - place.y
    let far = (d * e * e - 2 * b * e * f + a * f * f) / determinant
    return TrackMath.exponential(-0.5 * far) / (2 * .pi * determinant.squareRoot())
  }
}

/// What may be one thing: a first sighting, or hypotheses that go back to one.
struct Target: BitwiseCopyable {
  static let hypothesisCountMax = 16

  /// Id of the plot that it began with.
  var id: Int
  /// Number of that plot.
  var root: Int32
  /// Weight of its being nothing because the first plot was another track's; 0 once that is decided.
  var nothingWeight: Double
  var timeS: Double
  var hitTimeS: Double
  /// Id of the last plot that was probably its own.
  var hitPlot: Int
  /// When a sensor without bias last saw it.
  var referenceTimeS: Double
  var existence: Double
  var x: Double
  var y: Double
  var identity: Int32
  /// The last sensor within whose reach it was that could end it by not seeing it, -1 for none yet.
  var sensor: Int32 = -1
  /// Share of such plots that were new things when it began: what is rare is kept longer.
  var newShare: Double
  var isConfirmed = false
  /// Older target that it has been indistinguishable from, since when, and in how many scans.
  var twin = -1
  var twinSinceS = 0.0
  var twinScanCount = 0
  /// True while the sighting alone, with nothing after it, is still a hypothesis.
  var hasSighting = true
  var sighting: Sighting
  var slots = InlineArray<16, Int32>(repeating: -1)
  var count = 0
  /// Number of the first plot of each of its last scans, newest first.
  var scans = InlineArray<12, Int32>(repeating: -1)

  var isSighting: Bool { count == 0 }

  @inline(__always)
  mutating func note(scanFrom number: Int32) {
    for index in stride(from: 11, to: 0, by: -1) { scans[index] = scans[index - 1] }
    scans[0] = number
  }
}
