// What do other programs say of our logs? Writes logs and proofs for them, and asks their witnesses.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ledger
import Witness

/// usage:
///
///     ledger-exchange log OUT SIZE KEYFILE [INDEX TEXT]   a log; entry INDEX has another TEXT
///     ledger-exchange paths SIZE                          roots and proofs, one JSON object a line
///     ledger-exchange cosign LOG POLICY                   asks the policy's witnesses
///
/// Entry i of a log is `truceline-vector-` and i in decimal.
struct Exchange {
  let arguments: [String]

  func run() async throws {
    switch arguments.first {
    case "log" where arguments.count == 4 || arguments.count == 6: try writeLog()
    case "paths" where arguments.count == 2: try printPaths()
    case "cosign" where arguments.count == 3: try await cosign()
    default: throw Fault(description: "usage: see main.swift")
    }
  }

  private func entries(_ size: Int) -> [[UInt8]] {
    var entries = (0..<size).map { Array("truceline-vector-\($0)".utf8) }
    if arguments.count == 6, let index = Int(arguments[4]), index < size {
      entries[index] = Array(arguments[5].utf8)
    }
    return entries
  }

  private func writeLog() throws {
    guard let size = Int(arguments[2]) else { throw Fault(description: "no size") }
    let signer = try KeyFile.read(arguments[3], for: .log)
    let entries = entries(size)
    let hashes = LeafHashes(entries.map { LogHash.leaf($0) })
    for path in TilePath.all(size: UInt64(size)) {
      switch path {
      case .checkpoint: break
      case .entries(let index, let width):
        let first = Int(index) * 256
        try write(try EntryBundle.bytes(of: Array(entries[first..<first + width])), path)
      case .hashes(let level, let index, let width):
        let bytes = try (0..<width).flatMap { place in
          try hashes.hash(level: level * 8, index: index * 256 + UInt64(place)).bytes
        }
        try write(bytes, path)
      }
    }
    let root = try MerkleProof.root(size: UInt64(size), hashes: hashes)
    let text = Checkpoint(
      origin: signer.verifierKey.name, size: UInt64(size), root: root
    ).text
    try write(
      try SignedNote.build(text: text, signatures: [try signer.sign(text)]), .checkpoint)
  }

  private func write(_ bytes: [UInt8], _ path: TilePath) throws {
    let url = URL(fileURLWithPath: "\(arguments[1])/\(path.text)")
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// For every size up to the given one: the root, a proof of an entry and a proof of growth.
  private func printPaths() throws {
    guard let size = Int(arguments[1]) else { throw Fault(description: "no size") }
    let hashes = LeafHashes(entries(size).map { LogHash.leaf($0) })
    for size in 1...UInt64(size) {
      // Places that go through all of the tree, the same in every run.
      let (index, old) = (size * 5 / 7, size * 3 / 11 + size % 3)
      let line: [String: Any] = [
        "size": size, "root": try MerkleProof.root(size: size, hashes: hashes).base64,
        "index": index, "old": old,
        "oldRoot": try MerkleProof.root(size: old, hashes: hashes).base64,
        "inclusion": try MerkleProof.inclusionPath(index: index, size: size, hashes: hashes)
          .map(\.base64),
        "consistency": try MerkleProof.consistencyPath(from: old, to: size, hashes: hashes)
          .map(\.base64),
      ]
      print(String(decoding: try JSONSerialization.data(withJSONObject: line), as: UTF8.self))
    }
  }

  /// Adds to the log's checkpoint what its witnesses sign, and prints how each of them is.
  private func cosign() async throws {
    let source = FolderTiles(folder: arguments[1])
    let policy = try LogPolicy(Array(try Data(contentsOf: URL(fileURLWithPath: arguments[2]))))
    let path = TilePath.checkpoint
    guard let note = try source.read(path.text, byteCountMax: path.byteCountMax) else {
      throw Fault(description: "no checkpoint")
    }
    let checkpoint = try Checkpoint(SignedNote.unverifiedText(note))
    let client = WitnessClient(policy: policy)
    let lines = await client.cosign(note: note, checkpoint: checkpoint) { from, to in
      try MerkleProof.consistencyPath(
        from: from, to: to, hashes: TileHashes(source, size: to))
    }
    try write(try SignedNote.adding(lines, to: note), path)
    for status in await client.status {
      print("\(status.name) \(status.cosignedSize ?? 0) \(status.problem ?? "sound")")
    }
  }
}

struct Fault: Error, CustomStringConvertible {
  let description: String
}

try await Exchange(arguments: Array(CommandLine.arguments.dropFirst())).run()
