// `truceline evidence list`, `show` and `verify`: what is kept, what was done with it, whether it is sound.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Evidence
internal import Foundation
internal import Geo
internal import Notation
internal import Server

struct EvidenceList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the files of evidence, in the order in which they came.")

  @OptionGroup var data: DataOption
  @Option(name: .customLong("case"), help: "Only those of this case.") var caseID: String?
  @Flag(help: "Print JSON, one object a line.") var json = false

  func run() throws {
    do {
      let items = try EvidenceBook(try data.folder()).items
      for item in items where caseID == nil || item.file.caseID == caseID {
        if json { Console.put(item.json) } else { Console.put(Self.line(item)) }
      }
      if items.isEmpty, !json { Console.say("no evidence is kept") }
    } catch {
      throw Console.fail(error)
    }
  }

  private static func line(_ item: EvidenceBook.Item) -> String {
    let state = item.isErased ? "erased" : (item.file.isSealed ? "personal" : "open")
    let came = item.steps.first.map { Instant(atMs: $0.atMs).iso } ?? ""
    return [
      String(item.file.digest.prefix(12)), came, "\(item.file.byteCount)", state, item.file.kind,
      item.file.caseID ?? "-", item.file.name,
    ].joined(separator: "  ")
  }
}

struct EvidenceShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one file: what it says of itself, and whose hands it passed through.")

  @Argument(help: "Digest of the file.") var digest: String
  @OptionGroup var data: DataOption
  @Flag(help: "Print JSON.") var json = false

  func run() throws {
    do {
      let item = try data.item(digest)
      guard !json else { return Console.put(item.json) }
      for member in item.json.objectMembers where member.name != "custody" {
        let text = member.value.text ?? member.value.written
        if !text.isEmpty { Console.put("\(member.name): \(text)") }
      }
      Console.put("custody:")
      for step in item.json["custody"]?.elements ?? [] {
        let parts = ["at", "type", "actor", "reason"].compactMap { step[$0]?.text }
        Console.put("  record \(step["record"]?.int ?? 0)  " + parts.joined(separator: "  "))
      }
    } catch {
      throw Console.fail(error)
    }
  }
}

struct EvidenceVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract:
      "Read every file of evidence, and name what is missing, damaged, exchanged or unknown.",
    discussion: "Nothing is repaired. Exits 1 when anything is found.")

  @OptionGroup var data: DataOption
  @Flag(help: "Print findings as JSON.") var json = false

  func run() throws {
    do {
      let items = try EvidenceBook(try data.folder()).items
      let erased = try items.filter(\.isErased).map { try $0.stored().digest }
      let audit = try data.evidence().audit(
        expected: items.map { try $0.stored() }, erased: Set(erased))
      if json {
        Console.put(
          .members([
            "files": .integer(Int64(audit.checkedCount)),
            "bytes": .integer(Int64(audit.checkedByteCount)),
            "findings": .array(audit.findings.map { .string($0.description) }),
          ]))
      } else {
        for finding in audit.findings { Console.put(finding.description) }
        Console.say(
          "\(audit.checkedCount) files, \(audit.checkedByteCount) bytes read; "
            + (audit.isSound ? "all is sound" : "\(audit.findings.count) findings"))
      }
      guard audit.isSound else { throw Exit.finding }
    } catch {
      throw Console.fail(error)
    }
  }
}
