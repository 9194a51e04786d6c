// How are the read models written and read? One writer, any number of readers.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import GRDB

/// Rows for the read models, prepared by the caller.
public struct ReadBatch: Sendable {
  public var observations: [ObservationRow] = []
  public var rejects: [RejectRow] = []
  public var events: [EventRow] = []
  public var alerts: [AlertRow] = []
  public var cases: [CaseRow] = []
  public var trackPoints: [TrackPointRow] = []
  public var trackJoins: [TrackJoinRow] = []
  public var flags: [FlagRow] = []
  /// Observations that no longer count, with the reason.
  public var setAside: [(id: String, reason: String)] = []
  /// Observations whose row came again in a later version.
  public var superseded: [String] = []
  /// How far the logs are reflected: written in the same transaction as the rows.
  public var positions: [String: String] = [:]

  public init() {}

  public var isEmpty: Bool {
    observations.isEmpty && rejects.isEmpty && events.isEmpty && alerts.isEmpty && cases.isEmpty
      && trackPoints.isEmpty && trackJoins.isEmpty && flags.isEmpty && setAside.isEmpty
      && superseded.isEmpty
      && positions.isEmpty
  }
}

/// The read models of one data folder.
public final class ReadStore: Sendable {
  private let pool: DatabasePool
  private let checkpointer: DatabaseQueue?
  /// Files that go away with this value.
  private let temporaryPath: String?

  /// Of 4 KiB each.
  private static let checkpointPageCount = 16_384

  /// Opens the file, or makes it. A file of another version of the tables is made anew.
  ///
  /// - Parameter isTemporary: the file is removed when nobody reads from it any more.
  public init(path: String, isTemporary: Bool = false) throws {
    temporaryPath = isTemporary ? path : nil
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      // What is lost in a power cut is rebuilt from the journal, so a flush a transaction is not
      // paid for; WAL keeps the file itself whole.
      try db.execute(
        sql:
          "PRAGMA secure_delete=ON; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=\(Self.checkpointPageCount)"
      )
    }
    configuration.busyMode = .timeout(5)
    pool = try DatabasePool(path: path, configuration: configuration)
    let version = try pool.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    checkpointer = isTemporary ? nil : try DatabaseQueue(path: path)
    if version != Self.schemaVersion { try clear() }
  }

  /// Opens the file for reading beside a running server.
  public init(readingAt path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CocoaError(.fileNoSuchFile)
    }
    pool = try DatabasePool(path: path)
    checkpointer = nil
    temporaryPath = nil
  }

  deinit {
    guard let temporaryPath else { return }
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: temporaryPath + suffix)
    }
  }

  /// Throws all rows away and makes the tables anew.
  public func clear() throws {
    try pool.writeWithoutTransaction { db in
      // While tables are missing it is a file of no version, so that an opening makes them.
      try db.execute(sql: "PRAGMA user_version = 0")
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      let tables = [
        "position", "row_count", "observation", "reject", "event", "alert", "alert_count",
        "incident",
        "track", "track_point", "track_join", "flag",
      ]
      for table in tables {
        try db.execute(sql: "DROP TABLE IF EXISTS \(table)")
      }
      try db.execute(sql: Self.schema)
      try db.execute(sql: Self.trackSchema)
      try db.execute(sql: "PRAGMA user_version = \(Self.schemaVersion)")
    }
  }

  /// Writes a batch in one transaction.
  ///
  /// - Parameter replacing: the batch has all events, alerts and cases there are.
  public func apply(_ batch: ReadBatch, replacing: Bool = false) throws {
    guard !batch.isEmpty else { return }
    try pool.write { db in
      if replacing {
        for table in ["event", "alert", "alert_count", "incident"] {
          try db.execute(sql: "DELETE FROM \(table)")
        }
      }
      var observationCount = 0
      var rejectCount = 0
      for row in batch.observations where try row.write(db) { observationCount += 1 }
      for row in batch.rejects where try row.write(db) { rejectCount += 1 }
      for row in batch.events { try row.write(db) }
      for row in batch.alerts { try row.write(db) }
      for row in batch.cases { try row.write(db) }
      for row in batch.trackPoints { try row.write(db) }
      for row in batch.trackJoins { try row.write(db) }
      for row in batch.flags { try row.write(db) }
      for (id, reason) in batch.setAside {
        try db.execute(
          sql: "UPDATE observation SET set_aside = ? WHERE id = ?", arguments: [reason, id])
      }
      for id in batch.superseded {
        try db.execute(
          sql: "UPDATE observation SET superseded = 1 WHERE id = ? AND superseded = 0",
          arguments: [id])
        observationCount -= db.changesCount
      }
      try Self.add(observationCount, to: "observation", db)
      try Self.add(rejectCount, to: "reject", db)
      for (name, value) in batch.positions {
        try db.execute(
          sql: "INSERT OR REPLACE INTO position VALUES (?, ?)", arguments: [name, value])
      }
    }
  }

  private static func add(_ count: Int, to name: String, _ db: Database) throws {
    guard count != 0 else { return }
    try db.cachedStatement(
      sql: "INSERT INTO row_count VALUES (?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n"
    ).execute(arguments: [name, count])
  }

  /// Moves what was written into the file itself and has the disk keep it. It takes the time of two
  /// syncs, in which rows go on being written; `apply` does it only after very many rows.
  public func checkpoint() throws {
    try checkpointer?.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA wal_checkpoint(PASSIVE)")
    }
  }

  /// Leaves nothing in the file, nor in the one beside it, of rows that were deleted.
  public func forgetDeleted() throws {
    try pool.vacuum()
    try pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
  }

  public func position(_ name: String) throws -> String? {
    try pool.read { db in
      try String.fetchOne(db, sql: "SELECT value FROM position WHERE name = ?", arguments: [name])
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result { try pool.read(body) }
}
