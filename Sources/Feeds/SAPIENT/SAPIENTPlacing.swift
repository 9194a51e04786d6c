// Where on Earth is what a node reports, and how well is that known?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a reported place cannot be put on the map.
struct SAPIENTPlaceFault: Error {
  /// Field within the place.
  let item: String
  let reason: String
  let detail: String
}

/// A place on the WGS-84 ellipsoid.
struct SAPIENTPosition: Hashable, Sendable {
  var point: GeoPoint
  var heightM: Double?
  /// False where the height is above mean sea level.
  var isEllipsoidHeight = true
  /// One sigma along each horizontal axis; nil where the node states no error.
  var sigmaM: Double?
  /// What was assumed.
  var note = ""
}

/// How a node states errors, from its registration.
struct SAPIENTErrorScale: Hashable, Sendable {
  enum Unit: Hashable, Sendable { case metres, degrees, radians, unstated }

  /// Errors are divided by this to be one sigma.
  var sigmaCount = 1.0
  var unit = Unit.unstated

  init(type: String? = nil, units: String? = nil) {
    let type = (type ?? "").lowercased()
    if type.contains("95") {
      // 95 % of a Gaussian lie within 1.96 sigma.
      sigmaCount = 1.96
    } else if type.contains("99") {
      sigmaCount = 2.576
    } else if type.contains("2 sigma") || type.contains("2-sigma") {
      sigmaCount = 2
    } else if type.contains("3 sigma") || type.contains("3-sigma") {
      sigmaCount = 3
    }
    let words = Set((units ?? "").lowercased().split { !$0.isLetter }.map(String.init))
    if !words.isDisjoint(with: ["metre", "metres", "meter", "meters", "m"]) {
      unit = .metres
    } else if !words.isDisjoint(with: ["degree", "degrees", "deg"]) {
      unit = .degrees
    } else if !words.isDisjoint(with: ["radian", "radians", "rad"]) {
      unit = .radians
    }
  }
}

enum SAPIENTPlacing {
  /// Coordinates as a place.
  ///
  /// - Parameter zone: of UTM coordinates that state none, from the node's registration.
  static func position(
    _ location: SAPIENTLocation, zone: String?, errors: SAPIENTErrorScale
  ) throws(SAPIENTPlaceFault) -> SAPIENTPosition {
    guard let x = location.x, let y = location.y else {
      throw SAPIENTPlaceFault(
        item: location.x == nil ? "x" : "y", reason: "no place", detail: "a number expected")
    }
    var position: SAPIENTPosition
    switch location.system {
    case .degrees: position = try degrees(longitudeDeg: x, latitudeDeg: y, "degrees")
    case .radians:
      position = try degrees(
        longitudeDeg: x * 180 / .pi, latitudeDeg: y * 180 / .pi, "radians as degrees")
    case .utm: position = try utm(x, y, location.utmZone ?? zone)
    default:
      throw SAPIENTPlaceFault(
        item: "coordinate_system", reason: "units not stated",
        detail: "degrees, radians or UTM expected")
    }
    if let z = location.z, abs(z) < 100_000 {
      position.heightM = z
      position.isEllipsoidHeight = location.datum != .geoid
    }
    position.sigmaM = sigmaM(location, errors, position.point.latitudeDeg)
    return position
  }

  private static func degrees(
    longitudeDeg: Double, latitudeDeg: Double, _ unit: String
  ) throws(SAPIENTPlaceFault) -> SAPIENTPosition {
    guard (-90...90).contains(latitudeDeg), (-180...180).contains(longitudeDeg) else {
      throw SAPIENTPlaceFault(
        item: (-90...90).contains(latitudeDeg) ? "x" : "y", reason: "place out of range",
        detail: "longitude x \(longitudeDeg), latitude y \(latitudeDeg) \(unit)")
    }
    return SAPIENTPosition(
      point: GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg))
  }

  private static func utm(
    _ x: Double, _ y: Double, _ zoneText: String?
  ) throws(SAPIENTPlaceFault) -> SAPIENTPosition {
    guard let zoneText else {
      throw SAPIENTPlaceFault(
        item: "utm_zone", reason: "no UTM zone",
        detail: "neither the report nor the node's registration states one")
    }
    guard let zone = SAPIENTZone(zoneText) else {
      throw SAPIENTPlaceFault(
        item: "utm_zone", reason: "no UTM zone",
        detail: "'\(zoneText.prefix(16))', a zone and its band expected, such as 30U")
    }
    guard let place = zone.point(eastingM: x, northingM: y) else {
      let looksLikeDegrees = abs(x) <= 180 && abs(y) <= 180
      throw SAPIENTPlaceFault(
        item: "x", reason: "place out of range",
        detail: "easting \(x) m, northing \(y) m in zone \(zoneText.prefix(16))"
          + (looksLikeDegrees ? "; they look like degrees" : ""))
    }
    return SAPIENTPosition(point: place.point, note: place.note)
  }

  /// One sigma along each axis: the root mean square of both. In degrees or radians where the
  /// registration says so, or where it says nothing and the coordinates are angles and the errors small
  /// (below 0.1 degrees); else in metres.
  private static func sigmaM(
    _ location: SAPIENTLocation, _ errors: SAPIENTErrorScale, _ latitudeDeg: Double
  ) -> Double? {
    let stated = [location.xError, location.yError].compactMap { $0 }.filter { $0 > 0 }
    guard let largest = stated.max(), largest.isFinite else { return nil }
    let x = location.xError ?? largest
    let y = location.yError ?? largest
    var degrees: Double?
    switch (errors.unit, location.system) {
    case (.degrees, _): degrees = 1
    case (.radians, _): degrees = 180 / .pi
    case (.unstated, .degrees) where largest < 0.1: degrees = 1
    case (.unstated, .radians) where largest < 0.1 * .pi / 180: degrees = 180 / .pi
    default: break
    }
    let metresPerDegree = 111_195.0
    let eastM = x * (degrees.map { $0 * metresPerDegree * cos(latitudeDeg * .pi / 180) } ?? 1)
    let northM = y * (degrees.map { $0 * metresPerDegree } ?? 1)
    let sigmaM = ((eastM * eastM + northM * northM) / 2).squareRoot() / errors.sigmaCount
    return sigmaM > 0 && sigmaM.isFinite ? sigmaM : nil
  }
}

/// A UTM zone as a node writes it: number and latitude band (`30U`), or number and hemisphere (`30N`).
struct SAPIENTZone {
  private let number: Int
  private let band: Character

  private static let bands = Array("CDEFGHJKLMNPQRSTUVWX")

  init?(_ text: String) {
    let trimmed = text.filter { $0 != " " }.uppercased()
    guard let last = trimmed.last, Self.bands.contains(last), trimmed.count <= 3,
      let number = Int(trimmed.dropLast()), (1...60).contains(number)
    else { return nil }
    self.number = number
    band = last
  }

  /// `N` is the northern hemisphere, which its band lies in. `S` is the band from 32 to 40 degrees north
  /// where the northing fits it, else the southern hemisphere. A place more than half a band outside its
  /// band is refused.
  func point(eastingM: Double, northingM: Double) -> (point: GeoPoint, note: String)? {
    guard let index = Self.bands.firstIndex(of: band) else { return nil }
    let southDeg = Double(index) * 8 - 80
    let point = UTMZone(number: number, isSouthern: band < "N")?
      .point(eastingM: eastingM, northingM: northingM)
    if let point {
      if band == "N" { return (point, "") }
      if (southDeg - 4...southDeg + 12).contains(point.latitudeDeg) { return (point, "") }
    }
    guard band == "S",
      let southern = UTMZone(number: number, isSouthern: true)?
        .point(eastingM: eastingM, northingM: northingM)
    else { return nil }
    return (southern, "UTM zone \(number)S read as the southern hemisphere")
  }
}
