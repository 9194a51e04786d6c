// Does each rule find what cannot both hold, and nothing that can?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Coalition
import Testing

@Suite struct ContradictionTests {
  private static let register: ClaimsRegister = {
    func claim(_ id: String, _ by: String, _ date: String) -> Claim? {
      PartialDate(date).map {
        Claim(
          id: id, paraphrase: "p", attributedTo: by, reportedBy: "r", basis: .onRecord, date: $0,
          status: .offered)
      }
    }
    return ClaimsRegister(
      [
        claim("1", "Government of X", "2025-03"), claim("2", "Government of X", "2025-08-20"),
        claim("3", "A minister", "2025-08-20"), claim("4", "An expert", "2025-08"),
      ].compactMap(\.self))
  }()

  private static let glossary = Glossary([
    Term(
      id: "x", kind: .actor, state: "XX", names: [.init(language: "en", text: "Government of X")])
  ])

  private func found(
    _ rule: ClaimSubject.Rule, _ assertions: [Assertion], separates: [String] = [],
    explains: [String] = [], whole: String? = nil
  ) -> [Opposition] {
    let subject = ClaimSubject(
      id: "s", topic: "t", title: LocalText("s"), rule: rule, separates: separates,
      explains: explains, whole: whole)
    return ContradictionSearch(
      register: Self.register, glossary: Self.glossary, subjects: [subject]
    ).contradictions(among: assertions).flatMap(\.oppositions)
  }

  private func says(
    _ claim: String, _ range: ClosedRange<Double>? = nil, stance: Assertion.Stance = .yes,
    about: String? = nil, values: [String] = [], dimensions: [String: String] = [:],
    bound: Assertion.Bound? = nil, from: Int = 0, until: Int? = nil
  ) -> Assertion {
    Assertion(
      claim: claim, subject: "s", about: about, stance: stance,
      range: range.map { Estimate(low: $0.lowerBound, high: $0.upperBound) }, bound: bound,
      values: values, dimensions: dimensions, fromDay: from, untilDay: until)
  }

  @Test func `ranges that touch agree, and ranges apart do not`() {
    #expect(found(.range, [says("1", 1...2), says("3", 2...3)]).isEmpty)
    #expect(found(.range, [says("1", 1...2), says("3", 2.5...3)]).map(\.kind) == [.disjointRanges])
  }

  @Test func `answers about different things are not held against each other`() {
    let apart = [says("1", 1...2, about: "FR"), says("3", 5...6, about: "GB")]
    #expect(found(.range, apart).isEmpty)
    let phases = [
      says("1", 1...2, dimensions: ["phase": "1"]), says("3", 5...6, dimensions: ["phase": "2"]),
    ]
    #expect(found(.range, phases, separates: ["phase"]).isEmpty)
    // Where one does not say the phase, it may be meant; that is told with it.
    let one = found(.range, [phases[0], says("3", 5...6)], separates: ["phase"])
    #expect(one.map(\.mayBeExplainedBy) == [["phase"]])
  }

  @Test func `a part above the whole is a contradiction, a part below is not`() {
    let whole = says("1", 200...999, about: "total")
    #expect(
      found(.range, [whole, says("3", 2_000...9_999, about: "FR")], whole: "total").map(\.kind)
        == [.partAboveWhole])
    #expect(found(.range, [whole, says("3", 100...100, about: "FR")], whole: "total").isEmpty)
    // A part that may be above the whole and may not is no contradiction.
    #expect(found(.range, [whole, says("3", 500...2_000, about: "FR")], whole: "total").isEmpty)
  }

  @Test func `answers that do not hold at one time agree`() {
    let pair = [says("1", 1...2, from: 0, until: 9), says("3", 5...6, from: 10)]
    #expect(found(.range, pair).isEmpty)
    #expect(found(.range, [says("1", 1...2, from: 0, until: 10), pair[1]]).count == 1)
  }

  @Test func `yes against no, and yes against open, but not no against open`() {
    func kinds(_ a: Assertion.Stance, _ b: Assertion.Stance) -> [Opposition.Kind] {
      found(.stance, [says("1", stance: a), says("3", stance: b)]).map(\.kind)
    }
    #expect(kinds(.yes, .no) == [.opposite] && kinds(.no, .yes) == [.opposite])
    #expect(kinds(.yes, .open) == [.doubted] && kinds(.open, .yes) == [.doubted])
    #expect(kinds(.no, .open).isEmpty && kinds(.yes, .yes).isEmpty && kinds(.no, .no).isEmpty)
  }

  @Test func `an actor who says otherwise later has changed his word`() {
    let pair = found(.stance, [says("2"), says("1", stance: .no)])
    #expect(pair.map(\.isChange) == [true])
    #expect(pair.map(\.first) == ["1"])
    // Another actor contradicts.
    #expect(found(.stance, [says("3"), says("1", stance: .no)]).map(\.isChange) == [false])
  }

  @Test func `possibilities need one in common`() {
    func kinds(
      _ a: [String], _ b: [String], _ stances: (Assertion.Stance, Assertion.Stance) = (.yes, .yes)
    ) -> [Opposition.Kind] {
      found(
        .alternatives,
        [says("1", stance: stances.0, values: a), says("3", stance: stances.1, values: b)]
      ).map(\.kind)
    }
    #expect(kinds(["west"], ["second", "third"]) == [.noCommonPossibility])
    #expect(kinds(["west", "third"], ["second", "third"]).isEmpty)
    #expect(kinds(["UN"], ["UN"], (.yes, .no)) == [.opposite])
    #expect(kinds(["UN"], ["treaty"], (.yes, .no)).isEmpty)
    #expect(kinds(["UN"], ["UN"], (.open, .yes)) == [.doubted])
  }

  @Test func `complete lists and names differ when one has what the other lacks`() {
    #expect(
      found(.exact, [says("1", values: ["FR"]), says("3", values: ["FR", "GB"])]).map(\.kind)
        == [.differentLists])
    #expect(
      found(.exact, [says("1", values: ["A", "B"]), says("3", values: ["B", "A"])]).isEmpty)
    #expect(
      found(.names, [says("1", values: ["a"]), says("3", values: ["b"])]).map(\.kind)
        == [.severalNames])
  }

  @Test func `what is needed may not lie above what can be had`() {
    let least = says("1", 30_001...40_000, bound: .least)
    #expect(
      found(.bounds, [least, says("3", 0...25_000, bound: .most)]).map(\.kind) == [.outOfReach])
    #expect(found(.bounds, [least, says("3", 0...30_001, bound: .most)]).isEmpty)
    #expect(found(.bounds, [least, says("3", 50_000...60_000, bound: .least)]).isEmpty)
  }

  @Test func `a statement does not contradict itself, and what is filtered out does not count`() {
    #expect(found(.range, [says("1", 1...2), says("1", 5...6)]).isEmpty)
    let subject = ClaimSubject(id: "s", topic: "t", title: LocalText("s"), rule: .range)
    let search = ContradictionSearch(
      register: Self.register, glossary: Self.glossary, subjects: [subject])
    let pair = [says("1", 1...2), says("3", 5...6), says("nobody", 9...9)]
    #expect(search.contradictions(among: pair).first?.claims == ["1", "3"])
    #expect(search.contradictions(among: pair) { $0.id != "3" }.isEmpty)
    let waits = search.contradictions(among: [], waits: [("4", "1"), ("1", "2"), ("2", "2")])
    #expect(waits.first?.topic == "conditions" && waits.first?.claims == ["1", "2", "4"])
    #expect(waits.first?.oppositions.allSatisfy { $0.kind == .circularWait } == true)
  }
}
