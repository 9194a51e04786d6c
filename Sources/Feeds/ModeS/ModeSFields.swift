// How is a Mode S message written as JSON? The frame and the surveillance formats.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation

extension ModeSMessage {
  func writeFields(to writer: inout FieldWriter) {
    switch clock {
    case .none: break
    case .stamp(let stamp): writer.field("clock_raw", stamp)
    case .multilateration: writer.field("is_multilateration", true)
    }
    if let signalDBFS { writer.field("signal_dbfs", signalDBFS, places: 1) }
    switch body {
    case .modeAC(let code): writer.field("mode_a_or_c", utf8: code.digits)
    case .receiverStatus(let high, let low):
      writer.beginObject("receiver_status")
      writer.field("raw_high", hex: ModeSHex(bits: high, count: 8))
      writer.field("raw_low", hex: ModeSHex(bits: low << 16, count: 6))
      writer.endObject()
    case .receiver(let id): writer.field("receiver_id", hex: ModeSHex(bits: id, count: 8))
    case .frame(let frame, let content): write(frame, content, to: &writer)
    }
  }

  private func write(
    _ frame: ModeSFrame, _ content: ModeSContent, to writer: inout FieldWriter
  ) {
    writer.field("df", frame.downlinkFormat)
    writer.field("address", address: address)
    switch addressSource {
    case .announced: break
    case .parity: writer.field("address_by", constant: "parity")
    case .parityUnverified: writer.field("address_by", constant: "parity_unverified")
    }
    if isPadded { writer.field("is_padded", true) }
    switch content {
    case .airAir(let reply): reply.write(to: &writer)
    case .surveillance(let reply): reply.write(to: &writer)
    case .allCall(let reply):
      writer.field("capability", reply.capability)
      writer.field("interrogator", reply.interrogator)
    case .squitter(let squitter):
      squitter.write(to: &writer)
      if let position { position.write(to: &writer) }
      if case .unknown = squitter.message { writeRaw(frame, to: &writer) }
    case .military(let application):
      writer.field("application", application)
      writeRaw(frame, to: &writer)
    case .extendedLength(let isAcknowledgement, let segment):
      writer.field("is_acknowledgement", isAcknowledgement)
      writer.field("segment", segment)
      writeRaw(frame, to: &writer)
    case .unknown: writeRaw(frame, to: &writer)
    }
  }

  private func writeRaw(_ frame: ModeSFrame, to writer: inout FieldWriter) {
    writer.field("raw", hex: ModeSHex(frame))
  }
}

/// Bytes of a frame for the writer, without storage of their own.
struct ModeSHex: Sequence, IteratorProtocol {
  private var high: UInt64
  private var low: UInt64 = 0
  private var rest: Int

  init(_ frame: ModeSFrame) {
    high = frame.high
    low = frame.low
    rest = frame.byteCount
  }

  init(bits: UInt64, count: Int) {
    high = bits
    rest = count
  }

  init(_ field: MessageField) { self.init(bits: field.bits << 8, count: 7) }

  mutating func next() -> UInt8? {
    guard rest > 0 else { return nil }
    rest -= 1
    defer {
      high = high << 8 | low >> 56
      low <<= 8
    }
    return UInt8(truncatingIfNeeded: high >> 56)
  }
}

extension ModeSAltitude {
  /// `altitude_ft`; with the M bit `altitude_m` too; an illegal code as `altitude_raw`; nothing where
  /// not available.
  func write(to writer: inout FieldWriter) {
    switch self {
    case .feet(let value): writer.field("altitude_ft", value)
    case .metres(let value): writer.field("altitude_m", value)
    case .unavailable: break
    case .illegal(let raw): writer.field("altitude_raw", raw)
    }
  }
}

extension ModeSAirAir {
  func write(to writer: inout FieldWriter) {
    altitude.write(to: &writer)
    writer.field("on_ground", isOnGround)
    if let hasCrosslink { writer.field("crosslink", hasCrosslink) }
    writer.field("sensitivity_level", sensitivityLevel)
    writer.field("reply_information", replyInformation)
    guard let message else { return }
    writer.field("mv", hex: ModeSHex(message))
    if message.number(1, 8) == 0x30 { ADSBAdvisory(message, first: 9).write(to: &writer) }
  }
}

extension ModeSSurveillance {
  func write(to writer: inout FieldWriter) {
    if let altitude { altitude.write(to: &writer) }
    if let code { writer.field("squawk", utf8: code.digits) }
    writer.field("flight_status", flightStatus)
    if downlinkRequest > 0 { writer.field("downlink_request", downlinkRequest) }
    if utilityMessage > 0 { writer.field("utility_message", utilityMessage) }
    guard let message, let register else { return }
    writer.field("mb", hex: ModeSHex(message))
    writer.beginObject("inferred")
    register.write(to: &writer)
    writer.endObject()
  }
}

extension CommBRegister {
  func write(to writer: inout FieldWriter) {
    switch self {
    case .empty: writer.field("register", constant: "none")
    case .unknown: writer.null("register")
    case .dataLink(let field):
      writer.field("register", constant: "1,0")
      writer.field("continuation", field.flag(9))
      writer.field("overlay_command", field.flag(15))
      writer.field("acas_operational", field.flag(16))
      writer.field("subnetwork_version", field.number(17, 7))
      writer.field("identification_capability", field.flag(33))
      writer.field("squitter_capability", field.flag(34))
      writer.field("si_capability", field.flag(35))
    case .capability(let field):
      writer.field("register", constant: "1,7")
      writer.field("registers_raw", hex: ModeSHex(bits: field.bits << 8, count: 3))
    case .identification(let text):
      writer.field("register", constant: "2,0")
      writer.field("call_sign", utf8: text)
    case .advisory(let advisory):
      writer.field("register", constant: "3,0")
      advisory.write(to: &writer)
    case .intention(let intention): intention.write(to: &writer)
    case .turn(let turn): turn.write(to: &writer)
    case .speed(let speed): speed.write(to: &writer)
    case .ambiguous(let candidates):
      writer.null("register")
      writer.beginArray("candidates")
      if candidates.intention { writer.element("4,0") }
      if candidates.turn { writer.element("5,0") }
      if candidates.speed { writer.element("6,0") }
      writer.endArray()
    }
    if let rule { writer.field("rule", constant: rule) }
  }
}

extension CommBIntention {
  func write(to writer: inout FieldWriter) {
    writer.field("register", constant: "4,0")
    if let panelAltitudeFt { writer.field("panel_altitude_ft", panelAltitudeFt) }
    if let fmsAltitudeFt { writer.field("fms_altitude_ft", fmsAltitudeFt) }
    if let pressureHPa { writer.field("pressure_hpa", pressureHPa, places: 1) }
    if let modes { writer.field("modes_raw", modes) }
    if let source { writer.field("target_source", source) }
  }
}

extension CommBTurn {
  func write(to writer: inout FieldWriter) {
    writer.field("register", constant: "5,0")
    if let rollDeg { writer.field("roll_deg", rollDeg, places: 3) }
    if let trackDeg { writer.field("track_deg", trackDeg, places: 3) }
    if let groundSpeedKn { writer.field("speed_kn", groundSpeedKn) }
    if let trackRateDegPerS { writer.field("track_rate_deg_per_s", trackRateDegPerS, places: 3) }
    if let trueAirspeedKn { writer.field("true_airspeed_kn", trueAirspeedKn) }
  }
}

extension CommBSpeed {
  func write(to writer: inout FieldWriter) {
    writer.field("register", constant: "6,0")
    if let headingDeg { writer.field("magnetic_heading_deg", headingDeg, places: 3) }
    if let indicatedAirspeedKn { writer.field("indicated_airspeed_kn", indicatedAirspeedKn) }
    if let mach { writer.field("mach", mach, places: 3) }
    if let pressureRateFtPerMin {
      writer.field("pressure_rate_ft_per_min", pressureRateFtPerMin)
    }
    if let inertialRateFtPerMin {
      writer.field("inertial_rate_ft_per_min", inertialRateFtPerMin)
    }
  }
}

extension ModeSPosition {
  func write(to writer: inout FieldWriter) {
    switch self {
    case .resolved(let point, let method, let nic):
      writer.field("latitude_deg", point.latitudeDeg, places: 6)
      writer.field("longitude_deg", point.longitudeDeg, places: 6)
      switch method {
      case .pair: writer.field("position_by", constant: "pair")
      case .lastPlace: writer.field("position_by", constant: "last_place")
      }
      if let nic { writer.field("nic", nic) }
    case .withheld(let reason): writer.field("position_withheld", constant: reason.text)
    }
  }
}

extension ModeSPosition.Reason {
  var text: StaticString {
    switch self {
    case .noTime: "frames without time"
    case .noPair: "no frame of the other kind yet"
    case .pairTooOld: "pair too old"
    case .zonesDiffer: "latitude zones differ"
    case .noReceiverPlace: "no receiver within 45 NM"
    case .awaitingSecondPair: "awaiting a second pair"
    case .tooFast: "too far from the last place"
    }
  }
}
