// Are Protocol Buffers messages read within their bounds, and written as they are read?
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Feeds

@Suite struct ProtobufTests {
  /// Field numbers and the bytes of each value, or the fault.
  private func fields(_ bytes: [UInt8]) -> Result<[UInt32], ProtobufFault> {
    bytes.withUnsafeBytes { raw in
      var reader = ProtobufReader(raw)
      var numbers: [UInt32] = []
      do throws(ProtobufFault) {
        while let field = try reader.next() {
          numbers.append(field.number)
          try reader.skip(field)
        }
        return .success(numbers)
      } catch {
        return .failure(error)
      }
    }
  }

  private func reason(_ bytes: [UInt8]) -> String? {
    if case .failure(let fault) = fields(bytes) { return fault.reason }
    return nil
  }

  @Test func `the documented examples`() {
    // Encoding guide: field 1 is 150; field 2 is "testing".
    ([0x08, 0x96, 0x01] as [UInt8]).withUnsafeBytes { raw in
      var reader = ProtobufReader(raw)
      let field = try? reader.next()
      let value = field.flatMap { try? reader.unsigned($0) }
      #expect(value == 150)
    }
    ([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6E, 0x67] as [UInt8]).withUnsafeBytes { raw in
      var reader = ProtobufReader(raw)
      let field = try? reader.next()
      let value = field.flatMap { try? reader.string($0) }
      #expect(value == "testing")
    }
    ([0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05] as [UInt8]).withUnsafeBytes { raw in
      var reader = ProtobufReader(raw)
      var values: [UInt64] = []
      if let field = try? reader.next() { try? reader.packed(field) { values.append($0) } }
      #expect(values == [3, 270, 86_942])
    }
  }

  @Test func `all wire types are skipped`() {
    let bytes: [UInt8] =
      [0x08, 0xFF, 0x01, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1A, 2, 9, 9, 0x25, 1, 2, 3, 4]
    #expect(fields(bytes) == .success([1, 2, 3, 4]))
    for count in [1, 2, 5, 11, 13, 14, 17, 19] {
      #expect(reason(Array(bytes.prefix(count))) != nil, "\(count)")
    }
  }

  @Test(
    arguments: [
      ([0x00], "field number"), ([0x0B], "wire type"), ([0x0C], "wire type"), ([0x0F], "wire type"),
      ([0x08], "message cut off"), ([0x0A, 0x05, 1], "length beyond the message"),
      ([0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], "length beyond the message"),
      ([0x0A] + [UInt8](repeating: 0xFF, count: 9) + [0x01], "length beyond the message"),
      ([0x08] + [UInt8](repeating: 0xFF, count: 10), "number too long"),
      ([0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x02], "number too long"),
      ([0x09, 1, 2, 3], "message cut off"), ([0x0D, 1], "message cut off"),
      ([0x80, 0x80, 0x80, 0x80, 0x80, 0x01], "field number"),
    ] as [([UInt8], String)]) func `a bad field is named`(bytes: [UInt8], expected: String)
  {
    #expect(reason(bytes) == expected)
  }

  @Test func `messages within messages have a limit`() {
    var bytes: [UInt8] = []
    for _ in 0..<100 {
      var writer = ProtobufWriter()
      writer.field(1, bytes: bytes, always: true)
      bytes = writer.bytes
    }
    func descend(_ reader: inout ProtobufReader) throws(ProtobufFault) -> Int {
      guard let field = try reader.next() else { return 0 }
      var inner = try reader.message(field)
      return 1 + (try descend(&inner))
    }
    bytes.withUnsafeBytes { raw in
      var reader = ProtobufReader(raw)
      do throws(ProtobufFault) {
        _ = try descend(&reader)
        Issue.record("no limit")
      } catch {
        #expect(error.reason == "nested too deeply" && error.byteOffset > 0)
      }
    }
  }

  @Test func `what is written is read`() {
    var writer = ProtobufWriter()
    writer.field(1, UInt64.max)
    writer.field(2, true)
    writer.field(3, -1.5)
    writer.field(4, Float(2.5))
    writer.field(5, "Міст")
    writer.message(6) { inner in inner.field(1, String(repeating: "x", count: 300)) }
    writer.field(7, UInt64(0))
    writer.field(8, "")
    writer.field(9, UInt64(0), always: true)
    writer.bytes.withUnsafeBytes { raw in
      var reader = ProtobufReader(raw)
      do {
        var numbers: [UInt32] = []
        while let field = try reader.next() {
          numbers.append(field.number)
          switch field.number {
          case 1: #expect(try reader.unsigned(field) == .max)
          case 2: #expect(try reader.bool(field))
          case 3: #expect(try reader.double(field) == -1.5)
          case 4: #expect(try reader.float(field) == 2.5)
          case 5: #expect(try reader.string(field) == "Міст")
          case 6:
            var inner = try reader.message(field)
            if let text = try inner.next() { #expect(try inner.string(text).count == 300) }
          default: try reader.skip(field)
          }
        }
        #expect(numbers == [1, 2, 3, 4, 5, 6, 9])
      } catch {
        Issue.record("\(error)")
      }
    }
  }

  @Test func `text that is no UTF-8 is refused`() {
    ([0x0A, 0x01, 0xFF] as [UInt8]).withUnsafeBytes { raw in
      var reader = ProtobufReader(raw)
      #expect(throws: ProtobufFault.self) {
        if let field = try reader.next() { _ = try reader.string(field) }
      }
    }
  }
}
