// The main job: feeds in, page and interface out, until somebody stops it.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Hummingbird
internal import Intake
public import Logging
internal import Missions
internal import NIOCore
internal import Notation
internal import ServiceLifecycle

/// Serves one mission on one address.
public struct MissionServer: Sendable {
  public struct Settings: Sendable {
    public var host = "127.0.0.1"
    /// 0 takes a free port.
    public var port = 8080
    /// Folder of the page's files; nil finds it beside the program.
    public var pageFolder: String?
    /// How often feeds are looked at for what is new.
    public var pollS = 5.0

    public init() {}
  }

  let monitor: Monitor
  private let loading: Task<Void, any Error>
  private let player: StoryPlayer?
  let settings: Settings
  let data: DataFolder
  let logger: Logger

  /// - Parameter loading: what the monitor still reads; reports are taken meanwhile, and other requests
  ///   wait for it.
  /// - Parameter player: plays a story on the page.
  public init(
    monitor: Monitor, loading: Task<Void, any Error> = Task {}, data: DataFolder,
    settings: Settings, player: StoryPlayer? = nil, logger: Logger
  ) {
    self.player = player
    self.monitor = monitor
    self.loading = loading
    self.settings = settings
    self.data = data
    self.logger = logger
  }

  /// Runs until the process is told to stop.
  ///
  /// - Parameter onReady: called once with the address, when requests are answered.
  public func run(onReady: @escaping @Sendable (String) -> Void) async throws {
    let router = try router()
    let data = data
    let host = settings.host
    var application = Application(
      router: router,
      configuration: .init(
        address: .hostname(settings.host, port: settings.port), serverName: "truceline"),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? 0
        let shown = host.contains(":") ? "[\(host)]" : host
        let url = "http://\(shown):\(port)"
        try? data.announce(url: url)
        onReady(url)
      },
      logger: logger)
    application.addServices(
      RecordedFeeds(monitor: monitor, loading: loading, pollS: settings.pollS, logger: logger),
      LiveFeeds(monitor: monitor, logger: logger),
      LogService(monitor: monitor, logger: logger) { [monitor, player] in
        if let player {
          try await player.askWitnesses()
        } else {
          try await monitor.log.askWitnesses()
        }
      },
      FeedHealthFile(monitor: monitor, path: data.feeds),
      Upkeep(monitor: monitor, logger: logger))
    do {
      let ready = application
      let serving = Task { try await ready.runService() }
      // Where the folder cannot be read, the program ends with that, and requests under way with it: the
      // framework cannot end in order while connections come in.
      try await loading.value
      try await serving.value
    } catch {
      data.withdrawAnnouncement()
      await monitor.close()
      throw ListenError(error, settings) ?? error
    }
    data.withdrawAnnouncement()
    await monitor.close()
  }

  private func router() throws -> Router<BasicRequestContext> {
    let presenter = Presenter(monitor.mission)
    let router = Router(context: BasicRequestContext.self)
    router.add(middleware: Guard<BasicRequestContext>(logger: logger))
    let posts = PostedReports(monitor: monitor, logger: logger)
    ReportRoutes(mission: monitor.mission, posts: posts).add(to: router.group("api/v1"))
    router.add(middleware: AfterLoading<BasicRequestContext>(loading: loading))
    let sessions = Sessions()
    router.add(middleware: SignInNeeded<BasicRequestContext>(monitor: monitor, sessions: sessions))
    let api = router.group("api/v1")
    PeopleRoutes(monitor: monitor, sessions: sessions).add(to: api)
    AlertRoutes(monitor: monitor, presenter: presenter).add(to: api)
    CaseRoutes(monitor: monitor, presenter: presenter).add(to: api)
    RefereeRoutes(monitor: monitor, presenter: presenter).add(to: api)
    DailyReportRoutes(monitor: monitor, presenter: presenter).add(to: api)
    RegisterRoutes(monitor: monitor).add(to: api)
    let geo = GeoAnswers(presenter: presenter)
    PictureRoutes(monitor: monitor, presenter: presenter, geo: geo).add(to: api)
    TrackRoutes(monitor: monitor, presenter: presenter, geo: geo).add(to: api)
    ChangeRoutes(changes: monitor.changes).add(to: api)
    ExerciseRoutes(player: player, presenter: presenter).add(to: api)
    EvidenceRoutes(monitor: monitor).add(to: api)
    let log = LogRoutes(monitor: monitor)
    log.add(to: api)
    log.add(to: router)
    api.get("openapi.json") { _, _ in Response.json(bytes: OpenAPI.document) }
    let page = try PageFiles(folder: settings.pageFolder, ground: monitor.mission.ground)
    router.get("/") { request, _ in try Self.page(page, request) }
    router.get("**") { request, _ in try Self.page(page, request) }
    return router
  }

  private static func page(_ files: PageFiles, _ request: Request) throws -> Response {
    guard let response = files.answer(request) else {
      throw APIError(.notFound, "There is nothing at \(request.uri.path).", next: "See /.")
    }
    return response
  }
}

/// The address cannot be listened on, in words for an operator.
public struct ListenError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  /// Nil for an error of another kind.
  init?(_ error: any Error, _ settings: MissionServer.Settings) {
    guard let failed = error as? IOError else { return nil }
    let place = "\(settings.host):\(settings.port)"
    switch failed.errnoCode {
    case EADDRINUSE:
      description =
        "\(place) is in use by another program. Stop it, or choose another port with --listen; "
        + "port 0 takes a free one."
    case EACCES:
      description = "\(place) may not be listened on. Choose a port above 1023 with --listen."
    default:
      description = "\(place) cannot be listened on: \(failed). Choose another with --listen."
    }
  }
}
