// `/api/v1/changes`: what changes while somebody watches, as server-sent events.
//
// SPDX-License-Identifier: Apache-2.0

internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import Rules
internal import ServiceLifecycle

struct ChangeRoutes: Sendable {
  let changes: LiveChanges

  /// So many pages can watch at once.
  static let watcherCountMax = 2_000

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.get("changes", use: watch)
  }

  /// Goes on behind `Last-Event-ID`; a comment every 15 s keeps the connection open.
  @Sendable func watch(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    guard changes.watcherCount < Self.watcherCountMax else {
      throw APIError(
        .serviceUnavailable, "Too many pages are watching.", next: "Try again in a minute.")
    }
    let lastID = request.headers[HTTPField.Name("Last-Event-ID")!] ?? request.query("lastEventId")
    let german = request.language == .de
    let changes = changes
    return Response(
      status: .ok,
      headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
      body: .init { writer in
        let (key, stream) = changes.watch(lastID: lastID, german: german)
        defer { changes.leave(key) }
        let heart = Task {
          while !Task.isCancelled {
            try await Task.sleep(for: .seconds(15))
            changes.beat(key)
          }
        }
        defer { heart.cancel() }
        try await writer.write(ByteBuffer(string: "retry: 2000\n\n"))
        // A server that is told to stop waits for its connections: this one must end by itself.
        try await withGracefulShutdownHandler {
          for await event in stream { try await writer.write(event) }
        } onGracefulShutdown: {
          changes.leave(key)
        }
        try await writer.finish(nil)
      })
  }
}
