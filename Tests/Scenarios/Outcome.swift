// What comes out at the end, as text: every event that stands and every alert that was not withdrawn.
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Foundation
import Geo
import Missions
import Notation
import Observations
import Pipeline
import Tracks

/// A pipeline with its record log in memory.
struct Replay {
  private(set) var pipeline: Pipeline
  private(set) var records: [Record] = []

  init(_ mission: Mission) {
    pipeline = Pipeline(
      joiner: EventJoiner(settings: mission.joins, sensors: mission.sensors),
      picture: mission.picture(land: nil), rules: mission.rules)
  }

  mutating func take(_ observations: [Observation]) throws {
    for (atMs, act) in pipeline.take(observations).acts {
      let record = Record(
        sequence: UInt64(records.count), atMs: atMs, actor: Record.rules, act: act)
      try pipeline.record(record)
      records.append(record)
    }
  }

  /// In order of id. An alert's history tells how it came about, and that differs.
  func outcome() -> String {
    let events = pipeline.joiner.currentEvents().map(Self.json)
    let alerts = pipeline.cases.alerts.values.filter { !$0.isWithdrawn }.sorted { $0.id < $1.id }
      .map { alert in
        JSONValue.members([
          "id": .string(alert.id), "state": .string(alert.state.rawValue),
          "hit": alert.json["hit"], "event": alert.json["event"],
        ])
      }
    return JSONValue.members(["events": .array(events), "alerts": .array(alerts)]).written
  }

  private static func json(_ event: Event) -> JSONValue {
    .members([
      "id": .string(event.id), "kind": .string(event.kind.code),
      "from": .integer(event.happened.fromMs), "until": .integer(event.happened.untilMs),
      "latitude": .number(event.point.latitudeDeg),
      "longitude": .number(event.point.longitudeDeg), "sigma": .number(event.sigmaM),
      "min": .integer(Int64(event.count.min)), "max": .integer(Int64(event.count.max)),
      "grade": .string(event.grade.code), "known": .integer(event.knownAtMs),
      "complete": .integer(event.completeAtMs),
      "joins": .array(
        event.joins.map {
          .members([
            "id": .string($0.observationID), "m": .number($0.residualM), "s": .number($0.residualS),
            "why": .string($0.reason.rawValue),
          ])
        }),
    ])
  }
}

/// The example mission in the repository.
enum Example {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Missions/june-2026").path

  static let mission = MissionReader.read(folder).mission
}
