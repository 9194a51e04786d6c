// Which entries of the registers hold, as known at a time?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Observations

/// All entries, each in the version that holds.
public struct Register: Sendable {
  /// In order of time, then of id.
  private var byKind: [RegisterKind: [RegisterEntry]] = [:]
  private var byID: [String: RegisterEntry] = [:]
  /// Entry to the one that corrects it.
  private var corrections: [String: RegisterEntry] = [:]
  /// The longest duration of a kind, for searching back in time.
  private var longestMs: [RegisterKind: Int64] = [:]

  /// Kinds that the Mission keeps a register of, whether it has entries or not.
  private let declared: Set<RegisterKind>

  /// - Parameter kept: kinds that a register is kept of; what has an entry is kept anyway.
  public init(_ entries: [RegisterEntry] = [], kept: Set<RegisterKind> = []) {
    declared = kept
    for entry in entries { put(entry) }
  }

  /// True where a missing entry means something: nothing follows from a register that nobody keeps. The
  /// steps of cases are the Mission's own records.
  public func isKept(_ kind: RegisterKind) -> Bool {
    kind == .caseStep || declared.contains(kind) || byKind[kind] != nil
  }

  public var isEmpty: Bool { byID.isEmpty }

  /// Kinds of which there is an entry.
  public var kinds: Set<RegisterKind> { Set(byKind.keys) }

  /// An entry of a known id is not taken again: entries never change.
  public mutating func put(_ entry: RegisterEntry) {
    guard byID[entry.id] == nil else { return }
    byID[entry.id] = entry
    var entries = byKind[entry.kind] ?? []
    entries.insert(entry, at: Self.place(entry, in: entries))
    byKind[entry.kind] = entries
    if let until = entry.untilMs {
      longestMs[entry.kind] = max(longestMs[entry.kind] ?? 0, until - entry.fromMs)
    } else {
      longestMs[entry.kind] = .max / 4
    }
    if let corrected = entry.corrects { corrections[corrected] = entry }
  }

  private static func place(_ entry: RegisterEntry, in entries: [RegisterEntry]) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].fromMs, entries[middle].id) < (entry.fromMs, entry.id) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  public subscript(id: String) -> RegisterEntry? {
    byID[id]
  }

  /// The entry that corrects this one.
  public func correction(of id: String) -> RegisterEntry? { corrections[id] }

  /// Entries of a kind that were received by then and not corrected by then, in order of time.
  public func entries(_ kind: RegisterKind, knownAtMs: Int64 = .max) -> [RegisterEntry] {
    (byKind[kind] ?? []).filter { holds($0, knownAtMs) }
  }

  /// All entries, corrected ones too, in order of kind, time and id.
  public var all: [RegisterEntry] { byKind.keys.sorted().flatMap { byKind[$0] ?? [] } }

  func holds(_ entry: RegisterEntry, _ knownAtMs: Int64) -> Bool {
    entry.receivedAtMs <= knownAtMs
      && !(corrections[entry.id].map { $0.receivedAtMs <= knownAtMs } ?? false)
  }

  /// Entries of a kind that overlap a time, as known now.
  func overlapping(_ kind: RegisterKind, fromMs: Int64, untilMs: Int64) -> [RegisterEntry] {
    guard let entries = byKind[kind], !entries.isEmpty else { return [] }
    let earliest = fromMs - min(longestMs[kind] ?? 0, fromMs &- .min / 2)
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].fromMs < earliest { low = middle + 1 } else { high = middle }
    }
    var found: [RegisterEntry] = []
    for entry in entries[low...] {
      if entry.fromMs > untilMs { break }
      if entry.untilMs ?? .max >= fromMs, holds(entry, .max) { found.append(entry) }
    }
    return found
  }

  /// The entry that this one goes back to by corrections.
  public func root(of entry: RegisterEntry) -> RegisterEntry {
    var root = entry
    var seen: Set<String> = [entry.id]
    while let before = root.corrects.flatMap({ self[$0] }), seen.insert(before.id).inserted {
      root = before
    }
    return root
  }

  /// True where fire at that time may belong to an exercise or a reply.
  public func speaksOfFire(at period: Period) -> Bool {
    let (fromMs, untilMs) = (period.fromMs - 7_200_000, period.untilMs + 7_200_000)
    return !overlapping(.returnFire, fromMs: fromMs, untilMs: untilMs).isEmpty
      || overlapping(.notification, fromMs: fromMs, untilMs: untilMs).contains {
        $0.word("what") == "exercise"
      }
  }
}
