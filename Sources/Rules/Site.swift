// Where did something lie, measured against the mission's geometry? Worked out once.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

/// 95 % of a normal error lies within this many standard deviations.
public let limitSigmas = 1.96

/// A place against the line in force at its time.
struct Site {
  let point: GeoPoint
  let sigmaM: Double
  let happened: Period
  let event: Event?
  let line: ContactLine?
  let distanceM: Double
  let side: Party?
  private let knownHeightM: Double?

  /// Nil where it was not measured.
  var heightM: Double? { event?.value(.heightM) ?? knownHeightM }

  init(_ event: Event, _ territory: Territory) {
    self.init(event.point, event.sigmaM, event.happened, territory, event: event)
  }

  init(
    _ point: GeoPoint, _ sigmaM: Double, _ happened: Period, _ territory: Territory,
    heightM: Double? = nil, event: Event? = nil
  ) {
    self.point = point
    self.sigmaM = sigmaM
    self.happened = happened
    self.event = event
    knownHeightM = heightM
    line = territory.line(atMs: happened.fromMs)
    guard let line else {
      distanceM = .infinity
      side = nil
      return
    }
    let (distanceM, side) = line.index.signedDistance(to: point)
    self.distanceM = distanceM
    // A place nearer to the line than its error may lie on either side.
    self.side = distanceM <= limitSigmas * sigmaM ? nil : line.party(of: side)
  }
}

/// Is a measured distance within a limit? Undecided where the error reaches across it.
func isWithin(_ measured: Double, _ limit: Double, sigma: Double) -> Outcome {
  if abs(measured - limit) <= limitSigmas * sigma { return .undecided }
  return measured <= limit ? .yes : .no
}

extension Comparison {
  /// Undecided where the limit lies within the error of what was measured.
  func outcome(_ measured: Double, _ limit: Double, sigma: Double) -> Outcome {
    if sigma > 0, abs(measured - limit) <= limitSigmas * sigma { return .undecided }
    return holds(measured, limit) ? .yes : .no
  }
}
