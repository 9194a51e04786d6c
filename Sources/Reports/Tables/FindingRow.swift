// What has become of a case: which finding stands, what was answered, what is due?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases

/// The newest finding on a case that is out, interim or issued. Drafts are nobody's yet.
struct FindingRow {
  var interimMs: Int64?
  var issuedMs: Int64?
  var occurrence: Cell = .none
  var clauseJudgement: Cell = .none
  var responsibility: Cell = .none
  var response: Cell = .none
  var dueMs: Int64?
  var isClosed: Bool

  init(_ item: Case, _ cases: CaseBook, _ mission: ReportMission) {
    let file = cases.referee.files[item.id]
    isClosed = (file?.state ?? item.state) == .closed
    let findings = (file?.findingIDs ?? []).compactMap { cases.referee.findings[$0] }
    let versions = findings.flatMap(\.versions)
    interimMs = versions.compactMap { ($0.madeInterim ?? $0.issued)?.at.atMs }.min()
    issuedMs = versions.compactMap { $0.issued?.at.atMs }.min()
    if let finding = findings.last(where: { $0.standing != nil }), let standing = finding.standing {
      let content = standing.content
      let rows = ["\(finding.id) v\(standing.number)"]
      occurrence = content.occurrence.map { $0.cell(rows) } ?? .none
      clauseJudgement = content.clauseJudgement.map { $0.cell(rows) } ?? .none
      responsibility = content.responsibility.map { $0.cell(mission, rows) } ?? .none
    }
    let answers = (file?.answerIDs ?? []).compactMap { cases.referee.answers[$0] }
    response = Self.response(answers, mission)
    let clocks = cases.clocks(ofCase: item.id, ClockTerms(mission.agreement))
    let kinds: [ClockKind] = [.partyNotified, .interimFinding, .issuedFinding, .partyAnswer]
    dueMs = clocks.filter { $0.isOpen && kinds.contains($0.kind) }.map(\.dueMs).min()
  }

  private static func response(_ answers: [PartyAnswer], _ mission: ReportMission) -> Cell {
    guard !answers.isEmpty else { return .none }
    let parts = answers.map { answer -> Wording in
      let party = mission.partyNames[answer.party].map { Wording($0) }
      let name = party ?? Wording(same: answer.party.rawValue)
      let words = answer.kind.wording
      let late = answer.lateMs > 0 ? Wording(", late", ", verspätet", ", із запізненням") : nil
      return Wording.each { "\(name[$0]): \(words[$0])\(late?[$0] ?? "")" }
    }
    let code = answers.map { "\($0.party.rawValue): \($0.kind.rawValue)" }.joined(separator: "; ")
    return Cell(
      .term(
        code: code, Wording.each { language in parts.map { $0[language] }.joined(separator: "; ") }),
      rows: answers.map(\.id))
  }
}

extension Occurrence {
  fileprivate func cell(_ rows: [String]) -> Cell {
    let wording =
      switch self {
      case .established: Wording("established", "festgestellt", "встановлено")
      case .probable: Wording("probable", "wahrscheinlich", "ймовірно")
      case .possible: Wording("possible", "möglich", "можливо")
      case .notEstablished: Wording("not established", "nicht festgestellt", "не встановлено")
      }
    return Cell(.term(code: rawValue, wording), rows: rows)
  }
}

extension ClauseJudgement {
  fileprivate func cell(_ rows: [String]) -> Cell {
    let wording =
      switch self {
      case .breach: Wording("breach", "Verstoß", "порушення")
      case .noBreach: Wording("no breach", "kein Verstoß", "порушення немає")
      case .unclear: Wording("clause unclear", "Klausel unklar", "пункт неясний")
      }
    return Cell(.term(code: rawValue, wording), rows: rows)
  }
}

extension Responsibility {
  fileprivate func cell(_ mission: ReportMission, _ rows: [String]) -> Cell {
    func name(_ party: Party) -> Wording {
      mission.partyNames[party].map { Wording($0) } ?? Wording(same: party.rawValue)
    }
    let wording =
      switch self {
      case .partyA: name(.a)
      case .partyB: name(.b)
      case .both: Wording("both", "beide", "обидві сторони")
      case .other: Wording("other", "andere", "інші")
      case .notAttributable:
        Wording("not attributable", "nicht zuzuordnen", "неможливо приписати")
      case .outsideMandate:
        Wording("outside the mandate", "außerhalb des Mandats", "поза мандатом")
      }
    return Cell(.term(code: rawValue, wording), rows: rows)
  }
}

extension AnswerKind {
  fileprivate var wording: Wording {
    switch self {
    case .accept: Wording("accepts", "erkennt an", "визнає")
    case .acceptWithExplanation:
      Wording("accepts, with explanation", "erkennt an, mit Erklärung", "визнає, з поясненням")
    case .disputeOccurrence:
      Wording("disputes the occurrence", "bestreitet den Hergang", "заперечує факт події")
    case .disputeClause:
      Wording("disputes the clause", "bestreitet die Klausel", "заперечує пункт")
    case .disputeResponsibility:
      Wording(
        "disputes responsibility", "bestreitet die Verantwortung", "заперечує відповідальність")
    case .jointVerification:
      Wording(
        "asks for joint verification", "bittet um gemeinsame Prüfung", "просить спільної перевірки")
    case .counterAllegation: Wording("counter-allegation", "Gegenvorwurf", "зустрічне звинувачення")
    }
  }
}
