// Whose signature is it? The public keys of logs and witnesses, as they are written in files.
//
// SPDX-License-Identifier: Apache-2.0

import Crypto

/// A public key of C2SP signed-note: `name+hexKeyID+base64(type ‖ key)`.
///
/// Two keys are equal when their bytes are: a name that only looks alike is another name.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// Signs the text of a note: type 0x01.
    case ed25519
    /// A witness's: signs a time with the text of a checkpoint: type 0x04.
    case cosignature
    /// Kept, written out again, and never used to check anything.
    case other(UInt8)

    public init(type: UInt8) {
      switch type {
      case 1: self = .ed25519
      case 4: self = .cosignature
      default: self = .other(type)
      }
    }

    public var type: UInt8 {
      switch self {
      case .ed25519: 1
      case .cosignature: 4
      case .other(let type): type
      }
    }
  }

  static let publicKeyByteCount = 32
  /// Of a whole line; the longest key kinds in use have two thousand bytes.
  private static let textByteCountMax = 16_384

  private let nameBytes: [UInt8]
  public let kind: Kind
  public let publicKey: [UInt8]
  /// The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ key).
  public let keyID: UInt32

  /// - Throws: `.name` where the name is empty or has spaces or `+`, `.keyLength`.
  public init(name: String, kind: Kind, publicKey: [UInt8]) throws(NoteKeyError) {
    guard Self.isName(name) else { throw .name(name) }
    if case .other = kind {
    } else if publicKey.count != Self.publicKeyByteCount {
      throw .keyLength(byteCount: publicKey.count)
    }
    nameBytes = Array(name.utf8)
    (self.kind, self.publicKey) = (kind, publicKey)
    let digest = SHA256.hash(data: nameBytes + [0x0A, kind.type] + publicKey)
    keyID = digest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Reads the one spelling that `text` writes.
  public init(_ text: String) throws(NoteKeyError) {
    guard text.utf8.count <= Self.textByteCountMax else { throw .form }
    let parts = text.utf8.split(
      separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .form }
    guard let material = Base64.decode(parts[2]), let type = material.first else { throw .form }
    try self.init(
      name: String(Substring(parts[0])), kind: Kind(type: type),
      publicKey: Array(material.dropFirst()))
    guard Self.digits(keyID).utf8.elementsEqual(parts[1]) else { throw .keyID }
  }

  public var name: String { String(decoding: nameBytes, as: UTF8.self) }

  /// The key as a line of a policy or a command names it.
  public var text: String {
    "\(name)+\(Self.digits(keyID))+\(Base64.encode([kind.type] + publicKey))"
  }

  public var description: String { text }

  private static func digits(_ keyID: UInt32) -> String {
    let digits = String(keyID, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        $0 != "+" && !$0.properties.isWhitespace && $0.value >= 0x20 && $0 != "\u{7F}"
      }
  }

  func hasName(_ bytes: some Sequence<UInt8>) -> Bool { nameBytes.elementsEqual(bytes) }

  /// Whether the key signed the message. False for kinds that are not known here.
  func isSignature(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    guard kind == .ed25519 || kind == .cosignature, signature.count == 64,
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
    else { return false }
    return key.isValidSignature(signature, for: message)
  }
}

/// A private Ed25519 key with the name it signs under. Signatures are deterministic.
public struct NoteSigner: Sendable {
  /// What is kept secret: 32 bytes.
  public static let seedByteCount = 32

  public let verifierKey: VerifierKey
  private let key: Curve25519.Signing.PrivateKey
  /// The 32 bytes that the key is made from.
  var seed: [UInt8] { Array(key.rawRepresentation) }

  /// - Parameter kind: `.ed25519` for a log, `.cosignature` for a witness.
  public init(
    name: String, seed: [UInt8], kind: VerifierKey.Kind = .ed25519
  ) throws(NoteKeyError) {
    if case .other(let type) = kind { throw .cannotSign(type: type) }
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw .seedLength(byteCount: seed.count)
    }
    self.key = key
    verifierKey = try VerifierKey(
      name: name, kind: kind, publicKey: Array(key.publicKey.rawRepresentation))
  }

  /// A signature line over the text of a note.
  public func sign(_ text: String) throws(NoteKeyError) -> String {
    guard verifierKey.kind == .ed25519 else { throw .cannotSign(type: verifierKey.kind.type) }
    return line(try signature(of: Array(text.utf8)))
  }

  /// A cosignature line over the text of a checkpoint, with the time in seconds since 1970.
  public func cosign(_ text: String, timestampS: UInt64) throws(NoteKeyError) -> String {
    guard verifierKey.kind == .cosignature else {
      throw .cannotSign(type: verifierKey.kind.type)
    }
    let time = (0..<8).map { UInt8(truncatingIfNeeded: timestampS >> UInt64(56 - 8 * $0)) }
    return line(time + (try signature(of: Cosignature.message(text, timestampS: timestampS))))
  }

  private func signature(of message: [UInt8]) throws(NoteKeyError) -> [UInt8] {
    guard let signature = try? key.signature(for: message) else {
      throw .cannotSign(type: verifierKey.kind.type)
    }
    return Array(signature)
  }

  private func line(_ payload: [UInt8]) -> String {
    let keyID = (0..<4).map { UInt8(truncatingIfNeeded: verifierKey.keyID >> UInt32(24 - 8 * $0)) }
    return "\u{2014} \(verifierKey.name) \(Base64.encode(keyID + payload))\n"
  }
}

/// What a witness signs: the time and the checkpoint's text.
enum Cosignature {
  static let byteCount = 8 + 64

  static func message(_ text: String, timestampS: UInt64) -> [UInt8] {
    Array("cosignature/v1\ntime \(timestampS)\n\(text)".utf8)
  }
}

/// What is wrong with a key.
public enum NoteKeyError: Error, Hashable, Sendable, CustomStringConvertible {
  case form
  case name(String)
  case keyID
  case keyLength(byteCount: Int)
  case seedLength(byteCount: Int)
  case cannotSign(type: UInt8)

  public var description: String {
    switch self {
    case .form:
      "this is no key of the form name+keyID+base64. Copy the whole line that `truceline key show` "
        + "prints."
    case .name(let name):
      "\"\(name.prefix(80))\" is no name of a key: it must have text, no space and no plus sign. "
        + "Use an address without scheme, such as log.example/mission."
    case .keyID:
      "the key's ID does not fit its name and bytes; a character was changed. Copy it again."
    case .keyLength(let count):
      "the public key has \(count) bytes, not \(VerifierKey.publicKeyByteCount). Copy it again."
    case .seedLength(let count):
      "the private key has \(count) bytes, not \(NoteSigner.seedByteCount). "
        + "Restore the key file from its copy."
    case .cannotSign(let type):
      "a key of type \(type) does not make this kind of signature. "
        + "Logs sign with a log key, witnesses with a witness key."
    }
  }
}
