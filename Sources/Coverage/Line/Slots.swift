// Into which steps is a planned day cut?
//
// SPDX-License-Identifier: Apache-2.0

/// Equal steps of time, one bit each in masks of 64-bit words; the first slot is the lowest bit of the first.
public struct Slots: Hashable, Sendable {
  /// What a day in the field is cut into.
  public static let lengthMsUsual: Int64 = 600_000

  public let fromMs: Int64
  public let lengthMs: Int64
  public let count: Int
  public let wordCount: Int

  /// - Precondition: `lengthMs` and `count` are more than 0.
  public init(fromMs: Int64, lengthMs: Int64 = lengthMsUsual, count: Int) {
    precondition(lengthMs > 0 && count > 0)
    (self.fromMs, self.lengthMs, self.count) = (fromMs, lengthMs, count)
    wordCount = (count + 63) / 64
  }

  public var untilMs: Int64 { fromMs + Int64(count) * lengthMs }
  public var window: Range<Int64> { fromMs..<untilMs }

  public func startMs(_ slot: Int) -> Int64 { fromMs + Int64(slot) * lengthMs }
  public func middleMs(_ slot: Int) -> Int64 { startMs(slot) + lengthMs / 2 }

  /// All slots.
  public var all: [UInt64] {
    (0..<wordCount).map { word in
      let left = count - word * 64
      return left >= 64 ? .max : (1 << UInt64(left)) - 1
    }
  }

  /// Slots whose middle lies within the time.
  public func mask(_ spans: Spans) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: wordCount)
    for range in spans.clipped(to: window).ranges {
      // The first slot whose middle is not before the bound.
      func slot(_ boundMs: Int64) -> Int {
        let offMs = boundMs - fromMs - lengthMs / 2
        return max(0, min(count, Int((Double(offMs) / Double(lengthMs)).rounded(.up))))
      }
      let (first, end) = (slot(range.lowerBound), slot(range.upperBound))
      for slot in first..<max(first, end) { words[slot / 64] |= 1 << UInt64(slot % 64) }
    }
    return words
  }

  /// The time of the slots that a mask holds.
  public func spans(_ mask: some Collection<UInt64>) -> Spans {
    var ranges: [Range<Int64>] = []
    for (word, bits) in mask.enumerated() where bits != 0 {
      for bit in 0..<64 where bits >> UInt64(bit) & 1 == 1 && word * 64 + bit < count {
        let startMs = startMs(word * 64 + bit)
        ranges.append(startMs..<(startMs + lengthMs))
      }
    }
    return Spans(ranges)
  }
}
