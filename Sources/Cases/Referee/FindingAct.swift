// How does a finding go from a draft to an issued version, and to whom is what of it shown?
//
// SPDX-License-Identifier: Apache-2.0

/// Where a finding stands.
public enum FindingState: String, CaseIterable, Hashable, Sendable {
  case draft, reviewed, interim, issued, contested, accepted, unanswered
  case final
  case corrected
}

/// To whom a finding is shown.
public enum Audience: String, CaseIterable, Hashable, Sendable {
  case partyA = "A"
  case partyB = "B"
  case guarantors
  case everybody = "public"
}

/// Why something is not shown; there are no other reasons.
public enum WithholdingReason: String, CaseIterable, Hashable, Sendable {
  case sourceProtection = "source_protection"
  case personalData = "personal_data"
  case safety
}

/// A part of a finding or an item of evidence that an audience does not get.
public struct Withholding: Hashable, Sendable {
  /// A `FindingField`, or an item of evidence (`E3`).
  public let item: String
  public let reason: WithholdingReason
  /// With it the audience can prove later that the item existed unchanged; see `commitment(to:salt:)`.
  public var commitment: String

  public init(item: String, reason: WithholdingReason, commitment: String = "") {
    (self.item, self.reason, self.commitment) = (item, reason, commitment)
  }
}

/// A version of a finding as it was shown to an audience.
public struct FindingRelease: Hashable, Sendable {
  public let audience: Audience
  public let withheld: [Withholding]
  /// One for each withheld item, 16 random bytes in hexadecimal digits; nil where they were erased.
  public let salts: [String]?
  /// Of what was shown, as `ReleasedFinding.digest` makes it.
  public let digest: String
  public let released: Deed
}

/// A text that came too late to be the next revision, kept for who wrote it.
public struct KeptDraft: Hashable, Sendable {
  public let onRevision: Int
  public let content: FindingContent
  public let kept: Deed
}

/// One version of a finding.
public struct FindingVersion: Hashable, Sendable {
  public enum State: String, Hashable, Sendable { case draft, reviewed, interim, issued }

  public let number: Int
  public internal(set) var state: State = .draft
  /// Why there is this version; empty for the first.
  public let reason: String
  public internal(set) var content: FindingContent
  /// Counts from 1 with every text that was taken.
  public internal(set) var revision = 1
  /// Who wrote, in order, each once.
  public internal(set) var drafters: [String]
  public let drafted: Deed
  public internal(set) var reviewed: Deed?
  public internal(set) var madeInterim: Deed?
  public internal(set) var issued: Deed?
  /// Texts of earlier revisions, so that a late writer is told what changed since his.
  public internal(set) var earlier: [FindingContent] = []
  public internal(set) var keptDrafts: [KeptDraft] = []
  /// The last release to each audience is what it has.
  public internal(set) var releases: [FindingRelease] = []

  /// What a text written on that revision did not see.
  public func changes(since revision: Int) -> [FieldChange] {
    guard revision >= 1, revision <= earlier.count else { return [] }
    return earlier[revision - 1].changes(to: content)
  }

  public func release(to audience: Audience) -> FindingRelease? {
    releases.last { $0.audience == audience }
  }
}

/// A statement on a case.
public struct Finding: Hashable, Sendable {
  public let id: String
  public let caseID: String
  public internal(set) var state: FindingState = .draft
  public internal(set) var versions: [FindingVersion]
  /// The version that was final.
  public internal(set) var finalVersion: Int?
  public internal(set) var madeFinal: Deed?
  /// True where it was noted that nobody answered in time; a later answer counts all the same.
  public internal(set) var isUnanswered = false

  public var latest: FindingVersion { versions[versions.count - 1] }

  /// The newest version that was issued, or interim.
  public var standing: FindingVersion? {
    versions.last { $0.state == .issued || $0.state == .interim }
  }

  public func version(_ number: Int) -> FindingVersion? {
    number >= 1 && number <= versions.count ? versions[number - 1] : nil
  }
}

/// Acts on a finding.
public enum FindingAct: Hashable, Sendable {
  case drafted(
    id: String, caseID: String, version: Int, reason: String, content: FindingContent)
  case revised(id: String, version: Int, onRevision: Int, content: FindingContent)
  case draftKept(id: String, version: Int, onRevision: Int, content: FindingContent)
  case returned(id: String, version: Int, reason: String)
  case reviewed(id: String, version: Int, revision: Int, note: String)
  case madeInterim(id: String, version: Int, note: String)
  case issued(id: String, version: Int, note: String)
  case released(
    id: String, version: Int, to: Audience, withheld: [Withholding], salts: [String]?,
    digest: String)
  case unanswered(id: String, note: String)
  case madeFinal(id: String, note: String)

  public var type: String {
    switch self {
    case .drafted: "finding.drafted"
    case .revised: "finding.revised"
    case .draftKept: "finding.draft_kept"
    case .returned: "finding.returned"
    case .reviewed: "finding.reviewed"
    case .madeInterim: "finding.interim"
    case .issued: "finding.issued"
    case .released: "finding.released"
    case .unanswered: "finding.unanswered"
    case .madeFinal: "finding.final"
    }
  }

  public var id: String {
    switch self {
    case .drafted(let id, _, _, _, _), .revised(let id, _, _, _), .draftKept(let id, _, _, _),
      .returned(let id, _, _), .reviewed(let id, _, _, _), .madeInterim(let id, _, _),
      .issued(let id, _, _), .released(let id, _, _, _, _, _), .unanswered(let id, _),
      .madeFinal(let id, _):
      id
    }
  }

  var note: String {
    switch self {
    case .drafted(let id, _, let version, let reason, _): "\(id) v\(version) \(reason)"
    case .revised(let id, let version, _, _), .draftKept(let id, let version, _, _):
      "\(id) v\(version)"
    case .returned(let id, let version, let reason): "\(id) v\(version) \(reason)"
    case .reviewed(let id, let version, _, let note), .madeInterim(let id, let version, let note),
      .issued(let id, let version, let note):
      "\(id) v\(version) \(note)"
    case .released(let id, let version, let to, let withheld, _, _):
      "\(id) v\(version) to \(to.rawValue), \(withheld.count) withheld"
    case .unanswered(let id, let note), .madeFinal(let id, let note): "\(id) \(note)"
    }
  }
}
