// `truceline evidence`: keep originals, show where they came from, hand them over, check that all is there.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Evidence
internal import Foundation
internal import Geo
internal import Notation
internal import Server

struct EvidenceCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Keep files of evidence, and record whose hands they pass through.",
    discussion: """
      Originals are kept under the SHA-256 of their bytes and never changed. What is personal is \
      encrypted under a key of its own; erasing destroys that key. What is done with a file is a \
      signed record of the log. Digests may be shortened to their beginning.
      """,
    subcommands: [
      EvidenceAdd.self, EvidenceList.self, EvidenceShow.self, EvidenceGet.self,
      EvidenceDerive.self, EvidenceErase.self, EvidenceExport.self, EvidenceImport.self,
      EvidenceVerify.self,
    ])
}

extension DataOption {
  func evidence() throws -> EvidenceStore { try EvidenceStore(folder: try folder().evidence) }

  /// The one item whose digest begins so.
  func item(_ prefix: String) throws -> EvidenceBook.Item {
    let found = try EvidenceBook(try folder()).items(beginning: prefix.lowercased())
    guard found.count == 1, prefix.count >= 6 else {
      Console.say(
        "truceline: '\(prefix)' names \(found.count) files of evidence; write six digits or more of "
          + "one digest. See 'truceline evidence list'.")
      throw found.isEmpty ? Exit.missingInput : Exit.usage
    }
    return found[0]
  }
}

extension EvidenceBook.Item {
  func stored() throws -> StoredEvidence {
    guard let digest = EvidenceDigest(hex: file.digest) else { throw Exit.badData }
    return StoredEvidence(digest: digest, byteCount: file.byteCount, isSealed: file.isSealed)
  }
}

/// What the record of a file says beside what the store knows.
struct ArrivalOptions: ParsableArguments {
  @Flag(help: "It is personal: encrypt it under a key of its own, so that it can be erased.")
  var personal = false
  @Option(help: "A note for the record.") var note = ""
  @Option(name: .customLong("case"), help: "The case that it is for.") var caseID: String?

  /// Stores a file, and says what a record of it says.
  func store(_ path: String, name: String? = nil, in store: EvidenceStore) throws -> EvidenceFile {
    try store.keep(path, name: name, sealed: personal, caseID: caseID, note: note)
  }
}

struct EvidenceAdd: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Keep a file, and record where it came from.",
    discussion: """
      The file is copied; when its digest is printed, the copy and the record are on the disk. Time, \
      place, camera and origin that the file states are recorded as claims.
      """)

  @Argument(help: "The file.") var file: String
  @OptionGroup var arrival: ArrivalOptions
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let before = try EvidenceBook(try acting.data.folder())
      let kept = try arrival.store(file, in: try acting.data.evidence())
      try await acting.record(.added(kept))
      // An old picture that is handed in as a new one.
      for item in before.items where item.file.contentDigest == kept.contentDigest {
        let came = item.steps.first.map { Instant(atMs: $0.atMs).iso } ?? ""
        Console.say("the same content came before: \(item.file.digest), \(came)")
      }
      Console.put(kept.digest)
    } catch {
      throw Console.fail(error)
    }
  }
}

struct EvidenceDerive: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "derive",
    abstract: "Keep a copy that was made from an original, and record how.",
    discussion: "The copy is made by another program. The original stays as it is.")

  @Argument(help: "Digest of the original.") var original: String
  @Argument(help: "The file of the copy.") var file: String
  @Option(help: "What was done, in words: 'cut', 'faces blurred'.") var operation: String
  @Option(help: "With what: program, version, settings.") var parameters = ""
  @OptionGroup var arrival: ArrivalOptions
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let from = try acting.data.item(original).file.digest
      let kept = try arrival.store(file, in: try acting.data.evidence())
      let derivation = Derivation(original: from, operation: operation, parameters: parameters)
      try await acting.record(.derived(kept, derivation))
      Console.put(kept.digest)
    } catch {
      throw Console.fail(error)
    }
  }
}

struct EvidenceGet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Take the content of a file out, and record who took it and why.",
    discussion: "The content is checked; a damaged file gives none.")

  @Argument(help: "Digest of the file.") var digest: String
  @Option(help: "The file to write; it must not be there.") var out: String
  @Option(help: "Why it is taken out.") var reason: String
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let item = try acting.data.item(digest)
      try await acting.record(.read(digest: item.file.digest, reason: reason))
      try acting.data.evidence().copy(item.stored(), to: out)
      Console.say("\(out): \(item.file.name)")
    } catch {
      throw Console.fail(error)
    }
  }
}

struct EvidenceErase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase",
    abstract: "Destroy the key of a personal file: nobody can read it again.",
    discussion: """
      The sealed file and its records stay, so that every proof still holds; name, note and claims in \
      the records are erased as well. Copies outside the store, in backups too, are not reached.
      """)

  @Argument(help: "Digest of the file.") var digest: String
  @Option(help: "The legal ground.") var ground: String
  @Option(help: "Who approved it; another person than who erases.") var approvedBy: String
  @OptionGroup var acting: ActOptions

  func run() async throws {
    do {
      let item = try acting.data.item(digest)
      try await acting.record(
        .erased(digest: item.file.digest, ground: ground, approvedBy: approvedBy))
      Console.put("\(item.file.digest)  erased")
    } catch {
      throw Console.fail(error)
    }
  }
}
