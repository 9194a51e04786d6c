// Does the plan of the example mission follow from its statements, and from its line?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Coalition
import Foundation
import Geo
import Missions
import Notation
import Testing

@Suite struct GuaranteePlanTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../..").standardizedFileURL
  private static let folder = root.appendingPathComponent("Missions/guarantee-plan")
  private static let reading = MissionReader.read(folder.path)

  private static func plan() throws -> (plan: CoalitionPlan, ground: PlanGround) {
    let mission = try #require(reading.mission, "\(reading.faults)")
    return (try #require(mission.plan), try #require(mission.planGround(atMs: 0)))
  }

  private static func assess(
    _ id: String, _ change: (inout Scenario) -> Void = { _ in }
  ) throws -> PlanAssessment {
    let (plan, ground) = try plan()
    var scenario = plan.scenarios.first { $0.id == id } ?? .plain
    change(&scenario)
    return PlanAssessment(plan, on: ground, under: scenario)
  }

  @Test func `the folder has no faults, and says that it is illustrative`() throws {
    #expect(Self.reading.faults.isEmpty)
    let mission = try #require(Self.reading.mission)
    for language in ["en", "de"] {
      let notice = try #require(mission.notice?.text(in: language))
      #expect(notice.contains(language == "en" ? "Illustrative" : "Veranschaulichung"))
      #expect(notice.contains(language == "en" ? "endorsement" : "Billigung"))
    }
    #expect(try Self.plan().plan.scenarios.count == 3)
  }

  // MARK: Claims

  @Test(arguments: ["claims.json", "claims-more.json"])
  func `the files of claims are written again byte for byte`(_ name: String) throws {
    let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
    let reading = ClaimsReading(json: bytes)
    #expect(reading.faults.isEmpty)
    #expect(reading.register.jsonFile == bytes)
    let sheet = ClaimsReading(csv: reading.register.csvFile)
    #expect(sheet.faults.isEmpty && sheet.register.claims == reading.register.claims)
    #expect(sheet.register.csvFile == reading.register.csvFile)
    #expect(reading.register.claims.count == (name == "claims.json" ? 140 : 21))
  }

  /// The contradictions that a person listed, by topic.
  private static func known() throws -> [(id: String, claims: Set<String>)] {
    let url = root.appendingPathComponent("Tests/Fixtures/claims/known-contradictions.json")
    let listed = try JSONValue(reading: [UInt8](try Data(contentsOf: url))).elements ?? []
    return listed.map { one in
      (one["id"]?.text ?? "", Set(one["claims"]?.elements?.compactMap(\.text) ?? []))
    }
  }

  @Test func `all 13 contradictions that a person listed are found by rule`() throws {
    let (plan, _) = try Self.plan()
    let found = plan.contradictions()
    var common = 0
    var listed = 0
    for (id, claims) in try Self.known() {
      let best = found.map { claims.intersection($0.claims).count }.max() ?? 0
      #expect(best == claims.count, "\(id): \(best) of \(claims.count)")
      common += best
      listed += claims.count
    }
    let count = try Self.known().count
    #expect(count == 13 && common == listed && listed == 64)
  }

  @Test func `what is found beyond the list is named, and is no accident`() throws {
    let (plan, _) = try Self.plan()
    let known = try Self.known()
    var further: Set<String> = []
    var common = 0
    var all = 0
    for topic in plan.contradictions() {
      let articles = Set(topic.claims.filter { $0.hasPrefix("S") })
      let best =
        known.map(\.claims).max {
          $0.intersection(articles).count < $1.intersection(articles).count
        } ?? []
      let matched = best.intersection(articles)
      common += matched.count
      all += articles.count
      if matched.isEmpty { #expect(topic.topic == "headquarters") }
      further.formUnion(articles.subtracting(best))
    }
    // Of the places that statements of the articles have in what is found, those that a person listed.
    #expect(common == 64 && all == 88)
    #expect(
      further == [
        // Offers of the US beside its refusal, and one report more of that.
        "S0-01", "S0-03", "S3-02", "S3-03", "S3-04", "S3-10", "S4-14", "S4-16", "S4-17",
        // Partners that wait for the US as well.
        "S0-21", "S2-04", "S2-05", "S2-06", "S2-07",
        // Who holds the line; guarantees like article 5 beside a force that it does not cover.
        "S0-18", "S0-19", "S4-12",
        // Names in two more articles; planning that is unresolved and that is well advanced.
        "S0-07", "S1-06", "S1-02", "S1-15", "S2-02",
        // One general, or one of two states together.
        "S1-19",
      ])
  }

  @Test func `every answer that was structured bears on a claim, and no answer is empty`() throws {
    let (plan, _) = try Self.plan()
    for assertion in plan.assertions {
      #expect(plan.register[assertion.claim] != nil && assertion.place.line > 0)
    }
    #expect(Set(plan.assertions.map(\.subject)) == Set(plan.subjects.map(\.id)))
  }

  @Test func `sites and orbits of the plan are there for whoever works out coverage`() throws {
    let sensors = try Self.plan().plan.sensors
    #expect(sensors.sites.map(\.id) == ["radar-1", "radar-2"])
    #expect(sensors.sites[0].heightM == 20 && sensors.sites[0].rangeM == 150_000)
    #expect(sensors.orbits[0].route.count == 2 && sensors.orbits[0].onStationH?.value.likely == 6)
    #expect(sensors.orbits[0].offer == "us-orbits" && sensors.orbits[0].claims == ["S1-32"])
  }

  // MARK: Circles

  @Test func `the US waits for Europeans who wait for the US`() throws {
    let circles = try Self.assess("all").circles
    #expect(circles.circles.contains { $0.matters == ["us-backing", "european-force"] })
    for partner in ["nl-contribution", "fi-contribution", "other-contributions"] {
      #expect(circles.circles.contains { $0.matters.contains(partner) }, "\(partner)")
    }
    #expect(circles.circles.count == 4 && circles.bound == nil && circles.breaksBound == nil)
    #expect(circles.matterBreaks == [["us-backing"], ["european-force"]])
    // One statement ties the knot on the side of the US, many on the other.
    #expect(circles.statementBreaks == [["S0-04"]])
    let claims = Set(circles.circles.flatMap { $0.waits.flatMap(\.claims) })
    #expect(claims.isSuperset(of: ["S0-04", "S0-06", "S2-03", "S1-04", "S3-07", "S1-35"]))
  }

  @Test func `each smallest break sets everybody free`() throws {
    for broken in try Self.assess("as-stated").circles.matterBreaks {
      let found = try Self.assess("as-stated") { $0.given.formUnion(broken) }
      for matter in ["us-backing", "european-force", "nl-contribution", "fi-contribution"] {
        #expect(found.holds.contains(matter), "\(broken): \(matter)")
      }
    }
    let found = try Self.assess("as-stated")
    #expect(!found.holds.contains("us-backing"))
  }

  @Test func `in April 2025 nobody knew of the condition of the US, so there was no circle`() throws
  {
    let april = try Self.assess("all") { $0.filter.knownOn = PartialDate("2025-04-30") }
    #expect(april.circles.circles.isEmpty)
    let august = try Self.assess("all") { $0.filter.knownOn = PartialDate("2025-08-27") }
    #expect(august.circles.circles.count == 4)
    // The articles of January 2026 do not count, whenever their statements were made.
    #expect(august.claimCount < 140)
    #expect(
      !august.offers.contains { $0.offer == "de-troops" && $0.isCounted && $0.obstacles.isEmpty })
  }

  // MARK: Scenarios

  @Test func `only confirmed offers leave more open, and without the US nothing flies`() throws {
    func gap(_ found: PlanAssessment, _ key: String) -> Estimate? {
      found.figures.first { $0.key == key }?.value
    }
    let stated = try Self.assess("as-stated")
    let confirmed = try Self.assess("confirmed")
    let without = try Self.assess("us-ends")
    let brigades = "gap.brigades.year"
    #expect(gap(confirmed, brigades)?.low ?? 0 > gap(stated, brigades)?.low ?? 0)
    #expect(gap(without, "served.line-orbits.start") == .zero)
    #expect(gap(stated, "served.line-orbits.start")?.high ?? 0 > 0)
    #expect(without.circles.circles.isEmpty)
    let deltas = stated.deltas(to: without)
    #expect(deltas.contains { $0.key == "gap.line-orbits.start" })
    #expect(stated.deltas(to: stated).isEmpty)
    #expect(stated.isInfeasible)
    #expect(
      stated.shortfalls.contains { $0.requirements == ["patrols"] && $0.certainty == .certain })
  }

  @Test func `Germany goes to a neighbouring state, a mandate is open at no parliament`() throws {
    let found = try Self.assess("as-stated")
    #expect(found.conflicts.contains { $0.offer == "de-troops" && $0.reason == .layer("second") })
    #expect(found.gates.values.allSatisfy { $0 != .open })
    #expect(
      found.offers.first { $0.offer == "de-troops" }?.obstacles == [.waits(for: ["bundestag"])])
    #expect(found.doubleCounts.map(\.second) == ["de-first"])
  }

  @Test func `every figure of the plan has a claim or says that it is assumed`() throws {
    let found = try Self.assess("as-stated")
    for figure in found.figures
    where figure.key.hasPrefix("required.") || figure.key.hasPrefix("supply.") {
      #expect(!figure.claims.isEmpty || figure.assumption != nil, "\(figure.key)")
    }
  }

  @Test func `another line changes every figure that hangs on it`() throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent(
      "plan-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: Self.folder, to: copy)
    defer { try? FileManager.default.removeItem(at: copy) }
    let line = copy.appendingPathComponent("geometry/line.geojson")
    let text = try String(contentsOf: line, encoding: .utf8)
    try text.replacing(",[33.5,47.0],[32.5,46.5],[32.0,46.5]", with: "")
      .write(to: line, atomically: true, encoding: .utf8)
    let mission = try #require(MissionReader.read(copy.path).mission)
    let plan = try #require(mission.plan)
    let shorter = PlanAssessment(
      plan, on: try #require(mission.planGround(atMs: 0)), under: plan.scenarios[0])
    let changed = try Self.assess("as-stated").deltas(to: shorter).map(\.key)
    for key in [
      "line.length", "required.patrols.start", "required.line-orbits.start",
      "required.low-radar.start",
    ] {
      #expect(changed.contains(key), "\(key)")
    }
    #expect(!changed.contains("required.brigades.year"))
  }
}
