// Which edges of a drawing cross, without comparing each with each?
//
// SPDX-License-Identifier: Apache-2.0

/// Compares the edges within each cell of a grid. Edges are straight in longitude and latitude, and
/// the test is exact for edges up to 4 degrees long: on coordinates of 1e-7 degree, as zones are kept.
struct CrossingSearch {
  private struct Edge {
    let from: Vertex
    let to: Vertex
    let place: GeometryPlace
    /// The edges that may share an end with this one.
    var before: Int32
    var after: Int32
  }

  private var edges: [Edge] = []

  init(_ pieces: [[GeoPoint]], isRing: Bool) {
    var open: (last: Int32, end: Vertex)?
    for (number, piece) in pieces.enumerated() {
      let first = Int32(edges.count)
      append(piece, isRing ? nil : number)
      let last = Int32(edges.count) - 1
      guard last >= first else { continue }
      let isClosed = edges[Int(first)].from == edges[Int(last)].to
      edges[Int(first)].before = isClosed ? last : -1
      edges[Int(last)].after = isClosed ? first : -1
      // A piece that goes on where the last one ended touches it there, and may.
      if let open, !isClosed, open.end == edges[Int(first)].from {
        edges[Int(first)].before = open.last
        edges[Int(open.last)].after = first
      }
      open = isClosed ? nil : (last, edges[Int(last)].to)
    }
  }

  private mutating func append(_ piece: [GeoPoint], _ number: Int?) {
    let vertices = piece.map {
      Vertex(x: FixedPoint.rounded($0.longitudeDeg), y: FixedPoint.rounded($0.latitudeDeg))
    }
    for i in vertices.indices.dropLast() where vertices[i] != vertices[i + 1] {
      let at = Int32(edges.count)
      edges.append(
        Edge(
          from: vertices[i], to: vertices[i + 1], place: GeometryPlace(piece: number, index: i),
          before: at - 1, after: at + 1))
    }
  }

  func faults() -> [GeometryFault] {
    guard let first = edges.first else { return [] }
    var (low, high) = (first.from, first.from)
    for edge in edges {
      for end in [edge.from, edge.to] {
        low = Vertex(x: min(low.x, end.x), y: min(low.y, end.y))
        high = Vertex(x: max(high.x, end.x), y: max(high.y, end.y))
      }
    }
    let grid = ZoneGrid(low: low, high: high, cellCount: max(16, edges.count * 2))
    var pairs: [(cell: Int, edge: Int32)] = []
    for (index, edge) in edges.enumerated() {
      grid.forEachCell(from: edge.from, to: edge.to) { column, row in
        pairs.append((row * grid.columnCount + column, Int32(index)))
      }
    }
    pairs.sort { $0 < $1 }
    return crossings(pairs).sorted { ($0.first, $0.second) < ($1.first, $1.second) }.map {
      .selfCrossing(
        first: edges[Int($0.first)].place, second: edges[Int($0.second)].place, at: $0.at)
    }
  }

  private struct Found {
    let first: Int32
    let second: Int32
    let at: GeoPoint
  }

  private func crossings(_ pairs: [(cell: Int, edge: Int32)]) -> [Found] {
    var known: Set<UInt64> = []
    var found: [Found] = []
    var start = 0
    while start < pairs.count {
      var end = start
      while end < pairs.count, pairs[end].cell == pairs[start].cell { end += 1 }
      for i in start..<end {
        for j in i + 1..<max(end, i + 1) {
          let (first, second) = (pairs[i].edge, pairs[j].edge)
          guard let at = meeting(first, second) else { continue }
          if known.insert(UInt64(first) << 32 | UInt64(second)).inserted {
            found.append(Found(first: first, second: second, at: at))
          }
        }
      }
      start = end
    }
    return found
  }

  /// Where two edges meet, when they should not.
  private func meeting(_ first: Int32, _ second: Int32) -> GeoPoint? {
    let a = edges[Int(first)]
    let b = edges[Int(second)]
    guard min(a.from.x, a.to.x) <= max(b.from.x, b.to.x),
      min(b.from.x, b.to.x) <= max(a.from.x, a.to.x),
      min(a.from.y, a.to.y) <= max(b.from.y, b.to.y),
      min(b.from.y, b.to.y) <= max(a.from.y, a.to.y)
    else { return nil }
    if a.after == second || b.after == first { return fold(a, b, isAfter: a.after == second) }
    let fromA = turn(b.from, b.to, a.from)
    let toA = turn(b.from, b.to, a.to)
    let fromB = turn(a.from, a.to, b.from)
    let toB = turn(a.from, a.to, b.to)
    guard (fromA > 0) != (toA > 0) || fromA == 0 || toA == 0,
      (fromB > 0) != (toB > 0) || fromB == 0 || toB == 0
    else { return nil }
    let t = fromA == toA ? 0 : fromA / (fromA - toA)
    return point(
      Double(a.from.x) + t * (Double(a.to.x) - Double(a.from.x)),
      Double(a.from.y) + t * (Double(a.to.y) - Double(a.from.y)))
  }

  /// Neighbours meet at their common end; it is a fault only when the second runs back on the first.
  private func fold(_ a: Edge, _ b: Edge, isAfter: Bool) -> GeoPoint? {
    let (one, two) = isAfter ? (a, b) : (b, a)
    guard one.to == two.from, turn(one.from, one.to, two.to) == 0 else { return nil }
    let along =
      (Double(one.to.x) - Double(one.from.x)) * (Double(two.to.x) - Double(two.from.x))
      + (Double(one.to.y) - Double(one.from.y)) * (Double(two.to.y) - Double(two.from.y))
    return along < 0 ? point(Double(two.from.x), Double(two.from.y)) : nil
  }

  private func point(_ x: Double, _ y: Double) -> GeoPoint {
    GeoPoint(latitudeDeg: y / FixedPoint.perDeg, longitudeDeg: x / FixedPoint.perDeg)
  }

  /// Positive when `c` is to the left of the way from `a` to `b`.
  private func turn(_ a: Vertex, _ b: Vertex, _ c: Vertex) -> Double {
    (Double(b.x) - Double(a.x)) * (Double(c.y) - Double(a.y))
      - (Double(b.y) - Double(a.y)) * (Double(c.x) - Double(a.x))
  }
}
