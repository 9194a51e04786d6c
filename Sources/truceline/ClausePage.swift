// What does each clause say, and what does the machine make of it? For `truceline check --clauses`.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Missions
internal import Notation
internal import Rules

/// The clauses of a mission in writing and in the machine's words, side by side.
struct ClausePage {
  private let mission: Mission
  private let languages: [Language]
  private let gaps: [MonitoringGap]

  init(_ mission: Mission, _ languages: [Language]) {
    (self.mission, self.languages) = (mission, languages)
    gaps = mission.rules.gaps(mission.sensors)
  }

  private func sentences(_ clause: Clause, _ language: Language) -> [String] {
    ClauseWords(clause, mission.territory, language).sentences
  }

  private func gaps(_ clause: Clause) -> [MonitoringGap] {
    gaps.filter { $0.clauseID == clause.id && $0.version == clause.version }
  }

  var lines: [String] {
    var lines: [String] = []
    for clause in mission.agreement.clauses {
      for language in languages { lines += self.lines(clause, language) + [""] }
    }
    for language in languages { lines += summary(language) }
    return lines
  }

  private func lines(_ clause: Clause, _ language: Language) -> [String] {
    let isGerman = language == .de
    var lines = [
      (isGerman ? "Klausel " : "Clause ") + clause.id
        + (isGerman ? ", Fassung " : ", version ") + "\(clause.version): "
        + clause.title.text(in: language.rawValue)
    ]
    lines.append(
      "  " + (isGerman ? "Text" : "Text") + governs(clause.text, language) + ": "
        + clause.text.text(in: language.rawValue))
    lines += sentences(clause, language).map { "  - " + $0 }
    lines += gaps(clause).map {
      (isGerman ? "  ! nicht zu beobachten: " : "  ! cannot be monitored: ") + $0.text(language)
    }
    return lines
  }

  /// Which text governs, where the shown one does not.
  private func governs(_ text: LocalText, _ language: Language) -> String {
    guard let first = text.texts.first else { return "" }
    let isShown = text.texts.contains { $0.language == language.rawValue }
    let shown = isShown ? language.rawValue : first.language
    let isGoverning = shown == (mission.agreement.governing ?? first.language)
    let word =
      isGoverning
      ? (language == .de ? "maßgeblich" : "governing")
      : (language == .de ? "nicht maßgeblich" : "not governing")
    return " (\(shown), \(word))"
  }

  private func summary(_ language: Language) -> [String] {
    let whole = mission.agreement.clauses.filter { gaps($0).isEmpty }.map(\.id)
    let partly = mission.agreement.clauses.filter { !gaps($0).isEmpty }.map(\.id)
    return language == .de
      ? [
        "Ganz zu beobachten: \(whole.isEmpty ? "keine" : whole.joined(separator: ", "))",
        "Nicht oder nicht ganz: \(partly.isEmpty ? "keine" : partly.joined(separator: ", "))",
      ]
      : [
        "Can be monitored whole: \(whole.isEmpty ? "none" : whole.joined(separator: ", "))",
        "Not, or not whole: \(partly.isEmpty ? "none" : partly.joined(separator: ", "))",
      ]
  }

  var json: JSONValue {
    .members([
      "governing": mission.agreement.governing.map { .string($0) } ?? .null,
      "clauses": .array(
        mission.agreement.clauses.map { clause in
          .members([
            "id": .string(clause.id), "version": .integer(Int64(clause.version)),
            "texts": .object(
              clause.text.texts.map { .init($0.language, .string($0.text)) }),
            "sentences": .object(
              languages.map { language in
                .init(
                  language.rawValue,
                  .array(sentences(clause, language).map { .string($0) }))
              }),
            "gaps": .array(
              gaps(clause).map { gap in
                .object(
                  languages.map { .init($0.rawValue, .string(gap.text($0))) })
              }),
          ])
        }),
    ])
  }
}
