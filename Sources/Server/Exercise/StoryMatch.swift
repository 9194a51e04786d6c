// Does a row hold what a story expects of it? Paths into JSON, and conditions on what lies there.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// A row of what is seen, held against conditions.
///
///     where: {clause.id: "12", lateMs: {gt: 0}, verdict: [exempt, undecided], case: null}
enum StoryMatch {
  /// The first condition that the row does not meet, in words; nil where it meets all.
  static func difference(_ row: JSONValue, _ conditions: [JSONValue.Member]) -> String? {
    for condition in conditions {
      let found = values(row, condition.name.split(separator: ".").map(String.init)[...])
      guard !found.contains(where: { holds($0, condition.value) }) else { continue }
      if found.isEmpty, condition.value == .null { continue }
      let said = found.isEmpty ? "missing" : found.map(\.written).joined(separator: " and ")
      return "\(condition.name) is \(said), not \(condition.value.written)"
    }
    return nil
  }

  /// What lies at a path; of a list every element, unless the path names one by its number.
  static func values(_ value: JSONValue, _ path: ArraySlice<String>) -> [JSONValue] {
    guard let name = path.first else { return [value] }
    if case .array(let elements) = value {
      if let index = Int(name) {
        return index < elements.count ? values(elements[index], path.dropFirst()) : []
      }
      if name == "count" { return [.integer(Int64(elements.count))] }
      return elements.flatMap { values($0, path) }
    }
    // A name may hold a full stop itself.
    for length in stride(from: path.count, through: 1, by: -1) {
      if let inner = value[path.prefix(length).joined(separator: ".")] {
        return values(inner, path.dropFirst(length))
      }
    }
    return []
  }

  static func holds(_ value: JSONValue, _ wanted: JSONValue) -> Bool {
    switch wanted {
    case .array(let any): any.contains { holds(value, $0) }
    case .object(let comparisons):
      comparisons.allSatisfy { compare(value, $0.name, $0.value, comparisons) }
    case .integer, .number: value.double != nil && value.double == wanted.double
    default: value == wanted || value.elements?.contains(wanted) == true
    }
  }

  private static func compare(
    _ value: JSONValue, _ word: String, _ limit: JSONValue, _ all: [JSONValue.Member]
  ) -> Bool {
    switch word {
    case "not": return !holds(value, limit)
    case "has": return limit.text.map { value.text?.contains($0) ?? false } ?? false
    case "within": return all.contains { $0.name == "near" }
    default: break
    }
    guard let number = value.double, let limit = limit.double else { return false }
    switch word {
    case "gt": return number > limit
    case "gte": return number >= limit
    case "lt": return number < limit
    case "lte": return number <= limit
    case "near":
      let reach = all.first { $0.name == "within" }?.value.double ?? 0
      return abs(number - limit) <= reach
    default: return false
    }
  }
}

/// What ids are called in a story that only the run knows.
struct StoryNames {
  private(set) var values: [String: String] = [:]

  subscript(name: String) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// The same with `$name` and `${name}` filled in.
  ///
  /// - Throws: `StoryError` naming one that nothing has been called yet.
  func filled(_ value: JSONValue) throws(StoryError) -> JSONValue {
    switch value {
    case .string(let text): return .string(try filled(text))
    case .array(let elements):
      var filled: [JSONValue] = []
      for element in elements { filled.append(try self.filled(element)) }
      return .array(filled)
    case .object(let members): return .object(try filled(members))
    default: return value
    }
  }

  func filled(_ members: [JSONValue.Member]) throws(StoryError) -> [JSONValue.Member] {
    var filled: [JSONValue.Member] = []
    for member in members {
      filled.append(.init(try self.filled(member.name), try self.filled(member.value)))
    }
    return filled
  }

  func filled(_ text: String) throws(StoryError) -> String {
    guard text.contains("$") else { return text }
    if text.hasPrefix("$"), !text.hasPrefix("${") { return try value(String(text.dropFirst())) }
    var out = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${"), let end = rest.firstRange(of: "}"),
      start.upperBound <= end.lowerBound
    {
      out +=
        rest[..<start.lowerBound] + (try value(String(rest[start.upperBound..<end.lowerBound])))
      rest = rest[end.upperBound...]
    }
    return out + rest
  }

  private func value(_ name: String) throws(StoryError) -> String {
    guard let value = values[name] else {
      throw StoryError("nothing is called '\(name)' yet")
    }
    return value
  }
}

/// A story cannot go on, in words for who wrote it.
public struct StoryError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
