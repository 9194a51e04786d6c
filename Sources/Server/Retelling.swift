// What follows from the journal and the records? The whole state, of now or of any time before.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Ledger
internal import Missions
internal import Notation
internal import Observations
internal import Pipeline
internal import Rules
internal import Store
internal import Tracks

/// Types of entries in the observation journal.
enum JournalEntry {
  static let observation: UInt8 = 1
  static let reject: UInt8 = 2
}

/// State as the fold over the two journals: nothing else decides it.
struct Retelling {
  private(set) var pipeline: Pipeline
  private(set) var logBook = LogBook()
  private(set) var openSegment: OpenSegment
  private(set) var rejects: Set<ContentID> = []
  /// What the rules say to the reports, after all records were taken.
  private(set) var outcome = BatchOutcome()
  private(set) var lastReceivedMs: Int64 = 0
  private(set) var trackReports = TrackReports()
  private let mission: Mission
  private let data: DataFolder
  private let known: KnownAt?

  /// - Parameter known: leaves out what came later; nil for everything.
  /// - Throws: what the journals throw; `ActError` where records contradict each other.
  init(
    _ mission: Mission, _ data: DataFolder, records: RecordReader, until known: KnownAt? = nil
  ) throws {
    (self.mission, self.data, self.known) = (mission, data, known)
    pipeline = Pipeline(
      joiner: EventJoiner(settings: mission.joins, sensors: mission.sensors),
      picture: mission.picture(land: LandMap.standard), rules: mission.rules,
      sensors: mission.sensors)
    openSegment = OpenSegment(after: 0)
    try readRecords(records)
    openSegment = OpenSegment(after: logBook.sealedSequence)
    try readJournal()
  }

  private mutating func readRecords(_ records: RecordReader) throws {
    var reader = records
    while let entry = try reader.next() {
      let record = try entry.record()
      if let known, !known.knows(record) {
        if case .size = known { break }
        continue
      }
      do { try pipeline.record(record) } catch {
        // Of a time in between, a record may be left out that this one needs.
        guard known == nil else { continue }
        throw error
      }
      logBook.apply(record)
      if let decision = record.act.joinDecision { _ = pipeline.take(decision) }
    }
  }

  private mutating func readJournal() throws {
    var reader = try KnownJournal(data, known, sealedSequence: logBook.sealedSequence)
    var segment = openSegment
    var found: Set<ContentID> = []
    var lastMs: Int64 = 0
    var reports = TrackReports()
    outcome = try pipeline.restore {
      var batch: [Observation] = []
      while batch.count < 10_000, let entry = try reader.next() {
        segment.add(entry.payload, sequence: entry.sequence)
        switch entry.content {
        case .reject(let row):
          found.insert(
            ContentID(parts: [row.feed, row.file, String(row.line), row.field, row.reason]))
        case .observation(let observation):
          lastMs = max(lastMs, observation.receivedAtMs)
          if observation.isTrackReport { reports.noteStored(observation) }
          batch.append(observation)
        }
      }
      return batch.isEmpty ? nil : batch
    }
    (openSegment, rejects, lastReceivedMs, trackReports) = (segment, found, lastMs, reports)
  }

  /// Writes the read models of this state into an empty store.
  func write(to store: ReadStore, _ presenter: Presenter) throws {
    try Self.write(
      to: store, presenter, mission, data, pipeline, logBook,
      journal: try KnownJournal(data, known, sealedSequence: logBook.sealedSequence))
  }

  /// Writes the read models of a state into an empty store.
  static func write(
    to store: ReadStore, _ presenter: Presenter, _ mission: Mission, _ data: DataFolder,
    _ pipeline: Pipeline, _ logBook: LogBook, journal: KnownJournal,
    positions: [String: String] = [:]
  ) throws {
    var journal = journal
    var batch = ReadBatch()
    var picture = mission.picture(land: LandMap.standard)
    while let entry = try journal.next() {
      switch entry.content {
      case .reject(let row): batch.rejects.append(row)
      case .observation(let observation):
        batch.observations.append(
          presenter.row(observation, sequence: entry.sequence, doc: entry.payload))
        if observation.isTrackReport {
          picture.add(observation)
        } else if observation.id != pipeline.joiner.currentID(of: observation.key) {
          batch.superseded.append(observation.id)
        }
      }
      if batch.observations.count == 5_000 {
        presenter.add(picture.settle(), to: &batch)
        try store.apply(batch)
        batch = ReadBatch()
      }
    }
    presenter.add(picture.settle(), to: &batch)
    batch.events = presenter.rows(pipeline.joiner.currentEvents().map { .current($0) })
    batch.alerts = pipeline.cases.alerts.keys.sorted().compactMap {
      pipeline.cases.alerts[$0].map { presenter.row($0) }
    }
    batch.cases = pipeline.cases.cases.values.sorted { $0.id < $1.id }.map { presenter.row($0) }
    batch.setAside = logBook.setAside.map { ($0.id, $0.reason.rawValue) }
    batch.positions = positions
    try store.apply(batch)
  }
}

/// Reads the observation journal as far as it was known.
struct KnownJournal {
  enum Content {
    case observation(Observation)
    case reject(RejectRow)
  }

  private var reader: JournalReader
  private let known: KnownAt?
  private let sealedSequence: UInt64
  private var isBehind = false

  init(_ data: DataFolder, _ known: KnownAt?, sealedSequence: UInt64) throws {
    reader = try JournalReader(folder: data.observations)
    (self.known, self.sealedSequence) = (known, sealedSequence)
  }

  /// The next entry that was known and that this version can read.
  mutating func next() throws -> (sequence: UInt64, payload: [UInt8], content: Content)? {
    while let entry = try reader.next() {
      if entry.type == JournalEntry.reject {
        // A reject has no time of its own: it was known with what stands before it.
        guard !isBehind, let row = Presenter.reject(try JSONValue(reading: entry.payload)) else {
          continue
        }
        return (entry.sequence, entry.payload, .reject(row))
      }
      guard entry.type == JournalEntry.observation else { continue }
      let observation = try entry.payload.withUnsafeBytes { try Observation(decoding: $0) }
      if let known,
        !known.knows(observation, sequence: entry.sequence, sealedSequence: sealedSequence)
      {
        isBehind = true
        continue
      }
      return (entry.sequence, entry.payload, .observation(observation))
    }
    return nil
  }
}
