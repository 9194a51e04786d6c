// What was measured, in the plane of the sensors, ready for the search?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// One arrival in the plane, times in seconds from the first.
struct SoundRow: Sendable {
  /// Index in the arrivals in order of time.
  let index: Int
  /// Number of its sensor, in order of names.
  let sensor: Int
  let eastM: Double
  let northM: Double
  let upM: Double
  let atS: Double
  /// Onset, clock and place together, without the path.
  let sigmaS: Double
  /// Clockwise from the plane's north; NaN without one.
  let bearingRad: Double
  let bearingSigmaRad: Double
  let wave: SoundWave

  var hasBearing: Bool { !bearingRad.isNaN }
}

/// A plane at the centre of the sensors, with all that the search needs.
struct SoundScene: Sendable {
  let plane: TangentPlane
  let air: SoundAir
  /// Source height above the ellipsoid, and its sigma.
  let sourceHeightM: Double
  let sourceHeightSigmaM: Double
  let epochMs: Double
  /// In order of time.
  let arrivals: [SoundArrival]
  let rows: [SoundRow]
  let sensorNames: [String]
  /// Seen flash, seconds from the epoch; NaN without one.
  let flashS: Double
  let flashSigmaS: Double

  /// - Parameter arrivals: sorted and without faults, at least one.
  init(_ arrivals: [SoundArrival], flash: SoundFlash?, _ air: SoundAir, _ settings: SoundSettings) {
    var places: [String: (point: GeoPoint, heightM: Double)] = [:]
    for arrival in arrivals { places[arrival.sensor] = (arrival.point, arrival.heightM) }
    let names = places.keys.sorted()
    let stands = names.compactMap { places[$0] }
    // Longitudes are counted from the first sensor's, so that 180 degrees is no edge.
    let count = Double(max(1, stands.count))
    let firstDeg = stands.first?.point.longitudeDeg ?? 0
    let latitudeDeg = stands.reduce(0) { $0 + $1.point.latitudeDeg } / count
    let eastDeg = stands.reduce(0) { sum, stand in
      sum + (stand.point.longitudeDeg - firstDeg).remainder(dividingBy: 360)
    }
    let longitudeDeg = (firstDeg + eastDeg / count).remainder(dividingBy: 360)
    plane = TangentPlane(
      origin: GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg))
    self.air = air
    sourceHeightM = settings.sourceHeightM ?? stands.reduce(0) { $0 + $1.heightM } / count
    sourceHeightSigmaM = settings.sourceHeightSigmaM
    epochMs = arrivals.first?.atMs ?? 0
    self.arrivals = arrivals
    sensorNames = names
    flashS = flash.map { [epochMs] in ($0.atMs - epochMs) / 1_000 } ?? .nan
    flashSigmaS = flash.map { $0.sigmaMs / 1_000 } ?? .nan
    var numbers: [String: Int] = [:]
    for (number, name) in names.enumerated() { numbers[name] = number }
    rows = arrivals.enumerated().map { [plane, epochMs] index, arrival in
      let at = plane.metres(arrival.point, heightM: arrival.heightM)
      let placeS = arrival.placeSigmaM / air.speedMPerS
      let squaredMs =
        arrival.sigmaMs * arrival.sigmaMs + arrival.clockSigmaMs * arrival.clockSigmaMs
      return SoundRow(
        index: index, sensor: numbers[arrival.sensor] ?? 0, eastM: at.eastM, northM: at.northM,
        upM: at.upM, atS: (arrival.atMs - epochMs) / 1_000,
        sigmaS: (squaredMs / 1e6 + placeS * placeS).squareRoot(),
        bearingRad: arrival.bearingRad.map { $0 + plane.northRad(at: arrival.point) } ?? .nan,
        bearingSigmaRad: arrival.bearingSigmaRad ?? .nan, wave: arrival.wave)
    }
  }

  var hasFlash: Bool { !flashS.isNaN }

  /// Height of the source over the plane: the ground falls away from it.
  @inline(__always)
  func sourceUpM(_ eastM: Double, _ northM: Double, heightM: Double) -> Double {
    heightM - (eastM * eastM + northM * northM) / (2 * plane.radiusM)
  }
}

/// Bounds and gates of the location of bangs.
public struct SoundSettings: Hashable, Sendable {
  /// Above the ellipsoid; nil for the mean height of the sensors.
  public var sourceHeightM: Double?
  public var sourceHeightSigmaM = 30.0
  /// A place farther than this from the sensors' centre is refused.
  public var rangeMaxM = 40_000.0
  /// A place whose long axis is longer than this, one sigma, is refused.
  public var majorSigmaMaxM = 5_000.0
  /// An arrival is left out that lies farther from the others' place than this, in sigmas.
  public var gateSigma = 3.5
  /// The sum of squares must not be less probable than this.
  public var chanceLeast = 1e-3
  /// Sensors farther apart than this are not taken to hear the same bang.
  public var baselineMaxM = 20_000.0
  /// How many bangs made of arrivals that only chance brought together are put up with, from one
  /// arrival on.
  public var chanceBangsMost = 1e-2
  /// Triples of arrivals that are tried from one arrival on.
  public var triplesMax = 1_500
  /// Arrivals that are compared with each other in one look.
  public var arrivalsMax = 1_000

  public init() {}
}
