// What would acoustic sensors hear of bangs whose place and time are known?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Tracks

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// What goes wrong, and how often, in a made-up world of sound.
public struct SoundCase: Sendable {
  public var name: String
  public var sensors = 6...20
  /// Side of the square in which the sensors stand.
  public var sideM = 5_000.0...20_000.0
  /// Sensors stand along a line with so many metres across; nil for the whole square.
  public var lineWidthM: Double?
  public var sigmaMs = 5.0...50.0
  public var bangs = 1...1
  public var withinS = 0.0
  /// Bangs lie within so many times half the side from the centre.
  public var spread = 0.0...1.0
  public var temperatureSigmaC = 2.0
  public var windSigmaMPerS = 2.0
  public var pathSigmaMPerS = 0.0
  /// The true air differs so many times more than is stated.
  public var airErrorFactor = 1.0
  public var missedShare = 0.0
  public var echoShare = 0.0
  /// Sounds of their own at each sensor and minute.
  public var strayPerMin = 0.0
  /// One sensor's clock is wrong by so many seconds, either way.
  public var clockOffS: ClosedRange<Double>?
  public var bearingShare = 0.0

  public init(_ name: String) { self.name = name }

  /// The cases that are scored.
  public static let all: [SoundCase] = [
    SoundCase("one bang inside"),
    SoundCase("one bang outside").with {
      $0.spread = 1.2...2
    },
    SoundCase("speed differs by path").with { $0.pathSigmaMPerS = 1 },
    SoundCase("four or five sensors").with { $0.sensors = 4...5 },
    SoundCase("sensors in a line, bearings").with {
      $0.lineWidthM = 200
      $0.bearingShare = 0.4
    },
    SoundCase("one clock wrong").with { $0.clockOffS = 0.4...5 },
    SoundCase("missed and echoes").with {
      $0.missedShare = 0.3
      $0.echoShare = 0.3
      $0.strayPerMin = 0.2
    },
    SoundCase("3-8 bangs in 10 s").with {
      $0.bangs = 3...8
      $0.withinS = 10
      $0.missedShare = 0.1
    },
    SoundCase("3-8 bangs, everything wrong").with {
      $0.bangs = 3...8
      $0.withinS = 10
      $0.missedShare = 0.2
      $0.echoShare = 0.2
      $0.strayPerMin = 0.2
      $0.clockOffS = 0.4...5
      $0.pathSigmaMPerS = 0.5
      $0.bearingShare = 0.2
    },
    SoundCase("air twice as wrong as stated").with { $0.airErrorFactor = 2 },
  ]

  private func with(_ change: (inout SoundCase) -> Void) -> SoundCase {
    var changed = self
    change(&changed)
    return changed
  }
}

/// A bang that was made, with its truth.
public struct TrueBang: Sendable {
  public let point: GeoPoint
  public let heightM: Double
  public let atMs: Double
}

/// Bangs, and what was heard of them.
public struct SoundWorld: Sendable {
  /// What the weather report says, with its errors.
  public let air: SoundAir
  public let bangs: [TrueBang]
  public var arrivals: [SoundArrival] = []
  /// As many as arrivals: the index of the bang; nil for echoes, strays and wrong clocks.
  public var truth: [Int?] = []

  /// - Parameter seed: the same number makes the same world.
  public init(_ what: SoundCase, seed: UInt64) {
    var random = Seeded(seed &* 1_000_003)
    // The air.
    let reported = SoundAir(
      temperatureC: random.number(-10...35), temperatureSigmaC: what.temperatureSigmaC,
      windMPerS: random.number(0...10), windFromDeg: random.number(0...360),
      windSigmaMPerS: what.windSigmaMPerS, pathSigmaMPerS: what.pathSigmaMPerS)
    air = reported
    let trueC =
      reported.temperatureC + what.airErrorFactor * what.temperatureSigmaC * random.normal()
    let speed = 331.3 * (1 + trueC / 273.15).squareRoot()
    let fromRad = reported.windFromDeg * .pi / 180
    let windSigma = what.airErrorFactor * what.windSigmaMPerS
    let wind = (
      east: -reported.windMPerS * sin(fromRad) + windSigma * random.normal(),
      north: -reported.windMPerS * cos(fromRad) + windSigma * random.normal()
    )
    // The sensors.
    let centre = GeoPoint(
      latitudeDeg: random.number(-60...60), longitudeDeg: random.number(-179...179))
    let ground = TangentPlane(origin: centre)
    let radiusM = ground.radiusM
    func onGround(_ eastM: Double, _ northM: Double, _ heightM: Double) -> GeoPoint {
      let fallM = (eastM * eastM + northM * northM) / (2 * radiusM)
      return ground.point(eastM: eastM, northM: northM, upM: heightM - fallM).point
    }
    let halfM = random.number(what.sideM) / 2
    let heightM = random.number(0...500)
    var stations: [SoundArrival] = []
    for number in 0..<Int.random(in: what.sensors, using: &random) {
      let eastM = random.number(-halfM...halfM)
      let northM = (what.lineWidthM.map { $0 / 2 } ?? halfM) * random.number(-1...1)
      let hasBearing = random.number(0...1) < what.bearingShare
      let ownM = heightM + 20 * random.normal()
      stations.append(
        SoundArrival(
          sensor: "S\(number)", point: onGround(eastM, northM, ownM), heightM: ownM,
          placeSigmaM: 0, atMs: 0, sigmaMs: random.number(what.sigmaMs),
          bearingRad: hasBearing ? 0 : nil,
          bearingSigmaRad: hasBearing ? random.number(1...4) * .pi / 180 : nil))
    }
    let offS = what.clockOffS.map { random.number($0) * (random.number(0...1) < 0.5 ? -1 : 1) }
    // The bangs.
    let startMs = Double(noonMs) + random.number(0...60_000)
    let meanHeightM = stations.reduce(0) { $0 + $1.heightM } / Double(stations.count)
    var made: [TrueBang] = []
    for _ in 0..<Int.random(in: what.bangs, using: &random) {
      let angle = random.number(0...(2 * .pi))
      let distanceM = halfM * random.number(what.spread).squareRoot()
      let bangM = meanHeightM + 30 * random.normal()
      made.append(
        TrueBang(
          point: onGround(distanceM * sin(angle), distanceM * cos(angle), bangM),
          heightM: bangM, atMs: startMs + random.number(0...1) * what.withinS * 1_000))
    }
    bangs = made
    // What is heard.
    for (index, bang) in made.enumerated() {
      let plane = TangentPlane(origin: bang.point)
      for (number, station) in stations.enumerated() {
        let isHeard = random.number(0...1) >= what.missedShare
        let at = plane.metres(station.point, heightM: station.heightM)
        let rise = at.upM - bang.heightM
        let way = Self.travel(
          at.eastM, at.northM, rise, speed + what.pathSigmaMPerS * random.normal(), wind)
        var heard = station
        heard.atMs = bang.atMs + way.travelS * 1_000 + station.sigmaMs * random.normal()
        if let sigma = station.bearingSigmaRad {
          let there = TangentPlane(origin: station.point).northRad(at: bang.point)
          let turned = way.fromRad + there + sigma * random.normal()
          heard.bearingRad = turned < 0 ? turned + 2 * .pi : turned
        }
        let isOff = number == 0 && offS != nil
        if isOff { heard.atMs += (offS ?? 0) * 1_000 }
        if isHeard { add(heard, isOff ? nil : index) }
        if random.number(0...1) < what.echoShare {
          heard.atMs += random.number(150...3_000)
          if heard.bearingRad != nil { heard.bearingRad = random.number(0...(2 * .pi)) }
          add(heard, nil)
        }
      }
    }
    for station in stations {
      let expected = what.strayPerMin
      var left = random.number(0...1) < expected.truncatingRemainder(dividingBy: 1) ? 1 : 0
      left += Int(expected)
      for _ in 0..<left {
        var stray = station
        stray.atMs = startMs + random.number(-30_000...30_000)
        if stray.bearingRad != nil { stray.bearingRad = random.number(0...(2 * .pi)) }
        add(stray, nil)
      }
    }
  }

  private mutating func add(_ arrival: SoundArrival, _ bang: Int?) {
    arrivals.append(arrival)
    truth.append(bang)
  }

  /// The front grows as a sphere about a centre that the wind carries along: by halving.
  private static func travel(
    _ eastM: Double, _ northM: Double, _ upM: Double, _ speed: Double,
    _ wind: (east: Double, north: Double)
  ) -> (travelS: Double, fromRad: Double) {
    var low = 0.0
    var high = 1_000.0
    for _ in 0..<80 {
      let middle = (low + high) / 2
      let (x, y) = (eastM - wind.east * middle, northM - wind.north * middle)
      if (x * x + y * y + upM * upM).squareRoot() > speed * middle {
        low = middle
      } else {
        high = middle
      }
    }
    let travelS = (low + high) / 2
    return (travelS, atan2(wind.east * travelS - eastM, wind.north * travelS - northM))
  }
}

extension Seeded {
  public mutating func number(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }

  /// Mean 0, one sigma 1 (Box and Muller).
  public mutating func normal() -> Double {
    let one = Double.random(in: Double.leastNormalMagnitude...1, using: &self)
    return (-2 * log(one)).squareRoot() * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
  }
}
