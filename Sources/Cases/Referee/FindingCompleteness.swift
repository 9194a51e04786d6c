// What does a finding have to say before somebody can review it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements

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
