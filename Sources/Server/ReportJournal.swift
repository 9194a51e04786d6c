// How do reports reach the disk? Each new one once, many with one sync, whatever is done with them later.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Ledger
internal import Missions
internal import Notation
internal import Observations
internal import Store

/// Reports that came together by one feed.
struct Delivery: Sendable {
  let items: [FeedItem]
  let feed: String
  let file: String
}

/// Keeps reports: tells known ones from new ones, writes and syncs. What was kept goes to the backlog,
/// in the order of the journal.
actor ReportJournal {
  nonisolated let backlog = Backlog()
  nonisolated let sealing = Sealing()
  private nonisolated let executor = BlockingExecutor("truceline.reports")
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let mission: Mission
  private let data: DataFolder
  private let presenter: Presenter
  private let store: ReadStore
  private let trouble: Trouble
  private var journal: Journal
  private var known = KnownReports()
  /// Of what is being kept.
  private var leaves: [OpenSegment.Leaf] = []
  private var knownRejects: Set<ContentID> = []
  private var keptRejects: [String: Int] = [:]

  /// What was found at the end of the journal when it was opened.
  nonisolated let recovery: JournalRecovery
  /// Records with numbers below are from before it was opened.
  nonisolated let openedAtSequence: UInt64

  /// - Parameter shownUntil: the read models show the journal up to and without this number; nil where
  ///   they have to be made anew.
  init(
    _ mission: Mission, _ data: DataFolder, store: ReadStore, shownUntil: UInt64?, trouble: Trouble
  ) throws {
    (self.mission, self.data, self.store, self.trouble) = (mission, data, store, trouble)
    presenter = Presenter(mission)
    journal = try Self.openJournal(mission, data)
    recovery = journal.recovery
    openedAtSequence = journal.nextSequence
    if let shownUntil {
      known = try Self.read(data, from: shownUntil, until: openedAtSequence)
    } else if openedAtSequence == 1 {
      // Nothing came before in an empty folder: no report has to wait for what the read models say.
      known.note(StoredReports())
    }
  }

  private static func openJournal(_ mission: Mission, _ data: DataFolder) throws -> Journal {
    var options = Journal.Options()
    options.name = mission.id
    return try Journal(folder: data.observations, options: options)
  }

  // MARK: Keeping

  /// Puts reports on the disk. When it returns, every good one is there, and in the backlog.
  ///
  /// - Returns: of each delivery what became of its items, in order.
  /// - Throws: `JournalError` where the disk refuses: nothing of them is acknowledged, and nothing more
  ///   is taken until `reopen()`.
  func keep(_ deliveries: [Delivery]) throws -> [[Keeping]] {
    try trouble.check()
    if trouble.isShownBehind { try checkLookups(deliveries) }
    var kept = KeptReports()
    leaves.removeAll(keepingCapacity: true)
    let keepings = try trouble.refusing {
      let keepings = try deliveries.map { try append($0, to: &kept) }
      try journal.commit()
      return keepings
    }
    sealing.add(leaves)
    kept.nextSequence = journal.nextSequence
    backlog.append(kept)
    return keepings
  }

  private func append(_ delivery: Delivery, to kept: inout KeptReports) throws -> [Keeping] {
    var keepings: [Keeping] = []
    keepings.reserveCapacity(delivery.items.count)
    for item in delivery.items {
      kept.counts.rows += 1
      switch item {
      case .reject(let reject):
        kept.counts.rejected += 1
        try append(
          RejectRow(
            id: "", feed: delivery.feed, file: delivery.file, line: reject.line,
            field: reject.column, reason: reject.text, raw: reject.raw), to: &kept)
        keepings.append(.rejected)
      case .observation(let observation, let warning):
        if let warning {
          kept.counts.warned += 1
          try append(
            RejectRow(
              id: "", feed: delivery.feed, file: delivery.file, line: 0, field: observation.id,
              reason: "accepted with a warning: \(warning)", raw: observation.raw), to: &kept)
        }
        keepings.append(try append(observation, to: &kept))
      }
    }
    return keepings
  }

  private func append(_ observation: Observation, to kept: inout KeptReports) throws -> Keeping {
    guard try isNew(observation) else {
      kept.counts.duplicates += 1
      return .duplicate
    }
    // Where the disk refuses, this is forgotten again with all that is in memory.
    known.note(observation)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256 + observation.raw.count)
    observation.encode(to: &bytes)
    let sequence = try append(JournalEntry.observation, bytes)
    kept.counts.observations += 1
    kept.observations.append(
      .init(observation: observation, sequence: sequence, bytes: bytes))
    return .accepted(sequence: sequence)
  }

  private func isNew(_ observation: Observation) throws -> Bool {
    switch known.knows(observation) {
    case .yes: return false
    case .no: return true
    case .forgotten: return try store.observation(observation.id) == nil
    }
  }

  /// Throws where the read models would have to say what came before, and are made anew just now.
  private func checkLookups(_ deliveries: [Delivery]) throws {
    for item in deliveries.lazy.flatMap(\.items) {
      guard case .observation(let observation, _) = item,
        case .forgotten = known.knows(observation)
      else { continue }
      throw ReadModelsBehind()
    }
  }

  /// So many rejects are kept one by one, and of one feed so many since the start, so that noise on
  /// one line leaves room for the others; beyond that they are only counted.
  private static let rejectCountMax = 10_000
  private static let rejectCountMaxOfFeed = 2_500

  private func append(_ written: RejectRow, to kept: inout KeptReports) throws {
    var row = written
    let id = row.contentID
    guard knownRejects.count < Self.rejectCountMax,
      keptRejects[row.feed, default: 0] < Self.rejectCountMaxOfFeed,
      knownRejects.insert(id).inserted
    else { return }
    keptRejects[row.feed, default: 0] += 1
    row.id = id.text
    _ = try append(JournalEntry.reject, presenter.json(row).bytes)
    kept.rejects.append(row)
  }

  private func append(_ type: UInt8, _ payload: [UInt8]) throws -> UInt64 {
    let sequence = try journal.append(type: type, payload)
    leaves.append(.init(payload, sequence: sequence))
    return sequence
  }

  // MARK: Opening

  /// What came between the end of the read models and the end of the journal is not to be found in
  /// the read models: it is remembered.
  private static func read(
    _ data: DataFolder, from first: UInt64, until end: UInt64
  ) throws -> KnownReports {
    var known = KnownReports()
    guard first < end else { return known }
    var reader = try JournalReader(folder: data.observations, from: max(first, 1))
    while reader.nextSequence < end, let entry = try reader.next() {
      guard entry.type == JournalEntry.observation else { continue }
      known.note(try entry.payload.withUnsafeBytes { try Observation(decoding: $0) })
    }
    return known
  }

  /// Takes in what the journal held when it was opened, once it was read.
  func take(_ rejects: Set<ContentID>, _ stored: StoredReports) {
    knownRejects.formUnion(rejects)
    known.note(stored)
  }

  /// Opens the journal again after the disk had refused: what it really holds is found out from it.
  ///
  /// - Returns: the number that the next record will have.
  func reopen() throws -> UInt64 {
    journal.abandon()
    backlog.removeAll()
    sealing.end()
    known = KnownReports()
    journal = try Self.openJournal(mission, data)
    return journal.nextSequence
  }

  /// Ends the journal properly, so that the next opening need not look for a torn end.
  func close() { journal.close() }
}

extension RejectRow {
  /// The same place with the same reason is the same reject.
  var contentID: ContentID { ContentID(parts: [feed, file, String(line), field, reason]) }
}
