// What is said, by whom, and what does it bear on? sources.yaml and the files of statements.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coalition

/// Reads `sources.yaml` into a plan.
struct SourcesReader {
  private let root: YAMLNode
  private(set) var context: PlanContext
  private(set) var plan: CoalitionPlan

  /// - Parameter file: the bytes of a file of the folder; nil after a fault.
  init(_ root: YAMLNode, _ context: PlanContext, file: (String) -> [UInt8]?) {
    self.root = root
    self.context = context
    plan = CoalitionPlan(title: LocalText(""))
    _ = root.members([
      "claims", "glossary", "units", "matters", "waits", "conditions_topic", "subjects",
      "assertions", "note",
    ])
    for written in root.required("claims")?.oneOrMore() ?? [] {
      guard let name = written.text else { continue }
      guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
        written.fault("'\(name)' lies outside of the folder.", next: "Copy it into the folder.")
        continue
      }
      guard let bytes = file(name) else {
        written.fault("the file '\(name)' cannot be read.", next: "Put it into the folder.")
        continue
      }
      read(claims: bytes, name, written)
    }
    self.context.register = plan.register
    units()
    self.context.conversions = plan.conversions
    glossary()
    plan.waitsTopic = root["conditions_topic"]?.text ?? "conditions"
    matters()
    subjects()
    assertions()
  }

  private mutating func read(claims bytes: [UInt8], _ name: String, _ written: YAMLNode) {
    let reading: ClaimsReading
    if name.hasSuffix(".json") {
      reading = ClaimsReading(json: bytes)
    } else if name.hasSuffix(".csv") {
      reading = ClaimsReading(csv: bytes)
    } else {
      written.fault("'\(name)' is not read.", next: "Claims stand in .json or .csv files.")
      return
    }
    for fault in reading.faults {
      root.faults.add(
        Fault(
          .error, file: name, line: fault.line,
          "\(fault.id.map { "claim \($0) " } ?? "a claim ")\(fault.message)", next: fault.next))
    }
    for claim in reading.register.claims where plan.register[claim.id] != nil {
      root.faults.add(
        Fault(
          .error, file: name, line: reading.lines[claim.id] ?? 0,
          "claim \(claim.id) stands in another file already.", next: "Give it another id."))
    }
    plan.register =
      plan.register.claims.isEmpty
      ? reading.register : plan.register.adding(reading.register)
  }

  private mutating func units() {
    for node in root["units"]?.elements() ?? [] {
      _ = node.members(["unit", "is", "each"])
      guard let unit = node.required("unit")?.text, let to = node.required("is")?.text else {
        continue
      }
      let each: Figure?
      if let written = node["each"], !written.isMapping {
        each = written.number.map { Figure(Estimate($0), unit: to) }
        // One of it is the same thing by another word; any other number comes from somewhere.
        if let number = written.number, number != 1 {
          written.fault(
            "neither a claim nor an assumption stands behind this.",
            next: "Write each: {value: \(number), claims: [id]} or with 'assumption: why'.")
        }
      } else {
        each = context.requiredFigure(node, "each", unit: to)
      }
      if let each { plan.conversions.append(UnitConversion(unit: unit, to: to, each: each)) }
    }
  }

  private mutating func glossary() {
    var terms: [Term] = []
    for (id, node) in root.distinct("glossary") {
      _ = node.members(["id", "kind", "state", "names"])
      guard let kind = node.required("kind")?.word(Term.Kind.self) else { continue }
      var names: [LocalText.Entry] = []
      for (language, value) in node.required("names")?.entries() ?? [] {
        names += value.oneOrMore().compactMap(\.text).map { .init(language: language, text: $0) }
      }
      terms.append(
        Term(id: id, kind: kind, state: PlanContext.state(node["state"]), names: names))
    }
    plan.glossary = Glossary(terms)
  }

  private mutating func matters() {
    for (id, node) in root.distinct("matters") {
      _ = node.members(["id", "kind", "title", "state", "note"])
      guard let kind = node.required("kind")?.word(Matter.Kind.self) else { continue }
      plan.matters.append(
        Matter(
          id: id, kind: kind, title: node.title(id), state: PlanContext.state(node["state"]),
          place: node.filePlace))
    }
    let known = plan.matters.map(\.id)
    for node in root["waits"]?.elements() ?? [] {
      _ = node.members(["matter", "for", "claims", "assumption", "note"])
      guard let matter = PlanContext.name(node.required("matter"), in: known, "matter"),
        let awaited = PlanContext.name(node.required("for"), in: known, "matter")
      else { continue }
      let (claims, assumption) = context.basis(node)
      plan.waits.append(
        Wait(
          matter, for: awaited, claims: claims, assumption: assumption, place: node.filePlace))
    }
  }

  private mutating func subjects() {
    for (id, node) in root.distinct("subjects") {
      _ = node.members([
        "id", "topic", "title", "rule", "unit", "separates", "explains", "whole", "note",
      ])
      guard let topic = node.required("topic")?.text,
        let rule = node.required("rule")?.word(ClaimSubject.Rule.self)
      else { continue }
      let subject = ClaimSubject(
        id: id, topic: topic, title: node.title(id), rule: rule, unit: node["unit"]?.text,
        separates: node["separates"]?.oneOrMore().compactMap(\.text) ?? [],
        explains: node["explains"]?.oneOrMore().compactMap(\.text) ?? [],
        whole: node["whole"]?.text)
      if rule == .range || rule == .bounds, subject.unit == nil {
        node.fault("a subject of ranges has no unit.", next: "Add 'unit: people'.")
      }
      plan.subjects.append(subject)
    }
  }

  private mutating func assertions() {
    for node in root["assertions"]?.elements() ?? [] {
      guard node.isMapping else {
        _ = node.members(["claim", "subject"])
        continue
      }
      let known = plan.subjects.map(\.id)
      guard let id = PlanContext.name(node.required("subject"), in: known, "subject"),
        let subject = plan.subjects.first(where: { $0.id == id })
      else { continue }
      let dimensions = subject.separates + subject.explains
      _ = node.members(
        Set(dimensions).union([
          "claim", "subject", "about", "stance", "value", "low", "likely", "high", "unit", "bound",
          "values", "from", "until", "note",
        ]))
      guard let written = node.required("claim"), let claimID = written.text else { continue }
      guard let claim = context.register[claimID] else {
        written.fault("there is no claim '\(claimID)'.", next: "Write the id of one.")
        continue
      }
      if let assertion = assertion(node, claim, subject, dimensions) {
        plan.assertions.append(assertion)
      }
    }
  }

  private func assertion(
    _ node: YAMLNode, _ claim: Claim, _ subject: ClaimSubject, _ dimensions: [String]
  ) -> Assertion? {
    let stance: Assertion.Stance
    if let written = node["stance"] {
      guard let word = written.word(Assertion.Stance.self) else { return nil }
      stance = word
    } else {
      stance = claim.status.stance
    }
    let range = range(node, claim, subject)
    let needsRange = subject.rule == .range || subject.rule == .bounds
    let values = node["values"]?.oneOrMore().compactMap(\.text) ?? []
    if needsRange, range == nil { return nil }
    if [.alternatives, .exact, .names].contains(subject.rule), values.isEmpty {
      node.fault("the subject \(subject.id) asks for 'values'.", next: "Add 'values: [a, b]'.")
      return nil
    }
    let bound = node["bound"]?.word(Assertion.Bound.self)
    if subject.rule == .bounds, bound == nil {
      node.fault("the subject \(subject.id) asks for a bound.", next: "Add 'bound: least' or most.")
      return nil
    }
    var told: [String: String] = [:]
    for name in dimensions { told[name] = node[name]?.text }
    return Assertion(
      claim: claim.id, subject: subject.id, about: node["about"]?.text, stance: stance,
      range: range, bound: bound, values: values, dimensions: told,
      fromDay: (PlanContext.date(node["from"]) ?? claim.date).firstDay,
      untilDay: PlanContext.date(node["until"])?.lastDay, note: node["note"]?.text,
      place: node.filePlace)
  }

  /// The range written here, else that of the statement, in the unit of the subject.
  private func range(_ node: YAMLNode, _ claim: Claim, _ subject: ClaimSubject) -> Estimate? {
    guard let unit = subject.unit, subject.rule == .range || subject.rule == .bounds else {
      return nil
    }
    if node.has("low") || node.has("value") {
      guard let value = context.estimate(node, 0...1e12) else { return nil }
      let figure = Figure(value, unit: node["unit"]?.text ?? unit)
      return context.converted(figure, node, unit)?.value
    }
    guard let quantity = claim.quantity, let value = quantity.estimate else {
      node.fault(
        "claim \(claim.id) says no number.", next: "Add 'low' and 'high', with a note on why.")
      return nil
    }
    return context.converted(Figure(value, unit: quantity.unit), node, unit)?.value
  }
}
