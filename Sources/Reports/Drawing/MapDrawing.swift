// Where did it happen? The map of a report as SVG: ground, zones, line, events.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Degrees to pixels: equal scale east and north at the middle of the window.
struct MapProjection {
  let box: GeoBox
  let width: Double
  let height: Double
  private let perDeg: Double
  private let shrink: Double

  init(_ box: GeoBox, width: Double, heightMax: Double) {
    shrink = cos((box.north + box.south) / 2 * .pi / 180)
    let wide = (box.east - box.west) * shrink
    let high = box.north - box.south
    perDeg = min(width / wide, heightMax / high)
    self.width = width
    height = min(heightMax, high * perDeg)
    // The window is widened to the page, so that nothing is stretched.
    let addedDeg = (width / perDeg - wide) / shrink / 2
    self.box = GeoBox(
      south: box.south, west: box.west - addedDeg, north: box.north, east: box.east + addedDeg)
  }

  func point(_ place: GeoPoint) -> (x: Double, y: Double) {
    (
      (place.longitudeDeg - box.west) * shrink * perDeg, (box.north - place.latitudeDeg) * perDeg
    )
  }

  /// Metres of one pixel.
  var scaleM: Double { 111_195 / perDeg }

  func isInside(_ place: GeoPoint) -> Bool { box.contains(place) }

  /// An SVG path; points nearer than half a pixel to the last are left out, and runs far outside of
  /// the window too.
  func path(_ points: [GeoPoint], isClosed: Bool) -> String {
    var out = ""
    var last: (x: Double, y: Double)?
    var isSkipping = false
    for place in points {
      let at = point(place)
      let near = last.map { abs($0.x - at.x) < 0.5 && abs($0.y - at.y) < 0.5 } ?? false
      if near { continue }
      let isFar = at.x < -300 || at.x > width + 300 || at.y < -300 || at.y > height + 300
      if isFar, isSkipping, !isClosed { continue }
      isSkipping = isFar
      out += (out.isEmpty ? "M" : "L") + SVGText.pair(at.x, at.y)
      last = at
    }
    return isClosed && !out.isEmpty ? out + "Z" : out
  }
}

/// Draws the map of a report.
struct MapDrawing {
  private static let widthPx = 680.0
  private static let heightMaxPx = 400.0

  let report: DailyReport
  let ground: MapGround
  let language: ReportLanguage

  private var territory: Territory { report.mission.territory }

  /// The window: the line in force, the sectors' events and some room; nil without a line.
  private var window: GeoBox? {
    let line = territory.line(atMs: report.period.untilMs - 1)
    let points = (line?.pieces ?? []).flatMap { $0 }
    return GeoBox(around: points.isEmpty ? report.marks.map(\.point) : points, marginDeg: 0.35)
  }

  /// Nil where there is neither a line nor an event to draw around.
  var svg: String? {
    guard let window else { return nil }
    let view = MapProjection(window, width: Self.widthPx, heightMax: Self.heightMaxPx)
    let size = "0 0 \(SVGText.number(view.width)) \(SVGText.number(view.height))"
    let title = Wording(
      "Map of the events of the period", "Karte der Ereignisse des Zeitraums",
      "Карта подій за період")[language]
    let layers = [
      groundLayer(view), zoneLayer(view), lineLayer(view),
      MapLabels(view: view, language: language).drawn(ground.towns), markLayer(view),
      scaleBar(view),
    ]
    return
      "<svg class=\"map\" viewBox=\"\(size)\" width=\"\(SVGText.number(view.width))\" height=\""
      + "\(SVGText.number(view.height))\" role=\"img\" aria-label=\"\(title)\"><clipPath id=\"frame\">"
      + "<path d=\"\(Self.frame(view))\"/></clipPath><g clip-path=\"url(#frame)\">"
      + "\(layers.joined())</g>\(MapPaint.frame.path(Self.frame(view)))</svg>"
  }

  private func groundLayer(_ view: MapProjection) -> String {
    func paths(_ paths: [[GeoPoint]], isClosed: Bool) -> String {
      paths.map { view.path($0, isClosed: isClosed) }.joined()
    }
    let dashed = ground.borders.filter(\.isDashed).map(\.path)
    let solid = ground.borders.filter { !$0.isDashed }.map(\.path)
    return MapPaint.sea.path(Self.frame(view))
      + MapPaint.land.path(paths(ground.land, isClosed: true))
      + MapPaint.lake.path(paths(ground.lakes, isClosed: true))
      + MapPaint.river.path(paths(ground.rivers, isClosed: false))
      + MapPaint.border.path(paths(solid, isClosed: false))
      + MapPaint.dashedBorder.path(paths(dashed, isClosed: false))
  }

  private static func frame(_ view: MapProjection) -> String {
    "M0,0H\(SVGText.number(view.width))V\(SVGText.number(view.height))H0Z"
  }

  /// Zones along the line, each once by its outline; sectors as thin lines.
  private func zoneLayer(_ view: MapProjection) -> String {
    var out = ""
    for sector in territory.sectors {
      for polygon in sector.polygons {
        let path = polygon.rings.map { view.path($0, isClosed: true) }.joined()
        out += MapPaint.sector.path(path)
      }
    }
    let zones = ground.zones.map { view.path($0, isClosed: true) }.joined()
    return out + MapPaint.zone.path(zones)
  }

  private func lineLayer(_ view: MapProjection) -> String {
    guard let line = territory.line(atMs: report.period.untilMs - 1) else { return "" }
    let path = line.pieces.map { view.path($0, isClosed: false) }.joined()
    return MapPaint.casing.path(path) + MapPaint.line.path(path)
  }

  private func scaleBar(_ view: MapProjection) -> String {
    let wholeKm = [1.0, 2, 5, 10, 20, 50, 100, 200].last { $0 * 1_000 / view.scaleM < 140 } ?? 1
    let length = wholeKm * 1_000 / view.scaleM
    let y = view.height - 14
    let km = language == .uk ? "км" : "km"
    let (end, top) = (SVGText.number(14 + length), SVGText.number(y - 4))
    return MapPaint.scale.path("M14,\(top)V\(SVGText.number(y))H\(end)V\(top)")
      + MapPaint.text("\(Int(wholeKm)) \(km)", 18 + length, y, size: 9, ink: "#24292c")
  }
}
