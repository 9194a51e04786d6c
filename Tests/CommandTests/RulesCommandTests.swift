// Do `check --clauses` and `rules replay` say what the agreement and the history say?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite struct RulesCommandTests {
  private static let mission = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Missions/june-2026").standardizedFileURL.path

  private func json(_ arguments: String...) throws -> JSONValue {
    let run = try Run(arguments: arguments + ["--json"])
    #expect(run.code == 0, "\(run.words)")
    return try JSONValue(reading: run.output.utf8)
  }

  @Test func `every clause is printed in both languages with its own numbers`() throws {
    let page = try json("check", Self.mission, "--clauses")
    #expect(page["governing"]?.text == "en")
    let clauses = page["clauses"]?.elements ?? []
    #expect(clauses.count == 26)
    // Numbers of the written text, found again in what the machine understands.
    let numbers = [
      "3": ["50 m", "500 m"], "4": ["30 min", "24 h", "10"], "6": ["100", "150", "48 h", "24 h"],
      "7": ["120"], "8": ["72 h"], "10": ["60 s", "1 km", "25 km", "15 km"],
      "11": ["21", "45000"], "12": ["15 km", "72 h", "12 h", "30 min"], "14": ["5 min", "10 min"],
      "15": ["500 m"], "16": ["8 h", "2 km"], "17": ["5 km", "24 h"], "18": ["15", "200"],
      "21": ["5 %", "50", "72 h"], "22": ["5 min", "12 h", "7 days"],
      "23": ["2 h", "24 h", "72 h", "48 h"], "24": ["7 days", "24 h"], "25": ["48 h"],
      "26": ["30 min"],
    ]
    for clause in clauses {
      let id = clause["id"]?.text ?? ""
      for language in ["en", "de"] {
        let sentences = clause["sentences"]?[language]?.elements?.compactMap(\.text) ?? []
        #expect(sentences.count >= 3, "clause \(id)")
        let text = sentences.joined(separator: " ")
        for number in numbers[id] ?? [] where language == "en" {
          #expect(text.contains(number), "clause \(id) has no \(number): \(text)")
        }
      }
    }
    // The example has satellites alone: they cannot see a drone.
    let drones = clauses.first { $0["id"]?.text == "9" }
    let gaps = drones?["gaps"]?.elements?.compactMap { $0["en"]?.text } ?? []
    #expect(gaps.contains { $0.contains("unmanned aircraft") })
  }

  @Test func `a threshold that is tried shows what would come and go`() throws {
    let written = try json("rules", "replay", Self.mission, "--clause", "1")
    let count = try #require(written["hits"]?.int)
    #expect(count > 100)
    #expect(written["alerts"]?.elements?.count == Int(count))
    let narrower = try json(
      "rules", "replay", Self.mission, "--clause", "1", "--set", "within_km_of_line=3")
    let tried = try #require(narrower["tried"])
    let gone = try #require(tried["gone"]?.elements?.count)
    #expect(gone > 0)
    #expect(tried["hits"]?.int == count - Int64(gone) + Int64(tried["come"]?.elements?.count ?? 0))
    #expect(tried["come"]?.elements?.isEmpty == true)
    let wider = try json(
      "rules", "replay", Self.mission, "--clause", "1", "--set", "within_km_of_line=8")
    #expect(wider["tried"]?["gone"]?.elements?.isEmpty == true)
    #expect((wider["tried"]?["come"]?.elements?.count ?? 0) > 0)
  }

  @Test func `only what happened in the window is counted`() throws {
    let whole = try json("rules", "replay", Self.mission, "--clause", "1")["hits"]?.int ?? 0
    let noon = "2026-06-25T00:00+03:00"
    let before =
      try json(
        "rules", "replay", Self.mission, "--clause", "1", "--until", noon)["hits"]?.int ?? 0
    let after =
      try json(
        "rules", "replay", Self.mission, "--clause", "1", "--since", noon)["hits"]?.int ?? 0
    #expect(before > 0 && after > 0 && before + after == whole)
  }

  @Test func `one alert alone is the same alert`() throws {
    let all = try json("rules", "replay", Self.mission, "--clause", "1")
    let id = try #require(all["alerts"]?.elements?[3]["alert"]?.text)
    let alone = try json("rules", "replay", Self.mission, "--clause", "1", "--alert", id)
    #expect(alone["same"]?.flag == true)
    #expect((alone["steps"]?.elements?.count ?? 0) > 3)
    #expect(try Run("rules", "replay", Self.mission, "--alert", "AL-0").code == 66)
  }

  @Test(arguments: ["dwell=3", "within_km_of_line", "count=2", "99:count=3"])
  func `a change that means nothing is refused`(change: String) throws {
    let run = try Run("rules", "replay", Self.mission, "--clause", "1", "--set", change)
    #expect(run.code == 64)
    #expect(!run.words.isEmpty)
  }

  @Test func `the rate of false alarms comes from what people decided`() throws {
    let data = FileManager.default.temporaryDirectory
      .appendingPathComponent("truceline-rules-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: data) }
    #expect(try Run("replay", Self.mission, "--data", data).code == 0)
    let over = { try json("rules", "replay", Self.mission, "--clause", "1", "--data", data) }
    #expect(try over()["decided"]?.int == 0)
    #expect(try over()["falseRate"] == .null)
    let alerts = try over()["alerts"]?.elements?.compactMap { $0["alert"]?.text } ?? []
    for (index, id) in alerts.prefix(4).enumerated() {
      let verb = index == 0 ? ["dismiss", id, "--reason", "a farm"] : ["action", id]
      let run = try Run(arguments: ["alert"] + verb + ["--as", "Officer 1", "--data", data])
      #expect(run.code == 0, "\(run.words)")
    }
    let after = try over()
    #expect(after["decided"]?.int == 4)
    #expect(after["false"]?.int == 1)
    #expect(after["falseRate"]?.double == 0.25)
    #expect(after["hits"]?.int == Int64(alerts.count))
  }
}
