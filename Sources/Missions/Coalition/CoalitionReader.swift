// Who brings what, where and when? coalition.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coalition
internal import Geo

/// Reads `coalition.yaml` into a plan that holds what `sources.yaml` says already.
struct CoalitionReader {
  let root: YAMLNode
  let context: PlanContext
  var plan: CoalitionPlan

  init(_ root: YAMLNode, _ context: PlanContext, _ plan: CoalitionPlan) {
    self.root = root
    self.context = context
    self.plan = plan
    _ = root.members([
      "title", "notice", "capabilities", "layers", "phases", "requirements", "offers", "mandates",
      "organisation", "programmes", "sustainment", "straits", "sensors", "scenarios", "note",
    ])
    self.plan.title = root.required("title")?.localText ?? LocalText("")
    self.plan.notice = root["notice"]?.localText
    capabilities()
    layers()
    mandates()
    phases()
    offers()
    requirements()
    programmes()
    self.plan.organisation = OrganisationReader(context, self.plan).organisation(
      root["organisation"])
    self.plan.sustainment = SustainmentReader(context).sustainment(root["sustainment"])
    self.plan.straits = StraitsReader(context).straits(root["straits"])
    self.plan.sensors = PlanSensorsReader(context, self.plan.offers.map(\.id)).sensors(
      root["sensors"])
    self.plan.scenarios = ScenarioReader(context, self.plan).scenarios(root)
    warnOfCircles()
  }

  private mutating func capabilities() {
    for (id, node) in root.distinct("capabilities") {
      _ = node.members(["id", "title", "unit"])
      guard let unit = node.required("unit")?.text else { continue }
      plan.capabilities.append(Capability(id: id, title: node.title(id), unit: unit))
    }
  }

  // MARK: Layers and phases

  private mutating func layers() {
    for (id, node) in root.distinct("layers") {
      _ = node.members([
        "id", "title", "band_km", "side", "polygon", "abroad", "claims", "assumption", "note",
      ])
      guard let shape = shape(node) else { continue }
      let (claims, assumption) = context.basis(node)
      plan.layers.append(
        Layer(
          id: id, title: node.title(id), shape: shape, claims: claims, assumption: assumption,
          place: node.filePlace))
    }
  }

  private func shape(_ node: YAMLNode) -> Layer.Shape? {
    if let written = node["polygon"] {
      let known = context.geometry.map(\.id)
      guard let name = PlanContext.name(written, in: known, "zone in geometry/") else { return nil }
      return context.geometry.first { $0.id == name }.map { .polygons($0.polygons) }
    }
    if node["abroad"]?.flag == true { return .abroad }
    guard let written = node["band_km"] else {
      node.fault(
        "the layer has no ground.",
        next: "Write band_km: [0, 7.5] with side: A, B or both; polygon: id; or abroad: true.")
      return nil
    }
    let numbers = written.isSequence ? written.elements().compactMap(\.number) : []
    guard numbers.count == 2, numbers[0] >= 0, numbers[0] < numbers[1],
      (0.001...1_000).contains(numbers[1])
    else {
      written.fault(
        "a band of kilometres from the line was expected, the lesser first.",
        next: "Write [0, 7.5]."
      )
      return nil
    }
    let party: Party?
    if let side = node["side"], side.text != "both" {
      guard let word = side.word(Party.self) else { return nil }
      party = word
    } else {
      party = nil
    }
    return .band(fromM: numbers[0] * 1_000, toM: numbers[1] * 1_000, party: party)
  }

  private mutating func phases() {
    let nodes = root.distinct("phases")
    for (id, node) in nodes {
      _ = node.members(["id", "title", "after", "days", "needs", "claims", "assumption", "note"])
      let claims = context.claims(node)
      guard
        let days = context.requiredFigure(node, "days", unit: "days", within: -3_650...36_500)
      else { continue }
      let after = PlanContext.name(node["after"], in: nodes.map(\.id), "phase")
      if after == id { node["after"]?.fault("a phase cannot follow itself.", next: "Mend it.") }
      plan.phases.append(
        Phase(
          id: id, title: node.title(id), after: after, days: days,
          needs: PlanContext.names(node["needs"], in: gates, "matter or mandate"),
          claims: claims, place: node.filePlace))
    }
  }

  /// What phases and offers can wait for.
  var gates: [String] { plan.matters.map(\.id) + plan.mandates.map(\.id) }

  // MARK: Programmes

  private mutating func programmes() {
    for (id, node) in root.distinct("programmes") {
      _ = node.members([
        "id", "kind", "title", "states", "phase", "courses", "claims", "assumption", "note",
      ])
      guard let kind = node.required("kind")?.word(Programme.Kind.self) else { continue }
      let (claims, assumption) = context.basis(node)
      plan.programmes.append(
        Programme(
          id: id, kind: kind, title: node.title(id), states: PlanContext.states(node["states"]),
          phase: PlanContext.name(node["phase"], in: plan.phases.map(\.id), "phase"),
          courses: node["courses"]?.elements().compactMap(course) ?? [], claims: claims,
          assumption: assumption, place: node.filePlace))
    }
  }

  private func course(_ node: YAMLNode) -> Programme.Course? {
    _ = node.members(["title", "site", "persons", "weeks", "parallel", "note"])
    guard let title = node.required("title")?.text, let site = node.required("site")?.text,
      let persons = context.requiredFigure(node, "persons", unit: "people"),
      let weeks = context.requiredFigure(node, "weeks", unit: "weeks", within: 0.1...520)
    else { return nil }
    return Programme.Course(
      title: title, site: site, persons: persons, weeks: weeks,
      parallel: Int(node["parallel"]?.number(within: 1...10_000) ?? 1))
  }

  // MARK: Circles

  /// A circle among statements is a result; one through a mandate cannot be meant, so it is told here
  /// with the place that closes it.
  private func warnOfCircles() {
    let waits = CircularWaits(of: plan.conditions(), countMax: 1_000)
    for circle in waits.circles {
      guard let mandate = circle.mandates.first,
        let wait = circle.waits.first(where: { $0.matter == mandate })
      else { continue }
      let way = (circle.matters + circle.matters.prefix(1)).joined(separator: " waits for ")
      root.faults.add(
        Fault(
          .warning, file: wait.place.file, line: wait.place.line,
          "a circle goes through the mandate '\(mandate)': \(way).",
          next: "No step of it can be the first; drop one condition, or take it as given in a "
            + "scenario."))
    }
  }
}
