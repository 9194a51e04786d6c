// Which ways on does each target have, and for which plots do they contend?
//
// SPDX-License-Identifier: Apache-2.0

extension Tracker {
  /// Lists the states of each contender and links them to the plots that others claim as well, of
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
    var tablePlace = 0
    for index in 0..<work.contenders.count {
      let contender = work.contenders.base + index
      let target = targets.base + Int(contender.pointee.target)
      contender.pointee.firstState = Int32(work.states.count)
      contender.pointee.firstLink = Int32(work.links.count)
      for place in 0..<target.pointee.count {
        let slot = target.pointee.slots[place]
        let hypothesis = hypotheses.base + Int(slot)
        let earlier = linkEarlier(hypothesis, contender, target, &tablePlace)
        let weight = hypothesis.pointee.weight * hypothesis.pointee.columnFactor
        let end = work.pairingEnds[ends]
        addStates(
          contender, slot: slot, weight: weight, existence: hypothesis.pointee.existence,
          earlier: earlier, pairing..<end, density.total)
        pairing = end
        ends += 1
      }
      if target.pointee.hasSighting {
        let earlier = linkRoot(contender, target, &tablePlace)
        let end = work.pairingEnds[ends]
        addStates(
          contender, slot: -1, weight: target.pointee.sighting.weight,
          existence: target.pointee.sighting.existence, earlier: earlier, pairing..<end,
          density.total)
        pairing = end
        ends += 1
      }
      contender.pointee.endState = Int32(work.states.count)
      contender.pointee.endLink = Int32(work.links.count)
      contender.pointee.isContested = contender.pointee.endLink > contender.pointee.firstLink
    }
    orderByComponent()
  }

  /// Counts, for each plot of the last scans, how many contenders have a hypothesis with it.
  private mutating func countEarlierClaims() {
    var total = 0
    for index in 0..<work.contenders.count {
      total += targets[Int(work.contenders[index].target)].count
    }
    work.table.clear(room: min(total * 8, 1 << 20) + 64)
    work.tablePlaces.removeAll()
    for index in 0..<work.contenders.count {
      let target = targets.base + Int(work.contenders[index].target)
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
  private mutating func note(_ number: Int32, _ contender: Int32) {
    let place = work.table.index(of: number)
    work.tablePlaces.append(Int32(place))
    let entry = work.table.entries.base + place
    if entry.pointee.contender != contender {
      entry.pointee.contender = contender
      entry.pointee.claimCount += 1
    }
  }

  private mutating func linkEarlier(
    _ hypothesis: UnsafeMutablePointer<Hypothesis>, _ contender: UnsafeMutablePointer<Contender>,
    _ target: UnsafeMutablePointer<Target>, _ tablePlace: inout Int
  ) -> UInt64 {
    var plots: UInt64 = 0
    for _ in 0..<Int(hypothesis.pointee.hitCount) {
      plots |= link(contender, target, &tablePlace)
    }
    return plots
  }

  private mutating func linkRoot(
    _ contender: UnsafeMutablePointer<Contender>, _ target: UnsafeMutablePointer<Target>,
    _ tablePlace: inout Int
  ) -> UInt64 {
    guard target.pointee.nothingWeight > 0 else { return 0 }
    return link(contender, target, &tablePlace)
  }

  /// The bit of the next earlier plot in the order of counting, 0 where no other contender claims it.
  @inline(__always)
  private mutating func link(
    _ contender: UnsafeMutablePointer<Contender>, _ target: UnsafeMutablePointer<Target>,
    _ tablePlace: inout Int
  ) -> UInt64 {
    let entry = work.table.entries.base + Int(work.tablePlaces[tablePlace])
    tablePlace += 1
    guard entry.pointee.claimCount > 1 else { return 0 }
    return linkContested(entry, contender, target)
  }

  private mutating func linkContested(
    _ entry: UnsafeMutablePointer<PlotTable.Entry>, _ contender: UnsafeMutablePointer<Contender>,
    _ target: UnsafeMutablePointer<Target>
  ) -> UInt64 {
    if entry.pointee.contested < 0 {
      entry.pointee.contested = Int32(work.contested.count)
      work.contested.append(ContestedPlot(free: 1))
    }
    if entry.pointee.number == target.pointee.root {
      // Either this target began with it or another took it: it is nobody's in no case.
      work.contested[Int(entry.pointee.contested)].free = 0
      if target.pointee.nothingWeight > 0 { contender.pointee.mayBeNothing = true }
    }
    return bit(of: entry.pointee.contested, contender)
  }

  /// A target has at most 64 contested plots; those beyond are as if nobody else claimed them.
  @inline(__always)
  private mutating func bit(
    of contested: Int32, _ contender: UnsafeMutablePointer<Contender>
  ) -> UInt64 {
    let first = Int(contender.pointee.firstLink)
    for place in first..<work.links.count where work.links[place].plot == contested {
      return 1 << UInt64(place - first)
    }
    guard work.links.count - first < 64 else { return 0 }
    work.links.append(Link(plot: contested))
    return 1 << UInt64(work.links.count - 1 - first)
  }

  private mutating func addStates(
    _ contender: UnsafeMutablePointer<Contender>, slot: Int32, weight: Double, existence: Double,
    earlier: UInt64, _ pairings: Range<Int32>, _ density: Double
  ) {
    let seen = existence * contender.pointee.detectionProbability
    work.states.append(
      State(slot: slot, plot: -1, weight: weight * (1 - seen), plots: earlier, pairing: -1))
    for index in pairings {
      let pairing = work.pairings.base + Int(index)
      var plots = earlier
      if !contender.pointee.isLight {
        let contested = work.contestedIndex[Int(pairing.pointee.plot)]
        if contested >= 0 { plots |= bit(of: contested, contender) }
      }
      work.states.append(
        State(
          slot: slot, plot: pairing.pointee.plot,
          weight: weight * seen * pairing.pointee.likelihood / density, plots: plots,
          pairing: index))
    }
  }

  // MARK: Components

  /// Orders the contested contenders so that those which share plots, directly or through others,
  /// stand together; each component is then worked on by itself.
  private mutating func orderByComponent() {
    work.order.removeAll()
    work.componentEnds.removeAll()
    for index in 0..<work.contenders.count where work.contenders[index].isContested {
      work.contenders[index].parent = Int32(index)
      work.order.append(Int32(index))
    }
    for place in 0..<work.order.count {
      let index = work.order[place]
      let contender = work.contenders[Int(index)]
      for link in contender.firstLink..<contender.endLink {
        let plot = work.contested.base + Int(work.links[Int(link)].plot)
        if plot.pointee.contender < 0 {
          plot.pointee.contender = index
        } else {
          join(index, plot.pointee.contender)
        }
      }
    }
    for place in 0..<work.order.count {
      let index = work.order[place]
      work.contenders[Int(index)].parent = root(of: index)
    }
    work.order.sort { left, right in
      let a = work.contenders[Int(left)].parent
      let b = work.contenders[Int(right)].parent
      return a == b ? left < right : a < b
    }
    for place in 0..<work.order.count {
      let isLast =
        place + 1 == work.order.count
        || work.contenders[Int(work.order[place])].parent
          != work.contenders[Int(work.order[place + 1])].parent
      if isLast { work.componentEnds.append(Int32(place + 1)) }
    }
  }

  @inline(__always)
  private mutating func root(of index: Int32) -> Int32 {
    var place = index
    while work.contenders[Int(place)].parent != place {
      let parent = work.contenders[Int(place)].parent
      work.contenders[Int(place)].parent = work.contenders[Int(parent)].parent
      place = work.contenders[Int(place)].parent
    }
    return place
  }

  private mutating func join(_ left: Int32, _ right: Int32) {
    let a = root(of: left)
    let b = root(of: right)
    // The smaller number is the root, whatever the order of joining.
    if a < b {
      work.contenders[Int(b)].parent = a
    } else if b < a {
      work.contenders[Int(a)].parent = b
    }
  }
}
