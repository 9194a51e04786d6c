// How do bytes of evidence reach the disk and come back? The few system calls, with precise errors.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// One open regular file; closed when it is let go of.
final class EvidenceFile {
  let path: String
  private let descriptor: Int32

  /// Opens a file for reading. Pipes and devices are refused without waiting for them.
  ///
  /// - Parameter followsLinks: false for files inside the store, where no link has any business.
  init(reading path: String, followsLinks: Bool = false) throws(EvidenceError) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else {
      if errno == ELOOP { throw .notAFile(path) }
      throw EvidenceError(call: "open", path)
    }
    self.path = path
    self.descriptor = descriptor
    guard try status().st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
  }

  /// Makes a new file that its owner alone may read and write.
  init(creating path: String) throws(EvidenceError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      if errno == EEXIST { throw .exists(path) }
      throw EvidenceError(call: "open", path)
    }
    self.path = path
    self.descriptor = descriptor
  }

  /// Opens an own file to be overwritten in place.
  init(overwriting path: String) throws(EvidenceError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw EvidenceError(call: "open", path) }
    self.path = path
    self.descriptor = descriptor
    guard try status().st_mode & S_IFMT == S_IFREG else { throw .notAFile(path) }
  }

  deinit { _ = close(descriptor) }

  func status() throws(EvidenceError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw EvidenceError(call: "fstat", path) }
    return status
  }

  func byteCount() throws(EvidenceError) -> Int { Int(try status().st_size) }

  /// The next bytes: as many as asked for, fewer only at the end of the file.
  func read(upTo count: Int) throws(EvidenceError) -> [UInt8] {
    try filled(count) { Foundation.read(descriptor, $0, $1) }
  }

  /// Bytes from a place on: as many as asked for, fewer only at the end of the file.
  func read(upTo count: Int, at offset: Int) throws(EvidenceError) -> [UInt8] {
    var done = 0
    return try filled(count) { buffer, room in
      let result = pread(descriptor, buffer, room, off_t(offset + done))
      if result > 0 { done += result }
      return result
    }
  }

  private func filled(
    _ count: Int, _ call: (UnsafeMutableRawPointer, Int) -> Int
  ) throws(EvidenceError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
      guard let base = buffer.baseAddress else { return }
      while used < count {
        let result = call(UnsafeMutableRawPointer(base) + used, count - used)
        if result < 0, errno == EINTR { continue }
        if result < 0 { failure = errno }
        if result <= 0 { break }
        used += result
      }
    }
    guard failure == 0 else { throw .system(call: "read", file: path, code: failure) }
    return bytes
  }

  func write(_ bytes: [UInt8]) throws(EvidenceError) {
    var count = 0
    while count < bytes.count {
      let result = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress! + count, buffer.count - count)
      }
      if result < 0, errno == EINTR { continue }
      guard result > 0 else { throw EvidenceError(call: "write", path) }
      count += result
    }
  }

  func setMode(_ mode: mode_t) throws(EvidenceError) {
    guard fchmod(descriptor, mode) == 0 else { throw EvidenceError(call: "fchmod", path) }
  }

  /// Contents and length are on stable storage when this returns. Not repeated after an error.
  func sync() throws(EvidenceError) {
    guard fsync(descriptor) == 0 else { throw EvidenceError(call: "fsync", path) }
  }
}

extension EvidenceError {
  /// The call that just failed.
  init(call: String, _ file: String) { self = .system(call: call, file: file, code: errno) }
}

/// Names inside folders.
enum EvidenceFolder {
  /// Makes the folder where it is missing, for its owner alone, and makes its name durable.
  static func make(_ path: String) throws(EvidenceError) {
    if mkdir(path, 0o700) == 0 {
      try sync((path as NSString).deletingLastPathComponent)
    } else if errno != EEXIST {
      throw EvidenceError(call: "mkdir", path)
    }
  }

  /// Names that were made or taken away in the folder are on stable storage when this returns.
  static func sync(_ path: String) throws(EvidenceError) {
    let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw EvidenceError(call: "open", path) }
    defer { _ = close(descriptor) }
    guard fsync(descriptor) == 0 else { throw EvidenceError(call: "fsync", path) }
  }

  static func place(_ path: String, at target: String) throws(EvidenceError) {
    guard rename(path, target) == 0 else { throw EvidenceError(call: "rename", path) }
    try sync((target as NSString).deletingLastPathComponent)
  }

  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The names in a folder, in order.
  static func names(_ path: String) throws(EvidenceError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw .system(call: "readdir", file: path, code: EIO)
    }
  }
}
