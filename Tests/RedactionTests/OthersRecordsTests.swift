// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@testable import Redaction

/// Records that others made: what must be accepted is, with the same claims; the rest is refused.
@Suite struct OthersRecordsTests {
  @Test func `records of the reference implementation yield the same claims`() throws {
    let vectors = try Vectors.reference()
    let key = try #require(RecordKey.publicKey(ofJWK: vectors["jwk"] ?? .null))
    let cases = try #require(vectors["cases"]?.elements)
    #expect(cases.count == 25)
    for one in cases {
      let text = try #require(one["presentation"]?.text)
      let expected = try #require(one["claims"])
      if expected == .null {
        #expect(throws: SDJWTError.self) { try SDJWT.open(text, trusted: key) }
      } else {
        #expect(same(try SDJWT.open(text, trusted: key), expected), "\(expected.written)")
      }
    }
  }

  @Test func `the shared set of records is read as it says`() throws {
    guard let vectors = try Vectors.shared("ledger/redaction.json") else {
      print("skipped: there is no shared/data/ledger/redaction.json beside the repository")
      return
    }
    let key = try #require(RecordKey.publicKey(ofJWK: vectors["issuer_jwk"] ?? .null))
    let cases = try #require(vectors["cases"]?.elements)
    #expect(cases.count >= 14)
    for one in cases {
      let text = try #require(one["sd_jwt"]?.text)
      if one["ok"]?.flag == true {
        let expected = try #require(one["claims"])
        #expect(same(try SDJWT.open(text, trusted: key), expected), "\(one["name"]?.text ?? "")")
      } else {
        #expect(throws: SDJWTError.self, "\(one["name"]?.text ?? "")") {
          try SDJWT.open(text, trusted: key)
        }
      }
    }
  }

  @Test func `the shared record is signed with the same bytes, and its disclosures fit`() throws {
    guard let vectors = try Vectors.shared("ledger/redaction.json") else { return }
    let entry = Array(try #require(vectors["log_entry"]?.text).utf8)
    let seed = bytes(ofHex: try #require(vectors["issuer_seed_hex"]?.text))
    let key = try #require(RecordKey(seed: seed))
    #expect(key.jwk["x"] == vectors["issuer_jwk"]?["x"])
    let token = try Token(entry)
    let signed = Array(entry[..<(entry.lastIndex(of: UInt8(ascii: ".")) ?? 0)])
    #expect(key.signature(over: signed) == token.signature)
    guard case .object(let members)? = vectors["disclosures"] else {
      Issue.record("there are no disclosures")
      return
    }
    for member in members {
      let text = try #require(member.value["disclosure"]?.text)
      let disclosure = try Disclosure(reading: text)
      #expect(disclosure.digest == member.value["digest"]?.text)
      #expect(disclosure.name == member.name)
    }
  }

  /// RFC 9901, sections 4.2.1 and 4.2.2.
  @Test func `the disclosures of the RFC have the digests of the RFC`() throws {
    let name = try Disclosure(
      reading: "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0")
    #expect(name.name == "family_name")
    #expect(name.value == "Möbius")
    #expect(name.digest == "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0")
    let element = try Disclosure(reading: "WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0")
    #expect(element.name == nil)
    #expect(element.value == "FR")
    #expect(element.digest == "w0I8EKcdCtUPkGCNUrfwVp2xEgNjtoIDlOxc9-PlOhs")
  }

  /// RFC 8037, appendix A.
  @Test func `key, thumbprint and signature are those of the RFC`() throws {
    let seed = try #require(
      Base64URL.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A".utf8))
    let key = try #require(RecordKey(seed: seed))
    #expect(key.jwk["x"] == "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")
    #expect(key.kid == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    let signed = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
    #expect(
      Base64URL.text(key.signature(over: Array(signed.utf8)))
        == "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg")
    #expect(RecordKey(seed: [1, 2, 3]) == nil)
  }

  /// RFC 4648, section 10, without padding; and texts that have more than one reading.
  @Test func `base64url has one text for one content`() {
    let known = ["": "", "f": "Zg", "fo": "Zm8", "foo": "Zm9v", "foob": "Zm9vYg"]
    for (plain, text) in known {
      #expect(Base64URL.text(Array(plain.utf8)) == text)
      #expect(Base64URL.decode(text.utf8) == Array(plain.utf8))
    }
    #expect(Base64URL.text([0xFB, 0xFF, 0xFE]) == "-__-")
    for wrong in ["Zg==", "Zh", "Zm9", "Z", "Zm9v\n", "+//+", "Zm 9v", "Zmé"] {
      #expect(Base64URL.decode(wrong.utf8) == nil, "\(wrong)")
    }
  }
}
