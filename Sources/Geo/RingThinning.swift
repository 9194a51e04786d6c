// Which points of a ring can go without its shape moving by more than a tolerance?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Douglas and Peucker's thinning of a closed ring.
package struct RingThinning {
  private let points: [GeoPoint]
  private let toleranceM: Double
  private var isKept: [Bool]

  /// - Parameter ring: closed, the last point the same as the first; at least four points are thinned.
  package init(_ ring: [GeoPoint], toleranceM: Double) {
    points = ring
    self.toleranceM = toleranceM
    isKept = [Bool](repeating: false, count: ring.count)
    guard ring.count > 3 else {
      isKept = isKept.map { _ in true }
      return
    }
    // The closing chord has no length, so the ring is first cut into thirds.
    let cuts = [0, ring.count / 3, 2 * ring.count / 3, ring.count - 1]
    for cut in cuts { isKept[cut] = true }
    var pending = zip(cuts, cuts.dropFirst()).map { ($0, $1) }
    while let (from, to) = pending.popLast() {
      guard let far = farthest(from, to) else { continue }
      isKept[far] = true
      pending.append((from, far))
      pending.append((far, to))
    }
  }

  /// The points that stay, closed as before.
  package var ring: [GeoPoint] { points.indices.lazy.filter { isKept[$0] }.map { points[$0] } }

  /// The point farthest from the chord, when that is more than the tolerance.
  private func farthest(_ from: Int, _ to: Int) -> Int? {
    guard to > from + 1 else { return nil }
    let metresPerDeg = 111_320.0
    let cosLat = cos(points[from].latitudeDeg * Angles.radPerDeg)
    let dx = (points[to].longitudeDeg - points[from].longitudeDeg) * cosLat * metresPerDeg
    let dy = (points[to].latitudeDeg - points[from].latitudeDeg) * metresPerDeg
    let squared = dx * dx + dy * dy
    var worst = (index: from, squared: toleranceM * toleranceM)
    for i in from + 1..<to {
      let x = (points[i].longitudeDeg - points[from].longitudeDeg) * cosLat * metresPerDeg
      let y = (points[i].latitudeDeg - points[from].latitudeDeg) * metresPerDeg
      let t = squared > 0 ? max(0, min(1, (x * dx + y * dy) / squared)) : 0
      let apart = (x - t * dx) * (x - t * dx) + (y - t * dy) * (y - t * dy)
      if apart > worst.squared { worst = (i, apart) }
    }
    return worst.index > from ? worst.index : nil
  }
}
