// Which marks stand on the map, and which names beside them?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

extension MapDrawing {
  /// One mark.
  private struct Place: Hashable {
    let shape: MarkShape
    let grade: EvidenceGrade
    let isApart: Bool
    /// In steps of eight pixels: events nearer to each other share a mark.
    let column: Int
    let row: Int
  }

  /// Shape by kind, filling by grade, size by how many share it.
  func markLayer(_ view: MapProjection) -> String {
    var counts: [Place: (count: Int, x: Double, y: Double)] = [:]
    for mark in report.marks where view.isInside(mark.point) {
      let at = view.point(mark.point)
      let place = Place(
        shape: MarkShape(mark.kind), grade: mark.grade, isApart: mark.isApart,
        column: Int(at.x / 8), row: Int(at.y / 8))
      let before = counts[place] ?? (0, 0, 0)
      counts[place] = (before.count + 1, before.x + at.x, before.y + at.y)
    }
    let order = counts.keys.sorted {
      (-$0.shape.rawValue, $0.row, $0.column, $0.grade, $0.isApart ? 1 : 0)
        < (-$1.shape.rawValue, $1.row, $1.column, $1.grade, $1.isApart ? 1 : 0)
    }
    return order.map { place in
      let (count, x, y) = counts[place] ?? (1, 0, 0)
      return Self.mark(
        place.shape, place.grade, isApart: place.isApart, count: count, x: x / Double(count),
        y: y / Double(count))
    }.joined()
  }

  static func mark(
    _ shape: MarkShape, _ grade: EvidenceGrade, isApart: Bool, count: Int, x: Double, y: Double
  ) -> String {
    // Area grows with the count, within bounds that leave the map readable.
    let base = shape == .other ? 1.6 : 3.2
    let radius = min(base * 3, base * (1 + 0.35 * (Double(count).squareRoot() - 1)))
    let paint = shape == .other ? MapPaint.other : (isApart ? .apart : MapPaint(grade))
    return "<path \(paint.rawValue) transform=\"translate(\(SVGText.pair(x, y)))\" d=\""
      + "\(shape.path(radius))\"/>"
  }

  /// What the marks mean.
  var legend: String {
    let shapes = Set(report.marks.map { MarkShape($0.kind) })
    var entries = MarkShape.allCases.filter(shapes.contains).map { shape in
      Self.sample(Self.mark(shape, .e2, isApart: false, count: 3, x: 8, y: 8))
        + shape.title[language]
    }
    if shapes.contains(where: { $0 != .other }) {
      let hollow = Wording("E0, one report", "E0, eine Meldung", "E0, одне повідомлення")
      let light = Wording("E1, one source", "E1, eine Quelle", "E1, одне джерело")
      let full = Wording("E2 or better", "E2 oder besser", "E2 або вище")
      for (grade, words) in [(EvidenceGrade.e0, hollow), (.e1, light), (.e2, full)] {
        entries.append(
          Self.sample(Self.mark(.explosion, grade, isApart: false, count: 3, x: 8, y: 8))
            + words[language])
      }
    }
    if report.marks.contains(where: { $0.isApart && $0.kind.isCounted }) {
      let apart = Wording("live fire, set apart", "Scharfschießen, gesondert", "стрільби, окремо")
      entries.append(
        Self.sample(Self.mark(.explosion, .e1, isApart: true, count: 3, x: 8, y: 8))
          + apart[language])
    }
    let line = Wording("contact line", "Kontaktlinie", "лінія зіткнення")
    let zone = Wording("zones along it", "Zonen an ihr", "зони вздовж неї")
    entries.append(Self.sample(MapPaint.line.path("M1,8H15")) + line[language])
    if !ground.zones.isEmpty {
      entries.append(Self.sample(MapPaint.zone.path("M1,4H15V12H1Z")) + zone[language])
    }
    return "<ul class=\"legend\">" + entries.map { "<li>\($0)</li>" }.joined() + "</ul>"
  }

  private static func sample(_ content: String) -> String {
    "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\">\(content)</svg>"
  }
}

/// Names of places, so that none lies over another.
struct MapLabels {
  let view: MapProjection
  let language: ReportLanguage
  private static let countMax = 26

  /// The most important first; a name that finds no room is left out.
  func drawn(_ towns: [MapGround.Town]) -> String {
    var taken: [(x: Double, y: Double, width: Double, height: Double)] = []
    var out = ""
    var count = 0
    let order = towns.enumerated().filter { view.isInside($0.element.point) }
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
    for (_, town) in order where count < Self.countMax {
      let at = view.point(town.point)
      let second = other(town)
      let letters = max(town.name[language].count, (second?.count ?? 0) * 4 / 5)
      let width = Double(letters) * 5.6 + 8
      let height = second == nil ? 12.0 : 21.0
      let x = at.x + width + 6 > view.width ? at.x - width - 4 : at.x + 5
      let box = (x: x, y: at.y - 8, width: width, height: height)
      let isFree = !taken.contains {
        $0.x < box.x + box.width && box.x < $0.x + $0.width && $0.y < box.y + box.height
          && box.y < $0.y + $0.height
      }
      guard isFree, box.x > 0, box.y > 0, box.y + height < view.height - 20 else { continue }
      taken.append(box)
      count += 1
      let (dotX, dotY) = (SVGText.number(at.x), SVGText.number(at.y))
      out += "<circle \(MapPaint.town.rawValue) cx=\"\(dotX)\" cy=\"\(dotY)\" r=\"1.6\"/>"
      out += MapPaint.text(town.name[language], x, at.y + 3, size: 9, ink: "#24292c")
      if let second { out += MapPaint.text(second, x, at.y + 12, size: 7.5, ink: "#4d585e") }
    }
    return out
  }

  /// The parties' own names, where they are not the one that stands above.
  private func other(_ town: MapGround.Town) -> String? {
    let names = town.toponyms.filter { $0 != town.name[language] }
    return names.isEmpty ? nil : names.joined(separator: " / ")
  }
}
