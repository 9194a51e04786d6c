// Who is trained where, and how many in a year? Training and rebuilding, recorded and added up.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A programme of training or rebuilding.
public struct Programme: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case training, rebuilding }

  /// A course that is held again and again.
  public struct Course: Hashable, Sendable {
    public var title: String
    public var site: String
    /// Persons that take part each time.
    public var persons: Figure
    public var weeks: Figure
    /// How many are held beside each other.
    public var parallel: Int

    public init(title: String, site: String, persons: Figure, weeks: Figure, parallel: Int = 1) {
      self.title = title
      self.site = site
      self.persons = persons
      self.weeks = weeks
      self.parallel = parallel
    }

    /// Persons in a year of 52 weeks: courses that end within it, times persons. Shorter courses give
    /// more, so the low end takes the longest course with the fewest persons.
    public var personsPerYear: Estimate {
      func count(_ weeks: Double) -> Double {
        (52 / weeks + 1e-9).rounded(.down) * Double(parallel)
      }
      let (each, length) = (persons.value, weeks.value)
      return Estimate(
        low: count(length.high) * each.low, likely: count(length.likely) * each.likely,
        high: count(length.low) * each.high)
    }
  }

  public var id: String
  public var kind: Kind
  public var title: LocalText
  public var states: [String]
  public var phase: String?
  public var courses: [Course]
  public var claims: [String]
  public var assumption: String?
  public var place: FilePlace

  public init(
    id: String, kind: Kind, title: LocalText, states: [String], phase: String? = nil,
    courses: [Course] = [], claims: [String] = [], assumption: String? = nil,
    place: FilePlace = .none
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.states = states
    self.phase = phase
    self.courses = courses
    self.claims = claims
    self.assumption = assumption
    self.place = place
  }

  public var personsPerYear: Estimate { courses.reduce(.zero) { $0 + $1.personsPerYear } }
}
