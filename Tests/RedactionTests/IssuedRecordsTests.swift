// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@testable import Redaction

private let visible: JSONValue = .members([
  "type": "observation", "id": "o-1", "at_ms": 1_782_000_000_000, "label": .array(["A"]),
])
private let hidden: [JSONValue.Member] = [
  .init("observer", "A"), .init("phone", "+0"), .init("note", "два вибухи"),
  .init("place", .members(["lat": 48.0159, "lon": 37.8028])), .init("names", .array(["B", "C"])),
]

@Suite struct IssuedRecordsTests {
  let key: RecordKey
  var random = SeededGenerator(state: 7)

  init() throws {
    key = try #require(RecordKey(seed: Array(0..<32)))
  }

  @Test mutating func `every choice of disclosures yields these claims and no other`() throws {
    let (entry, disclosures) = SDJWT.issue(visible, hidden: hidden, key: key, random: &random)
    for choice in 0..<32 {
      let chosen = disclosures.indices.filter { choice >> $0 & 1 == 1 }
      let text = SDJWT.presentation(entry, chosen.map { disclosures[$0] })
      guard case .object(let open) = visible else { return }
      let expected = JSONValue.object(open + chosen.map { hidden[$0] })
      #expect(try SDJWT.open(text, trusted: key.publicKey) == expected)
      #expect(
        try SDJWT.claims(ofEntry: entry, disclosures: chosen.map { disclosures[$0] }) == expected)
    }
  }

  @Test mutating func `the entry is ASCII without tilde, and says nothing of what is hidden`()
    throws
  {
    let (entry, disclosures) = SDJWT.issue(visible, hidden: hidden, key: key, random: &random)
    #expect(entry.allSatisfy { $0 > 0x20 && $0 < 0x7E })
    let payload = try SDJWT.payload(ofEntry: entry)
    #expect(payload["_sd_alg"] == "sha-256")
    let digests = (payload["_sd"]?.elements ?? []).compactMap(\.text)
    #expect(digests.count == 8)
    #expect(digests == digests.sorted())
    #expect(Set(digests).isSuperset(of: disclosures.map(\.digest)))
    for member in hidden { #expect(payload[member.name] == nil) }
    let header = try Token(entry).header
    #expect(header["alg"] == "EdDSA")
    #expect(header["typ"] == "truceline-record+sd-jwt")
    #expect(header["kid"]?.text == key.kid)
  }

  @Test(arguments: [
    (0, 0, 0), (0, 1, 4), (1, 0, 4), (4, 0, 4), (5, 0, 8), (8, 0, 8), (9, 0, 16), (1, 8, 8),
  ])
  func `digests are as many as hide the number of claims`(
    hiddenCount: Int, least: Int, digestCount: Int
  ) throws {
    var random = SeededGenerator(state: 3)
    let (entry, disclosures) = SDJWT.issue(
      visible, hidden: (0..<hiddenCount).map { .init("c\($0)", .integer(Int64($0))) }, key: key,
      digestCountMin: least, random: &random)
    let payload = try SDJWT.payload(ofEntry: entry)
    #expect(disclosures.count == hiddenCount)
    #expect((payload["_sd"]?.elements?.count ?? 0) == digestCount)
    #expect((payload["_sd_alg"] != nil) == (digestCount > 0))
  }

  @Test func `salts have 128 bits and none comes twice`() throws {
    var random = SystemRandomNumberGenerator()
    var salts: Set<String> = []
    for _ in 0..<200 {
      let (_, disclosures) = SDJWT.issue(visible, hidden: hidden, key: key, random: &random)
      for disclosure in disclosures {
        let content = try #require(Base64URL.decode(disclosure.text.utf8))
        let salt = try #require(JSONValue(reading: content).elements?[0].text)
        #expect(Base64URL.decode(salt.utf8)?.count == 16)
        salts.insert(salt)
      }
    }
    #expect(salts.count == 1_000)
  }

  @Test mutating func `erasing a disclosure leaves the entry as it is, and its claim unreadable`()
    throws
  {
    var (entry, disclosures) = SDJWT.issue(visible, hidden: hidden, key: key, random: &random)
    let before = entry
    disclosures.remove(at: 1)
    #expect(entry == before)
    let claims = try SDJWT.claims(ofEntry: entry, disclosures: disclosures)
    #expect(claims["phone"] == nil)
    #expect(claims["observer"] == "A")
    // Whoever guesses the value still lacks the salt.
    let guess = Disclosure(name: "phone", value: "+0", random: &random)
    #expect(throws: SDJWTError.unknownDisclosure(digest: guess.digest)) {
      try SDJWT.claims(ofEntry: entry, disclosures: [guess])
    }
    entry[entry.count - 1] ^= 1
    #expect(!SDJWT.isSigned(entry: entry, by: key.publicKey))
    #expect(SDJWT.isSigned(entry: before, by: key.publicKey))
  }

  @Test mutating func `what a disclosure reads back is what it was made of`() throws {
    let values: [JSONValue] = [
      .null, .bool(true), 0, -1, .integer(.max), 48.015925, "", "\u{1}\"\\\u{1F54A}",
      .array([.array([])]), .members(["a": .members(["b": 1.5e-7])]),
    ]
    for value in values {
      let made = Disclosure(name: "ім'я", value: value, random: &random)
      #expect(try Disclosure(reading: made.text) == made)
      let element = Disclosure(element: value, random: &random)
      #expect(try Disclosure(reading: element.text) == element)
    }
  }
}
