// Was it handed in by its date, and did what must follow, follow in time?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

extension TermCheck {
  /// Dates of one duty that are looked at.
  private static let dateCountMax = 5_000

  mutating func due(
    _ filter: EntryFilter, _ firstMs: Int64, _ everyMs: Int64?, _ graceMs: Int64,
    _ each: DutyHolder, _ clauseClass: Clause.Class
  ) {
    guard register.isKept(filter.kind) else { return }
    let handedIn = entries(filter.kind).filter {
      filter.fits($0, territory, atMs: atMs) == .yes
    }.sorted { ($0.receivedAtMs, $0.id) < ($1.receivedAtMs, $1.id) }
    for holder in holders(each) {
      let own = handedIn.filter { holder.isOf($0) }
      due(filter.kind, own, holder, firstMs, everyMs, graceMs, clauseClass)
    }
  }

  private mutating func due(
    _ kind: RegisterKind, _ own: [RegisterEntry], _ holder: Holder, _ firstMs: Int64,
    _ everyMs: Int64?, _ graceMs: Int64, _ clauseClass: Clause.Class
  ) {
    var next = 0
    var dueMs = firstMs
    for number in 0..<Self.dateCountMax {
      let followingMs = everyMs.map { dueMs + $0 }
      guard clause.validity.contains(dueMs) else { return }
      guard dueMs + graceMs < atMs else {
        wake(atMs: dueMs + graceMs + 1)
        return
      }
      // What comes before the date after next counts to this one, the first thing first.
      let entry =
        next < own.count && own[next].receivedAtMs <= followingMs ?? .max ? own[next] : nil
      if entry != nil { next += 1 }
      // More than one for one date is not kept for the next.
      while next < own.count, own[next].receivedAtMs <= dueMs { next += 1 }
      if entry.map({ $0.receivedAtMs > dueMs + graceMs }) ?? true {
        add(missed(kind, entry, holder, dueMs, graceMs, number, clauseClass))
      }
      guard let followingMs else { return }
      dueMs = followingMs
    }
  }

  private func missed(
    _ kind: RegisterKind, _ entry: RegisterEntry?, _ holder: Holder, _ dueMs: Int64,
    _ graceMs: Int64, _ number: Int, _ clauseClass: Clause.Class
  ) -> Found {
    let lateH = entry.map { Double($0.receivedAtMs - dueMs) / 3_600_000 }
    return Found(
      parts: ["due", kind.rawValue, holder.name, String(dueMs)], topic: kind.rawValue,
      party: holder.party, happened: Period(fromMs: dueMs, untilMs: dueMs), place: nil,
      knownAtMs: dueMs + graceMs + 1, entries: entry.map { [$0] } ?? [],
      names: [holder.name], outcome: .yes,
      steps: [
        Step(
          .dueDate, .yes, measured: lateH, threshold: Double(graceMs) / 3_600_000,
          comparison: .gt, unit: "h",
          names: [kind.rawValue, Instant(atMs: dueMs).iso, holder.name])
      ], clauseClass: clauseClass, grade: .e3)
  }

  private struct Holder {
    let name: String
    var party: Party?
    /// Property and word by which entries are of this one; nil for all.
    var topic: (name: String, word: String)?

    func isOf(_ entry: RegisterEntry) -> Bool {
      if let party { return entry.party == party }
      if let topic { return entry.word(topic.name) == topic.word }
      return true
    }
  }

  private func holders(_ each: DutyHolder) -> [Holder] {
    switch each {
    case .mission: return [Holder(name: "Mission")]
    case .eachParty: return Party.allCases.map { Holder(name: $0.rawValue, party: $0) }
    case .each(let kind, let property):
      let names = Set(entries(kind).compactMap { $0.word(property) }).sorted()
      return names.map { Holder(name: $0, topic: (property, $0)) }
    }
  }

  // MARK: What must follow

  /// Something that starts a clock.
  private struct Start {
    let id: String
    let topic: String
    let atMs: Int64
    var party: Party?
    var entry: RegisterEntry?
    var isCase = false
    var word = ""
  }

  mutating func follow(
    _ trigger: Trigger, _ filter: EntryFilter, _ withinMs: Int64, _ clauseClass: Clause.Class
  ) {
    guard register.isKept(filter.kind) else { return }
    let answers = entries(filter.kind).filter { filter.fits($0, territory, atMs: atMs) != .no }
    for start in starts(trigger) where clause.validity.contains(start.atMs) {
      var dueMs = start.atMs + withinMs
      if start.isCase { dueMs = extended(dueMs, start) }
      let answer = answers.filter { isAnswer($0, start, dueMs, withinMs) }
        .min { ($0.receivedAtMs, $0.id) < ($1.receivedAtMs, $1.id) }
      if let answer, answer.receivedAtMs <= dueMs { continue }
      guard dueMs < atMs else {
        wake(atMs: dueMs + 1)
        continue
      }
      add(missed(start, filter, answer, dueMs, withinMs, clauseClass))
    }
  }

  private func missed(
    _ start: Start, _ filter: EntryFilter, _ answer: RegisterEntry?, _ dueMs: Int64,
    _ withinMs: Int64, _ clauseClass: Clause.Class
  ) -> Found {
    let tookH = answer.map { Double($0.receivedAtMs - start.atMs) / 3_600_000 }
    let word = filter.requirements.compactMap { requirement -> String? in
      if case .word(_, let words) = requirement { return words.first }
      return nil
    }.first
    return Found(
      parts: ["follow", start.id, start.word, filter.kind.rawValue, word ?? ""],
      topic: start.topic, party: start.party ?? filter.party,
      happened: Period(fromMs: start.atMs, untilMs: max(start.atMs, dueMs)),
      place: start.entry?.place,
      knownAtMs: max(dueMs + 1, start.entry?.receivedAtMs ?? .min),
      entries: [start.entry, answer].compactMap { $0 },
      otherIDs: start.entry == nil ? [start.id] : [], names: start.entry?.topic.map { [$0] } ?? [],
      outcome: .yes,
      steps: [
        Step(
          .followUp, .yes, measured: tookH, threshold: Double(withinMs) / 3_600_000,
          comparison: .lte, unit: "h",
          names: [start.id, start.topic, filter.kind.rawValue, word ?? ""])
      ], clauseClass: clauseClass, grade: .e3)
  }

  /// What is asked for beforehand may have come so long before.
  private static let beforehandMs: Int64 = 30 * 86_400_000

  /// By reference, else by party and time; not where both speak of other things.
  private func isAnswer(
    _ answer: RegisterEntry, _ start: Start, _ dueMs: Int64, _ withinMs: Int64
  ) -> Bool {
    guard answer.id != start.entry?.id else { return false }
    if let reference = answer.reference {
      return reference == start.id || reference == start.entry?.id
    }
    if start.isCase, answer.kind == .caseStep { return false }
    if let party = start.party, let other = answer.party, party != other { return false }
    if let topic = start.entry?.topic, let other = answer.topic, topic != other { return false }
    let earliestMs = start.atMs - (withinMs < 0 ? Self.beforehandMs : withinMs)
    let latestMs = max(dueMs, start.atMs) + abs(withinMs)
    return answer.receivedAtMs >= earliestMs && answer.receivedAtMs <= latestMs
  }

  private func starts(_ trigger: Trigger) -> [Start] {
    switch trigger {
    case .entry(let filter):
      return entries(filter.kind).filter { filter.fits($0, territory, atMs: atMs) == .yes }.map {
        Start(
          id: register.root(of: $0).id, topic: $0.kind.rawValue, atMs: $0.fromMs,
          party: $0.party, entry: $0)
      }
    case .caseOpened(let clauses, let onlySerious):
      return cases.filter { $0.isMeant(clauses, onlySerious) && $0.openedAtMs <= atMs }.map {
        Start(id: $0.id, topic: "case", atMs: $0.openedAtMs, isCase: true, word: "opened")
      }
    case .caseKnown(let clauses, let onlySerious):
      return cases.filter { $0.isMeant(clauses, onlySerious) && $0.openedAtMs <= atMs }.map {
        Start(id: $0.id, topic: "case", atMs: $0.firstKnownMs, isCase: true, word: "known")
      }
    case .caseStep(let word, let clauses, let onlySerious):
      let meant = Set(cases.filter { $0.isMeant(clauses, onlySerious) }.map(\.id))
      return entries(.caseStep).compactMap { entry in
        guard entry.word("step") == word, let id = entry.reference, meant.contains(id) else {
          return nil
        }
        return Start(id: id, topic: "case", atMs: entry.fromMs, isCase: true, word: word)
      }
    }
  }

  /// A clock of a case may be extended once, by at most seven days.
  private func extended(_ dueMs: Int64, _ start: Start) -> Int64 {
    let longer = entries(.caseStep).first {
      $0.reference == start.id && $0.word("step") == "extended" && $0.fromMs <= dueMs
    }
    guard let untilMs = longer?.untilMs else { return dueMs }
    return max(dueMs, min(untilMs, dueMs + 7 * 86_400_000))
  }
}

extension CaseFact {
  fileprivate func isMeant(_ clauses: [String], _ onlySerious: Bool) -> Bool {
    (!onlySerious || isSerious)
      && (clauses.isEmpty || clauseIDs.contains { clauses.contains($0) })
  }
}

extension EntryFilter {
  /// Whose step it would be, where its word says so.
  fileprivate var party: Party? {
    for case .word("step", let words) in requirements {
      if words == ["answer_a"] { return .a }
      if words == ["answer_b"] { return .b }
    }
    return nil
  }
}
