// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

/// A key whose seed is one byte again and again.
func signer(
  _ name: String, _ byte: UInt8, _ kind: VerifierKey.Kind = .ed25519
) throws -> NoteSigner {
  try NoteSigner(name: name, seed: [UInt8](repeating: byte, count: 32), kind: kind)
}

@Suite struct NoteTests {
  /// The example of the Go package golang.org/x/mod/sumdb/note, which others can check as well.
  private static let peter =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
  private static let enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
  private static let text = """
    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    """
  private static let peterLine =
    "\u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"

  @Test func `the Go library's own example opens`() throws {
    let note = try SignedNote.build(text: Self.text, signatures: [Self.peterLine])
    let key = try VerifierKey(Self.peter)
    let opened = try SignedNote.open(note, trusted: [key])
    #expect(opened.text == Self.text && opened.keys == [key])
    #expect(key.text == Self.peter && key.name == "PeterNeumann" && key.keyID == 0xc74f_20a3)
    #expect(throws: NoteError.notSigned) {
      try SignedNote.open(note, trusted: [try signer("PeterNeumann", 1).verifierKey])
    }
  }

  @Test func `one false signature of a trusted key spoils the note, of another key it does not`()
    throws
  {
    let (good, bad) = (try signer("good.example", 1), try signer("bad.example", 2))
    let lines = [try good.sign("a text\n"), try bad.sign("another text\n")]
    let note = try SignedNote.build(text: "a text\n", signatures: lines)
    #expect(throws: NoteError.wrongSignature(name: "bad.example")) {
      try SignedNote.open(note, trusted: [good.verifierKey, bad.verifierKey])
    }
    let opened = try SignedNote.open(note, trusted: [good.verifierKey])
    #expect(opened.keys == [good.verifierKey] && opened.signatures[0].line == lines[0])
  }

  @Test func `a key of a kind that is not known here is kept and never counts`() throws {
    let key = try VerifierKey(name: "later.example", kind: .other(6), publicKey: [1, 2, 3])
    #expect(try VerifierKey(key.text) == key)
    let known = try signer("log.example", 1)
    let identity = (0..<4).map { UInt8(truncatingIfNeeded: key.keyID >> UInt32(24 - 8 * $0)) }
    let line = "\u{2014} later.example \(Base64.encode(identity + [9, 9, 9]))\n"
    let note = try SignedNote.build(text: "text\n", signatures: [line, try known.sign("text\n")])
    let opened = try SignedNote.open(note, trusted: [key, known.verifierKey])
    #expect(opened.keys == [known.verifierKey])
    #expect(throws: NoteError.notSigned) { try SignedNote.open(note, trusted: [key]) }
  }

  @Test func `names that look alike are two keys`() throws {
    let composed = try signer("caf\u{E9}.example", 1).verifierKey
    let decomposed = try signer("cafe\u{301}.example", 1).verifierKey
    #expect(composed.name == decomposed.name)
    #expect(composed != decomposed && Set([composed, decomposed]).count == 2)
  }

  @Test func `a cosignature tells its time, and another time does not fit it`() throws {
    let witness = try signer("witness.example", 3, .cosignature)
    let text = Checkpoint(origin: "log.example", size: 0, root: .emptyRoot).text
    let line = try witness.cosign(text, timestampS: 1_700_000_000)
    let note = try SignedNote.build(text: text, signatures: [line])
    let opened = try SignedNote.open(note, trusted: [witness.verifierKey])
    #expect(opened.signatures[0].timestampS == 1_700_000_000)
    let later = try witness.cosign(text, timestampS: 1_700_000_001)
    #expect(later != line)
    #expect(throws: NoteKeyError.cannotSign(type: 4)) { try witness.sign(text) }
    #expect(throws: NoteKeyError.cannotSign(type: 1)) {
      try signer("log.example", 1).cosign(text, timestampS: 0)
    }
  }

  @Test func `a million bytes are the limit, and a hundred signatures`() throws {
    let key = try signer("log.example", 1)
    let line = try key.sign("text\n")
    let hundred = try SignedNote.build(
      text: "text\n", signatures: [String](repeating: line, count: 100))
    #expect(try SignedNote.open(hundred, trusted: [key.verifierKey]).signatures.count == 1)
    #expect(throws: NoteError.tooManySignatures) { try SignedNote.adding([line], to: hundred) }
    for filler: UInt8 in [0x0A, 0x20, 0x41] {
      let large = [UInt8](repeating: filler, count: 1_000_001)
      #expect(throws: NoteError.tooLong(byteCount: 1_000_001)) {
        try SignedNote.open(large, trusted: [key.verifierKey])
      }
      let duration = ContinuousClock().measure {
        #expect(throws: NoteError.self) {
          try SignedNote.open(Array(large.dropLast()), trusted: [key.verifierKey])
        }
      }
      #expect(duration < .seconds(2))
    }
  }

  @Test func `base64 has one spelling`() {
    #expect(Base64.decode("AQ==".utf8) == [1] && Base64.decode("AQI=".utf8) == [1, 2])
    #expect(Base64.decode("".utf8) == [] && Base64.decode("AQID".utf8) == [1, 2, 3])
    for text in ["AR==", "AQJ=", "AQ", "AQ=", "A===", "====", "AQ==AQ==", "AQI=\n", " AQI", "AQ-_"]
    {
      #expect(Base64.decode(text.utf8) == nil, "\(text)")
    }
    for count in 0..<40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 73) }
      #expect(Base64.encode(bytes) == Data(bytes).base64EncodedString())
      #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
    }
  }

  @Test func `a number has one spelling`() {
    #expect(Decimal.parse("0".utf8) == 0)
    #expect(Decimal.parse("18446744073709551615".utf8) == .max)
    for text in ["", "00", "01", "+1", "-1", " 1", "1 ", "18446744073709551616", "0x1", "1e3", "٣"]
    {
      #expect(Decimal.parse(text.utf8) == nil, "\(text)")
    }
  }

  @Test func `a key whose line was changed is refused with its reason`() throws {
    let text = Self.peter
    for place in text.indices {
      var changed = text
      changed.replaceSubrange(place...place, with: text[place] == "A" ? "B" : "A")
      #expect(throws: NoteKeyError.self, "\(changed)") { try VerifierKey(changed) }
    }
    #expect(throws: NoteKeyError.name("a b")) {
      try VerifierKey(name: "a b", kind: .ed25519, publicKey: [UInt8](repeating: 0, count: 32))
    }
    #expect(throws: NoteKeyError.keyLength(byteCount: 31)) {
      try VerifierKey(name: "a", kind: .ed25519, publicKey: [UInt8](repeating: 0, count: 31))
    }
    #expect(throws: NoteKeyError.form) { try VerifierKey(String(repeating: "+", count: 100_000)) }
    #expect(try VerifierKey(Self.enoch).name == "EnochRoot")
  }
}
