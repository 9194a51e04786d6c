// Are statements read, filtered and written without a change, and is every fault named?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Coalition
import Notation
import Testing

@Suite struct ClaimsTests {
  private static func claim(
    _ id: String, date: String = "2025-08-27", status: Claim.Status = .offered,
    basis: Claim.Basis = .onRecord, reported: String? = nil, source: String? = nil,
    by: String = "A minister", quantity: Quantity? = nil, quote: String? = nil
  ) throws -> Claim {
    Claim(
      id: id, sourceFile: source, quote: quote, paraphrase: "Says, \"so\"; and\tmore.",
      attributedTo: by, reportedBy: "A paper, Monday", basis: basis,
      date: try #require(PartialDate(date)), reported: reported.flatMap { PartialDate($0) },
      quantity: quantity, status: status, functions: ["F01", "F12"], countries: ["NL", "FI"])
  }

  // MARK: Dates

  @Test func `day numbers are those of the calendar, leap days included`() throws {
    // From `date -u -d DAY +%s` divided by 86,400.
    let days = [
      ("1970-01-01", 0), ("2000-02-29", 11_016), ("2024-12-31", 20_088), ("2025-08-27", 20_327),
      ("1936-07-20", -12_218), ("2100-03-01", 47_541),
    ]
    for (text, day) in days {
      let date = try #require(PartialDate(text))
      #expect(date.firstDay == day && date.lastDay == day, "\(text)")
      #expect(PartialDate(dayNumber: day) == date)
    }
  }

  @Test func `a month and a year reach from their first to their last day`() throws {
    let month = try #require(PartialDate("2024-02"))
    #expect(month.lastDay - month.firstDay == 28)
    let year = try #require(PartialDate("2025"))
    #expect(year.lastDay - year.firstDay == 364)
    #expect(month.description == "2024-02" && year.description == "2025")
    #expect(month.isCertainlyBefore(year))
    let august = try #require(PartialDate("2025-08"))
    #expect(!august.isCertainlyBefore(year) && !year.isCertainlyBefore(august))
  }

  @Test(arguments: [
    "", "25", "2025-13", "2025-02-29", "2025-8-1", "2025-08-27T", "2025-00", "٢٠٢٥",
  ])
  func `what is no date is refused`(_ text: String) { #expect(PartialDate(text) == nil) }

  // MARK: Round trips

  @Test func `a register survives JSON and CSV byte for byte`() throws {
    let claims = [
      try Self.claim("A-1", quantity: Quantity(value: 4, low: 4, high: 5, unit: "brigades")),
      try Self.claim(
        "A-2", date: "2025-03", source: "x.txt",
        quantity: Quantity(low: 10_000.5, unit: "km", note: "'at least'"), quote: "„so“ – 1"),
      try Self.claim("A-3", reported: "2026-01", source: "x.txt"),
    ]
    let source = ClaimSource(file: "x.txt", date: try #require(PartialDate("2025-08-27")))
    let register = ClaimsRegister(claims, sources: [source])
    let json = ClaimsReading(json: register.jsonFile)
    #expect(json.faults.isEmpty && json.register.claims == claims)
    #expect(json.register.jsonFile == register.jsonFile)
    let csv = ClaimsReading(csv: register.csvFile)
    #expect(csv.faults.isEmpty && csv.register.claims == claims)
    #expect(csv.register.csvFile == register.csvFile)
    // Through the one and back by the other.
    #expect(csv.register.jsonFile == register.jsonFile)
    #expect(json.lines["A-2"] == 7)
    #expect(csv.lines["A-2"] == 3)
  }

  // MARK: Faults

  struct Broken: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    let says: String
    let next: String
    var testDescription: String { to }
  }

  private static let sound = """
    {"claims": [
    {"id": "A-1", "paraphrase": "p", "attributed_to": "a", "reported_by": "r", "basis": "on_record", \
    "date": "2025-08-27", "status": "offered", "quantity": {"low": 1, "high": 2, "unit": "km"}, \
    "functions": ["F01"], "countries": ["NL"], "quote": "a few words"}]}
    """

  static let broken = [
    Broken(
      from: "\"reported_by\": \"r\", ", to: "", says: "needs its source, who reported it",
      next: "Add"),
    Broken(
      from: "\"attributed_to\": \"a\"", to: "\"attributed_to\": \"  \"",
      says: "needs its source, who said it", next: "Add"),
    Broken(from: "\"id\": \"A-1\", ", to: "", says: "has no 'id'", next: "Add"),
    Broken(
      from: "\"low\": 1", to: "\"low\": 3", says: "upside down, from 3 to 2", next: "Exchange"),
    Broken(
      from: "\"low\": 1", to: "\"value\": 9, \"low\": 1", says: "value 9 outside", next: "Mend"),
    Broken(
      from: "\"low\": 1", to: "\"low\": \"1\"", says: "'low' that is no number", next: "plain"),
    Broken(from: ", \"unit\": \"km\"", to: "", says: "without its unit", next: "Add the unit"),
    Broken(from: "offered", to: "offerd", says: "status 'offerd'", next: "ruled out"),
    Broken(from: "on_record", to: "rumour", says: "basis 'rumour'", next: "media_report"),
    Broken(from: "2025-08-27", to: "27.8.2025", says: "which is no date", next: "YYYY-MM"),
    Broken(from: "F01", to: "F19", says: "function 'F19'", next: "F01 to F18"),
    Broken(from: "NL", to: "Nl", says: "country 'Nl'", next: "ISO 3166"),
    Broken(
      from: "a few words", to: "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16",
      says: "more than 15 words", next: "Shorten"),
  ]

  @Test(arguments: broken)
  func `each fault has its line, its reason and the next step`(_ broken: Broken) throws {
    #expect(ClaimsReading(json: Array(Self.sound.utf8)).faults.isEmpty)
    let text = Self.sound.replacing(broken.from, with: broken.to)
    #expect(text != Self.sound)
    let faults = ClaimsReading(json: Array(text.utf8)).faults
    let fault = try #require(faults.first)
    #expect(faults.count == 1 && fault.line == 2)
    #expect(fault.message.contains(broken.says) && fault.next.contains(broken.next), "\(fault)")
  }

  @Test func `an id that stands twice names the line of the first one`() throws {
    let register = ClaimsRegister([try Self.claim("A-1")])
    var csv = register.csvFile
    csv += register.csvFile.drop { $0 != 0x0A }.dropFirst()
    let reading = ClaimsReading(csv: csv)
    #expect(reading.faults.map(\.line) == [3])
    #expect(reading.faults.first?.next.contains("line 2") == true)
    #expect(reading.register.claims.count == 1)
  }

  @Test func `what is no JSON, and a sheet with another column, are told with their line`() {
    let torn = ClaimsReading(json: Array("{\"claims\": [\n{\"id\": ]}".utf8))
    #expect(torn.faults.map(\.line) == [2])
    #expect(ClaimsReading(json: Array("[]".utf8)).faults.count == 1)
    let sheet = ClaimsReading(csv: Array("id,speaker\nA-1,x\n".utf8))
    #expect(sheet.faults.first?.message.contains("'speaker'") == true)
  }

  // MARK: Filters

  @Test func `what was known on a day is what was reported by then`() throws {
    let sources = [
      ClaimSource(file: "early", date: try #require(PartialDate("2025-04-10"))),
      ClaimSource(file: "late", date: try #require(PartialDate("2026-01-07"))),
    ]
    let register = ClaimsRegister(
      [
        try Self.claim("said-early-told-late", date: "2025-07", source: "late"),
        try Self.claim("early", date: "2025-03", source: "early"),
        try Self.claim("own-date", date: "2025-08-27"),
        try Self.claim("told-in-august", date: "2025-08-01", reported: "2025-08"),
      ], sources: sources)
    func known(_ day: String) throws -> [String] {
      var filter = ClaimFilter()
      filter.knownOn = PartialDate(day)
      return register.filtered(filter).map(\.id)
    }
    #expect(try known("2025-08-27") == ["early", "own-date"])
    #expect(try known("2025-08-31") == ["early", "own-date", "told-in-august"])
    #expect(try known("2025-03-31").isEmpty)
    #expect(try known("2026-01").count == 4)
  }

  @Test func `official, status, date, function and state each narrow what counts`() throws {
    let register = ClaimsRegister([
      try Self.claim("official"), try Self.claim("press", basis: .mediaReport),
      try Self.claim("refused", date: "2025-03", status: .ruledOut),
    ])
    func ids(_ change: (inout ClaimFilter) -> Void) -> [String] {
      var filter = ClaimFilter()
      change(&filter)
      return register.filtered(filter).map(\.id)
    }
    #expect(ids { $0.isOfficialOnly = true } == ["official", "refused"])
    #expect(ids { $0.statuses = ClaimFilter.confirmedOffers } == ["official", "press"])
    #expect(ids { $0.since = PartialDate("2025-04") } == ["official", "press"])
    #expect(ids { $0.since = PartialDate("2025-03-31") }.count == 3)
    #expect(ids { $0.functions = ["F02"] }.isEmpty)
    #expect(ids { $0.countries = ["FI", "FR"] }.count == 3)
  }

  // MARK: Names

  @Test func `every name of a thing finds all of its statements`() throws {
    let glossary = Glossary([
      Term(
        id: "force", kind: .force,
        names: [
          .init(language: "de", text: "Schutztruppe"),
          .init(language: "de", text: "Beruhigungstruppe"),
          .init(language: "en", text: "reassurance force"),
        ]),
      Term(
        id: "us", kind: .actor, state: "US",
        names: [
          .init(language: "en", text: "US"), .init(language: "en", text: "US government"),
        ]),
      Term(id: "user", kind: .actor, names: [.init(language: "en", text: "user group")]),
    ])
    let register = ClaimsRegister([
      try Self.claim("a", quote: "sich an einer Schutztruppe beteiligen"),
      try Self.claim("b", quote: "eine sogenannte „Beruhigungstruppe“"),
      try Self.claim("c", quote: "Schutztruppen, oder anderes"),
      try Self.claim("d", quote: "keine Truppe"),
    ])
    for name in ["Schutztruppe", "reassurance force", "BERUHIGUNGSTRUPPE"] {
      #expect(glossary.search(name, in: register).map(\.id) == ["a", "b", "c"])
    }
    #expect(glossary.search("keine", in: register).map(\.id) == ["d"])
    #expect(glossary.search(" ", in: register).isEmpty)
    #expect(glossary.actor(in: "the US government, in talks")?.id == "us")
    #expect(glossary.actor(in: "a user group")?.id == "user")
    #expect(glossary.actor(in: "because of nobody") == nil)
  }
}
