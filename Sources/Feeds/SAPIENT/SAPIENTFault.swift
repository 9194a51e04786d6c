// Which rule of SAPIENT does a message break, and in which field?
//
// SPDX-License-Identifier: Apache-2.0

/// A rule that a readable message breaks. The message is still shown; no observation is made of it.
public struct SAPIENTFault: Hashable, Sendable {
  /// One of a small set, so that faults can be counted by it.
  public enum Reason: String, CaseIterable, Sendable {
    /// A mandatory field, choice or list is not there.
    case missing = "mandatory field missing"
    /// A mandatory field is there without a value: an empty text, or `…_UNSPECIFIED`.
    case empty = "mandatory field without a value"
    case unknownField = "unknown field"
    case unknownValue = "unknown value of an enumeration"
    case uuid = "no UUID of version 4 in lower case"
    case ulid = "no ULID in upper case"
    case version = "version not supported"
    case outOfRange = "out of range"
    /// A field that may be there once, or two of a choice.
    case sentTwice = "sent twice"
    /// By the receiver's clock (`SAPIENTTimeRules`).
    case time = "time not plausible"
  }

  public var reason: Reason
  /// Path of the field, with the element's number from 0 in a list: `alert.associated_file.0.type`.
  public var item: String
  /// What was found and what was expected.
  public var detail: String
  /// Offset in the stream.
  public var byteOffset: Int

  public init(_ reason: Reason, item: String, detail: String, byteOffset: Int) {
    self.reason = reason
    self.item = item
    self.detail = detail
    self.byteOffset = byteOffset
  }
}

/// The forms of identities.
enum SAPIENTIdentity {
  /// RFC 4122, version 4, lower case, with hyphens and nothing around it.
  static func isUUID(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count == 36 else { return false }
    for (index, byte) in text.enumerated() {
      switch index {
      case 8, 13, 18, 23: if byte != 0x2D { return false }
      case 14: if byte != 0x34 { return false }
      case 19: if !(byte == 0x38 || byte == 0x39 || byte == 0x61 || byte == 0x62) { return false }
      default:
        guard (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) else { return false }
      }
    }
    return true
  }

  /// 26 characters of Crockford's base 32 in upper case, at most 128 bits.
  static func isULID(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count == 26, (0x30...0x37).contains(text[0]) else { return false }
    return text.allSatisfy {
      (0x30...0x39).contains($0)
        || ((0x41...0x5A).contains($0) && $0 != 0x49 && $0 != 0x4C && $0 != 0x4F && $0 != 0x55)
    }
  }

  /// `BSI Flex 335 v2.0`; the definitions write it with underscores, and some nodes do too.
  static func isVersion(_ text: UnsafeRawBufferPointer) -> Bool {
    let wanted: StaticString = "BSI Flex 335 v2.0"
    guard text.count == wanted.utf8CodeUnitCount else { return false }
    return text.enumerated().allSatisfy { index, byte in
      byte == wanted.utf8Start[index] || (byte == 0x5F && wanted.utf8Start[index] == 0x20)
    }
  }
}
