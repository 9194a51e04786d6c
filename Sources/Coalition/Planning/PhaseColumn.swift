// How far do the offers of one capability go in one phase, at worst, likely and at best?
//
// SPDX-License-Identifier: Apache-2.0

/// The requirements and offers of one capability in one phase.
struct PhaseColumn {
  struct Bringing {
    let offer: String
    let amount: Estimate
    /// Which of the needs it may serve.
    let allowed: [Int]
  }

  let phase: String?
  let capability: String
  let needs: [ForceRequirement]
  let amounts: [String: (figure: Figure?, unknown: String?)]
  let offers: [Bringing]

  private func amount(_ need: ForceRequirement) -> Estimate {
    amounts[need.id]?.figure?.value ?? .zero
  }

  private func balance(
    _ needed: (Estimate) -> Double, _ brought: (Estimate) -> Double
  ) -> ForceBalance.Result {
    ForceBalance.balance(
      needs: needs.map { needed(amount($0)) }, offers: offers.map { brought($0.amount) },
      allowed: offers.map(\.allowed))
  }

  private var worst: ForceBalance.Result { balance(\.high, \.low) }
  private var likely: ForceBalance.Result { balance(\.likely, \.likely) }
  private var best: ForceBalance.Result { balance(\.low, \.high) }

  var standings: [RequirementStanding] {
    let (worst, likely, best) = (worst, likely, best)
    // What the offers bring, if as much as possible is asked for.
    let (some, most) = (balance(\.high, \.likely), balance(\.high, \.high))
    return needs.indices.map { index in
      let amount = amount(needs[index])
      let gaps = [
        amount.low - best.served[index], amount.likely - likely.served[index],
        amount.high - worst.served[index],
      ].map { max(0, $0) }
      let served = [worst.served[index], some.served[index], most.served[index]]
      return RequirementStanding(
        requirement: needs[index].id, phase: phase, required: amounts[needs[index].id]?.figure,
        unknown: amounts[needs[index].id]?.unknown, served: Self.span(served),
        gap: Self.span(gaps), offers: offers.filter { $0.allowed.contains(index) }.map(\.offer))
    }
  }

  /// The three cases share the offers out differently, so the ends are taken from all of them.
  private static func span(_ cases: [Double]) -> Estimate {
    Estimate(low: cases.min() ?? 0, likely: cases[1], high: cases.max() ?? 0)
  }

  /// The surest shortfall of the column; one that is certain need not be told as likely too.
  var shortfalls: [Shortfall] {
    let cases: [(Shortfall.Certainty, ForceBalance.Result, (Estimate) -> Double)] = [
      (.certain, best, \.low), (.likely, likely, \.likely), (.possible, worst, \.high),
    ]
    guard let (certainty, result, needed) = cases.first(where: { $0.1.shortBy > 0 }) else {
      return []
    }
    let required = result.binding.reduce(0) { $0 + needed(amount(needs[$1])) }
    return [
      Shortfall(
        phase: phase, capability: capability, requirements: result.binding.map { needs[$0].id },
        certainty: certainty, shortBy: result.shortBy,
        share: required > 0 ? min(1, result.shortBy / required) : 0)
    ]
  }
}
