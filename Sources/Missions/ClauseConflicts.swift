// Do clauses contradict each other, or ask for what nothing can meet?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations

/// Faults that show only when the whole agreement is looked at.
struct ClauseConflicts {
  private let clauses: [(clause: Clause, node: YAMLNode)]

  init(_ clauses: [(clause: Clause, node: YAMLNode)]) { self.clauses = clauses }

  func report() {
    for (clause, node) in clauses {
      checkLimits(clause, node)
      checkClasses(clause, node)
    }
    for (index, later) in clauses.enumerated() {
      for earlier in clauses[..<index] where earlier.clause.validity.overlaps(later.clause.validity)
      {
        checkTwins(earlier, later)
        checkLeads(earlier, later)
      }
    }
    checkNamedClauses()
  }

  // MARK: What nothing can meet

  private func checkLimits(_ clause: Clause, _ node: YAMLNode) {
    for key in ["breach_if", "serious_if", "minor_if"] {
      guard let written = node[key] else { continue }
      let condition =
        switch key {
        case "serious_if": clause.seriousIf
        case "minor_if": clause.minorIf
        default: Optional(clause.breachIf)
        }
      guard let condition, let reason = Self.impossible(condition) else { continue }
      written.fault(
        "clause \(clause.id): \(reason), so it can never hold.", next: "Mend the limits.")
    }
    for option in clause.minGrade where option.imageOnly && clause.subjects.isEmpty {
      node["min_grade"]?.fault(
        "clause \(clause.id) asks for an image of what is no event.", next: "Write E1, E2 or E3.")
    }
  }

  /// Why a condition can never hold; nil where it can.
  static func impossible(_ condition: Condition) -> String? {
    switch condition {
    case .presence, .eventsInWindow: return nil
    case .any(let conditions):
      let reasons = conditions.map { impossible($0) }
      return reasons.allSatisfy { $0 != nil } ? reasons.first ?? nil : nil
    case .all(let conditions):
      return conditions.lazy.compactMap { impossible($0) }.first ?? clash(conditions)
    case .measure(let measure, let comparison, let limit):
      return impossible(measure, comparison, limit)
    }
  }

  private static func impossible(
    _ measure: Measure, _ comparison: Comparison, _ limit: Double
  ) -> String? {
    let least: Double
    switch measure {
    case .count, .dwellMin: least = 0
    case .attribute(let name):
      switch name {
      case .tubeMm, .rangeKm, .armedPersons, .armouredVehicles, .readyToFire, .speedMPerS,
        .rocketLauncher:
        least = 0
      default: return nil
      }
    case .depthM: return nil
    }
    switch comparison {
    case .lt where limit <= least: return "nothing is less than \(text(limit))"
    case .lte where limit < least: return "nothing is at most \(text(limit))"
    default: return nil
    }
  }

  /// Two limits of one measure that no number keeps.
  private static func clash(_ conditions: [Condition]) -> String? {
    var ranges: [Measure: (least: Double, most: Double, isOpen: Bool)] = [:]
    for case .measure(let measure, let comparison, let limit) in conditions {
      var range = ranges[measure] ?? (-.infinity, .infinity, false)
      switch comparison {
      case .gt: range = (max(range.least, limit), range.most, range.isOpen || limit >= range.least)
      case .gte: range.least = max(range.least, limit)
      case .lt: range = (range.least, min(range.most, limit), range.isOpen || limit <= range.most)
      case .lte: range.most = min(range.most, limit)
      }
      ranges[measure] = range
      if range.least > range.most || range.least == range.most && range.isOpen {
        return "nothing is more than \(text(range.least)) and less than \(text(range.most))"
      }
    }
    return nil
  }

  // MARK: What contradicts

  /// Serious and minor at once.
  private func checkClasses(_ clause: Clause, _ node: YAMLNode) {
    guard let serious = clause.seriousIf, let minor = clause.minorIf,
      Self.clash(Self.flat(serious) + Self.flat(minor)) == nil,
      !Set(Self.measures(serious)).isDisjoint(with: Self.measures(minor))
    else { return }
    node["minor_if"]?.fault(
      "clause \(clause.id) contradicts itself: the same can be serious and minor.",
      next: "Let the limits of serious_if and minor_if exclude each other.")
  }

  private static func flat(_ condition: Condition) -> [Condition] {
    switch condition {
    case .all(let conditions): conditions.flatMap(flat)
    case .any(let conditions) where conditions.count == 1: flat(conditions[0])
    default: [condition]
    }
  }

  private static func measures(_ condition: Condition) -> [Measure] {
    flat(condition).compactMap {
      if case .measure(let measure, _, _) = $0 { measure } else { nil }
    }
  }

  /// The same subject at the same place with the same condition, but another class or proof.
  private func checkTwins(
    _ earlier: (clause: Clause, node: YAMLNode), _ later: (clause: Clause, node: YAMLNode)
  ) {
    let (one, two) = (earlier.clause, later.clause)
    guard one.id != two.id, !one.subjects.isEmpty, one.subjects == two.subjects,
      one.place == two.place, one.breachIf == two.breachIf
    else { return }
    var what: [String] = []
    if one.baseClass != two.baseClass { what.append("class") }
    if one.minGrade != two.minGrade { what.append("min_grade") }
    if one.exemptIf != two.exemptIf { what.append("exempt_if") }
    guard let key = what.first else { return }
    (later.node[key] ?? later.node).fault(
      "clause \(two.id) contradicts clause \(one.id): the same acts, another \(key).",
      next: "Clause \(one.id) stands on line \(earlier.node.line); let one of them decide.")
  }

  /// One clause takes as an excuse what another one says is late.
  private func checkLeads(
    _ earlier: (clause: Clause, node: YAMLNode), _ later: (clause: Clause, node: YAMLNode)
  ) {
    for (asking, excusing) in [(earlier, later), (later, earlier)] {
      for case .exercise(let rule) in asking.clause.terms.map(\.term) {
        guard let leadMs = rule.leadMs else { continue }
        for case .notice(let notice) in excusing.clause.exemptIf
        where notice.kind == "exercise" && notice.leadMs != leadMs {
          (excusing.node["exempt_if"] ?? excusing.node).fault(
            "clause \(excusing.clause.id) contradicts clause \(asking.clause.id): an exercise is "
              + "notified \(Self.text(Double(notice.leadMs) / 3_600_000)) h before here and "
              + "\(Self.text(Double(leadMs) / 3_600_000)) h there.",
            next: "Clause \(asking.clause.id) stands on line \(asking.node.line); write one lead.")
        }
      }
    }
  }

  /// Clauses that terms name by number must be there.
  private func checkNamedClauses() {
    let ids = Set(clauses.map(\.clause.id))
    for (clause, node) in clauses {
      for case .follow(let trigger, _, _) in clause.terms.map(\.term) {
        for id in trigger.clauseIDs where !ids.contains(id) {
          (node["registers"] ?? node).fault(
            "clause \(clause.id) names clause '\(id)', which is not there.",
            next: YAMLNode.suggestion(id, ids))
        }
      }
    }
  }

  private static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}

extension Trigger {
  fileprivate var clauseIDs: [String] {
    switch self {
    case .entry: []
    case .caseOpened(let clauses, _), .caseKnown(let clauses, _), .caseStep(_, let clauses, _):
      clauses
    }
  }
}
