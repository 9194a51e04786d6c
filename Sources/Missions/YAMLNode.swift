// What does a YAML file say, and on which line? Reading with known keys only.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Yams

/// A place in a YAML file. Reading a value that is not as expected adds a fault and gives nil.
struct YAMLNode {
  let node: Node
  let file: String
  let faults: FaultList

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
      faults.add(fault(error, file))
    } catch {
      faults.add(Fault(.error, file: file, line: 0, "not YAML: \(error)"))
    }
    return nil
  }

  private static func fault(_ error: YamlError, _ file: String) -> Fault {
    let (mark, problem): (Mark?, String) =
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        (mark, problem)
      case .duplicatedKeysInMapping(let keys, _):
        (nil, "the same key stands twice: \(keys.joined(separator: ", "))")
      default: (nil, "\(error)")
      }
    return Fault(
      .error, file: file, line: mark?.line ?? 0, column: mark?.column ?? 0,
      "not YAML: \(problem).", next: "Check indentation, quotes and brackets there.")
  }

  var line: Int { node.mark?.line ?? 0 }
  var column: Int { node.mark?.column ?? 0 }

  func fault(_ message: String, next: String = "") {
    faults.add(Fault(.error, file: file, line: line, column: column, message, next: next))
  }

  func warning(_ message: String, next: String = "") {
    faults.add(Fault(.warning, file: file, line: line, column: column, message, next: next))
  }

  private func at(_ node: Node) -> YAMLNode { YAMLNode(node: node, file: file, faults: faults) }

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
    if let text = node.scalar?.string, let value = Double(text), value.isFinite { return value }
    fault("a number was expected, found '\(node.scalar?.string ?? "a list or mapping")'.")
    return nil
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

  /// A time with its zone.
  var timeMs: Int64? {
    guard let text else { return nil }
    if let instant = Instant(iso: text) { return instant.atMs }
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
  private static func distance(_ left: String, _ right: String) -> Int {
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
