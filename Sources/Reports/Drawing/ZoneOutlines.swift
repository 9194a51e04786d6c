// How far do the zones along the line reach? Their outlines, for the map.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Geo

extension MapGround {
  private static let zoneCountMax = 3
  private static let offsetMaxM = 30_000.0

  /// Outlines of the narrowest zones on both sides of the line in force at that time. Broad ones would
  /// cover the map and are named in the text.
  public static func zones(of territory: Territory, atMs: Int64) -> [[GeoPoint]] {
    guard let line = territory.line(atMs: atMs) else { return [] }
    var offsetsM: Set<Double> = []
    for zone in territory.zones where zone.validity.contains(atMs) {
      if case .offset(let offsetM, nil) = zone.shape, offsetM <= offsetMaxM {
        offsetsM.insert(offsetM)
      }
    }
    return offsetsM.sorted().prefix(zoneCountMax).flatMap { offsetM in
      offsetZone(of: line.index, offsetM: offsetM, side: .both).flatMap(\.rings).map {
        simplified($0, toleranceM: max(offsetM / 50, 200))
      }
    }
  }
}
