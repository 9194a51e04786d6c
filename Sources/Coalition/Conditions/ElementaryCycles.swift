// Which closed ways are there in a graph that meet no node twice?
//
// SPDX-License-Identifier: Apache-2.0

/// All elementary cycles, by Johnson's algorithm ("Finding all the elementary circuits of a directed
/// graph", SIAM J. Comput. 4, 1975): in time proportional to nodes plus edges for each cycle.
///
/// The number of cycles can grow faster than any power of the number of nodes, so a bound is stated.
public struct ElementaryCycles: Hashable, Sendable {
  /// Each begins with its lowest node; in order of that node, then as they were met.
  public let cycles: [[Int]]
  /// False where there are more than `countMax`.
  public let isComplete: Bool

  public static let countMaxUsual = 10_000

  /// - Parameter edges: for each node the nodes that it leads to, ascending and each once.
  public init(of edges: [[Int]], countMax: Int = countMaxUsual) {
    var search = Search(edges, countMax)
    search.run()
    cycles = search.cycles
    isComplete = !search.isOverfull
  }

  private struct Search {
    let edges: [[Int]]
    let countMax: Int
    var cycles: [[Int]] = []
    var isOverfull = false
    private var isBlocked: [Bool]
    private var waiting: [Set<Int>]
    private var way: [Int] = []
    private var isIn: [Bool]

    init(_ edges: [[Int]], _ countMax: Int) {
      self.edges = edges
      self.countMax = countMax
      isBlocked = Array(repeating: false, count: edges.count)
      waiting = Array(repeating: [], count: edges.count)
      isIn = isBlocked
    }

    mutating func run() {
      for start in edges.indices where !isOverfull {
        let rest = edges.indices.map { node in
          node < start ? [] : edges[node].filter { $0 >= start }
        }
        guard let part = StrongComponents.of(rest).first(where: { $0.contains(start) }) else {
          continue
        }
        for node in edges.indices { isIn[node] = false }
        for node in part {
          isIn[node] = true
          isBlocked[node] = false
          waiting[node] = []
        }
        _ = follow(start, from: start)
      }
    }

    private mutating func follow(_ node: Int, from start: Int) -> Bool {
      var hasClosed = false
      way.append(node)
      isBlocked[node] = true
      for next in edges[node] where isIn[next] && !isOverfull {
        if next == start {
          if cycles.count == countMax { isOverfull = true } else { cycles.append(way) }
          hasClosed = true
        } else if !isBlocked[next], follow(next, from: start) {
          hasClosed = true
        }
      }
      if hasClosed {
        unblock(node)
      } else {
        for next in edges[node] where isIn[next] { waiting[next].insert(node) }
      }
      way.removeLast()
      return hasClosed
    }

    private mutating func unblock(_ node: Int) {
      var open = [node]
      while let next = open.popLast() {
        guard isBlocked[next] else { continue }
        isBlocked[next] = false
        open += waiting[next].sorted()
        waiting[next] = []
      }
    }
  }
}
