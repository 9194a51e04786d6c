// Does `truceline stamp` ask for trusted time, and say when a stamp holds?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite struct StampCommandTests {
  private let stamps = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/evidence/stamps").standardizedFileURL.path

  @Test func `a stamp of a trusted authority gives its time, and any other exit code 1`() throws {
    let parts = [
      "stamp", "verify", stamps + "/stamped.txt", "--answer", stamps + "/rsa.tsr", "--request",
      stamps + "/request.tsq",
    ]
    let held = try Run(arguments: parts + ["--trusted", stamps + "/rsa.pem"])
    #expect(held.code == 0, "\(held.words)")
    #expect(held.output.contains("within 1500.1 ms, policy 1.3.6.1.4.1.99999.1.2"))
    let other = try Run(arguments: parts + ["--trusted", stamps + "/p256.pem"])
    #expect(other.code == 1)
    #expect(other.words.contains("none of the trusted certificates"))
    let policy = try Run(
      arguments: parts + ["--trusted", stamps + "/rsa.pem", "--policy", "1.2.3"])
    #expect(policy.code == 1)
    let bytes = try Run(
      "stamp", "verify", stamps + "/rsa.pem", "--answer", stamps + "/rsa.tsr", "--trusted",
      stamps + "/rsa.pem")
    #expect(bytes.code == 1)
    #expect(bytes.words.contains("other bytes"))
  }

  @Test func `a request is written once, and a policy that is none is refused`() throws {
    let out = FileManager.default.temporaryDirectory
      .appendingPathComponent("truceline-\(UUID().uuidString).tsq").path
    defer { try? FileManager.default.removeItem(atPath: out) }
    let file = stamps + "/stamped.txt"
    #expect(try Run("stamp", "request", file, "--out", out, "--policy", "one.two").code == 64)
    #expect(!FileManager.default.fileExists(atPath: out))
    #expect(try Run("stamp", "request", file, "--out", out, "--policy", "1.2.3").code == 0)
    let written = FileManager.default.contents(atPath: out)
    #expect((written?.count ?? 0) > 60)
    #expect(try Run("stamp", "request", file, "--out", out).code != 0)
    #expect(FileManager.default.contents(atPath: out) == written)
  }
}
