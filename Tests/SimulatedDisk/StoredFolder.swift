// Which names of a folder are on the disk, and which could be gone after a power cut?
//
// SPDX-License-Identifier: Apache-2.0

/// The names in one folder, each with the number of what it names.
struct StoredFolder: Sendable {
  private enum Change: Sendable {
    case add(String, Int)
    case rename(String, to: String, Int)
    case remove(String)
  }

  /// What a program sees.
  private(set) var cached: [String: Int] = [:]
  private var durable: [String: Int] = [:]
  private var pending: [Change] = []

  mutating func add(_ name: String, _ node: Int) { put(.add(name, node)) }

  mutating func rename(_ name: String, to newName: String) {
    guard let node = cached[name] else { return }
    put(.rename(name, to: newName, node))
  }

  mutating func remove(_ name: String) { put(.remove(name)) }

  private mutating func put(_ change: Change) {
    Self.apply(change, to: &cached)
    pending.append(change)
  }

  mutating func sync() {
    for change in pending { Self.apply(change, to: &durable) }
    pending = []
  }

  /// Each change that was not synced is kept or lost by itself, whatever came before or after it; a
  /// rename is one change. A sync of a folder that fails keeps all of them waiting: a file system
  /// whose own journal fails stops writing, and does not go on without.
  mutating func cutPower(_ random: inout Seeded) {
    for change in pending where random.isLucky(percent: 50) { Self.apply(change, to: &durable) }
    pending = []
    cached = durable
  }

  private static func apply(_ change: Change, to names: inout [String: Int]) {
    switch change {
    case .add(let name, let node): names[name] = node
    case .rename(let name, let newName, let node):
      // Where the making of the old name was lost, the new one may be there all the same.
      names[name] = nil
      names[newName] = node
    case .remove(let name): names[name] = nil
    }
  }
}
