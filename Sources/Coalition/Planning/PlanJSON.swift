// How is an assessment written as JSON, for commands and pages alike?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Notation

extension Estimate {
  /// `{low, likely, high}`; an open end is null.
  public var json: JSONValue {
    .members([
      "low": .number(low), "likely": .number(likely), "high": high.isFinite ? .number(high) : .null,
    ])
  }
}

extension Array where Element == String {
  var jsonTexts: JSONValue { .array(map { .string($0) }) }
}

extension Figure {
  public var json: JSONValue {
    .members([
      "value": value.json, "unit": .string(unit), "claims": claims.jsonTexts,
      "assumption": assumption.map { .string($0) } ?? .null,
    ])
  }
}

extension FilePlace {
  var json: JSONValue { line > 0 ? .string(description) : .null }
}

extension Contradiction {
  public var json: JSONValue {
    .members([
      "topic": .string(topic), "claims": claims.jsonTexts,
      "oppositions": .array(
        oppositions.map { one in
          .members([
            "subject": .string(one.subject), "first": .string(one.first),
            "second": .string(one.second), "kind": .string(one.kind.rawValue),
            "change": .bool(one.isChange), "may_be_explained_by": one.mayBeExplainedBy.jsonTexts,
          ])
        }),
    ])
  }
}

extension CircularWaits {
  public var json: JSONValue {
    .members([
      "circles": .array(
        circles.map { circle in
          .members([
            "matters": circle.matters.jsonTexts, "mandates": circle.mandates.jsonTexts,
            "waits": .array(circle.waits.map(\.json)),
          ])
        }),
      "bound": bound.map { .string($0) } ?? .null,
      "matter_breaks": .array(matterBreaks.map(\.jsonTexts)),
      "statement_breaks": .array(statementBreaks.map(\.jsonTexts)),
      "breaks_bound": breaksBound.map { .string($0) } ?? .null,
    ])
  }
}

extension Wait {
  var json: JSONValue {
    .members([
      "matter": .string(matter), "waits_for": .string(awaited), "claims": claims.jsonTexts,
      "assumption": assumption.map { .string($0) } ?? .null, "place": place.json,
    ])
  }
}

extension CaveatConflict {
  public var json: JSONValue {
    .members([
      "offer": .string(offer), "requirement": requirement.map { .string($0) } ?? .null,
      "reason": reason.json, "claims": claims.jsonTexts, "place": place.json,
    ])
  }
}

extension CaveatConflict.Reason {
  var json: JSONValue {
    switch self {
    case .layer(let id): .members(["layer": .string(id)])
    case .distance(let actualM, let leastM):
      .members(["distance_m": .number(actualM), "least_m": .number(leastM)])
    case .task(let task): .members(["task": .string(task)])
    case .phase(let phase): .members(["phase": .string(phase)])
    case .notLittoral: .members(["littoral": .bool(false)])
    }
  }
}

extension OfferStanding {
  public var json: JSONValue {
    .members([
      "offer": .string(offer), "counted": .bool(isCounted), "amount": amount?.json ?? .null,
      "obstacles": .array(obstacles.map(\.json)),
    ])
  }
}

extension OfferStanding.Obstacle {
  var json: JSONValue {
    switch self {
    case .noStatement: .members(["kind": "no_statement"])
    case .stateDropsOut: .members(["kind": "state_drops_out"])
    case .leftOut: .members(["kind": "left_out"])
    case .commitment(let held):
      .members(["kind": "commitment", "commitment": .string(held.rawValue)])
    case .countedAlready(let other):
      .members(["kind": "counted_already", "in": .string(other)])
    case .waits(let awaited): .members(["kind": "waits", "for": awaited.jsonTexts])
    case .ownCaveat: .members(["kind": "own_caveat"])
    case .unit(let unit): .members(["kind": "unit", "unit": .string(unit)])
    }
  }
}

extension DoubleCount {
  public var json: JSONValue {
    let reason: JSONValue
    switch self.reason {
    case .unit(let unit): reason = .members(["unit": .string(unit)])
    case .claim(let claim): reason = .members(["claim": .string(claim)])
    case .part: reason = .members(["part": .bool(true)])
    }
    return .members([
      "counted": .string(first), "not_counted": .string(second), "reason": reason,
      "place": place.json,
    ])
  }
}

extension RequirementStanding {
  public var json: JSONValue {
    .members([
      "requirement": .string(requirement), "phase": phase.map { .string($0) } ?? .null,
      "required": required?.json ?? .null, "unknown": unknown.map { .string($0) } ?? .null,
      "served": required == nil ? .null : served.json, "gap": required == nil ? .null : gap.json,
      "offers": offers.jsonTexts,
    ])
  }
}

extension Shortfall {
  public var json: JSONValue {
    .members([
      "phase": phase.map { .string($0) } ?? .null, "capability": .string(capability),
      "requirements": requirements.jsonTexts, "certainty": .string(certainty.rawValue),
      "short_by": .number(shortBy), "share": .number(share),
    ])
  }
}

extension PlanFigure {
  public var json: JSONValue {
    .members([
      "key": .string(key), "value": value?.json ?? .null, "unit": .string(unit),
      "claims": claims.jsonTexts, "assumption": assumption.map { .string($0) } ?? .null,
    ])
  }
}

extension PlanDelta {
  public var json: JSONValue {
    .members([
      "key": .string(key), "unit": .string(unit), "before": before?.json ?? .null,
      "after": after?.json ?? .null,
    ])
  }
}

extension PlanAssessment {
  /// Everything that follows, in a fixed order of members.
  public var json: JSONValue {
    .members([
      "plan": .string(plan.title.text(in: "en")),
      "notice": plan.notice.map { .string($0.text(in: "en")) } ?? .null,
      "scenario": .string(scenario.id), "line_version": .string(lineVersion),
      "line_km": .number(lineKm), "infeasible": .bool(isInfeasible),
      "figures": .array(figures.map(\.json)),
      "requirements": .array(requirements.map(\.json)),
      "shortfalls": .array(shortfalls.map(\.json)), "offers": .array(offers.map(\.json)),
      "conflicts": .array(conflicts.map(\.json)),
      "double_counts": .array(doubleCounts.map(\.json)), "circles": circles.json,
      "mandates": .array(
        plan.mandates.map { $0.json(gates[$0.id] ?? .notYet(next: nil)) }),
      "phases": .array(phases.map { $0.json(ceasefire: scenario.ceasefire) }),
      "dependences": .object(
        dependences.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) }),
      "programmes": .array(
        plan.programmes.map { programme in
          .members([
            "programme": .string(programme.id),
            "persons_per_year": programme.courses.isEmpty ? .null : programme.personsPerYear.json,
            "claims": programme.claims.jsonTexts,
          ])
        }),
    ])
  }
}
