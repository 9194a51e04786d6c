// Did the authority sign this stamp? The signer's part of a CMS message (RFC 5652, section 5.3).
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// Who signed, what exactly was signed, and the signature.
struct StampSigner: Sendable {
  private static let contentType = "1.2.840.113549.1.9.3"
  private static let messageDigest = "1.2.840.113549.1.9.4"
  private static let signingCertificate = "1.2.840.113549.1.9.16.2.12"
  private static let signingCertificateV2 = "1.2.840.113549.1.9.16.2.47"

  private let hash: StampHash
  /// The attributes as they were signed: with the tag of a set.
  private let signed: [UInt8]
  private let algorithm: String
  private let signature: [UInt8]
  private var contentTypeSigned = ""
  private var digestSigned: [UInt8] = []
  /// The certificate's digest that the signer names, and with which hash; nil for SHA-1.
  private var certificateDigest: [UInt8] = []
  private var certificateHash: StampHash?

  init(_ value: DERValue) throws(StampError) {
    var parts = try value.require(DERValue.sequence, "the signer").parts()
    _ = try parts.next(DERValue.integer, "a version")
    _ = try parts.next("who signed")
    hash = try StampHash(parts.next("the hash"))
    let attributes = try parts.next(DERValue.context(0), "the signed attributes")
    signed = [DERValue.set] + attributes.whole.dropFirst()
    var algorithmParts = try parts.next(DERValue.sequence, "the algorithm").parts()
    algorithm = try algorithmParts.next("the algorithm's name").identifier()
    signature = Array(try parts.next(DERValue.octets, "the signature").content)
    var seen: Set<String> = []
    for attribute in try attributes.parts().all {
      var fields = try attribute.require(DERValue.sequence, "an attribute").parts()
      let name = try fields.next("an attribute's name").identifier()
      let values = try fields.next(DERValue.set, "an attribute's value").parts().all
      guard seen.insert(name).inserted, values.count == 1 else {
        throw .form("an attribute has more than one value")
      }
      try take(name, values[0])
    }
    guard !certificateDigest.isEmpty else { throw .form("it does not name its certificate") }
  }

  private mutating func take(_ name: String, _ value: DERValue) throws(StampError) {
    switch name {
    case Self.contentType: contentTypeSigned = try value.identifier()
    case Self.messageDigest:
      digestSigned = Array(try value.require(DERValue.octets, "a digest").content)
    case Self.signingCertificate, Self.signingCertificateV2:
      // The first certificate is that of the signer (RFC 5035, section 3).
      guard let listed = try value.parts().all.first, let first = try listed.parts().all.first
      else {
        throw .form("it does not name its certificate")
      }
      var fields = try first.parts()
      let isSecond = name == Self.signingCertificateV2
      let stated = isSecond ? fields.optional(DERValue.sequence) : nil
      certificateHash =
        isSecond
        ? try stated.map { value throws(StampError) in try StampHash(value) } ?? .sha256 : nil
      certificateDigest = Array(try fields.next(DERValue.octets, "a digest").content)
    default: break
    }
  }

  /// True where the signer names this certificate as its own.
  func names(_ certificate: [UInt8]) -> Bool {
    let digest = certificateHash?.digest(certificate)
    return (digest ?? Array(Insecure.SHA1.hash(data: certificate))) == certificateDigest
  }

  func verify(
    _ content: [UInt8], with certificate: StampCertificate, at atMs: Int64
  ) throws(StampError) {
    guard contentTypeSigned == StampToken.stampContent else {
      throw .signature("it is of another content")
    }
    guard digestSigned == hash.digest(content) else { throw .signature("the content was changed") }
    try certificate.requireStamping(at: atMs)
    guard try certificate.isSigned(signed, algorithm: algorithm, hash: hash, signature: signature)
    else { throw .signature("it was not made with the key of the certificate") }
  }
}
