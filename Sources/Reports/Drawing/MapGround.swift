// On what ground is the map drawn? Countries, borders, waters and places, handed in.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
internal import Observations
internal import Tracks

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The base map as values.
public struct MapGround: Sendable {
  /// A town with its name in the languages of reports, and in the parties' own where they differ.
  public struct Town: Hashable, Sendable {
    public let point: GeoPoint
    public let name: Wording
    /// Names as either party writes them.
    public let toponyms: [String]
    /// 1 for a capital to 4 for a small town.
    public let rank: Int

    public init(point: GeoPoint, name: Wording, toponyms: [String], rank: Int) {
      (self.point, self.name, self.toponyms, self.rank) = (point, name, toponyms, rank)
    }
  }

  public struct Border: Hashable, Sendable {
    public let path: [GeoPoint]
    /// Disputed, indefinite or a line of control.
    public let isDashed: Bool

    public init(path: [GeoPoint], isDashed: Bool) { (self.path, self.isDashed) = (path, isDashed) }
  }

  public var land: [[GeoPoint]] = []
  public var lakes: [[GeoPoint]] = []
  public var rivers: [[GeoPoint]] = []
  public var borders: [Border] = []
  public var towns: [Town] = []
  /// Outlines of zones along the line: working them out takes longer than drawing them.
  public var zones: [[GeoPoint]] = []

  public init() {}
}

/// One event on the map.
struct MapMark: Sendable {
  let kind: ObservationKind
  let grade: EvidenceGrade
  let point: GeoPoint
  let isApart: Bool

  init(_ happening: Happening) {
    kind = happening.event.kind
    grade = happening.event.grade
    point = happening.event.point
    isApart = happening.standing != .violation
  }
}

/// Which shape stands for a kind. Shape and filling say everything; no colour does.
enum MarkShape: Int, CaseIterable {
  case explosion, projectile, flash, flare, shots, other

  init(_ kind: ObservationKind) {
    switch kind {
    case .explosion: self = .explosion
    case .projectileInFlight: self = .projectile
    case .muzzleFlash: self = .flash
    case .illuminationFlare: self = .flare
    case .burst, .shot: self = .shots
    default: self = .other
    }
  }

  var title: Wording {
    switch self {
    case .explosion: Wording("explosions", "Explosionen", "вибухи")
    case .projectile: Wording("projectiles", "Geschosse", "снаряди")
    case .flash: Wording("muzzle flashes", "Mündungsfeuer", "дульні спалахи")
    case .flare: Wording("flares", "Leuchtkörper", "освітлювальні ракети")
    case .shots: Wording("bursts and shots", "Feuerstöße, Schüsse", "черги, постріли")
    case .other: Wording("other events, not counted", "andere, nicht gezählt", "інші, не враховані")
    }
  }

  /// The outline around 0, 0 for a radius.
  func path(_ radius: Double) -> String {
    let r = SVGText.number(radius)
    func corners(_ count: Int, _ inner: Double?, turned: Double) -> String {
      let steps = inner == nil ? count : count * 2
      let points = (0..<steps).map { step in
        let angle = turned + Double(step) * 2 * .pi / Double(steps)
        let length = inner.map { step % 2 == 0 ? radius : radius * $0 } ?? radius
        return SVGText.pair(length * sin(angle), -length * cos(angle))
      }
      return "M" + points.joined(separator: "L") + "Z"
    }
    return switch self {
    case .explosion:
      "M-\(r),0a\(r),\(r) 0 1 0 \(SVGText.number(2 * radius)),0a\(r),\(r) 0 1 0 -\(SVGText.number(2 * radius)),0Z"
    case .projectile: corners(4, nil, turned: 0)
    case .flash: corners(4, nil, turned: .pi / 4)
    case .flare: corners(5, 0.45, turned: 0)
    case .shots: corners(3, nil, turned: 0)
    case .other: "M-\(r),0H\(r)M0,-\(r)V\(r)"
    }
  }
}

enum SVGText {
  /// Two decimals are a hundredth of a pixel.
  static func number(_ value: Double) -> String {
    let scaled = Int((value * 100).rounded())
    let (whole, rest) = (abs(scaled) / 100, abs(scaled) % 100)
    let sign = scaled < 0 ? "-" : ""
    guard rest > 0 else { return "\(sign)\(whole)" }
    let digits = rest % 10 == 0 ? "\(rest / 10)" : (rest < 10 ? "0\(rest)" : "\(rest)")
    return "\(sign)\(whole).\(digits)"
  }

  static func pair(_ x: Double, _ y: Double) -> String { "\(number(x)),\(number(y))" }

  static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: { [0x26, 0x3C, 0x3E, 0x22].contains($0) }) else { return text }
    var out = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      default: out.unicodeScalars.append(character)
      }
    }
    return out
  }
}
