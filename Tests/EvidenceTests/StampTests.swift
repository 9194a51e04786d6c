// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Evidence

private func file(_ name: String) throws -> [UInt8] { try Fixture.bytes("stamps/\(name)") }

private func certificate(_ name: String) throws -> [UInt8] {
  let found = try certificates(ofPEM: String(decoding: file("\(name).pem"), as: UTF8.self))
  return try #require(found.first)
}

/// The stamps were made by OpenSSL; its own print-out lies beside each.
@Suite struct StampTests {
  let stamped: [UInt8]
  let trusted: [[UInt8]]

  init() throws {
    stamped = try file("stamped.txt")
    trusted = try ["rsa", "p521", "p384", "p256"].map(certificate)
  }

  /// What OpenSSL prints after these words.
  private func printed(_ words: String, _ name: String) throws -> String {
    let text = String(decoding: try file("\(name).txt"), as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(words) })
    return String(line.dropFirst(words.count)).trimmingCharacters(in: .whitespaces)
  }

  @Test(arguments: ["p256", "p384", "p521", "rsa"])
  func `a stamp says what OpenSSL reads in it, and its signature holds`(name: String) throws {
    let stamp = try StampToken(reading: file("\(name).tsr"))
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(identifier: "UTC")
    format.dateFormat = "MMM d HH:mm:ss.SSS yyyy 'GMT'"
    let time = try printed("Time stamp:", name)
    let whole = format.date(from: time)
    format.dateFormat = "MMM d HH:mm:ss yyyy 'GMT'"
    let date = try #require(whole ?? format.date(from: time))
    #expect(stamp.stampedAtMs == Int64((date.timeIntervalSince1970 * 1_000).rounded()))
    #expect(stamp.accuracyMs == 1_500.1)
    #expect(stamp.policy == (try printed("Policy OID:", name)))
    #expect("0x" + stamp.serial.uppercased() == (try printed("Serial number:", name)))
    try stamp.verify(stamped, request: nil, trusted: trusted, policies: [stamp.policy])
  }

  @Test func `the token alone is read as the answer around it`() throws {
    let stamp = try StampToken(reading: file("p256-token.der"))
    #expect(stamp.serial == (try StampToken(reading: file("p256.tsr")).serial))
    try stamp.verify(stamped, request: nil, trusted: trusted)
  }

  @Test func `a request has the bytes that OpenSSL gives it`() throws {
    let bytes = try file("request.tsq")
    // Its nonce is the number before the last three bytes.
    let nonce = Array(bytes[(bytes.count - 11)..<(bytes.count - 3)])
    #expect(StampRequest(for: stamped, policy: nil, nonce: nonce).bytes == bytes)
    #expect(try StampRequest(reading: bytes).bytes == bytes)
    let request = StampRequest(for: stamped, policy: "1.3.6.1.4.1.99999.1.2", nonce: nonce)
    #expect(try StampRequest(reading: request.bytes) == request)
    try StampToken(reading: file("p256.tsr")).verify(stamped, request: request, trusted: trusted)
  }

  @Test func `each request has a nonce of its own, positive and of full length`() throws {
    var random = SystemRandomNumberGenerator()
    var nonces: Set<[UInt8]> = []
    for _ in 0..<100 {
      let request = StampRequest(for: stamped, random: &random)
      #expect(request.nonce.count == 16)
      #expect(request.nonce[0] & 0xC0 == 0x40)
      nonces.insert(request.nonce)
      _ = try DERValue(reading: request.bytes)
    }
    #expect(nonces.count == 100)
  }

  @Test func `other bytes, another request, another policy and another authority are refused`()
    throws
  {
    let stamp = try StampToken(reading: file("p256.tsr"))
    #expect(throws: StampError.otherBytes) {
      try stamp.verify(stamped + [0], request: nil, trusted: trusted)
    }
    let ofOther = StampRequest(for: [1], policy: nil, nonce: [0x55])
    #expect(throws: StampError.otherBytes) {
      try stamp.verify(stamped, request: ofOther, trusted: trusted)
    }
    let other = StampRequest(for: stamped, policy: nil, nonce: [UInt8](repeating: 0x55, count: 16))
    #expect(throws: StampError.otherRequest) {
      try stamp.verify(stamped, request: other, trusted: trusted)
    }
    #expect(throws: StampError.policy("1.3.6.1.4.1.99999.1.2")) {
      try stamp.verify(stamped, request: nil, trusted: trusted, policies: ["1.2.3"])
    }
    #expect(throws: StampError.unknownSigner) {
      try stamp.verify(stamped, request: nil, trusted: [certificate("p384"), certificate("root")])
    }
    #expect(throws: StampError.unknownSigner) {
      try stamp.verify(stamped, request: nil, trusted: [])
    }
  }

  @Test func `a certificate that is for more than stamping, or not valid then, is refused`() throws
  {
    #expect(throws: StampError.certificate("is not for time stamping alone")) {
      try StampCertificate(certificate("other")).requireStamping(at: 1_800_000_000_000)
    }
    #expect(throws: StampError.certificate("is not for time stamping alone")) {
      try StampCertificate(certificate("root")).requireStamping(at: 1_800_000_000_000)
    }
    let sound = try StampCertificate(certificate("p256"))
    try sound.requireStamping(at: 1_800_000_000_000)
    #expect(throws: StampError.certificate("was not valid at the time of the stamp")) {
      try sound.requireStamping(at: 1_500_000_000_000)
    }
  }

  @Test func `an authority that does not stamp is heard`() throws {
    #expect(
      throws: StampError.refused(status: 2, text: "Requested policy is not supported.")
    ) { try StampToken(reading: file("refused.tsr")) }
  }

  /// The certificate in the token and what is not signed may differ; the stamp may not.
  @Test(arguments: ["p256", "rsa"])
  func `no changed byte makes another stamp that holds`(name: String) throws {
    let bytes = try file("\(name).tsr")
    let sound = try StampToken(reading: bytes)
    var heldCount = 0
    for at in bytes.indices {
      for bit in [0x01, 0x40, 0x80] as [UInt8] {
        var changed = bytes
        changed[at] ^= bit
        guard let stamp = try? StampToken(reading: changed),
          (try? stamp.verify(stamped, request: nil, trusted: trusted)) != nil
        else { continue }
        heldCount += 1
        #expect(stamp.stampedAtMs == sound.stampedAtMs)
        #expect(stamp.serial == sound.serial)
        #expect(stamp.policy == sound.policy)
        #expect(stamp.accuracyMs == sound.accuracyMs)
      }
    }
    // Those are in the copy of the certificate, the name of the issuer, and the versions.
    #expect(heldCount < bytes.count * 3 * 3 / 4)
    for count in bytes.indices {
      #expect(throws: StampError.self) { try StampToken(reading: Array(bytes.prefix(count))) }
    }
  }

  @Test(arguments: [
    "3000ff", "30", "3080", "3081", "308100", "30810130", "3084ffffffff", "1f0100", "3003020100ff",
  ])
  func `DER that is not DER is refused`(hex: String) {
    #expect(throws: StampError.self) {
      let value = try DERValue(reading: hexBytes(hex.utf8) ?? [])
      _ = try value.parts().all.map { part throws(StampError) in try part.parts() }
    }
  }

  @Test func `identifiers are written and read as the standard has them`() throws {
    // ITU-T X.690, 8.19.5: {2 999 3}.
    #expect(DER.identifier("2.999.3") == [0x06, 0x03, 0x88, 0x37, 0x03])
    for text in ["2.999.3", "1.2.840.113549.1.7.2", "0.9.2342", "1.3.6.1.4.1.4294967295"] {
      let bytes = try #require(DER.identifier(text))
      #expect(try DERValue(reading: bytes).identifier() == text)
    }
    for wrong in ["", "1", "3.1", "1.40", "1..2", "1.2.x"] { #expect(DER.identifier(wrong) == nil) }
  }
}
