// Was it a shot that left or a shell that came down? Only where both were heard.
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// What a bang was, as far as sound tells. Undetermined is the usual answer.
public struct BangSense: Hashable, Sendable {
  /// Outgoing, impact or undetermined.
  public var qualifier: Qualifier
  /// Index of the bang at the other end of the flight.
  public var partner: Int?
  /// Other pairs with the same way and time of flight: each makes chance less likely.
  public var likePairs: Int
  /// In words, for a report.
  public var reasons: [String]
}

/// Between which bounds can a projectile's flight lie?
///
/// - Least time: distance over 1,000 m/s. Explosive shells leave their guns with at most about that,
///   and slow down.
/// - Most time: without air, a shot at the elevation θ over the distance R takes √(2 R tan θ / g),
///   whatever its speed. Mortars are laid at 45 to 85 degrees (US Army FM 3-22.90, Mortars, 2007);
///   85 degrees are taken, and a fifth more for the air. Rockets and missiles that fly under power for
///   long, drones and bombs lie outside.
public struct FlightBounds: Hashable, Sendable {
  public var meanSpeedMostMPerS = 1_000.0
  public var elevationMostDeg = 85.0
  public var airFactor = 1.2
  public var distanceLeastM = 100.0
  public var distanceMostM = 40_000.0

  public init() {}

  /// Nil where the distance lies outside the bounds.
  public func flightS(distanceM: Double) -> ClosedRange<Double>? {
    guard (distanceLeastM...distanceMostM).contains(distanceM) else { return nil }
    let most = (2 * distanceM * tan(elevationMostDeg * .pi / 180) / 9.81).squareRoot() * airFactor
    return distanceM / meanSpeedMostMPerS...max(most, distanceM / meanSpeedMostMPerS)
  }

  /// The longest flight there is.
  var longestS: Double { flightS(distanceM: distanceMostM)?.upperBound ?? 0 }
}

extension FlightBounds {
  private struct Flight {
    let from: Int
    let to: Int
    let eastM: Double
    let northM: Double
    let lengthM: Double
    let sigmaM: Double
    let tookS: Double
    let sigmaS: Double
  }

  /// Pairs of bangs that a flight can join: the earlier one outgoing, the later one its impact.
  ///
  /// Two bangs are called so only where neither has another possible partner, or where several pairs
  /// have the same way and time of flight. Two shots of two weapons can look the same: the reasons
  /// say so.
  ///
  /// - Parameter bangs: in order of time, as `BangSurvey` gives them.
  /// - Returns: as many as bangs, in the same order.
  public func senses(of bangs: [BangLocation]) -> [BangSense] {
    let flights = flights(bangs)
    var outgoing = [[Flight]](repeating: [], count: bangs.count)
    var incoming = [[Flight]](repeating: [], count: bangs.count)
    for flight in flights {
      outgoing[flight.from].append(flight)
      incoming[flight.to].append(flight)
    }
    let like = flights.map { flight in flights.count { isLike($0, flight) } - 1 }
    var best = [(flight: Flight, like: Int)?](repeating: nil, count: bangs.count)
    for (index, flight) in flights.enumerated() {
      let isOnly =
        outgoing[flight.from].count == 1 && incoming[flight.from].isEmpty
        && incoming[flight.to].count == 1 && outgoing[flight.to].isEmpty
      guard isOnly || like[index] >= 1 else { continue }
      for end in [flight.from, flight.to] where like[index] > best[end]?.like ?? -1 {
        best[end] = (flight, like[index])
      }
    }
    return bangs.indices.map { at in
      guard let (flight, like) = best[at] else {
        return Self.open(outgoing: outgoing[at].count, incoming: incoming[at].count)
      }
      // Both ends must mean each other.
      let other = flight.from == at ? flight.to : flight.from
      guard let back = best[other]?.flight, back.from == flight.from, back.to == flight.to else {
        return Self.open(outgoing: outgoing[at].count, incoming: incoming[at].count)
      }
      return Self.sense(flight, at: at, like: like)
    }
  }

  private func flights(_ bangs: [BangLocation]) -> [Flight] {
    let longestMs = longestS * 1_000
    var flights: [Flight] = []
    for from in bangs.indices {
      var to = from + 1
      // A flight later than the next hundred bangs cannot be told from theirs.
      while to < bangs.count, to <= from + 100, bangs[to].atMs - bangs[from].atMs <= longestMs {
        if let flight = flight(bangs, from, to) { flights.append(flight) }
        to += 1
      }
    }
    return flights
  }

  private func flight(_ bangs: [BangLocation], _ from: Int, _ to: Int) -> Flight? {
    let (a, b) = (bangs[from].covariance, bangs[to].covariance)
    let (lengthM, squared) = PlaceEstimate(bangs[from]).separation(from: PlaceEstimate(bangs[to]))
    // Two places, and not one with its errors.
    guard squared > 13.8 else { return nil }
    let off = PlaceEstimate.offset(bangs[from].point, bangs[to].point)
    let east = off.eastM / lengthM
    let north = off.northM / lengthM
    let variance =
      (a.eastEastM2 + b.eastEastM2) * east * east + (a.northNorthM2 + b.northNorthM2) * north
      * north
      + 2 * (a.eastNorthM2 + b.eastNorthM2) * east * north
    let sigmaM = variance.squareRoot()
    let sigmaS = (a.timeTimeS2 + b.timeTimeS2).squareRoot()
    let tookS = (bangs[to].atMs - bangs[from].atMs) / 1_000
    guard let least = flightS(distanceM: max(distanceLeastM, lengthM - 2 * sigmaM)),
      let most = flightS(distanceM: max(distanceLeastM, lengthM + 2 * sigmaM)),
      lengthM + 2 * sigmaM >= distanceLeastM,
      tookS + 2 * sigmaS >= least.lowerBound, tookS - 2 * sigmaS <= most.upperBound
    else { return nil }
    return Flight(
      from: from, to: to, eastM: off.eastM, northM: off.northM, lengthM: lengthM, sigmaM: sigmaM,
      tookS: tookS, sigmaS: sigmaS)
  }

  /// The same way and time within their errors and the spread of a weapon, 2 % of its range.
  private func isLike(_ one: Flight, _ other: Flight) -> Bool {
    let mostM = 3 * (one.sigmaM + other.sigmaM) + 0.02 * one.lengthM
    let off = (one.eastM - other.eastM, one.northM - other.northM)
    return (off.0 * off.0 + off.1 * off.1).squareRoot() <= mostM
      && abs(one.tookS - other.tookS) <= 3 * (one.sigmaS + other.sigmaS) + 0.02 * one.tookS
      && (one.from == other.from) == (one.to == other.to)
  }

  private static func open(outgoing: Int, incoming: Int) -> BangSense {
    let reason =
      outgoing + incoming == 0
      ? "no other bang lies where and when a flight would join the two"
      : "\(outgoing) later and \(incoming) earlier bangs could be the other end of a flight: which "
        + "one cannot be told"
    return BangSense(qualifier: .undetermined, partner: nil, likePairs: 0, reasons: [reason])
  }

  private static func sense(_ flight: Flight, at: Int, like: Int) -> BangSense {
    let isFrom = flight.from == at
    let speed = flight.lengthM / max(0.001, flight.tookS)
    let way =
      "\(Int(flight.lengthM.rounded())) ± \(Int(flight.sigmaM.rounded())) m and "
      + "\((flight.tookS * 10).rounded() / 10) s \(isFrom ? "before" : "after") the other: mean speed "
      + "\(Int(speed.rounded())) m/s, \(speed > 340 ? "faster" : "slower") than sound"
    let alone =
      like == 0
      ? "one pair alone: two shots of two weapons can look the same"
      : "\(like) more pairs with the same way and time of flight"
    return BangSense(
      qualifier: isFrom ? .outgoing : .impact, partner: isFrom ? flight.to : flight.from,
      likePairs: like, reasons: [way, alone])
  }
}
