// How are questions before the commission, calls, hand-overs and clocks written?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
internal import Missions
public import Notation
public import Rules

extension Presenter {
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
