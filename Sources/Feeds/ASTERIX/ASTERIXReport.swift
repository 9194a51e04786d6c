// How does a target become an observation's words: kind, attributes, identities, confidence?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Direction of a vector, clockwise from north, `0..<360`.
func courseOfDeg(east: Double, north: Double) -> Double {
  let angle = atan2(east, north) * 180 / .pi
  return angle < 0 ? angle + 360 : angle
}

extension ASTERIXTarget {
  /// Emitter category 13 of ADS-B is an unmanned aircraft; a ground vehicle of category 010 or of
  /// ADS-B (20, 21) is traffic.
  func kind(_ category: UInt8) -> ObservationKind {
    if category == 21, emitterCategory == 13 { return .uav }
    if category == 21, emitterCategory == 20 || emitterCategory == 21 { return .crossingTraffic }
    if category == 10, targetType == 2 { return .crossingTraffic }
    return .aircraft
  }

  var confidence: Confidence {
    isExtrapolated || isTentative || isTest || isSimulated ? .low : .nominal
  }

  func identities(_ source: UInt16) -> [Identity] {
    var identities: [Identity] = []
    if let address, address > 0, address < 0xFF_FFFF {
      let digits = String(address, radix: 16, uppercase: true)
      let text = String(repeating: "0", count: max(0, 6 - digits.utf8.count)) + digits
      identities.append(Identity(isICAOAddress ? .icaoAddress : .otherAddress, text))
    }
    if let callSign { identities.append(Identity(.callSign, callSign)) }
    if let modeAText, !isModeADoubtful { identities.append(Identity(.modeA, modeAText)) }
    if let trackNumber {
      identities.append(Identity(.radarTrack, "\(source >> 8)/\(source & 255)/\(trackNumber)"))
    }
    return identities
  }

  var attributes: [Attribute] {
    var attributes: [Attribute] = []
    func add(_ name: AttributeName, _ value: Double?) {
      if let value { attributes.append(Attribute(name, value)) }
    }
    add(.ellipsoidHeightM, ellipsoidHeightM)
    add(.meanSeaLevelHeightM, seaHeightM)
    if !isPressureHeightDoubtful { add(.pressureHeightM, pressureHeightM) }
    add(.speedMPerS, groundSpeedMPerS)
    add(.courseDeg, courseDeg)
    add(.verticalRateMPerS, verticalRateMPerS)
    if let isOnGround { add(.onGround, isOnGround ? 1 : 0) }
    if let nucOrNIC { add(.nic, Double(nucOrNIC)) }
    if let nacp { add(.nacP, Double(nacp)) }
    if let nucOrNACv { add(.nacV, Double(nucOrNACv)) }
    if let sil { add(.sil, Double(sil)) }
    if let trackNumber { add(.trackNumber, Double(trackNumber)) }
    if isSimulated || isTest { add(.simulated, 1) }
    return attributes
  }

  /// One sigma of a position that the source gives in WGS-84.
  ///
  /// Category 062 states it (I062/500), category 010 too (I010/500). Category 021 gives NACp, whose
  /// bound is a radius of 95 %, so it is divided by 2.448 (DO-260B table 2-71); where it gives none,
  /// 500 m, and for a system track without I062/500 300 m, are taken.
  func statedSigmaM(_ category: UInt8) -> Double {
    if let eastSigmaM, let northSigmaM {
      return max(1, ((eastSigmaM * eastSigmaM + northSigmaM * northSigmaM) / 2).squareRoot())
    }
    guard category == 21 else { return category == 10 ? 30 : 300 }
    let radiusM: [Double] = [
      0, 18_520, 7_408, 3_704, 1_852, 926, 555.6, 185.2, 92.6, 30, 10, 3,
    ]
    guard let nacp, nacp > 0, Int(nacp) < radiusM.count else { return 500 }
    return max(1, radiusM[Int(nacp)] / 2.448)
  }
}
