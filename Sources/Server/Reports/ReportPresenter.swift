// How does the interface show reports, their words and their history?
//
// SPDX-License-Identifier: Apache-2.0

public import Cases
internal import Geo
public import Notation
internal import Reports

extension Presenter {
  /// What was done with a report, for lists and terminals.
  public func json(_ report: ReportBook.Report) -> JSONValue {
    let subject: JSONValue.Member =
      switch report.subject {
      case .day(let day): .init("date", .string(day))
      case .event(let event): .init("event", .string(event))
      }
    let members: JSONValue = .members([
      "state": .string(report.state.rawValue), "drafted": step(report.drafted),
      "cleared": report.cleared.map(step) ?? .null, "issued": report.issued.map(step) ?? .null,
      "freeze": report.freeze.map(json) ?? .null,
      "errata": .array(report.errata.map(json)),
      "history": .array(
        report.history.map { entry in
          .members([
            "at": time(entry.atMs), "actor": .string(entry.actor), "type": .string(entry.type),
            "note": .string(entry.note),
          ])
        }),
    ])
    return .object([.init("id", .string(report.id)), subject] + members.objectMembers)
  }

  private func step(_ step: ReportBook.Step) -> JSONValue {
    .members(["at": time(step.atMs), "by": .string(step.actor)])
  }

  private func json(_ freeze: ReportFreeze) -> JSONValue {
    .members([
      "treeSize": .integer(Int64(clamping: freeze.treeSize)), "root": .string(freeze.root),
      "cosigners": .array(freeze.cosigners.map { .string($0) }),
      "digest": .string(freeze.digest),
    ])
  }

  private func json(_ erratum: ReportBook.Erratum) -> JSONValue {
    .members([
      "number": .integer(Int64(erratum.number)), "at": time(erratum.atMs),
      "by": .string(erratum.actor), "table": .string(erratum.content.table),
      "row": .string(erratum.content.row), "was": .string(erratum.content.was),
      "is": .string(erratum.content.nowIs), "reason": .string(erratum.content.reason),
      "decidedBy": .string(erratum.content.decidedBy),
    ])
  }

  /// One paragraph as the editor shows it: words, figures in their places, earlier versions.
  func json(
    _ paragraph: Paragraph, template: String, in language: ReportLanguage,
    versions: [ReportBook.Prose], cell: (String) -> Cell?, text: (Cell) -> String
  ) -> JSONValue {
    let pieces = ProsePiece.pieces(of: template).map { piece -> JSONValue in
      switch piece {
      case .words(let words): return .members(["words": .string(words)])
      case .figure(let name):
        let found = cell(name)
        return .members([
          "figure": .string(name), "text": .string(found.map(text) ?? "{\(name)}"),
          "rows": .integer(Int64(found?.rows.count ?? 0)),
        ])
      }
    }
    return .members([
      "key": .string(paragraph.key), "section": .integer(Int64(paragraph.section.rawValue)),
      "sectionTitle": .string(paragraph.section.title[language]),
      "made": .string(paragraph.template[language]), "template": .string(template),
      "pieces": .array(pieces),
      "versions": .array(
        versions.map { version in
          .members([
            "text": .string(version.text), "at": time(version.atMs),
            "by": .string(version.actor),
          ])
        }),
    ])
  }
}
