// `truceline evidence export` and `import`: hand evidence over and take it in, as BagIt packages.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Evidence
internal import Foundation
internal import Geo
internal import Notation
internal import Server

struct EvidenceExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Pack files of evidence for handing over, and record to whom and why.",
    discussion: """
      The package is a BagIt bag of version 1.0 with SHA-256 and SHA-512. Each file lies under the \
      digest of its content, with its custody beside it. Personal files are unpacked in it: protect \
      it on its way.
      """)

  @Argument(help: "Digests of the files.") var digests: [String]
  @Option(help: "The folder to write; it must not be there.") var out: String
  @Option(help: "Who receives it.") var to: String
  @Option(help: "Why.") var reason: String
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let items = try digests.map { try acting.data.item($0) }
      let store = try acting.data.evidence()
      let bag = try BagWriter(folder: out)
      for item in items {
        let stored = try item.stored()
        try bag.add("evidence/\(item.file.contentDigest)") { write throws(EvidenceError) in
          try store.read(stored, write)
        }
        try bag.add("custody/\(item.file.contentDigest).json", bytes: item.json.bytes)
      }
      let nowMs = Int64(Date().timeIntervalSince1970 * 1_000)
      let manifest = try bag.finish(
        about: ["Source-Organization": "Truceline", "External-Description": reason],
        date: String(Instant(atMs: nowMs).iso.prefix(10)))
      do {
        try await acting.record(
          .exported(
            digests: items.map(\.file.digest), manifest: manifest.hex, to: to, reason: reason))
      } catch {
        // What is on no record is not handed over.
        try? FileManager.default.removeItem(atPath: out)
        throw error
      }
      Console.put("\(out)  \(items.count) files, manifest \(manifest)")
    } catch {
      throw Console.fail(error)
    }
  }
}

struct EvidenceImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Check a package, and take its files of evidence in.",
    discussion: """
      All of the package is checked before anything is taken: names that lead out of it, files that \
      are missing, not listed or other than their sums. Of a package that was made here, the files \
      below evidence/ are taken; of another one, all.
      """)

  @Argument(help: "The folder of the package.") var bag: String
  @OptionGroup var arrival: ArrivalOptions
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let package = try Bag(folder: bag)
      let own = package.files.filter { $0.name.hasPrefix("evidence/") }
      let store = try acting.data.evidence()
      for file in own.isEmpty ? package.files : own {
        let kept = try arrival.store("\(bag)/data/\(file.name)", name: file.name, in: store)
        guard kept.contentDigest == file.digest.hex else {
          Console.say("truceline: data/\(file.name) changed after the package was checked.")
          throw Exit.badData
        }
        try await acting.record(.added(kept))
        Console.put("\(kept.digest)  \(file.name)")
      }
    } catch {
      throw Console.fail(error)
    }
  }
}
