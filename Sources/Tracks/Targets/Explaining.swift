// How does one get to see what the tracker weighed? By working through the same scans again.
//
// SPDX-License-Identifier: Apache-2.0

/// The scans that a tracker took, and how it began.
struct ScanRecord: Sendable {
  let start: Tracker
  var scans: [Scan] = []
}

extension TimeOrder {
  /// A track at the last scan, not after `timeS`, that looked at it; nil where there is none, and
  /// where the run is not recorded.
  public func explanation(of trackID: Int, atS timeS: Double) -> TrackExplanation? {
    guard let record else { return nil }
    var scans = record.scans.filter { $0.timeS <= timeS }
    if lagS > 0 { scans.sort(by: Self.isBefore) }
    var replay = Replay(trackID: trackID, tracker: record.start, scans: scans)
    return replay.explanation()
  }
}

/// Works through scans again with an eye on one track.
private struct Replay {
  typealias Explanation = TrackExplanation

  let trackID: Int
  var tracker: Tracker
  let scans: [Scan]
  /// Number of the first plot of each scan worked through.
  private var firstNumbers: [Int32] = []
  private var merges: [Explanation.Merge] = []
  /// Numbers of the plots that all its hypotheses have in common.
  private var decided: Set<Int32> = []

  init(trackID: Int, tracker: Tracker, scans: [Scan]) {
    self.trackID = trackID
    self.tracker = tracker
    self.scans = scans
  }

  mutating func explanation() -> Explanation? {
    var found: Explanation?
    for (index, scan) in scans.enumerated() {
      firstNumbers.append(tracker.nextPlotNumber)
      let sensor = tracker.sensors[scan.sensor]
      let taking = tracker.weigh(scan, sensor)
      guard let contender = tracker.contender(forTrack: trackID) else {
        tracker.settle(scan, sensor, taking)
        continue
      }
      noteDecided(contender)
      let view = ScanView(tracker, contender, scan, taking)
      let readings = tracker.readings(of: trackID)
      tracker.settle(scan, sensor, taking)
      for union in tracker.work.unions where union.x == trackID {
        merges.append(Explanation.Merge(trackID: union.y, timeS: scan.timeS))
      }
      found = explanation(view, readings, atScan: index)
    }
    return found
  }

  /// Plots of the chosen hypothesis that fall out of the window with this scan are final.
  private mutating func noteDecided(_ contender: Contender) {
    let target = tracker.targets[Int(contender.target)]
    decided.insert(target.root)
    guard contender.chosen >= 0 else { return }
    let slot = tracker.work.states[Int(contender.chosen)].slot
    guard slot >= 0 else { return }
    let window = min(tracker.settings.windowScans, 11)
    let decidedBefore = target.scans[max(window - 1, 0)]
    for number in tracker.hypotheses[Int(slot)].numbers where number < decidedBefore {
      decided.insert(number)
    }
  }

  private mutating func explanation(
    _ view: ScanView, _ before: [(reading: Tracker.ReadingDraft, slot: Int32)], atScan index: Int
  ) -> Explanation {
    let after = tracker.target(withID: trackID)
    let union = tracker.work.unions.first { $0.y == trackID }
    let shown = after.flatMap { tracker.shownMotion(of: $0) }
    let open = after.map { tracker.openNumbers(of: $0) } ?? []
    return Explanation(
      trackID: trackID,
      scan: Explanation.ScanTaken(
        id: view.scan.id, sensor: view.scan.sensor, timeS: view.scan.timeS,
        plotCount: view.scan.plots.count),
      prediction: view.prediction, modelsBefore: view.models,
      detectionProbability: view.contender.detectionProbability,
      otherPlotDensity: view.taking.density.total, gate: view.gate, candidates: view.candidates,
      missProbability: view.missProbability, nothingProbability: view.contender.nothingChance,
      chosenPlotID: view.chosenPlotID,
      readings: before.map { entry in
        Explanation.Reading(
          isShown: entry.reading.isShown, prediction: entry.reading.prediction,
          probability: view.probability(ofSlot: entry.slot), existence: entry.reading.existence,
          plotIDs: entry.reading.numbers.compactMap { report($0)?.plotID })
      },
      rivals: view.rivals, existenceBefore: view.target.existence,
      existenceAfter: after?.existence, wasConfirmed: view.target.isConfirmed,
      isConfirmed: after?.isConfirmed ?? false, estimate: shown.map(PlaneEstimate.init),
      modelsAfter: shown?.share,
      heightBefore: view.height,
      heightAfter: tracker.height(ofTrack: trackID, atS: view.scan.timeS),
      reports: reports(open: open), merges: merges,
      twinID: union?.x ?? after.flatMap { $0.twin >= 0 ? $0.twin : nil },
      wentIntoTwin: union != nil)
  }

  // MARK: Reports

  private func reports(open: [Int32]) -> [Explanation.Report] {
    decided.union(open).sorted().compactMap { report($0) }
  }

  /// The plot with a number.
  private func report(_ number: Int32) -> Explanation.Report? {
    // The last scan that begins at or before the number; empty scans begin where the next one does.
    var low = 0
    var high = firstNumbers.count
    while low < high {
      let middle = (low + high) / 2
      if firstNumbers[middle] <= number { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let scan = scans[low - 1]
    let place = Int(number - firstNumbers[low - 1])
    guard scan.plots.indices.contains(place) else { return nil }
    return Explanation.Report(
      plotID: scan.plots[place].id, scanID: scan.id, sensor: scan.sensor, timeS: scan.timeS,
      isDecided: decided.contains(number))
  }
}

extension Hypothesis {
  /// Numbers of its plots that are not decided, newest first.
  fileprivate var numbers: [Int32] { (0..<Int(hitCount)).map { hits[$0] } }
}

extension Tracker {
  /// One reading of a track before a scan is settled.
  fileprivate struct ReadingDraft {
    let isShown: Bool
    let prediction: PlaneEstimate
    let existence: Double
    let numbers: [Int32]
  }

  fileprivate func target(withID id: Int) -> Target? {
    (0..<targets.count).first { targets[$0].id == id }.map { targets[$0] }
  }

  fileprivate func height(ofTrack id: Int, atS timeS: Double) -> HeightEstimate? {
    guard measuresAsides, let index = (0..<targets.count).first(where: { targets[$0].id == id }),
      asides[index].hasHeight
    else { return nil }
    return asides[index].height.predicted(toS: timeS)
  }

  fileprivate func contender(forTrack id: Int) -> Contender? {
    (0..<work.contenders.count).first { targets[Int(work.contenders[$0].target)].id == id }
      .map { work.contenders[$0] }
  }

  fileprivate func shownMotion(of target: Target) -> Motion? {
    if target.count > 0 { return hypotheses[Int(target.slots[0])].motion }
    guard target.hasSighting else { return nil }
    return Motion(
      at: target.sighting.place, velocityVarianceM2S2: speed.varianceM2S2,
      share: settings.models.initial)
  }

  fileprivate func shownExistence(of target: Target) -> Double {
    target.count > 0 ? hypotheses[Int(target.slots[0])].existence : target.sighting.existence
  }

  fileprivate func openNumbers(of target: Target) -> [Int32] {
    target.count > 0 ? hypotheses[Int(target.slots[0])].numbers : [target.root]
  }

  /// The shown one first; the slot of a first sighting is -1.
  fileprivate func readings(of id: Int) -> [(reading: ReadingDraft, slot: Int32)] {
    guard let target = target(withID: id) else { return [] }
    var drafts: [(reading: ReadingDraft, slot: Int32)] = (0..<target.count).map { place in
      let slot = target.slots[place]
      let hypothesis = hypotheses[Int(slot)]
      return (
        ReadingDraft(
          isShown: place == 0, prediction: PlaneEstimate(hypothesis.motion),
          existence: hypothesis.existence,
          numbers: hypothesis.numbers), slot
      )
    }
    if target.hasSighting {
      let motion = Motion(
        at: target.sighting.place, velocityVarianceM2S2: speed.varianceM2S2,
        share: settings.models.initial)
      drafts.append(
        (
          ReadingDraft(
            isShown: target.count == 0, prediction: PlaneEstimate(motion),
            existence: target.sighting.existence, numbers: [target.root]),
          -1
        ))
    }
    return drafts
  }
}

/// What a scan's stages weighed for one contender, read before they are settled.
private struct ScanView {
  typealias Explanation = TrackExplanation

  let contender: Contender
  let target: Target
  let scan: Scan
  let taking: Taking
  let prediction: PlaneEstimate
  let models: SIMD4<Double>
  let height: HeightEstimate?
  let gate: Explanation.Gate
  let candidates: [Explanation.Candidate]
  let rivals: [Explanation.Rival]
  private let states: [State]
  private let chosenPlot: Int32

  init(_ tracker: Tracker, _ contender: Contender, _ scan: Scan, _ taking: Taking) {
    self.contender = contender
    self.scan = scan
    self.taking = taking
    let target = tracker.targets[Int(contender.target)]
    let motion = tracker.shownMotion(of: target) ?? Motion()
    let prediction = PlaneEstimate(motion)
    let states = (contender.firstState..<contender.endState).map { tracker.work.states[Int($0)] }
    self.target = target
    self.prediction = prediction
    self.states = states
    models = motion.share
    height = tracker.height(ofTrack: target.id, atS: scan.timeS)
    chosenPlot = contender.chosen >= 0 ? tracker.work.states[Int(contender.chosen)].plot : -1
    let existence = tracker.shownExistence(of: target)
    var reader = tracker
    gate = Explanation.Gate(
      likelihoodMin: reader.likelihoodMin(
        existence: existence, contender.detectionProbability, taking.density.total),
      sigmasMax: tracker.sensors[scan.sensor].measures == .bearing
        ? nil : tracker.settings.distance2Max.squareRoot())
    let plots = Set(states.map(\.plot).filter { $0 >= 0 })
    candidates = plots.sorted().map { plot in
      Self.candidate(plot, states, tracker, contender, scan, taking, prediction)
    }.sorted { $0.probability > $1.probability }
    rivals = Self.rivals(tracker, of: contender, plots, scan)
  }

  var chosenPlotID: Int? { chosenPlot >= 0 ? scan.plots[Int(chosenPlot)].id : nil }

  var missProbability: Double { states.reduce(0) { $1.plot < 0 ? $0 + $1.chance : $0 } }

  func probability(ofSlot slot: Int32) -> Double {
    states.reduce(0) { $1.slot == slot ? $0 + $1.chance : $0 }
  }

  private static func candidate(
    _ plot: Int32, _ states: [State], _ tracker: Tracker, _ contender: Contender, _ scan: Scan,
    _ taking: Taking, _ prediction: PlaneEstimate
  ) -> Explanation.Candidate {
    let own = states.filter { $0.plot == plot }
    var reader = tracker
    let sensor = tracker.sensors[scan.sensor]
    var place = tracker.work.plots.count > 0 ? tracker.work.plots[Int(plot)] : nil
    if tracker.work.isParticular {
      place = reader.particular(
        Int(plot), scan, sensor, target: Int(contender.target),
        velocity: SIMD2(prediction.eastMPS, prediction.northMPS))
    }
    let aside = tracker.work.asides.count > 0 ? tracker.work.asides[Int(plot)] : PlotAside()
    return Explanation.Candidate(
      plotID: scan.plots[Int(plot)].id, placeM: place.map { SIMD2($0.x, $0.y) },
      bearingRad: place == nil ? scan.plots[Int(plot)].second : nil,
      heightM: aside.hasHeight ? aside.heightM : nil,
      rangeRateMPS: aside.hasRate ? aside.rateMPS : nil,
      sigmas: place.map { prediction.distance2(of: $0).squareRoot() },
      likelihood: own.map {
        likelihood(of: $0, states, tracker, contender, taking)
      }.max() ?? 0,
      probability: own.reduce(0) { $0 + $1.chance })
  }

  /// From the state's weight beside that of a miss.
  private static func likelihood(
    of state: State, _ states: [State], _ tracker: Tracker, _ contender: Contender,
    _ taking: Taking
  ) -> Double {
    guard let miss = states.first(where: { $0.slot == state.slot && $0.plot < 0 }),
      miss.weight > 0
    else { return 0 }
    let existence =
      state.slot < 0
      ? tracker.targets[Int(contender.target)].sighting.existence
      : tracker.hypotheses[Int(state.slot)].existence
    let seen = existence * contender.detectionProbability
    return state.weight / miss.weight * (1 - seen) / max(seen, 1e-300) * taking.density.total
  }

  /// Who else claims one of the plots, the likeliest first.
  private static func rivals(
    _ tracker: Tracker, of contender: Contender, _ plots: Set<Int32>, _ scan: Scan
  ) -> [Explanation.Rival] {
    var rivals: [Explanation.Rival] = []
    for index in 0..<tracker.work.contenders.count {
      let other = tracker.work.contenders[index]
      guard other.target != contender.target else { continue }
      let target = tracker.targets[Int(other.target)]
      var claims: [Int32: Double] = [:]
      for place in other.firstState..<other.endState {
        let state = tracker.work.states[Int(place)]
        if plots.contains(state.plot) { claims[state.plot, default: 0] += state.chance }
      }
      for plot in claims.keys.sorted() {
        rivals.append(
          Explanation.Rival(
            trackID: target.id, plotID: scan.plots[Int(plot)].id, probability: claims[plot] ?? 0,
            isConfirmed: target.isConfirmed))
      }
    }
    return rivals.sorted { $0.probability > $1.probability }
  }
}
