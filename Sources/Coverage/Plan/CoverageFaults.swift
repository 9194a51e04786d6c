// What is wrong with a plan before it is reckoned: where, why, and what to write?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// A fault of a plan's input.
public struct CoverageFault: Hashable, Sendable, CustomStringConvertible {
  /// The asset and the property, `R-1.table`.
  public let place: String
  public let message: String
  public let next: String
  /// The plan can be reckoned all the same, with what is missing left out.
  public let isWarning: Bool

  public var description: String { "\(place): \(message) \(next)" }
}

extension CoveragePlan {
  /// All faults, in the order of the assets.
  public var faults: [CoverageFault] {
    var list = FaultCollector(plan: self)
    var seen: Set<String> = []
    for asset in assets {
      if !seen.insert(asset.id).inserted {
        list.add(asset.id, "id", "stands twice.", "Give one of them another id.")
      }
      list.check(asset)
    }
    for spell in weather.fog { list.check(spell, "weather.fog") }
    return list.faults
  }
}

private struct FaultCollector {
  let plan: CoveragePlan
  var faults: [CoverageFault] = []

  private var lineKm: Double { plan.ground.cells.lengthM / 1_000 }

  mutating func add(
    _ id: String, _ key: String, _ message: String, _ next: String, isWarning: Bool = false
  ) {
    faults.append(
      CoverageFault(place: "\(id).\(key)", message: message, next: next, isWarning: isWarning))
  }

  mutating func check(_ asset: CoverageAsset) {
    let id = asset.id
    switch asset.reach {
    case .radar(let radar): check(radar, id)
    case .camera(let camera):
      check(camera.place, id)
      check(camera.sight, id, mostM: 60_000)
      if !(0...360).contains(camera.fieldDeg) || camera.fieldDeg == 0 {
        add(id, "fieldDeg", "\(camera.fieldDeg) is no field of view.", "Write degrees, 0 to 360.")
      }
    case .microphone(let microphone): check(microphone, id)
    case .patrol(let route): check(route, id)
    case .orbit(let orbit, let place, let sight):
      check(place, id)
      check(sight, id, mostM: 60_000)
      check(orbit, id)
    case .stretch(let km, _): checkKm(km, id, "km")
    case .sector(let name, _): checkSector(name, id)
    }
    if case .reach(let share) = asset.underJamming, !(0...1).contains(share) {
      add(
        id, "underJamming", "\(share) is no share of the reach.",
        "Write 0.3 for 30 percent.")
    }
  }

  mutating func check(_ spell: LineSpell, _ place: String) { checkKm(spell.km, place, "km") }

  private mutating func check(_ place: GeoPoint, _ id: String) {
    if !place.isOnEarth {
      add(
        id, "place", "\(place.latitudeDeg)°, \(place.longitudeDeg)° is not on Earth.",
        "Write degrees, latitude from -90 to 90.")
    }
  }

  private mutating func checkKm(_ km: ClosedRange<Double>, _ id: String, _ key: String) {
    guard km.lowerBound < 0 || km.upperBound > lineKm + plan.ground.cells.cellLengthM / 1_000
    else { return }
    add(
      id, key, "km \(km.lowerBound) to \(km.upperBound) is not on the line of \(lineKm.tenths) km.",
      "Write kilometres from the beginning of the line, not metres.")
  }

  private mutating func checkSector(_ name: String, _ id: String) {
    let known = plan.ground.sectors.map(\.id)
    guard !known.contains(name) else { return }
    add(
      id, "sector", "there is no sector '\(name)'.",
      known.isEmpty ? "Draw sectors first." : "Known: \(known.joined(separator: ", ")).")
  }

  /// Metres that are kilometres, or the other way round, fall outside of what such a means can see.
  private mutating func check(_ sight: SightM, _ id: String, mostM: Double) {
    for (key, value) in [("day", sight.day), ("night", sight.night), ("fog", sight.fog)] {
      if value < 0 || !value.isFinite {
        add(id, "sight.\(key)", "\(value) is no distance.", "Write metres, 0 for not at all.")
      } else if value > 0, value < 50 || value > mostM {
        add(
          id, "sight.\(key)", "\(value) m is outside of 50 m to \(mostM.tenths) m.",
          "Write metres, not kilometres.")
      }
    }
    if sight.fog > max(sight.day, sight.night) {
      add(
        id, "sight.fog", "it sees farther in fog than without.", "Exchange the ranges.")
    }
    if sight.night > sight.day {
      add(
        id, "sight.night", "it sees farther by night than by day.",
        "Exchange them, unless it is so.", isWarning: true)
    }
  }

  private mutating func check(_ radar: Radar, _ id: String) {
    check(radar.place, id)
    if !(0.5...500).contains(radar.antennaHeightM) {
      add(
        id, "antennaHeightM", "\(radar.antennaHeightM) m is no height of a mast above its ground.",
        "Write metres above the ground, not above the sea or in feet.")
    }
    if radar.table.isEmpty {
      add(id, "table", "the range table is empty.", "Add a row: height of the target and range.")
    }
    for (low, high) in zip(radar.table, radar.table.dropFirst()) {
      if low.targetHeightM >= high.targetHeightM {
        add(
          id, "table", "height \(low.targetHeightM) m stands before \(high.targetHeightM) m.",
          "Order the rows by height, each once.")
      } else if low.rangeM > high.rangeM {
        add(
          id, "table",
          "at \(low.targetHeightM) m it reaches farther than at \(high.targetHeightM) m.",
          "The range is upside down: exchange the rows.")
      }
    }
    for row in radar.table where !(500...600_000).contains(row.rangeM) {
      add(
        id, "table", "\(row.rangeM) m is no range of a radar.", "Write metres, not kilometres.")
    }
    guard let terrain = plan.terrain, radar.place.isOnEarth else { return }
    let reachM = min(600_000, max(0, radar.tableRangeM(targetHeightM: plan.targetHeightM)))
    let missing = terrain.missingTiles(around: radar.place, reachM: reachM)
    if !missing.isEmpty {
      add(
        id, "terrain",
        "no heights are known in \(missing.joined(separator: ", ")); shadows there are left out.",
        "Put these files beside the others.", isWarning: true)
    }
  }

  private mutating func check(_ microphone: Microphone, _ id: String) {
    check(microphone.place, id)
    if microphone.table.isEmpty {
      add(id, "table", "the range table is empty.", "Add a row: wind, noise and range.")
    }
    for row in microphone.table where !(50...60_000).contains(row.rangeM) {
      add(
        id, "table", "\(row.rangeM) m is no range of a microphone.", "Write metres.")
    }
    let rows = microphone.table
    for calm in rows {
      for loud in rows
      where loud.windMaxMPerS >= calm.windMaxMPerS && loud.noise.order >= calm.noise.order
        && loud.rangeM > calm.rangeM
      {
        add(
          id, "table",
          "at \(loud.windMaxMPerS) m/s and \(loud.noise.rawValue) noise it hears farther than at "
            + "\(calm.windMaxMPerS) m/s and \(calm.noise.rawValue) noise.",
          "The range is upside down: exchange the rows.")
      }
    }
  }

  private mutating func check(_ route: PatrolRoute, _ id: String) {
    checkKm(route.km, id, "km")
    check(route.sight, id, mostM: 30_000)
    if !(0.5...120).contains(route.speedKmPerH) {
      add(
        id, "speedKmPerH", "\(route.speedKmPerH) km/h is no speed of a patrol.",
        "Write kilometres an hour, not metres a second.")
    }
  }

  private mutating func check(_ orbit: UAVOrbit, _ id: String) {
    if !(0...1).contains(orbit.availability) || orbit.availability == 0 {
      add(
        id, "availability", "\(orbit.availability) is no share from 0 to 1.",
        "Write 0.7 for 70 percent.")
    }
    if !(300...172_800).contains(orbit.enduranceS) {
      add(
        id, "enduranceS", "\(orbit.enduranceS) s is no time in the air.",
        "Write seconds, not hours or minutes.")
    } else if orbit.transitS >= orbit.enduranceS {
      add(
        id, "transitS",
        "out and back take \(orbit.transitS) s of \(orbit.enduranceS) s: nothing is left on station.",
        "Start nearer, or take an aircraft that stays up longer.")
    }
    if orbit.transitS < 0 || orbit.turnaroundS < 0 || orbit.aircraft < 0 {
      add(id, "orbit", "a time or number is negative.", "Write 0 or more.")
    }
  }
}

extension Double {
  /// With one digit behind the point, for sentences.
  fileprivate var tenths: Double { (self * 10).rounded() / 10 }
}
