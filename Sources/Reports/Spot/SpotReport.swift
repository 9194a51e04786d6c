// What happened, where was the Mission, what did it see itself, what was it told, what is open?
//
// SPDX-License-Identifier: Apache-2.0

public import Cases
internal import Geo
public import Notation
internal import Observations
public import Tracks

/// The five questions of a spot report.
public enum SpotQuestion: String, CaseIterable, Hashable, Sendable {
  case happened, whereabouts, seen, told, open

  public var title: Wording {
    switch self {
    case .happened: Wording("What happened", "Was geschah", "Що сталося")
    case .whereabouts: Wording("Where the Mission was", "Wo die Mission war", "Де перебувала Місія")
    case .seen:
      Wording("What it saw itself", "Was sie selbst feststellte", "Що вона встановила сама")
    case .told: Wording("What it was told", "Was ihr gesagt wurde", "Що їй повідомили")
    case .open:
      Wording(
        "What it could not establish", "Was sie nicht feststellen konnte",
        "Чого вона не змогла встановити")
    }
  }
}

/// Half a page on one serious event.
public struct SpotReport: Sendable {
  public let id: String
  public let eventID: String
  public let mission: ReportMission
  public let recordCount: UInt64
  public let record: ReportBook.Report?
  /// One paragraph a question, under its name.
  public let paragraphs: [Paragraph]
  public let knownAtMs: Int64
  private let figures: [String: Cell]

  public init(
    id: String, _ event: Event, mission: ReportMission, cases: CaseBook, recordCount: UInt64
  ) {
    (self.id, eventID, self.mission, self.recordCount) = (id, event.id, mission, recordCount)
    record = cases.reports.reports[id]
    knownAtMs = event.knownAtMs
    var draft = ProseDraft()
    SpotWords(event, mission: mission, cases: cases).write(into: &draft)
    (paragraphs, figures) = (draft.paragraphs, draft.figures)
  }

  private var reading: CellText {
    CellText(clock: mission.clock, day: CalendarDay(utcMs: 0))
  }

  public func cell(_ name: String) -> Cell? { figures[name] }

  public func text(_ cell: Cell, _ language: ReportLanguage) -> String {
    reading.text(cell, language)
  }

  /// The words that are printed.
  public func template(_ paragraph: Paragraph, _ language: ReportLanguage) -> String {
    let written = record?.words(paragraph.key, in: language.rawValue)
    guard let written, written != Record.withheldText else {
      return paragraph.template[language]
    }
    return written
  }

  /// - Throws: `ReportError` naming a figure that this report does not have.
  public func checkFigures(of template: String) throws(ReportError) {
    for case .figure(let name) in ProsePiece.pieces(of: template) where cell(name) == nil {
      throw ReportError(
        "This report has no figure '\(name)'.", next: "Use those of the words it was made with.")
    }
  }

  /// What is frozen when it is issued.
  public var frozen: [UInt8] { JSONValue.object(content).bytes }

  public var json: JSONValue {
    .object(
      content + [
        .init("records", .integer(Int64(clamping: recordCount))),
        .init("state", .string(record?.state.rawValue ?? "not drafted")),
      ])
  }

  private var content: [JSONValue.Member] {
    [
      .init("report", .string(id)), .init("mission", .string(mission.id)),
      .init("event", .string(eventID)),
      .init("first_known", .string(mission.clock.iso(atMs: knownAtMs))),
      .init(
        "paragraphs",
        .array(
          paragraphs.map { paragraph in
            .members([
              "key": .string(paragraph.key),
              "template": .object(
                ReportLanguage.allCases.map {
                  .init($0.rawValue, .string(template(paragraph, $0)))
                }),
            ])
          })),
      .init(
        "figures",
        .object(figures.keys.sorted().map { .init($0, reading.json(figures[$0] ?? .none)) })),
    ]
  }
}
