// Feeding the metadata decoder in tests, and transport streams to feed it with.
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Notation

func klvItems(_ bytes: [UInt8], readSize: Int = .max) -> [WireItem<KLVPacket>] {
  var decoder = KLVDecoder()
  var items: [WireItem<KLVPacket>] = []
  var rest = bytes[...]
  while !rest.isEmpty {
    decoder.push(Array(rest.prefix(readSize)))
    rest = rest.dropFirst(readSize)
    while let item = decoder.next() { items.append(item) }
  }
  decoder.finish()
  while let item = decoder.next() { items.append(item) }
  return items
}

extension [WireItem<KLVPacket>] {
  var packets: [KLVPacket] {
    compactMap { item in
      if case .message(let packet) = item { return packet }
      return nil
    }
  }

  var faults: [WireFault] {
    compactMap { item in
      if case .fault(let fault) = item { return fault }
      return nil
    }
  }

  /// Every packet as JSON and every fault with its place.
  var lines: [String] {
    map { item in
      switch item {
      case .fault(let fault):
        return "\(fault.byteOffset) \(fault.item) \(fault.reason) \(fault.detail)"
      case .message(let packet): return "\(packet.byteOffset) \(packet.json)"
      }
    }
  }
}

extension KLVPacket {
  var json: String {
    var writer = FieldWriter()
    writer.beginLine()
    write(to: &writer)
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// A small multiplexer: tables and one metadata stream.
struct TransportMaker {
  enum Kind { case synchronous, asynchronous, undeclared }

  var kind = Kind.asynchronous
  private(set) var bytes: [UInt8] = []
  private var counters: [Int: UInt8] = [:]
  /// Bytes before and behind each packet: 4 of time code for 192, 16 of parity for 204.
  var before = 0
  var behind = 0
  static let id = 0x100

  init(_ kind: Kind) { self.kind = kind }

  mutating func tables() {
    section(0, [0, 0xB0, 0x0D, 0, 1, 0xC1, 0, 0, 0, 1, 0xF0, 0])
    let descriptors: [UInt8] =
      switch kind {
      case .synchronous: [0x26, 0x09, 1, 0, 0xFF] + Array("KLVA".utf8) + [0, 0x0F]
      case .asynchronous: [0x05, 0x04] + Array("KLVA".utf8)
      case .undeclared: []
      }
    let stream: [UInt8] =
      [kind == .synchronous ? 0x15 : 0x06, 0xE1, 0x00, 0xF0, UInt8(descriptors.count)]
      + descriptors
    section(
      0x1000,
      [2, 0xB0, UInt8(9 + stream.count + 4), 0, 1, 0xC1, 0, 0, 0xFF, 0xFF, 0xF0, 0] + stream)
  }

  private mutating func section(_ id: Int, _ body: [UInt8]) {
    let crc = Self.crc(body)
    let content = [0] + body + (0..<4).map { UInt8(truncatingIfNeeded: crc >> UInt32(24 - 8 * $0)) }
    packets(id, content + [UInt8](repeating: 0xFF, count: 184 - content.count), isStart: true)
  }

  static func crc(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      crc ^= UInt32(byte) << 24
      for _ in 0..<8 { crc = crc & 0x8000_0000 != 0 ? crc << 1 ^ 0x04C1_1DB7 : crc << 1 }
    }
    return crc
  }

  /// One PES packet; synchronous metadata in cells of at most `cellSize`.
  mutating func pes(_ payload: [UInt8], cellSize: Int = 65_535, id: Int = TransportMaker.id) {
    var content: [UInt8] = []
    if kind == .synchronous {
      for start in stride(from: 0, to: payload.count, by: cellSize) {
        let part = payload[start..<min(payload.count, start + cellSize)]
        content += [0, 0, 0xDF, UInt8(part.count >> 8), UInt8(part.count & 255)] + part
      }
    } else {
      content = payload
    }
    let length = content.count + 8
    packets(
      id,
      [0, 0, 1, kind == .synchronous ? 0xFC : 0xBD, UInt8(length >> 8), UInt8(length & 255)]
        + [0x84, 0x80, 5, 0x21, 0, 1, 0, 1] + content, isStart: true)
  }

  /// Video that has the look of metadata.
  mutating func video(_ payload: [UInt8]) {
    packets(0x200, [0, 0, 1, 0xE0, 0, 0, 0x84, 0x80, 5, 0x21, 0, 1, 0, 1] + payload, isStart: true)
  }

  mutating func skipCounter() { counters[Self.id, default: 0] += 1 }

  private mutating func packets(_ id: Int, _ content: [UInt8], isStart: Bool) {
    var rest = content[...]
    var isFirst = isStart
    while !rest.isEmpty {
      let chunk = Array(rest.prefix(184))
      rest = rest.dropFirst(184)
      let padding = 184 - chunk.count
      let counter = counters[id, default: 0] & 15
      counters[id] = (counter + 1) & 15
      bytes += [UInt8](repeating: 0x11, count: before)
      bytes += [
        0x47, (isFirst ? 0x40 : 0) | UInt8(id >> 8), UInt8(id & 255),
        (padding > 0 ? 0x30 : 0x10) | counter,
      ]
      if padding == 1 { bytes.append(0) }
      if padding > 1 {
        bytes += [UInt8(padding - 1), 0] + [UInt8](repeating: 0xFF, count: padding - 2)
      }
      bytes += chunk + [UInt8](repeating: 0x22, count: behind)
      isFirst = false
    }
  }
}
