// What does a Mode S reply say, by its downlink format?
//
// SPDX-License-Identifier: Apache-2.0

/// The content of a frame by downlink format (Annex 10 volume IV, 3.1.2.5 to 3.1.2.8).
public enum ModeSContent: Hashable, Sendable {
  /// DF 0 and, with the field MV, DF 16.
  case airAir(ModeSAirAir)
  /// DF 4, 5, 20 and 21.
  case surveillance(ModeSSurveillance)
  /// DF 11.
  case allCall(ModeSAllCall)
  /// DF 17 and 18.
  case squitter(ADSBSquitter)
  /// DF 19: bits 6 to 8, and the content as sent.
  case military(application: UInt8)
  /// DF 24: a segment of an extended length message.
  case extendedLength(isAcknowledgement: Bool, segment: UInt8)
  /// A format that is reserved.
  case unknown(format: UInt8)
}

/// Air-to-air surveillance.
public struct ModeSAirAir: Hashable, Sendable {
  public let isOnGround: Bool
  /// DF 0 only.
  public let hasCrosslink: Bool?
  public let sensitivityLevel: UInt8
  public let replyInformation: UInt8
  public let altitude: ModeSAltitude
  /// DF 16 only: MV, whose first octet 0x30 announces a resolution advisory.
  public let message: MessageField?

  init(_ frame: ModeSFrame) {
    isOnGround = frame.header(6, 1) == 1
    hasCrosslink = frame.byteCount == 7 ? frame.header(7, 1) == 1 : nil
    sensitivityLevel = UInt8(frame.header(9, 3))
    replyInformation = UInt8(frame.header(14, 4))
    altitude = ModeSAltitude(code13: frame.header(20, 13))
    message = frame.byteCount == 14 ? frame.messageField : nil
  }
}

/// A reply to a ground radar, with altitude or identity, and with or without a Comm-B register.
public struct ModeSSurveillance: Hashable, Sendable {
  public let flightStatus: UInt8
  public let downlinkRequest: UInt8
  public let utilityMessage: UInt8
  /// DF 4 and 20.
  public let altitude: ModeSAltitude?
  /// DF 5 and 21.
  public let code: ModeACode?
  /// DF 20 and 21.
  public let register: CommBRegister?
  public let message: MessageField?

  init(_ frame: ModeSFrame) {
    flightStatus = UInt8(frame.header(6, 3))
    downlinkRequest = UInt8(frame.header(9, 5))
    utilityMessage = UInt8(frame.header(14, 6))
    let field = frame.header(20, 13)
    let hasIdentity = frame.downlinkFormat & 1 == 1
    altitude = hasIdentity ? nil : ModeSAltitude(code13: field)
    code = hasIdentity ? ModeACode(code13: field) : nil
    message = frame.byteCount == 14 ? frame.messageField : nil
    register = message.map { CommBRegister($0) }
  }

  /// Nil where the status does not say.
  public var isOnGround: Bool? {
    switch flightStatus {
    case 0, 2: false
    case 1, 3: true
    default: nil
    }
  }
}

/// The reply that announces an address.
public struct ModeSAllCall: Hashable, Sendable {
  public let capability: UInt8
  /// Which interrogator was answered: 0 for a squitter, 1 to 15 II codes, 17 to 79 SI codes plus 16.
  public let interrogator: UInt8

  public var isOnGround: Bool? { modeSIsOnGround(capability: capability) }
}

/// Capability 4 is on the ground, 5 airborne; the others do not say.
func modeSIsOnGround(capability: UInt8) -> Bool? {
  switch capability {
  case 4: true
  case 5: false
  default: nil
  }
}
