// Which fields can the rows of patrol sheets and the features of GeoJSON have?
//
// SPDX-License-Identifier: Apache-2.0

enum TextPages {
  static let sheet = FormatPage(
    title: "sheet: patrol sheet CSV",
    text: """
      The daily report's table of violations with date and place beside it, as CSV (RFC 4180; comma, semicolon or tab; UTF-8 or UTF-16). \
      Columns are found by their names, in any order; others are passed over. Words and times are read as patrols write them; what they \
      may be, and what becomes of a row in a mission, is in [feeds](../feeds.md). A row that cannot be read is a fault with its line and \
      column. This page is written from the program's field table.
      """,
    sections: [
      FormatPage.Section(
        "Fields",
        fields: [
          .init("–", "line", "line of the file, from 1"),
          .init("no.", "number", "as written; left out where empty"),
          .init("position of observer, position", "position", "as written"),
          .init(
            "position of observer, position", "observer",
            "the part before the first comma: name or id of the sensor or patrol"),
          .init(
            "latitude", "latitude_deg",
            "of the observer, WGS-84, -90 to 90; left out where the row has no place"),
          .init("longitude", "longitude_deg", "-180 to 180"),
          .init("means", "means", "code of the glossary"),
          .init(
            "distance class, dist., distance", "distance_min_m",
            "to the thing, least; left out where unknown"),
          .init(
            "distance class, dist., distance", "distance_max_m",
            "most; a single figure is ± 20 %, and > 10 km reaches to twice the figure"),
          .init(
            "direction, dir.", "bearing_deg",
            "to the thing, clockwise from true north, 0 to below 360; left out where none is given"),
          .init(
            "direction, dir.", "bearing_sigma_deg",
            "one sigma: as written, or the sector's width / √12, or 5 for degrees without an error"),
          .init("count (min-max), count", "count_min", "0 to 1,000,000"),
          .init("count (min-max), count", "count_max", "0 to 1,000,000, not below count_min"),
          .init("kind", "kind", "code of the glossary"),
          .init("qualifier", "qualifier", "code of the glossary"),
          .init("qualifier", "qualifier_text", "as written, where it is no code (`W to E`)"),
          .init("weapon (assessed), weapon", "weapon", "as written; left out where n/a or unknown"),
          .init("grade", "grade", "as written"),
          .init(
            "date, time or period", "local_from_ms",
            "beginning of the period in mission time: milliseconds since 1970 as if its clock were UTC"
          ),
          .init(
            "date, time or period", "local_until_ms",
            "its last millisecond: end of the last minute or second that is named"),
        ])
    ])

  static let geojson = FormatPage(
    title: "geojson: GeoJSON features",
    text: """
      GeoJSON (RFC 7946): a FeatureCollection, a single Feature, or one Feature a line, UTF-8 or UTF-16. A feature has at most 262,144 \
      bytes and 64 levels; one that cannot be read is a fault with its number. Positions outside -180 to 180 and -90 to 90 degrees are \
      refused. Only WGS-84 is read (RFC 7946, 4): a `crs` of the older draft is passed over, and so are `bbox` and members of other \
      names. What becomes of a feature in a mission is in [feeds](../feeds.md). This page is written from the program's field table.
      """,
    sections: [
      FormatPage.Section(
        "Fields",
        fields: [
          .init("–", "feature", "number of the feature in the text, from 1"),
          .init("id (3.2)", "id", "text or number as written; left out where missing or null"),
          .init("geometry (3.1)", "geometry", "an object, below; left out for null"),
          .init(
            "properties (3.2)", "properties",
            "as written: names and units are the source's; null where missing"),
        ]),
      geometry(
        "The geometry of a feature, by its `type`.",
        [
          .init(
            "Point", "ellipsoid_height_m",
            "above the WGS-84 ellipsoid (3.1.1); left out where missing")
        ]),
    ])

  /// The fields of a geometry, which GeoJSON and KML share.
  static func geometry(_ text: String, _ more: [FormatPage.Field] = []) -> FormatPage.Section {
    FormatPage.Section(
      "Geometry", text: text,
      fields: [
        .init("type", "type", "as the format names it"),
        .init("Point", "longitude_deg", "WGS-84, -180 to 180"),
        .init("Point", "latitude_deg", "-90 to 90"),
      ] + more + [
        .init(
          "LineString, LinearRing, MultiPoint", "positions_deg_m",
          "a list of [longitude in degrees, latitude in degrees] or with a height in metres behind them"
        ),
        .init(
          "Polygon, MultiLineString", "lines_deg_m",
          "a list of such lists; of a polygon the outer ring first"),
        .init(
          "MultiPolygon, GeometryCollection, MultiGeometry, MultiTrack", "members",
          "a list of geometries"),
      ])
  }
}
