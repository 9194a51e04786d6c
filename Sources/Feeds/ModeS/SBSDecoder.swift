// What does a BaseStation line say? The text output of ADS-B receivers, 22 columns.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// Lines of SBS-1 (BaseStation, port 30003): `MSG` 1 to 8, `AIR`, `ID`, `STA`, `SEL`, `CLK`.
///
/// At most 512 bytes of a line are held; a longer one is a fault. Nothing is allocated for a message.
public struct SBSDecoder: WireDecoder {
  private var stream = StreamBytes()
  private var isFinished = false
  private var isSkipping = false

  static let lineCountMax = 512

  public init() {}

  public mutating func push(_ bytes: UnsafeRawBufferPointer) { stream.push(bytes) }
  /// A line that was sent without its end ends with its datagram.
  public mutating func endDatagram() { push([0x0A]) }

  public mutating func finish() { isFinished = true }

  public mutating func next() -> WireItem<SBSMessage>? {
    while true {
      let start = stream.offset
      let (lineCount, skipCount) = stream.withUnread { bytes in
        var at = 0
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        return (at, at < bytes.count ? at + 1 : at)
      }
      let isWhole = skipCount > lineCount || isFinished
      if isSkipping {
        if skipCount == 0 { return nil }
        stream.skip(skipCount)
        isSkipping = skipCount == lineCount
        continue
      }
      if lineCount > Self.lineCountMax {
        let raw = stream[0..<64]
        isSkipping = skipCount == lineCount
        stream.skip(skipCount)
        return .fault(
          WireFault(
            byteOffset: start, item: "line", reason: "line too long",
            detail: "more than \(Self.lineCountMax) characters", raw: raw))
      }
      guard isWhole, skipCount > 0 else { return nil }
      let item = stream.withUnread {
        SBSLine(UnsafeRawBufferPointer(rebasing: $0[0..<lineCount]), start).item()
      }
      stream.skip(skipCount)
      if let item { return item }
    }
  }
}

/// A line's fields; what a line does not give is nil.
public struct SBSMessage: WireMessage, Hashable {
  public enum Kind: Hashable, Sendable {
    /// `MSG` 1 identification, 2 surface position, 3 airborne position, 4 velocity, 5 altitude, 6
    /// identity, 7 air to air, 8 all-call.
    case message(UInt8)
    /// `SEL`, `ID`, `AIR`, `STA`, `CLK`.
    case selection, identification, aircraft, status, click
  }

  public var byteOffset: Int
  public var kind: Kind
  public var address: UInt32?
  /// Milliseconds since 1970 as the receiver's clock showed it: local time without a zone.
  public var generatedLocalMs: Int64?
  public var loggedLocalMs: Int64?
  public var callSign: ModeSText?
  /// Pressure altitude.
  public var altitudeFt: Int?
  public var speedKn: Double?
  public var trackDeg: Double?
  public var latitudeDeg: Double?
  public var longitudeDeg: Double?
  public var verticalRateFtPerMin: Int?
  public var code: ModeACode?
  public var alert: Bool?
  public var emergency: Bool?
  public var ident: Bool?
  public var isOnGround: Bool?

  public func write(to writer: inout FieldWriter) {
    switch kind {
    case .message(let number):
      writer.field("kind", constant: "MSG")
      writer.field("transmission", number)
    case .selection: writer.field("kind", constant: "SEL")
    case .identification: writer.field("kind", constant: "ID")
    case .aircraft: writer.field("kind", constant: "AIR")
    case .status: writer.field("kind", constant: "STA")
    case .click: writer.field("kind", constant: "CLK")
    }
    if let address { writer.field("address", address: address) }
    if let generatedLocalMs { writer.field("generated_local_ms", generatedLocalMs) }
    if let loggedLocalMs { writer.field("logged_local_ms", loggedLocalMs) }
    if let callSign { writer.field("call_sign", utf8: callSign) }
    if let altitudeFt { writer.field("altitude_ft", altitudeFt) }
    if let speedKn { writer.field("speed_kn", speedKn, places: 2) }
    if let trackDeg { writer.field("track_deg", trackDeg, places: 2) }
    if let latitudeDeg { writer.field("latitude_deg", latitudeDeg, places: 6) }
    if let longitudeDeg { writer.field("longitude_deg", longitudeDeg, places: 6) }
    if let verticalRateFtPerMin {
      writer.field("vertical_rate_ft_per_min", verticalRateFtPerMin)
    }
    if let code { writer.field("squawk", utf8: code.digits) }
    if let alert { writer.field("alert", alert) }
    if let emergency { writer.field("emergency", emergency) }
    if let ident { writer.field("ident", ident) }
    if let isOnGround { writer.field("on_ground", isOnGround) }
  }
}
