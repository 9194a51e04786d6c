// Where is what a node detects, and how well is that known?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension SAPIENTSighting {
  /// Where neither report nor registration says how far off a place may be.
  private static let unknownSigmaM = 500.0
  /// The same for a direction, and for a range as a share of it.
  private static let unknownAzimuthSigmaRad = Double.pi / 180
  private static let unknownRangeShare = 0.05

  struct Height {
    var metres: Double
    var isEllipsoid: Bool
  }

  func place() throws(SAPIENTPlaceFault) -> (Place, Height?, String) {
    switch detection.place {
    case .location(let location):
      let position: SAPIENTPosition
      do throws(SAPIENTPlaceFault) {
        position = try SAPIENTPlacing.position(
          location, zone: state.utmZone, errors: state.errors)
      } catch {
        throw SAPIENTPlaceFault(
          item: "location.\(error.item)", reason: error.reason, detail: error.detail)
      }
      let fix = try fix(position.point, position.sigmaM ?? Self.unknownSigmaM)
      let height = position.heightM.map {
        Height(metres: $0, isEllipsoid: position.isEllipsoidHeight)
      }
      let note = position.sigmaM == nil ? "position error not stated, 500 m assumed" : ""
      return (
        .fix(fix), height, [position.note, note].filter { !$0.isEmpty }.joined(separator: "; ")
      )
    case .rangeBearing(let bearing): return try place(bearing)
    case nil: throw SAPIENTPlaceFault(item: "location_oneof", reason: "no place", detail: "")
    }
  }

  /// The registered sensor's own position error is added in squares.
  private func fix(
    _ point: GeoPoint, _ sigmaM: Double
  ) throws(SAPIENTPlaceFault) -> Fix {
    let ownM = settings.sensors[sensorID]?.geolocationSigmaM ?? 0
    do throws(FixError) {
      return try Fix(
        latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg,
        sigmaM: (sigmaM * sigmaM + ownM * ownM).squareRoot())
    } catch {
      throw SAPIENTPlaceFault(
        item: "location", reason: "place out of range", detail: error.description)
    }
  }

  /// Range and direction from the node's own place.
  private func place(
    _ report: SAPIENTRangeBearing
  ) throws(SAPIENTPlaceFault) -> (Place, Height?, String) {
    let node = try nodePosition()
    let azimuthRad = try trueAzimuthRad(report, node.point)
    let azimuthSigmaRad =
      report.azimuthErrorRad.flatMap { $0 > 0 ? $0 / state.errors.sigmaCount : nil }
      ?? settings.sensors[sensorID].map { $0.calibration.azimuthSigmaDeg * .pi / 180 }
      ?? Self.unknownAzimuthSigmaRad
    let nodeSigmaM = node.sigmaM ?? 10
    guard let rangeM = report.rangeM else {
      let bearing = Bearing(
        observer: try fix(node.point, nodeSigmaM), bearingRad: azimuthRad,
        sigmaRad: min(azimuthSigmaRad, .pi), distanceM: nil)
      return (.bearing(bearing), nil, "")
    }
    guard rangeM >= 0, rangeM < 1_000_000 else {
      throw SAPIENTPlaceFault(
        item: "range_bearing.range", reason: "place out of range",
        detail: "\(rangeM) m, 0 to 1000000 expected")
    }
    let rangeSigmaM =
      report.rangeErrorM.flatMap { $0 > 0 ? $0 / state.errors.sigmaCount : nil }
      ?? settings.sensors[sensorID]?.calibration.rangeSigmaM ?? Self.unknownRangeShare * rangeM
    let elevationRad = report.elevationRad ?? 0
    guard abs(elevationRad) <= .pi / 2 else {
      throw SAPIENTPlaceFault(
        item: "range_bearing.elevation", reason: "place out of range",
        detail: "\(elevationRad * 180 / .pi) degrees, -90 to 90 expected")
    }
    let antenna = RadarAntenna(place: node.point, heightM: node.heightM ?? 0)
    let target = antenna.place(
      slantRangeM: rangeM, azimuthRad: azimuthRad, elevationRad: elevationRad)
    let acrossM = rangeM * cos(elevationRad) * azimuthSigmaRad
    let sigmaM =
      ((rangeSigmaM * rangeSigmaM + acrossM * acrossM) / 2 + nodeSigmaM * nodeSigmaM)
      .squareRoot()
    let hasHeight = report.elevationRad != nil && node.heightM != nil
    return (
      .fix(try fix(target.point, max(sigmaM, 1e-3))),
      hasHeight ? Height(metres: target.heightM, isEllipsoid: node.isEllipsoidHeight) : nil,
      report.elevationRad == nil ? "no elevation sent, 0 assumed" : ""
    )
  }

  /// From its last status report, else as registered with the Mission.
  private func nodePosition() throws(SAPIENTPlaceFault) -> SAPIENTPosition {
    if let position = state.position { return position }
    if let sensor = settings.sensors[sensorID], let place = sensor.place {
      return SAPIENTPosition(point: place, heightM: sensor.heightM)
    }
    throw SAPIENTPlaceFault(
      item: "range_bearing", reason: "node's place unknown",
      detail: "it has sent no status report with node_location; register the sensor with its place")
  }

  private func trueAzimuthRad(
    _ report: SAPIENTRangeBearing, _ node: GeoPoint
  ) throws(SAPIENTPlaceFault) -> Double {
    guard report.hasUnits else {
      throw SAPIENTPlaceFault(
        item: "range_bearing.coordinate_system", reason: "units not stated", detail: "")
    }
    guard let azimuthRad = report.azimuthRad, abs(azimuthRad) < 1_000 else {
      throw SAPIENTPlaceFault(
        item: "range_bearing.azimuth", reason: "no place", detail: "no direction is sent")
    }
    var fromTrueNorthRad = azimuthRad
    switch report.north {
    case .trueNorth: break
    case .grid: fromTrueNorthRad += UTMZone(at: node).convergenceRad(at: node)
    case .magnetic:
      throw SAPIENTPlaceFault(
        item: "range_bearing.datum", reason: "north not known",
        detail: "magnetic; set the node to true or grid north")
    default:
      throw SAPIENTPlaceFault(
        item: "range_bearing.datum", reason: "north not known",
        detail: "the platform's heading; set the node to true or grid north")
    }
    let turn = 2 * Double.pi
    let rest = fromTrueNorthRad.truncatingRemainder(dividingBy: turn)
    let bearing = rest < 0 ? rest + turn : rest
    return bearing < turn ? bearing : 0
  }
}
