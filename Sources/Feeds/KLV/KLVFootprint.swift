// Where does the sensor look? Corners as sent, or from place, attitude and field of view.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The ground that an image shows, from its upper left corner clockwise.
public struct KLVFootprint: Hashable, Sendable {
  public enum Source: UInt8, Sendable {
    /// Items 82 to 89.
    case corners = 1
    /// Items 26 to 33 from the frame centre.
    case offsetCorners = 2
    /// From the sensor's place, height, attitude and field of view over flat ground.
    case computed = 3
  }

  public var source: Source
  /// Four points.
  public var corners: [GeoPoint]
}

extension KLVPacket {
  /// The sensor, items 13 and 14; nil where unknown.
  public var sensorPoint: GeoPoint? { point(13, 14) }
  /// The frame's centre on the ground, items 23 and 24.
  public var frameCentre: GeoPoint? { point(23, 24) }

  func point(_ latitudeTag: Int, _ longitudeTag: Int) -> GeoPoint? {
    guard let latitudeDeg = number(latitudeTag), let longitudeDeg = number(longitudeTag) else {
      return nil
    }
    return GeoPoint(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  /// Full corners first, then offset corners, then what can be computed; nil where none is whole, or
  /// where a computed corner lies above the horizon.
  public var footprint: KLVFootprint? {
    let full = (0..<4).compactMap { point(82 + 2 * $0, 83 + 2 * $0) }
    if full.count == 4 { return KLVFootprint(source: .corners, corners: full) }
    if let centre = frameCentre {
      let offsets = (0..<4).compactMap { point(26 + 2 * $0, 27 + 2 * $0) }
      if offsets.count == 4 {
        return KLVFootprint(
          source: .offsetCorners,
          corners: offsets.map {
            GeoPoint(
              latitudeDeg: centre.latitudeDeg + $0.latitudeDeg,
              longitudeDeg: centre.longitudeDeg + $0.longitudeDeg)
          })
      }
    }
    return computedFootprint
  }

  /// Height of the sensor above the ground of the frame's centre, both above the same surface.
  private var heightM: Double? {
    if let sensorM = number(15), let groundM = number(25) { return sensorM - groundM }
    if let sensorM = number(104) ?? number(75), let groundM = number(78) {
      return sensorM - groundM
    }
    return nil
  }

  private var computedFootprint: KLVFootprint? {
    guard let sensor = sensorPoint, let heightM, heightM > 0, let horizontalDeg = number(16),
      let verticalDeg = number(17), horizontalDeg < 179, verticalDeg < 179,
      let headingDeg = number(5), let pitchDeg = number(90) ?? number(6),
      let rollDeg = number(91) ?? number(7), let azimuthDeg = number(18),
      let elevationDeg = number(19)
    else { return nil }
    let platform = KLVRotation(headingDeg, pitchDeg, rollDeg)
    let mount = KLVRotation(azimuthDeg, elevationDeg, number(20) ?? 0)
    let plane = LocalPlane(origin: sensor)
    let right = tan(horizontalDeg * .pi / 360)
    let up = tan(verticalDeg * .pi / 360)
    var corners: [GeoPoint] = []
    for (side, top) in [(-right, up), (right, up), (right, -up), (-right, -up)] {
      // Forward, right, down; then north, east, down.
      let ray = platform.applied(to: mount.applied(to: SIMD3(1, side, -top)))
      guard ray.z > 0 else { return nil }
      let northM = ray.x / ray.z * heightM
      let eastM = ray.y / ray.z * heightM
      // Beyond this the earth is not flat any more: 50 km fall away by 196 m.
      guard northM * northM + eastM * eastM < 2.5e9 else { return nil }
      corners.append(plane.point(eastM: eastM, northM: northM))
    }
    return KLVFootprint(source: .computed, corners: corners)
  }
}

/// A turn about the down axis, then the right axis, then the forward axis, as aircraft angles are
/// defined.
private struct KLVRotation {
  private let yaw: (sine: Double, cosine: Double)
  private let pitch: (sine: Double, cosine: Double)
  private let roll: (sine: Double, cosine: Double)

  init(_ yawDeg: Double, _ pitchDeg: Double, _ rollDeg: Double) {
    func both(_ deg: Double) -> (sine: Double, cosine: Double) {
      (sin(deg * .pi / 180), cos(deg * .pi / 180))
    }
    (yaw, pitch, roll) = (both(yawDeg), both(pitchDeg), both(rollDeg))
  }

  func applied(to vector: SIMD3<Double>) -> SIMD3<Double> {
    let rolled = SIMD3(
      vector.x, vector.y * roll.cosine - vector.z * roll.sine,
      vector.y * roll.sine + vector.z * roll.cosine)
    let pitched = SIMD3(
      rolled.x * pitch.cosine + rolled.z * pitch.sine, rolled.y,
      rolled.z * pitch.cosine - rolled.x * pitch.sine)
    return SIMD3(
      pitched.x * yaw.cosine - pitched.y * yaw.sine,
      pitched.x * yaw.sine + pitched.y * yaw.cosine, pitched.z)
  }
}
