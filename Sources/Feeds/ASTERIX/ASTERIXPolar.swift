// Where is a plot that a radar gives by range and azimuth, and how well is that known?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// A plot with the biases of the radar's last calibration taken off.
struct ASTERIXPolar {
  private let rangeM: Double
  private let azimuthRad: Double
  /// Above the ellipsoid; nil where the plot has no height.
  private let heightM: Double?
  private let heightSigmaM: Double
  /// Already in the horizontal plane of the radar.
  private let isHorizontal: Bool
  private let calibration: Calibration
  private let antenna: RadarAntenna

  /// One sigma of what pressure height says of the height above the ellipsoid: 10 hPa of weather are
  /// 85 m, the geoid is within 50 m, an altimeter within 40 m; doubled for a report of 100 ft steps.
  private static let pressureHeightSigmaM = 200.0
  /// Where nothing is known of the height, it may be up to this above the antenna.
  private static let unknownHeightM = 6_000.0

  init(_ target: ASTERIXTarget, _ calibration: Calibration, _ antenna: RadarAntenna) {
    self.calibration = calibration
    self.antenna = antenna
    if let slantRangeM = target.slantRangeM, let azimuthDeg = target.azimuthDeg {
      rangeM = max(0, slantRangeM - calibration.rangeBiasM)
      azimuthRad = (azimuthDeg - calibration.azimuthBiasDeg) * .pi / 180
      isHorizontal = false
    } else {
      let (east, north) = (target.xM ?? 0, target.yM ?? 0)
      rangeM = (east * east + north * north).squareRoot()
      azimuthRad =
        (courseOfDeg(east: east, north: north) - calibration.azimuthBiasDeg) * .pi / 180
      isHorizontal = true
    }
    if let seaHeightM = target.seaHeightM {
      heightM = seaHeightM
      heightSigmaM = 100
    } else if let pressureHeightM = target.pressureHeightM, !target.isPressureHeightDoubtful {
      heightM = pressureHeightM
      heightSigmaM = Self.pressureHeightSigmaM
    } else {
      heightM = target.isOnGround == true ? antenna.heightM : nil
      heightSigmaM = Self.pressureHeightSigmaM
    }
  }

  /// The place, with one sigma along an axis: the mean of the squares across and along the line of
  /// sight, because a fix does not say how its error is turned.
  func fix(geolocationSigmaM: Double) throws(FixError) -> Fix {
    let acrossM = rangeM * calibration.azimuthSigmaDeg * .pi / 180
    let (point, alongM) = place()
    let squared = (acrossM * acrossM + alongM * alongM) / 2
    let sigmaM = (squared + geolocationSigmaM * geolocationSigmaM).squareRoot()
    return try Fix(
      latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg, sigmaM: max(1, sigmaM))
  }

  /// The place and the error along the line of sight.
  private func place() -> (GeoPoint, alongM: Double) {
    let rangeSigmaM = calibration.rangeSigmaM
    if isHorizontal {
      let point = Geodesic.destination(
        from: antenna.place, bearingRad: azimuthRad, distanceM: rangeM)
      return (point, rangeSigmaM)
    }
    if let heightM {
      let (point, elevationRad) = antenna.place(
        slantRangeM: rangeM, azimuthRad: azimuthRad, targetHeightM: heightM)
      // A height error moves the place by its tangent; below 60 degrees that holds.
      let riseM = min(rangeM, abs(heightM - antenna.heightM))
      let flatM = max(rangeM * 0.2, (rangeM * rangeM - riseM * riseM).squareRoot())
      let heightPartM = elevationRad == 0 ? 0 : heightSigmaM * min(riseM / flatM, 5)
      return (point, (rangeSigmaM * rangeSigmaM + heightPartM * heightPartM).squareRoot())
    }
    // Anywhere between the antenna's height and 6,000 m above: the middle of both places.
    let riseM = min(Self.unknownHeightM, rangeM)
    let shortestM = (rangeM * rangeM - riseM * riseM).squareRoot()
    let middleM = (rangeM + shortestM) / 2
    let middleRiseM = (rangeM * rangeM - middleM * middleM).squareRoot()
    let (point, _) = antenna.place(
      slantRangeM: rangeM, azimuthRad: azimuthRad, targetHeightM: antenna.heightM + middleRiseM)
    let spreadM = (rangeM - shortestM) / 12.0.squareRoot()
    return (point, (rangeSigmaM * rangeSigmaM + spreadM * spreadM).squareRoot())
  }
}
