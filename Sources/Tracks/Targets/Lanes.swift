// How are four motion models worked on at once? One lane a model.
//
// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One value for each of the four motion models.
typealias Lanes = SIMD4<Double>

/// The functions of the platform's mathematics library that tracking needs.
enum TrackMath {
  @inline(__always) static func sine(_ rad: Double) -> Double { sin(rad) }
  @inline(__always) static func cosine(_ rad: Double) -> Double { cos(rad) }
  @inline(__always) static func exponential(_ value: Double) -> Double { exp(value) }
  @inline(__always) static func logarithm(_ value: Double) -> Double { log(value) }
  /// At most the natural logarithm of a positive value, and at most 0.013 less: where a bound is
  /// enough, at a fraction of the time.
  @inline(__always) static func logarithmBelow(_ value: Double) -> Double {
    let bits = value.bitPattern
    let power = Double(Int32(truncatingIfNeeded: bits >> 52) - 1_023)
    let part = Double(bitPattern: bits & 0xf_ffff_ffff_ffff | 0x3ff0_0000_0000_0000) - 1
    // The logarithm to base 2 of 1 + part is no less than this parabola between 0 and 1.
    return 0.693_147_180_559_945_3 * (power + part + 0.278 * part * (1 - part))
  }
  /// Counter-clockwise from east, -π to π.
  @inline(__always) static func angleRad(east: Double, north: Double) -> Double {
    atan2(north, east)
  }
  /// The same angle between -π and π.
  @inline(__always) static func wrappedRad(_ rad: Double) -> Double { remainder(rad, 2 * .pi) }
}

extension SIMD4 where Scalar == Double {
  /// e to the power of each lane, to 2 units in the last place; lanes below -700 count as -700, above
  /// 700 as 700. Made of plain arithmetic, so it gives the same bits on every machine.
  @inline(__always) var exponential: Self {
    let least = Self(repeating: -700)
    let most = Self(repeating: 700)
    let raised = replacing(with: least, where: self .< least)
    let x = raised.replacing(with: most, where: raised .> most)
    // Beyond 1.5 · 2^52 a double has no fraction: adding that rounds to the nearest whole number, and
    // leaves it in the lowest bits.
    let shifted = x * 1.442_695_040_888_963_4 + 6_755_399_441_055_744
    let n = shifted - 6_755_399_441_055_744
    // ln 2 in two parts (fdlibm), so that the remainder is exact.
    let r = x - n * 0.693_147_180_369_123_816_490 - n * 1.908_214_929_270_587_700_02e-10
    var p = Self(repeating: 1 / 479_001_600)
    p = p * r + 1 / 39_916_800
    p = p * r + 1 / 3_628_800
    p = p * r + 1 / 362_880
    p = p * r + 1 / 40_320
    p = p * r + 1 / 5_040
    p = p * r + 1 / 720
    p = p * r + 1 / 120
    p = p * r + 1 / 24
    p = p * r + 1 / 6
    p = p * r + 0.5
    p = p * r + 1
    p = p * r + 1
    let power = unsafeBitCast(shifted, to: SIMD4<Int64>.self)
    return p * unsafeBitCast((power &+ 1_023) &<< 52, to: Self.self)
  }

  @inline(__always) var smallest: Double {
    let two = lowHalf.replacing(with: highHalf, where: highHalf .< lowHalf)
    return two[1] < two[0] ? two[1] : two[0]
  }

  @inline(__always) var largest: Double {
    let two = lowHalf.replacing(with: highHalf, where: highHalf .> lowHalf)
    return two[1] > two[0] ? two[1] : two[0]
  }

  @inline(__always) var indexOfMax: Int {
    var best = 0
    for lane in 1..<4 where self[lane] > self[best] { best = lane }
    return best
  }
}
