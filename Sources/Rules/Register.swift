// Which entries of the registers hold, as known at a time?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo
public import Observations

/// All entries, each in the version that holds.
public struct Register: Sendable {
  /// An entry that is handed on without being copied.
  final class Kept: Sendable {
    let entry: RegisterEntry
    let fromMs: Int64
    let untilMs: Int64
    /// What a notification is of.
    let what: String?

    init(_ entry: RegisterEntry) {
      self.entry = entry
      fromMs = entry.fromMs
      untilMs = entry.untilMs ?? .max
      what = entry.kind == .notification ? entry.word("what") : nil
    }
  }

  /// In order of time, then of id.
  private var byKind: [RegisterKind: [Kept]] = [:]
  private var byID: [String: Kept] = [:]
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
    let one = Kept(entry)
    byID[entry.id] = one
    var kept = byKind.removeValue(forKey: entry.kind) ?? []
    kept.insert(one, at: Self.place(entry, in: kept))
    byKind[entry.kind] = kept
    if let until = entry.untilMs {
      longestMs[entry.kind] = max(longestMs[entry.kind] ?? 0, until - entry.fromMs)
    } else {
      longestMs[entry.kind] = .max / 4
    }
    if let corrected = entry.corrects { corrections[corrected] = entry }
  }

  private static func place(_ entry: RegisterEntry, in entries: [Kept]) -> Int {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].fromMs, entries[middle].entry.id) < (entry.fromMs, entry.id) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  public subscript(id: String) -> RegisterEntry? {
    byID[id]?.entry
  }

  /// The entry that corrects this one.
  public func correction(of id: String) -> RegisterEntry? { corrections[id] }

  /// Entries of a kind that were received by then and not corrected by then, in order of time.
  public func entries(_ kind: RegisterKind, knownAtMs: Int64 = .max) -> [RegisterEntry] {
    (byKind[kind] ?? []).lazy.map(\.entry).filter { holds($0, knownAtMs) }
  }

  /// All entries, corrected ones too, in order of kind, time and id.
  public var all: [RegisterEntry] {
    byKind.keys.sorted().flatMap { byKind[$0]?.map(\.entry) ?? [] }
  }

  func holds(_ entry: RegisterEntry, _ knownAtMs: Int64) -> Bool {
    guard entry.receivedAtMs <= knownAtMs else { return false }
    if corrections.isEmpty { return true }
    return corrections[entry.id].map { $0.receivedAtMs > knownAtMs } ?? true
  }

  /// Entries of a kind that overlap a time and are what is looked for, as known now.
  func overlapping(
    _ kind: RegisterKind, fromMs: Int64, untilMs: Int64, where fits: (Kept) -> Bool
  ) -> [Kept] {
    guard let entries = byKind[kind], !entries.isEmpty else { return [] }
    let earliest = fromMs - min(longestMs[kind] ?? 0, fromMs &- .min / 2)
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].fromMs < earliest { low = middle + 1 } else { high = middle }
    }
    var found: [Kept] = []
    for kept in entries[low...] {
      if kept.fromMs > untilMs { break }
      if kept.untilMs >= fromMs, fits(kept), holds(kept.entry, .max) { found.append(kept) }
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

  /// True where fire there and then may belong to an exercise or a reply.
  public func speaksOfFire(
    at period: Period, _ point: GeoPoint, sigmaM: Double, _ territory: Territory
  ) -> Bool {
    let (fromMs, untilMs) = (period.fromMs - 7_200_000, period.untilMs + 7_200_000)
    let isNear = { (kept: Kept, reachM: Double) in
      let limitM = reachM + limitSigmas * sigmaM
      return kept.entry.place.map {
        $0.distanceM(from: point, territory, atMs: period.fromMs, limitM: limitM) <= limitM
      } ?? true
    }
    let replies = overlapping(.returnFire, fromMs: fromMs, untilMs: untilMs) {
      isNear($0, TermCheck.searchM)
    }
    let exercises = overlapping(.notification, fromMs: fromMs, untilMs: untilMs) {
      $0.what == "exercise" && isNear($0, 0)
    }
    return !replies.isEmpty || !exercises.isEmpty
  }
}
