// How much tonnage is in transit or in the Black Sea at once, and is it too much?
//
// SPDX-License-Identifier: Apache-2.0

extension StraitsCheck {
  // MARK: Article 14

  func transits(_ passages: [StraitsPassage]) -> [StraitsFinding] {
    var byDay: [Int: [StraitsPassage]] = [:]
    for passage in passages where passage.state != "TR" {
      // Article 11: capital ships of powers on the Black Sea may exceed it, one at a time.
      if passage.kind == .capital, isLittoral(passage) { continue }
      byDay[passage.enters.firstDay, default: []].append(passage)
      if let leaves = passage.leaves, leaves.lastDay != passage.enters.firstDay {
        byDay[leaves.lastDay, default: []].append(passage)
      }
    }
    var findings: [StraitsFinding] = []
    for (day, vessels) in byDay.sorted(by: { $0.key < $1.key }) {
      if vessels.count > convention.transitVesselCount {
        findings.append(
          finding(
            .breach, "14", vessels, day, found: Double(vessels.count),
            allowed: Double(convention.transitVesselCount), unit: "vessels",
            "too many vessels are in transit"))
      }
      findings += excess(
        vessels, day, "14", convention.transitTonnageT, "too much tonnage is in transit")
    }
    return findings
  }

  /// Certain where the low ends together exceed it, possible where only the high ends do.
  private func excess(
    _ vessels: [StraitsPassage], _ day: Int, _ article: String, _ allowedT: Double,
    _ message: String
  ) -> [StraitsFinding] {
    let sum = vessels.reduce(Estimate.zero) { $0 + $1.tonnageT.value }
    guard sum.high > allowedT else { return [] }
    return [
      finding(
        sum.low > allowedT ? .breach : .possible, article, vessels, day,
        found: sum.low > allowedT ? sum.low : sum.high, allowed: allowedT, unit: "t", message)
    ]
  }

  // MARK: Article 18 (1)

  /// Looked at on each day on which a vessel enters; each run of days is told once, by its first day.
  func aggregates(_ passages: [StraitsPassage], _ today: Int) -> [StraitsFinding] {
    let foreign = passages.filter { !isLittoral($0) }
    let days = Set(foreign.map(\.enters.firstDay)).sorted()
    var findings: [StraitsFinding] = []
    for day in days {
      let there = foreign.filter { $0.isThere(onDay: day) }
      let counted = there.filter { !$0.isHumanitarian }
      findings += excess(
        counted, day, "18 (1)", convention.allowedAggregateT,
        "powers that are not on the Black Sea have too much tonnage in it")
      for state in Set(counted.map(\.state)).sorted() {
        findings += excess(
          counted.filter { $0.state == state }, day, "18 (1) c",
          convention.allowedAggregateT * convention.onePowerShare,
          "one power has more than two thirds of what all may have")
      }
      let humanitarian = there.filter(\.isHumanitarian)
      findings += excess(
        humanitarian, day, "18 (1) d", convention.humanitarianT,
        "humanitarian forces are too large")
      findings += objection(there, humanitarian, day)
    }
    return findings
  }

  /// Beyond what all may have, a humanitarian force comes only if nobody objects.
  private func objection(
    _ there: [StraitsPassage], _ humanitarian: [StraitsPassage], _ day: Int
  ) -> [StraitsFinding] {
    let entering = humanitarian.filter { $0.enters.firstDay == day }
    let sum = there.reduce(Estimate.zero) { $0 + $1.tonnageT.value }
    guard !entering.isEmpty, sum.high > convention.allowedAggregateT else { return [] }
    return [
      finding(
        .note, "18 (1) d", entering, day, found: sum.high, allowed: convention.allowedAggregateT,
        unit: "t", "needs that no power on the Black Sea objects within 24 hours")
    ]
  }

  /// Tonnage of powers that are not on the Black Sea, by day, over a span of days.
  public func aggregateT(_ passages: [StraitsPassage], onDay day: Int) -> Estimate {
    passages.filter { !isLittoral($0) && !$0.isHumanitarian && $0.isThere(onDay: day) }
      .reduce(.zero) { $0 + $1.tonnageT.value }
  }

  /// Days that vessels of such powers spend in the Black Sea, by state.
  public func vesselDays(_ passages: [StraitsPassage], today: PartialDate) -> [String: Int] {
    var days: [String: Int] = [:]
    for passage in passages where !isLittoral(passage) {
      days[passage.state, default: 0] += passage.stayDays(today: today.firstDay)
    }
    return days
  }
}
