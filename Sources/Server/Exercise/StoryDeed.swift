// How is a line of a script done? Through the same doors as a feed, an officer or a party uses.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
public import Evidence
internal import Feeds
internal import Foundation
internal import Geo
internal import Missions
internal import Notation
internal import Observations
internal import Store

/// Does one thing at the monitor's present time.
struct StoryDeed {
  private let monitor: Monitor
  private let desk: ReportDesk
  private let witnesses: ExerciseWitnesses
  private let names: StoryNames

  init(
    _ monitor: Monitor, _ desk: ReportDesk, _ witnesses: ExerciseWitnesses, _ names: StoryNames
  ) {
    (self.monitor, self.desk, self.witnesses, self.names) = (monitor, desk, witnesses, names)
  }

  /// - Returns: what was done in words, and the id of what was made.
  /// - Throws: `ActError` where it is refused, `StoryError` where the script is wrong.
  func perform(_ deed: StoryAction.Deed) async throws -> (said: String, made: String?) {
    switch deed {
    case .feed(let name, let file, let isLive):
      return (try await take(file, through: name, isLive: isLive), nil)
    case .act(let type, let members, let actor):
      let made = try await act(type, try names.filled(members), actor)
      return ("\(actor): \(type)\(made.map { " (\($0))" } ?? "")", made)
    case .evidence(let file, let isPersonal, let members, let actor):
      let kept = try EvidenceStore(folder: monitor.data.evidence).keep(
        monitor.mission.folder + "/" + file, sealed: isPersonal,
        caseID: try text("case", members), note: try text("note", members) ?? "")
      try await monitor.perform(.added(kept), actor: actor, atMs: monitor.presentMs)
      return ("\(actor): \(file) as evidence", kept.digest)
    case .witnesses(let names, let isAway):
      try await witnesses.set(names, away: isAway)
      return ("\(names.joined(separator: ", ")) \(isAway ? "away" : "back")", nil)
    case .forgery(let members):
      return (try await monitor.forge(try names.filled(members), witnesses), nil)
    }
  }

  private func text(_ name: String, _ members: [JSONValue.Member]) throws -> String? {
    try members.first { $0.name == name }?.value.text.map { try names.filled($0) }
  }

  // MARK: Sensors and patrols

  private func take(
    _ file: String, through name: String, isLive: Bool
  ) async throws -> String {
    let mission = monitor.mission
    guard let feed = mission.feeds.first(where: { $0.name == name }),
      let data = FileManager.default.contents(atPath: mission.folder + "/" + file)
    else { throw StoryError("there is no feed '\(name)' or no file '\(file)'") }
    var settings = mission.settings(for: feed)
    settings.receipt = isLive ? .recorded(delayMs: 1_000) : .live(atMs: monitor.presentMs)
    var decoder = FeedDecoder(settings)
    decoder.push([UInt8](data))
    decoder.finish()
    var items: [FeedItem] = []
    while let item = decoder.next() { items.append(item) }
    for case .reject(let reject) in items {
      throw StoryError("\(file), line \(reject.line), \(reject.column): \(reject.reason)")
    }
    guard !items.isEmpty else { throw StoryError("\(file) has no report") }
    try await monitor.take(items, feed: name, file: file)
    return "\(items.count) report\(items.count == 1 ? "" : "s") through \(name)"
  }

  // MARK: People

  private func act(
    _ type: String, _ members: [JSONValue.Member], _ actor: String
  ) async throws -> String? {
    let atMs = monitor.presentMs
    let body = JSONValue.object(members)
    switch type {
    case "case.opened":
      return try await monitor.openCase(
        title: body["title"]?.text ?? "",
        alertIDs: body["alerts"]?.elements?.compactMap(\.text) ?? [],
        note: body["note"]?.text ?? "", actor: actor, atMs: atMs)
    case "claim.erased":
      try await monitor.erase(
        body["claim"]?.text ?? "", ofRecord: try index(body), ground: body["ground"]?.text ?? "",
        approvedBy: body["approved_by"]?.text ?? "", actor: actor, atMs: atMs)
      return nil
    case let type where type.hasPrefix("report."):
      return try await report(type, body, actor, atMs: atMs)
    case let type where type.hasPrefix("register."):
      guard let act = try RegisterAct(type: type, RegisterEntry.received(body, atMs: atMs)) else {
        throw StoryError("'\(type)' is no act on registers")
      }
      _ = try await monitor.perform(.register(act), actor: actor, atMs: atMs)
      return act.entry.id
    case let type where type.hasPrefix("evidence."):
      guard let act = try CustodyAct(type: type, body) else {
        throw StoryError("'\(type)' is no act on evidence")
      }
      try await monitor.perform(act, actor: actor, atMs: atMs)
      return act.digests.first
    case let type where type.hasPrefix("alert.") || type.hasPrefix("observation."):
      return try await record(type, members, actor, atMs: atMs)
    case "case.assigned": return try await record(type, members, actor, atMs: atMs)
    default:
      let receipt = try await monitor.perform(
        RefereeRequest(type: type, members: members), actor: actor, atMs: atMs)
      return Presenter(monitor.mission).json(receipt)[Self.made(type)]?.text
    }
  }

  /// The member of a receipt that names what an act has made.
  private static func made(_ type: String) -> String {
    switch type {
    case "docket.filed": "item"
    case "docket.decided": "decision"
    case "case.evidence_noted": "item"
    default: String(type.prefix { $0 != "." })
    }
  }

  private func index(_ body: JSONValue) throws -> UInt64 {
    let written = body["record"]
    guard let index = written?.int ?? written?.text.flatMap({ Int64($0) }), index >= 0 else {
      throw StoryError("which record? Name its place in the log as 'record'")
    }
    return UInt64(index)
  }

  private func report(
    _ type: String, _ body: JSONValue, _ actor: String, atMs: Int64
  ) async throws -> String {
    let steps = [
      "report.drafted": "draft", "report.prose": "prose", "report.cleared": "clear",
      "report.returned": "return", "report.issued": "issue", "report.erratum": "erratum",
    ]
    guard let step = steps[type] else { throw StoryError("'\(type)' is no step of a report") }
    return try await desk.perform(
      step, body["report"]?.text ?? "", body, actor: actor, atMs: atMs)
  }

  /// An act in the form of its record, with what the server knows filled in.
  private func record(
    _ type: String, _ members: [JSONValue.Member], _ actor: String, atMs: Int64
  ) async throws -> String? {
    var all = members
    func fill(_ name: String, _ value: String) {
      if !all.contains(where: { $0.name == name }) { all.append(.init(name, .string(value))) }
    }
    fill("type", type)
    fill("at", Instant(atMs: atMs).iso)
    fill("actor", actor)
    fill("note", "")
    if let id = JSONValue.object(members)["observation"]?.text {
      guard let (doc, _) = try monitor.store.observation(id) else {
        throw StoryError("there is no observation \(id)")
      }
      fill("key", try doc.withUnsafeBytes { try Observation(decoding: $0) }.key.hex)
    }
    let record = try Record(sequence: 0, json: .object(all))
    _ = try await monitor.perform(record.act, actor: actor, atMs: atMs)
    return nil
  }
}

extension EvidenceStore {
  /// Keeps a file, and says what a record of it says.
  public func keep(
    _ path: String, name: String? = nil, sealed: Bool, caseID: String?, note: String
  ) throws -> EvidenceFile {
    let added = try add(file: path, sealed: sealed)
    let claims = try MediaClaims(file: path)
    return EvidenceFile(
      digest: added.stored.digest.hex, byteCount: added.stored.byteCount, isSealed: sealed,
      kind: claims.kind.rawValue, caseID: caseID,
      name: name ?? URL(fileURLWithPath: path).lastPathComponent,
      contentDigest: added.contentDigest.hex, note: note, claims: claims.json)
  }
}
