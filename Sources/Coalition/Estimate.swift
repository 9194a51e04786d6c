// How much, at least and at most? Ranges that are carried through every calculation.
//
// SPDX-License-Identifier: Apache-2.0

/// A number that is known as a range, with the value to reckon with in between.
///
/// Sums, differences, products and quotients take the ends that give the least and the most, so the
/// result holds every value that its parts allow, however they depend on each other. The likely value
/// goes its own way through the same formula.
///
/// - Invariant: `low <= likely <= high`; `high` is infinite where only a least value is known.
public struct Estimate: Hashable, Sendable {
  public let low: Double
  public let likely: Double
  public let high: Double

  /// - Precondition: `low <= likely <= high`.
  public init(low: Double, likely: Double, high: Double) {
    precondition(
      low <= likely && likely <= high, "a range runs from its least to its greatest value")
    (self.low, self.likely, self.high) = (low, likely, high)
  }

  /// A number that is known.
  public init(_ value: Double) { self.init(low: value, likely: value, high: value) }

  /// A range without a likely value: its middle is taken, or its low end where it is open.
  public init(low: Double, high: Double) {
    self.init(low: low, likely: high.isFinite ? (low + high) / 2 : low, high: high)
  }

  public static let zero = Estimate(0)

  public static func + (left: Estimate, right: Estimate) -> Estimate {
    Estimate(
      low: left.low + right.low, likely: left.likely + right.likely, high: left.high + right.high)
  }

  public static func - (left: Estimate, right: Estimate) -> Estimate {
    ordered(
      [left.low - right.high, left.high - right.low], likely: left.likely - right.likely)
  }

  public static func * (left: Estimate, right: Estimate) -> Estimate {
    let ends = [left.low, left.high].flatMap { a in
      // Nought times an open end is nought: none of it is none, however much it may be.
      [right.low, right.high].map { b in a == 0 || b == 0 ? 0 : a * b }
    }
    return ordered(ends, likely: left.likely * right.likely)
  }

  /// - Precondition: the divisor does not reach nought.
  public static func / (left: Estimate, right: Estimate) -> Estimate {
    precondition(right.low > 0 || right.high < 0, "a divisor that may be nought")
    let ends = [left.low, left.high].flatMap { a in
      [right.low, right.high].map { b in b.isInfinite ? 0 : a / b }
    }
    return ordered(ends, likely: left.likely / right.likely)
  }

  /// Whole units: each end rounded up.
  public var roundedUp: Estimate {
    Estimate(low: Self.up(low), likely: Self.up(likely), high: Self.up(high))
  }

  /// What is 1e-9 above a whole number is that number: 0.1 × 30 is three and not four.
  private static func up(_ value: Double) -> Double { (value - 1e-9).rounded(.up) }

  public static func least(_ left: Estimate, _ right: Estimate) -> Estimate {
    Estimate(
      low: min(left.low, right.low), likely: min(left.likely, right.likely),
      high: min(left.high, right.high))
  }

  public static func greatest(_ left: Estimate, _ right: Estimate) -> Estimate {
    Estimate(
      low: max(left.low, right.low), likely: max(left.likely, right.likely),
      high: max(left.high, right.high))
  }

  /// True where no value is in both.
  public func isApart(from other: Estimate) -> Bool { high < other.low || other.high < low }

  private static func ordered(_ ends: [Double], likely: Double) -> Estimate {
    let low = ends.min() ?? likely
    let high = ends.max() ?? likely
    return Estimate(low: low, likely: min(max(likely, low), high), high: high)
  }
}

/// A planning figure: a range with its unit, and where it comes from.
public struct Figure: Hashable, Sendable {
  public var value: Estimate
  public var unit: String
  /// The statements behind it; where there are none, `assumption` says why the number is taken.
  public var claims: [String]
  public var assumption: String?

  public init(_ value: Estimate, unit: String, claims: [String] = [], assumption: String? = nil) {
    self.value = value
    self.unit = unit
    self.claims = claims
    self.assumption = assumption
  }
}
