// Is a small file there as a whole or not at all, and is a folder of a disk what it says?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Testing

@testable import Ledger

@Suite struct DiskFolderTests {
  @Test func `a placed file replaces the one before as a whole`() throws {
    let folder = DiskFolder(path: try keep().path)
    try folder.place(Array("the first and longer one".utf8), as: "state")
    try folder.place(Array("second".utf8), as: "state")
    #expect(try folder.contents(of: "state", byteCountMax: 6) == Array("second".utf8))
    #expect(try folder.names() == ["state"])
  }

  @Test func `contents end at a bound, and what is longer is an error`() throws {
    let folder = DiskFolder(path: try keep().path)
    try folder.place([1, 2, 3], as: "state")
    #expect(try folder.contents(of: "none", byteCountMax: 3) == nil)
    #expect(try folder.contents(of: "state", byteCountMax: 3) == [1, 2, 3])
    let error = #expect(throws: JournalError.self) {
      try folder.contents(of: "state", byteCountMax: 2)
    }
    #expect(error?.problem == .damaged(.length))
    #expect(error?.byteOffset == 2)
  }

  @Test func `folders are made with those above them, and names are files and folders`() throws {
    let folder = try DiskFolder.make(try keep().path + "/a/b").folder("c")
    try folder.place([], as: "empty")
    #expect(try DiskFolder(path: folder.path + "/..").names() == ["c"])
    #expect(try folder.names() == ["empty"])
    try folder.remove("empty")
    #expect(try folder.names() == [])
    #expect(throws: JournalError.self) { try folder.remove("empty") }
    #expect(throws: JournalError.self) { try DiskFolder.make("/dev/null/folder") }
  }

  @Test func `a small file is replaced whole, and where it cannot be it stays`() throws {
    let path = try keep().path
    try KeptFile(path + "/small").replace(with: Array("first".utf8), makesFolder: false)
    try KeptFile(path + "//small").replace(with: Array("second one".utf8), makesFolder: false)
    #expect(try keep().bytes(of: "small") == Array("second one".utf8))
    #expect(try keep().names() == ["small"])
    #expect(throws: JournalError.self) {
      try KeptFile(path + "/none/small").replace(with: [1], makesFolder: false)
    }
  }

  private let temporary = Result { try TemporaryFolder() }

  private func keep() throws -> TemporaryFolder { try temporary.get() }
}
