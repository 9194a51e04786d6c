// A real data folder: taken in twice, rebuilt, of another mission, in use, on a full disk.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite(.serialized) struct DataFolderTests {
  private static func replay(_ data: String) throws -> JSONValue {
    let result = try Program.run("replay", Program.example, "--data", data, "--json")
    #expect(result.code == 0, "\(result.words)")
    return try JSONValue(reading: Array(result.output.utf8))
  }

  @Test func `the same file twice adds nothing`() throws {
    let folder = TemporaryFolder()
    let first = try Self.replay(folder.path + "/data")
    let shown = try Shown(folder.path + "/data")
    #expect(shown.alerts.count > 100)
    #expect(shown.observations.count == 2_671)
    let before = ["observations", "records"].map { folder.segments(of: "data/" + $0) }
    let second = try Self.replay(folder.path + "/data")
    #expect(first["duplicates"]?.int == 0)
    #expect(second["duplicates"]?.int == 2_671)
    #expect(second["observations"]?.int == 2_671)
    #expect(try Shown(folder.path + "/data") == shown)
    let after = ["observations", "records"].map { folder.segments(of: "data/" + $0) }
    #expect(after == before)
  }

  @Test func `read models that were deleted come back the same`() throws {
    let folder = TemporaryFolder()
    let data = folder.path + "/data"
    _ = try Self.replay(data)
    let id = try #require(
      try Program.run("alert", "list", "--data", data, "--json").lines().first?["id"]?.text)
    #expect(try Program.run("alert", "ack", id, "--as", "Officer 1", "--data", data).code == 0)
    #expect(
      try Program.run("case", "open", id, "--title", "T", "--as", "Officer 1", "--data", data).code
        == 0)
    let report = try #require(
      try Program.run("observation", "list", "--data", data, "--json").lines().last?["id"]?.text)
    #expect(
      try Program.run(
        "observation", "set-aside", report, "--reason", "sensor_fault", "--as", "Officer 1",
        "--data", data
      ).code == 0)
    let shown = try Shown(data)
    let detail = try Program.run("alert", "show", id, "--data", data, "--json").output
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: data + "/read.sqlite" + suffix)
    }
    #expect(try Program.run("rebuild", "--data", data).code == 0)
    #expect(try Shown(data) == shown)
    #expect(try Program.run("alert", "show", id, "--data", data, "--json").output == detail)
    #expect(detail.contains("Officer 1"))
  }

  @Test func `the folder of another mission is refused`() throws {
    let folder = TemporaryFolder()
    _ = try Self.replay(folder.path + "/data")
    #expect(try Program.run("init", folder.path + "/other").code == 0)
    let result = try Program.run(
      "replay", folder.path + "/other", "--data", folder.path + "/data")
    #expect(result.code == 65)
    #expect(result.words.contains("'june-2026'"))
    #expect(result.words.contains("--data"))
  }

  @Test func `a second process on a folder is refused and told who has it`() throws {
    let folder = TemporaryFolder()
    let server = try ServedMission(data: folder.path + "/data")
    let result = try Program.run("replay", Program.example, "--data", folder.path + "/data")
    #expect(result.code == 69)
    #expect(result.words.contains("\(server.processID)"), "\(result.words)")
  }

  @Test func `a port in use is said in words`() throws {
    let folder = TemporaryFolder()
    let server = try ServedMission(data: folder.path + "/data")
    let result = try Program.run(
      "serve", Program.example, "--data", folder.path + "/second", "--listen",
      "127.0.0.1:\(server.port)")
    #expect(result.code == 69)
    #expect(result.words.contains("127.0.0.1:\(server.port) is in use"), "\(result.words)")
    #expect(result.words.contains("--listen"))
    #expect(!result.words.contains("errno"))
  }

  @Test(
    .enabled(if: geteuid() == 0, "a small file system can only be mounted by root"),
    arguments: [160, 900, 2_000])
  func `on a full disk it says so, and loses nothing that it acknowledged`(sizeKiB: Int) throws {
    let folder = TemporaryFolder()
    func mount(_ arguments: String...) -> Bool {
      let mount = Process()
      mount.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      mount.arguments = arguments
      mount.standardError = FileHandle.nullDevice
      guard (try? mount.run()) != nil else { return false }
      mount.waitUntilExit()
      return mount.terminationStatus == 0
    }
    // Where a container forbids to mount there is nothing to test.
    guard mount("mount", "-t", "tmpfs", "-o", "size=\(sizeKiB)k", "tmpfs", folder.path) else {
      return
    }
    defer { _ = mount("umount", folder.path) }
    let data = folder.path + "/data"
    let result = try Program.run("replay", Program.example, "--data", data)
    #expect(result.code == 74, "\(result.words)")
    #expect(result.words.lowercased().contains("space") || result.words.contains("full"))
    #expect(result.words.contains("Free space"), "\(result.words)")
    try #require(mount("mount", "-o", "remount,size=512m", folder.path))
    _ = try Self.replay(data)
    let undisturbed = TemporaryFolder()
    _ = try Self.replay(undisturbed.path + "/data")
    #expect(try Shown(data) == Shown(undisturbed.path + "/data"))
  }
}
