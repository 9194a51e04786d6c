// Are these bytes text, and which?
//
// SPDX-License-Identifier: Apache-2.0

enum UTF8Text {
  /// The text; nil where it is no UTF-8. Nearly all text of the field is ASCII, which is only copied.
  static func string(_ bytes: UnsafeRawBufferPointer) -> String? {
    guard isASCII(bytes) else { return String(validating: bytes, as: UTF8.self) }
    return String(unsafeUninitializedCapacity: bytes.count) { text in
      UnsafeMutableRawBufferPointer(text).copyMemory(from: bytes)
      return bytes.count
    }
  }

  static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isASCII(bytes) || String(validating: bytes, as: UTF8.self) != nil
  }

  /// Eight bytes at a time.
  private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var at = 0
    var all: UInt64 = 0
    while at + 8 <= bytes.count {
      all |= bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      at += 8
    }
    while at < bytes.count {
      all |= UInt64(bytes[at])
      at += 1
    }
    return all & 0x8080_8080_8080_8080 == 0
  }
}
