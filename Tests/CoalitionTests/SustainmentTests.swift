// Do the figures of sustainment follow their closed formulas?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Coalition
import Testing

@Suite struct SustainmentTests {
  // MARK: Rotation

  /// A day-by-day walk through the tours, without the formula: contingents leave in turn, each as soon
  /// as the one before goes home and not before it has been away long enough.
  private static func monthsByWalking(
    contingents: Int, tour: Int, away: Int, handOver: Int
  ) -> Int? {
    guard contingents > 0 else { return 0 }
    var readyAt = [Int](repeating: 0, count: contingents)
    var start = 0
    for turn in 0..<(contingents * 40) {
      let who = turn % contingents
      if readyAt[who] > start {
        // Too late for its hand-over; is the post empty too?
        let end = start + handOver
        return readyAt[who] > end ? end : start
      }
      readyAt[who] = start + tour + away
      start += tour - handOver
    }
    return nil
  }

  @Test(arguments: [0, 1, 2], [2, 4, 6])
  func `months to the first gap are those of a walk through the tours`(handOver: Int, tour: Int) {
    guard handOver < tour else { return }
    for away in 0...24 {
      for contingents in 0...9 {
        let cycle = RotationCycle(
          tourMonths: Double(tour), awayMonths: Double(away), handOverMonths: Double(handOver))
        let check = RotationCheck(
          deployed: 1_000, pool: Double(contingents) * 1_000, cycle: cycle)
        let walked = Self.monthsByWalking(
          contingents: contingents, tour: tour, away: away, handOver: handOver)
        #expect(
          check.monthsToFirstGap == walked.map(Double.init),
          "tour \(tour) away \(away) hand-over \(handOver) contingents \(contingents)")
      }
    }
  }

  @Test func `25,000 deployed take 75,000 at 1 to 3, 100,000 at 1 to 4, 125,000 at 1 to 5`() {
    for (parts, people) in [(3.0, 75_000.0), (4, 100_000), (5, 125_000)] {
      let cycle = RotationCycle(oneIn: parts, tourMonths: 6)
      #expect(cycle.contingents == Int(parts))
      let enough = RotationCheck(deployed: 25_000, pool: people, cycle: cycle)
      #expect(enough.monthsToFirstGap == nil)
      #expect(enough.sustainablePeople == 25_000)
      let short = RotationCheck(deployed: 25_000, pool: people - 1, cycle: cycle)
      // One contingent fewer: so many whole tours.
      #expect(short.monthsToFirstGap == (parts - 1) * 6)
      #expect(short.missingPeople == 1)
    }
  }

  @Test func `the worst case has most deployed and the smallest pool`() {
    let range = RotationRange(
      deployed: Estimate(low: 10_000, likely: 15_000, high: 25_000),
      pool: Estimate(low: 40_000, likely: 45_000, high: 60_000),
      cycle: RotationCycle(oneIn: 3, tourMonths: 6))
    #expect(range.worst.monthsToFirstGap == 6)
    #expect(range.likely.monthsToFirstGap == nil)
    #expect(range.best.monthsToFirstGap == nil)
  }

  // MARK: Supply

  private static func kg(_ low: Double, _ high: Double) -> Figure {
    Figure(Estimate(low: low, high: high), unit: "kg")
  }

  /// 25,000 people at 14.322 to 18.212 lb a person and day.
  @Test func `the dry supply of 25,000 people is 162 to 207 tonnes a day`() {
    let classes = [
      ("I", 5.50, 9.39), ("II", 1.6, 1.6), ("III packaged", 1.2, 1.2), ("IV", 3.962, 3.962),
      ("VI", 2.06, 2.06),
    ].map { id, low, high in
      // Pounds of ATP 4-90, table C-1.
      SupplyClass(
        id: id, title: LocalText(id),
        kgPerPersonDay: Self.kg(low * 0.45359237, high * 0.45359237))
    }
    let plan = SustainmentPlan(
      deployed: Figure(Estimate(25_000), unit: "people"), classes: classes)
    let tonnes = SustainmentCheck(plan).tonnesPerDay
    #expect(tonnes.high.rounded() == 207)
    #expect(tonnes.low.rounded() == 162)
    #expect(abs(tonnes.low - 25 * 14.322 * 0.45359237) < 1e-9)
  }

  @Test func `sorties are tonnes by payload and load factor, rounded up`() {
    let mode = TransportMode(
      id: "c130", kind: .air, title: LocalText("C-130H"),
      payloadT: Figure(Estimate(19), unit: "t"),
      loadFactor: Figure(Estimate(low: 0.6, likely: 0.65, high: 0.7), unit: ""),
      share: Figure(Estimate(0.1), unit: ""), cycleH: Figure(Estimate(8), unit: "h"),
      availability: Figure(Estimate(0.7), unit: ""))
    // 185 t × 10 % = 18.5 t: 18.5 / (19 × 0.7) = 1.39, / (19 × 0.6) = 1.62; two either way.
    #expect(mode.loads(tonnes: Estimate(18.5)) == Estimate(2))
    #expect(mode.loads(tonnes: Estimate(low: 10, likely: 13, high: 23)).high == 3)
    // 6 sorties × 8 h / 24 h / 0.7 = 2.86 aircraft.
    #expect(mode.vehicles(loadsPerDay: Estimate(6)) == Estimate(3))
  }

  @Test func `264 of 327 heavy transports are one state's: 81 percent`() {
    let dependence = Dependence([("EU", 63), ("US", 200), ("US", 64)])
    #expect(dependence.largest?.state == "US")
    #expect(abs((dependence.largest?.share ?? 0) - 264.0 / 327) < 1e-12)
    #expect(Dependence([]).largest == nil)
  }

  // MARK: Training

  @Test func `a course of five weeks is held ten times a year`() {
    let course = Programme.Course(
      title: "Basic", site: "here", persons: Figure(Estimate(200), unit: "people"),
      weeks: Figure(Estimate(low: 5, likely: 5, high: 13), unit: "weeks"), parallel: 3)
    #expect(course.personsPerYear == Estimate(low: 2_400, likely: 6_000, high: 6_000))
  }
}
