// From bits to a report: which type is it, and is it long enough?
//
// SPDX-License-Identifier: Apache-2.0

/// Why bits are no message.
struct AISPayloadFault: Error {
  let item: String
  let reason: String
  let detail: String
}

extension AISReport {
  /// Fewest bits that hold all fields of a type, spare bits at the end left out (ITU-R M.1371-5,
  /// annex 8). Types that are not listed need the head only.
  static func bitCountMin(type: UInt8, part: UInt8) -> Int {
    switch type {
    // The 19 bits of the radio's slots at the end may be cut off.
    case 1, 2, 3, 4, 9, 11, 18: 149
    case 5: 422
    case 6: 88
    case 7, 10, 13: 70
    case 8: 56
    case 12: 72
    case 15: 88
    case 16: 92
    case 17: 80
    case 19: 308
    case 20: 70
    case 21: 271
    case 22: 145
    case 23: 154
    case 24: part == 0 ? 160 : part == 1 ? 162 : 40
    case 25: 40
    case 26: 60
    case 27: 95
    default: 38
    }
  }

  init(type: UInt8, _ mmsi: MMSI, _ bits: borrowing AISPayload) throws(AISPayloadFault) {
    let part = type == 24 ? bits.octet(38, 2) : 0
    let least = Self.bitCountMin(type: type, part: part)
    guard bits.bitCount >= least else { throw Self.short(type, bits, least) }
    switch type {
    case 1, 2, 3: self = .position(AISPositionReport(bits))
    case 4, 11: self = .baseStation(AISBaseStationReport(bits))
    case 5: self = .voyage(AISVoyageReport(bits))
    case 6, 8: self = .binary(AISBinaryMessage(bits, isAddressed: type == 6))
    case 7, 13: self = .acknowledgement(AISAcknowledgement(bits))
    case 9: self = .rescueAircraft(AISRescueAircraftReport(bits))
    case 10: self = .timeInquiry(AISTimeInquiry(bits))
    case 12, 14: self = .safety(AISSafetyMessage(bits, isAddressed: type == 12))
    case 15: self = .interrogation(AISInterrogation(bits))
    case 16: self = .assignment(AISAssignment(bits))
    case 17: self = .corrections(AISCorrections(bits))
    case 18, 19: self = .classB(AISClassBReport(bits, isExtended: type == 19))
    case 20: self = .reservation(AISReservation(bits))
    case 21: self = .aidToNavigation(AISAidToNavigationReport(bits))
    case 22: self = .channels(AISChannelManagement(bits))
    case 23: self = .group(AISGroupAssignment(bits))
    case 24 where part == 0: self = .name(AISText(bits, 40, count: 20))
    case 24 where part == 1: self = .craft(AISCraftReport(bits, mmsi))
    case 25, 26:
      guard let message = AISSlotBinaryMessage(bits, hasRadioStatus: type == 26) else {
        throw Self.short(type, bits, 60 + (bits.flag(38) ? 30 : 0) + (bits.flag(39) ? 16 : 0))
      }
      self = .slotBinary(message)
    case 27: self = .longRange(AISLongRangeReport(bits))
    default: self = .unknown
    }
  }

  private static func short(_ type: UInt8, _ bits: borrowing AISPayload, _ least: Int)
    -> AISPayloadFault
  {
    AISPayloadFault(
      item: "type \(type)", reason: "payload too short",
      detail: "\(bits.bitCount) bits, at least \(least) expected")
  }
}
