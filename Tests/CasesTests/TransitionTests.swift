// Every step that a person can take, from every state.
//
// SPDX-License-Identifier: Apache-2.0

import Cases
import Making
import Rules
import Testing
import Tracks

struct TransitionTests {
  /// What leads to a state.
  private static func path(to state: AlertState, _ id: String, _ other: String) -> [Act] {
    switch state {
    case .new: []
    case .acknowledged: [.alertAcknowledged(id: id, note: "")]
    case .actioned: [.alertActioned(id: id, note: "")]
    case .falseAlarm: [.alertDismissed(id: id, as: .falseAlarm, reason: "farm", of: nil)]
    case .duplicate: [.alertDismissed(id: id, as: .duplicate, reason: "", of: other)]
    }
  }

  @Test(arguments: AlertState.allCases, 0..<5)
  func `an alert goes only where its state allows`(from: AlertState, step: Int) throws {
    var log = Log()
    let id = try log.raise("a")
    let other = try log.raise("b")
    for act in Self.path(to: from, id, other) { try log.take(act) }
    let steps: [(act: Act, allowed: [AlertState], to: AlertState)] = [
      (.alertAcknowledged(id: id, note: "n"), [.new], .acknowledged),
      (.alertActioned(id: id, note: "n"), [.new, .acknowledged], .actioned),
      (
        .alertDismissed(id: id, as: .falseAlarm, reason: "r", of: nil), [.new, .acknowledged],
        .falseAlarm
      ),
      (
        .alertDismissed(id: id, as: .duplicate, reason: "", of: other), [.new, .acknowledged],
        .duplicate
      ),
      (
        .caseOpened(id: "CS-0001", title: "t", alertIDs: [id], note: ""),
        [.new, .acknowledged, .actioned], .actioned
      ),
    ]
    let (act, allowed, goal) = steps[step]
    if allowed.contains(from) {
      try log.take(act)
      #expect(log.book.alerts[id]?.state == goal)
    } else {
      let error = #expect(throws: ActError.self) { try log.take(act) }
      #expect(error?.kind == .forbiddenByState)
      #expect(error?.message.contains(from.rawValue) == true)
      #expect(log.book.alerts[id]?.state == from)
    }
  }

  @Test func `what is not there, not said or said twice is refused in words`() throws {
    var log = Log()
    let id = try log.raise("a")
    let cases: [(Act, ActError.Kind)] = [
      (.alertAcknowledged(id: "AL-0", note: ""), .notFound),
      (.alertDismissed(id: id, as: .falseAlarm, reason: " ", of: nil), .invalid),
      (.alertDismissed(id: id, as: .duplicate, reason: "r", of: nil), .invalid),
      (.alertDismissed(id: id, as: .duplicate, reason: "r", of: id), .invalid),
      (.alertDismissed(id: id, as: .duplicate, reason: "r", of: "AL-0"), .invalid),
      (.caseOpened(id: "CS-0001", title: " ", alertIDs: [id], note: ""), .invalid),
      (.caseOpened(id: "CS-0001", title: "t", alertIDs: [], note: ""), .invalid),
      (.caseOpened(id: "CS-0001", title: "t", alertIDs: [id, id], note: ""), .invalid),
      (.caseOpened(id: "CS-0001", title: "t", alertIDs: ["AL-0"], note: ""), .notFound),
      (.caseAssigned(id: "CS-0001", assignee: "x"), .notFound),
    ]
    for (act, kind) in cases {
      let error = #expect(throws: ActError.self) { try log.take(act) }
      #expect(error?.kind == kind, "\(act)")
      #expect(error?.next.isEmpty == false)
    }
    #expect(log.records.count == 1)
  }

  @Test func `an alert belongs to one case, and cases are numbered`() throws {
    var log = Log()
    let id = try log.raise("a")
    let other = try log.raise("b")
    #expect(log.book.nextCaseID == "CS-0001")
    try log.take(.caseOpened(id: "CS-0001", title: "t", alertIDs: [id], note: ""))
    #expect(log.book.nextCaseID == "CS-0002")
    #expect(log.book.alerts[id]?.caseID == "CS-0001")
    #expect(throws: ActError.self) {
      try log.take(.caseOpened(id: "CS-0001", title: "t", alertIDs: [other], note: ""))
    }
    #expect(throws: ActError.self) {
      try log.take(.caseOpened(id: "CS-0002", title: "t", alertIDs: [other, id], note: ""))
    }
    #expect(throws: ActError.self) { try log.take(.caseAssigned(id: "CS-0001", assignee: "")) }
    try log.take(.caseAssigned(id: "CS-0001", assignee: "Analyst 2"))
    #expect(log.book.cases["CS-0001"]?.assignee == "Analyst 2")
    #expect(log.book.cases["CS-0001"]?.clauseIDs == ["1"])
    #expect(log.book.cases["CS-0001"]?.history.map(\.type) == ["case.opened", "case.assigned"])
  }

  @Test(arguments: AlertState.allCases)
  func `an alert that its event leaves keeps what a person did, also when it comes back`(
    state: AlertState
  ) throws {
    var log = Log()
    let id = try log.raise("a")
    let other = try log.raise("b")
    for act in Self.path(to: state, id, other) { try log.take(act) }
    let before = try #require(log.book.alerts[id])
    let event = event("a")
    for act in log.book.proposals(forWithdrawn: event.id, into: "EV-x") {
      try log.take(act, by: Record.rules)
    }
    let gone = try #require(log.book.alerts[id])
    #expect(gone.isWithdrawn)
    #expect(gone.state == (state == .new ? .duplicate : state))
    #expect(gone.replacedBy != nil || state == .falseAlarm)
    for act in log.book.proposals(for: event, hits: [hit(event)]) {
      try log.take(act, by: Record.rules)
    }
    let back = try #require(log.book.alerts[id])
    #expect(!back.isWithdrawn)
    #expect(back.state == state)
    #expect(back.replacedBy == before.replacedBy)
    #expect(
      back.history.map(\.type).prefix(before.history.count) == before.history.map(\.type)[...])
  }

  @Test func `an event that no longer fits a clause takes its alert back`() throws {
    var log = Log()
    let id = try log.raise("a")
    let event = event("a")
    #expect(log.book.proposals(for: event, hits: [hit(event)]).isEmpty)
    let acts = log.book.proposals(for: event, hits: [])
    #expect(acts == [.alertWithdrawn(id: id, into: nil)])
    for act in acts { try log.take(act, by: Record.rules) }
    #expect(log.book.alerts[id]?.state == .falseAlarm)
    #expect(log.book.proposals(for: event, hits: []).isEmpty)
  }
}
