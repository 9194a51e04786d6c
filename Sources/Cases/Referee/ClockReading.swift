// Which clocks run? Read from the records and a given time, so that a restart changes none of them.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations
internal import Rules

extension CaseBook {
  /// The clauses that a case is about: those that were chosen, else those of its alerts.
  public func clauses(ofCase id: String) -> [ClauseReference] {
    if let chosen = referee.files[id]?.clauses, !chosen.isEmpty { return chosen }
    var clauses: [ClauseReference] = []
    for alert in alerts(ofCase: id) {
      let clause = ClauseReference(id: alert.hit.clauseID, version: alert.hit.clauseVersion)
      if !clauses.contains(clause) { clauses.append(clause) }
    }
    return clauses
  }

  public func alerts(ofCase id: String) -> [Alert] {
    (cases[id]?.alertIDs ?? []).compactMap { alerts[$0] }
  }

  /// The events of a case, each once, however many alerts there are of it; in order of their ids.
  public func eventIDs(ofCase id: String) -> [String] {
    Set(alerts(ofCase: id).map(\.hit.eventID)).sorted()
  }

  /// Every clock of a case, in the order of the work.
  public func clocks(ofCase id: String, _ terms: ClockTerms) -> [Clock] {
    guard let file = referee.files[id] else { return [] }
    let clauses = clauses(ofCase: id)
    var clocks = opening(file, terms)
    clocks += notices(file, terms.shortestMs(clauses) { $0.notifyPartiesH })
    clocks += findings(file, clauses, terms)
    clocks += referee.answerClocks(file)
    clocks += file.taskIDs.compactMap { referee.tasks[$0] }.compactMap { referee.clock($0) }
    clocks += file.docketIDs.compactMap { referee.docket[$0] }.flatMap { referee.clocks($0) }
    return clocks + guarantee(file, clauses, terms)
  }

  private func opening(_ file: CaseFile, _ terms: ClockTerms) -> [Clock] {
    let raised = alerts(ofCase: file.caseID).compactMap(\.history.first)
    guard
      let first = raised.map({ referee.now($0.atMs, $0.sequence) }).min()
    else { return [] }
    return [
      Clock(
        .caseOpened, file.caseID, caseID: file.caseID, startMs: first,
        dueMs: first + terms.caseMs, doneMs: referee.now(file.opened))
    ]
  }

  private func notices(_ file: CaseFile, _ ms: Int64?) -> [Clock] {
    guard let ms else { return [] }
    let startMs = referee.now(file.opened)
    return Party.allCases.map { party in
      Clock(
        .partyNotified, file.caseID, caseID: file.caseID, party: party, startMs: startMs,
        dueMs: startMs + ms, doneMs: file.notices(to: party).first.map { referee.now($0.given) })
    }
  }

  private func findings(
    _ file: CaseFile, _ clauses: [ClauseReference], _ terms: ClockTerms
  ) -> [Clock] {
    let startMs = referee.now(file.opened)
    let versions = file.findingIDs.compactMap { referee.findings[$0] }.flatMap(\.versions)
    let interim = versions.compactMap { $0.madeInterim ?? $0.issued }.map { referee.now($0) }.min()
    let issued = versions.compactMap(\.issued).map { referee.now($0) }.min()
    func clock(_ kind: ClockKind, _ ms: Int64?, _ doneMs: Int64?) -> Clock? {
      ms.map {
        Clock(
          kind, file.caseID, caseID: file.caseID, startMs: startMs, dueMs: startMs + $0,
          doneMs: doneMs)
      }
    }
    return [
      clock(.interimFinding, terms.shortestMs(clauses) { $0.interimH }, interim),
      clock(.issuedFinding, terms.shortestMs(clauses) { $0.issuedH }, issued),
    ].compactMap { $0 }
  }

  // MARK: Guarantee

  /// When a serious breach happened and was first known; nil for a case that no guarantee is about.
  public func guaranteeTimes(
    ofCase id: String, _ terms: ClockTerms
  ) -> (happenedMs: Int64, firstKnownMs: Int64)? {
    let serious = alerts(ofCase: id).filter { $0.hit.clauseClass == .serious }
    guard let happened = serious.map(\.cited.happened.fromMs).min(),
      let known = serious.map(\.cited.knownAtMs).min(),
      terms.shortestMs(clauses(ofCase: id), { $0.guaranteeNoticeH }) != nil
    else { return nil }
    return (happened, known)
  }

  private func guarantee(
    _ file: CaseFile, _ clauses: [ClauseReference], _ terms: ClockTerms
  ) -> [Clock] {
    guard let times = guaranteeTimes(ofCase: file.caseID, terms),
      let noticeMs = terms.shortestMs(clauses, { $0.guaranteeNoticeH })
    else { return [] }
    let notice = file.guaranteeNotices.first { $0.stage == .firstKnowledge }
    let notifiedMs = notice.map { referee.now($0.given) }
    var clocks = [
      Clock(
        .guarantorsNotified, file.caseID, caseID: file.caseID, startMs: times.firstKnownMs,
        dueMs: times.firstKnownMs + noticeMs, doneMs: notifiedMs)
    ]
    let references: [(GuaranteeReference, Int64?)] = [
      (.happened, times.happenedMs), (.firstKnown, times.firstKnownMs), (.notified, notifiedMs),
    ]
    for (kind, hours) in [(ClockKind.guarantee24h, Int64(24)), (.guarantee72h, 72)] {
      for case (let reference, let startMs?) in references {
        clocks.append(
          Clock(
            kind, file.caseID, caseID: file.caseID, reference: reference, startMs: startMs,
            dueMs: startMs + hours * 3_600_000, doneMs: nil))
      }
    }
    return clocks
  }

  // MARK: The shift board

  /// Clocks of alerts that nobody has decided on, of open cases, and of calls that nobody answered;
  /// what is due first stands first.
  public func openClocks(_ terms: ClockTerms) -> [Clock] {
    var clocks: [Clock] = []
    for alert in alerts.values where !alert.isWithdrawn { clocks += open(alert, terms) }
    for file in referee.files.values where file.state != .closed {
      clocks += self.clocks(ofCase: file.caseID, terms).filter(\.isOpen)
    }
    clocks += referee.calls.values.map { referee.clock($0, terms) }.filter(\.isOpen)
    clocks += referee.docket.values.filter { $0.caseID == nil }.flatMap { referee.clocks($0) }
      .filter(\.isOpen)
    return clocks.sorted {
      ($0.dueMs, $0.subject, $0.kind.rawValue, $0.party?.rawValue ?? "")
        < ($1.dueMs, $1.subject, $1.kind.rawValue, $1.party?.rawValue ?? "")
    }
  }

  private func open(_ alert: Alert, _ terms: ClockTerms) -> [Clock] {
    guard alert.state == .new || alert.state == .acknowledged, let raised = alert.history.first
    else { return [] }
    let startMs = referee.now(raised.atMs, raised.sequence)
    let decide = Clock(
      .eventDecided, alert.id, startMs: startMs, dueMs: startMs + terms.decisionMs,
      doneMs: nil)
    guard alert.state == .new else { return [decide] }
    return [
      Clock(
        .alertAcknowledged, alert.id, startMs: startMs, dueMs: startMs + terms.alertMs,
        doneMs: nil), decide,
    ]
  }
}

extension RefereeBook {
  /// A recorded time on the clock as it goes now.
  func now(_ atMs: Int64, _ sequence: UInt64) -> Int64 { atMs + clockShiftMs(after: sequence) }

  func now(_ deed: Deed) -> Int64 { now(deed.at.atMs, deed.at.sequence) }

  public func answerClocks(_ file: CaseFile) -> [Clock] {
    file.notices.map { notice in
      let answer = file.answerIDs.compactMap { answers[$0] }.first {
        $0.party == notice.party && $0.filed.at.sequence > notice.given.at.sequence
      }
      return Clock(
        .partyAnswer, file.caseID, caseID: file.caseID, party: notice.party,
        startMs: now(notice.given), dueMs: now(notice.dueMs, notice.dueSet.sequence),
        doneMs: answer.map { now($0.filed) })
    }
  }

  func clock(_ task: VerificationTask) -> Clock? {
    guard let dueMs = task.dueMs, task.state != .declined else { return nil }
    return Clock(
      .taskDone, task.id, caseID: task.caseID, startMs: now(task.approved ?? task.proposed),
      dueMs: now(dueMs, task.proposed.at.sequence), doneMs: task.ended.map { now($0) })
  }

  public func clocks(_ item: DocketItem) -> [Clock] {
    let startMs = now(item.filed)
    let sequence = item.filed.at.sequence
    let papers = Party.allCases.map { party in
      Clock(
        .docketPapers, item.id, caseID: item.caseID, party: party, startMs: startMs,
        dueMs: now(item.papersDueMs, sequence),
        doneMs: item.papers.first { $0.side.party == party }.map { now($0.filed) }
          ?? item.decided.map { now($0) })
    }
    return papers + [
      Clock(
        .commissionMeeting, item.id, caseID: item.caseID, startMs: startMs,
        dueMs: now(item.meetingAtMs, sequence), doneMs: item.decided.map { now($0) })
    ]
  }

  public func clock(_ call: HotlineCall, _ terms: ClockTerms) -> Clock {
    let startMs = now(call.calledAtMs, call.logged.at.sequence)
    let answered = call.answeredAtMs.flatMap { atMs in
      call.answered.map { now(atMs, $0.at.sequence) }
    }
    return Clock(
      .hotlineAnswered, call.id, party: call.party, startMs: startMs,
      dueMs: startMs + terms.hotlineMs, doneMs: answered)
  }
}
