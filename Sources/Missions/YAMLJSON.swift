// What does a piece of YAML say as JSON? Words that are quoted stay words.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation
internal import Yams

extension YAMLNode {
  /// Numbers, `true`, `false` and `null` as YAML 1.2 has them; everything else as text.
  var json: JSONValue { Self.json(node) }

  private static func json(_ node: Node) -> JSONValue {
    switch node {
    case .mapping(let mapping):
      return .object(mapping.map { .init($0.key.string ?? "", json($0.value)) })
    case .sequence(let sequence): return .array(sequence.map(json))
    case .scalar(let scalar): return json(scalar)
    case .alias: return .null
    }
  }

  private static func json(_ scalar: Node.Scalar) -> JSONValue {
    guard scalar.style == .plain || scalar.style == .any else { return .string(scalar.string) }
    switch scalar.string {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null", "~", "": return .null
    default: break
    }
    let text = scalar.string
    guard let first = text.utf8.first, (48...57).contains(first) || first == 45 else {
      return .string(text)
    }
    if let whole = Int64(text) { return .integer(whole) }
    if let number = Double(text), number.isFinite, !text.lowercased().contains("x") {
      return .number(number)
    }
    return .string(text)
  }
}
