// As of when is something asked? Now, at a time, or when the log had so many records.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Geo
internal import Observations

/// A state of the past: what was known then, with everything that came later left out.
public enum KnownAt: Hashable, Sendable {
  /// Reports received and records made until this time.
  case time(atMs: Int64)
  /// The first so many records, and the observations that they seal.
  case size(UInt64)
  /// What a report is made from: observations received before a data cut, and all records, or those that
  /// were known.
  indirect case cut(receivedBeforeMs: Int64, records: KnownAt?)

  /// `2026-06-25T12:00Z`, or the number of records; nil for anything else.
  public init?(_ text: String) {
    if let size = UInt64(text) {
      self = .size(size)
    } else if let instant = Instant(iso: text) {
      self = .time(atMs: instant.atMs)
    } else {
      return nil
    }
  }

  /// What to write instead of a text that is none.
  public static let form = "a time with its zone (2026-06-25T12:00Z) or a number of records"

  /// Whether a record was there; of a time also those before it in the log that were made later are
  /// left out.
  func knows(_ record: Record) -> Bool {
    switch self {
    case .time(let atMs): record.atMs <= atMs
    case .size(let size): record.sequence < size
    case .cut(_, let records): records?.knows(record) ?? true
    }
  }

  /// True where no record after the first that was not known was known.
  var endsAtFirstUnknown: Bool {
    switch self {
    case .time: false
    case .size: true
    case .cut(_, let records): records?.endsAtFirstUnknown ?? false
    }
  }

  /// - Parameter sealedSequence: what the known records seal of the observation journal.
  func knows(_ observation: Observation, sequence: UInt64, sealedSequence: UInt64) -> Bool {
    switch self {
    case .time(let atMs): observation.receivedAtMs <= atMs
    case .size: sequence <= sealedSequence
    case .cut(let receivedBeforeMs, let records):
      observation.receivedAtMs < receivedBeforeMs
        && records?.knows(observation, sequence: sequence, sealedSequence: sealedSequence) ?? true
    }
  }
}
