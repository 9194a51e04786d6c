// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@testable import Redaction

/// One case for each rule of RFC 9901, section 7.1.
@Suite struct RefusedRecordsTests {
  let key: RecordKey
  let one: Disclosure
  let element: Disclosure

  init() throws {
    key = try #require(RecordKey(seed: Array(32..<64)))
    var random = SeededGenerator(state: 11)
    one = Disclosure(name: "observer", value: "A", random: &random)
    element = Disclosure(element: "B", random: &random)
  }

  private func opened(
    _ payload: JSONValue, _ disclosures: [String], type: String = SDJWT.recordType
  ) throws(SDJWTError) -> JSONValue {
    let entry = SDJWT.sign(payload, type: type, key: key)
    let text = ([String(decoding: entry, as: UTF8.self)] + disclosures).map { $0 + "~" }.joined()
    return try SDJWT.open(text, trusted: key.publicKey)
  }

  private func digests(_ digests: [String]) -> JSONValue {
    .members(["id": "r", "_sd": .array(digests.map { .string($0) }), "_sd_alg": "sha-256"])
  }

  private func disclosure(_ text: String) -> String { Base64URL.text(Array(text.utf8)) }

  @Test func `the payload and its disclosure alone are sound`() throws {
    #expect(
      try opened(digests([one.digest]), [one.text]) == .members(["id": "r", "observer": "A"]))
    let listed: JSONValue = .members(["l": .array([.members(["...": .string(element.digest)])])])
    #expect(try opened(listed, [element.text]) == .members(["l": .array(["B"])]))
    #expect(try opened(listed, []) == .members(["l": .array([])]))
  }

  @Test func `a digest that stands twice is refused, at whatever depth`() {
    #expect(throws: SDJWTError.digestTwice(one.digest)) {
      try opened(digests([one.digest, one.digest]), [])
    }
    let nested: JSONValue = .members([
      "a": .members(["_sd": .array([.string(one.digest)])]),
      "l": .array([.members(["...": .string(one.digest)])]),
    ])
    #expect(throws: SDJWTError.digestTwice(one.digest)) { try opened(nested, []) }
  }

  @Test func `a disclosure that is given twice or belongs elsewhere is refused`() {
    #expect(throws: SDJWTError.unknownDisclosure(digest: one.digest)) {
      try opened(digests([one.digest]), [one.text, one.text])
    }
    #expect(throws: SDJWTError.unknownDisclosure(digest: one.digest)) {
      try opened(digests(["AAAA"]), [one.text])
    }
  }

  @Test func `a disclosure never replaces a claim`() {
    let open: JSONValue = .members([
      "observer": "Z", "_sd": .array([.string(one.digest)]),
    ])
    #expect(throws: SDJWTError.claimTwice("observer")) { try opened(open, [one.text]) }
  }

  @Test func `elements are for arrays and names for objects`() {
    #expect(throws: SDJWTError.self) { try opened(digests([element.digest]), [element.text]) }
    let listed: JSONValue = .members(["l": .array([.members(["...": .string(one.digest)])])])
    #expect(throws: SDJWTError.self) { try opened(listed, [one.text]) }
  }

  @Test(arguments: [
    #"{"_sd":"x"}"#, #"{"_sd":[1]}"#, #"{"l":[{"...":1}]}"#, #"{"l":[{"...":"x","y":1}]}"#,
    #"{"...":"x"}"#, #"{"_sd":[],"_sd_alg":"sha-512"}"#, #"{"_sd_alg":5}"#, #"[]"#, #""x""#,
    #"{"a":1,"a":2}"#, #"{"a":{"b":1,"b":1}}"#, #"{"a":1}x"#, #"{"a":01}"#,
  ])
  func `a payload of another form is refused`(text: String) throws {
    let header = SDJWT.header(type: SDJWT.recordType, kid: key.kid)
    let signed = header + [UInt8(ascii: ".")] + Base64URL.encode(Array(text.utf8))
    let token = signed + [UInt8(ascii: ".")] + Base64URL.encode(key.signature(over: signed))
    let presented = String(decoding: token, as: UTF8.self) + "~"
    #expect(throws: SDJWTError.self) { try SDJWT.open(presented, trusted: key.publicKey) }
  }

  @Test(arguments: [
    #"["s","n"]x"#, #"["s"]"#, #"["s","n",1,2]"#, #"[1,"n",1]"#, #"["s",1,1]"#, #"{}"#,
    #"["s","_sd",1]"#, #"["s","...",1]"#, #"["s","n",{"a":1,"a":2}]"#, "",
  ])
  func `a disclosure of another form is refused, whatever its digest`(text: String) {
    let written = disclosure(text)
    #expect(throws: SDJWTError.self) {
      try opened(digests([Disclosure.digest(of: written.utf8)]), [written])
    }
  }

  @Test(arguments: [
    #"{"alg":"none"}"#, #"{"alg":"HS256","typ":"truceline-record+sd-jwt"}"#,
    #"{"typ":"truceline-record+sd-jwt"}"#, #"{"alg":"EdDSA","typ":"JWT"}"#, #"{"alg":"EdDSA"}"#,
    #"{"alg":"EdDSA","typ":"truceline-record+sd-jwt","crit":["exp"],"exp":1}"#,
    #"{"alg":"none","alg":"EdDSA","typ":"truceline-record+sd-jwt"}"#,
  ])
  func `a header that says anything else is refused, though its signature fits`(header: String) {
    let signed = Base64URL.text(Array(header.utf8)) + "." + Base64URL.text(Array("{}".utf8))
    let token = signed + "." + Base64URL.text(key.signature(over: Array(signed.utf8))) + "~"
    #expect(throws: SDJWTError.self) { try SDJWT.open(token, trusted: key.publicKey) }
  }

  @Test func `any other character in the token is refused`() throws {
    let entry = SDJWT.sign(digests([one.digest]), type: SDJWT.recordType, key: key)
    for at in entry.indices {
      for wrong in [UInt8(ascii: "A"), UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "=")]
      where entry[at] != wrong {
        var changed = entry
        changed[at] = wrong
        let text = String(decoding: changed, as: UTF8.self) + "~"
        #expect(throws: SDJWTError.self) { try SDJWT.open(text, trusted: key.publicKey) }
      }
    }
  }

  @Test func `a chain of disclosures within disclosures ends at the depth limit`() {
    var random = SeededGenerator(state: 5)
    func chain(_ length: Int) -> (JSONValue, [String]) {
      var texts: [String] = []
      var inner: JSONValue = .members(["end": 1])
      for _ in 0..<length {
        let made = Disclosure(name: "n", value: inner, random: &random)
        texts.append(made.text)
        inner = .members(["_sd": .array([.string(made.digest)])])
      }
      return (inner, texts)
    }
    let (sound, soundTexts) = chain(60)
    #expect(throws: Never.self) { try opened(sound, soundTexts) }
    let (deep, deepTexts) = chain(70)
    #expect(throws: SDJWTError.tooDeep(64)) { try opened(deep, deepTexts) }
  }

  @Test func `a text of more than a megabyte is refused unread`() {
    let long = String(repeating: "~", count: SDJWT.presentationByteCountMax + 1)
    #expect(throws: SDJWTError.tooLarge(byteCount: long.utf8.count)) {
      try SDJWT.open(long, trusted: key.publicKey)
    }
  }
}
