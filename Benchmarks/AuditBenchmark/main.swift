// How fast is a log written, and a whole one checked, on one core? And proofs checked, checkpoints signed?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Ledger
internal import Measuring

/// `docs/reference/log.md` names the figures; a full check must reach this many entries a second.
let goalPerS = 200_000.0
let entryCount = 500_000
let entryByteCount = 400

func write(_ bytes: [UInt8], _ path: TilePath, in folder: String) throws {
  let url = URL(fileURLWithPath: "\(folder)/\(path.text)")
  try FileManager.default.createDirectory(
    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(bytes).write(to: url)
}

func entry(_ index: Int) -> [UInt8] {
  let start = Array("{\"id\":\(index)}".utf8)
  return start + [UInt8](repeating: UInt8(ascii: "x"), count: entryByteCount - start.count)
}

/// A log in a folder; returns its hashes and its signed checkpoint.
func makeLog(_ folder: String, _ signer: NoteSigner) throws -> (LeafHashes, [UInt8]) {
  var hashes = LeafHashes()
  for index in 0..<entryCount { hashes.append(.leaf(entry(index))) }
  for path in TilePath.all(size: UInt64(entryCount)) {
    switch path {
    case .checkpoint: break
    case .entries(let index, let width):
      let first = Int(index) * 256
      try write(
        try EntryBundle.bytes(of: (first..<first + width).map(entry)), path, in: folder)
    case .hashes(let level, let index, let width):
      let bytes = try (0..<width).flatMap {
        try hashes.hash(level: level * 8, index: index * 256 + UInt64($0)).bytes
      }
      try write(bytes, path, in: folder)
    }
  }
  let text = Checkpoint(
    origin: signer.verifierKey.name, size: UInt64(entryCount),
    root: try MerkleProof.root(size: UInt64(entryCount), hashes: hashes)
  ).text
  let note = try SignedNote.build(text: text, signatures: [try signer.sign(text)])
  try write(note, .checkpoint, in: folder)
  return (hashes, note)
}

let folder = FileManager.default.temporaryDirectory
  .appendingPathComponent("audit-\(UUID().uuidString)").path
defer { try? FileManager.default.removeItem(atPath: folder) }
let signer = try NoteSigner(
  name: "log.example/benchmark", seed: [UInt8](repeating: 7, count: NoteSigner.seedByteCount))
let policy = try LogPolicy(log: signer.verifierKey)
let (hashes, note) = try makeLog(folder, signer)

/// Entries with a published checkpoint, a checkpoint for so many of them, each on the disk.
let writtenGoalPerS = 5_000.0
let writtenCount = 100_000
let writtenPerCheckpoint = 5_000
let written = folder + "-written"
defer { try? FileManager.default.removeItem(atPath: written) }
let clock = ContinuousClock()
let writeStart = clock.now
do {
  let writer = try LogWriter(
    folder: written + "/log", signer: signer, stateFolder: written + "/keys",
    source: { _ in .zero })
  for first in stride(from: 0, to: writtenCount, by: writtenPerCheckpoint) {
    for index in first..<first + writtenPerCheckpoint { try writer.append(entry(index)) }
    try writer.publish(source: .zero)
  }
}
let checked = try LogAudit(FolderTiles(folder: written + "/log"), policy: policy).run()
precondition(checked.size == UInt64(writtenCount), "the written log is not sound")
let writeTook = (clock.now - writeStart).components
let writtenPerS =
  Double(writtenCount) / (Double(writeTook.seconds) + Double(writeTook.attoseconds) * 1e-18)
row(
  "entries written, a checkpoint for every \(writtenPerCheckpoint), then checked", writtenPerS,
  "entries/s")

let audit = LogAudit(FolderTiles(folder: folder), policy: policy)
let auditS = secondsS(runs: 3) {
  guard (try? audit.run())?.size == UInt64(entryCount) else { fatalError("the log is not sound") }
}
let perS = Double(entryCount) / auditS
row("full check, \(entryCount) entries of \(entryByteCount) bytes", perS, "entries/s")

let proofCount = 2_000
let proofs = try (0..<proofCount).map { number in
  let index = UInt64(number * (entryCount / proofCount))
  return LogProof(
    index: index,
    path: try MerkleProof.inclusionPath(
      index: index, size: UInt64(entryCount), hashes: hashes), checkpoint: note)
}
let proofS = secondsS(runs: 3) {
  for proof in proofs {
    let isProven = try? proof.verify(entry: entry(Int(proof.index)), policy: policy)
    guard isProven != nil else { fatalError("a proof does not hold") }
  }
}
row("offline proofs checked, signature included", Double(proofCount) / proofS, "proofs/s")

let text = try SignedNote.unverifiedText(note)
let signS = secondsS(runs: 3) {
  for _ in 0..<proofCount { _ = try? signer.sign(text) }
}
row("checkpoints signed", Double(proofCount) / signS, "signatures/s")
if perS < goalPerS {
  print("a full check is slower than \(Int(goalPerS)) entries/s")
  exit(1)
}
if writtenPerS < writtenGoalPerS {
  print("writing is slower than \(Int(writtenGoalPerS)) entries/s")
  exit(1)
}
