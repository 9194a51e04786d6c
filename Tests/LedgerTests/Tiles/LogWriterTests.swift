// Does the writer write what others read, and never sign two histories, whatever happens to its disk?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SimulatedDisk
import Testing

@testable import Ledger

/// A log that is written from a list of entries, as the server writes it from its records.
private struct WrittenLog {
  let folder: String
  let keys: String
  let signer: NoteSigner
  var disk: any Disk = SystemDisk()

  /// Which entries the first `count` are.
  static func source(_ entries: [[UInt8]], _ count: UInt64) -> ChainValue? {
    guard count <= entries.count else { return nil }
    guard count > 0 else { return .zero }
    let all = entries[..<Int(count)].flatMap { [UInt8($0.count & 0xFF)] + $0 }
    return ChainValue(hex: LogHash(sha256Of: all).hex)
  }

  func open(_ entries: [[UInt8]]) throws -> LogWriter {
    try LogWriter(
      folder: folder, signer: signer, stateFolder: keys,
      source: { Self.source(entries, $0) }, disk: disk)
  }

  /// Brings the log up to all entries; returns the note where there was something new.
  @discardableResult
  func write(_ entries: [[UInt8]]) throws -> [UInt8]? {
    let writer = try open(entries)
    for entry in entries[Int(writer.size)...] { try writer.append(entry) }
    return try writer.publish(
      source: Self.source(entries, UInt64(entries.count)) ?? .zero)
  }
}

@Suite struct LogWriterTests {
  private struct Keys: Decodable {
    struct Key: Decodable {
      let origin: String
      let seedHex: String
    }
    let log: Key
  }

  private struct Manifest: Decodable {
    let size: Int
    let checkpoint: String
    let files: [[Value]]

    enum Value: Decodable {
      case text(String)
      case number(Int)

      init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let number = try? value.decode(Int.self) {
          self = .number(number)
        } else {
          self = .text(try value.decode(String.self))
        }
      }
    }
  }

  private func log(_ signer: NoteSigner) throws -> (WrittenLog, TemporaryFolder) {
    let folder = try TemporaryFolder()
    return (
      WrittenLog(folder: folder.path + "/log", keys: folder.path + "/keys", signer: signer), folder
    )
  }

  private func vectorLog() throws -> (WrittenLog, TemporaryFolder) {
    let key = try Vectors.read("keys.json", as: Keys.self).log
    return try log(try NoteSigner(name: key.origin, seed: bytes(hex: key.seedHex), kind: .ed25519))
  }

  private func ownLog() throws -> (WrittenLog, TemporaryFolder) {
    try log(
      try NoteSigner(
        name: "log.example/own", seed: [UInt8](repeating: 4, count: 32), kind: .ed25519))
  }

  private func entries(_ count: Int) -> [[UInt8]] { (0..<count).map(Vectors.entry) }

  /// Every file below a folder with its bytes, but `checkpoint`.
  private func files(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    for name in names ?? [] where name != "checkpoint" {
      let url = folder.appendingPathComponent(name)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      files[name] = try Data(contentsOf: url)
    }
    return files
  }

  @Test(.enabled(if: Vectors.areThere), arguments: [0, 1, 255, 256, 257, 300])
  func `the same entries give the reference's bytes`(size: Int) throws {
    let (log, folder) = try vectorLog()
    try log.write(entries(size))
    let reference = Vectors.url("logs/log-\(size)")
    #expect(try files(URL(filePath: log.folder)) == (try files(reference)))
    guard size > 0 else { return }
    let ours = try String(contentsOf: URL(filePath: log.folder + "/checkpoint"), encoding: .utf8)
    let theirs = try String(contentsOf: reference.appending(path: "checkpoint"), encoding: .utf8)
    #expect(theirs.hasPrefix(ours), "the reference has cosignatures behind the log's own")
    _ = folder
  }

  @Test(.enabled(if: Vectors.areThere))
  func `a log of 70,000 entries has every resource of the manifest, however it was written`() throws
  {
    let (log, folder) = try vectorLog()
    let manifest = try Vectors.read("manifest-70000.json", as: Manifest.self)
    let all = entries(manifest.size)
    for size in [1, 200, 256, 300, 40_000, 65_536] { try log.write(Array(all[..<size])) }
    try log.write(all)
    for file in manifest.files {
      guard case .text(let path) = file[0], case .text(let digest) = file[2] else { continue }
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(log.folder)/\(path)")))
      #expect(LogHash(sha256Of: bytes).hex == digest, "\(path)")
    }
    let note = try String(contentsOf: URL(filePath: log.folder + "/checkpoint"), encoding: .utf8)
    #expect(manifest.checkpoint.hasPrefix(note))
    _ = folder
  }

  @Test func `written in any steps, opened anew each time, the tree is the same`() throws {
    let (log, folder) = try ownLog()
    let all = entries(600)
    var size = 0
    for step in [1, 1, 2, 252, 1, 255, 1, 80, 7] {
      size += step
      try log.write(Array(all[..<size]))
      let root = ByDefinition.root(all[..<size].map { LogHash.leaf($0) }[...])
      let audited = try LogAudit(
        FolderTiles(folder: log.folder), policy: try LogPolicy(log: log.signer.verifierKey)
      ).run()
      #expect(audited.size == size && audited.root == root)
    }
    #expect(try log.write(Array(all[..<size])) == nil, "nothing new, nothing signed")
    _ = folder
  }

  // MARK: What is refused

  @Test
  func
    `an older copy, other records, other tiles and another key are refused, and nothing is signed`()
    throws
  {
    let (log, folder) = try ownLog()
    let all = entries(400)
    try log.write(Array(all[..<300]))
    try FileManager.default.copyItem(atPath: log.folder, toPath: folder.path + "/older")
    try log.write(all)
    let note = try Data(contentsOf: URL(filePath: log.folder + "/checkpoint"))

    #expect(throws: LogWriterError.otherEntries(size: 400)) { try log.open(Array(all[..<300])) }
    var forged = all
    forged[7] = [1, 2, 3]
    #expect(throws: LogWriterError.otherEntries(size: 400)) { try log.open(forged) }

    let older = WrittenLog(folder: folder.path + "/older", keys: log.keys, signer: log.signer)
    #expect(throws: LogWriterError.self) { try older.open(all) }

    let tile = log.folder + "/tile/0/001.p/144"
    var bytes = try [UInt8](Data(contentsOf: URL(filePath: tile)))
    bytes[40] ^= 1
    try Data(bytes).write(to: URL(filePath: tile))
    #expect(throws: LogWriterError.self) { try log.open(all) }
    bytes[40] ^= 1
    try Data(bytes).write(to: URL(filePath: tile))

    let other = WrittenLog(
      folder: log.folder, keys: log.keys,
      signer: try NoteSigner(
        name: "log.example/other", seed: [UInt8](repeating: 5, count: 32), kind: .ed25519))
    #expect(throws: LogWriterError.self) { try other.open(all) }
    #expect(try Data(contentsOf: URL(filePath: log.folder + "/checkpoint")) == note)
    #expect(try log.open(all).size == 400, "as it was, it goes on")

    try FileManager.default.removeItem(atPath: log.keys + "/log.signed")
    #expect(throws: LogWriterError.self) { try log.open(all) }
  }

  @Test func `a crash between the note of what is signed and the checkpoint is made good`() throws {
    let (log, folder) = try ownLog()
    let all = entries(10)
    try log.write(Array(all[..<6]))
    let old = try Data(contentsOf: URL(filePath: log.folder + "/checkpoint"))
    try log.write(all)
    let new = try Data(contentsOf: URL(filePath: log.folder + "/checkpoint"))
    try old.write(to: URL(filePath: log.folder + "/checkpoint"))
    _ = try log.open(all)
    #expect(try Data(contentsOf: URL(filePath: log.folder + "/checkpoint")) == new)
    _ = folder
  }

  @Test func `two programs with one key do not sign one after the other`() throws {
    let (log, folder) = try ownLog()
    let first = try log.open([])
    #expect(throws: JournalError.self) { try log.open([]) }
    try first.append([1])
    try first.publish(source: .zero)
    _ = folder
  }

  @Test func `an entry beyond the format's bound is refused, and the log goes on`() throws {
    let (log, folder) = try ownLog()
    let writer = try log.open([])
    #expect(throws: LogWriterError.entryTooLarge(byteCount: 65_536)) {
      try writer.append([UInt8](repeating: 0, count: 65_536))
    }
    try writer.append([UInt8](repeating: 0, count: 65_535))
    #expect(try writer.publish(source: .zero) != nil)
    _ = folder
  }

  // MARK: On a bad disk

  @Test
  func `whatever the disk does, no two checkpoints contradict each other and the log goes on`()
    throws
  {
    let signer = try NoteSigner(
      name: "log.example/disk", seed: [UInt8](repeating: 6, count: 32), kind: .ed25519)
    var (published, cuts) = (0, 0)
    for seed in 1...faultSeedCount(300) {
      var trial = LogTrial(seed: seed, signer: signer)
      let fault = try trial.run()
      #expect(fault == nil, "seed \(seed): \(fault ?? "")")
      published += trial.publishedCount
      cuts += trial.cutCount
    }
    print("\(faultSeedCount(300)) seeds: \(published) checkpoints published, \(cuts) power cuts")
    #expect(published > 300 && cuts > 200)
  }
}

/// A log that lives several times on a bad disk; its records outlast everything, as the journal's do.
private struct LogTrial {
  private let disk: SimulatedDisk
  private var random: Seeded
  private let signer: NoteSigner
  private let entries: [[UInt8]]
  private let leaves: [LogHash]
  /// Records that are on stable storage.
  private var recorded = 0
  private var publishedSize: UInt64 = 0
  private(set) var publishedCount = 0
  private(set) var cutCount = 0

  init(seed: UInt64, signer: NoteSigner) {
    var random = Seeded(seed)
    disk = SimulatedDisk(seed: random.next())
    let count = [12, 300, 600][random.number(0...2)]
    entries = (0..<count).map(Vectors.entry)
    leaves = entries.map { .leaf($0) }
    (self.random, self.signer) = (random, signer)
  }

  /// Returns what is wrong; nil where nothing is.
  mutating func run() throws -> String? {
    for life in 0..<random.number(2...5) {
      switch random.number(0...3) {
      case 0: break
      case 1:
        disk.fail(call: random.number(1...120), .refused([EIO, ENOSPC][random.number(0...1)]))
      default: disk.fail(call: random.number(1...120), .powerCut)
      }
      if let fault = try live() { return "life \(life): \(fault)" }
      if disk.isOff || random.isLucky(percent: 50) {
        disk.cutPower()
        cutCount += 1
      } else {
        disk.endProcess()
      }
    }
    recorded = entries.count
    return try live()
  }

  private mutating func live() throws -> String? {
    let log = WrittenLog(folder: "/log", keys: "/keys", signer: signer, disk: disk)
    for _ in 0..<random.number(1...4) {
      recorded = min(entries.count, recorded + random.number(0...entries.count / 2))
      let known = Array(entries[..<recorded])
      let writer: LogWriter
      do { writer = try log.open(known) } catch {
        return disk.hasFailed ? nil : "the log does not open: \(error)"
      }
      guard writer.signed.size >= publishedSize else {
        return "it has forgotten: \(writer.signed.size) after \(publishedSize)"
      }
      do {
        for entry in known[Int(writer.size)...] { try writer.append(entry) }
        let note = try writer.publish(
          source: WrittenLog.source(known, UInt64(known.count)) ?? .zero)
        if let note, let fault = try look(at: note) { return fault }
      } catch {
        return disk.hasFailed ? nil : "the log cannot be written: \(error)"
      }
    }
    return nil
  }

  /// What was signed is the truth, and a whole log stands behind it.
  private mutating func look(at note: [UInt8]) throws -> String? {
    let checkpoint = try Checkpoint(SignedNote.unverifiedText(note))
    let root = ByDefinition.root(leaves[..<Int(checkpoint.size)])
    guard checkpoint.root == root else { return "a false root of size \(checkpoint.size)" }
    (publishedSize, publishedCount) = (checkpoint.size, publishedCount + 1)
    do {
      _ = try LogAudit(
        try TileFolder("/log", disk: disk), policy: try LogPolicy(log: signer.verifierKey)
      ).run()
    } catch { return disk.hasFailed ? nil : "\(error)" }
    return nil
  }
}
