// May this certificate vouch for a time, and is this its signature? X.509, as far as stamps need it.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import CryptoExtras
internal import Foundation

/// The certificate of an authority (RFC 5280).
struct StampCertificate {
  private static let extendedKeyUsage = "2.5.29.37"
  private static let timeStamping = "1.3.6.1.5.5.7.3.8"

  private let keyBytes: [UInt8]
  private let keyAlgorithm: String
  private let curve: String?
  private let validMs: ClosedRange<Int64>
  private let usages: [String]
  private let usageIsCritical: Bool

  init(_ bytes: [UInt8]) throws(StampError) {
    var outer = try DERValue(reading: bytes).require(DERValue.sequence, "the certificate").parts()
    var parts = try outer.next(DERValue.sequence, "the certificate").parts()
    _ = parts.optional(DERValue.context(0))
    for what in ["serial number", "algorithm", "issuer"] { _ = try parts.next(what) }
    let validity = try parts.next(DERValue.sequence, "the validity").parts().all
    guard validity.count == 2 else { throw .certificate("has no validity") }
    let (startMs, endMs) = (try validity[0].timeMs(), try validity[1].timeMs())
    guard startMs <= endMs else { throw .certificate("is never valid") }
    validMs = startMs...endMs
    _ = try parts.next("the subject")
    let key = try parts.next(DERValue.sequence, "the key")
    keyBytes = Array(key.whole)
    let algorithm = try key.parts().all.first?.parts().all ?? []
    keyAlgorithm = try algorithm.first?.identifier() ?? ""
    curve = algorithm.count > 1 ? try? algorithm[1].identifier() : nil
    (usages, usageIsCritical) = try Self.usages(parts.all.last { $0.tag == DERValue.context(3) })
  }

  private static func usages(_ value: DERValue?) throws(StampError) -> ([String], Bool) {
    guard let list = try value?.parts().all.first else { return ([], false) }
    for item in try list.parts().all {
      var fields = try item.parts()
      guard try fields.next("an extension").identifier() == extendedKeyUsage else { continue }
      let isCritical = fields.optional(DERValue.boolean)?.content.first == 0xFF
      let content = try fields.next(DERValue.octets, "an extension").content
      var names: [String] = []
      for name in try DERValue(reading: Array(content)).parts().all {
        names.append(try name.identifier())
      }
      return (names, isCritical)
    }
    return ([], false)
  }

  /// RFC 3161, section 2.3: critical, and for nothing else.
  func requireStamping(at atMs: Int64) throws(StampError) {
    guard usages == [Self.timeStamping], usageIsCritical else {
      throw .certificate("is not for time stamping alone")
    }
    guard validMs.contains(atMs) else {
      throw .certificate("was not valid at the time of the stamp")
    }
  }

  /// - Parameters:
  ///   - algorithm: the signature's, as an object identifier.
  ///   - hash: of the message; used where the algorithm does not name one.
  func isSigned(
    _ bytes: [UInt8], algorithm: String, hash: StampHash, signature: [UInt8]
  ) throws(StampError) -> Bool {
    switch algorithm {
    case "1.2.840.113549.1.1.1": return try isRSA(bytes, hash, signature)
    case "1.2.840.113549.1.1.11": return try isRSA(bytes, .sha256, signature)
    case "1.2.840.113549.1.1.12": return try isRSA(bytes, .sha384, signature)
    case "1.2.840.113549.1.1.13": return try isRSA(bytes, .sha512, signature)
    case "1.2.840.10045.4.3.2": return try isECDSA(SHA256.hash(data: bytes), signature)
    case "1.2.840.10045.4.3.3": return try isECDSA(SHA384.hash(data: bytes), signature)
    case "1.2.840.10045.4.3.4": return try isECDSA(SHA512.hash(data: bytes), signature)
    default: throw .signature("the algorithm \(algorithm) is not verified here")
    }
  }

  private func isRSA(
    _ bytes: [UInt8], _ hash: StampHash, _ signature: [UInt8]
  ) throws(StampError) -> Bool {
    guard let key = try? _RSA.Signing.PublicKey(derRepresentation: keyBytes) else {
      throw .certificate("has no RSA key of 2048 bits or more")
    }
    let made = _RSA.Signing.RSASignature(rawRepresentation: Data(signature))
    switch hash {
    case .sha256:
      return key.isValidSignature(made, for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5)
    case .sha384:
      return key.isValidSignature(made, for: SHA384.hash(data: bytes), padding: .insecurePKCS1v1_5)
    case .sha512:
      return key.isValidSignature(made, for: SHA512.hash(data: bytes), padding: .insecurePKCS1v1_5)
    }
  }

  private func isECDSA(_ digest: some Digest, _ signature: [UInt8]) throws(StampError) -> Bool {
    switch curve {
    case "1.2.840.10045.3.1.7":
      guard let key = try? P256.Signing.PublicKey(derRepresentation: keyBytes),
        let made = try? P256.Signing.ECDSASignature(derRepresentation: signature)
      else { break }
      return key.isValidSignature(made, for: digest)
    case "1.3.132.0.34":
      guard let key = try? P384.Signing.PublicKey(derRepresentation: keyBytes),
        let made = try? P384.Signing.ECDSASignature(derRepresentation: signature)
      else { break }
      return key.isValidSignature(made, for: digest)
    case "1.3.132.0.35":
      guard let key = try? P521.Signing.PublicKey(derRepresentation: keyBytes),
        let made = try? P521.Signing.ECDSASignature(derRepresentation: signature)
      else { break }
      return key.isValidSignature(made, for: digest)
    default: break
    }
    throw .signature("key and signature are not of one kind, or are broken")
  }
}

/// Certificates of a PEM text (RFC 7468), in DER.
public func certificates(ofPEM text: String) throws(StampError) -> [[UInt8]] {
  var out: [[UInt8]] = []
  for block in text.split(separator: "-----BEGIN CERTIFICATE-----").dropFirst(
    text.hasPrefix("-----BEGIN CERTIFICATE-----") ? 0 : 1)
  {
    guard let end = block.range(of: "-----END CERTIFICATE-----"),
      let bytes = Data(
        base64Encoded: block[..<end.lowerBound].filter { !$0.isWhitespace })
    else { throw .form("a certificate is not written as PEM has it") }
    out.append([UInt8](bytes))
  }
  return out
}
