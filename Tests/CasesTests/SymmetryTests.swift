// What A may do B may do: a whole case with the sides exchanged comes out as its mirror image.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Making
import Notation
import Testing

struct SymmetryTests {
  /// A case with everything that parties do in it; `a` and `b` are the two sides.
  private static func story(_ a: Party, _ b: Party) throws -> Script {
    var script = Script()
    try script.open("2", class: .serious)
    try script.verify()
    try script.take(
      .party(
        .allegationLogged(
          id: "AG-0001", source: a == .a ? .partyA : .partyB, against: b, clauseID: "2",
          happened: nil, place: "Orlyn", text: "They fired.")), by: "Liaison")
    try script.take(
      .party(.allegationMatched(id: "AG-0001", alertIDs: [], caseID: "CS-0001", note: "")), by: "L")
    try script.step(.verified)
    for party in [a, b] { try script.notify(party) }
    try script.take(
      .party(.noticeAcknowledged(caseID: "CS-0001", party: b, number: 1)), by: "Delegate")
    var content = Script.content(b == .a ? .partyA : .partyB)
    content.clause = ClauseReference(id: "2", version: 3)
    try script.draft(content)
    try script.review()
    try script.makeInterim()
    try script.release(to: a.audience)
    try script.release(to: b.audience)
    try script.step(.withParties)
    try script.issue()
    try script.answer(a, .accept)
    script.nowMs += 48 * hourMs
    try script.answer(b, .disputeResponsibility)
    try script.take(
      .party(
        .pointConsidered(
          answer: "AN-0002", point: 1, .rejected, reason: "The tracks.", taskID: nil)), by: "O")
    try script.take(
      .docket(
        .filed(
          id: "DK-0001", caseID: "CS-0001", findingID: "F-0001",
          clause: ClauseReference(id: "2", version: 3), question: .responsibility, text: "Whose?",
          meetingAtMs: script.nowMs + 30 * hourMs)), by: "Liaison")
    for party in [a, b] {
      try script.take(
        .docket(
          .paperFiled(
            id: "DK-0001", side: party == .a ? .partyA : .partyB, text: "Ours.", attachments: [])),
        by: "Delegate")
      script.nowMs += 10 * hourMs
    }
    let positions = [a: "It was they.", b: "It was not we."]
    try script.take(
      .docket(
        .decided(
          "DK-0001",
          manner: .chairStatement, positionA: positions[.a] ?? "", positionB: positions[.b] ?? "",
          votes: [(a, .yes), (b, .no)])), by: "Chair")
    try script.take(
      .liaison(
        .callLogged(
          id: "HL-0001", party: a, .fromParty, caller: "Desk", about: "Fire",
          calledAtMs: script.nowMs - minuteMs)), by: "Liaison")
    return script
  }

  /// The text with A for B and B for A, wherever a side stands by itself.
  private static func mirrored(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string("A"): "B"
    case .string("B"): "A"
    case .string("Delegate A"): "Delegate B"
    case .string("Delegate B"): "Delegate A"
    case .array(let elements): .array(elements.map(mirrored))
    case .object(let members):
      .object(
        members.map { member in
          let names = ["position_a": "position_b", "position_b": "position_a"]
          return .init(names[member.name] ?? member.name, mirrored(member.value))
        })
    default: value
    }
  }

  private static func sorted(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let elements): .array(elements.map(sorted))
    case .object(let members):
      .object(
        members.map { .init($0.name, sorted($0.value)) }.sorted { $0.name < $1.name })
    default: value
    }
  }

  @Test func `with A and B exchanged the records, states, rights and clocks are exchanged`() throws
  {
    let one = try Self.story(.a, .b)
    let other = try Self.story(.b, .a)
    #expect(one.records.count == other.records.count)
    for (left, right) in zip(one.records, other.records) {
      // The digest of a release has the audience in it.
      guard left.act.type != "finding.released" else { continue }
      #expect(Self.sorted(Self.mirrored(left.json)) == Self.sorted(right.json), "\(left.act.type)")
    }
    for party in Party.allCases {
      let mirror: Party = party == .a ? .b : .a
      let (left, right) = (one.referee.files["CS-0001"], other.referee.files["CS-0001"])
      #expect(left?.notices(to: party).map(\.dueMs) == right?.notices(to: mirror).map(\.dueMs))
      #expect(left?.state == right?.state)
      let answers = { (script: Script, side: Party) in
        script.referee.answers.values.filter { $0.party == side }.map(\.lateMs)
      }
      #expect(answers(one, party) == answers(other, mirror))
      #expect(!answers(one, party).isEmpty)
      let papers = { (script: Script, side: Party) in
        script.referee.docket["DK-0001"]?.papers.filter { $0.side.party == side }.map(\.lateMs)
      }
      #expect(papers(one, party) == papers(other, mirror))
      let clocks = { (script: Script, side: Party) in
        script.book.clocks(ofCase: "CS-0001", terms).filter { $0.party == side }.map {
          [$0.startMs, $0.dueMs, $0.doneMs ?? -1]
        }
      }
      #expect(clocks(one, party) == clocks(other, mirror))
      #expect(clocks(one, party).count == 3)
    }
    #expect(one.referee.findings["F-0001"]?.state == other.referee.findings["F-0001"]?.state)
    #expect(one.referee.findings["F-0001"]?.state == .contested)
  }

  @Test func `every act that one side may do the other may do as its own`() throws {
    let one = try Self.story(.a, .b)
    let other = try Self.story(.b, .a)
    var sides: Set<Party> = []
    for (left, right) in zip(one.records, other.records) {
      guard case .referee(let act) = left.act, case .referee(let mirror) = right.act else {
        continue
      }
      #expect(act.actingParty == mirror.actingParty.map { $0 == .a ? .b : .a })
      if let party = act.actingParty { sides.insert(party) }
    }
    #expect(sides == [.a, .b])
  }
}

extension DocketAct {
  /// A decision with votes of the two sides, for tests.
  static func decided(
    _ id: String, manner: DocketDecision.Manner, positionA: String, positionB: String,
    votes: [(party: Party, word: DocketVote.Word)]
  ) -> DocketAct {
    .decided(
      id: id,
      DocketDecision(
        number: "D-0001", manner: manner, effect: .none, text: "Both positions stand.",
        votes: votes.map {
          DocketVote(member: "Member", side: $0.party == .a ? .partyA : .partyB, word: $0.word)
        }, positionA: positionA, positionB: positionB))
  }
}
