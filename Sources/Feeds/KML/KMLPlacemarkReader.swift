// What stands in the elements of a Placemark?
//
// SPDX-License-Identifier: Apache-2.0

/// Reads one Placemark from its `<Placemark` to its end.
struct KMLPlacemarkReader {
  /// An open element.
  struct Element {
    let tag: XMLCursor.Tag
    let space: KMLNames.Space
    /// The name without its prefix.
    let name: String
  }

  var cursor: XMLCursor
  private var names: KMLNames
  private var depth: Int
  var placemark = KMLPlacemark()

  /// `depth` is that of the elements around the Placemark, whose namespaces are `names`.
  init(_ bytes: UnsafeRawBufferPointer, _ names: KMLNames, depth: Int) {
    cursor = XMLCursor(bytes, whole: "Placemark")
    self.names = names
    self.depth = depth
  }

  mutating func read() throws(XMLFault) -> KMLPlacemark {
    guard case .open(let tag) = try cursor.next() else {
      throw cursor.fault("tag is malformed", "'<Placemark' expected")
    }
    let root = try enter(tag)
    placemark.id = try attribute("id")
    while let child = try next(in: root) { try take(child) }
    return placemark
  }

  private mutating func take(_ child: Element) throws(XMLFault) {
    guard child.space != .foreign else { return try skip(child) }
    switch child.name {
    case "name": placemark.name = try text(child).trimmed
    case "description": placemark.description = try text(child).trimmed
    case "TimeStamp": try takeStamp(child)
    case "TimeSpan": try takeSpan(child)
    case "ExtendedData": try takeData(child)
    default:
      guard KMLGeometryReader.isGeometry(child.name) else { return try skip(child) }
      guard placemark.geometry == nil else {
        throw cursor.fault(
          "more than one geometry", "one, or a MultiGeometry of several, expected",
          item: child.name)
      }
      placemark.geometry = try geometry(child)
    }
  }

  // MARK: Elements

  private mutating func enter(_ tag: XMLCursor.Tag) throws(XMLFault) -> Element {
    guard depth < XMLCursor.depthMax else {
      throw cursor.fault("nested too deeply", "at most \(XMLCursor.depthMax) levels")
    }
    depth += 1
    names.enter(cursor, depth: depth)
    let (space, local) = names.resolve(cursor, tag.name)
    return Element(tag: tag, space: space, name: cursor.text(local))
  }

  private mutating func leave() {
    names.leave(depth: depth)
    depth -= 1
  }

  /// The next child of an open element; nil behind its end.
  mutating func next(in element: Element) throws(XMLFault) -> Element? {
    if element.tag.isSelfClosing {
      leave()
      return nil
    }
    while true {
      switch try cursor.next() {
      case .open(let child): return try enter(child)
      case .text: continue
      case .close(let name):
        try close(element, name)
        return nil
      case .end: throw cutOff(element)
      }
    }
  }

  private mutating func close(_ element: Element, _ name: Range<Int>) throws(XMLFault) {
    guard cursor.isSame(name, element.tag.name) else {
      throw XMLFault(
        at: name.lowerBound, item: cursor.text(name), reason: "tags do not match",
        detail: "'</\(cursor.text(element.tag.name))>' expected")
    }
    leave()
  }

  private func cutOff(_ element: Element) -> XMLFault {
    cursor.fault("Placemark cut off", "'</\(cursor.text(element.tag.name))>' expected")
  }

  /// Passes over an element with all that it holds.
  mutating func skip(_ element: Element) throws(XMLFault) {
    while let child = try next(in: element) { try skip(child) }
  }

  /// The text of an element, with that of elements in it: descriptions hold unescaped HTML.
  mutating func text(_ element: Element) throws(XMLFault) -> String {
    let start = cursor.at
    var plain: [UInt8] = []
    try appendText(element, to: &plain)
    guard let text = plain.withUnsafeBytes({ UTF8Text.string($0) }) else {
      throw XMLFault(at: start, item: element.name, reason: "text is not UTF-8", detail: "")
    }
    return text
  }

  private mutating func appendText(
    _ element: Element, to plain: inout [UInt8]
  ) throws(XMLFault) {
    if element.tag.isSelfClosing { return leave() }
    while true {
      switch try cursor.next() {
      case .open(let child): try appendText(try enter(child), to: &plain)
      case .text(let range, let isLiteral):
        XMLText.append(
          content: UnsafeRawBufferPointer(rebasing: cursor.bytes[range]), isLiteral: isLiteral,
          to: &plain)
      case .close(let name): return try close(element, name)
      case .end: throw cutOff(element)
      }
    }
  }

  /// An attribute of the tag that was read last.
  private func attribute(_ name: StaticString) throws(XMLFault) -> String? {
    guard let found = cursor.attributes.first(where: { cursor.isNamed($0.name, name) }) else {
      return nil
    }
    guard
      let value = XMLText.value(cursor.bytes, found.value, hasReference: found.hasReference)
    else {
      throw XMLFault(
        at: found.value.lowerBound, item: "\(name)", reason: "text is not UTF-8", detail: "")
    }
    return value.isEmpty ? nil : value
  }

  // MARK: Data

  private mutating func takeData(_ element: Element) throws(XMLFault) {
    while let child = try next(in: element) {
      switch (child.space, child.name) {
      case (.kml, "Data"):
        let name = try attribute("name") ?? ""
        var value: String?
        while let grandchild = try next(in: child) {
          if grandchild.name == "value", grandchild.space == .kml, value == nil {
            value = try text(grandchild)
          } else {
            try skip(grandchild)
          }
        }
        append(name, value ?? "")
      case (.kml, "SchemaData"):
        while let grandchild = try next(in: child) {
          guard grandchild.name == "SimpleData", grandchild.space == .kml else {
            try skip(grandchild)
            continue
          }
          let name = try attribute("name") ?? ""
          append(name, try text(grandchild))
        }
      default: try skip(child)
      }
    }
  }

  private mutating func append(_ name: String, _ text: String) {
    guard !name.isEmpty else { return }
    placemark.properties.append(KMLProperty(name: name, text: text))
  }

  // MARK: Time

  private mutating func takeStamp(_ element: Element) throws(XMLFault) {
    var when: KMLTime?
    while let child = try next(in: element) {
      if child.name == "when", child.space != .foreign, when == nil {
        when = try time(child, "TimeStamp/when")
      } else {
        try skip(child)
      }
    }
    placemark.time = when.map { .stamp($0) }
  }

  private mutating func takeSpan(_ element: Element) throws(XMLFault) {
    var begin: KMLTime?
    var end: KMLTime?
    while let child = try next(in: element) {
      if child.name == "begin", child.space != .foreign, begin == nil {
        begin = try time(child, "TimeSpan/begin")
      } else if child.name == "end", child.space != .foreign, end == nil {
        end = try time(child, "TimeSpan/end")
      } else {
        try skip(child)
      }
    }
    guard begin != nil || end != nil else { return }
    placemark.time = .span(begin: begin, end: end)
  }

  /// Nil for an empty element.
  private mutating func time(_ element: Element, _ item: String) throws(XMLFault) -> KMLTime? {
    let at = cursor.at
    let text = try text(element).trimmed
    if text.isEmpty { return nil }
    guard let time = KMLTime(text) else { throw KMLTime.fault(text, at: at, item: item) }
    return time
  }
}
