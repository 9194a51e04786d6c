// Which accounts are there, and what may each do? The fold over the records about people.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements

/// Somebody who may sign in.
public struct Account: Hashable, Sendable {
  /// What he signs in with, and what stands in records: `anna.k`.
  public let id: String
  public let name: String
  public internal(set) var roles: Set<Role>
  /// Whose officer he is; nil for people of the Mission and of guarantors.
  public let party: Party?
  public let openedAtMs: Int64
  public internal(set) var closedAtMs: Int64?

  public var isOpen: Bool { closedAtMs == nil }

  public func mayRead(_ area: ReadingArea) -> Bool {
    roles.contains { $0.readingAreas.contains(area) }
  }

  /// Types of records that he may make.
  public var actTypes: [String] {
    Role.acts.flatMap { $0.roles.isDisjoint(with: roles) ? [] : $0.types }
  }
}

/// Accounts after the first n records.
///
/// Until the first account is opened everybody who reaches the program may act under a name that he
/// gives; from then on only who has signed in, and as his roles allow.
public struct PeopleBook: Sendable {
  public private(set) var accounts: [String: Account] = [:]

  public init() {}

  /// True where only people with an account may act.
  public var isInUse: Bool { !accounts.isEmpty }

  /// The account of that name, in whatever case it is written.
  public func account(_ id: String) -> Account? { accounts[id.lowercased()] }

  // MARK: Rights

  /// - Throws: `ActError` `.notAllowed` where the person may not do that.
  public func checkRights(_ act: Act, by actor: String) throws(ActError) {
    guard actor != Record.rules, isInUse else { return }
    // Not done by him: somebody tried his name.
    if case .people(.signInRefused(let id)) = act, account(id) != nil { return }
    guard let account = account(actor), account.isOpen else {
      throw ActError(
        .notAllowed, "'\(actor)' has no open account.", next: "Sign in with an account of yours.")
    }
    if case .people(let own) = act, own.isOfOneself {
      guard own.account == account.id else {
        throw ActError(.notAllowed, "This is about another account.", next: "Use your own.")
      }
      return
    }
    let roles = Role.roles(for: act.type)
    guard !account.roles.isDisjoint(with: roles) else {
      throw ActError(
        .notAllowed,
        "\(account.id) (\(Self.words(account.roles))) may not do this: \(act.type).",
        next: roles.isEmpty
          ? "Only the rules record it." : "Roles that may: \(Self.words(roles)).")
    }
    try checkSide(act, account)
    switch act {
    case .people(.closed(let id, _)): try requireOtherAdministrator(than: id)
    case .people(.rolesChanged(let id, let roles, _)) where !roles.contains(.administrator):
      try requireOtherAdministrator(than: id)
    default: break
    }
  }

  /// What a party does, only its own people do; and they do nothing for others.
  private func checkSide(_ act: Act, _ account: Account) throws(ActError) {
    let side: Party? = if case .referee(let act) = act { act.actingParty } else { nil }
    if let party = account.party {
      guard side == party else {
        throw ActError(
          .notAllowed, "\(account.id) acts for Party \(party.rawValue) only.",
          next: "What the other side does, its own officer does.")
      }
    } else if let side, !account.roles.contains(.liaisonOfficer) {
      throw ActError(
        .notAllowed, "This is for Party \(side.rawValue) to do.",
        next:
          "Its officer does it, or the Mission's liaison officer hands in what it signed on paper.")
    }
  }

  private static func words(_ roles: Set<Role>) -> String {
    Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ", ")
  }

  // MARK: The fold

  func check(_ act: PeopleAct) throws(ActError) {
    // Whose names were erased, of them it is no longer known who is who.
    guard act.account != Record.withheldText else { return }
    switch act {
    case .opened(let id, let name, let roles, let party):
      try checkOpening(id, name, roles, party)
    case .rolesChanged(let id, let roles, let reason):
      let account = try open(id)
      try check(roles, party: account.party)
      try requireReason(reason)
    case .closed(let id, let reason):
      _ = try open(id)
      try requireReason(reason)
    case .passwordSet(let id), .signedIn(let id), .signedOut(let id), .signInRefused(let id),
      .actRefused(let id, _, _):
      guard account(id) != nil else { throw Self.none(id) }
    }
  }

  private func checkOpening(
    _ id: String, _ name: String, _ roles: Set<Role>, _ party: Party?
  ) throws(ActError) {
    guard id.wholeMatch(of: /[a-z][a-z0-9.\-]{1,31}/) != nil, id != Record.rules else {
      throw ActError(
        .invalid, "'\(id)' cannot name an account.",
        next: "Write 2 to 32 small letters, digits, points and hyphens, a letter first.")
    }
    guard accounts[id] == nil else {
      throw ActError(
        .forbiddenByState, "There is an account '\(id)' already, open or closed.",
        next: "Choose another name; what was done under one name stays with one person.")
    }
    guard name.contains(where: { !$0.isWhitespace }) else {
      throw ActError(.invalid, "An account needs the person's name.", next: "Write it.")
    }
    try check(roles, party: party)
    guard isInUse || roles.contains(.administrator) else {
      throw ActError(
        .invalid, "The first account has to be an administrator's.",
        next: "Open one with the role administrator first, or nobody could open others.")
    }
  }

  private func check(_ roles: Set<Role>, party: Party?) throws(ActError) {
    guard !roles.isEmpty else {
      throw ActError(
        .invalid, "An account needs a role.",
        next: "Roles are: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard roles.contains(.partyLiaison) == (party != nil), party == nil || roles.count == 1 else {
      throw ActError(
        .invalid, "A party's officer has the role party_liaison, a party, and no other role.",
        next: "Give party A or B with that role, and with no other.")
    }
  }

  private func open(_ id: String) throws(ActError) -> Account {
    guard let account = account(id) else { throw Self.none(id) }
    guard account.isOpen else {
      throw ActError(
        .forbiddenByState, "The account '\(id)' is closed.", next: "Open another one.")
    }
    return account
  }

  private func requireReason(_ reason: String) throws(ActError) {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw ActError(.invalid, "This needs a reason.", next: "Write why.")
    }
  }

  private func requireOtherAdministrator(than id: String) throws(ActError) {
    guard let account = account(id), account.roles.contains(.administrator) else { return }
    guard
      accounts.values.contains(where: {
        $0.isOpen && $0.id != account.id && $0.roles.contains(.administrator)
      })
    else {
      throw ActError(
        .forbiddenByState, "'\(account.id)' is the only administrator.",
        next: "Make somebody else one first.")
    }
  }

  private static func none(_ id: String) -> ActError {
    ActError(.notFound, "There is no account '\(id)'.", next: "See 'truceline account list'.")
  }

  public mutating func apply(_ act: PeopleAct, atMs: Int64) {
    switch act {
    case .opened(let id, let name, let roles, let party):
      accounts[id] = Account(id: id, name: name, roles: roles, party: party, openedAtMs: atMs)
    case .rolesChanged(let id, let roles, _): accounts[id.lowercased()]?.roles = roles
    case .closed(let id, _): accounts[id.lowercased()]?.closedAtMs = atMs
    case .passwordSet, .signedIn, .signedOut, .signInRefused, .actRefused: break
    }
  }
}

extension PeopleAct {
  /// What everybody with an account does for himself, whatever his roles.
  var isOfOneself: Bool {
    switch self {
    case .passwordSet, .signedIn, .signedOut, .signInRefused, .actRefused: true
    case .opened, .rolesChanged, .closed: false
    }
  }
}
