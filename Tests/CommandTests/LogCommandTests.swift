// Do the log commands find what is wrong, name it, and prove what is right?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite struct LogCommandTests {
  private let folder: String
  private let key: String
  private let vkey: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("truceline-log-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    key = "\(folder)/key"
    let made = try Run("key", "new", "log", "--name", "log.example/test", "--out", key)
    vkey = made.output.trimmingCharacters(in: .newlines)
    #expect(made.code == 0 && vkey.hasPrefix("log.example/test+"))
  }

  private func clean() { try? FileManager.default.removeItem(atPath: folder) }

  /// A log in `name`; with `forged`, entry 3 is another one.
  private func makeLog(_ name: String, size: Int, forged: Bool = false) throws -> String {
    let path = "\(folder)/\(name)"
    try? FileManager.default.removeItem(atPath: path)
    let made =
      try forged
      ? Run("log", path, "\(size)", key, "3", "forged", of: "ledger-exchange")
      : Run("log", path, "\(size)", key, of: "ledger-exchange")
    #expect(made.code == 0, "\(made.words)")
    return path
  }

  private func flip(_ path: String, _ place: Int) throws {
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[place] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
  }

  @Test func `a sound log is sound, also inside a data folder`() throws {
    defer { clean() }
    let log = try makeLog("data/log", size: 300)
    let verified = try Run("log", "verify", log, "--key", vkey)
    #expect(verified.code == 0 && verified.words.isEmpty)
    #expect(verified.output.hasPrefix("sound: log.example/test, 300 entries, root "))
    let shown = try Run("log", "show", "\(folder)/data", "--from", "298")
    #expect(shown.output.contains("299  20 bytes  truceline-vector-299\n"))
    #expect(try Run("log", "show", log, "--index", "7").output == "truceline-vector-7")
  }

  @Test func `what is wrong is named with file and entry`() throws {
    defer { clean() }
    let log = try makeLog("log", size: 300)
    try flip("\(log)/tile/0/000", 5 * 32)
    let verified = try Run("log", "verify", log, "--key", vkey, "--json")
    #expect(verified.code == 1)
    let said = try JSONValue(reading: verified.output.utf8)
    #expect(said["check"]?.text == "hashes" && said["file"]?.text == "tile/0/000")
    #expect(said["firstEntry"]?.int == 5 && said["endEntry"]?.int == 6)
    #expect(said["entriesLeadToRoot"]?.flag == true)
    let words = try Run("log", "verify", log, "--key", vkey)
    #expect(words.output.hasPrefix("not sound: hashes: tile/0/000: "))
    #expect(words.output.contains("(entry 5)"))
  }

  @Test func `another key, no key and no log are told apart`() throws {
    defer { clean() }
    let log = try makeLog("log", size: 3)
    let other = try Run("key", "new", "log", "--name", "log.example/test", "--out", key + "2")
    let stranger = other.output.trimmingCharacters(in: .newlines)
    #expect(try Run("log", "verify", log, "--key", stranger).code == 1)
    #expect(try Run("log", "verify", log).code == 64)
    #expect(try Run("log", "verify", log, "--key", String(vkey.dropLast())).code == 64)
    #expect(try Run("log", "verify", "\(folder)/none", "--key", vkey).code == 66)
    let policy = "\(folder)/policy"
    try Data("log \(vkey)\nquorum nobody\n".utf8).write(to: URL(fileURLWithPath: policy))
    let faulty = try Run("log", "verify", log, "--policy", policy)
    #expect(faulty.code == 65 && faulty.words.contains("line 2 of the policy"))
  }

  @Test func `a proof proves its entry and no other`() throws {
    defer { clean() }
    let log = try makeLog("log", size: 300)
    let proof = "\(folder)/entry.tlog-proof"
    #expect(try Run("log", "prove", log, "--index", "123", "--out", proof).code == 0)
    let proven = try Run("log", "verify", proof, "--key", vkey)
    #expect(proven.code == 0)
    #expect(proven.output.hasPrefix("proven: the entry is number 123 of log.example/test"))
    let entry = "\(folder)/entry"
    for (text, code): (String, Int32) in [
      ("truceline-vector-123", 0), ("truceline-vector-124", 1), ("", 1),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: entry))
      #expect(try Run("log", "verify", proof, "--key", vkey, "--entry", entry).code == code)
    }
    #expect(
      try Run("log", "prove", log, "--index", "0", "--out", proof, "--without-entry").code == 0)
    let bare = try Run("log", "verify", proof, "--key", vkey)
    #expect(bare.code == 64 && bare.words.contains("--entry"))
    let beyond = try Run("log", "prove", log, "--index", "300", "--out", proof)
    #expect(beyond.code != 0 && beyond.words.contains("entry 300 is not in a log of 300"))
  }

  @Test func `no proof is written of files that do not lead to the root`() throws {
    defer { clean() }
    let log = try makeLog("log", size: 300)
    try flip("\(log)/tile/0/000", 9)
    let proof = "\(folder)/entry.tlog-proof"
    #expect(try Run("log", "prove", log, "--index", "1", "--out", proof).code == 1)
    #expect(!FileManager.default.fileExists(atPath: proof))
  }

  @Test func `who remembers sees that a log was set back or rewritten`() throws {
    defer { clean() }
    let state = "\(folder)/state"
    let verify = { (log: String) in try Run("log", "verify", log, "--key", vkey, "--state", state) }
    #expect(try verify(try makeLog("log", size: 256)).code == 0)
    #expect(try verify(try makeLog("log", size: 300)).code == 0)
    let setBack = try verify(try makeLog("log", size: 256))
    #expect(setBack.code == 1 && setBack.output.contains("rollback"))
    let rewritten = try verify(try makeLog("log", size: 400, forged: true))
    #expect(rewritten.code == 1 && rewritten.output.contains("fork"))
    let accused = try Run("log", "verify", "\(state).accusation", "--key", vkey)
    #expect(accused.code == 0 && accused.output.contains("signed two histories"))
    #expect(try verify(try makeLog("log", size: 400)).code == 0)
  }

  @Test func `a data folder's log is remembered too`() throws {
    defer { clean() }
    let (mission, data, state) = ("\(folder)/mission", "\(folder)/data", "\(folder)/state")
    #expect(try Run("init", mission).code == 0)
    #expect(try Run("replay", mission, "--data", data).code == 0)
    let shown = try Run("key", "show", "\(data)/keys/log.key")
    let known = shown.output.trimmingCharacters(in: .newlines)
    let verified = try Run("log", "verify", data, "--key", known, "--state", state)
    #expect(verified.code == 0, "\(verified.output)\(verified.words)")
    let checkpoint = try Data(contentsOf: URL(fileURLWithPath: "\(data)/log/checkpoint"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: state)) == checkpoint)
    // Nothing but the key in the folder: who wrote it could have written that as well.
    #expect(try Run("log", "verify", data, "--state", state).code == 64)
  }

  @Test func `the monitor accuses a log that shows two histories`() throws {
    defer { clean() }
    let state = "\(folder)/watch"
    let look = { (log: String, more: [String]) in
      try Run(
        arguments: ["log", "monitor", log, "--key", vkey, "--state", state, "--once"] + more)
    }
    #expect(try look(try makeLog("log", size: 10), []).code == 0)
    let grown = try makeLog("log", size: 300)
    #expect(try look(grown, []).code == 0)
    // Somebody else was shown another history.
    let other = try makeLog("other", size: 280, forged: true)
    let compared = try look(grown, ["--exchange", "\(other)/checkpoint"])
    #expect(compared.code == 1 && compared.words.contains("two histories"))
    for path in ["\(state)/accusation-280-300"] {
      let accused = try Run("log", "verify", path, "--key", vkey)
      #expect(accused.code == 0 && accused.output.contains("signed two histories"))
    }
    // The monitor itself is shown another one, then an older one.
    #expect(try look(try makeLog("log", size: 400, forged: true), []).code == 1)
    let path = "\(state)/accusation-300-400"
    #expect(try Run("log", "verify", path, "--key", vkey).code == 0)
    try flip(path, 60)
    #expect(try Run("log", "verify", path, "--key", vkey).code == 1)
    let setBack = try look(try makeLog("log", size: 290), [])
    #expect(setBack.code == 1 && setBack.words.contains("set back"))
    #expect(try look(try makeLog("log", size: 300), []).code == 0)
  }

  @Test func `a key that others can read is refused with what to run`() throws {
    defer { clean() }
    #expect(try Run("key", "show", key).output == vkey + "\n")
    let again = try Run("key", "new", "log", "--name", "log.example/test", "--out", key)
    #expect(again.code == 64 && again.words.contains("never overwritten"))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
    let shown = try Run("key", "show", key)
    #expect(shown.code == 65 && shown.words.contains("chmod 600 \(key)"))
    let witness = try Run("witness", "--key", key, "--log", vkey, "--state", "\(folder)/state")
    #expect(witness.code == 65)
  }
}
