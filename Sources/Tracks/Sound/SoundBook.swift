// Which bang is each report's arrival of, as reports come and go in any order?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// The arrivals that are known, minute by minute, and the bangs made of them.
///
/// The outcome is that of `SoundLocator.survey` of the arrivals that are there, whatever the order in
/// which they came. A minute depends on what follows it within reach, and on what earlier minutes
/// took; so a new arrival costs a look at its minute and at one or two beside it, and later ones only
/// where what is taken from them changes.
struct SoundBook: Sendable {
  private struct Entry: Sendable {
    let key: ContentID
    let arrival: SoundArrival

    func precedes(_ other: Entry) -> Bool {
      if arrival.precedes(other.arrival) { return true }
      return !other.arrival.precedes(arrival) && key < other.key
    }
  }

  private struct Shelf: Sendable {
    /// In order of time.
    var minutes: [SoundMinute: [Entry]] = [:]
    /// The minute whose bangs have the arrival.
    var owner: [ContentID: SoundMinute] = [:]
    var taken: [SoundMinute: Taken] = [:]
    var changed: Set<SoundMinute> = []
    /// Arrivals whose report is to be told its bang in any case.
    var fresh: Set<ContentID> = []

    mutating func put(_ entry: Entry, in minute: SoundMinute) {
      let at = minutes[minute]?.firstIndex { entry.precedes($0) } ?? minutes[minute]?.count ?? 0
      minutes[minute, default: []].insert(entry, at: at)
      changed.insert(minute)
      fresh.insert(entry.key)
    }
  }

  /// What the bangs of a minute have: an arrival that does not count for its bang has none.
  private typealias Taken = [ContentID: BangLocation?]

  private let locator: SoundLocator
  private let reachMinutes: Int64
  private var shelves: [Family: Shelf] = [:]
  private var familyOf: [ContentID: (family: Family, minute: SoundMinute)] = [:]

  init(_ locator: SoundLocator) {
    self.locator = locator
    reachMinutes = Int64(locator.reachMs / 60_000) + 1
  }

  mutating func add(_ key: ContentID, _ arrival: SoundArrival, _ family: Family) {
    remove(key)
    let minute = SoundMinute(arrival.atMs)
    familyOf[key] = (family, minute)
    let entry = Entry(key: key, arrival: arrival)
    shelves[family, default: Shelf()].put(entry, in: minute)
  }

  mutating func remove(_ key: ContentID) {
    guard let (family, minute) = familyOf.removeValue(forKey: key) else { return }
    shelves[family]?.minutes[minute]?.removeAll { $0.key == key }
    shelves[family]?.changed.insert(minute)
  }

  /// Looks at what changed; gives the reports whose bang is another one now, in order of keys.
  mutating func settle() -> [(ContentID, BangLocation?)] {
    var changes: [ContentID: BangLocation?] = [:]
    for family in [Family.fire, .smallArms] {
      guard let shelf = shelves[family], !shelf.changed.isEmpty else { continue }
      settle(family, &changes)
    }
    return changes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private mutating func settle(_ family: Family, _ changes: inout [ContentID: BangLocation?]) {
    guard var shelf = shelves.removeValue(forKey: family) else { return }
    var waiting: Set<SoundMinute> = []
    for minute in shelf.changed {
      for back in 0...reachMinutes { waiting.insert(SoundMinute(number: minute.number - back)) }
    }
    var touched = shelf.fresh
    shelf.changed = []
    shelf.fresh = []
    while let minute = waiting.min() {
      waiting.remove(minute)
      let before = shelf.taken[minute] ?? [:]
      let after = look(minute, shelf)
      guard before != after else { continue }
      for key in before.keys where after[key] == nil && shelf.owner[key] == minute {
        shelf.owner[key] = nil
      }
      for key in after.keys { shelf.owner[key] = minute }
      touched.formUnion(before.keys)
      touched.formUnion(after.keys)
      shelf.taken[minute] = after.isEmpty ? nil : after
      for ahead in 1...reachMinutes {
        waiting.insert(SoundMinute(number: minute.number + ahead))
      }
    }
    for key in touched {
      let bang = shelf.owner[key].flatMap { shelf.taken[$0]?[key] } ?? nil
      changes[key] = .some(bang)
    }
    shelves[family] = shelf
  }

  private func look(_ minute: SoundMinute, _ shelf: Shelf) -> Taken {
    guard shelf.minutes[minute]?.isEmpty == false else { return [:] }
    var entries: [Entry] = []
    for ahead in 0...reachMinutes {
      for entry in shelf.minutes[SoundMinute(number: minute.number + ahead)] ?? [] {
        if entry.arrival.atMs > minute.untilMs + locator.reachMs { break }
        if let owner = shelf.owner[entry.key], owner < minute { continue }
        entries.append(entry)
      }
    }
    guard entries.count >= 2 else { return [:] }
    let look = locator.look(entries.map(\.arrival), in: minute)
    var taken: Taken = [:]
    for index in look.claimed { taken[entries[index].key] = .some(nil) }
    for (bang, members) in zip(look.bangs, look.members) where bang.alternative == nil {
      for index in members { taken[entries[index].key] = .some(bang) }
    }
    return taken
  }
}
