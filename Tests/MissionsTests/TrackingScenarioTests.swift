// Folders of the tracking benchmark: good ones, and ones with something wrong.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Missions
import Testing
import Tracks

struct TrackingScenarioTests {
  static let json = """
    {"name": "made-up", "seed": 7, "duration_s": 4.0, "area_m": [-1000, -1000, 1000, 1000],
     "eval_dt_s": 2.0, "max_speed_mps": 50, "sensors": [
      {"sensor_id": 4, "sensor_type": "radar", "kind": "rb", "x_m": 0, "y_m": 0,
       "range_max_m": 900.0, "revisit_s": 2.0, "pd": 0.9, "sigma1": 20.0, "sigma2": 0.002,
       "clutter_per_scan": 3.0, "clutter_density": 1e-6, "latency_s": [0.5, 1.5]},
      {"sensor_id": 9, "sensor_type": "adsb_ais", "kind": "xy", "x_m": 0, "y_m": 0,
       "range_max_m": null, "revisit_s": 1.0, "pd": 0.9, "sigma1": 10.0, "sigma2": 10.0,
       "clutter_per_scan": 0.0, "clutter_density": 0.0, "latency_s": [0, 0],
       "cooperative": true}]}
    """
  static let scans = """
    scan_id,sensor_id,time_s,arrival_s,n_detections
    0,4,0.000,0.700,2
    1,9,1.000,1.000,1
    """
  static let detections = """
    det_id,scan_id,time_s,arrival_s,sensor_id,sensor_type,kind,x_m,y_m,range_m,bearing_rad,sigma1,sigma2,ident
    0,0,0.000,0.700,4,radar,rb,,,500.5,1.25,20,0.002,
    1,0,0.000,0.700,4,radar,rb,,,600,-1,20,0.002,
    2,1,1.000,1.000,9,adsb_ais,xy,12.5,-30,,,10,10,ADSB0001
    """

  /// A scenario, its scans and the rows that were passed over.
  private struct Reading {
    let scenario: TrackingScenario
    var scans: [Scan] = []
    var rejects: [String] = []
    var plotCount = 0
  }

  /// Files come in pieces of so many bytes.
  private func read(
    json: String = Self.json, scans: String = Self.scans, detections: String = Self.detections,
    pieceByteCount: Int = 1_000
  ) throws -> Reading {
    var reading = Reading(scenario: try TrackingScenario(reading: Array(json.utf8)))
    var reader = try ScenarioScans(reading.scenario) { name in
      var bytes = Array((name == ScenarioScans.scansFile ? scans : detections).utf8)[...]
      return {
        defer { bytes = bytes.dropFirst(pieceByteCount) }
        return bytes.isEmpty ? nil : Array(bytes.prefix(pieceByteCount))
      }
    }
    while let scan = try reader.next() { reading.scans.append(scan) }
    reading.rejects = reader.rejects
    reading.plotCount = reader.plotCount
    return reading
  }

  private func fault(
    json: String = Self.json, scans: String = Self.scans, detections: String = Self.detections
  ) -> String {
    do {
      _ = try read(json: json, scans: scans, detections: detections)
      return ""
    } catch { return "\(error)" }
  }

  @Test(arguments: [1, 7, 1_000])
  func `sensors, scans and plots are read, however the files come in pieces`(size: Int) throws {
    let reading = try read(pieceByteCount: size)
    let sensors = reading.scenario.sensors
    #expect(sensors.map(\.measures) == [.rangeAndBearing, .position])
    #expect(sensors[0].rangeMaxM == 900 && sensors[1].rangeMaxM == .infinity)
    #expect(sensors[0].hasBias && !sensors[1].hasBias)
    #expect(sensors[1].isCooperative && sensors[0].latencyMaxS == 1.5)
    #expect(reading.scenario.sensorIDs == [4, 9])
    #expect(reading.scans.map(\.sensor) == [0, 1] && reading.scans[0].arrivalS == 0.7)
    #expect(reading.scans[0].plots.map(\.first) == [500.5, 600])
    #expect(reading.scans[1].plots[0].identity == 0 && reading.scans[0].plots[0].identity == -1)
    #expect(reading.plotCount == 3 && reading.rejects.isEmpty)
  }

  @Test func `rows that cannot be used are rejected with their place, and the rest is read`() throws
  {
    let reading = try read(
      scans: Self.scans + "\n1,9,2,2,0\n5,77,2,2,0\n6,4,zwei,2,0\n",
      detections: Self.detections + "\n3,99,1,1,9,adsb_ais,xy,1,1,,,10,10,\n"
        + "4,1,0,0,9,adsb_ais,xy,,1,,,20,20,\n5,0,0,0,4,radar,rb,,,1,1,20,0.002,\n")
    #expect(
      reading.rejects == [
        "scans.csv.gz:4: scan 1 is there twice",
        "scans.csv.gz:5: sensor 77 is not in scenario.json",
        "scans.csv.gz:6: a number is missing",
        "detections.csv.gz:5: no such scan, or it was over before",
        "detections.csv.gz:6: a number is missing",
        "detections.csv.gz:7: no such scan, or it was over before",
      ])
    #expect(reading.scans.count == 2 && reading.plotCount == 3)
  }

  @Test
  func `scans without plots stand between those with plots, over many more than are read ahead`()
    throws
  {
    var scans = "scan_id,sensor_id,time_s,arrival_s,n_detections\n"
    var detections = String(Self.detections.prefix { $0 != "\n" }) + "\n"
    for index in 0..<2_000 {
      scans += "\(index),9,\(index),\(index),0\n"
      for plot in 0..<(index % 3 == 0 ? 2 : 0) {
        detections += "\(2 * index + plot),\(index),0,0,9,x,xy,\(index),\(plot),,,10,10,\n"
      }
    }
    let reading = try read(scans: scans, detections: detections, pieceByteCount: 300)
    #expect(reading.scans.map(\.id) == Array(0..<2_000) && reading.rejects.isEmpty)
    for scan in reading.scans {
      #expect(
        scan.plots.map(\.first) == (scan.id % 3 == 0 ? [Double(scan.id), Double(scan.id)] : []))
    }
  }

  @Test func `slant ranges, radial speeds, heights and elevations are read where they are`() throws
  {
    let json = Self.json.replacingOccurrences(of: "\"kind\": \"rb\"", with: "\"kind\": \"srb\"")
      .replacingOccurrences(
        of: "\"pd\": 0.9, \"sigma1\": 20.0",
        with: "\"z_m\": 150, \"sigma_range_rate_mps\": 0.5, \"sigma_height_m\": 60, "
          + "\"sigma_elevation_rad\": 0.01, \"pd\": 0.9, \"sigma1\": 20.0")
    let detections = """
      det_id,scan_id,x_m,y_m,range_m,bearing_rad,ident,height_m,range_rate_mps,elevation_rad
      0,0,,,500.5,1.25,,1200,-12.5,
      1,0,,,600,-1,,,,0.2
      2,1,12.5,-30,,,ADSB0001,,,
      """
    let reading = try read(json: json, detections: detections)
    let sensor = reading.scenario.sensors[0]
    #expect(sensor.measures == .slantRangeAndBearing && sensor.heightM == 150)
    #expect(sensor.sigmaRangeRateMPS == 0.5 && sensor.sigmaHeightM == 60)
    #expect(sensor.sigmaElevationRad == 0.01 && reading.scenario.sensors[1].sigmaHeightM == 0)
    let plots = reading.scans[0].plots
    #expect(plots[0].heightM == 1_200 && plots[0].rangeRateMPS == -12.5)
    #expect(plots[0].elevationRad.isNaN && plots[1].elevationRad == 0.2 && plots[1].heightM.isNaN)
    #expect(reading.scans[1].plots[0].rangeRateMPS.isNaN && reading.rejects.isEmpty)
  }

  @Test func `a folder that is no scenario is refused with what is wrong`() {
    #expect(fault(json: "{").hasPrefix("scenario.json: byte 1"))
    #expect(
      fault(json: Self.json.replacingOccurrences(of: "\"rb\"", with: "\"rq\""))
        == "scenario.json: a sensor's kind is 'rq', not xy, rb, srb or b")
    #expect(
      fault(json: Self.json.replacingOccurrences(of: "\"pd\": 0.9", with: "\"pd\": null"))
        == "scenario.json: 'sensors[0].pd' is not a number")
    #expect(
      fault(json: Self.json.replacingOccurrences(of: "[-1000, -1000", with: "[2000, -1000"))
        == "scenario.json: 'area_m' must be [west, south, east, north] in metres")
    #expect(
      fault(json: Self.json.replacingOccurrences(of: "\"sensor_id\": 9", with: "\"sensor_id\": 4"))
        == "scenario.json: sensor 4 is there twice")
    #expect(
      fault(
        json: Self.json.replacingOccurrences(of: "\"sensor_id\": 9", with: "\"sensor_id\": 1e300"))
        == "scenario.json: 'sensors[1].sensor_id' is not a whole number")
    #expect(fault(scans: "") == "scans.csv.gz:1: there is no header")
    #expect(fault(scans: "scan_id,time_s\n") == "scans.csv.gz:1: no column 'sensor_id'")
    #expect(
      fault(detections: Self.detections + "\n9,0\n") == "detections.csv.gz:5: the row is too short")
  }
}
