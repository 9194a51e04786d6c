// How does a witness answer the logs that it watches? C2SP tlog-witness over HTTP.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import HummingbirdCore
public import Ledger
public import Logging
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Serves `POST add-checkpoint` and `GET <hex SHA-256 of the origin>/checkpoint`.
///
/// The protocol has no sign-in: what counts is the log's signature on what it sends.
public struct WitnessServer: Sendable {
  public struct Settings: Sendable {
    public var host = "127.0.0.1"
    /// 0 takes a free port.
    public var port = 7380
    /// For a whole request, and for a connection on which nothing happens. No connection lives
    /// longer than thirty times this.
    public var timeoutS: Int64 = 10
    /// More wait until one is closed.
    public var connectionCountMax = 256

    public init() {}
  }

  private let desk: CosigningDesk
  private let settings: Settings
  private let logger: Logger

  /// - Parameters:
  ///   - folder: the witness's memory; made where it is not there.
  ///   - logs: the keys of the logs that are watched.
  /// - Throws: as `CosigningState` does.
  public init(
    folder: String, signer: NoteSigner, logs: [VerifierKey], settings: Settings, logger: Logger
  ) throws {
    desk = try CosigningDesk(folder: folder, signer: signer, logs: logs)
    (self.settings, self.logger) = (settings, logger)
  }

  /// Runs until the process is told to stop, or the task is cancelled.
  ///
  /// - Parameter onReady: called once with the address, when requests are answered.
  public func run(onReady: @escaping @Sendable (String) -> Void) async throws {
    let (host, timeoutS) = (settings.host, settings.timeoutS)
    let application = Application(
      router: router(),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [
            ConnectionLimits(firstRequest: .seconds(timeoutS), life: .seconds(30 * timeoutS))
          ],
          idleTimeout: .seconds(timeoutS))),
      configuration: .init(
        address: .hostname(host, port: settings.port), serverName: "truceline",
        availableConnectionsDelegate: MaximumAvailableConnections(settings.connectionCountMax)),
      onServerRunning: { channel in
        let shown = host.contains(":") ? "[\(host)]" : host
        onReady("http://\(shown):\(channel.localAddress?.port ?? 0)")
      },
      logger: logger)
    try await application.runService()
  }

  private func router() -> Router<BasicRequestContext> {
    let router = Router(context: BasicRequestContext.self)
    let (desk, timeoutS) = (desk, settings.timeoutS)
    router.post("add-checkpoint") { request, _ in
      let body = try await Self.body(of: request, timeoutS: timeoutS)
      return Self.response(try await desk.answer(body))
    }
    router.get(":origin/checkpoint") { _, context in
      let origin = context.parameters.get("origin") ?? ""
      guard let note = try await desk.cosigned(originHash: origin) else {
        throw HTTPError(.notFound)
      }
      return Response(
        status: .ok,
        headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-cache"],
        body: .init(byteBuffer: ByteBuffer(bytes: note)))
    }
    return router
  }

  private static func response(_ answer: WitnessAnswer) -> Response {
    Response(
      status: .init(code: answer.status),
      headers: [.contentType: answer.contentType, .cacheControl: "no-store"],
      body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
  }

  /// The whole body, which must be there in time.
  private static func body(of request: Request, timeoutS: Int64) async throws -> [UInt8] {
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      group.addTask {
        let buffer = try await request.body.collect(upTo: AddCheckpoint.byteCountMax)
        return Array(buffer.readableBytesView)
      }
      group.addTask {
        try await Task.sleep(for: .seconds(timeoutS))
        throw HTTPError(.requestTimeout)
      }
      defer { group.cancelAll() }
      guard let body = try await group.next() else { throw HTTPError(.requestTimeout) }
      return body
    }
  }
}

/// One request after the other, away from where tasks run: storing waits for the disk.
private final class CosigningDesk: Sendable {
  private let state: Mutex<CosigningState>
  private let threads = NIOThreadPool(numberOfThreads: 1)

  init(folder: String, signer: NoteSigner, logs: [VerifierKey]) throws {
    state = Mutex(try CosigningState(folder: folder, signer: signer, logs: logs))
    threads.start()
  }

  deinit { threads.shutdownGracefully { _ in } }

  func answer(_ body: [UInt8]) async throws -> WitnessAnswer {
    try await threads.runIfActive { [self] in
      let nowS = UInt64(max(0, Date().timeIntervalSince1970))
      return state.withLock { $0.answer(body, nowS: nowS) }
    }
  }

  func cosigned(originHash: String) async throws -> [UInt8]? {
    try await threads.runIfActive { [self] in
      state.withLock { $0.cosigned(originHash: originHash) }
    }
  }
}
