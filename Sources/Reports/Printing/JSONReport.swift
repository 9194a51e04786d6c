// How does a program read a report? One JSON object with tables, figures, rows and words.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Geo
public import Notation

extension DailyReport {
  /// The whole report. What an issue freezes is the digest of these bytes without `state`.
  public var json: JSONValue {
    .object(head + [.init("state", state)] + content)
  }

  /// What is frozen when it is issued.
  public var frozen: [UInt8] { JSONValue.object(head + content).bytes }

  private var head: [JSONValue.Member] {
    [
      .init("report", .string(id)), .init("number", .string(period.title)),
      .init("mission", .string(mission.id)), .init("date", .string(period.day.description)),
      .init("from", .string(mission.clock.iso(atMs: period.fromMs))),
      .init("until", .string(mission.clock.iso(atMs: period.untilMs))),
      .init("time_zone", .string(mission.timeZone)),
      .init("provisional", .bool(isProvisional)),
    ]
  }

  private var content: [JSONValue.Member] {
    [
      .init("paragraphs", .array(paragraphs.map(json))),
      .init("tables", .array(tables.map(json))),
    ]
  }

  private var state: JSONValue {
    let records = JSONValue.integer(Int64(clamping: recordCount))
    guard let record else { return .members(["is": .string("not drafted"), "records": records]) }
    return .members([
      "records": records,
      "is": .string(record.state.rawValue),
      "tree_size": record.freeze.map { .integer(Int64(clamping: $0.treeSize)) },
      "root": record.freeze.map { .string($0.root) },
      "cosigners": record.freeze.map { .array($0.cosigners.map { .string($0) }) },
      "digest": record.freeze.map { .string($0.digest) },
    ])
  }

  private func json(_ paragraph: Paragraph) -> JSONValue {
    .members([
      "key": .string(paragraph.key), "section": .integer(Int64(paragraph.section.rawValue)),
      "template": .object(
        ReportLanguage.allCases.map { .init($0.rawValue, .string(template(paragraph, $0))) }),
      "figures": .object(
        Self.names(template(paragraph, .en)).compactMap { name in
          cell(name).map { .init(name, json($0)) }
        }),
    ])
  }

  private static func names(_ template: String) -> [String] {
    var names: [String] = []
    for case .figure(let name) in ProsePiece.pieces(of: template) where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  private func json(_ table: Table) -> JSONValue {
    .members([
      "table": .string(table.id), "title": .string(table.title.en),
      "register": .bool(table.hasRegister),
      "columns": .array(table.columns.map { .string($0.name) }),
      "rows": .array(
        table.rows.map { row in
          .members([
            "key": .string(row.key), "cells": .array(row.cells.map(json)),
          ])
        }),
    ])
  }
}
