// Who has an account, who signed in, and who tried what he may not?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Notation

/// Acts about people. A password is never part of them.
public enum PeopleAct: Hashable, Sendable {
  case opened(account: String, name: String, roles: Set<Role>, party: Party?)
  case rolesChanged(account: String, roles: Set<Role>, reason: String)
  case closed(account: String, reason: String)
  case passwordSet(account: String)
  case signedIn(account: String)
  case signedOut(account: String)
  /// A wrong password.
  case signInRefused(account: String)
  /// Somebody tried what his roles do not allow: a record of `type` on `subject`.
  case actRefused(account: String, type: String, subject: String)

  public var type: String {
    switch self {
    case .opened: "account.opened"
    case .rolesChanged: "account.roles_changed"
    case .closed: "account.closed"
    case .passwordSet: "account.password_set"
    case .signedIn: "session.begun"
    case .signedOut: "session.ended"
    case .signInRefused: "session.refused"
    case .actRefused: "act.refused"
    }
  }

  public var account: String {
    switch self {
    case .opened(let account, _, _, _), .rolesChanged(let account, _, _), .closed(let account, _),
      .passwordSet(let account), .signedIn(let account), .signedOut(let account),
      .signInRefused(let account), .actRefused(let account, _, _):
      account
    }
  }

  var note: String {
    switch self {
    case .opened(_, _, let roles, _): Self.words(roles)
    case .rolesChanged(_, let roles, let reason): "\(Self.words(roles)): \(reason)"
    case .closed(_, let reason): reason
    case .actRefused(_, let type, let subject): "\(type) \(subject)"
    case .passwordSet, .signedIn, .signedOut, .signInRefused: ""
    }
  }

  private static func words(_ roles: Set<Role>) -> String {
    roles.map(\.rawValue).sorted().joined(separator: ", ")
  }
}

extension PeopleAct {
  /// Members that name people; nil for another type of record.
  static func personalMembers(ofType type: String) -> [String]? {
    switch type {
    case "account.opened": ["actor", "account", "name"]
    case "account.roles_changed", "account.closed": ["actor", "account", "reason"]
    case "account.password_set", "session.begun", "session.ended", "session.refused":
      ["actor", "account"]
    case "act.refused": ["actor", "account", "subject"]
    default: nil
    }
  }

  var members: [JSONValue.Member] {
    [.init("account", .string(account))] + ownMembers
  }

  private var ownMembers: [JSONValue.Member] {
    switch self {
    case .opened(_, let name, let roles, let party):
      [.init("name", .string(name)), Self.member(roles)]
        + (party.map { [.init("party", .string($0.rawValue))] } ?? [])
    case .rolesChanged(_, let roles, let reason):
      [Self.member(roles), .init("reason", .string(reason))]
    case .closed(_, let reason): [.init("reason", .string(reason))]
    case .actRefused(_, let type, let subject):
      [.init("refused", .string(type)), .init("subject", .string(subject))]
    case .passwordSet, .signedIn, .signedOut, .signInRefused: []
    }
  }

  private static func member(_ roles: Set<Role>) -> JSONValue.Member {
    .init("roles", .array(roles.map(\.rawValue).sorted().map { .string($0) }))
  }

  /// Nil where the type is none of people.
  init?(type: String, _ fields: Fields) throws(RecordCodecError) {
    guard Self.personalMembers(ofType: type) != nil else { return nil }
    let account = try fields.text("account")
    switch type {
    case "account.opened":
      self = .opened(
        account: account, name: try fields.text("name"), roles: try Self.roles(fields),
        party: fields.optional("party").flatMap { Party(rawValue: $0) })
    case "account.roles_changed":
      self = .rolesChanged(
        account: account, roles: try Self.roles(fields), reason: try fields.text("reason"))
    case "account.closed": self = .closed(account: account, reason: try fields.text("reason"))
    case "account.password_set": self = .passwordSet(account: account)
    case "session.begun": self = .signedIn(account: account)
    case "session.ended": self = .signedOut(account: account)
    case "session.refused": self = .signInRefused(account: account)
    default:
      self = .actRefused(
        account: account, type: try fields.text("refused"), subject: try fields.text("subject"))
    }
  }

  private static func roles(_ fields: Fields) throws(RecordCodecError) -> Set<Role> {
    var roles: Set<Role> = []
    for word in try fields.texts("roles") {
      guard let role = Role(rawValue: word) else {
        throw RecordCodecError(reason: "an unknown role '\(word)'")
      }
      roles.insert(role)
    }
    return roles
  }
}
