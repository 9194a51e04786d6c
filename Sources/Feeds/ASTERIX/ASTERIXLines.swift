// What does an ASTERIX recording say by editions that are not the newest?
//
// SPDX-License-Identifier: Apache-2.0

extension FeedFormat {
  /// ASTERIX records as JSON Lines; editions by category, as `"1.31"`, the newest where none is named.
  public static func asterixLines(
    editions: [UInt8: String], radars: [RadarSource] = []
  ) -> any MessageLines {
    WireLines(ASTERIXDecoder(editions: editions, radars: radars))
  }
}
