// What does a log say of itself? Its name, how many entries it has, and the root over them.
//
// SPDX-License-Identifier: Apache-2.0

/// The text of a C2SP tlog-checkpoint, without signatures.
public struct Checkpoint: Hashable, Sendable {
  /// A size is at most 2^63-1.
  public static let sizeMax = UInt64(Int64.max)

  /// Name of the log: its address without the scheme, the name of its key.
  public let origin: String
  /// Entries.
  public let size: UInt64
  public let root: LogHash
  /// Further lines. Witnesses sign them, but do not vouch for what they say.
  public let extensions: [String]

  public init(origin: String, size: UInt64, root: LogHash, extensions: [String] = []) {
    (self.origin, self.size, self.root, self.extensions) = (origin, size, root, extensions)
  }

  /// Reads the one spelling that `text` writes, and nothing else.
  public init(_ text: String) throws(CheckpointError) {
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    guard lines.count >= 4, lines.last?.isEmpty == true else { throw .lines }
    guard lines.dropLast().allSatisfy({ !$0.isEmpty }) else { throw .lines }
    guard let size = Decimal.parse(lines[1]), size <= Self.sizeMax else {
      throw .size(String(Substring(lines[1])))
    }
    guard let root = Base64.decode(lines[2]).flatMap({ LogHash($0) }) else {
      throw .root(String(Substring(lines[2])))
    }
    (self.size, self.root) = (size, root)
    origin = String(Substring(lines[0]))
    extensions = lines[3...].dropLast().map { String(Substring($0)) }
  }

  public var text: String {
    ([origin, "\(size)", root.base64] + extensions).joined(separator: "\n") + "\n"
  }
}

/// Why a text is not a checkpoint.
public enum CheckpointError: Error, Hashable, Sendable, CustomStringConvertible {
  case lines
  case size(String)
  case root(String)

  public var description: String {
    switch self {
    case .lines:
      "the checkpoint has not three or more lines, each with text and an end of line. \(next)"
    case .size(let text):
      "the size in line 2 of the checkpoint is not a decimal number up to 2^63-1: "
        + "\"\(text.prefix(40))\". \(next)"
    case .root(let text):
      "the root in line 3 of the checkpoint is not the base64 of 32 bytes: "
        + "\"\(text.prefix(60))\". \(next)"
    }
  }

  private var next: String { "Fetch it again; if it stays so, ask the operator of the log." }
}

/// Numbers in notes: decimal digits, no sign, no leading zero.
enum Decimal {
  static func parse(_ text: some Collection<UInt8>) -> UInt64? {
    guard let first = text.first, text.count <= 20 else { return nil }
    if first == UInt8(ascii: "0"), text.count > 1 { return nil }
    var number: UInt64 = 0
    for character in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) else { return nil }
      let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, isBeyond) = tens.addingReportingOverflow(UInt64(character - UInt8(ascii: "0")))
      if isTooLarge || isBeyond { return nil }
      number = sum
    }
    return number
  }
}
