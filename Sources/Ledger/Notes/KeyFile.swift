// Where is a private key kept? In a text file that only its owner can read.
//
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Glibc

/// A private key on disk.
///
///     # Whoever can read this file can sign as its owner. Keep it secret, and keep a copy.
///     use log
///     public log.example/mission+1234abcd+Af45…
///     private PRIVATE+KEY+log.example/mission+1234abcd+Abc…
///
/// The last line is in the form of the Go package `golang.org/x/mod/sumdb/note`.
public enum KeyFile {
  /// What a key is for. A key is used for one thing only.
  public enum Use: String, CaseIterable, Sendable {
    case log
    case witness
    case release
    /// Signs the records of a mission.
    case record
    /// A key of a time-stamp authority: PEM (PKCS #8, ECDSA on P-256), for `openssl ts`.
    case tsa

    var kind: VerifierKey.Kind { self == .witness ? .cosignature : .ed25519 }
  }

  static let byteCountMax = 65_536
  private static let privatePrefix = "PRIVATE+KEY+"

  /// Draws a new key and writes it, readable by its owner only. Nothing is overwritten.
  ///
  /// - Returns: the public key; nil for `.tsa`, whose public key goes into a certificate.
  public static func make(
    _ use: Use, name: String, at path: String
  ) throws(KeyFileError) -> VerifierKey? {
    if use == .tsa {
      let key = P256.Signing.PrivateKey()
      try write(Array((key.pemRepresentation + "\n").utf8), to: path)
      return nil
    }
    let seed = Array(Curve25519.Signing.PrivateKey().rawRepresentation)
    let signer: NoteSigner
    do throws(NoteKeyError) {
      signer = try NoteSigner(name: name, seed: seed, kind: use.kind)
    } catch {
      throw KeyFileError(file: path, .name(error))
    }
    try write(text(use, signer.verifierKey, seed), to: path)
    return signer.verifierKey
  }

  /// Reads a key for one use.
  ///
  /// - Throws: `KeyFileError`; in particular where others than the owner can read the file.
  public static func read(_ path: String, for use: Use) throws(KeyFileError) -> NoteSigner {
    let (found, signer) = try read(path)
    guard found == use else {
      throw KeyFileError(file: path, .otherUse(found: found, wanted: use))
    }
    return signer
  }

  /// Reads the 32 bytes that a key is made from, for a signature of another form than a note's.
  public static func seed(_ path: String, for use: Use) throws(KeyFileError) -> [UInt8] {
    try read(path, for: use).seed
  }

  /// Reads a key and what it is for.
  public static func read(_ path: String) throws(KeyFileError) -> (Use, NoteSigner) {
    let lines = String(decoding: try bytes(path), as: UTF8.self)
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
    func value(_ name: String) -> Substring? {
      lines.first { $0.hasPrefix(name + " ") }?.dropFirst(name.count + 1)
    }
    guard lines.count == 3, let use = value("use").flatMap({ Use(rawValue: String($0)) }),
      let key = value("public"), let secret = value("private"), secret.hasPrefix(privatePrefix)
    else { throw KeyFileError(file: path, .form) }
    let parts = secret.dropFirst(privatePrefix.count).split(
      separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let material = Base64.decode(parts[2].utf8),
      material.first == use.kind.type,
      let signer = try? NoteSigner(
        name: String(parts[0]), seed: Array(material.dropFirst()), kind: use.kind),
      signer.verifierKey.text == key
    else { throw KeyFileError(file: path, .form) }
    return (use, signer)
  }

  private static func text(_ use: Use, _ key: VerifierKey, _ seed: [UInt8]) -> [UInt8] {
    let material = Base64.encode([use.kind.type] + seed)
    let identity = key.text.dropFirst(key.name.count + 1).prefix { $0 != "+" }
    let lines = [
      "# Whoever can read this file can sign as its owner. Keep it secret, and keep a copy.",
      "use \(use.rawValue)", "public \(key.text)",
      "private \(privatePrefix)\(key.name)+\(identity)+\(material)",
    ]
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  // MARK: The file

  private static func write(_ bytes: [UInt8], to path: String) throws(KeyFileError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw KeyFileError(file: path, errno == EEXIST ? .exists : .io("open", errno))
    }
    defer { _ = close(descriptor) }
    let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard written == bytes.count, fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0 else {
      let code = errno
      unlink(path)
      throw KeyFileError(file: path, .io("write", code))
    }
  }

  private static func bytes(_ path: String) throws(KeyFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw KeyFileError(file: path, errno == ENOENT ? .missing : .io("open", errno))
    }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw KeyFileError(file: path, .form)
    }
    guard status.st_uid == geteuid() else { throw KeyFileError(file: path, .otherOwner) }
    guard status.st_mode & 0o077 == 0 else {
      throw KeyFileError(file: path, .readableByOthers(mode: status.st_mode & 0o777))
    }
    guard status.st_size <= byteCountMax else { throw KeyFileError(file: path, .form) }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      let result = pread(descriptor, buffer.baseAddress, buffer.count, 0)
      if result < 0 { code = errno } else { count = result }
    }
    guard code == 0 else { throw KeyFileError(file: path, .io("pread", code)) }
    return bytes
  }
}

/// Why a key file cannot be used or made.
public struct KeyFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Problem: Hashable, Sendable {
    case exists
    case missing
    case readableByOthers(mode: UInt32)
    case otherOwner
    case form
    case name(NoteKeyError)
    case otherUse(found: KeyFile.Use, wanted: KeyFile.Use)
    case io(String, Int32)
  }

  public let file: String
  public let problem: Problem

  init(file: String, _ problem: Problem) {
    (self.file, self.problem) = (file, problem)
  }

  public var description: String { "\(file): \(what)" }

  private var what: String {
    switch problem {
    case .exists: "is there already, and a key is never overwritten. Name another file."
    case .missing: "is not there. Make a key with: truceline key new"
    case .readableByOthers(let mode):
      "others can read the key (mode \(String(mode, radix: 8))). Run: chmod 600 \(file)\n"
        + "If others may have read it, make a new key instead."
    case .otherOwner:
      "the key belongs to another user. Run: chown \(geteuid()) \(file)"
    case .form:
      "is no key file that 'truceline key new' wrote, or was changed. Restore it from its copy."
    case .name(let error): "\(error)"
    case .otherUse(let found, let wanted):
      "is a \(found.rawValue) key, and a \(wanted.rawValue) key is needed. Each key has one use; "
        + "make another with: truceline key new \(wanted.rawValue)"
    case .io(let call, let code): "\(call) failed: \(String(cString: strerror(code)))."
    }
  }
}
