// Is the reference page that of the tables?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Testing

@Suite("ASTERIX page")
struct ASTERIXPageTests {
  /// `TRUCELINE_WRITE_PAGES=1` writes it anew.
  @Test func `the page is written from the field tables`() throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/reference/formats/asterix.md")
    let page = try #require(FeedFormat.asterix.page).markdown
    if ProcessInfo.processInfo.environment["TRUCELINE_WRITE_PAGES"] != nil {
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(page.utf8).write(to: url)
    }
    let written = try String(contentsOf: url, encoding: .utf8)
    #expect(written == page)
    for item in ["I048/040", "I062/380", "I021/131", "I001/141", "I034/050"] {
      #expect(page.contains("| \(item) |"), "\(item)")
    }
  }
}
