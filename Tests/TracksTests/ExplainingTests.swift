// Does an explanation say what the run itself did?
//
// SPDX-License-Identifier: Apache-2.0

import Making
import Testing

@testable import Tracks

struct ExplainingTests {
  private typealias Thing = PlaneWorld.Thing

  /// A run of one sensor that keeps its scans, with the tracks at each scan.
  private struct RecordedRun {
    var order: TimeOrder
    var scans: [Scan] = []
    var tracks: [[TrackEstimate]] = []

    init(_ things: [Thing], _ sensor: TrackingSensor, seed: UInt64, scanCount: Int) throws {
      var world = PlaneWorld(things, seed: seed)
      order = TimeOrder(
        try Tracker(sensors: [sensor], settings: PlaneWorld.settings()), lagS: 0, isRecorded: true)
      for step in 0..<scanCount {
        let scan = world.scan(sensor, id: step, atS: Double(step) * sensor.revisitS)
        _ = order.take(scan)
        scans.append(scan)
        tracks.append(order.tracks(atS: scan.timeS))
      }
    }
  }

  private static let pair = [
    Thing(x: -3_000, y: 0, vx: 40, vy: 0), Thing(x: 3_000, y: 30, vx: -40, vy: 0),
  ]

  @Test func `the estimate after the explained scan is the track that was shown`() throws {
    let run = try RecordedRun(Self.pair, PlaneWorld.positions(), seed: 4, scanCount: 90)
    var explained = 0
    for step in stride(from: 10, to: 90, by: 4) {
      for track in run.tracks[step] {
        let timeS = run.scans[step].timeS
        let found = try #require(run.order.explanation(of: track.id, atS: timeS))
        #expect(found.scan.id == run.scans[step].id && found.isConfirmed)
        #expect(found.estimate?.eastM == track.eastM && found.estimate?.northMPS == track.northMPS)
        #expect(found.estimate?.positionCovarianceM2 == track.positionCovarianceM2)
        #expect(found.existenceAfter == track.existence && found.modelsAfter == track.models)
        explained += 1
      }
    }
    #expect(explained >= 35)
  }

  @Test func `a lone target's probabilities follow from likelihoods and Bayes`() throws {
    let sensor = PlaneWorld.positions(clutterPerScan: 40)
    let run = try RecordedRun([Self.pair[0]], sensor, seed: 8, scanCount: 60)
    let track = try #require(run.tracks[40].first)
    var weighedCount = 0
    for step in 20..<60 {
      guard let found = run.order.explanation(of: track.id, atS: run.scans[step].timeS),
        found.rivals.isEmpty, found.readings.count == 1, let plot = found.candidates.first,
        found.candidates.count == 1
      else { continue }
      weighedCount += 1
      // One hypothesis, one plot: odds are detection times likelihood over density, beside a miss.
      let seen = found.detectionProbability * found.readings[0].existence
      let hit = seen * plot.likelihood / found.otherPlotDensity
      #expect(abs(plot.probability - hit / (hit + 1 - seen)) < 1e-6)
      #expect(abs(plot.probability + found.missProbability - 1) < 1e-9)
      #expect(plot.likelihood >= found.gate.likelihoodMin)
      let chosen = try #require(found.chosenPlotID)
      #expect(run.scans[step].plots.contains { $0.id == chosen })
    }
    #expect(weighedCount > 15, "\(weighedCount)")
  }

  @Test func `the plots that made a track are the thing's own`() throws {
    // Without clutter every plot is the thing's, and every scan with a plot adds it.
    let sensor = PlaneWorld.positions(pd: 0.8, clutterPerScan: 0)
    let run = try RecordedRun([Self.pair[0]], sensor, seed: 3, scanCount: 40)
    let plots = run.scans.flatMap(\.plots).map(\.id)
    let oldest = try #require(run.tracks[39].min { $0.id < $1.id })
    let found = try #require(run.order.explanation(of: oldest.id, atS: 1_000))
    let made = found.reports.map(\.plotID)
    // A plot may be missing that seemed to be another new thing's.
    #expect(made == plots.filter(made.contains) && made.count >= plots.count - 2)
    #expect(made.first == oldest.id)
    #expect(found.reports.contains { $0.isDecided } && found.reports.contains { !$0.isDecided })
    for report in found.reports {
      let scan = try #require(run.scans.first { $0.id == report.scanID })
      #expect(scan.timeS == report.timeS && scan.plots.contains { $0.id == report.plotID })
    }
  }

  @Test func `two things that cross are each other's rivals, and their claims share the plots`()
    throws
  {
    let run = try RecordedRun(Self.pair, PlaneWorld.positions(), seed: 4, scanCount: 90)
    let ids = run.tracks[60].map(\.id)
    #expect(ids.count == 2)
    // They meet after 75 s.
    var rivalCount = 0
    for step in 34...41 {
      guard let found = run.order.explanation(of: ids[0], atS: run.scans[step].timeS) else {
        continue
      }
      for rival in found.rivals where rival.trackID == ids[1] {
        rivalCount += 1
        let own = found.candidates.first { $0.plotID == rival.plotID }
        #expect((own?.probability ?? 0) + rival.probability < 1.05)
      }
    }
    #expect(rivalCount > 0)
  }

  @Test func `a run that is not recorded, and a track that is none, are not explained`() throws {
    let run = try RecordedRun(Self.pair, PlaneWorld.positions(), seed: 4, scanCount: 20)
    #expect(run.order.explanation(of: -5, atS: 30) == nil)
    var silent = TimeOrder(
      try Tracker(sensors: [PlaneWorld.positions()], settings: PlaneWorld.settings()), lagS: 0)
    for scan in run.scans { _ = silent.take(scan) }
    let id = try #require(silent.tracks(atS: 38).first?.id)
    #expect(
      silent.explanation(of: id, atS: 38) == nil && run.order.explanation(of: id, atS: 38) != nil)
  }

  @Test func `heights and radial speeds are told where there are such`() throws {
    var world = AirWorld(
      [AirWorld.Thing(place: SIMD3(0, 0, 1_500), velocity: SIMD3(50, 0, 5))], seed: 2)
    let sensor = AirWorld.radar(.slantRangeAndBearing, clutterPerScan: 5, rate: 0.5, height: 40)
    var order = TimeOrder(
      try Tracker(sensors: [sensor], settings: AirWorld.settings()), lagS: 0, isRecorded: true)
    for step in 0..<20 {
      _ = order.take(world.scan(sensor, id: step, atS: Double(step) * 2))
    }
    let track = try #require(order.tracks(atS: 38).first)
    let found = try #require(order.explanation(of: track.id, atS: 38))
    #expect(found.heightAfter == track.height)
    let plot = try #require(found.candidates.first)
    let height = try #require(plot.heightM)
    #expect(abs(height - 1_690) < 200 && plot.rangeRateMPS != nil)
    let before = try #require(found.heightBefore)
    let after = try #require(found.heightAfter)
    #expect(after.heightVarianceM2 < before.heightVarianceM2)
  }

  @Test func `late scans are explained in the order in which they count`() throws {
    let sensor = PlaneWorld.positions()
    let run = try RecordedRun(Self.pair, sensor, seed: 6, scanCount: 40)
    var late = TimeOrder(
      try Tracker(sensors: [sensor], settings: PlaneWorld.settings()), lagS: 9, isRecorded: true)
    for place in stride(from: 0, to: 40, by: 2) {
      _ = late.take(run.scans[place + 1])
      _ = late.take(run.scans[place])
      _ = late.tracks(atS: run.scans[place].timeS)
    }
    for track in run.tracks[39] {
      let direct = try #require(run.order.explanation(of: track.id, atS: 78))
      let found = try #require(late.explanation(of: track.id, atS: 78))
      #expect(found.estimate == direct.estimate && found.candidates == direct.candidates)
      #expect(found.reports == direct.reports)
    }
  }
}
