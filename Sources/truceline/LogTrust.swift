// Which log is looked at, and whose signatures count? Options that the log commands share.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Geo
internal import Ledger
internal import Notation
internal import Witness

/// Keys by themselves, or a policy file.
struct TrustOptions: ParsableArguments {
  @Option(
    name: .customLong("key"), help: "Public key of the log, as 'truceline key show' prints it.")
  var keys: [String] = []
  @Option(help: "A C2SP tlog-policy file: logs, witnesses, quorum.")
  var policy: String?
  @Option(
    name: .customLong("witness"), parsing: .singleValue,
    help: "Public key of a witness; may be given several times.")
  var witnesses: [String] = []
  @Option(help: "So many of the witnesses must have cosigned. Default: all that are named.")
  var quorum: Int?

  var areGiven: Bool { !keys.isEmpty || policy != nil }

  func read() throws -> LogPolicy {
    if let policy { return try readFile(policy) }
    let logs = try keys.map { try Self.key($0, "--key") }
    let witnesses = try witnesses.map { try Self.key($0, "--witness", .cosignature) }
    let quorum = quorum ?? witnesses.count
    guard (0...witnesses.count).contains(quorum) else {
      Console.say("truceline: --quorum \(quorum) of \(witnesses.count) witnesses cannot be met.")
      throw Exit.usage
    }
    guard let log = logs.first else {
      Console.say(
        "truceline: whose log is it? Give its public key with --key, or a --policy file.")
      throw Exit.usage
    }
    return try LogPolicy(log: log, witnesses: witnesses, threshold: quorum)
      .adding(logs: Array(logs.dropFirst()))
  }

  private func readFile(_ path: String) throws -> LogPolicy {
    guard witnesses.isEmpty, quorum == nil else {
      Console.say("truceline: a --policy names the witnesses and the quorum; leave the others out.")
      throw Exit.usage
    }
    let bytes = try InputFile.bytes(path, byteCountMax: 1_000_000)
    let policy: LogPolicy
    do throws(PolicyError) {
      policy = try LogPolicy(bytes)
    } catch {
      Console.say("truceline: \(path): \(error)")
      throw Exit.badData
    }
    let all = policy.adding(logs: try keys.map { try Self.key($0, "--key") })
    guard !all.logs.isEmpty else {
      Console.say("truceline: \(path) names no log; give its public key with --key.")
      throw Exit.usage
    }
    return all
  }

  /// A key of the right kind: logs and witnesses sign differently, and are not taken for each other.
  static func key(
    _ text: String, _ option: String, _ kind: VerifierKey.Kind = .ed25519
  ) throws -> VerifierKey {
    do throws(NoteKeyError) {
      let key = try VerifierKey(text)
      guard key.kind == kind else { throw .cannotSign(type: key.kind.type) }
      return key
    } catch {
      Console.say("truceline: \(option): \(error)")
      throw Exit.usage
    }
  }
}

/// A log in a folder, or behind an address.
enum LogSource: TileSource {
  case folder(FolderTiles)
  case address(AddressTiles)

  /// A folder with a `checkpoint` in it or in its `log` folder, or an address.
  init(_ target: String) throws {
    if let address = AddressTiles(target) {
      self = .address(address)
      return
    }
    let folders = [target, target + "/log"]
    let found = folders.first { FileManager.default.fileExists(atPath: $0 + "/checkpoint") }
    guard let found else {
      Console.say(
        "truceline: \(target) is no log: neither it nor its folder 'log' has a file 'checkpoint'. "
          + "Name a log's folder, a data folder, an address, a .tlog-proof or an accusation.")
      throw Exit.missingInput
    }
    self = .folder(FolderTiles(folder: found))
  }

  func read(_ path: String, byteCountMax: Int) throws(TileSourceError) -> [UInt8]? {
    switch self {
    case .folder(let tiles): try tiles.read(path, byteCountMax: byteCountMax)
    case .address(let tiles): try tiles.read(path, byteCountMax: byteCountMax)
    }
  }

  func partialWidths(of full: TilePath) throws(TileSourceError) -> [Int] {
    switch self {
    case .folder(let tiles): try tiles.partialWidths(of: full)
    case .address(let tiles): try tiles.partialWidths(of: full)
    }
  }

  /// The newest checkpoint's note, whoever signed it.
  func note() throws -> [UInt8] {
    let path = TilePath.checkpoint
    guard let note = try read(path.text, byteCountMax: path.byteCountMax) else {
      Console.say("truceline: there is no checkpoint there. Check the address of the log.")
      throw Exit.missingInput
    }
    return note
  }
}

/// Files that are named on the command line, read with a bound.
enum InputFile {
  static func bytes(_ path: String, byteCountMax: Int) throws -> [UInt8] {
    do throws(JournalError) {
      if let bytes = try KeptFile(path).read(byteCountMax: byteCountMax) { return bytes }
    } catch {
      Console.say("truceline: \(path) cannot be read: \(error)")
      throw Exit.missingInput
    }
    Console.say("truceline: \(path) is not there.")
    throw Exit.missingInput
  }
}

extension SignedCheckpoint {
  /// Who cosigned, and when by their clocks.
  var cosignerLines: [String] {
    cosignatures.map { signature in
      let at = signature.timestampS.map { Instant(atMs: Int64(clamping: $0) &* 1000).iso } ?? ""
      return "  cosigned by \(signature.key.name) at \(at)"
    }
  }

  var json: JSONValue {
    .members([
      "origin": .string(checkpoint.origin), "size": .integer(Int64(checkpoint.size)),
      "root": .string(checkpoint.root.base64),
      "cosignatures": .array(
        cosignatures.map { signature in
          .members([
            "name": .string(signature.key.name),
            "atS": signature.timestampS.map { .integer(Int64(clamping: $0)) },
          ])
        }),
    ])
  }
}
