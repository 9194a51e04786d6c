// How is an act of the referee written on a terminal? `case act CS-0001 accept --as NAME --set note=…`.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Foundation
internal import Notation
internal import Server

/// The members of an act: `--set name=value`, or a file with all of them.
struct ActMembers: ParsableArguments {
  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: "A member, name=value; a value that is JSON is taken as such, else as text.")
  var members: [String] = []
  @Option(help: "A JSON file with the members; - is standard input.") var body: String?

  func read() throws -> [JSONValue.Member] {
    var found: [JSONValue.Member] = []
    if let body {
      let bytes =
        body == "-"
        ? FileHandle.standardInput.readDataToEndOfFile()
        : try Data(contentsOf: URL(fileURLWithPath: body))
      found = try JSONValue(reading: bytes).objectMembers
    }
    for member in members {
      let parts = member.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("--set '\(member)' is not name=value.")
      }
      let text = String(parts[1])
      found.append(.init(String(parts[0]), Self.value(text)))
    }
    return found
  }

  /// Objects, lists, true and false; and whole numbers, which no text member needs to be.
  private static func value(_ text: String) -> JSONValue {
    switch try? JSONValue(reading: text.utf8) {
    case .some(let value): value
    case nil: .string(text)
    }
  }
}

/// An act on something that has an id.
struct ActOn {
  /// `/cases/{id}/`: acts whose address begins so.
  let prefix: String

  /// The verbs, as the last part of the address.
  var verbs: [(verb: String, operation: RefereeOperation)] {
    RefereeOperation.all.filter { $0.path.hasPrefix(prefix) }.map {
      (String($0.path.dropFirst(prefix.count)), $0)
    }
  }

  func run(
    _ values: [String: String], _ verb: String, _ members: [JSONValue.Member],
    _ acting: ActOptions
  ) async throws {
    guard let operation = verbs.first(where: { $0.verb == verb })?.operation else {
      Console.say(
        "truceline: '\(verb)' is no act here. Acts: \(verbs.map(\.verb).joined(separator: ", ")).")
      throw Exit.usage
    }
    try await acting.perform(operation, values, members)
  }
}

extension ActOptions {
  /// Through the running server, or directly.
  ///
  /// - Parameter values: of the parts of the address.
  func perform(
    _ operation: RefereeOperation, _ values: [String: String], _ members: [JSONValue.Member]
  ) async throws {
    var path = String(operation.path.dropFirst())
    for (part, value) in values { path = path.replacing("{\(part)}", with: value) }
    try await post(
      path, Dictionary(members.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    ) { monitor, atMs in
      let receipt = try await monitor.perform(
        operation.request(values, members), actor: actor, atMs: atMs)
      return Presenter(monitor.mission).json(receipt)
    } report: { receipt in
      let id =
        ["item", "call", "shift", "allegation", "task", "finding", "id", "case"]
        .lazy.map { receipt.text($0) }.first { !$0.isEmpty } ?? ""
      let record = receipt["record"]?.int ?? 0
      Console.put("\(id)  \(receipt.text("type"))  record \(record)")
    }
  }
}
