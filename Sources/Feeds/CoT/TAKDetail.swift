// Which parts of the detail has a TAK protocol message?
//
// SPDX-License-Identifier: Apache-2.0

extension TAKProtocol {
  static func detail(
    _ reader: inout ProtobufReader, _ envelope: inout TAKEnvelope
  ) throws(ProtobufFault) -> CoTDetail {
    var detail = CoTDetail()
    while let field = try reader.next() {
      switch field.number {
      case 1: detail.xml = try reader.string(field)
      case 2:
        let values = try texts(&reader, field)
        detail.contact = CoTContact(endpoint: values.0, callSign: values.1)
      case 3:
        let values = try texts(&reader, field)
        detail.group = CoTGroup(name: values.0, role: values.1)
      case 4:
        let values = try texts(&reader, field)
        detail.precisionLocation = CoTPrecisionLocation(
          positionSource: values.0, heightSource: values.1)
      case 5:
        var inner = try reader.message(field)
        detail.batteryPercent = try battery(&inner)
      case 6:
        let values = try texts(&reader, field)
        detail.takv = CoTSoftware(
          device: values.0, platform: values.1, os: values.2, version: values.3)
      case 7:
        var inner = try reader.message(field)
        detail.track = try track(&inner)
      default: try reader.keep(field, in: &envelope.unknownInDetail)
      }
    }
    return detail
  }

  /// Text fields 1 to 4 of a message.
  private static func texts(
    _ reader: inout ProtobufReader, _ field: ProtobufReader.Field
  ) throws(ProtobufFault) -> (String, String, String, String) {
    var inner = try reader.message(field)
    var values = ("", "", "", "")
    while let field = try inner.next() {
      switch field.number {
      case 1: values.0 = try inner.string(field)
      case 2: values.1 = try inner.string(field)
      case 3: values.2 = try inner.string(field)
      case 4: values.3 = try inner.string(field)
      default: try inner.skip(field)
      }
    }
    return values
  }

  private static func battery(_ reader: inout ProtobufReader) throws(ProtobufFault) -> UInt32 {
    var percent: UInt32 = 0
    while let field = try reader.next() {
      if field.number == 1 {
        percent = UInt32(truncatingIfNeeded: try reader.unsigned(field))
      } else {
        try reader.skip(field)
      }
    }
    return percent
  }

  private static func track(_ reader: inout ProtobufReader) throws(ProtobufFault) -> CoTTrack {
    var track = CoTTrack(speedMPerS: 0, courseDeg: 0)
    while let field = try reader.next() {
      switch field.number {
      case 1: track.speedMPerS = try reader.double(field)
      case 2: track.courseDeg = try reader.double(field)
      default: try reader.skip(field)
      }
    }
    return track
  }
}
