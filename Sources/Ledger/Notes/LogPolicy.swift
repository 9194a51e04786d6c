// Who must have signed a checkpoint before it is relied on? A C2SP tlog-policy file.
//
// SPDX-License-Identifier: Apache-2.0

/// The logs that are accepted, the witnesses that are known, and how many of whom must have cosigned.
public struct LogPolicy: Hashable, Sendable {
  public struct Log: Hashable, Sendable {
    public let key: VerifierKey
    public let url: String?
  }

  public struct Witness: Hashable, Sendable {
    /// Its name inside the policy.
    public let name: String
    public let key: VerifierKey
    /// Its submission prefix.
    public let url: String?
  }

  /// A witness, or a group of which `threshold` members must agree.
  indirect enum Party: Hashable, Sendable {
    case witness(VerifierKey, name: String)
    case group(name: String, threshold: Int, members: [Party])
  }

  static let byteCountMax = 1_000_000
  /// Of logs, of witnesses and of groups, each.
  static let countMax = 1_000

  public let logs: [Log]
  public let witnesses: [Witness]
  /// Nil where no cosignature is asked for.
  let quorum: Party?

  /// Reads the bytes of a policy file.
  ///
  /// - Throws: `PolicyError` with the line.
  public init(_ bytes: [UInt8]) throws(PolicyError) {
    var reader = PolicyReader()
    try reader.read(bytes)
    guard let quorum = reader.quorum else { throw PolicyError(line: nil, .noQuorum) }
    (logs, witnesses, self.quorum) = (reader.logs, reader.witnesses, quorum.party)
  }

  /// One log, and any `threshold` of the witnesses; 0 for none.
  public init(
    log: VerifierKey, witnesses: [VerifierKey] = [], threshold: Int = 0
  ) throws(PolicyError) {
    var text = "log \(log.text)\n"
    for (position, key) in witnesses.enumerated() { text += "witness w\(position) \(key.text)\n" }
    let names = witnesses.indices.map { "w\($0)" }.joined(separator: " ")
    text += threshold == 0 ? "quorum none\n" : "group all-w \(threshold) \(names)\nquorum all-w\n"
    try self.init(Array(text.utf8))
  }

  /// The policy with further logs, where a file names none because the log is known from elsewhere.
  public func adding(logs keys: [VerifierKey]) -> LogPolicy {
    LogPolicy(self, logs: logs + keys.map { Log(key: $0, url: nil) })
  }

  private init(_ policy: LogPolicy, logs: [Log]) {
    self.logs = logs
    (witnesses, quorum) = (policy.witnesses, policy.quorum)
  }

  /// All keys that a note is opened with.
  public var keys: [VerifierKey] { logs.map(\.key) + witnesses.map(\.key) }

  /// Whether enough of the right witnesses are among the keys that signed.
  public func isSatisfied(by keys: Set<VerifierKey>) -> Bool {
    quorum.map { $0.isSatisfied(by: keys) } ?? true
  }

  /// Who would have to sign as well: `c`, or `1 more of a, b, c`. Empty where the quorum is met.
  public func missing(from keys: Set<VerifierKey>) -> [String] {
    quorum.map { $0.missing(from: keys) } ?? []
  }

  /// A policy for a mission that two parties must both believe: two of three (or the majority of)
  /// neutral witnesses, and the witness of each party.
  public static func text(
    log: VerifierKey, neutral: [VerifierKey], parties: [VerifierKey]
  ) -> String {
    var lines = ["log \(log.text)", "", "# neutral witnesses"]
    lines += neutral.enumerated().map { "witness neutral-\($0 + 1) \($1.text)" }
    lines += ["", "# one witness of each party"]
    lines += parties.enumerated().map { "witness party-\($0 + 1) \($1.text)" }
    let names = neutral.indices.map { "neutral-\($0 + 1)" }
    var all = parties.indices.map { "party-\($0 + 1)" }
    lines.append("")
    if !names.isEmpty {
      lines.append("group neutral \(names.count / 2 + 1) \(names.joined(separator: " "))")
      all.insert("neutral", at: 0)
    }
    if !all.isEmpty { lines.append("group everyone all \(all.joined(separator: " "))") }
    lines.append("quorum \(all.isEmpty ? "none" : "everyone")")
    return lines.joined(separator: "\n") + "\n"
  }
}

extension LogPolicy.Party {
  func isSatisfied(by keys: Set<VerifierKey>) -> Bool {
    switch self {
    case .witness(let key, _): keys.contains(key)
    case .group(_, let threshold, let members):
      members.count { $0.isSatisfied(by: keys) } >= threshold
    }
  }

  func missing(from keys: Set<VerifierKey>) -> [String] {
    guard !isSatisfied(by: keys) else { return [] }
    guard case .group(_, let threshold, let members) = self else { return [name] }
    let lacking = members.filter { !$0.isSatisfied(by: keys) }
    if threshold == members.count { return lacking.flatMap { $0.missing(from: keys) } }
    let count = threshold - (members.count - lacking.count)
    return ["\(count) more of \(lacking.map(\.name).joined(separator: ", "))"]
  }

  private var name: String {
    switch self {
    case .witness(_, let name), .group(let name, _, _): name
    }
  }
}
