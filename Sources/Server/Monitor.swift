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
internal import Redaction
internal import Rules
public import Store
internal import Synchronization
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

  static func += (sum: inout RunCounts, more: RunCounts) {
    sum.rows += more.rows
    sum.rejected += more.rejected
    sum.warned += more.warned
    sum.duplicates += more.duplicates
    sum.observations += more.observations
    sum.superseding += more.superseding
    sum.alertsRaised += more.alertsRaised
  }
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
  public nonisolated let mission: Mission
  public nonisolated let store: ReadStore
  public nonisolated let changes = LiveChanges()
  public nonisolated let feeds: FeedHealths
  /// The log that both parties can check.
  public nonisolated let log: LogPublisher
  /// The public key that records are signed with, as a JWK.
  nonisolated let issuer: String
  /// What was found when the folder was opened, in words for the operator; empty where all was well.
  public nonisolated let openingNotes: [String]

  private nonisolated let time: PresentTime
  /// What time it is for the mission: the machine's, in an exercise the script's.
  public nonisolated var presentMs: Int64 { time.nowMs() }

  nonisolated let data: DataFolder
  nonisolated let passwords: Passwords
  private nonisolated let peopleNow = Mutex(PeopleBook())
  /// The accounts as they stand; whoever asks does not wait for what the monitor works on.
  nonisolated var people: PeopleBook { peopleNow.withLock { $0 } }
  /// Where reports become durable.
  nonisolated let reports: ReportJournal
  private nonisolated let executor = BlockingExecutor("truceline.monitor")
  public nonisolated var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }
  private nonisolated let trouble = Trouble()
  private let keys: LogKeys
  private var recordLog: RecordLog
  private(set) var logBook = LogBook()
  private let presenter: Presenter
  /// What was known at earlier times.
  nonisolated let past: PastStates
  private var pipeline: Pipeline
  private var counts = RunCounts()
  private var missionNowMs: Int64 = 0
  /// Number in the observation journal of the first record that is not joined and shown.
  private var shownUntil: UInt64 = 1
  /// The tracks as last asked for.
  private var shownTracks: (tracks: [TrackView], goodUntil: ContinuousClock.Instant)?
  private var haveTracksMoved = false
  private var pulsedAt: ContinuousClock.Instant?
  private var isShownTriedAt: ContinuousClock.Instant?

  /// Opens a data folder: reads records and observations back, and brings the read models up to date
  /// where they are behind.
  ///
  /// - Throws: `DataFolderError`, `JournalError`, or what the read models' file throws.
  public static func open(
    mission: Mission, data: DataFolder, time: PresentTime = .machine
  ) async throws -> Monitor {
    let (monitor, loading) = try await begin(mission: mission, data: data, time: time)
    try await loading.value
    return monitor
  }

  /// Opens a data folder without waiting until everything in it was read: reports can be kept at once;
  /// everything else waits for `loading`.
  public static func begin(
    mission: Mission, data: DataFolder, time: PresentTime = .machine
  ) async throws -> (monitor: Monitor, loading: Task<Void, any Error>) {
    let monitor = try Monitor(mission: mission, data: data, time: time)
    let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)
    let loading = Task { try await monitor.load { hasBegun.finish() } }
    // Whoever asks the monitor from here on stands behind the reading.
    for await _ in begun {}
    return (monitor, loading)
  }

  private init(mission: Mission, data: DataFolder, time: PresentTime) throws {
    self.time = time
    try data.claim(missionID: mission.id, missionFolder: mission.folder)
    keys = try LogKeys.open(data, mission)
    passwords = try Passwords(keys: data.keys)
    self.mission = mission
    self.data = data
    log = LogPublisher(data, keys, time)
    feeds = FeedHealths(mission)
    presenter = Presenter(mission)
    let store = try ReadModelError.naming(data.readModels) { try ReadStore(path: data.readModels) }
    self.store = store
    reports = try ReportJournal(
      mission, data, store: store, shownUntil: try Self.shownUntil(store, mission),
      trouble: trouble)
    recordLog = try RecordLog(data, missionID: mission.id, key: keys.record, origin: keys.origin)
    issuer = keys.record.jwk.written
    pipeline = Pipeline(mission)
    past = PastStates(mission, data)
    PastState.sweep(data)
    openingNotes = [reports.recovery, recordLog.recovery].compactMap { recovery in
      recovery.cut.map {
        "\($0.file): \($0.byteCount) bytes after the last whole record were cut at byte "
          + "\($0.byteOffset); they had not been acknowledged."
      }
    }
  }

  /// How far the read models show the observation journal; nil where they are of other files or of
  /// another version of the program.
  private static func shownUntil(_ store: ReadStore, _ mission: Mission) throws -> UInt64? {
    guard try store.position("mission") == mission.fingerprint,
      try store.position("program") == Presenter.formVersion
    else { return nil }
    return try store.position("journal").flatMap { UInt64($0) }
  }

  /// Seals and publishes what was taken in, and ends the journals properly, so that the next opening
  /// need not look for a torn end.
  ///
  /// - Returns: why the log could not be brought up to date; nil where it is.
  @discardableResult
  public func close() async -> String? {
    var fault: String?
    do {
      try digestBacklog()
      try await log.publish(upTo: try seal())
    } catch { fault = "\(error)" }
    await log.close()
    await reports.close()
    recordLog.close()
    return fault
  }

  public var runCounts: RunCounts { counts }

  /// Place in the log that the next record will have.
  public var nextRecord: UInt64 { recordLog.nextIndex }

  /// Alerts and cases as they stand.
  public var cases: CaseBook { pipeline.cases }

  /// The events that stand.
  var events: [Event] { pipeline.joiner.currentEvents() }

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

  /// What moves now.
  func movement() -> Movement {
    Movement(atMs: missionNowMs, tracks: tracks(), pipeline.picture)
  }

  // MARK: Taking in

  /// Takes items of one feed. When it returns, every good row is on disk, joined and shown.
  ///
  /// - Throws: `JournalError` where the disk refuses: nothing of the batch is acknowledged.
  ///   `ReadModelError` where it is kept and cannot be shown.
  public func take(_ items: [FeedItem], feed: String, file: String) async throws {
    _ = try await reports.keep([Delivery(items: items, feed: feed, file: file)])
    try digestBacklog()
  }

  /// Joins and shows the next piece of what was kept.
  ///
  /// - Throws: as `take`; what waits is then read from the journal once it can be again.
  func showNext() throws {
    if let kept = reports.backlog.takeNext() { try digest(kept) }
  }

  private func digestBacklog() throws {
    try trouble.check()
    while let kept = reports.backlog.takeNext() { try digest(kept) }
  }

  private func digest(_ kept: KeptReports) throws {
    try trouble.check()
    counts += kept.counts
    var batch = ReadBatch()
    batch.rejects = kept.rejects
    batch.observations = kept.observations.map {
      presenter.row($0.observation, sequence: $0.sequence, doc: $0.bytes)
    }
    shownUntil = kept.nextSequence
    try digest(kept.observations.map(\.observation), into: &batch)
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
      try record(outcome, into: &alertIDs)
      outcomes.append(outcome)
    }
    try record(pipeline.advance(), into: &alertIDs)
    try recordSeals()
    try trouble.refusing { try recordLog.commit() }
    batch.superseded = versions.subtracting(keys.compactMap(pipeline.joiner.currentID)).sorted()
    try publish(outcomes.flatMap(\.events), alertIDs: alertIDs, caseIDs: [], batch: batch)
  }

  // MARK: Acting

  /// Records what a person does.
  ///
  /// - Throws: `ActError` where the state does not allow it; `JournalError` where the disk refuses.
  public func perform(_ act: Act, actor: String, atMs: Int64) throws -> CaseBook.Changed {
    try trouble.check()
    guard !actor.allSatisfy(\.isWhitespace) else {
      throw ActError(
        .invalid, "The record needs the name of the person who acts.", next: "Give a name.")
    }
    try checkRights(act, actor: actor, atMs: atMs)
    var changed = try record(act, actor: actor, atMs: atMs)
    var alertIDs = Set(changed.alertIDs)
    var events: [EventChange] = []
    if let decision = act.joinDecision {
      let outcome = pipeline.take(decision)
      events = outcome.events
      try record(outcome, into: &alertIDs)
    } else if case .register(let act) = act {
      try record(pipeline.take(act.entry), into: &alertIDs)
    } else if act.isStepOfCase {
      try record(pipeline.advance(), into: &alertIDs)
    }
    changed.alertIDs = alertIDs.sorted()
    try trouble.refusing { try recordLog.commit() }
    var batch = ReadBatch()
    if case .observationSetAside(let id, _, let reason, _) = act {
      batch.setAside.append((id, reason.rawValue))
    }
    try publish(
      events, alertIDs: Set(changed.alertIDs), caseIDs: changed.caseIDs, batch: batch)
    return changed
  }

  /// Says whether an act is possible now, for this person; nothing is recorded.
  func check(_ act: Act, actor: String, atMs: Int64) throws {
    try pipeline.cases.people.checkRights(act, by: actor)
    try pipeline.cases.check(
      Record(sequence: recordLog.nextIndex, atMs: atMs, actor: actor, act: act))
  }

  /// What somebody tried who may not stands in the log.
  private func checkRights(_ act: Act, actor: String, atMs: Int64) throws {
    let people = pipeline.cases.people
    guard actor != Record.rules else {
      throw ActError(.notAllowed, "'rules' is nobody's name.", next: "Give your own.")
    }
    do throws(ActError) { try people.checkRights(act, by: actor) } catch {
      if let account = people.account(actor) {
        _ = try record(
          .people(
            .actRefused(
              account: account.id, type: act.type,
              subject: String(act.note.prefix(200)))), actor: account.id, atMs: atMs)
        try trouble.refusing { try recordLog.commit() }
      }
      throw error
    }
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

  /// Records what the rules want recorded.
  private func record(_ outcome: BatchOutcome, into alertIDs: inout Set<String>) throws {
    for (atMs, act) in outcome.acts {
      alertIDs.formUnion(try record(act, actor: Record.rules, atMs: atMs).alertIDs)
    }
  }

  /// A beat of the log: what is due by time alone shows now. Only where reports come as they are made;
  /// over recordings the time of the last report is the mission's time.
  func pass(_ atMs: Int64) throws {
    guard !trouble.isRefused, mission.feeds.contains(where: { !$0.source.isRecorded }) else {
      return
    }
    var alertIDs: Set<String> = []
    try record(pipeline.advance(toMs: atMs), into: &alertIDs)
    guard !alertIDs.isEmpty else { return }
    try trouble.refusing { try recordLog.commit() }
    try publish([], alertIDs: alertIDs, caseIDs: [], batch: ReadBatch())
  }

  /// What stands in the registers: of the mission folder and of the records.
  var register: Register { pipeline.register }

  /// Appends a record and folds it in; the caller commits.
  private func record(_ act: Act, actor: String, atMs: Int64) throws -> CaseBook.Changed {
    try pipeline.cases.check(
      Record(sequence: recordLog.nextIndex, atMs: atMs, actor: actor, act: act))
    let record = try trouble.refusing { try recordLog.append(act, actor: actor, atMs: atMs) }
    if case .alertRaised = act { counts.alertsRaised += 1 }
    logBook.apply(record)
    let changed = try pipeline.record(record)
    if case .people = act { notePeople() }
    return changed
  }

  private func notePeople() {
    let people = pipeline.cases.people
    peopleNow.withLock { $0 = people }
  }

  // MARK: Sealing

  private func recordSeals(closing: Bool = false) throws {
    for seal in reports.sealing.takeFull(closing: closing) {
      _ = try record(.observationsSealed(seal), actor: Record.rules, atMs: missionNowMs)
    }
  }

  /// Seals what was taken in since the last seal, so that the log covers it; nothing where nothing was.
  ///
  /// - Returns: how many records are on the disk.
  func seal() throws -> UInt64 {
    try trouble.check()
    let before = logBook.size
    try recordSeals(closing: true)
    if logBook.size > before { try commitAlone() }
    return recordLog.committedCount
  }

  /// Records with what they withhold, from a place in the log on.
  func records(from index: UInt64) throws -> sending RecordReader {
    try RecordReader(reading: data, from: index)
  }

  /// The proof of a record, with its entry beside it; nil where no checkpoint has it yet.
  func proof(ofRecord index: UInt64) async throws -> LogProof? {
    try await log.proof(of: index) { entry in ProofExtra(entry: entry).bytes }
  }

  /// The proof of the seal over an observation, with the observation and its path beside it; nil where
  /// no checkpoint has it yet.
  ///
  /// - Parameter sequence: in the observation journal.
  func proof(ofObservation sequence: UInt64) async throws -> LogProof? {
    guard let (index, seal) = logBook.seal(of: sequence) else { return nil }
    var reader = try JournalReader(folder: data.observations, from: seal.first)
    var leaves = LeafHashes()
    var record: [UInt8] = []
    while reader.nextSequence <= seal.last, let entry = try reader.next() {
      leaves.append(.leaf(entry.payload))
      if entry.sequence == sequence { record = entry.payload }
    }
    let size = seal.last - seal.first + 1
    let place = sequence - seal.first
    let path = try MerkleProof.inclusionPath(index: place, size: size, hashes: leaves)
    return try await log.proof(of: index) { entry in
      ProofExtra(
        entry: entry,
        segment: .init(index: place, size: size, path: path, record: record)
      ).bytes
    }
  }

  /// Notes that the clock on the wall was set.
  func note(clockJumpMs: Int64, atMs: Int64) throws {
    try trouble.check()
    _ = try record(.clockJumped(byMs: clockJumpMs), actor: Record.rules, atMs: atMs)
    try commitAlone()
  }

  /// Commits records that change nothing that is shown.
  private func commitAlone() throws {
    try trouble.refusing { try recordLog.commit() }
    var batch = ReadBatch()
    batch.positions = positions
    guard !trouble.isShownBehind else { return }
    try store.apply(batch)
  }

  // MARK: Erasing

  /// Erases what a record withholds: first the record of it, then the bytes, then every copy in the
  /// read models. The entry, the tree and every proof stay as they are.
  public func erase(
    _ claim: String, ofRecord index: UInt64, ground: String, approvedBy: String, actor: String,
    atMs: Int64
  ) async throws {
    try Self.requireSecondPerson(approvedBy, actor)
    try trouble.check()
    let entry = try entry(index)
    let names = entry.disclosures.compactMap(\.name)
    guard names.contains(claim) else {
      throw ActError(
        .invalid, "Record \(index) does not withhold '\(claim)', or it is erased already.",
        next: names.isEmpty
          ? "There is nothing in it that could be erased."
          : "It withholds: \(names.joined(separator: ", ")).")
    }
    _ = try perform(
      .claimErased(record: index, claim: claim, ground: ground, approvedBy: approvedBy),
      actor: actor, atMs: atMs)
    _ = try trouble.refusing { try recordLog.erase(claim, ofRecord: index, in: data) }
    try await forgetErased()
  }

  private func entry(_ index: UInt64) throws -> RecordReader.Entry {
    guard let entry = try recordLog.entry(index, in: data) else {
      throw ActError(.notFound, "There is no record \(index).", next: "See 'truceline log show'.")
    }
    return entry
  }

  static func requireSecondPerson(_ approvedBy: String, _ actor: String) throws {
    let blank = CharacterSet.whitespacesAndNewlines
    guard
      approvedBy.trimmingCharacters(in: blank).lowercased()
        != actor.trimmingCharacters(in: blank).lowercased()
    else {
      throw ActError(
        .invalid, "Who erases cannot be who approved it.",
        next: "Have a second person approve it, and write his name.")
    }
  }

  /// Hands a record to somebody outside the mission: the entry with exactly the named parts of what it
  /// withholds, and its proof. That it was handed out, to whom and why, is a record of its own.
  ///
  /// - Throws: `ActError` where the record is not there or does not withhold such a part.
  public func release(
    _ claims: [String], ofRecord index: UInt64, to receiver: String, reason: String, actor: String,
    atMs: Int64
  ) async throws -> Release {
    try trouble.check()
    let entry = try entry(index)
    let chosen = entry.disclosures.filter { $0.name.map(claims.contains) ?? false }
    let names = entry.disclosures.compactMap(\.name)
    for claim in claims where !names.contains(claim) {
      throw ActError(
        .invalid, "Record \(index) does not withhold '\(claim)', or it is erased.",
        next: names.isEmpty
          ? "Everything in it is for everybody." : "It withholds: \(names.joined(separator: ", "))."
      )
    }
    _ = try perform(
      .recordReleased(record: index, claims: claims, to: receiver, reason: reason), actor: actor,
      atMs: atMs)
    try await log.publish(upTo: try seal())
    guard let proof = try await proof(ofRecord: index) else {
      throw ActError(
        .forbiddenByState, "There is no checkpoint with record \(index) yet.",
        next: "Try again in a second.")
    }
    return Release(
      presentation: SDJWT.presentation(entry.bytes, chosen), proof: proof.bytes)
  }

  /// A crash may have come between the record of an erasure and the erasure.
  func eraseAgain() async throws {
    try destroyKeys()
    var hasErased = false
    for (index, claims) in logBook.erased.sorted(by: { $0.key < $1.key }) {
      for claim in claims.sorted() {
        hasErased = try recordLog.erase(claim, ofRecord: index, in: data) || hasErased
      }
    }
    if hasErased { try await forgetErased() }
  }

  /// Makes what is in memory and in the read models anew from what is left.
  private func forgetErased() async throws {
    await past.forget()
    var records = try recordLog.reader(data)
    try pipeline.retell {
      guard let entry = try records.next() else { return nil }
      return try entry.record()
    }
    trouble.isShownBehind = true
    try rebuild()
    try store.forgetDeleted()
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
      if trouble.isShownBehind { try rebuildAgain() } else { try store.apply(batch) }
    } catch {
      trouble.isShownBehind = true
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

  /// Says that tracks have moved, at most once a second.
  private func pulse() -> [LiveChange] {
    let now = ContinuousClock.now
    guard haveTracksMoved, pulsedAt.map({ now - $0 > .seconds(1) }) ?? true else { return [] }
    pulsedAt = now
    return [.tracks(presenter.time(missionNowMs).written)]
  }

  /// Everything counted, for the page's head.
  public func totals() throws -> Totals { try Totals(store) }

  /// What anything made of both logs depends on: how much they hold.
  var marks: [String] { [String(shownUntil), String(recordLog.nextIndex)] }

  private var positions: [String: String] {
    [
      "journal": String(shownUntil), "records": String(recordLog.nextIndex),
      "mission": mission.fingerprint, "program": Presenter.formVersion,
    ]
  }
}

/// What is handed over of a record.
public struct Release: Hashable, Sendable {
  /// The entry with what is disclosed of it (SD-JWT).
  public let presentation: String
  /// The entry's `.tlog-proof`.
  public let proof: [UInt8]
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

  init(_ store: ReadStore) throws {
    let stored = try store.counts()
    (observations, rejected) = (stored.observations, stored.rejects)
    (events, cases) = (stored.events, stored.cases)
    alerts = try store.alertCounts()
  }
}

// MARK: Opening

extension Monitor {
  /// Reads what the folder holds. Up to its first suspension nobody else gets at the state.
  private func load(_ onBegun: () -> Void) async throws {
    onBegun()
    try await tell(end: reports.openedAtSequence)
    counts = RunCounts()
  }

  /// Makes the state from the logs. Acts that the journal implies and the record log lacks are recorded
  /// now (a crash fell between the two, or the agreement was changed); read models that are behind are
  /// brought up to date, or made anew.
  ///
  /// - Parameter end: of the observation journal; what comes after it is in the backlog.
  private func tell(end: UInt64) async throws {
    let lacking = try lackingRows(end)
    let told = try Retelling(
      mission, data, records: recordLog.reader(data), end: end, lacking: lacking)
    (pipeline, logBook) = (told.pipeline, told.logBook)
    notePeople()
    missionNowMs = max(missionNowMs, told.lastReceivedMs)
    (shownUntil, haveTracksMoved) = (end, true)
    reports.sealing.begin(told.openSegment)
    try recordImplied(told.outcome)
    try show(lacking, superseded: told.superseded)
    await reports.take(told.rejects, told.stored)
    try await eraseAgain()
  }

  /// Nil where the read models have to be made anew.
  private func lackingRows(_ end: UInt64) throws -> LackingRows? {
    guard !trouble.isShownBehind, let first = try Self.shownUntil(store, mission), first <= end,
      let records = try store.position("records").flatMap({ UInt64($0) }),
      records <= recordLog.nextIndex
    else {
      trouble.isShownBehind = true
      return nil
    }
    return LackingRows(first: first, presenter: presenter, store: store)
  }

  private func recordImplied(_ outcome: BatchOutcome) throws {
    let state = MissionState(
      software: Software.version, fingerprint: mission.fingerprint,
      files: mission.files.map { .init(path: $0.path, digest: $0.digest) }, issuer: issuer)
    if logBook.mission != state {
      _ = try record(.missionLoaded(state), actor: Record.rules, atMs: presentMs)
    }
    for (atMs, act) in outcome.acts { _ = try record(act, actor: Record.rules, atMs: atMs) }
    try recordSeals()
    try trouble.refusing { try recordLog.commit() }
  }

  private func show(_ lacking: LackingRows?, superseded: [String]) throws {
    let isCurrent = try positions.allSatisfy { try store.position($0.key) == $0.value }
    guard !isCurrent || trouble.isShownBehind else { return }
    do {
      guard lacking != nil else { return try rebuild() }
      var batch = ReadBatch()
      Retelling.addWhatFollows(to: &batch, presenter, pipeline, logBook)
      batch.superseded = superseded
      batch.positions = positions
      try store.apply(batch, replacing: true)
    } catch {
      throw ReadModelError(path: data.readModels, reason: "\(error)")
    }
  }

  /// Goes on where the disk had refused: opens both logs again, reads from the disk what was really
  /// kept, and brings the read models up to date. It is asked for again and again.
  ///
  /// - Returns: whether there was anything to mend.
  /// - Throws: what the disk still refuses; then nothing is taken in as before.
  func mend() async throws -> Bool {
    if !trouble.isRefused, !trouble.isShownBehind { return false }
    if trouble.isRefused {
      recordLog.abandon()
      recordLog = try RecordLog(
        data, missionID: mission.id, key: keys.record, origin: keys.origin)
      try await tell(end: try await reports.reopen())
      trouble.end()
    } else {
      do { try rebuild() } catch {
        throw ReadModelError(path: data.readModels, reason: "\(error)")
      }
    }
    changes.publish([.counts(presenter.json(try totals()).written)])
    return true
  }

  /// Makes the read models anew from journal, record log and what stands.
  private func rebuild() throws {
    trouble.isShownBehind = true
    try store.clear()
    try Retelling.write(
      to: store, presenter, mission, data, pipeline, logBook,
      journal: try KnownJournal(data, nil, sealedSequence: 0, end: shownUntil),
      positions: positions)
    trouble.isShownBehind = false
  }
}

extension Act {
  /// Whether clauses may read it: about the opening of cases, and what has to follow.
  fileprivate var isStepOfCase: Bool {
    switch self {
    case .caseOpened, .referee: true
    default: false
    }
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
