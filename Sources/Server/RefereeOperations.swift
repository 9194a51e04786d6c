// Which acts of the referee have which address? One table for the routes, the description and the tests.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

/// An act that is posted.
public struct RefereeOperation: Sendable {
  public let path: String
  /// Type of the record that it makes.
  public let type: String
  public let summary: String
  /// Members of the body; those that must be there first, with a star.
  public let body: [String]
  /// Which member of the record the parts of the path are.
  let names: [String: String]

  init(
    _ path: String, _ type: String, _ summary: String, _ body: [String],
    _ names: [String: String]
  ) {
    (self.path, self.type, self.summary, self.body) = (path, type, summary, body)
    self.names = names
  }

  /// - Parameter values: of the parts of the path.
  public func request(
    _ values: [String: String], _ members: [JSONValue.Member]
  ) -> RefereeRequest {
    var request = RefereeRequest(type: type, members: members.filter { $0.name != "actor" })
    for (part, member) in names {
      if let value = values[part] { request.set(member, .string(value)) }
    }
    return request
  }

  public static let all = cases + tasks + findings + parties + docket + liaison

  private static let cases: [RefereeOperation] = [
    .init(
      "/cases/{id}/alerts", "case.alerts_added", "Add alerts to a case.", ["*alerts", "note"],
      ["id": "case"]),
    .init(
      "/cases/{id}/clauses", "case.clauses_chosen", "Choose the candidate clauses.",
      ["*clauses", "note"], ["id": "case"]),
    .init(
      "/cases/{id}/accept", "case.accepted", "A second officer accepts the case.", ["note"],
      ["id": "case"]),
    .init(
      "/cases/{id}/steps", "case.step_proposed", "Propose the next state of a case.",
      ["*to", "*reason"], ["id": "case"]),
    .init(
      "/cases/{id}/steps/approve", "case.step_approved", "A second person approves the step.",
      ["note"], ["id": "case"]),
    .init(
      "/cases/{id}/steps/decline", "case.step_declined", "Decline the proposed step.",
      ["*reason"], ["id": "case"]),
    .init(
      "/cases/{id}/evidence", "case.evidence_noted", "Add an item to the list of evidence.",
      ["*kind", "*reference", "*bearing", "*grade", "*summary", "restricted"], ["id": "case"]),
    .init(
      "/cases/{id}/evidence/{item}/mark", "case.evidence_marked",
      "Mark an item as disputed or restricted.", ["disputed", "restricted", "*reason"],
      ["id": "case", "item": "item"]),
    .init(
      "/cases/{id}/gaps", "case.gap_noted", "Note a time in which a sensor did not look.",
      ["*sensor", "*from", "*until", "*reason"], ["id": "case"]),
    .init(
      "/cases/{id}/reopen", "case.reopened", "Reopen a closed case by a numbered decision.",
      ["*decision", "*reason"], ["id": "case"]),
    .init(
      "/cases/{id}/tasks", "task.proposed", "Propose a verification task.",
      ["*kind", "*to", "*asked", "due"], ["id": "case"]),
    .init(
      "/cases/{id}/findings", "finding.drafted", "Draft a finding on a case.", ["*content"],
      ["id": "case"]),
    .init(
      "/cases/{id}/notices", "notice.given", "Give a party notice of a case or finding.",
      ["*party", "*asked", "place", "due", "finding"], ["id": "case"]),
    .init(
      "/cases/{id}/notices/extend", "notice.extended", "Extend the time to answer, once.",
      ["*party", "*until", "*reason", "notice"], ["id": "case"]),
    .init(
      "/cases/{id}/guarantors", "guarantors.notified", "Note that guarantors were told.",
      ["*stage", "*guarantors", "*reference"], ["id": "case"]),
  ]

  private static let tasks: [RefereeOperation] = [
    .init("/tasks/{id}/approve", "task.approved", "Approve a task.", ["note"], ["id": "task"]),
    .init(
      "/tasks/{id}/decline", "task.declined", "Decline a task.", ["*reason"], ["id": "task"]),
    .init("/tasks/{id}/start", "task.started", "Note that a task began.", ["note"], ["id": "task"]),
    .init(
      "/tasks/{id}/done", "task.done", "Report a task's result; it becomes evidence.",
      ["*bearing", "*grade", "*text", "verified", "restricted", "attachments"], ["id": "task"]),
    .init(
      "/tasks/{id}/block", "task.blocked", "Report why nobody could look; it leaves a gap.",
      ["*impediment", "*reason"], ["id": "task"]),
  ]

  private static let findings: [RefereeOperation] = [
    .init(
      "/findings/{id}/versions", "finding.drafted", "Draft the next version.",
      ["*content", "*reason"], ["id": "finding"]),
    .init(
      "/findings/{id}/revise", "finding.revised",
      "Change a draft; it names the revision that it was written on.",
      ["*content", "*on_revision", "version"], ["id": "finding"]),
    .init(
      "/findings/{id}/return", "finding.returned", "Return a version to who drafted it.",
      ["*version", "*reason"], ["id": "finding"]),
    .init(
      "/findings/{id}/review", "finding.reviewed", "Review a revision of a draft.",
      ["*version", "*revision", "note"], ["id": "finding"]),
    .init(
      "/findings/{id}/interim", "finding.interim", "Make a reviewed version interim.",
      ["*version", "note"], ["id": "finding"]),
    .init(
      "/findings/{id}/issue", "finding.issued", "Issue a version.", ["*version", "note"],
      ["id": "finding"]),
    .init(
      "/findings/{id}/release", "finding.released",
      "Release a version to an audience; digest is that of the preview.",
      ["*to", "withheld", "version", "digest"], ["id": "finding"]),
    .init(
      "/findings/{id}/unanswered", "finding.unanswered", "Note that nobody answered in time.",
      ["note"], ["id": "finding"]),
    .init(
      "/findings/{id}/final", "finding.final", "Make a finding final.", ["note"],
      ["id": "finding"]),
  ]

  private static let parties: [RefereeOperation] = [
    .init(
      "/allegations", "allegation.logged", "Log an allegation.",
      ["*source", "*text", "against", "clause", "from", "until", "place"], [:]),
    .init(
      "/allegations/{id}/match", "allegation.matched", "Match it to alerts or a case.",
      ["alerts", "case", "note"], ["id": "allegation"]),
    .init(
      "/allegations/{id}/unmatched", "allegation.unmatched", "Say that nothing matches.",
      ["*reason"], ["id": "allegation"]),
    .init(
      "/allegations/{id}/answer", "allegation.answered", "Answer an allegation.", ["*text"],
      ["id": "allegation"]),
    .init(
      "/answers/{id}/consider", "answer.considered",
      "The Mission's word on one point of an answer.", ["*point", "*outcome", "*reason", "task"],
      ["id": "id"]),
    .init(
      "/parties/{party}/allegations", "allegation.logged", "A party hands in an allegation.",
      ["*text", "against", "clause", "from", "until", "place"], ["party": "source"]),
    .init(
      "/parties/{party}/cases/{id}/acknowledge", "notice.acknowledged",
      "A party acknowledges a notice; the answer is a receipt.", ["notice"],
      ["party": "party", "id": "case"]),
    .init(
      "/parties/{party}/cases/{id}/answers", "answer.filed",
      "A party answers; the answer is a receipt with the log's proof.",
      ["*kind", "*answer", "finding"], ["party": "party", "id": "case"]),
    .init(
      "/parties/{party}/answers/{id}/add", "answer.added_to", "A party adds to its answer.",
      ["*answer"], ["party": "party", "id": "id"]),
    .init(
      "/parties/{party}/docket/{id}/papers", "docket.paper_filed", "A party files its paper.",
      ["*text", "attachments"], ["party": "side", "id": "item"]),
  ]

  private static let docket: [RefereeOperation] = [
    .init(
      "/docket", "docket.filed", "Put a question to the commission.",
      ["*clause", "*question", "*text", "*meeting", "case", "finding"], [:]),
    .init(
      "/docket/{id}/papers", "docket.paper_filed", "File a paper: A, B or mission.",
      ["*side", "*text", "attachments"], ["id": "item"]),
    .init(
      "/docket/{id}/decide", "docket.decided", "Record a decision or the chair's statement.",
      ["*manner", "*effect", "*text", "votes", "dissent", "position_a", "position_b"],
      ["id": "item"]),
  ]

  private static let liaison: [RefereeOperation] = [
    .init(
      "/hotline", "call.logged", "Log a call.",
      ["*party", "*direction", "*caller", "*about", "called"], [:]),
    .init(
      "/hotline/{id}/answer", "call.answered", "Note when a call was answered, and by whom.",
      ["*answered_by", "answered"], ["id": "call"]),
    .init(
      "/shifts", "shift.handed_over", "Hand over a shift.", ["*to", "*text", "open"], [:]),
    .init(
      "/shifts/{id}/take-over", "shift.taken_over", "Take over a shift.", ["note"],
      ["id": "shift"]),
  ]
}
