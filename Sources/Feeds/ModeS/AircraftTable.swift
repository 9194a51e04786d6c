// What is known of each aircraft heard? A table of fixed size.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// What the last messages of one aircraft said. Times are nanoseconds since the stream began.
struct AircraftRow: Sendable {
  /// The address, bit 24 where it is not ICAO's, bit 25 where the row is in use.
  var key: UInt32 = 0
  var lastNs: Int64 = .min

  var even: StoredCPR?
  var odd: StoredCPR?
  /// A position from one pair that no second pair has confirmed.
  var candidate: TimedPoint?
  var confirmed: TimedPoint?
  /// Positions in a row that were too far from the confirmed one.
  var refusalCount: UInt8 = 0

  var version: UInt8?
  var supplementA: UInt8?
  var supplementC: UInt8?
  var nacP: UInt8?
  var sil: UInt8?
  var categorySet: UInt8 = 0
  var category: UInt8 = 0
  var callSign: ModeSText?
  var code: ModeACode?
  var velocity: ADSBVelocity?
  var velocityNs: Int64 = .min
  var isHeadingMagnetic = true

  var speedKn: Double?
  var trackDeg: Double?
  var verticalRateFtPerMin: Int?
}

struct StoredCPR: Sendable {
  var frame: CPRFrame
  var atNs: Int64
  var isSurface: Bool
  var isFast: Bool
}

struct TimedPoint: Sendable {
  var point: GeoPoint
  var atNs: Int64
}

/// At most 8,192 rows of about 300 bytes, made as aircraft are heard. Open addressing by the address:
/// a row's number stands in one of the eight places that follow the address's own; where all eight
/// are taken, the row heard of longest ago is overwritten.
struct AircraftTable: Sendable {
  static let rowCount = 8_192
  private static let reach = 8
  /// Number of the row, from 1; 0 where there is none.
  private var places = [UInt16](repeating: 0, count: rowCount)
  private var rows: [AircraftRow] = []

  /// Where the aircraft's row stands; a new one where there was none.
  mutating func index(of address: UInt32, isICAOAddress: Bool) -> Int {
    let key = address & 0xFF_FFFF | (isICAOAddress ? 0 : 1 << 24) | 1 << 25
    let home = Int((key &* 0x9E37_79B1) >> 19)
    var oldest = -1
    for step in 0..<Self.reach {
      let place = (home + step) & (Self.rowCount - 1)
      let index = Int(places[place]) - 1
      if index < 0 {
        rows.append(AircraftRow())
        rows[rows.count - 1].key = key
        places[place] = UInt16(rows.count)
        return rows.count - 1
      }
      if rows[index].key == key { return index }
      if oldest < 0 || rows[index].lastNs < rows[oldest].lastNs { oldest = index }
    }
    rows[oldest] = AircraftRow()
    rows[oldest].key = key
    return oldest
  }

  subscript(index: Int) -> AircraftRow {
    _read { yield rows[index] }
    _modify { yield &rows[index] }
  }
}
