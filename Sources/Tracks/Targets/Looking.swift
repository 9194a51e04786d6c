// Which plots of a scan might be which target's?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Margin beyond a sensor's reach within which tracks are still looked at.
  static let reachMarginM = 3_000.0

  /// Brings the targets within reach to the scan's time and pairs them with the plots near them.
  mutating func look(_ scan: Scan, _ sensor: TrackingSensor, _ density: PlotDensity) {
    work.contenders.removeAll()
    work.pairings.removeAll()
    work.pairingEnds.removeAll()
    work.lastClaim.fill(-1, count: work.used.count)
    work.claimCount.fill(0, count: work.used.count)
    work.steps.removeAll()
    listReached(sensor)
    let partCount = partCount(of: work.reached.count, atLeast: Self.reachedPerPart)
    if partCount > 1 {
      lookInParts(partCount, scan, sensor, density)
    } else {
      look(0..<work.reached.count, scan, sensor, density)
    }
  }

  /// The same for a range of those within reach.
  mutating func look(
    _ range: Range<Int>, _ scan: Scan, _ sensor: TrackingSensor, _ density: PlotDensity
  ) {
    for next in range {
      let index = Int(work.reached[next])
      let target = targets.base + index
      if sensor.measures == .bearing && target.pointee.existence < 0.3 { continue }
      let elapsedS = scan.timeS - target.pointee.timeS
      if sensor.measures == .bearing && isOut(target, sensor, afterS: elapsedS) { continue }
      if elapsedS > 0 {
        predict(target, step(ofS: elapsedS))
        target.pointee.timeS = scan.timeS
      }
      place(target)
      let probability = detectionProbability(of: target, sensor, number: Int32(scan.sensor))
      let number = Int32(work.contenders.count)
      work.contenders.append(
        Contender(target: Int32(index), detectionProbability: probability))
      for place in 0..<target.pointee.count {
        pair(
          hypotheses.base + Int(target.pointee.slots[place]), target, scan, sensor,
          probability, density.total)
        work.pairingEnds.append(Int32(work.pairings.count))
      }
      if target.pointee.hasSighting {
        if sensor.measures != .bearing {
          pairSighting(target, scan, sensor, probability, density.total)
        }
        work.pairingEnds.append(Int32(work.pairings.count))
      }
      claim(number, target, density.total)
    }
  }

  /// True where a track is so far outside the reach that a report of it is out of the question. Asked of
  /// sensors of bearings, whose reach is short beside the margin.
  @inline(__always)
  private mutating func isOut(
    _ target: UnsafeMutablePointer<Target>, _ sensor: TrackingSensor, afterS elapsedS: Double
  ) -> Bool {
    guard target.pointee.count > 0 else { return false }
    let motion = hypotheses.base + Int(target.pointee.slots[0])
    let x = motion.pointee.motion.meanX + elapsedS * motion.pointee.motion.meanVX
    let y = motion.pointee.motion.meanY + elapsedS * motion.pointee.motion.meanVY
    if sensor.reaches(x, y) { return false }
    let placeM2 = max(motion.pointee.motion.xx.largest, motion.pointee.motion.yy.largest)
    let speedM2S2 = max(motion.pointee.motion.uu.largest, motion.pointee.motion.vv.largest)
    let sigmaM = (placeM2 + elapsedS * elapsedS * speedM2S2).squareRoot()
    return !sensor.reaches(x, y, marginM: Self.outsideMarginM + 5 * sigmaM)
  }

  static let outsideMarginM = 200.0

  private mutating func listReached(_ sensor: TrackingSensor) {
    work.reached.removeAll()
    work.reached.reserve(targets.count)
    let reached = work.reached.base
    var count = 0
    for index in 0..<targets.count {
      let place = places[index]
      // Written always and counted only where it is reached: there is nothing to guess for the branch
      // predictor.
      reached[count] = Int32(index)
      count += sensor.reaches(place.x, place.y, marginM: Self.reachMarginM) ? 1 : 0
    }
    work.reached.extend(to: count)
  }

  /// Most targets of a scan were last looked at together, so there are few steps in each.
  mutating func step(ofS elapsedS: Double) -> UnsafeMutablePointer<MotionStep> {
    var place = work.steps.count - 1
    while place >= 0 {
      if work.steps[place].durationS == elapsedS { return work.steps.base + place }
      place -= 1
    }
    if work.steps.count == 16 { work.steps.removeAll() }
    work.steps.append(
      MotionStep(settings.models, durationS: elapsedS, lifeS: settings.lifeS))
    return work.steps.base + (work.steps.count - 1)
  }

  private mutating func predict(
    _ target: UnsafeMutablePointer<Target>, _ step: UnsafeMutablePointer<MotionStep>
  ) {
    let survival = step.pointee.survival
    for place in 0..<target.pointee.count {
      let hypothesis = hypotheses.base + Int(target.pointee.slots[place])
      hypothesis.pointee.motion.mix(staying: step.pointee.staying, arrival: settings.models.arrival)
      hypothesis.pointee.motion.predict(step.pointee)
      hypothesis.pointee.existence *= survival
    }
    if target.pointee.hasSighting { target.pointee.sighting.existence *= survival }
  }

  private mutating func place(_ target: UnsafeMutablePointer<Target>) {
    guard target.pointee.count > 0 else { return }
    let motion = hypotheses.base + Int(target.pointee.slots[0])
    target.pointee.x = motion.pointee.motion.meanX
    target.pointee.y = motion.pointee.motion.meanY
  }

  /// That the target would be in this scan. Beyond reach and area a little is left for errors of its
  /// place; a thing that does not report itself is not expected from a cooperative sensor.
  private mutating func detectionProbability(
    of target: UnsafeMutablePointer<Target>, _ sensor: TrackingSensor, number: Int32
  ) -> Double {
    let x = target.pointee.x
    let y = target.pointee.y
    guard sensor.reaches(x, y), settings.area.contains(x, y) else { return 0.02 }
    if sensor.endsTracks { target.pointee.sensor = number }
    if sensor.isCooperative && target.pointee.identity < 0 { return 0.1 }
    return sensor.detectionProbability
  }

  /// Least likelihood at which a pairing matters beside a miss.
  @inline(__always)
  mutating func likelihoodMin(existence: Double, _ probability: Double, _ density: Double)
    -> Double
  {
    settings.pairingMin * density * (1 - existence * probability)
      / max(existence * probability, 1e-12)
  }

  private mutating func pair(
    _ hypothesis: UnsafeMutablePointer<Hypothesis>, _ target: UnsafeMutablePointer<Target>,
    _ scan: Scan, _ sensor: TrackingSensor, _ probability: Double, _ density: Double
  ) {
    let least = likelihoodMin(
      existence: hypothesis.pointee.existence, probability, density)
    if sensor.measures == .bearing {
      let most = 2 * TrackMath.logarithm(max(least, 1e-300))
      for index in 0..<work.bearings.count
      where !hypothesis.pointee.motion.isFar(from: work.bearings[index], twiceLogDensity: most) {
        let perModel = hypothesis.pointee.motion.density(of: work.bearings[index])
        let likelihood = (hypothesis.pointee.motion.share * perModel).sum()
        if likelihood < least { continue }
        work.pairings.append(
          Pairing(plot: Int32(index), likelihood: likelihood, density: perModel))
      }
      return
    }
    guard work.plots.count > 0 else { return }
    let xx = hypothesis.pointee.motion.xx
    let yy = hypothesis.pointee.motion.yy
    // The area of one sigma is at least that of the surest model and the surest plot.
    let surest = work.plotVarianceMin
    let xy = hypothesis.pointee.motion.xy
    let spread = ((xx + surest) * (yy + surest) - xy * xy).smallest
    let isParticular = work.isParticular
    let reach2 = reach2(
      isParticular && measuresAsides ? least / Self.asideGainMax : least,
      areaM2: max(spread, 1e-6).squareRoot())
    let distance2 = min(reach2, settings.distance2Max)
    guard distance2 > 0 else { return }
    // A trifle more, so that rounding leaves nothing out.
    let most = reach2 * 1.000_001 + 0.000_001
    let x = hypothesis.pointee.motion.meanX
    let y = hypothesis.pointee.motion.meanY
    let margin = work.plotVarianceMax
    var halfWidth = (distance2 * (xx.largest + margin)).squareRoot()
    var halfHeight = (distance2 * (yy.largest + margin)).squareRoot()
    if isParticular {
      let lateS = registration(of: scan, sensor).lateMaxS
      halfWidth += lateS * abs(hypothesis.pointee.motion.meanVX)
      halfHeight += lateS * abs(hypothesis.pointee.motion.meanVY)
    }
    let share = hypothesis.pointee.motion.share
    let identity = sensor.isCooperative ? target.pointee.identity : -1
    work.grid.visit(x: x, y: y, halfWidth: halfWidth, halfHeight: halfHeight) { index in
      let plot = work.plots[Int(index)]
      if abs(plot.x - x) > halfWidth || abs(plot.y - y) > halfHeight { return }
      if identity >= 0 {
        let other = scan.plots[Int(index)].identity
        if other >= 0 && other != identity { return }
      }
      if isParticular {
        pairParticularly(
          index, &hypothesis.pointee.motion, target: target - targets.base, scan, sensor,
          least: least)
        return
      }
      guard let perModel = hypothesis.pointee.motion.density(of: plot, within: most) else { return }
      let likelihood = (share * perModel).sum()
      if likelihood < least { return }
      work.pairings.append(Pairing(plot: index, likelihood: likelihood, density: perModel))
    }
  }

  /// Squared distance beyond which a Gaussian over such an area surely falls short of a likelihood.
  @inline(__always)
  private mutating func reach2(_ least: Double, areaM2: Double) -> Double {
    -2 * TrackMath.logarithmBelow(2 * .pi * areaM2 * least)
  }

  private mutating func pairSighting(
    _ target: UnsafeMutablePointer<Target>, _ scan: Scan, _ sensor: TrackingSensor,
    _ probability: Double, _ density: Double
  ) {
    guard work.plots.count > 0 else { return }
    let sighting = target.pointee.sighting
    var least = likelihoodMin(existence: sighting.existence, probability, density)
    let kept = settings.leastOfTrack(newShare: target.pointee.newShare)
    if kept < settings.forgetTrack {
      // Where new things are rare, beside a miss nothing would be likely enough.
      least = min(least, kept * density / max(sighting.existence * probability, 1e-12))
    }
    let elapsedS = scan.timeS - sighting.timeS
    let usual = speed.varianceM2S2 * elapsedS * elapsedS
    let fast = speed.fastM2S2 * elapsedS * elapsedS
    let surest = work.plotVarianceMin
    // Beyond both distances neither a usual nor a fast thing is likely enough.
    let gate = measuresAsides ? least / Self.asideGainMax : least
    let usualMost = reach2(gate, areaM2: usual + surest)
    let fastMost = reach2(gate, areaM2: fast + surest)
    let reachM2 = max(
      min(settings.distance2Max, usualMost) * (usual + work.plotVarianceMax),
      min(settings.distance2Max, fastMost) * (fast + work.plotVarianceMax))
    guard reachM2 > 0 else { return }
    let halfWidth = (reachM2 + settings.distance2Max * sighting.place.xx).squareRoot()
    let halfHeight = (reachM2 + settings.distance2Max * sighting.place.yy).squareRoot()
    let identity = sensor.isCooperative ? target.pointee.identity : -1
    work.grid.visit(
      x: sighting.place.x, y: sighting.place.y, halfWidth: halfWidth, halfHeight: halfHeight
    ) { index in
      let plot = work.plots[Int(index)]
      if identity >= 0 {
        let other = scan.plots[Int(index)].identity
        if other >= 0 && other != identity { return }
      }
      if measuresAsides {
        let (usual, fast) = sightingLikelihoods(
          Int(index), sighting, target: target - targets.base, scan, sensor)
        if usual + fast >= least {
          work.pairings.append(
            Pairing(plot: index, likelihood: usual + fast, density: Lanes()))
        }
        return
      }
      // A trifle more, so that rounding leaves nothing out.
      let isFar =
        sighting.distance2(to: plot, driftM2: usual) > usualMost * 1.000_001 + 0.000_001
        && sighting.distance2(to: plot, driftM2: fast) > fastMost * 1.000_001 + 0.000_001
      if isFar { return }
      let likelihood =
        (1 - SpeedPrior.fastShare) * sighting.likelihood(of: plot, driftM2: usual)
        + SpeedPrior.fastShare * sighting.likelihood(of: plot, driftM2: fast)
      if likelihood < least { return }
      work.pairings.append(Pairing(plot: index, likelihood: likelihood, density: Lanes()))
    }
  }

  /// Notes which plots a contender claims. A first sighting that weighs little takes what is left.
  private mutating func claim(
    _ number: Int32, _ target: UnsafeMutablePointer<Target>, _ density: Double
  ) {
    let index = Int(number)
    let hypothesisCount = target.pointee.count + (target.pointee.hasSighting ? 1 : 0)
    let firstEnd = work.pairingEnds.count - hypothesisCount
    let first = firstEnd == 0 ? 0 : Int(work.pairingEnds[firstEnd - 1])
    if target.pointee.isSighting {
      var sum = 0.0
      for pairing in first..<work.pairings.count { sum += work.pairings[pairing].likelihood }
      let probability = work.contenders[index].detectionProbability
      let existence = target.pointee.sighting.existence
      if sum * existence * probability / density < 0.05 {
        work.contenders[index].isLight = true
        return
      }
    }
    for pairing in first..<work.pairings.count {
      let plot = Int(work.pairings[pairing].plot)
      if work.lastClaim[plot] != number {
        work.lastClaim[plot] = number
        work.claimCount[plot] += 1
      }
    }
  }
}
