// Which source and which track does each report go to? The state between two reports.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// One thing, from all sources that see it.
struct SystemTrack: Sendable {
  var id: ContentID
  /// Indices of its sources; the first one leads and has given the id.
  var members: [Int]
  var joins: [TrackJoin] = []
  var trail: [TrailPoint] = []

  static let joinCountMax = 32

  mutating func note(_ join: TrackJoin) {
    if joins.count == Self.joinCountMax { joins.removeFirst() }
    joins.append(join)
  }

  static let trailCountMax = 120

  /// Keeps a step some seconds after the last, so that the trail reaches back for minutes.
  mutating func keep(_ step: TrailPoint, everyS: Double) {
    if let last = trail.last, !step.isAfterGap,
      step.atMs - last.atMs < Int64(everyS * 1_000)
    {
      return
    }
    if trail.count == Self.trailCountMax { trail.removeFirst(Self.trailCountMax / 8) }
    trail.append(step)
  }

  static func text(_ id: ContentID) -> String { "TR-" + id.text }
}

/// Everything that follows from the reports so far. Reports are to be given in order of time.
struct FollowState: Sendable {
  let settings: FollowSettings
  let chart: ConformalChart
  var sources: [SourceTrack?] = []
  private var freeSources: [Int] = []
  private var liveCount = 0
  var systems: [SystemTrack] = []
  private var freeSystems: [Int] = []
  private var sites: [TrackBinding: [Int]] = [:]
  /// Which name a sensor has last read under each of its numbers.
  private var called: [TrackBinding: Calling] = [:]

  private struct Calling {
    let name: TrackBinding
    let timeS: Double
  }

  /// A number is taken for the same thing's for so long after its name was read.
  private static let callingS = 60.0
  /// Trackers of plots without name and number, by sensor.
  var finders: [Int32: PlotFinder] = [:]
  private var finderOrder: [Int32] = []
  /// What is known of each radar's constant errors.
  private var radarChecks: [Int32: RadarCheck] = [:]
  var pairs: [SourcePair: PairScore] = [:]
  /// Names that were reported at several places, to be looked at again.
  private var split: [TrackBinding] = []
  private var nextSerial = 0
  private(set) var crowdedOutCount = 0
  private(set) var tickS = -Double.infinity

  init(settings: FollowSettings, chart: ConformalChart) {
    self.settings = settings
    self.chart = chart
  }

  mutating func prepare(_ register: SensorRegister, indices: [String: Int32]) {
    for sensor in register.sensors {
      guard let index = indices[sensor.id],
        let finder = PlotFinder(sensor, index: index, chart)
      else { continue }
      finders[index] = finder
      var radar = finder.radar
      radar.hasBias = true
      radarChecks[index] = RadarCheck(sensor: radar)
      finderOrder.append(index)
    }
  }

  /// A copy to go on with beside this one.
  func kept() -> FollowState {
    var copy = self
    for index in finderOrder { copy.finders[index] = finders[index]?.kept() }
    return copy
  }

  mutating func take(
    _ report: MotionReport, _ names: [String], into outcome: inout PictureOutcome
  ) {
    advance(toS: report.timeS, names, into: &outcome)
    finders[report.sensor]?.noteAlive(atS: report.timeS)
    guard let place = report.place else { return }
    if let binding = report.binding {
      let better = checked(report, place, binding)
      follow(report, better, binding, names, into: &outcome)
    } else {
      var better = place
      if let check = radarChecks[report.sensor], check.isLearnt {
        better = check.corrected(place, velocity: SIMD2())
      }
      finders[report.sensor]?.add(report, better)
    }
  }

  /// Does what is due up to a time: sweeps of radars end, tracks are compared, old ones are forgotten.
  mutating func advance(toS timeS: Double, _ names: [String], into outcome: inout PictureOutcome) {
    while true {
      var dueS = timeS
      var due: Int32?
      for index in finderOrder {
        if let endS = finders[index]?.sweepEndS, endS < dueS {
          dueS = endS
          due = index
        }
      }
      tick(upToS: dueS, names, into: &outcome)
      guard let due else { return }
      take(finders[due]?.endSweep() ?? [], sensor: due, names, into: &outcome)
    }
  }

  private mutating func tick(
    upToS timeS: Double, _ names: [String], into outcome: inout PictureOutcome
  ) {
    if tickS == -.infinity { tickS = timeS.rounded(.down) }
    // After a long silence nothing is left to compare.
    if timeS - tickS > 7_200 { tickS = timeS.rounded(.down) - 7_200 }
    while tickS + 1 <= timeS {
      tickS += 1
      if liveCount == 0 {
        tickS = max(tickS, timeS.rounded(.down))
        continue
      }
      forget(atS: tickS)
      uniteSites(atS: tickS, into: &outcome)
      compare(atS: tickS, into: &outcome)
    }
  }

  /// Learns what a plot under a known name says of its radar, and takes off what is known.
  private mutating func checked(
    _ report: MotionReport, _ place: PlanePlot, _ binding: TrackBinding
  ) -> PlanePlot {
    guard !report.isSensorTrack, report.means == .radar, radarChecks[report.sensor] != nil else {
      return place
    }
    let known = (sites[binding] ?? []).compactMap { sources[$0] }
    let source = known.max { $0.ownReportS < $1.ownReportS }
    // Sent by the thing itself just now.
    let hasReference = source.map { report.timeS - $0.ownReportS < RadarCheck.referenceS } ?? false
    if let source, hasReference, source.reportCount > 4 {
      var now = source
      now.motion.advance(byS: report.timeS - source.timeS, .general)
      radarChecks[report.sensor]?.learn(place, from: now)
    }
    guard let check = radarChecks[report.sensor], check.isLearnt || hasReference else {
      return place
    }
    let velocity = source.map { SIMD2($0.motion.meanVX, $0.motion.meanVY) } ?? SIMD2()
    return check.corrected(place, velocity: velocity)
  }

  /// What was found of the radars that were compared, in order of their names.
  func sensorErrors(_ names: [String]) -> [SensorErrors] {
    finderOrder.compactMap { index in
      guard let check = radarChecks[index], check.comparedCount > 0 else { return nil }
      return check.errors(names[Int(index)], scale: finders[index]?.scale ?? 1)
    }.sorted { $0.sensor < $1.sensor }
  }

  // MARK: Reports

  private mutating func follow(
    _ report: MotionReport, _ place: PlanePlot, _ binding: TrackBinding, _ names: [String],
    into outcome: inout PictureOutcome
  ) {
    var bound = binding
    if let number = report.number {
      called[number] = Calling(name: binding, timeS: report.timeS)
    } else if let known = called[binding], report.timeS - known.timeS < Self.callingS {
      // A reply without the address, of a thing whose address the sensor has read under this number.
      bound = known.name
    }
    var site = site(of: bound, for: report, place)
    if site == nil, let number = report.number {
      // The first reply with the address: what was known by the number alone goes on under the name.
      site = self.site(of: number, for: report, place)
      if let site { rebind(site.index, to: bound) }
    }
    let index: Int
    if let site {
      index = site.index
      sources[index]?.take(report, place, settings)
    } else {
      index = begin(SourceTrack(report, bound, serial: nextSerial, place: place))
    }
    add(
      point: index, report.version, report.sensor, isAfterGap: site?.isGap ?? true,
      innovation2: site?.innovation2, names, into: &outcome)
  }

  /// The place at which this name or number is reported that fits best.
  private func site(
    of binding: TrackBinding, for report: MotionReport, _ place: PlanePlot
  ) -> (index: Int, isGap: Bool, innovation2: Double)? {
    var best: (index: Int, isGap: Bool, innovation2: Double)?
    var least = Double.infinity
    for index in sites[binding] ?? [] {
      // Field by field: a source is large.
      guard let timeS = sources[index]?.timeS, var motion = sources[index]?.motion else { continue }
      let elapsedS = report.timeS - timeS
      motion.advance(byS: elapsedS, .general)
      let found = motion.expectation(of: place)
      if found.nearest2 < settings.gate2, found.unlikeliness < least {
        least = found.unlikeliness
        let breakS = sources[index]?.breakS(settings) ?? 0
        best = (index, elapsedS > breakS, found.distance2)
      }
    }
    return best
  }

  private mutating func rebind(_ index: Int, to binding: TrackBinding) {
    guard let before = sources[index]?.binding else { return }
    sites[before]?.removeAll { $0 == index }
    if sites[before]?.isEmpty == true { sites[before] = nil }
    sites[binding, default: []].append(index)
    sources[index]?.binding = binding
  }

  private mutating func begin(_ source: SourceTrack) -> Int {
    nextSerial += 1
    var known = sites[source.binding] ?? []
    if known.count >= settings.sitesPerNameMax,
      let oldest = known.min(by: { lastMs($0) < lastMs($1) })
    {
      remove(oldest)
      known = sites[source.binding] ?? []
    }
    if liveCount >= settings.sourcesMax,
      let oldest = sources.indices.filter({ sources[$0] != nil })
        .min(by: { lastMs($0) < lastMs($1) })
    {
      remove(oldest)
      crowdedOutCount += 1
      known = sites[source.binding] ?? []
    }
    let index = freeSources.popLast() ?? sources.count
    if index == sources.count { sources.append(nil) }
    var source = source
    source.system = newSystem(index, id: source.birth)
    sources[index] = source
    liveCount += 1
    known.append(index)
    if known.count > 1 { split.append(source.binding) }
    sites[source.binding] = known
    return index
  }

  private func lastMs(_ index: Int) -> Int64 { sources[index]?.lastMs ?? .min }

  /// Brings what a radar's tracker has found up to date.
  private mutating func take(
    _ found: [FoundPlot], sensor: Int32, _ names: [String], into outcome: inout PictureOutcome
  ) {
    for item in found {
      let binding = TrackBinding.found(item.id)
      let index: Int
      let isGap: Bool
      if let known = sites[binding]?.first, let source = sources[known] {
        isGap = item.report.timeS - source.timeS > source.breakS(settings)
        index = known
        sources[index]?.take(item)
      } else {
        index = begin(SourceTrack(item, binding, serial: nextSerial))
        isGap = true
      }
      add(
        point: index, item.report.version, sensor, isAfterGap: isGap, innovation2: nil, names,
        into: &outcome)
    }
  }

  private mutating func add(
    point index: Int, _ report: ContentID, _ sensor: Int32, isAfterGap: Bool,
    innovation2: Double?, _ names: [String], into outcome: inout PictureOutcome
  ) {
    guard let source = sources[index] else { return }
    let state = state(of: source.system, atS: source.timeS)
    systems[source.system].keep(
      TrailPoint(
        atMs: state.atMs, point: state.point,
        isAfterGap: isAfterGap && systems[source.system].members.count == 1),
      everyS: settings.trailStepS(source.kind))
    outcome.points.append(
      TrackPoint(
        track: SystemTrack.text(systems[source.system].id), kind: source.kind,
        name: TrackNames.shown(source.identities), state: state,
        observation: "OB-" + report.text, sensor: names[Int(sensor)], isAfterGap: isAfterGap,
        innovation2: innovation2))
  }

  // MARK: Ends

  private mutating func forget(atS timeS: Double) {
    if Int(timeS) % 64 == 0 {
      called = called.filter { timeS - $0.value.timeS < Self.callingS }
    }
    for index in sources.indices {
      guard let lastS = sources[index]?.timeS, timeS - lastS > 10, let kind = sources[index]?.kind
      else { continue }
      let breakS = sources[index]?.breakS(settings) ?? 0
      if timeS - lastS > max(settings.keepS(kind), 2 * breakS) { remove(index) }
    }
  }

  mutating func remove(_ index: Int) {
    guard let source = sources[index] else { return }
    sites[source.binding]?.removeAll { $0 == index }
    if sites[source.binding]?.isEmpty == true { sites[source.binding] = nil }
    systems[source.system].members.removeAll { $0 == index }
    if systems[source.system].members.isEmpty { release(source.system) }
    sources[index] = nil
    freeSources.append(index)
    liveCount -= 1
  }

  mutating func release(_ system: Int) {
    systems[system] = SystemTrack(id: ContentID(high: 0, low: 0), members: [])
    freeSystems.append(system)
  }

  mutating func newSystem(_ source: Int, id: ContentID) -> Int {
    let system = freeSystems.popLast() ?? systems.count
    let new = SystemTrack(id: id, members: [source])
    if system == systems.count { systems.append(new) } else { systems[system] = new }
    return system
  }

  /// The places of every name that has several.
  mutating func splitSites() -> [[Int]] {
    split.removeAll { (sites[$0]?.count ?? 0) < 2 }
    var known: Set<TrackBinding> = []
    return split.compactMap { known.insert($0).inserted ? sites[$0] : nil }
  }

  func namesakes(of index: Int) -> [Int] {
    guard let source = sources[index] else { return [] }
    return (sites[source.binding] ?? []).filter { $0 != index }
  }
}
