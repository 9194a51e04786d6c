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

/// Slots by family, cell and stretch of time.
///
/// Reports that reach far or last long lie in layers of their own with wider cells and longer
/// stretches, so that one vague report does not make every search wide. A search costs a few
/// look-ups a layer, and never more than the layer has cells.
struct SearchGrid: Sendable {
  fileprivate struct Cell: Hashable {
    let row: Int32
    let column: Int32
    let stretch: Int64

    /// One word to the hasher and not three: look-ups are most of a search.
    func hash(into hasher: inout Hasher) {
      let place = UInt64(UInt32(bitPattern: row)) << 32 | UInt64(UInt32(bitPattern: column))
      hasher.combine(place &+ UInt64(bitPattern: stretch) &* 0x9E37_79B9_7F4A_7C15)
    }
  }

  fileprivate struct Layer: Sendable {
    let family: Family
    let placeLevel: Int
    let timeLevel: Int
    let rowDeg: Double
    let stretchMs: Int64
    var widestGateM = 0.0
    var longestPeriodMs: Int64 = 0
    var slots: [Cell: [Int32]] = [:]
  }

  private var layers: [Layer] = []
  private let settings: JoinSettings
  private let gate: Double

  init(_ settings: JoinSettings) {
    self.settings = settings
    gate = settings.gateSquared.squareRoot()
  }

  mutating func insert(_ slot: Int32, _ candidate: Candidate) {
    let index = layerIndex(candidate) ?? addLayer(candidate)
    layers[index].longestPeriodMs = max(layers[index].longestPeriodMs, candidate.lastedMs)
    layers[index].widestGateM = max(layers[index].widestGateM, gateM(candidate))
    let cell = layers[index].cell(candidate)
    layers[index].slots[cell, default: []].append(slot)
  }

  mutating func remove(_ slot: Int32, _ candidate: Candidate) {
    guard let index = layerIndex(candidate) else { return }
    let cell = layers[index].cell(candidate)
    guard var list = layers[index].slots.removeValue(forKey: cell) else { return }
    list.removeAll { $0 == slot }
    if !list.isEmpty { layers[index].slots[cell] = list }
  }

  /// Calls `body` for every slot that may agree with the candidate; some that do not are among them.
  func forEachNear(_ candidate: Candidate, _ body: (Int32) -> Void) {
    let ownM = gateM(candidate)
    let windowMs = settings.windowMs(candidate.family)
    for layer in layers where layer.family == candidate.family {
      layer.forEachNear(candidate, reachM: ownM + layer.widestGateM, windowMs: windowMs, body)
    }
  }

  /// Three times the longest half axis: the root of the gate is 3.03, shared by both places.
  private func gateM(_ candidate: Candidate) -> Double { gate * candidate.place.majorSigmaM }

  private func levels(_ candidate: Candidate) -> (place: Int, time: Int) {
    var place = 0
    var sideM = candidate.family.cellM
    let widthM = 2 * gateM(candidate)
    while sideM < widthM, place < 12 {
      sideM *= 2
      place += 1
    }
    var time = 0
    var lengthMs = stretchMs(candidate.family)
    while lengthMs < candidate.lastedMs, time < 24 {
      lengthMs *= 2
      time += 1
    }
    return (place, time)
  }

  private func stretchMs(_ family: Family) -> Int64 { max(60_000, settings.windowMs(family)) }

  private func layerIndex(_ candidate: Candidate) -> Int? {
    let (place, time) = levels(candidate)
    return layers.firstIndex {
      $0.family == candidate.family && $0.placeLevel == place && $0.timeLevel == time
    }
  }

  private mutating func addLayer(_ candidate: Candidate) -> Int {
    let (place, time) = levels(candidate)
    layers.append(
      Layer(
        family: candidate.family, placeLevel: place, timeLevel: time,
        rowDeg: candidate.family.cellM * Double(1 << place) / 111_000,
        stretchMs: stretchMs(candidate.family) << Int64(time)))
    return layers.count - 1
  }
}

extension SearchGrid.Layer {
  fileprivate func cell(_ candidate: Candidate) -> SearchGrid.Cell {
    let mean = candidate.place.mean
    let row = row(mean.latitudeDeg)
    return SearchGrid.Cell(
      row: row, column: Int32((mean.longitudeDeg / columnDeg(row: row)).rounded(.down)),
      stretch: stretch(candidate.emission.fromMs))
  }

  fileprivate func forEachNear(
    _ candidate: Candidate, reachM: Double, windowMs: Int64, _ body: (Int32) -> Void
  ) {
    let fromMs = candidate.emission.fromMs - windowMs - longestPeriodMs
    let stretches = stretch(fromMs)...stretch(candidate.emission.untilMs + windowMs)
    let sideM = rowDeg * 111_000
    let across = 2 * reachM / sideM + 2
    // Where a search would ask for more cells than there are, it looks at those there are.
    guard across * across * Double(stretches.count) <= Double(max(64, slots.count)) else {
      for list in slots.values { for slot in list { body(slot) } }
      return
    }
    let reachDeg = reachM / 110_500
    let mean = candidate.place.mean
    for row in row(mean.latitudeDeg - reachDeg)...row(mean.latitudeDeg + reachDeg) {
      let widthDeg = columnDeg(row: row)
      // One part in fifty for the difference of latitude across the reach.
      let reachColumns = reachM * 1.02 / sideM + 1e-9
      let column = mean.longitudeDeg / widthDeg
      let west = Int32((column - reachColumns).rounded(.down))
      let east = Int32((column + reachColumns).rounded(.down))
      for column in west...east {
        for stretch in stretches {
          guard
            let list = slots[SearchGrid.Cell(row: row, column: column, stretch: stretch)]
          else { continue }
          for slot in list { body(slot) }
        }
      }
    }
  }

  /// Rows of cells are counted in latitude; within a row the cells' width follows the row's own
  /// latitude, so a cell is as wide as it is high.
  private func row(_ latitudeDeg: Double) -> Int32 { Int32((latitudeDeg / rowDeg).rounded(.down)) }

  private func columnDeg(row: Int32) -> Double {
    rowDeg / max(0.02, cos((Double(row) + 0.5) * rowDeg * .pi / 180))
  }

  private func stretch(_ atMs: Int64) -> Int64 {
    let whole = atMs / stretchMs
    return atMs < whole * stretchMs ? whole - 1 : whole
  }
}
