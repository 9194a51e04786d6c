// What came in the stream: an event with the envelope it came in.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// An event from XML or from the TAK protocol.
public struct CoTMessage: WireMessage, Hashable {
  public enum Transport: Hashable, Sendable {
    case xml, mesh, stream
  }

  public let byteOffset: Int
  public let transport: Transport
  public let envelope: TAKEnvelope
  /// Nil for a TAK message without an event.
  public let event: CoTEvent?
  /// The event's XML, or the TAK message without its header.
  public let raw: [UInt8]

  public func write(to writer: inout FieldWriter) {
    switch transport {
    case .xml: writer.field("transport", constant: "xml")
    case .mesh: writer.field("transport", constant: "tak_mesh")
    case .stream: writer.field("transport", constant: "tak_stream")
    }
    if let control = envelope.control {
      writer.beginObject("tak_control")
      writer.field("version_min", control.versionMin)
      writer.field("version_max", control.versionMax)
      if !control.contactUID.isEmpty { writer.field("contact_uid", control.contactUID) }
      writer.endObject()
    }
    if envelope.submissionMs > 0 { writer.field("submission_ms", envelope.submissionMs) }
    if envelope.creationMs > 0 { writer.field("creation_ms", envelope.creationMs) }
    let unknownCount =
      envelope.unknown.count + envelope.unknownInEvent.count + envelope.unknownInDetail.count
    if unknownCount > 0 { writer.field("unknown_fields_bytes", unknownCount) }
    if let event { event.write(to: &writer) }
  }
}

extension CoTEvent {
  func write(to writer: inout FieldWriter) {
    writer.field("version", version)
    writer.field("uid", uid)
    writer.field("type", type)
    writer.field("time_ms", timeMs)
    writer.field("start_ms", startMs)
    writer.field("stale_ms", staleMs)
    writer.field("how", how)
    if let access, !access.isEmpty { writer.field("access", access) }
    if let qos, !qos.isEmpty { writer.field("qos", qos) }
    if let opex, !opex.isEmpty { writer.field("opex", opex) }
    if let caveat, !caveat.isEmpty { writer.field("caveat", caveat) }
    if let releaseableTo, !releaseableTo.isEmpty { writer.field("releaseable_to", releaseableTo) }
    writer.field("latitude_deg", exact: point.latitudeDeg)
    writer.field("longitude_deg", exact: point.longitudeDeg)
    if let heightM = point.ellipsoidHeightM { writer.field("ellipsoid_height_m", exact: heightM) }
    if let errorM = point.circularErrorM { writer.field("circular_error_m", exact: errorM) }
    if let errorM = point.linearErrorM { writer.field("linear_error_m", exact: errorM) }
    guard let detail else { return }
    if let contact = detail.contact {
      writer.field("call_sign", contact.callSign)
      if !contact.endpoint.isEmpty { writer.field("endpoint", contact.endpoint) }
    }
    if let group = detail.group {
      writer.field("group", group.name)
      writer.field("role", group.role)
    }
    if let location = detail.precisionLocation {
      writer.field("position_source", location.positionSource)
      writer.field("height_source", location.heightSource)
    }
    if let percent = detail.batteryPercent { writer.field("battery_percent", percent) }
    if let takv = detail.takv {
      writer.beginObject("software")
      writer.field("device", takv.device)
      writer.field("platform", takv.platform)
      writer.field("os", takv.os)
      writer.field("version", takv.version)
      writer.endObject()
    }
    if let track = detail.track {
      writer.field("speed_m_per_s", exact: track.speedMPerS)
      writer.field("course_deg", exact: track.courseDeg)
    }
    if !detail.xml.isEmpty { writer.field("detail_xml", detail.xml) }
  }
}
