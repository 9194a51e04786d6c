// What does a whole log look like? One made of the vectors' entries, in a folder, tile by tile.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import Ledger

/// Made by the definition: each hash of a tile is the root of the leaves below it.
struct MadeLog {
  let size: Int
  let leaves: [LogHash]
  let root: LogHash
  let folder: LogFolder
  let signer: NoteSigner
  /// Bytes of each tile and bundle.
  let files: [TilePath: [UInt8]]

  var source: FolderTiles { FolderTiles(folder: folder.path) }

  init(size: Int, entry: (Int) -> [UInt8] = Vectors.entry) throws {
    let signer = try NoteSigner(name: "log.example/made", seed: [UInt8](repeating: 9, count: 32))
    let entries = (0..<size).map(entry)
    let leaves = entries.map { LogHash.leaf($0) }
    folder = try LogFolder()
    var files: [TilePath: [UInt8]] = [:]
    for path in TilePath.all(size: UInt64(size)) {
      switch path {
      case .checkpoint: break
      case .entries(let index, let width):
        let first = Int(index) * 256
        files[path] = try EntryBundle.bytes(of: Array(entries[first..<first + width]))
      case .hashes(let level, let index, let width):
        let span = 1 << (8 * level)
        let first = Int(index) * 256 * span
        files[path] = (0..<width).flatMap { place in
          ByDefinition.root(leaves[(first + place * span)..<(first + (place + 1) * span)]).bytes
        }
      }
    }
    for (path, bytes) in files { try folder.write(bytes, path) }
    root = ByDefinition.root(leaves[...])
    (self.size, self.leaves, self.signer, self.files) = (size, leaves, signer, files)
    let text = Checkpoint(origin: signer.verifierKey.name, size: UInt64(size), root: root).text
    try folder.write(
      try SignedNote.build(text: text, signatures: [try signer.sign(text)]), .checkpoint)
  }
}

/// A folder of a log that goes when the test ends.
final class LogFolder: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  init(copyOf source: URL) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)").path
    try FileManager.default.copyItem(atPath: source.path, toPath: path)
    makeWritable()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ bytes: [UInt8], _ name: TilePath) throws {
    let url = URL(filePath: "\(path)/\(name.text)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func remove(_ name: TilePath) {
    try? FileManager.default.removeItem(atPath: "\(path)/\(name.text)")
  }

  /// Copies of read-only vectors are read-only.
  private func makeWritable() {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    for name in [""] + names {
      let full = "\(path)/\(name)"
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
      try? FileManager.default.setAttributes(
        [.posixPermissions: isFolder.boolValue ? 0o755 : 0o644], ofItemAtPath: full)
    }
  }
}
