// How long may a stranger hold a connection? Until the first request is there, and not for ever.
//
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore

/// Closes a connection whose first request does not come in time, however slowly it trickles, and
/// any connection after its longest life. The body of a request has a limit of its own.
final class ConnectionLimits: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  private let firstRequest: TimeAmount
  private let life: TimeAmount
  private var timers: [Scheduled<Void>] = []

  init(firstRequest: TimeAmount, life: TimeAmount) {
    (self.firstRequest, self.life) = (firstRequest, life)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let channel = context.channel
    timers = [life, firstRequest].map { limit in
      context.eventLoop.scheduleTask(in: limit) { channel.close(promise: nil) }
    }
  }

  /// Called with whole parts of requests only; what trickles in stays in the decoder before.
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if timers.count > 1 { timers.removeLast().cancel() }
    context.fireChannelRead(data)
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    for timer in timers { timer.cancel() }
    timers = []
  }
}
