// The pipeline with the world around it: journal, record log, read models and live page.
//
// SPDX-License-Identifier: Apache-2.0

public import Cases
public import Feeds
internal import Foundation
internal import Geo
internal import Ledger
public import Missions
internal import Notation
internal import Observations
internal import Pipeline
internal import Rules
public import Store
internal import Tracks

/// What a run did, stage by stage.
public struct RunCounts: Hashable, Sendable {
  public var rows = 0
  public var rejected = 0
  public var warned = 0
  public var duplicates = 0
  public var observations = 0
  public var superseding = 0
  public var alertsRaised = 0
}

/// What became of an item that was taken in.
public enum Keeping: Hashable, Sendable {
  /// On disk under this sequence number.
  case accepted(sequence: UInt64)
  /// On disk since an earlier time, or twice in one batch.
  case duplicate
  case rejected
}

/// Drives the pipeline: nothing is taken in before it is on disk, nothing is shown before it is
/// recorded.
///
///     feed items ─▶ journal (synced) ─▶ pipeline ─▶ record log (synced) ─▶ read models ─▶ live page
public actor Monitor {
  /// Record types in the observation journal.
  private enum Entry {
    static let observation: UInt8 = 1
    static let reject: UInt8 = 2
    /// The machine's clock jumped: `{"at_ms", "jump_ms"}`.
    static let clockJump: UInt8 = 3
  }

  public nonisolated let mission: Mission
  public nonisolated let store: ReadStore
  public nonisolated let changes = LiveChanges()
  public nonisolated let feeds: FeedHealths
  /// What was found when the folder was opened, in words for the operator; empty where all was well.
  public nonisolated let openingNotes: [String]

  private let data: DataFolder
  private var journal: Journal
  private var recordLog: Journal
  /// The disk refused: both logs are read anew from it before anything more is taken in.
  private var refusal: (any Error)?
  private let presenter: Presenter
  private var pipeline: Pipeline
  private var trackReports = TrackReports()
  private var knownRejects: Set<ContentID>
  private var keptRejects: [String: Int] = [:]
  private var counts = RunCounts()
  private var missionNowMs: Int64
  /// The tracks as last asked for.
  private var shownTracks: (tracks: [TrackView], goodUntil: ContinuousClock.Instant)?
  private var haveTracksMoved = false
  private var pulsedAt: ContinuousClock.Instant?
  /// True after the read models refused a batch: they are made anew before anything else is shown.
  private var isShownBehind = false
  private var isShownTriedAt: ContinuousClock.Instant?

  /// Opens a data folder: reads records and observations back, and brings the read models up to date
  /// where they are behind.
  ///
  /// - Throws: `DataFolderError`, `JournalError`, or what the read models' file throws.
  public static func open(mission: Mission, data: DataFolder) async throws -> Monitor {
    let (monitor, found) = try read(mission, data)
    try await monitor.catchUp(found)
    return monitor
  }

  private static func read(
    _ mission: Mission, _ data: DataFolder
  ) throws -> (monitor: Monitor, found: Found) {
    var found = Found()
    return (try Monitor(mission: mission, data: data, found: &found), found)
  }

  private init(mission: Mission, data: DataFolder, found: inout Found) throws {
    try data.claim(missionID: mission.id, missionFolder: mission.folder)
    self.mission = mission
    self.data = data
    feeds = FeedHealths(mission)
    presenter = Presenter(mission)
    (journal, recordLog) = try Self.openLogs(mission, data)
    store = try ReadModelError.naming(data.readModels) { try ReadStore(path: data.readModels) }
    (pipeline, found) = try Self.readBack(mission, data)
    knownRejects = found.rejects
    trackReports = found.trackReports
    missionNowMs = found.lastReceivedMs
    openingNotes = [journal.recovery, recordLog.recovery].compactMap { recovery in
      recovery.cut.map {
        "\($0.file): \($0.byteCount) bytes after the last whole record were cut at byte "
          + "\($0.byteOffset); they had not been acknowledged."
      }
    }
  }

  /// Ends the journals properly, so that the next opening need not look for a torn end.
  public func close() {
    journal.close()
    recordLog.close()
  }

  public var runCounts: RunCounts { counts }

  /// Alerts as they stand.
  public var cases: CaseBook { pipeline.cases }

  /// The time of the last report that was received.
  public var nowMs: Int64 { missionNowMs }

  // MARK: Tracks

  /// The tracks at the time of the last report, with reports that still wait for earlier ones.
  ///
  /// Working them out takes at most a tenth of the time: where reports are so many that it takes long,
  /// the last ones are shown for longer.
  func tracks() -> [TrackView] {
    let begin = ContinuousClock.now
    if let shownTracks, !haveTracksMoved || begin < shownTracks.goodUntil {
      return shownTracks.tracks
    }
    let tracks = pipeline.picture.tracks(atMs: missionNowMs)
    let end = ContinuousClock.now
    shownTracks = (tracks, end + (end - begin) * 9)
    haveTracksMoved = false
    return tracks
  }

  /// What was found of the errors of each radar that sees aircraft which report themselves.
  var sensorErrors: [SensorErrors] { pipeline.picture.sensorErrors }

  /// Where positions cannot be relied on now.
  var unreliableAreas: [UnreliableArea] { pipeline.picture.unreliableAreas }

  /// Reports of moving things that make no track, by reason.
  var unfollowed: PictureCounts { pipeline.picture.counts }

  // MARK: Taking in

  /// Takes items of one feed. When it returns, every good row is on disk.
  ///
  /// - Parameter onKept: called once everything is on disk, before it is joined and shown, with what
  ///   became of each item, in order.
  /// - Throws: `JournalError` where the disk refuses: nothing of the batch is acknowledged, unless
  ///   `onKept` was called before. `ReadModelError` where it is kept and cannot be shown.
  public func take(
    _ items: [FeedItem], feed: String, file: String,
    onKept: @Sendable ([Keeping]) -> Void = { _ in }
  ) throws {
    if let refusal { throw refusal }
    var batch = ReadBatch()
    let accepted = try refusing { try keep(items, feed, file, into: &batch, onKept) }
    try digest(accepted, into: &batch)
  }

  /// After a failed write nothing more is taken in until `mend()` has read the logs again: what was
  /// appended and not committed must not come along with the next commit.
  private func refusing<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch {
      refusal = error
      throw error
    }
  }

  private func keep(
    _ items: [FeedItem], _ feed: String, _ file: String, into batch: inout ReadBatch,
    _ onKept: ([Keeping]) -> Void
  ) throws -> [Observation] {
    var accepted: [Observation] = []
    var keepings: [Keeping] = []
    keepings.reserveCapacity(items.count)
    var inBatch: [ContentID: ContentDigest] = [:]
    var encoded: [UInt8] = []
    for item in items {
      counts.rows += 1
      switch item {
      case .reject(let reject):
        try take(reject, feed, file, into: &batch)
        keepings.append(.rejected)
      case .observation(let observation, let warning):
        if let warning { try take(warning, observation, feed, file, into: &batch) }
        let isKnown = inBatch[observation.key] == observation.digest
        guard !isKnown, try !isDuplicate(observation) else {
          counts.duplicates += 1
          keepings.append(.duplicate)
          continue
        }
        inBatch[observation.key] = observation.digest
        encoded.removeAll(keepingCapacity: true)
        observation.encode(to: &encoded)
        let sequence = try journal.append(type: Entry.observation, encoded)
        batch.observations.append(presenter.row(observation, sequence: sequence, doc: encoded))
        accepted.append(observation)
        keepings.append(.accepted(sequence: sequence))
      }
    }
    try journal.commit()
    // Not before: what the disk refused has to be new when it comes again.
    for observation in accepted where observation.isTrackReport { trackReports.note(observation) }
    onKept(keepings)
    return accepted
  }

  /// Reports of moving things are many: those of some time ago are looked up in the read models.
  private func isDuplicate(_ observation: Observation) throws -> Bool {
    guard observation.isTrackReport else {
      return pipeline.admission(of: observation) == .duplicate
    }
    switch trackReports.knows(observation) {
    case .yes: return true
    case .no: return false
    case .forgotten: return try store.observation(observation.id) != nil
    }
  }

  private func take(
    _ reject: Reject, _ feed: String, _ file: String, into batch: inout ReadBatch
  ) throws {
    counts.rejected += 1
    try keep(
      RejectRow(
        id: "", feed: feed, file: file, line: reject.line, field: reject.column,
        reason: reject.text, raw: reject.raw), into: &batch)
  }

  private func take(
    _ warning: String, _ observation: Observation, _ feed: String, _ file: String,
    into batch: inout ReadBatch
  ) throws {
    counts.warned += 1
    try keep(
      RejectRow(
        id: "", feed: feed, file: file, line: 0, field: observation.id,
        reason: "accepted with a warning: \(warning)", raw: observation.raw), into: &batch)
  }

  /// So many rejects are kept one by one, and of one feed so many since the start, so that noise on
  /// one line leaves room for the others; beyond that they are only counted.
  private static let rejectCountMax = 10_000
  private static let rejectCountMaxOfFeed = 2_500

  private func keep(_ written: RejectRow, into batch: inout ReadBatch) throws {
    var row = written
    let id = ContentID(
      parts: [row.feed, row.file, String(row.line), row.field, row.reason])
    guard knownRejects.count < Self.rejectCountMax,
      keptRejects[row.feed, default: 0] < Self.rejectCountMaxOfFeed,
      knownRejects.insert(id).inserted
    else { return }
    keptRejects[row.feed, default: 0] += 1
    row.id = id.text
    _ = try journal.append(type: Entry.reject, presenter.json(row).bytes)
    batch.rejects.append(row)
  }

  /// Reports of one moment are joined together, so that a pass of three satellites makes one alert
  /// and not one and two revisions.
  private func digest(_ accepted: [Observation], into batch: inout ReadBatch) throws {
    var outcomes: [BatchOutcome] = []
    var alertIDs: Set<String> = []
    var versions: Set<String> = []
    var keys: Set<ContentID> = []
    let moving = accepted.filter(\.isTrackReport)
    if !moving.isEmpty {
      for observation in moving { missionNowMs = max(missionNowMs, observation.receivedAtMs) }
      counts.observations += moving.count
      presenter.add(pipeline.follow(moving), to: &batch)
      haveTracksMoved = true
    }
    let sightings = accepted.filter { !$0.isTrackReport }
    for group in sightings.chunked(on: \.receivedAtMs) {
      for observation in group {
        if let before = pipeline.joiner.currentID(of: observation.key) { versions.insert(before) }
        versions.insert(observation.id)
        keys.insert(observation.key)
      }
      let outcome = pipeline.take(Array(group))
      for (admission, observation) in zip(outcome.admissions, group) {
        if admission == .superseding { counts.superseding += 1 }
        missionNowMs = max(missionNowMs, observation.receivedAtMs)
      }
      counts.observations += group.count
      for (atMs, act) in outcome.acts {
        alertIDs.formUnion(try record(act, actor: Record.rules, atMs: atMs).alertIDs)
      }
      outcomes.append(outcome)
    }
    try refusing { try recordLog.commit() }
    batch.superseded = versions.subtracting(keys.compactMap(pipeline.joiner.currentID)).sorted()
    try publish(outcomes.flatMap(\.events), alertIDs: alertIDs, caseIDs: [], batch: batch)
  }

  // MARK: Acting

  /// Records what a person does.
  ///
  /// - Throws: `ActError` where the state does not allow it; `JournalError` where the disk refuses.
  public func perform(_ act: Act, actor: String, atMs: Int64) throws -> CaseBook.Changed {
    if let refusal { throw refusal }
    guard !actor.allSatisfy(\.isWhitespace) else {
      throw ActError(
        .invalid, "The record needs the name of the person who acts.", next: "Give a name.")
    }
    var changed = try record(act, actor: actor, atMs: atMs)
    var events: [EventChange] = []
    if let decision = act.joinDecision {
      let outcome = pipeline.take(decision)
      events = outcome.events
      for (atMs, act) in outcome.acts {
        changed.alertIDs += try record(act, actor: Record.rules, atMs: atMs).alertIDs
      }
    }
    try refusing { try recordLog.commit() }
    var batch = ReadBatch()
    if case .observationSetAside(let id, _, let reason, _) = act {
      batch.setAside.append((id, reason.rawValue))
    }
    try publish(
      events, alertIDs: Set(changed.alertIDs), caseIDs: changed.caseIDs, batch: batch)
    return changed
  }

  /// Opens a case under the next number.
  public func openCase(
    title: String, alertIDs: [String], note: String, actor: String, atMs: Int64
  ) throws -> String {
    let id = pipeline.cases.nextCaseID
    _ = try perform(
      .caseOpened(id: id, title: title, alertIDs: alertIDs, note: note), actor: actor, atMs: atMs)
    return id
  }

  /// Appends a record and folds it in; the caller commits.
  private func record(_ act: Act, actor: String, atMs: Int64) throws -> CaseBook.Changed {
    try pipeline.cases.check(act)
    let payload = Record(sequence: 0, atMs: atMs, actor: actor, act: act).json.bytes
    let sequence = try refusing { try recordLog.append(type: 1, payload) }
    if case .alertRaised = act { counts.alertsRaised += 1 }
    return try pipeline.record(
      Record(sequence: sequence, atMs: atMs, actor: actor, act: act))
  }

  // MARK: Showing

  private func publish(
    _ events: [EventChange], alertIDs: Set<String>, caseIDs: [String], batch written: ReadBatch
  ) throws {
    var batch = written
    let alerts = alertIDs.sorted().compactMap { pipeline.cases.alerts[$0] }
    let cases = caseIDs.compactMap { pipeline.cases.cases[$0] }
    batch.events += presenter.rows(events)
    batch.alerts += alerts.map { presenter.row($0) }
    batch.cases += cases.map { presenter.row($0) }
    guard !batch.isEmpty else { return }
    batch.positions = positions
    try show(batch)
    changes.publish(
      batch.alerts.map { .alert(english: $0.rowEN, german: $0.rowDE) }
        + cases.map { .incident(presenter.json($0).written) }
        + [.counts(presenter.json(try totals()).written)] + pulse())
  }

  private func show(_ batch: ReadBatch) throws {
    do {
      if isShownBehind { try rebuildAgain() } else { try store.apply(batch) }
    } catch {
      isShownBehind = true
      throw ReadModelError(path: data.readModels, reason: "\(error)")
    }
  }

  /// At most once a second, however often it is asked for.
  private func rebuildAgain() throws {
    let now = ContinuousClock.now
    if let isShownTriedAt, now - isShownTriedAt < .seconds(1) { throw ReadModelsBehind() }
    defer { isShownTriedAt = .now }
    try rebuild()
  }

  private struct ReadModelsBehind: Error, CustomStringConvertible {
    let description = "they are made anew from the journal, a moment after the last trial"
  }

  /// Says that tracks have moved, at most once a second.
  private func pulse() -> [LiveChange] {
    let now = ContinuousClock.now
    guard haveTracksMoved, pulsedAt.map({ now - $0 > .seconds(1) }) ?? true else { return [] }
    pulsedAt = now
    return [.tracks(presenter.time(missionNowMs).written)]
  }

  /// Everything counted, for the page's head.
  public func totals() throws -> Totals {
    let stored = try store.counts()
    return Totals(
      observations: stored.observations, rejected: stored.rejects, events: stored.events,
      cases: stored.cases, alerts: try store.alertCounts())
  }

  private var positions: [String: String] {
    [
      "journal": String(journal.nextSequence), "records": String(recordLog.nextSequence),
      "mission": mission.fingerprint, "program": Presenter.formVersion,
    ]
  }
}

/// The read models cannot be written. What was taken in is in the journal; nothing is lost.
public struct ReadModelError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public var description: String { "\(path) cannot be written: \(reason). \(next)" }

  public var next: String {
    "Free space or check the disk; everything that was acknowledged is in the journal, and the file "
      + "is made anew from it."
  }

  /// What the file's library throws, as this error; the logs' own errors stay as they are.
  static func naming<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as JournalError { throw error } catch {
      throw ReadModelError(path: path, reason: String("\(error)".prefix { $0 != "\n" }))
    }
  }
}

/// Counts for the page's head.
public struct Totals: Hashable, Sendable {
  public let observations: Int
  public let rejected: Int
  public let events: Int
  public let cases: Int
  public let alerts: [String: Int]
}

// MARK: Opening

extension Monitor {
  private static func openLogs(
    _ mission: Mission, _ data: DataFolder
  ) throws -> (journal: Journal, recordLog: Journal) {
    var options = Journal.Options()
    options.name = mission.id
    return (
      try Journal(folder: data.observations, options: options),
      try Journal(folder: data.records, options: options)
    )
  }

  /// What both logs hold.
  private static func readBack(
    _ mission: Mission, _ data: DataFolder
  ) throws -> (pipeline: Pipeline, found: Found) {
    var pipeline = Pipeline(
      joiner: EventJoiner(settings: mission.joins, sensors: mission.sensors),
      picture: mission.picture(land: LandMap.standard), rules: mission.rules)
    try readRecords(data.records, into: &pipeline)
    let found = try readJournal(data.observations, into: &pipeline)
    return (pipeline, found)
  }

  /// Notes in the journal that the machine's clock jumped: times of receipt before and after it do
  /// not compare, sequence numbers do.
  func noteClockJump(byMs jumpMs: Int64, atMs: Int64) throws {
    if let refusal { throw refusal }
    let note = JSONValue.members(["at_ms": .integer(atMs), "jump_ms": .integer(jumpMs)])
    try refusing {
      _ = try journal.append(type: Entry.clockJump, note.bytes)
      try journal.commit()
    }
    var batch = ReadBatch()
    batch.positions = positions
    try show(batch)
  }

  /// Goes on where the disk had refused: opens both logs again, reads from the disk what was really
  /// kept, and brings the read models up to date. It is asked for again and again.
  ///
  /// - Returns: whether there was anything to mend.
  /// - Throws: what the disk still refuses; then nothing is taken in as before.
  func mend() throws -> Bool {
    if refusal == nil, !isShownBehind { return false }
    if refusal != nil {
      journal.abandon()
      recordLog.abandon()
      (journal, recordLog) = try Self.openLogs(mission, data)
      let found: Found
      (pipeline, found) = try Self.readBack(mission, data)
      knownRejects = found.rejects
      trackReports = found.trackReports
      missionNowMs = max(missionNowMs, found.lastReceivedMs)
      haveTracksMoved = true
      let counted = counts
      try catchUp(found)
      counts = counted
      refusal = nil
    } else {
      do { try rebuild() } catch {
        throw ReadModelError(path: data.readModels, reason: "\(error)")
      }
    }
    changes.publish([.counts(presenter.json(try totals()).written)])
    return true
  }

  private struct Found: Sendable {
    var rejects: Set<ContentID> = []
    var outcome = BatchOutcome()
    var lastReceivedMs: Int64 = 0
    var trackReports = TrackReports()
  }

  private static func readRecords(_ folder: String, into pipeline: inout Pipeline) throws {
    var reader = try JournalReader(folder: folder)
    while let entry = try reader.next() {
      let json = try JSONValue(reading: entry.payload)
      let record = try Record(sequence: entry.sequence, json: json)
      try pipeline.record(record)
      if let decision = record.act.joinDecision { _ = pipeline.take(decision) }
    }
  }

  private static func readJournal(
    _ folder: String, into pipeline: inout Pipeline
  ) throws -> Found {
    var found = Found()
    var reader = try JournalReader(folder: folder)
    found.outcome = try pipeline.restore {
      var batch: [Observation] = []
      while batch.count < 10_000, let entry = try reader.next() {
        if entry.type == Entry.reject {
          guard let row = Presenter.reject(try JSONValue(reading: entry.payload)) else { continue }
          found.rejects.insert(
            ContentID(parts: [row.feed, row.file, String(row.line), row.field, row.reason]))
          continue
        }
        guard entry.type == Entry.observation else { continue }
        let observation = try entry.payload.withUnsafeBytes { try Observation(decoding: $0) }
        found.lastReceivedMs = max(found.lastReceivedMs, observation.receivedAtMs)
        if observation.isTrackReport { found.trackReports.noteStored(observation) }
        batch.append(observation)
      }
      return batch.isEmpty ? nil : batch
    }
    return found
  }

  /// Acts that the journal implies and the record log lacks are recorded now (a crash fell between
  /// the two, or the agreement was changed); read models that are behind are made anew.
  private func catchUp(_ found: Found) throws {
    for (atMs, act) in found.outcome.acts { _ = try record(act, actor: Record.rules, atMs: atMs) }
    try recordLog.commit()
    counts = RunCounts()
    let isCurrent = try positions.allSatisfy { try store.position($0.key) == $0.value }
    guard !isCurrent else { return }
    do { try rebuild() } catch {
      throw ReadModelError(path: data.readModels, reason: "\(error)")
    }
  }

  /// Makes the read models anew from journal, record log and what stands.
  private func rebuild() throws {
    try store.clear()
    var reader = try JournalReader(folder: data.observations)
    var batch = ReadBatch()
    var picture = mission.picture(land: LandMap.standard)
    while let entry = try reader.next() {
      if entry.type == Entry.reject,
        let row = Presenter.reject(try JSONValue(reading: entry.payload))
      {
        batch.rejects.append(row)
      }
      guard entry.type == Entry.observation else { continue }
      let observation = try entry.payload.withUnsafeBytes { try Observation(decoding: $0) }
      batch.observations.append(
        presenter.row(observation, sequence: entry.sequence, doc: entry.payload))
      if observation.isTrackReport {
        picture.add(observation)
      } else if observation.id != pipeline.joiner.currentID(of: observation.key) {
        batch.superseded.append(observation.id)
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
    batch.setAside = try Self.setAside(data.records)
    batch.positions = positions
    try store.apply(batch)
    isShownBehind = false
  }

  private static func setAside(_ folder: String) throws -> [(id: String, reason: String)] {
    var reader = try JournalReader(folder: folder)
    var rows: [(id: String, reason: String)] = []
    while let entry = try reader.next() {
      let record = try Record(sequence: entry.sequence, json: try JSONValue(reading: entry.payload))
      if case .observationSetAside(let id, _, let reason, _) = record.act {
        rows.append((id, reason.rawValue))
      }
    }
    return rows
  }
}

extension Array {
  /// Runs of neighbours with the same value.
  fileprivate func chunked<Value: Equatable>(on value: (Element) -> Value) -> [ArraySlice<Element>]
  {
    var chunks: [ArraySlice<Element>] = []
    var start = startIndex
    for index in indices where index > start && value(self[index]) != value(self[start]) {
      chunks.append(self[start..<index])
      start = index
    }
    if start < endIndex { chunks.append(self[start...]) }
    return chunks
  }
}
