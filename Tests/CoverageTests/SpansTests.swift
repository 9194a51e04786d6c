// Are unions and differences of time what counting each millisecond gives?
//
// SPDX-License-Identifier: Apache-2.0

import Coverage
import Testing

@Suite struct SpansTests {
  @Test func `unions, differences and cuts hold the same moments as sets of moments do`() {
    var random = Draw(7)
    for _ in 0..<500 {
      let first = random.ranges(count: 5)
      let second = random.ranges(count: 4)
      let window = Int64(20)..<70
      let (a, b) = (Spans(first), Spans(second))
      let (inA, inB) = (Self.moments(first), Self.moments(second))
      #expect(Self.moments(a.union(b).ranges) == inA.union(inB))
      #expect(Self.moments(a.subtracting(b).ranges) == inA.subtracting(inB))
      #expect(Self.moments(a.clipped(to: window).ranges) == inA.filter { window.contains($0) })
      #expect(a.lengthMs == Int64(inA.count))
      for (left, right) in zip(a.ranges, a.ranges.dropFirst()) {
        #expect(left.upperBound < right.lowerBound)
      }
    }
  }

  private static func moments(_ ranges: [Range<Int64>]) -> Set<Int64> {
    Set(ranges.flatMap { Array($0) })
  }
}

/// Numbers that are the same on every run (xorshift64*).
struct Draw: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return state &* 0x2545_F491_4F6C_DD1D
  }

  mutating func ranges(count: Int) -> [Range<Int64>] {
    (0..<count).map { _ in
      let from = Int64.random(in: 0...90, using: &self)
      return from..<(from + .random(in: 0...25, using: &self))
    }
  }
}
