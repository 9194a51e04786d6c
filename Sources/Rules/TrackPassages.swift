// How long and how deep was a thing that moves where a clause holds? Stays, made from tracks.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Geo
public import Observations
public import Tracks

/// One stay of a track where a clause holds: what is sure within the error, and what is possible.
public struct Passage: Hashable, Sendable {
  public let trackID: String
  public internal(set) var kind: ObservationKind
  /// What it calls itself, or its sensor calls it.
  public internal(set) var name: String?
  let clause: Int
  public internal(set) var happened: Period
  /// The longest time inside without leaving.
  public internal(set) var sureMs: Int64 = 0
  public internal(set) var possibleMs: Int64 = 0
  /// The most that it was inside of the border, and the error there.
  public internal(set) var depthM: Double
  public internal(set) var sigmaM: Double
  public internal(set) var point: GeoPoint
  public internal(set) var heightM: Double?
  public internal(set) var isSure = false
  public internal(set) var sensors: Set<String>
  public internal(set) var reportCount = 0
  public internal(set) var knownAtMs: Int64
  var sureSinceMs: Int64?
  var possibleSinceMs: Int64
  /// The verdict that was handed out last.
  var told: Verdict?
  var isTold = false
}

/// The open stays of all tracks. Steps of tracks come in order of time; a stay is handed out when its
/// verdict changes and when it has ended, so that a long one does not make a record a second.
public struct TrackPassages: Sendable {
  private struct Key: Hashable {
    let track: String
    let clause: Int
  }

  private var open: [Key: Passage] = [:]
  private var lastSweepMs = Int64.min
  /// A track that is silent or outside for so long has left.
  static let silenceMs: Int64 = 600_000

  public init() {}

  /// Steps that are final, in order of time.
  ///
  /// - Returns: what is to be said of stays now, in order.
  public mutating func take(
    _ points: [TrackPoint], _ rules: RuleCheck, _ register: Register, _ sensors: SensorRegister
  ) -> [MatterHit] {
    var hits: [MatterHit] = []
    for point in points {
      sweep(point.state.atMs, rules, register, sensors, into: &hits)
      for clause in rules.trackClauses(of: point.kind, atMs: point.state.atMs) {
        take(point, clause, rules, register, sensors, into: &hits)
      }
    }
    return hits
  }

  private mutating func take(
    _ point: TrackPoint, _ clause: Int, _ rules: RuleCheck, _ register: Register,
    _ sensors: SensorRegister, into hits: inout [MatterHit]
  ) {
    let key = Key(track: point.track, clause: clause)
    guard let depth = rules.depth(of: point, clause: clause), depth.possible else {
      return leave(key)
    }
    var passage = open[key] ?? Passage(point, clause, depth.depthM)
    passage.add(point, depth)
    rules.tell(&passage, register, sensors, isOver: false, into: &hits)
    open[key] = passage
  }

  /// Outside: what follows inside within the silence still belongs to the stay, but its time does not
  /// run on.
  private mutating func leave(_ key: Key) {
    open[key]?.sureSinceMs = nil
    open[key]?.possibleSinceMs = .max
  }

  /// Ends what has been silent, at most once a minute of the tracks' own time.
  private mutating func sweep(
    _ atMs: Int64, _ rules: RuleCheck, _ register: Register, _ sensors: SensorRegister,
    into hits: inout [MatterHit]
  ) {
    guard atMs >= lastSweepMs &+ 60_000 || lastSweepMs == .min else { return }
    lastSweepMs = atMs
    let over = open.filter { atMs - $0.value.happened.untilMs > Self.silenceMs }
    for (key, var passage) in over.sorted(by: { $0.value.order < $1.value.order }) {
      rules.tell(&passage, register, sensors, isOver: true, into: &hits)
      open[key] = nil
    }
  }
}

extension Passage {
  fileprivate var order: (Int64, String, Int) { (happened.fromMs, trackID, clause) }

  fileprivate init(_ step: TrackPoint, _ clause: Int, _ depthM: Double) {
    let atMs = step.state.atMs
    self.init(
      trackID: step.track, kind: step.kind, name: step.name, clause: clause,
      happened: Period(fromMs: atMs, untilMs: atMs), depthM: depthM,
      sigmaM: step.state.majorSigmaM, point: step.state.point, heightM: step.state.heightM,
      sensors: [step.sensor], knownAtMs: atMs, possibleSinceMs: atMs)
  }

  fileprivate mutating func add(_ step: TrackPoint, _ depth: RuleCheck.TrackDepth) {
    let atMs = step.state.atMs
    happened = happened.joined(with: Period(fromMs: atMs, untilMs: atMs))
    sensors.insert(step.sensor)
    reportCount += 1
    name = step.name ?? name
    // Nothing is known of the way after a silence, nor of a time outside.
    if step.isAfterGap || possibleSinceMs == .max { possibleSinceMs = atMs }
    if step.isAfterGap { sureSinceMs = nil }
    possibleMs = max(possibleMs, atMs - possibleSinceMs)
    if depth.sure {
      isSure = true
      sureSinceMs = sureSinceMs ?? atMs
      sureMs = max(sureMs, atMs - (sureSinceMs ?? atMs))
    } else {
      sureSinceMs = nil
    }
    if depth.depthM > depthM {
      depthM = depth.depthM
      (sigmaM, point, heightM) = (step.state.majorSigmaM, step.state.point, step.state.heightM)
    }
  }
}
