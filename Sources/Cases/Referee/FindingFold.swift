// What may follow what in a finding? Drafter, reviewer and issuer are three people, and nothing is skipped.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements

extension RefereeBook {
  func finding(_ id: String) throws(ActError) -> Finding {
    guard let finding = findings[id] else {
      throw ActError(.notFound, "There is no finding \(id).", next: "See 'truceline finding list'.")
    }
    return finding
  }

  func version(_ id: String, _ number: Int) throws(ActError) -> FindingVersion {
    guard let version = try finding(id).version(number) else {
      throw ActError(.notFound, "\(id) has no version \(number).", next: "See its versions.")
    }
    return version
  }

  private func require(
    _ id: String, _ version: FindingVersion, _ states: [FindingVersion.State], toBe goal: String
  ) throws(ActError) {
    guard states.contains(version.state) else {
      throw ActError(
        .forbiddenByState,
        "\(id) v\(version.number) is \(version.state.rawValue) and cannot be \(goal).",
        next: "Only a version that is \(states.map(\.rawValue).joined(separator: " or ")) can.")
    }
  }

  func check(_ act: FindingAct, _ record: Record) throws(ActError) {
    switch act {
    case .drafted(let id, let caseID, let number, let reason, let content):
      try checkDraft(id, caseID, number, reason, content)
    case .revised(let id, let number, let onRevision, let content):
      try checkRevision(id, number, onRevision, content)
    case .draftKept(let id, let number, _, _): _ = try version(id, number)
    case .returned(let id, let number, let reason):
      let version = try version(id, number)
      try require(id, version, [.draft, .reviewed], toBe: "returned")
      try requireText(reason, "a reason")
    case .reviewed(let id, let number, let revision, _):
      try checkReview(id, number, revision, record)
    case .madeInterim(let id, let number, _):
      try require(id, try version(id, number), [.reviewed], toBe: "made interim")
      try checkIssuer(id, number, record)
    case .issued(let id, let number, _): try checkIssue(id, number, record)
    case .released(let id, let number, let to, let withheld, let salts, let digest):
      let version = try version(id, number)
      try requireOther(
        record.actor, than: version.drafters, "Who drafted a version does not release it.")
      try checkRelease(id, version, to, withheld, salts, digest)
    case .unanswered(let id, _): try checkUnanswered(id, record)
    case .madeFinal(let id, _): try checkFinal(id, record)
    }
  }

  // MARK: Drafting

  private func checkDraft(
    _ id: String, _ caseID: String, _ number: Int, _ reason: String, _ content: FindingContent
  ) throws(ActError) {
    let file = try file(caseID)
    guard let known = findings[id] else {
      _ = try openFile(caseID)
      try requireNext(id, nextFindingID)
      guard number == 1 else {
        throw ActError(.invalid, "A finding begins with version 1.", next: "Draft version 1.")
      }
      guard file.state != .open else {
        throw ActError(
          .forbiddenByState, "Case \(caseID) is open and nobody was sent to verify it.",
          next: "Propose a task; a second person approves it.")
      }
      return try checkEvidence(content, file)
    }
    guard known.caseID == caseID else {
      throw ActError(.invalid, "\(id) is of case \(known.caseID).", next: "Name that case.")
    }
    guard number == known.versions.count + 1, known.latest.state != .draft,
      known.latest.state != .reviewed
    else {
      throw ActError(
        .forbiddenByState,
        "\(id) v\(known.latest.number) is \(known.latest.state.rawValue); there is one draft at a "
          + "time.", next: "Revise that version, or have it issued first.")
    }
    try requireText(reason, "the reason for a new version")
    if file.state == .closed, !hasCorrectingDecision(id) { _ = try openFile(caseID) }
    try checkEvidence(content, file)
  }

  private func hasCorrectingDecision(_ id: String) -> Bool {
    docket.values.contains { $0.findingID == id && $0.decision?.effect == .correctFinding }
  }

  private func checkEvidence(_ content: FindingContent, _ file: CaseFile) throws(ActError) {
    for item in content.evidence where file.item(item) == nil {
      throw ActError(
        .invalid, "Case \(file.caseID) has no evidence \(item).", next: "Note it there first.")
    }
    guard Set(content.evidence).count == content.evidence.count else {
      throw ActError(.invalid, "An item of evidence is named twice.", next: "Name each once.")
    }
  }

  private func checkRevision(
    _ id: String, _ number: Int, _ onRevision: Int, _ content: FindingContent
  ) throws(ActError) {
    let version = try version(id, number)
    try require(id, version, [.draft], toBe: "revised")
    guard onRevision == version.revision else {
      let changes = version.changes(since: onRevision)
      let names = changes.map(\.field.rawValue).joined(separator: ", ")
      throw ActError(
        .forbiddenByState,
        "\(id) v\(number) is at revision \(version.revision) by now, and this was written on "
          + "\(onRevision). Changed since: \(names.isEmpty ? "nothing that shows" : names).",
        next: "Your text is kept; join it with what changed, and send it on revision "
          + "\(version.revision).", changes: changes)
    }
    guard let file = files[try finding(id).caseID] else { return }
    try checkEvidence(content, file)
  }

  // MARK: Reviewing and issuing

  private func checkReview(
    _ id: String, _ number: Int, _ revision: Int, _ record: Record
  ) throws(ActError) {
    let version = try version(id, number)
    try require(id, version, [.draft], toBe: "reviewed")
    try requireOther(
      record.actor, than: version.drafters, "Who drafted a version does not review it.")
    guard revision == version.revision else {
      throw ActError(
        .forbiddenByState,
        "\(id) v\(number) is at revision \(version.revision) by now, and \(revision) was reviewed.",
        next: "Read what changed, and review revision \(version.revision).",
        changes: version.changes(since: revision))
    }
    let missing = version.content.missing
    guard missing.isEmpty else {
      throw ActError(
        .forbiddenByState, "\(id) v\(number) is not complete: \(missing.joined(separator: "; ")).",
        next: "Return it to who drafted it, or have it completed.")
    }
  }

  private func checkIssuer(_ id: String, _ number: Int, _ record: Record) throws(ActError) {
    let version = try version(id, number)
    try requireOther(
      record.actor, than: version.drafters, "Who drafted a version does not issue it.")
    try requireOther(
      record.actor, than: version.reviewed.map { [$0.by] } ?? [],
      "Who reviewed a version does not issue it.")
  }

  private func checkIssue(_ id: String, _ number: Int, _ record: Record) throws(ActError) {
    let version = try version(id, number)
    // The interim finding stands before the issued one; a later version need not be interim again.
    let hadInterim = try finding(id).versions.contains { $0.madeInterim != nil }
    try require(
      id, version, hadInterim ? [.reviewed, .interim] : [.interim], toBe: "issued")
    try checkIssuer(id, number, record)
  }

  // MARK: Answers and the end

  private func checkUnanswered(_ id: String, _ record: Record) throws(ActError) {
    let finding = try finding(id)
    guard finding.state == .issued, let version = finding.standing else {
      throw ActError(
        .forbiddenByState, "\(id) is \(finding.state.rawValue), not issued and unanswered.",
        next: "See its answers.")
    }
    guard let file = files[finding.caseID] else { return }
    for party in addressees(of: version) where standingAnswer(of: party, to: finding) == nil {
      guard let notice = file.notices(to: party).last else {
        throw ActError(
          .forbiddenByState, "Party \(party.rawValue) has no notice.", next: "Give it notice.")
      }
      let dueMs = due(notice, at: record.sequence)
      guard record.atMs > dueMs else {
        throw ActError(
          .forbiddenByState, "Party \(party.rawValue) still has time to answer.",
          next: "Wait until its deadline.")
      }
    }
  }

  private func checkFinal(_ id: String, _ record: Record) throws(ActError) {
    let finding = try finding(id)
    guard [.contested, .accepted, .unanswered].contains(finding.state),
      let standing = finding.standing, standing.number == finding.latest.number
    else {
      throw ActError(
        .forbiddenByState, "\(id) is \(finding.state.rawValue) and cannot be final.",
        next: "A finding becomes final when its last version was answered or its deadline is over.")
    }
    try requireOther(record.actor, than: standing.drafters, "Who drafted it does not end it.")
    if let first = missingForFinal(finding, standing).first {
      throw ActError(
        .forbiddenByState, "\(id) cannot be final: \(first.words).", next: first.next)
    }
  }

  private func missingForFinal(_ finding: Finding, _ standing: FindingVersion) -> [MissingStep] {
    guard let file = files[finding.caseID] else { return [] }
    var missing = unconsidered(file)
    for answer in file.answerIDs.compactMap({ answers[$0] }) {
      for point in answer.points.compactMap(\.consideration) {
        if point.outcome == .accepted, let issued = standing.issued,
          issued.at.sequence < point.considered.at.sequence
        {
          missing.append(
            .init(
              "a point of \(answer.id) was accepted after v\(standing.number) was issued",
              "Issue the version that follows from it."))
        }
        if let id = point.taskID, tasks[id]?.isOpen == true {
          missing.append(.init("joint verification \(id) is open", "Report its result."))
        }
      }
    }
    let isDecided = docket.values.contains { $0.findingID == finding.id && $0.decision != nil }
    if finding.state == .contested, !isDecided {
      missing.append(
        .init("it is contested and the commission has not decided", "File a docket item on it."))
    }
    return missing
  }
}

extension FindingContent {
  /// What a version has to say before it can be reviewed, in words.
  public var missing: [String] {
    guard !isWithheld else { return [] }
    var missing: [String] = []
    func need(_ isThere: Bool, _ words: String) { if !isThere { missing.append(words) } }
    func isWritten(_ text: String) -> Bool { text.contains { !$0.isWhitespace } }
    need(isWritten(summary), "the summary is empty")
    need(occurrence != nil, "the occurrence is not judged")
    need(isWritten(occurrenceReasons), "the occurrence has no reasons")
    need(clause != nil && clauseJudgement != nil, "the clause is not judged")
    need(isWritten(clauseReasons), "the judgement of the clause has no reasons")
    need(
      clauseJudgement != .noBreach || isWritten(exemption),
      "no breach: the exemption is not named")
    need(responsibility != nil, "the responsibility is not judged")
    need(intent != nil, "the intent is not judged")
    need(
      responsibility == .outsideMandate || isWritten(responsibilityReasons),
      "the responsibility has no reasons")
    need(
      occurrence == .notEstablished || occurrence == nil || !evidence.isEmpty,
      "it rests on no evidence")
    need(
      occurrence != .notEstablished || clauseJudgement != .breach,
      "what is not established is no breach")
    need(
      occurrence != .notEstablished || (responsibility?.parties ?? []).isEmpty,
      "nobody is responsible for what is not established")
    need(
      responsibility != .outsideMandate || intent == .notAssessed,
      "where the mandate names no side, no intent is assessed")
    return missing
  }
}
