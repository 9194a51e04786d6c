// Which fewest nodes, taken out, leave a graph without a closed way?
//
// SPDX-License-Identifier: Apache-2.0

/// All smallest sets of nodes that meet every cycle (minimum feedback vertex sets), exactly.
///
/// Every such set holds at least one node of any one cycle. So a shortest cycle is taken, and each of
/// its nodes tried in turn, with those before it kept in: each set is met once. Sets of one node are
/// looked for first, then of two, and so on. The number of steps is bounded; where the bound is met the
/// answer says so and holds none.
public struct SmallestBreaks: Hashable, Sendable {
  /// Each ascending; in ascending order. One empty set where there is no cycle.
  public let sets: [[Int]]
  /// False where the search was given up.
  public let isExact: Bool

  public static let stepsMaxUsual = 20_000

  /// - Parameter edges: for each node the nodes that it leads to.
  public init(of edges: [[Int]], stepsMax: Int = stepsMaxUsual) {
    var search = Search(edges: edges, stepsMax: stepsMax)
    var size = 0
    while search.sets.isEmpty, !search.isGivenUp, size <= edges.count {
      search.look(removed: [], kept: [], left: size)
      size += 1
    }
    isExact = !search.isGivenUp
    sets = search.isGivenUp ? [] : search.sets.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private struct Search {
    let edges: [[Int]]
    let stepsMax: Int
    var sets: [[Int]] = []
    var steps = 0
    var isGivenUp = false

    mutating func look(removed: Set<Int>, kept: Set<Int>, left: Int) {
      steps += 1
      guard steps <= stepsMax else {
        isGivenUp = true
        return
      }
      guard let cycle = shortestCycle(without: removed) else {
        // A smaller set would have been found before.
        if left == 0 { sets.append(removed.sorted()) }
        return
      }
      guard left > 0 else { return }
      var kept = kept
      for node in cycle.sorted() where !kept.contains(node) {
        look(removed: removed.union([node]), kept: kept, left: left - 1)
        if isGivenUp { return }
        kept.insert(node)
      }
    }

    /// By breadth from every node.
    private func shortestCycle(without removed: Set<Int>) -> [Int]? {
      var best: [Int]?
      for start in edges.indices where !removed.contains(start) {
        var before = [Int](repeating: -1, count: edges.count)
        var queue = [start]
        var head = 0
        search: while head < queue.count {
          let node = queue[head]
          head += 1
          for next in edges[node] where !removed.contains(next) {
            if next == start {
              let way = way(to: node, from: start, before)
              if way.count < best?.count ?? .max { best = way }
              break search
            }
            if before[next] < 0 {
              before[next] = node
              queue.append(next)
            }
          }
        }
        if best?.count == 1 { return best }
      }
      return best
    }

    private func way(to node: Int, from start: Int, _ before: [Int]) -> [Int] {
      var way = [node]
      while let last = way.last, last != start { way.append(before[last]) }
      return way
    }
  }
}
