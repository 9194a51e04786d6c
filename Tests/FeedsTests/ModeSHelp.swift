// Frames, lines and places for the tests of Mode S.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation

@testable import Feeds

enum ModeSHelp {
  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/adsb").standardizedFileURL

  static func fixture(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: fixtures.appendingPathComponent(name)))
  }

  /// A squitter with correct parity.
  static func squitter(_ address: UInt32, _ message: UInt64, format: UInt64 = 17) -> ModeSFrame {
    sealed(format << 59 | 5 << 56 | UInt64(address) << 32 | message >> 24, message << 40, 14)
  }

  /// A frame whose last 24 bits are the parity exclusive-or `overlay`.
  static func sealed(
    _ high: UInt64, _ low: UInt64, _ byteCount: Int, overlay: UInt32 = 0
  ) -> ModeSFrame {
    let parity = UInt64(
      ModeSFrame(high: high, low: low, byteCount: byteCount).syndrome ^ overlay)
    return byteCount == 7
      ? ModeSFrame(high: high | parity << 8, low: 0, byteCount: 7)
      : ModeSFrame(high: high, low: low | parity << 16, byteCount: 14)
  }

  /// An airborne position message (type code 11) as DO-260B A.1.7.3 encodes it.
  static func airborne(
    _ latitudeDeg: Double, _ longitudeDeg: Double, isOdd: Bool, typeCode: UInt64 = 11
  ) -> UInt64 {
    let cpr = encoded(latitudeDeg, longitudeDeg, isOdd: isOdd, isSurface: false)
    return typeCode << 51 | 0xC38 << 36 | (isOdd ? 1 : 0) << 34 | UInt64(cpr.latitude) << 17
      | UInt64(cpr.longitude)
  }

  static func surface(_ latitudeDeg: Double, _ longitudeDeg: Double, isOdd: Bool) -> UInt64 {
    let cpr = encoded(latitudeDeg, longitudeDeg, isOdd: isOdd, isSurface: true)
    return 7 << 51 | 20 << 44 | (isOdd ? 1 : 0) << 34 | UInt64(cpr.latitude) << 17
      | UInt64(cpr.longitude)
  }

  static func encoded(
    _ latitudeDeg: Double, _ longitudeDeg: Double, isOdd: Bool, isSurface: Bool
  ) -> CPRFrame {
    let scale = isSurface ? 524_288.0 : 131_072.0
    func modulo(_ value: Double, _ width: Double) -> Double {
      value - width * (value / width).rounded(.down)
    }
    let height = 360.0 / (isOdd ? 59 : 60)
    let y = (scale * modulo(latitudeDeg, height) / height + 0.5).rounded(.down)
    let rounded = height * (y / scale + (latitudeDeg / height).rounded(.down))
    let width = 360 / Double(max(CPR.zoneCount(latitudeDeg: rounded) - (isOdd ? 1 : 0), 1))
    let x = (scale * modulo(longitudeDeg, width) / width + 0.5).rounded(.down)
    return CPRFrame(
      latitude: UInt32(y) & 0x1FFFF, longitude: UInt32(x) & 0x1FFFF, isOdd: isOdd)
  }

  static func beast(_ frame: ModeSFrame, stamp: UInt64 = 0, signal: UInt8 = 100) -> [UInt8] {
    var body = (0..<6).map { UInt8(truncatingIfNeeded: stamp >> UInt64(40 - 8 * $0)) }
    body.append(signal)
    body += frame.bytes
    return [0x1A, frame.byteCount == 7 ? 0x32 : 0x33]
      + body.flatMap { $0 == 0x1A ? [0x1A, 0x1A] : [$0] }
  }

  /// AVR text with a time in seconds.
  static func avr(_ frame: ModeSFrame, atS: Double) -> String {
    let ticks = String(UInt64(atS * 12e6), radix: 16)
    return "@" + String(repeating: "0", count: 12 - ticks.count) + ticks + hex(frame) + ";\n"
  }

  static func hex(_ frame: ModeSFrame) -> String {
    frame.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// JSON lines and faults of a recording, fed in reads of a size.
func wireLines(
  _ bytes: [UInt8], _ format: FeedFormat, readSize: Int = .max
) -> (lines: [String], faults: [WireFault]) {
  guard var lines = format.lines() else { return ([], []) }
  var writer = FieldWriter()
  var faults: [WireFault] = []
  func drain() {
    while true {
      switch lines.next(into: &writer, byteCountMax: .max) {
      case .fault(let fault): faults.append(fault)
      case .full: continue
      case .needsBytes: return
      }
    }
  }
  var rest = bytes[...]
  while !rest.isEmpty {
    lines.push(Array(rest.prefix(readSize)))
    rest = rest.dropFirst(readSize)
    drain()
  }
  lines.finish()
  drain()
  let text = String(decoding: writer.bytes, as: UTF8.self)
  return (text.split(separator: "\n").map(String.init), faults)
}

func wireLines(_ text: String, _ format: FeedFormat) -> (lines: [String], faults: [WireFault]) {
  wireLines(Array(text.utf8), format)
}
