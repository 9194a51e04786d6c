// Reports from draft to erratum: who may do what, and what two people at once see.
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Making
internal import Notation
import Testing

private let id = "DR-2027-074"
private let freeze = ReportFreeze(
  treeSize: 48_112, root: String(repeating: "0a", count: 32), cosigners: ["G1", "G3"],
  digest: String(repeating: "1b", count: 32))
private let erratum = ReportErratum(
  table: "T1", row: "centre", was: "118", nowIs: "117", reason: "One event was two.",
  decidedBy: "Head of reporting")

private func prose(_ text: String, after: Int, _ language: String = "en") -> Act {
  .report(
    .prose(report: id, language: language, paragraph: "summary.all", text: text, after: after))
}

/// A draft by Reporter.
private func drafted() throws -> Log {
  var log = Log()
  try log.take(.report(.drafted(report: id, subject: .day("2027-03-14"))), by: "Reporter")
  return log
}

private func refusal(_ body: () throws -> Void) -> ActError? {
  do {
    try body()
    return nil
  } catch { return error as? ActError }
}

@Suite struct ReportBookTests {
  @Test func `a report is drafted, cleared, issued and corrected, each on the record`() throws {
    var log = try drafted()
    try log.take(prose("The Mission recorded {t1/all/violations}.", after: 0), by: "Reporter")
    try log.take(.report(.cleared(report: id, note: "")), by: "Head")
    try log.take(.report(.issued(report: id, freeze: freeze)), by: "Reporter")
    try log.take(.report(.erratum(report: id, erratum)), by: "Reporter")
    let report = try #require(log.book.reports.reports[id])
    #expect(report.state == .issued)
    #expect(report.freeze == freeze)
    #expect(report.errata.map(\.number) == [1])
    #expect(report.words("summary.all", in: "en") == "The Mission recorded {t1/all/violations}.")
    #expect(
      report.history.map(\.type) == [
        "report.drafted", "report.prose", "report.cleared", "report.issued", "report.erratum",
      ])
  }

  @Test func `who wrote in it does not clear it, and who cleared it does not issue it`() throws {
    var log = try drafted()
    try log.take(prose("Words.", after: 0), by: "Second")
    for writer in ["Reporter", "reporter ", "SECOND"] {
      let error = refusal { try log.take(.report(.cleared(report: id, note: "")), by: writer) }
      #expect(error?.kind == .forbiddenByState, "\(writer)")
    }
    try log.take(.report(.cleared(report: id, note: "")), by: "Head")
    #expect(
      refusal { try log.take(.report(.issued(report: id, freeze: freeze)), by: " head") } != nil)
    try log.take(.report(.issued(report: id, freeze: freeze)), by: "Second")
  }

  @Test func `no step is skipped, and nothing is changed after issue`() throws {
    var log = try drafted()
    let refused1 = refusal { try log.take(.report(.issued(report: id, freeze: freeze)), by: "X") }
    #expect(refused1 != nil)
    let refused2 = refusal { try log.take(.report(.erratum(report: id, erratum)), by: "X") }
    #expect(refused2 != nil)
    try log.take(.report(.cleared(report: id, note: "")), by: "Head")
    let refused3 = refusal { try log.take(prose("Late words.", after: 0), by: "Reporter") }
    #expect(refused3 != nil)
    try log.take(.report(.returned(report: id, reason: "A name is wrong.")), by: "Head")
    try log.take(prose("Mended words.", after: 0), by: "Reporter")
    try log.take(.report(.cleared(report: id, note: "")), by: "Head")
    try log.take(.report(.issued(report: id, freeze: freeze)), by: "Reporter")
    for act in [prose("After.", after: 1), .report(.cleared(report: id, note: ""))] {
      let refused4 = refusal { try log.take(act, by: "Third") }
      #expect(refused4?.kind == .forbiddenByState)
    }
  }

  @Test func `figures cannot be written, only named`() throws {
    let log = try drafted()
    for text in ["118 violations", "½ of them", "Ⅳ", "{t1/all/violations", "a } b", "{{x}}"] {
      #expect(
        refusal { try log.check(prose(text, after: 0), by: "R") }?.kind == .invalid, "\(text)")
    }
    for text in ["{t1/all/violations} violations", "Жодних порушень.", ""] {
      try log.check(prose(text, after: 0), by: "R")
    }
  }

  @Test func `of two who edit at once the second sees what the first wrote, and nothing is lost`()
    throws
  {
    var log = try drafted()
    try log.take(prose("First.", after: 0), by: "Anna")
    let error = refusal { try log.take(prose("Second.", after: 0), by: "Ben") }
    #expect(error?.kind == .forbiddenByState)
    #expect(error?.message.contains("Anna") == true)
    #expect(error?.message.contains("First.") == true)
    try log.take(prose("Second.", after: 1), by: "Ben")
    let place = ReportBook.Place(language: "en", paragraph: "summary.all")
    #expect(log.book.reports.reports[id]?.prose[place]?.map(\.text) == ["First.", "Second."])
  }

  @Test func `a number that is none, one that is taken and one that is missing are refused`() throws
  {
    let log = try drafted()
    for (report, subject) in [
      ("DR-2027-07x", ReportSubject.day("2027-03-14")), ("SR-2027-001", .day("2027-03-14")),
      ("DR-2027-075", .event("EV-1")), (id, .day("2027-03-14")), ("../x", .day("2027-03-14")),
    ] {
      let act = Act.report(.drafted(report: report, subject: subject))
      let refused5 = refusal { try log.check(act, by: "R") }
      #expect(refused5 != nil, "\(report)")
    }
    let missing = Act.report(.cleared(report: "DR-2027-001", note: ""))
    let refused6 = refusal { try log.check(missing, by: "R") }
    #expect(refused6?.kind == .notFound)
  }

  @Test func `spot reports are numbered in their year`() throws {
    var log = Log()
    #expect(log.book.reports.nextSpotID(year: 2027) == "SR-2027-001")
    try log.take(.report(.drafted(report: "SR-2027-001", subject: .event("EV-1"))))
    #expect(log.book.reports.nextSpotID(year: 2027) == "SR-2027-002")
    #expect(log.book.reports.nextSpotID(year: 2028) == "SR-2028-001")
  }

  @Test func `records of reports survive the log, with what people wrote withheld`() throws {
    let acts: [ReportAct] = [
      .drafted(report: id, subject: .day("2027-03-14")),
      .drafted(report: "SR-2027-001", subject: .event("EV-260624-x")),
      .prose(report: id, language: "uk", paragraph: "summary.all", text: "Слова {x}.", after: 2),
      .cleared(report: id, note: "good"), .returned(report: id, reason: "not yet"),
      .issued(report: id, freeze: freeze), .erratum(report: id, erratum),
    ]
    for act in acts {
      let record = Record(sequence: 7, atMs: noonMs, actor: "Anna", act: .report(act))
      #expect(try Record(sequence: 7, json: record.json) == record)
      #expect(!record.claims.visible.contains { $0.name == "actor" || $0.name == "text" })
      let reread = try Record(sequence: 7, claims: .object(record.claims.visible))
      #expect(reread.act.type == act.type)
      #expect(reread.actor == Record.withheldText)
    }
  }

  @Test func `after names were erased the records still tell the same story`() throws {
    var log = try drafted()
    try log.take(.report(.cleared(report: id, note: "")), by: "Head")
    try log.take(.report(.issued(report: id, freeze: freeze)), by: "Reporter")
    var book = CaseBook()
    for record in log.records {
      try book.apply(Record(sequence: record.sequence, claims: .object(record.claims.visible)))
    }
    #expect(book.reports.reports[id]?.state == .issued)
  }
}
