// What if a threshold were another? One value of the agreement, changed before it is read.
//
// SPDX-License-Identifier: Apache-2.0

internal import Yams

/// A change of one value of `agreement.yaml`, for trying it over history. The file stays as it is.
///
/// `9:reports=3` or `count=3` change a value of a clause by the end of its way (`breach_if.count.gte`);
/// `zones.BZ.offset_km=5` changes a zone.
public struct ThresholdChange: Hashable, Sendable, CustomStringConvertible {
  /// Number of the clause; nil for what is no clause's.
  public let clause: String?
  /// The keys that lead to the value, or their end.
  public let way: [String]
  public let value: String

  /// - Parameter clause: meant where the text names none.
  /// - Returns: nil where the text is no change.
  public init?(_ text: String, clause: String?) {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2, !sides[1].isEmpty else { return nil }
    let named = sides[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let keys = (named.last ?? "").split(separator: ".").map(String.init)
    guard !keys.isEmpty else { return nil }
    way = keys
    value = String(sides[1])
    if keys[0] == "zones" {
      self.clause = nil
    } else {
      guard let number = named.count == 2 ? String(named[0]) : clause, !number.isEmpty else {
        return nil
      }
      self.clause = number
    }
  }

  public var description: String {
    (clause.map { "\($0):" } ?? "") + way.joined(separator: ".") + "=" + value
  }

  /// The agreement with the change made; a fault where it does not say which value is meant.
  func applied(to root: Node, faults: FaultList) -> Node {
    guard let clause else { return changing(root, faults) }
    guard let items = root.mapping?["clauses"]?.sequence else { return root }
    var wasFound = false
    let clauses = items.map { item -> Node in
      guard item.mapping?["id"]?.scalar?.string == clause else { return item }
      wasFound = true
      return changing(item, faults)
    }
    if !wasFound { fault("there is no clause '\(clause)'.", faults) }
    var whole = root
    whole["clauses"] = .sequence(Node.Sequence(clauses))
    return whole
  }

  private func changing(_ node: Node, _ faults: FaultList) -> Node {
    let ways = Self.ways(of: node)
    let meant = ways.filter { isEnd(of: $0) }
    guard meant.count == 1, let found = meant.first else {
      let known = (meant.isEmpty ? ways : meant).map { $0.joined(separator: ".") }
      fault(
        meant.isEmpty
          ? "'\(way.joined(separator: "."))' is no value there."
          : "'\(way.joined(separator: "."))' may mean \(meant.count) values.",
        faults, next: "Known: \(known.joined(separator: ", ")).")
      return node
    }
    return Self.replacing(found[...], in: node, with: Node(value))
  }

  private static let signs: Set<String> = ["gt", "gte", "lt", "lte"]

  /// The written keys are the end of the way; the sign of a limit may be left out.
  private func isEnd(of other: [String]) -> Bool {
    if other.suffix(way.count) == way[...] { return true }
    guard let last = other.last, Self.signs.contains(last) else { return false }
    return other.dropLast().suffix(way.count) == way[...]
  }

  /// Ways to all numbers and flags.
  private static func ways(of node: Node) -> [[String]] {
    switch node {
    case .mapping(let mapping):
      mapping.flatMap { pair in
        ways(of: pair.value).map { [pair.key.string ?? ""] + $0 }
      }
    case .sequence(let sequence):
      sequence.enumerated().flatMap { index, item in
        ways(of: item).map { [String(index)] + $0 }
      }
    case .scalar(let scalar): Double(scalar.string) != nil || node.bool != nil ? [[]] : []
    default: []
    }
  }

  private static func replacing(
    _ way: ArraySlice<String>, in node: Node, with value: Node
  ) -> Node {
    guard let key = way.first else { return value }
    var changed = node
    switch node {
    case .mapping(let mapping):
      if let inner = mapping[Node(key)] {
        changed[key] = replacing(way.dropFirst(), in: inner, with: value)
      }
    case .sequence(let sequence):
      if let index = Int(key), sequence.indices.contains(index) {
        var items = Array(sequence)
        items[index] = replacing(way.dropFirst(), in: items[index], with: value)
        changed = .sequence(Node.Sequence(items))
      }
    default: break
    }
    return changed
  }

  private func fault(_ message: String, _ faults: FaultList, next: String = "") {
    faults.add(Fault(.error, file: "--set \(self)", line: 0, message, next: next))
  }
}
