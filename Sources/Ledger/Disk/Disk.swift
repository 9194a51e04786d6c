// What is asked of a disk? The few system calls under every durable file, so that a test can be one.
//
// SPDX-License-Identifier: Apache-2.0

/// The calls that put bytes on a disk and get them back, as the operating system has them.
///
/// `SystemDisk` is the real one. A test gives one that loses what was not synced, and a call that
/// fails. It is met once a read, write or sync, never once a record.
///
/// A path is what `open(2)` takes. A handle is what `open` returned, good until `close`.
public protocol Disk: Sendable {
  /// - Parameter flags: as of `open(2)`. A new file may be read by the owner's group.
  func open(_ path: String, flags: Int32) throws(DiskCallError) -> Int32
  func close(_ handle: Int32)
  func byteCount(_ handle: Int32) throws(DiskCallError) -> Int
  /// Returns how many bytes were read: fewer than asked for, possibly, and 0 at the end.
  func read(
    _ handle: Int32, into buffer: UnsafeMutableRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int
  /// Returns how many bytes were written: fewer than given, possibly.
  func write(
    _ handle: Int32, _ bytes: UnsafeRawBufferPointer, at byteOffset: Int
  ) throws(DiskCallError) -> Int
  /// Contents and length are on stable storage when it returns, as by `fdatasync(2)`.
  func sync(_ handle: Int32) throws(DiskCallError)
  func truncate(_ handle: Int32, toByteCount byteCount: Int) throws(DiskCallError)
  /// The file has at least so many bytes, and room for them, as by `posix_fallocate(3)`.
  func reserve(_ handle: Int32, byteCount: Int) throws(DiskCallError)
  /// What is read next comes from the disk, as far as the system can be asked for that.
  func forgetCache(_ handle: Int32)
  /// The one lock of the file, until the handle is closed; `EWOULDBLOCK` where another has it.
  func lock(_ handle: Int32) throws(DiskCallError)
  /// Replaces what has the new name.
  func rename(_ path: String, to newPath: String) throws(DiskCallError)
  func remove(_ path: String) throws(DiskCallError)
  func makeFolder(_ path: String) throws(DiskCallError)
  func isFolder(_ path: String) -> Bool
  /// Of files and folders in a folder, in no order.
  func names(_ path: String) throws(DiskCallError) -> [String]
  /// The names in a folder are on stable storage when it returns.
  func syncFolder(_ path: String) throws(DiskCallError)
}

/// A system call said no.
public struct DiskCallError: Error, Hashable, Sendable {
  /// As of `errno(3)`.
  public let code: Int32

  public init(code: Int32) { self.code = code }
}
