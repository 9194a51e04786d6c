// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "[]", "{}", "[1,2.5,-3,\"x\"]", #"{"a":{"b":[null,false]},"ü":"😀"}"#,
    #""\"\\\n\t""#, "-0.5", "1e300", "9223372036854775807",
  ])
  func `a text that is read and written again says the same`(text: String) throws {
    let value = try JSONValue(reading: text.utf8)
    #expect(try JSONValue(reading: value.bytes) == value)
  }

  @Test(arguments: [
    ("", 0), ("[1,]", 3), ("{\"a\" 1}", 5), ("01", 0), ("[1 2]", 3), ("nul", 0), ("1 x", 2),
    ("\"abc", 0), ("+1", 0), (".5", 0), ("-", 0), ("NaN", 0), ("{\"a\":1,}", 7), ("[\"\u{1}\"]", 2),
    ("1e999", 0),
  ])
  func `a text that is no JSON is refused at its byte`(text: String, byteOffset: Int) {
    do throws(JSONError) {
      let value = try JSONValue(reading: text.utf8)
      Issue.record("read as \(value)")
    } catch {
      #expect(error.byteOffset == byteOffset)
    }
  }

  @Test func `escapes and surrogate pairs become characters`() throws {
    let value = try JSONValue(reading: #""\u0041\ud83d\ude00\/""#.utf8)
    #expect(value.text == "A😀/")
    #expect(throws: JSONError.self) { try JSONValue(reading: #""\ud83d""#.utf8) }
  }

  @Test func `nesting beyond the limit is refused and does not use up the stack`() {
    let deep = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: JSONError.self) { try JSONValue(reading: deep) }
  }

  @Test func `a text cut off anywhere is refused or read, never a trap`() throws {
    let whole = Array(#"{"a":[1,2.5,"x\u0041",{"b":null}],"c":true}"#.utf8)
    for count in 0..<whole.count {
      #expect(throws: JSONError.self) { try JSONValue(reading: whole.prefix(count)) }
    }
  }

  @Test func `a number that is none is written as null`() {
    #expect(
      JSONValue.array([.number(.nan), .number(.infinity), .number(2)]).written == "[null,null,2]")
  }
}
