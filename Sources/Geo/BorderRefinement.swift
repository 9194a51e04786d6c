// Where does the border of an offset zone run, to the metre?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension OffsetField {
  /// The border between two points of which just one is inside, to `precisionM`, on the inner side.
  func border(
    between from: GeoPoint, isInside: Bool, _ to: GeoPoint, lengthM: Double
  ) -> GeoPoint {
    var (inner, outer) = isInside ? (from, to) : (to, from)
    var restM = lengthM
    while restM > precisionM {
      let middle = inner.middle(to: outer)
      if self(middle) >= 0 { inner = middle } else { outer = middle }
      restM /= 2
    }
    return inner
  }
}

extension GeoPoint {
  func middle(to other: GeoPoint) -> GeoPoint { part(0.5, to: other) }

  /// Straight in longitude and latitude.
  func part(_ t: Double, to other: GeoPoint) -> GeoPoint {
    GeoPoint(
      latitudeDeg: latitudeDeg + t * (other.latitudeDeg - latitudeDeg),
      longitudeDeg: longitudeDeg + t * (other.longitudeDeg - longitudeDeg))
  }
}

/// Adds vertices to a ring where its chords leave the border, and takes out those that are not
/// needed.
struct BorderRefinement {
  private let field: OffsetField
  private let chordM: Double
  private static let depthMax = 14

  init(_ field: OffsetField) {
    self.field = field
    chordM = field.toleranceM * 0.6
  }

  /// The ring, closed.
  func refined(_ loop: [GeoPoint]) -> [GeoPoint] {
    var ring: [GeoPoint] = []
    for i in loop.indices {
      ring.append(loop[i])
      refine(loop[i], loop[(i + 1) % loop.count], depth: 0, &ring)
    }
    if let first = ring.first { ring.append(first) }
    let thinned = Thinning(ring, toleranceM: field.toleranceM * 0.3).ring
    let isSound = thinned.count > 3 && !faults(inRing: thinned).contains(where: \.isCrossing)
    return isSound ? thinned : ring
  }

  private func refine(
    _ from: GeoPoint, _ to: GeoPoint, depth: Int, _ ring: inout [GeoPoint]
  ) {
    let chord = Chord(from, to)
    guard depth < Self.depthMax, chord.lengthM > chordM, !follows(chord),
      let between = border(beside: chord)
    else { return }
    refine(from, between, depth: depth + 1, &ring)
    ring.append(between)
    refine(between, to, depth: depth + 1, &ring)
  }

  /// True when the border runs within the tolerance of the chord, at a quarter, half and three.
  private func follows(_ chord: Chord) -> Bool {
    [0.5, 0.25, 0.75].allSatisfy {
      field(chord.point($0, outwardM: chordM)) < 0 && field(chord.point($0, outwardM: -chordM)) >= 0
    }
  }

  /// The border square to the middle of a chord, or nil when it is farther than the chord is long.
  private func border(beside chord: Chord) -> GeoPoint? {
    let value = field(chord.point(0.5, outwardM: 0))
    let sign = value >= 0 ? 1.0 : -1.0
    var from = 0.0
    var stepM = max(abs(value), chordM / 2)
    while from < chord.lengthM {
      let to = from + stepM
      let far = field(chord.point(0.5, outwardM: sign * to))
      if (far >= 0) != (value >= 0) {
        return field.border(
          between: chord.point(0.5, outwardM: sign * from), isInside: value >= 0,
          chord.point(0.5, outwardM: sign * to), lengthM: stepM)
      }
      from = to
      stepM = max(abs(far), chordM / 2)
    }
    return nil
  }
}

/// A chord of a ring, with the direction outwards: to its right.
private struct Chord {
  let from: GeoPoint
  let to: GeoPoint
  let lengthM: Double
  private let outwardLatitudeDeg: Double
  private let outwardLongitudeDeg: Double

  init(_ from: GeoPoint, _ to: GeoPoint) {
    self.from = from
    self.to = to
    let surface = SurfacePoint(from)
    let perLatitudeDeg = Angles.radPerDeg / surface.meridianPerM
    let perLongitudeDeg =
      Angles.radPerDeg / surface.normalPerM * cos(from.latitudeDeg * Angles.radPerDeg)
    let eastM = (to.longitudeDeg - from.longitudeDeg) * perLongitudeDeg
    let northM = (to.latitudeDeg - from.latitudeDeg) * perLatitudeDeg
    lengthM = (eastM * eastM + northM * northM).squareRoot()
    let perM = lengthM > 0 ? 1 / lengthM : 0
    outwardLatitudeDeg = -eastM * perM / perLatitudeDeg
    outwardLongitudeDeg = northM * perM / perLongitudeDeg
  }

  func point(_ t: Double, outwardM: Double) -> GeoPoint {
    let on = from.part(t, to: to)
    return GeoPoint(
      latitudeDeg: on.latitudeDeg + outwardM * outwardLatitudeDeg,
      longitudeDeg: on.longitudeDeg + outwardM * outwardLongitudeDeg)
  }
}

/// Douglas and Peucker's thinning of a closed ring.
private struct Thinning {
  private let points: [GeoPoint]
  private let toleranceM: Double
  private var isKept: [Bool]

  init(_ ring: [GeoPoint], toleranceM: Double) {
    points = ring
    self.toleranceM = toleranceM
    isKept = [Bool](repeating: false, count: ring.count)
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

  var ring: [GeoPoint] { points.indices.lazy.filter { isKept[$0] }.map { points[$0] } }

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
