// How are numbers and text turned into the bits of an element?
//
// SPDX-License-Identifier: Apache-2.0

/// Bits one after the other, the highest first.
struct ASTERIXBitWriter {
  private(set) var bytes: [UInt8] = []
  private var used = 8

  mutating func append(_ value: UInt64, bits: Int) {
    for bit in (0..<bits).reversed() {
      if used == 8 {
        bytes.append(0)
        used = 0
      }
      if bit < 64, value >> UInt64(bit) & 1 == 1 { bytes[bytes.count - 1] |= 0x80 >> UInt8(used) }
      used += 1
    }
  }

  /// At an octet's boundary.
  mutating func append(octets: [UInt8]) {
    bytes += octets
    used = 8
  }
}

extension ASTERIXEncoder {
  func number(
    _ value: ASTERIXValue, _ bits: Int, _ content: ASTERIXContent, _ path: String
  ) throws(ASTERIXEncodingError) -> UInt64 {
    switch value {
    case .number(let number):
      guard bits == 64 || number >> UInt64(bits) == 0 else {
        throw ASTERIXEncodingError(item: path, reason: "\(number) does not fit \(bits) bits")
      }
      return number
    case .quantity(let quantity):
      let steps = (quantity * content.stepDenominator / content.stepNumerator).rounded()
      let limit = Double(sign: .plus, exponent: content.isSigned ? bits - 1 : bits, significand: 1)
      guard content.kind == .quantity, steps < limit, steps >= (content.isSigned ? -limit : 0)
      else {
        throw ASTERIXEncodingError(item: path, reason: "\(quantity) is not within the item's range")
      }
      return UInt64(bitPattern: Int64(steps)) & (bits == 64 ? .max : 1 << UInt64(bits) - 1)
    case .text(let text): return try coded(text, bits, content, path)
    default:
      throw ASTERIXEncodingError(item: path, reason: "a number or text is expected")
    }
  }

  private func coded(
    _ text: String, _ bits: Int, _ content: ASTERIXContent, _ path: String
  ) throws(ASTERIXEncodingError) -> UInt64 {
    let characterBits: Int
    switch content.kind {
    case .icao: characterBits = 6
    case .ascii: characterBits = 8
    case .octal: characterBits = 3
    default: throw ASTERIXEncodingError(item: path, reason: "the item is no text")
    }
    let count = bits / characterBits
    guard text.utf8.count <= count, characterBits > 3 || text.utf8.count == count else {
      throw ASTERIXEncodingError(item: path, reason: "'\(text)' has not \(count) characters")
    }
    var value: UInt64 = 0
    for character in Array(text.utf8) + Array(repeating: 0x20, count: count - text.utf8.count) {
      let code: UInt8?
      switch (characterBits, character) {
      case (3, 48...55): code = character - 48
      case (6, 65...90): code = character - 64
      case (6, 48...57), (6, 32), (8, 0x20...0x7E): code = character
      default: code = nil
      }
      guard let code else {
        throw ASTERIXEncodingError(
          item: path, reason: "'\(text)' has a character that does not fit")
      }
      value = value << UInt64(characterBits) | UInt64(code)
    }
    return value
  }
}
