// How is the explanation of a track said, in words and as JSON?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Notation
internal import Tracks

struct TrackWords {
  private let found: TrackExplanation
  /// The sensors' ids as the scenario has them.
  private let sensorIDs: [Int]

  init(_ found: TrackExplanation, sensorIDs: [Int]) {
    self.found = found
    self.sensorIDs = sensorIDs
  }

  static let models = ["calm", "manoeuvring", "turning left", "turning right"]

  // MARK: Words

  var lines: [String] {
    let scan = found.scan
    var lines = [
      "Track \(found.trackID) at scan \(scan.id) of sensor \(sensorIDs[scan.sensor]), "
        + "time \(Self.number(scan.timeS)) s, \(scan.plotCount) plots",
      "Predicted: \(Self.place(found.prediction))", "  motion: \(Self.shares(found.modelsBefore))",
    ]
    if let height = found.heightBefore { lines.append("  " + Self.height(height)) }
    lines += [
      "Expected to be seen: \(Self.percent(found.detectionProbability)); false plots and new things: "
        + "\(Self.number(found.otherPlotDensity)) per \(unit)",
      "Gate: likelihood of at least \(Self.number(found.gate.likelihoodMin)) per \(unit)"
        + (found.gate.sigmasMax.map { " and within \(Self.number($0)) sigma" } ?? ""),
    ]
    lines += candidateLines + choiceLines + rivalLines + readingLines + afterLines
    return lines + reportLines
  }

  private var isBearing: Bool { found.gate.sigmasMax == nil }
  private var unit: String { isBearing ? "rad" : "m²" }

  private var candidateLines: [String] {
    guard !found.candidates.isEmpty else { return ["Candidates: none"] }
    return ["Candidates:"]
      + found.candidates.map { plot in
        let place =
          plot.placeM.map { "east \(Self.metres($0.x)), north \(Self.metres($0.y))" }
          ?? "bearing \(Self.number((plot.bearingRad ?? 0) * 180 / .pi))° from east"
        let more =
          (plot.heightM.map { ", height \(Self.metres($0))" } ?? "")
          + (plot.rangeRateMPS.map { ", radial speed \(Self.speed($0))" } ?? "")
        let far = plot.sigmas.map { ", \(Self.number($0)) sigma away" } ?? ""
        return
          "  plot \(plot.plotID): \(place)\(more)\(far); likelihood \(Self.number(plot.likelihood)) "
          + "per \(unit), probability \(Self.percent(plot.probability))"
      }
  }

  private var choiceLines: [String] {
    var lines = ["  none of them: \(Self.percent(found.missProbability))"]
    if found.nothingProbability > 0 {
      lines.append(
        "  its first plot was another track's: \(Self.percent(found.nothingProbability))")
    }
    lines.append(
      found.chosenPlotID.map { "Chosen: plot \($0)" } ?? "Chosen: no plot, a miss")
    return lines
  }

  private var rivalLines: [String] {
    guard !found.rivals.isEmpty else { return ["Rivals: no other track claims these plots"] }
    return ["Rivals:"]
      + found.rivals.map {
        "  \($0.isConfirmed ? "track" : "unconfirmed track") \($0.trackID) claims plot \($0.plotID): "
          + Self.percent($0.probability)
      }
  }

  private var readingLines: [String] {
    guard found.readings.count > 1 else { return [] }
    return ["Readings of the last scans, and how probable each is now:"]
      + found.readings.map { reading in
        "  \(Self.percent(reading.probability))\(reading.isShown ? ", shown" : ""): plots "
          + reading.plotIDs.reversed().map(String.init).joined(separator: ", ")
      }
  }

  private var afterLines: [String] {
    var lines = [
      "Existence: \(Self.percent(found.existenceBefore)) before, "
        + (found.existenceAfter.map { "\(Self.percent($0)) after" } ?? "the track ended here")
    ]
    if found.wasConfirmed != found.isConfirmed {
      lines.append(found.isConfirmed ? "  shown from now on" : "  no longer shown")
    }
    if let estimate = found.estimate, let models = found.modelsAfter {
      lines.append("Afterwards: \(Self.place(estimate))")
      lines.append("  motion: \(Self.shares(models))")
      if let height = found.heightAfter { lines.append("  " + Self.height(height)) }
    }
    if let twin = found.twinID {
      lines.append(
        found.wentIntoTwin ? "Merged: into track \(twin)" : "Cannot be told from track \(twin)")
    }
    for merge in found.merges {
      lines.append("Merged: took track \(merge.trackID) in at \(Self.number(merge.timeS)) s")
    }
    return lines
  }

  private var reportLines: [String] {
    var counts: [Int: Int] = [:]
    for report in found.reports { counts[report.sensor, default: 0] += 1 }
    let sensors = counts.keys.sorted().map { "\(counts[$0] ?? 0) of sensor \(sensorIDs[$0])" }
    return ["Made of \(found.reports.count) plots: \(sensors.joined(separator: ", "))"]
      + found.reports.map {
        "  \(Self.number($0.timeS)) s: plot \($0.plotID) of scan \($0.scanID), sensor "
          + "\(sensorIDs[$0.sensor])\($0.isDecided ? "" : " (not decided yet)")"
      }
  }

  private static func place(_ plane: PlaneEstimate) -> String {
    let p = plane.positionCovarianceM2
    let v = plane.velocityCovarianceM2S2
    return "east \(metres(plane.eastM)) ± \(metres(p.x.squareRoot())), "
      + "north \(metres(plane.northM)) ± \(metres(p.z.squareRoot())), correlation "
      + "\(number(p.y / (p.x * p.z).squareRoot())); velocity east \(speed(plane.eastMPS)) ± "
      + "\(speed(v.x.squareRoot())), north \(speed(plane.northMPS)) ± \(speed(v.z.squareRoot()))"
  }

  private static func shares(_ models: SIMD4<Double>) -> String {
    self.models.enumerated().map { "\($1) \(percent(models[$0]))" }.joined(separator: ", ")
  }

  private static func height(_ height: HeightEstimate) -> String {
    "height \(metres(height.heightM)) ± \(metres(height.heightVarianceM2.squareRoot())), climb "
      + "\(speed(height.climbMPS)) ± \(speed(height.climbVarianceM2S2.squareRoot()))"
  }

  private static func metres(_ value: Double) -> String { String(format: "%.1f m", value) }
  private static func speed(_ value: Double) -> String { String(format: "%.2f m/s", value) }
  private static func number(_ value: Double) -> String { String(format: "%.4g", value) }

  private static func percent(_ share: Double) -> String {
    share > 0 && share < 0.0001 ? "under 0.01 %" : String(format: "%.2f %%", 100 * share)
  }

  // MARK: JSON

  var json: JSONValue {
    .members([
      "track_id": .integer(Int64(found.trackID)), "scan": scanJSON,
      "prediction": Self.json(found.prediction), "models_before": Self.json(found.modelsBefore),
      "detection_probability": .number(found.detectionProbability),
      "other_plot_density": .number(found.otherPlotDensity),
      "gate": .members([
        "likelihood_min": .number(found.gate.likelihoodMin),
        "sigmas_max": found.gate.sigmasMax.map { .number($0) },
      ]), "candidates": .array(found.candidates.map(Self.json)),
      "miss_probability": .number(found.missProbability),
      "nothing_probability": .number(found.nothingProbability),
      "chosen_plot": found.chosenPlotID.map { .integer(Int64($0)) } ?? .null,
      "readings": .array(found.readings.map(Self.json)),
      "rivals": .array(found.rivals.map(Self.json)),
      "existence_before": .number(found.existenceBefore),
      "existence_after": found.existenceAfter.map { .number($0) } ?? .null,
      "was_confirmed": .bool(found.wasConfirmed), "is_confirmed": .bool(found.isConfirmed),
      "height_before": found.heightBefore.map(Self.json) ?? .null,
      "height_after": found.heightAfter.map(Self.json) ?? .null,
      "estimate": found.estimate.map(Self.json) ?? .null,
      "models_after": found.modelsAfter.map(Self.json) ?? .null,
      "twin": found.twinID.map { .integer(Int64($0)) } ?? .null,
      "went_into_twin": .bool(found.wentIntoTwin),
      "merges": .array(
        found.merges.map {
          .members(["track_id": .integer(Int64($0.trackID)), "time_s": .number($0.timeS)])
        }), "reports": .array(found.reports.map(json)),
    ])
  }

  private var scanJSON: JSONValue {
    .members([
      "id": .integer(Int64(found.scan.id)),
      "sensor_id": .integer(Int64(sensorIDs[found.scan.sensor])),
      "time_s": .number(found.scan.timeS), "plots": .integer(Int64(found.scan.plotCount)),
    ])
  }

  private func json(_ report: TrackExplanation.Report) -> JSONValue {
    .members([
      "plot": .integer(Int64(report.plotID)), "scan": .integer(Int64(report.scanID)),
      "sensor_id": .integer(Int64(sensorIDs[report.sensor])), "time_s": .number(report.timeS),
      "is_decided": .bool(report.isDecided),
    ])
  }

  private static func json(_ plot: TrackExplanation.Candidate) -> JSONValue {
    .members([
      "plot": .integer(Int64(plot.plotID)), "x_m": plot.placeM.map { .number($0.x) },
      "y_m": plot.placeM.map { .number($0.y) }, "bearing_rad": plot.bearingRad.map { .number($0) },
      "height_m": plot.heightM.map { .number($0) },
      "range_rate_mps": plot.rangeRateMPS.map { .number($0) },
      "sigmas": plot.sigmas.map { .number($0) }, "likelihood": .number(plot.likelihood),
      "probability": .number(plot.probability),
    ])
  }

  private static func json(_ reading: TrackExplanation.Reading) -> JSONValue {
    .members([
      "is_shown": .bool(reading.isShown), "probability": .number(reading.probability),
      "existence": .number(reading.existence), "prediction": json(reading.prediction),
      "plots": .array(reading.plotIDs.map { .integer(Int64($0)) }),
    ])
  }

  private static func json(_ rival: TrackExplanation.Rival) -> JSONValue {
    .members([
      "track_id": .integer(Int64(rival.trackID)), "plot": .integer(Int64(rival.plotID)),
      "probability": .number(rival.probability), "is_confirmed": .bool(rival.isConfirmed),
    ])
  }

  private static func json(_ height: HeightEstimate) -> JSONValue {
    .members([
      "height_m": .number(height.heightM), "climb_mps": .number(height.climbMPS),
      "height_m2": .number(height.heightVarianceM2),
      "climb_m2ps2": .number(height.climbVarianceM2S2),
      "height_climb_m2ps": .number(height.covarianceM2S),
    ])
  }

  private static func json(_ models: SIMD4<Double>) -> JSONValue {
    .members([
      "calm": .number(models[0]), "manoeuvring": .number(models[1]),
      "turning_left": .number(models[2]), "turning_right": .number(models[3]),
    ])
  }

  private static func json(_ plane: PlaneEstimate) -> JSONValue {
    let p = plane.positionCovarianceM2
    let c = plane.crossCovarianceM2S
    let v = plane.velocityCovarianceM2S2
    return .members([
      "x_m": .number(plane.eastM), "y_m": .number(plane.northM), "vx_mps": .number(plane.eastMPS),
      "vy_mps": .number(plane.northMPS), "x_x_m2": .number(p.x), "x_y_m2": .number(p.y),
      "y_y_m2": .number(p.z), "x_vx_m2ps": .number(c.x), "x_vy_m2ps": .number(c.y),
      "y_vx_m2ps": .number(c.z), "y_vy_m2ps": .number(c.w), "vx_vx_m2ps2": .number(v.x),
      "vx_vy_m2ps2": .number(v.y), "vy_vy_m2ps2": .number(v.z),
    ])
  }
}
