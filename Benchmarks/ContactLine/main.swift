// How many distances and sides a second for a contact line, beside GEOS, and how exact?
//
// SPDX-License-Identifier: Apache-2.0

import CGeos
import CProj
import Geo
import Glibc
import Measuring

/// A line of 10,000 vertices over about 1,100 km that winds in bends of two sizes, always square to
/// its general direction, so that it does not cross itself.
func windingLine(_ random: inout Seeded) -> [GeoPoint] {
  (0..<10_000).map { i in
    let u = Double(i) / 9_999
    let aside =
      sin(Double.pi * u) * (0.5 * sin(40 * u) + 0.025 * sin(500 * u))
      + random.number(-0.0001...0.0001)
    return GeoPoint(
      latitudeDeg: 46.5 + 4 * u + 0.76 * aside, longitudeDeg: 32 + 7 * u - 0.95 * aside)
  }
}

/// The line in GEOS, on a plane of degrees: for its time, and for the side.
struct GeosLine {
  let context: GEOSContextHandle_t
  let line: OpaquePointer
  let west: OpaquePointer

  init(_ points: [GeoPoint]) {
    let context: GEOSContextHandle_t = GEOS_init_r()
    self.context = context
    func sequence(_ points: [GeoPoint]) -> OpaquePointer? {
      let made = GEOSCoordSeq_create_r(context, UInt32(points.count), 2)
      for (i, point) in points.enumerated() {
        _ = GEOSCoordSeq_setXY_r(context, made, UInt32(i), point.longitudeDeg, point.latitudeDeg)
      }
      return made
    }
    line = GEOSPrepare_r(context, GEOSGeom_createLineString_r(context, sequence(points)))!
    // What lies to the left: closed by a detour that leaves both ends straight on.
    let (a, b) = (points[0], points[points.count - 1])
    func on(_ point: GeoPoint, _ sign: Double) -> GeoPoint {
      GeoPoint(
        latitudeDeg: point.latitudeDeg + sign * 4, longitudeDeg: point.longitudeDeg + sign * 7)
    }
    let detour = [
      on(b, 1), GeoPoint(latitudeDeg: 60, longitudeDeg: 20),
      GeoPoint(latitudeDeg: 42, longitudeDeg: 20), on(a, -1), a,
    ]
    let shell = GEOSGeom_createLinearRing_r(context, sequence(points + detour))
    west = GEOSPrepare_r(context, GEOSGeom_createPolygon_r(context, shell, nil, 0)!)!
  }

  func distanceAndSide(_ point: GeoPoint) -> (distanceDeg: Double, isLeft: Bool) {
    let geometry = GEOSGeom_createPointFromXY_r(context, point.longitudeDeg, point.latitudeDeg)!
    defer { GEOSGeom_destroy_r(context, geometry) }
    var distance = 0.0
    _ = GEOSPreparedDistance_r(context, line, geometry, &distance)
    return (distance, GEOSPreparedIntersects_r(context, west, geometry) == 1)
  }
}

/// Geodesics of PROJ.
struct ProjGeodesics {
  private var ellipsoid = geod_geodesic()

  init() { geod_init(&ellipsoid, 6_378_137, 1 / 298.257223563) }

  mutating func distanceM(_ a: GeoPoint, _ b: GeoPoint) -> Double {
    var distanceM = 0.0
    geod_inverse(
      &ellipsoid, a.latitudeDeg, a.longitudeDeg, b.latitudeDeg, b.longitudeDeg, &distanceM, nil, nil
    )
    return distanceM
  }

  /// The least distance to the line: all vertices, then the two segments at the nearest.
  mutating func leastDistanceM(_ point: GeoPoint, _ line: [GeoPoint]) -> Double {
    var best = (index: 0, distanceM: Double.infinity)
    for (i, vertex) in line.enumerated() {
      let lengthM = distanceM(point, vertex)
      if lengthM < best.distanceM { best = (i, lengthM) }
    }
    for first in [best.index - 1, best.index] where first >= 0 && first + 1 < line.count {
      best.distanceM = min(best.distanceM, leastDistanceM(point, line[first], line[first + 1]))
    }
    return best.distanceM
  }

  private mutating func leastDistanceM(_ point: GeoPoint, _ a: GeoPoint, _ b: GeoPoint) -> Double {
    var segment = geod_geodesicline()
    geod_inverseline(
      &segment, &ellipsoid, a.latitudeDeg, a.longitudeDeg, b.latitudeDeg, b.longitudeDeg, 0)
    var (low, high) = (0.0, segment.s13)
    func place(_ alongM: Double) -> GeoPoint {
      var place = GeoPoint(latitudeDeg: 0, longitudeDeg: 0)
      geod_position(&segment, alongM, &place.latitudeDeg, &place.longitudeDeg, nil)
      return place
    }
    for _ in 0..<40 {
      let (one, two) = (low + 0.382 * (high - low), low + 0.618 * (high - low))
      if distanceM(point, place(one)) < distanceM(point, place(two)) {
        high = two
      } else {
        low = one
      }
    }
    return distanceM(point, place(low))
  }
}

/// Prints all figures; false when a check failed.
func measure() -> Bool {
  var random = Seeded(1)
  var checks = Checks()
  var proj = ProjGeodesics()
  let line = windingLine(&random)
  let points = (0..<1_000_000).map { _ in
    Geodesic.destination(
      from: line[Int.random(in: line.indices, using: &random)],
      bearingRad: random.number(-Double.pi...Double.pi),
      distanceM: 150_000 * random.number(0...1).squareRoot())
  }

  print("line of \(line.count) vertices, random points within 150 km, one core")
  checks.expect(faults(inLine: [line]).isEmpty, "the line does not cross itself")
  row("length", Geodesic.lengthM(path: line) / 1_000, "km")
  var index = LineIndex(pieces: [line])
  row("Truceline, build", 1_000 * secondsS { index = LineIndex(pieces: [line]) }, "ms")
  var sumM = 0.0
  let ownS = secondsS(runs: 3) {
    for point in points { sumM += index.signedDistance(to: point).distanceM }
  }
  row("Truceline, distance and side", Double(points.count) / ownS / 1e6, "M/s")
  row("mean distance", sumM / 3 / Double(points.count) / 1_000, "km")

  let geos = GeosLine(line)
  _ = geos.distanceAndSide(points[0])
  let timed = points.prefix(100_000)
  let geosS = secondsS { for point in timed { sumM += geos.distanceAndSide(point).distanceDeg } }
  row("GEOS, prepared distance and polygon, on a plane", Double(timed.count) / geosS / 1e6, "M/s")
  row("times faster", (geosS / Double(timed.count)) / (ownS / Double(points.count)), "")

  var worst = (nearM: 0.0, farM: 0.0)
  var sides = (differing: 0, compared: 0)
  for point in points {
    let found = index.nearest(to: point)
    let errorM = abs(proj.distanceM(point, found.point) - found.distanceM)
    if found.distanceM <= 50_000 { worst.nearM = max(worst.nearM, errorM) }
    worst.farM = max(worst.farM, errorM)
    if found.side != .beyondEnd {
      sides.compared += 1
      if (found.side == .left) != geos.distanceAndSide(point).isLeft { sides.differing += 1 }
    }
  }
  checks.expect(
    worst.nearM < 1, "to the nearest point, up to 50 km: within \(worst.nearM) m of PROJ")
  checks.expect(worst.farM < 1, "up to 150 km: within \(worst.farM) m of PROJ")
  checks.expect(
    sides.differing == 0, "\(sides.compared) sides as in GEOS (\(sides.differing) differ)")
  var searchedM = 0.0
  for point in points.prefix(500) {
    searchedM = max(
      searchedM, abs(index.signedDistance(to: point).distanceM - proj.leastDistanceM(point, line)))
  }
  checks.expect(searchedM < 1, "500 points, every vertex tried with PROJ: within \(searchedM) m")

  for side in [OffsetSides.both, .left] {
    row(
      "zone of 30 km, \(side)",
      1_000 * secondsS { _ = offsetZone(of: index, offsetM: 30_000, side: side) }, "ms")
  }
  row("faults of the line", 1_000 * secondsS { _ = faults(inLine: [line]) }, "ms")
  return checks.areAllKept
}

exit(measure() ? 0 : 1)
