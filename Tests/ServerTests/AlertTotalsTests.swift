// Totals and pages of filtered lists against a count of the rows one by one.
//
// SPDX-License-Identifier: Apache-2.0

import Store
import Testing

struct AlertTotalsTests {
  private static func row(_ number: Int, state: String) -> AlertRow {
    AlertRow(
      id: "AL-\(number)", fromMs: Int64(number / 3) * 1_000, state: state,
      verdict: number % 2 == 0 ? "undecided" : "exempt", clauseClass: "ordinary",
      clause: String(number % 5), sector: "S\(number % 3)", grade: "E\(number % 4)", event: "EV",
      latitudeDeg: 48, longitudeDeg: 37, doc: "{}", rowEN: "AL-\(number)", rowDE: "de")
  }

  @Test func `totals of every filter are the number of rows, after changes too`() throws {
    let folder = TemporaryFolder()
    let store = try ReadStore(path: folder.path + "/read.sqlite")
    var batch = ReadBatch()
    batch.alerts = (0..<600).map { Self.row($0, state: "new") }
    try store.apply(batch)
    // Some are written again with another state, some as they were.
    batch.alerts = stride(from: 0, to: 600, by: 4).map {
      Self.row($0, state: $0 % 8 == 0 ? "acknowledged" : "new")
    }
    try store.apply(batch)
    try store.apply(batch)
    #expect(try store.alertCounts()["new"] == 525)
    #expect(try store.alertCounts()["acknowledged"] == 75)
    for states in [[], ["new"], ["acknowledged", "new"], ["actioned"]] as [[String]] {
      for clauses in [[], ["3"], ["1", "2"]] as [[String]] {
        for grades in [[], ["E1", "E2"]] as [[String]] {
          for fromMs in [nil, 50_000] as [Int64?] {
            var filter = AlertFilter()
            filter.states = states
            filter.clauses = clauses
            filter.grades = grades
            filter.fromMs = fromMs
            try Self.check(filter, store)
          }
        }
      }
    }
  }

  private static func check(_ filter: AlertFilter, _ store: ReadStore) throws {
    let expected = (0..<600).map {
      (number: $0, row: row($0, state: $0 % 8 == 0 ? "acknowledged" : "new"))
    }
    .filter { _, row in
      (filter.states.isEmpty || filter.states.contains(row.state))
        && (filter.clauses.isEmpty || filter.clauses.contains(row.clause))
        && (filter.grades.isEmpty || filter.grades.contains(row.grade))
        && row.fromMs >= filter.fromMs ?? .min
    }
    .sorted { ($0.row.fromMs, $0.row.id) > ($1.row.fromMs, $1.row.id) }.map(\.row.rowEN)
    var found: [String] = []
    var after: ListCursor?
    repeat {
      let page = try store.alerts(filter, german: false, after: after, limit: 7)
      #expect(page.total == expected.count)
      found += page.rows
      after = page.next
    } while after != nil
    #expect(found == expected)
  }
}
