// Is each article of the Straits convention applied as it is written?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Coalition
import Testing

@Suite struct StraitsTests {
  private static func day(_ text: String) throws -> PartialDate { try #require(PartialDate(text)) }

  private static func passage(
    _ vessel: String, _ state: String, _ tons: Estimate, enters: String = "2030-03-20",
    leaves: String? = "2030-03-30", kind: StraitsPassage.Class = .lightSurface,
    notice: String? = "2030-03-01", _ change: (inout StraitsPassage) -> Void = { _ in }
  ) throws -> StraitsPassage {
    var passage = StraitsPassage(
      vessel: vessel, state: state, kind: kind, tonnageT: Figure(tons, unit: "t"),
      noticed: notice.flatMap { PartialDate($0) }, enters: try day(enters),
      leaves: leaves.flatMap { PartialDate($0) })
    change(&passage)
    return passage
  }

  private static func findings(
    _ passages: [StraitsPassage], _ check: StraitsCheck = StraitsCheck(),
    today: String = "2030-12-31"
  ) throws -> [String] {
    check.findings(passages, today: try day(today)).map { "\($0.weight.rawValue) \($0.article)" }
  }

  private static let frigate = Estimate(4_000)

  @Test func `a frigate with 15 days of notice and 21 days of stay is in order`() throws {
    // The days of entry and of leaving both count: 20 March to 9 April are 21 days.
    let stay = try Self.passage("F", "FR", Self.frigate, leaves: "2030-04-09")
    #expect(try Self.findings([stay]).isEmpty)
    #expect(stay.stayDays(today: 0) == 21)
  }

  @Test func `the 22nd day is a breach for FR and none for RO`() throws {
    let over = try Self.passage("F", "FR", Self.frigate, leaves: "2030-04-10")
    let found = StraitsCheck().findings([over], today: try Self.day("2030-12-31"))
    #expect(found.map(\.article) == ["18 (2)"] && found[0].found == 22 && found[0].allowed == 21)
    #expect(PartialDate(dayNumber: found[0].day).description == "2030-04-10")
    let littoral = try Self.passage("F", "RO", Self.frigate, leaves: "2030-12-31")
    #expect(try Self.findings([littoral]).isEmpty)
    // One that is still there is counted until today.
    let open = try Self.passage("F", "FR", Self.frigate, leaves: nil)
    #expect(try Self.findings([open], today: "2030-04-09").isEmpty)
    #expect(try Self.findings([open], today: "2030-04-10") == ["breach 18 (2)"])
  }

  @Test(arguments: [
    ("2030-03-05", []), ("2030-03-06", ["note 13"]), ("2030-03-12", ["note 13"]),
    ("2030-03-13", ["breach 13"]),
  ])
  func `notice is 8 days, 15 desired of others`(_ notice: String, _ expected: [String]) throws {
    let other = try Self.passage("F", "FR", Self.frigate, notice: notice)
    #expect(try Self.findings([other]) == expected)
    let littoral = try Self.passage("F", "RO", Self.frigate, notice: notice)
    #expect(try Self.findings([littoral]) == expected.filter { $0 != "note 13" })
  }

  @Test func `a force enters within five days of the date that was notified`() throws {
    for (announced, expected) in [
      ("2030-03-20", []), ("2030-03-15", []), ("2030-03-14", ["breach 13"]),
      ("2030-03-21", ["breach 13"]),
    ] {
      let passage = try Self.passage("F", "FR", Self.frigate, notice: "2030-02-01") {
        $0.announcedEntry = PartialDate(announced)
      }
      #expect(try Self.findings([passage]) == expected, "\(announced)")
    }
    let silent = try Self.passage("F", "FR", Self.frigate, notice: nil)
    #expect(try Self.findings([silent]) == ["note 13"])
  }

  @Test func `nine vessels and 15,000 tons may be in transit at once`() throws {
    func force(_ count: Int, _ tons: Estimate) throws -> [StraitsPassage] {
      // Of nine states, so that no share of the aggregate is reached.
      try (0..<count).map {
        try Self.passage("V\($0)", ["FR", "GB", "IT", "ES", "NL"][$0 % 5], tons)
      }
    }
    #expect(try Self.findings(try force(9, Estimate(1_600))).isEmpty)
    // In and out: two days with ten vessels.
    #expect(try Self.findings(try force(10, Estimate(1_000))) == ["breach 14", "breach 14"])
    #expect(try Self.findings(try force(3, Estimate(5_000))).isEmpty)
    #expect(try Self.findings(try force(3, Estimate(5_001))) == ["breach 14", "breach 14"])
    // Only the high end of the range exceeds it.
    #expect(
      try Self.findings(try force(3, Estimate(low: 4_000, high: 6_000)))
        == ["possible 14", "possible 14"])
  }

  @Test func `others have 30,000 tons in the Black Sea, one of them two thirds`() throws {
    func at(_ state: String, _ day: Int, _ tons: Double) throws -> StraitsPassage {
      try Self.passage(
        "\(state)\(day)", state, Estimate(tons), enters: "2030-03-\(day)",
        leaves: "2030-03-31", notice: "2030-02-01"
      ) { $0.leaves = PartialDate(dayNumber: $0.enters.firstDay + 9 - (day - 10)) }
    }
    let three = [try at("FR", 10, 10_000), try at("GB", 11, 10_000), try at("IT", 12, 10_000)]
    func sea(_ passages: [StraitsPassage], _ check: StraitsCheck = StraitsCheck()) throws
      -> [String]
    { try Self.findings(passages, check).filter { $0.contains("18") } }
    #expect(try sea(three).isEmpty)
    let more = three + [try at("ES", 13, 1)]
    #expect(try sea(more) == ["breach 18 (1)"])
    let alone = [try at("FR", 10, 10_000), try at("FR", 11, 10_000), try at("FR", 12, 1)]
    #expect(try sea(alone) == ["breach 18 (1) c"])
    // The strongest fleet has grown by 10,000 tons or more: up to 45,000.
    var grown = StraitsConvention()
    grown.strongestFleetGrowthT = 9_999
    #expect(grown.allowedAggregateT == 30_000)
    grown.strongestFleetGrowthT = 10_000
    #expect(grown.allowedAggregateT == 40_000)
    grown.strongestFleetGrowthT = 99_000
    #expect(grown.allowedAggregateT == 45_000)
    #expect(try sea(more, StraitsCheck(convention: grown)).isEmpty)
  }

  @Test func `submarines, capital ships and carriers pass only as articles 10 to 12 say`() throws {
    func found(
      _ state: String, _ kind: StraitsPassage.Class, _ tons: Double, returning: Bool = false
    ) throws -> [String] {
      try Self.findings([
        try Self.passage(state, state, Estimate(tons), kind: kind) { $0.isReturning = returning }
      ])
    }
    #expect(try found("FR", .submarine, 2_000) == ["breach 12"])
    #expect(try found("RO", .submarine, 2_000) == ["breach 12"])
    #expect(try found("RO", .submarine, 2_000, returning: true).isEmpty)
    #expect(try found("FR", .capital, 14_000) == ["breach 11"])
    // One at a time it may exceed the tonnage in transit.
    #expect(try found("RU", .capital, 24_000).isEmpty)
    #expect(try found("RU", .carrier, 10_000) == ["breach 10"])
    #expect(try found("FR", .lightSurface, 10_001) == ["breach 10, Annex II"])
    #expect(try found("FR", .auxiliary, 10_001).isEmpty)
  }

  @Test func `in war belligerents do not pass, and Türkiye may decide alone`() throws {
    let check = StraitsCheck(regimes: [
      StraitsRegime(.warBelligerent, from: try Self.day("2031-01-01")),
      StraitsRegime(
        .warNeutral, from: try Self.day("2030-01-01"), belligerents: ["RU", "UA"],
        asksToStayOut: true),
      StraitsRegime(.threat, from: try Self.day("2030-09-01")),
    ])
    func found(_ state: String, _ enters: String, returning: Bool = false) throws -> [String] {
      try Self.findings(
        [
          try Self.passage(
            state, state, Self.frigate, enters: enters, leaves: nil, notice: "2029-01-01"
          ) {
            $0.isReturning = returning
            $0.leaves = $0.enters
          }
        ], check)
    }
    #expect(try found("RU", "2030-03-20") == ["breach 19", "note request"])
    #expect(try found("RU", "2030-03-20", returning: true) == ["note request"])
    #expect(try found("RO", "2030-03-20") == ["note request"])
    #expect(try found("RO", "2029-03-20").isEmpty)
    #expect(try found("RO", "2030-09-01") == ["note 21"])
    #expect(try found("RU", "2030-09-01", returning: true).isEmpty)
    #expect(try found("FR", "2031-03-20") == ["note 20"])
  }

  @Test func `a humanitarian force has 8,000 tons and needs no notice`() throws {
    func force(_ tons: Double) throws -> [String] {
      try Self.findings([
        try Self.passage("H", "FR", Estimate(tons), notice: nil) { $0.isHumanitarian = true }
      ])
    }
    #expect(try force(8_000).isEmpty)
    #expect(try force(8_001) == ["breach 18 (1) d"])
    // Beyond what all may have it needs that nobody objects.
    func beside(_ others: Double) throws -> [String] {
      let there = try ["GB", "IT"].map {
        try Self.passage($0, $0, Estimate(others / 2), enters: "2030-03-10") {
          $0.noticed = PartialDate("2030-02-01")
        }
      }
      let force = try Self.passage("H", "FR", Estimate(8_000), notice: nil) {
        $0.isHumanitarian = true
      }
      return try Self.findings(there + [force]).filter { $0.contains("18") }
    }
    #expect(try beside(22_000).isEmpty)
    #expect(try beside(22_001) == ["note 18 (1) d"])
  }

  // MARK: Actual stays

  private static let dayMs: Int64 = 86_400_000

  private static func entry(
    _ id: String, _ vessel: String, _ days: ClosedRange<Int64>, corrects: String? = nil,
    naval: Bool = true
  ) -> RegisterEntry {
    RegisterEntry(
      id: id, kind: .vessel, fromMs: days.lowerBound * dayMs, untilMs: days.upperBound * dayMs,
      receivedAtMs: days.upperBound * dayMs,
      attributes: [
        RegisterAttribute("vessel", .word(vessel)), RegisterAttribute("flag_state", .word("FR")),
        RegisterAttribute("displacement_t", .number(4_000)),
        RegisterAttribute("naval", .flag(naval)),
      ], corrects: corrects)
  }

  @Test func `entries of one vessel within three days are one stay`() throws {
    let stays = StraitsPassage.actual(from: [
      Self.entry("3", "A", 30...32), Self.entry("1", "A", 10...12), Self.entry("2", "A", 15...25),
      Self.entry("4", "B", 10...10, naval: false), Self.entry("5", "C", 1...90),
      Self.entry("6", "C", 1...5, corrects: "5"),
    ])
    #expect(stays.map(\.vessel) == ["C", "A", "A"])
    #expect(stays.map { $0.stayDays(today: 0) } == [5, 16, 3])
    #expect(StraitsCheck().vesselDays(stays, today: try Self.day("1970-12-31")) == ["FR": 24])
    // Nobody plans what has happened: no notice is asked for.
    #expect(StraitsCheck().findings(stays, today: try Self.day("1970-12-31")).isEmpty)
  }
}
