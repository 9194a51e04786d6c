// Did this report of a moving thing come before? The last ones are remembered, older ones are looked up.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// The last reports by their identity, and how far each feed has come. Bounded, however long a feed
/// runs.
struct TrackReports: Sendable {
  enum Answer {
    case yes, no
    /// It may have come in an earlier run or longer ago than is remembered.
    case forgotten
  }

  static let countMax = 200_000

  private var known: Set<ContentID> = []
  private var order: [ContentID] = []
  private var oldest = 0
  /// The latest time of observation that each feed has reported; a report after it is new.
  private var latestMs: [String: Int64] = [:]
  /// True while every report that is stored is remembered here.
  private var isComplete = true

  func knows(_ observation: Observation) -> Answer {
    if known.contains(Self.id(observation)) { return .yes }
    if isComplete || observation.observedAtMs > latestMs[observation.feed] ?? .min { return .no }
    return .forgotten
  }

  mutating func note(_ observation: Observation) {
    advance(observation)
    let id = Self.id(observation)
    guard known.insert(id).inserted else { return }
    if order.count < Self.countMax {
      order.append(id)
    } else {
      known.remove(order[oldest])
      order[oldest] = id
      oldest = (oldest + 1) % Self.countMax
      isComplete = false
    }
  }

  /// Takes one that is in the journal of an earlier run.
  mutating func noteStored(_ observation: Observation) {
    advance(observation)
    isComplete = false
  }

  private mutating func advance(_ observation: Observation) {
    latestMs[observation.feed] = max(
      latestMs[observation.feed] ?? .min, observation.observedAtMs)
  }

  private static func id(_ observation: Observation) -> ContentID {
    ContentID(mixing: observation.key, observation.digest)
  }
}
