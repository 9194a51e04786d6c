// Where did an event lie, measured against the mission's geometry? Worked out once per event.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

/// 95 % of a normal error lies within this many standard deviations.
let limitSigmas = 1.96

/// An event's place against the line in force at its time.
struct Site {
  let event: Event
  let line: ContactLine?
  let distanceM: Double
  let side: Party?

  init(_ event: Event, _ territory: Territory) {
    self.event = event
    line = territory.line(atMs: event.happened.fromMs)
    guard let line else {
      distanceM = .infinity
      side = nil
      return
    }
    let (distanceM, side) = line.index.signedDistance(to: event.point)
    self.distanceM = distanceM
    // A place nearer to the line than its error may lie on either side.
    self.side = distanceM <= limitSigmas * event.sigmaM ? nil : line.party(of: side)
  }
}

/// Is a measured distance within a limit? Undecided where the error reaches across it.
func isWithin(_ measured: Double, _ limit: Double, sigma: Double) -> Outcome {
  if abs(measured - limit) <= limitSigmas * sigma { return .undecided }
  return measured <= limit ? .yes : .no
}
