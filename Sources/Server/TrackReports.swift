// Did this report of a moving thing come before? The last ones are remembered, older ones are looked up.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// The last reports by their identity, and up to which time each feed's reports may be forgotten.
/// Bounded, however long a feed runs.
struct TrackReports: Sendable {
  enum Answer {
    case yes, no
    /// It may have come in an earlier run or longer ago than is remembered.
    case forgotten
  }

  static let countMax = 200_000

  private struct Remembered {
    let id: ContentID
    let feed: Int
    let observedAtMs: Int64
  }

  private var known: Set<ContentID> = []
  private var order: [Remembered] = []
  private var oldest = 0
  private var feeds: [String: Int] = [:]
  /// The latest time of observation among those of each feed that are stored and not remembered; a
  /// report after it is new, because one that came before has the same time.
  private var forgottenMs: [Int64] = []

  func knows(_ observation: Observation) -> Answer {
    if known.contains(Self.id(observation)) { return .yes }
    guard let feed = feeds[observation.feed] else { return .no }
    return observation.observedAtMs > forgottenMs[feed] ? .no : .forgotten
  }

  mutating func note(_ observation: Observation) {
    let id = Self.id(observation)
    guard known.insert(id).inserted else { return }
    let new = Remembered(
      id: id, feed: number(of: observation.feed), observedAtMs: observation.observedAtMs)
    if order.count < Self.countMax {
      order.append(new)
    } else {
      let gone = order[oldest]
      known.remove(gone.id)
      forgottenMs[gone.feed] = max(forgottenMs[gone.feed], gone.observedAtMs)
      order[oldest] = new
      oldest = (oldest + 1) % Self.countMax
    }
  }

  /// Takes one that is in the journal of an earlier run.
  mutating func noteStored(_ observation: Observation) {
    let feed = number(of: observation.feed)
    forgottenMs[feed] = max(forgottenMs[feed], observation.observedAtMs)
  }

  private mutating func number(of feed: String) -> Int {
    if let number = feeds[feed] { return number }
    feeds[feed] = forgottenMs.count
    forgottenMs.append(.min)
    return forgottenMs.count - 1
  }

  private static func id(_ observation: Observation) -> ContentID {
    ContentID(mixing: observation.key, observation.digest)
  }
}
