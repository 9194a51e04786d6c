// Each kind of place, condition, proof and exemption, on both sides of its limit.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Making
import Observations
import Rules
import Testing
import Tracks

struct ClauseTests {
  private static func verdict(
    _ clause: Clause, _ reports: [Observation], _ notices: [Notification] = []
  ) -> Verdict? {
    Ground.hits([clause], on: reports, notices).first?.verdict
  }

  @Test(arguments: [
    // Metres east of the line, one sigma, verdict; 1.96 sigma reach across the limit or not.
    (4_000.0, 50.0, Verdict.thresholdMet), (7_400, 40, .thresholdMet), (7_400, 60, .undecided),
    (7_600, 60, .undecided), (7_600, 40, nil), (-7_400, 40, .thresholdMet), (20_000, 50, nil),
  ])
  func `within so far of the line`(eastM: Double, sigmaM: Double, expected: Verdict?) {
    let near = clause(
      [Subject(kinds: [.positionWork])], in: .nearLine(withinM: 7_500, party: nil))
    #expect(
      Self.verdict(near, [report("w", .positionWork, at: place(eastM, 0), sigmaM: sigmaM)])
        == expected)
    let zone = clause([Subject(kinds: [.positionWork])], in: .zone("BZ"))
    #expect(
      Self.verdict(zone, [report("w", .positionWork, at: place(eastM, 0), sigmaM: sigmaM)])
        == expected)
  }

  @Test(arguments: [
    (-3_000.0, 50.0, Verdict.thresholdMet), (3_000, 50, nil), (-50, 50, .undecided),
    (50, 50, .undecided), (-4_950, 100, .undecided),
  ])
  func `on one party's side of the line`(eastM: Double, sigmaM: Double, expected: Verdict?) {
    let side = clause([Subject(kinds: [.uav])], in: .zone("A-5"))
    #expect(
      Self.verdict(side, [report("u", .uav, at: place(eastM, 0), sigmaM: sigmaM)]) == expected)
  }

  @Test(arguments: [
    // In the middle, outside, 90 m inside and outside of the border with 40 and 60 m.
    (10_000.0, 100.0, Verdict.thresholdMet), (13_000, 100, nil), (9_090, 40, .thresholdMet),
    (9_090, 60, .undecided), (8_910, 40, nil), (8_910, 60, .undecided),
    (10_000, 900, .undecided), (40_000, 90_000, .undecided),
  ])
  func `in a polygon, and near its border`(eastM: Double, sigmaM: Double, expected: Verdict?) {
    let zone = clause([Subject(kinds: [.positionWork])], in: .zone("P"))
    #expect(
      Self.verdict(zone, [report("w", .positionWork, at: place(eastM, 0), sigmaM: sigmaM)])
        == expected)
  }

  @Test(
    arguments: [
      (10_000, 5_900, .thresholdMet), (10_000, 6_100, nil), (10_000, nil, .undecided),
      (20_000, 5_900, nil),
    ] as [(Double, Double?, Verdict?)])
  func `below a zone's ceiling`(eastM: Double, heightM: Double?, expected: Verdict?) {
    let zone = clause([Subject(kinds: [.aircraft])], in: .zone("P-low"))
    let flight = report(
      "f", .aircraft, at: place(eastM, 0),
      attributes: heightM.map { [Attribute(.heightM, $0)] } ?? []
    )
    #expect(Self.verdict(zone, [flight]) == expected)
  }

  @Test(arguments: [
    // Within 15 km at any height, within 25 km below 6,000 m.
    (10_000.0, 9_000.0, Verdict.thresholdMet), (20_000, 5_000, .thresholdMet),
    (20_000, 9_000, nil), (30_000, 100, nil),
  ])
  func `a zone of two parts holds where one of them does`(
    eastM: Double, heightM: Double, expected: Verdict?
  ) {
    let zone = clause([Subject(kinds: [.aircraft])], in: .zone("NFZ"))
    let flight = report(
      "f", .aircraft, at: place(eastM, 0), attributes: [Attribute(.heightM, heightM)])
    #expect(Self.verdict(zone, [flight]) == expected)
  }

  @Test(arguments: [
    (300.0, 50.0, Verdict.thresholdMet), (450, 50, .undecided), (700, 50, nil),
  ])
  func `within so far of a protected object of the layer`(
    northM: Double, sigmaM: Double, expected: Verdict?
  ) {
    let near = clause(
      [Subject(kinds: [.weaponSeen])], in: .nearObjects(layer: "hospitals", withinM: 500))
    #expect(
      Self.verdict(
        near, [report("w", .weaponSeen, at: place(20_000, northM), sigmaM: sigmaM)]) == expected)
  }

  @Test(arguments: [
    (3, 5, 2.0, Verdict.thresholdMet), (1, 5, 2.0, .undecided), (1, 1, 2.0, nil),
    (2, 2, 2.0, .thresholdMet),
  ])
  func `a count is a range`(least: Int, most: Int, limit: Double, expected: Verdict?) throws {
    let many = clause([Subject(kinds: [.shot])], if: .measure(.count, .gte, limit))
    let count = try #require(CountRange(min: least, max: most))
    #expect(Self.verdict(many, [report("s", .shot, count: count)]) == expected)
    let tasks = Ground.hits([many], on: [report("s", .shot, count: count)]).first?.tasks ?? []
    #expect(tasks == (expected == .undecided ? [.countOnSite] : []))
  }

  @Test func `presence longer than so many minutes`() {
    let long = clause([Subject(kinds: [.personnelSeen])], if: .measure(.dwellMin, .gt, 30))
    #expect(Self.verdict(long, [report("p", .personnelSeen, lastedMs: 1_800_000)]) == nil)
    #expect(
      Self.verdict(long, [report("p", .personnelSeen, lastedMs: 1_860_000)]) == .thresholdMet)
  }

  @Test func `any of several, all of several`() {
    let armed: Condition = .measure(.attribute(.armedPersons), .gte, 2)
    let long: Condition = .measure(.dwellMin, .gt, 30)
    let either = clause([Subject(kinds: [.personnelSeen])], if: .any([armed, long]))
    let both = clause([Subject(kinds: [.personnelSeen])], if: .all([armed, long]))
    let pair = report("p", .personnelSeen, attributes: [Attribute(.armedPersons, 2)])
    #expect(Self.verdict(either, [pair]) == .thresholdMet)
    #expect(Self.verdict(both, [pair]) == nil)
  }

  @Test func `a required property that was not measured is a question`() {
    let heavy = clause([
      Subject(kinds: [.weaponSeen], requirements: [Requirement(.tubeMm, .gte, 100)])
    ])
    #expect(
      Self.verdict(heavy, [report("g", .weaponSeen, attributes: [Attribute(.tubeMm, 122)])])
        == .thresholdMet)
    #expect(Self.verdict(heavy, [report("g", .weaponSeen)]) == .undecided)
    #expect(
      Self.verdict(heavy, [report("g", .weaponSeen, attributes: [Attribute(.tubeMm, 82)])]) == nil)
  }

  @Test func `a source less sure than the clause asks does not count`() {
    let sure = clause([Subject(kinds: [.thermalAnomaly], minConfidence: .nominal)])
    #expect(Self.verdict(sure, [report("t", .thermalAnomaly, confidence: .low)]) == nil)
    #expect(
      Self.verdict(sure, [report("t", .thermalAnomaly, confidence: .nominal)]) == .thresholdMet)
  }

  @Test func `serious and minor follow the clause's own exceptions`() {
    let classed = clause(
      [Subject(kinds: [.shot])], seriousIf: .measure(.count, .gte, 6),
      minorIf: .measure(.count, .lt, 2))
    let found = { (count: Int) in
      Ground.hits([classed], on: [report("s", .shot, count: CountRange(count))]).first?.clauseClass
    }
    #expect(found(1) == .minor)
    #expect(found(3) == .ordinary)
    #expect(found(6) == .serious)
  }

  @Test func `weaker evidence than the clause asks is undecided and asks for a second source`() {
    let proven = clause(
      [Subject(kinds: [.weaponSeen])],
      proof: [GradeOption(grade: .e1, imageOnly: true), GradeOption(grade: .e2, imageOnly: false)])
    let seen = Ground.hits([proven], on: [report("g", .weaponSeen)])
    #expect(seen.map(\.verdict) == [.undecided])
    #expect(seen.first?.tasks == [.secondSource])
    #expect(
      Self.verdict(proven, [report("g", .weaponSeen, sensor: "CAM-1", means: .camera)])
        == .thresholdMet)
  }

  @Test(arguments: [
    (72.0, 0.0, Verdict.exempt), (71.9, 0, .undecided), (72, 2.4, .exempt),
    (72, 2.6, .thresholdMet),
  ])
  func `an exemption needs its lead and its window`(
    leadH: Double, afterStartH: Double, expected: Verdict
  ) {
    let fire = clause(
      [Subject(kinds: [.explosion])],
      unless: [
        .notification(kind: "exercise", leadMs: 259_200_000, slackMs: 1_800_000, maxPersons: nil)
      ])
    let shot = report("x", .explosion, atMs: noonMs + Int64(afterStartH * 3_600_000))
    #expect(Self.verdict(fire, [shot], [notice("exercise", leadH: leadH)]) == expected)
    #expect(Self.verdict(fire, [shot], [notice("demining", leadH: 100)]) == .thresholdMet)
    let elsewhere = notice("exercise", leadH: 100, at: place(50_000, 0))
    #expect(Self.verdict(fire, [shot], [elsewhere]) == .thresholdMet)
  }

  @Test func `more persons than an exemption allows are arguable`() {
    let police = clause(
      [Subject(kinds: [.personnelSeen])],
      unless: [.notification(kind: "police", leadMs: 86_400_000, slackMs: 0, maxPersons: 10)])
    let seen = { (armed: Double) in
      report("p", .personnelSeen, attributes: [Attribute(.armedPersons, armed)])
    }
    #expect(Self.verdict(police, [seen(10)], [notice("police", leadH: 24)]) == .exempt)
    #expect(Self.verdict(police, [seen(11)], [notice("police", leadH: 24)]) == .undecided)
  }

  @Test func `events in a window count from the time before, also when one comes late`() {
    let three = clause(
      [Subject(kinds: [.explosion])],
      if: .eventsInWindow(.gte, 3, windowMs: 3_600_000, withinM: 2_000))
    let reports = [0, 20, 40].map {
      report("x\($0)", .explosion, atMs: noonMs + Int64($0) * 60_000)
    }
    #expect(Self.verdict(three, reports) == .thresholdMet)
    #expect(Self.verdict(three, [reports[2], reports[0]]) == nil)
    #expect(Self.verdict(three, [reports[2], reports[0], reports[1]]) == .thresholdMet)
    let far = report("far", .explosion, at: place(3_000, 0), atMs: noonMs + 600_000)
    #expect(Self.verdict(three, [reports[2], reports[0], far]) == nil)
    let before = report("before", .explosion, atMs: noonMs - 1_260_000)
    #expect(Self.verdict(three, [reports[2], reports[0], before]) == nil)
  }

  @Test func `clauses of polygons are the same with and without the plan that skips them`() {
    let pruned = clause([Subject(kinds: [.positionWork])], in: .zone("P"))
    // The second subject has a place of its own, so the clause is held against every event.
    let held = clause(
      [Subject(kinds: [.positionWork]), Subject(kinds: [.positionWork], place: .zone("none"))],
      in: .zone("P"))
    var unskipped = held
    unskipped.subjects[1].place = .nearObjects(layer: "none", withinM: 1)
    var random = Seeded(3)
    for index in 0..<2_000 {
      let work = report(
        "w\(index)", .positionWork,
        at: place(
          Double.random(in: 7_000...13_000, using: &random),
          Double.random(in: -3_000...3_000, using: &random)),
        sigmaM: Double.random(in: 1...800, using: &random))
      let one = Ground.hits([pruned], on: [work])
      #expect(one == Ground.hits([held], on: [work]))
      #expect(one.map(\.verdict) == Ground.hits([unskipped], on: [work]).map(\.verdict))
    }
  }
}
