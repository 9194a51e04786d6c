// `truceline log prove`, `truceline log show`: one entry's proof, and the entries themselves.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Notation

struct LogProve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write the offline proof of one entry: a .tlog-proof file.",
    discussion: """
      The file has the newest checkpoint with all its signatures, and the entry itself unless \
      --without-entry is given. It is checked before it is written.
      """)

  @Argument(help: "A log's folder or address, or a data folder.") var target: String
  @Option(help: "Number of the entry, from 0.") var index: UInt64
  @Option(help: "The file to write, by custom ending in .tlog-proof.") var out: String
  @Flag(help: "Leave the entry's bytes out.") var withoutEntry = false
  @OptionGroup var trust: TrustOptions

  func run() throws {
    do {
      let log = try ReadLog(target, trust)
      let entry = try log.entry(index)
      let path = try MerkleProof.inclusionPath(
        index: index, size: log.checkpoint.size, hashes: log.hashes)
      let isIncluded = MerkleProof.isIncluded(
        leaf: .leaf(entry), index: index, size: log.checkpoint.size, path: path,
        root: log.checkpoint.root)
      guard isIncluded else {
        Console.say(
          "truceline: the log's files do not lead to its signed root; no proof was written. "
            + "Run: truceline log verify \(target)")
        throw Exit.finding
      }
      let carried = JSONValue.members(["entry": .string(Data(entry).base64EncodedString())])
      let proof = LogProof(
        extra: withoutEntry ? nil : carried.bytes, index: index, path: path, checkpoint: log.note)
      try KeptFile(out).replace(with: proof.bytes)
      Console.say(
        "\(out): entry \(index) of \(log.checkpoint.origin) at \(log.checkpoint.size) entries")
    } catch {
      throw Console.fail(error)
    }
  }
}

struct LogShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a log's checkpoint and entries, or one entry's bytes.",
    discussion: """
      Signatures are checked only where a key or policy is given, and files only by 'log verify'.
      """)

  @Argument(help: "A log's folder or address, or a data folder.") var target: String
  @Option(help: "Print this entry's bytes and nothing else.") var index: UInt64?
  @Option(help: "Begin the list at this entry.") var from: UInt64 = 0
  @OptionGroup var limit: ListLimit
  @OptionGroup var trust: TrustOptions
  @Flag(help: "Print JSON, one object a line.") var json = false

  func run() throws {
    do {
      let log = try ReadLog(target, trust)
      if let index { return Console.put(bytes: try log.entry(index)) }
      if json {
        Console.put(
          .members([
            "origin": .string(log.checkpoint.origin),
            "size": .integer(Int64(log.checkpoint.size)),
            "root": .string(log.checkpoint.root.base64),
            "signedBy": .array(log.signers.map { .string($0) }),
          ]))
      } else {
        Console.put("\(log.checkpoint.origin): \(log.checkpoint.size) entries")
        Console.put("root \(log.checkpoint.root.base64)")
        for signer in log.signers {
          Console.put("signed by \(signer)\(trust.areGiven ? "" : " (not checked)")")
        }
      }
      try list(log)
    } catch {
      throw Console.fail(error)
    }
  }

  private func list(_ log: ReadLog) throws {
    let end = min(log.checkpoint.size, from.addingReportingOverflow(UInt64(limit.limit)).0)
    var index = from
    while index < end {
      let bundle = try log.bundle(index)
      let first = index / 256 * 256
      while index < end, index - first < UInt64(bundle.count) {
        put(index, Array(bundle[Int(index - first)]))
        index += 1
      }
    }
  }

  private func put(_ index: UInt64, _ entry: [UInt8]) {
    let text = String(validating: entry, as: UTF8.self)
    if json {
      Console.put(
        .members([
          "index": .integer(Int64(index)), "bytes": .integer(Int64(entry.count)),
          "leaf": .string(LogHash.leaf(entry).base64), "text": text.map { .string($0) },
          "base64": text == nil ? .string(Data(entry).base64EncodedString()) : nil,
        ]))
    } else {
      let shown = text.map { $0.replacing("\n", with: " ").prefix(120) } ?? "(not text)"
      Console.put("\(index)  \(entry.count) bytes  \(shown)")
    }
  }
}

/// A log of which parts are read; its signatures are checked where there are keys to do it with.
private struct ReadLog {
  let source: LogSource
  let note: [UInt8]
  let checkpoint: Checkpoint
  let hashes: TileHashes<LogSource>
  /// Names of those who signed: of the trusted ones, or of all where none is given.
  let signers: [String]

  init(_ target: String, _ trust: TrustOptions) throws {
    source = try LogSource(target)
    note = try source.note()
    if trust.areGiven {
      let policy = try trust.read()
      let signed: SignedCheckpoint
      do throws(SignedCheckpointError) {
        signed = try SignedCheckpoint(note, policy: policy, needsQuorum: false)
      } catch {
        Console.say("truceline: \(error)")
        throw Exit.finding
      }
      checkpoint = signed.checkpoint
      signers = [signed.logKey.name] + signed.cosignatures.map(\.key.name)
    } else {
      checkpoint = try Checkpoint(SignedNote.unverifiedText(note))
      signers = try SignedNote.signatureLines(note).compactMap {
        $0.split(separator: " ").dropFirst().first.map { String($0) }
      }
    }
    hashes = TileHashes(source, size: checkpoint.size)
  }

  func entry(_ index: UInt64) throws -> [UInt8] {
    guard index < checkpoint.size else {
      throw TreeError.indexBeyondSize(index: index, size: checkpoint.size)
    }
    return Array(try bundle(index)[Int(index % 256)])
  }

  /// The bundle that has the entry.
  func bundle(_ index: UInt64) throws -> EntryBundle {
    let first = index / 256 * 256
    let width = Int(min(256, checkpoint.size - first))
    let path = TilePath.entries(index: index / 256, width: width)
    guard let (bytes, found) = try source.tile(path) else { throw TileError.missing(path) }
    return try EntryBundle(bytes, width: found.width)
  }
}
