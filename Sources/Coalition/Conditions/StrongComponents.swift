// Which nodes of a graph can reach each other?
//
// SPDX-License-Identifier: Apache-2.0

/// Strongly connected components by Tarjan's algorithm, without recursion.
enum StrongComponents {
  /// - Parameter edges: for each node the nodes that it leads to.
  /// - Returns: each component ascending, in order of its first node.
  static func of(_ edges: [[Int]]) -> [[Int]] {
    var search = Search(edges)
    for node in edges.indices where search.order[node] < 0 { search.visit(node) }
    return search.components.sorted { $0[0] < $1[0] }
  }

  private struct Search {
    let edges: [[Int]]
    /// When the node was first met; -1 before.
    var order: [Int]
    private var lowest: [Int]
    private var isOpen: [Bool]
    private var open: [Int] = []
    private var count = 0
    var components: [[Int]] = []

    init(_ edges: [[Int]]) {
      self.edges = edges
      order = Array(repeating: -1, count: edges.count)
      lowest = order
      isOpen = Array(repeating: false, count: edges.count)
    }

    mutating func visit(_ root: Int) {
      var way: [(node: Int, next: Int)] = []
      enter(root)
      way.append((root, 0))
      while let (node, next) = way.last {
        if next < edges[node].count {
          way[way.count - 1].next += 1
          let to = edges[node][next]
          if order[to] < 0 {
            enter(to)
            way.append((to, 0))
          } else if isOpen[to] {
            lowest[node] = min(lowest[node], order[to])
          }
        } else {
          way.removeLast()
          if let parent = way.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
          if lowest[node] == order[node] { close(node) }
        }
      }
    }

    private mutating func enter(_ node: Int) {
      order[node] = count
      lowest[node] = count
      count += 1
      open.append(node)
      isOpen[node] = true
    }

    private mutating func close(_ node: Int) {
      var component: [Int] = []
      while let last = open.popLast() {
        isOpen[last] = false
        component.append(last)
        if last == node { break }
      }
      components.append(component.sorted())
    }
  }
}
