// Which time is meant by several intervals together? Unions, differences and their lengths.
//
// SPDX-License-Identifier: Apache-2.0

/// Half-open intervals of time, milliseconds since 1970, in order, apart from each other.
///
/// Whole milliseconds: what is added up in another order, or cut at other places, is the same sum.
public struct Spans: Hashable, Sendable {
  /// Each from its lower bound up to its upper bound, which is not part of it.
  public private(set) var ranges: [Range<Int64>] = []

  public init() {}

  /// - Parameter ranges: in any order, overlapping or not; empty ones are passed over.
  public init(_ ranges: some Sequence<Range<Int64>>) {
    for range in ranges.filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound {
        self.ranges[self.ranges.count - 1] =
          last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        self.ranges.append(range)
      }
    }
  }

  public init(_ range: Range<Int64>) { self.init(CollectionOfOne(range)) }

  public var isEmpty: Bool { ranges.isEmpty }

  /// Milliseconds.
  public var lengthMs: Int64 { ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound } }

  public func union(_ other: Spans) -> Spans { Spans(ranges + other.ranges) }

  public func clipped(to window: Range<Int64>) -> Spans {
    Spans(ranges.map { $0.clamped(to: window) })
  }

  public func subtracting(_ other: Spans) -> Spans {
    var left: [Range<Int64>] = []
    var next = 0
    for range in ranges {
      var from = range.lowerBound
      while next < other.ranges.count, other.ranges[next].upperBound <= from { next += 1 }
      var at = next
      while at < other.ranges.count, other.ranges[at].lowerBound < range.upperBound {
        if other.ranges[at].lowerBound > from { left.append(from..<other.ranges[at].lowerBound) }
        from = max(from, other.ranges[at].upperBound)
        at += 1
      }
      if from < range.upperBound { left.append(from..<range.upperBound) }
    }
    return Spans(left)
  }

  public func contains(_ atMs: Int64) -> Bool { ranges.contains { $0.contains(atMs) } }
}
