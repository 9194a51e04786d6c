// Which fields can a Placemark have? The table of the reference.
//
// SPDX-License-Identifier: Apache-2.0

enum KMLPage {
  static let page = FormatPage(
    title: "kml: Placemarks of KML 2.2 and 2.3",
    text: """
      KML 2.2 (OGC 07-147r2) and 2.3 (OGC 12-007r2), with `gx:Track` and `gx:MultiTrack` of Google's extension, and Google's namespaces \
      before the standard (2.0 to 2.2). UTF-8 or UTF-16; another encoding in the XML declaration is refused. Several texts may follow \
      each other. Every Placemark is a message; styles, views, regions, overlays, links and tours are passed over, and so are \
      Placemarks within `Update`, which change others, and elements of other namespaces. A prefix that nothing declares is taken by \
      its custom: none or `kml` for KML, `gx` for Google's.

      A document type is refused with the text it stands in: no entity is ever expanded but amp, lt, gt, quot, apos and numbers. KMZ \
      is refused: unzip it first. A Placemark has at most 4,194,304 bytes, a tag 65,536; elements stand at most 64 levels deep. A \
      Placemark that cannot be read is a fault with its line and costs no other; one that is not closed ends where the next begins. \
      What becomes of a Placemark in a mission is in [feeds](../feeds.md). This page is written from the program's field table.
      """,
    sections: [
      FormatPage.Section(
        "Fields",
        fields: [
          .init("–", "line", "line of the text on which the Placemark begins, from 1"),
          .init("–", "feature", "number of the Placemark in the text, from 1"),
          .init("id", "id", "left out where missing"),
          .init("name", "name", "left out where empty"),
          .init("description", "description", "as written, HTML or text; left out where empty"),
          .init(
            "TimeStamp/when", "time",
            "as written: year, month, day, or date and time (XML Schema gYear, gYearMonth, date, dateTime)"
          ),
          .init(
            "TimeStamp/when", "time_ms",
            "milliseconds since 1970; left out for a time without a zone and for dates"),
          .init("TimeSpan/begin", "from", "as written; left out where that end is open"),
          .init("TimeSpan/begin", "from_ms", "as `time_ms`"),
          .init("TimeSpan/end", "until", "as written; left out where that end is open"),
          .init("TimeSpan/end", "until_ms", "as `time_ms`"),
          .init(
            "ExtendedData", "properties",
            "a list of `name` and `value`, texts as written: Data with its value, SchemaData with its SimpleData"
          ),
          .init("AbstractGeometry", "geometry", "an object, below; left out where none is given"),
        ]),
      TextPages.geometry(
        "The geometry of a Placemark, by its `type`. Of a Model the type alone is told.",
        [
          .init("Point", "altitude_m", "above what `altitude_mode` says; left out where missing"),
          .init(
            "altitudeMode, gx:altitudeMode", "altitude_mode",
            "absolute (above mean sea level, EGM96), relativeToGround, clampToGround (meant where missing: the height does not count), clampToSeaFloor, relativeToSeaFloor"
          ),
          .init(
            "Track/when, Track/coord", "positions",
            "a list of `time`, `time_ms`, `longitude_deg`, `latitude_deg`, `altitude_m`; without a place where coord is empty"
          ),
        ]),
    ])
}
