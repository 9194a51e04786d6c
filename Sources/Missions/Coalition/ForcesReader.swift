// What is needed, what is offered, and on what legal ground? The forces of coalition.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coalition
internal import Geo

extension CoalitionReader {
  // MARK: Requirements

  /// The statement of requirements.
  mutating func requirements() {
    let nodes = root.distinct("requirements")
    for (id, node) in nodes {
      _ = node.members([
        "id", "title", "capability", "sector", "phase", "layer", "task", "littoral", "amount",
        "formula", "with", "functions", "note",
      ])
      guard let capability = capability(node),
        let amount = amount(node, capability, nodes.map(\.id))
      else { continue }
      plan.requirements.append(
        ForceRequirement(
          id: id, title: node.title(id), capability: capability.id,
          sector: PlanContext.name(node["sector"], in: context.sectors.sorted(), "sector"),
          phase: PlanContext.name(node["phase"], in: plan.phases.map(\.id), "phase"),
          layer: PlanContext.name(node["layer"], in: plan.layers.map(\.id), "layer"),
          task: node["task"]?.text, isLittoralOnly: node["littoral"]?.flag ?? false,
          amount: amount, functions: functions(node), place: node.filePlace))
    }
  }

  private func functions(_ node: YAMLNode) -> [String] {
    PlanContext.names(node["functions"], in: PlanFunction.codes.sorted(), "function")
  }

  private func capability(_ node: YAMLNode) -> Capability? {
    PlanContext.name(
      node.required("capability"), in: plan.capabilities.map(\.id), "capability"
    ).flatMap { id in plan.capabilities.first { $0.id == id } }
  }

  private func amount(
    _ node: YAMLNode, _ capability: Capability, _ requirements: [String]
  ) -> ForceRequirement.Amount? {
    guard let written = node["formula"] else {
      return context.requiredFigure(node, "amount", unit: capability.unit).map { .figure($0) }
    }
    guard let text = written.text else { return nil }
    let formula: Formula
    do throws(Formula.Fault) { formula = try Formula(text) } catch {
      written.fault("'\(text)' is no formula: \(error).", next: "Write ceil(line_km / 20) * 3.")
      return nil
    }
    var parameters: [String: Figure] = [:]
    for (name, value) in node["with"]?.entries() ?? [] {
      let unit = value.isMapping ? value["unit"]?.text ?? "" : ""
      parameters[name] = context.figure(value, unit: unit)
    }
    for name in formula.names where name != "line_km" && node["with"]?[name] == nil {
      written.fault("the formula's '\(name)' has no value.", next: "Add it under 'with'.")
      return nil
    }
    for (question, name) in formula.asked {
      let known: [String]
      switch question {
      case "layer_km2": known = plan.layers.map(\.id)
      case "sector_km": known = context.sectors.sorted()
      default: known = requirements
      }
      guard known.contains(name) else {
        written.fault(
          "\(question)(\(name)) asks for something that is not there.",
          next: YAMLNode.suggestion(name, Set(known)))
        return nil
      }
    }
    return .formula(formula, parameters: parameters)
  }

  // MARK: Offers and mandates

  mutating func offers() {
    let nodes = root.distinct("offers")
    for (id, node) in nodes {
      _ = node.members([
        "id", "state", "title", "capability", "amount", "commitment", "sector", "phases", "layer",
        "points", "units", "part_of", "caveats", "waits_for", "matter", "claims", "note",
      ])
      guard let capability = capability(node),
        let state = PlanContext.state(node.required("state")),
        let commitment = node.required("commitment")?.word(Offer.Commitment.self),
        let amount = context.requiredFigure(node, "amount", unit: capability.unit)
      else { continue }
      var offer = Offer(
        id: id, state: state, title: node.title(id), capability: capability.id, amount: amount,
        commitment: commitment)
      offer.sector = PlanContext.name(node["sector"], in: context.sectors.sorted(), "sector")
      offer.phases = PlanContext.names(node["phases"], in: plan.phases.map(\.id), "phase")
      offer.layer = PlanContext.name(node["layer"], in: plan.layers.map(\.id), "layer")
      offer.points = node["points"]?.elements().compactMap(PlanContext.point) ?? []
      offer.units = node["units"]?.oneOrMore().compactMap(\.text) ?? []
      offer.partOf = PlanContext.name(node["part_of"], in: nodes.map(\.id), "offer")
      offer.caveats = node["caveats"]?.elements().compactMap(caveat) ?? []
      offer.matter = PlanContext.name(node["matter"], in: plan.matters.map(\.id), "matter")
      offer.waits = waits(node, id)
      offer.claims = context.claims(node)
      offer.place = node.filePlace
      if plan.matters.contains(where: { $0.id == id })
        || plan.mandates.contains(where: { $0.id == id })
      {
        node.fault("'\(id)' is the id of a matter or mandate too.", next: "Give it another id.")
      }
      plan.offers.append(offer)
    }
  }

  /// `waits_for`: names, or mappings with the statements that say so.
  private func waits(_ node: YAMLNode, _ id: String, _ more: [String] = []) -> [Wait] {
    (node["waits_for"]?.oneOrMore() ?? []).compactMap { written in
      guard written.isMapping else {
        return PlanContext.name(written, in: gates + more, "matter or mandate").map {
          Wait(
            id, for: $0, claims: context.claims(node), assumption: node["assumption"]?.text,
            place: written.filePlace)
        }
      }
      _ = written.members(["for", "claims", "assumption", "note"])
      guard
        let awaited = PlanContext.name(
          written.required("for"), in: gates + more, "matter or mandate")
      else { return nil }
      let (claims, assumption) = context.basis(written)
      return Wait(
        id, for: awaited, claims: claims, assumption: assumption, place: written.filePlace)
    }
  }

  private func caveat(_ node: YAMLNode) -> Caveat? {
    _ = node.members([
      "not_in", "only_in", "not_within_km_of_line", "not_for", "not_before", "not_after", "claims",
      "assumption", "note",
    ])
    let layers = plan.layers.map(\.id)
    let phases = plan.phases.map(\.id)
    let kind: Caveat.Kind?
    if let written = node["not_in"] {
      kind = .notInLayers(PlanContext.names(written, in: layers, "layer"))
    } else if let written = node["only_in"] {
      kind = .onlyInLayers(PlanContext.names(written, in: layers, "layer"))
    } else if let written = node["not_within_km_of_line"] {
      kind = written.number(within: 0...10_000).map { .notWithinM($0 * 1_000) }
    } else if let written = node["not_for"] {
      kind = .notForTasks(written.oneOrMore().compactMap(\.text))
    } else if let written = node["not_before"] {
      kind = PlanContext.name(written, in: phases, "phase").map { .notBeforePhase($0) }
    } else if let written = node["not_after"] {
      kind = PlanContext.name(written, in: phases, "phase").map { .notAfterPhase($0) }
    } else {
      node.fault("the caveat says nothing.", next: "Write for example not_in: [buffer].")
      kind = nil
    }
    let (claims, assumption) = context.basis(node)
    return kind.map {
      Caveat($0, claims: claims, assumption: assumption, place: node.filePlace)
    }
  }

  mutating func mandates() {
    let nodes = root.distinct("mandates")
    for (id, node) in nodes {
      _ = node.members([
        "id", "kind", "title", "state", "status", "steps", "from", "expires", "waits_for",
        "blockers", "claims", "assumption", "note",
      ])
      guard let kind = mandateKind(node),
        let status = node.required("status")?.word(Mandate.Status.self)
      else { continue }
      let (claims, assumption) = context.basis(node)
      let mandate = Mandate(
        id: id, kind: kind, title: node.title(id), state: PlanContext.state(node["state"]),
        status: status, steps: node["steps"]?.elements().compactMap(step) ?? [],
        from: PlanContext.date(node["from"]), expires: PlanContext.date(node["expires"]),
        waits: waits(
          node, id,
          nodes.map(\.id) + (root["offers"]?.elements().compactMap { $0["id"]?.text } ?? [])),
        blockers: context.claims(node, "blockers"), claims: claims,
        assumption: assumption, place: node.filePlace)
      if let from = mandate.from, let expires = mandate.expires, expires.isCertainlyBefore(from) {
        node["expires"]?.fault("the mandate expires before it begins.", next: "Mend the dates.")
      }
      plan.mandates.append(mandate)
    }
  }

  private func mandateKind(_ node: YAMLNode) -> Mandate.Kind? {
    if let written = node["kind"], let text = written.text, text.contains("article_5") {
      written.fault(
        "mutual defence is no mandate: a force outside the alliance's territory is not covered.",
        next: "Name the basis on which the force comes: un_resolution, bilateral, treaty …")
      return nil
    }
    return node.required("kind")?.word(Mandate.Kind.self)
  }

  private func step(_ node: YAMLNode) -> Mandate.Step? {
    _ = node.members(["title", "body", "date", "done", "claims", "note"])
    guard let title = node.required("title")?.localText, let body = node.required("body")?.text
    else { return nil }
    return Mandate.Step(
      title: title, body: body, date: PlanContext.date(node["date"]),
      isDone: node["done"]?.flag ?? false, claims: context.claims(node))
  }
}
