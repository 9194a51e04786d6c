// `/log/…` for any verifier, `/api/v1/log…` for the page: the record log, its proofs and its state.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Ledger
internal import NIOCore
internal import Notation
internal import Redaction
internal import Store

struct LogRoutes: Sendable {
  let monitor: Monitor

  /// The log as C2SP tlog-tiles has it; the base path of the log is `/log`.
  func add(to router: Router<BasicRequestContext>) {
    router.get("log/checkpoint") { _, _ in
      try Self.note(try await monitor.log.checkpoint())
    }
    router.get("log/cosigned") { _, _ in try Self.note(try await monitor.log.cosigned()) }
    router.get("log/tile/**") { request, _ in try tile(request) }
  }

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.get("log", use: status)
      .get("log/issuer") { _, _ in
        Response.json(bytes: Array(monitor.issuer.utf8), type: "application/jwk+json")
      }
      .get("log/records", use: records)
      .get("log/records/{index}", use: record)
      .get("log/records/{index}/proof", use: proof)
      .post("log/records/{index}/erase", use: erase)
      .post("log/records/{index}/release", use: release)
      .get("observations/{id}/proof", use: observationProof)
  }

  private static func note(_ bytes: [UInt8]?) throws -> Response {
    guard let bytes else {
      throw APIError(.notFound, "There is no checkpoint yet.", next: "Try again in a second.")
    }
    return Response(
      status: .ok,
      headers: [
        .contentType: "text/plain; charset=utf-8", .cacheControl: "public, max-age=1",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private func tile(_ request: Request) throws -> Response {
    // The path as it was sent: what is written in another way is not the name of a tile.
    let sent = request.head.path.map { $0.prefix { $0 != "?" } } ?? ""
    guard let path = TilePath(String(sent.dropFirst("/log/".count))), path != .checkpoint,
      let bytes = try FolderTiles(folder: monitor.data.log).read(
        path.text, byteCountMax: path.byteCountMax)
    else { throw APIError(.notFound, "There is no such tile.", next: "See /log/checkpoint.") }
    return Response(
      status: .ok,
      headers: [
        .contentType: "application/octet-stream",
        .cacheControl: "public, max-age=31536000, immutable",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  // MARK: For the page

  @Sendable func status(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = await monitor.logBook
    let status = try await monitor.log.status(entries: book.size, began: book.beganAtMs)
    return .json(status.json(request.language))
  }

  /// In order, oldest first: `?from=&limit=`; without `from` the newest.
  @Sendable func records(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let limit = UInt64(try request.limit())
    let size = await monitor.logBook.size
    let from = try request.query("from").map { try Self.index($0) }
    let first = from ?? (size > limit ? size - limit : 0)
    var found: [JSONValue] = []
    if first < size {
      var reader = try await monitor.records(from: first)
      while found.count < limit, let entry = try reader.next() {
        found.append(Self.json(entry))
      }
    }
    return .json(
      .members(["size": .integer(Int64(size)), "records": .array(found)]))
  }

  @Sendable func record(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let entry = try await entry(try context.parameters.require("index"))
    return .json(Self.json(entry))
  }

  private func entry(_ text: String) async throws -> RecordReader.Entry {
    let index = try Self.index(text)
    guard index < (await monitor.logBook.size) else { throw Self.noRecord(text) }
    var reader = try await monitor.records(from: index)
    guard let entry = try reader.next() else { throw Self.noRecord(text) }
    return entry
  }

  private static func json(_ entry: RecordReader.Entry) -> JSONValue {
    .members([
      "index": .integer(Int64(entry.index)),
      "leaf": .string(LogHash.leaf(entry.bytes).base64),
      "claims": entry.claims,
      "withholds": .array(entry.disclosures.compactMap(\.name).map { .string($0) }),
      "entry": .string(String(decoding: entry.bytes, as: UTF8.self)),
    ])
  }

  private static func index(_ text: String) throws -> UInt64 {
    guard let index = UInt64(text), String(index) == text else {
      throw APIError(
        .badRequest, "'\(text)' is no place in the log.", next: "Write a number from 0 on.")
    }
    return index
  }

  private static func noRecord(_ text: String) -> APIError {
    APIError(.notFound, "There is no record \(text).", next: "See /api/v1/log/records.")
  }

  /// A `.tlog-proof` file with the entry in it.
  @Sendable func proof(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let index = try Self.index(try context.parameters.require("index"))
    guard let proof = try await monitor.proof(ofRecord: index) else {
      throw Self.notYet("record \(index)")
    }
    return Self.file(proof, "record-\(index)")
  }

  /// A `.tlog-proof` file of the seal, with the report and its path in it.
  @Sendable func observationProof(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let id = try context.parameters.require("id")
    guard let sequence = try monitor.store.sequence(ofObservation: id) else {
      throw APIError(
        .notFound, "There is no observation \(id).", next: "See /api/v1/observations.")
    }
    guard let proof = try await monitor.proof(ofObservation: sequence) else {
      throw Self.notYet("observation \(id)")
    }
    return Self.file(proof, id)
  }

  private static func notYet(_ what: String) -> APIError {
    APIError(
      .notFound, "There is no checkpoint with \(what) yet.",
      next: "It is on the disk. Ask again in a second or two.")
  }

  private static func file(_ proof: LogProof, _ name: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: "text/plain; charset=utf-8", .cacheControl: "no-store",
        .contentDisposition: "attachment; filename=\"\(name).tlog-proof\"",
      ],
      body: .init(byteBuffer: ByteBuffer(bytes: proof.bytes)))
  }

  /// `{actor, claim, ground, approvedBy}`
  @Sendable func erase(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let text = try context.parameters.require("index")
    let index = try Self.index(text)
    let body = try await request.object()
    try await monitor.erase(
      try body.requiredText("claim"), ofRecord: index, ground: try body.requiredText("ground"),
      approvedBy: try body.requiredText("approvedBy"), actor: try body.actor(),
      atMs: monitor.presentMs)
    return .json(Self.json(try await entry(text)))
  }

  /// `{actor, claims: [name], to, reason}`: the SD-JWT with exactly these claims, and the proof.
  @Sendable func release(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let index = try Self.index(try context.parameters.require("index"))
    let body = try await request.object()
    let release = try await monitor.release(
      (body["claims"]?.elements ?? []).compactMap(\.text), ofRecord: index,
      to: try body.requiredText("to"), reason: try body.requiredText("reason"),
      actor: try body.actor(), atMs: monitor.presentMs)
    return .json(
      .members([
        "presentation": .string(release.presentation),
        "proof": .string(String(decoding: release.proof, as: UTF8.self)),
      ]))
  }
}
