// From where should the search begin, so that it does not end in the mirror of the place?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

extension SoundScene {
  /// The places that arrival times fit without errors: none, one or two.
  ///
  /// Seen from the moving air the sensors move and the wind is gone; there the squared equations are
  /// linear in place, time and one more number, which a quadratic equation gives. With three times
  /// that is exact, with more it is least squares of the squared equations.
  ///
  /// Source: S. Bancroft, "An algebraic solution of the GPS equations", IEEE Trans. AES-21 (1985).
  func closedForm(_ rows: [SoundRow]) -> [SoundState] {
    let speed = air.speedMPerS
    let wind = air.wind
    let sourceUpM = sourceHeightM
    // Times in metres of sound; sums of the normal equations for two right sides.
    var m = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    var fixed = SIMD3<Double>.zero
    var free = SIMD3<Double>.zero
    for row in rows {
      let x = row.eastM - wind.eastMPerS * row.atS
      let y = row.northM - wind.northMPerS * row.atS
      let t = -speed * row.atS
      let upM = row.upM - sourceUpM
      let half = (x * x + y * y + upM * upM - t * t) / 2
      m.0 += x * x
      m.1 += x * y
      m.2 += x * t
      m.3 += y * y
      m.4 += y * t
      m.5 += t * t
      let line = SIMD3(x, y, t)
      fixed += line * half
      free += line * 0.5
    }
    let c0 = m.3 * m.5 - m.4 * m.4
    let c1 = m.2 * m.4 - m.1 * m.5
    let c2 = m.1 * m.4 - m.2 * m.3
    let determinant = m.0 * c0 + m.1 * c1 + m.2 * c2
    guard determinant.magnitude > 1e-12 * m.0 * m.3 * m.5, determinant != 0 else { return [] }
    let c3 = m.0 * m.5 - m.2 * m.2
    let c4 = m.1 * m.2 - m.0 * m.4
    let c5 = m.0 * m.3 - m.1 * m.1
    func solved(_ v: SIMD3<Double>) -> SIMD3<Double> {
      SIMD3(
        c0 * v.x + c1 * v.y + c2 * v.z, c1 * v.x + c3 * v.y + c4 * v.z,
        c2 * v.x + c4 * v.y + c5 * v.z) / determinant
    }
    let p = solved(fixed)
    let q = solved(free)
    // λ = <p + λ q, p + λ q> with the sign of the time turned.
    let a = q.x * q.x + q.y * q.y - q.z * q.z
    let b = 2 * (p.x * q.x + p.y * q.y - p.z * q.z) - 1
    let c = p.x * p.x + p.y * p.y - p.z * p.z
    let root = max(0, b * b - 4 * a * c).squareRoot()
    let larger = b < 0 ? -b + root : -b - root
    guard larger != 0 else { return [] }
    var states: [SoundState] = []
    for factor in [a != 0 ? larger / (2 * a) : .infinity, 2 * c / larger] {
      let u = p + q * factor
      let originS = u.z / speed
      let eastM = u.x + wind.eastMPerS * originS
      let northM = u.y + wind.northMPerS * originS
      guard eastM.isFinite, northM.isFinite, originS.isFinite else { continue }
      states.append(SoundState(eastM: eastM, northM: northM, originS: originS))
    }
    return states
  }

  /// Places to begin from, the best first, at most `count`.
  func starts(_ rows: [SoundRow], count: Int) -> [SoundState] {
    var places: [(Double, Double)] = closedForm(rows).map { ($0.eastM, $0.northM) }
    places += places.map { mirrored($0, rows) }
    for row in rows.filter(\.hasBearing).prefix(4) {
      for step in 0..<14 {
        let distanceM = 40 * Double(1 << step / 2) * (step % 2 == 0 ? 1 : 1.5) * 2.2
        places.append(
          (
            row.eastM + distanceM * sin(row.bearingRad),
            row.northM + distanceM * cos(row.bearingRad)
          ))
      }
    }
    let spreadM = rows.reduce(500) { max($0, max(abs($1.eastM), abs($1.northM))) }
    for ring in [0.3, 0.9, 2.2] {
      for step in 0..<8 {
        let angle = Double(step) * .pi / 4 + ring
        places.append((ring * spreadM * sin(angle), ring * spreadM * cos(angle)))
      }
    }
    var ranked: [(cost: Double, state: SoundState)] = []
    for (index, place) in places.enumerated() {
      let (cost, originS) = crudeCost(place, rows)
      // The closed form is tried in any case.
      let bonus = index < 2 ? 0.25 : 1
      ranked.append(
        (cost * bonus, SoundState(eastM: place.0, northM: place.1, originS: originS)))
    }
    ranked.sort { ($0.cost, $0.state.eastM) < ($1.cost, $1.state.eastM) }
    var chosen: [SoundState] = []
    for (_, state) in ranked where chosen.count < count {
      let isNew = chosen.allSatisfy {
        abs($0.eastM - state.eastM) + abs($0.northM - state.northM) > spreadM / 10
      }
      if isNew { chosen.append(state) }
    }
    return chosen
  }

  /// The place on the other side of the sensors' long axis: sensors in a line cannot tell the two.
  func mirrored(_ place: (Double, Double), _ rows: [SoundRow]) -> (Double, Double) {
    let count = Double(rows.count)
    let east = rows.reduce(0) { $0 + $1.eastM } / count
    let north = rows.reduce(0) { $0 + $1.northM } / count
    var ee = 0.0
    var en = 0.0
    var nn = 0.0
    for row in rows {
      ee += (row.eastM - east) * (row.eastM - east)
      en += (row.eastM - east) * (row.northM - north)
      nn += (row.northM - north) * (row.northM - north)
    }
    let axisRad = atan2(2 * en, nn - ee) / 2
    let (axisEast, axisNorth) = (sin(axisRad), cos(axisRad))
    let (dx, dy) = (place.0 - east, place.1 - north)
    let along = dx * axisEast + dy * axisNorth
    return (east + 2 * along * axisEast - dx, north + 2 * along * axisNorth - dy)
  }

  /// Sum of squares at a place with the best time for it.
  private func crudeCost(_ place: (Double, Double), _ rows: [SoundRow]) -> (Double, Double) {
    let wind = air.wind
    var weights = 0.0
    var mean = 0.0
    var squares = 0.0
    var turning = 0.0
    func add(_ originS: Double, _ sigmaS: Double) {
      let weight = 1 / (sigmaS * sigmaS)
      weights += weight
      let before = originS - mean
      mean += weight / weights * before
      squares += weight * before * (originS - mean)
    }
    for row in rows {
      let eastM = row.eastM - place.0
      let northM = row.northM - place.1
      let travelS = SoundAir.travelS(
        eastM, northM, 0, speed: air.speedMPerS, wind.eastMPerS, wind.northMPerS)
      add(row.atS - travelS, row.sigmaS + 0.01 * travelS)
      guard row.hasBearing else { continue }
      let off = (row.bearingRad - atan2(-eastM, -northM)).remainder(dividingBy: 2 * .pi)
      turning += off * off / (row.bearingSigmaRad * row.bearingSigmaRad + 1e-4)
    }
    if hasFlash { add(flashS, flashSigmaS) }
    return (squares + turning, mean)
  }
}
