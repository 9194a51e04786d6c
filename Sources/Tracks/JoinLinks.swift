// Which report did a person join to which? A chain of links, and where a ring of them is cut.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// For each report that a person joined, the report that it goes with.
struct JoinLinks: Sendable {
  private var target: [ContentID: ContentID] = [:]
  /// How many links lead to a report.
  private var targetCount: [ContentID: Int] = [:]
  /// True when a report of a link came, went or was decided on since the last look.
  var hasChanged = false

  var keys: Dictionary<ContentID, ContentID>.Keys { target.keys }
  var count: Int { target.count }

  subscript(key: ContentID) -> ContentID? { target.isEmpty ? nil : target[key] }

  mutating func set(_ key: ContentID, _ with: ContentID) {
    remove(key)
    target[key] = with
    targetCount[with, default: 0] += 1
    hasChanged = true
  }

  mutating func remove(_ key: ContentID) {
    guard let with = target.removeValue(forKey: key) else { return }
    targetCount[with, default: 1] -= 1
    if targetCount[with] == 0 { targetCount[with] = nil }
    hasChanged = true
  }

  mutating func noteChange(of key: ContentID) {
    guard !target.isEmpty else { return }
    if target[key] != nil || targetCount[key] != nil { hasChanged = true }
  }
}

extension EventJoiner {
  /// The report that this one goes with by a person's word; nil where the rules decide: there is no
  /// such word, the other report is not there or set aside, or the words make a ring and this is the
  /// earliest report of it.
  func link(_ slot: Int32) -> Int32? {
    guard let first = target(slot) else { return nil }
    var earliest = slot
    var at = first
    for _ in 0..<links.count {
      if at == slot { return earliest == slot ? nil : first }
      if precedes(at, earliest) { earliest = at }
      guard let next = target(at) else { return first }
      at = next
    }
    return first
  }

  private func target(_ slot: Int32) -> Int32? {
    guard !slots[Int(slot)].isAside,
      let with = links[slots[Int(slot)].candidate.observation.key],
      let other = slotByKey[with], other != slot, !slots[Int(other)].isAside
    else { return nil }
    return other
  }
}
