// What does one feature of a GeoJSON text say?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
public import Notation

/// One feature: its shape, and its properties as they are written.
///
/// Source: RFC 7946, sections 3.1 and 3.2.
public struct GeoJSONFeature: Hashable, Sendable {
  /// Number of the feature in the text, from 1.
  public let number: Int
  /// A text or a number; nil where it has none or a null.
  public let id: JSONValue?
  /// Nil for a feature without a place.
  public let geometry: FeatureGeometry?
  /// An object, or null.
  public let properties: JSONValue
  /// The bytes as they came.
  let raw: [UInt8]

  init(_ value: JSONValue, number: Int, raw: [UInt8]) throws(FieldFault) {
    guard value["type"]?.text == "Feature" else {
      throw FieldFault(
        column: "type", reason: "not a feature", detail: "\"type\": \"Feature\" was expected")
    }
    self.number = number
    self.raw = raw
    id = value["id"] == .null ? nil : value["id"]
    properties = value["properties"] ?? .null
    switch properties {
    case .object, .null: break
    default:
      throw FieldFault(
        column: "properties", reason: "not an object", detail: "an object or null was expected")
    }
    let geometry = value["geometry"] ?? .null
    self.geometry = geometry == .null ? nil : try Self.geometry(geometry)
  }
}

// MARK: Geometry

extension GeoJSONFeature {
  private static func geometry(_ value: JSONValue) throws(FieldFault) -> FeatureGeometry {
    guard let type = value["type"]?.text else {
      throw fault("not a geometry", "a geometry has a \"type\"")
    }
    let coordinates = value["coordinates"] ?? .null
    let shape: FeatureGeometry.Shape
    switch type {
    case "Point": shape = .point(try position(coordinates, type))
    case "LineString", "MultiPoint": shape = .positions(try positions(coordinates, type))
    case "Polygon", "MultiLineString": shape = .rings(try rings(coordinates, type))
    case "MultiPolygon":
      var members: [FeatureGeometry] = []
      for element in try elements(coordinates, type) {
        let shape = FeatureGeometry.Shape.rings(try rings(element, type))
        members.append(
          FeatureGeometry(type: "Polygon", shape: shape, heightReference: .ellipsoid))
      }
      shape = .members(members)
    case "GeometryCollection":
      var members: [FeatureGeometry] = []
      for element in try elements(value["geometries"] ?? .null, type) {
        members.append(try geometry(element))
      }
      shape = .members(members)
    default: throw fault("not a geometry", "'\(type)' is none of the seven types")
    }
    return FeatureGeometry(type: type, shape: shape, heightReference: .ellipsoid)
  }

  private static func elements(
    _ value: JSONValue, _ type: String
  ) throws(FieldFault) -> [JSONValue] {
    guard let elements = value.elements else {
      throw fault("not a place", "\(type): a list was expected")
    }
    return elements
  }

  private static func rings(
    _ value: JSONValue, _ type: String
  ) throws(FieldFault) -> [[FeaturePosition]] {
    var rings: [[FeaturePosition]] = []
    for element in try elements(value, type) { rings.append(try positions(element, type)) }
    return rings
  }

  private static func positions(
    _ value: JSONValue, _ type: String
  ) throws(FieldFault) -> [FeaturePosition] {
    var positions: [FeaturePosition] = []
    for element in try elements(value, type) { positions.append(try position(element, type)) }
    return positions
  }

  private static func position(
    _ value: JSONValue, _ type: String
  ) throws(FieldFault) -> FeaturePosition {
    guard let coordinates = value.elements, coordinates.count >= 2,
      let longitudeDeg = coordinates[0].double, let latitudeDeg = coordinates[1].double
    else { throw fault("not a place", "\(type): [longitude, latitude] was expected") }
    guard (-180...180).contains(longitudeDeg), (-90...90).contains(latitudeDeg) else {
      throw fault(
        "out of range",
        "[\(longitudeDeg), \(latitudeDeg)] is not [longitude, latitude] on Earth")
    }
    let heightM = coordinates.count > 2 ? coordinates[2].double : nil
    return FeaturePosition(
      longitudeDeg: longitudeDeg, latitudeDeg: latitudeDeg, heightM: heightM)
  }

  private static func fault(_ reason: String, _ detail: String) -> FieldFault {
    FieldFault(column: "geometry", reason: reason, detail: detail)
  }
}

// MARK: JSON

extension GeoJSONFeature: WrittenRow {
  func write(to writer: inout FieldWriter) {
    writer.field("feature", number)
    if let id { Self.append("id", id, to: &writer) }
    if let geometry {
      writer.beginObject("geometry")
      geometry.write(to: &writer)
      writer.endObject()
    }
    Self.append("properties", properties, to: &writer)
  }

  private static func append(
    _ name: StaticString, _ value: JSONValue, to writer: inout FieldWriter
  ) {
    writer.name(name)
    value.bytes.withUnsafeBytes { writer.append(prepared: $0) }
  }
}
