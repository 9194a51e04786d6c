// How is a metadata packet sent? Values to items, items to a packet with its checksum.
//
// SPDX-License-Identifier: Apache-2.0

/// Builds UAS Datalink Local Sets. Items stand in the order in which they were added; the time stamp
/// goes first and the checksum last by themselves.
///
///     var packet = KLVPacketBuilder(timeUs: 1_782_302_400_000_000)
///     packet.add(13, 46.48)
///     packet.add(3, text: "MISSION")
///     let bytes = packet.bytes()
public struct KLVPacketBuilder: Sendable {
  private static let key: [UInt8] = [
    0x06, 0x0E, 0x2B, 0x34, 0x02, 0x0B, 0x01, 0x01, 0x0E, 0x01, 0x03, 0x01, 0x01, 0x00, 0x00, 0x00,
  ]
  private var value: [UInt8] = []

  public init(timeUs: Int64) {
    add(2, octets: Self.octets(UInt64(bitPattern: timeUs), 8))
  }

  /// A packet without a time stamp, for items that are carried over.
  public init() {}

  /// A number in the unit of the item; false where the item is no number or the value out of range.
  /// - Parameter byteCount: for IMAPB and plain integers; the others have their length.
  @discardableResult
  public mutating func add(_ tag: Int, _ number: Double, byteCount: Int = 4) -> Bool {
    guard let kind = tag < 144 ? KLVItemKind.byTag[max(tag, 0)]?.kind : nil, number.isFinite
    else { return false }
    switch kind {
    case .unsigned(let count, let min, let max):
      guard (min...max).contains(number) else { return false }
      let steps = Double(UInt64(1) << UInt64(8 * count)) - 1
      add(tag, octets: Self.octets(UInt64(((number - min) / (max - min) * steps).rounded()), count))
    case .signed(let count, let max):
      guard (-max...max).contains(number) else { return false }
      let steps = Double(UInt64(1) << UInt64(8 * count - 1)) - 1
      let raw = Int64((number / max * steps).rounded())
      add(tag, octets: Self.octets(UInt64(bitPattern: raw), count))
    case .imapb(let min, let max):
      guard let map = IMAPB(min: min, max: max, byteCount: byteCount),
        (min...max).contains(number)
      else { return false }
      add(tag, octets: Self.octets(map.raw(number), byteCount))
    case .count(let most), .integer(let most):
      guard number.magnitude < 9e18, (1...8).contains(byteCount) else { return false }
      let count = Swift.min(byteCount, most)
      add(tag, octets: Self.octets(UInt64(bitPattern: Int64(number.rounded())), count))
    case .text, .time, .octets: return false
    }
    return true
  }

  public mutating func add(_ tag: Int, text: String) { add(tag, octets: Array(text.utf8)) }

  /// An item as it is; nothing stands for "unknown since now".
  public mutating func add(_ tag: Int, octets: [UInt8]) {
    Self.append(tag: tag, to: &value)
    Self.append(length: octets.count, to: &value)
    value += octets
  }

  /// Key, length, items and checksum.
  public func bytes() -> [UInt8] {
    var packet = Self.key
    Self.append(length: value.count + 4, to: &packet)
    packet += value
    packet += [1, 2]
    let sum = packet.withUnsafeBytes { KLVPacketReader.sum($0, packet.count) }
    packet.append(UInt8(sum >> 8))
    packet.append(UInt8(sum & 255))
    return packet
  }

  private static func octets(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  /// BER-OID: seven bits an octet.
  private static func append(tag: Int, to bytes: inout [UInt8]) {
    var octets = [UInt8(truncatingIfNeeded: tag & 0x7F)]
    var rest = tag >> 7
    while rest > 0 {
      octets.append(UInt8(truncatingIfNeeded: rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes += octets.reversed()
  }

  /// BER, as short as it can be.
  private static func append(length: Int, to bytes: inout [UInt8]) {
    if length < 128 {
      bytes.append(UInt8(length))
    } else {
      let count = (length.bitWidth - length.leadingZeroBitCount + 7) / 8
      bytes.append(0x80 | UInt8(count))
      bytes += octets(UInt64(length), count)
    }
  }
}

extension KLVPacket {
  /// The packet made again from its items: the same bytes for every packet that has its time first,
  /// lengths as short as they can be, and one checksum.
  public func encoded() -> [UInt8] {
    var builder = KLVPacketBuilder()
    for item in items where item.tag != 1 {
      builder.add(Int(item.tag), octets: Array(octets(item)))
    }
    return builder.bytes()
  }
}
