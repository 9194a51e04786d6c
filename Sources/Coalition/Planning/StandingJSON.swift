// How are phases, mandates, stays and sustainment written as JSON?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Notation

extension PhaseEntry {
  public func json(ceasefire: PartialDate?) -> JSONValue {
    .members([
      "phase": .string(phase), "can_begin": .bool(canBegin), "day": day?.json ?? .null,
      "dates": ceasefire.flatMap { dates(from: $0) }.map {
        .array($0.map { .string($0.description) })
      },
      "missing": missing.jsonTexts,
    ])
  }
}

extension StraitsFinding {
  public var json: JSONValue {
    .members([
      "weight": .string(weight.rawValue), "article": .string(article),
      "vessels": vessels.jsonTexts,
      "day": .string(PartialDate(dayNumber: day).description),
      "found": unit.isEmpty ? .null : .number(found),
      "allowed": unit.isEmpty ? .null : .number(allowed),
      "unit": unit.isEmpty ? .null : .string(unit), "message": .string(message),
      "place": place.json,
    ])
  }
}

extension Mandate {
  public func json(_ gate: Gate) -> JSONValue {
    var state: [JSONValue.Member] = []
    switch gate {
    case .open: state = [.init("gate", "open")]
    case .notYet(let next):
      state = [.init("gate", "not_yet")]
      if let next {
        state.append(.init("next_step", .string(next.title.text(in: "en"))))
        state.append(.init("next_body", .string(next.body)))
      }
    case .refused: state = [.init("gate", "refused")]
    case .notInForceYet(let from):
      state = [.init("gate", "not_in_force_yet"), .init("from", .string(from.description))]
    case .expired(let on):
      state = [.init("gate", "expired"), .init("expired", .string(on.description))]
    }
    return .object(
      [
        .init("mandate", .string(id)), .init("kind", .string(kind.rawValue)),
        .init("state", self.state.map { .string($0) } ?? .null),
      ] + state + [
        .init("claims", claims.jsonTexts), .init("blockers", blockers.jsonTexts),
        .init("assumption", assumption.map { .string($0) } ?? .null),
      ])
  }
}

extension SustainmentCheck {
  public var json: JSONValue {
    .members([
      "rotations": .array(
        rotations.map { one in
          .members([
            "cycle": .string(one.cycle), "worst": one.range.worst.json,
            "likely": one.range.likely.json, "best": one.range.best.json,
          ])
        }),
      "tonnes_per_day": tonnesPerDay.json,
      "classes": .object(
        classes.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) }),
      "modes": .array(
        loads.map { load in
          .members([
            "mode": .string(load.mode), "tonnes_per_day": load.tonnesPerDay.json,
            "loads_per_day": load.loadsPerDay.json, "vehicles": load.vehicles?.json ?? .null,
            "fleet": load.fleet.json, "shares": load.dependence.json,
          ])
        }),
    ])
  }
}

extension Dependence {
  public var json: JSONValue {
    .array(
      shares.map { .members(["state": .string($0.state), "share": .number($0.share)]) })
  }
}

extension RotationCheck {
  var json: JSONValue {
    .members([
      "contingents": .integer(Int64(contingents)), "needed": .integer(Int64(needed)),
      "months_to_first_gap": monthsToFirstGap.map { .number($0) } ?? .null,
      "sustainable_people": .number(sustainablePeople), "missing_people": .number(missingPeople),
    ])
  }
}
