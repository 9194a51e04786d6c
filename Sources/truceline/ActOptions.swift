// Who acts, and through which door? Through the running server where there is one, else directly.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Missions
internal import Notation
internal import Rules
internal import Server

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Options of commands that change something.
struct ActOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: "Your account, or where there are none your name, for the record.") var actor: String
  @OptionGroup var data: DataOption
  @Flag(help: "Print the changed object as JSON.") var json = false

  /// Sends the act to the server that runs on the data folder; without one, opens the folder itself.
  func post(
    _ path: String, _ members: [String: JSONValue],
    directly make: (Monitor, Int64) async throws -> Act
  ) async throws {
    do {
      let folder = try data.folder()
      if let url = folder.serverURL {
        try await send(url, path, members)
      } else {
        try await act(folder, make)
      }
    } catch {
      throw Console.fail(error)
    }
  }

  /// Records what is done with evidence, through the running server or directly.
  func record(_ act: CustodyAct) async throws {
    let folder = try data.folder()
    if let url = folder.serverURL {
      _ = try await answer(
        url, "evidence", [.init("type", .string(act.type))] + act.members)
      return
    }
    try await directly(folder) { monitor, _, atMs in
      try await monitor.perform(act, actor: actor, atMs: atMs)
    }
  }

  /// Records what is done with registers, through the running server or directly.
  func record(_ act: RegisterAct) async throws {
    let folder = try data.folder()
    if let url = folder.serverURL {
      _ = try await answer(
        url, "registers", [.init("type", .string(act.type))] + act.members)
      return
    }
    try await directly(folder) { monitor, _, atMs in
      _ = try await monitor.perform(.register(act), actor: actor, atMs: atMs)
    }
  }

  /// Opens the folder for one piece of work, and closes it in every case.
  private func directly<Result>(
    _ folder: DataFolder, _ work: (Monitor, Mission, Int64) async throws -> Result
  ) async throws -> Result {
    guard let owner = try folder.owner() else { throw Exit.missingInput }
    let mission = try MissionArgument.read(owner.missionFolder)
    let monitor = try await Monitor.open(mission: mission, data: folder)
    let result: Result
    do {
      try await signIn(monitor)
      result = try await work(monitor, mission, Int64(Date().timeIntervalSince1970 * 1_000))
    } catch {
      await monitor.close()
      throw error
    }
    if let fault = await monitor.close() { Console.say("truceline: \(fault)") }
    return result
  }

  /// Like the other, for what is more than an act: the answer is reported by the caller.
  func post(
    _ path: String, _ members: [String: JSONValue],
    through direct: (Monitor, Int64) async throws -> JSONValue,
    report: (JSONValue) throws -> Void
  ) async throws {
    do {
      let folder = try data.folder()
      let value: JSONValue
      if let url = folder.serverURL {
        value = try await answer(url, path, members)
      } else {
        value = try await directly(folder) { monitor, _, atMs in
          try await direct(monitor, atMs)
        }
      }
      if json { Console.put(value) } else { try report(value) }
    } catch {
      throw Console.fail(error)
    }
  }

  private func send(
    _ url: String, _ path: String, _ members: [String: JSONValue]
  ) async throws {
    let value = try await answer(url, path, members)
    report(value.text("id"), value.text("state"), value)
  }

  private func answer(
    _ url: String, _ path: String, _ members: [String: JSONValue]
  ) async throws -> JSONValue {
    try await answer(
      url, path, members.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value) })
  }

  /// Where there are accounts, the one who acts gives his password.
  private func signIn(_ monitor: Monitor) async throws {
    guard await monitor.cases.people.isInUse else { return }
    guard try await monitor.isRight(try Secret.current(for: actor), for: actor) else {
      throw ActError(
        .notAllowed, "Account or password is wrong.",
        next: "Try again, or have an administrator set a new password.")
    }
  }

  /// What the server answers to members and the name of who acts; a refusal is said and thrown. Where the
  /// server asks for it, it signs in and out again.
  private func answer(
    _ url: String, _ path: String, _ members: [JSONValue.Member]
  ) async throws -> JSONValue {
    let body = JSONValue.object(members + [.init("actor", .string(actor))])
    var (value, status) = try await send(url, path, body, token: nil)
    if status == 401 {
      let account = JSONValue.members([
        "account": .string(actor), "password": .string(try Secret.current(for: actor)),
      ])
      let (session, answered) = try await send(url, "session", account, token: nil)
      if let token = session["token"]?.text {
        (value, status) = try await send(url, path, body, token: token)
        _ = try await send(url, "session", nil, token: token)
      } else {
        (value, status) = (session, answered)
      }
    }
    guard (200..<300).contains(status) else {
      let error = value["error"]
      Console.say("truceline: \(error?.text("message") ?? "") \(error?.text("next") ?? "")")
      throw status == 404 ? Exit.missingInput : (status >= 500 ? Exit.unavailable : Exit.finding)
    }
    return value
  }

  /// - Parameter body: nil to delete what is there.
  private func send(
    _ url: String, _ path: String, _ body: JSONValue?, token: String?
  ) async throws -> (value: JSONValue, status: Int) {
    guard let target = URL(string: "\(url)/api/v1/\(path)") else { throw Exit.unavailable }
    var request = URLRequest(url: target, timeoutInterval: 30)
    request.httpMethod = body == nil ? "DELETE" : "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    request.httpBody = (body?.bytes).map { Data($0) }
    let (answer, response) = try await URLSession.shared.data(for: request)
    return (try JSONValue(reading: answer), (response as? HTTPURLResponse)?.statusCode ?? 0)
  }

  private func act(
    _ folder: DataFolder, _ make: (Monitor, Int64) async throws -> Act
  ) async throws {
    let (act, changed, cases, presenter) = try await directly(folder) { monitor, mission, atMs in
      let act = try await make(monitor, atMs)
      let changed = try await monitor.perform(act, actor: actor, atMs: atMs)
      return (act, changed, await monitor.cases, Presenter(mission))
    }
    for id in changed.caseIDs {
      if let item = cases.cases[id] {
        report(id, item.state.rawValue, presenter.json(item))
      }
    }
    guard changed.caseIDs.isEmpty else { return }
    if changed.alertIDs.isEmpty { Console.say("recorded: \(act.type)") }
    for id in changed.alertIDs {
      if let alert = cases.alerts[id] {
        report(id, alert.state.rawValue, presenter.json(alert, .en))
      }
    }
  }

  private func report(_ id: String, _ state: String, _ value: JSONValue) {
    if json { Console.put(value) } else { Console.put(state.isEmpty ? id : "\(id)  \(state)") }
  }
}
