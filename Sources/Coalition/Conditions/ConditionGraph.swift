// What waits for what? Matters, mandates and offers as nodes, conditions as edges with their sources.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// Something that is given or not: a force, a backing, an end of fighting.
public struct Matter: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case event, force, contribution, support, mandate, offer
  }

  public var id: String
  public var kind: Kind
  public var title: LocalText
  public var state: String?
  public var place: FilePlace

  public init(
    id: String, kind: Kind, title: LocalText, state: String? = nil, place: FilePlace = .none
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.state = state
    self.place = place
  }
}

/// One matter waits for another.
public struct Wait: Hashable, Sendable {
  public var matter: String
  /// What it waits for.
  public var awaited: String
  /// The statements that say so; where there are none, `assumption` says why.
  public var claims: [String]
  public var assumption: String?
  public var place: FilePlace

  public init(
    _ matter: String, for awaited: String, claims: [String] = [], assumption: String? = nil,
    place: FilePlace = .none
  ) {
    self.matter = matter
    self.awaited = awaited
    self.claims = claims
    self.assumption = assumption
    self.place = place
  }
}

/// The conditions as a directed graph. Nodes and edges keep the order in which they were written, so
/// that what is found is always told in the same order.
public struct ConditionGraph: Sendable {
  public let matters: [Matter]
  public let waits: [Wait]
  private let indexByID: [String: Int]
  /// For each matter the matters it waits for, each once, ascending.
  let awaited: [[Int]]

  /// - Parameter waits: those that name an unknown matter are passed over; the reader reports them.
  public init(matters: [Matter], waits: [Wait]) {
    self.matters = matters
    indexByID = Dictionary(
      matters.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var edges = [Set<Int>](repeating: [], count: matters.count)
    var kept: [Wait] = []
    for wait in waits {
      guard let from = indexByID[wait.matter], let to = indexByID[wait.awaited] else { continue }
      edges[from].insert(to)
      kept.append(wait)
    }
    self.waits = kept
    awaited = edges.map { $0.sorted() }
  }

  public func index(of id: String) -> Int? { indexByID[id] }

  /// The waits along a closed way, in its direction; several statements may say the same.
  public func waits(along cycle: [Int]) -> [Wait] {
    zip(cycle, cycle.dropFirst() + cycle.prefix(1)).flatMap { from, to in
      waits.filter { $0.matter == matters[from].id && $0.awaited == matters[to].id }
    }
  }

  /// What comes about when the given matters hold: a matter holds when everything that it waits for
  /// does. In a circle nobody begins, so nothing of it comes about by itself. An event without
  /// conditions and a mandate hold only where they are given.
  /// - Parameter given: matters that hold without their conditions.
  public func granted(given: Set<String>) -> Set<String> {
    var holds = matters.map { given.contains($0.id) }
    var isChanging = true
    while isChanging {
      isChanging = false
      for index in matters.indices where !holds[index] {
        let kind = matters[index].kind
        guard kind != .mandate, kind != .event || !awaited[index].isEmpty else { continue }
        if awaited[index].allSatisfy({ holds[$0] }) {
          holds[index] = true
          isChanging = true
        }
      }
    }
    return Set(matters.indices.filter { holds[$0] }.map { matters[$0].id })
  }

  /// Matters that wait for each other, directly or round about: the strongly connected parts with more
  /// than one matter, or one that waits for itself. Each ascending; in order of their first matter.
  public var knots: [[Int]] {
    StrongComponents.of(awaited).filter { part in
      part.count > 1 || awaited[part[0]].contains(part[0])
    }
  }

  /// Pairs of statements within the knots: the first makes something wait for what the second makes wait.
  public var knottedClaims: [(first: String, second: String)] {
    knots.flatMap { knot in
      let ids = Set(knot.map { matters[$0].id })
      let inside = waits.filter { ids.contains($0.matter) && ids.contains($0.awaited) }
      return inside.flatMap { wait in
        inside.filter { $0.matter == wait.awaited }.flatMap { next in
          wait.claims.flatMap { first in next.claims.map { (first, $0) } }
        }
      }
    }
  }
}
