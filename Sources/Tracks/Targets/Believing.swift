// How probable is each way on of each target, given that no plot is two targets'?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Chances of all states, by belief propagation between targets and contested plots of the last
  /// scans. Exact where the contests form no loops; damped, so that loops settle.
  mutating func believe() {
    forEachComponent { tracker, places in tracker.propagate(places) }
    for index in 0..<work.contenders.count { normalise(work.contenders.base + index) }
  }

  private mutating func propagate(_ places: Range<Int>) {
    let rounds = places.count > settings.contendersMax ? 4 : settings.beliefRoundsMax
    sendToPlots(places)
    _ = sendToTargets(places)
    for round in 1..<rounds {
      if exchange(places, isDamped: round >= 6) < 0.003 { break }
    }
  }

  private mutating func sendToPlots(_ places: Range<Int>) {
    for place in places {
      let contender = work.contenders[Int(work.order[place])]
      for link in contender.firstLink..<contender.endLink {
        let plot = work.contested.base + Int(work.links[Int(link)].plot)
        plot.pointee.sum = plot.pointee.free
      }
    }
    for place in places {
      let contender = work.contenders[Int(work.order[place])]
      let links = work.links.base + Int(contender.firstLink)
      let linkCount = Int(contender.endLink - contender.firstLink)
      for link in 0..<linkCount {
        links[link].toPlot = 0
      }
      answer(contender, links, linkCount)
    }
  }

  /// Each contender in turn hears its plots and answers at once. Gives back by how much the messages
  /// changed at most.
  private mutating func exchange(_ places: Range<Int>, isDamped: Bool) -> Double {
    var change = 0.0
    for place in places {
      let contender = work.contenders[Int(work.order[place])]
      let links = work.links.base + Int(contender.firstLink)
      let linkCount = Int(contender.endLink - contender.firstLink)
      for link in 0..<linkCount { change = max(change, hear(links + link, isDamped)) }
      answer(contender, links, linkCount)
    }
    return change
  }

  @inline(__always)
  private mutating func hear(_ link: UnsafeMutablePointer<Link>, _ isDamped: Bool) -> Double {
    let others = work.contested[Int(link.pointee.plot)].sum - link.pointee.toPlot
    let message = min(1 / max(others, 1e-9), 1e9)
    let before = link.pointee.toTarget
    link.pointee.toTarget = isDamped ? (before * message).squareRoot() : message
    return abs(message - before) / (1 + before)
  }

  /// The contender's messages to its plots.
  @inline(__always)
  private mutating func answer(
    _ contender: Contender, _ links: UnsafeMutablePointer<Link>, _ linkCount: Int
  ) {
    work.sums.fill(0, count: linkCount)
    let sums = work.sums.base
    var total = contender.mayBeNothing ? targets[Int(contender.target)].nothingWeight : 0
    for index in Int(contender.firstState)..<Int(contender.endState) {
      let state = work.states.base + index
      let weight = weighed(state, links)
      total += weight
      var bits = state.pointee.plots
      while bits != 0 {
        sums[bits.trailingZeroBitCount] += weight
        bits &= bits - 1
      }
    }
    for link in 0..<linkCount {
      let rest = max(total - sums[link], total * 1e-12 + 1e-300)
      let message = min(sums[link] / (links[link].toTarget * rest), 1e9)
      work.contested[Int(links[link].plot)].sum += message - links[link].toPlot
      links[link].toPlot = message
    }
  }

  /// Gives back by how much the messages changed at most.
  private mutating func sendToTargets(_ places: Range<Int>) -> Double {
    var change = 0.0
    for place in places {
      let contender = work.contenders[Int(work.order[place])]
      for index in Int(contender.firstLink)..<Int(contender.endLink) {
        change = max(change, hear(work.links.base + index, true))
      }
    }
    return change
  }

  @inline(__always)
  private mutating func weighed(
    _ state: UnsafeMutablePointer<State>, _ links: UnsafeMutablePointer<Link>
  ) -> Double {
    var weight = state.pointee.weight
    var bits = state.pointee.plots
    while bits != 0 {
      weight *= links[bits.trailingZeroBitCount].toTarget
      bits &= bits - 1
    }
    return weight
  }

  private mutating func normalise(_ contender: UnsafeMutablePointer<Contender>) {
    guard !contender.pointee.isLight || contender.pointee.isContested else { return }
    let links = work.links.base + Int(contender.pointee.firstLink)
    let states = Int(contender.pointee.firstState)..<Int(contender.pointee.endState)
    let nothing =
      contender.pointee.mayBeNothing
      ? targets[Int(contender.pointee.target)].nothingWeight : 0
    var total = nothing
    for index in states {
      let weight = weighed(work.states.base + index, links)
      work.states[index].chance = weight
      total += weight
    }
    let inverse = 1 / max(total, 1e-300)
    contender.pointee.nothingChance = nothing * inverse
    for index in states {
      work.states[index].chance *= inverse
      let plot = work.states[index].plot
      if plot >= 0 && !contender.pointee.isLight {
        work.used[Int(plot)] += work.states[index].chance
      }
    }
  }

  /// Light contenders share in the plots that the others probably leave.
  mutating func takeWhatIsLeft() {
    for index in 0..<work.contenders.count where work.contenders[index].isLight {
      let contender = work.contenders.base + index
      let links = work.links.base + Int(contender.pointee.firstLink)
      let states = Int(contender.pointee.firstState)..<Int(contender.pointee.endState)
      let nothing =
        contender.pointee.mayBeNothing
        ? targets[Int(contender.pointee.target)].nothingWeight : 0
      var total = nothing
      for place in states {
        let state = work.states.base + place
        var weight = weighed(state, links)
        if state.pointee.plot >= 0 {
          weight *= max(0, 1 - work.used[Int(state.pointee.plot)])
        }
        state.pointee.chance = weight
        total += weight
      }
      let inverse = 1 / max(total, 1e-300)
      contender.pointee.nothingChance = nothing * inverse
      contender.pointee.chosen = contender.pointee.firstState
      for place in states {
        let state = work.states.base + place
        state.pointee.chance *= inverse
        if state.pointee.chance > work.states[Int(contender.pointee.chosen)].chance {
          contender.pointee.chosen = Int32(place)
        }
      }
    }
    for index in 0..<work.contenders.count where work.contenders[index].isLight {
      for place in work.contenders[index].firstState..<work.contenders[index].endState {
        let state = work.states[Int(place)]
        if state.plot >= 0 {
          work.used[Int(state.plot)] = min(1, work.used[Int(state.plot)] + state.chance)
        }
      }
    }
  }
}
