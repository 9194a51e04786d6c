// Do the commands of `plan` answer what a planner asks first?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite struct PlanCommandTests {
  private static let mission = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Missions/guarantee-plan").standardizedFileURL.path

  private func run(_ arguments: String...) throws -> Run {
    try Run(arguments: ["plan"] + arguments)
  }

  private func json(_ arguments: String...) throws -> [JSONValue] {
    let run = try Run(arguments: ["plan"] + arguments + ["--json"])
    #expect(run.code == 0 || arguments.contains("straits"), "\(run.words)")
    return try run.output.split(separator: "\n").map { try JSONValue(reading: $0.utf8) }
  }

  private func value(_ found: JSONValue?, _ key: String) -> JSONValue? {
    found?["figures"]?.elements?.first { $0["key"]?.text == key }?["value"]
  }

  @Test func `the summary is printed without a name of its own, with notice, gaps and circles`()
    throws
  {
    let words = try run(Self.mission)
    #expect(words.code == 0, "\(words.words)")
    for part in [
      "Illustrative.", "requirements:", "patrols lack", "us-backing or european-force",
      "bundestag (parliament): not yet; next: Majority vote, Bundestag [S1-10]",
    ] { #expect(words.output.contains(part), "\(part)") }
    let found = try json(Self.mission).first
    #expect(found?["infeasible"]?.flag == true && found?["scenario"]?.text == "as-stated")
    #expect(found?["circles"]?["circles"]?.elements?.count == 4)
    // The same again is the same bytes.
    let (one, other) = (try run(Self.mission, "--json"), try run(Self.mission, "--json"))
    #expect(one.output == other.output)
  }

  @Test func `options and scenarios say the same`() throws {
    let option = try json(Self.mission, "--only-confirmed").first
    let scenario = try json(Self.mission, "--scenario", "confirmed").first
    #expect(option?["figures"] == scenario?["figures"])
    let all = try json(Self.mission).first
    let known = try json(Self.mission, "--known-on", "2025-08-27").first
    #expect(value(all, "claims.counted")?["low"]?.int == 161)
    #expect(value(known, "claims.counted")?["low"]?.int ?? 161 < 140)
    let granted = try json(Self.mission, "--given", "us-backing").first
    #expect(granted?["figures"] != all?["figures"])
    let without = try json(Self.mission, "--without", "US", "--without", "us-backing").first
    #expect(value(without, "served.line-orbits.start")?["high"]?.int == 0)
  }

  @Test func `two scenarios are compared figure by figure`() throws {
    let found = try json(Self.mission, "--scenario", "as-stated", "--compare", "us-ends").first
    let deltas = found?["deltas"]?.elements ?? []
    #expect(deltas.contains { $0["key"]?.text == "gap.line-orbits.start" })
    #expect(deltas.allSatisfy { $0["before"] != $0["after"] })
  }

  @Test func `claims are searched by any name and written again`() throws {
    let found = try json("claims", Self.mission, "--search", "reassurance force")
    let ids = Set(found.compactMap { $0["id"]?.text })
    #expect(ids.isSuperset(of: ["S3-06", "S1-05", "S0-07", "S2-23"]))
    let sheet = try run("claims", Self.mission, "--format", "csv", "--scenario", "all")
    #expect(sheet.output.split(separator: "\n").count == 162)
    let official = try json("claims", Self.mission, "--official", "--country", "US")
    #expect(
      !official.isEmpty
        && official.allSatisfy {
          ["on_record", "official_statement"].contains($0["basis"]?.text ?? "")
        })
  }

  @Test func `a file of claims is made into the other form and back without a change`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("claims-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ text: String) throws -> String {
      let url = folder.appendingPathComponent(name)
      try text.write(to: url, atomically: true, encoding: .utf8)
      return url.path
    }
    let all = ["claims", Self.mission, "--scenario", "all", "--format"]
    let sheet = try Run(arguments: ["plan"] + all + ["csv"]).output
    let from = ["--from", try write("a.csv", sheet)]
    let json = try Run(arguments: ["plan"] + all + ["json"] + from).output
    let back = ["--from", try write("a.json", json)]
    let again = try Run(arguments: ["plan"] + all + ["csv"] + back).output
    #expect(again == sheet && sheet.contains("S4-27"))
    let broken = try write("b.csv", sheet.replacing(",10000,99999,", with: ",99999,10000,"))
    let run = try Run(arguments: ["plan"] + all + ["csv", "--from", broken])
    #expect(run.code == 65 && run.output.isEmpty)
    #expect(run.words.contains("b.csv:5: error: claim S0-04 has a range upside down"))
  }

  @Test func `contradictions, offers, supply and organisation are printed`() throws {
    let topics = try json("contradictions", Self.mission, "--scenario", "all")
    #expect(topics.count == 14)
    let offers = try json("offers", Self.mission)
    #expect(offers.contains { $0["offer"]?.text == "de-first" && $0["counted"]?.flag == false })
    let words = try run("offers", Self.mission, "--state", "DE").output
    #expect(words.contains("does not go to the layer second [S1-09]"))
    #expect(try json("cycles", Self.mission).first?["statement_breaks"]?.written == "[[\"S0-04\"]]")
    let supply = try json("sustain", Self.mission).first
    #expect(supply?["rotations"]?.elements?.count == 4)
    let posts = try run("organisation", Self.mission).output
    #expect(posts.contains("sources disagree") && posts.contains("FR and GB [D-04]"))
    let way = try run("organisation", Self.mission, "--release", "reconnaissance:US:UA").output
    #expect(way.contains("US -> FR -> UA [S0-02, S3-01, S4-11]"))
  }

  @Test func `the frigate that stays 23 days is found, and the exit code says so`() throws {
    let words = try run("straits", Self.mission)
    #expect(words.code == 1)
    #expect(words.output.contains("breach  article 18 (2)  2030-03-13  Frigate B"))
    #expect(try run("straits", Self.mission, "--actual").code == 0)
  }

  @Test func `what is not known is refused with what is`() throws {
    for arguments in [
      ["--scenario", "x"], ["--without", "x"], ["--given", "x"], ["--known-on", "yesterday"],
    ] {
      let run = try Run(arguments: ["plan", Self.mission] + arguments)
      #expect(run.code == 64 && run.words.contains(arguments[1]), "\(arguments): \(run.words)")
    }
    let other = URL(fileURLWithPath: Self.mission).deletingLastPathComponent()
      .appendingPathComponent("june-2026").path
    let none = try run(other)
    #expect(none.code == 66 && none.words.contains("has no plan"))
  }
}
