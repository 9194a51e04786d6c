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
  private(set) var stored = StoredReports()
  /// Rows that count no longer because of a row that the read models lack.
  private(set) var superseded: [String] = []
  private let mission: Mission
  private let data: DataFolder
  private let known: KnownAt?

  /// - Parameters:
  ///   - known: leaves out what came later; nil for everything.
  ///   - end: the observation journal is read up to and without this number.
  ///   - lacking: the read models that are brought up to date on the way.
  /// - Throws: what the journals throw; `ActError` where records contradict each other.
  init(
    _ mission: Mission, _ data: DataFolder, records: RecordReader, until known: KnownAt? = nil,
    end: UInt64 = .max, lacking: LackingRows? = nil
  ) throws {
    (self.mission, self.data, self.known) = (mission, data, known)
    pipeline = Pipeline(mission)
    openSegment = OpenSegment(after: 0)
    try readRecords(records)
    openSegment = OpenSegment(after: logBook.sealedSequence)
    try readJournal(end, lacking)
  }

  private mutating func readRecords(_ records: RecordReader) throws {
    var reader = records
    while let entry = try reader.next() {
      let record = try entry.record()
      if let known, !known.knows(record) {
        if known.endsAtFirstUnknown { break }
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

  private mutating func readJournal(_ end: UInt64, _ lacking: LackingRows?) throws {
    var reader = try KnownJournal(data, known, sealedSequence: logBook.sealedSequence, end: end)
    var segment = openSegment
    var found: Set<ContentID> = []
    var lastMs: Int64 = 0
    var reports = StoredReports()
    var rows = ReadBatch()
    var lackingIDs: [ContentID: Set<String>] = [:]
    outcome = try pipeline.restore {
      var batch: [Observation] = []
      rows = ReadBatch()
      while batch.count < 10_000, let entry = try reader.next() {
        segment.add(entry.payload, sequence: entry.sequence)
        switch entry.content {
        case .reject(let row): found.insert(row.contentID)
        case .observation(let observation):
          lastMs = max(lastMs, observation.receivedAtMs)
          reports.note(observation)
          if !observation.isTrackReport, entry.sequence >= lacking?.first ?? .max {
            lackingIDs[observation.key, default: []].insert(observation.id)
          }
          batch.append(observation)
        }
        lacking?.add(entry, to: &rows)
        // What is final here was so when the read models were written.
        if entry.sequence + 1 == lacking?.first, !batch.isEmpty { break }
      }
      return batch.isEmpty ? nil : batch
    } following: { steps in
      try lacking?.write(&rows, steps)
    }
    try lacking?.write(&rows, PictureOutcome())
    (openSegment, rejects, lastReceivedMs, stored) = (segment, found, lastMs, reports)
    superseded = lackingIDs.flatMap { key, ids in
      ids.union(pipeline.joiner.replacedIDs(of: key))
        .subtracting([pipeline.joiner.currentID(of: key)].compactMap(\.self))
    }.sorted()
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
    addWhatFollows(to: &batch, presenter, pipeline, logBook)
    batch.positions = positions
    try store.apply(batch)
  }

  /// Rows of events, alerts and cases as they stand.
  static func addWhatFollows(
    to batch: inout ReadBatch, _ presenter: Presenter, _ pipeline: Pipeline, _ logBook: LogBook
  ) {
    batch.events = presenter.rows(pipeline.joiner.currentEvents().map { .current($0) })
    batch.alerts = pipeline.cases.alerts.keys.sorted().compactMap {
      pipeline.cases.alerts[$0].map { presenter.row($0) }
    }
    batch.cases = pipeline.cases.cases.values.sorted { $0.id < $1.id }.map { presenter.row($0) }
    batch.setAside = logBook.setAside.map { ($0.id, $0.reason.rawValue) }
  }
}

/// Rows that read models lack which were written until some place of the journal.
struct LackingRows {
  /// Number of the first record that they do not show.
  let first: UInt64
  let presenter: Presenter
  let store: ReadStore

  fileprivate func add(_ entry: KnownJournal.Entry, to batch: inout ReadBatch) {
    guard entry.sequence >= first else { return }
    switch entry.content {
    case .reject(let row): batch.rejects.append(row)
    case .observation(let observation):
      batch.observations.append(
        presenter.row(observation, sequence: entry.sequence, doc: entry.payload))
    }
  }

  fileprivate func write(_ batch: inout ReadBatch, _ steps: PictureOutcome) throws {
    // What was settled before the first of these rows is there already.
    if !batch.isEmpty { presenter.add(steps, to: &batch) }
    try store.apply(batch)
    batch = ReadBatch()
  }
}

extension Pipeline {
  /// Nothing taken in yet.
  init(_ mission: Mission) {
    self.init(
      joiner: EventJoiner(settings: mission.joins, sensors: mission.sensors),
      picture: mission.picture(land: LandMap.standard), rules: mission.rules,
      sensors: mission.sensors)
  }
}

/// Reads the observation journal as far as it was known.
struct KnownJournal {
  enum Content {
    case observation(Observation)
    case reject(RejectRow)
  }

  typealias Entry = (sequence: UInt64, payload: [UInt8], content: Content)

  private var reader: JournalReader
  private let known: KnownAt?
  private let sealedSequence: UInt64
  private let end: UInt64
  private var isBehind = false

  /// - Parameter end: it is read up to and without this number.
  init(
    _ data: DataFolder, _ known: KnownAt?, sealedSequence: UInt64, end: UInt64 = .max
  ) throws {
    reader = try JournalReader(folder: data.observations)
    (self.known, self.sealedSequence, self.end) = (known, sealedSequence, end)
  }

  /// The next entry that was known and that this version can read.
  mutating func next() throws -> Entry? {
    while reader.nextSequence < end, let entry = try reader.next() {
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
