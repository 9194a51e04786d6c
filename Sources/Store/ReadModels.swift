// What do pages and lists read? SQLite tables that can be thrown away and rebuilt from the journal.
//
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// The tables. They hold nothing that the journal and the record log do not.
extension ReadStore {
  static let schemaVersion = 5

  static let schema = """
    CREATE TABLE position (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    -- Rows that are current, so that nobody counts a million of them.
    CREATE TABLE row_count (
      name  TEXT PRIMARY KEY,
      n     INTEGER NOT NULL
    ) WITHOUT ROWID;

    -- In the order of the journal: a row goes behind the one before and not between any two.
    CREATE TABLE observation (
      sequence       INTEGER PRIMARY KEY,
      id             TEXT NOT NULL UNIQUE,
      kind           TEXT NOT NULL,
      sensor         TEXT NOT NULL,
      feed           TEXT NOT NULL,
      from_ms        INTEGER NOT NULL,
      received_ms    INTEGER NOT NULL,
      latitude_deg   REAL NOT NULL,
      longitude_deg  REAL NOT NULL,
      set_aside      TEXT,
      superseded     INTEGER NOT NULL DEFAULT 0,
      doc            BLOB NOT NULL
    );
    CREATE INDEX observation_time ON observation (from_ms, id);

    CREATE TABLE reject (
      id      TEXT PRIMARY KEY,
      feed    TEXT NOT NULL,
      file    TEXT NOT NULL,
      line    INTEGER NOT NULL,
      field   TEXT NOT NULL,
      reason  TEXT NOT NULL,
      raw     BLOB NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE event (
      id             TEXT PRIMARY KEY,
      kind           TEXT NOT NULL,
      from_ms        INTEGER NOT NULL,
      latitude_deg   REAL NOT NULL,
      longitude_deg  REAL NOT NULL,
      grade          TEXT NOT NULL,
      withdrawn_into TEXT,
      is_withdrawn   INTEGER NOT NULL DEFAULT 0,
      doc            TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX event_time ON event (is_withdrawn, from_ms, id);

    CREATE TABLE alert (
      id       TEXT PRIMARY KEY,
      from_ms  INTEGER NOT NULL,
      state    TEXT NOT NULL,
      verdict  TEXT NOT NULL,
      class    TEXT NOT NULL,
      clause   TEXT NOT NULL,
      sector   TEXT NOT NULL,
      grade    TEXT NOT NULL,
      event    TEXT NOT NULL,
      -- Nothing where what the alert cites has no place.
      latitude_deg   REAL,
      longitude_deg  REAL,
      doc      TEXT NOT NULL,
      row_en   TEXT NOT NULL,
      row_de   TEXT NOT NULL
    ) WITHOUT ROWID;
    -- Lists are filtered and paged on one of these alone; only the rows shown are read.
    CREATE INDEX alert_list
      ON alert (from_ms DESC, id DESC, state, clause, sector, grade, verdict, class);
    CREATE INDEX alert_by_clause
      ON alert (clause, from_ms DESC, id DESC, state, sector, grade, verdict, class);
    CREATE INDEX alert_by_state
      ON alert (state, from_ms DESC, id DESC, clause, sector, grade, verdict, class);

    -- How many alerts have the same words: totals of filters are sums over a few rows.
    CREATE TABLE alert_count (
      state    TEXT NOT NULL,
      clause   TEXT NOT NULL,
      sector   TEXT NOT NULL,
      grade    TEXT NOT NULL,
      verdict  TEXT NOT NULL,
      n        INTEGER NOT NULL,
      PRIMARY KEY (state, clause, sector, grade, verdict)
    ) WITHOUT ROWID;
    CREATE TRIGGER alert_comes AFTER INSERT ON alert BEGIN
      INSERT INTO alert_count VALUES (new.state, new.clause, new.sector, new.grade, new.verdict, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    END;
    CREATE TRIGGER alert_changes AFTER UPDATE ON alert
      WHEN (old.state, old.clause, old.sector, old.grade, old.verdict)
        IS NOT (new.state, new.clause, new.sector, new.grade, new.verdict)
    BEGIN
      UPDATE alert_count SET n = n - 1
        WHERE state = old.state AND clause = old.clause AND sector = old.sector
          AND grade = old.grade AND verdict = old.verdict;
      INSERT INTO alert_count VALUES (new.state, new.clause, new.sector, new.grade, new.verdict, 1)
        ON CONFLICT DO UPDATE SET n = n + 1;
    END;

    CREATE TABLE incident (
      id        TEXT PRIMARY KEY,
      opened_ms INTEGER NOT NULL,
      doc       TEXT NOT NULL
    ) WITHOUT ROWID;
    """
}
