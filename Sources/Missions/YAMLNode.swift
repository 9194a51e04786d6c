// What does a YAML file say, and on which line? Reading with known keys only.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Yams

/// A place in a YAML file. Reading a value that is not as expected adds a fault and gives nil.
struct YAMLNode {
  let node: Node
  let file: String
  let faults: FaultList
  /// The line of a sheet's row, which has no places of its own.
  var rowLine: Int?

  /// The root of a file's text; nil where it is no YAML.
  static func root(_ text: String, file: String, faults: FaultList) -> YAMLNode? {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        faults.add(
          Fault(
            .error, file: file, line: 1, "the file is empty.", next: "Compare 'truceline init'."))
        return nil
      }
      return YAMLNode(node: node, file: file, faults: faults)
    } catch let error as YamlError {
      faults.add(fault(error, text, file))
    } catch {
      faults.add(Fault(.error, file: file, line: 0, "not YAML: \(error)"))
    }
    return nil
  }

  private static func fault(_ error: YamlError, _ text: String, _ file: String) -> Fault {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      // A quote that is not closed shows at the end of the file only.
      let place = context.flatMap { $0.text.contains("quoted") ? $0.mark : nil } ?? mark
      let begun = context.flatMap { $0.mark.line < place.line ? $0.mark.line : nil }
      return Fault(
        .error, file: file, line: place.line, column: place.column, "not YAML: \(problem).",
        next: "Check indentation, quotes and brackets there"
          + (begun.map { "; what is not closed began on line \($0)." } ?? "."))
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      return Fault(
        .error, file: file, line: secondLine(of: key, context.mark, text),
        column: context.mark.column, "the key '\(key)' stands twice.",
        next: "It stands on line \(context.mark.line) already; drop one of them.")
    case .reader(let problem, let offset, _, _):
      let before = text.unicodeScalars.prefix(offset ?? 0)
      return Fault(
        .error, file: file, line: before.count { $0 == "\n" } + 1,
        "not YAML: \(problem).",
        next: "Drop the character there.")
    default:
      return Fault(.error, file: file, line: 1, "not YAML: \(error).")
    }
  }

  /// The library marks the first of two equal keys. The second stands below it in the same column,
  /// or on its line.
  private static func secondLine(of key: String, _ first: Mark, _ text: String) -> Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated().dropFirst(first.line) {
      let rest = line.dropFirst(first.column - 1).drop { "\"'".contains($0) }
      let isInColumn = line.prefix(first.column - 1).allSatisfy { $0 == " " || $0 == "-" }
      guard isInColumn, rest.hasPrefix(key) else { continue }
      let behind = rest.dropFirst(key.count).drop { "\"' ".contains($0) }
      if behind.first == ":" { return index + 1 }
    }
    return first.line
  }

  /// The same with values exchanged.
  func changed(_ changes: [ThresholdChange]) -> YAMLNode {
    let node = changes.reduce(node) { $1.applied(to: $0, faults: faults) }
    return YAMLNode(node: node, file: file, faults: faults, rowLine: rowLine)
  }

  var line: Int { rowLine ?? node.mark?.line ?? 0 }
  var column: Int { node.mark?.column ?? 0 }

  func fault(_ message: String, next: String = "") {
    faults.add(Fault(.error, file: file, line: line, column: column, message, next: next))
  }

  func warning(_ message: String, next: String = "") {
    faults.add(Fault(.warning, file: file, line: line, column: column, message, next: next))
  }

  private func at(_ node: Node) -> YAMLNode {
    YAMLNode(node: node, file: file, faults: faults, rowLine: rowLine)
  }

  /// The members of a mapping, in order; keys that are not known are faults.
  func members(_ known: Set<String>) -> [(key: String, value: YAMLNode)] {
    guard let mapping = node.mapping else {
      fault("a mapping (key: value) was expected.", next: "Known keys: \(Self.list(known)).")
      return []
    }
    var members: [(key: String, value: YAMLNode)] = []
    for (key, value) in mapping {
      let name = key.string ?? ""
      if known.contains(name) {
        members.append((name, at(value)))
      } else {
        at(key).fault("unknown key '\(name)'.", next: Self.suggestion(name, known))
      }
    }
    return members
  }

  /// The members of a mapping whose keys are names of the user's own.
  func entries() -> [(key: String, value: YAMLNode)] {
    guard let mapping = node.mapping else {
      fault("a mapping (name: value) was expected.")
      return []
    }
    return mapping.map { ($0.key.string ?? "", at($0.value)) }
  }

  func has(_ key: String) -> Bool { node.mapping?[Node(key)] != nil }

  subscript(key: String) -> YAMLNode? { node.mapping?[Node(key)].map { at($0) } }

  /// The key itself, for faults that are not about its value.
  func key(_ key: String) -> YAMLNode? {
    node.mapping?.first { $0.key.string == key }.map { at($0.key) }
  }

  func required(_ key: String) -> YAMLNode? {
    if let value = self[key] { return value }
    fault("the key '\(key)' is missing.", next: "Add '\(key): …' here.")
    return nil
  }

  func elements() -> [YAMLNode] {
    guard let sequence = node.sequence else {
      fault("a list was expected.", next: "Write [a, b] or one '- a' a line.")
      return []
    }
    return sequence.map { at($0) }
  }

  /// A list, or a single value as a list of one.
  func oneOrMore() -> [YAMLNode] { node.sequence == nil ? [self] : elements() }

  var isMapping: Bool { node.mapping != nil }
  var isSequence: Bool { node.sequence != nil }

  var text: String? {
    if let text = node.scalar?.string { return text }
    fault("a text was expected.")
    return nil
  }

  var number: Double? {
    if let text = node.scalar?.string, let value = Double(text), value.isFinite,
      !text.lowercased().contains("x")
    {
      return value
    }
    fault("a number was expected, found '\(node.scalar?.string ?? "a list or mapping")'.")
    return nil
  }

  /// A number in a range.
  func number(within range: ClosedRange<Double>) -> Double? {
    guard let value = number else { return nil }
    if range.contains(value) { return value }
    fault(
      "\(value) is not within \(Self.short(range.lowerBound)) to \(Self.short(range.upperBound)).")
    return nil
  }

  private static func short(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\(value)"
  }

  var whole: Int? {
    if let value = node.int { return value }
    fault("a whole number was expected, found '\(node.scalar?.string ?? "a list or mapping")'.")
    return nil
  }

  var flag: Bool? {
    if let value = node.bool { return value }
    fault("true or false was expected, found '\(node.scalar?.string ?? "a list or mapping")'.")
    return nil
  }

  /// One of the given words.
  func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type = Word.self
  ) -> Word? where Word.RawValue == String {
    guard let text else { return nil }
    if let word = Word(rawValue: text) { return word }
    let known = Set(Word.allCases.map(\.rawValue))
    fault("'\(text)' is not known.", next: Self.suggestion(text, known))
    return nil
  }

  /// A text, or texts by language.
  var localText: LocalText? {
    guard isMapping else { return text.map { LocalText($0) } }
    var texts: [LocalText.Entry] = []
    for (key, value) in node.mapping ?? [:] {
      let language = key.string ?? ""
      guard Self.isLanguage(language) else {
        at(key).fault(
          "'\(language)' is no code of a language.", next: "Write for example {en: text, de: Text}."
        )
        continue
      }
      if let text = at(value).text { texts.append(.init(language: language, text: text)) }
    }
    return texts.isEmpty ? nil : LocalText(texts)
  }

  /// `en`, `uk`, `de-AT`; one letter where an agreement names its languages a and b.
  private static func isLanguage(_ code: String) -> Bool {
    let main = code.split(separator: "-", omittingEmptySubsequences: false).first ?? ""
    return (1...3).contains(main.utf8.count) && main.utf8.allSatisfy { (97...122).contains($0) }
  }

  /// A time with its zone.
  var timeMs: Int64? {
    guard let text else { return nil }
    // A date alone does not say in which zone its day begins.
    if text.utf8.count > 10, let instant = Instant(iso: text) { return instant.atMs }
    fault(
      "'\(text)' is not a time with its zone.", next: "Write for example 2026-06-24T00:00+03:00.")
    return nil
  }

  static func list(_ words: Set<String>) -> String { words.sorted().joined(separator: ", ") }

  /// The nearest known word, where one is near, else all of them.
  static func suggestion(_ word: String, _ known: Set<String>) -> String {
    let nearest = known.sorted().min { distance(word, $0) < distance(word, $1) }
    if let nearest, distance(word, nearest) <= 2 { return "Did you mean '\(nearest)'?" }
    return "Known: \(list(known))."
  }

  /// Number of letters to change, add or drop.
  static func distance(_ left: some StringProtocol, _ right: some StringProtocol) -> Int {
    let right = Array(right)
    var row = Array(0...right.count)
    for (index, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let changed = diagonal + (letter == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[right.count]
  }
}
