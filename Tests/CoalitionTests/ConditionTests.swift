// Are all circles found, and the smallest ways out of them?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Testing

@testable import Coalition

@Suite struct ConditionTests {
  /// A fixed sequence of random bits, so that each graph is the same in every run.
  private struct Lots {
    var state: UInt64
    mutating func next(_ below: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % below
    }
  }

  private static func graph(nodes: Int, edgePercent: UInt64, seed: UInt64) -> [[Int]] {
    var lots = Lots(state: seed)
    return (0..<nodes).map { _ in
      (0..<nodes).filter { _ in lots.next(100) < edgePercent }
    }
  }

  /// Every sequence of different nodes, tried one by one: slow and plain.
  private static func cyclesByTrying(_ edges: [[Int]]) -> Set<[Int]> {
    var found: Set<[Int]> = []
    func go(_ way: [Int]) {
      for next in edges[way[way.count - 1]] {
        if next == way[0] { found.insert(way) }
        if next > way[0], !way.contains(next) { go(way + [next]) }
      }
    }
    for start in edges.indices { go([start]) }
    return found
  }

  private static func hasCycle(_ edges: [[Int]], without removed: Set<Int>) -> Bool {
    !cyclesByTrying(
      edges.enumerated().map { node, next in
        removed.contains(node) ? [] : next.filter { !removed.contains($0) }
      }
    ).isEmpty
  }

  @Test(arguments: 2...7)
  func `a complete graph has the sum of (n over k) (k-1)! circles`(_ count: Int) {
    let edges = (0..<count).map { node in (0..<count).filter { $0 != node } }
    var expected = 0
    for length in 2...count {
      // n! / (n - k)! / k
      expected += (0..<length).reduce(1) { $0 * (count - $1) } / length
    }
    let found = ElementaryCycles(of: edges)
    #expect(found.isComplete)
    #expect(found.cycles.count == expected)
    #expect(Set(found.cycles).count == expected)
    // All but one node must go, whichever stays.
    let breaks = SmallestBreaks(of: edges)
    #expect(breaks.sets.count == count)
    #expect(breaks.sets.allSatisfy { $0.count == count - 1 })
  }

  @Test(arguments: 1...40)
  func `circles and breaks are those that trying everything finds`(_ seed: UInt64) {
    let edges = Self.graph(nodes: 7, edgePercent: 10 + seed % 4 * 8, seed: seed)
    let cycles = Self.cyclesByTrying(edges)
    #expect(Set(ElementaryCycles(of: edges).cycles) == cycles)
    let subsets = (0..<(1 << 7)).map { bits in (0..<7).filter { bits >> $0 & 1 == 1 } }
      .filter { !Self.hasCycle(edges, without: Set($0)) }
    let least = subsets.map(\.count).min() ?? 0
    #expect(Set(SmallestBreaks(of: edges).sets) == Set(subsets.filter { $0.count == least }))
  }

  @Test func `a bound is kept and said`() {
    let edges = (0..<9).map { node in (0..<9).filter { $0 != node } }
    let found = ElementaryCycles(of: edges, countMax: 100)
    #expect(found.cycles.count == 100)
    #expect(!found.isComplete)
    #expect(ElementaryCycles(of: edges).cycles.count == 10_000)
    let breaks = SmallestBreaks(of: edges, stepsMax: 50)
    #expect(!breaks.isExact && breaks.sets.isEmpty)
    let graph = ConditionGraph(
      matters: (0..<9).map { Matter(id: "\($0)", kind: .force, title: LocalText("\($0)")) },
      waits: (0..<9).flatMap { from in
        (0..<9).filter { $0 != from }.map { Wait("\(from)", for: "\($0)") }
      })
    let waits = CircularWaits(of: graph, countMax: 100, stepsMax: 50)
    #expect(waits.bound?.contains("more than 100 circles") == true)
    #expect(waits.breaksBound?.contains("50 steps") == true)
  }

  @Test func `a long chain is walked without recursion running out`() {
    let count = 20_000
    let ring = (0..<count).map { [($0 + 1) % count] }
    #expect(StrongComponents.of(ring).count == 1)
    let chain = (0..<count).map { $0 + 1 < count ? [$0 + 1] : [] }
    #expect(StrongComponents.of(chain).count == count)
  }

  // MARK: What comes about

  private static func matter(_ id: String, _ kind: Matter.Kind) -> Matter {
    Matter(id: id, kind: kind, title: LocalText(id))
  }

  /// A waits for B and the ceasefire, B for A; C for B; D for nothing.
  private static let knot = ConditionGraph(
    matters: [
      matter("ceasefire", .event), matter("a", .support), matter("b", .force),
      matter("c", .contribution), matter("d", .contribution), matter("vote", .mandate),
    ],
    waits: [
      Wait("a", for: "b", claims: ["1"]), Wait("b", for: "a", claims: ["2"]),
      Wait("b", for: "a", claims: ["3"]), Wait("c", for: "b", claims: ["4"]),
      Wait("a", for: "ceasefire", claims: ["1"]),
    ])

  @Test func `in a circle nobody begins, and one decision sets off the rest`() {
    let graph = Self.knot
    #expect(graph.granted(given: []) == ["d"])
    #expect(graph.granted(given: ["ceasefire"]) == ["d", "ceasefire"])
    #expect(graph.granted(given: ["b"]) == ["b", "c", "d"])
    #expect(graph.granted(given: ["a"]) == ["a", "b", "c", "d"])
    #expect(graph.granted(given: ["b", "ceasefire"]) == ["a", "b", "c", "d", "ceasefire"])
    #expect(graph.granted(given: ["vote"]).contains("vote"))
  }

  @Test func `either side of a circle breaks it, and so does the one statement on its side`() {
    let waits = CircularWaits(of: Self.knot)
    #expect(waits.circles.map(\.matters) == [["a", "b"]])
    #expect(waits.circles[0].waits.flatMap(\.claims) == ["1", "2", "3"])
    #expect(waits.matterBreaks == [["a"], ["b"]])
    // Statements 2 and 3 say the same: both would have to be taken back.
    #expect(waits.statementBreaks == [["1"]])
    let pairs = Set(Self.knot.knottedClaims.map { [$0.first, $0.second] })
    #expect(pairs == [["1", "2"], ["1", "3"], ["2", "1"], ["3", "1"]])
  }

  @Test func `without a circle there is nothing to break`() {
    let graph = ConditionGraph(
      matters: Self.knot.matters, waits: [Wait("a", for: "b"), Wait("b", for: "c")])
    let waits = CircularWaits(of: graph)
    #expect(waits.circles.isEmpty && waits.matterBreaks.isEmpty && waits.statementBreaks.isEmpty)
    #expect(graph.knots.isEmpty)
  }

  @Test func `a mandate in a circle is named`() {
    let graph = ConditionGraph(
      matters: [Self.matter("vote", .mandate), Self.matter("force", .force)],
      waits: [
        Wait("vote", for: "force", place: FilePlace(file: "coalition.yaml", line: 7)),
        Wait("force", for: "vote"),
      ])
    let circle = CircularWaits(of: graph).circles.first
    #expect(circle?.mandates == ["vote"])
    #expect(circle?.waits.first?.place.line == 7)
  }

  // MARK: Mandates

  @Test func `a mandate is open between its first and last day, when all its steps are done`() {
    func day(_ text: String) -> PartialDate? { PartialDate(text) }
    var mandate = Mandate(
      id: "m", kind: .parliament, title: LocalText("Vote"), status: .adopted,
      steps: [
        Mandate.Step(title: LocalText("Bill"), body: "Government", isDone: true),
        Mandate.Step(title: LocalText("Vote"), body: "Parliament", isDone: true),
      ], from: day("2027-01-10"), expires: day("2027-06-30"))
    #expect(mandate.gate(on: nil) == .open)
    #expect(mandate.gate(on: day("2027-01-10")) == .open)
    #expect(mandate.gate(on: day("2027-06-30")) == .open)
    #expect(mandate.gate(on: day("2027-07-01")) == day("2027-06-30").map { .expired(on: $0) })
    #expect(
      mandate.gate(on: day("2027-01-09")) == day("2027-01-10").map { .notInForceYet(from: $0) })
    mandate.steps[1].isDone = false
    #expect(mandate.gate(on: day("2027-02-01")) == .notYet(next: mandate.steps[1]))
    mandate.status = .refused
    #expect(mandate.gate(on: nil) == .refused)
  }
}
