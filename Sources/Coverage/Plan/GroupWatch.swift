// Which slots of which cells does one group of dependent means watch? The hot loop.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// A bit a slot and cell, filled by the assets of one group after the other.
///
/// The loop over cells compares squares of distances, in three columns, and takes no root; only cells within
/// reach cost more. Nothing is allocated an asset.
struct GroupWatch {
  private let ground: CoverageGround
  private let slots: Slots
  private let conditions: CellConditions
  private(set) var words: [UInt64]
  /// Cells that may have bits.
  private(set) var touched: Range<Int>

  init(_ ground: CoverageGround, _ slots: Slots, _ conditions: CellConditions) {
    (self.ground, self.slots, self.conditions) = (ground, slots, conditions)
    words = [UInt64](repeating: 0, count: ground.cells.count * slots.wordCount)
    touched = 0..<0
  }

  mutating func clear() {
    for word in (touched.lowerBound * slots.wordCount)..<(touched.upperBound * slots.wordCount) {
      words[word] = 0
    }
    touched = 0..<0
  }

  private mutating func touch(_ cells: Range<Int>) {
    guard !cells.isEmpty else { return }
    touched =
      touched.isEmpty
      ? cells
      : min(touched.lowerBound, cells.lowerBound)..<max(touched.upperBound, cells.upperBound)
  }

  // MARK: Circles

  mutating func add(_ circle: Circle, _ underJamming: CoverageAsset.UnderJamming) {
    let mostSquared = circle.bands.mostM * circle.bands.mostM
    guard mostSquared > 0 else { return }
    let place = circle.place
    let (xM, yM, zM) = (ground.xM, ground.yM, ground.zM)
    var (first, last) = (Int.max, -1)
    for cell in xM.indices {
      let (x, y, z) = (xM[cell] - place.x, yM[cell] - place.y, zM[cell] - place.z)
      let squared = x * x + y * y + z * z
      guard squared <= mostSquared else { continue }
      guard isSeen(cell, SIMD3(x, y, z), circle) else { continue }
      first = min(first, cell)
      last = cell
      mark(cell, squared, circle.bands, underJamming)
    }
    if last >= first { touch(first..<(last + 1)) }
  }

  @inline(__always)
  private func isSeen(_ cell: Int, _ offset: SIMD3<Double>, _ circle: Circle) -> Bool {
    if let field = circle.sector {
      let eastM = (offset * circle.east).sum()
      let northM = (offset * circle.north).sum()
      guard field.contains(eastM: eastM, northM: northM) else { return false }
    }
    return circle.sightline?.isClear(to: ground.cells.points[cell]) ?? true
  }

  @inline(__always)
  private mutating func mark(
    _ cell: Int, _ squared: Double, _ bands: Bands, _ underJamming: CoverageAsset.UnderJamming
  ) {
    let at = cell * slots.wordCount
    for band in bands.bands {
      for word in 0..<slots.wordCount {
        let seen = seen(at + word, squared, band) & band.slots[word]
        guard let jamming = conditions.jamming else {
          words[at + word] |= seen
          continue
        }
        let jammed = jamming[at + word]
        switch underJamming {
        case .unaffected: words[at + word] |= seen
        case .out: words[at + word] |= seen & ~jammed
        case .reach(let share):
          // Seen with a share of the reach is as seen from so much farther away.
          let far = share > 0 ? squared / (share * share) : .infinity
          let left = self.seen(at + word, far, band) & band.slots[word]
          words[at + word] |= seen & ~jammed | left & jammed
        }
      }
    }
  }

  @inline(__always)
  private func seen(_ at: Int, _ squared: Double, _ band: Bands.Band) -> UInt64 {
    let byDay: UInt64 = squared <= band.daySquared ? .max : 0
    let byNight: UInt64 = squared <= band.nightSquared ? .max : 0
    let night = conditions.night[at]
    let clear = byDay & ~night | byNight & night
    guard let fog = conditions.fog else { return clear }
    let inFog: UInt64 = squared <= band.fogSquared ? .max : 0
    return clear & ~fog[at] | inFog & fog[at]
  }

  // MARK: Stretches

  mutating func add(
    _ cells: Range<Int>, _ on: [UInt64], inFog: Bool, _ underJamming: CoverageAsset.UnderJamming
  ) {
    touch(cells)
    for cell in cells {
      let at = cell * slots.wordCount
      for word in 0..<slots.wordCount {
        var bits = on[word]
        if !inFog, let fog = conditions.fog { bits &= ~fog[at + word] }
        if underJamming != .unaffected, let jamming = conditions.jamming {
          bits &= ~jamming[at + word]
        }
        words[at + word] |= bits
      }
    }
  }

  // MARK: Patrols

  /// A slot counts where the patrol comes into sight at any time of it.
  mutating func add(_ route: PatrolRoute, on: [UInt64], _ asset: CoverageAsset) {
    let always = asset.on.map { slots.mask($0) } ?? slots.all
    for shift in route.shifts.clipped(to: slots.window).ranges {
      let startMs = route.shifts.ranges.first { $0.overlaps(shift) }?.lowerBound ?? 0
      let firstSlot = Int((shift.lowerBound - slots.fromMs) / slots.lengthMs)
      let lastSlot = Int((shift.upperBound - 1 - slots.fromMs) / slots.lengthMs)
      for slot in firstSlot...lastSlot where always[slot / 64] >> UInt64(slot % 64) & 1 == 1 {
        let fromMs = max(shift.lowerBound, slots.startMs(slot))
        let untilMs = min(shift.upperBound, slots.startMs(slot + 1))
        add(
          route.swept(afterMs: Double(fromMs - startMs)...Double(untilMs - startMs)), route.sight,
          slot, asset.underJamming)
      }
    }
  }

  private mutating func add(
    _ km: ClosedRange<Double>, _ sight: SightM, _ slot: Int,
    _ underJamming: CoverageAsset.UnderJamming
  ) {
    let mostKm = sight.most / 1_000
    let cells = ground.cells.cells(withinKm: (km.lowerBound - mostKm)...(km.upperBound + mostKm))
    touch(cells)
    let bit: UInt64 = 1 << UInt64(slot % 64)
    for cell in cells {
      let at = cell * slots.wordCount + slot / 64
      let middleKm = (ground.cells.startM[cell] + ground.cells.startM[cell + 1]) / 2_000
      let offM = 1_000 * max(0, km.lowerBound - middleKm, middleKm - km.upperBound)
      var sightM = conditions.night[at] & bit != 0 ? sight.night : sight.day
      if let fog = conditions.fog, fog[at] & bit != 0 { sightM = sight.fog }
      if let jamming = conditions.jamming, jamming[at] & bit != 0 {
        switch underJamming {
        case .unaffected: break
        case .out: continue
        case .reach(let share): sightM *= share
        }
      }
      if sightM > 0, offM <= sightM { words[at] |= bit }
    }
  }
}
