// Joining against a slow reference, for every family, order of arrival and decision.
//
// SPDX-License-Identifier: Apache-2.0

import Making
import Observations
import Testing

@testable import Tracks

struct EventJoinerTests {
  @Test(arguments: 0..<60)
  func `events are a function of reports and decisions, not of the order of arrival`(
    seed: UInt64
  ) throws {
    var random = Seeded(seed)
    var settings = JoinSettings()
    settings.latenessLimitMs = 3_600_000
    let reports = RandomWorld.reports(count: 120, &random)
    let words = RandomWorld.decisions(on: reports, count: Int(seed % 4) * 6, &random)
    let expected = JoiningReference(settings, reports, words).events()
    var first: [Event]?
    for _ in 0..<4 {
      let joined = Self.join(reports.shuffled(using: &random), words, settings, &random)
      #expect(Self.shape(joined.standing) == expected)
      #expect(joined.told == joined.standing, "what was told differs from what stands")
      let known = first ?? joined.standing
      first = known
      #expect(joined.standing == known)
    }
  }

  /// Gives reports and decisions in pieces; what was told, and what stands at the end.
  private static func join(
    _ reports: [Observation], _ words: [JoinDecision], _ settings: JoinSettings,
    _ random: inout Seeded
  ) -> (told: [Event], standing: [Event]) {
    var joiner = EventJoiner(settings: settings, sensors: register)
    var told: [String: Event] = [:]
    var waiting = words[...]
    for report in reports {
      _ = joiner.add(report)
      while let word = waiting.first, Int.random(in: 0..<8, using: &random) == 0 {
        joiner.apply(word)
        waiting = waiting.dropFirst()
      }
      if Int.random(in: 0..<5, using: &random) == 0 { Self.note(joiner.settle(), &told) }
    }
    for word in waiting { joiner.apply(word) }
    Self.note(joiner.settle(), &told)
    let standing = joiner.currentEvents()
    let inOrder = Dictionary(uniqueKeysWithValues: standing.enumerated().map { ($1.id, $0) })
    return (
      told.values.sorted { inOrder[$0.id] ?? -1 < inOrder[$1.id] ?? -1 }, standing
    )
  }

  private static func note(_ changes: [EventChange], _ told: inout [String: Event]) {
    for change in changes {
      switch change {
      case .current(let event): told[event.id] = event
      case .withdrawn(let id, _): told[id] = nil
      }
    }
  }

  private static func shape(_ events: [Event]) -> [ContentID: Expected] {
    events.reduce(into: [:]) { shape, event in
      shape[event.observations[0].key] = Expected(
        members: Set(event.observationIDs),
        decided: Set(event.joins.filter { $0.reason == .decided }.map(\.observationID)))
    }
  }

  @Test func `a version of a row that was replaced changes nothing when it comes again`() {
    var joiner = EventJoiner(settings: JoinSettings(), sensors: register)
    let old = report("row", .explosion, version: 1)
    let new = report("row", .explosion, receivedMs: noonMs + 120_000, version: 2)
    #expect(joiner.add(old) == .new)
    #expect(joiner.add(new) == .superseding)
    var again = old
    again.receivedAtMs = noonMs + 240_000
    #expect(joiner.add(again) == .duplicate)
    _ = joiner.settle()
    #expect(joiner.currentEvents().map(\.observationIDs) == [[new.id]])
  }

  @Test func `a new version of the first report keeps its event`() {
    var joiner = EventJoiner(settings: JoinSettings(), sensors: register)
    _ = joiner.add(report("row", .explosion))
    let before = joiner.settle()
    let new = report("row", .explosion, receivedMs: noonMs + 120_000, version: 2)
    _ = joiner.add(new)
    let after = joiner.settle()
    guard case .current(let first)? = before.first, case .current(let second)? = after.first else {
      Issue.record("no event")
      return
    }
    #expect(after.count == 1)
    #expect(first.id == second.id)
    #expect(second.observationIDs == [new.id])
  }

  @Test func `a split of the first report leaves the others together`() {
    var joiner = EventJoiner(settings: JoinSettings(), sensors: register)
    let reports = (0..<3).map { report("r\($0)", .explosion, atMs: noonMs + Int64($0)) }
    for report in reports { _ = joiner.add(report) }
    _ = joiner.settle()
    joiner.apply(.apart(key: reports[0].key))
    _ = joiner.settle()
    #expect(
      joiner.currentEvents().map(\.observationIDs)
        == [[reports[0].id], [reports[1].id, reports[2].id]])
  }

  @Test func `a report as vague as a continent and one that lasted a year stop nothing`() {
    var joiner = EventJoiner(settings: JoinSettings(), sensors: register)
    _ = joiner.add(report("vague", .explosion, sigmaM: 5e6))
    _ = joiner.add(report("absurd", .explosion, sigmaM: 1e300))
    _ = joiner.add(report("long", .explosion, atMs: noonMs - 86_400_000, lastedMs: 31_536_000_000))
    for index in 0..<2_000 {
      _ = joiner.add(
        report("r\(index)", .explosion, at: place(Double(index) * 900, 0), atMs: noonMs))
    }
    _ = joiner.settle()
    #expect(joiner.currentEvents().flatMap(\.observationIDs).count == 2_003)
  }
}

/// Reports of all families in a few square kilometres and two hours, some late, some in versions.
enum RandomWorld {
  static func reports(count: Int, _ random: inout Seeded) -> [Observation] {
    (0..<count).map { index in
      // One in ten is another version of a report before it.
      let name = index > 10 && index % 10 == 0 ? index - 7 : index
      let kind = ObservationKind.allCases.randomElement(using: &random) ?? .shot
      let means = Means.allCases.randomElement(using: &random) ?? .saw
      let atMs = noonMs + Int64.random(in: 0..<7_200, using: &random) * 1_000
      let isLate = Int.random(in: 0..<12, using: &random) == 0
      return report(
        "r\(name)", kind,
        at: place(
          Double.random(in: -3_000...3_000, using: &random),
          Double.random(in: -3_000...3_000, using: &random)),
        sigmaM: pow10(Double.random(in: 1.3...3.3, using: &random)),
        bearingDeg: Bool.random(using: &random) ? Double.random(in: 0..<360, using: &random) : nil,
        distanceM: Bool.random(using: &random) ? 500...2_000 : nil,
        sensor: register.sensors.randomElement(using: &random)?.id ?? "P1", means: means,
        confidence: Confidence.allCases.randomElement(using: &random) ?? .high, atMs: atMs,
        lastedMs: Int64.random(in: 0..<60, using: &random) * 1_000,
        receivedMs: atMs + (isLate ? 7_200_000 : 600_000), version: index)
    }
  }

  private static func pow10(_ exponent: Double) -> Double {
    (0..<Int(exponent * 20)).reduce(1) { value, _ in value * 1.122018 }
  }

  static func decisions(
    on reports: [Observation], count: Int, _ random: inout Seeded
  ) -> [JoinDecision] {
    (0..<count).map { _ in
      let key = reports.randomElement(using: &random)?.key ?? reports[0].key
      let other = reports.randomElement(using: &random)?.key ?? reports[0].key
      return switch Int.random(in: 0..<6, using: &random) {
      case 0: .apart(key: key)
      case 1: .setAside(key: key)
      case 2: .asRules(key: key)
      default: .together(key: key, with: other)
      }
    }
  }
}
