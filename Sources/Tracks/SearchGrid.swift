// Which reports lie near in place and time? Buckets, so that each new one looks at a few others.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Foundation
#endif

/// Slots by family, cell and stretch of time. Rows of cells are counted in latitude; within a row
/// the cells' width follows the row's own latitude, so a cell is as wide as it is high.
struct SearchGrid: Sendable {
  private struct Cell: Hashable {
    let family: UInt8
    let row: Int32
    let column: Int32
    let stretch: Int32
  }

  private var slots: [Cell: [Int32]] = [:]
  private var longestPeriodMs = [Int64](repeating: 0, count: 8)
  private var widestGateM = [Double](repeating: 0, count: 8)
  private let settings: JoinSettings

  init(_ settings: JoinSettings) { self.settings = settings }

  mutating func insert(_ slot: Int32, _ candidate: Candidate) {
    let family = Int(candidate.family.rawValue)
    longestPeriodMs[family] = max(
      longestPeriodMs[family], candidate.emission.untilMs - candidate.emission.fromMs)
    widestGateM[family] = max(widestGateM[family], gateM(candidate))
    slots[cell(candidate), default: []].append(slot)
  }

  mutating func remove(_ slot: Int32, _ candidate: Candidate) {
    let cell = cell(candidate)
    guard var list = slots[cell] else { return }
    list.removeAll { $0 == slot }
    slots[cell] = list.isEmpty ? nil : list
  }

  /// Calls `body` for every slot that may agree with the candidate; some that do not are among them.
  func forEachNear(_ candidate: Candidate, _ body: (Int32) -> Void) {
    let family = candidate.family
    let index = Int(family.rawValue)
    let reachM = gateM(candidate) + widestGateM[index]
    let cellDeg = Self.rowDeg(family)
    let reachDeg = reachM / 110_500
    let latitudeDeg = candidate.place.mean.latitudeDeg
    let southRow = Int32(((latitudeDeg - reachDeg) / cellDeg).rounded(.down))
    let northRow = Int32(((latitudeDeg + reachDeg) / cellDeg).rounded(.down))
    let stretches = stretches(candidate, index)
    for row in southRow...northRow {
      let widthDeg = Self.columnDeg(family, row: row)
      // One part in fifty for the difference of latitude across the reach.
      let reachColumns = reachM * 1.02 / (111_000 * cellDeg) + 1e-9
      let column = candidate.place.mean.longitudeDeg / widthDeg
      let columns =
        Int32((column - reachColumns).rounded(.down))...Int32(
          (column + reachColumns).rounded(.down))
      for column in columns {
        for stretch in stretches {
          let cell = Cell(
            family: family.rawValue, row: row, column: column, stretch: stretch)
          guard let list = slots[cell] else { continue }
          for slot in list { body(slot) }
        }
      }
    }
  }

  /// Three times the longest half axis: the root of the gate is 3.03, shared by both places.
  private func gateM(_ candidate: Candidate) -> Double {
    settings.gateSquared.squareRoot() * candidate.place.majorSigmaM
  }

  private func stretches(_ candidate: Candidate, _ index: Int) -> ClosedRange<Int32> {
    let windowMs = settings.windowMs(candidate.family)
    let fromMs = candidate.emission.fromMs - windowMs - longestPeriodMs[index]
    let untilMs = candidate.emission.untilMs + windowMs
    return stretch(fromMs, candidate.family)...stretch(untilMs, candidate.family)
  }

  private func stretch(_ atMs: Int64, _ family: Family) -> Int32 {
    let lengthMs = max(60_000, settings.windowMs(family))
    return Int32(truncatingIfNeeded: Int64((Double(atMs) / Double(lengthMs)).rounded(.down)))
  }

  private func cell(_ candidate: Candidate) -> Cell {
    let family = candidate.family
    let mean = candidate.place.mean
    let row = Int32((mean.latitudeDeg / Self.rowDeg(family)).rounded(.down))
    let column = Int32((mean.longitudeDeg / Self.columnDeg(family, row: row)).rounded(.down))
    return Cell(
      family: family.rawValue, row: row, column: column,
      stretch: stretch(candidate.emission.fromMs, family))
  }

  private static func rowDeg(_ family: Family) -> Double { family.cellM / 111_000 }

  private static func columnDeg(_ family: Family, row: Int32) -> Double {
    let latitudeDeg = (Double(row) + 0.5) * rowDeg(family)
    return rowDeg(family) / max(0.02, cos(latitudeDeg * .pi / 180))
  }
}
