// The functions of the platform's mathematics library that Mode S needs.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum ModeSMath {
  static func sine(_ rad: Double) -> Double { sin(rad) }
  static func cosine(_ rad: Double) -> Double { cos(rad) }
  static func arcCosine(_ ratio: Double) -> Double { acos(ratio) }
  /// Clockwise from north, -180 to 180.
  static func bearingDeg(east: Double, north: Double) -> Double {
    atan2(east, north) * 180 / .pi
  }
  static func decibels(amplitude: Double) -> Double { 20 * log10(amplitude) }
}
