// How is an event written in the TAK protocol, version 1, and read from it?
//
// SPDX-License-Identifier: Apache-2.0

/// The payload of a TAK protocol message (`TakMessage`): the fields by their numbers.
///
/// TakMessage 1 takControl, 2 cotEvent, 3 submissionTime, 4 creationTime. CotEvent 1 type, 2 access, 3
/// qos, 4 opex, 5 uid, 6 sendTime, 7 startTime, 8 staleTime, 9 how, 10 lat, 11 lon, 12 hae, 13 ce, 14 le,
/// 15 detail, 16 caveat, 17 releaseableTo. Detail 1 xmlDetail, 2 contact, 3 group, 4 precisionLocation, 5
/// status, 6 takv, 7 track.
public enum TAKProtocol {
  /// Reads a payload without its header. The event is nil where the message has none.
  ///
  /// A point outside the ranges of latitude and longitude, text that is no UTF-8 and a time beyond the
  /// year 9999 are faults.
  public static func message(
    _ payload: UnsafeRawBufferPointer
  ) throws(ProtobufFault) -> (envelope: TAKEnvelope, event: CoTEvent?) {
    var reader = ProtobufReader(payload)
    var envelope = TAKEnvelope()
    var event: CoTEvent?
    while let field = try reader.next() {
      switch field.number {
      case 1:
        var inner = try reader.message(field)
        envelope.control = try control(&inner)
      case 2:
        var inner = try reader.message(field)
        event = try read(&inner, &envelope)
      case 3: envelope.submissionMs = try reader.unsigned(field)
      case 4: envelope.creationMs = try reader.unsigned(field)
      default: try reader.keep(field, in: &envelope.unknown)
      }
    }
    return (envelope, event)
  }

  private static func control(
    _ reader: inout ProtobufReader
  ) throws(ProtobufFault) -> TAKEnvelope.Control {
    var control = TAKEnvelope.Control()
    while let field = try reader.next() {
      switch field.number {
      case 1: control.versionMin = try reader.unsigned(field)
      case 2: control.versionMax = try reader.unsigned(field)
      case 3: control.contactUID = try reader.string(field)
      default: try reader.skip(field)
      }
    }
    return control
  }

  private static func read(
    _ reader: inout ProtobufReader, _ envelope: inout TAKEnvelope
  ) throws(ProtobufFault) -> CoTEvent {
    // What is not there has the default of proto3: 0 or empty.
    var event = CoTEvent(
      uid: "", type: "", timeMs: 0, startMs: 0, staleMs: 0, how: "",
      point: CoTPoint(
        latitudeDeg: 0, longitudeDeg: 0, ellipsoidHeightM: 0, circularErrorM: 0, linearErrorM: 0))
    while let field = try reader.next() {
      switch field.number {
      case 1: event.type = try reader.string(field)
      case 2: event.access = try reader.string(field)
      case 3: event.qos = try reader.string(field)
      case 4: event.opex = try reader.string(field)
      case 5: event.uid = try reader.string(field)
      case 6: event.timeMs = try time(&reader, field)
      case 7: event.startMs = try time(&reader, field)
      case 8: event.staleMs = try time(&reader, field)
      case 9: event.how = try reader.string(field)
      case 10: event.point.latitudeDeg = try angle(&reader, field, 90)
      case 11: event.point.longitudeDeg = try angle(&reader, field, 180)
      case 12: event.point.ellipsoidHeightM = CoTPoint.known(try reader.double(field))
      case 13: event.point.circularErrorM = CoTPoint.known(try reader.double(field))
      case 14: event.point.linearErrorM = CoTPoint.known(try reader.double(field))
      case 15:
        var inner = try reader.message(field)
        event.detail = try detail(&inner, &envelope)
      case 16: event.caveat = try reader.string(field)
      case 17: event.releaseableTo = try reader.string(field)
      default: try reader.keep(field, in: &envelope.unknownInEvent)
      }
    }
    return event
  }

  /// The last millisecond of the year 9999.
  private static let timeMsMax: UInt64 = 253_402_300_799_999

  private static func time(
    _ reader: inout ProtobufReader, _ field: ProtobufReader.Field
  ) throws(ProtobufFault) -> Int64 {
    let atMs = try reader.unsigned(field)
    guard atMs <= timeMsMax else {
      throw ProtobufFault(
        byteOffset: field.start, reason: "out of range",
        detail: "time \(atMs), at most \(timeMsMax) expected")
    }
    return Int64(atMs)
  }

  private static func angle(
    _ reader: inout ProtobufReader, _ field: ProtobufReader.Field, _ limit: Double
  ) throws(ProtobufFault) -> Double {
    let value = try reader.double(field)
    guard (-limit...limit).contains(value) else {
      throw ProtobufFault(
        byteOffset: field.start, reason: "out of range",
        detail: "\(field.number == 10 ? "lat" : "lon") \(value), \(-limit) to \(limit) expected")
    }
    return value
  }
}
