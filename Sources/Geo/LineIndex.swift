// How far is a point from the contact line, and on which side of it?
//
// SPDX-License-Identifier: Apache-2.0

/// The nearest point of a line of directed pieces, with the side.
///
/// Segments are geodesics. Where the end of a piece is the start of another (to 0.1 mm), the line
/// goes on there; elsewhere it has a free end. Built once, then asked from any thread; a question
/// allocates nothing.
///
/// - Error: 0.1 mm up to 50 km and 1 mm up to 150 km from the line, against PROJ's geodesics
///   (`Benchmarks/ContactLine`). Beyond, the place found is the nearest by chord, and its distance
///   may exceed the least by 1e-5 of it up to 1,000 km.
/// - Cost: 0.4 µs a question on a line of 10,000 vertices (the same benchmark); building takes 20 ms.
/// - Precondition: points are on Earth (`GeoPoint.isOnEarth`).
public struct LineIndex: Sendable {
  /// Left and right are those of somebody who walks along the line.
  public enum Side: Sendable, Hashable {
    case left, right
    /// The nearest point is a free end and the point lies past it: a side is not defined.
    case beyondEnd
  }

  public struct Nearest: Sendable, Hashable {
    public let distanceM: Double
    public let side: Side
    /// Index of the piece in the array that the index was made from.
    public let piece: Int
    public let point: GeoPoint
    /// Metres along the piece from its start.
    public let alongM: Double
  }

  let segments: [LineSegment]
  private let tree: LineTree
  private let hints: HintGrid

  /// - Parameter pieces: each of at least two points; shorter ones are passed over. Repeated points
  ///   do no harm.
  /// - Precondition: at least one piece has two different points.
  public init(pieces: [[GeoPoint]]) {
    segments = LineSegment.all(of: pieces)
    precondition(!segments.isEmpty, "a line needs two different points")
    tree = LineTree(over: segments)
    var hints = HintGrid(around: pieces, segmentCount: segments.count)
    let (segments, tree) = (segments, tree)
    hints.fill { centre, hint in
      Search(segments: segments, tree: tree, from: SurfacePoint(centre), hint: hint).best
    }
    self.hints = hints
  }

  public func nearest(to point: GeoPoint) -> Nearest {
    let found = hit(from: point)
    let segment = segments[found.index]
    return Nearest(
      distanceM: found.distanceM(to: point), side: side(of: found), piece: Int(segment.piece),
      point: GeoPoint(onSurface: found.foot), alongM: segment.startM + found.t * segment.lengthM)
  }

  /// Distance and side only: the form for hot loops.
  public func signedDistance(to point: GeoPoint) -> (distanceM: Double, side: Side) {
    let found = hit(from: point)
    return (found.distanceM(to: point), side(of: found))
  }

  /// Distance and side, and how far the point lies past the end of its segment.
  func probe(_ point: GeoPoint) -> (distanceM: Double, side: Side, pastEndM: Double) {
    let found = hit(from: point)
    return (found.distanceM(to: point), side(of: found), found.pastEndM)
  }

  private func hit(from point: GeoPoint) -> Hit {
    let from = SurfacePoint(point)
    let search = Search(
      segments: segments, tree: tree, from: from, hint: hints.segment(near: point))
    return Hit(index: Int(search.best), segment: segments[Int(search.best)], from: from)
  }

  private func side(of hit: Hit) -> Side {
    let segment = segments[hit.index]
    var left = segment.left
    if hit.t <= 0 || hit.t >= 1 {
      let next = hit.t <= 0 ? segment.before : segment.after
      if next != LineSegment.none {
        // Past a vertex the outer side counts: the sum of both normals points away from the bend.
        left = left + segments[Int(next)].left
      } else if hit.pastEndM > 1e-6 {
        return .beyondEnd
      }
    }
    return hit.chord.dot(left) >= 0 ? .left : .right
  }
}

/// The nearest place on one segment.
private struct Hit {
  let index: Int
  /// Share of the segment's length, 0 to 1.
  let t: Double
  /// How far the point lies before the start or after the end, along the segment.
  let pastEndM: Double
  let foot: Vector3
  let chord: Vector3
  let from: SurfacePoint

  @inline(__always)
  init(index: Int, segment: LineSegment, from: SurfacePoint) {
    self.index = index
    self.from = from
    let offset = from.position - segment.start
    let free = offset.dot(segment.delta) * segment.perSquaredM
    t = max(0, min(1, free))
    pastEndM = abs(free - t) * segment.lengthM
    let onChord = segment.start + segment.delta * t
    foot = onChord + onChord * (segment.depthM(t) / Wgs84.equatorialRadiusM)
    chord = from.position - foot
  }

  @inline(__always)
  func distanceM(to point: GeoPoint) -> Double {
    chord.dot(chord) < 4e10
      ? from.arcM(chord: chord) : Geodesic.distanceM(from: GeoPoint(onSurface: foot), to: point)
  }
}

/// One walk through the tree.
struct Search {
  /// The nearest segment, and the squared distance to it.
  private(set) var best: Int32
  private var bestSquared: Double
  private var bestM: Float

  @inline(__always)
  init(segments: [LineSegment], tree: LineTree, from: SurfacePoint, hint: Int32) {
    best = hint
    bestSquared = .infinity
    bestM = .infinity
    let shifted = from.position - tree.origin
    let far = (abs(shifted.x) + abs(shifted.y) + abs(shifted.z)) * 1e-6
    let slack = Float(tree.slackM + far)
    segments.withUnsafeBufferPointer { segments in
      test(hint, segments, from.position, slack)
      tree.nodes.withUnsafeBufferPointer { nodes in
        tree.levelStart.withUnsafeBufferPointer { levels in
          let walk = Walk(
            segments: segments, nodes: nodes, levels: levels, position: from.position,
            x: Float(shifted.x), y: Float(shifted.y), z: Float(shifted.z), slack: slack)
          visit(0, level: levels.count - 1, walk)
        }
      }
    }
  }

  private struct Walk {
    let segments: UnsafeBufferPointer<LineSegment>
    let nodes: UnsafeBufferPointer<CapsuleNode>
    let levels: UnsafeBufferPointer<Int>
    let position: Vector3
    let x: Float
    let y: Float
    let z: Float
    let slack: Float
  }

  private mutating func visit(_ index: Int, level: Int, _ walk: borrowing Walk) {
    let node = walk.nodes[walk.levels[level] + index]
    let squared = node.squared(walk.x, walk.y, walk.z)
    let radius = node.radius
    for lane in 0..<8 {
      let limit = radius[lane] + bestM
      guard squared[lane] < limit * limit, limit > 0 else { continue }
      let child = index * 8 + lane
      if level == 0 {
        test(Int32(truncatingIfNeeded: child), walk.segments, walk.position, walk.slack)
      } else {
        visit(child, level: level - 1, walk)
      }
    }
  }

  @inline(__always)
  private mutating func test(
    _ index: Int32, _ segments: UnsafeBufferPointer<LineSegment>, _ position: Vector3,
    _ slack: Float
  ) {
    let segment = segments[Int(index)]
    let offset = position - segment.start
    let t = max(0, min(1, offset.dot(segment.delta) * segment.perSquaredM))
    let apart = offset - segment.delta * t
    let squared = apart.dot(apart)
    guard squared < bestSquared else { return }
    bestSquared = squared
    best = index
    bestM = Float(squared.squareRoot()) + slack
  }
}
