// Who vouches for a record? The Ed25519 key that signs records, and the name it goes by.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
public import Notation

/// The private key of the issuer of records.
public struct RecordKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey
  /// 32 bytes (RFC 8032).
  public let publicKey: [UInt8]
  /// The JWK thumbprint of the public key (RFC 7638, with SHA-256, in base64url): the `kid` of the
  /// records that it signs.
  public let kid: String
  /// The header of the records it signs, in base64url.
  let recordHeader: [UInt8]

  /// - Parameter seed: 32 bytes of a generator fit for keys; nil where there are not 32.
  public init?(seed: [UInt8]) {
    guard seed.count == 32,
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed)
    else { return nil }
    self.key = key
    publicKey = [UInt8](key.publicKey.rawRepresentation)
    kid = Self.thumbprint(ofPublicKey: publicKey)
    recordHeader = SDJWT.header(type: SDJWT.recordType, kid: kid)
  }

  /// The public key as a JSON Web Key (RFC 8037).
  public var jwk: JSONValue {
    .members([
      "kty": "OKP", "crv": "Ed25519", "x": .string(Base64URL.text(publicKey)),
      "kid": .string(kid),
    ])
  }

  /// The public key of a JWK; nil where it is none of Ed25519.
  public static func publicKey(ofJWK jwk: JSONValue) -> [UInt8]? {
    guard jwk["kty"]?.text == "OKP", jwk["crv"]?.text == "Ed25519",
      let x = jwk["x"]?.text, let bytes = Base64URL.decode(x.utf8), bytes.count == 32
    else { return nil }
    return bytes
  }

  /// The thumbprint by which a 32-byte public key is known.
  public static func thumbprint(ofPublicKey publicKey: [UInt8]) -> String {
    let required: JSONValue = .members([
      "crv": "Ed25519", "kty": "OKP", "x": .string(Base64URL.text(publicKey)),
    ])
    return Base64URL.text([UInt8](SHA256.hash(data: required.bytes)))
  }

  /// 64 bytes; the same for the same bytes.
  func signature(over bytes: [UInt8]) -> [UInt8] {
    guard let signature = try? key.signature(for: bytes) else {
      preconditionFailure("Ed25519 signs bytes of any length")
    }
    return [UInt8](signature)
  }

  static func isSigned(_ bytes: [UInt8], signature: [UInt8], publicKey: [UInt8]) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    return key.isValidSignature(signature, for: bytes)
  }
}
