// What does a short CBOR text say? As much of RFC 8949 as provenance needs, within bounds.
//
// SPDX-License-Identifier: Apache-2.0

/// A CBOR value. Tags are passed over; floating-point and other simple values have no content here.
indirect enum CBORValue: Hashable {
  case integer(Int)
  case bytes([UInt8])
  case text(String)
  case array([CBORValue])
  case map([String: CBORValue])
  case other

  /// Reads the value at the beginning; what follows is not looked at.
  init(reading bytes: ArraySlice<UInt8>) throws(MediaFault) {
    var reader = CBORReader(rest: bytes)
    self = try reader.value(depth: 0)
  }

  subscript(name: String) -> CBORValue? {
    if case .map(let members) = self { return members[name] }
    return nil
  }

  var int: Int? {
    if case .integer(let value) = self { return value }
    return nil
  }
}

private struct CBORReader {
  var rest: ArraySlice<UInt8>
  private var count = 0

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  private mutating func take(_ byteCount: Int) throws(MediaFault) -> ArraySlice<UInt8> {
    guard byteCount <= rest.count else { throw MediaFault("CBOR ends too early") }
    defer { rest = rest.dropFirst(byteCount) }
    return rest.prefix(byteCount)
  }

  mutating func value(depth: Int) throws(MediaFault) -> CBORValue {
    count += 1
    guard depth < 16, count <= 10_000 else {
      throw MediaFault("CBOR is nested too deep or too long")
    }
    let head = try take(1).first ?? 0
    if head >> 5 == 7 { return try simple(head & 31) }
    let argument = try argument(head & 31)
    switch head >> 5 {
    case 0: return .integer(argument)
    case 1: return .integer(-1 - argument)
    case 2: return .bytes(Array(try take(argument)))
    case 3: return .text(String(decoding: try take(argument), as: UTF8.self))
    case 4: return try array(argument, depth: depth)
    case 5: return try map(argument, depth: depth)
    default: return try value(depth: depth + 1)
    }
  }

  private mutating func argument(_ short: UInt8) throws(MediaFault) -> Int {
    switch short {
    case 0..<24: return Int(short)
    case 24...27:
      let value = bigEndian(try take(1 << Int(short - 24)))
      guard value < Int.max else { throw MediaFault("a number of CBOR is too large") }
      return value
    default: throw MediaFault("CBOR of a form that is not read")
    }
  }

  private mutating func simple(_ short: UInt8) throws(MediaFault) -> CBORValue {
    switch short {
    case 24...27: _ = try take(1 << Int(short - 24))
    case 28...31: throw MediaFault("CBOR of a form that is not read")
    default: break
    }
    return .other
  }

  private mutating func array(_ length: Int, depth: Int) throws(MediaFault) -> CBORValue {
    guard length <= rest.count else { throw MediaFault("CBOR ends too early") }
    var elements: [CBORValue] = []
    for _ in 0..<length { elements.append(try value(depth: depth + 1)) }
    return .array(elements)
  }

  private mutating func map(_ length: Int, depth: Int) throws(MediaFault) -> CBORValue {
    guard length <= rest.count else { throw MediaFault("CBOR ends too early") }
    var members: [String: CBORValue] = [:]
    for _ in 0..<length {
      let name = try value(depth: depth + 1)
      let value = try value(depth: depth + 1)
      guard case .text(let text) = name else { continue }
      guard members.updateValue(value, forKey: text) == nil else {
        throw MediaFault("a name stands twice in CBOR")
      }
    }
    return .map(members)
  }
}
