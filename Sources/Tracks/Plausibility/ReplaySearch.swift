// Was this trail heard before? Positions of moving things that come a second time in the same order.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// How far the present reports of a thing follow an earlier trail.
struct ReplayRun {
  var slot: Int32 = -1
  var serial: UInt64 = 0
  var position = 0
  var length = 0
  /// Reports since the last that followed it.
  var missCount = 0
  var begin: FlagEvidence?
  /// Reports of this thing that were written down.
  var count = 0
  var last: GeoPoint?
}

/// The last reports of moving things, found by their position.
///
/// A ship that passes the same spot twice meets single positions again, never six in a row to the last
/// digit; one that lies at its berth does, and is not written down.
struct ReplaySearch {
  private struct Entry {
    var bits: UInt64 = 0
    var serial: UInt64 = 0
    var atMs: Int64 = .min
    var slot: Int32 = -1
    var position: Int32 = 0
  }

  private var entries: [Entry]
  private let mask: UInt64

  private static let runMin = 6
  private static let ageMinMs: Int64 = 120_000
  private static let reach = 4

  init(reportCount: Int) {
    let size = max(1_024, reportCount).nextPowerOfTwo
    entries = [Entry](repeating: Entry(), count: size)
    mask = UInt64(size - 1)
  }

  /// - Returns: where the trail was heard that is being repeated, and by how many reports.
  mutating func take(
    _ report: MovingReport, slot: Int32, serial: UInt64, _ run: inout ReplayRun
  ) -> (slot: Int32, serial: UInt64, length: Int)? {
    guard (report.speedMPerS ?? 0) > 1.5, report.point != run.last else { return nil }
    run.last = report.point
    run.count += 1
    let bits =
      report.point.latitudeDeg.bitPattern &* 0x9E37_79B9_7F4A_7C15
      ^ report.point.longitudeDeg.bitPattern &* 0xC2B2_AE3D_27D4_EB4F
    let home = (bits ^ bits >> 29) &* 0xBF58_476D_1CE4_E5B9 >> 20
    var place = Int(home & mask)
    var oldest = place
    run.missCount += 1
    if run.missCount > 3 { run.length = 0 }
    for _ in 0..<Self.reach {
      if entries[place].bits == bits {
        follow(entries[place], report, &run)
        oldest = place
        break
      }
      if entries[place].atMs < entries[oldest].atMs { oldest = place }
      place = (place + 1) & Int(mask)
    }
    entries[oldest] = Entry(
      bits: bits, serial: serial, atMs: report.atMs, slot: slot,
      position: Int32(clamping: run.count))
    return run.length >= Self.runMin ? (run.slot, run.serial, run.length) : nil
  }

  private func follow(_ entry: Entry, _ report: MovingReport, _ run: inout ReplayRun) {
    guard report.atMs - entry.atMs >= Self.ageMinMs else { return }
    let step = Int(entry.position) - run.position
    if entry.serial == run.serial, (1...4).contains(step) {
      run.length += 1
    } else {
      run.length = 1
      run.begin = report.evidence
    }
    run.missCount = 0
    run.slot = entry.slot
    run.serial = entry.serial
    run.position = Int(entry.position)
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
