// What is an authority asked to stamp? The digest of some bytes, never the bytes.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto

/// A request for a time stamp (RFC 3161, section 2.4.1), to be sent as `application/timestamp-query`.
public struct StampRequest: Hashable, Sendable {
  /// SHA-256 of what is stamped.
  public let imprint: [UInt8]
  /// Bytes of chance, 16 in ours, so that no old answer can be given.
  public let nonce: [UInt8]
  /// The policy that is asked for; nil leaves it to the authority.
  public let policy: String?

  /// - Parameter bytes: for a checkpoint, the exact bytes of its file.
  public init(
    for bytes: [UInt8], policy: String? = nil, random: inout some RandomNumberGenerator
  ) {
    var nonce: [UInt8] = []
    while nonce.count < 16 { withUnsafeBytes(of: random.next()) { nonce += $0 } }
    // A number that needs all 16 bytes and no sign byte is written the same by everyone.
    nonce[0] = nonce[0] & 0x7F | 0x40
    self.init(for: bytes, policy: policy, nonce: nonce)
  }

  init(for bytes: [UInt8], policy: String?, nonce: [UInt8]) {
    imprint = Array(SHA256.hash(data: bytes))
    self.nonce = nonce
    self.policy = policy
  }

  /// Reads a request that was kept, of SHA-256 and with a nonce.
  public init(reading bytes: [UInt8]) throws(StampError) {
    var parts = try DERValue(reading: bytes).require(DERValue.sequence, "the request").parts()
    guard try parts.next("a version").smallInteger() == 1 else { throw .form("another version") }
    var stamped = try parts.next(DERValue.sequence, "the imprint").parts()
    guard try StampHash(stamped.next("the hash")) == .sha256 else {
      throw .form("the request is not of SHA-256")
    }
    imprint = Array(try stamped.next(DERValue.octets, "the imprint").content)
    policy = try parts.optional(DERValue.identifier)?.identifier()
    nonce = try parts.next(DERValue.integer, "the nonce").integerBytes()
  }

  /// The request in DER; it asks for the authority's certificate.
  public var bytes: [UInt8] {
    let algorithm = DER.sequence([DER.identifier(StampHash.sha256.identifier) ?? [], [0x05, 0]])
    var parts = [DER.integer([1]), DER.sequence([algorithm, DER.value(DERValue.octets, imprint)])]
    if let policy = policy.flatMap({ DER.identifier($0) }) { parts.append(policy) }
    parts.append(DER.integer(nonce))
    parts.append(DER.value(DERValue.boolean, [0xFF]))
    return DER.sequence(parts)
  }
}

/// The hashes that a stamp may be made with.
enum StampHash: CaseIterable {
  case sha256, sha384, sha512

  var identifier: String {
    switch self {
    case .sha256: "2.16.840.1.101.3.4.2.1"
    case .sha384: "2.16.840.1.101.3.4.2.2"
    case .sha512: "2.16.840.1.101.3.4.2.3"
    }
  }

  init(_ algorithm: DERValue) throws(StampError) {
    var parts = try algorithm.require(DERValue.sequence, "a hash").parts()
    let identifier = try parts.next("the hash's name").identifier()
    guard let known = Self.allCases.first(where: { $0.identifier == identifier }) else {
      throw .form("the hash \(identifier) is not computed here")
    }
    self = known
  }

  func digest(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    switch self {
    case .sha256: Array(SHA256.hash(data: Array(bytes)))
    case .sha384: Array(SHA384.hash(data: Array(bytes)))
    case .sha512: Array(SHA512.hash(data: Array(bytes)))
    }
  }
}
