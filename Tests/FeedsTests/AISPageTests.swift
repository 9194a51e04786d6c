// Does the reference page list what the decoder writes?
//
// SPDX-License-Identifier: Apache-2.0

import Feeds
import Foundation
import Notation
import Testing

@Suite struct AISPageTests {
  @Test func `the reference page is what the field table says`() throws {
    let page = try #require(FeedFormat.ais.page).markdown
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/reference/formats/ais.md")
    if ProcessInfo.processInfo.environment["WRITE_PAGES"] != nil {
      try page.write(to: file, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == page)
  }

  @Test func `every field of the recordings is named on the page`() throws {
    let page = try #require(FeedFormat.ais.page).markdown
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/ais")
    var names: Set<String> = []
    for file in ["example.nmea", "danish-waters-2010.nmea"] {
      let bytes = [UInt8](try Data(contentsOf: folder.appendingPathComponent(file)))
      for message in aisItems(bytes).messages {
        var writer = FieldWriter()
        writer.beginLine()
        message.write(to: &writer)
        writer.endLine()
        let object = try JSONSerialization.jsonObject(with: Data(writer.bytes))
        names.formUnion((object as? [String: Any])?.keys.map { $0 } ?? [])
      }
    }
    #expect(names.count > 50)
    for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
  }
}
