// What follows from the reports that one name, number or search holds together?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// One thing as one source sees it: the filter over the reports of one binding, at one of the places
/// where that name is reported.
struct SourceTrack: Sendable {
  let serial: Int
  var binding: TrackBinding
  /// The report that it began with: it names the track.
  let birth: ContentID
  let bornAtMs: Int64
  /// True where the sensor's own tracker makes it.
  let isSensorTrackSource: Bool
  var kind: ObservationKind
  var motion: Motion
  var timeS: Double
  var lastMs: Int64
  var reportCount = 1
  /// Usual time between two reports.
  var intervalS = 0.0
  /// When the thing last reported its place itself.
  var ownReportS = -Double.infinity
  /// Variance that all reports of the thing's own receiver share: satellite positions wander slowly,
  /// and no number of them makes their common error smaller.
  var sharedM2 = 0.0
  var height: HeightTrack?
  var identities: [Identity]
  var uses: [SensorUse]
  /// Index of the system track.
  var system = -1
  /// Of found ones: that it is there.
  var existence = 1.0

  /// The name that the thing itself sends.
  var name: Identity? {
    if case .named(let identity) = binding { return identity }
    guard case .numbered = binding else { return nil }
    // A sensor's track carries the name that the sensor has heard.
    for scheme in TrackNames.ownSchemes {
      if let found = identities.first(where: { $0.scheme == scheme }) { return found }
    }
    return nil
  }

  var estimate: Estimate { Estimate(motion, sharedM2: sharedM2) }

  /// Time without a report after which it counts as lost.
  func breakS(_ settings: FollowSettings) -> Double {
    max(settings.breakS(kind), 3 * intervalS)
  }

  init(
    _ report: MotionReport, _ binding: TrackBinding, serial: Int, place: PlanePlot,
    birth: ContentID? = nil, bornAtMs: Int64? = nil
  ) {
    self.serial = serial
    self.binding = binding
    self.birth = birth ?? report.version
    self.bornAtMs = bornAtMs ?? report.atMs
    isSensorTrackSource = report.isSensorTrack
    kind = report.kind
    timeS = report.timeS
    lastMs = report.atMs
    identities = report.identities
    uses = []
    motion = Motion()
    begin(report, place)
    note(report)
  }

  /// The first report, or the first after a silence so long that nothing is left of the old state.
  private mutating func begin(_ report: MotionReport, _ place: PlanePlot) {
    let models = MotionModels.general
    motion = Motion(
      at: place, velocityVarianceM2S2: Self.speedSigmaMPS(report.kind).squared,
      share: models.initial)
    if let velocity = report.velocity {
      motion.vx = Lanes(repeating: velocity.eastMPS)
      motion.vy = Lanes(repeating: velocity.northMPS)
      motion.uu = Lanes(repeating: velocity.varianceM2S2)
      motion.vv = Lanes(repeating: velocity.varianceM2S2)
    }
  }

  /// One sigma of each part of the velocity of a thing of which only the place is known.
  private static func speedSigmaMPS(_ kind: ObservationKind) -> Double {
    switch kind {
    case .aircraft: 130
    case .vessel: 8
    case .uav: 40
    default: 15
    }
  }

  /// Takes a report of the same thing in.
  mutating func take(_ report: MotionReport, _ place: PlanePlot, _ settings: FollowSettings) {
    let elapsedS = report.timeS - timeS
    if report.isSensorTrack || elapsedS > settings.keepS(kind) / 4 {
      // A sensor's track says all that its plots said: the last one stands for them.
      begin(report, place)
    } else {
      motion.advance(byS: elapsedS, .general)
      motion.update(with: place, density: motion.density(of: place))
      if let velocity = report.velocity {
        motion.update(
          eastMPS: velocity.eastMPS, northMPS: velocity.northMPS,
          varianceM2S2: velocity.varianceM2S2)
      }
    }
    noteTaken(report)
  }

  /// The filter is at the report; the rest follows.
  mutating func noteTaken(_ report: MotionReport) {
    let elapsedS = report.timeS - timeS
    timeS = report.timeS
    if elapsedS > 0.5 {
      intervalS = intervalS == 0 ? elapsedS : intervalS + (elapsedS - intervalS) / 8
    }
    reportCount += 1
    lastMs = max(lastMs, report.atMs)
    note(report)
  }

  private mutating func note(_ report: MotionReport) {
    if report.means.principle == .selfReport, let place = report.place {
      sharedM2 = min(place.xx, place.yy)
      ownReportS = report.timeS
    }
    if let heightM = report.heightM {
      if height == nil {
        height = HeightTrack(heightM: heightM, timeS: report.timeS)
      } else {
        height?.take(heightM, climbMPS: report.climbMPS, timeS: report.timeS)
      }
    }
    for identity in report.identities where !identities.contains(identity) {
      identities.removeAll { $0.scheme == identity.scheme }
      identities.append(identity)
    }
    use(report.sensor, report.means, report.atMs)
  }

  /// Takes another source of the same thing in.
  mutating func absorb(_ other: SourceTrack) {
    if other.reportCount > reportCount {
      motion = other.motion
      timeS = other.timeS
      height = other.height ?? height
      sharedM2 = other.sharedM2
    }
    reportCount += other.reportCount
    lastMs = max(lastMs, other.lastMs)
    ownReportS = max(ownReportS, other.ownReportS)
    for identity in other.identities where !identities.contains(identity) {
      identities.append(identity)
    }
    for theirs in other.uses { uses.add(theirs) }
  }

  mutating func use(_ sensor: Int32, _ means: Means, _ atMs: Int64) {
    if let index = uses.firstIndex(where: { $0.sensor == sensor }) {
      uses[index].reportCount += 1
      uses[index].lastMs = atMs
    } else {
      uses.append(SensorUse(sensor: sensor, means: means, reportCount: 1, lastMs: atMs))
    }
  }
}

/// How much a sensor has given to a track.
struct SensorUse: Hashable, Sendable {
  let sensor: Int32
  let means: Means
  var reportCount: Int
  var lastMs: Int64
}

extension [SensorUse] {
  /// Counts a use together with what its sensor gave before.
  mutating func add(_ use: SensorUse) {
    guard let index = firstIndex(where: { $0.sensor == use.sensor }) else { return append(use) }
    self[index].reportCount += use.reportCount
    self[index].lastMs = Swift.max(self[index].lastMs, use.lastMs)
  }
}

/// Height and climb, by themselves: a Kalman filter with white acceleration of 1 m²/s³.
struct HeightTrack: Hashable, Sendable {
  private static let noiseM2S3 = 1.0
  /// One sigma of a reported height: 25 ft steps of pressure height and the encoder's error.
  private static let sigmaM = 15.0

  private(set) var heightM: Double
  private(set) var climbMPS = 0.0
  private(set) var timeS: Double
  private var hh = Self.sigmaM * Self.sigmaM
  private var hc = 0.0
  private var cc = 225.0

  init(heightM: Double, timeS: Double) {
    self.heightM = heightM
    self.timeS = timeS
  }

  mutating func take(_ measuredM: Double, climbMPS: Double?, timeS: Double) {
    let t = timeS - self.timeS
    self.timeS = timeS
    heightM += self.climbMPS * t
    hh += 2 * t * hc + t * t * cc + Self.noiseM2S3 * t * t * t / 3
    hc += t * cc + Self.noiseM2S3 * t * t / 2
    cc += Self.noiseM2S3 * t
    let off = measuredM - heightM
    let total = hh + Self.sigmaM * Self.sigmaM
    if off * off > 100 * total {
      // Another source of height, or another thing: it begins anew.
      self = HeightTrack(heightM: measuredM, timeS: timeS)
      return
    }
    update(off, gainH: hh / total, gainC: hc / total, hh, hc)
    if let climbMPS {
      let total = cc + 4
      update(climbMPS - self.climbMPS, gainH: hc / total, gainC: cc / total, hc, cc)
    }
  }

  private mutating func update(
    _ off: Double, gainH: Double, gainC: Double, _ first: Double, _ second: Double
  ) {
    heightM += gainH * off
    climbMPS += gainC * off
    hh -= gainH * first
    hc -= gainH * second
    cc -= gainC * second
  }

  func heightM(atS timeS: Double) -> Double {
    heightM + climbMPS * max(0, min(30, timeS - self.timeS))
  }
}

extension Double {
  fileprivate var squared: Double { self * self }
}
