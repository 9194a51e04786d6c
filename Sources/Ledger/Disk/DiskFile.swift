// How do bytes reach one file, all of them, and how does one know? Every error names file and byte.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One open file; closed when the last reference goes.
final class DiskFile {
  let name: String
  private let disk: any Disk
  let handle: Int32

  /// - Parameter flags: as of `open(2)`.
  init(
    folder: String, name: String, flags: Int32, disk: any Disk = SystemDisk()
  ) throws(JournalError) {
    (self.name, self.disk) = (name, disk)
    handle = try Self.naming(name, "open") { () throws(DiskCallError) in
      try uninterrupted { () throws(DiskCallError) in
        try disk.open("\(folder)/\(name)", flags: flags)
      }
    }
  }

  deinit { disk.close(handle) }

  func byteCount() throws(JournalError) -> Int {
    try Self.naming(name, "fstat") { () throws(DiskCallError) in try disk.byteCount(handle) }
  }

  /// Reads until the buffer is full or the file ends; returns how many bytes were read.
  func read(
    into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(JournalError) -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let result = try Self.naming(name, at: offset + count, "pread") {
        () throws(DiskCallError) in
        try uninterrupted { () throws(DiskCallError) in
          try disk.read(handle, into: rest, at: offset + count)
        }
      }
      if result == 0 { break }
      count += result
    }
    return count
  }

  /// As many bytes as there are, up to `byteCount`.
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
      let rest = UnsafeRawBufferPointer(rebasing: bytes[count...])
      let written = try Self.naming(name, at: offset + count, "pwrite") {
        () throws(DiskCallError) in
        try uninterrupted { () throws(DiskCallError) in
          let written = try disk.write(handle, rest, at: offset + count)
          guard written > 0 else { throw DiskCallError(code: EIO) }
          return written
        }
      }
      count += written
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
    try Self.naming(name, "fdatasync") { () throws(DiskCallError) in try disk.sync(handle) }
  }

  func truncate(toByteCount count: Int) throws(JournalError) {
    try Self.naming(name, "ftruncate") { () throws(DiskCallError) in
      try disk.truncate(handle, toByteCount: count)
    }
  }

  /// Reserves space, so that a sync need not change the length. A disk that has no room for all of
  /// it is left to grow the file write by write.
  ///
  /// - Parameter used: what the file holds now.
  func reserve(byteCount: Int, used: Int) throws(JournalError) {
    guard byteCount > used else { return }
    do { try disk.reserve(handle, byteCount: byteCount) } catch { try truncate(toByteCount: used) }
  }

  /// Lets go of cached pages, so that what is read next is what the disk has.
  func forgetCache() { disk.forgetCache(handle) }

  /// Whether this file's one lock could be taken; it is held as long as the file is open.
  func lock() throws(JournalError) -> Bool {
    do { try disk.lock(handle) } catch {
      if error.code == EWOULDBLOCK { return false }
      throw JournalError(file: name, failed: "flock", error)
    }
    return true
  }

  private static func naming<Value>(
    _ name: String, at byteOffset: Int? = nil, _ call: String,
    _ body: () throws(DiskCallError) -> Value
  ) throws(JournalError) -> Value {
    do { return try body() } catch {
      throw JournalError(file: name, byteOffset: byteOffset, failed: call, error)
    }
  }
}

/// A call that a signal interrupted did nothing, and is made again.
private func uninterrupted<Value>(
  _ call: () throws(DiskCallError) -> Value
) throws(DiskCallError) -> Value {
  while true {
    do { return try call() } catch { if error.code != EINTR { throw error } }
  }
}
