// What do people do on the way from an alert to a finding that both parties can answer?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// The acts of verification officer, reviewer, issuer, liaison officer and delegate.
public enum RefereeAct: Hashable, Sendable {
  case casework(CaseworkAct)
  case task(TaskAct)
  case finding(FindingAct)
  case party(PartyAct)
  case docket(DocketAct)
  case liaison(LiaisonAct)

  /// `finding.drafted`, `answer.filed`, …
  public var type: String {
    switch self {
    case .casework(let act): act.type
    case .task(let act): act.type
    case .finding(let act): act.type
    case .party(let act): act.type
    case .docket(let act): act.type
    case .liaison(let act): act.type
    }
  }

  /// The side that acts by itself here; nil for acts of the Mission. Only that side's own people may.
  public var actingParty: Party? {
    switch self {
    case .party(let act): act.actingParty
    case .docket(.paperFiled(_, let side, _, _)): side.party
    case .casework, .task, .finding, .docket, .liaison: nil
    }
  }

  /// What stands beside it in a history.
  var note: String {
    switch self {
    case .casework(let act): act.note
    case .task(let act): act.note
    case .finding(let act): act.note
    case .party(let act): act.note
    case .docket(let act): act.note
    case .liaison(let act): act.note
    }
  }
}

/// When something was recorded: by the clock on the wall, and its place in the log, which no setting
/// of that clock changes.
public struct Moment: Hashable, Sendable {
  public let atMs: Int64
  public let sequence: UInt64

  public init(atMs: Int64, sequence: UInt64) { (self.atMs, self.sequence) = (atMs, sequence) }
}

/// Who did it, and when.
public struct Deed: Hashable, Sendable {
  public let by: String
  public let at: Moment

  init(_ record: Record) {
    by = record.actor
    at = Moment(atMs: record.atMs, sequence: record.sequence)
  }
}

/// A clause in one of its versions.
public struct ClauseReference: Hashable, Sendable, CustomStringConvertible {
  public let id: String
  public let version: Int

  public init(id: String, version: Int) { (self.id, self.version) = (id, version) }

  /// `7 v3`.
  public var description: String { "\(id) v\(version)" }
}

/// Whether two names are of one person; a name that was erased is nobody's.
func isSamePerson(_ one: String, _ other: String) -> Bool {
  func folded(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
  }
  guard one != Record.withheldText, other != Record.withheldText else { return false }
  return folded(one) == folded(other)
}

/// Running numbers: `CS-0001`, `F-0001`, `D-0001`.
func numbered(_ prefix: String, _ number: Int) -> String {
  let digits = String(number)
  return prefix + "-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}
