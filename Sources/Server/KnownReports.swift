// Did this report come before? The last ones are remembered, older ones are looked up.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// Sightings by their identity; of reports of moving things, which are many, the last ones, and up to
/// which time each feed's may be forgotten. The latter are bounded, however long a feed runs.
struct KnownReports: Sendable {
  enum Answer {
    case yes, no
    /// It may have come in an earlier run or longer ago than is remembered.
    case forgotten
  }

  /// More than may wait to be shown, so that what is not in the read models yet is remembered.
  static let countMax = 2 * Backlog.reportCountMax

  private struct Remembered {
    let id: ContentID
    let feed: Int
    let observedAtMs: Int64
  }

  private var sightings: Set<ContentID> = []
  private var known: Set<ContentID> = []
  private var order: [Remembered] = []
  private var oldest = 0
  private var feeds: [String: Int] = [:]
  /// The latest time of observation among those of each feed that are stored and not remembered; a
  /// report after it is new, because one that came before has the same time.
  private var forgottenMs: [Int64] = []
  /// False until it is known what earlier runs stored: until then everything may have come before.
  private var knowsStored = false

  func knows(_ observation: Observation) -> Answer {
    let id = Self.id(observation)
    if observation.isTrackReport ? known.contains(id) : sightings.contains(id) { return .yes }
    guard knowsStored else { return .forgotten }
    guard observation.isTrackReport else { return .no }
    guard let feed = feeds[observation.feed] else { return .no }
    return observation.observedAtMs > forgottenMs[feed] ? .no : .forgotten
  }

  mutating func note(_ observation: Observation) {
    let id = Self.id(observation)
    guard observation.isTrackReport else {
      sightings.insert(id)
      return
    }
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

  /// Takes what is in the journal of earlier runs.
  mutating func note(_ stored: StoredReports) {
    sightings.formUnion(stored.sightings)
    for (feed, latestMs) in stored.latestMsByFeed {
      let feed = number(of: feed)
      forgottenMs[feed] = max(forgottenMs[feed], latestMs)
    }
    knowsStored = true
  }

  private mutating func number(of feed: String) -> Int {
    if let number = feeds[feed] { return number }
    feeds[feed] = forgottenMs.count
    forgottenMs.append(.min)
    return forgottenMs.count - 1
  }

  fileprivate static func id(_ observation: Observation) -> ContentID {
    ContentID(mixing: observation.key, observation.digest)
  }
}

/// What the journal says about which reports came before.
struct StoredReports: Sendable {
  fileprivate var sightings: Set<ContentID> = []
  /// Of reports of moving things, the latest time of observation.
  fileprivate var latestMsByFeed: [String: Int64] = [:]

  mutating func note(_ observation: Observation) {
    if observation.isTrackReport {
      latestMsByFeed[observation.feed] = max(
        latestMsByFeed[observation.feed] ?? .min, observation.observedAtMs)
    } else {
      sightings.insert(KnownReports.id(observation))
    }
  }
}
