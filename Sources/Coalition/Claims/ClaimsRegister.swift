// Which statements are there, and which of them were known on a day?
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// All statements in the order in which they were entered, with the dates of their sources.
public struct ClaimsRegister: Sendable {
  /// What is said about the register as a whole, in order; kept as written.
  var head: [JSONValue.Member] = []
  public private(set) var sources: [ClaimSource]
  public private(set) var claims: [Claim]
  private var indexByID: [String: Int] = [:]
  private var sourceDates: [String: PartialDate] = [:]

  /// - Precondition: every id stands once.
  public init(_ claims: [Claim] = [], sources: [ClaimSource] = []) {
    self.claims = claims
    self.sources = sources
    for (index, claim) in claims.enumerated() {
      precondition(indexByID.updateValue(index, forKey: claim.id) == nil, "an id stands twice")
    }
    for source in sources { sourceDates[source.file] = source.date }
  }

  /// The same with those of another register behind it; where an id is in both, the first one stays.
  public func adding(_ other: ClaimsRegister) -> ClaimsRegister {
    var sum = ClaimsRegister(
      claims + other.claims.filter { self[$0.id] == nil },
      sources: sources
        + other.sources.filter { source in !sources.contains { $0.file == source.file } })
    sum.head = head
    return sum
  }

  /// The same register with some of its statements only, and the sources of those.
  public func keeping(_ kept: [Claim]) -> ClaimsRegister {
    let used = Set(kept.compactMap(\.sourceFile))
    var part = ClaimsRegister(kept, sources: sources.filter { used.contains($0.file) })
    part.head = head
    return part
  }

  public subscript(id: String) -> Claim? { indexByID[id].map { claims[$0] } }

  /// Place in the register, for putting statements in its order.
  public func position(of id: String) -> Int { indexByID[id] ?? claims.count }

  /// When the statement became known: its own date of report, else that of its source, else the day on
  /// which it was said.
  public func reportedOn(_ claim: Claim) -> PartialDate {
    claim.reported ?? claim.sourceFile.flatMap { sourceDates[$0] } ?? claim.date
  }

  public func filtered(_ filter: ClaimFilter) -> [Claim] {
    claims.filter { filter.admits($0, reportedOn: reportedOn($0)) }
  }

  /// Ids in the order of the register, each once.
  public func inOrder(_ ids: some Sequence<String>) -> [String] {
    Set(ids).sorted { (position(of: $0), $0) < (position(of: $1), $1) }
  }
}

/// A document that statements were taken from.
public struct ClaimSource: Hashable, Sendable {
  public var file: String
  public var date: PartialDate
  public var outlet: String?

  public init(file: String, date: PartialDate, outlet: String? = nil) {
    self.file = file
    self.date = date
    self.outlet = outlet
  }
}

/// Which statements count.
public struct ClaimFilter: Hashable, Sendable {
  /// Said by somebody with a name and an office, or in an office's name.
  public var isOfficialOnly = false
  public var statuses: Set<Claim.Status>?
  /// Said on this day or later; a month counts where any of its days does.
  public var since: PartialDate?
  /// Reported on this day at the latest; a month counts when it is over.
  public var knownOn: PartialDate?
  public var functions: Set<String> = []
  public var countries: Set<String> = []

  public init() {}

  /// Statements of this kind are what a government stands by.
  public static let confirmedOffers: Set<Claim.Status> = [.confirmed, .offered]

  public func admits(_ claim: Claim, reportedOn reported: PartialDate) -> Bool {
    if isOfficialOnly, !claim.basis.isOfficial { return false }
    if let statuses, !statuses.contains(claim.status) { return false }
    if let since, claim.date.lastDay < since.firstDay { return false }
    if let knownOn, reported.lastDay > knownOn.lastDay { return false }
    if !functions.isEmpty, functions.isDisjoint(with: claim.functions) { return false }
    return countries.isEmpty || !countries.isDisjoint(with: claim.countries)
  }
}
