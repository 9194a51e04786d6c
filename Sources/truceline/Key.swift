// `truceline key`: make a private key, and show the public one.
//
// SPDX-License-Identifier: Apache-2.0

public import ArgumentParser
internal import Ledger

struct KeyCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Make a key, or show the public part of one.",
    discussion: """
      Each key has one use: log, witness, release or tsa. A key file is readable by its owner only; \
      it is refused when others can read it.
      """,
    subcommands: [New.self, Show.self])

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Draw a new key and write it to a file; print the public key.",
      discussion: """
        Nothing is overwritten. The key of a tsa (time-stamp authority) is a PEM file for openssl, \
        and its public part goes into a certificate: openssl req -new -x509 -key FILE.
        """)
    @Argument(help: "log, witness, release or tsa.") var use: KeyFile.Use
    @Option(
      help: "Name of the key: the log's or witness's address without https://. Not for tsa.")
    var name: String?
    @Option(help: "The file to write.") var out: String

    func run() throws {
      do {
        if use != .tsa, name == nil {
          Console.say(
            "truceline: a \(use.rawValue) key needs a --name, such as log.example/mission.")
          throw Exit.usage
        }
        let key = try KeyFile.make(use, name: name ?? "", at: out)
        if let key { Console.put(key.text) }
        Console.say("\(out): written, readable by you only. Keep a copy in a safe place.")
      } catch {
        throw Console.failKey(error)
      }
    }
  }

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the public key of a key file.")
    @Argument(help: "A file that 'truceline key new' wrote.") var file: String

    func run() throws {
      do {
        let (use, signer) = try KeyFile.read(file)
        Console.put(signer.verifierKey.text)
        Console.say("\(use.rawValue) key of \(signer.verifierKey.name)")
      } catch {
        throw Console.failKey(error)
      }
    }
  }
}

extension KeyFile.Use: ExpressibleByArgument {}

extension Console {
  /// Says what is wrong with a key file, and ends with the code that fits.
  static func failKey(_ error: any Error) -> ExitCode {
    guard let error = error as? KeyFileError else { return fail(error) }
    say("truceline: \(error)")
    switch error.problem {
    case .exists, .name: return Exit.usage
    case .missing: return Exit.missingInput
    case .readableByOthers, .otherOwner, .form, .otherUse: return Exit.badData
    case .io: return Exit.disk
    }
  }
}
