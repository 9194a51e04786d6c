// The rows of the read models, as the caller prepares them.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB

public struct ObservationRow: Sendable {
  public var id: String
  public var sequence: UInt64
  public var kind: String
  public var sensor: String
  public var feed: String
  public var fromMs: Int64
  public var receivedMs: Int64
  public var latitudeDeg: Double
  public var longitudeDeg: Double
  /// The journal form.
  public var doc: [UInt8]

  public init(
    id: String, sequence: UInt64, kind: String, sensor: String, feed: String, fromMs: Int64,
    receivedMs: Int64, latitudeDeg: Double, longitudeDeg: Double, doc: [UInt8]
  ) {
    self.id = id
    self.sequence = sequence
    self.kind = kind
    self.sensor = sensor
    self.feed = feed
    self.fromMs = fromMs
    self.receivedMs = receivedMs
    self.latitudeDeg = latitudeDeg
    self.longitudeDeg = longitudeDeg
    self.doc = doc
  }

  /// Returns whether the row is new.
  func write(_ db: Database) throws -> Bool {
    let columns = """
      observation
        (id, sequence, kind, sensor, feed, from_ms, received_ms, latitude_deg, longitude_deg, doc)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """
    return try db.insert(
      columns,
      [
        id, Int64(sequence), kind, sensor, feed, fromMs, receivedMs, latitudeDeg, longitudeDeg,
        Data(doc),
      ])
  }
}

public struct RejectRow: Sendable {
  public var id: String
  public var feed: String
  public var file: String
  public var line: Int
  public var field: String
  public var reason: String
  public var raw: [UInt8]

  public init(
    id: String, feed: String, file: String, line: Int, field: String, reason: String, raw: [UInt8]
  ) {
    self.id = id
    self.feed = feed
    self.file = file
    self.line = line
    self.field = field
    self.reason = reason
    self.raw = raw
  }

  /// Returns whether the row is new.
  func write(_ db: Database) throws -> Bool {
    try db.insert(
      "reject VALUES (?, ?, ?, ?, ?, ?, ?)", [id, feed, file, line, field, reason, Data(raw)])
  }
}

extension Database {
  /// Writes a row, in the place of the one before if there is one; returns whether there was none.
  fileprivate func insert(_ what: String, _ arguments: StatementArguments) throws -> Bool {
    try cachedStatement(sql: "INSERT OR IGNORE INTO \(what)").execute(arguments: arguments)
    if changesCount == 1 { return true }
    try cachedStatement(sql: "INSERT OR REPLACE INTO \(what)").execute(arguments: arguments)
    return false
  }
}

public struct EventRow: Sendable {
  public var id: String
  public var kind: String
  public var fromMs: Int64
  public var latitudeDeg: Double
  public var longitudeDeg: Double
  public var grade: String
  public var doc: String
  /// Not nil for an event that is no more: the event that took it in, or an empty text.
  public var withdrawnInto: String?

  public init(
    id: String, kind: String, fromMs: Int64, latitudeDeg: Double, longitudeDeg: Double,
    grade: String, doc: String
  ) {
    self.id = id
    self.kind = kind
    self.fromMs = fromMs
    self.latitudeDeg = latitudeDeg
    self.longitudeDeg = longitudeDeg
    self.grade = grade
    self.doc = doc
  }

  /// An event that is no more.
  public init(withdrawn id: String, into: String?) {
    self.init(
      id: id, kind: "", fromMs: 0, latitudeDeg: 0, longitudeDeg: 0, grade: "", doc: "")
    withdrawnInto = into ?? ""
  }

  func write(_ db: Database) throws {
    if let withdrawnInto {
      try db.execute(
        sql: "UPDATE event SET is_withdrawn = 1, withdrawn_into = ? WHERE id = ?",
        arguments: [withdrawnInto, id])
      return
    }
    try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO event
          (id, kind, from_ms, latitude_deg, longitude_deg, grade, doc)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [id, kind, fromMs, latitudeDeg, longitudeDeg, grade, doc])
  }
}

public struct AlertRow: Sendable {
  public var id: String
  public var fromMs: Int64
  public var state: String
  public var verdict: String
  public var clauseClass: String
  public var clause: String
  public var sector: String
  public var grade: String
  public var event: String
  /// Nil where what it cites has no place.
  public var latitudeDeg: Double?
  public var longitudeDeg: Double?
  /// The whole alert.
  public var doc: String
  /// The line of a list, in each language, as the interface sends it.
  public var rowEN: String
  public var rowDE: String

  public init(
    id: String, fromMs: Int64, state: String, verdict: String, clauseClass: String,
    clause: String, sector: String, grade: String, event: String, latitudeDeg: Double?,
    longitudeDeg: Double?, doc: String, rowEN: String, rowDE: String
  ) {
    self.id = id
    self.fromMs = fromMs
    self.state = state
    self.verdict = verdict
    self.clauseClass = clauseClass
    self.clause = clause
    self.sector = sector
    self.grade = grade
    self.event = event
    self.latitudeDeg = latitudeDeg
    self.longitudeDeg = longitudeDeg
    self.doc = doc
    self.rowEN = rowEN
    self.rowDE = rowDE
  }

  func write(_ db: Database) throws {
    try db.cachedStatement(
      // An update and not a replacement, so that the counts by words follow.
      sql: """
        INSERT INTO alert VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET from_ms = excluded.from_ms, state = excluded.state,
          verdict = excluded.verdict, class = excluded.class, clause = excluded.clause,
          sector = excluded.sector, grade = excluded.grade, event = excluded.event,
          latitude_deg = excluded.latitude_deg, longitude_deg = excluded.longitude_deg,
          doc = excluded.doc, row_en = excluded.row_en, row_de = excluded.row_de
        """
    ).execute(arguments: [
      id, fromMs, state, verdict, clauseClass, clause, sector, grade, event, latitudeDeg,
      longitudeDeg, doc, rowEN, rowDE,
    ])
  }
}

public struct CaseRow: Sendable {
  public var id: String
  public var openedMs: Int64
  public var doc: String

  public init(id: String, openedMs: Int64, doc: String) {
    self.id = id
    self.openedMs = openedMs
    self.doc = doc
  }

  func write(_ db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO incident VALUES (?, ?, ?)")
      .execute(arguments: [id, openedMs, doc])
  }
}
