// Which ways on does each target have, and for which plots do they contend?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Lists the states of each candidate and links them to the plots that others claim as well, of
  /// this scan and of those before.
  mutating func relate(_ firstNumber: Int32, _ density: PlotDensity) {
    work.states.removeAll()
    work.links.removeAll()
    work.contested.removeAll()
    countEarlierClaims()
    work.contestedIndex.fill(-1, count: work.used.count)
    for plot in 0..<work.used.count where work.claimCount[plot] > 1 {
      work.contestedIndex[plot] = Int32(work.contested.count)
      work.contested.append(ContestedPlot(free: 1))
    }
    var pairing: Int32 = 0
    var ends = 0
    for index in 0..<work.candidates.count {
      let candidate = work.candidates.base + index
      let target = targets.base + Int(candidate.pointee.target)
      candidate.pointee.firstState = Int32(work.states.count)
      candidate.pointee.firstLink = Int32(work.links.count)
      for place in 0..<target.pointee.count {
        let slot = target.pointee.slots[place]
        let hypothesis = hypotheses.base + Int(slot)
        let earlier = linkEarlier(hypothesis, candidate, target)
        let weight = hypothesis.pointee.weight * hypothesis.pointee.columnFactor
        let end = work.pairingEnds[ends]
        addStates(
          candidate, slot: slot, weight: weight, existence: hypothesis.pointee.existence,
          earlier: earlier, pairing..<end, density.total)
        pairing = end
        ends += 1
      }
      if target.pointee.hasSighting {
        let earlier = linkRoot(candidate, target)
        let end = work.pairingEnds[ends]
        addStates(
          candidate, slot: -1, weight: target.pointee.sighting.weight,
          existence: target.pointee.sighting.existence, earlier: earlier, pairing..<end,
          density.total)
        pairing = end
        ends += 1
      }
      candidate.pointee.endState = Int32(work.states.count)
      candidate.pointee.endLink = Int32(work.links.count)
      candidate.pointee.isContested = candidate.pointee.endLink > candidate.pointee.firstLink
    }
    orderByComponent()
  }

  /// Counts, for each plot of the last scans, how many candidates have a hypothesis with it.
  private mutating func countEarlierClaims() {
    var total = 0
    for index in 0..<work.candidates.count {
      total += targets[Int(work.candidates[index].target)].count
    }
    work.table.clear(room: min(total * 8, 1 << 20) + 64)
    for index in 0..<work.candidates.count {
      let target = targets.base + Int(work.candidates[index].target)
      for place in 0..<target.pointee.count {
        let hypothesis = hypotheses.base + Int(target.pointee.slots[place])
        for hit in 0..<Int(hypothesis.pointee.hitCount) {
          note(hypothesis.pointee.hits[hit], Int32(index))
        }
      }
      if target.pointee.hasSighting && target.pointee.nothingWeight > 0 {
        note(target.pointee.root, Int32(index))
      }
    }
  }

  @inline(__always)
  private func note(_ number: Int32, _ candidate: Int32) {
    let entry = work.table.entries.base + work.table.index(of: number)
    if entry.pointee.candidate != candidate {
      entry.pointee.candidate = candidate
      entry.pointee.claimCount += 1
    }
  }

  private mutating func linkEarlier(
    _ hypothesis: UnsafeMutablePointer<Hypothesis>, _ candidate: UnsafeMutablePointer<Candidate>,
    _ target: UnsafeMutablePointer<Target>
  ) -> UInt64 {
    var plots: UInt64 = 0
    for hit in 0..<Int(hypothesis.pointee.hitCount) {
      plots |= link(hypothesis.pointee.hits[hit], candidate, target)
    }
    return plots
  }

  private mutating func linkRoot(
    _ candidate: UnsafeMutablePointer<Candidate>, _ target: UnsafeMutablePointer<Target>
  ) -> UInt64 {
    guard target.pointee.nothingWeight > 0 else { return 0 }
    return link(target.pointee.root, candidate, target)
  }

  /// The bit of an earlier plot, 0 where no other candidate claims it.
  private mutating func link(
    _ number: Int32, _ candidate: UnsafeMutablePointer<Candidate>,
    _ target: UnsafeMutablePointer<Target>
  ) -> UInt64 {
    let entry = work.table.entries.base + work.table.index(of: number)
    guard entry.pointee.claimCount > 1 else { return 0 }
    if entry.pointee.contested < 0 {
      entry.pointee.contested = Int32(work.contested.count)
      work.contested.append(ContestedPlot(free: 1))
    }
    if number == target.pointee.root {
      // Either this target began with it or another took it: it is nobody's in no case.
      work.contested[Int(entry.pointee.contested)].free = 0
      if target.pointee.nothingWeight > 0 { candidate.pointee.mayBeNothing = true }
    }
    return bit(of: entry.pointee.contested, candidate)
  }

  /// A target has at most 64 contested plots; those beyond are as if nobody else claimed them.
  @inline(__always)
  private mutating func bit(
    of contested: Int32, _ candidate: UnsafeMutablePointer<Candidate>
  ) -> UInt64 {
    let first = Int(candidate.pointee.firstLink)
    for place in first..<work.links.count where work.links[place].plot == contested {
      return 1 << UInt64(place - first)
    }
    guard work.links.count - first < 64 else { return 0 }
    work.links.append(Link(plot: contested))
    return 1 << UInt64(work.links.count - 1 - first)
  }

  private mutating func addStates(
    _ candidate: UnsafeMutablePointer<Candidate>, slot: Int32, weight: Double, existence: Double,
    earlier: UInt64, _ pairings: Range<Int32>, _ density: Double
  ) {
    let seen = existence * candidate.pointee.detectionProbability
    work.states.append(
      State(slot: slot, plot: -1, weight: weight * (1 - seen), plots: earlier, density: Lanes()))
    for index in pairings {
      let pairing = work.pairings.base + Int(index)
      var plots = earlier
      if !candidate.pointee.isLight {
        let contested = work.contestedIndex[Int(pairing.pointee.plot)]
        if contested >= 0 { plots |= bit(of: contested, candidate) }
      }
      work.states.append(
        State(
          slot: slot, plot: pairing.pointee.plot,
          weight: weight * seen * pairing.pointee.likelihood / density, plots: plots,
          density: pairing.pointee.density))
    }
  }

  // MARK: Components

  /// Orders the contested candidates so that those which share plots, directly or through others,
  /// stand together; each component is then worked on by itself.
  private mutating func orderByComponent() {
    work.order.removeAll()
    work.componentEnds.removeAll()
    for index in 0..<work.candidates.count where work.candidates[index].isContested {
      work.candidates[index].parent = Int32(index)
      work.order.append(Int32(index))
    }
    for place in 0..<work.order.count {
      let index = work.order[place]
      let candidate = work.candidates[Int(index)]
      for link in candidate.firstLink..<candidate.endLink {
        let plot = work.contested.base + Int(work.links[Int(link)].plot)
        if plot.pointee.candidate < 0 {
          plot.pointee.candidate = index
        } else {
          join(index, plot.pointee.candidate)
        }
      }
    }
    for place in 0..<work.order.count {
      let index = work.order[place]
      work.candidates[Int(index)].parent = root(of: index)
    }
    work.order.sort { left, right in
      let a = work.candidates[Int(left)].parent
      let b = work.candidates[Int(right)].parent
      return a == b ? left < right : a < b
    }
    for place in 0..<work.order.count {
      let isLast =
        place + 1 == work.order.count
        || work.candidates[Int(work.order[place])].parent
          != work.candidates[Int(work.order[place + 1])].parent
      if isLast { work.componentEnds.append(Int32(place + 1)) }
    }
  }

  @inline(__always)
  private func root(of index: Int32) -> Int32 {
    var place = index
    while work.candidates[Int(place)].parent != place {
      let parent = work.candidates[Int(place)].parent
      work.candidates[Int(place)].parent = work.candidates[Int(parent)].parent
      place = work.candidates[Int(place)].parent
    }
    return place
  }

  private func join(_ left: Int32, _ right: Int32) {
    let a = root(of: left)
    let b = root(of: right)
    // The smaller number is the root, whatever the order of joining.
    if a < b {
      work.candidates[Int(b)].parent = a
    } else if b < a {
      work.candidates[Int(a)].parent = b
    }
  }
}
