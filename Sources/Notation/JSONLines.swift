// On which line of a JSON file does each element of a list stand?
//
// SPDX-License-Identifier: Apache-2.0

extension JSONValue {
  /// The line, from 1, on which each element of a list at the top begins. The text is known to be JSON.
  public static func elementLines(of name: String, _ bytes: [UInt8]) -> [Int] {
    let word = Array("\"\(name)\"".utf8)
    var lines: [Int] = []
    var (line, depth) = (1, 0)
    var (isInList, isInString, isEscaped) = (false, false, false)
    for at in bytes.indices {
      let byte = bytes[at]
      if byte == 0x0A { line += 1 }
      if isInString {
        isInString = isEscaped || byte != UInt8(ascii: "\"")
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
        if depth == 1 { isInList = bytes[at...].starts(with: word) }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 2, isInList { lines.append(line) }
        depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
    }
    return lines
  }
}
