// Worlds with known truth: what the tracker finds, and what it does with bad input.
//
// SPDX-License-Identifier: Apache-2.0

import Making
import Testing

@testable import Tracks

struct TrackerTests {
  private typealias Thing = PlaneWorld.Thing

  private static let crossing: [Thing] = (0..<12).map { index in
    let angle = Double(index) * 0.52
    return Thing(
      x: 6_000 * TrackMath.cosine(angle), y: 6_000 * TrackMath.sine(angle),
      vx: -40 * TrackMath.cosine(angle + 0.1), vy: -40 * TrackMath.sine(angle + 0.1))
  }

  /// Runs a world with one sensor; gives back the tracks of each scan.
  private func run(
    _ world: inout PlaneWorld, _ sensor: TrackingSensor, scanCount: Int
  ) throws -> [[TrackEstimate]] {
    var order = TimeOrder(
      try Tracker(sensors: [sensor], settings: PlaneWorld.settings()), lagS: 0)
    return (0..<scanCount).map { scan in
      let timeS = Double(scan) * sensor.revisitS
      _ = order.take(world.scan(sensor, id: scan, atS: timeS))
      return order.tracks(atS: timeS)
    }
  }

  /// The track nearest to a thing, and how far.
  private func nearest(
    _ thing: Thing, _ tracks: [TrackEstimate], atS timeS: Double
  ) -> (id: Int, distanceM: Double)? {
    let place = thing.at(timeS)
    return tracks.map { track in
      let dx = track.eastM - place.x
      let dy = track.northM - place.y
      return (track.id, (dx * dx + dy * dy).squareRoot())
    }.min { $0.1 < $1.1 }
  }

  @Test(arguments: 1...5)
  func `crossing things keep their tracks, and nothing else is shown for long`(seed: Int) throws {
    var world = PlaneWorld(Self.crossing, seed: UInt64(seed))
    let tracks = try run(&world, PlaneWorld.positions(), scanCount: 100)
    for thing in Self.crossing {
      let early = try #require(nearest(thing, tracks[10], atS: 20))
      let late = try #require(nearest(thing, tracks[99], atS: 198))
      #expect(early.distanceM < 80 && late.distanceM < 80)
      #expect(early.id == late.id)
    }
    let falseCount = tracks[10...].reduce(0) { $0 + max(0, $1.count - Self.crossing.count) }
    #expect(falseCount <= 9, "\(falseCount) false tracks in 90 scans")
  }

  @Test func `stated errors hold: squared errors in sigmas average to their number`() throws {
    var sum = 0.0
    var count = 0
    for seed in 1...6 {
      var world = PlaneWorld(Self.crossing, seed: UInt64(100 + seed))
      let tracks = try run(&world, PlaneWorld.positions(), scanCount: 100)
      for scan in stride(from: 20, to: 100, by: 5) {
        let timeS = Double(scan) * 2
        for thing in Self.crossing {
          guard let near = nearest(thing, tracks[scan], atS: timeS), near.distanceM < 100,
            let track = tracks[scan].first(where: { $0.id == near.id })
          else { continue }
          let place = thing.at(timeS)
          let e = track.eastM - place.x
          let f = track.northM - place.y
          let p = track.positionCovarianceM2
          sum += (p.z * e * e - 2 * p.y * e * f + p.x * f * f) / (p.x * p.z - p.y * p.y)
          count += 1
        }
      }
    }
    let mean = sum / Double(count)
    // Two degrees of freedom. Truth is straight, and the filter allows for turns, so it may be blunter
    // than it must; above the band it would be overconfident.
    #expect(count > 1_000)
    #expect(mean > 1 && mean < 2.2, "\(mean)")
  }

  @Test func `a column of vehicles is not read backwards`() throws {
    let vehicles = (0..<8).map { Thing(x: -2_000 - 75 * Double($0), y: 300, vx: 15, vy: 0) }
    var wrong = 0
    for seed in 1...5 {
      var world = PlaneWorld(vehicles, seed: UInt64(seed))
      let tracks = try run(&world, PlaneWorld.positions(pd: 0.75, sigmaM: 18), scanCount: 40)
      wrong += tracks[39].filter { abs($0.eastMPS - 15) > 6 }.count
      #expect(tracks[39].count >= 7 && tracks[39].count <= 9)
    }
    #expect(wrong <= 2, "\(wrong) of 40")
  }

  @Test func `a radar's bias is found from what a sensor without bias sees too`() throws {
    let sensors = [PlaneWorld.radar(-9_000, -9_000, hasBias: true), PlaneWorld.positions()]
    var order = TimeOrder(
      try Tracker(sensors: sensors, settings: PlaneWorld.settings()), lagS: 0)
    var world = PlaneWorld(Self.crossing, seed: 3)
    for step in 0..<60 {
      let timeS = Double(step) * 2
      _ = order.take(world.scan(sensors[1], index: 1, id: 2 * step, atS: timeS))
      _ = order.take(
        world.scan(
          sensors[0], id: 2 * step + 1, atS: timeS + 0.5, biasM: 90, biasRad: -0.008))
    }
    let found = order.tracker.registrations[0]
    #expect(abs(found.rangeBiasM - 90) < 8)
    #expect(abs(found.bearingBiasRad + 0.008) < 0.0006)
    #expect(order.tracks(atS: 118.5).count == Self.crossing.count)
  }

  @Test func `late scans change nothing but the time at which they count`() throws {
    let sensors = [PlaneWorld.positions(), PlaneWorld.radar(-9_000, 0)]
    var world = PlaneWorld(Self.crossing, seed: 11)
    var scans: [Scan] = []
    for step in 0..<50 {
      let timeS = Double(step) * 2
      scans.append(world.scan(sensors[0], id: 2 * step, atS: timeS))
      scans.append(world.scan(sensors[1], index: 1, id: 2 * step + 1, atS: timeS + 0.7))
    }
    func tracks(_ scans: [Scan], askEvery: Int) throws -> [TrackEstimate] {
      var order = TimeOrder(
        try Tracker(sensors: sensors, settings: PlaneWorld.settings()), lagS: 12)
      for (index, scan) in scans.enumerated() {
        #expect(order.take(scan) == .taken(leftOutCount: 0))
        if index % askEvery == 0 { _ = order.tracks(atS: scan.timeS - 12) }
      }
      return order.tracks(atS: 100)
    }
    // Each scan up to five places later than it should be, which is less than the lag.
    var random = Seeded(5)
    let shuffled = scans.enumerated().map { ($0 + Int.random(in: 0...5, using: &random), $1) }
      .sorted { $0.0 < $1.0 }.map(\.1)
    #expect(shuffled != scans)
    let expected = try tracks(scans, askEvery: 1_000)
    #expect(!expected.isEmpty)
    #expect(try tracks(shuffled, askEvery: 7) == expected)
  }

  @Test func `the same scans give the same tracks`() throws {
    var first = PlaneWorld(Self.crossing, seed: 9)
    var second = PlaneWorld(Self.crossing, seed: 9)
    let sensor = PlaneWorld.positions()
    #expect(
      try run(&first, sensor, scanCount: 60) == (try run(&second, sensor, scanCount: 60)))
  }

  @Test func `a sensor that began over an empty field finds what comes later`() throws {
    let sensor = PlaneWorld.positions(pd: 0.8, clutterPerScan: 600)
    var order = TimeOrder(
      try Tracker(sensors: [sensor], settings: PlaneWorld.settings()), lagS: 0)
    var empty = PlaneWorld([], seed: 21)
    for step in 0..<20 { _ = order.take(empty.scan(sensor, id: step, atS: Double(step) * 2)) }
    #expect(order.tracks(atS: 38).isEmpty)
    var world = PlaneWorld(Self.crossing, seed: 22)
    for step in 20..<50 { _ = order.take(world.scan(sensor, id: step, atS: Double(step) * 2)) }
    let tracks = order.tracks(atS: 98)
    let found = Self.crossing.count { thing in
      nearest(thing, tracks, atS: 98).map { $0.distanceM < 100 } ?? false
    }
    #expect(found >= 11 && tracks.count <= 13, "\(found) of 12, \(tracks.count) tracks")
  }

  @Test(arguments: [0.33, 3])
  func `clutter that is told wrongly is corrected by the scans`(factor: Double) throws {
    var told = PlaneWorld.positions(clutterPerScan: 60 * factor)
    told.clutterPerScan = 60 * factor
    let real = PlaneWorld.positions(clutterPerScan: 60)
    var order = TimeOrder(try Tracker(sensors: [told], settings: PlaneWorld.settings()), lagS: 0)
    var world = PlaneWorld(Self.crossing, seed: 31)
    var counts: [Int] = []
    for step in 0..<60 {
      _ = order.take(world.scan(real, id: step, atS: Double(step) * 2))
      counts.append(order.tracks(atS: Double(step) * 2).count)
    }
    #expect(counts[20...].allSatisfy { (11...14).contains($0) }, "\(counts)")
  }

  // MARK: Bad input

  @Test func `what is no scan is told and changes nothing`() throws {
    let sensor = PlaneWorld.positions()
    var order = TimeOrder(
      try Tracker(sensors: [sensor], settings: PlaneWorld.settings()), lagS: 5)
    let good = Plot(id: 1, first: 10, second: 20)
    func scan(_ id: Int, sensor: Int = 0, _ timeS: Double, _ plots: [Plot]) -> Scan {
      Scan(id: id, sensor: sensor, timeS: timeS, arrivalS: timeS, plots: plots)
    }
    #expect(order.take(scan(1, 0, [good])) == .taken(leftOutCount: 0))
    #expect(order.take(scan(1, 2, [good])) == .repeated)
    #expect(order.take(scan(2, sensor: 1, 2, [good])) == .unknownSensor)
    #expect(order.take(scan(3, .nan, [good])) == .withoutTime)
    let odd = [
      Plot(id: 2, first: .nan, second: 0), Plot(id: 3, first: .infinity, second: 0),
      Plot(id: 4, first: 1e300, second: 0), good,
    ]
    #expect(order.take(scan(4, 2, odd)) == .taken(leftOutCount: 3))
    for step in 5..<40 { _ = order.take(scan(step, Double(step) * 2, [good])) }
    _ = order.tracks(atS: 80)
    #expect(order.take(scan(90, 10, [good])) == .tooLate)
    #expect(order.lateCount == 1)
    #expect(order.tracks(atS: 80).count == 1)
  }

  @Test func `a burst of a hundred thousand plots is bounded`() throws {
    let sensor = PlaneWorld.positions()
    var settings = PlaneWorld.settings()
    settings.plotsPerScanMax = 1_500
    var order = TimeOrder(try Tracker(sensors: [sensor], settings: settings), lagS: 0)
    var random = Seeded(2)
    for step in 0..<3 {
      let plots = (0..<100_000).map { index in
        Plot(
          id: step * 100_000 + index, first: Double.random(in: -9_999..<9_999, using: &random),
          second: Double.random(in: -9_999..<9_999, using: &random))
      }
      let scan = Scan(
        id: step, sensor: 0, timeS: Double(step) * 2, arrivalS: Double(step) * 2, plots: plots)
      #expect(order.take(scan) == .taken(leftOutCount: 98_500))
    }
    #expect(order.tracker.byteCount < 100_000_000)
  }

  @Test func `empty scans and no scans give no tracks`() throws {
    var order = TimeOrder(
      try Tracker(sensors: [PlaneWorld.positions()], settings: PlaneWorld.settings()), lagS: 0)
    #expect(order.tracks(atS: 0).isEmpty)
    for step in 0..<20 {
      _ = order.take(
        Scan(
          id: step, sensor: 0, timeS: Double(step), arrivalS: Double(step), plots: []))
    }
    #expect(order.tracks(atS: 20).isEmpty)
  }

  @Test func `a sensor that no tracker can work with is refused with what is wrong`() {
    func reason(_ change: (inout TrackingSensor) -> Void) -> String {
      var sensor = PlaneWorld.radar(0, 0)
      change(&sensor)
      do {
        _ = try Tracker(
          sensors: [PlaneWorld.positions(), sensor], settings: PlaneWorld.settings())
        return ""
      } catch { return error.description }
    }
    #expect(reason { $0.sigmaM = 0 } == "sensor 1: sigma must be above 0 m")
    #expect(reason { $0.sigmaRad = -1 } == "sensor 1: sigma must be above 0 rad")
    #expect(reason { $0.sigmaM = .nan } == "sensor 1: sigma must be above 0 m")
    #expect(
      reason { $0.detectionProbability = 1 }
        == "sensor 1: detection probability must be between 0 and 1")
    #expect(reason { $0.rangeMaxM = 0 } == "sensor 1: range must be above 0 m")
    #expect(reason { $0.eastM = .nan } == "sensor 1: place is not a number")
    #expect(
      reason { $0.clutterDensity = -1 } == "sensor 1: clutter must be a number, not below 0")
    #expect(reason { $0.revisitS = 0 } == "sensor 1: revisit must be above 0 s")
  }
}
