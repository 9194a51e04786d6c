// Accounts with their passwords: what the record says and what must be in no record.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Cases
internal import Foundation

extension Monitor {
  /// Opens an account. The password is set first: an account without one could not be used, a password
  /// without an account says nothing.
  public func openAccount(
    _ id: String, name: String, roles: Set<Role>, party: Party?, password: String, actor: String
  ) async throws {
    let act = Act.people(.opened(account: id, name: name, roles: roles, party: party))
    try check(act, actor: actor, atMs: presentMs)
    try await passwords.set(password, for: id)
    _ = try perform(act, actor: actor, atMs: presentMs)
  }

  /// Sets a password, one's own or, as an administrator, another's.
  public func setPassword(_ password: String, for id: String, actor: String) async throws {
    guard let account = cases.people.account(id), account.isOpen else {
      throw ActError(
        .notFound, "There is no open account '\(id)'.", next: "See 'truceline account list'.")
    }
    if let own = cases.people.account(actor), own.id != account.id,
      !own.roles.contains(.administrator)
    {
      throw ActError(
        .notAllowed, "\(own.id) may not set the password of \(account.id).",
        next: "An administrator may.")
    }
    try await passwords.set(password, for: account.id)
    _ = try perform(.people(.passwordSet(account: account.id)), actor: account.id, atMs: presentMs)
  }

  /// Whether the password is that of an open account.
  public func isRight(_ password: String, for id: String) async throws -> Bool {
    guard let account = cases.people.account(id), account.isOpen else { return false }
    return try await passwords.isRight(password, for: account.id)
  }
}

extension PeopleBook {
  /// The accounts of a data folder; another program may be writing there.
  public init(reading data: DataFolder) throws {
    self.init()
    var reader = try RecordReader(reading: data)
    while let entry = try reader.next() {
      let record = try entry.record()
      if case .people(let act) = record.act { apply(act, atMs: record.atMs) }
    }
  }
}
