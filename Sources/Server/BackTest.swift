// What would the rules have said? Clauses over history, with nothing written to disk.
//
// SPDX-License-Identifier: Apache-2.0

public import Cases
internal import Feeds
internal import Foundation
internal import Ledger
public import Missions
internal import Observations
internal import Pipeline
public import Rules
internal import Tracks

/// What clauses find in a mission's history.
public struct BackTest: Sendable {
  /// Where the history comes from.
  public enum History: Sendable {
    /// The mission's recorded feeds.
    case feeds
    /// What was taken in and decided.
    case data(DataFolder)
  }

  /// An alert that would stand at the end.
  public struct Found: Sendable {
    public let id: String
    public let hit: Hit
    public let cited: Cited
  }

  /// In order of time, then of id.
  public let found: [Found]
  public let reportCount: Int

  /// - Parameters:
  ///   - mission: with the clauses that are asked for.
  ///   - only: ids of observations to which the run is restricted; nil for all.
  /// - Throws: what files or journals throw.
  public init(_ mission: Mission, over history: History, only: Set<String>? = nil) throws {
    var run = Run(mission, only)
    switch history {
    case .feeds: try run.readFeeds(mission)
    case .data(let data): try run.readData(data)
    }
    found = run.found
    reportCount = run.reportCount
  }
}

/// A pipeline whose records stay in memory.
private struct Run {
  private var pipeline: Pipeline
  private let only: Set<String>?
  private var sequence: UInt64 = 0
  private(set) var reportCount = 0

  init(_ mission: Mission, _ only: Set<String>?) {
    self.only = only
    pipeline = Pipeline(
      joiner: EventJoiner(settings: mission.joins, sensors: mission.sensors),
      picture: mission.picture(land: nil), rules: mission.rules, sensors: mission.sensors)
  }

  var found: [BackTest.Found] {
    pipeline.cases.alerts.values.filter { !$0.isWithdrawn }.map {
      BackTest.Found(id: $0.id, hit: $0.hit, cited: $0.cited)
    }.sorted { ($0.cited.happened.fromMs, $0.id) < ($1.cited.happened.fromMs, $1.id) }
  }

  mutating func readFeeds(_ mission: Mission) throws {
    var feeds = try FeedRun(mission, receivedAtMs: Int64(Date().timeIntervalSince1970 * 1_000))
    while let batch = try feeds.next(itemCountMax: 1_000) {
      try take(
        batch.items.compactMap { item in
          if case .observation(let observation, _) = item { observation } else { nil }
        })
    }
  }

  /// Decisions on joining and entries of registers first, as at an opening; what people did about
  /// alerts says nothing about the rules.
  mutating func readData(_ data: DataFolder) throws {
    var records = try RecordReader(reading: data)
    while let entry = try records.next() {
      let record = try entry.record()
      if let decision = record.act.joinDecision { _ = pipeline.take(decision) }
      if case .register = record.act { try write(record.act, record.actor, record.atMs) }
    }
    var journal = try KnownJournal(data, nil, sealedSequence: 0)
    var batch: [Observation] = []
    while let entry = try journal.next() {
      guard case .observation(let observation) = entry.content else { continue }
      if let last = batch.last, last.receivedAtMs != observation.receivedAtMs {
        try take(batch)
        batch = []
      }
      batch.append(observation)
    }
    try take(batch)
  }

  private mutating func take(_ reports: [Observation]) throws {
    let meant = only.map { ids in reports.filter { ids.contains($0.id) } } ?? reports
    guard !meant.isEmpty else { return }
    reportCount += meant.count
    let moving = meant.filter(\.isTrackReport)
    if !moving.isEmpty { _ = pipeline.follow(moving) }
    try write(pipeline.take(meant.filter { !$0.isTrackReport }))
    try write(pipeline.advance())
  }

  private mutating func write(_ outcome: BatchOutcome) throws {
    for (atMs, act) in outcome.acts { try write(act, Record.rules, atMs) }
  }

  private mutating func write(_ act: Act, _ actor: String, _ atMs: Int64) throws {
    try pipeline.record(Record(sequence: sequence, atMs: atMs, actor: actor, act: act))
    sequence += 1
  }
}

/// What people decided about the alerts of clauses, for the rate of false ones.
public struct AlertDecisions: Hashable, Sendable {
  public private(set) var decidedCount = 0
  public private(set) var falseCount = 0

  /// Share of false ones among those that were decided; nil before the first.
  public var falseRate: Double? {
    decidedCount == 0 ? nil : Double(falseCount) / Double(decidedCount)
  }

  /// - Parameter clauses: numbers; empty for all.
  /// - Throws: what the journal throws.
  public init(_ data: DataFolder, clauses: Set<String>) throws {
    var records = try RecordReader(reading: data)
    var clauseByAlert: [String: String] = [:]
    var verdicts: [String: Bool] = [:]
    while let entry = try records.next() {
      switch try entry.record().act {
      case .alertRaised(let id, let hit, _): clauseByAlert[id] = hit.clauseID
      case .alertActioned(let id, _): verdicts[id] = false
      case .caseOpened(_, _, let alertIDs, _): for id in alertIDs { verdicts[id] = false }
      // A duplicate is as right as what it repeats.
      case .alertDismissed(let id, let dismissal, _, _): verdicts[id] = dismissal == .falseAlarm
      default: break
      }
    }
    for (id, isFalse) in verdicts {
      guard let clause = clauseByAlert[id], clauses.isEmpty || clauses.contains(clause) else {
        continue
      }
      decidedCount += 1
      if isFalse { falseCount += 1 }
    }
  }
}

extension RegisterBook {
  /// The entries that people made, from the records of a data folder.
  ///
  /// - Throws: what the journal throws.
  public init(_ data: DataFolder) throws {
    self.init()
    var records = try RecordReader(reading: data)
    while let entry = try records.next() { apply(try entry.record()) }
  }
}
