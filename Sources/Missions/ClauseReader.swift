// What does agreement.yaml promise? From keys to clauses, each with its place in the file.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Yams

/// Reads `agreement.yaml`.
struct AgreementReader {
  let root: YAMLNode
  private(set) var zones: [Zone] = []
  private var inForceMs: Int64 = 0
  private var governing: String?
  private let areaIndex: [String: Int]
  private let layers: Set<String>

  init(_ root: YAMLNode, areaIndex: [String: Int], layers: Set<String>) {
    self.root = root
    self.areaIndex = areaIndex
    self.layers = layers
  }

  mutating func agreement() -> Agreement? {
    _ = root.members(["agreement", "zones", "clauses"])
    guard let head = root.required("agreement") else { return nil }
    _ = head.members(["id", "title", "version", "in_force", "languages", "governing"])
    let id = head.required("id")?.text ?? ""
    inForceMs = head.required("in_force")?.timeMs ?? 0
    governing = governing(head)
    let title = head["title"]?.localText.map(governed) ?? LocalText(id)
    readZones()
    let clauses = (root.required("clauses")?.elements() ?? []).compactMap { node in
      clause(node).map { (clause: $0, node: node) }
    }
    checkVersions(clauses)
    ClauseConflicts(clauses).report()
    var agreement = Agreement(
      id: id, title: title, inForceMs: inForceMs, clauses: clauses.map(\.clause))
    agreement.governing = governing
    return agreement
  }

  /// The language whose text governs; it must be one of the agreement's.
  private func governing(_ head: YAMLNode) -> String? {
    guard let node = head["governing"], let code = node.text else { return nil }
    let languages = head["languages"]?.elements().compactMap(\.text) ?? []
    if !languages.isEmpty, !languages.contains(code) {
      node.fault(
        "'\(code)' is none of the agreement's languages.",
        next: YAMLNode.suggestion(code, Set(languages)))
    }
    return code
  }

  /// The governing text first: it stands where a language has none.
  private func governed(_ text: LocalText) -> LocalText {
    guard let governing else { return text }
    return LocalText(
      text.texts.filter { $0.language == governing }
        + text.texts.filter { $0.language != governing })
  }

  // MARK: Zones

  private mutating func readZones() {
    guard let node = root["zones"] else { return }
    for (id, versions) in node.entries() {
      let zones = versions.oneOrMore()
      for zone in zones { readZone(id, zone) }
      if zones.count > 1 { checkZoneVersions(id, zones) }
    }
  }

  /// Of one zone at most one version is in force at a time.
  private func checkZoneVersions(_ id: String, _ nodes: [YAMLNode]) {
    let validities = nodes.map { validity($0) }
    for (index, later) in validities.enumerated() {
      for (earlier, first) in zip(validities[..<index], nodes) where earlier.overlaps(later) {
        nodes[index].fault(
          "zone \(id) is in force at the same time as its version on line \(first.line).",
          next: "Give the older one a valid_until and the newer one a valid_from.")
      }
    }
  }

  private mutating func readZone(_ id: String, _ zone: YAMLNode) {
    do {
      if zone.has("polygon"), zone.has("offset_km") {
        zone.fault("zone \(id) has both 'polygon' and 'offset_km'.", next: "Drop one of them.")
      }
      _ = zone.members([
        "offset_km", "sides", "of", "below_m", "inner", "polygon", "valid_from", "valid_until",
      ])
      let validity = validity(zone)
      if let name = zone["polygon"]?.text {
        guard let index = areaIndex[name] else {
          zone["polygon"]?.fault(
            "there is no polygon '\(name)' in geometry/.",
            next: YAMLNode.suggestion(name, Set(areaIndex.keys)))
          return
        }
        zones.append(
          Zone(
            id: id, shape: .polygon(index: index), ceilingM: ceilingM(zone),
            validity: validity))
      } else {
        addOffset(id, zone, validity)
        if let inner = zone["inner"] {
          _ = inner.members(["offset_km", "below_m"])
          addOffset(id, inner, validity)
        }
      }
    }
  }

  private mutating func addOffset(_ id: String, _ zone: YAMLNode, _ validity: Validity) {
    guard let offsetKm = zone.required("offset_km")?.number else { return }
    guard offsetKm > 0, offsetKm <= 1_000 else {
      zone["offset_km"]?.fault(
        "an offset of \(offsetKm) km is not within 0 to 1000 km.",
        next: "Write kilometres, for example 7.5.")
      return
    }
    var party: Party?
    if let sides = zone["sides"]?.text, sides != "both" {
      party = Party(rawValue: sides)
      if party == nil { zone["sides"]?.fault("sides is '\(sides)'.", next: "Write both, A or B.") }
    }
    zones.append(
      Zone(
        id: id, shape: .offset(offsetM: offsetKm * 1_000, party: party), ceilingM: ceilingM(zone),
        validity: validity))
  }

  private func ceilingM(_ zone: YAMLNode) -> Double? {
    zone["below_m"].flatMap { isNull($0) ? nil : $0.number(within: 0...1_000_000) }
  }

  private func isNull(_ node: YAMLNode) -> Bool {
    ["null", "~", ""].contains(node.node.scalar?.string ?? "")
  }

  // MARK: Clauses

  private static let clauseKeys: Set<String> = [
    "id", "version", "title", "text", "subject", "where", "valid_from", "valid_until",
    "breach_if", "exempt_if", "serious_if", "minor_if", "min_grade", "class", "clocks",
    "reference_time", "observed_by", "checked_on", "registers",
  ]

  private func clause(_ node: YAMLNode) -> Clause? {
    _ = node.members(Self.clauseKeys)
    guard let id = node.required("id")?.text, let title = node.required("title"),
      let titleText = title.localText
    else { return nil }
    let checkedOn = node["checked_on"]?.text
    let rules = TermReader(self, clauseID: id).rules(node["registers"])
    if checkedOn == nil, rules.isEmpty || node.has("subject") || node.has("breach_if") {
      if let list = node["subject"], list.isSequence, list.elements().isEmpty {
        list.fault("clause \(id) is about nothing.", next: "Write for example [explosion, shot].")
      }
      for key in ["subject", "breach_if"] where !node.has(key) {
        node.fault(
          "clause \(id) has no '\(key)'.",
          next: "Add it, or 'registers: […]' or 'checked_on: …' where no event can show it.")
      }
    }
    var clause = Clause(
      id: id, version: node["version"]?.whole ?? 1, validity: validity(node),
      title: governed(titleText),
      text: governed(node["text"]?.localText ?? titleText),
      subjects: node["subject"]?.oneOrMore().compactMap { subject($0) } ?? [],
      place: node["where"].flatMap { place($0) } ?? .everywhere,
      breachIf: node["breach_if"].flatMap { condition($0) } ?? .presence,
      exemptIf: node["exempt_if"]?.oneOrMore().compactMap { exemption($0) } ?? [],
      seriousIf: node["serious_if"].flatMap { condition($0) },
      minorIf: node["minor_if"].flatMap { condition($0) },
      minGrade: node["min_grade"].map { grades($0) } ?? [],
      baseClass: node.required("class")?.word() ?? .ordinary,
      clocks: node["clocks"].map { clocks($0) } ?? Clocks(), checkedOn: checkedOn)
    clause.terms = rules
    clause.observedBy = node["observed_by"]?.oneOrMore().compactMap(\.text) ?? []
    checkLanguages(clause, node)
    return clause
  }

  /// The governing text must be there.
  private func checkLanguages(_ clause: Clause, _ node: YAMLNode) {
    guard let governing else { return }
    for key in ["title", "text"] {
      guard let written = node[key], written.isMapping, !written.has(governing) else { continue }
      written.fault(
        "clause \(clause.id) has no \(key) in the governing language '\(governing)'.",
        next: "Add '\(governing): …'.")
    }
  }

  /// `valid_from` and `valid_until` as times or as days of the agreement, `D+14`.
  private func validity(_ node: YAMLNode) -> Validity {
    let fromMs = node["valid_from"].flatMap { moment($0) } ?? .min
    let untilMs = node["valid_until"].flatMap { moment($0) }
    if let untilMs, untilMs <= fromMs {
      (node["valid_until"] ?? node).fault(
        "valid_until is not after valid_from.", next: "Exchange them or drop one.")
    }
    return Validity(fromMs: fromMs, untilMs: untilMs)
  }

  func moment(_ node: YAMLNode) -> Int64? {
    if let text = node.node.scalar?.string, text.hasPrefix("D+"),
      let days = Int64(text.dropFirst(2)), (0...36_525).contains(days)
    {
      return inForceMs + days * 86_400_000
    }
    return node.timeMs
  }

  private func clocks(_ node: YAMLNode) -> Clocks {
    _ = node.members([
      "notify_parties_h", "interim_h", "issued_h", "answer_h", "guarantee_notice_h",
    ])
    return Clocks(
      notifyPartiesH: node["notify_parties_h"]?.number, interimH: node["interim_h"]?.number,
      issuedH: node["issued_h"]?.number, answerH: node["answer_h"]?.number,
      guaranteeNoticeH: node["guarantee_notice_h"]?.number)
  }

  private func grades(_ node: YAMLNode) -> [GradeOption] {
    if node.isMapping, !node.has("grade") {
      _ = node.members(["any"])
      return node.required("any")?.elements().compactMap { grade($0) } ?? []
    }
    return node.oneOrMore().compactMap { grade($0) }
  }

  private func grade(_ node: YAMLNode) -> GradeOption? {
    if node.isMapping { return trackGrade(node) }
    guard let text = node.text else { return nil }
    let imageOnly = text.hasSuffix("_image")
    guard let grade = EvidenceGrade(code: imageOnly ? String(text.dropLast(6)) : text) else {
      node.fault("'\(text)' is no grade.", next: "Write E0, E1, E2, E3 or E1_image.")
      return nil
    }
    return GradeOption(grade: grade, imageOnly: imageOnly)
  }

  /// `{grade: E1, track: {reports: 5, sigma_m: 200}}`
  private func trackGrade(_ node: YAMLNode) -> GradeOption? {
    _ = node.members(["grade", "track"])
    guard let written = node.required("grade"), let option = grade(written),
      let track = node.required("track")
    else { return nil }
    _ = track.members(["reports", "sigma_m"])
    guard let reports = track.required("reports")?.number(within: 1...100_000),
      let sigmaM = track.required("sigma_m")?.number(within: 0.1...100_000)
    else { return nil }
    return GradeOption(
      grade: option.grade, imageOnly: option.imageOnly,
      track: TrackQuality(reportsMin: Int(reports), sigmaMaxM: sigmaM))
  }

  /// Two versions of one clause must not be in force at once.
  private func checkVersions(_ clauses: [(clause: Clause, node: YAMLNode)]) {
    for (index, (clause, node)) in clauses.enumerated() {
      for (earlier, first) in clauses[..<index] where earlier.id == clause.id {
        if earlier.version == clause.version {
          node.fault(
            "clause \(clause.id) version \(clause.version) stands twice.",
            next: "It stands on line \(first.line) already; count one of them up.")
        } else if earlier.validity.overlaps(clause.validity) {
          node.fault(
            "versions \(earlier.version) and \(clause.version) of clause \(clause.id) are in "
              + "force at the same time.",
            next: "Give the older one a valid_until and the newer one a valid_from.")
        }
      }
    }
  }
}

// MARK: Conditions

extension AgreementReader {
  private func subject(_ node: YAMLNode) -> Subject? {
    guard node.isMapping else {
      return kind(node).map { Subject(kinds: [$0]) }
    }
    let attributes = Set(AttributeName.allCases.map(\.code))
    let members = node.members(
      attributes.union([
        "kind", "min_confidence", "zone", "within_km_of_line", "side", "objects", "within_m",
        "qualifier",
      ]))
    let kinds = node["kind"]?.oneOrMore().compactMap { kind($0) } ?? [.weaponSeen]
    var requirements: [Requirement] = []
    for (key, value) in members {
      guard let attribute = AttributeName(code: key) else { continue }
      for (comparison, limit) in comparisons(value) {
        requirements.append(Requirement(attribute, comparison, limit))
      }
    }
    var minConfidence: Confidence?
    if let written = node["min_confidence"] {
      minConfidence = code(written)
    }
    return Subject(
      kinds: kinds, requirements: requirements, minConfidence: minConfidence,
      place: ["zone", "within_km_of_line", "objects"].contains(where: node.has)
        ? place(node, isSubject: true) : nil,
      qualifiers: node["qualifier"]?.oneOrMore().compactMap { code($0) } ?? [])
  }

  /// A code of the list, or the agreement's own word for it.
  private func kind(_ node: YAMLNode) -> ObservationKind? {
    switch node.node.scalar?.string {
    case "armed_person": .personnelSeen
    case "armoured_vehicle": .armouredVehicleSeen
    case "weapon": .weaponSeen
    default: code(node)
    }
  }

  private func code<Code: Coded>(_ node: YAMLNode) -> Code? {
    guard let text = node.text else { return nil }
    if let code = Code(code: text) { return code }
    node.fault(
      "'\(text)' is not known.",
      next: YAMLNode.suggestion(text, Set(Code.allCases.map(\.code))))
    return nil
  }

  func place(_ node: YAMLNode, isSubject: Bool = false) -> Where? {
    guard node.isMapping else {
      guard let text = node.text else { return nil }
      return text == "everywhere" ? .everywhere : zone(text, node)
    }
    if !isSubject {
      _ = node.members([
        "zone", "within_km_of_line", "side", "objects", "within_m", "register", "within_km",
        "slack_h", "lead_h",
      ])
    }
    if let register = node["register"] { return nearEntries(node, register) }
    if let zone = node["zone"], let name = zone.text { return self.zone(name, zone) }
    if let km = node["within_km_of_line"]?.number {
      return .nearLine(withinM: km * 1_000, party: node["side"]?.word())
    }
    if let layer = node["objects"], let name = layer.text {
      if !layers.contains(name) {
        layer.warning(
          "there are no objects of layer '\(name)' in geometry/: this clause will find nothing.",
          next: "Add points with kind: object and layer: \(name).")
      }
      return .nearObjects(layer: name, withinM: node.required("within_m")?.number ?? 0)
    }
    node.fault(
      "a place was expected.",
      next: "Write a zone's name, everywhere, {within_km_of_line: 15} or "
        + "{objects: schools, within_m: 500}.")
    return nil
  }

  private func nearEntries(_ node: YAMLNode, _ register: YAMLNode) -> Where? {
    guard let kind = register.word(RegisterKind.self),
      let km = node.required("within_km")?.number(within: 0.001...1_000)
    else { return nil }
    return .nearEntries(
      kind, withinM: km * 1_000, slackMs: hoursMs(node["slack_h"]), leadMs: hoursMs(node["lead_h"]))
  }

  func hoursMs(_ node: YAMLNode?) -> Int64 {
    Int64((node?.number(within: 0...87_660) ?? 0) * 3_600_000)
  }

  func zone(_ name: String, _ node: YAMLNode) -> Where? {
    guard zones.contains(where: { $0.id == name }) else {
      node.fault(
        "there is no zone '\(name)'.", next: YAMLNode.suggestion(name, Set(zones.map(\.id))))
      return nil
    }
    return .zone(name)
  }

  private func condition(_ node: YAMLNode) -> Condition? {
    if node.node.scalar?.string == "presence" { return .presence }
    let attributes = Set(AttributeName.allCases.map(\.code))
    let members = node.members(
      attributes.union([
        "any", "all", "count", "dwell_min", "dwell_s", "depth_m", "events_in_window", "presence",
      ]))
    let conditions = members.flatMap { key, value in condition(key, value) }
    // No condition at all would hold always.
    if node.isMapping, members.isEmpty {
      node.fault("a condition was expected.", next: "Write presence or {count: {gte: 1}}.")
    }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private func condition(_ key: String, _ node: YAMLNode) -> [Condition] {
    switch key {
    case "presence": return [.presence]
    case "any": return [.any(conditions(node))]
    case "all": return [.all(conditions(node))]
    case "events_in_window": return window(node).map { [$0] } ?? []
    default:
      let measure: Measure? =
        switch key {
        case "count": .count
        case "dwell_min", "dwell_s": .dwellMin
        case "depth_m": .depthM
        default: AttributeName(code: key).map { .attribute($0) }
        }
      guard let measure else { return [] }
      let scale = key == "dwell_s" ? 1.0 / 60 : 1
      return comparisons(node).map { .measure(measure, $0, $1 * scale) }
    }
  }

  private func conditions(_ node: YAMLNode) -> [Condition] {
    let elements = node.elements()
    if node.isSequence, elements.isEmpty {
      node.fault("the list of conditions is empty.", next: "Write [{count: {gte: 1}}].")
    }
    return elements.compactMap { condition($0) }
  }

  private func window(_ node: YAMLNode) -> Condition? {
    let members = node.members(["gt", "gte", "window_h", "within_km"])
    guard let hours = node.required("window_h")?.number(within: 0.001...744),
      let km = node.required("within_km")?.number(within: 0.001...10_000)
    else { return nil }
    let limits = members.compactMap { key, value in
      Comparison(rawValue: key).flatMap { known in value.number.map { (known, $0) } }
    }
    guard limits.count == 1, let (comparison, limit) = limits.first else {
      node.fault("a window needs one limit.", next: "Add 'gte: 3' or 'gt: 2'.")
      return nil
    }
    return .eventsInWindow(
      comparison, limit, windowMs: Int64(hours * 3_600_000), withinM: km * 1_000)
  }

  /// `{gte: 2}`, or a bare number for "equal or more".
  func comparisons(_ node: YAMLNode) -> [(Comparison, Double)] {
    guard node.isMapping else {
      return (node.node.bool.map { $0 ? 1 : 0 } ?? node.number).map { [(.gte, $0)] } ?? []
    }
    let known = Set(Comparison.allCases.map(\.rawValue))
    let members = node.members(known)
    if members.isEmpty { node.fault("a limit was expected.", next: "Write {gte: 1}.") }
    return members.compactMap { key, value in
      guard let comparison = Comparison(rawValue: key), let limit = value.number else {
        return nil
      }
      return (comparison, limit)
    }
  }

  func exemption(_ node: YAMLNode) -> Exemption? {
    guard node.isMapping, !node.has("judgement") else {
      return (node["judgement"] ?? node).localText.map { .judgement($0) }
    }
    // Texts by language have short keys; anything else was meant as a notification.
    guard node.entries().contains(where: { $0.key.utf8.count > 5 }) else {
      return node.localText.map { .judgement($0) }
    }
    if node.has("register") { return TermReader(self, clauseID: "").entryExemption(node) }
    _ = node.members([
      "notification", "lead_h", "slack_min", "max_persons", "max_weight_kg", "max_h",
      "correction_lead_h", "before_entry", "unarmed", "transponder",
    ])
    guard let written = node.required("notification"), let kind = written.text else { return nil }
    guard RegisterKind.notificationWords.contains(kind) else {
      written.fault(
        "'\(kind)' is no kind of notification.",
        next: YAMLNode.suggestion(kind, Set(RegisterKind.notificationWords)))
      return nil
    }
    return .notice(
      NoticeRule(
        kind: kind, leadMs: Int64((node["lead_h"]?.number(within: -24...87_660) ?? 0) * 3_600_000),
        slackMs: Int64((node["slack_min"]?.number(within: 0...525_960) ?? 0) * 60_000),
        maxPersons: node["max_persons"]?.whole,
        maxWeightKg: node["max_weight_kg"]?.number(within: 0...1e6),
        maxMs: node["max_h"].map { hoursMs($0) },
        correctionLeadMs: node["correction_lead_h"].map { hoursMs($0) },
        isBeforeEntry: node["before_entry"]?.flag ?? false,
        isUnarmed: node["unarmed"]?.flag ?? false,
        hasTransponder: node["transponder"]?.flag ?? false))
  }
}
