// Making and reading SAPIENT messages in tests.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Feeds

enum SAPIENTHelp {
  static let node = "a8654cdf-4328-47de-81fa-c495589e30c9"
  static let fusion = "5913c0f4-9f89-4c01-ab90-939099797c4f"
  static let ulid = "01H4R63D7NVN8444Z5M77WEBY7"
  static let atMs: Int64 = 1_782_259_200_000

  static var time: SAPIENTTime {
    get throws { try #require(SAPIENTTime(atMs: atMs)) }
  }

  static func fixture(_ name: String) throws -> [UInt8] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Fixtures/sapient/\(name)")
    return [UInt8](try Data(contentsOf: file))
  }

  static func read(
    _ bytes: [UInt8], readSize: Int = .max
  ) -> (messages: [SAPIENTMessage], faults: [WireFault]) {
    FeedsTests.read(SAPIENTDecoder(), bytes, readSize: readSize)
  }

  /// A frame of a message's bytes, whatever they are.
  static func framed(_ message: [UInt8]) -> [UInt8] {
    let count = UInt32(message.count)
    return (0..<4).map { UInt8(truncatingIfNeeded: count >> (8 * UInt32($0))) } + message
  }

  static func draft(_ body: (inout SAPIENTDraft) -> Void) throws -> [UInt8] {
    try SAPIENTDraft.frame(from: node, to: fusion, at: time, body)
  }

  /// A message whose content is written by hand, with time and node before it.
  static func raw(_ body: (inout ProtobufWriter) -> Void) -> [UInt8] {
    var writer = ProtobufWriter()
    writer.message(1) { $0.field(1, UInt64(atMs / 1_000)) }
    writer.field(2, node)
    body(&writer)
    return framed(writer.bytes)
  }

  static func detection(
    class type: String? = "Human", subclass: String? = nil,
    _ body: (inout SAPIENTDraft) -> Void
  ) throws -> [UInt8] {
    try draft {
      $0.message("detection_report") {
        $0.set("report_id", ulid)
        $0.set("object_id", ulid)
        if let type {
          $0.message("classification") {
            $0.set("type", type)
            if let subclass {
              $0.message("sub_class") {
                $0.set("type", subclass)
                $0.set("level", integer: 1)
              }
            }
          }
        }
        body(&$0)
      }
    }
  }

  static func location(
    _ draft: inout SAPIENTDraft, _ name: String = "location", x: Double, y: Double,
    z: Double? = nil, error: Double? = nil, system: String = "LAT_LNG_DEG_M",
    datum: String = "WGS84_E", zone: String? = nil
  ) {
    draft.message(name) {
      $0.set("x", x)
      $0.set("y", y)
      if let z { $0.set("z", z) }
      if let error {
        $0.set("x_error", error)
        $0.set("y_error", error)
      }
      $0.set("coordinate_system", value: "LOCATION_COORDINATE_SYSTEM_\(system)")
      $0.set("datum", value: "LOCATION_DATUM_\(datum)")
      if let zone { $0.set("utm_zone", zone) }
    }
  }

  static func status(x: Double, y: Double, z: Double = 100) throws -> [UInt8] {
    try draft {
      $0.message("status_report") {
        $0.set("report_id", ulid)
        $0.set("system", value: "SYSTEM_OK")
        $0.set("info", value: "INFO_NEW")
        $0.set("mode", "Default")
        location(&$0, "node_location", x: x, y: y, z: z, error: 3, system: "LAT_LNG_DEG_M")
      }
    }
  }

  /// The least that a registration must have.
  static func registration(
    type: String, geometricError: (type: String, units: String)? = nil, zone: String? = nil,
    speed: String? = nil
  ) throws -> [UInt8] {
    func zoned(_ draft: inout SAPIENTDraft) {
      draft.set("location_units", value: "LOCATION_COORDINATE_SYSTEM_UTM_M")
      draft.set("location_datum", value: "LOCATION_DATUM_WGS84_E")
      if let zone { draft.set("zone", zone) }
    }
    func seconds(_ draft: inout SAPIENTDraft) {
      draft.set("units", value: "TIME_UNITS_SECONDS")
      draft.set("value", 5.0)
    }
    return try draft {
      $0.message("registration") {
        $0.message("node_definition") { $0.set("node_type", value: "NODE_TYPE_\(type)") }
        $0.set("icd_version", "BSI Flex 335 v2.0")
        $0.message("capabilities") {
          $0.set("category", "Sensor")
          $0.set("type", "Range")
        }
        $0.message("status_definition") { $0.message("status_interval", seconds) }
        $0.message("mode_definition") {
          $0.set("mode_name", "Default")
          $0.set("mode_type", value: "MODE_TYPE_DEFAULT")
          $0.message("settle_time", seconds)
          $0.message("detection_definition") {
            $0.message("location_type", zoned)
            if let speed {
              $0.message("velocity_type") {
                $0.message("enu_velocity_units") {
                  $0.set("east_north_rate_units", value: "SPEED_UNITS_\(speed)")
                }
                $0.set("location_datum", value: "LOCATION_DATUM_WGS84_E")
              }
            }
            if let geometricError {
              $0.message("geometric_error") {
                $0.set("type", geometricError.type)
                $0.set("units", geometricError.units)
                $0.set("variation_type", "None")
              }
            }
          }
          $0.message("task") {
            $0.set("concurrent_tasks", integer: 1)
            $0.message("region_definition") {
              $0.set("region_type", value: "REGION_TYPE_AREA_OF_INTEREST")
              $0.message("region_area", zoned)
            }
          }
        }
        $0.message("config_data") {
          $0.set("manufacturer", "ACME")
          $0.set("model", "M1")
        }
      }
    }
  }
}
