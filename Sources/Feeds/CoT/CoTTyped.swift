// Does an element of the detail fit its field of the TAK protocol entirely?
//
// SPDX-License-Identifier: Apache-2.0

/// The six elements with a field of their own. One is taken where each of its attributes has a place in
/// the field, none is empty, all that a reader could not tell from "not given" are there, and the field
/// is not taken yet. So nothing is lost on the way to the TAK protocol and back.
enum CoTTyped {
  static func isTyped(_ tag: XMLCursor.Tag, _ cursor: XMLCursor) -> Bool {
    cursor.isNamed(tag.name, "contact") || cursor.isNamed(tag.name, "__group")
      || cursor.isNamed(tag.name, "precisionlocation") || cursor.isNamed(tag.name, "status")
      || cursor.isNamed(tag.name, "takv") || cursor.isNamed(tag.name, "track")
  }

  /// True where the element was taken.
  static func take(
    _ tag: XMLCursor.Tag, _ cursor: XMLCursor, _ detail: inout CoTDetail
  ) -> Bool {
    guard !cursor.attributes.isEmpty else { return false }
    if cursor.isNamed(tag.name, "contact"), detail.contact == nil {
      guard let values = texts(cursor, "endpoint", "callsign") else { return false }
      detail.contact = CoTContact(endpoint: values.0, callSign: values.1)
    } else if cursor.isNamed(tag.name, "__group"), detail.group == nil {
      guard let values = texts(cursor, "name", "role") else { return false }
      detail.group = CoTGroup(name: values.0, role: values.1)
    } else if cursor.isNamed(tag.name, "precisionlocation"), detail.precisionLocation == nil {
      guard let values = texts(cursor, "geopointsrc", "altsrc") else { return false }
      detail.precisionLocation = CoTPrecisionLocation(
        positionSource: values.0, heightSource: values.1)
    } else if cursor.isNamed(tag.name, "takv"), detail.takv == nil {
      guard let values = texts(cursor, "device", "platform", "os", "version") else { return false }
      detail.takv = CoTSoftware(
        device: values.0, platform: values.1, os: values.2, version: values.3)
    } else if cursor.isNamed(tag.name, "status"), detail.batteryPercent == nil {
      guard let percent = battery(cursor) else { return false }
      detail.batteryPercent = percent
    } else if cursor.isNamed(tag.name, "track"), detail.track == nil {
      guard let track = track(cursor) else { return false }
      detail.track = track
    } else {
      return false
    }
    return true
  }

  private static func texts(
    _ cursor: XMLCursor, _ first: StaticString, _ second: StaticString,
    _ third: StaticString = "", _ fourth: StaticString = ""
  ) -> (String, String, String, String)? {
    var values = ("", "", "", "")
    for attribute in cursor.attributes {
      guard let text = try? CoTXMLParser.text(cursor, attribute), !text.isEmpty else { return nil }
      if cursor.isNamed(attribute.name, first) {
        values.0 = text
      } else if cursor.isNamed(attribute.name, second) {
        values.1 = text
      } else if third.utf8CodeUnitCount > 0, cursor.isNamed(attribute.name, third) {
        values.2 = text
      } else if fourth.utf8CodeUnitCount > 0, cursor.isNamed(attribute.name, fourth) {
        values.3 = text
      } else {
        return nil
      }
    }
    return values
  }

  /// Only `battery`, a whole number as it would be written.
  private static func battery(_ cursor: XMLCursor) -> UInt32? {
    guard cursor.attributes.count == 1, cursor.isNamed(cursor.attributes[0].name, "battery"),
      let text = try? CoTXMLParser.text(cursor, cursor.attributes[0]),
      let percent = UInt32(text), text.utf8.first != UInt8(ascii: "+")
    else { return nil }
    return percent
  }

  /// Both `speed` and `course`, and nothing else: one that is missing could not be told from 0.
  private static func track(_ cursor: XMLCursor) -> CoTTrack? {
    guard cursor.attributes.count == 2 else { return nil }
    var speed: Double?
    var course: Double?
    for attribute in cursor.attributes {
      let value = CoTXMLParser.number(cursor, attribute)
      if cursor.isNamed(attribute.name, "speed") { speed = value }
      if cursor.isNamed(attribute.name, "course") { course = value }
    }
    guard let speed, let course else { return nil }
    return CoTTrack(speedMPerS: speed, courseDeg: course)
  }
}
