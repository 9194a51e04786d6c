// Who watched which place, from when to when, and when could they not? As the registers say it.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Coverage
internal import Geo
public import Observations
public import Rules

/// Time in which somebody watched, whether or not anything happened.
public struct RecordedWatch: Hashable, Sendable {
  public struct Interruption: Hashable, Sendable {
    public let fromMs: Int64
    /// Nil where it lasts.
    public let untilMs: Int64?
    /// The entry that says so.
    public let entryID: String
    /// `outage`, or the kind of impediment, with what is known of it.
    public let reason: String
  }

  /// The entry; of a sensor that watches all the time, the sensor.
  public let id: String
  /// Whose hours these are: they count once, however many entries tell of them.
  public let watcher: String
  public let kind: WatchKind
  public let place: RegisterPlace
  public let fromMs: Int64
  /// Nil where it still goes on.
  public let untilMs: Int64?
  /// Planned watches do not count; they say what was to be watched.
  public let isPlanned: Bool
  /// Time of it, not known when, in which nothing could be seen.
  public let blindMs: Int64
  /// When the Mission first knew of it.
  public let knownAtMs: Int64
  public let interruptions: [Interruption]

  /// The time in effect until a moment: without interruptions, blind time not yet taken off.
  public func watched(untilMs limitMs: Int64) -> Spans {
    Self.spans(fromMs, untilMs, limitMs).subtracting(interrupted(untilMs: limitMs))
  }

  private func interrupted(untilMs limitMs: Int64) -> Spans {
    // Only those that fall into the watch: a sensor has many in a year.
    let endMs = min(untilMs ?? limitMs, limitMs)
    return Spans(
      interruptions.compactMap { stop in
        let stopMs = min(stop.untilMs ?? endMs, endMs)
        return stop.fromMs < stopMs && stopMs > fromMs ? stop.fromMs..<stopMs : nil
      })
  }

  private static func spans(_ fromMs: Int64, _ untilMs: Int64?, _ limitMs: Int64) -> Spans {
    let endMs = min(untilMs ?? limitMs, limitMs)
    return fromMs < endMs ? Spans(fromMs..<endMs) : Spans()
  }

  /// Which share of the time in effect was blind, 0 to 1: it is spread evenly, because nobody knows when.
  public var blindShare: Double {
    guard blindMs > 0, let untilMs else { return 0 }
    let lengthMs = watched(untilMs: untilMs).lengthMs
    return lengthMs > 0 ? min(1, Double(blindMs) / Double(lengthMs)) : 0
  }
}

/// All watches as known at a time.
public struct WatchList: Sendable {
  /// In order of time, then of id; sensors that watch all the time after the entries.
  public let watches: [RecordedWatch]
  /// Kinds of which a missing watch means that nobody watched.
  public let recordedKinds: Set<WatchKind>

  /// What it is made of: entries of other kinds need not be handed in.
  public static let kinds: Set<RegisterKind> = [.exposure, .sensorOutage, .impediment]

  /// - Parameter knownAtMs: later entries are left out.
  public init(_ register: Register, _ sensors: SensorRegister, knownAtMs: Int64 = .max) {
    let stops = Self.interruptions(register, knownAtMs)
    watches =
      register.entries(.exposure, knownAtMs: knownAtMs).compactMap {
        Self.watch($0, register, stops)
      } + sensors.sensors.compactMap { Self.watch($0, stops) }
    // Whether a sensor worked is known where its outages are kept.
    let standing = Set(
      sensors.sensors.compactMap { $0.watch == nil ? nil : $0.means.watchKind })
    let isKept = register.isKept(.exposure)
    let hasOutages = register.isKept(.sensorOutage)
    recordedKinds = Set(
      WatchKind.allCases.filter { standing.contains($0) ? hasOutages : isKept })
  }

  private static func watch(
    _ entry: RegisterEntry, _ register: Register, _ stops: [String: [RecordedWatch.Interruption]]
  ) -> RecordedWatch? {
    guard let watcher = entry.word("watcher"), let place = entry.place,
      let kind = entry.word("means").flatMap({ WatchKind(rawValue: $0) }),
      entry.word("state") != "cancelled"
    else { return nil }
    return RecordedWatch(
      id: entry.id, watcher: watcher, kind: kind, place: place, fromMs: entry.fromMs,
      untilMs: entry.untilMs, isPlanned: entry.word("state") == "planned",
      blindMs: Int64(((entry.number("blind_min") ?? 0) * 60_000).rounded()),
      knownAtMs: register.root(of: entry).receivedAtMs, interruptions: stops[watcher] ?? [])
  }

  private static func watch(
    _ sensor: Sensor, _ stops: [String: [RecordedWatch.Interruption]]
  ) -> RecordedWatch? {
    guard let watch = sensor.watch, let point = sensor.place, let kind = sensor.means.watchKind
    else { return nil }
    return RecordedWatch(
      id: sensor.id, watcher: sensor.id, kind: kind, place: .circle(point, radiusM: watch.reachM),
      fromMs: watch.fromMs, untilMs: watch.untilMs, isPlanned: false, blindMs: 0,
      knownAtMs: watch.fromMs, interruptions: stops[sensor.id] ?? [])
  }

  /// Outages by sensor, and impediments that say whose watch they stopped.
  private static func interruptions(
    _ register: Register, _ knownAtMs: Int64
  ) -> [String: [RecordedWatch.Interruption]] {
    var found: [String: [RecordedWatch.Interruption]] = [:]
    func add(_ entry: RegisterEntry, _ watcher: String?, _ words: [String?]) {
      guard let watcher else { return }
      let reason = words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
      found[watcher, default: []].append(
        .init(fromMs: entry.fromMs, untilMs: entry.untilMs, entryID: entry.id, reason: reason))
    }
    for entry in register.entries(.sensorOutage, knownAtMs: knownAtMs) {
      let sign = entry.word("sign").flatMap { $0 == "none" ? nil : $0 }
      let kind = entry.flag("by_mission") == true ? "maintenance" : "outage"
      add(entry, entry.word("sensor"), [kind, sign, entry.note])
    }
    for entry in register.entries(.impediment, knownAtMs: knownAtMs)
    where entry.flag("stops_watch") == true {
      add(entry, entry.word("watcher"), [entry.word("type"), entry.word("reason")])
    }
    return found
  }
}
