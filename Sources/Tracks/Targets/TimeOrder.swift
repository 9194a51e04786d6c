// How do scans that come late take their place?
//
// SPDX-License-Identifier: Apache-2.0

/// A tracker for scans that do not come in order of time.
///
/// Scans wait until they are older than `lagS`; the state up to there is final. What came since is
/// worked through again, from the last state kept before the earliest newcomer, whenever tracks are
/// asked for. So the outcome is as if all scans had come in order, as long as none is later than the
/// lag; later ones are counted and change nothing.
public struct TimeOrder: Sendable {
  /// Scans between two kept states.
  static let stateSpacing = 6

  public let lagS: Double
  private var final: Tracker
  private var waiting: [Scan] = []
  /// States after the first so many waiting scans, in ascending order.
  private var kept: [(count: Int, tracker: Tracker)] = []
  private var current: Tracker
  private var currentCount = 0
  private var known = KnownScans()
  /// Scans that came later than the lag.
  public private(set) var lateCount = 0
  /// Scans worked through, again or for the first time.
  public private(set) var workCount = 0

  /// What was taken, where it is asked for: an explanation works through it again.
  private(set) var record: ScanRecord?

  /// - Parameter isRecorded: keeps all scans, for `explanation(of:atS:)`.
  public init(_ tracker: Tracker, lagS: Double, isRecorded: Bool = false) {
    self.lagS = lagS
    if isRecorded { record = ScanRecord(start: tracker.kept()) }
    final = tracker
    current = tracker.kept()
  }

  /// Takes a scan, or says why not.
  public mutating func take(_ scan: Scan) -> ScanOutcome {
    guard scan.timeS.isFinite else { return .withoutTime }
    guard final.sensors.indices.contains(scan.sensor) else { return .unknownSensor }
    guard scan.timeS >= (lagS > 0 ? final.timeS : current.timeS) else {
      lateCount += 1
      return .tooLate
    }
    guard known.insert(scan.id) else { return .repeated }
    var scan = scan
    let sensor = final.sensors[scan.sensor]
    let countBefore = scan.plots.count
    if !scan.plots.allSatisfy(sensor.accepts) { scan.plots.removeAll { !sensor.accepts($0) } }
    if scan.plots.count > final.settings.plotsPerScanMax {
      scan.plots.removeSubrange(final.settings.plotsPerScanMax...)
    }
    place(scan)
    return .taken(leftOutCount: countBefore - scan.plots.count)
  }

  private mutating func place(_ scan: Scan) {
    record?.scans.append(scan)
    if lagS <= 0 {
      current.take(scan)
      workCount += 1
      return
    }
    var place = waiting.count
    while place > 0 && Self.isBefore(scan, waiting[place - 1]) { place -= 1 }
    waiting.insert(scan, at: place)
    if place < currentCount { goBack(to: place) }
  }

  /// Deterministic whatever the order of arrival.
  static func isBefore(_ left: Scan, _ right: Scan) -> Bool {
    if left.timeS != right.timeS { return left.timeS < right.timeS }
    if left.sensor != right.sensor { return left.sensor < right.sensor }
    return left.id < right.id
  }

  private mutating func goBack(to count: Int) {
    while let last = kept.last, last.count > count { kept.removeLast() }
    current = (kept.last?.tracker ?? final).kept()
    currentCount = kept.last?.count ?? 0
  }

  /// The tracks as known at a time.
  public mutating func tracks(atS timeS: Double) -> [TrackEstimate] {
    catchUp(toS: timeS)
    settle(beforeS: timeS - lagS)
    return current.tracks(atS: timeS)
  }

  private mutating func catchUp(toS timeS: Double) {
    while currentCount < waiting.count, waiting[currentCount].timeS <= timeS {
      current.take(waiting[currentCount])
      workCount += 1
      currentCount += 1
      if currentCount % Self.stateSpacing == 0 { kept.append((currentCount, current.kept())) }
    }
  }

  /// Makes what is older than the lag final, up to the last kept state.
  private mutating func settle(beforeS timeS: Double) {
    guard lagS > 0 else { return }
    guard
      let place = kept.lastIndex(where: { waiting[$0.count - 1].timeS <= timeS })
    else { return }
    let count = kept[place].count
    final = kept[place].tracker
    waiting.removeFirst(count)
    kept = kept[(place + 1)...].map { ($0.count - count, $0.tracker) }
    currentCount -= count
  }

  /// The state after the scans worked through so far.
  public var tracker: Tracker { current }
}

/// Ids of the last scans, to know one that comes twice.
private struct KnownScans: Sendable {
  static let countMax = 65_536

  private var ids: Set<Int> = []
  private var inOrder: [Int] = []
  private var next = 0

  /// False where it is there already.
  mutating func insert(_ id: Int) -> Bool {
    guard ids.insert(id).inserted else { return false }
    if inOrder.count < Self.countMax {
      inOrder.append(id)
    } else {
      ids.remove(inOrder[next])
      inOrder[next] = id
      next = (next + 1) % Self.countMax
    }
    return true
  }
}
