// How probable is each way on of each target, given that no plot is two targets'?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Chances of all states, by belief propagation between targets and contested plots of the last
  /// scans. Exact where the contests form no loops; damped, so that loops settle.
  mutating func believe() {
    var first = 0
    for component in 0..<work.componentEnds.count {
      let end = Int(work.componentEnds[component])
      propagate(first..<end)
      first = end
    }
    for index in 0..<work.candidates.count { normalise(work.candidates.base + index) }
  }

  private mutating func propagate(_ places: Range<Int>) {
    for round in 0..<settings.beliefRoundsMax {
      sendToPlots(places)
      if sendToTargets(places) < 0.003 && round > 0 { break }
    }
  }

  private mutating func sendToPlots(_ places: Range<Int>) {
    for place in places {
      let candidate = work.candidates[Int(work.order[place])]
      for link in candidate.firstLink..<candidate.endLink {
        let plot = work.contested.base + Int(work.links[Int(link)].plot)
        plot.pointee.sum = plot.pointee.free
      }
    }
    for place in places {
      let candidate = work.candidates[Int(work.order[place])]
      let links = work.links.base + Int(candidate.firstLink)
      let linkCount = Int(candidate.endLink - candidate.firstLink)
      work.sums.fill(0, count: linkCount)
      let sums = work.sums.base
      var total =
        candidate.mayBeNothing ? targets[Int(candidate.target)].nothingWeight : 0
      for index in Int(candidate.firstState)..<Int(candidate.endState) {
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
        links[link].toPlot = message
        work.contested[Int(links[link].plot)].sum += message
      }
    }
  }

  /// Gives back by how much the messages changed at most.
  private mutating func sendToTargets(_ places: Range<Int>) -> Double {
    var change = 0.0
    for place in places {
      let candidate = work.candidates[Int(work.order[place])]
      for index in Int(candidate.firstLink)..<Int(candidate.endLink) {
        let link = work.links.base + index
        let others = work.contested[Int(link.pointee.plot)].sum - link.pointee.toPlot
        let message = min(1 / max(others, 1e-9), 1e9)
        let before = link.pointee.toTarget
        change = max(change, abs(message - before) / (1 + before))
        link.pointee.toTarget = (before * message).squareRoot()
      }
    }
    return change
  }

  @inline(__always)
  private func weighed(
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

  private mutating func normalise(_ candidate: UnsafeMutablePointer<Candidate>) {
    guard !candidate.pointee.isLight || candidate.pointee.isContested else { return }
    let links = work.links.base + Int(candidate.pointee.firstLink)
    let states = Int(candidate.pointee.firstState)..<Int(candidate.pointee.endState)
    let nothing =
      candidate.pointee.mayBeNothing
      ? targets[Int(candidate.pointee.target)].nothingWeight : 0
    var total = nothing
    for index in states {
      let weight = weighed(work.states.base + index, links)
      work.states[index].chance = weight
      total += weight
    }
    let inverse = 1 / max(total, 1e-300)
    candidate.pointee.nothingChance = nothing * inverse
    for index in states {
      work.states[index].chance *= inverse
      let plot = work.states[index].plot
      if plot >= 0 && !candidate.pointee.isLight {
        work.used[Int(plot)] += work.states[index].chance
      }
    }
  }

  /// Light candidates share in the plots that the others probably leave.
  mutating func takeWhatIsLeft() {
    for index in 0..<work.candidates.count where work.candidates[index].isLight {
      let candidate = work.candidates.base + index
      let links = work.links.base + Int(candidate.pointee.firstLink)
      let states = Int(candidate.pointee.firstState)..<Int(candidate.pointee.endState)
      let nothing =
        candidate.pointee.mayBeNothing
        ? targets[Int(candidate.pointee.target)].nothingWeight : 0
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
      candidate.pointee.nothingChance = nothing * inverse
      candidate.pointee.chosen = candidate.pointee.firstState
      for place in states {
        let state = work.states.base + place
        state.pointee.chance *= inverse
        if state.pointee.chance > work.states[Int(candidate.pointee.chosen)].chance {
          candidate.pointee.chosen = Int32(place)
        }
      }
    }
    for index in 0..<work.candidates.count where work.candidates[index].isLight {
      for place in work.candidates[index].firstState..<work.candidates[index].endState {
        let state = work.states[Int(place)]
        if state.plot >= 0 {
          work.used[Int(state.plot)] = min(1, work.used[Int(state.plot)] + state.chance)
        }
      }
    }
  }
}
