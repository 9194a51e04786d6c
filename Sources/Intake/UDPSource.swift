// Which datagrams come over UDP, to this machine or to a multicast group?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import NIOCore
internal import NIOPosix

/// Receives datagrams until the task is cancelled.
public struct UDPReceiver: Sendable {
  /// The kernel keeps so many bytes while a burst is worked off.
  private static let receiveBufferByteCount = 4_194_304

  public let host: String
  public let port: Int
  /// Address of a multicast group to join, and the name of the network interface to join it on.
  public let group: String?
  public let interface: String?
  private let onListening: @Sendable (Int) -> Void

  public init(
    host: String, port: Int, group: String? = nil, interface: String? = nil,
    onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.host = host
    self.port = port
    self.group = group
    self.interface = interface
    self.onListening = onListening
  }

  public func run(_ take: @escaping ArrivalTaker) async throws {
    try await retrying(take) { _ in try await receive(take) }
  }

  private func receive(_ take: @escaping ArrivalTaker) async throws -> String {
    let device = try device()
    let channel = try await DatagramBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .channelOption(.socketOption(.so_reuseaddr), value: 1)
      .channelOption(.socketOption(.so_rcvbuf), value: Self.receiveBufferByteCount)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 65_536))
      .bind(host: host, port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<AddressedEnvelope<ByteBuffer>, AddressedEnvelope<ByteBuffer>>(
            wrappingChannelSynchronously: channel)
        }
      }
    let boundPort = channel.channel.localAddress?.port ?? port
    try await channel.executeThenClose { inbound, _ in
      if let group, let multicast = channel.channel as? any MulticastChannel {
        let address = try SocketAddress(ipAddress: group, port: port)
        try await multicast.joinGroup(address, device: device).get()
      }
      onListening(boundPort)
      try await hand(.unchanged(atMs: wallClockMs()), to: take)
      var senders = UDPSenders()
      for try await envelope in inbound {
        let (stream, isNew, closed) = senders.stream(of: envelope.remoteAddress)
        if let closed { try await hand(.closed(stream: closed, reason: ""), to: take) }
        if isNew {
          try await hand(
            .opened(stream: stream, from: words(for: envelope.remoteAddress)), to: take)
        }
        try await hand(
          .datagram(
            Array(envelope.data.readableBytesView), stream: stream, atMs: wallClockMs()),
          to: take)
      }
    }
    return "the socket was closed"
  }

  private func device() throws -> NIONetworkDevice? {
    guard let interface else { return nil }
    let isIPv6 = group?.contains(":") ?? false
    let found = try System.enumerateDevices().first {
      $0.name == interface
        && $0.address?.protocol == (isIPv6 ? NIOBSDSocket.ProtocolFamily.inet6 : .inet)
    }
    guard let found else { throw NoInterface(name: interface) }
    return found
  }
}

/// Each sender's datagrams are a stream of their own, so that parts of two messages are never joined.
private struct UDPSenders {
  /// With more, the one that came first makes room.
  private static let countMax = 256

  private var streams: [SocketAddress: Int] = [:]
  private var order: [SocketAddress] = []
  private var count = 0

  mutating func stream(of address: SocketAddress) -> (stream: Int, isNew: Bool, closed: Int?) {
    if let stream = streams[address] { return (stream, false, nil) }
    var closed: Int?
    if order.count == Self.countMax { closed = streams.removeValue(forKey: order.removeFirst()) }
    count += 1
    streams[address] = count
    order.append(address)
    return (count, true, closed)
  }
}

private struct NoInterface: Error, CustomStringConvertible {
  let name: String
  var description: String { "there is no network interface '\(name)'" }
}
