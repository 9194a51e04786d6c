// Where do tiles, bundles and checkpoints lie, and when are they on the disk?
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// The folder of a log as its writer sees it.
final class TileFolder {
  static let checkpointName = "checkpoint"
  /// The newest checkpoint that enough witnesses have cosigned; not part of tlog-tiles.
  static let cosignedName = "cosigned"

  private let root: DiskFolder
  private let disk: any Disk
  /// Written and not synced yet.
  private var written: [DiskFile] = []
  private var touched: [String: DiskFolder] = [:]
  /// So many files are held open before they are synced.
  private static let writtenCountMax = 128

  init(_ path: String, disk: any Disk) throws(JournalError) {
    root = try DiskFolder.make(path, disk: disk)
    self.disk = disk
  }

  /// Nil where there is none.
  func checkpoint(signedBy key: VerifierKey) throws -> Checkpoint? {
    guard
      let bytes = try root.contents(
        of: Self.checkpointName, byteCountMax: SignedNote.byteCountMax)
    else { return nil }
    do { return try Checkpoint(try SignedNote.open(bytes, trusted: [key]).text) } catch {
      throw LogWriterError.badCheckpoint("\(error)")
    }
  }

  /// The first `width` hashes of a tile, from its partial or its full form.
  func hashes(level: Int, index: UInt64, width: Int) throws -> [LogHash] {
    guard width > 0 else { return [] }
    let path = TilePath.hashes(level: level, index: index, width: width).text
    let full = TilePath.hashes(level: level, index: index, width: 256).text
    let bytes = try read(path, byteCount: 32 * width) ?? read(full, byteCount: 32 * width)
    guard let bytes, bytes.count == 32 * width else {
      throw LogWriterError.missing(path: path, size: index * 256 + UInt64(width))
    }
    return stride(from: 0, to: bytes.count, by: 32).compactMap { LogHash(bytes[$0..<$0 + 32]) }
  }

  /// The bytes of the first `width` entries of a bundle.
  func bundle(index: UInt64, width: Int) throws -> [UInt8] {
    guard width > 0 else { return [] }
    let path = TilePath.entries(index: index, width: width).text
    let full = TilePath.entries(index: index, width: 256).text
    let byteCountMax = 256 * (2 + LogWriter.entryByteCountMax)
    guard
      let bytes = try read(path, byteCount: byteCountMax) ?? read(full, byteCount: byteCountMax)
    else { throw LogWriterError.missing(path: path, size: index * 256 + UInt64(width)) }
    var end = 0
    for _ in 0..<width {
      guard end + 2 <= bytes.count else { break }
      end += 2 + Int(bytes[end]) << 8 + Int(bytes[end + 1])
    }
    guard end <= bytes.count else {
      throw LogWriterError.missing(path: path, size: index * 256 + UInt64(width))
    }
    return Array(bytes[..<end])
  }

  /// Hashes of complete subtrees, for a log of so many entries.
  func hashes(size: UInt64) -> TileHashes<TileFolder> { TileHashes(self, size: size) }

  private func read(_ path: String, byteCount: Int) throws(JournalError) -> [UInt8]? {
    let (folder, name) = Self.split(path)
    return try DiskFolder(path: "\(root.path)/\(folder)", disk: disk)
      .fileIfPresent(name, flags: O_RDONLY)?.read(byteCount: byteCount, at: 0)
  }

  // MARK: Writing

  /// Writes a whole file. Nothing refers to it before it was synced, so it need not appear at once.
  func write(_ bytes: [UInt8], as path: String) throws(JournalError) {
    let (name, file) = Self.split(path)
    let folder = try folder(name)
    let new = try folder.file(file, flags: O_RDWR | O_CREAT | O_TRUNC)
    try new.write(bytes, at: 0)
    written.append(new)
    if written.count >= Self.writtenCountMax { try syncFiles() }
  }

  private func folder(_ name: String) throws(JournalError) -> DiskFolder {
    if let known = touched[name] { return known }
    let folder = try DiskFolder.make("\(root.path)/\(name)", disk: disk)
    touched[name] = folder
    return folder
  }

  private func syncFiles() throws(JournalError) {
    for file in written { try file.sync() }
    written.removeAll(keepingCapacity: true)
  }

  /// Puts all that was written, and its names, on stable storage.
  func sync() throws(JournalError) {
    try syncFiles()
    for folder in touched.values { try folder.sync() }
    touched.removeAll(keepingCapacity: true)
  }

  /// A small file appears with all its bytes, or not at all.
  func place(_ bytes: [UInt8], as name: String) throws(JournalError) {
    _ = try root.place(bytes, as: name)
  }

  /// Removes the partial forms of a tile that is full. What cannot be removed stays; it does no harm.
  func forgetPartial(of path: String) {
    let folder = DiskFolder(path: "\(root.path)/\(path).p", disk: disk)
    guard let names = try? folder.names() else { return }
    for name in names where name.allSatisfy(\.isNumber) { try? folder.remove(name) }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }
}

extension TileFolder: TileSource {
  func read(_ path: String, byteCountMax: Int) throws(TileSourceError) -> [UInt8]? {
    do { return try read(path, byteCount: byteCountMax) } catch {
      throw TileSourceError(path: path, .other("\(error)"))
    }
  }
}

/// The file that says what a key has signed; locked as long as the writer lives.
final class SignedStateFile {
  static let name = "log.signed"
  private let folder: DiskFolder
  private let lock: DiskFile

  init(folder path: String, disk: any Disk) throws(JournalError) {
    folder = try DiskFolder.make(path, disk: disk)
    lock = try folder.lock()
  }

  var path: String { "\(folder.path)/\(Self.name)" }

  /// Puts what is seen on stable storage: before a crash a new note may have got its name and not
  /// reached the disk, and what is built on it must not outlast it.
  func settle() throws(JournalError) {
    try folder.fileIfPresent(Self.name, flags: O_RDWR)?.sync()
    try folder.sync()
  }

  func read() throws -> SignedState? {
    guard let bytes = try folder.contents(of: Self.name, byteCountMax: 4_096) else { return nil }
    guard let state = SignedState(text: String(decoding: bytes, as: UTF8.self)) else {
      throw LogWriterError.stateUnreadable(path)
    }
    return state
  }

  /// Compare and store: what is there must be what this writer knows.
  func replace(_ known: SignedState, by next: SignedState) throws {
    let there = try read()
    guard there == known || (there == nil && known.size == 0) else {
      throw LogWriterError.stateChanged
    }
    _ = try folder.place(Array(next.text.utf8), as: Self.name)
  }
}
