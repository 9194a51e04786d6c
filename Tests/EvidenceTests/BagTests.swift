// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Evidence

@Suite struct BagTests {
  let temporary: TemporaryFolder
  let folder: String

  init() throws {
    temporary = try TemporaryFolder()
    folder = temporary.path + "/bag"
    let bag = try BagWriter(folder: folder)
    try bag.add("evidence/a.bin", bytes: content(200_000))
    try bag.add("звіт 100%.txt", bytes: Array("text".utf8))
    try bag.add("line\nbreak\r", bytes: [])
    try bag.finish(
      about: ["Source-Organization": "Mission", "External-Description": "two\nlines: one"],
      date: "2026-06-24")
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"), encoding: .utf8)
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  /// Writes a manifest anew, with the sums of tag files taken off, so that only its own fault counts.
  private func writeManifest(_ change: (String) -> String) throws {
    for name in ["manifest-sha256.txt", "manifest-sha512.txt"] {
      try write(name, change(text(name)))
    }
    for name in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }

  @Test func `a bag that we wrote is one that we accept, with its files`() throws {
    let bag = try Bag(folder: folder)
    #expect(bag.files.map(\.name) == ["evidence/a.bin", "line\nbreak\r", "звіт 100%.txt"])
    #expect(bag.files[0].digest == EvidenceDigest(of: content(200_000)))
    #expect(bag.files.map(\.byteCount) == [200_000, 0, 4])
    #expect(
      bag.about.map(\.name) == [
        "Source-Organization", "External-Description", "Bagging-Date", "Payload-Oxum",
      ])
    #expect(bag.about[1].value == "two lines: one")
    #expect(bag.about[3].value == "200004.3")
  }

  @Test func `another program confirms the sums`() throws {
    for (program, name) in [
      ("sha256sum", "manifest-sha256.txt"), ("sha512sum", "manifest-sha512.txt"),
    ] {
      // Its own way of writing a line break in a name is another.
      let plain = try text(name).split(separator: "\n").filter { !$0.contains("%0A") }
      let list = temporary.path + "/" + name
      let decoded = plain.map { $0.replacingOccurrences(of: "%25", with: "%") + "\n" }
      try Data(decoded.joined().utf8).write(to: URL(fileURLWithPath: list))
      #expect(plain.count == 2)
      let done = try output(["sh", "-c", "cd '\(folder)' && \(program) --strict -c '\(list)'"])
      #expect(done.status == 0)
    }
  }

  @Test func `CR, LF and percent are encoded, nothing else`() {
    for (plain, written) in [
      ("a%b", "a%25b"), ("a\nb", "a%0Ab"), ("\r", "%0D"), ("ü %41", "ü %2541"),
    ] {
      #expect(BagPath.encoded(plain) == written)
      #expect(BagPath.decoded(written) == plain)
    }
    #expect(BagPath.decoded("%41%0a%0d%2") == "%41\n\r%2")
    #expect(BagPath.decoded("%25%0A", percentToo: false) == "%25\n")
  }

  @Test func `a changed, missing, additional or linked file is refused by name`() throws {
    let file = "\(folder)/data/evidence/a.bin"
    let sound = try Data(contentsOf: URL(fileURLWithPath: file))
    func fault() -> String? {
      do throws(BagError) { _ = try Bag(folder: folder) } catch { return error.path }
      return nil
    }
    #expect(fault() == nil)
    var changed = sound
    changed[150_000] ^= 1
    try changed.write(to: URL(fileURLWithPath: file))
    #expect(fault() == "data/evidence/a.bin")
    try FileManager.default.removeItem(atPath: file)
    #expect(fault() == "data/evidence/a.bin")
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: "/etc/hostname")
    #expect(fault() == "data/evidence/a.bin")
    try FileManager.default.removeItem(atPath: file)
    try sound.write(to: URL(fileURLWithPath: file))
    #expect(fault() == nil)
    try write("data/extra", "x")
    #expect(fault() == "data/extra")
    try FileManager.default.removeItem(atPath: "\(folder)/data/extra")
    try write("note.txt", "x")
    #expect(fault() == "note.txt")
    try FileManager.default.removeItem(atPath: "\(folder)/note.txt")
    try write(
      "bag-info.txt", text("bag-info.txt").replacingOccurrences(of: "Mission", with: "Other"))
    #expect(fault() == "bag-info.txt")
  }

  @Test(arguments: [
    "../outside", "/etc/passwd", "data/../../outside", "~/x", "data/./x", "data//x", "C:/x",
    "data\\..\\x", "data/nul", "data/COM1.txt", "data/\u{1}",
  ])
  func `a name that leads out of the package is refused, whether it exists or not`(name: String)
    throws
  {
    try writeManifest { text in
      let first = text.prefix { $0 != " " }
      return text + "\(first)  \(name)\n"
    }
    #expect(throws: BagError.self) { try Bag(folder: folder) }
    #expect(throws: BagError.self) {
      let bag = try BagWriter(folder: temporary.path + "/second")
      try bag.add(name.replacing("data/", with: "", maxReplacements: 1), bytes: [1])
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: temporary.path)
    #expect(left == ["bag"])
  }

  @Test func `a line that is listed twice, is no line, or is missing in one manifest is refused`()
    throws
  {
    let manifest = try text("manifest-sha256.txt")
    try writeManifest { $0 + $0 }
    #expect(throws: BagError.self) { try Bag(folder: folder) }
    try write("manifest-sha256.txt", "zz  data/evidence/a.bin\n")
    #expect(throws: BagError.self) { try Bag(folder: folder) }
    let lines = manifest.split(separator: "\n")
    try write("manifest-sha256.txt", lines.dropLast().joined(separator: "\n") + "\n")
    try write("manifest-sha512.txt", "")
    #expect(throws: BagError.self) { try Bag(folder: folder) }
  }

  @Test func `another version, a list of files to be fetched and a wrong total are refused`() throws
  {
    let declaration = try text("bagit.txt")
    for name in ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"] {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
    #expect(throws: Never.self) { try Bag(folder: folder) }
    try write("bagit.txt", declaration.replacingOccurrences(of: "1.0", with: "0.96"))
    #expect(throws: BagError.self) { try Bag(folder: folder) }
    try write("bagit.txt", declaration)
    try write("fetch.txt", "")
    #expect(throws: BagError.self) { try Bag(folder: folder) }
    try FileManager.default.removeItem(atPath: "\(folder)/fetch.txt")
    let about = try text("bag-info.txt")
    try write("bag-info.txt", about.replacingOccurrences(of: "200004.3", with: "200004.4"))
    #expect(throws: BagError.self) { try Bag(folder: folder) }
  }

  @Test func `a bag that is not finished leaves nothing, and a taken name is refused`() throws {
    #expect(throws: BagError.self) { try BagWriter(folder: folder) }
    do {
      let bag = try BagWriter(folder: temporary.path + "/third")
      try bag.add("x", bytes: [1])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["bag"])
  }

  @Test func `files of a bag go into the store under the sums of the bag`() throws {
    let store = try EvidenceStore(folder: temporary.path + "/evidence")
    let bag = try Bag(folder: folder)
    let plain = try bag.add(bag.files[0], to: store, sealed: false)
    #expect(plain.stored.digest == bag.files[0].digest)
    let sealed = try bag.add(bag.files[2], to: store, sealed: true)
    #expect(sealed.contentDigest == bag.files[2].digest)
    #expect(try read(sealed.stored, store) == Array("text".utf8))
    try Data([1]).write(to: URL(fileURLWithPath: "\(folder)/data/evidence/a.bin"))
    #expect(throws: BagError.self) { try bag.add(bag.files[0], to: store, sealed: false) }
  }
}
