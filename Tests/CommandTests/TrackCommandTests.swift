// Does `track` write what it says, and does `track explain` agree with it?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite struct TrackCommandTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("truceline-track-\(UUID().uuidString)").path

  /// One thing that goes east at 30 m/s, seen without false plots every second.
  private func makeScenario() throws {
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    let json = """
      {"name": "made-up", "seed": 7, "duration_s": 30, "area_m": [-5000, -5000, 5000, 5000],
       "eval_dt_s": 1, "max_speed_mps": 50, "sensors": [
        {"sensor_id": 4, "sensor_type": "drone", "kind": "xy", "x_m": 0, "y_m": 0,
         "range_max_m": null, "revisit_s": 1, "pd": 0.9, "sigma1": 10, "sigma2": 10,
         "clutter_per_scan": 0, "clutter_density": 0, "latency_s": [0, 0]}]}
      """
    var scans = "scan_id,sensor_id,time_s,arrival_s,n_detections\n"
    var plots =
      "det_id,scan_id,time_s,arrival_s,sensor_id,sensor_type,kind,x_m,y_m,range_m,bearing_rad,"
      + "sigma1,sigma2,ident\n"
    for step in 0...30 {
      scans += "\(step),4,\(step),\(step),1\n"
      plots += "\(100 + step),\(step),\(step),\(step),4,drone,xy,\(30 * step),200,,,10,10,\n"
    }
    for (name, text) in [
      ("scenario.json", json), ("scans.csv.gz", scans), ("detections.csv.gz", plots),
    ] { try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + name)) }
  }

  @Test func `tracks, covariances and figures are written, packed or not`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try makeScenario()
    let plain = folder + "/a.csv"
    let packed = folder + "/b.csv.gz"
    let covariances = folder + "/c.csv"
    let run = try Run("track", folder, "--out", plain, "--covariances", covariances)
    #expect(run.code == 0 && run.words.contains("31 scans, 31 plots"))
    #expect(try Run("track", folder, "--out", packed).code == 0)
    let rows = String(decoding: try Data(contentsOf: URL(fileURLWithPath: plain)), as: UTF8.self)
      .split(separator: "\n")
    #expect(rows.first == "time_s,track_id,x_m,y_m,vx_mps,vy_mps")
    let last = try #require(rows.last).split(separator: ",").compactMap { Double($0) }
    #expect(last[0] == 30 && last[1] == 100 && abs(last[2] - 900) < 5 && abs(last[4] - 30) < 1)
    let sureRows = try String(contentsOfFile: covariances, encoding: .utf8).split(separator: "\n")
    #expect(sureRows.count == rows.count)
    #expect(try Data(contentsOf: URL(fileURLWithPath: packed)).prefix(2) == Data([0x1F, 0x8B]))
    for name in ["a", "b"] {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).run.json"))
      let figures = try JSONValue(reading: [UInt8](bytes))
      #expect(figures["n_scans"]?.int == 31)
      #expect((figures["innovations"]?["place"]?["count"]?.int ?? 0) > 20)
    }
  }

  @Test func `an explanation tells the row of the tracks' file, and who is not there`() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try makeScenario()
    let words = try Run("track", "explain", folder, "--track", "100", "--at", "20")
    #expect(words.code == 0)
    for part in [
      "Track 100 at scan 20 of sensor 4, time 20 s, 1 plots", "Chosen: plot 120",
      "Rivals: no other track", "Made of 21 plots: 21 of sensor 4",
      "20 s: plot 120 of scan 20, sensor 4 (not decided yet)",
    ] { #expect(words.output.contains(part), "\(part)") }
    let json = try Run("track", "explain", folder, "--track", "100", "--at", "20.9", "--json")
    let found = try JSONValue(reading: Array(json.output.utf8))
    #expect(found["chosen_plot"]?.int == 120 && found["reports"]?.elements?.count == 21)
    let none = try Run("track", "explain", folder, "--track", "7", "--at", "20")
    #expect(none.code == 1 && none.output.isEmpty && none.words.contains("no scan up to 20.0 s"))
    #expect(try Run("track", "explain", folder, "--track", "7", "--at", "-1").code == 64)
    #expect(try Run("track", folder + "/none", "--out", "x.csv").code == 66)
  }
}
