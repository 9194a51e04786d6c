// Making ASTERIX octets and reading them in tests.
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Notation
import Testing

/// What a stream gave: each record as its JSON line, each fault, in order.
struct ASTERIXResult: Equatable {
  var lines: [String] = []
  var faults: [WireFault] = []
  var records: [ASTERIXRecord] = []

  static func == (a: Self, b: Self) -> Bool { a.lines == b.lines && a.faults == b.faults }

  var reasons: [String] { faults.map(\.reason) }
}

/// Decodes octets in reads of a size.
func asterix(
  _ bytes: [UInt8], readSizes: [Int] = [.max], editions: [UInt8: String] = [:],
  radars: [RadarSource] = [], settingsPlace: SettingsPlace = .mission
) -> ASTERIXResult {
  var decoder = ASTERIXDecoder(
    editions: editions, radars: radars, settingsPlace: settingsPlace)
  var result = ASTERIXResult()
  func drain() {
    while let item = decoder.next() {
      switch item {
      case .fault(let fault): result.faults.append(fault)
      case .message(let record):
        var writer = FieldWriter()
        writer.beginLine()
        writer.field("byte_offset", record.byteOffset)
        record.write(to: &writer)
        writer.endLine()
        result.lines.append(String(decoding: writer.bytes, as: UTF8.self))
        result.records.append(record)
      }
    }
  }
  var rest = bytes[...]
  var turn = 0
  while !rest.isEmpty {
    let size = readSizes[turn % readSizes.count]
    turn += 1
    decoder.push(Array(rest.prefix(size)))
    rest = rest.dropFirst(size)
    drain()
  }
  decoder.finish()
  drain()
  return result
}

/// A big-endian number.
func octets(_ value: Int, _ count: Int) -> [UInt8] {
  (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}

func hex(_ text: String) -> [UInt8] {
  let digits = text.filter { !$0.isWhitespace }
  var bytes: [UInt8] = []
  var at = digits.startIndex
  while at < digits.endIndex {
    let next = digits.index(at, offsetBy: 2)
    bytes.append(UInt8(digits[at..<next], radix: 16) ?? 0)
    at = next
  }
  return bytes
}

/// A plot of category 048 of SAC 7 SIC 42.
func plot(
  timeS: Double = 43_200, rangeNmi: Double = 30, azimuthDeg: Double = 90, level: Double? = 100,
  test: Bool = false
) -> [ASTERIXField] {
  var descriptor = [ASTERIXField("TYP", .number(5)), ASTERIXField("SIM", .number(0))]
  if test { descriptor.append(ASTERIXField("TST", .number(1))) }
  var items = [
    ASTERIXField(
      "010", .fields([ASTERIXField("SAC", .number(7)), ASTERIXField("SIC", .number(42))])),
    ASTERIXField("140", .quantity(timeS)), ASTERIXField("020", .fields(descriptor)),
    ASTERIXField(
      "040",
      .fields([
        ASTERIXField("RHO", .quantity(rangeNmi)), ASTERIXField("THETA", .quantity(azimuthDeg)),
      ])),
    ASTERIXField("070", .fields([ASTERIXField("MODE3A", .text("7421"))])),
    ASTERIXField("220", .number(0xF0_0123)), ASTERIXField("240", .text("TEST12")),
    ASTERIXField("161", .fields([ASTERIXField("TRN", .number(99))])),
  ]
  if let level {
    items.append(ASTERIXField("090", .fields([ASTERIXField("FL", .quantity(level))])))
  }
  return items
}

/// A block of category 048.
func plotBlock(_ plots: [[ASTERIXField]] = [plot()]) throws -> [UInt8] {
  let encoder = try #require(ASTERIXEncoder(category: 48))
  return try encoder.block(try plots.map { try encoder.record($0) })
}

/// A north marker of category 034 at a time of day.
func northMarker(timeS: Double = 43_200) throws -> [UInt8] {
  let encoder = try #require(ASTERIXEncoder(category: 34))
  return try encoder.block([
    try encoder.record([
      ASTERIXField(
        "010", .fields([ASTERIXField("SAC", .number(7)), ASTERIXField("SIC", .number(42))])),
      ASTERIXField("000", .number(1)), ASTERIXField("030", .quantity(timeS)),
    ])
  ])
}

let asterixExample: [UInt8] = {
  let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/asterix/example.ast")
  return FileManager.default.contents(atPath: url.path).map { [UInt8]($0) } ?? []
}()
