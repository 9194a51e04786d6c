// Which values have the attributes of an event and of its point?
//
// SPDX-License-Identifier: Apache-2.0

extension CoTXMLParser {
  static func base(_ cursor: XMLCursor) throws(XMLFault) -> CoTEvent {
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
    _ cursor: XMLCursor, _ attribute: XMLCursor.Attribute, _ event: inout CoTEvent
  ) throws(XMLFault) {
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

  private static func missing(_ cursor: XMLCursor, _ name: String) -> XMLFault {
    cursor.fault("attribute is missing", "an event has '\(name)'", item: name)
  }

  static func point(_ cursor: XMLCursor) throws(XMLFault) -> CoTPoint {
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
        throw XMLFault(
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
    _ cursor: XMLCursor, _ name: String, _ value: Double, _ limit: Int
  ) -> XMLFault {
    value.isNaN
      ? cursor.fault("attribute is missing", "a point has '\(name)'", item: "point/\(name)")
      : cursor.fault(
        "out of range", "\(value), -\(limit) to \(limit) expected", item: "point/\(name)")
  }

  static func text(
    _ cursor: XMLCursor, _ attribute: XMLCursor.Attribute
  ) throws(XMLFault) -> String {
    guard
      let text = XMLText.value(
        cursor.bytes, attribute.value, hasReference: attribute.hasReference)
    else {
      throw XMLFault(
        at: attribute.value.lowerBound, item: cursor.text(attribute.name),
        reason: "text is not UTF-8", detail: "")
    }
    return text
  }

  static func number(
    _ cursor: XMLCursor, _ attribute: XMLCursor.Attribute
  ) -> Double? {
    CoTNumber.double(UnsafeRawBufferPointer(rebasing: cursor.bytes[attribute.value]))
  }

  private static func time(
    _ cursor: XMLCursor, _ attribute: XMLCursor.Attribute
  ) throws(XMLFault) -> Int64 {
    let content = UnsafeRawBufferPointer(rebasing: cursor.bytes[attribute.value])
    guard let atMs = CoTNumber.timeMs(content) else {
      throw XMLFault(
        at: attribute.value.lowerBound, item: cursor.text(attribute.name),
        reason: "not a date and time",
        detail: "'\(cursor.text(attribute.value).prefix(40))', as 2026-06-24T03:00:00.000Z expected"
      )
    }
    return atMs
  }
}
