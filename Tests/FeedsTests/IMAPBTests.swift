// Are floating-point numbers mapped as ST 1201 has it?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Testing

@Suite struct IMAPBTests {
  /// From the vectors of jmisb (MIT).
  @Test(
    arguments: [
      (-10_000, -100, 1, -5_050, 0x26 as UInt64, -5_136),
      (-10_000, -100, 3, -5_050, 0x26AC00, -5_050),
      (-10_000, -100, 4, -100, 0x4D58_0000, -100),
      (-100, 0.1, 7, -49.95, 0x32_0CCC_CCCC_CCCC, -49.95),
      (-100, 1_500_000, 2, -100, 0x0000, -128), (1, 1_500_000, 1, 750_000.5, 0x2D, 737_281),
      (-10_000, 1_500_000.1, 4, 745_000.05, 0x2E14_E033, 745_000.0498046875),
    ] as [(Double, Double, Int, Double, UInt64, Double)])
  func `numbers become these integers and these numbers again`(
    min: Double, max: Double, count: Int, number: Double, raw: UInt64, back: Double
  ) throws {
    let map = try #require(IMAPB(min: min, max: max, byteCount: count))
    #expect(map.raw(number) == raw)
    #expect(map.value(raw) == .number(back))
  }

  @Test func `special values are told apart`() throws {
    let map = try #require(IMAPB(min: -900, max: 40_000, byteCount: 2))
    #expect(map.value(0xC800) == .positiveInfinity)
    #expect(map.value(0xE800) == .negativeInfinity)
    #expect(map.value(0xD000) == .notANumber(isSignalling: false, isNegative: false))
    #expect(map.value(0xF800) == .notANumber(isSignalling: true, isNegative: true))
    #expect(map.value(0xE000) == .belowMinimum)
    #expect(map.value(0xE100) == .aboveMaximum)
    #expect(map.value(0x8001) == .reserved)
    #expect(map.raw(.infinity) == 0xC800)
    #expect(map.raw(-901) == 0xE000)
    #expect(map.raw(40_001) == 0xE100)
    #expect(IMAPB(min: 1, max: 1, byteCount: 2) == nil)
    #expect(IMAPB(min: 0, max: 1, byteCount: 9) == nil)
  }

  @Test func `all vectors of jmisb are met`() throws {
    guard let shared = Shared.folder else {
      print("skipped: no shared recordings")
      return
    }
    let text = try String(
      contentsOf: shared.appendingPathComponent("data/wire/klv/st1201-imapb.jsonl"),
      encoding: .utf8)
    var count = 0
    for line in text.split(separator: "\n") {
      guard
        let vector = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
        let min = vector["a"] as? Double, let max = vector["b"] as? Double,
        let length = vector["L"] as? Int, let hex = vector["forwardResultHex"] as? String,
        let raw = UInt64(hex.dropFirst(2), radix: 16),
        let map = IMAPB(min: min, max: max, byteCount: length)
      else {
        Issue.record("not read: \(line)")
        continue
      }
      count += 1
      switch vector["reverseResult"] {
      case let number as Double:
        guard case .number(let found) = map.value(raw) else {
          Issue.record("\(line)")
          continue
        }
        // The last digits depend on the order in which doubles are added.
        #expect(abs(found - number) <= 1e-14 * Swift.max(min.magnitude, max.magnitude), "\(line)")
        if let x = vector["x"] as? Double { #expect(map.raw(x) == raw, "\(line)") }
      case "Infinity" as String: #expect(map.value(raw) == .positiveInfinity)
      case "-Infinity" as String: #expect(map.value(raw) == .negativeInfinity)
      case "+QNaN" as String:
        #expect(map.value(raw) == .notANumber(isSignalling: false, isNegative: false))
      case "-QNaN" as String:
        #expect(map.value(raw) == .notANumber(isSignalling: false, isNegative: true))
      default: Issue.record("\(line)")
      }
    }
    #expect(count == 1_064)
  }
}
