// Reports of acoustic sensors with arrival times become events at the place of the bang.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Making
import Observations
import Testing

@testable import Tracks

struct SoundJoinTests {
  private let stage = SoundStage.six

  private var sensors: SensorRegister {
    SensorRegister(
      register.sensors
        + stage.sensors.indices.map { index in
          Sensor(
            id: "S\(index + 1)", name: "Microphone", means: .acousticSensor, owner: "Mission",
            place: SoundStage.point(stage.sensors[index].eastM, stage.sensors[index].northM))
        })
  }

  private var settings: JoinSettings {
    var settings = JoinSettings()
    settings.temperatureSigmaC = 0.5
    settings.windSigmaMPerS = 0.5
    return settings
  }

  /// What six sensors report: their own place, and when they heard it.
  private func reports(
    _ name: String, _ eastM: Double, _ northM: Double, atS: Double = 0
  ) -> [Observation] {
    stage.heard(eastM, northM, atMs: Double(noonMs) + atS * 1_000).map { heard in
      report(
        "\(name) \(heard.sensor)", .explosion, at: heard.point, sigmaM: 3_000,
        sensor: heard.sensor, means: .acousticSensor,
        attributes: [Attribute(.arrivalMs, heard.atMs), Attribute(.arrivalSigmaMs, 10)],
        atMs: Int64(heard.atMs))
    }
  }

  private func joined(_ reports: [Observation]) -> EventJoiner {
    var joiner = EventJoiner(settings: settings, sensors: sensors)
    for report in reports { _ = joiner.add(report) }
    _ = joiner.settle()
    return joiner
  }

  @Test func `six arrivals are one event at the bang's place and time`() throws {
    let events = joined(reports("a", 1_200, 700)).currentEvents()
    let event = try #require(events.first)
    #expect(events.count == 1 && event.observations.count == 6)
    let bang = try #require(event.bang)
    #expect(awayM(event.point, 1_200, 700) < 1)
    // Six reports of one bang are no six measurements of the place.
    #expect(event.sigmaM == bang.covariance.majorSigmaM)
    #expect((1...30).contains(event.sigmaM))
    #expect(event.happened.fromMs <= noonMs && event.happened.untilMs >= noonMs)
    #expect(event.happened.untilMs - event.happened.fromMs < 200)
  }

  @Test func `two bangs three seconds apart at one place are two events`() {
    let events = joined(reports("a", 1_200, 700) + reports("b", 1_210, 700, atS: 3)).currentEvents()
    #expect(events.map(\.observations.count) == [6, 6])
  }

  @Test func `a camera that saw the flash joins the bang that fits`() throws {
    let flash = report(
      "flash", .muzzleFlash, at: SoundStage.point(1_190, 720), sigmaM: 30, sensor: "CAM-G",
      means: .camera)
    let far = report(
      "far", .muzzleFlash, at: SoundStage.point(-2_500, 0), sigmaM: 30, sensor: "CAM-G",
      means: .camera)
    let events = joined(reports("a", 1_200, 700) + [flash, far]).currentEvents()
    #expect(events.count == 2)
    let event = try #require(events.first { $0.bang != nil })
    #expect(event.observationIDs.contains(flash.id) && event.grade == .e2)
  }

  @Test(arguments: 0..<6)
  func `the outcome does not depend on order or batches, and bangs are those of the survey`(
    seed: UInt64
  ) throws {
    var random = Seeded(seed)
    let all =
      reports("a", 1_200, 700) + reports("b", -2_000, 900, atS: 2)
      + reports("c", 300, -1_500, atS: 58) + reports("d", 2_500, 2_500, atS: 61)
    let expected = joined(all)
    var joiner = EventJoiner(settings: settings, sensors: sensors)
    for report in all.shuffled(using: &random) {
      _ = joiner.add(report)
      if Int.random(in: 0..<3, using: &random) == 0 { _ = joiner.settle() }
    }
    _ = joiner.settle()
    #expect(joiner.currentEvents() == expected.currentEvents())
    let register = sensors
    let survey = try settings.locator.survey(all.compactMap { SoundArrival($0, register) })
    #expect(joiner.currentEvents().compactMap(\.bang) == survey.bangs)
    #expect(survey.bangs.count == 4)
  }

  @Test func `a report that is set aside leaves the bang, and comes back`() throws {
    let all = reports("a", 1_200, 700)
    var joiner = joined(all)
    let before = joiner.currentEvents()
    joiner.apply(.setAside(key: all[2].key))
    _ = joiner.settle()
    #expect(joiner.currentEvents().first?.bang?.support.count == 5)
    joiner.apply(.asRules(key: all[2].key))
    _ = joiner.settle()
    #expect(joiner.currentEvents() == before)
    // A later version of a row with the same time.
    var again = all[3]
    again.digest = ContentDigest(of: [9])
    again.receivedAtMs += 60_000
    #expect(joiner.add(again) == .superseding)
    _ = joiner.settle()
    let after = try #require(joiner.currentEvents().first)
    #expect(joiner.currentEvents().count == 1 && after.bang == before.first?.bang)
  }

  @Test func `a sheet of one row, a salvo and an unregistered sensor make no bang`() {
    var salvo = reports("a", 1_200, 700)
    for index in salvo.indices { salvo[index].count = CountRange(5) }
    #expect(joined(salvo).currentEvents().allSatisfy { $0.bang == nil })
    #expect(joined([reports("a", 0, 0)[0]]).currentEvents().allSatisfy { $0.bang == nil })
    var joiner = EventJoiner(settings: settings, sensors: register)
    for report in reports("a", 1_200, 700) { _ = joiner.add(report) }
    _ = joiner.settle()
    #expect(joiner.currentEvents().allSatisfy { $0.bang == nil })
  }
}
