// Which steps of cases do the clauses ask for? Acts as entries of the register that the rules read.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

extension CaseBook {
  /// The step of a case that a record made, for the clauses about verification and guarantees; nil for
  /// other records. The record was applied.
  public func stepEntry(of record: Record) -> RegisterEntry? {
    guard case .referee(let act) = record.act else { return nil }
    switch act {
    case .party(.noticeGiven(let id, let party, let finding, _, _, _)) where finding == nil:
      return entry(record, id, "informed_\(party.rawValue.lowercased())")
    case .party(.answerFiled(_, let id, _, let party, _, _)):
      return entry(record, id, "answer_\(party.rawValue.lowercased())")
    case .party(.extensionGranted(let id, let party, _, let untilMs, _)):
      return entry(record, id, "extended", party, untilMs: untilMs)
    case .finding(.madeInterim(let id, _, _)): return entry(record, ofFinding: id, "interim")
    case .finding(.issued(let id, _, _)): return entry(record, ofFinding: id, "issued")
    case .liaison(.guarantorsNotified(let id, let stage, _, _)):
      let step =
        switch stage {
        case .firstKnowledge: "guarantors_first"
        case .interim: "guarantors_interim"
        case .issued: "guarantors_issued"
        }
      return entry(record, id, step)
    default: return nil
    }
  }

  private func entry(
    _ record: Record, ofFinding id: String, _ step: String
  ) -> RegisterEntry? {
    referee.findings[id].flatMap { entry(record, $0.caseID, step) }
  }

  private func entry(
    _ record: Record, _ caseID: String, _ step: String, _ party: Party? = nil, untilMs: Int64? = nil
  ) -> RegisterEntry {
    RegisterEntry(
      id: "\(caseID).\(step).\(record.sequence)", kind: .caseStep, party: party,
      fromMs: record.atMs, untilMs: untilMs, receivedAtMs: record.atMs,
      attributes: [RegisterAttribute("step", .word(step))], reference: caseID)
  }
}
