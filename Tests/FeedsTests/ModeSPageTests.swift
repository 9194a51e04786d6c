// Does every field that Mode S, BaseStation and CoT lines have stand in the reference?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Feeds

@Suite struct ModeSPageTests {
  /// Names of the fields in JSON lines, those of nested objects too.
  private func names(_ lines: [String]) -> Set<String> {
    var names: Set<String> = []
    for line in lines {
      for part in line.split(separator: "\"")
      where part.allSatisfy({ $0.isLetter || $0 == "_" || $0.isNumber }) {
        if line.contains("\"\(part)\":") { names.insert(String(part)) }
      }
    }
    return names
  }

  @Test(arguments: [("example.beast", FeedFormat.beast), ("flight.avr", .avr)])
  func `every field of the recordings is described`(name: String, format: FeedFormat) throws {
    let page = try #require(format.page).markdown
    for name in names(wireLines(try ModeSHelp.fixture(name), format).lines) {
      #expect(page.contains(name), "\(name)")
    }
  }

  @Test(arguments: [FeedFormat.avr, .beast, .sbs, .cot, .tak])
  func `the reference is as the code has it`(
    format: FeedFormat
  ) throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/reference/formats/\(format.rawValue).md")
    let markdown = try #require(format.page).markdown
    if ProcessInfo.processInfo.environment["TRUCELINE_WRITE"] != nil {
      try markdown.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == markdown)
  }
}
