// What becomes of each track after a scan?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Carries each contender on along the states that are worth it, and joins what has become one.
  mutating func grow(_ scan: Scan, _ sensor: TrackingSensor, _ firstNumber: Int32) {
    speed.age(toS: scan.timeS)
    for index in 0..<work.contenders.count {
      let contender = work.contenders[index]
      let target = targets.base + Int(contender.target)
      if contender.isLight && !keepsPairing(contender, target) {
        pass(target, contender)
        continue
      }
      grow(target, contender, scan, sensor, firstNumber)
      places[Int(contender.target)] = SIMD2(target.pointee.x, target.pointee.y)
    }
  }

  /// True where a light contender has a state with a plot that is worth a hypothesis.
  private mutating func keepsPairing(
    _ contender: Contender, _ target: UnsafeMutablePointer<Target>
  ) -> Bool {
    let least = settings.leastOfTrack(newShare: target.pointee.newShare)
    for place in contender.firstState..<contender.endState {
      let state = work.states[Int(place)]
      if state.plot >= 0 && state.chance >= least { return true }
    }
    return false
  }

  /// A sighting with nothing near it.
  private mutating func pass(_ target: UnsafeMutablePointer<Target>, _ contender: Contender) {
    let missed = 1 - target.pointee.sighting.existence * contender.detectionProbability
    target.pointee.sighting.existence *= (1 - contender.detectionProbability) / max(missed, 1e-12)
    target.pointee.existence =
      work.states[Int(contender.firstState)].chance * target.pointee.sighting.existence
  }

  private mutating func grow(
    _ target: UnsafeMutablePointer<Target>, _ contender: Contender, _ scan: Scan,
    _ sensor: TrackingSensor, _ firstNumber: Int32
  ) {
    let probability = contender.detectionProbability
    target.pointee.note(scanFrom: firstNumber)
    target.pointee.existence = existence(contender, target)
    let decidedBefore = target.pointee.scans[min(settings.windowScans, 11)]
    selectStates(contender, target, decidedBefore)
    if target.pointee.root < decidedBefore || !contender.mayBeNothing {
      target.pointee.nothingWeight = 0
    }
    // Copies for all states of a hypothesis but the first, which goes on in its place.
    work.grown.removeAll()
    work.chosenSlot = -1
    var keepsSighting = false
    var best = 0.0
    var bestPlot: Int32 = -1
    var bestState: Int32 = -1
    for place in 0..<work.kept.count where work.states[Int(work.kept[place])].chance > best {
      let state = work.states[Int(work.kept[place])]
      if state.plot >= 0 {
        best = state.chance
        bestPlot = state.plot
        bestState = work.kept[place]
      }
    }
    if best > Self.innovationChanceMin {
      noteInnovation(work.states[Int(bestState)], target, scan, sensor)
    }
    if best > 0.5 {
      learn(target, contender, scan, sensor, plot: Int(bestPlot), chance: best)
    }
    hypotheses.reserve(hypotheses.count + work.kept.count)
    var place = 0
    while place < work.kept.count {
      let slot = work.states[Int(work.kept[place])].slot
      var end = place + 1
      while end < work.kept.count && work.states[Int(work.kept[end])].slot == slot { end += 1 }
      for index in stride(from: end - 1, through: place, by: -1) {
        let state = work.states.base + Int(work.kept[index])
        if slot < 0 {
          if state.pointee.plot < 0 {
            keepsSighting = true
            missSighting(target, state, probability)
          } else {
            let into = hypothesisFromSighting(target, state, scan, sensor, firstNumber)
            work.grown.append(into)
            if work.kept[index] == contender.chosen { work.chosenSlot = into }
          }
          continue
        }
        var into = slot
        if index > place {
          into = newSlot()
          hypotheses[Int(into)] = hypotheses[Int(slot)]
        }
        carry(
          hypotheses.base + Int(into), state, scan, sensor, probability, firstNumber,
          decidedBefore, target: target - targets.base)
        work.grown.append(into)
        if work.kept[index] == contender.chosen { work.chosenSlot = into }
      }
      place = end
    }
    release(target)
    target.pointee.hasSighting = keepsSighting
    joinAlike(target)
    scale(target)
    finish(target, bestChance: best, scan, sensor, bestPlot: bestPlot)
  }

  private mutating func existence(
    _ contender: Contender, _ target: UnsafeMutablePointer<Target>
  ) -> Double {
    var sum = 0.0
    for place in contender.firstState..<contender.endState {
      let state = work.states[Int(place)]
      if state.plot >= 0 {
        sum += state.chance
      } else {
        let before =
          state.slot < 0
          ? target.pointee.sighting.existence : hypotheses[Int(state.slot)].existence
        sum += state.chance * Self.missed(before, contender.detectionProbability)
      }
    }
    return sum
  }

  /// Existence after a scan that should have seen the thing and did not.
  @inline(__always)
  static func missed(_ existence: Double, _ probability: Double) -> Double {
    existence * (1 - probability) / max(1 - existence * probability, 1e-12)
  }

  /// The states worth carrying on: probable enough, at most so many, and in agreement with the chosen
  /// one on all plots before the window.
  private mutating func selectStates(
    _ contender: Contender, _ target: UnsafeMutablePointer<Target>, _ decidedBefore: Int32
  ) {
    work.kept.removeAll()
    let chosen = contender.chosen
    let chosenSlot = work.states[Int(chosen)].slot
    let print =
      chosenSlot < 0 || target.pointee.count < 2
      ? 0 : hypotheses[Int(chosenSlot)].fingerprint(before: decidedBefore)
    let least = settings.hypothesisMin * (1 - contender.nothingChance)
    let leastOfSighting =
      contender.isLight ? settings.leastOfTrack(newShare: target.pointee.newShare) : least
    for place in contender.firstState..<contender.endState {
      let state = work.states[Int(place)]
      let enough = state.slot < 0 && state.plot >= 0 ? leastOfSighting : least
      if state.chance <= enough && place != chosen { continue }
      if target.pointee.count > 1 && chosenSlot >= 0 {
        if state.slot < 0 {
          if target.pointee.root < decidedBefore { continue }
        } else if hypotheses[Int(state.slot)].fingerprint(before: decidedBefore) != print {
          continue
        }
      }
      work.kept.append(place)
    }
    let most = min(settings.hypothesisCountMax, Target.hypothesisCountMax)
    guard work.kept.count > most else { return }
    work.kept.sort { left, right in
      if (left == chosen) != (right == chosen) { return left == chosen }
      let a = work.states[Int(left)].chance
      let b = work.states[Int(right)].chance
      return a == b ? left < right : a > b
    }
    work.kept.keep(first: most)
    work.kept.sort(by: <)
  }

  private mutating func missSighting(
    _ target: UnsafeMutablePointer<Target>, _ state: UnsafeMutablePointer<State>,
    _ probability: Double
  ) {
    target.pointee.sighting.weight = state.pointee.weight
    target.pointee.sighting.chance = state.pointee.chance
    target.pointee.sighting.existence = Self.missed(
      target.pointee.sighting.existence, probability)
  }

  private mutating func hypothesisFromSighting(
    _ target: UnsafeMutablePointer<Target>, _ state: UnsafeMutablePointer<State>, _ scan: Scan,
    _ sensor: TrackingSensor, _ firstNumber: Int32
  ) -> Int32 {
    let sighting = target.pointee.sighting
    var hypothesis = Hypothesis(
      motion: motionFromSighting(
        sighting, Int(state.pointee.plot), target: target - targets.base, scan, sensor),
      existence: 1 - 1e-9)
    hypothesis.weight = state.pointee.weight
    hypothesis.chance = state.pointee.chance
    hypothesis.add(hit: target.pointee.root)
    hypothesis.add(hit: firstNumber + state.pointee.plot)
    let slot = newSlot()
    hypotheses[Int(slot)] = hypothesis
    return slot
  }

  private mutating func motionFromSighting(
    _ sighting: Sighting, _ index: Int, target: Int, _ scan: Scan, _ sensor: TrackingSensor
  ) -> Motion {
    if measuresAsides { return grown(sighting, with: index, target: target, scan, sensor) }
    let plot = work.plots[index]
    let elapsedS = scan.timeS - sighting.timeS
    // The part of the speed prior that the plot speaks for.
    let usual = sighting.likelihood(of: plot, driftM2: speed.varianceM2S2 * elapsedS * elapsedS)
    let fast = sighting.likelihood(of: plot, driftM2: speed.fastM2S2 * elapsedS * elapsedS)
    let isFast = fast * SpeedPrior.fastShare > usual * (1 - SpeedPrior.fastShare)
    var motion = Motion(
      at: sighting.place, velocityVarianceM2S2: isFast ? speed.fastM2S2 : speed.varianceM2S2,
      share: settings.models.initial)
    motion.predict(step(ofS: elapsedS).pointee)
    motion.update(with: plot, density: motion.density(of: plot))
    return motion
  }

  @inline(__always)
  private mutating func carry(
    _ hypothesis: UnsafeMutablePointer<Hypothesis>, _ state: UnsafeMutablePointer<State>,
    _ scan: Scan, _ sensor: TrackingSensor, _ probability: Double, _ firstNumber: Int32,
    _ decidedBefore: Int32, target: Int
  ) {
    hypothesis.pointee.forget(before: decidedBefore)
    hypothesis.pointee.weight = state.pointee.weight / hypothesis.pointee.columnFactor
    hypothesis.pointee.chance = state.pointee.chance
    guard state.pointee.plot >= 0 else {
      hypothesis.pointee.existence = Self.missed(hypothesis.pointee.existence, probability)
      return
    }
    hypothesis.pointee.existence = 1 - 1e-9
    let index = Int(state.pointee.plot)
    let density = work.pairings[Int(state.pointee.pairing)].density
    if sensor.measures == .bearing {
      hypothesis.pointee.motion.update(with: work.bearings[index], density: density)
    } else if work.isParticular {
      updateParticularly(
        &hypothesis.pointee.motion, index, density: density, target: target, scan, sensor)
    } else {
      hypothesis.pointee.motion.update(with: work.plots[index], density: density)
    }
    hypothesis.pointee.add(hit: firstNumber + state.pointee.plot)
  }

  /// Frees the slots of hypotheses that no kept state carries on.
  private mutating func release(_ target: UnsafeMutablePointer<Target>) {
    for place in 0..<target.pointee.count {
      let slot = target.pointee.slots[place]
      var isKept = false
      for index in 0..<work.grown.count where work.grown[index] == slot { isKept = true }
      if !isKept { freeSlots.append(slot) }
    }
  }

  /// Joins hypotheses that say nearly the same, the likelier ones taking the others in. The chosen one
  /// stands first.
  private mutating func joinAlike(_ target: UnsafeMutablePointer<Target>) {
    let chosen = work.chosenSlot
    let grownCount = work.grown.count
    if grownCount > 1 {
      work.grown.sort { left, right in
        if (left == chosen) != (right == chosen) { return left == chosen }
        let a = hypotheses[Int(left)].chance
        let b = hypotheses[Int(right)].chance
        return a == b ? left < right : a > b
      }
    }
    var count = 0
    for index in 0..<grownCount {
      let slot = work.grown[index]
      let hypothesis = hypotheses.base + Int(slot)
      var isJoined = false
      for place in 0..<count where !isJoined {
        let other = hypotheses.base + Int(target.pointee.slots[place])
        isJoined = isAlike(other, hypothesis)
        if isJoined { join(hypothesis, to: other) }
      }
      if isJoined {
        freeSlots.append(slot)
      } else {
        target.pointee.slots[count] = slot
        count += 1
      }
    }
    target.pointee.count = count
  }

  @inline(__always)
  private mutating func isAlike(
    _ left: UnsafeMutablePointer<Hypothesis>, _ right: UnsafeMutablePointer<Hypothesis>
  ) -> Bool {
    if (left.pointee.hitCount > 0) != (right.pointee.hitCount > 0) { return false }
    if left.pointee.hitCount > 0 && left.pointee.hits[0] != right.pointee.hits[0] { return false }
    return left.pointee.motion.distance2(to: right.pointee.motion) < settings.joinDistance2
  }

  private mutating func join(
    _ hypothesis: UnsafeMutablePointer<Hypothesis>, to other: UnsafeMutablePointer<Hypothesis>
  ) {
    let own = max(other.pointee.chance, 1e-12)
    let sum = own + hypothesis.pointee.chance
    other.pointee.motion.absorb(hypothesis.pointee.motion, own: own / sum)
    other.pointee.existence =
      (own * other.pointee.existence
        + hypothesis.pointee.chance * hypothesis.pointee.existence) / sum
    other.pointee.weight += hypothesis.pointee.weight
    other.pointee.chance = sum
  }

  /// Makes the largest weight 1.
  private mutating func scale(_ target: UnsafeMutablePointer<Target>) {
    var largest = target.pointee.nothingWeight
    if target.pointee.hasSighting { largest = max(largest, target.pointee.sighting.weight) }
    for place in 0..<target.pointee.count {
      largest = max(largest, hypotheses[Int(target.pointee.slots[place])].weight)
    }
    let inverse = 1 / max(largest, 1e-300)
    target.pointee.nothingWeight *= inverse
    target.pointee.sighting.weight *= inverse
    for place in 0..<target.pointee.count {
      hypotheses[Int(target.pointee.slots[place])].weight *= inverse
    }
  }

  /// What the target's surest plot says of its sensor and of the target itself. Before the update, so
  /// that the plot is not compared with itself.
  private mutating func learn(
    _ target: UnsafeMutablePointer<Target>, _ contender: Contender, _ scan: Scan,
    _ sensor: TrackingSensor, plot: Int, chance: Double
  ) {
    guard sensor.hasBias, chance > 0.9, target.pointee.existence > 0.95, target.pointee.count > 0,
      scan.timeS - target.pointee.referenceTimeS < 4
    else { return }
    let motion = hypotheses[Int(target.pointee.slots[0])].motion
    let index = target - targets.base
    registrations[scan.sensor].learn(
      from: scan.plots[plot], sensor, RegistrationTrack(motion),
      height: height(of: plot, target: index, scan, sensor))
  }

  private mutating func finish(
    _ target: UnsafeMutablePointer<Target>, bestChance: Double, _ scan: Scan,
    _ sensor: TrackingSensor, bestPlot: Int32
  ) {
    if target.pointee.count > 0 {
      let motion = hypotheses.base + Int(target.pointee.slots[0])
      target.pointee.x = motion.pointee.motion.meanX
      target.pointee.y = motion.pointee.motion.meanY
      if target.pointee.isConfirmed, target.pointee.existence > 0.9, bestChance > 0.5,
        sensor.measures != .bearing
      {
        speed.add(vx: motion.pointee.motion.meanVX, vy: motion.pointee.motion.meanVY)
      }
    }
    if bestChance > 0.5 {
      target.pointee.hitTimeS = scan.timeS
      target.pointee.hitPlot = scan.plots[Int(bestPlot)].id
      if !sensor.hasBias && sensor.measures == .position {
        target.pointee.referenceTimeS = scan.timeS
      }
      if sensor.isCooperative, target.pointee.identity < 0, bestChance > 0.7 {
        target.pointee.identity = scan.plots[Int(bestPlot)].identity
      }
    }
    if target.pointee.existence > settings.confirm {
      target.pointee.isConfirmed = true
    } else if target.pointee.existence < 0.15 {
      target.pointee.isConfirmed = false
    }
  }

  // MARK: New ones

  /// Plots that are probably no track's become first sightings.
  mutating func begin(
    _ scan: Scan, _ sensor: TrackingSensor, _ firstNumber: Int32, _ density: PlotDensity
  ) {
    for plot in 0..<work.used.count {
      let unused = max(0, 1 - work.used[plot])
      let existence = unused * density.newShare
      if existence < settings.leastOfSighting(newShare: density.newShare) { continue }
      let place = work.plots[plot]
      var target = Target(
        id: scan.plots[plot].id, root: firstNumber + Int32(plot),
        nothingWeight: work.used[plot] > 1e-6 ? 1 : 0, timeS: scan.timeS, hitTimeS: scan.timeS,
        hitPlot: scan.plots[plot].id,
        referenceTimeS: sensor.hasBias ? -.infinity : scan.timeS, existence: existence,
        x: place.x, y: place.y, identity: scan.plots[plot].identity,
        newShare: density.newShare,
        sighting: Sighting(
          place: place, timeS: scan.timeS, existence: density.newShare, chance: unused))
      target.isConfirmed = existence > settings.confirm
      target.note(scanFrom: firstNumber)
      targets.append(target)
      places.append(SIMD2(target.x, target.y))
    }
  }
}
