// Are offers laid against requirements as well as they can be, and is it said what binds?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Testing

@testable import Coalition

@Suite struct ForceTests {
  private struct Lots {
    var state: UInt64
    mutating func next(_ below: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % below
    }
  }

  /// The greatest flow equals the smallest cut: over all sets of requirements, what is needed outside of
  /// the set and what all offers for the set bring (max-flow min-cut theorem).
  private static func leastCut(
    _ needs: [Double], _ offers: [Double], _ allowed: [[Int]]
  ) -> Double {
    (0..<(1 << needs.count)).map { bits in
      let inside = needs.indices.filter { bits >> $0 & 1 == 1 }
      let outside = needs.indices.filter { bits >> $0 & 1 == 0 }
      let brought = offers.indices.filter { !Set(allowed[$0]).isDisjoint(with: inside) }
      return outside.reduce(0) { $0 + needs[$1] } + brought.reduce(0) { $0 + offers[$1] }
    }.min() ?? 0
  }

  @Test(arguments: 1...60)
  func `as much is served as the smallest cut lets through`(_ seed: UInt64) {
    var lots = Lots(state: seed)
    let needs = (0..<5).map { _ in Double(lots.next(20)) }
    let offers = (0..<6).map { _ in Double(lots.next(15)) }
    let allowed = offers.map { _ in needs.indices.filter { _ in lots.next(100) < 40 } }
    let result = ForceBalance.balance(needs: needs, offers: offers, allowed: allowed)
    let served = result.served.reduce(0, +)
    #expect(abs(served - Self.leastCut(needs, offers, allowed)) < 1e-9)
    #expect(abs(served - result.used.reduce(0, +)) < 1e-9)
    #expect(zip(result.served, needs).allSatisfy { $0 <= $1 + 1e-9 })
    #expect(zip(result.used, offers).allSatisfy { $0 <= $1 + 1e-9 })
    // The set that binds needs more than everything that may serve it, by exactly what is short.
    let all = result.binding.reduce(0) { $0 + needs[$1] }
    let brought = offers.indices.filter { !Set(allowed[$0]).isDisjoint(with: result.binding) }
      .reduce(0) { $0 + offers[$1] }
    #expect(abs(result.shortBy - (needs.reduce(0, +) - served)) < 1e-9)
    #expect(
      result.shortBy == 0 ? result.binding.isEmpty : abs(all - brought - result.shortBy) < 1e-9)
  }

  @Test func `an offer that fits two requirements is counted once`() {
    let result = ForceBalance.balance(needs: [60, 60], offers: [100], allowed: [[0, 1]])
    #expect(result.served.reduce(0, +) == 100)
    #expect(result.binding == [0, 1] && result.shortBy == 20)
    let open = ForceBalance.balance(needs: [60, 60], offers: [.infinity], allowed: [[0, 1]])
    #expect(open.shortBy == 0 && open.binding.isEmpty)
  }

  // MARK: Formulas

  @Test func `formulas carry ranges through`() throws {
    let formula = try Formula("ceil(line_km / km_per_team) * shifts + max(2, sector_km(north))")
    #expect(formula.names == ["line_km", "km_per_team", "shifts"])
    #expect(formula.asked.map(\.of) == ["north"])
    let value = formula.value(
      {
        [
          "line_km": Estimate(100), "km_per_team": Estimate(low: 4, likely: 5, high: 10),
          "shifts": Estimate(3),
        ][$0]
      },
      { _, _ in Estimate(7) })
    #expect(value == Estimate(low: 37, likely: 67, high: 82))
    #expect(formula.value({ _ in nil }, { _, _ in nil }) == nil)
    #expect(try Formula("1 / x").value({ _ in Estimate(low: 0, high: 1) }, { _, _ in nil }) == nil)
    #expect(try Formula("2 - 3 * (4 - 1)").value({ _ in nil }, { _, _ in nil }) == Estimate(-7))
    #expect(try Formula("required(a-b) - 1").asked.map(\.of) == ["a-b"])
  }

  @Test(arguments: [
    ("", 1), ("1 +", 4), ("(1", 3), ("1 2", 3), ("foo(1)", 5), ("min(1)", 6), ("ceil(1, 2)", 10),
    ("layer_km2()", 11), ("1..2", 5), ("a $ b", 3), (String(repeating: "(", count: 40), 33),
  ])
  func `what is no formula is refused at its character`(_ text: String, column: Int) {
    let error = #expect(throws: Formula.Fault.self) { try Formula(text) }
    #expect(error?.column == column, "\(String(describing: error))")
  }

  @Test func `a formula has at most 200 operations, and one that asks for itself is told`() throws {
    func sum(_ count: Int) -> String {
      Array(repeating: "1", count: count + 1).joined(separator: "+")
    }
    let most = try Formula(sum(200))
    #expect(most.value({ _ in nil }, { _, _ in nil }) == Estimate(201))
    #expect(throws: Formula.Fault.self) { try Formula(sum(201)) }
    let itself = ForceRequirement(
      id: "n", title: LocalText("n"), capability: "troops", phase: "one",
      amount: .formula(try Formula("required(n) + 1"), parameters: [:]))
    let found = assess([], [itself])
    #expect(found.requirements[0].required == nil)
    #expect(found.requirements[0].unknown?.contains("required(n)") == true)
  }

  // MARK: A small plan

  /// A line of 100 km along a meridian; A lies to the west of it.
  private static let ground: PlanGround = {
    let south = GeoPoint(latitudeDeg: 48, longitudeDeg: 36)
    let north = Geodesic.destination(from: south, bearingRad: 0, distanceM: 100_000)
    let line = ContactLine(
      version: "1", validity: .always, pieces: [[south, north]], leftParty: .a)
    return PlanGround(
      line: line,
      layers: [
        Layer(id: "buffer", title: LocalText("b"), shape: .band(fromM: 0, toM: 7_500, party: nil)),
        Layer(
          id: "second", title: LocalText("s"), shape: .band(fromM: 30_000, toM: 60_000, party: .a)),
        Layer(id: "abroad", title: LocalText("a"), shape: .abroad),
      ])
  }()

  private static func people(_ low: Double, _ high: Double, claims: [String] = []) -> Figure {
    Figure(Estimate(low: low, high: high), unit: "people", claims: claims)
  }

  private static func plan(_ offers: [Offer], _ needs: [ForceRequirement]) -> CoalitionPlan {
    var plan = CoalitionPlan(title: LocalText("p"))
    plan.capabilities = [Capability(id: "troops", title: LocalText("t"), unit: "people")]
    plan.conversions = [
      UnitConversion(unit: "brigades", to: "people", each: people(4_000, 6_000))
    ]
    plan.offers = offers
    plan.requirements = needs
    plan.phases = ["one", "two"].map {
      Phase(id: $0, title: LocalText($0), days: Figure(.zero, unit: "days"))
    }
    return plan
  }

  private static func offer(
    _ id: String, _ state: String, _ figure: Figure, _ change: (inout Offer) -> Void = { _ in }
  ) -> Offer {
    var offer = Offer(
      id: id, state: state, title: LocalText(id), capability: "troops", amount: figure,
      commitment: .pledged)
    change(&offer)
    return offer
  }

  private static func need(
    _ id: String, _ low: Double, _ high: Double, phase: String? = "one", layer: String? = nil,
    task: String? = nil
  ) -> ForceRequirement {
    ForceRequirement(
      id: id, title: LocalText(id), capability: "troops", phase: phase, layer: layer, task: task,
      amount: .figure(people(low, high)))
  }

  private func assess(
    _ offers: [Offer], _ needs: [ForceRequirement], _ change: (inout Scenario) -> Void = { _ in }
  ) -> PlanAssessment {
    var scenario = Scenario.plain
    change(&scenario)
    return PlanAssessment(Self.plan(offers, needs), on: Self.ground, under: scenario)
  }

  @Test func `an infeasible plan says which requirement binds and by how much`() throws {
    let found = assess(
      [Self.offer("a", "FR", Self.people(100, 200))], [Self.need("n", 500, 600)])
    let short = try #require(found.shortfalls.first)
    #expect(found.isInfeasible && short.certainty == .certain)
    #expect(short.requirements == ["n"] && short.shortBy == 300 && short.share == 0.6)
    let standing = try #require(found.requirements.first)
    #expect(standing.gap == Estimate(low: 300, likely: 400, high: 500))
    #expect(standing.served == Estimate(low: 100, likely: 150, high: 200))
  }

  @Test func `brigades are counted in people, and other units are not counted`() {
    let found = assess(
      [
        Self.offer("a", "FR", Figure(Estimate(low: 4, high: 5), unit: "brigades")),
        Self.offer("b", "GB", Figure(Estimate(3), unit: "aircraft")),
      ], [Self.need("n", 1, 1)])
    #expect(found.offers[0].amount?.value == Estimate(low: 16_000, likely: 22_500, high: 30_000))
    #expect(found.offers[1].obstacles == [.unit("aircraft")] && !found.offers[1].isCounted)
  }

  @Test func `caveats by layer, distance, task and phase keep an offer away`() {
    let caveats: [(Caveat.Kind, CaveatConflict.Reason)] = [
      (.notInLayers(["buffer"]), .layer("buffer")),
      (.onlyInLayers(["abroad"]), .layer("buffer")),
      (.notWithinM(50_000), .distance(actualM: 0, leastM: 50_000)),
      (.notForTasks(["presence"]), .task("presence")),
      (.notBeforePhase("two"), .phase("one")),
    ]
    for (kind, reason) in caveats {
      let offer = Self.offer("a", "DE", Self.people(10, 10)) { $0.caveats = [Caveat(kind)] }
      let need = Self.need("n", 10, 10, layer: "buffer", task: "presence")
      let found = assess([offer], [need])
      #expect(found.conflicts.map(\.reason) == [reason])
      #expect(found.requirements[0].gap == Estimate(10))
      let elsewhere = assess([offer], [Self.need("n", 10, 10, phase: "two", layer: "abroad")])
      #expect(elsewhere.conflicts.isEmpty && elsewhere.requirements[0].gap == .zero)
    }
    let leaving = Self.offer("a", "DE", Self.people(10, 10)) {
      $0.caveats = [Caveat(.notAfterPhase("one"))]
    }
    #expect(assess([leaving], [Self.need("n", 1, 1, phase: "two")]).conflicts.count == 1)
  }

  @Test func `an offer whose own place its caveat forbids does not count`() {
    let offer = Self.offer("a", "DE", Self.people(10, 10)) {
      $0.layer = "buffer"
      $0.caveats = [Caveat(.onlyInLayers(["abroad"]))]
    }
    let found = assess([offer], [Self.need("n", 10, 10)])
    #expect(found.offers[0].obstacles == [.ownCaveat])
    let point = Geodesic.destination(
      from: GeoPoint(latitudeDeg: 48.4, longitudeDeg: 36), bearingRad: 1.5 * .pi, distanceM: 40_000)
    let placed = Self.offer("a", "DE", Self.people(10, 10)) {
      $0.points = [point]
      $0.caveats = [Caveat(.notInLayers(["second"]))]
    }
    #expect(assess([placed], []).conflicts.map(\.reason) == [.layer("second")])
    let far = Self.offer("a", "DE", Self.people(10, 10)) {
      $0.points = [point]
      $0.caveats = [Caveat(.notWithinM(39_000))]
    }
    #expect(assess([far], []).conflicts.isEmpty)
  }

  @Test func `a unit, a statement and a part are not counted twice`() {
    let cases: [(DoubleCount.Reason, (inout Offer) -> Void, Figure)] = [
      (.unit("1st"), { $0.units = ["1st"] }, Self.people(10, 10)),
      (.claim("c"), { _ in }, Self.people(10, 10, claims: ["c"])),
    ]
    for (reason, change, figure) in cases {
      let found = assess(
        [Self.offer("a", "FR", figure, change), Self.offer("b", "FR", figure, change)],
        [Self.need("n", 20, 20)])
      #expect(found.doubleCounts.map(\.reason) == [reason])
      #expect(found.requirements[0].served == Estimate(10) || reason == .claim("c"))
      let apart = assess(
        [
          Self.offer("a", "FR", figure) {
            change(&$0); $0.phases = ["one"]
          },
          Self.offer("b", "FR", figure) {
            change(&$0); $0.phases = ["two"]
          },
        ], [])
      #expect(apart.doubleCounts.isEmpty)
    }
    let part = assess(
      [
        Self.offer("b", "FR", Self.people(4, 4)) { $0.partOf = "a" },
        Self.offer("a", "FR", Self.people(10, 10)),
      ], [Self.need("n", 20, 20)])
    #expect(part.requirements[0].served == Estimate(10))
    // Without the whole its part counts.
    let alone = assess(part.plan.offers, [Self.need("n", 20, 20)]) { $0.withoutOffers = ["a"] }
    #expect(alone.requirements[0].served == Estimate(4))
  }

  @Test func `a state that drops out, a weak word and a missing condition leave a gap`() {
    let offers = [
      Self.offer("a", "US", Self.people(10, 10)),
      Self.offer("b", "NL", Self.people(10, 10)) {
        $0.commitment = .willing
        $0.waits = [Wait("b", for: "backing")]
      },
    ]
    func gap(_ change: (inout Scenario) -> Void) -> Estimate {
      var plan = Self.plan(offers, [Self.need("n", 20, 20)])
      plan.matters = [Matter(id: "backing", kind: .event, title: LocalText("b"))]
      var scenario = Scenario.plain
      change(&scenario)
      return PlanAssessment(plan, on: Self.ground, under: scenario).requirements[0].gap
    }
    #expect(gap { _ in } == .zero)
    #expect(gap { $0.withoutStates = ["US"] } == Estimate(10))
    #expect(gap { $0.countOnlyConfirmedOffers() } == Estimate(10))
    #expect(gap { $0.isUnblockedOnly = true } == Estimate(10))
    #expect(
      gap {
        $0.isUnblockedOnly = true; $0.given = ["backing"]
      } == .zero)
    #expect(gap { $0.figures["n"] = Self.people(50, 50) } == Estimate(30))
  }
}
