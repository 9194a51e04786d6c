// How is a message written as JSON?
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension AISMessage {
  /// A field that is not available is left out; a value that is out of its range is written as
  /// sent under a name that ends in `_raw`.
  public func write(to writer: inout FieldWriter) {
    writeSentence(to: &writer)
    writer.number("type", Int64(type))
    writer.number("repeat_indicator", Int64(repeatIndicator))
    writer.field("mmsi", mmsi.text)
    writer.number("payload_bit_count", Int64(payload.bitCount))
    switch report {
    case .position(let report): report.write(to: &writer)
    case .baseStation(let report): report.write(to: &writer)
    case .voyage(let report): report.write(to: &writer)
    case .binary(let message): message.write(payload, to: &writer)
    case .acknowledgement(let message): message.write(to: &writer)
    case .rescueAircraft(let report): report.write(to: &writer)
    case .timeInquiry(let message):
      writer.field("destination_mmsi", message.destination.text)
    case .safety(let message): message.write(to: &writer)
    case .interrogation(let message): message.write(to: &writer)
    case .assignment(let message): message.write(to: &writer)
    case .corrections(let message):
      message.position.write(to: &writer)
      writer.field("data_hex", hex: payload.octets(from: AISCorrections.start))
    case .classB(let report): report.write(to: &writer)
    case .reservation(let message): message.write(to: &writer)
    case .aidToNavigation(let report): report.write(to: &writer)
    case .channels(let message): message.write(to: &writer)
    case .group(let message): message.write(to: &writer)
    case .name(let name):
      writer.field("part", constant: "A")
      name.write("name", to: &writer)
    case .craft(let report): report.write(to: &writer)
    case .slotBinary(let message): message.write(payload, to: &writer)
    case .longRange(let report): report.write(to: &writer)
    case .unknown: writer.field("data_hex", hex: payload.octets(from: min(38, payload.bitCount)))
    }
  }

  private func writeSentence(to writer: inout FieldWriter) {
    switch sentence.talker {
    case 0x4149: writer.field("talker", constant: "AI")
    case 0x4142: writer.field("talker", constant: "AB")
    case 0x4253: writer.field("talker", constant: "BS")
    default: writer.field("talker", talker)
    }
    if sentence.isOwn { writer.field("own", true) }
    if sentence.partCount > 1 { writer.number("part_count", Int64(sentence.partCount)) }
    if let sequence = sentence.sequence { writer.number("sequence", Int64(sequence)) }
    switch sentence.channel {
    case nil: break
    case UInt8(ascii: "A"): writer.field("channel", constant: "A")
    case UInt8(ascii: "B"): writer.field("channel", constant: "B")
    case let channel?: writer.field("channel", String(Unicode.Scalar(channel)))
    }
    if let atMs = sentence.receivedAtMs { writer.number("received_at_ms", Int64(atMs)) }
    switch sentence.timeSource {
    case .tagBlock: writer.field("time_source", constant: "tag_block")
    case .precedingLine: writer.field("time_source", constant: "preceding_line")
    case .trailer: writer.field("time_source", constant: "trailer")
    case .clockSentence: writer.field("time_source", constant: "clock_sentence")
    case nil: break
    }
    if let source = text(sentence.source) { writer.field("source", source) }
    if let station = text(sentence.station) { writer.field("station", station) }
    if let signal = sentence.signalDBm { writer.number("signal_dbm", Int64(signal)) }
    if let slot = sentence.slot { writer.number("slot", Int64(slot)) }
  }

  /// Two characters.
  public var talker: String {
    String(Unicode.Scalar(UInt8(sentence.talker >> 8)))
      + String(Unicode.Scalar(UInt8(sentence.talker & 255)))
  }
}

extension FieldWriter {
  /// A whole number, without the generic field's look-up at run time.
  mutating func number(_ name: StaticString, _ value: Int64) {
    self.name(name)
    append(integer: value)
  }
}

// MARK: Values

extension AISText {
  func write(_ name: StaticString, to writer: inout FieldWriter) {
    if let text { writer.field(name, text) }
  }
}

extension AISPosition {
  func write(to writer: inout FieldWriter) {
    if let longitudeDeg {
      writer.field("longitude_deg", longitudeDeg, places: 6)
    } else if longitudeTenThousandthMin != Self.unavailable.longitudeTenThousandthMin {
      writer.field("longitude_ten_thousandth_min_raw", longitudeTenThousandthMin)
    }
    if let latitudeDeg {
      writer.field("latitude_deg", latitudeDeg, places: 6)
    } else if latitudeTenThousandthMin != Self.unavailable.latitudeTenThousandthMin {
      writer.field("latitude_ten_thousandth_min_raw", latitudeTenThousandthMin)
    }
  }

  /// The same as an object in a list of places.
  func write(named name: StaticString, to writer: inout FieldWriter) {
    writer.beginObject(name)
    write(to: &writer)
    writer.endObject()
  }
}

extension AISSpeed {
  func write(to writer: inout FieldWriter) {
    guard let kn else { return }
    writer.field("speed_kn", kn, places: 1)
    if isAtLeast { writer.field("speed_is_at_least", true) }
  }
}

extension AISTurn {
  func write(to writer: inout FieldWriter) {
    if let degPerMin {
      writer.field("turn_rate_deg_per_min", degPerMin, places: 2)
    } else if let side = sideWithoutIndicator {
      writer.field("turn", constant: side > 0 ? "starboard" : "port")
    }
  }
}

extension AISDimensions {
  func write(to writer: inout FieldWriter) {
    guard self != AISDimensions(bowM: 0, sternM: 0, portM: 0, starboardM: 0) else { return }
    writer.number("to_bow_m", Int64(bowM))
    writer.number("to_stern_m", Int64(sternM))
    writer.number("to_port_m", Int64(portM))
    writer.number("to_starboard_m", Int64(starboardM))
  }
}

extension AISShipType {
  func write(to writer: inout FieldWriter) {
    writer.number("ship_type", Int64(rawValue))
    if let name { writer.field("ship_type_name", constant: name) }
  }
}

extension AISFixingDevice {
  func write(to writer: inout FieldWriter) {
    writer.number("fixing_device", Int64(rawValue))
    if let name { writer.field("fixing_device_name", constant: name) }
  }
}

enum AISField {
  static func course(_ tenthDeg: UInt16, to writer: inout FieldWriter) {
    if let deg = AISAngle.tenth(tenthDeg) {
      writer.field("course_deg", deg, places: 1)
    } else if tenthDeg != 3600 {
      writer.field("course_tenth_deg_raw", tenthDeg)
    }
  }

  static func heading(_ deg: UInt16, to writer: inout FieldWriter) {
    if deg < 360 {
      writer.number("heading_deg", Int64(deg))
    } else if deg != 511 {
      writer.field("heading_deg_raw", deg)
    }
  }

  /// 0 to 59, or in words why there is none.
  static func second(_ second: UInt8, to writer: inout FieldWriter) {
    switch second {
    case 0...59: writer.number("utc_second_s", Int64(second))
    case 61: writer.field("position_source", constant: "manual")
    case 62: writer.field("position_source", constant: "dead reckoning")
    case 63: writer.field("position_source", constant: "inoperative")
    default: break
    }
  }

  static func navigationStatus(_ status: UInt8, to writer: inout FieldWriter) {
    writer.number("navigation_status", Int64(status))
    if let name = navigationStatusName(status) {
      writer.field("navigation_status_name", constant: name)
    }
  }

  /// Nil for reserved codes (9, 10, 13) and 15, not defined.
  static func navigationStatusName(_ status: UInt8) -> StaticString? {
    switch status {
    case 0: "under way using engine"
    case 1: "at anchor"
    case 2: "not under command"
    case 3: "restricted manoeuvrability"
    case 4: "constrained by draught"
    case 5: "moored"
    case 6: "aground"
    case 7: "engaged in fishing"
    case 8: "under way sailing"
    case 11: "power-driven vessel towing astern"
    case 12: "power-driven vessel pushing ahead or towing alongside"
    case 14: "search and rescue transmitter active"
    default: nil
    }
  }
}
