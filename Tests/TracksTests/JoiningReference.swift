// What ought joining to give? All reports sorted, clustered from scratch, decisions on top.
//
// SPDX-License-Identifier: Apache-2.0

import Observations

@testable import Tracks

/// One event: its reports by id, and which of them a person joined.
struct Expected: Hashable {
  let members: Set<String>
  let decided: Set<String>
}

/// Leader clustering without any index, queue or memory.
struct JoiningReference {
  private let settings: JoinSettings
  /// In order of time, then key.
  private let reports: [Candidate]
  private var decisions: [ContentID: JoinDecision] = [:]

  init(_ settings: JoinSettings, _ observations: [Observation], _ words: [JoinDecision]) {
    self.settings = settings
    for word in words { decisions[word.key] = word }
    let aside = Set(
      decisions.values.compactMap { word -> ContentID? in
        if case .setAside(let key) = word { return key }
        return nil
      })
    var newest: [ContentID: Observation] = [:]
    for observation in observations where !aside.contains(observation.key) {
      if let known = newest[observation.key],
        (known.receivedAtMs, known.digest.hex) > (observation.receivedAtMs, observation.digest.hex)
      {
        continue
      }
      newest[observation.key] = observation
    }
    reports = newest.values.map { Candidate($0, settings, SensorRegister()) }
      .sorted { $0.precedes($1) }
  }

  func events() -> [ContentID: Expected] {
    let target = targets()
    var anchorOf: [ContentID: ContentID] = [:]
    var anchors: [Candidate] = []
    for report in reports where target[report.observation.key] == nil {
      let key = report.observation.key
      anchorOf[key] = key
      if isApart(report) { continue }
      let agreeing = anchors.compactMap { anchor in
        report.agreement(with: anchor, settings).map { (cost: $0.cost, anchor: anchor) }
      }
      // The first of the cheapest: anchors stand in order.
      if let least = agreeing.map(\.cost).min(),
        let best = agreeing.first(where: { $0.cost == least })
      {
        anchorOf[key] = best.anchor.observation.key
      } else {
        anchors.append(report)
      }
    }
    for key in target.keys {
      var end = key
      while let next = target[end] { end = next }
      anchorOf[key] = anchorOf[end]
    }
    return collected(anchorOf, decided: Set(target.keys))
  }

  private func collected(
    _ anchorOf: [ContentID: ContentID], decided: Set<ContentID>
  ) -> [ContentID: Expected] {
    var members: [ContentID: Set<String>] = [:]
    var joined: [ContentID: Set<String>] = [:]
    for report in reports {
      guard let anchor = anchorOf[report.observation.key] else { continue }
      members[anchor, default: []].insert(report.observation.id)
      if decided.contains(report.observation.key) {
        joined[anchor, default: []].insert(report.observation.id)
      }
    }
    return members.reduce(into: [:]) {
      $0[$1.key] = Expected(members: $1.value, decided: joined[$1.key] ?? [])
    }
  }

  private func isApart(_ report: Candidate) -> Bool {
    let observation = report.observation
    if observation.receivedAtMs - observation.happened.untilMs > settings.latenessLimitMs {
      return true
    }
    if case .apart = decisions[observation.key] { return true }
    return false
  }

  /// Words that hold: both reports are there; of a ring the earliest report is free.
  private func targets() -> [ContentID: ContentID] {
    let there = Set(reports.map(\.observation.key))
    var target: [ContentID: ContentID] = [:]
    for case .together(let key, let with) in decisions.values
    where key != with && there.contains(key) && there.contains(with) {
      target[key] = with
    }
    var free: Set<ContentID> = []
    for report in reports {
      let start = report.observation.key
      var ring: Set<ContentID> = []
      var at = start
      while let next = target[at], ring.insert(at).inserted { at = next }
      guard at == start, ring.contains(start) else { continue }
      // Reports stand in order, so the first of the ring that is met is the earliest.
      if ring.isDisjoint(with: free) { free.insert(start) }
    }
    for key in free { target[key] = nil }
    return target
  }
}
