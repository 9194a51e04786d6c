// What the compiler cannot see: who may import whom, what the reference names, what stays out.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Server
import Testing

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("../..").standardizedFileURL

private func text(_ path: String) throws -> String {
  try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
}

/// Files under a folder, by their paths from the root.
private func files(_ folder: String, ending: String) throws -> [String] {
  let walker = try #require(
    FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path))
  return walker.compactMap { $0 as? String }.filter { $0.hasSuffix(ending) }.sorted()
    .map { "\(folder)/\($0)" }
}

@Suite struct HouseRules {
  /// The system's own modules are free to all that may touch the system.
  static let system: Set<String> = [
    "Glibc", "Foundation", "FoundationNetworking", "Synchronization",
  ]

  static let table: [String: Set<String>] = {
    let decided: Set<String> = ["Observations", "Geo"]
    let rules = decided.union(["Agreements", "Tracks"])
    let all = rules.union([
      "Coalition", "Rules", "Cases", "Pipeline", "Reports", "Missions", "Feeds", "Notation",
      "Ledger",
      "Redaction",
      "Evidence", "Store", "Intake",
    ])
    return [
      "Notation": [], "Geo": ["Glibc", "Darwin", "Foundation"], "Observations": ["Geo", "Crypto"],
      "Feeds": decided.union(["Notation", "Glibc", "Darwin"]),
      "Tracks": decided.union(["HeapModule", "Dispatch", "Glibc", "Darwin", "Foundation"]),
      "Agreements": decided, "Coalition": decided.union(["Agreements", "Notation"]),
      "Rules": rules,
      "Cases": rules.union(["Rules", "Notation"]),
      "Pipeline": rules.union(["Rules", "Cases"]),
      "Reports": rules.union(["Rules", "Cases", "Notation", "Glibc", "Darwin"]),
      "Missions": rules.union([
        "Rules", "Coalition", "Feeds", "Notation", "Ledger", "Yams", "Foundation",
      ]),
      "Redaction": ["Notation", "Crypto"],
      "Evidence": ["Redaction", "Notation", "Crypto", "CryptoExtras", "Foundation"],
      "Ledger": ["CCRC32C", "Crypto", "Glibc", "Darwin", "Synchronization"],
      "Witness": system.union([
        "Ledger", "Hummingbird", "HummingbirdCore", "HTTPTypes", "NIOCore", "NIOPosix", "Logging",
      ]),
      "Intake": [
        "Foundation", "FoundationNetworking", "Synchronization", "NIOCore", "NIOPosix", "CZlib",
        "CZstd",
      ], "Store": ["GRDB", "Foundation"],
      "Server": all.union(system).union([
        "Witness",
        "Hummingbird", "HTTPTypes", "NIOCore", "ServiceLifecycle", "Dispatch", "Logging",
        "Crypto", "CryptoExtras",
      ]),
      "truceline": all.union(system).union(["Server", "Witness", "ArgumentParser", "Logging"]),
    ]
  }()

  @Test func `imports keep to the table`() throws {
    let targets = try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("Sources").path)
    for target in targets.sorted() {
      let sources = try files("Sources/\(target)", ending: ".swift")
      guard !sources.isEmpty else { continue }
      let allowed = try #require(Self.table[target], "\(target) is not in the table")
      for file in sources {
        for line in try text(file).split(separator: "\n") {
          let words = line.split(separator: " ")
          guard let at = words.firstIndex(of: "import"), at < 2, words.count > at + 1 else {
            continue
          }
          let module = String(words[at + 1].split(separator: ".")[0])
          #expect(allowed.contains(module), "\(file) imports \(module)")
        }
      }
    }
  }

  @Test func `Foundation decides nothing: it stands only where another C library is missing`()
    throws
  {
    for target in ["Geo", "Tracks"] {
      for file in try files("Sources/\(target)", ending: ".swift") {
        let source = try text(file)
        guard source.contains("import Foundation") else { continue }
        #expect(source.contains("#if canImport(Glibc)"), "\(file)")
      }
    }
  }

  @Test func `every Swift file says its licence`() throws {
    for folder in ["Sources", "Tests", "Benchmarks"] {
      for file in try files(folder, ending: ".swift") where !file.contains("/.venv/") {
        #expect(
          try text(file).prefix(600).contains("SPDX-License-Identifier: Apache-2.0"), "\(file)")
      }
    }
  }

  @Test func `the reference names every operation and every command`() throws {
    let interface = try text("docs/reference/http.md")
    for operation in OpenAPI.operations {
      let line = "`\(operation.method.uppercased()) \(operation.path)`"
      #expect(interface.contains(line), "docs/reference/http.md does not name \(line)")
    }
    let commands = try text("docs/reference/commands.md")
    for file in try files("Sources/truceline", ending: ".swift") {
      let source = try text(file)
      for line in source.split(separator: "\n") where line.hasPrefix("// `truceline ") {
        let name = line.dropFirst(14).prefix { $0 != "`" && $0 != "|" }
        #expect(commands.contains("truceline \(name)"), "docs/reference/commands.md: \(name)")
      }
    }
  }

  @Test func `what architecture says of imports is what is held`() throws {
    let page = try text("ARCHITECTURE.md")
    for target in Self.table.keys {
      #expect(page.contains("| \(target) |"), "ARCHITECTURE.md does not name \(target)")
    }
    for match in page.matches(of: /`((?:Sources\/)?[A-Za-z]+\/[A-Za-z\/]+\.swift)`/) {
      let path = String(match.1)
      let full = path.hasPrefix("Sources/") ? path : "Sources/" + path
      #expect(
        FileManager.default.fileExists(atPath: root.appendingPathComponent(full).path),
        "ARCHITECTURE.md names \(path)")
    }
  }
}
