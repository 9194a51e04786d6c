// How far away may a cell be to be seen in which slots? Distances with masks, ready for the hot loop.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Reaches of one asset by light and weather, and the slots in which each holds.
struct Bands {
  /// Squares of reaches by day, by night and in fog, metres squared, for what sees; upwards for what hears.
  struct Band {
    let daySquared: Double
    let nightSquared: Double
    let fogSquared: Double
    let slots: [UInt64]
  }

  let bands: [Band]
  let mostM: Double

  init(_ sight: SightM, _ on: [UInt64]) {
    bands = [
      Band(
        daySquared: sight.day * sight.day, nightSquared: sight.night * sight.night,
        fogSquared: sight.fog * sight.fog, slots: on)
    ]
    mostM = sight.most
  }

  /// Reaches that do not depend on light, each with its slots.
  init(_ ranges: [(rangeM: Double, slots: [UInt64])], _ on: [UInt64]) {
    bands = ranges.map { range in
      let squared = range.rangeM * range.rangeM
      return Band(
        daySquared: squared, nightSquared: squared, fogSquared: squared,
        slots: zip(range.slots, on).map { $0 & $1 })
    }
    mostM = ranges.map(\.rangeM).max() ?? 0
  }
}

/// A direction and how wide: a cell is in it where the cosine of the angle to it is large enough.
struct FieldOfView {
  let sine: Double
  let cosine: Double
  let cosineLeast: Double

  /// Nil where it sees all round.
  init?(_ camera: Camera) {
    guard camera.fieldDeg < 360 else { return nil }
    let bearingRad = camera.bearingDeg * .pi / 180
    (sine, cosine) = (sin(bearingRad), cos(bearingRad))
    cosineLeast = cos(camera.fieldDeg * .pi / 360)
  }

  @inline(__always)
  func contains(eastM: Double, northM: Double) -> Bool {
    let length = (eastM * eastM + northM * northM).squareRoot()
    return eastM * sine + northM * cosine >= cosineLeast * length
  }
}

/// What reaches so far about a place.
struct Circle {
  let place: SIMD3<Double>
  let east: SIMD3<Double>
  let north: SIMD3<Double>
  let bands: Bands
  let sector: FieldOfView?
  /// Asked of cells within reach; nil over a smooth Earth.
  var sightline: Sightline?

  init(_ point: GeoPoint, bands: Bands, sector: FieldOfView? = nil) {
    place = point.earthCentredM
    east = point.east
    let up = point.up
    north = SIMD3(
      up.y * east.z - up.z * east.y, up.z * east.x - up.x * east.z, up.x * east.y - up.y * east.x)
    (self.bands, self.sector) = (bands, sector)
  }
}

/// Night, fog and jamming over the cells, `wordCount` words a cell.
struct CellConditions {
  let slots: Slots
  let night: [UInt64]
  let fog: [UInt64]?
  let jamming: [UInt64]?
}
