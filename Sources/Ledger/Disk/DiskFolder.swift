// Which names are in a folder, and do they outlast a power cut? Files appear whole or not at all.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One folder of a disk, and the files in it by name.
struct DiskFolder {
  let path: String
  let disk: any Disk

  /// A folder that is there already; `make` makes one.
  init(path: String, disk: any Disk = SystemDisk()) { (self.path, self.disk) = (path, disk) }

  /// Makes the folder, and those above it, where they are missing.
  ///
  /// The names of the whole path are synced as long as the folder is empty, because whoever made it
  /// may have been killed before that, or may not have cared.
  static func make(
    _ path: String, disk: any Disk = SystemDisk()
  ) throws(JournalError) -> DiskFolder {
    let folder = DiskFolder(path: path, disk: disk)
    if disk.isFolder(path), try !folder.names().isEmpty { return folder }
    try makeAll(path, disk)
    var above = parent(of: path)
    try DiskFolder(path: above, disk: disk).sync()
    while above != parent(of: above) {
      above = parent(of: above)
      // Far above is what this program neither made nor may look into.
      do { try disk.syncFolder(above) } catch {
        guard [EACCES, EPERM, EROFS, EINVAL].contains(error.code) else {
          throw JournalError(file: above, failed: "fsync", error)
        }
      }
    }
    return folder
  }

  private static func makeAll(_ path: String, _ disk: any Disk) throws(JournalError) {
    if disk.isFolder(path) { return }
    let parent = parent(of: path)
    if parent != path { try makeAll(parent, disk) }
    do { try disk.makeFolder(path) } catch {
      guard error.code == EEXIST else { throw JournalError(file: path, failed: "mkdir", error) }
    }
  }

  private static func parent(of path: String) -> String {
    var parts = path.split(separator: "/", omittingEmptySubsequences: true)
    if parts.isEmpty { return path }
    parts.removeLast()
    let joined = parts.joined(separator: "/")
    return path.hasPrefix("/") ? "/" + joined : (joined.isEmpty ? "." : joined)
  }

  /// The folder of that name in this one, made where it is missing.
  func folder(_ name: String) throws(JournalError) -> DiskFolder {
    try DiskFolder.make("\(path)/\(name)", disk: disk)
  }

  /// - Parameter flags: as of `open(2)`. A file that is made by it has no synced name: see `place`.
  func file(_ name: String, flags: Int32) throws(JournalError) -> DiskFile {
    try DiskFile(folder: path, name: name, flags: flags, disk: disk)
  }

  /// Nil where there is no such file.
  func fileIfPresent(_ name: String, flags: Int32) throws(JournalError) -> DiskFile? {
    do throws(JournalError) {
      return try file(name, flags: flags)
    } catch {
      if case .io(_, ENOENT) = error.problem { return nil }
      throw error
    }
  }

  /// All of a small file; nil where there is no such file.
  ///
  /// - Throws: `.damaged(.length)` where it is longer than `byteCountMax`.
  func contents(of name: String, byteCountMax: Int) throws(JournalError) -> [UInt8]? {
    guard let file = try fileIfPresent(name, flags: O_RDONLY) else { return nil }
    let bytes = try file.read(byteCount: byteCountMax + 1, at: 0)
    guard bytes.count <= byteCountMax else {
      throw JournalError(file: name, byteOffset: byteCountMax, .damaged(.length))
    }
    return bytes
  }

  /// Of files and folders, in no order.
  func names() throws(JournalError) -> [String] {
    do { return try disk.names(path) } catch {
      throw JournalError(file: path, failed: "readdir", error)
    }
  }

  /// Puts the names themselves on stable storage.
  func sync() throws(JournalError) {
    do { try disk.syncFolder(path) } catch {
      throw JournalError(file: path, failed: "fsync", error)
    }
  }

  /// A file appears under `name` with all of `bytes`, in the place of what was there, or not at
  /// all, also across a power cut. When it returns, the file outlasts one.
  ///
  /// After a throw either may be there: the file before or the new one.
  @discardableResult
  func place(
    _ bytes: [UInt8], as name: String, reservingByteCount: Int = 0
  ) throws(JournalError) -> DiskFile {
    let new = try file(name + ".new", flags: O_RDWR | O_CREAT | O_TRUNC)
    try new.write(bytes, at: 0)
    try new.reserve(byteCount: reservingByteCount, used: bytes.count)
    try new.sync()
    do { try disk.rename("\(path)/\(name).new", to: "\(path)/\(name)") } catch {
      throw JournalError(file: name, failed: "rename", error)
    }
    try sync()
    return try file(name, flags: O_RDWR)
  }

  /// The name is gone at once, and after a power cut where `sync()` followed.
  func remove(_ name: String) throws(JournalError) {
    do { try disk.remove("\(path)/\(name)") } catch {
      throw JournalError(file: name, failed: "unlink", error)
    }
  }

  private static let lockTrialCount = 50
  private static let lockTrialUs: UInt32 = 10_000

  /// The exclusive lock of the one writer, held as long as the file is open.
  func lock() throws(JournalError) -> DiskFile {
    let lock = try file("lock", flags: O_RDWR | O_CREAT)
    var isLocked = try lock.lock()
    // A program that this one is just starting holds a copy of every open file until it runs: a
    // lock that was given up a moment ago may look taken.
    for _ in 0..<Self.lockTrialCount where !isLocked {
      usleep(Self.lockTrialUs)
      isLocked = try lock.lock()
    }
    guard isLocked else {
      let text = String(decoding: try lock.read(byteCount: 16, at: 0), as: UTF8.self)
      throw JournalError(file: "lock", .locked(processID: Int32(text.prefix { $0.isNumber })))
    }
    try lock.truncate(toByteCount: 0)
    try lock.write(Array("\(getpid())\n".utf8), at: 0)
    return lock
  }
}
