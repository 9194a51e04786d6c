// How far do cameras, microphones and patrols see or hear, by light, fog, wind and noise?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How far something sees, metres; 0 is not at all.
public struct SightM: Hashable, Sendable {
  public var day: Double
  public var night: Double
  public var fog: Double

  public init(day: Double, night: Double, fog: Double) {
    (self.day, self.night, self.fog) = (day, night, fog)
  }

  /// The same at all times, as far as fog allows.
  public init(always: Double) { self.init(day: always, night: always, fog: always) }

  var most: Double { max(day, night, fog) }
}

public struct Camera: Hashable, Sendable {
  public var place: GeoPoint
  /// Middle of what it sees, clockwise from north; means nothing where the field is 360.
  public var bearingDeg: Double
  /// How wide it sees, by turning too where it turns all the time.
  public var fieldDeg: Double
  public var sight: SightM

  public init(place: GeoPoint, bearingDeg: Double = 0, fieldDeg: Double = 360, sight: SightM) {
    (self.place, self.bearingDeg, self.fieldDeg, self.sight) = (place, bearingDeg, fieldDeg, sight)
  }
}

/// How loud it is around a microphone.
public enum Noise: String, CaseIterable, Sendable {
  case low, medium, high
}

public struct Microphone: Hashable, Sendable {
  /// So far it hears at up to that wind and noise.
  public struct Row: Hashable, Sendable {
    public var windMaxMPerS: Double
    public var noise: Noise
    public var rangeM: Double

    public init(windMaxMPerS: Double, noise: Noise, rangeM: Double) {
      (self.windMaxMPerS, self.noise, self.rangeM) = (windMaxMPerS, noise, rangeM)
    }
  }

  public var place: GeoPoint
  /// The first row that wind and noise do not exceed counts; past all rows it hears nothing.
  public var table: [Row]

  public init(place: GeoPoint, table: [Row]) { (self.place, self.table) = (place, table) }

  public func rangeM(windMPerS: Double, noise: Noise) -> Double {
    table.filter { $0.windMaxMPerS >= windMPerS && $0.noise.order >= noise.order }
      .min { ($0.noise.order, $0.windMaxMPerS) < ($1.noise.order, $1.windMaxMPerS) }?.rangeM ?? 0
  }
}

extension Noise {
  var order: Int {
    switch self {
    case .low: 0
    case .medium: 1
    case .high: 2
    }
  }
}

/// A patrol that goes along the line from one kilometre to another and back, as long as its shift lasts.
public struct PatrolRoute: Hashable, Sendable {
  public var km: ClosedRange<Double>
  public var speedKmPerH: Double
  /// When it is on its way; at the beginning of each shift it stands at the lower kilometre.
  public var shifts: Spans
  /// How far along the line it sees, to each side of itself.
  public var sight: SightM

  public init(km: ClosedRange<Double>, speedKmPerH: Double, shifts: Spans, sight: SightM) {
    (self.km, self.speedKmPerH, self.shifts, self.sight) = (km, speedKmPerH, shifts, sight)
  }

  /// Where it is, kilometres; nil off its shift.
  public func km(atMs: Int64) -> Double? {
    shifts.ranges.first { $0.contains(atMs) }.map { km(afterMs: Double(atMs - $0.lowerBound)) }
  }

  func km(afterMs: Double) -> Double {
    let lengthKm = km.upperBound - km.lowerBound
    guard lengthKm > 0 else { return km.lowerBound }
    let goneKm = speedKmPerH * afterMs / 3_600_000
    let inLoopKm = goneKm.truncatingRemainder(dividingBy: 2 * lengthKm)
    return km.lowerBound + (inLoopKm <= lengthKm ? inLoopKm : 2 * lengthKm - inLoopKm)
  }

  /// Between which kilometres it moves in a stretch of time within one shift.
  func swept(afterMs: ClosedRange<Double>) -> ClosedRange<Double> {
    let lengthKm = km.upperBound - km.lowerBound
    let (from, until) = (km(afterMs: afterMs.lowerBound), km(afterMs: afterMs.upperBound))
    var (low, high) = (min(from, until), max(from, until))
    guard lengthKm > 0, speedKmPerH > 0 else { return low...high }
    // Turning points on the way.
    let legMs = lengthKm / speedKmPerH * 3_600_000
    var turn = (afterMs.lowerBound / legMs).rounded(.up)
    while turn * legMs <= afterMs.upperBound {
      if turn.truncatingRemainder(dividingBy: 2) == 0 {
        low = km.lowerBound
      } else {
        high = km.upperBound
      }
      turn += 1
    }
    return low...high
  }

  /// The longest time between two passes of a kilometre while the patrol goes: twice the way to the farther
  /// end.
  public func revisitS(atKm at: Double) -> Double {
    let farKm = max(at - km.lowerBound, km.upperBound - at)
    return speedKmPerH > 0 ? 2 * farKm / speedKmPerH * 3_600 : .infinity
  }
}
