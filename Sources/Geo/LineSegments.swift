// Which short straight segments make up the pieces of a line?
//
// SPDX-License-Identifier: Apache-2.0

/// A chord of the ellipsoid between two points of a line, short enough to stay on the surface.
struct LineSegment {
  var start: Vector3
  var delta: Vector3
  var perSquaredM: Double
  /// Horizontal unit vector to the left of the direction.
  var left: Vector3
  /// Metres along the piece at `start`, and of this segment.
  var startM: Double
  var lengthM: Double
  var piece: Int32
  /// The segments that join on at the ends; -1 where the line ends.
  var before: Int32
  var after: Int32

  /// Chords are at most this long: then the middle lies at most 4.5 cm below the surface.
  static let lengthMMax = 1_500.0
  static let none: Int32 = -1

  /// How deep the chord lies below the surface at `t` of its length.
  @inline(__always)
  func depthM(_ t: Double) -> Double {
    t * (1 - t) * lengthM * lengthM * (0.5 / Wgs84.equatorialRadiusM)
  }
}

extension LineSegment {
  /// The segments of all pieces, in an order that keeps neighbours on the ground together.
  static func all(of pieces: [[GeoPoint]]) -> [LineSegment] {
    var segments: [LineSegment] = []
    var starts: [PointKey: Int32] = [:]
    var ends: [(last: Int, key: PointKey)] = []
    for index in order(of: pieces) {
      let first = segments.count
      append(pieces[index], as: Int32(index), to: &segments)
      guard segments.count > first, let from = pieces[index].first, let to = pieces[index].last
      else { continue }
      segments[first].before = none
      segments[segments.count - 1].after = none
      if starts[PointKey(from)] == nil { starts[PointKey(from)] = Int32(first) }
      ends.append((segments.count - 1, PointKey(to)))
    }
    for end in ends {
      guard let next = starts[end.key] else { continue }
      segments[end.last].after = next
      if segments[Int(next)].before == none { segments[Int(next)].before = Int32(end.last) }
    }
    return segments
  }

  private static func append(
    _ piece: [GeoPoint], as index: Int32, to segments: inout [LineSegment]
  ) {
    var alongM = 0.0
    for i in piece.indices.dropFirst() {
      let (lengthM, bearingRad) = Geodesic.inverse(from: piece[i - 1], to: piece[i])
      guard lengthM > 0 else { continue }
      let parts = max(1, (lengthM / lengthMMax).rounded(.up))
      let line = GeodesicLine(from: piece[i - 1], bearingRad: bearingRad)
      var start = SurfacePoint(piece[i - 1])
      for part in 1...Int(parts) {
        let isLast = part == Int(parts)
        let end = SurfacePoint(isLast ? piece[i] : line.point(atM: lengthM * Double(part) / parts))
        let delta = end.position - start.position
        let at = Int32(segments.count)
        segments.append(
          LineSegment(
            start: start.position, delta: delta, perSquaredM: 1 / delta.dot(delta),
            left: (start.up + end.up).cross(delta).normalized, startM: alongM,
            lengthM: lengthM / parts, piece: index, before: at - 1, after: at + 1))
        alongM += lengthM / parts
        start = end
      }
    }
  }

  /// Pieces by the place of their middle on a Z-shaped walk over the globe.
  private static func order(of pieces: [[GeoPoint]]) -> [Int] {
    guard pieces.count > 2 else { return Array(pieces.indices) }
    let codes = pieces.map { piece -> UInt64 in
      guard !piece.isEmpty else { return 0 }
      let middle = piece[piece.count / 2]
      return interleaved((middle.longitudeDeg + 180) / 360, (middle.latitudeDeg + 90) / 180)
    }
    return pieces.indices.sorted { (codes[$0], $0) < (codes[$1], $1) }
  }

  private static func interleaved(_ x: Double, _ y: Double) -> UInt64 {
    let column = UInt64(max(0, min(65_535, x * 65_536)))
    let row = UInt64(max(0, min(65_535, y * 65_536)))
    var code: UInt64 = 0
    for bit in 0..<16 {
      code |= (column >> UInt64(bit) & 1) << UInt64(2 * bit)
      code |= (row >> UInt64(bit) & 1) << UInt64(2 * bit + 1)
    }
    return code
  }
}

/// Points that are the same to 1e-9 degree (0.1 mm).
struct PointKey: Hashable {
  let latitude: Int64
  let longitude: Int64

  init(_ point: GeoPoint) {
    latitude = Int64((point.latitudeDeg * 1e9).rounded())
    longitude = Int64((point.longitudeDeg * 1e9).rounded())
  }
}
