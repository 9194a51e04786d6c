// How much of what is needed do the offers bring, and which requirement cannot be met?
//
// SPDX-License-Identifier: Apache-2.0

/// How much of each requirement the offers can serve at once: a greatest flow from offers to
/// requirements, where each offer serves only what it may. An offer is counted once, however many
/// requirements it would fit.
///
/// What cannot be served is told with the set that binds: requirements that together need more than
/// all offers that may serve any of them bring (Hall's condition).
struct ForceBalance {
  struct Result: Hashable, Sendable {
    /// Served of each requirement.
    let served: [Double]
    /// Used of each offer.
    let used: [Double]
    /// Requirements that compete for too little, ascending; empty where everything is served.
    let binding: [Int]
    /// What those lack together.
    let shortBy: Double
  }

  private var needs: [Double]
  private var offers: [Double]
  /// For each offer the requirements that it may serve, ascending.
  private let allowed: [[Int]]
  private var flow: [[Int: Double]]

  /// - Parameter allowed: for each offer the requirements that it may serve.
  static func balance(needs: [Double], offers: [Double], allowed: [[Int]]) -> Result {
    var balance = ForceBalance(needs: needs, offers: offers, allowed: allowed)
    return balance.run()
  }

  private init(needs: [Double], offers: [Double], allowed: [[Int]]) {
    // An open end brings as much as is asked for.
    let most = needs.filter(\.isFinite).reduce(1, +)
    self.needs = needs.map { min($0, most) }
    self.offers = offers.map { min($0, most) }
    self.allowed = allowed.map { $0.sorted() }
    flow = Array(repeating: [:], count: offers.count)
  }

  private mutating func run() -> Result {
    while let way = widening() { push(way) }
    let served = needs.indices.map { need in flow.reduce(0) { $0 + ($1[need] ?? 0) } }
    let used = flow.map { $0.values.sorted().reduce(0, +) }
    let short = needs.indices.reduce(0) { $0 + max(0, needs[$1] - served[$1]) }
    return Result(
      served: served, used: used, binding: short > 1e-9 ? binding() : [],
      shortBy: short > 1e-9 ? short : 0)
  }

  private func left(of offer: Int) -> Double {
    offers[offer] - flow[offer].values.sorted().reduce(0, +)
  }

  private func lacking(_ need: Int) -> Double {
    needs[need] - flow.reduce(0) { $0 + ($1[need] ?? 0) }
  }

  /// A shortest way from an offer with something left to a requirement that lacks something: offer,
  /// requirement, offer, requirement … where each step back takes away what was given.
  private func widening() -> [Int]? {
    var fromOffer = [Int](repeating: -2, count: offers.count)
    var fromNeed = [Int](repeating: -2, count: needs.count)
    var queue = offers.indices.filter { left(of: $0) > 1e-9 }
    for offer in queue { fromOffer[offer] = -1 }
    var head = 0
    while head < queue.count {
      let offer = queue[head]
      head += 1
      for need in allowed[offer] where fromNeed[need] == -2 {
        fromNeed[need] = offer
        if lacking(need) > 1e-9 { return way(to: need, fromNeed, fromOffer) }
        for other in offers.indices
        where fromOffer[other] == -2 && (flow[other][need] ?? 0) > 1e-9 {
          fromOffer[other] = need
          queue.append(other)
        }
      }
    }
    return nil
  }

  private func way(to need: Int, _ fromNeed: [Int], _ fromOffer: [Int]) -> [Int] {
    var way = [need]
    var at = need
    while true {
      let offer = fromNeed[at]
      way.append(offer)
      guard fromOffer[offer] >= 0 else { break }
      at = fromOffer[offer]
      way.append(at)
    }
    return way.reversed()
  }

  private mutating func push(_ way: [Int]) {
    var amount = min(left(of: way[0]), lacking(way[way.count - 1]))
    for at in stride(from: 2, to: way.count, by: 2) {
      amount = min(amount, flow[way[at]][way[at - 1]] ?? 0)
    }
    for at in stride(from: 0, to: way.count, by: 2) {
      flow[way[at]][way[at + 1], default: 0] += amount
      if at > 0 { flow[way[at]][way[at - 1], default: 0] -= amount }
    }
  }

  /// From the requirements that lack something to all offers that might serve them, from those to the
  /// requirements that have these offers instead, and so on: all of them compete for too little.
  private func binding() -> [Int] {
    var isIn = needs.indices.map { lacking($0) > 1e-9 }
    var queue = needs.indices.filter { isIn[$0] }
    while let need = queue.popLast() {
      for offer in offers.indices where allowed[offer].contains(need) {
        for other in needs.indices where !isIn[other] && (flow[offer][other] ?? 0) > 1e-9 {
          isIn[other] = true
          queue.append(other)
        }
      }
    }
    return needs.indices.filter { isIn[$0] }
  }
}
