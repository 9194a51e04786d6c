// What do other systems report as GeoJSON? Features as messages and as observations.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Reads a GeoJSON text feature by feature, however it is cut into reads.
public struct GeoJSONDecoder: TextDecoder {
  /// A feature longer than this is refused.
  public static let featureByteCountMax = GeoJSONCutter.featureByteCountMax

  private var cutter = GeoJSONCutter()

  public init() {}

  public mutating func push(_ bytes: [UInt8]) { cutter.push(bytes) }
  public mutating func finish() { cutter.finish() }

  /// The next feature or fault, whose line is the feature's number; nil until more bytes are pushed.
  public mutating func next() -> WireItem<GeoJSONFeature>? {
    guard let cut = cutter.next() else { return nil }
    let number = cutter.featureCount
    do throws(FieldFault) {
      if let reason = cut.reason { throw FieldFault(column: "", reason: reason) }
      let value: JSONValue
      do throws(JSONError) { value = try JSONValue(reading: cut.bytes) } catch {
        throw FieldFault(column: "", reason: "not JSON", detail: "at \(error)")
      }
      return .message(try GeoJSONFeature(value, number: number, raw: cut.bytes))
    } catch {
      return .fault(WireFault(error, line: number, raw: cut.bytes))
    }
  }
}

/// GeoJSON features as observations: `docs/reference/feeds.md` lists their properties.
struct GeoJSONReader: FormatReader {
  private var decoder = GeoJSONDecoder()
  private(set) var messageCount = 0

  mutating func push(_ bytes: [UInt8]) { decoder.push(bytes) }
  mutating func finish() { decoder.finish() }

  mutating func next(_ settings: FeedSettings) -> FeedItem? {
    guard let item = decoder.next() else { return nil }
    messageCount += 1
    switch item {
    case .fault(let fault): return .reject(Reject(fault))
    case .message(let feature):
      do throws(FieldFault) {
        return try Self.report(feature).observation(settings)
      } catch {
        return .reject(Reject(WireFault(error, line: feature.number, raw: feature.raw)))
      }
    }
  }

  private static func report(_ feature: GeoJSONFeature) throws(FieldFault) -> ReportProperties {
    guard case .point(let position) = feature.geometry?.shape else {
      throw FieldFault(
        column: "geometry", reason: "not a point",
        detail: "a Point with [longitude, latitude] was expected")
    }
    return ReportProperties(
      format: "geojson", properties: feature.properties, id: feature.id, position: position,
      raw: feature.raw)
  }
}
