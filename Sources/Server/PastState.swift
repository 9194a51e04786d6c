// What did lists and pages show at an earlier time? Read models of their own, made from the logs.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Ledger
public import Missions
internal import Pipeline
public import Store
internal import Tracks

/// What moves at a time, and what was found of those who see it.
struct Movement: Sendable {
  let atMs: Int64
  let tracks: [TrackView]
  let sensorErrors: [SensorErrors]
  let unreliableAreas: [UnreliableArea]
  let unfollowed: PictureCounts

  init(atMs: Int64, tracks: [TrackView], _ picture: TrackPicture) {
    (self.atMs, self.tracks) = (atMs, tracks)
    (sensorErrors, unreliableAreas) = (picture.sensorErrors, picture.unreliableAreas)
    unfollowed = picture.counts
  }
}

/// The state as it was known once, with read models that go away with it.
public final class PastState: Sendable {
  public let store: ReadStore
  let totals: Totals
  let nowMs: Int64
  let movement: Movement
  let cases: CaseBook

  /// Tells the state from the logs of a data folder; another program may be writing there.
  ///
  /// - Throws: what the journals throw, or the read models' file.
  public init(_ mission: Mission, _ data: DataFolder, known: KnownAt) throws {
    let retelling = try Retelling(
      mission, data, records: try RecordReader(reading: data), until: known)
    let folder = data.path + "/known-at"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    store = try ReadStore(path: "\(folder)/\(UUID().uuidString).sqlite", isTemporary: true)
    try retelling.write(to: store, Presenter(mission))
    totals = try Totals(store)
    nowMs = retelling.lastReceivedMs
    cases = retelling.pipeline.cases
    let picture = retelling.pipeline.picture
    movement = Movement(atMs: nowMs, tracks: picture.tracks(atMs: nowMs), picture)
  }

  /// Removes what a program that was killed left behind.
  static func sweep(_ data: DataFolder) {
    try? FileManager.default.removeItem(atPath: data.path + "/known-at")
  }
}

/// The last few states that were asked for.
actor PastStates {
  private static let countMax = 3
  private let mission: Mission
  private let data: DataFolder
  private var states: [(known: KnownAt, state: PastState)] = []

  init(_ mission: Mission, _ data: DataFolder) { (self.mission, self.data) = (mission, data) }

  func state(_ known: KnownAt) throws -> PastState {
    if let at = states.firstIndex(where: { $0.known == known }) {
      let found = states.remove(at: at)
      states.append(found)
      return found.state
    }
    let state = try PastState(mission, data, known: known)
    if states.count == Self.countMax { states.removeFirst() }
    states.append((known, state))
    return state
  }

  /// What was erased must not be shown from here.
  func forget() { states.removeAll() }
}

extension Monitor {
  /// The state as it was known; nil where `known` is nil.
  nonisolated func past(_ known: KnownAt?) async throws -> PastState? {
    guard let known else { return nil }
    return try await past.state(known)
  }

  /// What moves now, or moved as it was known.
  nonisolated func movement(_ known: KnownAt?) async throws -> Movement {
    if let past = try await past(known) { return past.movement }
    return await movement()
  }

  /// Alerts, cases and findings of now, or as they were known.
  nonisolated func cases(_ known: KnownAt?) async throws -> CaseBook {
    if let past = try await past(known) { return past.cases }
    return await cases
  }

  /// The read models of now, or of what was known.
  nonisolated func store(_ known: KnownAt?) async throws -> ReadStore {
    try await past(known)?.store ?? store
  }
}
