// Where do all cases, tasks, findings, answers and questions stand? The fold over the referee's records.
//
// SPDX-License-Identifier: Apache-2.0

/// How a clause is to be read, as a decision says.
public struct InterpretationNote: Hashable, Sendable {
  public let clause: ClauseReference
  /// Number of the decision.
  public let decision: String
  public let itemID: String
  public let text: String
  public let decided: Deed
}

/// The referee's work after the first n records.
public struct RefereeBook: Sendable {
  public internal(set) var files: [String: CaseFile] = [:]
  public internal(set) var tasks: [String: VerificationTask] = [:]
  public internal(set) var findings: [String: Finding] = [:]
  public internal(set) var allegations: [String: Allegation] = [:]
  public internal(set) var answers: [String: PartyAnswer] = [:]
  public internal(set) var docket: [String: DocketItem] = [:]
  public internal(set) var calls: [String: HotlineCall] = [:]
  public internal(set) var shifts: [String: ShiftHandover] = [:]
  public internal(set) var interpretations: [InterpretationNote] = []
  /// The docket item of each decision, by the decision's number.
  public internal(set) var decisions: [String: String] = [:]
  /// How often, and at which place in the log, the clock on the wall was set.
  private(set) var clockJumps: [(sequence: UInt64, byMs: Int64)] = []

  public init() {}

  // MARK: Numbers

  public var nextTaskID: String { numbered("TK", tasks.count + 1) }
  public var nextFindingID: String { numbered("F", findings.count + 1) }
  public var nextAllegationID: String { numbered("AG", allegations.count + 1) }
  public var nextAnswerID: String { numbered("AN", answers.count + 1) }
  public var nextDocketID: String { numbered("DK", docket.count + 1) }
  public var nextDecision: String { numbered("D", decisions.count + 1) }
  public var nextCallID: String { numbered("HL", calls.count + 1) }
  public var nextShiftID: String { numbered("SH", shifts.count + 1) }

  // MARK: The fold

  /// - Throws: `ActError` where the state does not allow it, with what is missing.
  func check(_ act: RefereeAct, _ record: Record, in book: CaseBook) throws(ActError) {
    switch act {
    case .casework(let act): try check(act, record, in: book)
    case .task(let act): try check(act, record)
    case .finding(let act): try check(act, record)
    case .party(let act): try check(act, record, in: book)
    case .docket(let act): try check(act, record)
    case .liaison(let act): try check(act, record)
    }
  }

  /// Takes a record that was checked; says which cases it changed.
  mutating func take(_ act: RefereeAct, _ record: Record) -> [String] {
    let deed = Deed(record)
    switch act {
    case .casework(let act):
      take(act, deed)
      return [act.caseID]
    case .task(let act): return take(act, deed)
    case .finding(let act): return take(act, deed)
    case .party(let act): return take(act, deed)
    case .docket(let act): return take(act, deed)
    case .liaison(let act): return take(act, deed)
    }
  }

  mutating func open(_ caseID: String, _ record: Record) {
    files[caseID] = CaseFile(caseID: caseID, opened: Deed(record))
  }

  mutating func noteClockJump(_ byMs: Int64, _ sequence: UInt64) {
    clockJumps.append((sequence, byMs))
  }

  // MARK: Time

  /// By how much the clock on the wall was set between a place in the log and another.
  func clockShiftMs(after: UInt64, before: UInt64 = .max) -> Int64 {
    clockJumps.reduce(0) { sum, jump in
      jump.sequence > after && jump.sequence < before ? sum + jump.byMs : sum
    }
  }

  /// The time of a deadline, set at one place in the log, on the clock as it goes at another.
  func dueMs(_ dueMs: Int64, setAt sequence: UInt64, seenAt record: UInt64) -> Int64 {
    dueMs + clockShiftMs(after: sequence, before: record)
  }
}

extension Sequence where Element == String {
  /// Numbered ids in the order of their numbers.
  public var inOrder: [String] {
    sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }
}

// MARK: What every check asks

extension RefereeBook {
  func file(_ id: String) throws(ActError) -> CaseFile {
    guard let file = files[id] else {
      throw ActError(.notFound, "There is no case \(id).", next: "See 'truceline case list'.")
    }
    return file
  }

  /// A case on which work goes on.
  func openFile(_ id: String) throws(ActError) -> CaseFile {
    let file = try file(id)
    guard file.state != .closed else {
      throw ActError(
        .forbiddenByState, "Case \(id) is closed.",
        next: "Only a numbered decision of the commission reopens it: file a docket item.")
    }
    return file
  }

  func requireText(_ text: String, _ what: String) throws(ActError) {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ActError(.invalid, "This needs \(what).", next: "Write \(what) and send it again.")
    }
  }

  /// Numbers are given in order, so that none is missing.
  func requireNext(_ id: String, _ expected: String) throws(ActError) {
    guard id == expected else {
      throw ActError(
        .forbiddenByState, "\(id) is not the next number.", next: "The next one is \(expected).")
    }
  }

  func requireOther(
    _ actor: String, than others: [String], _ rule: String
  ) throws(ActError) {
    guard let other = others.first(where: { isSamePerson($0, actor) }) else { return }
    throw ActError(
      .forbiddenByState, "\(rule) \(other) cannot do this.", next: "Ask another person.")
  }
}
