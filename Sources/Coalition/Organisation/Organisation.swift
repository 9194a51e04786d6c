// Who leads what, from where, with which rank, and who is on duty?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// A headquarters, a coordination cell or another body of the coalition.
public struct OrganisationUnit: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case headquarters, cell, component, liaison
  }

  public var id: String
  public var kind: Kind
  public var title: LocalText
  public var seat: String?
  /// The unit that it reports to.
  public var parent: String?
  public var posts: [Post]
  public var claims: [String]
  public var assumption: String?
  public var place: FilePlace

  public init(
    id: String, kind: Kind, title: LocalText, seat: String? = nil, parent: String? = nil,
    posts: [Post] = [], claims: [String] = [], assumption: String? = nil, place: FilePlace = .none
  ) {
    self.id = id
    self.kind = kind
    self.title = title
    self.seat = seat
    self.parent = parent
    self.posts = posts
    self.claims = claims
    self.assumption = assumption
    self.place = place
  }
}

/// A post in a unit. Where sources disagree about who fills it, every reading is kept.
public struct Post: Hashable, Sendable {
  /// What one source, or several that agree, say of a post.
  public struct Reading: Hashable, Sendable {
    /// States that provide the officer; several where they share the post or take turns.
    public var states: [String]
    public var claims: [String]
    public var note: String?

    public init(states: [String], claims: [String], note: String? = nil) {
      self.states = states
      self.claims = claims
      self.note = note
    }
  }

  public var id: String
  public var title: LocalText
  public var isHead: Bool
  /// Number of stars of a general or flag officer (1 to 5); nil where the rank is another one.
  public var stars: Int?
  public var readings: [Reading]
  /// Persons that it takes to fill the post around the clock, as a number of shifts.
  public var shifts: Int

  public init(
    id: String, title: LocalText, isHead: Bool = false, stars: Int? = nil,
    readings: [Reading] = [], shifts: Int = 1
  ) {
    self.id = id
    self.title = title
    self.isHead = isHead
    self.stars = stars
    self.readings = readings
    self.shifts = shifts
  }

  /// True where sources name different states.
  public var isDisputed: Bool { Set(readings.map { Set($0.states) }).count > 1 }
}

/// Who leads a domain. Several readings stand beside each other.
public struct LeadNation: Hashable, Sendable {
  public var domain: String
  public var title: LocalText
  public var readings: [Post.Reading]
  public var assumption: String?

  public init(
    domain: String, title: LocalText, readings: [Post.Reading], assumption: String? = nil
  ) {
    self.domain = domain
    self.title = title
    self.readings = readings
    self.assumption = assumption
  }
}

/// A shift of a post. Times are milliseconds since 1970.
public struct Duty: Hashable, Sendable {
  public var post: String
  public var state: String
  public var fromMs: Int64
  public var untilMs: Int64
  public var place: FilePlace

  public init(
    post: String, state: String, fromMs: Int64, untilMs: Int64, place: FilePlace = .none
  ) {
    self.post = post
    self.state = state
    self.fromMs = fromMs
    self.untilMs = untilMs
    self.place = place
  }
}

/// What is wrong with an organisation or a roster.
public struct OrganisationFault: Hashable, Sendable {
  public let place: FilePlace
  public let message: String
  public let next: String
}

public struct Organisation: Sendable {
  public var units: [OrganisationUnit]
  public var leads: [LeadNation]
  public var duties: [Duty]
  public var releases: [ReleaseRule]

  public init(
    units: [OrganisationUnit] = [], leads: [LeadNation] = [], duties: [Duty] = [],
    releases: [ReleaseRule] = []
  ) {
    self.units = units
    self.leads = leads
    self.duties = duties
    self.releases = releases
  }

  public var posts: [Post] { units.flatMap(\.posts) }

  /// The units that report to one, in the order in which they were written.
  public func units(under id: String?) -> [OrganisationUnit] { units.filter { $0.parent == id } }

  /// A unit that reports to nobody that is there, or round about to itself; a subordinate head who
  /// outranks his own; posts nobody is on duty for between two shifts; two on one post at once.
  public var faults: [OrganisationFault] { chainFaults + rosterFaults }

  private var chainFaults: [OrganisationFault] {
    var faults: [OrganisationFault] = []
    for unit in units {
      guard let parentID = unit.parent else { continue }
      guard let parent = units.first(where: { $0.id == parentID }) else {
        faults.append(
          OrganisationFault(
            place: unit.place,
            message: "'\(unit.id)' reports to '\(parentID)', which is not there.",
            next: "Units: \(units.map(\.id).joined(separator: ", "))."))
        continue
      }
      if isUnderItself(unit) {
        faults.append(
          OrganisationFault(
            place: unit.place, message: "'\(unit.id)' reports round about to itself.",
            next: "Leave 'under' out of the highest unit."))
      } else if let own = unit.stars, let above = parent.stars, own > above {
        faults.append(
          OrganisationFault(
            place: unit.place,
            message: "'\(unit.id)' has a head of \(own) stars under one of \(above).",
            next: "Mend 'stars' or 'under'."))
      }
    }
    return faults
  }

  private func isUnderItself(_ unit: OrganisationUnit) -> Bool {
    var seen: Set<String> = []
    var at: String? = unit.id
    while let id = at {
      guard seen.insert(id).inserted else { return true }
      at = units.first { $0.id == id }?.parent
    }
    return false
  }

  private var rosterFaults: [OrganisationFault] {
    var faults: [OrganisationFault] = []
    for post in posts {
      let shifts = duties.filter { $0.post == post.id }.sorted { $0.fromMs < $1.fromMs }
      for (one, next) in zip(shifts, shifts.dropFirst()) where one.untilMs != next.fromMs {
        let minutes = abs(next.fromMs - one.untilMs) / 60_000
        faults.append(
          OrganisationFault(
            place: next.place,
            message: one.untilMs < next.fromMs
              ? "nobody is on duty at '\(post.id)' for \(minutes) min before this shift."
              : "two are on duty at '\(post.id)' for \(minutes) min.",
            next: "Let one shift begin when the one before ends."))
      }
    }
    return faults
  }
}

extension OrganisationUnit {
  /// The rank of the head; nil where it is not known.
  public var stars: Int? { posts.first(where: \.isHead)?.stars }
}
