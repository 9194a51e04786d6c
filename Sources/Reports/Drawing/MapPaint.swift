// How is each thing on the map painted? As attributes of the drawing, which every reader of SVG knows.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// Paint of the map's parts. No colour stands for a party, and none says what a shape does not.
enum MapPaint: String {
  case sea = "fill=\"#dde7e9\""
  case land = "fill=\"#f7f6f1\" stroke=\"#8b9799\" stroke-width=\".5\""
  case lake = "fill=\"#cfdfe3\""
  case river = "fill=\"none\" stroke=\"#bcd0d5\" stroke-width=\".8\""
  case border = "fill=\"none\" stroke=\"#6d757a\" stroke-width=\"1\""
  case dashedBorder =
    "fill=\"none\" stroke=\"#6d757a\" stroke-width=\"1\" stroke-dasharray=\"4 3\""
  case sector = "fill=\"none\" stroke=\"#4c6f8c\" stroke-width=\".7\" stroke-dasharray=\"2 3\""
  case zone =
    "fill=\"#7a6a35\" fill-opacity=\".1\" fill-rule=\"evenodd\" stroke=\"#7a6a35\" stroke-width=\".6\""
  case casing = "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"3.5\" stroke-linejoin=\"round\""
  case line = "fill=\"none\" stroke=\"#14191c\" stroke-width=\"1.6\" stroke-linejoin=\"round\""
  case town = "fill=\"#3b4347\""
  case scale = "fill=\"none\" stroke=\"#14191c\" stroke-width=\"1.2\""
  case frame = "fill=\"none\" stroke=\"#8b9799\" stroke-width=\"1\""
  case other = "fill=\"none\" stroke=\"#6a5510\" stroke-width=\".6\""
  case apart =
    "fill=\"none\" stroke=\"#14191c\" stroke-width=\".8\" stroke-dasharray=\"1.6 1.1\""
  case hollow = "fill=\"#ffffff\" stroke=\"#14191c\" stroke-width=\".9\""
  case light = "fill=\"#b9bdbb\" stroke=\"#14191c\" stroke-width=\".9\""
  case full = "fill=\"#14191c\" stroke=\"#ffffff\" stroke-width=\".6\""

  /// Filled by what is proven.
  init(_ grade: EvidenceGrade) {
    switch grade {
    case .e0: self = .hollow
    case .e1: self = .light
    case .e2, .e3: self = .full
    }
  }

  func path(_ d: String) -> String { d.isEmpty ? "" : "<path \(rawValue) d=\"\(d)\"/>" }

  /// Letters with a rim, so that they can be read on any ground: drawn twice, because not every
  /// program paints the rim first.
  static func text(_ words: String, _ x: Double, _ y: Double, size: Double, ink: String) -> String {
    let place =
      "x=\"\(SVGText.number(x))\" y=\"\(SVGText.number(y))\" font-size=\""
      + "\(SVGText.number(size))\" font-family=\"'Noto Sans','DejaVu Sans',sans-serif\""
    let escaped = SVGText.escaped(words)
    return "<text \(place) fill=\"none\" stroke=\"#ffffff\" stroke-width=\"2.2\" "
      + "stroke-linejoin=\"round\" aria-hidden=\"true\">\(escaped)</text><text \(place) fill=\"\(ink)\">\(escaped)</text>"
  }
}
