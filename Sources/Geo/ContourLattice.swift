// Where does the border of an offset zone run, roughly?
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A lattice over the zone, of which only the cells that the border runs through are looked at.
///
/// A quadtree finds them: a square whose middle is farther from the border than its corners are
/// from its middle cannot touch the border. From cell to cell the border is then followed, so that
/// every ring closes (marching squares).
struct ContourLattice {
  /// A lattice edge that the border crosses: eastwards or northwards from a corner.
  struct Crossing: Hashable, Comparable {
    let column: Int32
    let row: Int32
    let isNorthward: Bool

    static func < (a: Self, b: Self) -> Bool {
      (a.row, a.column, a.isNorthward ? 1 : 0) < (b.row, b.column, b.isNorthward ? 1 : 0)
    }
  }

  private struct Corner: Hashable {
    let column: Int32
    let row: Int32
  }

  private let field: OffsetField
  private let south: Double
  private let west: Double
  private let latitudeStepDeg: Double
  private let longitudeStepDeg: Double
  private let stepM: Double
  private let side: Int32
  private var isInside: [Corner: Bool] = [:]
  private var visited: Set<Corner> = []
  private var next: [Crossing: Crossing] = [:]

  init(over field: OffsetField) {
    self.field = field
    let box = Box(of: field.line, marginM: field.offsetM * 1.05)
    var stepM = field.offsetM / 32
    if field.side != .both {
      // The line itself is a border here: cells no larger than most of its segments.
      let lengths = field.line.segments.map(\.lengthM).sorted()
      stepM = max(field.offsetM / 500, min(stepM, lengths[lengths.count / 2]))
    }
    self.stepM = stepM
    south = box.south
    west = box.west
    latitudeStepDeg = stepM / 111_700
    longitudeStepDeg = stepM / (111_330 * max(0.01, cos(box.leastLatitudeDeg * Angles.radPerDeg)))
    let across = max(
      (box.north - south) / latitudeStepDeg, (box.east - west) / longitudeStepDeg)
    var side: Int32 = 1
    while Double(side) < across { side *= 2 }
    self.side = side
  }

  private func point(_ column: Double, _ row: Double) -> GeoPoint {
    GeoPoint(
      latitudeDeg: south + row * latitudeStepDeg, longitudeDeg: west + column * longitudeStepDeg)
  }

  private mutating func isIn(_ column: Int32, _ row: Int32) -> Bool {
    let corner = Corner(column: column, row: row)
    if let known = isInside[corner] { return known }
    let value = field(point(Double(column), Double(row))) >= 0
    isInside[corner] = value
    return value
  }

  /// Finds all cells on the border and joins their crossings.
  mutating func follow() {
    var pending: [Corner] = []
    seed(0, 0, side, &pending)
    while let cell = pending.popLast() {
      guard visited.insert(cell).inserted else { continue }
      join(cell, &pending)
    }
  }

  private mutating func seed(
    _ column: Int32, _ row: Int32, _ size: Int32, _ found: inout [Corner]
  ) {
    let half = Double(size) / 2
    let middle = point(Double(column) + half, Double(row) + half)
    guard abs(field(middle)) <= half * stepM * 1.43 else { return }
    if size == 1 {
      found.append(Corner(column: column, row: row))
      return
    }
    let part = size / 2
    seed(column, row, part, &found)
    seed(column + part, row, part, &found)
    seed(column, row + part, part, &found)
    seed(column + part, row + part, part, &found)
  }

  /// Joins the crossings of one cell, inside to the left, and calls for the cells beyond them.
  private mutating func join(_ cell: Corner, _ pending: inout [Corner]) {
    let (c, r) = (cell.column, cell.row)
    let corners = [isIn(c, r), isIn(c + 1, r), isIn(c + 1, r + 1), isIn(c, r + 1)]
    let sides = [
      Crossing(column: c, row: r, isNorthward: false),
      Crossing(column: c + 1, row: r, isNorthward: true),
      Crossing(column: c, row: r + 1, isNorthward: false),
      Crossing(column: c, row: r, isNorthward: true),
    ]
    let beyond = [
      Corner(column: c, row: r - 1), Corner(column: c + 1, row: r),
      Corner(column: c, row: r + 1), Corner(column: c - 1, row: r),
    ]
    // Going round anticlockwise, the border leaves where inside ends and enters where it starts.
    var leaving: [Int] = []
    var entering: [Int] = []
    for i in 0..<4 where corners[i] != corners[(i + 1) % 4] {
      if corners[i] { entering.append(i) } else { leaving.append(i) }
      pending.append(beyond[i])
    }
    if entering.count == 1 {
      next[sides[entering[0]]] = sides[leaving[0]]
    } else if entering.count == 2 {
      let isMiddleIn = field(point(Double(c) + 0.5, Double(r) + 0.5)) >= 0
      for from in entering {
        next[sides[from]] = sides[(from + (isMiddleIn ? 1 : 3)) % 4]
      }
    }
  }

  /// The rings, each from crossing to crossing, not closed.
  func loops() -> [[GeoPoint]] {
    var done: Set<Crossing> = []
    var loops: [[GeoPoint]] = []
    for start in next.keys.sorted() where !done.contains(start) {
      var loop: [GeoPoint] = []
      var at = start
      while done.insert(at).inserted {
        loop.append(place(of: at))
        guard let following = next[at] else { break }
        at = following
      }
      if loop.count >= 3 { loops.append(loop) }
    }
    return loops
  }

  /// Halves the lattice edge until the border is known to `precisionM`.
  private func place(of crossing: Crossing) -> GeoPoint {
    let (column, row) = (Double(crossing.column), Double(crossing.row))
    let from = point(column, row)
    let to = crossing.isNorthward ? point(column, row + 1) : point(column + 1, row)
    return field.border(between: from, isInside: field(from) >= 0, to, lengthM: stepM)
  }
}

/// What the line spans, in degrees that do not jump at the date line.
private struct Box {
  var south = 90.0
  var north = -90.0
  var west = Double.infinity
  var east = -Double.infinity

  init(of line: LineIndex, marginM: Double) {
    var origin: Double?
    for segment in line.segments {
      for end in [segment.start, segment.start + segment.delta] {
        let point = GeoPoint(onSurface: end)
        let from = origin ?? point.longitudeDeg
        origin = from
        let east = from + (point.longitudeDeg - from).remainder(dividingBy: 360)
        (self.west, self.east) = (min(west, east), max(self.east, east))
        (south, north) = (min(south, point.latitudeDeg), max(north, point.latitudeDeg))
      }
    }
    south -= marginM / 110_500
    north += marginM / 110_500
    let most = max(abs(south), abs(north))
    let marginDeg = marginM / (111_300 * max(0.01, cos(most * Angles.radPerDeg)))
    (west, east) = (west - marginDeg, east + marginDeg)
  }

  var leastLatitudeDeg: Double { south <= 0 && north >= 0 ? 0 : min(abs(south), abs(north)) }
}
