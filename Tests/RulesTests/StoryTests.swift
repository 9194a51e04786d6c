// Stories from the field, from reports to verdicts.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Making
import Observations
import Rules
import Testing
import Tracks

struct StoryTests {
  @Test func `one explosion heard by two patrols and a sensor is one event of grade E2`() throws {
    let source = place(0, 0)
    // Sound takes 2.914 s for a kilometre at 20 °C.
    let heard = { (name: String, sensor: String, means: Means, eastM: Double, northM: Double) in
      let wayM = (eastM * eastM + northM * northM).squareRoot()
      let bearingDeg = northM > 0 ? 180.0 : (eastM > 0 ? 270.0 : 90.0)
      return report(
        name, .explosion, at: place(eastM, northM), sigmaM: 20, bearingDeg: bearingDeg,
        distanceM: (0.7 * wayM)...(1.3 * wayM), sensor: sensor, means: means,
        atMs: noonMs + Int64(wayM / 343.2 * 1_000), lastedMs: 999)
    }
    let reports = [
      heard("a", "P1", .heard, 9_000, 0), heard("b", "P2", .heard, -3_000, 0),
      heard("c", "AC-1", .acousticSensor, 0, 5_000),
    ]
    let events = Ground.events(reports)
    let event = try #require(events.first)
    #expect(events.count == 1)
    #expect(event.observations.count == 3)
    #expect(event.grade == .e2)
    // It happened before the first of them heard it: 8.7 s before.
    #expect(event.happened.fromMs <= noonMs)
    #expect(event.happened.untilMs >= noonMs)
    #expect(Geodesic.distanceM(from: event.point, to: source) < 3 * event.sigmaM)
  }

  @Test func `an exercise 20 minutes over its window is exempt, not forty breaches`() {
    let fire = clause(
      [Subject(kinds: [.explosion])],
      unless: [
        .notification(kind: "exercise", leadMs: 259_200_000, slackMs: 1_800_000, maxPersons: nil)
      ])
    let exercise = notice("exercise", leadH: 72, fromMs: noonMs, hours: 1)
    for index in 0..<40 {
      let shot = report("x\(index)", .explosion, atMs: noonMs + 3_600_000 + Int64(index) * 30_000)
      #expect(Ground.hits([fire], on: [shot], [exercise]).map(\.verdict) == [.exempt])
    }
    let later = report("late", .explosion, atMs: noonMs + 5_460_000)
    #expect(Ground.hits([fire], on: [later], [exercise]).map(\.verdict) == [.thresholdMet])
  }

  @Test func `a howitzer 49.6 km away with 300 m of error is a task and no breach`() throws {
    let withdrawal = clause(
      [Subject(kinds: [.weaponSeen], requirements: [Requirement(.tubeMm, .gte, 100)])], id: "6",
      in: .zone("SZ-50"), if: .measure(.count, .gte, 1))
    let gun = { (sigmaM: Double) in
      report(
        "g", .weaponSeen, at: place(49_600, 0), sigmaM: sigmaM,
        attributes: [Attribute(.tubeMm, 152)])
    }
    let hit = try #require(Ground.hits([withdrawal], on: [gun(300)]).first)
    #expect(hit.verdict == .undecided)
    #expect(hit.tasks == [.betterPosition])
    let distanceM = try #require(hit.distanceToLineM)
    #expect(abs(distanceM - 49_600) < 60)
    #expect(Ground.hits([withdrawal], on: [gun(100)]).map(\.verdict) == [.thresholdMet])
  }

  @Test func `a rescue flight notified 1 h 40 min before is a question for the Commission`() throws
  {
    let flight = clause(
      [Subject(kinds: [.aircraft])], id: "10", in: .zone("NFZ"),
      unless: [.notification(kind: "medevac", leadMs: 7_200_000, slackMs: 0, maxPersons: nil)])
    let seen = report(
      "f", .aircraft, at: place(3_000, 0), attributes: [Attribute(.heightM, 300)],
      atMs: noonMs + 600_000)
    let late = notice("medevac", leadH: 100.0 / 60)
    let hit = try #require(Ground.hits([flight], on: [seen], [late]).first)
    #expect(hit.verdict == .undecided)
    #expect(hit.tasks == [.noticeQuestion])
    #expect(hit.exemptions.map(\.code) == [.notificationLate])
    let inTime = notice("medevac", leadH: 2)
    #expect(Ground.hits([flight], on: [seen], [inTime]).map(\.verdict) == [.exempt])
  }

  @Test func `after an amendment old events keep the old version`() {
    let changeMs = noonMs
    let clauses = [
      clause(
        [Subject(kinds: [.weaponSeen])], id: "4", version: 2,
        validity: Validity(fromMs: 0, untilMs: changeMs), in: .nearLine(withinM: 7_500, party: nil)),
      clause(
        [Subject(kinds: [.weaponSeen])], id: "4", version: 3,
        validity: Validity(fromMs: changeMs, untilMs: nil),
        in: .nearLine(withinM: 5_000, party: nil)),
    ]
    let seen = { (atMs: Int64) in report("w", .weaponSeen, at: place(6_000, 0), atMs: atMs) }
    #expect(Ground.hits(clauses, on: [seen(changeMs - 1)]).map(\.clauseVersion) == [2])
    #expect(Ground.hits(clauses, on: [seen(changeMs)]).isEmpty)
    let near = report("w", .weaponSeen, at: place(4_000, 0), atMs: changeMs)
    #expect(Ground.hits(clauses, on: [near]).map(\.clauseVersion) == [3])
  }

  @Test func `three satellites of one owner stay one source`() throws {
    let passes = (1...3).map {
      report(
        "s\($0)", .thermalAnomaly, at: place(Double($0) * 80, 0), sigmaM: 170, sensor: "SAT-\($0)",
        means: .satelliteImage, atMs: noonMs + Int64($0) * 2_400_000, lastedMs: 59_999)
    }
    let events = Ground.events(passes)
    let event = try #require(events.first)
    #expect(events.count == 1)
    #expect(event.sensors.count == 3)
    #expect(event.grade == .e1)
    // Their errors are shared: three looks are no better than the best of them.
    #expect(event.sigmaM >= 169)
  }

  @Test func `a camera of another owner beside a satellite makes a second source`() {
    let pair = [
      report("s", .thermalAnomaly, sigmaM: 170, sensor: "SAT-1", means: .satelliteImage),
      report("c", .thermalAnomaly, sigmaM: 60, sensor: "CAM-1", means: .camera),
    ]
    #expect(Ground.events(pair).map(\.grade) == [.e2])
    let hearsay = report("h", .explosion, sensor: "P1", means: .witness)
    #expect(Ground.events([hearsay]).map(\.grade) == [.e0])
    let verified = report("v", .explosion, attributes: [Attribute(.onSite, 1)])
    #expect(Ground.events([verified]).map(\.grade) == [.e3])
  }

  @Test func `two bearings meet where their lines cross`() throws {
    let north = report(
      "n", .explosion, at: place(0, -4_000), sigmaM: 10, bearingDeg: 0, bearingSigmaDeg: 1,
      distanceM: 1_000...9_000, sensor: "P1", means: .saw)
    let west = report(
      "w", .explosion, at: place(5_000, 0), sigmaM: 10, bearingDeg: 270, bearingSigmaDeg: 1,
      distanceM: 1_000...9_000, sensor: "P2", means: .saw)
    let events = Ground.events([north, west])
    let event = try #require(events.first)
    #expect(events.count == 1)
    // One degree is 70 m and 87 m at the middle of the ranges.
    #expect(Geodesic.distanceM(from: event.point, to: place(0, 0)) < 60)
    #expect(event.sigmaM > 60 && event.sigmaM < 95)
  }

  @Test func `the count of an event is the highest of one source and not the sum`() {
    let reports = [
      report("a", .burst, sensor: "P1", count: CountRange(3)),
      report("b", .burst, sensor: "P2", count: CountRange(5), atMs: noonMs + 2_000),
    ]
    #expect(Ground.events(reports).map(\.count) == [CountRange(5)])
  }
}
