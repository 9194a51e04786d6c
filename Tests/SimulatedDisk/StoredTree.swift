// Which files and folders are there, who has them open, and what do the calls do to them?
//
// SPDX-License-Identifier: Apache-2.0

import Glibc
import Ledger

/// Everything on one simulated disk. Each function is one system call that succeeds or has the
/// error that the real one would have.
struct StoredTree: Sendable {
  private static let root = 0

  private(set) var files: [Int: StoredFile] = [:]
  private var folders = [StoredTree.root: StoredFolder()]
  private var nextNode = 1
  private var handles: [Int32: Int] = [:]
  private var nextHandle: Int32 = 3
  private var locks: [Int: Int32] = [:]
  var byteCountMax = Int.max

  mutating func open(_ path: String, flags: Int32) throws(DiskCallError) -> Int32 {
    let (folder, name) = try place(of: path)
    if let node = folders[folder]?.cached[name] {
      if folders[node] != nil, flags & O_DIRECTORY == 0 { throw DiskCallError(code: EISDIR) }
      if flags & O_EXCL != 0 { throw DiskCallError(code: EEXIST) }
      if flags & O_TRUNC != 0 { files[node]?.setLength(0) }
      return handle(of: node)
    }
    guard flags & O_CREAT != 0 else { throw DiskCallError(code: ENOENT) }
    let node = newNode(named: name, in: folder)
    files[node] = StoredFile()
    return handle(of: node)
  }

  mutating func close(_ handle: Int32) {
    guard let node = handles.removeValue(forKey: handle) else { return }
    if locks[node] == handle { locks[node] = nil }
  }

  func byteCount(_ handle: Int32) throws(DiskCallError) -> Int {
    files[try node(handle)]?.cached.count ?? 0
  }

  func read(
    _ handle: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(DiskCallError) -> Int {
    guard let contents = files[try node(handle)]?.cached else {
      throw DiskCallError(code: EISDIR)
    }
    let count = max(0, min(buffer.count, contents.count - offset))
    if count > 0 { buffer.copyBytes(from: contents[offset..<(offset + count)]) }
    return count
  }

  mutating func write(
    _ handle: Int32, _ bytes: UnsafeRawBufferPointer, at offset: Int
  ) throws(DiskCallError) -> Int {
    let node = try node(handle)
    let room = (files[node]?.cached.count ?? 0) + freeByteCount - offset
    guard room > 0 else { throw DiskCallError(code: ENOSPC) }
    let count = min(bytes.count, room)
    files[node]?.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]), at: offset)
    return count
  }

  mutating func truncate(_ handle: Int32, toByteCount byteCount: Int) throws(DiskCallError) {
    files[try node(handle)]?.setLength(byteCount)
  }

  mutating func reserve(_ handle: Int32, byteCount: Int) throws(DiskCallError) {
    let node = try node(handle)
    let present = files[node]?.cached.count ?? 0
    guard byteCount > present else { return }
    guard byteCount - present <= freeByteCount else { throw DiskCallError(code: ENOSPC) }
    files[node]?.setLength(byteCount)
  }

  mutating func sync(_ handle: Int32) throws(DiskCallError) { files[try node(handle)]?.sync() }

  /// A sync that fails, and what it does to the file all the same.
  mutating func failSync(_ handle: Int32, _ random: inout Seeded) throws(DiskCallError) {
    files[try node(handle)]?.loseSome(&random)
  }

  mutating func forgetCache(_ handle: Int32) {
    if let node = handles[handle] { files[node]?.forgetCache() }
  }

  mutating func lock(_ handle: Int32) throws(DiskCallError) {
    let node = try node(handle)
    guard locks[node] == nil || locks[node] == handle else {
      throw DiskCallError(code: EWOULDBLOCK)
    }
    locks[node] = handle
  }

  mutating func rename(_ path: String, to newPath: String) throws(DiskCallError) {
    let (folder, name) = try place(of: path)
    let (newFolder, newName) = try place(of: newPath)
    guard folder == newFolder else { throw DiskCallError(code: EXDEV) }
    guard folders[folder]?.cached[name] != nil else { throw DiskCallError(code: ENOENT) }
    folders[folder]?.rename(name, to: newName)
  }

  mutating func remove(_ path: String) throws(DiskCallError) {
    let (folder, name) = try place(of: path)
    guard folders[folder]?.cached[name] != nil else { throw DiskCallError(code: ENOENT) }
    folders[folder]?.remove(name)
  }

  mutating func makeFolder(_ path: String) throws(DiskCallError) {
    let (folder, name) = try place(of: path)
    guard folders[folder]?.cached[name] == nil else { throw DiskCallError(code: EEXIST) }
    folders[newNode(named: name, in: folder)] = StoredFolder()
  }

  func isFolder(_ path: String) -> Bool { folderNumber(path) != nil }

  func names(_ path: String) throws(DiskCallError) -> [String] {
    guard let folder = folderNumber(path) else { throw DiskCallError(code: ENOENT) }
    return folders[folder].map { $0.cached.keys.sorted() } ?? []
  }

  mutating func syncFolder(_ path: String) throws(DiskCallError) {
    guard let folder = folderNumber(path) else { throw DiskCallError(code: ENOENT) }
    folders[folder]?.sync()
  }

  /// Nobody has anything open any more.
  mutating func endProcess() { (handles, locks) = ([:], [:]) }

  mutating func cutPower(_ random: inout Seeded) {
    endProcess()
    for node in files.keys.sorted() {
      files[node]?.loseSome(&random)
      files[node]?.forgetCache()
    }
    for node in folders.keys.sorted() { folders[node]?.cutPower(&random) }
  }

  private var freeByteCount: Int {
    guard byteCountMax < .max else { return 1 << 40 }
    return max(0, byteCountMax - files.values.reduce(0) { $0 + $1.cached.count })
  }

  private func node(_ handle: Int32) throws(DiskCallError) -> Int {
    guard let node = handles[handle] else { throw DiskCallError(code: EBADF) }
    return node
  }

  private mutating func handle(of node: Int) -> Int32 {
    nextHandle += 1
    handles[nextHandle] = node
    return nextHandle
  }

  private mutating func newNode(named name: String, in folder: Int) -> Int {
    nextNode += 1
    folders[folder]?.add(name, nextNode)
    return nextNode
  }

  private func place(of path: String) throws(DiskCallError) -> (folder: Int, name: String) {
    let parts = path.split(separator: "/").filter { $0 != "." }
    guard let name = parts.last else { throw DiskCallError(code: EEXIST) }
    guard let folder = folderNumber(parts.dropLast()) else { throw DiskCallError(code: ENOENT) }
    return (folder, String(name))
  }

  private func folderNumber(_ path: String) -> Int? {
    folderNumber(path.split(separator: "/").filter { $0 != "." }[...])
  }

  private func folderNumber(_ parts: ArraySlice<Substring>) -> Int? {
    var folder = Self.root
    for part in parts {
      guard let next = folders[folder]?.cached[String(part)], folders[next] != nil else {
        return nil
      }
      folder = next
    }
    return folder
  }
}
