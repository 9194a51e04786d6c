// Which stories does a mission folder tell? Reads `stories/*.yaml` and reports every fault.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Foundation
internal import Notation

/// Reads the stories of an exercise. They decide nothing of what comes out, so that they are no part of
/// the mission's fingerprint.
public struct StoryReader {
  private let folder: URL
  private let feeds: Set<String>
  private let faults = FaultList()

  /// - Parameter mission: whose feeds the stories may use.
  public static func read(_ mission: Mission) -> StoryReading {
    let reader = StoryReader(mission)
    var stories: [Story] = []
    for file in reader.files() {
      guard let story = reader.story(file) else { continue }
      if let other = stories.first(where: { $0.number == story.number }) {
        reader.faults.add(
          Fault(
            .error, file: file, line: 1, "story \(story.number) stands in \(other.file) already.",
            next: "Give it a number of its own."))
      }
      stories.append(story)
    }
    return StoryReading(
      stories: reader.faults.hasErrors ? [] : stories.sorted { $0.number < $1.number },
      faults: reader.faults.faults)
  }

  private init(_ mission: Mission) {
    folder = URL(fileURLWithPath: mission.folder, isDirectory: true)
    feeds = Set(mission.feeds.map(\.name))
  }

  private func files() -> [String] {
    let listed = try? FileManager.default.contentsOfDirectory(
      atPath: folder.appendingPathComponent("stories").path)
    return (listed ?? []).filter { $0.hasSuffix(".yaml") }.sorted().map { "stories/\($0)" }
  }

  private func story(_ file: String) -> Story? {
    guard let data = FileManager.default.contents(atPath: folder.appendingPathComponent(file).path),
      let text = String(validating: data, as: UTF8.self)
    else {
      faults.add(Fault(.error, file: file, line: 0, "the file cannot be read as UTF-8."))
      return nil
    }
    guard let root = YAMLNode.root(text, file: file, faults: faults) else { return nil }
    _ = root.members(["number", "title", "teaches", "steps"])
    guard let number = root.required("number")?.whole,
      let title = root.required("title")?.localText,
      let teaches = root.required("teaches")?.localText, let written = root.required("steps")
    else { return nil }
    let steps = written.elements().compactMap(step)
    for (index, step) in steps.enumerated().dropFirst() where step.atMs < steps[index - 1].atMs {
      written.elements()[index].fault(
        "the step is before the one above it.", next: "Put steps in order of time.")
    }
    guard !steps.isEmpty else {
      written.fault("a story needs a step.")
      return nil
    }
    return Story(number: number, title: title, teaches: teaches, file: file, steps: steps)
  }

  private func step(_ node: YAMLNode) -> StoryStep? {
    _ = node.members(["at", "text", "do", "name", "expect"])
    guard let atMs = node.required("at")?.timeMs, let text = node.required("text")?.localText else {
      return nil
    }
    let names = node["name"]?.entries().compactMap { name, value -> (String, StorySight, String)? in
      _ = value.members(["see", "of", "where", "take"])
      guard let sight = sight(value), let path = value.required("take")?.text else { return nil }
      return (name, sight, path)
    }
    return StoryStep(
      atMs: atMs, text: text, actions: node["do"]?.elements().compactMap(action) ?? [],
      names: names ?? [], expectations: node["expect"]?.elements().compactMap(expectation) ?? [])
  }

  // MARK: Actions

  private static let envelope: Set<String> = ["by", "as", "refused", "unless"]

  private func action(_ node: YAMLNode) -> StoryAction? {
    let kinds = ["feed", "act", "evidence", "witnesses", "forge"]
    guard let kind = kinds.first(where: { node.has($0) }) else {
      node.fault(
        "it says nothing to do.", next: "Write one of: \(kinds.joined(separator: ", ")).")
      return nil
    }
    guard let deed = deed(kind, node) else { return nil }
    return StoryAction(
      deed: deed, name: node["as"]?.text, refusal: node["refused"]?.text,
      unless: node["unless"].flatMap { value in
        _ = value.members(["see", "of", "where"])
        return sight(value)
      }, line: node.line)
  }

  private func deed(_ kind: String, _ node: YAMLNode) -> StoryAction.Deed? {
    switch kind {
    case "feed":
      _ = node.members(["feed", "file", "live"])
      guard let name = node["feed"]?.text, let file = node.required("file").flatMap(path) else {
        return nil
      }
      guard feeds.contains(name) else {
        node["feed"]?.fault(
          "there is no feed '\(name)'.", next: YAMLNode.suggestion(name, feeds))
        return nil
      }
      return .feed(name: name, file: file, isLive: node["live"]?.flag ?? false)
    case "act":
      _ = node.members(Self.envelope.union(["act"]))
      guard let act = node["act"], let type = act.required("type")?.text,
        let actor = node.required("by")?.text
      else { return nil }
      return .act(type: type, members: act.json.objectMembers.without("type"), actor: actor)
    case "evidence":
      _ = node.members(Self.envelope.union(["evidence"]))
      guard let written = node["evidence"], let file = written.required("file").flatMap(path),
        let actor = node.required("by")?.text
      else { return nil }
      _ = written.members(["file", "personal", "note", "case"])
      return .evidence(
        file: file, isPersonal: written["personal"]?.flag ?? false,
        members: written.json.objectMembers.without("file").without("personal"), actor: actor)
    case "witnesses":
      _ = node.members(["witnesses", "away"])
      guard let names = node["witnesses"]?.oneOrMore().compactMap(\.text),
        let isAway = node.required("away")?.flag
      else { return nil }
      return .witnesses(names: names, isAway: isAway)
    default:
      _ = node.members(["forge", "refused"])
      return .forgery(of: node["forge"]?.json.objectMembers ?? [])
    }
  }

  /// A file of the mission folder that is there.
  private func path(_ node: YAMLNode) -> String? {
    guard let name = node.text else { return nil }
    let url = folder.appendingPathComponent(name).standardizedFileURL
    guard url.path.hasPrefix(folder.standardizedFileURL.path),
      FileManager.default.fileExists(atPath: url.path)
    else {
      node.fault("there is no file '\(name)'.", next: "Write its path from the mission folder.")
      return nil
    }
    return name
  }

  // MARK: What is seen

  private func sight(_ node: YAMLNode) -> StorySight? {
    guard let subject = node.required("see")?.word(StorySight.Subject.self) else { return nil }
    return StorySight(
      subject: subject, of: node["of"]?.text, conditions: node["where"]?.json.objectMembers ?? [])
  }

  private func expectation(_ node: YAMLNode) -> StoryExpectation? {
    _ = node.members(["see", "of", "where", "count", "is"])
    guard let sight = sight(node) else { return nil }
    guard node.has("count") || node.has("is") else {
      node.fault("nothing is expected of it.", next: "Add 'count: 1', or 'is: {state: open}'.")
      return nil
    }
    return StoryExpectation(
      sight: sight, count: node["count"]?.json, holds: node["is"]?.json.objectMembers ?? [],
      line: node.line)
  }
}

extension [JSONValue.Member] {
  fileprivate func without(_ name: String) -> [JSONValue.Member] { filter { $0.name != name } }
}
