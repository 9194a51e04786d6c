// Which entries were made by people, and by whom? The fold over their records.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Rules

/// The entries that records hold, beside those of the mission folder.
public struct RegisterBook: Sendable {
  /// One entry as it was made.
  public struct Item: Hashable, Sendable {
    public let entry: RegisterEntry
    /// Place of its record in the log.
    public let sequence: UInt64
    public let atMs: Int64
    public let actor: String
    /// Why it corrects another one; empty where it does not.
    public let reason: String
  }

  /// In the order in which they were made.
  public private(set) var items: [Item] = []
  /// Those entries, each in the version that holds.
  public private(set) var register = Register()
  private var places: [String: Int] = [:]

  public init() {}

  public subscript(id: String) -> Item? { places[id].map { items[$0] } }

  /// - Throws: `ActError` where the entry cannot be made.
  public func check(_ act: RegisterAct) throws(ActError) {
    let entry = act.entry
    if let fault = entry.fault {
      throw ActError(.invalid, fault.message, next: fault.next)
    }
    guard places[entry.id] == nil else {
      throw ActError(
        .forbiddenByState, "There is an entry \(entry.id) already.",
        next: "Give the new one another id, or correct the old one.")
    }
    switch act {
    case .entered:
      guard entry.corrects == nil else {
        throw ActError(
          .invalid, "An entry that corrects another one needs a reason.",
          next: "Send it as a correction.")
      }
    case .corrected(_, let reason): try checkCorrection(entry, reason)
    }
  }

  private func checkCorrection(
    _ entry: RegisterEntry, _ reason: String
  ) throws(ActError) {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ActError(.invalid, "A correction needs a reason.", next: "Write why.")
    }
    guard let corrected = entry.corrects, corrected != entry.id else {
      throw ActError(
        .invalid, "The correction does not say which entry it corrects.",
        next: "Name the entry in 'corrects'.")
    }
    if let later = register.correction(of: corrected) {
      throw ActError(
        .forbiddenByState, "Entry \(corrected) is corrected already by \(later.id).",
        next: "Correct \(later.id).")
    }
    if let known = self[corrected]?.entry, known.kind != entry.kind {
      throw ActError(
        .invalid, "Entry \(corrected) is a \(known.kind.rawValue), the correction is none.",
        next: "Keep the kind, or make an entry of its own.")
    }
  }

  public mutating func apply(_ record: Record) {
    guard case .register(let act) = record.act else { return }
    var reason = ""
    if case .corrected(_, let why) = act { reason = why }
    places[act.entry.id] = items.count
    items.append(
      Item(
        entry: act.entry, sequence: record.sequence, atMs: record.atMs, actor: record.actor,
        reason: reason))
    register.put(act.entry)
  }
}
