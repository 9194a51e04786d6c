// What does a scan hold? Plots as a sensor measured them, and as they lie in the plane.
//
// SPDX-License-Identifier: Apache-2.0

/// A plot in the plane: metres east and north, and the covariance of its error in m².
struct PlanePlot: BitwiseCopyable {
  var x = 0.0
  var y = 0.0
  var xx = 0.0
  var xy = 0.0
  var yy = 0.0
}

/// A direction from a place in the plane, counter-clockwise from east.
struct BearingPlot: BitwiseCopyable {
  let x: Double
  let y: Double
  let angleRad: Double
  let varianceRad2: Double
  /// The direction as a vector of length 1.
  let east: Double
  let north: Double

  init(x: Double, y: Double, angleRad: Double, varianceRad2: Double) {
    self.x = x
    self.y = y
    self.angleRad = angleRad
    self.varianceRad2 = varianceRad2
    east = TrackMath.cosine(angleRad)
    north = TrackMath.sine(angleRad)
  }
}
