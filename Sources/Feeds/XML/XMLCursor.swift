// Which tags, attributes and texts stand in an element? A pull parser for the part of XML that feeds use.
//
// SPDX-License-Identifier: Apache-2.0

/// Why an element could not be read, and where in it.
struct XMLFault: Error {
  var at: Int
  var item: String
  var reason: String
  var detail: String
}

/// Reads elements in place: no document types, no entities but the five and numbers, at most 64 levels
/// and 64 attributes of an element.
struct XMLCursor {
  struct Attribute {
    var name: Range<Int>
    var value: Range<Int>
    var hasReference: Bool
  }

  struct Tag {
    var name: Range<Int>
    var isSelfClosing: Bool
  }

  /// What stands next.
  enum Piece {
    case open(Tag)
    case close(Range<Int>)
    /// Text without markup, or a CDATA section's content.
    case text(Range<Int>, isLiteral: Bool)
    case end
  }

  static let depthMax = 64
  static let attributeCountMax = 64

  let bytes: UnsafeRawBufferPointer
  /// What is read, for reasons: `event`, `Placemark`.
  let whole: StaticString
  private(set) var at = 0
  /// Attributes of the tag that was read last.
  private(set) var attributes: [Attribute] = []

  init(
    _ bytes: UnsafeRawBufferPointer, whole: StaticString = "event",
    reusing attributes: consuming [Attribute] = []
  ) {
    self.bytes = bytes
    self.whole = whole
    self.attributes = attributes
    self.attributes.removeAll(keepingCapacity: true)
  }

  consuming func storage() -> [Attribute] { attributes }

  // MARK: Pieces

  /// The next piece; comments and processing instructions are passed over.
  mutating func next() throws(XMLFault) -> Piece {
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "<") else { return try text() }
      guard at + 1 < bytes.count else { throw fault("\(whole) cut off", "after '<'") }
      switch bytes[at + 1] {
      case UInt8(ascii: "/"): return try close()
      case UInt8(ascii: "?"): try skip(to: "?>", from: at + 2)
      case UInt8(ascii: "!"):
        if starts("<!--") {
          try skip(to: "-->", from: at + 4)
        } else if starts("<![CDATA[") {
          let start = at + 9
          try skip(to: "]]>", from: start)
          return .text(start..<(at - 3), isLiteral: true)
        } else {
          throw fault("document type refused", "'<!' within the \(whole)")
        }
      default: return try open()
      }
    }
    return .end
  }

  private mutating func text() throws(XMLFault) -> Piece {
    let start = at
    while at < bytes.count, bytes[at] != UInt8(ascii: "<") {
      if bytes[at] == UInt8(ascii: "&") {
        try reference()
      } else {
        at += 1
      }
    }
    return .text(start..<at, isLiteral: false)
  }

  private mutating func close() throws(XMLFault) -> Piece {
    at += 2
    let name = try name()
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: ">") else {
      throw fault("tag is malformed", "'>' expected")
    }
    at += 1
    return .close(name)
  }

  private mutating func open() throws(XMLFault) -> Piece {
    at += 1
    let name = try name()
    attributes.removeAll(keepingCapacity: true)
    while true {
      let hadSpace = skipSpace()
      guard at < bytes.count else { throw fault("\(whole) cut off", "within a tag") }
      switch bytes[at] {
      case UInt8(ascii: ">"):
        at += 1
        return .open(Tag(name: name, isSelfClosing: false))
      case UInt8(ascii: "/"):
        guard at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: ">") else {
          throw fault("tag is malformed", "'>' after '/' expected")
        }
        at += 2
        return .open(Tag(name: name, isSelfClosing: true))
      default:
        guard hadSpace else { throw fault("tag is malformed", "space before an attribute") }
        try attribute()
      }
    }
  }

  private mutating func attribute() throws(XMLFault) {
    guard attributes.count < Self.attributeCountMax else {
      throw fault("too many attributes", "at most \(Self.attributeCountMax)")
    }
    let name = try name()
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "=") else {
      throw fault("tag is malformed", "'=' expected")
    }
    at += 1
    skipSpace()
    guard at < bytes.count, bytes[at] == UInt8(ascii: "'") || bytes[at] == UInt8(ascii: "\"")
    else { throw fault("tag is malformed", "quotation mark expected") }
    let quote = bytes[at]
    at += 1
    let start = at
    var hasReference = false
    while at < bytes.count, bytes[at] != quote {
      switch bytes[at] {
      case UInt8(ascii: "<"): throw fault("tag is malformed", "'<' in an attribute")
      case UInt8(ascii: "&"):
        try reference()
        hasReference = true
      case 0x09, 0x0A, 0x0D:
        hasReference = true
        at += 1
      default: at += 1
      }
    }
    guard at < bytes.count else { throw fault("\(whole) cut off", "within an attribute") }
    for other in attributes where isSame(other.name, name) {
      throw XMLFault(
        at: name.lowerBound, item: text(name), reason: "attribute given twice", detail: "")
    }
    attributes.append(Attribute(name: name, value: start..<at, hasReference: hasReference))
    at += 1
  }

  private mutating func name() throws(XMLFault) -> Range<Int> {
    let start = at
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    guard at > start, !(bytes[start] < 0x3A && bytes[start] >= 0x2D) else {
      throw fault("tag is malformed", "a name expected")
    }
    return start..<at
  }

  @discardableResult
  private mutating func skipSpace() -> Bool {
    let start = at
    while at < bytes.count, Self.isSpace(bytes[at]) { at += 1 }
    return at > start
  }

  private mutating func skip(to end: StaticString, from start: Int) throws(XMLFault) {
    let count = end.utf8CodeUnitCount
    var index = start
    while index + count <= bytes.count {
      if bytes[index] == end.utf8Start[0],
        (1..<count).allSatisfy({ bytes[index + $0] == end.utf8Start[$0] })
      {
        at = index + count
        return
      }
      index += 1
    }
    throw fault("\(whole) cut off", "'\(end)' expected")
  }

  private func starts(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    return at + count <= bytes.count
      && (0..<count).allSatisfy { bytes[at + $0] == text.utf8Start[$0] }
  }

  /// Walks over `&amp;` or `&#x41;`.
  private mutating func reference() throws(XMLFault) {
    guard let (_, count) = XMLText.reference(bytes, at) else {
      throw fault("entity not known", "one of amp, lt, gt, quot, apos or a number expected")
    }
    at += count
  }

  // MARK: Names and values

  func fault(_ reason: String, _ detail: String, item: String = "") -> XMLFault {
    XMLFault(at: min(at, bytes.count), item: item, reason: reason, detail: detail)
  }

  func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }

  func isSame(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count
    where bytes[left.lowerBound + index] != bytes[right.lowerBound + index] { return false }
    return true
  }

  @inline(__always)
  func isNamed(_ range: Range<Int>, _ name: StaticString) -> Bool {
    guard range.count == name.utf8CodeUnitCount else { return false }
    for index in 0..<range.count
    where bytes[range.lowerBound + index] != name.utf8Start[index] { return false }
    return true
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D
  }
}

/// Letters, digits, `_ : - .` and everything beyond ASCII.
@inline(__always)
private func isNameByte(_ byte: UInt8) -> Bool {
  (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 <= 10 || byte >= 0x80 || byte == 0x5F || byte == 0x2D
    || byte == 0x2E
}
