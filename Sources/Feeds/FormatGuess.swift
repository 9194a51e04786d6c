// Which format do these bytes look like? Asked when a recording was named wrongly.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

extension FeedFormat {
  /// So many bytes of a recording are tried.
  static let guessByteCount = 65_536

  /// The format whose decoder finds the most messages and the fewest faults; nil where none finds
  /// more messages than faults.
  public static func guess(_ bytes: [UInt8]) -> FeedFormat? {
    let first = Array(bytes.prefix(guessByteCount))
    var best: (format: FeedFormat, score: Int)?
    for format in allCases {
      let score = format.score(first)
      if score > best?.score ?? 0 { best = (format, score) }
    }
    return best?.format
  }

  /// Bytes explained by whole messages, less those that only faults explain.
  private func score(_ bytes: [UInt8]) -> Int {
    let settings = FeedSettings(name: rawValue, format: self)
    guard var lines = lines(settings) else { return 0 }
    var writer = FieldWriter()
    var faultCount = 0
    lines.push(bytes)
    while true {
      let stop = lines.next(into: &writer, byteCountMax: 1 << 16)
      writer.removeAll()
      switch stop {
      case .fault: faultCount += 1
      case .full: break
      case .needsBytes: return lines.messageCount - 2 * faultCount
      }
    }
  }
}
