// What is remembered of one identity?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// One identity with its trails, its words about itself and the flags that stand.
struct Thing {
  let subject: Identity
  /// Counts up with every thing that takes a place, so that a place that was given away is known.
  let serial: UInt64
  var lastMs: Int64
  var shipType: Int?
  var strands: [Strand]
  var flags: [StandingFlag] = []
  var words: StatedWords
  var cadence: Cadence
  var replay = ReplayRun()
  var contradictions: [Contradiction] = []
  var beyondHorizonCount = 0
  var inland = Inland()
  /// The last report with a good stated accuracy, until it is lost.
  var lastAccurate: FlagEvidence?
  /// The area in which it jumped away and has not come back.
  var awayIn: Int?
  let identityFault: PlausibilityFlag.Detail?

  /// The cell of the map in which it last reported itself.
  var cell: Int64?

  /// Its neighbours in the order of being heard.
  var earlier: Int32 = -1
  var later: Int32 = -1

  init(_ report: MovingReport, _ identities: [Identity], serial: UInt64) {
    subject = report.subject
    self.serial = serial
    lastMs = report.atMs
    shipType = report.shipType
    strands = [Strand(report)]
    words = StatedWords(identities, report.shipType)
    cadence = Cadence(report)
    identityFault = Self.fault(report.subject)
  }

  /// Its last word of itself.
  var selfReport: MovingReport? {
    for strand in strands where strand.principle == .selfReport { return strand.last }
    return nil
  }

  private static func fault(_ subject: Identity) -> PlausibilityFlag.Detail? {
    switch subject.scheme {
    case .mmsi: MaritimeNumbers.fault(subject.text)
    // Neither all zeros nor all ones is given out (ICAO Annex 10, volume III, chapter 9).
    case .icaoAddress where subject.text == "000000" || subject.text == "FFFFFF":
      .placeholderNumber
    default: nil
    }
  }
}

/// How far inland a vessel was last seen, asked anew after it has moved.
struct Inland {
  var asked: GeoPoint?
  var distanceM: Double?
  var count = 0

  mutating func finding(_ report: MovingReport, _ land: LandMask) -> Finding? {
    // A vessel that lies still is asked once; 200 m change nothing against the map's tolerance.
    if let asked, offsetM(from: asked, to: report.point).length < 200 {
      if distanceM != nil { count += 1 }
    } else {
      asked = report.point
      distanceM = land.inlandM(report.point)
      count = distanceM == nil ? 0 : count + 1
    }
    guard let distanceM, count >= 2, distanceM > land.toleranceM + 3 * report.sigmaM else {
      return nil
    }
    return Finding(
      reason: .vesselOnLand, value: distanceM, limit: land.toleranceM, unit: .metres,
      distanceM: distanceM)
  }
}
