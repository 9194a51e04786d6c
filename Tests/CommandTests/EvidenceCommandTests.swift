// Does `truceline evidence` keep, tell, hand over, erase and check, with everything on the record?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

/// A mission's data folder, made by the program itself.
private final class KeptMission {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("truceline-evidence-\(UUID().uuidString)").path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try #require(try Run("init", folder + "/mission").code == 0)
    for data in ["data", "other"] {
      let made = try Run("replay", folder + "/mission", "--data", folder + "/" + data)
      try #require(made.code == 0, "\(made.words)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func file(_ name: String, _ text: String) throws -> String {
    let path = "\(folder)/\(name)"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Adds a file; its digest.
  func add(_ name: String, _ text: String, _ more: String...) throws -> String {
    let arguments = ["evidence", "add", try file(name, text), "--as", "Watch 1", "--data", data]
    let done = try Run(arguments: arguments + more)
    try #require(done.code == 0, "\(done.words)")
    return done.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  func run(_ arguments: String...) throws -> Run {
    try Run(arguments: arguments + ["--data", data])
  }

  var data: String { folder + "/data" }
  var other: String { folder + "/other" }

  /// Files of the data folder that have this text in them.
  func places(of text: String) throws -> [String] {
    let sought = spellings(of: text)
    let names = FileManager.default.enumerator(atPath: data)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      guard let bytes = FileManager.default.contents(atPath: "\(data)/\(name)") else {
        return false
      }
      return sought.contains { bytes.range(of: $0) != nil }
    }
  }
}

/// A text as it stands in a file: as it is, and inside base64url, which begins at any of three places.
private func spellings(of text: String) -> [Data] {
  let bytes = Array(text.utf8)
  let encoded = (0..<3).map { shift in
    let all = Data([UInt8](repeating: 0, count: shift) + bytes).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
    // Only characters that depend on nothing but the text.
    let first = (shift * 8 + 5) / 6
    let last = (shift + bytes.count) * 8 / 6
    return Data(Array(all.utf8)[first..<last])
  }
  return [Data(bytes)] + encoded
}

@Suite struct EvidenceCommandTests {
  private let mission: KeptMission

  init() throws { mission = try KeptMission() }

  @Test func `a file is kept, told and taken out, and each step is on the record`() throws {
    let digest = try mission.add("a.txt", "what was seen", "--note", "by patrol 4")
    // SHA-256 of these 13 bytes, by sha256sum.
    #expect(digest == "a7fd865f4e05688e7831ed63731987f817f3a72e18c68fbbf022be440429559b")
    let out = mission.folder + "/out"
    let got = try mission.run(
      "evidence", "get", String(digest.prefix(8)), "--out", out, "--reason", "review", "--as",
      "Watch 2")
    #expect(got.code == 0, "\(got.words)")
    #expect(FileManager.default.contents(atPath: out) == Data("what was seen".utf8))
    let made = try mission.run(
      "evidence", "derive", digest, try mission.file("b.txt", "what"), "--operation", "cut",
      "--parameters", "first word", "--as", "Watch 2")
    #expect(made.code == 0, "\(made.words)")
    let shown = try mission.run("evidence", "show", digest, "--json")
    let item = try JSONValue(reading: Array(shown.output.utf8))
    #expect(item["name"] == "a.txt")
    #expect(item["note"] == "by patrol 4")
    let steps = item["custody"]?.elements ?? []
    #expect(steps.compactMap { $0["type"]?.text } == ["evidence.added", "evidence.read"])
    #expect(steps.compactMap { $0["actor"]?.text } == ["Watch 1", "Watch 2"])
    let list = try mission.run("evidence", "list", "--json")
    #expect(list.output.split(separator: "\n").count == 2)
    #expect(list.output.contains("\"original\":\"\(digest)\""))
    let verified = try mission.run("evidence", "verify")
    #expect(verified.code == 0, "\(verified.output)")
    #expect(verified.words.contains("2 files, 17 bytes read; all is sound"))
  }

  @Test func `a changed, a missing and an unknown file are named, with exit code 1`() throws {
    let digests = [try mission.add("a", "one one one"), try mission.add("b", "two two two")]
    let paths = digests.map { "\(mission.data)/evidence/\($0.prefix(2))/\($0)" }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: paths[0])
    try Data("one one onf".utf8).write(to: URL(fileURLWithPath: paths[0]))
    try FileManager.default.removeItem(atPath: paths[1])
    _ = try mission.file("data/evidence/extra", "x")
    let found = try mission.run("evidence", "verify")
    #expect(found.code == 1)
    #expect(found.output.contains("damaged: \(digests[0])"))
    #expect(found.output.contains("missing: \(digests[1])"))
    #expect(found.output.contains("in no record: extra"))
    let got = try mission.run(
      "evidence", "get", digests[0], "--out", mission.folder + "/out", "--reason", "r", "--as", "A")
    #expect(got.code == 1)
    #expect(!FileManager.default.fileExists(atPath: mission.folder + "/out"))
  }

  @Test func `erasing takes a second person, and leaves the proof and nothing of the content`()
    throws
  {
    let digest = try mission.add(
      "name-of-a-person.txt", "words of a witness", "--personal", "--note", "a telling note")
    #expect(try mission.places(of: "words of a witness") == [])
    #expect(try mission.places(of: "name-of-a-person") != [])
    let alone = try mission.run(
      "evidence", "erase", digest, "--ground", "request", "--approved-by", "watch 1 ", "--as",
      "Watch 1")
    #expect(alone.code == 1)
    #expect(alone.words.contains("second person"))
    let log = try mission.run("log", "verify", mission.data)
    let erased = try mission.run(
      "evidence", "erase", digest, "--ground", "request", "--approved-by", "Head", "--as",
      "Watch 1")
    #expect(erased.code == 0, "\(erased.words)")
    for text in ["words of a witness", "name-of-a-person", "a telling note"] {
      #expect(try mission.places(of: text) == [], "\(text)")
    }
    #expect(!FileManager.default.fileExists(atPath: "\(mission.data)/evidence/keys/\(digest)"))
    let got = try mission.run(
      "evidence", "get", digest, "--out", mission.folder + "/out", "--reason", "r", "--as", "A")
    #expect(got.code == 1)
    #expect(got.words.contains("is erased"))
    let verified = try mission.run("evidence", "verify")
    #expect(verified.code == 0, "\(verified.output)")
    let item = try JSONValue(
      reading: Array(try mission.run("evidence", "show", digest, "--json").output.utf8))
    #expect(item["erased"] == true)
    #expect(item["name"] == "(withheld)")
    #expect(item["custody"]?.elements?.last?["reason"] == "request; approved by Head")
    #expect(log.code == (try mission.run("log", "verify", mission.data).code))
  }

  @Test func `what is not personal is not erased`() throws {
    let digest = try mission.add("a", "open")
    let done = try mission.run(
      "evidence", "erase", digest, "--ground", "g", "--approved-by", "Head", "--as", "Watch 1")
    #expect(done.code == 1)
    #expect(done.words.contains("not sealed"))
  }

  @Test func `a package goes from one mission to another, and a broken one is not taken`() throws {
    let plain = try mission.add("a", "first")
    let personal = try mission.add("b", "second", "--personal")
    let bag = mission.folder + "/bag"
    let packed = try mission.run(
      "evidence", "export", plain, personal, "--out", bag, "--to", "Joint commission", "--reason",
      "request 7", "--as", "Watch 1")
    #expect(packed.code == 0, "\(packed.words)")
    let manifest = try String(
      contentsOf: URL(fileURLWithPath: bag + "/manifest-sha256.txt"), encoding: .utf8)
    #expect(manifest.contains("data/evidence/\(plain)"))
    let taken = try Run(
      "evidence", "import", bag, "--as", "Desk", "--data", mission.other)
    #expect(taken.code == 0, "\(taken.words)")
    #expect(taken.output.split(separator: "\n").count == 2)
    #expect(taken.output.contains(plain))
    let shown = try mission.run("evidence", "show", plain)
    #expect(shown.output.contains("to Joint commission: request 7"))

    try Data("fIrst".utf8).write(to: URL(fileURLWithPath: "\(bag)/data/evidence/\(plain)"))
    let before = try Run("evidence", "list", "--data", mission.other).output
    let refused = try Run("evidence", "import", bag, "--as", "Desk", "--data", mission.other)
    #expect(refused.code == 65)
    #expect(refused.words.contains("data/evidence/\(plain)"))
    #expect(try Run("evidence", "list", "--data", mission.other).output == before)
  }

  @Test func `content that came before is kept, and said to be old, sealed or not`() throws {
    let first = try mission.add("a", "the same")
    for more in [[], ["--personal"]] {
      let again = try Run(
        arguments: [
          "evidence", "add", mission.folder + "/a", "--as", "Watch 2", "--data", mission.data,
        ] + more)
      #expect(again.code == 0, "\(again.words)")
      #expect(again.words.contains("the same content came before: \(first)"))
    }
    let other = try mission.add("b", "another")
    #expect(other != first)
    #expect(try mission.run("evidence", "verify").code == 0)
  }

  @Test func `a digest that is too short, unknown or of several files is not guessed`() throws {
    let digest = try mission.add("a", "first")
    #expect(try mission.run("evidence", "show", String(digest.prefix(5))).code == 64)
    #expect(try mission.run("evidence", "show", "000000").code == 66)
    #expect(try mission.run("evidence", "show", String(digest.prefix(6))).code == 0)
  }
}
