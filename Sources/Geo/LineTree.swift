// Which segments can be the nearest to a point?
//
// SPDX-License-Identifier: Apache-2.0

/// Eight capsules: each all points within `radius` of the straight stretch from `x, y, z` by `dx, dy, dz`.
///
/// Single precision, because a capsule only bounds; eight are tested at once. A capsule fits a
/// stretch of a winding line more closely than a box or a ball does.
struct CapsuleNode {
  var x = SIMD8<Float>(repeating: 0)
  var y = SIMD8<Float>(repeating: 0)
  var z = SIMD8<Float>(repeating: 0)
  var dx = SIMD8<Float>(repeating: 0)
  var dy = SIMD8<Float>(repeating: 0)
  var dz = SIMD8<Float>(repeating: 0)
  var perSquared = SIMD8<Float>(repeating: 0)
  var radius = SIMD8<Float>(repeating: -1e30)

  /// Squared distance to the middle stretch of each capsule.
  @inline(__always)
  func squared(_ px: Float, _ py: Float, _ pz: Float) -> SIMD8<Float> {
    let wx = SIMD8(repeating: px) - x
    let wy = SIMD8(repeating: py) - y
    let wz = SIMD8(repeating: pz) - z
    var t = (wx * dx + wy * dy + wz * dz) * perSquared
    // Not `clamped`: that runs lane by lane.
    t.replace(with: 0, where: t .< 0)
    t.replace(with: 1, where: t .> 1)
    let ex = wx - t * dx
    let ey = wy - t * dy
    let ez = wz - t * dz
    return ex * ex + ey * ey + ez * ez
  }
}

/// A tree of capsules over consecutive segments; child `k` of node `i` is node `8 i + k` of the
/// level below, and on the lowest level segment `8 i + k`. So it needs no pointers.
struct LineTree {
  var nodes: [CapsuleNode] = []
  /// Where each level starts in `nodes`; the lowest comes first.
  var levelStart: [Int] = []
  /// Positions in the tree are counted from here, to keep single precision near the line.
  var origin: Vector3
  /// Largest rounding error of a single-precision distance near the line.
  var slackM: Double

  init(over segments: [LineSegment]) {
    let count = Double(max(segments.count, 1))
    origin = segments.reduce(Vector3(x: 0, y: 0, z: 0)) { $0 + $1.start * (1 / count) }
    let reach = segments.reduce(0.0) { [origin] in max($0, ($1.start - origin).length) }
    slackM = (reach + 2_000) * 1e-6
    var childCount = segments.count
    var span = 1
    repeat {
      levelStart.append(nodes.count)
      let nodeCount = (childCount + 7) / 8
      for node in 0..<nodeCount {
        var made = CapsuleNode()
        for lane in 0..<8 where (node * 8 + lane) * span < segments.count {
          let first = (node * 8 + lane) * span
          let last = min(first + span, segments.count)
          Capsule(around: segments[first..<last]).store(in: &made, lane, from: origin, slackM)
        }
        nodes.append(made)
      }
      childCount = nodeCount
      span *= 8
    } while childCount > 1
  }
}

/// A capsule before it is rounded to single precision.
private struct Capsule {
  var start: Vector3
  var delta: Vector3
  var radiusM: Double

  init(around segments: ArraySlice<LineSegment>) {
    guard let first = segments.first, let last = segments.last else {
      (start, delta, radiusM) = (Vector3(x: 0, y: 0, z: 0), Vector3(x: 0, y: 0, z: 0), 0)
      return
    }
    start = first.start
    delta = last.start + last.delta - start
    radiusM = 0
    let squared = delta.dot(delta)
    let perSquared = squared > 1 ? 1 / squared : 0
    var (low, high) = (start, start)
    for segment in segments {
      for point in [segment.start, segment.start + segment.delta] {
        let t = max(0, min(1, (point - start).dot(delta) * perSquared))
        radiusM = max(radiusM, (point - start - delta * t).length)
        low = Vector3(x: min(low.x, point.x), y: min(low.y, point.y), z: min(low.z, point.z))
        high = Vector3(x: max(high.x, point.x), y: max(high.y, point.y), z: max(high.z, point.z))
      }
    }
    // A ball, where the stretch turns back on itself or runs over several pieces.
    let ballM = (high - low).length / 2
    if ballM < radiusM || perSquared == 0 {
      (start, delta, radiusM) = ((low + high) * 0.5, Vector3(x: 0, y: 0, z: 0), ballM)
    }
  }

  func store(
    in node: inout CapsuleNode, _ lane: Int, from origin: Vector3, _ slackM: Double
  ) {
    let shifted = start - origin
    node.x[lane] = Float(shifted.x)
    node.y[lane] = Float(shifted.y)
    node.z[lane] = Float(shifted.z)
    node.dx[lane] = Float(delta.x)
    node.dy[lane] = Float(delta.y)
    node.dz[lane] = Float(delta.z)
    let squared = delta.dot(delta)
    node.perSquared[lane] = squared > 0 ? Float(1 / squared) : 0
    node.radius[lane] = Float(radiusM + slackM)
  }
}
