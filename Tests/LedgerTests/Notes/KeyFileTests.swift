// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Ledger

@Suite struct KeyFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func path(_ name: String) -> String { "\(folder.path)/\(name)" }

  private func setMode(_ mode: Int, _ name: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
  }

  @Test(arguments: [KeyFile.Use.log, .witness, .release])
  func `a key that was written is read again and signs`(use: KeyFile.Use) throws {
    let key = try #require(try KeyFile.make(use, name: "key.example/one", at: path("key")))
    let status = try FileManager.default.attributesOfItem(atPath: path("key"))
    #expect(status[.posixPermissions] as? Int == 0o600)
    let signer = try KeyFile.read(path("key"), for: use)
    #expect(signer.verifierKey == key && key.name == "key.example/one")
    let text = "text\n"
    let line = try use == .witness ? signer.cosign(text, timestampS: 1) : signer.sign(text)
    let note = try SignedNote.build(text: text, signatures: [line])
    #expect(try SignedNote.open(note, trusted: [key]).keys == [key])
    let second = try #require(try KeyFile.make(use, name: "key.example/one", at: path("other")))
    #expect(second != key)
  }

  @Test func `nothing is overwritten, and nothing is written for a name that is none`() throws {
    try folder.write([1, 2, 3], to: "taken")
    #expect(throws: KeyFileError(file: path("taken"), .exists)) {
      try KeyFile.make(.log, name: "a.example", at: path("taken"))
    }
    #expect(try folder.bytes(of: "taken") == [1, 2, 3])
    #expect(throws: KeyFileError(file: path("new"), .name(.name("a b")))) {
      try KeyFile.make(.log, name: "a b", at: path("new"))
    }
    #expect(try folder.names() == ["taken"])
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o601, 0o666])
  func `a file that others have any right to is refused`(mode: Int) throws {
    _ = try KeyFile.make(.log, name: "a.example", at: path("key"))
    try setMode(mode, "key")
    let error = KeyFileError(file: path("key"), .readableByOthers(mode: UInt32(mode)))
    #expect(throws: error) { try KeyFile.read(path("key"), for: .log) }
    #expect(error.description.contains("chmod 600 \(path("key"))"))
    try setMode(0o400, "key")
    #expect(throws: Never.self) { try KeyFile.read(path("key"), for: .log) }
  }

  @Test func `a key for another use is refused`() throws {
    _ = try KeyFile.make(.log, name: "a.example", at: path("key"))
    #expect(throws: KeyFileError(file: path("key"), .otherUse(found: .log, wanted: .witness))) {
      try KeyFile.read(path("key"), for: .witness)
    }
  }

  @Test func `every changed letter of a key is noticed`() throws {
    _ = try KeyFile.make(.log, name: "a.example", at: path("key"))
    let bytes = try folder.bytes(of: "key")
    let start = try #require(bytes.firstIndex(of: 0x0A))
    for place in start + 1..<bytes.count - 1 {
      var changed = bytes
      changed[place] = changed[place] == 0x41 ? 0x42 : 0x41
      try folder.write(changed, to: "key")
      try setMode(0o600, "key")
      #expect(throws: KeyFileError.self, "\(place)") { try KeyFile.read(path("key")) }
    }
  }

  @Test func `what is no key file is refused in words`() throws {
    #expect(throws: KeyFileError(file: path("none"), .missing)) { try KeyFile.read(path("none")) }
    #expect(throws: KeyFileError(file: folder.path, .form)) { try KeyFile.read(folder.path) }
    #expect(try KeyFile.make(.tsa, name: "", at: path("tsa.pem")) == nil)
    let pem = String(decoding: try folder.bytes(of: "tsa.pem"), as: UTF8.self)
    #expect(pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
    #expect(throws: KeyFileError(file: path("tsa.pem"), .form)) {
      try KeyFile.read(path("tsa.pem"))
    }
    try folder.write([UInt8](repeating: 0x41, count: 100_000), to: "long")
    try setMode(0o600, "long")
    #expect(throws: KeyFileError(file: path("long"), .form)) { try KeyFile.read(path("long")) }
  }

  @Test func `what is kept is replaced as a whole`() throws {
    let file = KeptFile(path("a/b/kept"))
    #expect(try file.read(byteCountMax: 10) == nil)
    for bytes: [UInt8] in [[1, 2, 3], [], [4]] {
      try file.replace(with: bytes)
      #expect(try KeptFile(path("a/b/kept")).read(byteCountMax: 3) == bytes)
    }
    #expect(throws: JournalError.self) { try file.read(byteCountMax: 0) }
  }
}
