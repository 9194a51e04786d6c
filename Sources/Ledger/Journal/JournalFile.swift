// How do bytes reach the disk? The few system calls that the journal uses, with precise errors.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One open file; closed when the last reference goes.
final class JournalFile {
  let name: String
  let descriptor: Int32

  /// - Parameter flags: as of `open(2)`; `O_CLOEXEC` is added, so that no child keeps the lock.
  init(folder: String, name: String, flags: Int32) throws(JournalError) {
    self.name = name
    descriptor = open("\(folder)/\(name)", flags | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw JournalError(file: name, failed: "open") }
  }

  deinit { _ = Glibc.close(descriptor) }

  func byteCount() throws(JournalError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw JournalError(file: name, failed: "fstat") }
    return Int(status.st_size)
  }

  /// Reads until the buffer is full or the file ends; returns how many bytes were read.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(JournalError) -> Int {
    var count = 0
    while count < buffer.count {
      let result = pread(
        descriptor, buffer.baseAddress! + count, buffer.count - count, off_t(offset + count))
      if result == 0 { break }
      if result < 0, errno == EINTR { continue }
      guard result > 0 else {
        throw JournalError(file: name, byteOffset: offset + count, failed: "pread")
      }
      count += result
    }
    return count
  }

  func read(byteCount: Int, at offset: Int) throws(JournalError) -> [UInt8] {
    var result = Result<Int, JournalError>.success(0)
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      result = Result { () throws(JournalError) -> Int in
        try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
      }
      count = (try? result.get()) ?? 0
    }
    _ = try result.get()
    return bytes
  }

  /// Where the file has its last byte that is not zero, from `start` on; nil where all are zeros.
  func lastNonzeroOffset(from start: Int) throws(JournalError) -> Int? {
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { window.deallocate() }
    var last: Int?
    var offset = start
    while true {
      let count = try read(into: window, at: offset)
      if count == 0 { return last }
      // A block is all zeros if its first byte is, and each byte equals the one before.
      if window[0] != 0 || memcmp(window.baseAddress!, window.baseAddress! + 1, count - 1) != 0 {
        var at = count - 1
        while window[at] == 0 { at -= 1 }
        last = offset + at
      }
      offset += count
    }
  }

  /// Writes all; a short write or an interruption is continued, anything else is an error.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(JournalError) {
    var count = 0
    while count < bytes.count {
      let result = pwrite(
        descriptor, bytes.baseAddress! + count, bytes.count - count, off_t(offset + count))
      if result < 0, errno == EINTR { continue }
      guard result > 0 else {
        throw JournalError(file: name, byteOffset: offset + count, failed: "pwrite")
      }
      count += result
    }
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(JournalError) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 16)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    try write(UnsafeRawBufferPointer(copy), at: offset)
  }

  /// Puts contents and length on stable storage. Never repeated after an error, because the kernel
  /// may have dropped the pages that it could not write, and a second call would then succeed.
  func sync() throws(JournalError) {
    guard fdatasync(descriptor) == 0 else { throw JournalError(file: name, failed: "fdatasync") }
  }

  func truncate(toByteCount count: Int) throws(JournalError) {
    guard ftruncate(descriptor, off_t(count)) == 0 else {
      throw JournalError(file: name, failed: "ftruncate")
    }
  }

  /// Reserves space, so that a sync need not change the length. A disk that has no room for all of
  /// it is left to grow the file write by write.
  ///
  /// - Parameter used: what the file holds now.
  func reserve(byteCount: Int, used: Int) throws(JournalError) {
    guard byteCount > used else { return }
    let code = posix_fallocate(descriptor, 0, off_t(byteCount))
    if code != 0 { try truncate(toByteCount: used) }
  }

  /// Lets go of cached pages, so that what is read next is what the disk has.
  func forgetCache() {
    _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED)
  }
}

/// Names inside one folder.
struct JournalFolder {
  let path: String

  /// Makes the folder, and those above it, where they are missing.
  static func make(_ path: String) throws(JournalError) -> JournalFolder {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      return JournalFolder(path: path)
    }
    let parent = parent(of: path)
    if parent != path { _ = try make(parent) }
    guard mkdir(path, 0o750) == 0 || errno == EEXIST else {
      throw JournalError(file: path, failed: "mkdir")
    }
    try JournalFolder(path: parent).sync()
    return JournalFolder(path: path)
  }

  private static func parent(of path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: true)
    if parts.isEmpty { return path }
    parts.removeLast()
    let joined = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : (joined.isEmpty ? "." : joined)
  }

  func file(_ name: String, flags: Int32) throws(JournalError) -> JournalFile {
    try JournalFile(folder: path, name: name, flags: flags)
  }

  /// Nil where there is no such file.
  func fileIfPresent(_ name: String, flags: Int32) throws(JournalError) -> JournalFile? {
    do throws(JournalError) {
      return try file(name, flags: flags)
    } catch {
      if case .io(_, ENOENT) = error.problem { return nil }
      throw error
    }
  }

  func names() throws(JournalError) -> [String] {
    guard let directory = opendir(path) else { throw JournalError(file: path, failed: "opendir") }
    defer { closedir(directory) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(directory) {
      names.append(
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        })
    }
    guard errno == 0 else { throw JournalError(file: path, failed: "readdir") }
    return names
  }

  /// Puts the names themselves on stable storage.
  func sync() throws(JournalError) {
    let directory = try file(".", flags: O_RDONLY | O_DIRECTORY)
    guard fsync(directory.descriptor) == 0 else { throw JournalError(file: path, failed: "fsync") }
  }

  /// A file appears under `name` with all of `bytes`, or not at all, also across a power cut.
  func place(
    _ bytes: [UInt8], as name: String, reservingByteCount: Int = 0
  ) throws(JournalError) -> JournalFile {
    let new = try file(name + ".new", flags: O_RDWR | O_CREAT | O_TRUNC)
    try new.write(bytes, at: 0)
    try new.reserve(byteCount: reservingByteCount, used: bytes.count)
    try new.sync()
    guard rename("\(path)/\(name).new", "\(path)/\(name)") == 0 else {
      throw JournalError(file: name, failed: "rename")
    }
    try sync()
    return try file(name, flags: O_RDWR)
  }

  func remove(_ name: String) throws(JournalError) {
    guard unlink("\(path)/\(name)") == 0 else { throw JournalError(file: name, failed: "unlink") }
  }

  private static let lockTrialCount = 50
  private static let lockTrialUs: UInt32 = 10_000

  /// The exclusive lock of the one writer, held as long as the file is open.
  func lock() throws(JournalError) -> JournalFile {
    let lock = try file("lock", flags: O_RDWR | O_CREAT)
    var isLocked = flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0
    // A program that this one is just starting holds a copy of every open file until it runs: a
    // lock that was given up a moment ago may look taken.
    for _ in 0..<Self.lockTrialCount where !isLocked && errno == EWOULDBLOCK {
      usleep(Self.lockTrialUs)
      isLocked = flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0
    }
    guard isLocked else {
      guard errno == EWOULDBLOCK else { throw JournalError(file: "lock", failed: "flock") }
      let text = String(decoding: try lock.read(byteCount: 16, at: 0), as: UTF8.self)
      throw JournalError(file: "lock", .locked(processID: Int32(text.prefix { $0.isNumber })))
    }
    try lock.truncate(toByteCount: 0)
    try lock.write(Array("\(getpid())\n".utf8), at: 0)
    return lock
  }
}
