// Which cells are watched by how many independent means in each step of time?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
public import Observations

/// Means over a line for a time.
///
/// A slot of a cell counts as watched by what is in reach at the middle of the slot; by a patrol that passes,
/// where it comes into sight at any time of the slot. Distances are chords between points of the ellipsoid:
/// 0.2 m less than the geodesic at 60 km.
public struct CoveragePlan: Sendable {
  public let ground: CoverageGround
  public let slots: Slots
  public let assets: [CoverageAsset]
  public let weather: Weather
  /// What radars look for flies at this height above the ground, metres.
  public let targetHeightM: Double
  /// Heights of the ground; without them the Earth is smooth.
  public let terrain: Terrain?
  private let night: [UInt64]
  private let fog: [UInt64]?

  public init(
    ground: CoverageGround, slots: Slots, assets: [CoverageAsset], weather: Weather = Weather(),
    targetHeightM: Double = 100, terrain: Terrain? = nil
  ) {
    (self.ground, self.slots, self.assets) = (ground, slots, assets)
    (self.weather, self.targetHeightM, self.terrain) = (weather, targetHeightM, terrain)
    night = ground.night(slots)
    fog = ground.spells(weather.fog, slots)
  }

  /// The plan under some circumstances.
  ///
  /// - Cost: 1,400 km in 100 m with 500 assets over 24 h in 10 min: see `Benchmarks/CoverageBenchmark`.
  public func grid(_ variant: PlanVariant = .normal) -> CoverageGrid {
    var jamming: [UInt64]?
    if case .jammed(let spells) = variant { jamming = ground.spells(spells, slots) }
    let conditions = CellConditions(slots: slots, night: night, fog: fog, jamming: jamming)
    let (group, count) = Independence.groups(of: assets)
    var members = [[Int]](repeating: [], count: count)
    for (index, number) in group.enumerated() where isThere(assets[index], variant) {
      members[number].append(index)
    }
    var counts = LayeredCounts(wordCount: ground.cells.count * slots.wordCount)
    var watch = GroupWatch(ground, slots, conditions)
    for group in members where !group.isEmpty {
      watch.clear()
      for index in group { add(assets[index], to: &watch) }
      counts.add(watch.words, within: watch.touched, wordsPerCell: slots.wordCount)
    }
    return CoverageGrid(ground: ground, slots: slots, counts: counts, night: night)
  }

  private func isThere(_ asset: CoverageAsset, _ variant: PlanVariant) -> Bool {
    if case .denied(let side) = variant { return asset.host != side }
    return true
  }

  /// When an asset is on, whoever it reaches; patrols by the slots that their shifts touch.
  public func onSlots(_ asset: CoverageAsset) -> [UInt64] {
    var mask = asset.on.map { slots.mask($0) } ?? slots.all
    switch asset.reach {
    case .orbit(let orbit, _, _):
      let station = slots.mask(orbit.onStation(in: slots.window))
      for word in mask.indices { mask[word] &= station[word] }
    case .patrol(let route):
      let shift = slots.mask(route.shifts)
      for word in mask.indices { mask[word] &= shift[word] }
    default: break
    }
    return mask
  }

  /// Hours in which the means of a kind are on, in sum.
  public func hours(of kind: WatchKind) -> Double {
    let slotCount = assets.lazy.filter { $0.kind == kind }.reduce(0) { sum, asset in
      onSlots(asset).reduce(sum) { $0 + $1.nonzeroBitCount }
    }
    return Double(slotCount) * Double(slots.lengthMs) / 3_600_000
  }

  private func add(_ asset: CoverageAsset, to watch: inout GroupWatch) {
    let on = onSlots(asset)
    switch asset.reach {
    case .radar(let radar): add(radar, asset, on, to: &watch)
    case .camera(let camera):
      watch.add(
        Circle(
          camera.place, bands: Bands(camera.sight, on), sector: FieldOfView(camera)),
        asset.underJamming)
    case .microphone(let microphone):
      watch.add(Circle(microphone.place, bands: bands(microphone, on)), asset.underJamming)
    case .orbit(_, let place, let sight):
      watch.add(Circle(place, bands: Bands(sight, on)), asset.underJamming)
    case .patrol(let route): watch.add(route, on: on, asset)
    case .stretch(let km, let inFog):
      watch.add(ground.cells.cells(withinKm: km), on, inFog: inFog, asset.underJamming)
    case .sector(let id, let inFog):
      for run in ground.runs(ofSector: id) ?? [] {
        watch.add(run, on, inFog: inFog, asset.underJamming)
      }
    }
  }

  private func add(
    _ radar: Radar, _ asset: CoverageAsset, _ on: [UInt64], to watch: inout GroupWatch
  ) {
    let reachM =
      terrain == nil
      ? radar.reachM(targetHeightM: targetHeightM)
      : radar.tableRangeM(targetHeightM: targetHeightM)
    var circle = Circle(radar.place, bands: Bands(SightM(always: reachM), on))
    if let terrain {
      circle.sightline = Sightline(terrain, radar, targetHeightM: targetHeightM)
    }
    watch.add(circle, asset.underJamming)
  }

  /// Wind and noise change from slot to slot: so many distances as there are different ranges.
  private func bands(_ microphone: Microphone, _ on: [UInt64]) -> Bands {
    var byRange: [Double: [UInt64]] = [:]
    for slot in 0..<slots.count {
      let atMs = slots.middleMs(slot)
      let air = weather.air.last { $0.fromMs <= atMs }
      let rangeM = microphone.rangeM(
        windMPerS: air?.windMPerS ?? 0, noise: air?.noise ?? .low)
      byRange[rangeM, default: [UInt64](repeating: 0, count: slots.wordCount)][slot / 64] |=
        1 << UInt64(slot % 64)
    }
    return Bands(byRange.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, on)
  }
}
