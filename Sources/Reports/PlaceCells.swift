// Which cells of the line lie within the place of an entry?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coverage
internal import Geo
internal import Rules

extension RegisterPlace {
  /// Cells of the line that lie within the place.
  func cells(of cells: LineCells, _ territory: Territory, atMs: Int64) -> [Range<Int>] {
    if case .lineKm(let range) = self {
      let run = cells.cells(withinKm: range)
      return run.isEmpty ? [] : [run]
    }
    let box = box
    return cells.runs { point in
      box.map { $0.contains(point) } ?? true
        && distanceM(from: point, territory, atMs: atMs) == 0
    }
  }

  /// What it surely lies within; nil where that is not known at once.
  private var box: GeoBox? {
    switch self {
    case .circle(let center, let radiusM):
      GeoBox(around: [center], marginDeg: Self.degrees(radiusM, [center]))
    case .area(let ring): GeoBox(around: ring)
    case .corridor(let way, let halfWidthM):
      GeoBox(around: way, marginDeg: Self.degrees(halfWidthM, way))
    case .lineKm, .zone: nil
    }
  }

  /// At least so many degrees, of latitude and of longitude, for a length.
  private static func degrees(_ lengthM: Double, _ points: [GeoPoint]) -> Double {
    let northDeg = points.reduce(0) { max($0, abs($1.latitudeDeg)) } + lengthM / 110_000
    guard northDeg < 85 else { return 360 }
    let plane = LocalPlane(origin: GeoPoint(latitudeDeg: northDeg, longitudeDeg: 0))
    return 1.02 * plane.point(eastM: max(1, lengthM), northM: 0).longitudeDeg
  }
}

extension [Range<Int>] {
  /// Both lists in order, without overlap.
  func intersected(with other: [Range<Int>]) -> [Range<Int>] {
    var both: [Range<Int>] = []
    for own in self {
      for range in other where range.overlaps(own) { both.append(own.clamped(to: range)) }
    }
    return both
  }
}
