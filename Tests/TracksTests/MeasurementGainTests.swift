// What do radial speeds, heights and a found clock gain, beside a run without them?
//
// SPDX-License-Identifier: Apache-2.0

import Making
import Testing

@testable import Tracks

struct MeasurementGainTests {
  private typealias Thing = AirWorld.Thing

  /// Things that go straight, all over the area.
  private static func spread(seed: UInt64, count: Int = 25, speed: Double = 60) -> [Thing] {
    var random = Seeded(seed)
    return (0..<count).map { _ in
      let angle = Double.random(in: -Double.pi..<Double.pi, using: &random)
      return Thing(
        place: SIMD3(
          Double.random(in: -9_000..<9_000, using: &random),
          Double.random(in: -4_000..<12_000, using: &random),
          Double.random(in: 500..<5_000, using: &random)),
        velocity: SIMD3(
          speed * TrackMath.cosine(angle), speed * TrackMath.sine(angle), 0))
    }
  }

  /// Tracks at every scan of one sensor.
  private func run(
    _ world: inout AirWorld, _ sensor: TrackingSensor, scanCount: Int
  ) throws -> [[TrackEstimate]] {
    var order = TimeOrder(try Tracker(sensors: [sensor], settings: AirWorld.settings()), lagS: 0)
    return (0..<scanCount).map { step in
      let timeS = Double(step) * 2
      _ = order.take(world.scan(sensor, id: step, atS: timeS))
      return order.tracks(atS: timeS)
    }
  }

  private func nearest(
    _ place: SIMD3<Double>, _ tracks: [TrackEstimate]
  ) -> (track: TrackEstimate, distanceM: Double)? {
    tracks.map { track in
      let dx = track.eastM - place.x
      let dy = track.northM - place.y
      return (track, (dx * dx + dy * dy).squareRoot())
    }.min { $0.1 < $1.1 }
  }

  /// Mean squares of the velocity's error along and across the line of sight, of those found.
  private func velocityErrors(
    _ world: AirWorld, _ sensor: TrackingSensor, _ tracks: [TrackEstimate], atS timeS: Double
  ) -> (along: Double, across: Double, found: Int) {
    var along = 0.0
    var across = 0.0
    var found = 0
    for thing in world.things {
      let place = thing.at(timeS)
      guard let near = nearest(place, tracks), near.distanceM < 300 else { continue }
      let dx = near.track.eastMPS - thing.velocity.x
      let dy = near.track.northMPS - thing.velocity.y
      let angle = TrackMath.angleRad(east: place.x - sensor.eastM, north: place.y - sensor.northM)
      let c = TrackMath.cosine(angle)
      let s = TrackMath.sine(angle)
      along += (c * dx + s * dy) * (c * dx + s * dy)
      across += (c * dy - s * dx) * (c * dy - s * dx)
      found += 1
    }
    return (along / Double(max(found, 1)), across / Double(max(found, 1)), found)
  }

  @Test func `radial speeds make velocities surer from the first scans on`() throws {
    var along = SIMD2<Double>()
    var across = SIMD2<Double>()
    for seed in 1...4 {
      for (place, rate) in [0, 0.5].enumerated() {
        let sensor = AirWorld.radar(clutterPerScan: 40, rate: rate)
        var world = AirWorld(Self.spread(seed: UInt64(seed)), seed: UInt64(50 + seed))
        let tracks = try run(&world, sensor, scanCount: 9)
        for step in [4, 6, 8] {
          let error = velocityErrors(world, sensor, tracks[step], atS: Double(step) * 2)
          #expect(error.found >= 22, "\(error.found) of 25")
          along[place] += error.along / 12
          across[place] += error.across / 12
        }
      }
    }
    // Mean squares, without and with: the speeds themselves are known to 0.5 m/s, and what is across
    // must not get worse.
    #expect(along[1] < 0.1 * along[0] && across[1] < 1.1 * across[0], "\(along), \(across)")
  }

  @Test func `stated errors hold with radial speeds`() throws {
    var sum = 0.0
    var count = 0
    for seed in 1...4 {
      var world = AirWorld(Self.spread(seed: UInt64(seed)), seed: UInt64(80 + seed))
      let tracks = try run(&world, AirWorld.radar(rate: 0.5), scanCount: 40)
      for step in stride(from: 10, to: 40, by: 5) {
        for thing in world.things {
          let place = thing.at(Double(step) * 2)
          guard let near = nearest(place, tracks[step]), near.distanceM < 400 else { continue }
          let p = near.track.positionCovarianceM2
          let e = near.track.eastM - place.x
          let f = near.track.northM - place.y
          sum += (p.z * e * e - 2 * p.y * e * f + p.x * f * f) / (p.x * p.z - p.y * p.y)
          count += 1
        }
      }
    }
    #expect(
      count > 500 && sum / Double(count) > 0.8 && sum / Double(count) < 2.4,
      "\(sum / Double(count))")
  }

  /// Two aircraft over one another that cross at a small angle, many times over.
  private static func stacked(apartM: Double) -> [Thing] {
    (0..<6).flatMap { row -> [Thing] in
      let north = -5_000 + 3_000 * Double(row)
      return [
        Thing(place: SIMD3(-4_000, north - 100, 2_000), velocity: SIMD3(60, 1.5, 0)),
        Thing(place: SIMD3(-4_000, north + 100, 2_000 + apartM), velocity: SIMD3(60, -1.5, 0)),
      ]
    }
  }

  /// How many of the pairs' tracks end with the other aircraft's plots, or are lost.
  private func exchangeCount(_ sensor: TrackingSensor, seed: UInt64) throws -> Int {
    let things = Self.stacked(apartM: 1_000)
    var world = AirWorld(things, seed: seed)
    let tracks = try run(&world, sensor, scanCount: 66)
    return things.indices.count { index in
      guard let early = nearest(things[index].at(20), tracks[10]),
        let late = nearest(things[index].at(130), tracks[65])
      else { return true }
      return early.track.id != late.track.id
    }
  }

  @Test func `aircraft over one another keep their tracks where heights are measured`() throws {
    var without = 0
    var with = 0
    for seed in 1...4 {
      without += try exchangeCount(AirWorld.radar(), seed: UInt64(seed))
      with += try exchangeCount(AirWorld.radar(height: 60), seed: UInt64(seed))
    }
    // Of 48.
    #expect(with <= 4 && with * 3 < without, "\(with) with heights, \(without) without")
  }

  @Test func `height and climb are told with their errors`() throws {
    let things = (0..<8).map { index in
      Thing(
        place: SIMD3(-6_000 + 1_500 * Double(index), 2_000, 1_000 + 300 * Double(index)),
        velocity: SIMD3(10, 50, Double(index) - 4))
    }
    var sum = 0.0
    var count = 0
    for seed in 1...4 {
      var world = AirWorld(things, seed: UInt64(seed))
      let tracks = try run(
        &world, AirWorld.radar(.slantRangeAndBearing, elevation: 0.006), scanCount: 40)
      for thing in things {
        let place = thing.at(78)
        let near = try #require(nearest(place, tracks[39]))
        #expect(near.distanceM < 300)
        let height = try #require(near.track.height)
        let off = height.heightM - place.z
        let climb = height.climbMPS - thing.velocity.z
        sum += off * off / height.heightVarianceM2 + climb * climb / height.climbVarianceM2S2
        count += 1
      }
    }
    #expect(
      count == 32 && sum / Double(count) > 0.7 && sum / Double(count) < 3, "\(sum / Double(count))")
  }

  @Test func `slant ranges lie right once another sensor tells the height`() throws {
    // At 5 km height and some 12 km away, a slant range taken for one over ground is 1 km too long.
    let things = (0..<6).map { index in
      Thing(
        place: SIMD3(-3_000 + 1_200 * Double(index), -4_000, 5_000), velocity: SIMD3(0, 40, 0))
    }
    func error(_ measures: TrackingSensor.Measures) throws -> Double {
      var radar = AirWorld.radar(.slantRangeAndBearing)
      let told = [
        {
          radar.measures = measures; return radar
        }(), AirWorld.places(height: 50),
      ]
      radar.measures = .slantRangeAndBearing
      var order = TimeOrder(try Tracker(sensors: told, settings: AirWorld.settings()), lagS: 0)
      var world = AirWorld(things, seed: 5)
      var tracks: [TrackEstimate] = []
      for step in 0..<40 {
        let timeS = Double(step) * 2
        // The other sensor goes silent after 40 s.
        if step < 20 {
          _ = order.take(world.scan(told[1], index: 1, id: 2 * step, atS: timeS))
        }
        _ = order.take(world.scan(radar, id: 2 * step + 1, atS: timeS + 0.5))
        tracks = order.tracks(atS: timeS + 0.5)
      }
      var sum = 0.0
      for thing in things {
        guard let near = nearest(thing.at(78.5), tracks) else { return .infinity }
        sum += min(near.distanceM, 1_000)
      }
      return sum / Double(things.count)
    }
    let right = try error(.slantRangeAndBearing)
    let wrong = try error(.rangeAndBearing)
    #expect(right < 120 && wrong > 300, "\(right) m, \(wrong) m")
  }

  // MARK: Clocks

  /// What is found of a radar whose times are late by so much, beside a reference.
  private func registration(
    lateS: Double, speed: Double, seed: UInt64
  ) throws -> Registration {
    let sensors = [AirWorld.radar(sigmaRad: 0.002, hasBias: true), AirWorld.places()]
    var order = TimeOrder(try Tracker(sensors: sensors, settings: AirWorld.settings()), lagS: 0)
    var world = AirWorld(Self.spread(seed: seed, speed: speed), seed: 900 + seed)
    for step in 0..<60 {
      let timeS = Double(step) * 2
      _ = order.take(world.scan(sensors[1], index: 1, id: 2 * step, atS: timeS))
      _ = order.take(world.scan(sensors[0], id: 2 * step + 1, atS: timeS + 0.5, lateS: lateS))
    }
    return order.tracker.registrations[0]
  }

  @Test(arguments: [-0.4, 0.4])
  func `a clock that is off is found from things that move`(lateS: Double) throws {
    var square = 0.0
    for seed in 1...4 {
      let found = try registration(lateS: lateS, speed: 60, seed: UInt64(seed))
      #expect(abs(found.timeErrorS - lateS) < 0.08, "\(found.timeErrorS)")
      #expect(found.timeVarianceS2.squareRoot() < 0.05)
      #expect(abs(found.rangeBiasM) < 10 && abs(found.bearingBiasRad) < 0.001)
      let sigmas = (found.timeErrorS - lateS) / found.timeVarianceS2.squareRoot()
      square += sigmas * sigmas
    }
    #expect(square / 4 < 6, "\((square / 4).squareRoot()) sigma")
  }

  @Test func `a clock that is right is not said to be off`() throws {
    for seed in 1...4 {
      let found = try registration(lateS: 0, speed: 60, seed: UInt64(seed))
      #expect(abs(found.timeErrorS) < 3 * found.timeVarianceS2.squareRoot())
    }
  }

  @Test(arguments: [2.0, 5, 15, 30])
  func `the sigma of a clock's error says how little slow things tell`(speed: Double) throws {
    var square = 0.0
    for seed in 1...4 {
      let found = try registration(lateS: 0.4, speed: speed, seed: UInt64(seed))
      let sigma = found.timeVarianceS2.squareRoot()
      #expect(sigma > 0.45 / speed && sigma < 1.2, "\(sigma) s")
      square += (found.timeErrorS - 0.4) * (found.timeErrorS - 0.4) / found.timeVarianceS2 / 4
    }
    // The mean of four squares with mean 1 is above 3.5 once in 150 times.
    #expect(square < 3.5, "\(square.squareRoot()) sigma")
  }

  @Test func `where nothing moves, a clock's error stays unknown`() throws {
    let still = try registration(lateS: 0.4, speed: 0, seed: 1)
    #expect(still.timeErrorS == 0 && still.timeVarianceS2 == 0.25)
  }
}
