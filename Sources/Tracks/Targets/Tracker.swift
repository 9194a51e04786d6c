// From the scans of several sensors in order of time to tracks: what is there, where, and how surely?
//
// SPDX-License-Identifier: Apache-2.0

/// A multi-target tracker: a track-oriented Poisson multi-Bernoulli mixture.
///
/// Each track is a set of hypotheses, each a run of plots with a filter, and has a probability of
/// existing; what no track explains may be a new one, with an intensity of unseen things for each
/// sensor (Williams 2015, Garcia-Fernandez et al. 2018). Which hypothesis of which track takes which
/// plot of the last scans is weighed by belief propagation over several scans (Williams and Lau 2014,
/// 2018) and one consistent choice is made with Lagrangian prices. Decisions older than a window are
/// final.
///
///     scan ─▶ measure ─▶ look ─▶ relate ─▶ believe ─▶ choose ─▶ grow ─▶ begin ─▶ forget
///             plane      pairs   contests  chances    one set   update  new      gone
///
/// It is a value: the same scans in the same order give the same tracks, to the byte. Scans are to be
/// given in order of time; `TimeOrder` brings late ones in.
///
/// Its parts are `mutating` even where they only read: from a mutating function, a call of one that is
/// not copies the whole value of 1.5 kB, which cost a quarter of the time of a scan.
public struct Tracker: Sendable {
  public let settings: TrackerSettings
  public let sensors: [TrackingSensor]
  var targets = Run<Target>(capacity: 256)
  /// Where each target was after the last scan that reached it; by themselves, as all are gone through.
  var places = Run<SIMD2<Double>>(capacity: 256)
  /// Of each target, where any sensor measures more than places and directions; else empty.
  var asides = Run<TargetAside>(capacity: 1)
  let measuresAsides: Bool
  var hypotheses = Run<Hypothesis>(capacity: 256)
  var freeSlots = Run<Int32>(capacity: 256)
  var nextPlotNumber: Int32 = 0
  var unseen: [UnseenThings]
  private let sharedReach: SharedReach
  private var sweptS = -Double.infinity
  var speed: SpeedPrior
  /// What is known of each sensor's registration.
  public internal(set) var registrations: [Registration]
  /// How far plots fell from their predictions.
  public internal(set) var innovations = InnovationSums()
  /// Time of the last scan.
  public private(set) var timeS = -Double.infinity
  var work = ScanWork()

  public init(
    sensors: [TrackingSensor], settings: TrackerSettings
  ) throws(TrackingSensorFault) {
    for (index, sensor) in sensors.enumerated() { try sensor.check(index: index) }
    self.sensors = sensors
    self.settings = settings
    measuresAsides = sensors.contains(where: \.measuresAsides)
    unseen = sensors.map { UnseenThings($0, settings.area) }
    sharedReach = SharedReach(sensors, settings.area)
    registrations = sensors.map { _ in Registration() }
    speed = SpeedPrior(speedMaxMPS: settings.speedMaxMPS)
  }

  /// A copy that can be kept aside; it shares its values until either changes.
  func kept() -> Tracker {
    var copy = self
    copy.work = ScanWork()
    return copy
  }

  /// Takes a scan in that is not before the last one.
  mutating func take(_ scan: Scan) {
    let sensor = sensors[scan.sensor]
    let taking = weigh(scan, sensor)
    settle(scan, sensor, taking)
  }

  /// Up to the chances of all ways on and the choice among them; nothing has changed by it yet.
  mutating func weigh(_ scan: Scan, _ sensor: TrackingSensor) -> Taking {
    targets.detach()
    places.detach()
    asides.detach()
    hypotheses.detach()
    freeSlots.detach()
    timeS = max(timeS, scan.timeS)
    let firstNumber = nextPlotNumber
    measure(scan, sensor)
    measureAsides(scan, sensor)
    nextPlotNumber &+= Int32(work.used.count)
    unseen[scan.sensor].begin(
      sensor, plotCount: work.used.count, atS: scan.timeS, settings)
    let density = unseen[scan.sensor].density(sensor)
    look(scan, sensor, density)
    if sensor.measures != .bearing { weighColumns() }
    relate(firstNumber, density)
    believe()
    choose()
    takeWhatIsLeft()
    return Taking(firstNumber: firstNumber, density: density)
  }

  /// Carries the targets on along the ways that were chosen.
  mutating func settle(_ scan: Scan, _ sensor: TrackingSensor, _ taking: Taking) {
    grow(scan, sensor, taking.firstNumber)
    if measuresAsides && sensor.measures != .bearing { growHeights(scan) }
    uniteTwins(atS: scan.timeS)
    if sensor.measures != .bearing { begin(scan, sensor, taking.firstNumber, taking.density) }
    if measuresAsides { beginAsides(scan, sensor, taking.firstNumber) }
    noteShown(scan)
    thinUnseen(scan, sensor)
    forget(atS: scan.timeS)
  }

  /// What the scan said of how many things and how many false plots there are.
  private mutating func noteShown(_ scan: Scan) {
    var thingCount = 0
    for index in 0..<work.contenders.count
    where work.contenders[index].detectionProbability > 0.5 {
      let target = targets.base + Int(work.contenders[index].target)
      if target.pointee.isConfirmed && target.pointee.existence > 0.5 { thingCount += 1 }
    }
    var unclaimed = 0.0
    for plot in 0..<work.used.count { unclaimed += max(0, 1 - work.used[plot]) }
    unseen[scan.sensor].note(thingCount: thingCount, unclaimedCount: unclaimed)
  }

  private mutating func thinUnseen(_ scan: Scan, _ sensor: TrackingSensor) {
    guard sensor.measures != .bearing, !sensor.isCooperative else { return }
    for other in sensors.indices {
      let share = sharedReach.share(of: other, by: scan.sensor)
      if share > 0 {
        unseen[other].thin(
          seenShare: share * sensor.detectionProbability, atS: scan.timeS, settings)
      }
    }
  }

  // MARK: Plots

  private mutating func measure(_ scan: Scan, _ sensor: TrackingSensor) {
    let count = scan.plots.count
    work.used.fill(0, count: count)
    work.plots.removeAll()
    work.bearings.removeAll()
    work.plotVarianceMax = 0
    work.plotVarianceMin = .infinity
    switch sensor.measures {
    case .position:
      let variance = sensor.sigmaM * sensor.sigmaM
      for plot in scan.plots {
        work.plots.append(
          PlanePlot(x: plot.first, y: plot.second, xx: variance, xy: 0, yy: variance))
      }
      work.plotVarianceMax = variance
      work.plotVarianceMin = variance
      work.grid.fill(work.plots)
    case .rangeAndBearing, .slantRangeAndBearing:
      let bias = registration(of: scan, sensor)
      let isSlant = sensor.measures == .slantRangeAndBearing
      for plot in scan.plots {
        let height =
          isSlant
          ? sensor.height(of: plot, bias) ?? (HeightPrior.meanM, HeightPrior.varianceM2) : nil
        let place = bias.corrected(plot, sensor, height: height)
        work.plotVarianceMax = max(work.plotVarianceMax, place.xx + place.yy)
        let product = place.xx * place.yy - place.xy * place.xy
        work.plotVarianceMin = min(
          work.plotVarianceMin, product / (place.xx + place.yy))
        work.plots.append(place)
      }
      // A target's own height may make it surer.
      if isSlant { work.plotVarianceMin = min(work.plotVarianceMin, sensor.sigmaM * sensor.sigmaM) }
      work.grid.fill(work.plots)
    case .bearing:
      let variance = sensor.sigmaRad * sensor.sigmaRad
      for plot in scan.plots {
        work.bearings.append(
          BearingPlot(
            x: sensor.eastM, y: sensor.northM, angleRad: plot.second, varianceRad2: variance))
      }
    }
  }

  mutating func newSlot() -> Int32 {
    if freeSlots.count > 0 { return freeSlots.removeLast() }
    hypotheses.append(Hypothesis(motion: Motion(), existence: 0))
    return Int32(hypotheses.count - 1)
  }

  // MARK: Ends

  /// Takes out what probably is not there, of the targets looked at; and now and then, of all, what
  /// nobody has seen for a minute.
  private mutating func forget(atS timeS: Double) {
    for place in stride(from: work.contenders.count - 1, through: 0, by: -1) {
      let index = Int(work.contenders[place].target)
      let target = targets.base + index
      let least =
        target.pointee.isSighting
        ? settings.leastOfSighting(newShare: target.pointee.newShare)
        : settings.leastOfTrack(newShare: target.pointee.newShare)
      if target.pointee.existence < least { remove(index) }
    }
    guard timeS >= sweptS + 5 else { return }
    sweptS = timeS
    for index in stride(from: targets.count - 1, through: 0, by: -1)
    where timeS - targets[index].hitTimeS >= Self.unseenMaxS {
      remove(index)
    }
  }

  static let unseenMaxS = 60.0

  /// The last one takes its place.
  private mutating func remove(_ index: Int) {
    for place in 0..<targets[index].count { freeSlots.append(targets[index].slots[place]) }
    let last = targets.removeLast()
    let place = places.removeLast()
    let aside = measuresAsides ? asides.removeLast() : nil
    if index < targets.count {
      targets[index] = last
      places[index] = place
      if let aside { asides[index] = aside }
    }
  }

  /// Bytes that its state takes, without what is thrown away after each scan.
  public var byteCount: Int { targets.byteCount + hypotheses.byteCount + freeSlots.byteCount }
}
