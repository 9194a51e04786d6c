// How are passwords kept? As scrypt values beside the keys; they are in no record and in no read model.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Crypto
internal import CryptoExtras
internal import Foundation
internal import Ledger
internal import Notation

/// The secrets of accounts, in one file that only its owner can read. One at a time is worked out, because
/// each takes 128 MiB for a while.
actor Passwords {
  static let byteCountMin = 12
  static let byteCountMax = 1_024

  /// What a password is held against: RFC 7914.
  private struct Verifier {
    let salt: [UInt8]
    let hash: [UInt8]
    let rounds: Int
  }

  /// Cost: 2^17 rounds of 8 blocks take 128 MiB and about half a second.
  private static let rounds = 1 << 17
  private static let fileByteCountMax = 16 << 20

  private let path: String
  private var verifiers: [String: Verifier] = [:]
  /// Held against where there is no such account, so that the time does not say so.
  private let nobody = Verifier(
    salt: [UInt8](repeating: 0, count: 16), hash: [UInt8](repeating: 0, count: 32),
    rounds: Passwords.rounds)

  /// - Throws: `JournalError`, or `PasswordFileError` for a file that others can read or that is none.
  init(keys folder: String) throws {
    path = folder + "/accounts.json"
    verifiers = try Self.read(path)
  }

  private static func read(_ path: String) throws -> [String: Verifier] {
    guard let bytes = try KeptFile(path).read(byteCountMax: fileByteCountMax) else { return [:] }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    guard (mode ?? 0) & 0o077 == 0 else { throw PasswordFileError.open(path) }
    guard let value = try? JSONValue(reading: bytes) else { throw PasswordFileError.damaged(path) }
    var verifiers: [String: Verifier] = [:]
    for member in value.objectMembers {
      guard let salt = member.value["salt"]?.text.flatMap({ Data(base64Encoded: $0) }),
        let hash = member.value["hash"]?.text.flatMap({ Data(base64Encoded: $0) }),
        let rounds = member.value["rounds"]?.int, (1 << 10...1 << 22).contains(rounds)
      else { throw PasswordFileError.damaged(path) }
      verifiers[member.name] = Verifier(salt: Array(salt), hash: Array(hash), rounds: Int(rounds))
    }
    return verifiers
  }

  /// - Throws: `ActError` for a password that is too short or too long; `JournalError`.
  func set(_ password: String, for account: String) throws {
    guard (Self.byteCountMin...Self.byteCountMax).contains(password.utf8.count) else {
      throw ActError(
        .invalid,
        "A password has \(Self.byteCountMin) to \(Self.byteCountMax) bytes.",
        next: "A few words that do not belong together make a good one.")
    }
    guard password.lowercased() != account else {
      throw ActError(
        .invalid, "The password is the account's name.", next: "Choose another.")
    }
    var random = SystemRandomNumberGenerator()
    let salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
    verifiers[account] = Verifier(
      salt: salt, hash: try Self.hash(password, salt, Self.rounds), rounds: Self.rounds)
    try write()
  }

  private func write() throws {
    let members = verifiers.sorted { $0.key < $1.key }.map { account, verifier in
      JSONValue.Member(
        account,
        .members([
          "salt": .string(Data(verifier.salt).base64EncodedString()),
          "hash": .string(Data(verifier.hash).base64EncodedString()),
          "rounds": .integer(Int64(verifier.rounds)),
        ]))
    }
    try KeptFile(path).replace(with: JSONValue.object(members).bytes)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  /// Takes the same time whether there is such an account or not.
  func isRight(_ password: String, for account: String) throws -> Bool {
    let verifier = verifiers[account] ?? nobody
    guard password.utf8.count <= Self.byteCountMax else { return false }
    let hash = try Self.hash(password, verifier.salt, verifier.rounds)
    let difference = zip(hash, verifier.hash).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
    return difference == 0 && hash.count == verifier.hash.count && verifiers[account] != nil
  }

  private static func hash(_ password: String, _ salt: [UInt8], _ rounds: Int) throws -> [UInt8] {
    // The same letters written in another way are the same password.
    let bytes = Array(password.precomposedStringWithCompatibilityMapping.utf8)
    let key = try KDF.Scrypt.deriveKey(
      from: bytes, salt: salt, outputByteCount: 32, rounds: rounds, blockSize: 8, parallelism: 1,
      maxMemory: 256 << 20)
    return key.withUnsafeBytes { Array($0) }
  }
}

enum PasswordFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case open(String)
  case damaged(String)

  var description: String {
    switch self {
    case .open(let path):
      "\(path) can be read by others. Take that away with 'chmod 600', and have everybody choose a new "
        + "password where others had access."
    case .damaged(let path):
      "\(path) is no list of passwords. Put back a copy, or remove it and set the passwords anew with "
        + "'truceline account password'."
    }
  }
}
