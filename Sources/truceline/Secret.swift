// Where does a password come from? The terminal, without showing it, or the environment.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation

enum Secret {
  /// The password of who acts.
  static func current(for account: String) throws -> String {
    if let given = environment("TRUCELINE_PASSWORD") { return given }
    return try ask("Password of \(account): ", variable: "TRUCELINE_PASSWORD")
  }

  /// A password to be set; on a terminal it is asked for twice.
  static func new(for account: String) throws -> String {
    let variable = "TRUCELINE_NEW_PASSWORD"
    if let given = environment(variable) { return given }
    let first = try ask("New password of \(account): ", variable: variable)
    guard try ask("Once more: ", variable: variable) == first else {
      Console.say("truceline: the two are not the same; nothing was changed.")
      throw Exit.usage
    }
    return first
  }

  private static func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func ask(_ words: String, variable: String) throws -> String {
    var before = termios()
    guard isatty(STDIN_FILENO) == 1, tcgetattr(STDIN_FILENO, &before) == 0 else {
      Console.say("truceline: there is no terminal to ask for a password; give it in \(variable).")
      throw Exit.usage
    }
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    FileHandle.standardError.write(Data(words.utf8))
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    return readLine() ?? ""
  }
}
