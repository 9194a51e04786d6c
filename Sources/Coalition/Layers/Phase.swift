// What begins when, counted from the day of the ceasefire, and what must be there first?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A phase of a deployment with its entry conditions.
public struct Phase: Hashable, Sendable {
  public var id: String
  public var title: LocalText
  /// The phase that it follows; nil where it is counted from the day of the ceasefire.
  public var after: String?
  /// Days after that day, or after the beginning of the phase before.
  public var days: Figure
  /// Matters and mandates that must hold.
  public var needs: [String]
  public var claims: [String]
  public var place: FilePlace

  public init(
    id: String, title: LocalText, after: String? = nil, days: Figure, needs: [String] = [],
    claims: [String] = [], place: FilePlace = .none
  ) {
    self.id = id
    self.title = title
    self.after = after
    self.days = days
    self.needs = needs
    self.claims = claims
    self.place = place
  }
}

/// When a phase begins, or what keeps it from beginning.
public struct PhaseEntry: Hashable, Sendable {
  public let phase: String
  /// Days after the ceasefire; nil where a phase before it cannot begin.
  public let day: Estimate?
  /// What it needs and what does not hold, in order.
  public let missing: [String]

  public var canBegin: Bool { missing.isEmpty && day != nil }

  /// The calendar day on which it begins at the earliest, likely and at the latest.
  /// - Parameter ceasefire: a day that is known.
  public func dates(from ceasefire: PartialDate) -> [PartialDate]? {
    guard let day else { return nil }
    return [day.low, day.likely, day.high].compactMap { days in
      days.isFinite ? ceasefire.adding(days: Int(days.rounded(.up))) : nil
    }
  }
}

extension PhaseEntry {
  /// The entries of phases in the order of the plan.
  /// - Parameter holds: what holds, matters and open mandates.
  static func entries(of phases: [Phase], holds: Set<String>) -> [PhaseEntry] {
    var entries: [String: PhaseEntry] = [:]
    // A phase may stand before the one that it follows; each round settles at least one more.
    for _ in phases {
      for phase in phases where entries[phase.id] == nil {
        let before = phase.after.flatMap { entries[$0] }
        guard phase.after == nil || before != nil else { continue }
        var missing = phase.needs.filter { !holds.contains($0) }
        if let before, let after = phase.after, !before.canBegin { missing.insert(after, at: 0) }
        let start = phase.after == nil ? Estimate.zero : before?.day
        entries[phase.id] = PhaseEntry(
          phase: phase.id, day: start.map { $0 + phase.days.value }, missing: missing)
      }
    }
    return phases.map { phase in
      entries[phase.id]
        ?? PhaseEntry(phase: phase.id, day: nil, missing: [phase.after ?? phase.id])
    }
  }
}
