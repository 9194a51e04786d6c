// Which statements cannot both hold? Found by rule, pair by pair, and told by topic.
//
// SPDX-License-Identifier: Apache-2.0

/// Two answers to one question that cannot both hold.
public struct Opposition: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// Ranges without a common value.
    case disjointRanges = "disjoint_ranges"
    /// A part that is said to be larger than the whole.
    case partAboveWhole = "part_above_whole"
    /// One says yes, the other no.
    case opposite
    /// One says yes, the other that it is open.
    case doubted
    /// Possibilities without a common one.
    case noCommonPossibility = "no_common_possibility"
    /// Complete lists that differ.
    case differentLists = "different_lists"
    /// A least value above a greatest one.
    case outOfReach = "out_of_reach"
    case severalNames = "several_names"
    /// Statements that wait for each other.
    case circularWait = "circular_wait"
  }

  public let subject: String
  public let first: String
  public let second: String
  public let kind: Kind
  /// True where the same actor said the one after the other: a change, and the later word holds.
  public let isChange: Bool
  /// In what else the answers differ, or one of them does not say: phase, aspect … The contradiction may
  /// be no more than that.
  public let mayBeExplainedBy: [String]
}

/// All oppositions of one topic.
public struct Contradiction: Hashable, Sendable {
  public let topic: String
  /// In the order of the register.
  public let claims: [String]
  public let oppositions: [Opposition]
}

/// Holds every answer against every other one to the same question.
public struct ContradictionSearch {
  private let register: ClaimsRegister
  private let glossary: Glossary
  private let subjects: [String: ClaimSubject]

  public init(register: ClaimsRegister, glossary: Glossary, subjects: [ClaimSubject]) {
    self.register = register
    self.glossary = glossary
    self.subjects = Dictionary(
      subjects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameters:
  ///   - assertions: answers of statements that are in the register.
  ///   - waits: pairs of statements within circles, of which one waits for what the other makes wait.
  ///   - waitsTopic: under which topic those are told.
  ///   - admitted: only statements that this holds for count.
  public func contradictions(
    among assertions: [Assertion], waits: [(first: String, second: String)] = [],
    waitsTopic: String = "conditions",
    admitting admitted: (Claim) -> Bool = { _ in true }
  ) -> [Contradiction] {
    let counted = assertions.filter { register[$0.claim].map(admitted) ?? false }
    var oppositions: [String: Set<Opposition>] = [:]
    for (index, first) in counted.enumerated() {
      for second in counted[(index + 1)...] where second.subject == first.subject {
        guard first.claim != second.claim, let subject = subjects[first.subject],
          let found = opposition(first, second, subject)
        else { continue }
        oppositions[subject.topic, default: []].insert(found)
      }
    }
    for (one, other) in waits where one != other {
      guard [one, other].allSatisfy({ register[$0].map(admitted) ?? false }) else { continue }
      let pair = register.inOrder([one, other])
      oppositions[waitsTopic, default: []].insert(
        Opposition(
          subject: waitsTopic, first: pair[0], second: pair[1], kind: .circularWait,
          isChange: false, mayBeExplainedBy: []))
    }
    return oppositions.sorted { $0.key < $1.key }.map { contradiction($0.key, $0.value) }
  }

  private func contradiction(_ topic: String, _ found: Set<Opposition>) -> Contradiction {
    func rank(_ one: Opposition) -> (String, Int, Int, String) {
      (
        one.subject, register.position(of: one.first), register.position(of: one.second),
        one.kind.rawValue
      )
    }
    return Contradiction(
      topic: topic, claims: register.inOrder(found.flatMap { [$0.first, $0.second] }),
      oppositions: found.sorted { rank($0) < rank($1) })
  }

  // MARK: One pair

  private func opposition(
    _ left: Assertion, _ right: Assertion, _ subject: ClaimSubject
  ) -> Opposition? {
    guard isComparable(left, right, subject), isAtOneTime(left, right),
      let kind = kind(left, right, subject)
    else { return nil }
    let inOrder = register.position(of: left.claim) <= register.position(of: right.claim)
    let (first, second) = inOrder ? (left, right) : (right, left)
    let names = subject.separates + subject.explains
    return Opposition(
      subject: subject.id, first: first.claim, second: second.claim, kind: kind,
      isChange: isChange(left, right),
      mayBeExplainedBy: names.filter { left.dimensions[$0] != right.dimensions[$0] })
  }

  /// Answers about different things are not held against each other; the whole against its parts is.
  private func isComparable(_ left: Assertion, _ right: Assertion, _ subject: ClaimSubject) -> Bool
  {
    for name in subject.separates {
      if let one = left.dimensions[name], let other = right.dimensions[name], one != other {
        return false
      }
    }
    guard let one = left.about, let other = right.about, one != other else { return true }
    return subject.whole == one || subject.whole == other
  }

  private func isAtOneTime(_ left: Assertion, _ right: Assertion) -> Bool {
    left.fromDay <= right.untilDay ?? .max && right.fromDay <= left.untilDay ?? .max
  }

  /// The same actor on another day has changed his word.
  private func isChange(_ left: Assertion, _ right: Assertion) -> Bool {
    guard let one = register[left.claim], let other = register[right.claim],
      one.date.isCertainlyBefore(other.date) || other.date.isCertainlyBefore(one.date),
      let actor = glossary.actor(in: one.attributedTo)
    else { return false }
    return actor == glossary.actor(in: other.attributedTo)
  }

  private func kind(
    _ left: Assertion, _ right: Assertion, _ subject: ClaimSubject
  ) -> Opposition.Kind? {
    switch subject.rule {
    case .range: return rangeKind(left, right, subject)
    case .stance: return stanceKind(left, right)
    case .alternatives:
      let common = !Set(left.values).isDisjoint(with: right.values)
      if common { return stanceKind(left, right) }
      return left.stance == .yes && right.stance == .yes ? .noCommonPossibility : nil
    case .exact:
      guard left.stance == .yes, right.stance == .yes else { return nil }
      return Set(left.values) == Set(right.values) ? nil : .differentLists
    case .names: return Set(left.values) == Set(right.values) ? nil : .severalNames
    case .bounds:
      guard let one = left.range, let other = right.range, left.bound != right.bound else {
        return nil
      }
      let (least, most) = left.bound == .least ? (one, other) : (other, one)
      return least.low > most.high ? .outOfReach : nil
    }
  }

  private func rangeKind(
    _ left: Assertion, _ right: Assertion, _ subject: ClaimSubject
  ) -> Opposition.Kind? {
    guard let one = left.range, let other = right.range else { return nil }
    guard let whole = subject.whole, left.about != right.about,
      let a = left.about, let b = right.about
    else { return one.isApart(from: other) ? .disjointRanges : nil }
    if a == whole { return other.low > one.high ? .partAboveWhole : nil }
    return b == whole && one.low > other.high ? .partAboveWhole : nil
  }

  private func stanceKind(_ left: Assertion, _ right: Assertion) -> Opposition.Kind? {
    switch (left.stance, right.stance) {
    case (.yes, .no), (.no, .yes): .opposite
    case (.yes, .open), (.open, .yes): .doubted
    default: nil
    }
  }
}
