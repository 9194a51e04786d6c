// Why does a track stand where it stands? What the tracker weighed at one scan.
//
// SPDX-License-Identifier: Apache-2.0

/// One track at the last scan that looked at it: what was expected, what was weighed, what became of
/// it. Plane metres, probabilities between 0 and 1.
public struct TrackExplanation: Sendable {
  public struct ScanTaken: Hashable, Sendable {
    public let id: Int
    /// Index of the sensor.
    public let sensor: Int
    public let timeS: Double
    public let plotCount: Int
  }

  /// A report of the past that the shown hypothesis is made of.
  public struct Report: Hashable, Sendable {
    public let plotID: Int
    public let scanID: Int
    public let sensor: Int
    public let timeS: Double
    /// False while another hypothesis could still do without it.
    public let isDecided: Bool
  }

  /// Within what a plot is looked at, for the shown hypothesis.
  public struct Gate: Hashable, Sendable {
    /// Least likelihood at which a plot matters beside a miss, 1/m² or 1/rad.
    public let likelihoodMin: Double
    /// Largest distance in sigmas; nil for bearings, which have no gate of distance.
    public let sigmasMax: Double?
  }

  /// A plot that passed the gate of one of the track's hypotheses.
  public struct Candidate: Hashable, Sendable {
    public let plotID: Int
    /// East and north in the plane; nil for a bearing.
    public let placeM: SIMD2<Double>?
    public let bearingRad: Double?
    /// Height and radial speed, where the plot has them.
    public let heightM: Double?
    public let rangeRateMPS: Double?
    /// Distance from the prediction in sigmas; nil for a bearing.
    public let sigmas: Double?
    /// Of the hypothesis that likes it most, 1/m² or 1/rad.
    public let likelihood: Double
    /// That it is this track's.
    public let probability: Double
  }

  /// One hypothesis of the track: another reading of the last scans.
  public struct Reading: Hashable, Sendable {
    /// True for the one that is shown.
    public let isShown: Bool
    public let prediction: PlaneEstimate
    /// Probability beside the track's other readings, after this scan.
    public let probability: Double
    /// That the thing is still there, if this reading is right, before this scan.
    public let existence: Double
    /// Plots of the scans that are not decided yet, newest first.
    public let plotIDs: [Int]
  }

  /// Another track that claims one of the candidates.
  public struct Rival: Hashable, Sendable {
    public let trackID: Int
    public let plotID: Int
    public let probability: Double
    public let isConfirmed: Bool
  }

  public struct Merge: Hashable, Sendable {
    /// The younger track, which was taken in.
    public let trackID: Int
    public let timeS: Double
  }

  public let trackID: Int
  public let scan: ScanTaken
  public let prediction: PlaneEstimate
  /// Probabilities of the motion models: calm, manoeuvring, turning left, turning right.
  public let modelsBefore: SIMD4<Double>
  public let detectionProbability: Double
  /// False plots and new things that the scan is expected to have, 1/m² or 1/rad.
  public let otherPlotDensity: Double
  public let gate: Gate
  public let candidates: [Candidate]
  /// That none of the plots is the track's.
  public let missProbability: Double
  /// That the track is nothing, as its first plot was another's.
  public let nothingProbability: Double
  /// The plot of the consistent choice; nil where it chose a miss.
  public let chosenPlotID: Int?
  public let readings: [Reading]
  public let rivals: [Rival]
  public let existenceBefore: Double
  /// Nil where the track ended with this scan.
  public let existenceAfter: Double?
  public let wasConfirmed: Bool
  public let isConfirmed: Bool
  public let estimate: PlaneEstimate?
  public let modelsAfter: SIMD4<Double>?
  /// Height and climb before and after; nil where no sensor measured a height.
  public let heightBefore: HeightEstimate?
  public let heightAfter: HeightEstimate?
  /// Reports that made it, in order of time.
  public let reports: [Report]
  public let merges: [Merge]
  /// The older track that this one went into with this scan, or cannot be told from at present.
  public let twinID: Int?
  public let wentIntoTwin: Bool
}
