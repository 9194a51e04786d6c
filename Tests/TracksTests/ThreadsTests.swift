// Does it matter how many threads share the work of a large scan?
//
// SPDX-License-Identifier: Apache-2.0

import Making
import Testing

@testable import Tracks

struct ThreadsTests {
  /// Columns that cross in one place, among much clutter.
  private static let columns: [PlaneWorld.Thing] = (0..<6).flatMap { column in
    let angle = Double(column) * 1.05
    let east = TrackMath.cosine(angle)
    let north = TrackMath.sine(angle)
    return (0..<10).map { vehicle in
      let along = -200 - 65 * Double(vehicle)
      return PlaneWorld.Thing(x: along * east, y: along * north, vx: 15 * east, vy: 15 * north)
    }
  }

  private struct Outcome {
    var tracks: [[TrackEstimate]] = []
    /// Most targets within reach, and most states of contested contenders, in any scan.
    var reachedMax = 0
    var stateMax = 0
  }

  private func run(threads: Int) throws -> Outcome {
    let sensor = PlaneWorld.positions(pd: 0.75, sigmaM: 25, clutterPerScan: 320)
    var settings = PlaneWorld.settings()
    settings.threads = threads
    var order = TimeOrder(try Tracker(sensors: [sensor], settings: settings), lagS: 0)
    var world = PlaneWorld(Self.columns, seed: 7)
    var outcome = Outcome()
    for scan in 0..<9 {
      let timeS = Double(scan) * 2
      _ = order.take(world.scan(sensor, id: scan, atS: timeS))
      outcome.tracks.append(order.tracks(atS: timeS))
      let work = order.tracker.work
      outcome.reachedMax = max(outcome.reachedMax, work.reached.count)
      let states = (0..<work.order.count).map { place in
        let contender = work.contenders[Int(work.order[place])]
        return Int(contender.endState - contender.firstState)
      }
      outcome.stateMax = max(outcome.stateMax, states.reduce(0, +))
    }
    return outcome
  }

  @Test func `two threads give the tracks that one gives, to the last bit`() throws {
    let alone = try run(threads: 1)
    // Otherwise nothing has been shared out.
    #expect(alone.reachedMax >= 2 * Tracker.reachedPerPart)
    #expect(alone.stateMax >= 2 * Tracker.statesPerPart)
    #expect(alone.tracks[8].count >= 30)
    #expect(try run(threads: 2).tracks == alone.tracks)
  }
}
