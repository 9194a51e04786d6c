// Which event do these bytes of XML hold?
//
// SPDX-License-Identifier: Apache-2.0

/// Reads one event from its `<event` to its end. Storage for attributes and open tags is kept from one
/// event to the next.
struct CoTXMLParser: Sendable {
  private var attributes: [XMLCursor.Attribute] = []
  private var openTags: [Range<Int>] = []
  private var kept: [UInt8] = []

  mutating func event(_ bytes: UnsafeRawBufferPointer) throws(XMLFault) -> CoTEvent {
    var cursor = XMLCursor(bytes, reusing: attributes)
    attributes = []
    openTags.removeAll(keepingCapacity: true)
    let result: Result<CoTEvent, XMLFault>
    do throws(XMLFault) {
      result = .success(try read(&cursor))
    } catch {
      result = .failure(error)
    }
    attributes = cursor.storage()
    return try result.get()
  }

  private mutating func read(_ cursor: inout XMLCursor) throws(XMLFault) -> CoTEvent {
    guard case .open(let tag) = try cursor.next(), cursor.isNamed(tag.name, "event") else {
      throw cursor.fault("not an event", "'<event' expected")
    }
    var event = try Self.base(cursor)
    var hasPoint = false
    guard !tag.isSelfClosing else { throw Self.noPoint(cursor) }
    while true {
      switch try cursor.next() {
      case .open(let child):
        if cursor.isNamed(child.name, "point"), !hasPoint {
          event.point = try Self.point(cursor)
          hasPoint = true
          try skipContent(child, &cursor)
        } else if cursor.isNamed(child.name, "detail"), event.detail == nil {
          event.detail = try detail(child, &cursor)
        } else {
          // Other children of an event have no meaning in the schema.
          try skipContent(child, &cursor)
        }
      case .close(let name):
        guard cursor.isNamed(name, "event") else { throw Self.mismatch(cursor, name, "event") }
        guard hasPoint else { throw Self.noPoint(cursor) }
        return event
      case .text: continue
      case .end: throw cursor.fault("event cut off", "'</event>' expected")
      }
    }
  }

  static func noPoint(_ cursor: XMLCursor) -> XMLFault {
    cursor.fault("no point", "an event has one 'point'", item: "point")
  }

  static func mismatch(
    _ cursor: XMLCursor, _ name: Range<Int>, _ expected: String
  ) -> XMLFault {
    XMLFault(
      at: name.lowerBound, item: cursor.text(name), reason: "tags do not match",
      detail: "'</\(expected)>' expected")
  }

  // MARK: Detail

  private mutating func detail(
    _ tag: XMLCursor.Tag, _ cursor: inout XMLCursor
  ) throws(XMLFault) -> CoTDetail {
    var detail = CoTDetail()
    kept.removeAll(keepingCapacity: true)
    guard !tag.isSelfClosing else { return detail }
    while true {
      let start = cursor.at
      switch try cursor.next() {
      case .open(let child):
        // Comments before the element were passed over.
        let begin = child.name.lowerBound - 1
        let isTyped: Bool
        if child.isSelfClosing {
          isTyped = CoTTyped.take(child, cursor, &detail)
        } else {
          isTyped = try closesAtOnce(child, &cursor, &detail)
        }
        if isTyped { continue }
        try skipContent(child, &cursor)
        kept.append(contentsOf: UnsafeRawBufferPointer(rebasing: cursor.bytes[begin..<cursor.at]))
      case .text(let range, let isLiteral):
        let hasContent = range.contains { !XMLCursor.isSpace(cursor.bytes[$0]) }
        if hasContent {
          let whole = isLiteral ? start..<cursor.at : range
          kept.append(contentsOf: UnsafeRawBufferPointer(rebasing: cursor.bytes[whole]))
        }
      case .close(let name):
        guard cursor.isNamed(name, "detail") else { throw Self.mismatch(cursor, name, "detail") }
        guard let text = kept.withUnsafeBytes({ UTF8Text.string($0) }) else {
          throw cursor.fault("text is not UTF-8", "in the detail", item: "detail")
        }
        detail.xml = text
        return detail
      case .end: throw cursor.fault("event cut off", "'</detail>' expected")
      }
    }
  }

  /// Takes `<track …></track>` like `<track …/>`: true where it was typed and is behind the cursor.
  private func closesAtOnce(
    _ child: XMLCursor.Tag, _ cursor: inout XMLCursor, _ detail: inout CoTDetail
  ) throws(XMLFault) -> Bool {
    guard CoTTyped.isTyped(child, cursor) else { return false }
    var probe = cursor
    guard case .close(let name) = try probe.next(), probe.isSame(name, child.name),
      CoTTyped.take(child, cursor, &detail)
    else { return false }
    cursor = probe
    return true
  }

  /// Passes over what an element holds, to behind its end.
  private mutating func skipContent(
    _ tag: XMLCursor.Tag, _ cursor: inout XMLCursor
  ) throws(XMLFault) {
    guard !tag.isSelfClosing else { return }
    openTags.removeAll(keepingCapacity: true)
    openTags.append(tag.name)
    while let innermost = openTags.last {
      switch try cursor.next() {
      case .open(let child):
        guard openTags.count < XMLCursor.depthMax - 2 else {
          throw cursor.fault("nested too deeply", "at most \(XMLCursor.depthMax) levels")
        }
        if !child.isSelfClosing { openTags.append(child.name) }
      case .close(let name):
        guard cursor.isSame(name, innermost) else {
          throw Self.mismatch(cursor, name, cursor.text(innermost))
        }
        openTags.removeLast()
      case .text: continue
      case .end: throw cursor.fault("event cut off", "'</\(cursor.text(innermost))>' expected")
      }
    }
  }
}
