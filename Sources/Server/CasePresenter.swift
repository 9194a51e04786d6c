// What does a case page show: its times, the claim with what speaks for and against it, its gaps?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Missions
internal import Notation
internal import Observations
internal import Rules

extension Presenter {
  /// The work on a case, to be put beside its alerts and history.
  func work(
    _ item: Case, _ book: CaseBook, _ terms: ClockTerms, _ language: Language, nowMs: Int64
  ) -> [JSONValue.Member] {
    guard let file = book.referee.files[item.id] else { return [] }
    let referee = book.referee
    let events = book.eventIDs(ofCase: item.id)
    return [
      .init("events", .array(events.map { .string($0) })),
      .init("accepted", json(file.accepted)),
      .init("proposal", file.proposal.map { json($0) } ?? .null),
      .init("steps", .array(file.steps.map { json($0) })),
      .init("next", .array(referee.nextStates(of: item.id).map { next($0, item.id, book, nowMs) })),
      .init("candidates", .array(book.clauses(ofCase: item.id).map { json($0, language) })),
      .init("evidence", .array(zip(file.evidence, file.evidenceNoted).map { json($0, $1) })),
      .init("gaps", .array((file.gaps + coverageGaps(item.id, book)).map { json($0) })),
      .init("tasks", .array(file.taskIDs.compactMap { referee.tasks[$0] }.map { json($0) })),
      .init(
        "findings", .array(file.findingIDs.compactMap { referee.findings[$0] }.map { line($0) })),
      .init("notices", .array(file.notices.map { json($0, book) })),
      .init("answers", .array(file.answerIDs.compactMap { referee.answers[$0] }.map { json($0) })),
      .init("refusedAnswers", .array(file.refusedAnswers.map { json($0) })),
      .init(
        "docket",
        .array(
          file.docketIDs.compactMap { referee.docket[$0] }.map {
            json($0, book, language, nowMs: nowMs)
          })),
      .init(
        "allegations",
        .array(file.allegationIDs.compactMap { referee.allegations[$0] }.map { json($0) })),
      .init("reopenings", .array(file.reopenings.map { json($0) })),
      .init("guarantee", guarantee(file, book, terms)),
      .init("timeline", .array(timeline(file, book))),
      .init(
        "clocks",
        .array(
          book.clocks(ofCase: item.id, terms).map { json($0, language, nowMs: nowMs) })),
    ]
  }

  private func json(_ step: CaseStep) -> JSONValue {
    .members([
      "to": .string(step.to.rawValue), "reason": .string(step.reason),
      "proposed": json(step.proposed), "approved": json(step.approved),
    ])
  }

  private func next(
    _ state: CaseState, _ id: String, _ book: CaseBook, _ nowMs: Int64
  ) -> JSONValue {
    let missing = book.referee.missing(
      for: state, of: id, at: Moment(atMs: nowMs, sequence: .max))
    return .members([
      "to": .string(state.rawValue),
      "missing": .array(
        missing.map { .members(["what": .string($0.words), "next": .string($0.next)]) }),
    ])
  }

  private func json(_ item: EvidenceItem, _ noted: Deed) -> JSONValue {
    .members([
      "id": .string(item.id), "kind": .string(item.kind.rawValue),
      "reference": .string(item.reference), "bearing": .string(item.bearing.rawValue),
      "grade": .string(item.gradeCode), "restricted": .bool(item.isRestricted),
      "disputed": .bool(item.isDisputed), "summary": .string(item.summary), "noted": json(noted),
    ])
  }

  /// Gaps that nobody noted and that follow from the registers.
  private func coverageGaps(_ id: String, _ book: CaseBook) -> [CoverageGap] {
    let entries = (mission.entries + book.registers.items.map(\.entry)).filter {
      WatchList.kinds.contains($0.kind)
    }
    let register = Register(entries, kept: mission.keptRegisters)
    return book.coverageGaps(
      ofCase: id, WatchList(register, mission.sensors), mission.sensors, mission.territory)
  }

  private func json(_ gap: CoverageGap) -> JSONValue {
    .members([
      "sensor": .string(gap.sensor), "from": time(gap.period.fromMs),
      "until": time(gap.period.untilMs), "reason": .string(gap.reason),
    ])
  }

  func json(_ task: VerificationTask) -> JSONValue {
    .members([
      "id": .string(task.id), "kind": .string(task.kind.rawValue), "to": .string(task.to),
      "asked": .string(task.asked), "state": .string(task.state.rawValue),
      "dueAt": task.dueMs.map { time($0) } ?? .null,
      "result": task.result.map { .string($0.text) } ?? .null,
      "verifiedAt": task.result.map { time($0.verifiedAtMs) } ?? .null,
      "impediment": task.impediment.map { .string($0.rawValue) } ?? .null,
      "reason": .string(task.reason), "proposed": json(task.proposed),
      "approved": json(task.approved), "started": json(task.started), "ended": json(task.ended),
    ])
  }

  private func json(_ refused: RefusedAnswer) -> JSONValue {
    .members([
      "party": .string(refused.party.rawValue), "kind": .string(refused.kind.rawValue),
      "came": json(refused.came),
    ])
  }

  private func json(_ reopening: CaseReopening) -> JSONValue {
    .members([
      "decision": .string(reopening.decision), "reason": .string(reopening.reason),
      "reopened": json(reopening.reopened),
    ])
  }

  private func guarantee(
    _ file: CaseFile, _ book: CaseBook, _ terms: ClockTerms
  ) -> JSONValue {
    guard let times = book.guaranteeTimes(ofCase: file.caseID, terms) else { return .null }
    return .members([
      "happenedAt": time(times.happenedMs), "firstKnownAt": time(times.firstKnownMs),
      "notices": .array(
        file.guaranteeNotices.map { notice in
          .members([
            "stage": .string(notice.stage.rawValue),
            "guarantors": .array(notice.guarantors.map { .string($0) }),
            "referenceAt": time(notice.referenceMs), "given": json(notice.given),
          ])
        }),
    ])
  }

  // MARK: Times

  /// When it happened, was first known and completely known, was verified, and what was done; in order.
  private func timeline(_ file: CaseFile, _ book: CaseBook) -> [JSONValue] {
    var entries: [(atMs: Int64, kind: String, subject: String, words: String)] = []
    var seen: Set<String> = []
    for alert in book.alerts(ofCase: file.caseID) where seen.insert(alert.hit.eventID).inserted {
      let event = alert.cited
      let id = alert.hit.eventID
      entries.append((event.happened.fromMs, "happened", id, ""))
      if event.happened.untilMs > event.happened.fromMs {
        entries.append((event.happened.untilMs, "happened_until", id, ""))
      }
      entries.append((event.knownAtMs, "known", id, ""))
      if event.completeAtMs > event.knownAtMs {
        entries.append((event.completeAtMs, "complete", id, ""))
      }
    }
    for task in file.taskIDs.compactMap({ book.referee.tasks[$0] }) {
      guard let result = task.result else { continue }
      entries.append((result.verifiedAtMs, "verified", task.id, result.text))
    }
    for finding in file.findingIDs.compactMap({ book.referee.findings[$0] }) {
      for version in finding.versions {
        let name = "\(finding.id) v\(version.number)"
        if let deed = version.madeInterim { entries.append((deed.at.atMs, "interim", name, "")) }
        if let deed = version.issued { entries.append((deed.at.atMs, "issued", name, "")) }
      }
    }
    for notice in file.notices {
      entries.append((notice.given.at.atMs, "notified", "Party \(notice.party.rawValue)", ""))
    }
    for answer in file.answerIDs.compactMap({ book.referee.answers[$0] }) {
      entries.append(
        (answer.filed.at.atMs, "answered", "Party \(answer.party.rawValue)", answer.id))
    }
    entries.append((file.opened.at.atMs, "opened", file.caseID, ""))
    return entries.sorted { ($0.atMs, $0.kind, $0.subject) < ($1.atMs, $1.kind, $1.subject) }.map {
      .members([
        "at": time($0.atMs), "kind": .string($0.kind), "subject": .string($0.subject),
        "words": .string($0.words),
      ])
    }
  }
}
