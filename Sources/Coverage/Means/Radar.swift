// How far does a radar see a thing at a height: by its range table, and over the curve of the Earth?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// How far radio goes over a smooth Earth of 4/3 of its radius (standard atmosphere, ITU-R P.310).
public enum RadarHorizon {
  /// Mean radius of the Earth, metres.
  public static let earthRadiusM = 6_371_000.0
  public static let effectiveRadiusM = earthRadiusM * 4 / 3

  /// √(2 · 4/3 R · height): 4.12 km times the root of the height in metres.
  public static func distanceM(heightM: Double) -> Double {
    (2 * effectiveRadiusM * max(0, heightM)).squareRoot()
  }

  /// At most so far apart antenna and target see each other.
  public static func distanceM(antennaM: Double, targetM: Double) -> Double {
    distanceM(heightM: antennaM) + distanceM(heightM: targetM)
  }
}

public struct Radar: Hashable, Sendable {
  /// So far it detects what flies at a height: a row of its range table.
  public struct Row: Hashable, Sendable {
    public var targetHeightM: Double
    public var rangeM: Double

    public init(targetHeightM: Double, rangeM: Double) {
      (self.targetHeightM, self.rangeM) = (targetHeightM, rangeM)
    }
  }

  public var place: GeoPoint
  /// Above the ground on which it stands.
  public var antennaHeightM: Double
  /// By height, upwards; between two rows the range is interpolated, beyond them it is that of the last.
  public var table: [Row]

  public init(place: GeoPoint, antennaHeightM: Double, table: [Row]) {
    (self.place, self.antennaHeightM, self.table) = (place, antennaHeightM, table)
  }

  public func tableRangeM(targetHeightM: Double) -> Double {
    guard let first = table.first, let last = table.last else { return 0 }
    if targetHeightM <= first.targetHeightM { return first.rangeM }
    if targetHeightM >= last.targetHeightM { return last.rangeM }
    let above = table.firstIndex { $0.targetHeightM >= targetHeightM } ?? table.count - 1
    let (low, high) = (table[above - 1], table[above])
    let share = (targetHeightM - low.targetHeightM) / (high.targetHeightM - low.targetHeightM)
    return low.rangeM + share * (high.rangeM - low.rangeM)
  }

  /// Over a smooth Earth, along the ground: the lesser of range table and horizon.
  public func reachM(targetHeightM: Double) -> Double {
    min(
      tableRangeM(targetHeightM: targetHeightM),
      RadarHorizon.distanceM(antennaM: antennaHeightM, targetM: targetHeightM))
  }
}
