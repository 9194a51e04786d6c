// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Ledger

@Suite struct PolicyTests {
  private let log: VerifierKey
  private let witnesses: [VerifierKey]

  init() throws {
    log = try signer("log.example", 1).verifierKey
    witnesses = try (2..<7).map {
      try signer("w\($0).example", UInt8($0), .cosignature).verifierKey
    }
  }

  private func policy(_ text: String) throws -> LogPolicy { try LogPolicy(Array(text.utf8)) }

  @Test func `the proposed policy asks for two of three neutral witnesses and both parties`() throws
  {
    let text = LogPolicy.text(
      log: log, neutral: Array(witnesses[..<3]), parties: Array(witnesses[3...]))
    let policy = try policy(text)
    // All 32 sets of five witnesses.
    for set in 0..<32 {
      let keys = witnesses.indices.filter { set >> $0 & 1 == 1 }
      let isMet = keys.count { $0 < 3 } >= 2 && keys.contains(3) && keys.contains(4)
      #expect(policy.isSatisfied(by: Set(keys.map { witnesses[$0] })) == isMet, "\(keys)")
      #expect(policy.missing(from: Set(keys.map { witnesses[$0] })).isEmpty == isMet)
    }
    #expect(policy.logs.map(\.key) == [log] && policy.witnesses.count == 5)
  }

  @Test func `addresses, comments, tabs and a quorum of none are read`() throws {
    let policy = try policy(
      "  # a comment\n\n\tlog\t\(log.text)  https://log.example/x \nquorum none\n")
    #expect(policy.logs.first?.url == "https://log.example/x")
    #expect(policy.isSatisfied(by: []))
  }

  @Test func `each fault is told with its line`() throws {
    let (a, b) = (witnesses[0].text, witnesses[1].text)
    let faults: [(String, Int?, PolicyError.Problem)] = [
      ("log \(log.text)\n", nil, .noQuorum),
      ("quorum none\nquorum none\n", 2, .secondQuorum),
      ("witness a \(a)\ngroup g any a a\nquorum g\n", 2, .twice("a")),
      ("witness a \(a)\ngroup g any a\ngroup h any a\nquorum h\n", 3, .twice("a")),
      ("group g any none\nquorum g\n", 1, .unknownName("none")),
      ("witness a \(a)\nwitness a \(b)\nquorum a\n", 2, .nameTaken("a")),
      ("witness a \(log.text)\nquorum a\n", 1, .keyKind("log.example")),
      ("log \(a)\nquorum none\n", 1, .keyKind("w2.example")),
      ("witness a \(a)\ngroup g 01 a\nquorum g\n", 2, .threshold("01", memberCount: 1)),
      ("quorum\n", 1, .form("quorum NAME")), ("quorum none\u{0}\n", 1, .controlCharacter),
      ("quorum none\r\n", 1, .controlCharacter),
    ]
    for (text, line, problem) in faults {
      #expect(throws: PolicyError(line: line, problem), "\(text)") { try policy(text) }
    }
  }

  @Test func `a policy without end is refused in bounded time`() throws {
    let deep = (1...20_000).map { "group g\($0) any g\($0 - 1)\n" }.joined()
    let duration = ContinuousClock().measure {
      #expect(throws: PolicyError.self) {
        try policy("witness g0 \(witnesses[0].text)\n" + deep + "quorum g20000\n")
      }
      #expect(throws: PolicyError.self) {
        try LogPolicy([UInt8](repeating: 0x20, count: 1_000_001))
      }
    }
    #expect(duration < .seconds(5))
  }
}
