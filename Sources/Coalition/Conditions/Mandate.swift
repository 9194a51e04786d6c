// On what legal ground may a contribution come, and is that ground there yet?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A legal basis with its steps. Offers wait for the mandates that they need.
///
/// The mutual defence article of an alliance is none of the kinds: a force outside of the alliance's
/// territory is not covered by it, and a plan must not reckon with it.
public struct Mandate: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case unResolution = "un_resolution"
    case bilateral
    case treaty
    case parliament
    /// Consent of the state on whose ground the force stands.
    case hostConsent = "host_consent"
    /// Consent of the parties to the ceasefire.
    case partiesConsent = "parties_consent"
  }

  public enum Status: String, CaseIterable, Sendable {
    case none, proposed, submitted, adopted, refused
  }

  /// A step on the way: a bill, a vote, a signature.
  public struct Step: Hashable, Sendable {
    public var title: LocalText
    /// Who decides it.
    public var body: String
    public var date: PartialDate?
    public var isDone: Bool
    public var claims: [String]

    public init(
      title: LocalText, body: String, date: PartialDate? = nil, isDone: Bool = false,
      claims: [String] = []
    ) {
      self.title = title
      self.body = body
      self.date = date
      self.isDone = isDone
      self.claims = claims
    }
  }

  /// How a mandate stands on a day.
  public enum Gate: Hashable, Sendable {
    case open
    /// The first step that is still to come, or nil where none is named.
    case notYet(next: Step?)
    case refused
    case notInForceYet(from: PartialDate)
    case expired(on: PartialDate)
  }

  public var id: String
  public var kind: Kind
  public var title: LocalText
  public var state: String?
  public var status: Status
  public var steps: [Step]
  public var from: PartialDate?
  /// The last day on which it holds.
  public var expires: PartialDate?
  /// What it needs first.
  public var waits: [Wait]
  /// Statements on what stands in its way.
  public var blockers: [String]
  public var claims: [String]
  public var assumption: String?
  public var place: FilePlace

  public init(
    id: String, kind: Kind, title: LocalText, state: String? = nil, status: Status = .none,
    steps: [Step] = [], from: PartialDate? = nil, expires: PartialDate? = nil,
    waits: [Wait] = [], blockers: [String] = [], claims: [String] = [],
    assumption: String? = nil, place: FilePlace = .none
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.state = state
    self.status = status
    self.steps = steps
    self.from = from
    self.expires = expires
    self.waits = waits
    self.blockers = blockers
    self.claims = claims
    self.assumption = assumption
    self.place = place
  }

  /// - Parameter day: the day that is asked about; without one, whether the steps are done counts.
  public func gate(on day: PartialDate?) -> Gate {
    if status == .refused { return .refused }
    let next = steps.first { !$0.isDone }
    guard status == .adopted, next == nil else { return .notYet(next: next) }
    if let day {
      if let from, day.lastDay < from.firstDay { return .notInForceYet(from: from) }
      if let expires, day.firstDay > expires.lastDay { return .expired(on: expires) }
    }
    return .open
  }
}
