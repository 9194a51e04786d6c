// How are counts kept for a million slots at once? One bit of all of them beside the other.
//
// SPDX-License-Identifier: Apache-2.0

/// A count from 0 to 15 for each bit of many words: plane 0 holds the ones, plane 1 the twos, and so on.
/// 15 stands for 15 and more.
struct LayeredCounts: Sendable {
  static let planeCount = 4
  static let most = 15

  private(set) var planes: [[UInt64]]

  init(wordCount: Int) {
    planes = [[UInt64]](
      repeating: [UInt64](repeating: 0, count: wordCount), count: Self.planeCount)
  }

  /// Adds one where a bit is set. Words lie `words.count / cellCount` to a cell.
  mutating func add(_ words: [UInt64], within cells: Range<Int>, wordsPerCell: Int) {
    for word in (cells.lowerBound * wordsPerCell)..<(cells.upperBound * wordsPerCell) {
      var carry = words[word]
      guard carry != 0 else { continue }
      for plane in 0..<Self.planeCount {
        let next = planes[plane][word] & carry
        planes[plane][word] ^= carry
        carry = next
      }
      guard carry != 0 else { continue }
      for plane in 0..<Self.planeCount { planes[plane][word] |= carry }
    }
  }

  /// Bits whose count is at least so much.
  @inline(__always)
  func atLeast(_ least: Int, _ word: Int) -> UInt64 {
    guard least > 0 else { return .max }
    guard least <= Self.most else { return 0 }
    var (greater, equal): (UInt64, UInt64) = (0, .max)
    for plane in stride(from: Self.planeCount - 1, through: 0, by: -1) {
      let bits = planes[plane][word]
      if least >> plane & 1 == 1 {
        equal &= bits
      } else {
        greater |= equal & bits
        equal &= ~bits
      }
    }
    return greater | equal
  }

  func count(_ word: Int, bit: Int) -> Int {
    (0..<Self.planeCount).reduce(0) { $0 | Int(planes[$1][word] >> UInt64(bit) & 1) << $1 }
  }
}
