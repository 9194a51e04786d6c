// Which event do these bytes of XML hold?
//
// SPDX-License-Identifier: Apache-2.0

/// Reads one event from its `<event` to its end. Storage for attributes and open tags is kept from one
/// event to the next.
struct CoTXMLParser: Sendable {
  private var attributes: [CoTXMLCursor.Attribute] = []
  private var openTags: [Range<Int>] = []
  private var kept: [UInt8] = []

  mutating func event(_ bytes: UnsafeRawBufferPointer) throws(CoTFault) -> CoTEvent {
    var cursor = CoTXMLCursor(bytes, reusing: attributes)
    attributes = []
    openTags.removeAll(keepingCapacity: true)
    let result: Result<CoTEvent, CoTFault>
    do throws(CoTFault) {
      result = .success(try read(&cursor))
    } catch {
      result = .failure(error)
    }
    attributes = cursor.storage()
    return try result.get()
  }

  private mutating func read(_ cursor: inout CoTXMLCursor) throws(CoTFault) -> CoTEvent {
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

  private static func noPoint(_ cursor: CoTXMLCursor) -> CoTFault {
    cursor.fault("no point", "an event has one 'point'", item: "point")
  }

  private static func mismatch(
    _ cursor: CoTXMLCursor, _ name: Range<Int>, _ expected: String
  ) -> CoTFault {
    CoTFault(
      at: name.lowerBound, item: cursor.text(name), reason: "tags do not match",
      detail: "'</\(expected)>' expected")
  }

  // MARK: Event and point

  private static func base(_ cursor: CoTXMLCursor) throws(CoTFault) -> CoTEvent {
    var event = CoTEvent(
      version: "", uid: "", type: "", timeMs: 0, startMs: 0, staleMs: 0, how: "",
      point: CoTPoint(latitudeDeg: 0, longitudeDeg: 0))
    var found: UInt8 = 0
    for attribute in cursor.attributes {
      if cursor.isNamed(attribute.name, "uid") {
        event.uid = try text(cursor, attribute)
      } else if cursor.isNamed(attribute.name, "type") {
        event.type = try text(cursor, attribute)
      } else if cursor.isNamed(attribute.name, "time") {
        event.timeMs = try time(cursor, attribute)
        found |= 1
      } else if cursor.isNamed(attribute.name, "start") {
        event.startMs = try time(cursor, attribute)
        found |= 2
      } else if cursor.isNamed(attribute.name, "stale") {
        event.staleMs = try time(cursor, attribute)
        found |= 4
      } else if cursor.isNamed(attribute.name, "how") {
        event.how = try text(cursor, attribute)
      } else if cursor.isNamed(attribute.name, "version") {
        event.version = try text(cursor, attribute)
      } else {
        try optional(cursor, attribute, &event)
      }
    }
    if event.uid.isEmpty { throw missing(cursor, "uid") }
    if event.type.isEmpty { throw missing(cursor, "type") }
    if found & 1 == 0 { throw missing(cursor, "time") }
    if found & 2 == 0 { throw missing(cursor, "start") }
    if found & 4 == 0 { throw missing(cursor, "stale") }
    return event
  }

  private static func optional(
    _ cursor: CoTXMLCursor, _ attribute: CoTXMLCursor.Attribute, _ event: inout CoTEvent
  ) throws(CoTFault) {
    if cursor.isNamed(attribute.name, "access") {
      event.access = try text(cursor, attribute)
    } else if cursor.isNamed(attribute.name, "qos") {
      event.qos = try text(cursor, attribute)
    } else if cursor.isNamed(attribute.name, "opex") {
      event.opex = try text(cursor, attribute)
    } else if cursor.isNamed(attribute.name, "caveat") {
      event.caveat = try text(cursor, attribute)
    } else if cursor.isNamed(attribute.name, "releaseableTo") {
      event.releaseableTo = try text(cursor, attribute)
    }
  }

  private static func missing(_ cursor: CoTXMLCursor, _ name: String) -> CoTFault {
    cursor.fault("attribute is missing", "an event has '\(name)'", item: name)
  }

  private static func point(_ cursor: CoTXMLCursor) throws(CoTFault) -> CoTPoint {
    var values = InlineArray<5, Double>(repeating: .nan)
    for attribute in cursor.attributes {
      let index: Int
      if cursor.isNamed(attribute.name, "lat") {
        index = 0
      } else if cursor.isNamed(attribute.name, "lon") {
        index = 1
      } else if cursor.isNamed(attribute.name, "hae") {
        index = 2
      } else if cursor.isNamed(attribute.name, "ce") {
        index = 3
      } else if cursor.isNamed(attribute.name, "le") {
        index = 4
      } else {
        continue
      }
      guard let value = number(cursor, attribute) else {
        throw CoTFault(
          at: attribute.value.lowerBound, item: "point/" + cursor.text(attribute.name),
          reason: "not a number", detail: "'\(cursor.text(attribute.value).prefix(24))'")
      }
      values[index] = value
    }
    guard (-90...90).contains(values[0]) else { throw outOfRange(cursor, "lat", values[0], 90) }
    guard (-180...180).contains(values[1]) else { throw outOfRange(cursor, "lon", values[1], 180) }
    return CoTPoint(
      latitudeDeg: values[0], longitudeDeg: values[1],
      ellipsoidHeightM: CoTPoint.known(values[2]), circularErrorM: CoTPoint.known(values[3]),
      linearErrorM: CoTPoint.known(values[4]))
  }

  private static func outOfRange(
    _ cursor: CoTXMLCursor, _ name: String, _ value: Double, _ limit: Int
  ) -> CoTFault {
    value.isNaN
      ? cursor.fault("attribute is missing", "a point has '\(name)'", item: "point/\(name)")
      : cursor.fault(
        "out of range", "\(value), -\(limit) to \(limit) expected", item: "point/\(name)")
  }

  static func text(
    _ cursor: CoTXMLCursor, _ attribute: CoTXMLCursor.Attribute
  ) throws(CoTFault) -> String {
    guard
      let text = CoTXMLText.value(
        cursor.bytes, attribute.value, hasReference: attribute.hasReference)
    else {
      throw CoTFault(
        at: attribute.value.lowerBound, item: cursor.text(attribute.name),
        reason: "text is not UTF-8", detail: "")
    }
    return text
  }

  static func number(
    _ cursor: CoTXMLCursor, _ attribute: CoTXMLCursor.Attribute
  ) -> Double? {
    CoTNumber.double(UnsafeRawBufferPointer(rebasing: cursor.bytes[attribute.value]))
  }

  private static func time(
    _ cursor: CoTXMLCursor, _ attribute: CoTXMLCursor.Attribute
  ) throws(CoTFault) -> Int64 {
    let content = UnsafeRawBufferPointer(rebasing: cursor.bytes[attribute.value])
    guard let atMs = CoTNumber.timeMs(content) else {
      throw CoTFault(
        at: attribute.value.lowerBound, item: cursor.text(attribute.name),
        reason: "not a date and time",
        detail: "'\(cursor.text(attribute.value).prefix(40))', as 2026-06-24T03:00:00.000Z expected"
      )
    }
    return atMs
  }

  // MARK: Detail

  private mutating func detail(
    _ tag: CoTXMLCursor.Tag, _ cursor: inout CoTXMLCursor
  ) throws(CoTFault) -> CoTDetail {
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
        let hasContent = range.contains { !CoTXMLCursor.isSpace(cursor.bytes[$0]) }
        if hasContent {
          let whole = isLiteral ? start..<cursor.at : range
          kept.append(contentsOf: UnsafeRawBufferPointer(rebasing: cursor.bytes[whole]))
        }
      case .close(let name):
        guard cursor.isNamed(name, "detail") else { throw Self.mismatch(cursor, name, "detail") }
        guard let text = String(validating: kept, as: UTF8.self) else {
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
    _ child: CoTXMLCursor.Tag, _ cursor: inout CoTXMLCursor, _ detail: inout CoTDetail
  ) throws(CoTFault) -> Bool {
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
    _ tag: CoTXMLCursor.Tag, _ cursor: inout CoTXMLCursor
  ) throws(CoTFault) {
    guard !tag.isSelfClosing else { return }
    openTags.removeAll(keepingCapacity: true)
    openTags.append(tag.name)
    while let innermost = openTags.last {
      switch try cursor.next() {
      case .open(let child):
        guard openTags.count < CoTXMLCursor.depthMax - 2 else {
          throw cursor.fault("nested too deeply", "at most \(CoTXMLCursor.depthMax) levels")
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
