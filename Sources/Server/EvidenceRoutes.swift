// `/api/v1/evidence`: which files of evidence there are, and what was done with them.
//
// SPDX-License-Identifier: Apache-2.0

public import Cases
internal import Foundation
internal import Geo
internal import Hummingbird
public import Notation

struct EvidenceRoutes: Sendable {
  let monitor: Monitor

  func add(to api: RouterGroup<BasicRequestContext>) {
    api.get("evidence", use: list).post("evidence", use: record)
  }

  @Sendable func list(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let book = await monitor.logBook.evidence
    return .json(.members(["evidence": .array(book.items.map(\.json))]))
  }

  /// `{type, actor, …}` with the members of the record. The files themselves are put into the store by
  /// the command that asks, which runs beside the server.
  @Sendable func record(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let body = try await request.object()
    let type = try body.requiredText("type")
    let act: CustodyAct?
    do throws(RecordCodecError) { act = try CustodyAct(type: type, body) } catch {
      throw APIError(
        .badRequest, "The request is refused: \(error.reason).", next: "See the reference.")
    }
    guard let act else {
      throw APIError(
        .badRequest, "'\(type)' is no record of evidence.", next: "See docs/reference/evidence.md.")
    }
    try await monitor.perform(act, actor: try body.actor(), atMs: monitor.presentMs)
    return .json(.members(["type": .string(act.type)]), status: .created)
  }
}

extension EvidenceBook.Item {
  /// For lists and for the page.
  public var json: JSONValue {
    .members([
      "evidence": .string(file.digest), "bytes": .integer(Int64(file.byteCount)),
      "sealed": .bool(file.isSealed), "erased": .bool(isErased), "kind": .string(file.kind),
      "case": file.caseID.map { .string($0) }, "name": .string(file.name),
      "content_sha256": .string(file.contentDigest), "note": .string(file.note),
      "claims": file.claims,
      "derivation": derivation.map { made in
        .members([
          "original": .string(made.original), "operation": .string(made.operation),
          "parameters": .string(made.parameters),
        ])
      },
      "custody": .array(steps.map(\.json)),
    ])
  }
}

extension EvidenceBook.Step {
  fileprivate var json: JSONValue {
    .members([
      "record": .integer(Int64(index)), "at": .string(Instant(atMs: atMs).iso),
      "actor": .string(actor), "type": .string(act.type), "reason": reason.map { .string($0) },
    ])
  }

  private var reason: String? {
    switch act {
    case .added, .derived: nil
    case .read(_, let reason): reason
    case .exported(_, _, let to, let reason): "to \(to): \(reason)"
    case .erased(_, let ground, let approvedBy): "\(ground); approved by \(approvedBy)"
    }
  }
}

extension EvidenceBook {
  /// The evidence that the records of a data folder speak of; a server may run on it.
  public init(_ data: DataFolder) throws {
    self.init()
    guard FileManager.default.fileExists(atPath: data.records) else { return }
    var reader = try RecordReader(reading: data, from: 0)
    while let entry = try reader.next() { apply(try entry.record()) }
  }
}
