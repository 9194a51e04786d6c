// Is every text of the JSON grammar read, and everything else refused?
//
// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite struct JSONGrammarTests {
  static let valid = [
    // Numbers
    "0", "-0", "-1", "10", "0.0", "-0.1", "0e0", "0E+0", "1e-2", "123.456e+7", "1E5",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e-400",
    "0.000000000000000000000000000000000000001", "[0,1.5,-2e3]",
    // Strings
    #""""#, #"" ""#, #""a\"b""#, #""\\\/\b\f\n\r\t""#, #""\u0000""#, #""\u00e9\u4e2d""#,
    #""\uD83D\uDE00""#, #""\uDBFF\uDFFF""#, "\"\u{7F}\"", "\"\u{2028}\"", "\"😀\"", #""\\u0041""#,
    // Structure and space
    "[]", "{}", "[ ]", "{ }", "[[],[[]]]", "[null,true,false]", " \t\r\n1 \t\r\n", "[\n1\n,\n2\n]",
    #"{"":0}"#, #"{"a":1,"a":2}"#, #"{ "a" : { "b" : [ ] } }"#, #"{"\u0061":1}"#,
  ]

  @Test(arguments: valid)
  func `a text of the grammar is read, and is the same when written and read again`(
    text: String
  ) throws {
    let value = try JSONValue(reading: text.utf8)
    #expect(try JSONValue(reading: value.bytes).bytes == value.bytes)
  }

  static let invalid = [
    // Numbers
    "-", "+1", "00", "01", "-01", "01.5", "-01.5", "1.", "1.e5", ".5", "-.5", "1e", "1e+", "1E-",
    "1.5.5", "1-2", "1+2", "--1", "1e5.5", "0x10", "0x", "1_000", "1,000", "NaN", "-NaN",
    "Infinity", "-Infinity", "inf", "1e999", "-1e999", "１", "1a", "[1.]", "[-]", "[01]", "[1e]",
    // Strings
    #"""#, #""a"#, #"'a'"#, #""\x41""#, #""\u""#, #""\u12""#, #""\u123""#, #""\u123g""#,
    #""\u+041""#, #""\u-041""#, #""\U0041""#, #""\uD83D""#, #""\uD83Dx""#, #""\uD83D\n""#,
    #""\uD83D\u0041""#, #""\uDE00""#, #""\""#, "\"\\", "\"\u{1}\"", "\"a\nb\"", "\"\t\"",
    #""a" "b""#, "“a”",
    // Words
    "nul", "nulll", "True", "FALSE", "undefined", "truefalse", "tru", "n",
    // Structure
    "", " ", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1 2]", "[1;2]", "[1:2]",
    "[[1]", "[1]]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\":1 \"b\":2}",
    "{a:1}", "{1:1}", "{null:1}", "{\"a\":1,,\"b\":2}", "{[]:1}", "[}", "{]", "1 2", "[] []",
    "{}}", "// x\n1", "/* x */1", "[1]#", "\u{A0}1", "\u{FEFF}1", "\u{0}", "1\u{0}", "\u{B}1",
  ]

  @Test(arguments: invalid)
  func `a text outside the grammar is refused with a place within it and a reason`(text: String) {
    do throws(JSONError) {
      Issue.record("read as \(try JSONValue(reading: text.utf8))")
    } catch {
      #expect((0...text.utf8.count).contains(error.byteOffset))
      #expect(!error.reason.isEmpty)
    }
  }

  /// Bytes that are no UTF-8: a lone continuation, an overlong slash, half a character, a surrogate.
  @Test(
    arguments: [
      [0x80], [0xC0, 0xAF], [0xC3], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
  func `a string that is not UTF-8 is refused, escaped or not`(bytes: [UInt8]) {
    for head in [[0x22], [0x22, 0x5C, 0x6E]] as [[UInt8]] {
      #expect(throws: JSONError.self) { try JSONValue(reading: head + bytes + [0x22]) }
    }
  }

  @Test func `the word that is no value is named`() {
    do throws(JSONError) {
      Issue.record("read as \(try JSONValue(reading: "[seven]".utf8))")
    } catch {
      #expect(error.description == "byte 1: 'seven' is not a JSON value")
    }
  }

  @Test(arguments: ["[", "{\"a\":", "[{\"a\":"])
  func `the depth limit counts levels and not bytes`(opening: String) throws {
    let levelCount = opening.count { "[{".contains($0) }
    let closing = opening.contains("[{") ? "}]" : opening.hasPrefix("[") ? "]" : "}"
    func text(_ count: Int) -> String {
      String(repeating: opening, count: count) + "0" + String(repeating: closing, count: count)
    }
    _ = try JSONValue(reading: text(64 / levelCount).utf8)
    #expect(throws: JSONError.self) { try JSONValue(reading: text(64 / levelCount + 1).utf8) }
    #expect(throws: JSONError.self) { try JSONValue(reading: text(50_000).utf8) }
  }

  @Test func `numbers come back exactly`() throws {
    var state: UInt64 = 11
    for _ in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: state)
      guard number.isFinite else { continue }
      #expect(try JSONValue(reading: JSONValue.number(number).bytes).double == number)
    }
  }
}
