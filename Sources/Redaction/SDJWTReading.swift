// What does a record say, and is it the issuer's? Strict reading and verification (RFC 9901, 7.1).
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension SDJWT {
  /// The payload of a log entry as it was signed, digests included. The signature is not checked.
  public static func payload(ofEntry entry: [UInt8]) throws(SDJWTError) -> JSONValue {
    try Token(entry).payload
  }

  /// The claims of a log entry with those of `disclosures` put back. The signature is not checked.
  public static func claims(
    ofEntry entry: [UInt8], disclosures: [Disclosure]
  ) throws(SDJWTError) -> JSONValue {
    try claims(ofPayload: Token(entry).payload, disclosures: disclosures)
  }

  /// The same, of a payload that was read before.
  public static func claims(
    ofPayload payload: JSONValue, disclosures: [Disclosure]
  ) throws(SDJWTError) -> JSONValue {
    try ClaimsRestoring.claims(of: payload, disclosures: disclosures)
  }

  /// True where the entry is one of our records and was signed by the key.
  public static func isSigned(
    entry: [UInt8], by publicKey: [UInt8], type: String? = recordType
  ) -> Bool {
    guard let token = try? Token(entry) else { return false }
    return (try? token.requireSigned(by: publicKey, type: type)) != nil
  }

  /// Verifies a presentation and gives its claims.
  ///
  /// Refused are: another algorithm or type, a critical extension, a wrong signature, a key-binding
  /// token, a digest or claim that stands twice, a disclosure that no digest belongs to. Claims of
  /// time (`exp`, `nbf`) are given back and not judged, since there is no clock here.
  ///
  /// - Parameters:
  ///   - publicKey: the 32 bytes of the issuer's Ed25519 key.
  ///   - type: the `typ` that is expected; nil accepts any.
  public static func open(
    _ presentation: String, trusted publicKey: [UInt8], type: String? = recordType
  ) throws(SDJWTError) -> JSONValue {
    guard presentation.utf8.count <= presentationByteCountMax else {
      throw .tooLarge(byteCount: presentation.utf8.count)
    }
    let parts = presentation.utf8.split(
      separator: UInt8(ascii: "~"), omittingEmptySubsequences: false)
    guard parts.count >= 2 else { throw .shape("a presentation ends with '~', and this has none") }
    guard parts[parts.count - 1].isEmpty else {
      throw .shape("a key-binding token follows the last '~', and none is accepted")
    }
    let token = try Token(Array(parts[0]))
    try token.requireSigned(by: publicKey, type: type)
    var disclosures: [Disclosure] = []
    for part in parts[1..<(parts.count - 1)] {
      disclosures.append(try Disclosure(reading: String(part) ?? ""))
    }
    return try ClaimsRestoring.claims(of: token.payload, disclosures: disclosures)
  }
}

/// A token in the compact form of RFC 7515, taken apart.
struct Token {
  let header: JSONValue
  let payload: JSONValue
  let signature: [UInt8]
  private let signed: [UInt8]

  init(_ bytes: [UInt8]) throws(SDJWTError) {
    guard bytes.count <= SDJWT.presentationByteCountMax else {
      throw .tooLarge(byteCount: bytes.count)
    }
    let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .shape("a record is not 'header.payload.signature'") }
    header = try Self.object(parts[0], part: "header")
    payload = try Self.object(parts[1], part: "payload")
    guard let signature = Base64URL.decode(parts[2]) else { throw .base64(part: "signature") }
    self.signature = signature
    signed = Array(bytes[..<(parts[2].startIndex - 1)])
  }

  private static func object(
    _ text: ArraySlice<UInt8>, part: String
  ) throws(SDJWTError) -> JSONValue {
    guard let bytes = Base64URL.decode(text) else { throw .base64(part: part) }
    let value = try JSONValue(unambiguous: bytes, part: part)
    guard case .object = value else { throw .shape("the \(part) is not an object") }
    return value
  }

  func requireSigned(by publicKey: [UInt8], type: String?) throws(SDJWTError) {
    guard header["alg"]?.text == "EdDSA" else {
      throw .header("the algorithm is \(header["alg"]?.written ?? "not named"), not EdDSA")
    }
    guard header["crit"] == nil else { throw .header("the header has critical extensions") }
    if let type {
      guard header["typ"]?.text == type else {
        throw .header("the type is \(header["typ"]?.written ?? "not named"), not \(type)")
      }
    }
    guard RecordKey.isSigned(signed, signature: signature, publicKey: publicKey) else {
      throw .signature
    }
  }
}
