// How are findings, answers, questions and clocks written for the page and for terminals?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
internal import Missions
public import Notation
internal import Observations
public import Rules

extension Presenter {
  /// Times of clauses and mission.
  public var clockTerms: ClockTerms { ClockTerms(mission.agreement) }

  func json(_ deed: Deed) -> JSONValue {
    .members([
      "by": .string(deed.by), "at": time(deed.at.atMs), "record": .integer(Int64(deed.at.sequence)),
    ])
  }

  func json(_ deed: Deed?) -> JSONValue { deed.map { json($0) } ?? .null }

  /// The receipt for an act.
  public func json(_ receipt: RefereeReceipt, proof: String? = nil) -> JSONValue {
    let request = Record(
      sequence: receipt.record, atMs: receipt.atMs, actor: "", act: .referee(receipt.act)
    ).json
    let ids = ["case", "task", "finding", "allegation", "id", "item", "decision", "call", "shift"]
    return .object(
      [
        .init("type", .string(receipt.act.type)), .init("at", time(receipt.atMs)),
        .init("record", .integer(Int64(receipt.record))),
      ] + ids.compactMap { name in request[name].map { .init(name, $0) } }
        + (proof.map { [.init("proof", .string($0))] } ?? []))
  }

  // MARK: Findings

  /// The line of a list.
  public func line(_ finding: Finding) -> JSONValue {
    let version = finding.standing ?? finding.latest
    return .members([
      "id": .string(finding.id), "case": .string(finding.caseID),
      "state": .string(finding.state.rawValue), "version": .integer(Int64(version.number)),
      "versions": .integer(Int64(finding.versions.count)),
      "occurrence": version.content[.occurrence] ?? .null,
      "clause": version.content[.clause] ?? .null,
      "clauseJudgement": version.content[.clauseJudgement] ?? .null,
      "responsibility": version.content[.responsibility] ?? .null,
      "summary": .string(version.content.summary),
      "interimAt": json(finding.versions.compactMap(\.madeInterim).first)["at"] ?? .null,
      "issuedAt": json(finding.versions.compactMap(\.issued).first)["at"] ?? .null,
    ])
  }

  public func detail(_ finding: Finding, _ book: CaseBook, _ language: Language) -> JSONValue {
    .object(
      line(finding).objectMembers + [
        .init("attribution", .bool(mission.isAttributing)),
        .init("madeFinal", json(finding.madeFinal)),
        .init("text", .array(finding.versions.map { json($0) })),
        .init(
          "answers",
          .array(
            answers(of: finding, book).map { json($0) })),
        .init("answeredBeside", .array(answers(of: finding, book).map { beside($0) })),
      ])
  }

  private func answers(of finding: Finding, _ book: CaseBook) -> [PartyAnswer] {
    (book.referee.files[finding.caseID]?.answerIDs ?? []).compactMap { book.referee.answers[$0] }
      .filter { $0.finding?.id == finding.id }
  }

  /// What stands on the first page beside a finding: who answered what, when, how late.
  private func beside(_ answer: PartyAnswer) -> JSONValue {
    .members([
      "party": .string(answer.party.rawValue), "kind": .string(answer.kind.rawValue),
      "answer": .string(answer.id), "at": time(answer.filed.at.atMs),
      "lateMs": .integer(answer.lateMs), "contests": .bool(answer.isContesting),
    ])
  }

  private func json(_ version: FindingVersion) -> JSONValue {
    .members([
      "version": .integer(Int64(version.number)), "state": .string(version.state.rawValue),
      "reason": .string(version.reason), "revision": .integer(Int64(version.revision)),
      "content": version.content.json,
      "missing": .array(version.content.missing.map { .string($0) }),
      "drafters": .array(version.drafters.map { .string($0) }),
      "drafted": json(version.drafted), "reviewed": json(version.reviewed),
      "interim": json(version.madeInterim), "issued": json(version.issued),
      "releases": .array(
        version.releases.map { release in
          .members([
            "audience": .string(release.audience.rawValue), "digest": .string(release.digest),
            "withheld": .integer(Int64(release.withheld.count)), "released": json(release.released),
          ])
        }),
      "keptDrafts": .array(
        version.keptDrafts.map { kept in
          .members([
            "onRevision": .integer(Int64(kept.onRevision)), "content": kept.content.json,
            "kept": json(kept.kept),
          ])
        }),
    ])
  }

  /// What an audience gets, with the answers beside it.
  public func json(_ released: ReleasedFinding, _ finding: Finding, _ book: CaseBook) -> JSONValue {
    .object(
      released.json.objectMembers + [
        .init("case", .string(finding.caseID)), .init("state", .string(finding.state.rawValue)),
        .init("answers", .array(answers(of: finding, book).map { beside($0) })),
      ])
  }

  // MARK: Parties

  public func json(_ allegation: Allegation) -> JSONValue {
    .members([
      "id": .string(allegation.id), "state": .string(allegation.state.rawValue),
      "source": .string(allegation.source.rawValue),
      "against": allegation.against.map { .string($0.rawValue) } ?? .null,
      "clause": allegation.clauseID.map { .string($0) } ?? .null,
      "happenedFrom": allegation.happened.map { time($0.fromMs) } ?? .null,
      "happenedUntil": allegation.happened.map { time($0.untilMs) } ?? .null,
      "place": .string(allegation.place), "text": .string(allegation.text),
      "alerts": .array(allegation.alertIDs.map { .string($0) }),
      "case": allegation.caseID.map { .string($0) } ?? .null, "reply": .string(allegation.reply),
      "logged": json(allegation.logged), "matched": json(allegation.matched),
      "answered": json(allegation.answered),
    ])
  }

  func json(_ notice: PartyNotice, _ book: CaseBook) -> JSONValue {
    .members([
      "notice": .integer(Int64(notice.number)), "case": .string(notice.caseID),
      "party": .string(notice.party.rawValue),
      "finding": notice.finding.map { .string($0.description) } ?? .null,
      "place": .string(notice.place), "asked": .string(notice.asked),
      "dueAt": time(book.referee.due(notice, at: .max)), "extended": .bool(notice.isExtended),
      "given": json(notice.given), "acknowledged": json(notice.acknowledged),
    ])
  }

  func json(_ answer: PartyAnswer) -> JSONValue {
    .members([
      "id": .string(answer.id), "case": .string(answer.caseID),
      "finding": answer.finding.map { .string($0.description) } ?? .null,
      "party": .string(answer.party.rawValue), "kind": .string(answer.kind.rawValue),
      "lateMs": .integer(answer.lateMs), "contests": .bool(answer.isContesting),
      "considered": .bool(answer.isConsidered),
      "points": .array(answer.points.map { json($0) }),
      "filed": .array(
        answer.texts.map { entry in
          .object(entry.text.json.objectMembers + [.init("filed", json(entry.filed))])
        }),
    ])
  }

  private func json(_ point: PartyAnswer.Point) -> JSONValue {
    .members([
      "text": .string(point.text),
      "outcome": point.consideration.map { .string($0.outcome.rawValue) } ?? .null,
      "reason": point.consideration.map { .string($0.reason) } ?? .null,
      "task": point.consideration?.taskID.map { .string($0) } ?? .null,
      "considered": json(point.consideration?.considered),
    ])
  }

  // MARK: Docket and liaison

  public func json(
    _ item: DocketItem, _ book: CaseBook, _ language: Language, nowMs: Int64
  ) -> JSONValue {
    .members([
      "id": .string(item.id), "case": item.caseID.map { .string($0) } ?? .null,
      "finding": item.findingID.map { .string($0) } ?? .null,
      "clause": json(item.clause, language), "question": .string(item.question.rawValue),
      "text": .string(item.text), "meetingAt": time(item.meetingAtMs),
      "papersDueAt": time(item.papersDueMs), "filed": json(item.filed),
      "papers": .array(
        item.papers.map { paper in
          .members([
            "side": .string(paper.side.rawValue), "text": .string(paper.text),
            "attachments": .array(paper.attachments.map { .string($0) }),
            "lateMs": .integer(paper.lateMs), "filed": json(paper.filed),
          ])
        }),
      "decision": item.decision.map { $0.json } ?? .null, "decided": json(item.decided),
      "clocks": .array(
        book.referee.clocks(item).map { json($0, language, nowMs: nowMs) }),
      "earlier": .array(
        book.referee.decisions(onClause: item.clause.id).filter { $0.id != item.id }.map { other in
          .members([
            "item": .string(other.id), "decision": .string(other.decision?.number ?? ""),
            "clause": .string(other.clause.description),
            "text": .string(other.decision?.text ?? ""),
          ])
        }),
    ])
  }

  func json(_ note: InterpretationNote) -> JSONValue {
    .members([
      "clause": note.clause.json, "decision": .string(note.decision), "item": .string(note.itemID),
      "text": .string(note.text), "decided": json(note.decided),
    ])
  }

  func json(_ clause: ClauseReference, _ language: Language) -> JSONValue {
    let known = mission.agreement.clause(clause.id, version: clause.version)
    return .members([
      "id": .string(clause.id), "version": .integer(Int64(clause.version)),
      "title": .string(known?.title.text(in: language.rawValue) ?? ""),
      "text": .string(known?.text.text(in: language.rawValue) ?? ""),
    ])
  }

  public func json(
    _ call: HotlineCall, _ book: CaseBook, _ terms: ClockTerms, _ language: Language, nowMs: Int64
  ) -> JSONValue {
    .members([
      "id": .string(call.id), "party": .string(call.party.rawValue),
      "direction": .string(call.direction.rawValue), "caller": .string(call.caller),
      "about": .string(call.about), "calledAt": time(call.calledAtMs),
      "answeredAt": call.answeredAtMs.map { time($0) } ?? .null,
      "answeredBy": call.answeredBy.map { .string($0) } ?? .null, "logged": json(call.logged),
      "clock": json(book.referee.clock(call, terms), language, nowMs: nowMs),
    ])
  }

  public func json(_ shift: ShiftHandover) -> JSONValue {
    .members([
      "id": .string(shift.id), "to": .string(shift.to), "text": .string(shift.text),
      "open": .array(shift.openItems.map { .string($0) }), "handedOver": json(shift.handedOver),
      "takenOver": json(shift.takenOver),
    ])
  }

  public func json(_ clock: Clock, _ language: Language, nowMs: Int64) -> JSONValue {
    let state = clock.state(atMs: nowMs)
    return .members([
      "kind": .string(clock.kind.rawValue), "name": .string(clock.kind.name(language)),
      "subject": .string(clock.subject), "case": clock.caseID.map { .string($0) } ?? .null,
      "party": clock.party.map { .string($0.rawValue) } ?? .null,
      "reference": clock.reference.map { .string($0.rawValue) } ?? .null,
      "startAt": time(clock.startMs), "dueAt": time(clock.dueMs),
      "doneAt": clock.doneMs.map { time($0) } ?? .null, "state": .string(state.word),
      "lateMs": state.lateMs.map { .integer($0) } ?? .null,
    ])
  }
}

extension ClockKind {
  func name(_ language: Language) -> String {
    let (en, de) =
      switch self {
      case .alertAcknowledged: ("Alert acknowledged", "Alarm bestätigt")
      case .eventDecided: ("Event decided", "Ereignis entschieden")
      case .caseOpened: ("Case opened", "Fall eröffnet")
      case .partyNotified: ("Party informed", "Partei informiert")
      case .interimFinding: ("Interim finding", "Vorläufige Feststellung")
      case .issuedFinding: ("Issued finding", "Endgültige Feststellung")
      case .partyAnswer: ("Party's answer", "Antwort der Partei")
      case .taskDone: ("Task", "Auftrag")
      case .docketPapers: ("Papers for the commission", "Papiere für die Kommission")
      case .commissionMeeting: ("Meeting of the commission", "Sitzung der Kommission")
      case .hotlineAnswered: ("Hotline answered", "Hotline beantwortet")
      case .guarantorsNotified: ("Guarantors informed", "Garanten informiert")
      case .guarantee24h: ("Mark T+24 h", "Marke T+24 h")
      case .guarantee72h: ("Mark T+72 h", "Marke T+72 h")
      }
    return language == .de ? de : en
  }
}
