// Which records of others are there to be read? Those of the repository, and larger sets beside it.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Redaction
import Testing

enum Vectors {
  /// A set of `$TRUCELINE_SHARED/data`, else of `shared` beside the repository; nil without one.
  static func shared(_ path: String) throws -> JSONValue? {
    let beside = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../../shared").standardizedFileURL
    let named = ProcessInfo.processInfo.environment["TRUCELINE_SHARED"]
      .map { URL(fileURLWithPath: $0) }
    for folder in [named, beside].compactMap({ $0 }) {
      let file = folder.appendingPathComponent("data/\(path)")
      if let data = FileManager.default.contents(atPath: file.path) {
        return try JSONValue(reading: data)
      }
    }
    return nil
  }

  /// Records of the reference implementation.
  static func reference() throws -> JSONValue {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/redaction/reference.json").standardizedFileURL
    return try JSONValue(reading: Data(contentsOf: file))
  }
}

/// Equal as JSON: the order of members does not count, and 1 is 1.0.
func same(_ a: JSONValue, _ b: JSONValue) -> Bool {
  switch (a, b) {
  case (.object(let left), .object(let right)):
    left.count == right.count
      && left.allSatisfy { member in b[member.name].map { same(member.value, $0) } ?? false }
  case (.array(let left), .array(let right)):
    left.count == right.count && zip(left, right).allSatisfy(same)
  case (.integer, .number), (.number, .integer): a.double == b.double
  default: a == b
  }
}

func bytes(ofHex text: String) -> [UInt8] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count, by: 2).compactMap {
    UInt8(String(digits[$0..<($0 + 2)]), radix: 16)
  }
}

/// The same chance at every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
