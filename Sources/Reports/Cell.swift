// What stands in a table? Typed cells, each number with the rows that it counts.
//
// SPDX-License-Identifier: Apache-2.0

/// A cell. What it shows is written for a reader by language, and for a machine by one code.
public struct Cell: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    /// Does not apply.
    case none
    /// Nothing is known: it was not recorded. Never printed as 0.
    case notRecorded
    case text(String)
    /// A word of a code list.
    case term(code: String, Wording)
    /// The id of something that can be opened.
    case id(String)
    case integer(Int)
    /// A count that is known as a range.
    case range(Int, Int)
    case decimal(Double, places: Int)
    /// A moment, on the reader's page with the day where it lies outside the period.
    case time(Int64)
    case period(Int64, Int64)
  }

  public let value: Value
  /// Ids of what it counts or speaks of: events, observations, cases, tracks, notifications.
  public let rows: [String]
  /// Behind the value, in brackets: `late, occurred 12/3`.
  public let remark: Wording?

  public init(_ value: Value, rows: [String] = [], remark: Wording? = nil) {
    (self.value, self.rows, self.remark) = (value, rows, remark)
  }

  public static let none = Cell(.none)
  public static let notRecorded = Cell(.notRecorded)

  public static func count(_ count: Int, of rows: [String]) -> Cell {
    Cell(.integer(count), rows: rows)
  }

  /// Figures are locked: words may quote them and not change them.
  public var isFigure: Bool {
    switch value {
    case .integer, .range, .decimal: true
    default: false
    }
  }
}

/// One column of a table.
public struct Column: Hashable, Sendable {
  /// The name in exports, and with hyphens for spaces in the names of figures.
  public let name: String
  public let title: Wording
  /// Share of the table's width on paper.
  public let width: Double
  public let isNumber: Bool

  public init(_ name: String, _ title: Wording, width: Double = 1, isNumber: Bool = false) {
    (self.name, self.title, self.width, self.isNumber) = (name, title, width, isNumber)
  }

  /// `muzzle-flashes` for `muzzle flashes`.
  public var key: String { name.replacingSpaces }
}

/// One row of a table, under a name that is the same whenever the report is made.
public struct Row: Hashable, Sendable {
  public let key: String
  public let cells: [Cell]
  public let isTotal: Bool

  public init(_ key: String, _ cells: [Cell], isTotal: Bool = false) {
    (self.key, self.cells, self.isTotal) = (key, cells, isTotal)
  }
}

/// One of the tables T1 to T16.
public struct Table: Hashable, Sendable {
  /// `T1`.
  public let id: String
  public let title: Wording
  public let columns: [Column]
  public var rows: [Row]
  /// False where the Mission keeps no register that it could be made from.
  public let hasRegister: Bool
  public let notes: [Wording]

  public init(
    _ id: String, _ title: Wording, _ columns: [Column], rows: [Row] = [],
    hasRegister: Bool = true, notes: [Wording] = []
  ) {
    (self.id, self.title, self.columns, self.rows) = (id, title, columns, rows)
    (self.hasRegister, self.notes) = (hasRegister, notes)
  }

  public func cell(_ row: String, _ column: String) -> Cell? {
    guard let at = columns.firstIndex(where: { $0.key == column }) else { return nil }
    return rows.first { $0.key == row }?.cells[at]
  }

  /// `t1/centre/violations`.
  public func name(ofRow row: Row, _ column: Column) -> String {
    "\(id.lowercased())/\(row.key)/\(column.key)"
  }
}

extension String {
  var replacingSpaces: String { String(map { $0 == " " ? "-" : $0 }) }
}
