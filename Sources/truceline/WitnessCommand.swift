// `truceline witness`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Logging
internal import Witness

struct WitnessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Be a witness: cosign checkpoints of logs, and never two histories.",
    discussion: """
      Serves C2SP tlog-witness: POST add-checkpoint, and GET <hex SHA-256 of the origin>/checkpoint. \
      What was cosigned is on disk before it is answered. Back up the folder of --state with every \
      change or not at all: an older copy would let the witness contradict itself.
      """)

  @Option(help: "The witness's key file, made with 'truceline key new witness'.") var key: String
  @Option(
    name: .customLong("log"), parsing: .singleValue,
    help: "Public key of a log to watch; may be given several times.")
  var logs: [String] = []
  @Option(help: "A C2SP tlog-policy file; its logs are watched.") var policy: String?
  @Option(help: "Folder of what was cosigned.") var state: String
  @Option(help: "Address and port; port 0 takes a free one.") var listen = "127.0.0.1:7380"

  func run() async throws {
    do {
      let signer = try KeyFile.read(key, for: .witness)
      var logs = try self.logs.map { try TrustOptions.key($0, "--log") }
      if let policy {
        let bytes = try InputFile.bytes(policy, byteCountMax: 1_000_000)
        logs += try LogPolicy(bytes).logs.map(\.key)
      }
      guard !logs.isEmpty else {
        Console.say("truceline: no log to watch; name one with --log, or a --policy.")
        throw Exit.usage
      }
      var logger = Logger(label: "truceline")
      logger.logLevel = .notice
      let server = try WitnessServer(
        folder: state, signer: signer, logs: logs, settings: try settings(), logger: logger)
      let watched = logs.count
      try await server.run { url in
        Console.put(signer.verifierKey.text)
        Console.say(
          "witness \(signer.verifierKey.name) at \(url), watching \(watched) logs. Stop with Ctrl-C."
        )
      }
    } catch let error as KeyFileError {
      throw Console.failKey(error)
    } catch {
      throw Console.fail(error)
    }
  }

  private func settings() throws -> WitnessServer.Settings {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port)
    else {
      Console.say("truceline: '\(listen)' is no address and port; write 127.0.0.1:7380.")
      throw Exit.usage
    }
    var settings = WitnessServer.Settings()
    settings.host = String(listen[..<colon])
      .trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    settings.port = port
    return settings
  }
}
