// What does a plot say beyond its place, and where does it lie for one target?
//
// SPDX-License-Identifier: Apache-2.0

/// Height and radial speed of a plot, beside its place in the plane.
struct PlotAside: BitwiseCopyable {
  /// Not a number where the plot has none.
  var heightM = Double.nan
  var heightVarianceM2 = 0.0
  var rateMPS = Double.nan

  var hasHeight: Bool { !heightM.isNaN }
  var hasRate: Bool { !rateMPS.isNaN }
}

/// What is known of a target beside its motion in the plane.
struct TargetAside: BitwiseCopyable {
  var height = HeightEstimate(heightM: 0, varianceM2: 1, atS: 0)
  var hasHeight = false
  /// Radial speed of the plot that it began with.
  var firstRate = RangeRatePlot()

  var hasRate: Bool { !firstRate.rateMPS.isNaN }
}

extension Tracker {
  /// What the plots of a scan say beyond their places, and whether the way on differs by target.
  mutating func measureAsides(_ scan: Scan, _ sensor: TrackingSensor) {
    work.asides.removeAll()
    work.isParticular =
      sensor.measures != .bearing && (measuresAsides || registrations[scan.sensor].hasTime(sensor))
    guard measuresAsides, sensor.measures != .bearing else { return }
    for plot in scan.plots {
      var aside = PlotAside(rateMPS: sensor.sigmaRangeRateMPS > 0 ? plot.rangeRateMPS : .nan)
      if let height = sensor.height(of: plot, registrations[scan.sensor]) {
        aside.heightM = height.heightM
        aside.heightVarianceM2 = height.varianceM2
      }
      work.asides.append(aside)
    }
  }

  // MARK: Pairings

  /// A plot as it lies for a target that moves like that: a slant range by the target's height, and
  /// a plot of a late clock ahead by what the thing has moved since.
  mutating func particular(
    _ plot: Int, _ scan: Scan, _ sensor: TrackingSensor, target: Int, velocity: SIMD2<Double>?
  ) -> PlanePlot {
    var place = work.plots[plot]
    if sensor.measures == .slantRangeAndBearing, !work.asides[plot].hasHeight,
      asides[target].hasHeight
    {
      let height = asides[target].height.predicted(toS: scan.timeS)
      place = registration(of: scan, sensor).corrected(
        scan.plots[plot], sensor,
        height: (heightM: height.heightM, varianceM2: height.heightVarianceM2))
    }
    if let velocity { registrations[scan.sensor].advance(&place, by: velocity, sensor) }
    return place
  }

  /// The height by which a slant range lies in the plane: the plot's, the target's, or that of the
  /// prior; nil for other sensors.
  mutating func height(
    of plot: Int, target: Int, _ scan: Scan, _ sensor: TrackingSensor
  ) -> (heightM: Double, varianceM2: Double)? {
    guard sensor.measures == .slantRangeAndBearing else { return nil }
    if work.asides[plot].hasHeight {
      return (work.asides[plot].heightM, work.asides[plot].heightVarianceM2)
    }
    guard asides[target].hasHeight else { return (HeightPrior.meanM, HeightPrior.varianceM2) }
    let height = asides[target].height.predicted(toS: scan.timeS)
    return (height.heightM, height.heightVarianceM2)
  }

  func registration(of scan: Scan, _ sensor: TrackingSensor) -> Registration {
    sensor.hasBias ? registrations[scan.sensor] : .none
  }

  /// Of how many times a pairing is more probable by height than by chance, at most: the gate in the
  /// plane is that much wider.
  static let asideGainMax = 200.0

  /// As `pair` does it in the plane, with all that a plot says.
  mutating func pairParticularly(
    _ plot: Int32, _ motion: UnsafePointer<Motion>, target: Int, _ scan: Scan,
    _ sensor: TrackingSensor, least: Double
  ) {
    let index = Int(plot)
    let place = particular(
      index, scan, sensor, target: target,
      velocity: SIMD2(motion.pointee.meanVX, motion.pointee.meanVY))
    var perModel = motion.pointee.density(of: place)
    if measuresAsides {
      perModel *= heightFactor(index, target: target, atS: scan.timeS)
      if work.asides[index].hasRate,
        (motion.pointee.share * perModel).sum() * Self.asideGainMax >= least
      {
        var updated = motion.pointee
        updated.update(with: place, density: perModel)
        let rate = rate(of: index, scan, sensor, target: target)
        perModel *= updated.density(of: rate) / usualDensity(of: rate)
      }
    }
    let likelihood = (motion.pointee.share * perModel).sum()
    if likelihood < least { return }
    work.pairings.append(Pairing(plot: plot, likelihood: likelihood, density: perModel))
  }

  /// How much more probable a plot's height is of this target than of anything; 1 where one of the two
  /// has none.
  private mutating func heightFactor(_ plot: Int, target: Int, atS timeS: Double) -> Double {
    let aside = work.asides[plot]
    guard aside.hasHeight, asides[target].hasHeight else { return 1 }
    let own = asides[target].height.predicted(toS: timeS)
    let anything = TrackMath.normal(
      aside.heightM - HeightPrior.meanM,
      varianceM2: HeightPrior.varianceM2 + aside.heightVarianceM2)
    let likely = own.density(of: aside.heightM, varianceM2: aside.heightVarianceM2)
    return min(likely / max(anything, 1e-12), Self.asideGainMax)
  }

  /// The radial speed of a plot, beside what a target's height makes of it.
  private mutating func rate(
    of plot: Int, _ scan: Scan, _ sensor: TrackingSensor, target: Int
  ) -> RangeRatePlot {
    var rate = RangeRatePlot(
      x: sensor.eastM, y: sensor.northM, rateMPS: work.asides[plot].rateMPS,
      varianceM2S2: sensor.sigmaRangeRateMPS * sensor.sigmaRangeRateMPS)
    guard sensor.measures == .slantRangeAndBearing else { return rate }
    let slant = max(scan.plots[plot].first, 1)
    if asides[target].hasHeight {
      let height = asides[target].height.predicted(toS: scan.timeS)
      let sine = max(-1, min(1, (height.heightM - sensor.heightM) / slant))
      rate.cosine = (1 - sine * sine).squareRoot()
      rate.climbMPS = sine * height.climbMPS
      rate.varianceM2S2 += sine * sine * height.climbVarianceM2S2
    } else {
      // A height of the prior, climbing or not.
      let sine = max(
        -1,
        min(
          1,
          (work.asides[plot].hasHeight ? work.asides[plot].heightM : HeightPrior.meanM)
            - sensor.heightM) / slant)
      rate.cosine = (1 - sine * sine).squareRoot()
      rate.varianceM2S2 += sine * sine * HeightEstimate.climbVarianceM2S2
    }
    return rate
  }

  /// Density of a radial speed of anything, false plots among them: as fast as things go.
  private func usualDensity(of rate: RangeRatePlot) -> Double {
    let off = rate.rateMPS - rate.climbMPS
    let usual = TrackMath.normal(off, varianceM2: speed.varianceM2S2 + rate.varianceM2S2)
    let fast = TrackMath.normal(off, varianceM2: speed.fastM2S2 + rate.varianceM2S2)
    return max((1 - SpeedPrior.fastShare) * usual + SpeedPrior.fastShare * fast, 1e-12)
  }

  // MARK: First sightings

  /// The likelihood of a plot after a first sighting, under the usual and the fast part of the prior of
  /// speeds, each with its share after the first radial speed.
  mutating func sightingLikelihoods(
    _ plot: Int, _ sighting: Sighting, target: Int, _ scan: Scan, _ sensor: TrackingSensor
  ) -> (usual: Double, fast: Double) {
    let first = asides[target].firstRate
    var shares = SIMD2(1 - SpeedPrior.fastShare, SpeedPrior.fastShare)
    if asides[target].hasRate {
      shares[0] *= TrackMath.normal(
        first.rateMPS, varianceM2: speed.varianceM2S2 + first.varianceM2S2)
      shares[1] *= TrackMath.normal(first.rateMPS, varianceM2: speed.fastM2S2 + first.varianceM2S2)
      shares /= max(shares.sum(), 1e-300)
    }
    let factor = heightFactor(plot, target: target, atS: scan.timeS)
    var found = SIMD2<Double>()
    for part in 0..<2 {
      let variance = part == 0 ? speed.varianceM2S2 : speed.fastM2S2
      var motion = begun(sighting, target: target, variance: variance, atS: scan.timeS)
      let place = particular(plot, scan, sensor, target: target, velocity: nil)
      var density = motion.density(of: place)
      if work.asides[plot].hasRate {
        motion.update(with: place, density: density)
        let rate = rate(of: plot, scan, sensor, target: target)
        density *= motion.density(of: rate) / usualDensity(of: rate)
      }
      found[part] = shares[part] * factor * (settings.models.initial * density).sum()
    }
    return (found[0], found[1])
  }

  /// A thing seen once, at a later time.
  private mutating func begun(
    _ sighting: Sighting, target: Int, variance: Double, atS timeS: Double
  ) -> Motion {
    var motion = Motion(
      at: sighting.place, velocityVarianceM2S2: variance, share: settings.models.initial)
    if asides[target].hasRate { motion.update(with: asides[target].firstRate) }
    motion.predict(step(ofS: timeS - sighting.timeS).pointee)
    return motion
  }

  /// The motion of a first sighting that goes on with a plot.
  mutating func grown(
    _ sighting: Sighting, with plot: Int, target: Int, _ scan: Scan, _ sensor: TrackingSensor
  ) -> Motion {
    let (usual, fast) = sightingLikelihoods(plot, sighting, target: target, scan, sensor)
    var motion = begun(
      sighting, target: target, variance: fast > usual ? speed.fastM2S2 : speed.varianceM2S2,
      atS: scan.timeS)
    let place = particular(plot, scan, sensor, target: target, velocity: nil)
    motion.update(with: place, density: motion.density(of: place))
    addRate(of: plot, to: &motion, target: target, scan, sensor)
    return motion
  }

  // MARK: Growing

  /// Takes a plot in with all that it says.
  mutating func updateParticularly(
    _ motion: UnsafeMutablePointer<Motion>, _ plot: Int, density: Lanes, target: Int, _ scan: Scan,
    _ sensor: TrackingSensor
  ) {
    let place = particular(
      plot, scan, sensor, target: target,
      velocity: SIMD2(motion.pointee.meanVX, motion.pointee.meanVY))
    motion.pointee.update(with: place, density: density)
    addRate(of: plot, to: &motion.pointee, target: target, scan, sensor)
  }

  private mutating func addRate(
    of plot: Int, to motion: inout Motion, target: Int, _ scan: Scan, _ sensor: TrackingSensor
  ) {
    guard measuresAsides, work.asides[plot].hasRate else { return }
    motion.update(with: rate(of: plot, scan, sensor, target: target))
  }

  /// Heights of the plots go to the targets that they probably are of.
  mutating func growHeights(_ scan: Scan) {
    for index in 0..<work.contenders.count {
      let contender = work.contenders[index]
      var heights: [(heightM: Double, chance: Double)] = []
      var variance = 0.0
      var best = 0.0
      for place in contender.firstState..<contender.endState {
        let state = work.states[Int(place)]
        guard state.plot >= 0, work.asides[Int(state.plot)].hasHeight else { continue }
        let aside = work.asides[Int(state.plot)]
        heights.append((heightM: aside.heightM, chance: state.chance))
        if state.chance > best {
          best = state.chance
          variance = aside.heightVarianceM2
        }
      }
      guard best > 0 else { continue }
      let target = Int(contender.target)
      if asides[target].hasHeight {
        var height = asides[target].height.predicted(toS: scan.timeS)
        height.update(heights, varianceM2: variance)
        asides[target].height = height
      } else if best > 0.5, let first = heights.max(by: { $0.chance < $1.chance }) {
        asides[target].height = HeightEstimate(
          heightM: first.heightM, varianceM2: variance, atS: scan.timeS)
        asides[target].hasHeight = true
      }
    }
  }

  /// What the plots of new targets say beyond their places.
  mutating func beginAsides(_ scan: Scan, _ sensor: TrackingSensor, _ firstNumber: Int32) {
    for index in asides.count..<targets.count {
      let plot = Int(targets[index].root - firstNumber)
      var aside = TargetAside()
      if work.asides[plot].hasHeight {
        aside.height = HeightEstimate(
          heightM: work.asides[plot].heightM, varianceM2: work.asides[plot].heightVarianceM2,
          atS: scan.timeS)
        aside.hasHeight = true
      }
      asides.append(aside)
      if work.asides[plot].hasRate {
        asides[index].firstRate = rate(of: plot, scan, sensor, target: index)
      }
    }
  }

  /// True where two targets are surely above one another: the difference of their heights is beyond
  /// 99.7 % of what their errors allow.
  mutating func areAboveEachOther(_ left: Int, _ right: Int, atS timeS: Double) -> Bool {
    guard asides[left].hasHeight, asides[right].hasHeight else { return false }
    let a = asides[left].height.predicted(toS: timeS)
    let b = asides[right].height.predicted(toS: timeS)
    let off = a.heightM - b.heightM
    return off * off > 9 * (a.heightVarianceM2 + b.heightVarianceM2)
  }
}
