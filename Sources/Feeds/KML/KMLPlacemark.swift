// What does one Placemark say?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// When a feature was, as KML writes it: a moment, a day, a month or a year.
public struct KMLTime: Hashable, Sendable {
  /// As written, without spaces at its ends.
  public let text: String
  /// Milliseconds since 1970; nil where it has no zone or is no more than a date.
  public let atMs: Int64?
}

public enum KMLTimePrimitive: Hashable, Sendable {
  case stamp(KMLTime)
  /// Nil where that end is open.
  case span(begin: KMLTime?, end: KMLTime?)
}

/// A value of `ExtendedData`, by its name; KML writes all of them as text.
public struct KMLProperty: Hashable, Sendable {
  public let name: String
  public let text: String
}

/// A Placemark: name, time, data and shape. Styles and views are passed over.
///
/// Source: OGC 07-147r2 and 12-007r2, Placemark.
public struct KMLPlacemark: Hashable, Sendable {
  /// Number of the Placemark in the text, from 1, and the line on which it begins.
  public var number = 0
  public var line = 0
  /// The attribute `id`; nil where it has none.
  public var id: String?
  public var name = ""
  /// As written; may be HTML.
  public var description = ""
  public var time: KMLTimePrimitive?
  public var properties: [KMLProperty] = []
  /// Nil for a Placemark without a place.
  public var geometry: FeatureGeometry?
  /// The bytes as they came, UTF-8.
  var raw: [UInt8] = []
  /// For a Placemark with tracks: where in `raw` their content begins and ends, and the bytes of each
  /// position's `when` and `coord`.
  var trackContent: Range<Int>?
  var trackPieces: [(when: Range<Int>, coord: Range<Int>)] = []

  public static func == (left: KMLPlacemark, right: KMLPlacemark) -> Bool {
    left.number == right.number && left.line == right.line && left.raw == right.raw
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(raw) }
}

extension KMLPlacemark: WrittenRow {
  func write(to writer: inout FieldWriter) {
    writer.field("line", line)
    writer.field("feature", number)
    if let id { writer.field("id", id) }
    if !name.isEmpty { writer.field("name", name) }
    if !description.isEmpty { writer.field("description", description) }
    switch time {
    case nil: break
    case .stamp(let time):
      writer.field("time", time.text)
      if let atMs = time.atMs { writer.field("time_ms", atMs) }
    case .span(let begin, let end):
      if let begin {
        writer.field("from", begin.text)
        if let atMs = begin.atMs { writer.field("from_ms", atMs) }
      }
      if let end {
        writer.field("until", end.text)
        if let atMs = end.atMs { writer.field("until_ms", atMs) }
      }
    }
    if !properties.isEmpty {
      writer.beginArray("properties")
      for property in properties {
        writer.beginObject()
        writer.field("name", property.name)
        writer.field("value", property.text)
        writer.endObject()
      }
      writer.endArray()
    }
    if let geometry {
      writer.beginObject("geometry")
      geometry.write(to: &writer)
      writer.endObject()
    }
  }
}
