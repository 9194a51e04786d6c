// What does a plan lie on: cells with their sectors and places in space, and the light over them?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// The line in cells, prepared once for many plans.
public struct CoverageGround: Sendable {
  public let cells: LineCells
  /// Runs of cells by sector, in order of id.
  public let sectors: [(id: String, runs: [Range<Int>])]
  /// Middles of the cells from the centre of the Earth, metres, one column an axis.
  let xM: [Double]
  let yM: [Double]
  let zM: [Double]
  /// Upwards.
  let ups: [SIMD3<Double>]

  /// - Parameter sector: the id of the sector of a place; nil outside of all.
  public init(_ cells: LineCells, sector: (GeoPoint) -> String? = { _ in nil }) {
    self.cells = cells
    var runs: [String: [Range<Int>]] = [:]
    var (from, open): (Int, String?) = (0, nil)
    for cell in 0...cells.count {
      let id = cell < cells.count ? sector(cells.points[cell]) : nil
      guard id != open || cell == cells.count else { continue }
      if let open { runs[open, default: []].append(from..<cell) }
      (from, open) = (cell, id)
    }
    sectors = runs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let positions = cells.points.map(\.earthCentredM)
    (xM, yM, zM) = (positions.map(\.x), positions.map(\.y), positions.map(\.z))
    ups = cells.points.map(\.up)
  }

  public func runs(ofSector id: String) -> [Range<Int>]? { sectors.first { $0.id == id }?.runs }

  /// Slots in which it is night, `wordCount` words a cell.
  ///
  /// - Cost: a product of two vectors a cell and slot: 2 million a day of 1,400 km.
  public func night(_ slots: Slots) -> [UInt64] {
    let limit = Light.civilTwilightSine
    let suns = (0..<slots.count).map { Sun(atMs: slots.middleMs($0)).direction }
    var words = [UInt64](repeating: 0, count: cells.count * slots.wordCount)
    for cell in 0..<cells.count {
      let up = ups[cell]
      for word in 0..<slots.wordCount {
        var bits: UInt64 = 0
        for slot in (word * 64)..<min(slots.count, word * 64 + 64) {
          let sine = up.x * suns[slot].x + up.y * suns[slot].y + up.z * suns[slot].z
          if sine < limit { bits |= 1 << UInt64(slot - word * 64) }
        }
        words[cell * slots.wordCount + word] = bits
      }
    }
    return words
  }

  /// Slots in which a spell lies over a cell, `wordCount` words a cell; nil where there is none at all.
  func spells(_ spells: [LineSpell], _ slots: Slots) -> [UInt64]? {
    guard !spells.isEmpty else { return nil }
    var words = [UInt64](repeating: 0, count: cells.count * slots.wordCount)
    for spell in spells {
      let mask = slots.mask(spell.spans)
      for cell in cells.cells(withinKm: spell.km) {
        for word in 0..<slots.wordCount { words[cell * slots.wordCount + word] |= mask[word] }
      }
    }
    return words
  }
}
