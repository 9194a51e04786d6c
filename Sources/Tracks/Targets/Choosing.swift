// Which one set of ways on, together, explains the plots best?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Chooses a state for each contender so that no contested plot is used twice: by Lagrangian prices
  /// on the plots, with a greedy consistent set now and then, of which the best is kept.
  mutating func choose() {
    for index in 0..<work.contenders.count where !work.contenders[index].isLight {
      work.contenders[index].chosen = likeliest(index)
    }
    forEachComponent { tracker, places in tracker.settle(places) }
  }

  private mutating func likeliest(_ index: Int) -> Int32 {
    let contender = work.contenders[index]
    var best = contender.firstState
    for place in contender.firstState..<contender.endState
    where work.states[Int(place)].chance > work.states[Int(best)].chance {
      best = place
    }
    return best
  }

  private mutating func settle(_ places: Range<Int>) {
    // Weights become logarithms for what follows; chances are kept.
    for place in places {
      let contender = work.contenders.base + Int(work.order[place])
      if contender.pointee.mayBeNothing {
        let weight = targets[Int(contender.pointee.target)].nothingWeight
        contender.pointee.nothingValue = TrackMath.logarithm(max(weight, 1e-12))
      }
      for index in Int(contender.pointee.firstState)..<Int(contender.pointee.endState) {
        work.states[index].value = TrackMath.logarithm(max(work.states[index].weight, 1e-300))
      }
    }
    var best = -Double.infinity
    let rounds = places.count > settings.contendersMax ? 1 : settings.choiceRoundsMax
    for round in 0..<rounds {
      let clashes = bid(places)
      let isLast = round == rounds - 1
      if clashes == 0 || round % 15 == 14 || isLast {
        let total = pickConsistently(places)
        if total > best {
          best = total
          for place in places {
            let contender = work.contenders.base + Int(work.order[place])
            if contender.pointee.picked >= 0 { contender.pointee.chosen = contender.pointee.picked }
          }
        }
        if clashes == 0 { break }
      }
      let stride = 1 / (1 + Double(round) / 10)
      for place in places {
        let contender = work.contenders[Int(work.order[place])]
        for link in contender.firstLink..<contender.endLink {
          let plot = work.contested.base + Int(work.links[Int(link)].plot)
          if plot.pointee.users >= 0 {
            let price = max(0, plot.pointee.price + stride * Double(plot.pointee.users - 1))
            plot.pointee.isRepriced = price != plot.pointee.price
            plot.pointee.price = price
            plot.pointee.users = -1
          }
        }
      }
    }
  }

  @inline(__always)
  private mutating func priced(
    _ state: UnsafeMutablePointer<State>, _ links: UnsafeMutablePointer<Link>
  )
    -> Double
  {
    var value = state.pointee.value
    var bits = state.pointee.plots
    while bits != 0 {
      value -= work.contested[Int(links[bits.trailingZeroBitCount].plot)].price
      bits &= bits - 1
    }
    return value
  }

  /// Each contender takes its best at the prices of now; gives back how many plots are taken twice.
  private mutating func bid(_ places: Range<Int>) -> Int {
    for place in places {
      let contender = work.contenders[Int(work.order[place])]
      for link in contender.firstLink..<contender.endLink {
        work.contested[Int(work.links[Int(link)].plot)].users = 0
      }
    }
    var clashes = 0
    for place in places {
      let contender = work.contenders.base + Int(work.order[place])
      let links = work.links.base + Int(contender.pointee.firstLink)
      if isRepriced(contender.pointee) { bid(contender, links) }
      let chosen = Int(contender.pointee.bid)
      guard chosen >= 0 else { continue }
      var bits = work.states[chosen].plots
      while bits != 0 {
        let plot = work.contested.base + Int(links[bits.trailingZeroBitCount].plot)
        plot.pointee.users += 1
        if plot.pointee.users == 2 { clashes += 1 }
        bits &= bits - 1
      }
    }
    return clashes
  }

  /// Where no price of its plots has changed, its bid stands.
  @inline(__always)
  private mutating func isRepriced(_ contender: Contender) -> Bool {
    for link in contender.firstLink..<contender.endLink
    where work.contested[Int(work.links[Int(link)].plot)].isRepriced {
      return true
    }
    return false
  }

  @inline(__always)
  private mutating func bid(
    _ contender: UnsafeMutablePointer<Contender>, _ links: UnsafeMutablePointer<Link>
  ) {
    var best = contender.pointee.nothingValue
    var second = -Double.infinity
    var chosen: Int32 = -1
    for index in contender.pointee.firstState..<contender.pointee.endState {
      let value = priced(work.states.base + Int(index), links)
      if value > best {
        second = best
        best = value
        chosen = index
      } else if value > second {
        second = value
      }
    }
    contender.pointee.margin = best - second
    contender.pointee.bid = chosen
  }

  /// A set without clashes: those first whose choice is clearest. Gives back its value.
  private mutating func pickConsistently(_ places: Range<Int>) -> Double {
    work.kept.removeAll()
    for place in places {
      work.kept.append(work.order[place])
      let contender = work.contenders[Int(work.order[place])]
      for link in contender.firstLink..<contender.endLink {
        work.contested[Int(work.links[Int(link)].plot)].isTaken = false
      }
    }
    work.kept.sort { left, right in
      let a = work.contenders[Int(left)].margin
      let b = work.contenders[Int(right)].margin
      return a == b ? left < right : a > b
    }
    var total = 0.0
    for place in 0..<work.kept.count {
      total += pick(work.contenders.base + Int(work.kept[place]))
    }
    return total
  }

  private mutating func pick(_ contender: UnsafeMutablePointer<Contender>) -> Double {
    let links = work.links.base + Int(contender.pointee.firstLink)
    var best = contender.pointee.nothingValue
    var value = best
    contender.pointee.picked = -1
    for index in Int(contender.pointee.firstState)..<Int(contender.pointee.endState) {
      let state = work.states.base + index
      let here = priced(state, links)
      if here <= best { continue }
      var isFree = true
      var bits = state.pointee.plots
      while bits != 0 && isFree {
        isFree = !work.contested[Int(links[bits.trailingZeroBitCount].plot)].isTaken
        bits &= bits - 1
      }
      if isFree {
        best = here
        value = state.pointee.value
        contender.pointee.picked = Int32(index)
      }
    }
    if contender.pointee.picked >= 0 {
      var bits = work.states[Int(contender.pointee.picked)].plots
      while bits != 0 {
        work.contested[Int(links[bits.trailingZeroBitCount].plot)].isTaken = true
        bits &= bits - 1
      }
    }
    return value
  }
}
