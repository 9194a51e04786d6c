// What opens one hidden claim? The salted value that a digest in the record stands for.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
public import Notation

/// A claim that is hidden in the record by its digest (RFC 9901, section 4.2).
///
/// Destroying it erases the claim: what remains in the record is a digest over 128 bits of chance.
public struct Disclosure: Hashable, Sendable {
  static let saltByteCount = 16

  /// Base64url of `[salt, name, value]`, or of `[salt, value]` for the element of an array.
  public let text: String
  /// Nil for the element of an array.
  public let name: String?
  public let value: JSONValue

  /// A new disclosure of a member of an object.
  public init(name: String, value: JSONValue, random: inout some RandomNumberGenerator) {
    self.name = name
    self.value = value
    let content: JSONValue = .array([Self.salt(&random), .string(name), value])
    text = Base64URL.text(content.bytes)
  }

  /// A new disclosure of an element of an array.
  public init(element value: JSONValue, random: inout some RandomNumberGenerator) {
    name = nil
    self.value = value
    text = Base64URL.text(JSONValue.array([Self.salt(&random), value]).bytes)
  }

  /// Reads a disclosure that was received or stored.
  public init(reading text: String) throws(SDJWTError) {
    guard let bytes = Base64URL.decode(text.utf8) else { throw .base64(part: "disclosure") }
    guard let parts = try JSONValue(unambiguous: bytes, part: "disclosure").elements,
      2...3 ~= parts.count, parts[0].text != nil
    else { throw .disclosure("a disclosure is not an array of salt, name and value") }
    self.text = text
    value = parts[parts.count - 1]
    if parts.count == 2 {
      name = nil
    } else {
      guard let name = parts[1].text else {
        throw .disclosure("the name in a disclosure is not a text")
      }
      guard !SDJWT.reservedNames.contains(name) else {
        throw .disclosure("a disclosure names the claim \"\(name)\", which is reserved")
      }
      self.name = name
    }
  }

  /// Base64url of the SHA-256 of `text`: what stands in the record.
  public var digest: String { Self.digest(of: text.utf8) }

  static func digest(of text: some Sequence<UInt8>) -> String {
    Base64URL.text([UInt8](SHA256.hash(data: Array(text))))
  }

  private static func salt(_ random: inout some RandomNumberGenerator) -> JSONValue {
    .string(Base64URL.text(bytes(saltByteCount, &random)))
  }

  /// Bytes of chance.
  static func bytes(_ count: Int, _ random: inout some RandomNumberGenerator) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
    }
    return Array(bytes.prefix(count))
  }
}

extension JSONValue {
  /// Reads a text in which no object has two members of one name, so that every reader sees the
  /// same content.
  init(unambiguous bytes: [UInt8], part: String) throws(SDJWTError) {
    do {
      self = try JSONValue(reading: bytes, depthMax: SDJWT.depthMax)
    } catch {
      throw .json(part: part, error.description)
    }
    try requireSingleNames()
  }

  private func requireSingleNames() throws(SDJWTError) {
    switch self {
    case .array(let elements):
      for element in elements { try element.requireSingleNames() }
    case .object(let members):
      var names: Set<String> = []
      for member in members {
        guard names.insert(member.name).inserted else { throw .nameTwice(member.name) }
        try member.value.requireSingleNames()
      }
    default: break
    }
  }
}
