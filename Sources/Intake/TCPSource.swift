// Which bytes come over TCP? As a client that connects again by itself, or as a listener.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import NIOCore
internal import NIOPosix

/// Connects to a sensor or receiver and reads what it sends, until the task is cancelled.
public struct TCPClient: Sendable {
  /// A connection that brings nothing for so long is given up and made anew: the other end may be
  /// gone without a word.
  public static let silenceMaxS: Int64 = 300

  public let host: String
  public let port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  public func run(_ take: @escaping ArrivalTaker) async throws {
    var stream = 0
    try await retrying(take) { backoff in
      let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
        .connectTimeout(.seconds(10))
        .channelOption(.socketOption(.so_keepalive), value: 1)
        .connect(host: host, port: port) { channel in wrapped(channel) }
      stream += 1
      return try await read(
        channel, stream: stream, from: "\(host):\(port)", take, onBytes: { backoff.succeeded() })
    }
  }
}

/// Listens for sensors that connect, and reads what each sends, until the task is cancelled.
public struct TCPListener: Sendable {
  /// One more is taken where another has been silent for `silenceMinS` and gives way, else refused.
  public static let connectionCountMax = 64
  /// Longer than the pauses of a sensor that is alive, which reports every few seconds.
  public static let silenceMinS = 30.0

  public let host: String
  public let port: Int
  private let silenceMinS: Double
  private let onListening: @Sendable (Int) -> Void

  /// - Parameter silenceMinS: with all connections taken, one that brought nothing for so long gives
  ///   way to a new one.
  /// - Parameter onListening: called with the port, which the system chooses where `port` is 0.
  public init(
    host: String, port: Int, silenceMinS: Double = Self.silenceMinS,
    onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) {
    self.host = host
    self.port = port
    self.silenceMinS = silenceMinS
    self.onListening = onListening
  }

  public func run(_ take: @escaping ArrivalTaker) async throws {
    try await retrying(take) { _ in
      try await listen(take)
      return "the listening socket was closed"
    }
  }

  private func listen(_ take: @escaping ArrivalTaker) async throws {
    let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: host, port: port) { channel in wrapped(channel) }
    onListening(server.channel.localAddress?.port ?? port)
    let open = OpenConnections(
      countMax: Self.connectionCountMax, silence: .seconds(silenceMinS))
    try await server.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { group in
        var stream = 0
        for try await connection in connections {
          let from = connection.channel.remoteAddress.map(words(for:)) ?? "unknown"
          guard open.admit(connection.channel, as: stream + 1) else {
            try? await connection.executeThenClose { _, _ in }
            try await hand(.refused(from: from, reason: Self.noPlace), to: take)
            continue
          }
          stream += 1
          let number = stream
          group.addTask {
            _ = try await read(
              connection, stream: number, from: from, watched(take, number, open))
          }
        }
      }
    }
  }

  /// Hands on what a connection brings, and notes when it is silent.
  private func watched(
    _ take: @escaping ArrivalTaker, _ stream: Int, _ open: OpenConnections
  ) -> ArrivalTaker {
    { arrival in
      if case .closed = arrival {
        try await take(open.leave(stream) ? arrival : .closed(stream: stream, reason: Self.gaveWay))
        return
      }
      open.beginTaking(stream)
      defer { open.endTaking(stream) }
      try await take(arrival)
    }
  }

  static let gaveWay = "silent for long, it gave way to a new connection"
  static let noPlace = "\(connectionCountMax) connections are open, and none is silent"
}

/// A connection whose bytes are asked for one read at a time, and that does not stay silent for ever.
private func wrapped(
  _ channel: any Channel
) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> {
  channel.eventLoop.makeCompletedFuture {
    try channel.pipeline.syncOperations.addHandler(
      IdleStateHandler(readTimeout: .seconds(TCPClient.silenceMaxS)))
    try channel.pipeline.syncOperations.addHandler(SilenceCloser())
    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
  }
}

/// Reads one connection to its end. Gives back why it ended, empty for a proper end.
private func read(
  _ channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, stream: Int, from: String,
  _ take: @escaping ArrivalTaker, onBytes: () -> Void = {}
) async throws -> String {
  var reason = ""
  do {
    try await channel.executeThenClose { inbound, _ in
      try await hand(.opened(stream: stream, from: from), to: take)
      for try await buffer in inbound {
        onBytes()
        try await hand(
          .bytes(Array(buffer.readableBytesView), stream: stream, atMs: wallClockMs()), to: take)
      }
    }
    reason = "the other end closed the connection"
  } catch let error as TakingError {
    throw error
  } catch let error as CancellationError {
    throw error
  } catch {
    reason = words(for: error)
  }
  try await hand(.closed(stream: stream, reason: reason), to: take)
  return reason
}

/// Closes a connection that brought nothing for too long.
private final class SilenceCloser: ChannelInboundHandler {
  typealias InboundIn = Any

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      context.close(promise: nil)
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }
}
