// Where does a private key lie, and can anybody else read it? One small file for one key.
//
// SPDX-License-Identifier: Apache-2.0

import Crypto
import Glibc

/// A private Ed25519 key in a file that only its owner can read.
///
/// Four lines: `truceline-key/v1`, the kind, the name, and the 32 bytes of the seed in base64.
public struct KeyFile: Sendable {
  /// What a key is for. One key is never used for two things.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Signs the checkpoints of a log.
    case log
    /// Signs the records of a mission.
    case record
    /// Cosigns checkpoints of others.
    case witness
    /// Signs releases of the software.
    case release
  }

  public let kind: Kind
  public let name: String
  public let seed: [UInt8]

  private static let head = "truceline-key/v1"
  private static let byteCountMax = 4_096

  /// Reads a key.
  ///
  /// - Parameter kind: what it must be for; nil for any.
  /// - Throws: `KeyFileError`; in particular `.loose` where others than the owner may read it.
  public static func read(_ path: String, kind: Kind? = nil) throws(KeyFileError) -> KeyFile {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { throw .unreadable(path: path, code: errno) }
    defer { _ = Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAKey(path: path) }
    guard status.st_mode & 0o077 == 0 else {
      throw .loose(path: path, mode: status.st_mode & 0o777)
    }
    guard status.st_uid == geteuid() else { throw .otherOwner(path: path) }
    var bytes = [UInt8](repeating: 0, count: byteCountMax + 1)
    let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    guard count >= 0 else { throw .unreadable(path: path, code: errno) }
    guard count <= byteCountMax, let key = parse(Array(bytes[..<count])) else {
      throw .notAKey(path: path)
    }
    guard kind == nil || key.kind == kind else {
      throw .otherKind(path: path, found: key.kind.rawValue, asked: kind?.rawValue ?? "")
    }
    return key
  }

  private static func parse(_ bytes: [UInt8]) -> KeyFile? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count == 5, lines[0] == head, lines[4].isEmpty, let kind = Kind(rawValue: lines[1]),
      !lines[2].isEmpty, let seed = Base64.decode(lines[3].utf8), seed.count == 32
    else { return nil }
    return KeyFile(kind: kind, name: lines[2], seed: seed)
  }

  /// Draws a new key and writes it; a file that is there already is never written over.
  public static func create(
    _ path: String, kind: Kind, name: String
  ) throws(KeyFileError) -> KeyFile {
    let seed = [UInt8](Curve25519.Signing.PrivateKey().rawRepresentation)
    let key = KeyFile(kind: kind, name: name, seed: seed)
    do { _ = try NoteSigner(name: name, seed: seed, kind: .ed25519) } catch {
      throw .badName(name)
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw errno == EEXIST ? .exists(path: path) : .unwritable(path: path, code: errno)
    }
    defer { _ = Glibc.close(descriptor) }
    let text = "\(head)\n\(kind.rawValue)\n\(name)\n\(Base64.encode(seed))\n"
    let bytes = Array(text.utf8)
    let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    guard count == bytes.count, fsync(descriptor) == 0 else {
      throw .unwritable(path: path, code: errno)
    }
    return key
  }
}

/// Why a key is not used, in words for an operator.
public enum KeyFileError: Error, Hashable, Sendable, CustomStringConvertible {
  case unreadable(path: String, code: Int32)
  case unwritable(path: String, code: Int32)
  case loose(path: String, mode: UInt32)
  case otherOwner(path: String)
  case notAKey(path: String)
  case otherKind(path: String, found: String, asked: String)
  case exists(path: String)
  case badName(String)

  public var description: String {
    switch self {
    case .unreadable(let path, let code):
      "\(path) cannot be read: \(String(cString: strerror(code))). Check path and permissions."
    case .unwritable(let path, let code):
      "\(path) cannot be written: \(String(cString: strerror(code))). Check path and permissions."
    case .loose(let path, let mode):
      "\(path) can be used by others than its owner (mode \(String(mode, radix: 8))), so the key is "
        + "not used. Run: chmod 600 '\(path)'. If others may have read it, make a new one."
    case .otherOwner(let path):
      "\(path) belongs to another user, so the key is not used. Run as that user, or make a key."
    case .notAKey(let path): "\(path) is no key file. Make one with 'truceline key new'."
    case .otherKind(let path, let found, let asked):
      "\(path) is a key for '\(found)', not for '\(asked)'. A key is used for one thing only."
    case .exists(let path): "\(path) is there already and is not written over. Choose another path."
    case .badName(let name):
      "'\(name)' is no name of a key: it must not be empty nor contain white space or '+'."
    }
  }
}
