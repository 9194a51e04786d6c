// Where does a message of the TAK protocol begin and end?
//
// SPDX-License-Identifier: Apache-2.0

enum TAKFrame {
  enum Scan {
    case payload(Range<Int>, isMesh: Bool)
    case broken(reason: String, detail: String)
    case needsBytes
  }

  /// The message whose `BF` is the first byte.
  static func scan(_ bytes: UnsafeRawBufferPointer, isFinished: Bool) -> Scan {
    guard bytes.count >= 3 || isFinished else {
      // Two bytes are enough for an empty message of a stream.
      return bytes.count == 2 && bytes[1] == 0 ? .payload(2..<2, isMesh: false) : .needsBytes
    }
    if bytes.count >= 3, bytes[1] == 0x01, bytes[2] == 0xBF {
      return mesh(bytes, isFinished: isFinished)
    }
    var length = 0
    var at = 1
    while at < bytes.count {
      // 1 MiB needs three bytes.
      guard at <= 3 else { return tooLong("a length of more than three bytes") }
      length |= Int(bytes[at] & 0x7F) << (7 * (at - 1))
      at += 1
      if bytes[at - 1] < 0x80 {
        guard length <= CoTDecoder.eventByteCountMax else { return tooLong("\(length) bytes") }
        if bytes.count - at >= length { return .payload(at..<(at + length), isMesh: false) }
        break
      }
    }
    if at > 3, bytes[3] >= 0x80 { return tooLong("a length of more than three bytes") }
    return isFinished
      ? .broken(reason: "stream ends within a message", detail: "\(bytes.count) bytes of it")
      : .needsBytes
  }

  private static func tooLong(_ found: String) -> Scan {
    .broken(
      reason: "length beyond the limit",
      detail: "\(found), at most \(CoTDecoder.eventByteCountMax) bytes")
  }

  /// A mesh message goes on while fields follow: neither `BF` nor `<` can begin one.
  private static func mesh(_ bytes: UnsafeRawBufferPointer, isFinished: Bool) -> Scan {
    var at = 3
    while at < bytes.count {
      let tag = bytes[at]
      // TakMessage has fields 1 to 4, and may get more up to 15: tags of one byte.
      guard tag >= 0x08, tag < 0x80, [0, 1, 2, 5].contains(tag & 7) else {
        return .payload(3..<at, isMesh: true)
      }
      guard let end = fieldEnd(bytes, at + 1, tag & 7) else {
        return isFinished
          ? .broken(reason: "stream ends within a message", detail: "\(bytes.count) bytes of it")
          : .needsBytes
      }
      guard end <= CoTDecoder.eventByteCountMax + 3 else {
        return tooLong("a field to byte \(end)")
      }
      guard end <= bytes.count else {
        return isFinished
          ? .broken(reason: "stream ends within a message", detail: "\(bytes.count) bytes of it")
          : .needsBytes
      }
      at = end
    }
    return isFinished ? .payload(3..<at, isMesh: true) : .needsBytes
  }

  /// Where a field's value ends; nil where its number is not whole yet.
  private static func fieldEnd(
    _ bytes: UnsafeRawBufferPointer, _ from: Int, _ wireType: UInt8
  ) -> Int? {
    if wireType == 1 { return from + 8 }
    if wireType == 5 { return from + 4 }
    var value: UInt64 = 0
    var at = from
    while at < bytes.count {
      let byte = bytes[at]
      // A length beyond the limit is as good as any other; ten bytes end every number.
      if at - from < 9 { value |= UInt64(byte & 0x7F) << UInt64(7 * (at - from)) }
      at += 1
      if byte < 0x80 || at - from >= 10 {
        return wireType == 0 ? at : at + Int(min(value, 1 << 32))
      }
    }
    return nil
  }
}
