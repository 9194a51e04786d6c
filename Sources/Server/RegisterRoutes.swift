// `/api/v1/registers`: entries of registers, from the mission folder and by people, and new ones.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Cases
internal import Foundation
internal import Geo
internal import Hummingbird
internal import NIOCore
public import Notation
internal import Rules

struct RegisterRoutes: Sendable {
  let monitor: Monitor

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.group("registers").get(use: list).post(use: enter)
  }

  /// `?kind=&current=true`: in order of kind, time and id; each says by what it is corrected.
  @Sendable func list(_ request: Request, _ context: BasicRequestContext) async throws -> Response {
    let register = await monitor.register
    let book = await monitor.cases.registers
    let kinds = request.words("kind")
    let onlyCurrent = request.query("current") == "true"
    let entries = register.all.filter {
      (kinds.isEmpty || kinds.contains($0.kind.rawValue))
        && (!onlyCurrent || register.correction(of: $0.id) == nil)
    }
    return .json(
      .members(["entries": .array(entries.map { Self.json($0, register, book) })]))
  }

  /// `{actor, type: "register.entered"|"register.corrected", entry, kind, …}` as records have it.
  /// `received` may be left out: then it is received now.
  @Sendable func enter(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let body = try await request.object()
    let nowMs = monitor.presentMs
    let act: RegisterAct
    do {
      guard
        let read = try RegisterAct(
          type: try body.requiredText("type"), RegisterEntry.received(body, atMs: nowMs))
      else {
        throw APIError(
          .unprocessableContent, "'\(body["type"]?.text ?? "")' is no act on registers.",
          next: "Write register.entered or register.corrected.")
      }
      act = read
    } catch let error as RecordCodecError {
      throw APIError(.unprocessableContent, error.reason + ".", next: "See docs/reference/http.md.")
    }
    _ = try await monitor.perform(
      .register(act), actor: try body.actor(), atMs: nowMs)
    return .json(
      Self.json(act.entry, await monitor.register, await monitor.cases.registers),
      status: .created)
  }

  static func json(
    _ entry: RegisterEntry, _ register: Register, _ book: RegisterBook
  ) -> JSONValue {
    let item = book[entry.id]
    let extra: [JSONValue.Member?] = [
      .init("correctedBy", register.correction(of: entry.id).map { .string($0.id) } ?? .null),
      item.map { .init("record", .integer(Int64($0.sequence))) },
      item.map { .init("enteredBy", .string($0.actor)) },
    ]
    return .object(entry.json.objectMembers + extra.compactMap { $0 })
  }
}

extension RegisterEntry {
  /// The members of an entry, received now where they do not say when.
  public static func received(_ value: JSONValue, atMs: Int64) -> JSONValue {
    guard value["received"] == nil else { return value }
    return .object(
      value.objectMembers + [.init("received", .string(Instant(atMs: atMs).iso))])
  }
}
