// What is one AIS message, by which line did it come, and what does it report?
//
// SPDX-License-Identifier: Apache-2.0

/// One AIS message (ITU-R M.1371-5) with the sentence that carried it.
///
/// Allocations: one for `raw`; messages of several parts, free text and binary content cost a few
/// more.
public struct AISMessage: WireMessage {
  public var byteOffset: Int
  /// The line, or the lines of all parts with a line feed between, without line ends.
  public var raw: [UInt8]
  public var sentence: AISSentenceHead
  public var payload: AISPayload
  /// Message type, 1 to 27; others are `unknown`.
  public var type: UInt8
  /// How often it was repeated by a station, 0 to 3; 3 means "do not repeat any more".
  public var repeatIndicator: UInt8
  public var mmsi: MMSI
  public var report: AISReport
}

/// What a message reports, by its type.
public enum AISReport: Hashable, Sendable {
  /// Types 1, 2 and 3.
  case position(AISPositionReport)
  /// Types 4 and 11.
  case baseStation(AISBaseStationReport)
  /// Type 5.
  case voyage(AISVoyageReport)
  /// Types 6 and 8.
  case binary(AISBinaryMessage)
  /// Types 7 and 13.
  case acknowledgement(AISAcknowledgement)
  /// Type 9.
  case rescueAircraft(AISRescueAircraftReport)
  /// Type 10.
  case timeInquiry(AISTimeInquiry)
  /// Types 12 and 14.
  case safety(AISSafetyMessage)
  /// Type 15.
  case interrogation(AISInterrogation)
  /// Type 16.
  case assignment(AISAssignment)
  /// Type 17.
  case corrections(AISCorrections)
  /// Types 18 and 19.
  case classB(AISClassBReport)
  /// Type 20.
  case reservation(AISReservation)
  /// Type 21.
  case aidToNavigation(AISAidToNavigationReport)
  /// Type 22.
  case channels(AISChannelManagement)
  /// Type 23.
  case group(AISGroupAssignment)
  /// Type 24, part A.
  case name(AISText)
  /// Type 24, part B.
  case craft(AISCraftReport)
  /// Types 25 and 26.
  case slotBinary(AISSlotBinaryMessage)
  /// Type 27.
  case longRange(AISLongRangeReport)
  /// Types 0 and 28 to 63, and parts of type 24 other than A and B: only the bits are known.
  case unknown
}

/// The line that carried a message, or the first part of it.
public struct AISSentenceHead: Hashable, Sendable {
  /// Which clock dated the message.
  public enum TimeSource: UInt8, Sendable {
    /// `c:` of a tag block.
    case tagBlock = 1
    /// The `$PGHP` line before, which names the sentence by its checksum.
    case precedingLine = 2
    /// Seconds or milliseconds since 1970 after the checksum.
    case trailer = 3
    /// The last `ZDA` or `RMC` sentence of the stream.
    case clockSentence = 4
  }

  /// Two characters of the talker, the first in the high byte.
  public var talker: UInt16 = 0
  /// VDO: about the ship or station that the receiver belongs to.
  public var isOwn = false
  public var partCount: UInt8 = 1
  /// `0` to `9`; nil where none was given.
  public var sequence: UInt8?
  /// ASCII `A`, `B`, `1`, `2` or another character; nil where none was given.
  public var channel: UInt8?
  /// When it was received, milliseconds since 1970; nil where the stream does not say.
  public var receivedAtMs: Int64?
  public var timeSource: TimeSource?
  /// Where in `raw` the source stands (`s:` of the tag block), and the station (`r` or `b` of the
  /// trailer).
  public var source = AISPlaceInLine()
  public var station = AISPlaceInLine()
  /// `d` of the trailer.
  public var signalDBm: Int16?
  /// `S` of the trailer: slot in which it was received.
  public var slot: UInt16?
}

/// Where in a line a text stands; empty where there is none.
public struct AISPlaceInLine: Hashable, Sendable {
  public var start: UInt16 = 0
  public var count: UInt16 = 0

  public var isEmpty: Bool { count == 0 }
}

extension AISMessage {
  func text(_ place: AISPlaceInLine) -> String? {
    let start = Int(place.start)
    let end = start + Int(place.count)
    guard !place.isEmpty, end <= raw.count else { return nil }
    return String(decoding: raw[start..<end], as: UTF8.self)
  }

  /// Who relayed it: `s:` of the tag block, else the station of the trailer.
  public var source: String? { text(sentence.source) ?? text(sentence.station) }
}
