// `truceline track`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Intake
internal import Missions
internal import Notation
internal import Tracks

struct Track: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a mission followed; and the tracker alone, over scenarios of its benchmark.",
    subcommands: [
      Run.self, TrackExplain.self, TrackList.self, TrackShow.self, TrackFlags.self,
    ], defaultSubcommand: Run.self)

  struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Run the tracker over a scenario (this is what 'truceline track DIR' does).",
      discussion: """
        SCENARIO is a folder with scenario.json, scans.csv.gz and detections.csv.gz. The tracks go \
        to the file of --out as time_s,track_id,x_m,y_m,vx_mps,vy_mps; the figures of the run (time, \
        rate, memory, sensor biases found, innovations) beside it in a file that ends in .run.json. \
        Tracks of a time know only of scans that had arrived by then.
        """)

    /// Some 5 MB.
    private static let waitingMax = 20_000

    @Argument(help: "The folder.") var scenario: String
    @Option(help: "File of the tracks, .csv or .csv.gz.") var out: String
    @Option(help: "File of the tracks' covariances, .csv or .csv.gz.") var covariances: String?
    @Option(help: "Threads that share the work of a large scan.") var threads = 1

    func run() throws {
      do {
        let folder = try ScenarioFolder(scenario)
        let rows = try FileSink(path: out)
        try rows.write(TrackRows.header)
        let errors = try covariances.map { try FileSink(path: $0) }
        try errors?.write(TrackRows.covarianceHeader)
        var run = try ScenarioRun(folder, threads: threads)
        // Written many at a time: between two scans, writing would drive the tracks out of the
        // processor's caches.
        var waiting: [TrackEstimate] = []
        func write() throws {
          for track in waiting {
            try rows.write(TrackRows.row(track))
            try errors?.write(TrackRows.covarianceRow(track))
          }
          waiting.removeAll(keepingCapacity: true)
        }
        try run.run { tracks in
          waiting += tracks
          if waiting.count > Self.waitingMax { try write() }
        }
        try write()
        try rows.finish()
        try errors?.finish()
        for reject in run.rejects { Console.say("truceline: \(reject)") }
        let figures = out.replacing(#/\.csv(\.gz)?$/#, with: "") + ".run.json"
        try Data(run.figures.bytes + [UInt8(ascii: "\n")]).write(
          to: URL(fileURLWithPath: figures))
        Console.say(run.words)
      } catch { throw Console.fail(error) }
    }
  }
}

/// The tracks' rows as text: centimetres, millimetres a second.
private enum TrackRows {
  static let header = Array("time_s,track_id,x_m,y_m,vx_mps,vy_mps\n".utf8)
  static let covarianceHeader = Array(
    ("time_s,track_id,x_x_m2,x_y_m2,y_y_m2,x_vx_m2ps,x_vy_m2ps,y_vx_m2ps,y_vy_m2ps,"
      + "vx_vx_m2ps2,vx_vy_m2ps2,vy_vy_m2ps2\n").utf8)

  static func row(_ track: TrackEstimate) -> [UInt8] {
    Array(
      String(
        format: "%g,%d,%.2f,%.2f,%.3f,%.3f\n", track.timeS, track.id, track.eastM, track.northM,
        track.eastMPS, track.northMPS
      ).utf8)
  }

  /// Nine digits each: the matrix must stay one that can be inverted.
  static func covarianceRow(_ track: TrackEstimate) -> [UInt8] {
    let p = track.positionCovarianceM2
    let c = track.crossCovarianceM2S
    let v = track.velocityCovarianceM2S2
    return Array(
      String(
        format: "%g,%d,%.9g,%.9g,%.9g,%.9g,%.9g,%.9g,%.9g,%.9g,%.9g,%.9g\n", track.timeS, track.id,
        p.x, p.y, p.z, c.x, c.y, c.z, c.w, v.x, v.y, v.z
      ).utf8)
  }
}
