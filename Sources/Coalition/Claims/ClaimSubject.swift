// What is a statement about, so that it can be held against others? The structure that rules need.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A question that several statements answer.
public struct ClaimSubject: Hashable, Sendable {
  /// When two answers cannot both hold.
  public enum Rule: String, CaseIterable, Sendable {
    /// Ranges that have no value in common; a part that is larger than the whole.
    case range
    /// One says yes and the other no; one says yes and the other that it is open.
    case stance
    /// Lists of possibilities that have none in common; also stances on the same possibility.
    case alternatives
    /// Complete lists that differ.
    case exact
    /// A least value that lies above a greatest one.
    case bounds
    /// Several names for one thing.
    case names
  }

  public var id: String
  /// Contradictions are told by topic; several questions may belong to one.
  public var topic: String
  public var title: LocalText
  public var rule: Rule
  /// The unit of ranges; others must be convertible.
  public var unit: String?
  /// Answers that differ in these are about different things: phase, aspect …
  public var separates: [String]
  /// Answers that differ in these are held against each other, and the difference is named with them.
  public var explains: [String]
  /// The whole that answers about others are parts of.
  public var whole: String?

  public init(
    id: String, topic: String, title: LocalText, rule: Rule, unit: String? = nil,
    separates: [String] = [], explains: [String] = [], whole: String? = nil
  ) {
    self.id = id
    self.topic = topic
    self.title = title
    self.rule = rule
    self.unit = unit
    self.separates = separates
    self.explains = explains
    self.whole = whole
  }
}

/// One answer: what a statement says on a subject.
public struct Assertion: Hashable, Sendable {
  public enum Stance: String, CaseIterable, Sendable { case yes, no, open }
  public enum Bound: String, CaseIterable, Sendable { case least, most }

  public var claim: String
  public var subject: String
  /// Whom or what the answer is about; nil where the subject leaves no choice.
  public var about: String?
  public var stance: Stance
  public var range: Estimate?
  public var bound: Bound?
  /// Possibilities, a complete list, or names.
  public var values: [String]
  /// What tells the answer from others: phase, aspect, version …
  public var dimensions: [String: String]
  /// Days since 1970-01-01 on which the answer holds; without an end it goes on.
  public var fromDay: Int
  public var untilDay: Int?
  /// Why the statement is read so, where that is not plain.
  public var note: String?
  public var place: FilePlace

  public init(
    claim: String, subject: String, about: String? = nil, stance: Stance = .yes,
    range: Estimate? = nil, bound: Bound? = nil, values: [String] = [],
    dimensions: [String: String] = [:], fromDay: Int, untilDay: Int? = nil, note: String? = nil,
    place: FilePlace = .none
  ) {
    self.claim = claim
    self.subject = subject
    self.about = about
    self.stance = stance
    self.range = range
    self.bound = bound
    self.values = values
    self.dimensions = dimensions
    self.fromDay = fromDay
    self.untilDay = untilDay
    self.note = note
    self.place = place
  }
}

extension Claim.Status {
  /// What the status says by itself.
  public var stance: Assertion.Stance {
    switch self {
    case .confirmed, .offered, .discussed: .yes
    case .ruledOut: .no
    case .speculative: .open
    }
  }
}
