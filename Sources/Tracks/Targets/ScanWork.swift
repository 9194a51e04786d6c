// What is worked out while one scan is taken in, and thrown away after it?
//
// SPDX-License-Identifier: Apache-2.0

/// A target within the reach of the sensor.
struct Contender: BitwiseCopyable {
  let target: Int32
  let detectionProbability: Double
  var firstState: Int32 = 0
  var endState: Int32 = 0
  var firstLink: Int32 = 0
  var endLink: Int32 = 0
  /// True where it shares a plot with another.
  var isContested = false
  /// True where it might be nothing because its first plot is another's.
  var mayBeNothing = false
  /// A first sighting that hardly weighs: it takes what the others leave and asks for nothing.
  var isLight = false
  var nothingChance = 0.0
  /// Logarithm of the weight of its being nothing.
  var nothingValue = -27.6
  /// State that the consistent choice gives it, and the one of the set being tried.
  var chosen: Int32 = -1
  var picked: Int32 = -1
  /// State that it bids for at the prices of now, -1 for nothing.
  var bid: Int32 = -1
  var margin = 0.0
  /// Another contested contender of its component; the root points at itself.
  var parent: Int32 = -1
}

/// One way on for a target: a hypothesis with a plot, or without.
struct State: BitwiseCopyable {
  /// Slot of the hypothesis, -1 for the sighting.
  let slot: Int32
  /// Index of the plot in the scan, -1 for none.
  let plot: Int32
  let weight: Double
  /// Bits of the target's links: which contested plots it takes.
  let plots: UInt64
  var chance = 0.0
  /// Logarithm of the weight.
  var value = 0.0
  /// Index of the pairing of hypothesis and plot, -1 for none.
  let pairing: Int32
}

/// One contender's claim on one contested plot, and the messages between them.
struct Link: BitwiseCopyable {
  let plot: Int32
  var toTarget = 1.0
  var toPlot = 0.0
}

/// A plot of this scan or one before that several contenders claim.
struct ContestedPlot: BitwiseCopyable {
  /// Weight of its being none of theirs.
  var free: Double
  var sum = 0.0
  var price = 0.0
  var users: Int32 = 0
  var isTaken = false
  /// True where its price has changed since the last bids.
  var isRepriced = true
  /// The first contender that claims it.
  var contender: Int32 = -1
}

/// What the stages of a scan hand on.
struct Taking {
  /// Number of the scan's first plot.
  let firstNumber: Int32
  let density: PlotDensity
}

struct ScanWork: Sendable {
  var plots = Run<PlanePlot>()
  /// Largest variance of a plot's error in any direction.
  var plotVarianceMax = 0.0
  var plotVarianceMin = 0.0
  var bearings = Run<BearingPlot>()
  /// Of each plot, where any sensor measures more than places and directions.
  var asides = Run<PlotAside>()
  /// True where a plot lies elsewhere or says more, depending on the target.
  var isParticular = false
  var grid = PlotGrid()
  var table = PlotTable()
  /// Places in the table of the earlier plots of all hypotheses, in order.
  var tablePlaces = Run<Int32>()
  var steps = Run<MotionStep>()
  /// Targets within reach of the sensor.
  var reached = Run<Int32>(capacity: 256)
  var contenders = Run<Contender>(capacity: 256)
  var states = Run<State>(capacity: 1_024)
  var links = Run<Link>(capacity: 256)
  var contested = Run<ContestedPlot>(capacity: 64)
  var pairings = Run<Pairing>(capacity: 512)
  /// For each hypothesis of each contender in order (the sighting last): where its pairings end.
  var pairingEnds = Run<Int32>(capacity: 512)
  /// Of each plot of the scan: the last contender that claims it and how many do.
  var lastClaim = Run<Int32>()
  var claimCount = Run<Int32>()
  var contestedIndex = Run<Int32>()
  /// Probability that a plot of the scan is some target's.
  var used = Run<Double>()
  /// The contested contenders, component by component.
  var order = Run<Int32>()
  var componentEnds = Run<Int32>()
  var sums = Run<Double>(capacity: 64)
  var kept = Run<Int32>(capacity: 64)
  var grown = Run<Int32>(capacity: 64)
  /// Slot of the hypothesis that carries the chosen state on.
  var chosenSlot: Int32 = -1
  var columns = Columns()
  /// Twins taken in by this scan: the ids of the older and of the younger.
  var unions: [SIMD2<Int>] = []
}

/// A plot within the gate of a hypothesis.
struct Pairing: BitwiseCopyable {
  let plot: Int32
  /// Density averaged over the models, 1/m² or 1/rad.
  let likelihood: Double
  let density: Lanes
}
