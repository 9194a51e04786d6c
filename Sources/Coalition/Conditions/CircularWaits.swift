// Who waits for whom in a circle, and what would break it?
//
// SPDX-License-Identifier: Apache-2.0

/// The circles of a graph of conditions, and the smallest ways out of them.
public struct CircularWaits: Sendable {
  public struct Circle: Hashable, Sendable {
    /// Each waits for the next one, and the last one for the first.
    public let matters: [String]
    public let waits: [Wait]
    /// The mandates in it.
    public let mandates: [String]
  }

  public let circles: [Circle]
  /// What keeps the list from being whole; nil where it is.
  public let bound: String?
  /// All smallest sets of matters of which each circle has at least one: if these are given without
  /// waiting, or given up, nobody waits in a circle any more.
  public let matterBreaks: [[String]]
  /// All smallest sets of statements that, taken back, leave no circle. Statements that say the same
  /// are taken back together only if both are in the set.
  public let statementBreaks: [[String]]
  /// Where a search was given up, why; nil where both lists are exact.
  public let breaksBound: String?

  public init(
    of graph: ConditionGraph, countMax: Int = ElementaryCycles.countMaxUsual,
    stepsMax: Int = SmallestBreaks.stepsMaxUsual
  ) {
    let found = ElementaryCycles(of: graph.awaited, countMax: countMax)
    circles = found.cycles.map { cycle in
      Circle(
        matters: cycle.map { graph.matters[$0].id }, waits: graph.waits(along: cycle),
        mandates: cycle.map { graph.matters[$0] }.filter { $0.kind == .mandate }.map(\.id))
    }
    bound =
      found.isComplete
      ? nil
      : "there are more than \(countMax) circles; the first \(countMax) are told. The smallest "
        + "breaks hold for all of them."
    let matters = SmallestBreaks(of: graph.awaited, stepsMax: stepsMax)
    let statements = StatementGraph(graph)
    let taken = SmallestBreaks(of: statements.edges, stepsMax: stepsMax)
    let hasCircle = !found.cycles.isEmpty
    matterBreaks = hasCircle ? matters.sets.map { $0.map { graph.matters[$0].id } } : []
    statementBreaks = hasCircle ? taken.sets.map { $0.map { statements.names[$0] } } : []
    breaksBound =
      matters.isExact && taken.isExact
      ? nil
      : "the search for the smallest breaks was given up after \(stepsMax) steps; leave out matters "
        + "that are not in question."
  }
}

/// Statements as nodes: one leads to another where it waits for what the other one makes wait.
private struct StatementGraph {
  /// Claims, or for a condition without one its place in the folder.
  var names: [String] = []
  var edges: [[Int]] = []

  init(_ graph: ConditionGraph) {
    let knots = graph.knots.map { Set($0.map { graph.matters[$0].id }) }
    var indexByName: [String: Int] = [:]
    var said: [[Wait]] = []
    for wait in graph.waits
    where knots.contains(where: { $0.contains(wait.matter) && $0.contains(wait.awaited) }) {
      for name in wait.claims.isEmpty ? ["\(wait.matter) waits for \(wait.awaited)"] : wait.claims {
        if let index = indexByName[name] {
          said[index].append(wait)
        } else {
          indexByName[name] = names.count
          names.append(name)
          said.append([wait])
        }
      }
    }
    edges = said.map { from in
      said.indices.filter { to in
        from.contains { one in said[to].contains { $0.matter == one.awaited } }
      }
    }
  }
}
