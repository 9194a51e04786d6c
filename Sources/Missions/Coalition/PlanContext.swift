// What do all parts of a coalition plan share while it is read? Statements, units, names, figures.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coalition
internal import Geo

/// Names that a file may refer to, and the reading of figures that rest on statements.
struct PlanContext {
  var register = ClaimsRegister()
  var conversions: [UnitConversion] = []
  var geometry: [Area] = []
  var sectors: Set<String> = []

  /// Ids of statements under the key `claims`, each of which must be there.
  func claims(_ node: YAMLNode, _ key: String = "claims") -> [String] {
    (node[key]?.oneOrMore() ?? []).compactMap { written in
      guard let id = written.text else { return nil }
      guard register[id] != nil else {
        written.fault(
          "there is no claim '\(id)'.",
          next: "Write the id of a claim in the files of sources.yaml, or add it there.")
        return nil
      }
      return id
    }
  }

  /// Whatever is planned links to statements or says that it is assumed.
  func basis(_ node: YAMLNode) -> (claims: [String], assumption: String?) {
    let claims = claims(node)
    let assumption = node["assumption"]?.text
    if claims.isEmpty, assumption == nil, !node.has("claims") {
      node.fault(
        "neither a claim nor an assumption stands behind this.",
        next: "Add 'claims: [id]' or 'assumption: why'.")
    }
    return (claims, assumption)
  }

  /// A figure: `{claim: id}`, or `{value}`, `{low, high}`, `{low, likely, high}` with `claims` or
  /// `assumption`.
  /// - Parameters:
  ///   - unit: in which it is counted; other units must be convertible.
  ///   - range: in which the number must lie.
  func figure(
    _ node: YAMLNode?, unit: String, within range: ClosedRange<Double> = 0...1e12
  ) -> Figure? {
    guard let node else { return nil }
    _ = node.members([
      "claim", "value", "low", "likely", "high", "unit", "claims", "assumption", "note",
    ])
    if let written = node["claim"] { return quoted(written, node, unit) }
    guard let value = estimate(node, range) else { return nil }
    let (claims, assumption) = basis(node)
    return converted(
      Figure(
        value, unit: node["unit"]?.text ?? unit, claims: claims, assumption: assumption), node, unit
    )
  }

  func requiredFigure(
    _ node: YAMLNode, _ key: String, unit: String, within range: ClosedRange<Double> = 0...1e12
  ) -> Figure? {
    node.required(key).flatMap { figure($0, unit: unit, within: range) }
  }

  /// The number of a statement itself.
  private func quoted(_ written: YAMLNode, _ node: YAMLNode, _ unit: String) -> Figure? {
    guard let id = written.text else { return nil }
    guard let claim = register[id] else {
      written.fault("there is no claim '\(id)'.", next: "Write the id of one.")
      return nil
    }
    guard let quantity = claim.quantity, let value = quantity.estimate else {
      written.fault(
        "claim \(id) says no number.",
        next: "Write low, likely and high with 'claims: [\(id)]' and 'assumption: why'.")
      return nil
    }
    return converted(
      Figure(
        value, unit: quantity.unit, claims: [id] + claims(node).filter { $0 != id },
        assumption: node["assumption"]?.text), written, unit)
  }

  func converted(_ figure: Figure, _ node: YAMLNode, _ unit: String) -> Figure? {
    if let converted = conversions.converted(figure, to: unit) { return converted }
    node.fault(
      "units are mixed up: this is counted in \(figure.unit), and \(unit) is asked for here.",
      next: "Mend the unit, or say under 'units' of sources.yaml how many \(unit) one is.")
    return nil
  }

  func estimate(_ node: YAMLNode, _ range: ClosedRange<Double>) -> Estimate? {
    if let value = node["value"] { return value.number(within: range).map { Estimate($0) } }
    guard let low = node.required("low")?.number(within: range) else { return nil }
    let high: Double
    if let written = node["high"] {
      guard let number = written.number(within: range) else { return nil }
      high = number
    } else {
      high = .infinity
    }
    guard low <= high else {
      node.fault(
        "the range is upside down: low \(low) is above high \(high).", next: "Exchange both ends.")
      return nil
    }
    guard let written = node["likely"] else { return Estimate(low: low, high: high) }
    guard let likely = written.number else { return nil }
    guard (low...high).contains(likely) else {
      written.fault(
        "the likely value \(likely) lies outside of \(low) to \(high).", next: "Mend one of them.")
      return nil
    }
    return Estimate(low: low, likely: likely, high: high)
  }

  /// A date that may lack its day.
  static func date(_ node: YAMLNode?) -> PartialDate? {
    guard let node, let text = node.text else { return nil }
    if let date = PartialDate(text) { return date }
    node.fault("'\(text)' is no date.", next: "Write YYYY-MM-DD or YYYY-MM.")
    return nil
  }

  /// A state's code.
  static func state(_ node: YAMLNode?) -> String? {
    guard let node, let text = node.text else { return nil }
    if text.utf8.count == 2, text.utf8.allSatisfy({ (65...90).contains($0) }) { return text }
    node.fault(
      "'\(text)' is no code of a state.", next: "Write the two capitals of ISO 3166, such as NL.")
    return nil
  }

  static func states(_ node: YAMLNode?) -> [String] {
    (node?.oneOrMore() ?? []).compactMap { state($0) }
  }

  /// A name that must be one of those given.
  static func name(_ node: YAMLNode?, in known: [String], _ noun: String) -> String? {
    guard let node, let text = node.text else { return nil }
    if known.contains(text) { return text }
    node.fault(
      "there is no \(noun) '\(text)'.", next: YAMLNode.suggestion(text, Set(known)))
    return nil
  }

  static func names(_ node: YAMLNode?, in known: [String], _ noun: String) -> [String] {
    (node?.oneOrMore() ?? []).compactMap { name($0, in: known, noun) }
  }

  static func point(_ node: YAMLNode) -> GeoPoint? {
    let numbers = node.isSequence ? node.elements().compactMap(\.number) : []
    guard numbers.count == 2 else {
      node.fault("a point was expected.", next: "Write [longitude, latitude].")
      return nil
    }
    let point = GeoPoint(latitudeDeg: numbers[1], longitudeDeg: numbers[0])
    guard point.isOnEarth else {
      node.fault("the point is not on Earth.", next: "Write [longitude, latitude] in degrees.")
      return nil
    }
    return point
  }
}

extension YAMLNode {
  var filePlace: FilePlace { FilePlace(file: file, line: line) }

  /// The elements of a list under a key, each with an id that stands once.
  func distinct(_ key: String) -> [(id: String, node: YAMLNode)] {
    var found: [(id: String, node: YAMLNode)] = []
    for element in self[key]?.elements() ?? [] {
      guard element.isMapping else {
        element.fault("a mapping (key: value) was expected.", next: "Write {id: …}.")
        continue
      }
      guard let id = element.required("id")?.text else { continue }
      if let before = found.first(where: { $0.id == id }) {
        element.fault(
          "'\(id)' stands twice.",
          next: "It stands on line \(before.node.line) already; give one of them another id.")
        continue
      }
      found.append((id, element))
    }
    return found
  }

  /// The title, or the id where none is given.
  func title(_ id: String) -> LocalText { self["title"]?.localText ?? LocalText(id) }
}
