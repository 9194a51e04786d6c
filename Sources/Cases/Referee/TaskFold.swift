// What may be done with a task, and what does its result add to the case?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

extension RefereeBook {
  private func task(_ id: String) throws(ActError) -> VerificationTask {
    guard let task = tasks[id] else {
      throw ActError(.notFound, "There is no task \(id).", next: "See the case's tasks.")
    }
    return task
  }

  private func require(
    _ task: VerificationTask, _ states: [TaskState], toBe goal: String
  ) throws(ActError) {
    guard states.contains(task.state) else {
      throw ActError(
        .forbiddenByState, "Task \(task.id) is \(task.state.rawValue) and cannot be \(goal).",
        next: "Only tasks that are \(states.map(\.rawValue).joined(separator: " or ")) can.")
    }
  }

  func check(_ act: TaskAct, _ record: Record) throws(ActError) {
    if case .proposed(let id, let caseID, _, let to, let asked, _) = act {
      try requireNext(id, nextTaskID)
      _ = try openFile(caseID)
      try requireText(to, "who is asked")
      return try requireText(asked, "what is asked")
    }
    let task = try task(act.id)
    let file = try openFile(task.caseID)
    switch act {
    case .proposed: break
    case .approved:
      try require(task, [.proposed], toBe: "approved")
      try requireOther(record.actor, than: [task.proposed.by], "A second person approves a task.")
      guard file.accepted != nil else {
        throw ActError(
          .forbiddenByState, "Case \(file.caseID) has not been accepted.",
          next: "A second officer accepts the case first.")
      }
    case .declined(_, let reason):
      try require(task, [.proposed, .approved], toBe: "declined")
      try requireText(reason, "a reason")
    case .started: try require(task, [.approved], toBe: "started")
    case .done(_, let result):
      try require(task, [.underWay], toBe: "done")
      try requireText(result.text, "the result")
    case .blocked(_, _, let reason):
      try require(task, [.approved, .underWay], toBe: "blocked")
      try requireText(reason, "a reason")
    }
  }

  mutating func take(_ act: TaskAct, _ deed: Deed) -> [String] {
    if case .proposed(let id, let caseID, let kind, let to, let asked, let dueMs) = act {
      tasks[id] = VerificationTask(
        id: id, caseID: caseID, kind: kind, to: to, asked: asked, dueMs: dueMs, state: .proposed,
        proposed: deed)
      files[caseID]?.taskIDs.append(id)
      return [caseID]
    }
    guard var task = tasks[act.id] else { return [] }
    switch act {
    case .proposed: break
    case .approved:
      (task.state, task.approved) = (.approved, deed)
      if files[task.caseID]?.state == .open { files[task.caseID]?.state = .verificationTasked }
    case .declined(_, let reason):
      (task.state, task.ended, task.reason) = (.declined, deed, reason)
    case .started: (task.state, task.started) = (.underWay, deed)
    case .done(_, let result):
      (task.state, task.ended, task.result) = (.done, deed, result)
      if let id = files[task.caseID]?.nextEvidenceID {
        files[task.caseID]?.add(
          EvidenceItem(
            id: id, kind: .task, reference: task.id, bearing: result.bearing, grade: result.grade,
            isRestricted: result.isRestricted, summary: result.text), deed)
      }
    case .blocked(_, let impediment, let reason):
      (task.state, task.ended, task.reason) = (.blocked, deed, reason)
      task.impediment = impediment
      let gap = gap(task, deed, "\(impediment.rawValue): \(reason)")
      files[task.caseID]?.gaps.append(gap)
    }
    tasks[task.id] = task
    return [task.caseID]
  }

  /// Who was sent and could not look leaves a gap, from when he was sent.
  private func gap(_ task: VerificationTask, _ deed: Deed, _ reason: String) -> CoverageGap {
    let from = task.started ?? task.approved ?? deed
    return CoverageGap(
      sensor: task.to, period: Period(fromMs: from.at.atMs, untilMs: deed.at.atMs),
      reason: reason)
  }
}
