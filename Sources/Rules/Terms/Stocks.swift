// Do lists and counts agree: weapons in storage, forces against their ceiling?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations

extension TermCheck {
  /// Each counting visit against the list that held at its time.
  mutating func storageDifference(_ least: Int, _ clauseClass: Clause.Class) {
    let lists = entries(.storageList)
    for visit in entries(.storageVisit) {
      guard let site = visit.word("site"), let type = visit.word("type"),
        let seenMin = visit.number("seen_min"),
        let list = lists.last(where: {
          $0.fromMs <= visit.fromMs && $0.word("site") == site && $0.word("type") == type
        }), let listed = list.number("number")
      else { continue }
      let seenMax = visit.number("seen_max") ?? seenMin
      // At least so many are missing, or too many; and at most.
      let sure = max(listed - seenMax, seenMin - listed, 0)
      let most = max(abs(listed - seenMax), abs(listed - seenMin))
      let limit = Double(least)
      let outcome: Outcome = sure >= limit ? .yes : (most >= limit ? .undecided : .no)
      guard outcome != .no else { continue }
      var found = finding(
        visit, outcome,
        [
          Step(
            .storageDifference, outcome, measured: most, threshold: limit, comparison: .gte,
            names: [site, type, Self.text(listed), Self.range(seenMin, seenMax)])
        ], clauseClass)
      found.entries.append(list)
      found.party = visit.party ?? list.party
      add(found)
    }
  }

  /// A count of forces against what was declared for its time.
  mutating func strengthOver(_ percent: Double, _ persons: Double, _ clauseClass: Clause.Class) {
    let declarations = entries(.strengthDeclared)
    for seen in entries(.strengthSeen) {
      guard let least = seen.number("persons_min"), let most = seen.number("persons_max"),
        let declared = declarations.last(where: {
          $0.party == seen.party && $0.fromMs <= seen.fromMs && $0.place == seen.place
        }) ?? declarations.last(where: { $0.party == seen.party && $0.fromMs <= seen.fromMs }),
        let strength = declared.number("persons")
      else { continue }
      let allowed = strength + min(strength * percent / 100, persons)
      let outcome: Outcome = least > allowed ? .yes : (most > allowed ? .undecided : .no)
      guard outcome != .no else { continue }
      var found = finding(
        seen, outcome,
        [
          Step(
            .strength, outcome, measured: most, threshold: allowed, comparison: .gt,
            names: [Self.text(strength), Self.range(least, most)])
        ], clauseClass)
      found.entries.append(declared)
      add(found)
    }
  }

  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  static func range(_ least: Double, _ most: Double) -> String {
    least == most ? text(least) : "\(text(least))–\(text(most))"
  }
}
