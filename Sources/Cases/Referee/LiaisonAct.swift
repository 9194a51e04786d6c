// Who called whom and was answered when, who was told of a serious breach, who took the shift over?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A call on the hotline.
public struct HotlineCall: Hashable, Sendable {
  public enum Direction: String, CaseIterable, Hashable, Sendable {
    case fromParty = "from_party"
    case toParty = "to_party"
  }

  public let id: String
  public let party: Party
  public let direction: Direction
  public let caller: String
  public let about: String
  public let calledAtMs: Int64
  public let logged: Deed
  public internal(set) var answeredAtMs: Int64?
  public internal(set) var answeredBy: String?
  public internal(set) var answered: Deed?
}

/// Which of the notices that clause 26 asks for.
public enum GuaranteeStage: String, CaseIterable, Hashable, Sendable {
  case firstKnowledge = "first_knowledge"
  case interim, issued
}

/// A notice to the guarantors of a serious breach. It says when; it recommends nothing.
public struct GuaranteeNotice: Hashable, Sendable {
  public let caseID: String
  public let stage: GuaranteeStage
  public let guarantors: [String]
  /// The reference time that the clause names.
  public let referenceMs: Int64
  public let given: Deed
}

/// What one shift leaves to the next.
public struct ShiftHandover: Hashable, Sendable {
  public let id: String
  /// Who takes over.
  public let to: String
  public let text: String
  /// Ids of what is open: alerts, cases, tasks, calls.
  public let openItems: [String]
  public let handedOver: Deed
  public internal(set) var takenOver: Deed?
}

/// Acts of the liaison desk and the operations room.
public enum LiaisonAct: Hashable, Sendable {
  case callLogged(
    id: String, party: Party, HotlineCall.Direction, caller: String, about: String,
    calledAtMs: Int64)
  case callAnswered(id: String, answeredAtMs: Int64, answeredBy: String)
  case guarantorsNotified(
    caseID: String, GuaranteeStage, guarantors: [String], referenceMs: Int64)
  case shiftHandedOver(id: String, to: String, text: String, openItems: [String])
  case shiftTakenOver(id: String, note: String)

  public var type: String {
    switch self {
    case .callLogged: "call.logged"
    case .callAnswered: "call.answered"
    case .guarantorsNotified: "guarantors.notified"
    case .shiftHandedOver: "shift.handed_over"
    case .shiftTakenOver: "shift.taken_over"
    }
  }

  var note: String {
    switch self {
    case .callLogged(let id, let party, _, _, let about, _):
      "\(id) Party \(party.rawValue): \(about)"
    case .callAnswered(let id, _, let by): "\(id) \(by)"
    case .guarantorsNotified(_, let stage, let guarantors, _):
      "\(stage.rawValue): \(guarantors.joined(separator: ", "))"
    case .shiftHandedOver(let id, let to, _, _): "\(id) \(to)"
    case .shiftTakenOver(let id, let note): "\(id) \(note)"
    }
  }
}
