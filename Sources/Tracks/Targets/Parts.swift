// How do several threads share the work of a large scan, so that the outcome is that of one?
//
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// The tracker itself and views of it, one a thread.
///
/// Safe to hand to threads as long as each writes only what no other reads or writes: its own runs,
/// and its own range of the shared ones.
private struct TrackerViews: @unchecked Sendable {
  let own: UnsafeMutablePointer<Tracker>
  let others: UnsafeMutablePointer<Tracker>

  subscript(part: Int) -> UnsafeMutablePointer<Tracker> {
    part == 0 ? own : others + (part - 1)
  }
}

extension Tracker {
  /// Targets within reach for which another thread is worth its start.
  static let reachedPerPart = 300
  /// States of contested contenders for which another thread is worth its start.
  static let statesPerPart = 600

  /// Parts to cut a range of so many into.
  func partCount(of count: Int, atLeast least: Int) -> Int {
    max(1, min(settings.threads, count / least))
  }

  /// Does a piece of work in several parts at once: the first with this value, each other one with a
  /// view of it. A view shares the runs of this value; `separate` gives it those of its own that its
  /// part writes to. The views come back, in order of the parts after the first.
  mutating func inParts(
    _ count: Int, separate: (inout ScanWork) -> Void,
    _ body: @Sendable (inout Tracker, _ part: Int) -> Void
  ) -> [Tracker] {
    var views: [Tracker] = []
    for _ in 1..<count {
      var view = self
      separate(&view.work)
      views.append(view)
    }
    withUnsafeMutablePointer(to: &self) { own in
      views.withUnsafeMutableBufferPointer { others in
        guard let first = others.baseAddress else { return }
        let views = TrackerViews(own: own, others: first)
        DispatchQueue.concurrentPerform(iterations: count) { part in
          body(&views[part].pointee, part)
        }
      }
    }
    return views
  }

  /// Looks at the targets within reach in parts, and puts what was found together in their order.
  mutating func lookInParts(
    _ count: Int, _ scan: Scan, _ sensor: TrackingSensor, _ density: PlotDensity
  ) {
    let total = work.reached.count
    let plotCount = work.used.count
    let views = inParts(count) { work in
      work.contenders = Run(capacity: total)
      work.pairings = Run(capacity: 2 * total)
      work.pairingEnds = Run(capacity: 2 * total)
      work.steps = Run()
      work.lastClaim = Run()
      work.claimCount = Run()
      work.lastClaim.fill(-1, count: plotCount)
      work.claimCount.fill(0, count: plotCount)
    } _: { tracker, part in
      tracker.look((total * part / count)..<(total * (part + 1) / count), scan, sensor, density)
    }
    for view in views {
      let pairingCount = Int32(work.pairings.count)
      for index in 0..<view.work.contenders.count {
        work.contenders.append(view.work.contenders[index])
      }
      for index in 0..<view.work.pairings.count { work.pairings.append(view.work.pairings[index]) }
      for index in 0..<view.work.pairingEnds.count {
        work.pairingEnds.append(pairingCount + view.work.pairingEnds[index])
      }
      for plot in 0..<plotCount { work.claimCount[plot] += view.work.claimCount[plot] }
    }
  }

  /// Works on each component, with the places of its contenders in `work.order`; several threads take
  /// neighbouring ones, with about as many states each.
  mutating func forEachComponent(_ body: @Sendable (inout Tracker, Range<Int>) -> Void) {
    var total = 0
    for place in 0..<work.order.count { total += stateCount(at: place) }
    let count = partCount(of: total, atLeast: Self.statesPerPart)
    guard count > 1 else {
      work(0..<work.componentEnds.count, body)
      return
    }
    let parts = componentParts(count, total)
    _ = inParts(count) { work in
      work.sums = Run(capacity: 64)
      work.kept = Run(capacity: 64)
    } _: { tracker, part in
      tracker.work(parts[part], body)
    }
  }

  private mutating func work(
    _ components: Range<Int>, _ body: (inout Tracker, Range<Int>) -> Void
  ) {
    for component in components {
      let first = component == 0 ? 0 : Int(work.componentEnds[component - 1])
      body(&self, first..<Int(work.componentEnds[component]))
    }
  }

  private func stateCount(at place: Int) -> Int {
    let contender = work.contenders.base + Int(work.order[place])
    return Int(contender.pointee.endState - contender.pointee.firstState)
  }

  /// Ranges of components, each with about the same number of states.
  private func componentParts(_ count: Int, _ total: Int) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var first = 0
    var place = 0
    var before = 0
    for component in 0..<work.componentEnds.count {
      while place < Int(work.componentEnds[component]) {
        before += stateCount(at: place)
        place += 1
      }
      if before * count >= total * (parts.count + 1), parts.count < count - 1 {
        parts.append(first..<(component + 1))
        first = component + 1
      }
    }
    while parts.count < count {
      parts.append(first..<work.componentEnds.count)
      first = work.componentEnds.count
    }
    return parts
  }
}
