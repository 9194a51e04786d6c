// How many points a second can be placed in 1,000 zones, beside GEOS, and are the hits the same?
//
// SPDX-License-Identifier: Apache-2.0

import CGeos
import Geo
import Glibc
import Measuring

/// A winding ring on coordinates of 1e-7 degree, as GeoJSON has them.
func ring(_ random: inout Seeded, vertexCount: Int) -> [GeoPoint] {
  let middle = (random.number(46...52), random.number(24...38))
  let radiusDeg = random.number(0.1...0.4)
  let phases = (0..<3).map { _ in random.number(0...6.28) }
  return (0..<vertexCount).map { i in
    let angle = 2 * Double.pi * Double(i) / Double(vertexCount)
    let reach =
      radiusDeg
      * (1 + 0.2 * sin(3 * angle + phases[0]) + 0.1 * sin(11 * angle + phases[1])
        + 0.05 * sin(57 * angle + phases[2]) + random.number(-0.005...0.005))
    return GeoPoint(
      latitudeDeg: ((middle.0 + reach * sin(angle)) * 1e7).rounded() / 1e7,
      longitudeDeg: ((middle.1 + 1.5 * reach * cos(angle)) * 1e7).rounded() / 1e7)
  }
}

/// The same zones in GEOS: a tree of boxes, and prepared polygons.
final class GeosZones {
  let context: GEOSContextHandle_t = GEOS_init_r()
  private var prepared: [OpaquePointer] = []
  private let tree: OpaquePointer

  /// What a query of the tree needs: the callback cannot capture.
  private final class Query {
    var found: [Int] = []
  }
  private let query = Query()

  init(_ rings: [[GeoPoint]]) {
    tree = GEOSSTRtree_create_r(context, 10)
    for (index, ring) in rings.enumerated() {
      let sequence = GEOSCoordSeq_create_r(context, UInt32(ring.count + 1), 2)
      for i in 0...ring.count {
        let point = ring[i % ring.count]
        _ = GEOSCoordSeq_setXY_r(
          context, sequence, UInt32(i), point.longitudeDeg, point.latitudeDeg)
      }
      let shell = GEOSGeom_createLinearRing_r(context, sequence)
      let polygon = GEOSGeom_createPolygon_r(context, shell, nil, 0)!
      prepared.append(GEOSPrepare_r(context, polygon)!)
      GEOSSTRtree_insert_r(context, tree, polygon, UnsafeMutableRawPointer(bitPattern: index + 1))
    }
  }

  func zones(containing point: GeoPoint) -> [Int] {
    let geometry = GEOSGeom_createPointFromXY_r(context, point.longitudeDeg, point.latitudeDeg)!
    defer { GEOSGeom_destroy_r(context, geometry) }
    query.found.removeAll(keepingCapacity: true)
    GEOSSTRtree_query_r(
      context, tree, geometry,
      { item, box in
        let query = Unmanaged<Query>.fromOpaque(box!).takeUnretainedValue()
        query.found.append(Int(bitPattern: item) - 1)
      }, Unmanaged.passUnretained(query).toOpaque())
    return query.found.filter { GEOSPreparedContains_r(context, prepared[$0], geometry) == 1 }
      .sorted()
  }
}

/// Prints all figures; false when a check failed.
func measure() -> Bool {
  var random = Seeded(1)
  var checks = Checks()
  let rings = (0..<1_000).map { _ in ring(&random, vertexCount: 5_000) }
  let points = (0..<1_000_000).map { _ in
    GeoPoint(latitudeDeg: random.number(45.5...52.5), longitudeDeg: random.number(23.5...38.5))
  }

  print("1,000 zones of 5,000 vertices, random points, one core")
  let zones = rings.map { [ZoneIndex.Polygon(rings: [$0])] }
  var index = ZoneIndex(zones: [])
  row("Truceline, build", secondsS { index = ZoneIndex(zones: zones) }, "s")
  row("Truceline, size with coordinates", Double(index.byteCount) / 1_048_576, "MiB")
  var hitCount = 0
  let ownS = secondsS(runs: 3) {
    hitCount = 0
    for point in points { index.forEachZone(containing: point) { _ in hitCount += 1 } }
  }
  row("Truceline", Double(points.count) / ownS / 1e6, "M points/s")
  row("zones a point", Double(hitCount) / Double(points.count), "")

  let geos = GeosZones(rings)
  // The first questions make GEOS build its indexes; they are not timed.
  for point in points.suffix(20_000) { _ = geos.zones(containing: point) }
  let checked = points.prefix(400_000)
  var expected: [[Int]] = []
  let geosS = secondsS { expected = checked.map(geos.zones) }
  row("GEOS, tree and prepared polygons", Double(checked.count) / geosS / 1e6, "M points/s")
  row("times faster", (geosS / Double(checked.count)) / (ownS / Double(points.count)), "")

  var differing = 0
  for (point, wanted) in zip(checked, expected) {
    var found: [Int] = []
    index.forEachZone(containing: point) { found.append($0) }
    if found != wanted { differing += 1 }
  }
  checks.expect(differing == 0, "\(checked.count) points: zones as in GEOS (\(differing) differ)")
  checks.expect(index.byteCount <= 64 << 20, "at most 64 MiB")
  return checks.areAllKept
}

exit(measure() ? 0 : 1)
