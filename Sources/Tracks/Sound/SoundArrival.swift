// What does an acoustic sensor hand over, and can it be used?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What kind of wave a sensor took it for.
public enum SoundWave: String, Hashable, Sendable {
  case unknown
  /// A sphere from a point: a muzzle or an explosion.
  case blast
  /// The cone that a projectile faster than sound draws behind it: it comes from no one place.
  case shockWave
}

/// One sound at one sensor.
public struct SoundArrival: Hashable, Sendable {
  /// Name of the sensor; each sensor stands in one place.
  public var sensor: String
  public var point: GeoPoint
  /// Above the WGS-84 ellipsoid.
  public var heightM: Double
  /// Of the sensor's place along each axis, one sigma.
  public var placeSigmaM: Double
  /// Milliseconds since 1970, with a fraction: a `Double` resolves a quarter of a microsecond.
  public var atMs: Double
  /// Of the picked onset, one sigma.
  public var sigmaMs: Double
  /// Of the sensor's clock, as registered, one sigma; 0 where it is within `sigmaMs`.
  public var clockSigmaMs: Double
  /// Where it came from, clockwise from true north at the sensor; nil without one.
  public var bearingRad: Double?
  public var bearingSigmaRad: Double?
  public var wave: SoundWave

  public init(
    sensor: String, point: GeoPoint, heightM: Double = 0, placeSigmaM: Double = 3, atMs: Double,
    sigmaMs: Double, clockSigmaMs: Double = 0, bearingRad: Double? = nil,
    bearingSigmaRad: Double? = nil, wave: SoundWave = .unknown
  ) {
    self.sensor = sensor
    self.point = point
    self.heightM = heightM
    self.placeSigmaM = placeSigmaM
    self.atMs = atMs
    self.sigmaMs = sigmaMs
    self.clockSigmaMs = clockSigmaMs
    self.bearingRad = bearingRad
    self.bearingSigmaRad = bearingSigmaRad
    self.wave = wave
  }
}

/// When it was seen to flash: the time of the bang itself.
public struct SoundFlash: Hashable, Sendable {
  public var atMs: Double
  public var sigmaMs: Double

  public init(atMs: Double, sigmaMs: Double) {
    self.atMs = atMs
    self.sigmaMs = sigmaMs
  }
}

/// Says what about arrivals or air cannot be used, and what to do.
public struct SoundFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The sensor, with its place in the input, or the value of the air.
  public let item: String
  public let reason: String
  public let next: String

  public var description: String { "\(item): \(reason). \(next)" }
}

extension SoundArrival {
  /// Milliseconds since 1970 of the year 2200: more is another unit.
  private static let latestMs = 7_258_118_400_000.0

  /// Nil where all values can be used.
  func fault(index: Int) -> SoundFault? {
    func fault(_ reason: String, _ next: String) -> SoundFault {
      SoundFault(item: "arrival \(index + 1), sensor '\(sensor)'", reason: reason, next: next)
    }
    guard !sensor.isEmpty else {
      return fault("the sensor has no name", "Give the name in the register.")
    }
    guard point.isOnEarth else {
      return fault(
        "\(point.latitudeDeg), \(point.longitudeDeg) is no place on Earth",
        "Write latitude and longitude in degrees.")
    }
    guard (-1_000...20_000).contains(heightM) else {
      return fault(
        "height \(heightM) m is not within -1000 to 20000", "Write metres above the ellipsoid.")
    }
    guard (0...10_000).contains(placeSigmaM) else {
      return fault("place error \(placeSigmaM) m is not within 0 to 10000", "Write one sigma.")
    }
    guard (0...Self.latestMs).contains(atMs) else {
      return fault("time \(atMs) is not within 1970 to 2200", "Write milliseconds since 1970.")
    }
    guard sigmaMs > 0, sigmaMs <= 600_000 else {
      return fault(
        "time error \(sigmaMs) ms is not above 0 and up to 600000",
        "Write one sigma of the onset; a zero would weigh more than all others.")
    }
    guard (0...600_000).contains(clockSigmaMs) else {
      return fault("clock error \(clockSigmaMs) ms is not within 0 to 600000", "Write one sigma.")
    }
    switch (bearingRad, bearingSigmaRad) {
    case (nil, nil): break
    case (let bearing?, let sigma?):
      guard bearing.isFinite, abs(bearing) <= 4 * .pi else {
        return fault("bearing \(bearing) is no angle in radians", "Write it from true north.")
      }
      guard sigma > 0, sigma <= .pi else {
        return fault("bearing error \(sigma) rad is not above 0 and up to π", "Write one sigma.")
      }
    default:
      return fault("bearing and its error do not come together", "Give both, or neither.")
    }
    return nil
  }

  /// The order in which arrivals are looked at, the same for every order of input.
  func precedes(_ other: SoundArrival) -> Bool {
    if atMs != other.atMs { return atMs < other.atMs }
    if sensor != other.sensor { return sensor < other.sensor }
    if sigmaMs != other.sigmaMs { return sigmaMs < other.sigmaMs }
    return (bearingRad ?? -100, bearingSigmaRad ?? 0, wave.rawValue)
      < (other.bearingRad ?? -100, other.bearingSigmaRad ?? 0, other.wave.rawValue)
  }
}

extension [SoundArrival] {
  /// Nil where all can be used and each sensor stands in one place.
  func fault() -> SoundFault? {
    var places: [String: SoundArrival] = [:]
    for (index, arrival) in enumerated() {
      if let fault = arrival.fault(index: index) { return fault }
      guard let known = places[arrival.sensor] else {
        places[arrival.sensor] = arrival
        continue
      }
      guard known.point == arrival.point, known.heightM == arrival.heightM else {
        return SoundFault(
          item: "arrival \(index + 1), sensor '\(arrival.sensor)'",
          reason: "the sensor stands in two places",
          next: "Give two sensors two names, or correct the place.")
      }
    }
    return nil
  }
}
