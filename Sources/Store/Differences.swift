// Do two sets of read models say the same? What differs, by table and key.
//
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// A row that two stores do not have alike.
public struct RowDifference: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The columns that differ.
    case changed([String])
    /// It is not in the store that was compared.
    case missing
    /// It is in the store that was compared, and in the other one not.
    case added
  }

  public let table: String
  /// The row's key, its parts joined with a blank.
  public let key: String
  public let kind: Kind
}

extension ReadStore {
  /// Tables with the columns of their keys. Events that were withdrawn stay as a trace in a store that
  /// has seen them, so only those that stand are compared.
  private static let compared: [(table: String, key: [String], condition: String)] = [
    ("observation", ["id"], "1"), ("reject", ["id"], "1"), ("event", ["id"], "is_withdrawn = 0"),
    ("alert", ["id"], "1"), ("incident", ["id"], "1"),
    ("alert_count", ["state", "clause", "sector", "grade", "verdict"], "n > 0"),
    ("track", ["id"], "1"), ("track_point", ["track", "at_ms", "observation"], "1"),
    ("track_join", ["track", "at_ms", "other"], "1"),
    ("flag", ["subject", "reason", "from_ms"], "1"),
  ]

  /// What this store has otherwise than one that was made from the logs, at most `limit` rows.
  public func differences(from truth: ReadStore, limit: Int) throws -> [RowDifference] {
    var found: [RowDifference] = []
    for (table, key, condition) in Self.compared where found.count < limit {
      let order = key.joined(separator: ", ")
      let sql = "SELECT * FROM \(table) WHERE \(condition) ORDER BY \(order)"
      try read { mine in
        try truth.read { theirs in
          var compare = Comparison(table: table, key: key, limit: limit - found.count)
          try compare.run(
            try Row.fetchCursor(mine, sql: sql), try Row.fetchCursor(theirs, sql: sql))
          found += compare.found
        }
      }
    }
    return found
  }
}

/// Walks two tables that are sorted by their key.
private struct Comparison {
  let table: String
  let key: [String]
  let limit: Int
  var found: [RowDifference] = []

  mutating func run(_ mine: RowCursor, _ theirs: RowCursor) throws {
    var (left, right) = (try mine.next(), try theirs.next())
    while found.count < limit, left != nil || right != nil {
      switch (left.map(keyOf), right.map(keyOf)) {
      case (let a?, let b?) where a == b:
        let columns = changed(left!, right!)
        if !columns.isEmpty { note(a, .changed(columns)) }
        (left, right) = (try mine.next(), try theirs.next())
      case (let a?, let b) where b.map { isBefore(a, $0) } ?? true:
        note(a, .added)
        left = try mine.next()
      case (_, let b?):
        note(b, .missing)
        right = try theirs.next()
      case (_, nil): return
      }
    }
  }

  private func keyOf(_ row: Row) -> [DatabaseValue] { key.map { row[$0] } }

  private func changed(_ a: Row, _ b: Row) -> [String] {
    a.columnNames.filter { (a[$0] as DatabaseValue) != (b[$0] as DatabaseValue) }
  }

  private mutating func note(_ key: [DatabaseValue], _ kind: RowDifference.Kind) {
    let text = key.map { "\($0.storage.value ?? "")" }.joined(separator: " ")
    found.append(RowDifference(table: table, key: text, kind: kind))
  }

  /// As SQLite orders numbers and binary text.
  private func isBefore(_ a: [DatabaseValue], _ b: [DatabaseValue]) -> Bool {
    for (x, y) in zip(a, b) where x != y {
      switch (x.storage, y.storage) {
      case (.int64(let x), .int64(let y)): return x < y
      case (.string(let x), .string(let y)): return Array(x.utf8).lexicographicallyPrecedes(y.utf8)
      case (.null, _): return true
      case (_, .null), (.string, _), (.blob, _): return false
      default: return true
      }
    }
    return false
  }
}
