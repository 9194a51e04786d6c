// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

@Suite struct TileTests {
  @Test func `paths are those of the specification's examples`() {
    #expect(
      TilePath.hashes(level: 0, index: 1_234_067, width: 256).text == "tile/0/x001/x234/067")
    #expect(TilePath.entries(index: 273, width: 112).text == "tile/entries/273.p/112")
    let all = TilePath.all(size: 70_000)
    #expect(all.count { if case .hashes(0, _, 256) = $0 { true } else { false } } == 273)
    #expect(all.contains(.hashes(level: 0, index: 273, width: 112)))
    #expect(all.contains(.hashes(level: 1, index: 0, width: 256)))
    #expect(all.contains(.hashes(level: 1, index: 1, width: 17)))
    #expect(all.contains(.hashes(level: 2, index: 0, width: 1)))
    #expect(all.count == 274 + 2 + 1 + 274)
    #expect(TilePath.all(size: 0).isEmpty)
  }

  @Test func `a path is read in its one spelling`() throws {
    for path in TilePath.all(size: 70_001) + [
      .checkpoint, .hashes(level: 63, index: .max, width: 255), .entries(index: 999, width: 1),
      .entries(index: 1000, width: 256),
    ] {
      #expect(TilePath(path.text) == path)
    }
  }

  @Test func `anything else is no path`() {
    for text in [
      "", "/checkpoint", "checkpoint/", "Checkpoint", "tile", "tile/0", "tile/0/", "tile//000",
      "tile/00/000", "tile/64/000", "tile/-1/000", "tile/0/0", "tile/0/00", "tile/0/0000",
      "tile/0/x000/001", "tile/0/001/002", "tile/0/x001", "tile/0/x001/x002", "tile/0/000.p",
      "tile/0/000.p/0", "tile/0/000.p/00", "tile/0/000.p/01", "tile/0/000.p/256",
      "tile/0/000.p/1/2", "tile/0/../0/000", "tile/0/%2e%2e/000", "tile/0/000%00",
      "tile/0/000\u{0}",
      "tile/entries/000.P/1", "tile/entries/.p/1", "tile/entries/٠٠٠", "tile/0/x001.p/002",
      "tile/0/" + String(repeating: "x999/", count: 9) + "999", "tile/data/000", "lock",
      String(repeating: "tile/", count: 100_000),
    ] {
      #expect(TilePath(text) == nil, "\(text.prefix(60))")
    }
  }

  @Test func `a bundle gives back its entries, and a damaged one says where it is cut`() throws {
    let entries: [[UInt8]] = [[], [1], [UInt8](repeating: 7, count: 65_535), [2, 3]]
    let bytes = try EntryBundle.bytes(of: entries)
    let bundle = try EntryBundle(bytes, width: 4)
    #expect((0..<4).map { Array(bundle[$0]) } == entries)
    #expect(bundle.leaves(4) == entries.map { LogHash.leaf($0) })
    for cut in [0, 1, 2, 3, 5, 65_539, bytes.count - 1] {
      #expect(throws: EntryBundleError.self) { try EntryBundle(Array(bytes[..<cut]), width: 4) }
    }
    #expect(throws: EntryBundleError.trailingBytes(byteOffset: bytes.count)) {
      try EntryBundle(bytes + [0], width: 4)
    }
    #expect(throws: EntryBundleError.trailingBytes(byteOffset: 5 + 65_537)) {
      try EntryBundle(bytes, width: 3)
    }
    #expect(throws: EntryBundleError.entryTooLong(byteCount: 65_536)) {
      try EntryBundle.bytes(of: [[UInt8](repeating: 0, count: 65_536)])
    }
  }

  @Test func `proofs from tiles are those from all leaves`() throws {
    let log = try MadeLog(size: 700)
    let tiles = TileHashes(log.source, size: 700)
    let leaves = LeafHashes(log.leaves)
    for index: UInt64 in [0, 1, 255, 256, 511, 512, 699] {
      #expect(
        try MerkleProof.inclusionPath(index: index, size: 700, hashes: tiles)
          == MerkleProof.inclusionPath(index: index, size: 700, hashes: leaves))
      #expect(
        try MerkleProof.consistencyPath(from: index, to: 700, hashes: tiles)
          == MerkleProof.consistencyPath(from: index, to: 700, hashes: leaves))
    }
    #expect(throws: TreeError.self) { try tiles.hash(level: 0, index: 700) }
    #expect(throws: TreeError.self) { try tiles.hash(level: 9, index: 1) }
  }

  @Test func `a missed partial tile is taken from the full one`() throws {
    let small = try MadeLog(size: 300)
    let large = try MadeLog(size: 600)
    for path in TilePath.all(size: 300) where path.width < 256 {
      small.folder.remove(path)
      // The top of the small log has no full successor in the large one.
      if case .hashes(1, _, _) = path {
        try small.folder.write(try log(small, path), path)
      } else {
        try small.folder.write(try log(large, path.full), path.full)
      }
    }
    let policy = try LogPolicy(log: small.signer.verifierKey)
    let audited = try LogAudit(small.source, policy: policy).run()
    #expect(audited.root == small.root && audited.size == 300)
    let tiles = TileHashes(small.source, size: 300)
    let path = try MerkleProof.inclusionPath(index: 299, size: 300, hashes: tiles)
    #expect(
      MerkleProof.isIncluded(
        leaf: small.leaves[299], index: 299, size: 300, path: path, root: small.root))
  }

  private func log(_ log: MadeLog, _ path: TilePath) throws -> [UInt8] {
    try #require(log.files[path])
  }

  @Test func `links, folders and pipes in the place of a file are refused`() throws {
    let log = try MadeLog(size: 300)
    let path = TilePath.hashes(level: 0, index: 0, width: 256)
    let file = "\(log.folder.path)/\(path.text)"
    let manager = FileManager.default
    try manager.moveItem(atPath: file, toPath: file + "-moved")
    try manager.createSymbolicLink(atPath: file, withDestinationPath: file + "-moved")
    #expect(throws: TileSourceError(path: path.text, .notARegularFile)) {
      try log.source.read(path.text, byteCountMax: 9000)
    }
    try manager.removeItem(atPath: file)
    try manager.createDirectory(atPath: file, withIntermediateDirectories: false)
    #expect(throws: TileSourceError(path: path.text, .notARegularFile)) {
      try log.source.read(path.text, byteCountMax: 9000)
    }
    try manager.removeItem(atPath: file)
    #expect(mkfifo(file, 0o600) == 0)
    #expect(throws: TileSourceError(path: path.text, .notARegularFile)) {
      try log.source.read(path.text, byteCountMax: 9000)
    }
    let level = "\(log.folder.path)/tile/1"
    try manager.moveItem(atPath: level, toPath: level + "-moved")
    try manager.createSymbolicLink(atPath: level, withDestinationPath: level + "-moved")
    #expect(throws: TileSourceError(path: "tile/1/000.p/1", .notARegularFile)) {
      try log.source.read("tile/1/000.p/1", byteCountMax: 9000)
    }
    for hostile in ["../checkpoint", "tile/0/../../checkpoint", "/etc/passwd", "tile/0/000/"] {
      #expect(throws: TileSourceError(path: hostile, .notAPath)) {
        try log.source.read(hostile, byteCountMax: 9000)
      }
    }
    #expect(try log.source.read("tile/5/000", byteCountMax: 9000) == nil)
    #expect(throws: TileSourceError(path: "tile/0/001.p/44", .tooLong(byteCountMax: 100))) {
      try log.source.read("tile/0/001.p/44", byteCountMax: 100)
    }
  }
}

@Suite(.enabled(if: Vectors.areThere)) struct BundleVectorTests {
  struct Bundles: Decodable {
    struct Valid: Decodable {
      let width: Int
      let bundleB64: String
      let entryLengths: [Int]
      let root: String
    }
    struct Invalid: Decodable {
      let why: String
      let width: Int
      let bundleB64: String
    }
    let valid: [Valid]
    let invalid: [Invalid]
  }

  @Test func `every bundle is read or refused as it should be`() throws {
    let vectors = try Vectors.read("bundles.json", as: Bundles.self)
    for item in vectors.valid {
      let bundle = try EntryBundle(try bytes(base64: item.bundleB64), width: item.width)
      #expect((0..<bundle.count).map { bundle[$0].count } == item.entryLengths)
      let hashes = LeafHashes(bundle.leaves(bundle.count))
      #expect(
        try MerkleProof.root(size: UInt64(bundle.count), hashes: hashes).base64 == item.root)
      #expect(
        try EntryBundle.bytes(of: (0..<bundle.count).map { Array(bundle[$0]) }) == bundle.bytes)
    }
    for item in vectors.invalid {
      #expect(throws: EntryBundleError.self, "\(item.why)") {
        try EntryBundle(try bytes(base64: item.bundleB64), width: item.width)
      }
    }
  }
}
