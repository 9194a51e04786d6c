// Do rows survive careless quotes, long rows, empty rows and damaged text?
//
// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

/// What came out of a table: a row with its line, or a fault with its line.
enum Found: Hashable {
  case row(Int, [String])
  case fault(Int, String)
}

func found(_ bytes: [UInt8], readSize: Int) -> [Found] {
  var text = TextBytes()
  var reader = CSVReader()
  var found: [Found] = []
  func drain() {
    while true {
      do throws(CSVError) {
        guard let row = try reader.next() else { return }
        found.append(.row(row.line, (0..<row.count).map { row.text($0) }))
      } catch {
        found.append(.fault(error.line, error.reason))
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
  return found
}

@Suite struct TableEdgeTests {
  static let open = "a quote is not closed"
  static let long = "the row is longer than 65536 bytes"

  static let examples: [(String, [Found])] = [
    ("", []), ("\n\r\n \r", []), ("a", [.row(1, ["a"])]), ("a,", [.row(1, ["a", ""])]),
    // A spreadsheet fills a sheet up with empty rows.
    ("a,b\n,\n , \n1,2\n,,", [.row(1, ["a", "b"]), .row(4, ["1", "2"])]),
    ("a;b\n;\n1;2", [.row(1, ["a", "b"]), .row(3, ["1", "2"])]),
    // A quote within a field is a letter of it.
    (
      "a,b\n5\" pipe,2\n3,6\" gun\n5,6",
      [
        .row(1, ["a", "b"]), .row(2, ["5\" pipe", "2"]), .row(3, ["3", "6\" gun"]),
        .row(4, ["5", "6"]),
      ]
    ),
    ("a,b\n\"x \"\"y\"\"\",\"\"\"\"", [.row(1, ["a", "b"]), .row(2, ["x \"y\"", "\""])]),
    ("a,b\n \"x,y\" ,2", [.row(1, ["a", "b"]), .row(2, ["x,y", "2"])]),
    ("a,b\n\"x\"y,2", [.row(1, ["a", "b"]), .row(2, ["xy", "2"])]),
    ("a,b\n\"\",2", [.row(1, ["a", "b"]), .row(2, ["", "2"])]),
    // Lines go on being counted behind a field with line ends in it.
    (
      "a,b\n\"x\ny\r\nz\",2\n3,4",
      [
        .row(1, ["a", "b"]), .row(2, ["x\ny\r\nz", "2"]), .row(5, ["3", "4"]),
      ]
    ),
    (
      "a,b\r\"x\ry\",2\r3,4\r",
      [
        .row(1, ["a", "b"]), .row(2, ["x\ry", "2"]), .row(4, ["3", "4"]),
      ]
    ),
    // An open quote costs its line and no other.
    (
      "a,b\n\"x,2\n3,4\n5,6\n",
      [
        .row(1, ["a", "b"]), .fault(2, open), .row(3, ["3", "4"]), .row(4, ["5", "6"]),
      ]
    ),
    ("a,b\r\n\"x,2\r\n3,4\r\n", [.row(1, ["a", "b"]), .fault(2, open), .row(3, ["3", "4"])]),
    ("a,b\r\"x,2\r3,4\r", [.row(1, ["a", "b"]), .fault(2, open), .row(3, ["3", "4"])]),
    ("a,b\n1,2\n\"", [.row(1, ["a", "b"]), .row(2, ["1", "2"]), .fault(3, open)]),
    ("a\tb;c\td\n1\t2;3\t4", [.row(1, ["a", "b;c", "d"]), .row(2, ["1", "2;3", "4"])]),
    ("a,b\nx\u{0}y,2", [.row(1, ["a", "b"]), .row(2, ["x\u{0}y", "2"])]),
  ]

  @Test(arguments: examples, [Int.max, 1, 2])
  func `a careless table has the rows that a reader would see`(
    example: (text: String, found: [Found]), readSize: Int
  ) {
    #expect(found(Array(example.text.utf8), readSize: readSize) == example.found)
  }

  @Test(arguments: [Int.max, 1_000, 4_096])
  func `a row is too long from the same byte on, however it comes`(readSize: Int) {
    for (length, isRead) in [(65_536, true), (65_537, false), (1_000_000, false)] {
      let long = String(repeating: "x", count: length)
      for lineEnd in ["\n", "\r\n", "\r"] {
        let rows = found(
          Array("a,b\(lineEnd)\(long)\(lineEnd)1,2\(lineEnd)".utf8), readSize: readSize)
        let expected: Found = isRead ? .row(2, [long]) : .fault(2, Self.long)
        #expect(rows == [.row(1, ["a", "b"]), expected, .row(3, ["1", "2"])], "\(length)")
      }
    }
  }

  @Test(arguments: [Int.max, 4_096])
  func `an open quote with a megabyte behind it costs one line`(readSize: Int) {
    let text = "a,b\n\"x,y\n" + String(repeating: "1,2\n", count: 250_000)
    let rows = found(Array(text.utf8), readSize: readSize)
    #expect(rows.count == 250_002)
    #expect(rows[1] == .fault(2, Self.open))
    #expect(rows[2] == .row(3, ["1", "2"]))
    #expect(rows.last == .row(250_002, ["1", "2"]))
  }

  @Test func `bytes without a line end use bounded memory and are one fault`() {
    var reader = CSVReader()
    var faults = 0
    for _ in 0..<500 {
      reader.push([UInt8](repeating: 0x78, count: 10_000))
      while true {
        do throws(CSVError) {
          guard try reader.next() != nil else { break }
        } catch {
          #expect(error.raw.count == CSVError.rawByteCountMax)
          faults += 1
        }
      }
    }
    #expect(faults == 1)
  }

  /// Bytes of a text in UTF-16; damage is put in behind.
  private func utf16(_ units: [UInt16], bigEndian: Bool) -> [UInt8] {
    ([0xFEFF] + units).flatMap {
      let bytes = [UInt8($0 >> 8), UInt8($0 & 255)]
      return bigEndian ? bytes : bytes.reversed()
    }
  }

  @Test(arguments: [false, true], [Int.max, 1, 3])
  func `damaged UTF-16 becomes replacement characters`(bigEndian: Bool, readSize: Int) {
    let a: UInt16 = 0x61
    for units: [UInt16] in [[a, 0xD83D, a], [a, 0xDE00, a], [a, 0xD83D, 0xD83D, 0xDE00]] {
      let rows = found(utf16(units, bigEndian: bigEndian), readSize: readSize)
      let text = String(decoding: units, as: UTF16.self)
      #expect(rows == [.row(1, [text])])
    }
    // Half a unit and half a pair at the end.
    let odd = utf16([a, a], bigEndian: bigEndian) + [0x61]
    #expect(found(odd, readSize: readSize) == [.row(1, ["aa\u{FFFD}"])])
    let half = utf16([a, 0xD83D], bigEndian: bigEndian)
    #expect(found(half, readSize: readSize) == [.row(1, ["a\u{FFFD}"])])
  }

  @Test(arguments: [[], [0xEF], [0xEF, 0xBB], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF]])
  func `a file of nothing but a mark has no rows with letters`(bytes: [UInt8]) {
    for row in found(bytes, readSize: 1) {
      guard case .row(_, let fields) = row else {
        Issue.record("\(row)")
        return
      }
      #expect(fields.allSatisfy { !$0.contains(where: \.isLetter) })
    }
  }
}
