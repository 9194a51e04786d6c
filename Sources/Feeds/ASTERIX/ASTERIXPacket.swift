// Where in a captured packet is the UDP payload?
//
// SPDX-License-Identifier: Apache-2.0

/// Takes the layers off a captured packet.
///
/// Sources: the link-layer header types of tcpdump.org, RFC 791, RFC 8200, RFC 768, IEEE 802.1Q.
struct ASTERIXPacket {
  /// Why a packet holds no UDP payload.
  struct NotRead: Error {
    let detail: String
  }

  let bytes: UnsafeRawBufferPointer

  /// Offsets of the UDP payload in the packet.
  func payload(linkType: Int) throws(NotRead) -> Range<Int> {
    switch linkType {
    case 1: return try ethernet()
    case 0: return try internet(at: 4, link: "loopback")
    case 108: return try internet(at: 4, link: "loopback")
    case 12, 14, 101, 228, 229: return try internet(at: 0, link: "raw IP")
    case 113: return try network(type: 14, at: 16)
    case 276: return try network(type: 0, at: 20)
    default: throw NotRead(detail: "link-layer header type \(linkType) is not known")
    }
  }

  private func word(_ at: Int) throws(NotRead) -> Int {
    guard at >= 0, at + 2 <= bytes.count else {
      throw NotRead(detail: "the packet ends at octet \(bytes.count), inside its headers")
    }
    return Int(bytes[at]) << 8 | Int(bytes[at + 1])
  }

  private func ethernet() throws(NotRead) -> Range<Int> {
    var at = 12
    // VLAN tags; two of them where a provider adds its own.
    for _ in 0..<4 {
      let type = try word(at)
      guard type == 0x8100 || type == 0x88A8 || type == 0x9100 else { break }
      at += 4
    }
    return try network(type: at, at: at + 2)
  }

  /// - Parameter type: offset of the EtherType.
  private func network(type: Int, at: Int) throws(NotRead) -> Range<Int> {
    let type = try word(type)
    guard type == 0x0800 || type == 0x86DD else {
      throw NotRead(detail: "EtherType 0x" + String(type, radix: 16) + ", IPv4 or IPv6 expected")
    }
    return try internet(at: at, link: "")
  }

  private func internet(at: Int, link: String) throws(NotRead) -> Range<Int> {
    let version = try word(at) >> 12
    switch version {
    case 4: return try version4(at)
    case 6: return try version6(at)
    default: throw NotRead(detail: "IP version \(version) \(link), 4 or 6 expected")
    }
  }

  private func version4(_ at: Int) throws(NotRead) -> Range<Int> {
    let header = (try word(at) >> 8 & 15) * 4
    let fragment = try word(at + 6)
    guard header >= 20 else { throw NotRead(detail: "IPv4 header of \(header) octets") }
    guard fragment & 0x3FFF == 0 else {
      throw NotRead(detail: "a fragment of an IP packet; fragments are not put together")
    }
    let networkProtocol = try word(at + 8) & 255
    guard networkProtocol == 17 else { throw notUDP(networkProtocol) }
    return try datagram(at + header)
  }

  private func version6(_ at: Int) throws(NotRead) -> Range<Int> {
    var next = try word(at + 6) >> 8
    var header = at + 40
    // Hop-by-hop, routing and destination options may stand before UDP.
    for _ in 0..<8 where next == 0 || next == 43 || next == 60 {
      let pair = try word(header)
      next = pair >> 8
      header += 8 * ((pair & 255) + 1)
    }
    guard next != 44 else {
      throw NotRead(detail: "a fragment of an IP packet; fragments are not put together")
    }
    guard next == 17 else { throw notUDP(next) }
    return try datagram(header)
  }

  private func notUDP(_ networkProtocol: Int) -> NotRead {
    NotRead(detail: "IP protocol \(networkProtocol), 17 (UDP) expected")
  }

  private func datagram(_ at: Int) throws(NotRead) -> Range<Int> {
    let length = try word(at + 4)
    guard length >= 8, at + length <= bytes.count else {
      throw NotRead(
        detail: "UDP length \(length), \(max(0, bytes.count - at)) octets captured from there on")
    }
    return (at + 8)..<(at + length)
  }
}
