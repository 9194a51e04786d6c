// `truceline log monitor`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Witness

struct LogMonitor: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "monitor",
    abstract: "Watch that a log only grows, and shows everybody the same.",
    discussion: """
      Keeps the newest checkpoint, and asks for the proof that each new one continues it. With \
      --exchange, checkpoints that others have seen are compared too. Where the log signed two \
      histories, an accusation is written that anybody can check: truceline log verify FILE. Exits 1 \
      with --once when anything was found, and else goes on until Ctrl-C.
      """)

  @Argument(help: "The log's address or folder.") var target: String
  @OptionGroup var trust: TrustOptions
  @Option(help: "Folder for the newest checkpoint and for accusations.") var state: String
  @Option(
    parsing: .singleValue,
    help: "File or address of a checkpoint that somebody else has seen; several are allowed.")
  var exchange: [String] = []
  @Flag(help: "Look once and end.") var once = false
  @Option(help: "Seconds between looks.") var everyS = 60.0

  func run() async throws {
    do {
      guard (1...86_400).contains(everyS) else {
        Console.say("truceline: --every-s \(everyS) is not within 1 to 86400.")
        throw Exit.usage
      }
      let watch = LogWatch(
        source: try LogSource(target), policy: try trust.read(), folder: state,
        exchange: exchange)
      while true {
        let findings = try await Self.onItsOwnThread { try watch.look() }
        if once {
          if findings > 0 { throw Exit.finding }
          return
        }
        try await Task.sleep(for: .seconds(everyS))
      }
    } catch {
      throw Console.fail(error)
    }
  }

  /// Reading a log waits for the network, which tasks must not.
  private static func onItsOwnThread<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try body() }) }.start()
    }
  }
}

/// One log and what was seen of it.
private struct LogWatch: Sendable {
  let source: LogSource
  let policy: LogPolicy
  let folder: String
  let exchange: [String]

  private var kept: KeptFile { KeptFile(folder + "/checkpoint") }

  /// Compares what the log shows with what it showed before; returns how much was found.
  func look() throws -> Int {
    let seen = try kept.read(byteCountMax: SignedNote.byteCountMax)
    let earlier = try seen.map { try open($0, "\(folder)/checkpoint") }
    let current: SignedCheckpoint
    do {
      current = try open(try source.note(), "the log")
    } catch let error as TileSourceError {
      Console.say("truceline: \(error)")
      return 1
    }
    var findings = 0
    if let earlier { findings += compare(earlier, current, "this monitor saw before") }
    for place in exchange {
      guard let other = otherCheckpoint(place) else {
        findings += 1
        continue
      }
      findings += compare(other, current, "\(place) shows")
    }
    if !policy.isSatisfied(by: Set([current.logKey] + current.cosignatures.map(\.key))) {
      let missing = policy.missing(from: Set(current.cosignatures.map(\.key)))
      Console.say("not yet cosigned by the quorum; missing: \(missing.joined(separator: "; "))")
    }
    if findings == 0 {
      if current.note != seen { try kept.replace(with: current.note) }
      Console.put(
        "\(current.checkpoint.origin): \(current.checkpoint.size) entries, nothing found")
    }
    return findings
  }

  private func open(_ note: [UInt8], _ place: String) throws -> SignedCheckpoint {
    do throws(SignedCheckpointError) {
      return try SignedCheckpoint(note, policy: policy, needsQuorum: false)
    } catch {
      Console.say("truceline: \(place): \(error)")
      throw Exit.finding
    }
  }

  private func otherCheckpoint(_ place: String) -> SignedCheckpoint? {
    do {
      let note =
        AddressTiles(place) == nil
        ? try InputFile.bytes(place, byteCountMax: SignedNote.byteCountMax)
        : try AddressTiles.file(place, byteCountMax: SignedNote.byteCountMax)
      return try open(note, place)
    } catch let error as FetchError {
      Console.say("truceline: \(place): \(error)")
      return nil
    } catch {
      return nil
    }
  }

  /// Whether both can be true; says and keeps what was found.
  private func compare(
    _ other: SignedCheckpoint, _ current: SignedCheckpoint, _ whence: String
  ) -> Int {
    guard other.checkpoint.origin.utf8.elementsEqual(current.checkpoint.origin.utf8) else {
      Console.say("truceline: what \(whence) is of another log: \(other.checkpoint.origin)")
      return 1
    }
    let isAhead = other.checkpoint.size > current.checkpoint.size
    let (older, newer) = isAhead ? (current, other) : (other, current)
    do {
      let tiles = TileHashes(source, size: newer.checkpoint.size)
      if let accusation = try Accusation(older: older, newer: newer, hashes: tiles) {
        return try accuse(accusation, older, newer, whence)
      }
    } catch {
      Console.say("truceline: not comparable with what \(whence): \(error)")
      return 1
    }
    guard isAhead else { return 0 }
    Console.say(
      "set back: the log shows \(current.checkpoint.size) entries, and \(whence) "
        + "\(other.checkpoint.size). Ask its operator; if it stays so, entries are withheld.")
    return 1
  }

  private func accuse(
    _ accusation: Accusation, _ older: SignedCheckpoint, _ newer: SignedCheckpoint,
    _ whence: String
  ) throws -> Int {
    let name = "accusation-\(older.checkpoint.size)-\(newer.checkpoint.size)"
    let path = "\(folder)/\(name)"
    try KeptFile(path).replace(with: accusation.bytes)
    Console.say(
      "two histories: the log signed \(older.checkpoint.size) and \(newer.checkpoint.size) entries "
        + "that cannot both be true (compared with what \(whence)). Kept in \(path); anybody can "
        + "check it: truceline log verify \(path) --key \(newer.logKey.text)")
    return 1
  }
}
