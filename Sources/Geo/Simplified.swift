// Which points does a drawing need? Lines with the points left out that do not show.
//
// SPDX-License-Identifier: Apache-2.0

/// The ends of a path and those of its points that a straight line would miss by more than the
/// tolerance (Douglas and Peucker, 1973), for drawing only: measuring uses the whole path.
///
/// - Parameter toleranceM: metres.
public func simplified(_ path: [GeoPoint], toleranceM: Double) -> [GeoPoint] {
  guard path.count > 2 else { return path }
  let plane = LocalPlane(origin: path[path.count / 2])
  let metres = path.map { plane.metres($0) }
  var isKept = [Bool](repeating: false, count: path.count)
  isKept[0] = true
  isKept[path.count - 1] = true
  // A ring's ends are one point, from which every distance is the same: it is cut in two.
  var open = path.first == path.last ? halves(metres) : [(0, path.count - 1)]
  for (first, last) in open {
    isKept[first] = true
    isKept[last] = true
  }
  while let (first, last) = open.popLast() {
    var worst = (index: first, squared: toleranceM * toleranceM)
    for index in (first + 1)..<max(first + 1, last) {
      let squared = squaredDistance(metres[index], metres[first], metres[last])
      if squared > worst.squared { worst = (index, squared) }
    }
    guard worst.index > first else { continue }
    isKept[worst.index] = true
    open.append((first, worst.index))
    open.append((worst.index, last))
  }
  return zip(path, isKept).filter(\.1).map(\.0)
}

private func halves(_ metres: [(eastM: Double, northM: Double)]) -> [(Int, Int)] {
  var farthest = (index: 0, squared: 0.0)
  for index in metres.indices {
    let squared = squaredDistance(metres[index], metres[0], metres[0])
    if squared > farthest.squared { farthest = (index, squared) }
  }
  return [(0, farthest.index), (farthest.index, metres.count - 1)]
}

/// From a point to the segment between two others.
private func squaredDistance(
  _ point: (eastM: Double, northM: Double), _ start: (eastM: Double, northM: Double),
  _ end: (eastM: Double, northM: Double)
) -> Double {
  let east = end.eastM - start.eastM
  let north = end.northM - start.northM
  let lengthSquared = east * east + north * north
  let along =
    lengthSquared == 0
    ? 0
    : min(
      1,
      max(
        0,
        ((point.eastM - start.eastM) * east + (point.northM - start.northM) * north)
          / lengthSquared))
  let offEast = point.eastM - start.eastM - along * east
  let offNorth = point.northM - start.northM - along * north
  return offEast * offEast + offNorth * offNorth
}
