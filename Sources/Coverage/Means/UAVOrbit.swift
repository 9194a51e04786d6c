// For how many hours is an unmanned aircraft on station, and how many of them does one orbit need?
//
// SPDX-License-Identifier: Apache-2.0

/// One place in the air that aircraft take turns at.
///
/// A sortie is on station for what is left of its time in the air after transit; then the aircraft is turned
/// around. The mean time from one sortie of an aircraft to its next is that cycle divided by the availability.
/// Worked examples: docs/internals/coverage.md.
public struct UAVOrbit: Hashable, Sendable {
  /// From take-off to landing.
  public var enduranceS: Double
  /// Out and back together.
  public var transitS: Double
  /// From landing to the next take-off of the same aircraft.
  public var turnaroundS: Double
  /// Share of the aircraft that can fly when their turn comes, 0 to 1.
  public var availability: Double
  /// Aircraft that are there for this orbit.
  public var aircraft: Int

  public init(
    enduranceS: Double, transitS: Double, turnaroundS: Double, availability: Double, aircraft: Int
  ) {
    (self.enduranceS, self.transitS, self.turnaroundS) = (enduranceS, transitS, turnaroundS)
    (self.availability, self.aircraft) = (availability, aircraft)
  }

  public var onStationS: Double { max(0, enduranceS - transitS) }
  public var cycleS: Double { enduranceS + turnaroundS }

  /// Aircraft for an orbit that is never empty, as a share; `aircraftNeeded` is the next whole number.
  public var aircraftNeededExact: Double {
    onStationS > 0 && availability > 0 ? cycleS / onStationS / availability : .infinity
  }

  /// Nil where no number of aircraft is enough.
  public var aircraftNeeded: Int? {
    let exact = aircraftNeededExact
    // 8 / 5 / 0.7 must not become 3 by a last digit where it is 2 exactly.
    return exact.isFinite ? Int((exact - 1e-9).rounded(.up)) : nil
  }

  /// The share of time in which one is on station, 0 to 1.
  public var share: Double {
    aircraftNeededExact.isFinite ? min(1, Double(aircraft) / aircraftNeededExact) : 0
  }

  /// Sorties that all aircraft fly in a day of 24 hours, the mean.
  public var sortiesPerDay: Double { Double(aircraft) * availability * 86_400 / cycleS }

  /// When one is on station: the sorties follow each other at equal distance, each as long as it is on
  /// station, so that the share comes out; the first begins with the window.
  public func onStation(in window: Range<Int64>) -> Spans {
    guard share > 0 else { return Spans() }
    guard share < 1 else { return Spans(window) }
    let onMs = onStationS * 1_000
    let everyMs = onMs / share
    var ranges: [Range<Int64>] = []
    var sortie = 0.0
    while true {
      let from = window.lowerBound + Int64((sortie * everyMs).rounded())
      guard from < window.upperBound else { break }
      ranges.append(from..<min(window.upperBound, from + Int64(onMs.rounded())))
      sortie += 1
    }
    return Spans(ranges)
  }

  /// One draw of chance: each aircraft goes on its own cycle, shifted evenly, and flies a sortie with the
  /// probability `availability`. The same seed gives the same draw.
  public func drawn(in window: Range<Int64>, seed: UInt64) -> Spans {
    guard onStationS > 0, cycleS > 0, aircraft > 0 else { return Spans() }
    var chance = SplitMix64(seed)
    var ranges: [Range<Int64>] = []
    for number in 0..<aircraft {
      // One cycle before the window, so that it does not begin with all aircraft on the ground.
      var atS = cycleS * (Double(number) / Double(aircraft) - 1)
      let windowS = Double(window.upperBound - window.lowerBound) / 1_000
      while atS < windowS {
        if chance.unit() < availability {
          let fromMs = window.lowerBound + Int64(((atS + transitS / 2) * 1_000).rounded())
          ranges.append(fromMs..<(fromMs + Int64((onStationS * 1_000).rounded())))
        }
        atS += cycleS
      }
    }
    return Spans(ranges).clipped(to: window)
  }
}

/// Steele, Lea and Flood's generator: numbers that are the same on every machine.
struct SplitMix64 {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// From 0 up to 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
