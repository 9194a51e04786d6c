// What do pages and lists read? SQLite tables that can be thrown away and rebuilt from the journal.
//
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// The tables. They hold nothing that the journal and the record log do not.
extension ReadStore {
  static let schemaVersion = 1

  static let schema = """
    CREATE TABLE position (
      name  TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE observation (
      id             TEXT PRIMARY KEY,
      sequence       INTEGER NOT NULL,
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
    ) WITHOUT ROWID;
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
      latitude_deg   REAL NOT NULL,
      longitude_deg  REAL NOT NULL,
      doc      TEXT NOT NULL,
      row_en   TEXT NOT NULL,
      row_de   TEXT NOT NULL
    ) WITHOUT ROWID;
    -- Lists are filtered, counted and paged on this index alone; only the rows shown are read.
    CREATE INDEX alert_list
      ON alert (from_ms DESC, id DESC, state, clause, sector, grade, verdict, class);
    CREATE INDEX alert_state ON alert (state);

    CREATE TABLE incident (
      id        TEXT PRIMARY KEY,
      opened_ms INTEGER NOT NULL,
      doc       TEXT NOT NULL
    ) WITHOUT ROWID;
    """
}
