// How is a requirement reckoned from the ground? Small formulas over ranges that people can edit.
//
// SPDX-License-Identifier: Apache-2.0

/// A formula of named quantities: `ceil(line_km / km_per_team) * shifts`.
///
/// Numbers, names, `+ - * /`, parentheses, `ceil(x)`, `min(x, y)`, `max(x, y)`, and questions to the
/// ground: `layer_km2(buffer)`, `sector_km(north)`, `required(other_requirement)`. Every operation is
/// that of `Estimate`, so ranges are carried through.
public struct Formula: Hashable, Sendable {
  public let text: String
  let root: Node

  indirect enum Node: Hashable, Sendable {
    case number(Double)
    case name(String)
    case ask(String, String)
    case call(String, [Node])
    case operation(Character, Node, Node)
  }

  /// What is wrong in a formula, and at which character.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    public let column: Int
    public let message: String
    public var description: String { "character \(column): \(message)" }
  }

  static let calls = ["ceil": 1, "min": 2, "max": 2]
  static let questions: Set<String> = ["layer_km2", "sector_km", "required"]

  public init(_ text: String) throws(Fault) {
    var reader = FormulaReader(text)
    root = try reader.formula()
    self.text = text
  }

  /// The names that need a value, each once, in order of appearance.
  public var names: [String] {
    var found: [String] = []
    Self.visit(root) { node in
      if case .name(let name) = node, !found.contains(name) { found.append(name) }
    }
    return found
  }

  /// What is asked of the ground or of other requirements.
  public var asked: [(question: String, of: String)] {
    var found: [(String, String)] = []
    Self.visit(root) { node in
      if case .ask(let question, let name) = node { found.append((question, name)) }
    }
    return found
  }

  private static func visit(_ node: Node, _ body: (Node) -> Void) {
    body(node)
    switch node {
    case .call(_, let parts): for part in parts { visit(part, body) }
    case .operation(_, let left, let right):
      visit(left, body)
      visit(right, body)
    case .number, .name, .ask: break
    }
  }

  /// - Parameters:
  ///   - value: of a name; nil where it is not known.
  ///   - answer: to a question; nil where it is not known.
  /// - Returns: nil where something is not known, or a divisor may be nought.
  public func value(
    _ value: (String) -> Estimate?, _ answer: (_ question: String, _ of: String) -> Estimate?
  ) -> Estimate? {
    Self.value(root, value, answer)
  }

  private static func value(
    _ node: Node, _ known: (String) -> Estimate?, _ answer: (String, String) -> Estimate?
  ) -> Estimate? {
    switch node {
    case .number(let number): return Estimate(number)
    case .name(let name): return known(name)
    case .ask(let question, let name): return answer(question, name)
    case .call(let name, let nodes):
      let parts = nodes.compactMap { value($0, known, answer) }
      guard parts.count == nodes.count else { return nil }
      switch name {
      case "ceil": return parts[0].roundedUp
      case "min": return .least(parts[0], parts[1])
      default: return .greatest(parts[0], parts[1])
      }
    case .operation(let sign, let left, let right):
      guard let one = value(left, known, answer), let other = value(right, known, answer) else {
        return nil
      }
      switch sign {
      case "+": return one + other
      case "-": return one - other
      case "*": return one * other
      default: return other.low > 0 || other.high < 0 ? one / other : nil
      }
    }
  }
}

/// Reads a formula: sums of products of terms.
private struct FormulaReader {
  private static let depthMax = 32
  private static let operationCountMax = 200
  private let characters: [Character]
  private var at = 0
  private var depth = 0
  private var operationCount = 0

  init(_ text: String) { characters = Array(text) }

  mutating func formula() throws(Formula.Fault) -> Formula.Node {
    let node = try sum()
    guard at == characters.count else { throw fault("'\(characters[at])' was not expected.") }
    return node
  }

  private func fault(_ message: String) -> Formula.Fault {
    Formula.Fault(column: at + 1, message: message)
  }

  private mutating func sum() throws(Formula.Fault) -> Formula.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthMax else { throw fault("more than \(Self.depthMax) parentheses.") }
    var node = try product()
    while let sign = take("+-") { node = .operation(sign, node, try counted(product())) }
    return node
  }

  /// A chain of operations is as deep as it is long.
  private mutating func counted(_ node: Formula.Node) throws(Formula.Fault) -> Formula.Node {
    operationCount += 1
    guard operationCount <= Self.operationCountMax else {
      throw fault("more than \(Self.operationCountMax) operations.")
    }
    return node
  }

  private mutating func product() throws(Formula.Fault) -> Formula.Node {
    var node = try term()
    while let sign = take("*/") { node = .operation(sign, node, try counted(term())) }
    return node
  }

  private mutating func term() throws(Formula.Fault) -> Formula.Node {
    skipSpace()
    if take("(") != nil {
      let node = try sum()
      guard take(")") != nil else { throw fault("')' is missing.") }
      return node
    }
    let word = word()
    guard let first = word.first else {
      throw fault(at < characters.count ? "'\(characters[at])' was not expected." : "it ends here.")
    }
    if first.isNumber {
      guard let number = Double(word), number.isFinite else {
        throw fault("'\(word)' is no number.")
      }
      return .number(number)
    }
    return take("(") == nil ? .name(word) : try call(word)
  }

  private mutating func call(_ name: String) throws(Formula.Fault) -> Formula.Node {
    if Formula.questions.contains(name) {
      skipSpace()
      let of = word()
      guard !of.isEmpty, take(")") != nil else { throw fault("\(name)(…) asks for one name.") }
      return .ask(name, of)
    }
    guard let count = Formula.calls[name] else {
      let known = Formula.questions.union(Formula.calls.keys).sorted().joined(separator: ", ")
      throw fault("'\(name)' is not known; known are \(known).")
    }
    var parts = [try sum()]
    while take(",") != nil { parts.append(try sum()) }
    guard parts.count == count, take(")") != nil else {
      throw fault("\(name)(…) takes \(count) value\(count == 1 ? "" : "s").")
    }
    return .call(name, parts)
  }

  private mutating func word() -> String {
    skipSpace()
    var word = ""
    while at < characters.count {
      let character = characters[at]
      let isInner =
        character == "-" && !word.isEmpty && word.first?.isNumber == false
        && at + 1 < characters.count && characters[at + 1].isLetter
      guard character.isLetter || character.isNumber || "_.".contains(character) || isInner else {
        break
      }
      word.append(character)
      at += 1
    }
    return word
  }

  private mutating func take(_ wanted: String) -> Character? {
    skipSpace()
    guard at < characters.count, wanted.contains(characters[at]) else { return nil }
    at += 1
    return characters[at - 1]
  }

  private mutating func skipSpace() {
    while at < characters.count, characters[at].isWhitespace { at += 1 }
  }
}
