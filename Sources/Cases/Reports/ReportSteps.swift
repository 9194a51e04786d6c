// Which step of a report may follow which, and by whom? Drafted, cleared and issued by several people.
//
// SPDX-License-Identifier: Apache-2.0

extension ReportBook {
  /// - Throws: `ActError` where the state or the separation of duties does not allow it.
  public func check(_ act: ReportAct, by actor: String) throws(ActError) {
    switch act {
    case .drafted(let id, let subject): try checkDrafting(id, subject)
    case .prose(let id, let language, let paragraph, let text, let after):
      let report = try require(id, .draft, toBe: "edited")
      try ReportWords.check(text)
      try requireText(language, "a language")
      try requireText(paragraph, "the name of a paragraph")
      try requireNewest(report, Place(language: language, paragraph: paragraph), after)
    case .cleared(let id, _):
      let report = try require(id, .draft, toBe: "cleared")
      try requireAnother(
        report.writers, actor, "\(actor) has written in report \(id) and cannot clear it.")
    case .returned(let id, let reason):
      _ = try require(id, .cleared, toBe: "returned")
      try requireText(reason, "a reason")
    case .issued(let id, _):
      let report = try require(id, .cleared, toBe: "issued")
      try requireAnother(
        Set([report.cleared?.actor].compactMap(\.self)), actor,
        "\(actor) has cleared report \(id) and cannot issue it.")
    case .erratum(let id, let erratum):
      _ = try require(id, .issued, toBe: "corrected by an erratum")
      try checkErratum(erratum)
    }
  }

  private func checkDrafting(_ id: String, _ subject: ReportSubject) throws(ActError) {
    guard reports[id] == nil else {
      throw ActError(.forbiddenByState, "Report \(id) is there already.", next: "Edit it.")
    }
    let prefix = if case .day = subject { "DR-" } else { "SR-" }
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard id.hasPrefix(prefix), parts.count == 3,
      parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else {
      throw ActError(
        .invalid, "'\(id)' is no number of such a report.",
        next: "Write \(prefix)2027-001, or leave it out.")
    }
  }

  private func checkErratum(_ erratum: ReportErratum) throws(ActError) {
    try requireText(erratum.table, "the table")
    try requireText(erratum.row, "the row")
    try requireText(erratum.was, "what it was")
    try requireText(erratum.nowIs, "what it is now")
    try requireText(erratum.reason, "a reason")
    try requireText(erratum.decidedBy, "the name of who decided it")
  }

  private func require(
    _ id: String, _ state: ReportState, toBe goal: String
  ) throws(ActError) -> Report {
    guard let report = reports[id] else {
      throw ActError(
        .notFound, "There is no report \(id).",
        next: "See 'truceline report list', or draft it: 'truceline report draft'.")
    }
    guard report.state == state else {
      throw ActError(
        .forbiddenByState, "Report \(id) is \(report.state.rawValue) and cannot be \(goal).",
        next: report.state.next(for: state))
    }
    return report
  }

  /// Two officers editing at once: the second is told, and nothing of either is lost.
  private func requireNewest(_ report: Report, _ place: Place, _ after: Int) throws(ActError) {
    let versions = report.prose[place] ?? []
    guard versions.count != after else { return }
    guard let last = versions.last, after < versions.count else {
      throw ActError(
        .invalid, "Paragraph \(place.paragraph) has \(versions.count) versions, not \(after).",
        next: "Read it again.")
    }
    throw ActError(
      .forbiddenByState,
      "\(last.actor) has changed paragraph \(place.paragraph) meanwhile; it reads: “\(last.text)”",
      next: "Read version \(versions.count) and write yours after it.")
  }

  private func requireAnother(
    _ others: Set<String>, _ actor: String, _ message: String
  ) throws(ActError) {
    guard others.contains(where: { ReportWords.isSamePerson($0, actor) }) else { return }
    throw ActError(
      .forbiddenByState, message, next: "Another person has to do this.")
  }

  private func requireText(_ text: String, _ what: String) throws(ActError) {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw ActError(.invalid, "This needs \(what).", next: "Write \(what) and send it again.")
    }
  }
}

extension ReportState {
  fileprivate func next(for wanted: ReportState) -> String {
    switch (self, wanted) {
    case (.issued, .draft), (.issued, .cleared): "Write an erratum instead."
    case (.cleared, .draft): "Return it to be drafted first."
    case (.draft, .cleared): "Another person has to clear it first."
    default: "Issue it first."
    }
  }
}

/// What may be written in a report.
public enum ReportWords {
  static let byteCountMax = 8_000

  /// Figures belong to the tables: words hold none outside of braces.
  static func check(_ text: String) throws(ActError) {
    guard text.utf8.count <= byteCountMax else {
      throw ActError(
        .invalid, "The paragraph is longer than \(byteCountMax) bytes.", next: "Shorten it.")
    }
    var isInBraces = false
    for character in text {
      switch character {
      case "{" where !isInBraces: isInBraces = true
      case "}" where isInBraces: isInBraces = false
      case "{", "}":
        throw ActError(
          .invalid, "A brace stands without its other half.", next: "Write {name of a figure}.")
      default:
        guard isInBraces || !character.isNumber else {
          throw ActError(
            .invalid, "The words hold the figure '\(character)'; figures are locked.",
            next: "Put the figure's name in braces, as in the words it was made with.")
        }
      }
    }
    guard !isInBraces else {
      throw ActError(.invalid, "A brace is not closed.", next: "Write {name of a figure}.")
    }
  }

  /// Names that were erased are nobody's.
  static func isSamePerson(_ one: String, _ other: String) -> Bool {
    guard one != Record.withheldText, other != Record.withheldText else { return false }
    return key(one) == key(other)
  }

  private static func key(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
