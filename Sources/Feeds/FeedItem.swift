// What comes out of a feed: a report, or a row that could not be read, with the place and the reason.
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

/// One row of a feed, read or refused.
public enum FeedItem: Hashable, Sendable {
  /// A report, and what is doubtful about it in words for an operator.
  case observation(Observation, warning: String?)
  case reject(Reject)
}

/// A row that could not be read. It is kept, counted and listed; it stops nothing.
public struct Reject: Hashable, Sendable {
  /// Line in the file, from 1; for a GeoJSON file the number of the feature; 0 in a stream of frames.
  public let line: Int
  /// Offset of the frame in a stream, from 0; nil where lines are counted.
  public let byteOffset: Int?
  /// Column of the file or item of the format by its name; empty where the whole row is meant.
  public let column: String
  /// What was found, what was expected and, where it helps, what to write.
  public let reason: String
  /// What was found and expected, where `reason` is one of a format's fixed phrases.
  public let detail: String
  /// The first bytes of the row.
  public let raw: [UInt8]

  public static let rawByteCountMax = 512

  public init(line: Int, column: String, reason: String, raw: [UInt8]) {
    self.line = line
    byteOffset = nil
    self.column = column
    self.reason = reason
    detail = ""
    self.raw = Array(raw.prefix(Self.rawByteCountMax))
  }

  init(_ fault: WireFault) {
    line = fault.line ?? 0
    byteOffset = fault.line == nil ? fault.byteOffset : nil
    column = fault.item
    reason = fault.reason
    detail = fault.detail
    raw = fault.raw
  }

  /// Place, reason and detail in one line.
  public var text: String {
    (byteOffset.map { "byte \($0): " } ?? "") + reason + (detail.isEmpty ? "" : ": \(detail)")
  }
}

/// Why a field was refused, before it is known on which line it stood.
struct FieldFault: Error {
  let column: String
  /// One of a small set of phrases, without values.
  let reason: String
  /// What was found and what was expected.
  let detail: String

  init(column: String, reason: String, detail: String = "") {
    self.column = column
    self.reason = reason
    self.detail = detail
  }
}

extension WireFault {
  /// What is wrong with the row or feature of that number.
  init(_ fault: FieldFault, line: Int, byteOffset: Int = 0, raw: [UInt8]) {
    self.init(
      byteOffset: byteOffset, line: line, item: fault.column, reason: fault.reason,
      detail: fault.detail, raw: raw)
  }
}
