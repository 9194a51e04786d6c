// Which numbers decide how a track begins, lives, branches and ends?
//
// SPDX-License-Identifier: Apache-2.0

/// One set for all scenes; tuned on seeds 1 to 3 and 11 to 13 of the scenarios
/// (docs/internals/tracking.md).
public struct TrackerSettings: Hashable, Sendable {
  public var models = MotionModels.general
  /// Fastest thing that is looked for. A new track's velocity has 0.4 times this as one sigma in each
  /// direction, until the tracks themselves tell.
  public var speedMaxMPS = 200.0
  public var area: PlaneArea
  /// Mean time for which a thing stays in the area.
  public var lifeS = 1_000.0
  /// Time in which as many things appear as there were in the first scan.
  public var renewalS = 130.0

  // Existence: a track is shown from `confirm` on, until it falls below `show`.
  public var confirm = 0.9
  public var show = 0.5
  /// A track or a first sighting is forgotten below these.
  public var forgetTrack = 0.002
  public var forgetSighting = 0.0008

  // Hypotheses of one track.
  /// A pairing that is less probable than this share of a miss is not looked at.
  public var pairingMin = 0.01
  /// Largest squared distance of a pairing in sigmas, whatever the share.
  public var distance2Max = 25.0
  public var hypothesisMin = 0.001
  public var hypothesisCountMax = 12
  /// Scans after which a decision is final.
  public var windowScans = 7
  /// Squared distance, in sigmas, below which two hypotheses are one.
  public var joinDistance2 = 0.1

  // Columns: things near each other that go the same way.
  /// Prior that a thing near others moves as one of them does.
  public var columnShare = 0.95
  public var columnReachM = 300.0
  /// How far velocities in a column differ, one sigma.
  public var columnSigmaMPS = 0.7

  public var beliefRoundsMax = 25
  public var choiceRoundsMax = 60
  /// Plots of one scan that are looked at; the rest is counted and left out.
  public var plotsPerScanMax = 5_000
  /// Targets that contend with each other, beyond which only a few rounds are made: a burst of noise,
  /// in which no choice is right.
  public var contendersMax = 1_000

  /// Threads that share the work of a large scan; what comes out does not depend on it.
  public var threads = 1

  public init(area: PlaneArea) {
    self.area = area
  }

  /// Least existence of a first sighting, of which so many are things: where that is rare they are
  /// kept for a miss or two all the same.
  func leastOfSighting(newShare: Double) -> Double { min(forgetSighting, newShare * 0.05) }

  /// Least existence of a track that began as such a sighting.
  func leastOfTrack(newShare: Double) -> Double { min(forgetTrack, newShare * 2) }
}
