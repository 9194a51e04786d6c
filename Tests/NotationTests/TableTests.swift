// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@Suite struct TableTests {
  /// Rows as lists of fields, however the bytes are cut; a fault as one field with its reason.
  private func rows(_ bytes: [UInt8], readSize: Int) -> [[String]] {
    var text = TextBytes()
    var reader = CSVReader()
    var rows: [[String]] = []
    func drain() {
      while true {
        do throws(CSVError) {
          guard let row = try reader.next() else { return }
          rows.append((0..<row.count).map { row.text($0) })
        } catch {
          rows.append(["line \(error.line): \(error.reason)"])
        }
      }
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      var utf8: [UInt8] = []
      text.push(Array(rest.prefix(readSize)), to: &utf8)
      rest = rest.dropFirst(readSize)
      reader.push(utf8)
      drain()
    }
    var utf8: [UInt8] = []
    text.finish(to: &utf8)
    reader.push(utf8)
    reader.finish()
    drain()
    return rows
  }

  static let forms: [(String, [UInt8])] = [
    ("comma, LF", Array("a,b\n1,ü\n".utf8)), ("no last line end", Array("a,b\n1,ü".utf8)),
    ("CRLF", Array("a,b\r\n1,ü\r\n".utf8)), ("CR", Array("a,b\r1,ü\r".utf8)),
    ("semicolon", Array("a;b\n1;ü\n".utf8)), ("tab", Array("a\tb\n1\tü\n".utf8)),
    ("byte order mark", [0xEF, 0xBB, 0xBF] + Array("a,b\n1,ü\n".utf8)),
    (
      "UTF-16 little-endian",
      [0xFF, 0xFE] + Array("a,b\r\n1,ü\r\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    ),
    (
      "UTF-16 big-endian",
      [0xFE, 0xFF] + Array("a,b\n1,ü\n".utf16).flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    ),
    (
      "UTF-16 without mark",
      Array("a,b\n1,ü\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    ),
    ("quotes and empty lines", Array("\"a\",b\n\n  \n\"1\",\"ü\"\n".utf8)),
  ]

  @Test(arguments: forms, [Int.max, 1, 3])
  func `every form of a table has the same rows`(form: (String, [UInt8]), readSize: Int) {
    #expect(rows(form.1, readSize: readSize) == [["a", "b"], ["1", "ü"]], "\(form.0)")
  }

  @Test(arguments: [Int.max, 1])
  func `a quoted field may hold separators, quotes and line ends`(readSize: Int) {
    let found = rows(Array("a,\"x, \"\"y\"\"\nz\",b\n1,2,3\n".utf8), readSize: readSize)
    #expect(found == [["a", "x, \"y\"\nz", "b"], ["1", "2", "3"]])
  }

  @Test(arguments: [Int.max, 1])
  func `a quote that nothing closes costs one row`(readSize: Int) {
    let tail = String(repeating: "1,2\n", count: 2_000)
    let found = rows(Array("a,b\n\"x,y\n\(tail)".utf8), readSize: readSize)
    #expect(found.first == ["a", "b"])
    #expect(found.dropFirst().first == ["line 2: a quote is not closed"])
    #expect(found.last == ["1", "2"])
  }

  @Test func `a row without end is given up and the next one is read`() {
    let long = String(repeating: "x", count: 1_000_000)
    let found = rows(Array("a,b\n\(long)\n1,2\n".utf8), readSize: 4_096)
    #expect(found.first == ["a", "b"])
    #expect(found[1] == ["line 2: the row is longer than 65536 bytes"])
    #expect(found.last == ["1", "2"])
    #expect(found.count == 3)
  }
}
