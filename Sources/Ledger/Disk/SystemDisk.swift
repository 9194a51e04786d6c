// Which system calls does the real disk take?
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The disks of this machine.
public struct SystemDisk: Disk {
  public init() {}

  /// `O_CLOEXEC` is added, so that no child keeps a lock.
  public func open(_ path: String, flags: Int32) throws(DiskCallError) -> Int32 {
    let handle = Glibc.open(path, flags | O_CLOEXEC, 0o640)
    try check(handle >= 0)
    return handle
  }

  public func close(_ handle: Int32) { _ = Glibc.close(handle) }

  public func byteCount(_ handle: Int32) throws(DiskCallError) -> Int {
    var status = stat()
    try check(fstat(handle, &status) == 0)
    return Int(status.st_size)
  }

  public func read(
    _ handle: Int32, into buffer: UnsafeMutableRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int {
    let count = pread(handle, buffer.baseAddress, buffer.count, off_t(byteOffset))
    try check(count >= 0)
    return count
  }

  public func write(
    _ handle: Int32, _ bytes: UnsafeRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int {
    let count = pwrite(handle, bytes.baseAddress, bytes.count, off_t(byteOffset))
    try check(count >= 0)
    return count
  }

  public func sync(_ handle: Int32) throws(DiskCallError) { try check(fdatasync(handle) == 0) }

  public func truncate(_ handle: Int32, toByteCount byteCount: Int) throws(DiskCallError) {
    try check(ftruncate(handle, off_t(byteCount)) == 0)
  }

  public func reserve(_ handle: Int32, byteCount: Int) throws(DiskCallError) {
    let code = posix_fallocate(handle, 0, off_t(byteCount))
    guard code == 0 else { throw DiskCallError(code: code) }
  }

  public func forgetCache(_ handle: Int32) {
    _ = posix_fadvise(handle, 0, 0, POSIX_FADV_DONTNEED)
  }

  public func lock(_ handle: Int32) throws(DiskCallError) {
    try check(flock(handle, LOCK_EX | LOCK_NB) == 0)
  }

  public func rename(_ path: String, to newPath: String) throws(DiskCallError) {
    try check(Glibc.rename(path, newPath) == 0)
  }

  public func remove(_ path: String) throws(DiskCallError) { try check(unlink(path) == 0) }

  public func makeFolder(_ path: String) throws(DiskCallError) {
    try check(mkdir(path, 0o750) == 0)
  }

  public func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  public func names(_ path: String) throws(DiskCallError) -> [String] {
    guard let directory = opendir(path) else { throw DiskCallError(code: errno) }
    defer { closedir(directory) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    try check(errno == 0)
    return names
  }

  public func syncFolder(_ path: String) throws(DiskCallError) {
    let handle = try open(path, flags: O_RDONLY | O_DIRECTORY)
    defer { close(handle) }
    try check(fsync(handle) == 0)
  }

  private func check(_ isGood: Bool) throws(DiskCallError) {
    guard isGood else { throw DiskCallError(code: errno) }
  }
}
