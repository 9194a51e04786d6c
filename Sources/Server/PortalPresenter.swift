// What does a party see? The same of its cases as the other side sees of its own.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Cases
internal import Missions
public import Notation
public import Rules

extension Presenter {
  /// Everything that is with one party: cases with their deadlines, its allegations, questions before
  /// the commission, and what became of findings on both sides.
  public func portal(
    _ party: Party, _ book: CaseBook, _ language: Language, nowMs: Int64
  ) -> JSONValue {
    let referee = book.referee
    let files = referee.files.keys.inOrder.compactMap { referee.files[$0] }
      .filter { !$0.notices(to: party).isEmpty }
    let own = referee.allegations.keys.inOrder.compactMap { referee.allegations[$0] }
      .filter { $0.source.rawValue == party.rawValue }
    let items = referee.docket.keys.inOrder.compactMap { referee.docket[$0] }
    return .members([
      "party": .string(party.rawValue),
      "name": .string(mission.partyNames[party]?.text(in: language.rawValue) ?? ""),
      "cases": .array(files.map { line($0, party, book, language, nowMs: nowMs) }),
      "allegations": .array(own.map { json($0) }),
      "docket": .array(items.map { json($0, book, language, nowMs: nowMs) }),
      "figures": .members([
        "A": figures(.a, book), "B": figures(.b, book),
      ]),
    ])
  }

  private func line(
    _ file: CaseFile, _ party: Party, _ book: CaseBook, _ language: Language, nowMs: Int64
  ) -> JSONValue {
    let clocks = book.referee.answerClocks(file).filter { $0.party == party }
    return .members([
      "case": .string(file.caseID), "state": .string(file.state.rawValue),
      "candidates": .array(book.clauses(ofCase: file.caseID).map { json($0, language) }),
      "place": .string(file.notices(to: party).last?.place ?? ""),
      "acknowledged": .bool(file.notices(to: party).allSatisfy { $0.acknowledged != nil }),
      "clock": clocks.last.map { json($0, language, nowMs: nowMs) } ?? .null,
    ])
  }

  /// One case as a party sees it: notices, what was released to it, its own answers and the other's.
  public func portalCase(
    _ file: CaseFile, _ party: Party, _ book: CaseBook, _ language: Language, nowMs: Int64
  ) -> JSONValue {
    let referee = book.referee
    let released = file.findingIDs.compactMap { referee.findings[$0] }.compactMap {
      finding -> JSONValue? in
      guard
        let version = finding.versions.last(where: { $0.release(to: party.audience) != nil }),
        let shown = referee.released(finding.id, version: version.number, to: party.audience)
      else { return nil }
      return json(shown, finding, book)
    }
    let answers = file.answerIDs.compactMap { referee.answers[$0] }
    return .object(
      line(file, party, book, language, nowMs: nowMs).objectMembers + [
        .init("party", .string(party.rawValue)),
        .init("notices", .array(file.notices(to: party).map { json($0, book) })),
        .init("findings", .array(released)),
        .init("answers", .array(answers.filter { $0.party == party }.map { json($0) })),
        .init("otherSide", .array(answers.filter { $0.party != party }.map { json($0) })),
      ])
  }

  /// Findings that hold a party responsible, and what became of them.
  private func figures(_ party: Party, _ book: CaseBook) -> JSONValue {
    let findings = book.referee.findings.values.filter {
      $0.standing?.content.responsibility?.parties.contains(party) == true
    }
    func count(_ isIt: (Finding) -> Bool) -> JSONValue {
      .integer(Int64(findings.count(where: isIt)))
    }
    let days = findings.compactMap { finding -> Int64? in
      guard let opened = book.referee.files[finding.caseID]?.opened.at.atMs,
        let issued = finding.versions.compactMap(\.issued).first?.at.atMs
      else { return nil }
      return issued - opened
    }.sorted()
    return .members([
      "findings": .integer(Int64(findings.count)), "contested": count { $0.state == .contested },
      "accepted": count { $0.state == .accepted }, "unanswered": count { $0.state == .unanswered },
      "final": count { $0.state == .final }, "changed": count { $0.versions.count > 1 },
      "medianHours": days.isEmpty
        ? .null : rounded(Double(days[days.count / 2]) / 3_600_000, 10),
    ])
  }
}
