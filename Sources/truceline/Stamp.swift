// `truceline stamp request|verify`: trusted time for a file, by custom a checkpoint of the log.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Evidence
internal import Foundation
internal import Geo

struct StampCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stamp",
    abstract: "Ask for trusted time, and verify it (RFC 3161).",
    discussion: """
      An authority stamps the digest of a file; it never sees the file. Nothing is sent from here: \
      take the request to the authority with a program of your choice.
      """,
    subcommands: [StampRequestCommand.self, StampVerify.self])

  /// The content of a file.
  static func bytes(_ path: String) throws -> [UInt8] {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      Console.say("truceline: \(path) cannot be read.")
      throw Exit.missingInput
    }
    return [UInt8](bytes)
  }
}

struct StampRequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request", abstract: "Write a request for a time stamp of a file.")

  @Argument(help: "The file, for example the checkpoint of a log.") var file: String
  @Option(help: "The request to write; it must not be there. Keep it: 'verify' takes it.")
  var out: String
  @Option(help: "The authority's policy to ask for, as an object identifier.") var policy: String?

  func run() throws {
    do {
      var random = SystemRandomNumberGenerator()
      let request = StampRequest(
        for: try StampCommands.bytes(file), policy: policy, random: &random)
      guard try StampRequest(reading: request.bytes).policy == policy else {
        Console.say("truceline: '\(policy ?? "")' is no object identifier, such as 1.2.840.113549.")
        throw Exit.usage
      }
      try Data(request.bytes).write(to: URL(fileURLWithPath: out), options: .withoutOverwriting)
    } catch {
      throw Console.fail(error)
    }
  }
}

struct StampVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether a trusted authority stamped a file, and when.",
    discussion: """
      Only the certificates that are named are trusted, each for itself: no chain is built, and no \
      revocation is looked up. Exits 1 where the stamp does not hold.
      """)

  @Argument(help: "The file that was stamped.") var file: String
  @Option(help: "The authority's answer.") var answer: String
  @Option(help: "Certificates of authorities, PEM.") var trusted: String
  @Option(help: "The request that the stamp must answer.") var request: String?
  @Option(help: "An accepted policy; several may be named. Without one any is.") var policy:
    [String] = []

  func run() throws {
    do {
      let stamp = try StampToken(reading: try StampCommands.bytes(answer))
      let asked = try request.map { try StampRequest(reading: try StampCommands.bytes($0)) }
      let pem = String(decoding: try StampCommands.bytes(trusted), as: UTF8.self)
      try stamp.verify(
        try StampCommands.bytes(file), request: asked, trusted: certificates(ofPEM: pem),
        policies: policy.isEmpty ? nil : Set(policy))
      let within = stamp.accuracyMs.map { " within \($0) ms" } ?? ""
      Console.put(
        "\(Instant(atMs: stamp.stampedAtMs).iso)\(within), policy \(stamp.policy), serial \(stamp.serial)"
      )
    } catch let error as StampError {
      Console.say("truceline: \(error)")
      throw Exit.finding
    } catch {
      throw Console.fail(error)
    }
  }
}
