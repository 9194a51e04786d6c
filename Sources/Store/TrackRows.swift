// Where was which track when, and which observations made it?
//
// SPDX-License-Identifier: Apache-2.0

internal import GRDB

/// A step of a track that is final, with the observation that made it.
public struct TrackPointRow: Hashable, Sendable {
  public var track: String
  public var kind: String
  public var name: String?
  public var atMs: Int64
  public var latitudeDeg: Double
  public var longitudeDeg: Double
  /// One sigma along the longest axis of the error, across it, and the axis clockwise from north.
  public var majorSigmaM: Double
  public var minorSigmaM: Double
  public var majorDeg: Double
  public var speedMPS: Double
  public var courseDeg: Double?
  public var heightM: Double?
  public var observation: String
  public var sensor: String
  public var isAfterGap: Bool
  /// Squared distance from where the report was expected, in units of its error.
  public var innovation2: Double?

  public init(
    track: String, kind: String, name: String?, atMs: Int64, latitudeDeg: Double,
    longitudeDeg: Double, majorSigmaM: Double, minorSigmaM: Double, majorDeg: Double,
    speedMPS: Double, courseDeg: Double?, heightM: Double?, observation: String, sensor: String,
    isAfterGap: Bool, innovation2: Double?
  ) {
    self.track = track
    self.kind = kind
    self.name = name
    self.atMs = atMs
    self.latitudeDeg = latitudeDeg
    self.longitudeDeg = longitudeDeg
    self.majorSigmaM = majorSigmaM
    self.minorSigmaM = minorSigmaM
    self.majorDeg = majorDeg
    self.speedMPS = speedMPS
    self.courseDeg = courseDeg
    self.heightM = heightM
    self.observation = observation
    self.sensor = sensor
    self.isAfterGap = isAfterGap
    self.innovation2 = innovation2
  }

  init(_ row: Row) {
    self.init(
      track: row["track"], kind: row["kind"], name: row["name"], atMs: row["at_ms"],
      latitudeDeg: row["latitude_deg"], longitudeDeg: row["longitude_deg"],
      majorSigmaM: row["major_sigma_m"], minorSigmaM: row["minor_sigma_m"],
      majorDeg: row["major_deg"], speedMPS: row["speed_m_per_s"], courseDeg: row["course_deg"],
      heightM: row["height_m"], observation: row["observation"], sensor: row["sensor"],
      isAfterGap: row["is_after_gap"], innovation2: row["innovation2"])
  }

  func write(_ db: Database) throws {
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO track_point VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ).execute(arguments: [
      track, atMs, latitudeDeg, longitudeDeg, majorSigmaM, minorSigmaM, majorDeg, speedMPS,
      courseDeg, heightM, observation, sensor, isAfterGap, innovation2,
    ])
    try db.cachedStatement(
      sql: """
        INSERT INTO track VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind,
          name = coalesce(excluded.name, name), until_ms = max(until_ms, excluded.until_ms)
        """
    ).execute(arguments: [track, kind, name, atMs, atMs])
  }
}

/// Two tracks that became one, or parted.
public struct TrackJoinRow: Hashable, Sendable {
  public var atMs: Int64
  public var change: String
  public var track: String
  public var other: String
  public var distance2: Double

  public init(atMs: Int64, change: String, track: String, other: String, distance2: Double) {
    self.atMs = atMs
    self.change = change
    self.track = track
    self.other = other
    self.distance2 = distance2
  }

  init(_ row: Row) {
    self.init(
      atMs: row["at_ms"], change: row["change"], track: row["track"], other: row["other"],
      distance2: row["distance2"])
  }

  func write(_ db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO track_join VALUES (?, ?, ?, ?, ?)")
      .execute(arguments: [track, atMs, other, change, distance2])
  }
}

/// Why reports of a thing may not be as they say, for as long as it showed.
public struct FlagRow: Hashable, Sendable {
  public var subject: String
  public var reason: String
  public var fromMs: Int64
  public var untilMs: Int64
  public var english: String
  public var german: String
  /// Ids of observations that show it, with spaces between.
  public var observations: String

  public init(
    subject: String, reason: String, fromMs: Int64, untilMs: Int64, english: String,
    german: String, observations: String
  ) {
    self.subject = subject
    self.reason = reason
    self.fromMs = fromMs
    self.untilMs = untilMs
    self.english = english
    self.german = german
    self.observations = observations
  }

  init(_ row: Row) {
    self.init(
      subject: row["subject"], reason: row["reason"], fromMs: row["from_ms"],
      untilMs: row["until_ms"], english: row["english"], german: row["german"],
      observations: row["observations"])
  }

  func write(_ db: Database) throws {
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO flag VALUES (?, ?, ?, ?, ?, ?, ?)")
      .execute(arguments: [subject, reason, fromMs, untilMs, english, german, observations])
  }
}

extension ReadStore {
  static let trackSchema = """
    CREATE TABLE flag (
      subject      TEXT NOT NULL,
      reason       TEXT NOT NULL,
      from_ms      INTEGER NOT NULL,
      until_ms     INTEGER NOT NULL,
      english      TEXT NOT NULL,
      german       TEXT NOT NULL,
      observations TEXT NOT NULL,
      PRIMARY KEY (subject, reason, from_ms)
    ) WITHOUT ROWID;
    CREATE INDEX flag_time ON flag (from_ms);

    CREATE TABLE track (
      id       TEXT PRIMARY KEY,
      kind     TEXT NOT NULL,
      name     TEXT,
      from_ms  INTEGER NOT NULL,
      until_ms INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE track_point (
      track         TEXT NOT NULL,
      at_ms         INTEGER NOT NULL,
      latitude_deg  REAL NOT NULL,
      longitude_deg REAL NOT NULL,
      major_sigma_m REAL NOT NULL,
      minor_sigma_m REAL NOT NULL,
      major_deg     REAL NOT NULL,
      speed_m_per_s REAL NOT NULL,
      course_deg    REAL,
      height_m      REAL,
      observation   TEXT NOT NULL,
      sensor        TEXT NOT NULL,
      is_after_gap  INTEGER NOT NULL,
      innovation2   REAL,
      PRIMARY KEY (track, at_ms, observation)
    ) WITHOUT ROWID;
    CREATE INDEX track_point_time ON track_point (at_ms);

    CREATE TABLE track_join (
      track     TEXT NOT NULL,
      at_ms     INTEGER NOT NULL,
      other     TEXT NOT NULL,
      change    TEXT NOT NULL,
      distance2 REAL NOT NULL,
      PRIMARY KEY (track, at_ms, other)
    ) WITHOUT ROWID;
    CREATE INDEX track_join_other ON track_join (other);
    """

  /// The steps of a track in order of time, final ones only.
  public func trackPoints(
    _ id: String, fromMs: Int64, untilMs: Int64, limit: Int
  ) throws -> [TrackPointRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT p.*, t.kind, t.name FROM track_point p JOIN track t ON t.id = p.track
          WHERE p.track = ? AND p.at_ms >= ? AND p.at_ms <= ?
          ORDER BY p.at_ms, p.observation LIMIT ?
          """, arguments: [id, fromMs, untilMs, limit]
      ).map(TrackPointRow.init)
    }
  }

  /// The last step of every track that had one in the window before a time, in order of ids.
  public func trackPoints(
    atMs: Int64, windowMs: Int64, limit: Int
  ) throws -> [TrackPointRow] {
    try read { db in
      // SQLite gives the other columns of the row that has the maximum.
      try Row.fetchAll(
        db,
        sql: """
          SELECT max(p.at_ms), p.*, t.kind, t.name
          FROM track_point p INDEXED BY track_point_time JOIN track t ON t.id = p.track
          WHERE p.at_ms > ? AND p.at_ms <= ?
          GROUP BY p.track ORDER BY p.track LIMIT ?
          """, arguments: [atMs - windowMs, atMs, limit]
      ).map(TrackPointRow.init)
    }
  }

  /// What a track was joined with or parted from, in order of time.
  public func trackJoins(_ id: String) throws -> [TrackJoinRow] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM track_join WHERE track = ? OR other = ? ORDER BY at_ms, other",
        arguments: [id, id]
      ).map(TrackJoinRow.init)
    }
  }

  /// The last final step of a track.
  public func trackEnd(_ id: String) throws -> TrackPointRow? {
    try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT p.*, t.kind, t.name FROM track_point p JOIN track t ON t.id = p.track
          WHERE p.track = ? ORDER BY p.at_ms DESC, p.observation DESC LIMIT 1
          """, arguments: [id]
      ).map(TrackPointRow.init)
    }
  }

  /// Flags that began in a time, oldest first.
  public func flags(fromMs: Int64, untilMs: Int64, limit: Int) throws -> [FlagRow] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM flag WHERE from_ms >= ? AND from_ms < ?
          ORDER BY from_ms, subject, reason LIMIT ?
          """, arguments: [fromMs, untilMs, limit]
      ).map(FlagRow.init)
    }
  }

  /// Time of the last final step of any track.
  public func lastTrackMs() throws -> Int64? {
    try read { try Int64.fetchOne($0, sql: "SELECT max(at_ms) FROM track_point") }
  }
}
