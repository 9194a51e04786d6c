// Which names may files in a package have? Such that no system takes them for a way out of it.
//
// SPDX-License-Identifier: Apache-2.0

/// Names of files in a bag, from the bag's folder, with `/` between folders.
enum BagPath {
  static let byteCountMax = 1_024

  /// A reason why a name is refused; nil where it is sound.
  ///
  /// Refused are: absolute names, drive letters, backslashes, `.`, `..` and empty parts, control
  /// characters but CR and LF, the `~` at the beginning that the RFC warns of, and the names that
  /// Windows keeps for devices.
  static func fault(_ path: String) -> String? {
    guard !path.isEmpty, path.utf8.count <= byteCountMax else {
      return "a name of no or too many bytes"
    }
    guard !path.contains("\\") else { return "a backslash in a name" }
    guard
      path.unicodeScalars.allSatisfy({
        $0.value >= 0x20 && $0.value != 0x7F || $0 == "\r" || $0 == "\n"
      })
    else { return "a control character in a name" }
    guard !path.hasPrefix("~"), !path.hasPrefix("data/~") else {
      return "a name that begins with ~"
    }
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      guard !part.isEmpty, part != ".", part != ".." else {
        return "the name leads out of the package or is not plain"
      }
      let bytes = Array(part.utf8)
      if bytes.count >= 2, bytes[1] == UInt8(ascii: ":") { return "a drive letter in a name" }
      let stem = part.prefix { $0 != "." }.lowercased()
      let isNumbered = stem.utf8.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt"))
      if ["con", "prn", "aux", "nul"].contains(stem) || isNumbered && stem.last?.isNumber == true {
        return "a name that some systems keep for devices"
      }
    }
    return nil
  }

  /// For a manifest: `%`, CR and LF as percent and two digits (RFC 8493, section 2.1.3).
  static func encoded(_ path: String) -> String {
    var out = ""
    for scalar in path.unicodeScalars {
      switch scalar {
      case "%": out += "%25"
      case "\r": out += "%0D"
      case "\n": out += "%0A"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// The name that a manifest has written; other percent signs are left as they stand.
  ///
  /// - Parameter percentToo: false for version 0.97, which does not encode the percent sign itself.
  static func decoded(_ text: String, percentToo: Bool = true) -> String {
    var out = ""
    var rest = text[...]
    while let at = rest.utf8.firstIndex(of: UInt8(ascii: "%")) {
      out += rest[..<at]
      let code = rest[at...].prefix(3).lowercased()
      switch code {
      case "%25" where percentToo: out += "%"
      case "%0d": out += "\r"
      case "%0a": out += "\n"
      default:
        out += "%"
        rest = rest[rest.index(after: at)...]
        continue
      }
      rest = rest[rest.index(at, offsetBy: 3)...]
    }
    return out + rest
  }
}
