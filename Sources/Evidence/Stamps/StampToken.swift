// When did these bytes exist at the latest? The answer of an authority, read strictly and verified.
//
// SPDX-License-Identifier: Apache-2.0

/// A time stamp (RFC 3161). What it says counts only after `verify`.
public struct StampToken: Sendable {
  /// When the authority had the digest, by its clock, in ms since 1970 (UTC).
  public private(set) var stampedAtMs: Int64 = 0
  /// The time lies within this of `stampedAtMs`; nil where the authority does not say.
  public private(set) var accuracyMs: Double?
  /// The authority's rules under which it stamped.
  public private(set) var policy = ""
  /// Hexadecimal.
  public private(set) var serial = ""
  private(set) var nonce: [UInt8]?
  private var imprintHash = StampHash.sha256
  private var imprint: [UInt8] = []
  private let content: [UInt8]
  private let signer: StampSigner

  private static let signedData = "1.2.840.113549.1.7.2"
  static let stampContent = "1.2.840.113549.1.9.16.1.4"
  private static let byteCountMax = 1 << 20

  /// Reads an answer (`application/timestamp-reply`), or the token alone.
  public init(reading bytes: [UInt8]) throws(StampError) {
    guard bytes.count <= Self.byteCountMax else { throw .form("it has too many bytes") }
    let token = try Self.token(in: DERValue(reading: bytes))
    var parts = try token.parts()
    guard try parts.next("the type of the content").identifier() == Self.signedData else {
      throw .form("it is not signed data")
    }
    let wrapped = try parts.next(DERValue.context(0), "the signed data").parts()
    guard let data = wrapped.all.first else { throw .form("the signed data are missing") }
    var signed = try data.require(DERValue.sequence, "the signed data").parts()
    _ = try signed.next(DERValue.integer, "a version")
    _ = try signed.next(DERValue.set, "the hashes")
    content = try Self.content(signed.next(DERValue.sequence, "the content"))
    _ = signed.optional(DERValue.context(0))
    _ = signed.optional(DERValue.context(1))
    let signers = try signed.next(DERValue.set, "the signers").parts().all
    guard signers.count == 1 else { throw .form("it has \(signers.count) signers, not one") }
    signer = try StampSigner(signers[0])
    try readContent()
  }

  /// Takes the status off an answer.
  private static func token(in value: DERValue) throws(StampError) -> DERValue {
    var parts = try value.require(DERValue.sequence, "it").parts()
    guard let status = parts.optional(DERValue.sequence) else { return value }
    var report = try status.parts()
    let code = try report.next("a status").smallInteger()
    guard code == 0 || code == 1 else {
      let texts = try report.optional(DERValue.sequence)?.parts().all ?? []
      let text = texts.map { String(decoding: $0.content.prefix(200), as: UTF8.self) }
      throw .refused(status: code, text: text.joined(separator: "; "))
    }
    return try parts.next(DERValue.sequence, "the token")
  }

  private static func content(_ value: DERValue) throws(StampError) -> [UInt8] {
    var parts = try value.parts()
    guard try parts.next("the type of the content").identifier() == stampContent else {
      throw .form("the content is no time stamp")
    }
    let wrapped = try parts.next(DERValue.context(0), "the content").parts().all
    guard wrapped.count == 1 else { throw .form("the content is not one value") }
    return Array(try wrapped[0].require(DERValue.octets, "the content").content)
  }

  /// TSTInfo (section 2.4.2).
  private mutating func readContent() throws(StampError) {
    var parts = try DERValue(reading: content).require(DERValue.sequence, "the stamp").parts()
    guard try parts.next("a version").smallInteger() == 1 else { throw .form("another version") }
    policy = try parts.next("the policy").identifier()
    var stamped = try parts.next(DERValue.sequence, "the imprint").parts()
    imprintHash = try StampHash(stamped.next("the hash"))
    imprint = Array(try stamped.next(DERValue.octets, "the imprint").content)
    serial = hexText(try parts.next("the serial number").integerBytes())
    stampedAtMs = try parts.next(DERValue.generalTime, "the time").timeMs()
    if let accuracy = parts.optional(DERValue.sequence) {
      accuracyMs = try Self.accuracyMs(accuracy.parts())
    }
    _ = parts.optional(DERValue.boolean)
    nonce = try parts.optional(DERValue.integer)?.integerBytes()
  }

  /// Seconds, `[0]` milliseconds, `[1]` microseconds; each may be missing.
  private static func accuracyMs(_ parts: DERParts) throws(StampError) -> Double {
    var sumMs = 0.0
    for part in parts.all {
      let value = Double(bigEndian(part.content.prefix(8)))
      switch part.tag {
      case DERValue.integer: sumMs += value * 1_000
      case 0x80: sumMs += value
      case 0x81: sumMs += value / 1_000
      default: throw .form("an accuracy of another form")
      }
    }
    return sumMs
  }

  /// Verifies that a trusted authority stamped these bytes.
  ///
  /// Checked are: the digest of `bytes`; nonce and policy of the request; that the stamp was signed
  /// (RSA with PKCS #1 v1.5, or ECDSA on P-256, P-384 or P-521) with the key of one of `trusted`, and
  /// names it (RFC 5035); that this certificate is for time stamping alone and was valid at the time
  /// of the stamp. No chain is built and no revocation is looked up: which certificates to trust is
  /// the mission's word.
  ///
  /// - Parameters:
  ///   - bytes: what was stamped.
  ///   - request: the request that the stamp answers; nil where it was not kept.
  ///   - trusted: certificates of authorities, in DER.
  ///   - policies: identifiers of accepted policies; nil accepts any.
  public func verify(
    _ bytes: [UInt8], request: StampRequest?, trusted: [[UInt8]], policies: Set<String>? = nil
  ) throws(StampError) {
    guard imprintHash.digest(bytes) == imprint else { throw .otherBytes }
    if let request {
      guard request.imprint == StampHash.sha256.digest(bytes) else { throw .otherBytes }
      guard nonce == request.nonce else { throw .otherRequest }
      if let asked = request.policy, asked != policy { throw .policy(policy) }
    }
    if let policies, !policies.contains(policy) { throw .policy(policy) }
    guard let certificate = trusted.first(where: { signer.names($0) }) else {
      throw .unknownSigner
    }
    try signer.verify(content, with: StampCertificate(certificate), at: stampedAtMs)
  }
}
