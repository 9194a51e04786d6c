// The stories of practice against clauses, by name.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Observations
import Rules
import Testing
import Tracks

/// A straight line along latitude 48 from 36 to 38 E: Party B lies north (left of its direction).
private func territory(
  zones: [Zone] = [], areas: [Area] = [], objects: [ProtectedObject] = []
) -> Territory {
  let points = stride(from: 36.0, through: 38.0, by: 0.05).map {
    GeoPoint(latitudeDeg: 48, longitudeDeg: $0)
  }
  return Territory(
    lines: [
      ContactLine(version: "v1", validity: .always, pieces: [points], leftParty: .b)
    ], zones: zones, polygonAreas: areas, objects: objects)
}

private func clause(
  _ id: String, version: Int = 1, _ kinds: [ObservationKind], _ place: Where,
  _ breachIf: Condition = .presence, validity: Validity = .always,
  exemptIf: [Exemption] = [], serious: Condition? = nil,
  grades: [GradeOption] = [GradeOption(grade: .e1, imageOnly: false)],
  requirements: [Requirement] = []
) -> Clause {
  Clause(
    id: id, version: version, validity: validity, title: LocalText("c"), text: LocalText("c"),
    subjects: [Subject(kinds: kinds, requirements: requirements)], place: place,
    breachIf: breachIf, exemptIf: exemptIf, seriousIf: serious, minorIf: nil, minGrade: grades,
    baseClass: .ordinary, clocks: Clocks(), checkedOn: nil)
}

/// An event `kmSouth` of the line at 37 E.
private func event(
  _ kind: ObservationKind, kmSouth: Double, sigmaM: Double = 50, means: Means = .camera,
  count: CountRange = .one, attributes: [Attribute] = [], atMs: Int64 = 1_000_000,
  forMin: Double = 0, name: String = "e"
) throws -> Event {
  let point = Geodesic.destination(
    from: GeoPoint(latitudeDeg: 48, longitudeDeg: 37.025), bearingRad: kmSouth < 0 ? 0 : .pi,
    distanceM: abs(kmSouth) * 1_000)
  let raw = Array(name.utf8)
  let observation = Observation(
    key: ContentID(parts: [name]), digest: ContentDigest(of: raw), raw: raw, feed: "t",
    sensor: "c", means: means, confidence: .nominal, kind: kind, count: count,
    attributes: attributes,
    happened: Period(fromMs: atMs, untilMs: atMs + Int64(forMin * 60_000)), observedAtMs: atMs,
    receivedAtMs: atMs,
    place: .fix(
      try Fix(
        latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg, sigmaM: sigmaM)))
  var joiner = EventJoiner(
    settings: JoinSettings(),
    sensors: SensorRegister([Sensor(id: "c", name: "C", means: means, owner: "M")]))
  _ = joiner.add(observation)
  guard case .current(let event) = joiner.settle().first else { throw Missing() }
  return event
}

private struct Missing: Error {}

private func check(
  _ clause: Clause, _ event: Event, _ territory: Territory = territory(),
  notifications: [Notification] = [], recent: RecentEvents = RecentEvents(windowMs: 0)
) -> Hit? {
  let rules = RuleCheck(
    agreement: Agreement(id: "T", title: LocalText("T"), inForceMs: 0, clauses: [clause]),
    territory: territory, notifications: notifications)
  return rules.check(event, recent: recent).first
}

@Suite struct DistanceRules {
  let within10 = clause("1", [.uav], .nearLine(withinM: 10_000, party: nil))
  let heavy = clause(
    "6", [.weaponSeen], .zone("SZ-50"), .measure(.count, .gte, 1),
    serious: .measure(.count, .gte, 6),
    requirements: [Requirement(.tubeMm, .gte, 100)])
  let sz50 = territory(zones: [Zone(id: "SZ-50", shape: .offset(offsetM: 50_000, party: nil))])

  @Test func `well inside is met, well outside is nothing`() throws {
    #expect(check(within10, try event(.uav, kmSouth: 4))?.verdict == .thresholdMet)
    #expect(check(within10, try event(.uav, kmSouth: 15)) == nil)
    #expect(check(within10, try event(.aircraft, kmSouth: 4)) == nil)
  }

  @Test func `a howitzer at 49_6 km with 300 m error is no breach and asks for a better position`()
    throws
  {
    let howitzer = try event(
      .weaponSeen, kmSouth: 49.6, sigmaM: 300, attributes: [Attribute(.tubeMm, 152)])
    let hit = try #require(check(heavy, howitzer, sz50))
    #expect(hit.verdict == .undecided)
    #expect(hit.tasks == [.betterPosition])
    let step = try #require(hit.steps.first { $0.code == .distanceToLine })
    #expect(abs((step.measured ?? 0) - 49_600) < 5)
    #expect(step.threshold == 50_000)
    #expect(hit.geometryVersion == "v1")
  }

  @Test func `calibre that was not measured is a question, a smaller one is none of the clause's`()
    throws
  {
    #expect(check(heavy, try event(.weaponSeen, kmSouth: 20), sz50)?.verdict == .undecided)
    let small = try event(.weaponSeen, kmSouth: 20, attributes: [Attribute(.tubeMm, 82)])
    #expect(check(heavy, small, sz50) == nil)
  }

  @Test func `six pieces are serious, a range that reaches six is not`() throws {
    let tube = [Attribute(.tubeMm, 152)]
    let six = try event(.weaponSeen, kmSouth: 20, count: CountRange(6), attributes: tube)
    #expect(check(heavy, six, sz50)?.clauseClass == .serious)
    let maybe = try event(
      .weaponSeen, kmSouth: 20, count: #require(CountRange(min: 4, max: 6)), attributes: tube)
    #expect(check(heavy, maybe, sz50)?.clauseClass == .ordinary)
  }

  @Test func `the side is told, and left open where the error reaches across the line`() throws {
    let anywhere = clause("1", [.shot], .everywhere)
    #expect(check(anywhere, try event(.shot, kmSouth: 2))?.side == .a)
    #expect(check(anywhere, try event(.shot, kmSouth: -2))?.side == .b)
    #expect(check(anywhere, try event(.shot, kmSouth: 0.05, sigmaM: 100))?.side == nil)
    let sideB = clause("1", [.shot], .nearLine(withinM: 5_000, party: .b))
    #expect(check(sideB, try event(.shot, kmSouth: 2)) == nil)
    #expect(check(sideB, try event(.shot, kmSouth: -2))?.verdict == .thresholdMet)
    #expect(check(sideB, try event(.shot, kmSouth: 0.05, sigmaM: 100))?.verdict == .undecided)
  }
}

@Suite struct ZoneRules {
  @Test func `a ceiling holds where the height is known and asks where it is not`() throws {
    let zones = [
      Zone(id: "NFZ", shape: .offset(offsetM: 25_000, party: nil), ceilingM: 6_000),
      Zone(id: "NFZ", shape: .offset(offsetM: 15_000, party: nil)),
    ]
    let ground = territory(zones: zones)
    let noFly = clause("10", [.aircraft], .zone("NFZ"))
    func aircraft(_ km: Double, _ heightM: Double?) throws -> Event {
      try event(
        .aircraft, kmSouth: km, means: .radar,
        attributes: heightM.map { [Attribute(.heightM, $0)] } ?? [])
    }
    #expect(check(noFly, try aircraft(20, 3_000), ground)?.verdict == .thresholdMet)
    #expect(check(noFly, try aircraft(20, 8_000), ground) == nil)
    #expect(check(noFly, try aircraft(10, 8_000), ground)?.verdict == .thresholdMet)
    #expect(check(noFly, try aircraft(20, nil), ground)?.verdict == .undecided)
  }

  @Test func `a drawn zone is undecided near its border`() throws {
    let square = [(36.9, 47.7), (37.2, 47.7), (37.2, 47.9), (36.9, 47.9), (36.9, 47.7)].map {
      GeoPoint(latitudeDeg: $0.1, longitudeDeg: $0.0)
    }
    let ground = territory(
      zones: [Zone(id: "P", shape: .polygon(index: 0))],
      areas: [Area(id: "p", name: LocalText("p"), polygons: [ZoneIndex.Polygon(rings: [square])])])
    let inside = clause("1", [.personnelSeen], .zone("P"))
    // The northern border lies 11.1 km south of the line.
    #expect(check(inside, try event(.personnelSeen, kmSouth: 15), ground)?.verdict == .thresholdMet)
    #expect(check(inside, try event(.personnelSeen, kmSouth: 9), ground) == nil)
    #expect(
      check(inside, try event(.personnelSeen, kmSouth: 11.1, sigmaM: 100), ground)?.verdict
        == .undecided)
  }

  @Test func `an object is near or not, by name`() throws {
    let school = ProtectedObject(
      layer: "schools", name: "School 4", point: GeoPoint(latitudeDeg: 47.9, longitudeDeg: 37.025))
    let ground = territory(objects: [school])
    let near = clause("15", [.explosion], .nearObjects(layer: "schools", withinM: 500))
    let at =
      Geodesic.distanceM(
        from: school.point, to: GeoPoint(latitudeDeg: 48, longitudeDeg: 37.025)) / 1_000
    let hit = try #require(
      check(near, try event(.explosion, kmSouth: at - 0.3, sigmaM: 20), ground))
    #expect(hit.verdict == .thresholdMet)
    #expect(hit.steps.contains { $0.code == .nearObject && $0.names == ["School 4"] })
    #expect(check(near, try event(.explosion, kmSouth: at - 0.7, sigmaM: 20), ground) == nil)
  }
}

@Suite struct ConditionRules {
  @Test func `presence over 30 minutes, or two armed persons`() throws {
    let buffer = clause(
      "4", [.personnelSeen], .everywhere,
      .any([.measure(.dwellMin, .gt, 30), .measure(.attribute(.armedPersons), .gte, 2)]))
    #expect(check(buffer, try event(.personnelSeen, kmSouth: 3, forMin: 31)) != nil)
    #expect(check(buffer, try event(.personnelSeen, kmSouth: 3, forMin: 30)) == nil)
    let two = try event(.personnelSeen, kmSouth: 3, attributes: [Attribute(.armedPersons, 2)])
    #expect(check(buffer, two)?.verdict == .thresholdMet)
  }

  @Test func `a count over time looks back, and no farther`() throws {
    let condition = Condition.eventsInWindow(.gte, 3, windowMs: 3_600_000, withinM: 5_000)
    let often = clause("1", [.shot], .everywhere, condition)
    var recent = RecentEvents(windowMs: 3_600_000)
    let last = try event(.shot, kmSouth: 3, atMs: 10_000_000, name: "last")
    recent.put(last)
    recent.put(try event(.shot, kmSouth: 4, atMs: 9_000_000, name: "b"))
    #expect(check(often, last, recent: recent) == nil)
    recent.put(try event(.shot, kmSouth: 40, atMs: 9_000_000, name: "far"))
    recent.put(try event(.shot, kmSouth: 3, atMs: 6_000_000, name: "old"))
    #expect(check(often, last, recent: recent) == nil)
    recent.put(try event(.shot, kmSouth: 3, atMs: 9_500_000, name: "c"))
    #expect(check(often, last, recent: recent)?.verdict == .thresholdMet)
    #expect(recent.followers(ofMs: 9_000_000).count == 4)
  }

  @Test func `weaker evidence than the clause asks for is a task`() throws {
    let e2 = clause("1", [.shot], .everywhere, grades: [GradeOption(grade: .e2, imageOnly: false)])
    let hit = try #require(check(e2, try event(.shot, kmSouth: 3)))
    #expect(hit.verdict == .undecided)
    #expect(hit.tasks == [.secondSource])
    let image = clause(
      "1", [.uav], .everywhere,
      grades: [GradeOption(grade: .e1, imageOnly: true), GradeOption(grade: .e2, imageOnly: false)])
    #expect(check(image, try event(.uav, kmSouth: 3, means: .camera))?.verdict == .thresholdMet)
    #expect(check(image, try event(.uav, kmSouth: 3, means: .heard))?.verdict == .undecided)
  }

  @Test func `an amended clause leaves earlier events under the old version`() throws {
    let old = clause(
      "4", version: 2, [.shot], .nearLine(withinM: 7_500, party: nil),
      validity: Validity(fromMs: 0, untilMs: 5_000_000))
    let new = clause(
      "4", version: 3, [.shot], .nearLine(withinM: 5_000, party: nil),
      validity: Validity(fromMs: 5_000_000, untilMs: nil))
    let rules = RuleCheck(
      agreement: Agreement(id: "T", title: LocalText("T"), inForceMs: 0, clauses: [old, new]),
      territory: territory(), notifications: [])
    let none = RecentEvents(windowMs: 0)
    let before = rules.check(try event(.shot, kmSouth: 6, atMs: 4_999_999), recent: none)
    #expect(before.map(\.clauseVersion) == [2])
    #expect(rules.check(try event(.shot, kmSouth: 6, atMs: 5_000_000), recent: none).isEmpty)
  }
}

@Suite struct NotificationRules {
  let fire = clause(
    "1", [.explosion], .everywhere,
    exemptIf: [
      .notification(kind: "exercise", leadMs: 72 * 3_600_000, slackMs: 1_800_000, maxPersons: nil)
    ])

  private func exercise(leadH: Double) -> Notification {
    let fromMs: Int64 = 1_000_000_000
    return Notification(
      id: "N-1", kind: "exercise", party: .a, receivedAtMs: fromMs - Int64(leadH * 3_600_000),
      fromMs: fromMs, untilMs: fromMs + 7_200_000,
      center: GeoPoint(latitudeDeg: 47.7, longitudeDeg: 37.025), radiusM: 3_000, persons: nil)
  }

  private func explosion(minutesAfterStart: Double) throws -> Event {
    try event(.explosion, kmSouth: 33.4, atMs: 1_000_000_000 + Int64(minutesAfterStart * 60_000))
  }

  @Test func `a notified exercise that runs 20 minutes over is still covered`() throws {
    let hit = check(
      fire, try explosion(minutesAfterStart: 140), notifications: [exercise(leadH: 80)])
    #expect(hit?.verdict == .exempt)
    let later = check(
      fire, try explosion(minutesAfterStart: 151), notifications: [exercise(leadH: 80)])
    #expect(later?.verdict == .thresholdMet)
    #expect(later?.exemptions.map(\.code) == [.noNotification])
  }

  @Test func `a notice that came too late leaves a question for the Commission`() throws {
    let hit = try #require(
      check(fire, try explosion(minutesAfterStart: 10), notifications: [exercise(leadH: 70.5)]))
    #expect(hit.verdict == .undecided)
    #expect(hit.tasks == [.noticeQuestion])
    #expect(hit.exemptions.first?.measured == 70.5)
    #expect(hit.exemptions.first?.threshold == 72)
  }

  @Test func `every step has a sentence in both languages`() throws {
    let hit = try #require(
      check(fire, try explosion(minutesAfterStart: 10), notifications: [exercise(leadH: 70.5)]))
    for step in hit.steps + hit.exemptions {
      #expect(step.text(.en).hasSuffix("."), "\(step.code)")
      #expect(step.text(.de).hasSuffix("."), "\(step.code)")
      #expect(step.text(.en) != step.text(.de))
    }
    for code in StepCode.allCases {
      #expect(!Step(code, .info, names: ["a", "b"]).text(.en).isEmpty, "\(code)")
    }
  }
}
