// Which rows does a list show? Filters, pages and counts over the read models.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB

/// What a list of alerts is narrowed to; several words of one kind mean any of them.
public struct AlertFilter: Hashable, Sendable {
  public var states: [String] = []
  public var clauses: [String] = []
  public var sectors: [String] = []
  public var grades: [String] = []
  public var verdicts: [String] = []
  public var fromMs: Int64?
  public var untilMs: Int64?

  public init() {}

  /// A condition on the list's index alone.
  fileprivate func condition() -> (sql: String, arguments: StatementArguments) {
    var parts: [String] = []
    var arguments = StatementArguments()
    for (column, words) in [
      ("state", states), ("clause", clauses), ("sector", sectors), ("grade", grades),
      ("verdict", verdicts),
    ] where !words.isEmpty {
      let marks = words.map { _ in "?" }.joined(separator: ", ")
      parts.append("\(column) IN (\(marks))")
      arguments += StatementArguments(words)
    }
    if let fromMs {
      parts.append("from_ms >= ?")
      arguments += [fromMs]
    }
    if let untilMs {
      parts.append("from_ms < ?")
      arguments += [untilMs]
    }
    return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), arguments)
  }

  /// The index that leaves least to look through while it is in the order of the list.
  fileprivate var index: String {
    if clauses.count == 1 { return "alert_by_clause" }
    return states.count == 1 ? "alert_by_state" : "alert_list"
  }

  /// Where the total is found: sums by words, unless a time narrows it.
  fileprivate var total: String {
    fromMs == nil && untilMs == nil
      ? "SELECT coalesce(sum(n), 0) FROM alert_count"
      : "SELECT count(*) FROM alert INDEXED BY \(index)"
  }
}

/// Where a list goes on: the last row that was shown.
public struct ListCursor: Hashable, Sendable, LosslessStringConvertible {
  public let fromMs: Int64
  public let id: String

  public init(fromMs: Int64, id: String) {
    self.fromMs = fromMs
    self.id = id
  }

  public init?(_ text: String) {
    let parts = text.split(separator: "_", maxSplits: 1)
    guard parts.count == 2, let fromMs = Int64(parts[0]) else { return nil }
    self.init(fromMs: fromMs, id: String(parts[1]))
  }

  public var description: String { "\(fromMs)_\(id)" }
}

/// A page of rows that are JSON already.
public struct Page: Sendable {
  public let rows: [String]
  public let next: ListCursor?
  public let total: Int
}

extension ReadStore {
  /// Newest first.
  public func alerts(
    _ filter: AlertFilter, german: Bool, after cursor: ListCursor?, limit: Int
  ) throws -> Page {
    let (condition, arguments) = filter.condition()
    return try read { db in
      let total =
        try Int.fetchOne(
          db, sql: "\(filter.total) WHERE \(condition)", arguments: arguments) ?? 0
      guard total > 0 else { return Page(rows: [], next: nil, total: 0) }
      var page = condition
      var pageArguments = arguments
      if let cursor {
        page += " AND (from_ms, id) < (?, ?)"
        pageArguments += [cursor.fromMs, cursor.id]
      }
      pageArguments += [limit + 1]
      let column = german ? "row_de" : "row_en"
      let found = try Row.fetchAll(
        db,
        sql: """
          SELECT from_ms, id, \(column) FROM alert INDEXED BY \(filter.index) WHERE \(page)
          ORDER BY from_ms DESC, id DESC LIMIT ?
          """, arguments: pageArguments)
      let rows: [String] = found.prefix(limit).map { $0[2] }
      let last = found.prefix(limit).last
      let next =
        found.count > limit ? last.map { ListCursor(fromMs: $0[0], id: $0[1]) } : nil
      return Page(rows: rows, next: next, total: total)
    }
  }

  public func alertDoc(_ id: String) throws -> String? {
    try doc("SELECT doc FROM alert WHERE id = ?", id)
  }

  public func eventDoc(_ id: String) throws -> String? {
    try doc("SELECT doc FROM event WHERE id = ? AND is_withdrawn = 0", id)
  }

  public func caseDoc(_ id: String) throws -> String? {
    try doc("SELECT doc FROM incident WHERE id = ?", id)
  }

  private func doc(_ sql: String, _ id: String) throws -> String? {
    try read { try String.fetchOne($0, sql: sql, arguments: [id]) }
  }

  /// In order of their numbers.
  public func caseDocs() throws -> [String] {
    try read { try String.fetchAll($0, sql: "SELECT doc FROM incident ORDER BY id") }
  }

  /// The journal form of an observation, and why it was set aside.
  public func observation(_ id: String) throws -> (doc: [UInt8], setAside: String?)? {
    try read { db in
      try Row.fetchOne(
        db, sql: "SELECT doc, set_aside FROM observation WHERE id = ?", arguments: [id]
      ).map { row in
        let doc: Data = row["doc"]
        return ([UInt8](doc), row["set_aside"])
      }
    }
  }

  /// Where the observation stands in its journal.
  public func sequence(ofObservation id: String) throws -> UInt64? {
    try read { db in
      try Int64.fetchOne(
        db, sql: "SELECT sequence FROM observation WHERE id = ?", arguments: [id])
    }.map { UInt64($0) }
  }

  /// The journal forms in order of time.
  public func observations(
    fromMs: Int64, untilMs: Int64, limit: Int
  ) throws -> [(doc: [UInt8], setAside: String?)] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT doc, set_aside FROM observation
          WHERE from_ms >= ? AND from_ms < ? AND superseded = 0
          ORDER BY from_ms, id LIMIT ?
          """, arguments: [fromMs, untilMs, limit]
      ).map { row in
        let doc: Data = row["doc"]
        return ([UInt8](doc), row["set_aside"])
      }
    }
  }

  /// In order of time.
  public func eventDocs(fromMs: Int64, untilMs: Int64, limit: Int) throws -> [String] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT doc FROM event WHERE is_withdrawn = 0 AND from_ms >= ? AND from_ms < ?
          ORDER BY from_ms, id LIMIT ?
          """, arguments: [fromMs, untilMs, limit])
    }
  }

  /// In order of feed, file and line.
  public func rejects(limit: Int) throws -> [RejectRow] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM reject ORDER BY feed, file, line, id LIMIT ?", arguments: [limit]
      ).map { row in
        let raw: Data = row["raw"]
        return RejectRow(
          id: row["id"], feed: row["feed"], file: row["file"], line: row["line"],
          field: row["field"], reason: row["reason"], raw: [UInt8](raw))
      }
    }
  }

  /// Number of rows of each table.
  public func counts() throws -> (observations: Int, rejects: Int, events: Int, cases: Int) {
    try read { db in
      (
        try Self.rowCount("observation", db), try Self.rowCount("reject", db),
        try Int.fetchOne(db, sql: "SELECT count(*) FROM event WHERE is_withdrawn = 0") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM incident") ?? 0
      )
    }
  }

  private static func rowCount(_ name: String, _ db: Database) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT n FROM row_count WHERE name = ?", arguments: [name]) ?? 0
  }

  /// Alerts by state.
  public func alertCounts() throws -> [String: Int] {
    try read { db in
      let rows = try Row.fetchAll(
        db, sql: "SELECT state, sum(n) AS n FROM alert_count GROUP BY state")
      return Dictionary(uniqueKeysWithValues: rows.map { ($0["state"], $0["n"]) })
    }
  }

  /// First and last time of an event or report; nil without any.
  public func period() throws -> (fromMs: Int64, untilMs: Int64)? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT min(a) AS a, max(b) AS b FROM (
            SELECT min(from_ms) AS a, max(from_ms) AS b FROM event WHERE is_withdrawn = 0
            UNION ALL SELECT (SELECT min(from_ms) FROM observation),
              (SELECT max(from_ms) FROM observation))
          """)
      guard let first: Int64 = row?["a"], let last: Int64 = row?["b"] else { return nil }
      return (first, last)
    }
  }
}

/// An alert as a point of the map.
public struct AlertPoint: Sendable {
  public let id: String
  public let state: String
  public let verdict: String
  public let clauseClass: String
  public let clause: String
  public let sector: String
  public let grade: String
  public let fromMs: Int64
  public let latitudeDeg: Double
  public let longitudeDeg: Double
}

extension ReadStore {
  /// The newest alerts that have a place, as points.
  public func alertPoints(limit: Int) throws -> [AlertPoint] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT id, state, verdict, class, clause, sector, grade, from_ms, latitude_deg,
            longitude_deg
          FROM alert WHERE latitude_deg IS NOT NULL
          ORDER BY from_ms DESC, id DESC LIMIT ?
          """, arguments: [limit]
      ).map { row in
        AlertPoint(
          id: row["id"], state: row["state"], verdict: row["verdict"], clauseClass: row["class"],
          clause: row["clause"], sector: row["sector"], grade: row["grade"],
          fromMs: row["from_ms"], latitudeDeg: row["latitude_deg"],
          longitudeDeg: row["longitude_deg"])
      }
    }
  }
}
