// What must hold in this mission before a referee's act is recorded, and what is kept of one that is
// refused?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
internal import Foundation
internal import Geo
internal import Missions
public import Notation

/// The receipt for an act.
public struct RefereeReceipt: Sendable {
  /// Place of its record in the log.
  public let record: UInt64
  public let atMs: Int64
  public let act: RefereeAct
}

/// An act as it is asked for: its type and the members of its record, without those that the server gives.
public struct RefereeRequest: Sendable {
  public var type: String
  public var members: [JSONValue.Member]

  public init(type: String, members: [JSONValue.Member]) {
    (self.type, self.members) = (type, members)
  }

  subscript(name: String) -> JSONValue? { members.first { $0.name == name }?.value }

  mutating func fill(_ name: String, _ value: JSONValue) {
    if self[name] == nil { members.append(.init(name, value)) }
  }

  mutating func set(_ name: String, _ value: JSONValue) {
    members.removeAll { $0.name == name }
    members.append(.init(name, value))
  }
}

extension Monitor {
  /// Times of clauses and mission.
  public nonisolated var clockTerms: ClockTerms { ClockTerms(mission.agreement) }

  /// Records an act. Numbers, deadlines, commitments and digests that the request leaves out are given
  /// here.
  ///
  /// - Throws: `ActError` where the state or the mission does not allow it. A text that came second is
  ///   kept as a draft of who wrote it, and an answer to a closed case as an attempt, before it is thrown.
  public func perform(
    _ request: RefereeRequest, actor: String, atMs: Int64
  ) throws -> RefereeReceipt {
    let book = cases
    let act = try completed(request, book, atMs: atMs)
    try allow(act)
    let record = nextRecord
    do {
      _ = try perform(.referee(act), actor: actor, atMs: atMs)
    } catch let error as ActError {
      if let kept = keep(act, error, book) {
        _ = try perform(.referee(kept), actor: actor, atMs: atMs)
      }
      throw error
    }
    return RefereeReceipt(record: record, atMs: atMs, act: act)
  }

  /// What is recorded of an act that is refused; nil for most.
  private func keep(_ act: RefereeAct, _ error: ActError, _ book: CaseBook) -> RefereeAct? {
    switch act {
    case .finding(.revised(let id, let version, let onRevision, let content)):
      guard let latest = book.referee.findings[id]?.version(version),
        latest.state != .draft || latest.revision != onRevision
      else { return nil }
      return .finding(
        .draftKept(id: id, version: version, onRevision: onRevision, content: content))
    case .party(.answerFiled(_, let caseID, _, let party, let kind, let text)):
      guard book.cases[caseID]?.state == .closed else { return nil }
      return .party(.answerRefused(caseID: caseID, party: party, kind: kind, text))
    default: return nil
    }
  }

  // MARK: What the mission allows

  private func allow(_ act: RefereeAct) throws(ActError) {
    switch act {
    case .casework(.clausesChosen(_, let clauses, _)):
      for clause in clauses { try requireClause(clause) }
    case .finding(.drafted(_, _, _, _, let content)),
      .finding(.revised(_, _, _, let content)):
      if let clause = content.clause { try requireClause(clause) }
      try allow(content.responsibility)
    case .docket(.filed(_, _, _, let clause, _, _, _)): try requireClause(clause)
    default: break
    }
  }

  private func requireClause(_ clause: ClauseReference) throws(ActError) {
    guard clockTerms.knows(clause) else {
      throw ActError(
        .invalid, "The agreement has no clause \(clause).",
        next: "Name a clause with one of its versions.")
    }
  }

  private func allow(_ responsibility: Responsibility?) throws(ActError) {
    guard let responsibility else { return }
    guard mission.isAttributing || responsibility == .outsideMandate else {
      throw ActError(
        .forbiddenByState, "The mandate of this mission does not let it name a responsible side.",
        next: "Write outside_mandate; mission.yaml says 'attribution: false'.")
    }
    guard !mission.isAttributing || responsibility != .outsideMandate else {
      throw ActError(
        .invalid, "The mandate of this mission lets it judge responsibility.",
        next: "Write A, B, both, other or not_attributable.")
    }
  }

  // MARK: What the server gives

  private func completed(
    _ request: RefereeRequest, _ book: CaseBook, atMs: Int64
  ) throws -> RefereeAct {
    var request = request
    number(&request, book.referee)
    try give(&request, book, atMs: atMs)
    let act: RefereeAct?
    do throws(RecordCodecError) {
      act = try RefereeAct(type: request.type, request: .object(request.members))
    } catch {
      throw ActError(
        .invalid, "The request is refused: \(error.reason).", next: "See docs/reference/http.md.")
    }
    guard let act else {
      throw ActError(
        .invalid, "'\(request.type)' is no act.", next: "See docs/reference/http.md.")
    }
    return act
  }

  private func number(_ request: inout RefereeRequest, _ referee: RefereeBook) {
    switch request.type {
    case "task.proposed": request.fill("task", .string(referee.nextTaskID))
    case "finding.drafted": request.fill("finding", .string(referee.nextFindingID))
    case "allegation.logged": request.fill("allegation", .string(referee.nextAllegationID))
    case "answer.filed": request.fill("id", .string(referee.nextAnswerID))
    case "docket.filed": request.fill("item", .string(referee.nextDocketID))
    case "docket.decided": request.fill("decision", .string(referee.nextDecision))
    case "call.logged": request.fill("call", .string(referee.nextCallID))
    case "shift.handed_over": request.fill("shift", .string(referee.nextShiftID))
    case "case.evidence_noted":
      let file = request["case"]?.text.flatMap { referee.files[$0] }
      request.fill("item", .string(file?.nextEvidenceID ?? "E1"))
    default: break
    }
  }

  private func give(
    _ request: inout RefereeRequest, _ book: CaseBook, atMs: Int64
  ) throws {
    switch request.type {
    case "case.evidence_noted", "case.evidence_marked", "task.done":
      for name in ["restricted", "disputed"] { request.fill(name, false) }
      if request.type == "task.done" {
        request.fill("attachments", .array([]))
        request.fill("verified", .string(Instant(atMs: atMs).iso))
      }
    case "finding.drafted", "finding.revised": try giveContent(&request, book)
    case "finding.released": try giveCommitments(&request, book)
    case "notice.given": try giveDeadline(&request, book, atMs: atMs)
    case "notice.acknowledged", "notice.extended":
      let file = request["case"]?.text.flatMap { book.referee.files[$0] }
      let party = request["party"]?.text.flatMap { Party(rawValue: $0) }
      let count = file.flatMap { file in party.map { file.notices(to: $0).count } } ?? 0
      request.fill("notice", .integer(Int64(max(1, count))))
    case "answer.filed", "answer.added_to":
      let points = request["answer"]?["points"]?.elements?.count ?? 0
      request.set("points", .integer(Int64(points)))
    case "docket.paper_filed": request.fill("attachments", .array([]))
    case "call.logged": request.fill("called", .string(Instant(atMs: atMs).iso))
    case "call.answered": request.fill("answered", .string(Instant(atMs: atMs).iso))
    case "shift.handed_over": request.fill("open", .array([]))
    case "allegation.matched": request.fill("alerts", .array([]))
    default: break
    }
  }

  /// A request has the parts of a finding together; the record has judgements and texts apart.
  private func giveContent(_ request: inout RefereeRequest, _ book: CaseBook) throws {
    let known = request["finding"]?.text.flatMap { book.referee.findings[$0] }
    if request.type == "finding.drafted" {
      request.fill("version", .integer(Int64((known?.versions.count ?? 0) + 1)))
      if let known { request.fill("case", .string(known.caseID)) }
    } else {
      request.fill("version", .integer(Int64(known?.latest.number ?? 1)))
    }
    let content: FindingContent
    do throws(RecordCodecError) {
      content = try FindingContent(json: request["content"] ?? .object([]))
    } catch {
      throw ActError(
        .invalid, "The finding is refused: \(error.reason).", next: "See docs/reference/http.md.")
    }
    request.members += content.members
    request.members.removeAll { $0.name == "content" }
  }

  private func giveCommitments(_ request: inout RefereeRequest, _ book: CaseBook) throws {
    guard let id = request["finding"]?.text, let finding = book.referee.findings[id] else { return }
    request.fill("version", .integer(Int64(finding.standing?.number ?? finding.latest.number)))
    guard let version = request["version"]?.int, let word = request["to"]?.text,
      let audience = Audience(rawValue: word)
    else {
      throw ActError(
        .invalid, "The members 'version' and 'to' are missing or wrong.",
        next: "Write A, B, guarantors or public.")
    }
    let choice: [Withholding]
    do throws(RecordCodecError) { choice = try Withholding.list(json: request["withheld"]) } catch {
      throw ActError(
        .invalid, "The choice is refused: \(error.reason).",
        next: "Each item has a reason: source_protection, personal_data or safety.")
    }
    let salts = choice.map { _ in Self.salt() }
    let shown = try book.referee.released(
      id, version: Int(version), to: audience, withholding: choice)
    let committed = try book.referee.committed(id, version: Int(version), choice, salts: salts)
    request.set("withheld", .array(committed.map(\.json)))
    request.set("salts", .array(salts.map { .string($0) }))
    request.fill("digest", .string(shown.digest))
  }

  private static func salt() -> String {
    let digits = Array("0123456789abcdef".utf8)
    let bytes = (0..<32).map { _ in digits[Int.random(in: 0..<16)] }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func giveDeadline(
    _ request: inout RefereeRequest, _ book: CaseBook, atMs: Int64
  ) throws {
    guard request["due"] == nil, let id = request["case"]?.text else { return }
    let clauses = book.clauses(ofCase: id)
    guard let ms = clockTerms.shortestMs(clauses, { $0.answerH }) else {
      throw ActError(
        .invalid, "No clause of case \(id) says how long a party has to answer.",
        next: "Give the deadline as 'due'.")
    }
    request.set("due", .string(Instant(atMs: atMs + ms).iso))
  }
}

extension CaseBook {
  /// What the records of a data folder say; a server may run on it.
  ///
  /// - Throws: what the journal throws; `ActError` where records contradict each other.
  public init(_ data: DataFolder, until known: KnownAt? = nil) throws {
    self.init()
    guard FileManager.default.fileExists(atPath: data.records) else { return }
    var reader = try RecordReader(reading: data, from: 0)
    while let entry = try reader.next() {
      let record = try entry.record()
      if let known, !known.knows(record) { continue }
      do throws(ActError) { _ = try apply(record) } catch {
        // Of a time in between, a record may be left out that this one needs.
        guard known == nil else { continue }
        throw error
      }
    }
  }
}
