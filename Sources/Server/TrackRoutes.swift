// `/api/v1/tracks`, `/geo/tracks`: what moves where, from which sources.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Hummingbird
internal import Missions
internal import NIOCore
internal import Notation
internal import Observations
internal import Rules
internal import Store
internal import Tracks

struct TrackRoutes: Sendable {
  let monitor: Monitor
  let presenter: Presenter
  let geo: GeoAnswers

  /// Trails are drawn for so many tracks at a time.
  static let trailCountMax = 400
  /// A track of an earlier time is shown when it had a step within this time before.
  static let windowMs: Int64 = 600_000

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.get("tracks", use: tracks)
      .get("tracks/{id}", use: track)
      .get("tracks/{id}/points", use: points)
      .get("flags", use: flags)
      .get("sensors", use: sensors)
      .get("geo/tracks", use: map)
  }

  /// Those that are followed now, in order of their ids.
  @Sendable func tracks(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let now = try await monitor.movement(try request.knownAt())
    let (nowMs, tracks) = (now.atMs, now.tracks)
    let limit = try request.limit()
    return .json(
      .members([
        "at": presenter.time(nowMs), "total": .integer(Int64(tracks.count)),
        "tracks": .array(
          tracks.prefix(limit).map { presenter.json($0, nowMs: nowMs, request.language) }),
        "unreliableAreas": .array(
          now.unreliableAreas.map { presenter.json($0, request.language) }),
        "withoutTrack": presenter.json(now.unfollowed),
      ]))
  }

  @Sendable func track(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let now = try await monitor.movement(try request.knownAt())
    let nowMs = now.atMs
    if let track = now.tracks.first(where: { $0.id == id }) {
      return .json(presenter.json(track, nowMs: nowMs, request.language))
    }
    let joins = try await monitor.store(try request.knownAt()).trackJoins(id)
    guard let last = try await monitor.store(try request.knownAt()).trackEnd(id) else {
      throw APIError(.notFound, "There is no track \(id).", next: "See /api/v1/tracks.")
    }
    return .json(presenter.json(ended: last, joins, request.language))
  }

  /// Each step that is final, with the observation that made it: `?from=&until=&limit=`.
  @Sendable func points(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    let rows = try await monitor.store(try request.knownAt()).trackPoints(
      id, fromMs: try request.moment("from") ?? .min, untilMs: try request.moment("until") ?? .max,
      limit: try request.limit())
    return .json(.members(["points": .array(rows.map { presenter.json($0) })]))
  }

  /// The registered sensors, with the errors found of radars.
  @Sendable func sensors(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let found = try await monitor.movement(try request.knownAt()).sensorErrors
    return .json(
      .members([
        "sensors": .array(
          presenter.mission.sensors.sensors.map { sensor in
            presenter.json(
              sensor, found.first { $0.sensor == sensor.id }, request.language)
          })
      ]))
  }

  /// Why reports of things that move were doubted, oldest first: `?from=&until=&limit=`.
  @Sendable func flags(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let rows = try await monitor.store(try request.knownAt()).flags(
      fromMs: try request.moment("from") ?? .min, untilMs: try request.moment("until") ?? .max,
      limit: try request.limit())
    return .json(
      .members(["flags": .array(rows.map { presenter.json($0, request.language) })]))
  }

  /// `?at=&box=west,south,east,north`: of now, with trails, or of an earlier time.
  @Sendable func map(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let box = try box(request)
    let now = try await monitor.movement(try request.knownAt())
    let nowMs = now.atMs
    if let atMs = try request.moment("at"), atMs < nowMs {
      let rows = try await monitor.store(try request.knownAt()).trackPoints(
        atMs: atMs, windowMs: Self.windowMs, limit: GeoAnswers.featureCountMax)
      return .geoJSON(geo.tracks(rows, box: box))
    }
    return .geoJSON(
      geo.tracks(
        now.tracks, areas: now.unreliableAreas, box: box,
        trailCountMax: Self.trailCountMax))
  }

  private func box(_ request: Request) throws -> GeoBox? {
    guard let text = request.query("box") else { return nil }
    let corners = text.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    guard corners.count == 4, let west = corners[0], let south = corners[1],
      let east = corners[2], let north = corners[3], west <= east, south <= north,
      [west, south, east, north].allSatisfy(\.isFinite)
    else {
      throw APIError(
        .badRequest, "'\(text)' is no box.",
        next: "Write west,south,east,north in degrees: box=36,47,39,49.")
    }
    return GeoBox(south: south, west: west, north: north, east: east)
  }
}

extension Presenter {
  /// A track that is followed no longer, as far as it was stored.
  func json(
    ended last: TrackPointRow, _ joins: [TrackJoinRow], _ language: Language
  ) -> JSONValue {
    .members([
      "id": .string(last.track), "kind": .string(last.kind),
      "name": last.name.map { .string($0) } ?? .null, "lost": true, "ended": true,
      "last": time(last.atMs), "state": json(last),
      "joins": .array(joins.map { json($0) }),
    ])
  }
}
