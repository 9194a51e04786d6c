// Can the log be relied on? One light, and the reasons for it in words.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Ledger
internal import Notation
internal import Rules
internal import Witness

/// How the log stands.
struct LogStatus: Sendable {
  enum Light: String, Sendable {
    /// Everything recorded is signed and cosigned as the policy asks.
    case green
    /// Nothing contradicts, but something is missing.
    case yellow
    /// Nothing is signed any more, or what is there contradicts what was signed.
    case red
  }

  let origin: String
  let key: String
  /// Records that are on the disk.
  let entries: UInt64
  let newest: SignedCheckpoint?
  let cosigned: SignedCheckpoint?
  let stopped: String?
  let publishedAtMs: Int64?
  let beganAtMs: Int64?
  let policy: LogPolicy
  let witnesses: [WitnessStatus]
  let quorumMissingSinceMs: Int64?

  /// Of the newest checkpoint, or of the newest that enough have cosigned.
  private var keys: Set<VerifierKey> { Set(newest?.cosignatures.map(\.key) ?? []) }

  private var isQuorumMet: Bool { newest != nil && policy.isSatisfied(by: keys) }

  var light: Light {
    if stopped != nil { return .red }
    guard newest != nil, !policy.witnesses.isEmpty, isQuorumMet else { return .yellow }
    return .green
  }

  func reasons(_ language: Language) -> [String] {
    let german = language == .de
    var reasons: [String] = []
    if let stopped {
      reasons.append(
        german ? "Es wird nichts unterschrieben: \(stopped)" : "Nothing is signed: \(stopped)")
    }
    guard let newest else {
      return reasons + [german ? "Noch kein Prüfpunkt." : "No checkpoint yet."]
    }
    let size = newest.checkpoint.size
    if let beganAtMs {
      let since = Self.minute(beganAtMs)
      reasons.append(
        german
          ? "Widerspruchsfrei seit \(since): \(size) Einträge, jeder Prüfpunkt setzt den vorigen fort."
          : "Consistent since \(since): \(size) entries, each checkpoint continues the one before.")
    }
    if entries > size {
      reasons.append(
        german
          ? "\(entries - size) Einträge sind gespeichert und stehen noch in keinem Prüfpunkt."
          : "\(entries - size) entries are on the disk and in no checkpoint yet.")
    }
    if policy.witnesses.isEmpty {
      reasons.append(
        german
          ? "Nur von der Mission unterschrieben: Es sind keine Zeugen benannt (log.policy)."
          : "Signed by the mission alone: no witnesses are named (log.policy).")
    } else {
      reasons.append(
        german
          ? "Mitunterschrieben von \(keys.count) von \(policy.witnesses.count) Zeugen."
          : "Cosigned by \(keys.count) of \(policy.witnesses.count) witnesses.")
      if !isQuorumMet {
        let missing = policy.missing(from: keys).joined(separator: ", ")
        let since = quorumMissingSinceMs.map { Self.minute($0) }
        reasons.append(
          german
            ? "Noch nicht ausreichend mitunterschrieben. Es fehlt: \(missing)"
              + (since.map { ", seit \($0)." } ?? ".")
            : "Not yet cosigned by enough. Missing: \(missing)"
              + (since.map { ", since \($0)." } ?? "."))
        if let cosigned {
          let size = cosigned.checkpoint.size
          reasons.append(
            german
              ? "Ausreichend mitunterschrieben sind die ersten \(size) Einträge."
              : "The first \(size) entries are cosigned by enough.")
        }
      }
    }
    return reasons
  }

  /// `2026-06-24 21:05 UTC`
  private static func minute(_ atMs: Int64) -> String {
    Instant(atMs: atMs).iso.prefix(16).replacing("T", with: " ") + " UTC"
  }

  func json(_ language: Language) -> JSONValue {
    let cosigners = Set(newest?.cosignatures.map(\.key) ?? [])
    return .members([
      "light": .string(light.rawValue),
      "reasons": .array(reasons(language).map { .string($0) }),
      "origin": .string(origin), "key": .string(key), "entries": .integer(Int64(entries)),
      "size": newest.map { .integer(Int64($0.checkpoint.size)) } ?? .null,
      "root": newest.map { .string($0.checkpoint.root.base64) } ?? .null,
      "publishedAt": publishedAtMs.map { .string(Instant(atMs: $0).iso) } ?? .null,
      "consistentSince": beganAtMs.map { .string(Instant(atMs: $0).iso) } ?? .null,
      "cosigned": .bool(isQuorumMet && !policy.witnesses.isEmpty),
      "cosignedSize": cosigned.map { .integer(Int64($0.checkpoint.size)) } ?? .null,
      "missing": .array(policy.missing(from: cosigners).map { .string($0) }),
      "missingSince": quorumMissingSinceMs.map { .string(Instant(atMs: $0).iso) } ?? .null,
      "stopped": stopped.map { .string($0) } ?? .null,
      "witnesses": .array(
        policy.witnesses.map { witness in
          let state = witnesses.first { $0.name == witness.name }
          return .members([
            "name": .string(witness.name), "key": .string(witness.key.text),
            "cosignsNewest": .bool(cosigners.contains(witness.key)),
            "size": state?.cosignedSize.map { .integer(Int64($0)) } ?? .null,
            "at": state?.cosignedAtS.map {
              .string(Instant(atMs: Int64(clamping: $0) &* 1_000).iso)
            } ?? .null,
            "missingSince": state?.missingSinceMs.map { .string(Instant(atMs: $0).iso) } ?? .null,
            "note": .string(state?.problem ?? ""),
          ])
        }),
    ])
  }
}
