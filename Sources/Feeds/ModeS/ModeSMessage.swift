// What was received? One frame with its clock, signal and content.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// The receiver's own time of a frame.
public enum ModeSClock: Hashable, Sendable {
  /// Not given.
  case none
  /// 48 bits as sent: a counter of 12 MHz, or by GPS the second of the day and nanoseconds.
  case stamp(UInt64)
  /// The mark of a frame that was made from multilateration (0xFF004D4C4154).
  case multilateration

  init(stamp: UInt64) {
    self = stamp == 0xFF00_4D4C_4154 ? .multilateration : .stamp(stamp)
  }
}

/// Where the address of a frame came from.
public enum ModeSAddressSource: Hashable, Sendable {
  /// In the clear, under the parity (DF 11, 17, 18).
  case announced
  /// From the parity, and announced by another frame not long before.
  case parity
  /// From the parity only: noise gives such an address too.
  case parityUnverified
}

/// What a receiver sent.
public enum ModeSBody: Hashable, Sendable {
  /// A frame of 56 or 112 bits.
  case frame(ModeSFrame, ModeSContent)
  /// A Mode A/C reply: 13 bits that are either.
  case modeAC(ModeACode)
  /// Beast type 4: 14 bytes about the receiver.
  case receiverStatus(high: UInt64, low: UInt64)
  /// The identifier of the receiver that heard what follows (readsb, 0xE3).
  case receiver(UInt64)
}

/// A frame as received. It is held in itself: no storage is allocated for it.
public struct ModeSMessage: WireMessage, Hashable {
  public let byteOffset: Int
  public let clock: ModeSClock
  /// 255 is full scale, of the amplitude; nil where not given.
  public let signalRaw: UInt8?
  /// 24 bits; 0 where there is none.
  public let address: UInt32
  public let addressSource: ModeSAddressSource
  public let body: ModeSBody
  /// A reply of 56 bits that came in 14 bytes: some receivers always send as many. The last seven are
  /// noise and are not kept.
  public var isPadded = false
  /// Filled in where positions are kept between messages.
  public internal(set) var position: ModeSPosition?

  /// Received signal below full scale.
  public var signalDBFS: Double? {
    guard let signalRaw, signalRaw > 0, signalRaw < 255 else { return nil }
    return modeSSignalDBFS[Int(signalRaw)]
  }

  public func write(to writer: inout FieldWriter) { writeFields(to: &writer) }
}

/// Turns frames into messages; keeps which addresses were announced.
struct ModeSReading: Sendable {
  private var addresses = RecentAddresses()

  /// A message, or the fault of the frame.
  mutating func message(
    _ received: ModeSFrame, byteOffset: Int, clock: ModeSClock, signalRaw: UInt8?
  ) -> WireItem<ModeSMessage> {
    let format = received.downlinkFormat
    guard format < 16 || received.byteCount == 14 else {
      return .fault(
        WireFault(
          byteOffset: byteOffset, item: "DF", reason: "length does not fit the format",
          detail: "DF \(format) in \(received.byteCount) bytes, 14 expected",
          raw: received.bytes))
    }
    let isPadded = format < 16 && received.byteCount == 14
    let frame = isPadded ? received.short : received
    addresses.count()
    let syndrome = frame.syndrome
    var address = syndrome
    var source = ModeSAddressSource.announced
    let content: ModeSContent
    switch format {
    case 11:
      guard syndrome <= 79 else { return .fault(parityFault(frame, byteOffset, syndrome)) }
      address = frame.announcedAddress
      content = .allCall(
        ModeSAllCall(capability: UInt8(frame.header(6, 3)), interrogator: UInt8(syndrome)))
      // Noise fits an interrogator's parity 80 times more often than a squitter's.
      if syndrome == 0 { addresses.insert(address) }
    case 17, 18, 19:
      guard syndrome == 0 else { return .fault(parityFault(frame, byteOffset, syndrome)) }
      address = frame.announcedAddress
      if format == 19 {
        content = .military(application: UInt8(frame.header(6, 3)))
      } else {
        content = .squitter(ADSBSquitter(frame))
        addresses.insert(address)
      }
    default:
      source = addresses.contains(address) ? .parity : .parityUnverified
      content = Self.overlaid(frame, format)
    }
    return .message(
      ModeSMessage(
        byteOffset: byteOffset, clock: clock, signalRaw: signalRaw, address: address,
        addressSource: source, body: .frame(frame, content), isPadded: isPadded))
  }

  private static func overlaid(_ frame: ModeSFrame, _ format: UInt8) -> ModeSContent {
    switch format {
    case 0, 16: .airAir(ModeSAirAir(frame))
    case 4, 5, 20, 21: .surveillance(ModeSSurveillance(frame))
    case 24:
      .extendedLength(
        isAcknowledgement: frame.header(4, 1) == 1, segment: UInt8(frame.header(5, 4)))
    default: .unknown(format: format)
    }
  }

  private func parityFault(
    _ frame: ModeSFrame, _ byteOffset: Int, _ syndrome: UInt32
  ) -> WireFault {
    let found = String(syndrome, radix: 16, uppercase: true)
    let expected = frame.downlinkFormat == 11 ? "0 to 4F" : "0"
    return WireFault(
      byteOffset: byteOffset, item: "DF \(frame.downlinkFormat)", reason: "parity",
      detail: "remainder \(found), \(expected) expected", raw: frame.bytes)
  }
}

/// Addresses that were announced in the clear among the last frames.
///
/// 4,096 buckets of four; an address counts as recent for 500,000 frames, some minutes of a busy
/// receiver. The frames' own clock is not used: it may be missing or jump.
struct RecentAddresses: Sendable {
  private static let frameCountMax = 500_000
  private static let entryCount = 16_384
  /// Empty until the first address is announced.
  private var entries: [Entry] = []
  private var frame = 0

  private struct Entry: Sendable {
    var address: UInt32
    var frame: Int
  }

  mutating func count() { frame += 1 }

  private func bucket(_ address: UInt32) -> Int {
    Int((address &* 0x9E37_79B1) >> 20) * 4
  }

  func contains(_ address: UInt32) -> Bool {
    guard !entries.isEmpty else { return false }
    let first = bucket(address)
    for index in first..<(first + 4) where entries[index].address == address {
      return frame - entries[index].frame <= Self.frameCountMax
    }
    return false
  }

  mutating func insert(_ address: UInt32) {
    if entries.isEmpty {
      entries = [Entry](repeating: Entry(address: .max, frame: 0), count: Self.entryCount)
    }
    let first = bucket(address)
    var oldest = first
    for index in first..<(first + 4) {
      if entries[index].address == address {
        entries[index].frame = frame
        return
      }
      if entries[index].frame < entries[oldest].frame { oldest = index }
    }
    entries[oldest] = Entry(address: address, frame: frame)
  }
}

/// 20 log10 of each amplitude over 255.
private let modeSSignalDBFS: [Double] = (0..<256).map {
  ModeSMath.decibels(amplitude: max(Double($0), 1) / 255)
}
