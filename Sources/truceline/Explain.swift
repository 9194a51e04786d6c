// `truceline explain`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Notation
internal import Rules
internal import Server
internal import Store

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the whole derivation of an alert, from the clause to the bytes.")

  @Argument(help: "The alert.") var alert: String
  @OptionGroup var options: ReadOptions

  func run() throws {
    do {
      let detail = try Self.detail(alert, options)
      if options.json { Console.put(detail) } else { tell(detail) }
    } catch { throw Console.fail(error) }
  }

  static func detail(_ id: String, _ options: ReadOptions) throws -> JSONValue {
    let (store, presenter, _) = try options.open()
    guard let doc = try store.alertDoc(id) else {
      Console.say("truceline: there is no alert \(id); see 'truceline alert list'.")
      throw Exit.missingInput
    }
    let alert = try Alert(json: try JSONValue(reading: doc.utf8))
    return try presenter.detail(alert, options.language, store: store)
  }

  private func tell(_ detail: JSONValue) {
    let isGerman = options.language == .de
    let clause = detail["clause"]
    Console.put("\(detail.text("id"))  \(detail.text("state"))  \(detail.text("verdict"))")
    Console.put(detail.text("summary"))
    Console.put(
      (isGerman ? "Klausel " : "Clause ") + "\(clause?.text("id") ?? ""), "
        + (isGerman ? "Fassung " : "version ") + "\(clause?["version"]?.written ?? ""): "
        + detail.text("clauseText"))
    Console.put("")
    for step in detail["derivation"]?.elements ?? [] {
      Console.put("  [\(step.text("outcome"))] \(step.text("text"))")
    }
    for exemption in detail["exemptions"]?.elements ?? [] {
      Console.put("  [\(exemption.text("outcome"))] \(exemption.text("text"))")
    }
    if let task = detail["proposedTask"]?["text"]?.text { Console.put("  -> \(task)") }
    Console.put("")
    Console.put("\(isGerman ? "Ereignis" : "Event") \(detail.text("event"))")
    let joins = detail["joins"]?.elements ?? []
    for observation in detail["evidence"]?.elements ?? [] {
      let id = observation.text("id")
      let join = joins.first { $0.text("observation") == id }
      let residual =
        join.map {
          "\($0["residualM"]?.written ?? "") m, \($0["residualS"]?.written ?? "") s"
        } ?? ""
      Console.put(
        "  \(id)  \(observation.text("happenedFrom"))  \(observation.text("sensorName"))  "
          + "\(observation.placeText)  \(residual)")
      Console.put("    \(observation.text("raw"))")
      Console.put("    sha256 \(observation.text("sha256"))")
    }
    Console.put("")
    for entry in detail["history"]?.elements ?? [] {
      Console.put(
        "  \(entry.text("at"))  \(entry.text("actor"))  \(entry.text("act"))  \(entry.text("note"))"
      )
    }
  }
}
