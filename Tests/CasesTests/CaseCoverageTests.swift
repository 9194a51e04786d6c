// Does a case name each time in which a sensor that could have seen it did not look, with the reason?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Observations
import Rules
import Testing

@Suite struct CaseCoverageTests {
  private let minuteMs: Int64 = 60_000

  private func camera(_ id: String, reachM: Double, eastM: Double = 0) -> Sensor {
    var sensor = Sensor(
      id: id, name: id, means: .camera, owner: "Mission", place: place(eastM, 0))
    sensor.watch = SensorWatch(fromMs: noonMs - 1_000 * minuteMs, reachM: reachM)
    return sensor
  }

  private func entry(
    _ id: String, _ kind: RegisterKind, from: Int64, until: Int64?, at place: RegisterPlace? = nil,
    _ attributes: [String: RegisterValue]
  ) -> RegisterEntry {
    RegisterEntry(
      id: id, kind: kind, place: place, fromMs: noonMs + from * minuteMs,
      untilMs: until.map { noonMs + $0 * minuteMs }, receivedAtMs: noonMs,
      attributes: attributes.sorted { $0.key < $1.key }.map { RegisterAttribute($0.key, $0.value) })
  }

  /// What a case about an explosion at noon lacks, as `sensor from-until reason` in minutes after noon.
  private func gaps(_ entries: [RegisterEntry], _ sensors: [Sensor]) throws -> [String] {
    var log = Log()
    let alert = try log.raise("bang")
    try log.take(.caseOpened(id: "CS-0001", title: "Bang", alertIDs: [alert], note: ""))
    let list = WatchList(Register(entries), SensorRegister(sensors))
    return log.book.coverageGaps(
      ofCase: "CS-0001", list, SensorRegister(sensors), Territory(lines: [])
    ).map { gap in
      let (from, until) = (gap.period.fromMs - noonMs, gap.period.untilMs - noonMs)
      return "\(gap.sensor) \(from / minuteMs)...\(until / minuteMs) \(gap.reason)"
    }
  }

  @Test func `an outage of a camera that reaches the place is a gap, one of another is none`()
    throws
  {
    let found = try gaps(
      [
        entry(
          "O-1", .sensorOutage, from: -20, until: 70,
          ["sensor": .word("C-07"), "sign": .word("interference")]),
        entry(
          "O-2", .sensorOutage, from: -20, until: 70,
          ["sensor": .word("C-99"), "sign": .word("damage")]),
      ], [camera("C-07", reachM: 5_000), camera("C-99", reachM: 5_000, eastM: 90_000)])
    #expect(found == ["C-07 -20...60 outage: interference (O-1)"])
  }

  @Test func `an outage that still lasts, and the time before a camera was there, are gaps`() throws
  {
    var late = camera("C-07", reachM: 5_000)
    late.watch?.fromMs = noonMs - 30 * minuteMs
    let found = try gaps(
      [
        entry(
          "O-1", .sensorOutage, from: 10, until: nil,
          ["sensor": .word("C-07"), "sign": .word("none"), "by_mission": .flag(true)])
      ], [late])
    #expect(found == ["C-07 -60...-30 no coverage planned", "C-07 10...60 maintenance (O-1)"])
  }

  @Test func `what was planned and not done, and what an impediment stopped, are gaps`() throws {
    let here = RegisterPlace.circle(place(0, 0), radiusM: 4_000)
    let planned = entry(
      "X-1", .exposure, from: -30, until: 30, at: here,
      ["watcher": .word("Patrol 22"), "means": .word("patrol"), "state": .word("planned")])
    #expect(
      try gaps([planned], []) == ["Patrol 22 -30...30 planned, not recorded as done"])
    let done = entry(
      "X-2", .exposure, from: -30, until: 30, at: here,
      ["watcher": .word("Patrol 22"), "means": .word("patrol")])
    #expect(try gaps([planned, done], []).isEmpty)
    let stop = entry(
      "IM-1", .impediment, from: -5, until: 15,
      [
        "type": .word("denial"), "watcher": .word("Patrol 22"), "stops_watch": .flag(true),
        "reason": .word("closed road"),
      ])
    #expect(
      try gaps([planned, done, stop], []) == ["Patrol 22 -5...15 denial: closed road (IM-1)"])
  }
}
