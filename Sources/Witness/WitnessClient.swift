// Who has cosigned the newest checkpoint, and who is missing, since when? All witnesses are asked.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Ledger

/// Asks the witnesses of a policy for their cosignatures, all at once, each with a time limit.
///
/// Remembers how far each witness is, so that the usual round is one request to each. A wrong
/// cosignature is reported and never used.
public actor WitnessClient {
  /// Gives the proof that a log of size `to` continues the one of size `from`.
  public typealias ProofSource =
    @Sendable (_ from: UInt64, _ to: UInt64) async throws -> [LogHash]

  static let answerByteCountMax = 65_536

  private let witnesses: [(witness: LogPolicy.Witness, url: URL)]
  private let timeoutS: Double
  private let nowMs: @Sendable () -> Int64
  private var sizes: [VerifierKey: UInt64] = [:]
  private var statuses: [VerifierKey: WitnessStatus] = [:]

  /// - Parameters:
  ///   - policy: its witnesses that have an address are asked.
  ///   - timeoutS: for each request to a witness.
  ///   - nowMs: the wall clock, for "missing since".
  public init(
    policy: LogPolicy, timeoutS: Double = 5,
    nowMs: @escaping @Sendable () -> Int64 = WitnessClient.wallClockMs
  ) {
    (self.timeoutS, self.nowMs) = (timeoutS, nowMs)
    witnesses = policy.witnesses.compactMap { witness in
      witness.url.flatMap { URL(string: $0) }.map { (witness, $0) }
    }
    for (witness, _) in witnesses { statuses[witness.key] = WitnessStatus(name: witness.name) }
  }

  /// Milliseconds since 1970.
  public static let wallClockMs: @Sendable () -> Int64 = {
    Int64(Date().timeIntervalSince1970 * 1000)
  }

  /// Every witness that is asked, in the order of the policy.
  public var status: [WitnessStatus] { witnesses.compactMap { statuses[$0.witness.key] } }

  /// One round over a signed checkpoint.
  ///
  /// - Parameter known: witnesses that have cosigned it already and are not asked.
  /// - Returns: the lines of all cosignatures that were checked, in the order of the policy; the
  ///   note with them is `SignedNote.adding(lines, to: note)`.
  public func cosign(
    note: [UInt8], checkpoint: Checkpoint, except known: Set<VerifierKey> = [],
    proof: @escaping ProofSource
  ) async -> [String] {
    let asked = await withTaskGroup(of: (Int, Asked).self) { group in
      for (position, (witness, url)) in witnesses.enumerated() where !known.contains(witness.key) {
        let request = WitnessRequest(
          key: witness.key, url: url.appendingPathComponent("add-checkpoint"), note: note,
          checkpoint: checkpoint, timeoutS: timeoutS, proof: proof)
        let size = sizes[witness.key] ?? 0
        group.addTask { (position, await request.ask(knownSize: size)) }
      }
      var asked: [Int: Asked] = [:]
      for await (position, answer) in group { asked[position] = answer }
      return asked
    }
    var lines: [String] = []
    for (position, (witness, _)) in witnesses.enumerated() {
      guard let answer = asked[position] else { continue }
      if let line = learn(answer, of: witness.key, checkpoint.size) { lines.append(line) }
    }
    return lines
  }

  /// Keeps what was learned of one witness; returns its line.
  private func learn(_ asked: Asked, of key: VerifierKey, _ size: UInt64) -> String? {
    if let known = asked.size { sizes[key] = known }
    switch asked.outcome {
    case .cosigned(let signature):
      sizes[key] = size
      statuses[key]?.cosignedSize = size
      statuses[key]?.cosignedAtS = signature.timestampS
      statuses[key]?.missingSinceMs = nil
      statuses[key]?.problem = nil
      return signature.line
    case .failed(let problem):
      statuses[key]?.problem = problem
      if statuses[key]?.missingSinceMs == nil { statuses[key]?.missingSinceMs = nowMs() }
      return nil
    }
  }
}

/// What is known of one witness.
public struct WitnessStatus: Hashable, Sendable {
  /// Its name in the policy.
  public let name: String
  /// Entries that its last cosignature covers; nil before the first.
  public var cosignedSize: UInt64?
  /// The time in its last cosignature, in seconds since 1970.
  public var cosignedAtS: UInt64?
  /// When it first failed to cosign since it last did, in milliseconds since 1970.
  public var missingSinceMs: Int64?
  /// Why the last round brought nothing, in words.
  public var problem: String?
}

/// What came of asking one witness.
struct Asked: Sendable {
  enum Outcome: Sendable {
    case cosigned(NoteSignature)
    case failed(String)
  }

  let outcome: Outcome
  /// The size that the witness says it has; nil where it did not say.
  var size: UInt64?
}

/// One witness, one checkpoint: at most two requests.
struct WitnessRequest: Sendable {
  let key: VerifierKey
  let url: URL
  let note: [UInt8]
  let checkpoint: Checkpoint
  let timeoutS: Double
  let proof: WitnessClient.ProofSource

  func ask(knownSize: UInt64) async -> Asked {
    // A size that is beyond the checkpoint's is no old size; the witness tells what it has.
    var oldSize = min(knownSize, checkpoint.size)
    var told: UInt64?
    for _ in 0..<2 {
      let answer: FetchAnswer
      do {
        let path = try await proof(oldSize, checkpoint.size)
        let body = AddCheckpoint(oldSize: oldSize, path: path, note: note).bytes
        answer = try await BoundedFetch.shared.fetch(
          url, body: body, byteCountMax: WitnessClient.answerByteCountMax, timeoutS: timeoutS)
      } catch {
        return Asked(outcome: .failed("\(error)"), size: told)
      }
      guard answer.status == 409, let size = Self.size(answer.body), size != oldSize else {
        return Asked(outcome: outcome(of: answer), size: told)
      }
      told = size
      guard size <= checkpoint.size else {
        let problem =
          "it has cosigned \(size) entries of this log, and this checkpoint has only "
          + "\(checkpoint.size): the log was set back, or another copy of it runs"
        return Asked(outcome: .failed(problem), size: nil)
      }
      oldSize = size
    }
    return Asked(outcome: .failed("it changes the size that it asks a proof from"), size: told)
  }

  private func outcome(of answer: FetchAnswer) -> Asked.Outcome {
    guard answer.status == 200 else { return .failed(Self.words(answer)) }
    do {
      let line = String(decoding: answer.body, as: UTF8.self)
      let opened = try SignedNote.open(
        try SignedNote.adding([line], to: bare()), trusted: [key])
      guard let signature = opened.signatures.first else { return .failed("no cosignature") }
      return .cosigned(signature)
    } catch NoteError.wrongSignature {
      return .failed("its cosignature is false; it was not used")
    } catch NoteError.notSigned {
      return .failed("it did not cosign with the key that the policy names")
    } catch {
      return .failed("its answer is no cosignature: \(error)")
    }
  }

  /// The note with the log's own signatures only, so that a witness's answer is judged by itself.
  private func bare() throws -> [UInt8] {
    let lines = try SignedNote.signatureLines(note)
    return try SignedNote.build(
      text: try SignedNote.unverifiedText(note),
      signatures: lines.filter { !$0.hasPrefix("\u{2014} \(key.name) ") })
  }

  private static func size(_ body: [UInt8]) -> UInt64? {
    let text = String(decoding: body, as: UTF8.self)
    guard text.hasSuffix("\n"), let size = UInt64(text.dropLast()), "\(size)\n" == text else {
      return nil
    }
    return size
  }

  private static func words(_ answer: FetchAnswer) -> String {
    switch answer.status {
    case 403: "it does not trust the key of this log (403); give its operator the key"
    case 404: "it does not watch this log (404); give its operator the key"
    case 422: "it says that this checkpoint contradicts what it has cosigned (422)"
    case 409: "it has cosigned another state of this log (409)"
    default: "it answers \(answer.status)"
    }
  }
}
