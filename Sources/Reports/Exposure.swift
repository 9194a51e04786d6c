// How long did somebody watch in each sector, and how much of the line? From what the registers say.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Coverage
internal import Geo
internal import Observations
internal import Rules

extension ReportMaterial {
  /// Takes hours and coverage of this period, and the coverage of the one before, from the registers and
  /// from sensors that watch all the time. Where nobody keeps any, all stay unknown.
  public mutating func readExposure() {
    let reading = ExposureReading(self, period)
    exposure = reading.intervals
    exposureKinds = reading.kinds
    coverage = reading.coverage
    placelessWatchIDs = reading.placelessIDs
    previousCoverage = ExposureReading(self, period.previous).coverage
  }
}

/// The watches of one period.
private struct ExposureReading {
  private let period: ReportPeriod
  private let territory: Territory
  private let list: WatchList
  private let cells: LineCells
  /// Cells of each sector, by id.
  private let sectorRuns: [(id: String?, runs: [Range<Int>])]
  /// Of each watch that counts in the period; the others are not looked at.
  private let counted: [(index: Int, runs: [Range<Int>])]

  init(_ material: ReportMaterial, _ period: ReportPeriod) {
    self.period = period
    territory = material.mission.territory
    list = WatchList(
      material.register, material.mission.sensors, knownAtMs: period.untilMs - 1)
    let line = territory.line(atMs: period.untilMs)
    cells = LineCells(pieces: list.recordedKinds.isEmpty ? [] : line?.pieces ?? [])
    sectorRuns = Self.sectorRuns(cells, territory)
    let (cells, territory, list) = (cells, territory, list)
    var known: [RegisterPlace: [Range<Int>]] = [:]
    counted = list.watches.indices.filter { Self.counts(list.watches[$0], in: period) }.map {
      let place = list.watches[$0].place
      let runs = known[place] ?? place.cells(of: cells, territory, atMs: period.untilMs - 1)
      known[place] = runs
      return ($0, runs)
    }
  }

  /// It lies in the period, or before it and the Mission learned of it in the period.
  private static func counts(_ watch: RecordedWatch, in period: ReportPeriod) -> Bool {
    let isIn = watch.fromMs < period.untilMs && watch.untilMs ?? .max > period.fromMs
    return !watch.isPlanned && (isIn || period.contains(watch.knownAtMs))
  }

  private static func sectorRuns(
    _ cells: LineCells, _ territory: Territory
  ) -> [(id: String?, runs: [Range<Int>])] {
    let sectors = cells.points.map { territory.sector(of: $0)?.id }
    var found: [String?: [Range<Int>]] = [:]
    var from = 0
    for cell in sectors.indices
    where cell + 1 == sectors.count || sectors[cell + 1] != sectors[cell] {
      found[sectors[cell], default: []].append(from..<(cell + 1))
      from = cell + 1
    }
    return found.sorted { $0.key ?? "" < $1.key ?? "" }.map { ($0.key, $0.value) }
  }

  /// Means whose hours are known.
  var kinds: Set<WatchKind> { list.recordedKinds }

  /// Nil where no hours are known.
  var intervals: [ExposureInterval]? {
    guard !kinds.isEmpty else { return nil }
    let byWatcher = Dictionary(
      grouping: list.watches.indices.filter { !list.watches[$0].isPlanned },
      by: { Key(list.watches[$0]) })
    var intervals: [ExposureInterval] = []
    for (index, runs) in counted where kinds.contains(list.watches[index].kind) {
      let watch = list.watches[index]
      var own = watch.watched(untilMs: period.untilMs)
      // Two entries of one watcher at one time are one watch: the one known first counts.
      for at in byWatcher[Key(watch)] ?? [] where at != index {
        let other = list.watches[at]
        guard (other.knownAtMs, at) < (watch.knownAtMs, index),
          other.untilMs ?? .max > watch.fromMs, watch.untilMs ?? .max > other.fromMs
        else { continue }
        own = own.subtracting(other.watched(untilMs: period.untilMs))
      }
      let weight = 1 - watch.blindShare
      for (sector, share) in shares(of: watch, runs) {
        for range in own.ranges {
          intervals += self.intervals(watch, sector, share * weight, range)
        }
      }
    }
    return intervals
  }

  /// Whose hours, by which means.
  private struct Key: Hashable {
    let watcher: String
    let kind: WatchKind

    init(_ watch: RecordedWatch) { (watcher, kind) = (watch.watcher, watch.kind) }
  }

  /// Time within the period; and time before it, where the Mission learned of the watch in the period.
  private func intervals(
    _ watch: RecordedWatch, _ sector: String?, _ weight: Double, _ range: Range<Int64>
  ) -> [ExposureInterval] {
    let isNew = period.contains(watch.knownAtMs)
    let edges = [range.lowerBound, min(max(range.lowerBound, period.fromMs), range.upperBound)]
    var found: [ExposureInterval] = []
    if isNew, edges[0] < edges[1] {
      found.append(
        ExposureInterval(
          id: watch.id, kind: watch.kind, sector: sector,
          period: Period(fromMs: edges[0], untilMs: edges[1]), weight: weight, isLate: true))
    }
    if edges[1] < range.upperBound {
      found.append(
        ExposureInterval(
          id: watch.id, kind: watch.kind, sector: sector,
          period: Period(fromMs: edges[1], untilMs: range.upperBound), weight: weight))
    }
    return found
  }

  /// Which share of a watch's hours falls to which sector: by the length of line that it sees there, else
  /// all to the sector of its place.
  private func shares(
    of watch: RecordedWatch, _ runs: [Range<Int>]
  ) -> [(sector: String?, share: Double)] {
    let lengthM = cells.lengthM(of: runs)
    guard lengthM > 0 else {
      return [(watch.place.middle.flatMap { territory.sector(of: $0)?.id }, 1)]
    }
    return sectorRuns.compactMap { sector in
      let ownM = cells.lengthM(of: runs.intersected(with: sector.runs))
      return ownM > 0 ? (sector.id, ownM / lengthM) : nil
    }
  }

  // MARK: Coverage

  /// Nil unless the hours of all three means of the table are known, and there is a line.
  var coverage: LineCoverage? {
    guard kinds.isSuperset(of: ExposureInterval.inTable), cells.count > 0 else { return nil }
    let watches = inTable.map { watch, runs in
      CellWatch(
        cells: runs, spans: watch.watched(untilMs: period.untilMs), blindShare: watch.blindShare)
    }
    let watched = WatchedLine(
      watches, cellCount: cells.count, window: period.fromMs..<period.untilMs)
    var percent: [String: Double] = [:]
    for sector in sectorRuns {
      percent[sector.id ?? CountsBySector.outside] = watched.share(of: sector.runs, in: cells)
        .map { $0 * 100 }
    }
    guard let total = watched.share(of: [0..<cells.count], in: cells) else { return nil }
    return LineCoverage(percent: percent, totalPercent: total * 100)
  }

  private var inTable: [(watch: RecordedWatch, runs: [Range<Int>])] {
    counted.map { (list.watches[$0.index], $0.runs) }.filter {
      ExposureInterval.inTable.contains($0.watch.kind)
    }
  }

  /// Watches of the period whose place has no extent on the line: they have hours and no coverage.
  var placelessIDs: [String] {
    inTable.filter { watch, runs in
      runs.isEmpty
        && !watch.watched(untilMs: period.untilMs).clipped(to: period.fromMs..<period.untilMs)
          .isEmpty
    }.map(\.watch.id)
  }
}

extension ReportMaterial {
  /// What an interval counts in the report, milliseconds.
  func countedMs(_ interval: ExposureInterval) -> Double {
    let ms =
      interval.isLate
      ? interval.period.untilMs - interval.period.fromMs
      : period.overlapMs(with: interval.period)
    return Double(ms) * interval.weight
  }

  /// Hours of a means, with the entries that they come from; not recorded where nobody keeps them.
  func exposureH(_ kind: WatchKind, where isIn: (ExposureInterval) -> Bool = { _ in true }) -> Cell
  {
    guard let exposure, exposureKinds.contains(kind) else { return .notRecorded }
    let own = exposure.filter { $0.kind == kind && isIn($0) && countedMs($0) > 0 }
    let hours = own.reduce(0) { $0 + countedMs($1) } / 3_600_000
    var seen: Set<String> = []
    return Cell(
      .decimal(hours, places: 1), rows: own.map(\.id).filter { seen.insert($0).inserted })
  }
}
