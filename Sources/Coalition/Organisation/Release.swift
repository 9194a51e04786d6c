// What may be shared with whom, and over which partner?
//
// SPDX-License-Identifier: Apache-2.0

/// A permission to hand on one kind of information. What no rule permits is not shared.
public struct ReleaseRule: Hashable, Sendable {
  /// The kind of information: tracks, imagery, findings …
  public var layer: String
  /// Whose information it is.
  public var owner: String
  /// States or roles that may have it.
  public var to: [String]
  /// Roles within them; empty for all.
  public var roles: [String]
  /// The state over which it is handed on; nil where it goes straight.
  public var via: String?
  public var claims: [String]
  public var assumption: String?
  public var place: FilePlace

  public init(
    layer: String, owner: String, to: [String], roles: [String] = [], via: String? = nil,
    claims: [String] = [], assumption: String? = nil, place: FilePlace = .none
  ) {
    self.layer = layer
    self.owner = owner
    self.to = to
    self.roles = roles
    self.via = via
    self.claims = claims
    self.assumption = assumption
    self.place = place
  }
}

/// A way on which information reaches somebody.
public struct ReleaseWay: Hashable, Sendable {
  /// Owner first, recipient last.
  public let states: [String]
  public let rules: [ReleaseRule]
}

extension Organisation {
  /// How a layer of one owner reaches a state and role; nil where no rule permits it. A partner that
  /// information goes through needs a permission of its own to have it. The way with the fewest
  /// hands is told.
  public func way(of layer: String, from owner: String, to state: String, role: String?)
    -> ReleaseWay?
  {
    way(of: layer, from: owner, to: state, role: role, without: [])
  }

  private func way(
    of layer: String, from owner: String, to state: String, role: String?, without: Set<String>
  ) -> ReleaseWay? {
    guard state != owner else { return ReleaseWay(states: [owner], rules: []) }
    guard !without.contains(state) else { return nil }
    var best: ReleaseWay?
    for rule in releases where rule.layer == layer && rule.owner == owner && rule.to.contains(state)
    {
      guard rule.roles.isEmpty || role.map({ rule.roles.contains($0) }) ?? false else { continue }
      let found: ReleaseWay?
      if let via = rule.via, via != owner {
        found = way(
          of: layer, from: owner, to: via, role: role, without: without.union([state])
        ).map { ReleaseWay(states: $0.states + [state], rules: $0.rules + [rule]) }
      } else {
        found = ReleaseWay(states: [owner, state], rules: [rule])
      }
      if let found, found.states.count < best?.states.count ?? .max { best = found }
    }
    return best
  }
}
