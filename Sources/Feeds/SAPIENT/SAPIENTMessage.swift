// What does a SAPIENT node say? One message, with its content and the rules that it breaks.
//
// SPDX-License-Identifier: Apache-2.0

/// A time of a message, UTC.
public struct SAPIENTTime: Hashable, Sendable {
  /// Since 1970-01-01T00:00:00Z, -62,135,596,800 (year 1) to 253,402,300,799 (year 9999).
  public var seconds: Int64
  /// 0 to 999,999,999.
  public var nanoseconds: Int32

  static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Nil outside the ranges.
  public init?(seconds: Int64, nanoseconds: Int32) {
    guard Self.secondsRange.contains(seconds), (0..<1_000_000_000).contains(nanoseconds) else {
      return nil
    }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Milliseconds since 1970; nil before year 1 and after 9999.
  public init?(atMs: Int64) {
    let (whole, rest) = atMs.quotientAndRemainder(dividingBy: 1_000)
    self.init(
      seconds: rest < 0 ? whole - 1 : whole,
      nanoseconds: Int32(rest < 0 ? rest + 1_000 : rest) * 1_000_000)
  }

  /// Milliseconds since 1970, rounded down.
  public var atMs: Int64 { seconds * 1_000 + Int64(nanoseconds) / 1_000_000 }

  init?(_ fields: SAPIENTFields?) {
    guard let fields else { return nil }
    self.init(
      seconds: Int64(fields.integer(1) ?? 0),
      nanoseconds: Int32(truncatingIfNeeded: fields.integer(2) ?? 0))
  }
}

/// One message of BSI Flex 335 v2, read and checked.
public struct SAPIENTMessage: WireMessage {
  /// What it is about: the numbers are those of the fields.
  public enum Kind: Int, CaseIterable, Sendable {
    case registration = 4
    case registrationAck = 5
    case statusReport = 6
    case detectionReport = 7
    case task = 8
    case taskAck = 9
    case alert = 10
    case alertAck = 11
    case error = 12
  }

  /// Offset in the stream of its length.
  public let byteOffset: Int
  let tree: SAPIENTTree
  /// The rules that it breaks, at most 64; empty where it keeps all.
  public let faults: [SAPIENTFault]
  public let faultCount: Int

  /// The message as it came, without its length.
  public var raw: [UInt8] { tree.raw }

  /// When it was sent, by the sender's clock; nil where it is missing or out of range.
  public var timestamp: SAPIENTTime? { SAPIENTTime(tree.root.message(1)) }
  /// UUID of the node that sent it.
  public var nodeID: String? { tree.root.text(2) }
  public var destinationID: String? { tree.root.text(3) }
  public var additionalInformation: String? { tree.root.text(13) }

  /// Nil where it has no content. Of two contents the last counts.
  public var kind: Kind? {
    let table = SAPIENTTable.shared
    var found: Kind?
    var child = 1
    while child < tree.nodes.count {
      let row = tree.nodes[child].row
      if row != SAPIENTTable.none, let kind = Kind(rawValue: Int(table.fields[Int(row)].number)) {
        found = kind
      }
      child = tree.next(child, table)
    }
    return found
  }

  func fields(_ kind: Kind) -> SAPIENTFields? { tree.root.message(UInt32(kind.rawValue)) }
}
