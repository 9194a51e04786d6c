// How is an event written as a message of the TAK protocol?
//
// SPDX-License-Identifier: Apache-2.0

extension TAKProtocol {
  /// How messages follow one another.
  public enum Framing: Hashable, Sendable {
    /// `BF 01 BF`, one message a datagram.
    case mesh
    /// `BF` and the length before each message.
    case stream
  }

  /// A message with its header.
  public static func encoded(
    _ event: CoTEvent?, _ framing: Framing, _ envelope: TAKEnvelope = TAKEnvelope()
  ) -> [UInt8] {
    let payload = payload(event, envelope)
    switch framing {
    case .mesh: return [0xBF, 0x01, 0xBF] + payload
    case .stream:
      var header = ProtobufWriter()
      header.varint(UInt64(payload.count))
      return [0xBF] + header.bytes + payload
    }
  }

  /// A message without header.
  public static func payload(
    _ event: CoTEvent?, _ envelope: TAKEnvelope = TAKEnvelope()
  ) -> [UInt8] {
    var writer = ProtobufWriter()
    if let control = envelope.control {
      writer.message(1) { inner in
        inner.field(1, control.versionMin)
        inner.field(2, control.versionMax)
        inner.field(3, control.contactUID)
      }
    }
    if let event { writer.message(2) { write(event, envelope, to: &$0) } }
    writer.field(3, envelope.submissionMs)
    writer.field(4, envelope.creationMs)
    writer.append(kept: envelope.unknown)
    return writer.bytes
  }

  private static func write(
    _ event: CoTEvent, _ envelope: TAKEnvelope, to writer: inout ProtobufWriter
  ) {
    writer.field(1, event.type)
    writer.field(2, event.access ?? "")
    writer.field(3, event.qos ?? "")
    writer.field(4, event.opex ?? "")
    writer.field(5, event.uid)
    // Times before 1970 have no place in the protocol.
    writer.field(6, UInt64(max(0, event.timeMs)))
    writer.field(7, UInt64(max(0, event.startMs)))
    writer.field(8, UInt64(max(0, event.staleMs)))
    writer.field(9, event.how)
    writer.field(10, event.point.latitudeDeg)
    writer.field(11, event.point.longitudeDeg)
    writer.field(12, event.point.ellipsoidHeightM ?? CoTPoint.unknown)
    writer.field(13, event.point.circularErrorM ?? CoTPoint.unknown)
    writer.field(14, event.point.linearErrorM ?? CoTPoint.unknown)
    if let detail = event.detail {
      writer.message(15) {
        write(detail, to: &$0)
        $0.append(kept: envelope.unknownInDetail)
      }
    }
    writer.field(16, event.caveat ?? "")
    writer.field(17, event.releaseableTo ?? "")
    writer.append(kept: envelope.unknownInEvent)
  }

  private static func write(_ detail: CoTDetail, to writer: inout ProtobufWriter) {
    writer.field(1, detail.xml)
    if let contact = detail.contact {
      writer.message(2) { inner in
        inner.field(1, contact.endpoint)
        inner.field(2, contact.callSign)
      }
    }
    if let group = detail.group {
      writer.message(3) { inner in
        inner.field(1, group.name)
        inner.field(2, group.role)
      }
    }
    if let location = detail.precisionLocation {
      writer.message(4) { inner in
        inner.field(1, location.positionSource)
        inner.field(2, location.heightSource)
      }
    }
    if let percent = detail.batteryPercent { writer.message(5) { $0.field(1, UInt64(percent)) } }
    if let takv = detail.takv {
      writer.message(6) { inner in
        inner.field(1, takv.device)
        inner.field(2, takv.platform)
        inner.field(3, takv.os)
        inner.field(4, takv.version)
      }
    }
    if let track = detail.track {
      writer.message(7) { inner in
        inner.field(1, track.speedMPerS)
        inner.field(2, track.courseDeg)
      }
    }
  }
}
