// What does a clause check on registers? From the keys under `registers` to terms.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo

/// Reads the terms of one clause.
struct TermReader {
  private let clauses: AgreementReader
  private let clauseID: String

  init(_ clauses: AgreementReader, clauseID: String) {
    (self.clauses, self.clauseID) = (clauses, clauseID)
  }

  func rules(_ node: YAMLNode?) -> [RegisterRule] {
    guard let node else { return [] }
    let elements = node.oneOrMore()
    if elements.isEmpty {
      node.fault("clause \(clauseID) has no term.", next: "Write [{entry: impediment}].")
    }
    return elements.compactMap { rule($0) }
  }

  private static let names: Set<String> = [
    "entry", "tally", "due", "follow", "storage_difference", "strength_over", "open_hours",
    "closure_min", "vessel_days", "vessel_tonnage_t", "advance_m", "exercise", "return_fire",
  ]

  private func rule(_ node: YAMLNode) -> RegisterRule? {
    guard node.isMapping else {
      _ = node.members(Self.names)
      return nil
    }
    let named = Self.names.filter(node.has)
    guard named.count == 1, let name = named.first, let value = node[name] else {
      node.fault(
        named.isEmpty ? "a term was expected." : "the entry has \(named.count) terms.",
        next: "Write one of \(YAMLNode.list(Self.names)).")
      return nil
    }
    let clauseClass = node["class"]?.word(Clause.Class.self)
    return term(name, value, node).map { RegisterRule($0, as: clauseClass) }
  }

  private func term(_ name: String, _ value: YAMLNode, _ node: YAMLNode) -> RegisterTerm? {
    switch name {
    case "entry": return filter(value, node, also: [name]).map { .entry($0) }
    case "tally": return tally(value, node)
    case "due": return due(value, node)
    case "follow": return follow(value, node)
    case "exercise": return exercise(value, node)
    case "return_fire": return returnFire(value, node)
    case "strength_over":
      plain(node, name)
      _ = value.members(["percent", "persons"])
      guard let percent = value.required("percent")?.number(within: 0...1_000),
        let persons = value.required("persons")?.number(within: 0...1_000_000)
      else { return nil }
      return .strengthOver(percent: percent, persons: persons)
    default: return limit(name, value, node)
    }
  }

  private func plain(_ node: YAMLNode, _ name: String) { _ = node.members([name, "class"]) }

  /// Terms that are one limit.
  private func limit(_ name: String, _ value: YAMLNode, _ node: YAMLNode) -> RegisterTerm? {
    let forms: [String: (comparison: String, range: ClosedRange<Double>)] = [
      "storage_difference": ("gte", 1...1e6), "open_hours": ("lt", 0.1...24),
      "closure_min": ("gt", 0...1e6), "vessel_days": ("gt", 0...3_650),
      "vessel_tonnage_t": ("gt", 0...1e8), "advance_m": ("gte", 0.1...1e6),
    ]
    guard let form = forms[name] else { return nil }
    if name == "closure_min" {
      _ = node.members([name, "class", "hours"])
    } else {
      plain(node, name)
    }
    _ = value.members([form.comparison])
    guard let written = value.required(form.comparison), let limit = written.number else {
      return nil
    }
    guard form.range.contains(limit) else {
      written.fault(
        "clause \(clauseID): no \(name) can be \(form.comparison) \(limit).",
        next: "Write a number from \(form.range.lowerBound) to \(form.range.upperBound).")
      return nil
    }
    switch name {
    case "storage_difference": return .storageDifference(atLeast: Int(limit))
    case "open_hours": return .openHours(atLeast: limit)
    case "vessel_days": return .vesselDays(over: Int(limit))
    case "vessel_tonnage_t": return .vesselTonnage(overT: limit)
    case "advance_m": return .advance(atLeastM: limit)
    default: return closure(limit, node)
    }
  }

  private func closure(_ overMin: Double, _ node: YAMLNode) -> RegisterTerm? {
    guard let hours = window("hours", node) else { return nil }
    let numbers = hours.isSequence ? hours.elements().compactMap(\.whole) : []
    guard numbers.count == 2, numbers[0] >= 0, numbers[0] < numbers[1], numbers[1] <= 24 else {
      hours.fault("two hours of the day were expected.", next: "Write [8, 18].")
      return nil
    }
    guard overMin < Double(numbers[1] - numbers[0]) * 60 else {
      node.fault(
        "clause \(clauseID): a closure of \(Int(overMin)) min does not fit between these hours.",
        next: "Let the limit be less than the opening time.")
      return nil
    }
    return .closure(overMin: overMin, fromHour: numbers[0], untilHour: numbers[1])
  }

  /// What is counted over time needs to say over which.
  private func window(_ key: String, _ node: YAMLNode) -> YAMLNode? {
    if let value = node[key] { return value }
    node.fault("clause \(clauseID) has a term without a window.", next: "Add '\(key): …' here.")
    return nil
  }

  private func tally(_ value: YAMLNode, _ node: YAMLNode) -> RegisterTerm? {
    guard let filter = filter(value, node, also: ["tally", "at_least", "within_days"]),
      let least = node.required("at_least")?.number(within: 1...10_000),
      let days = window("within_days", node)?.number(within: 0.001...3_660)
    else { return nil }
    return .tally(filter, atLeast: Int(least), windowMs: Int64(days * 86_400_000))
  }

  private func due(_ value: YAMLNode, _ node: YAMLNode) -> RegisterTerm? {
    guard
      let filter = filter(value, node, also: ["due", "by", "every_days", "grace_h", "each"]),
      let by = window("by", node), let firstMs = clauses.moment(by)
    else { return nil }
    let everyMs = node["every_days"]?.number(within: 0.01...3_660).map { Int64($0 * 86_400_000) }
    return .due(
      filter, firstMs: firstMs, everyMs: everyMs, graceMs: clauses.hoursMs(node["grace_h"]),
      each: node["each"].flatMap { holder($0) } ?? .mission)
  }

  private func holder(_ node: YAMLNode) -> DutyHolder? {
    guard node.isMapping else {
      switch node.text {
      case "party": return .eachParty
      case "mission": return .mission
      default:
        node.fault(
          "whose duty it is was expected.",
          next: "Write party, mission or {register: storage_site, of: site}.")
        return nil
      }
    }
    _ = node.members(["register", "of"])
    guard let kind = node.required("register")?.word(RegisterKind.self),
      let of = node.required("of"), let name = of.text
    else { return nil }
    guard kind.field(name) != nil else {
      of.fault(
        "a \(kind.rawValue) has no property '\(name)'.",
        next: YAMLNode.suggestion(name, Set(kind.fields.map(\.name))))
      return nil
    }
    return .each(kind, name)
  }

  private func follow(_ value: YAMLNode, _ node: YAMLNode) -> RegisterTerm? {
    let keys: Set<String> = ["follow", "after", "within_h", "before_h", "clauses", "serious"]
    guard let filter = filter(value, node, also: keys), let after = node.required("after"),
      let trigger = trigger(after, node)
    else { return nil }
    if let beforeH = node["before_h"]?.number(within: 0.01...87_660) {
      return .follow(trigger, by: filter, withinMs: -Int64(beforeH * 3_600_000))
    }
    guard let withinH = window("within_h", node)?.number(within: 0.01...87_660) else { return nil }
    return .follow(trigger, by: filter, withinMs: Int64(withinH * 3_600_000))
  }

  private func trigger(_ node: YAMLNode, _ term: YAMLNode) -> Trigger? {
    let ids = term["clauses"]?.oneOrMore().compactMap(\.text) ?? []
    let onlySerious = term["serious"]?.flag ?? false
    if node.isMapping {
      if let step = node["case_step"] {
        _ = node.members(["case_step"])
        return word(step, of: .caseStep, "step").map {
          .caseStep($0, clauses: ids, onlySerious: onlySerious)
        }
      }
      guard let kind = node.required("register") else { return nil }
      return filter(kind, node, also: ["register"]).map { .entry($0) }
    }
    switch node.text {
    case "case": return .caseOpened(clauses: ids, onlySerious: onlySerious)
    case "case_known": return .caseKnown(clauses: ids, onlySerious: onlySerious)
    default: return node.word(RegisterKind.self).map { .entry(EntryFilter($0)) }
    }
  }

  private func word(_ node: YAMLNode, of kind: RegisterKind, _ field: String) -> String? {
    guard let text = node.text, case .words(let words) = kind.field(field)?.form else { return nil }
    if words.contains(text) { return text }
    node.fault("'\(text)' is not known.", next: YAMLNode.suggestion(text, Set(words)))
    return nil
  }

  private func exercise(_ value: YAMLNode, _ node: YAMLNode) -> RegisterTerm? {
    plain(node, "exercise")
    let keys: Set<String> = [
      "nearer_km", "lead_h", "correction_lead_h", "outside_min", "tolerance_min",
    ]
    guard !value.members(keys).isEmpty else {
      value.fault(
        "clause \(clauseID) asks nothing of exercises.",
        next: "Add 'nearer_km: 15' or 'lead_h: 72'."
      )
      return nil
    }
    var rule = ExerciseRule()
    rule.nearerM = value["nearer_km"]?.number(within: 0.01...1_000).map { $0 * 1_000 }
    rule.leadMs = value["lead_h"].map { clauses.hoursMs($0) }
    rule.correctionLeadMs = value["correction_lead_h"].map { clauses.hoursMs($0) }
    rule.outsideMs = value["outside_min"]?.number(within: 0...10_080).map { Int64($0 * 60_000) }
    if rule.outsideMs != nil {
      guard let minutes = value.required("tolerance_min")?.number(within: 0...10_080) else {
        return nil
      }
      rule.toleranceMs = Int64(minutes * 60_000)
      if rule.toleranceMs <= rule.outsideMs ?? 0 {
        value.fault(
          "clause \(clauseID): nothing can lie outside by more than outside_min and within "
            + "tolerance_min.", next: "Let tolerance_min be more than outside_min.")
      }
    }
    return .exercise(rule)
  }

  private func returnFire(_ value: YAMLNode, _ node: YAMLNode) -> RegisterTerm? {
    plain(node, "return_fire")
    _ = value.members(["hotline_min", "report_h", "continues_min"])
    guard let hotline = value.required("hotline_min")?.number(within: 0...1_440),
      let report = value.required("report_h")?.number(within: 0.01...744),
      let continues = value.required("continues_min")?.number(within: 0...1_440)
    else { return nil }
    return .returnFire(
      hotlineMs: Int64(hotline * 60_000), reportMs: Int64(report * 3_600_000),
      continuesMs: Int64(continues * 60_000))
  }

  // MARK: Entries

  /// Which entries: a kind, and the keys beside it that are its properties.
  private func filter(
    _ kindNode: YAMLNode, _ node: YAMLNode, also: Set<String>
  ) -> EntryFilter? {
    guard let kind = kindNode.word(RegisterKind.self) else { return nil }
    let fields = Set(kind.fields.map(\.name))
    let members = node.members(
      fields.union(also).union(["class", "duration_min", "reported_after_min", "where"]))
    var filter = EntryFilter(kind)
    for (key, value) in members where !also.contains(key) && key != "class" {
      filter.requirements += requirements(key, value, kind)
    }
    return filter
  }

  private func requirements(
    _ key: String, _ node: YAMLNode, _ kind: RegisterKind
  ) -> [EntryFilter.Requirement] {
    switch key {
    case "duration_min": return clauses.comparisons(node).map { .durationMin($0, $1) }
    case "reported_after_min": return clauses.comparisons(node).map { .reportedAfterMin($0, $1) }
    case "where": return clauses.place(node).map { [.place($0)] } ?? []
    default: break
    }
    switch kind.field(key)?.form {
    case .number(let range): return numbers(key, node, range)
    case .flag: return node.flag.map { [.flag(key, $0)] } ?? []
    case .words:
      let words = node.oneOrMore().compactMap { word($0, of: kind, key) }
      return words.isEmpty ? [] : [.word(key, words)]
    case .name:
      return [.word(key, node.oneOrMore().compactMap(\.text))]
    case .time, nil:
      node.fault("'\(key)' cannot be compared.", next: "Leave it out.")
      return []
    }
  }

  private func numbers(
    _ key: String, _ node: YAMLNode, _ range: ClosedRange<Double>
  ) -> [EntryFilter.Requirement] {
    clauses.comparisons(node).map { comparison, limit in
      let isPossible =
        switch comparison {
        case .gt: limit < range.upperBound
        case .gte: limit <= range.upperBound
        case .lt: limit > range.lowerBound
        case .lte: limit >= range.lowerBound
        }
      if !isPossible {
        node.fault(
          "clause \(clauseID): no \(key) can be \(comparison.sign) \(limit).",
          next: "Write a limit within \(range.lowerBound) to \(range.upperBound).")
      }
      return .number(key, comparison, limit)
    }
  }

  /// `{register: commission_decision, what: delay, max_h: 72}`
  func entryExemption(_ node: YAMLNode) -> Exemption? {
    guard let kind = node.required("register"),
      let filter = filter(kind, node, also: ["register", "max_h"])
    else { return nil }
    return .entry(filter, maxMs: node["max_h"].map { clauses.hoursMs($0) })
  }
}
