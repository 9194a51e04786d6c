// Where does every report stand: drafted, cleared, issued, corrected? The fold over their records.
//
// SPDX-License-Identifier: Apache-2.0

/// Where a report stands. Errata do not change it: what was issued stays as it was.
public enum ReportState: String, CaseIterable, Hashable, Sendable {
  case draft, cleared, issued
}

/// The reports that the records speak of.
public struct ReportBook: Sendable {
  /// One version of a paragraph's words.
  public struct Prose: Hashable, Sendable {
    public let text: String
    public let atMs: Int64
    public let actor: String
  }

  /// Which words: of a paragraph, in a language.
  public struct Place: Hashable, Sendable {
    public let language: String
    public let paragraph: String

    public init(language: String, paragraph: String) {
      (self.language, self.paragraph) = (language, paragraph)
    }
  }

  public struct Erratum: Hashable, Sendable {
    /// Of this report, from 1.
    public let number: Int
    public let atMs: Int64
    public let actor: String
    public let content: ReportErratum
  }

  /// Who did a step, and when.
  public struct Step: Hashable, Sendable {
    public let atMs: Int64
    public let actor: String
  }

  public struct Report: Hashable, Sendable {
    public let id: String
    public let subject: ReportSubject
    public fileprivate(set) var state = ReportState.draft
    public let drafted: Step
    /// All versions, oldest first; the last one is printed.
    public fileprivate(set) var prose: [Place: [Prose]] = [:]
    public fileprivate(set) var cleared: Step?
    public fileprivate(set) var issued: Step?
    public fileprivate(set) var freeze: ReportFreeze?
    public fileprivate(set) var errata: [Erratum] = []
    public fileprivate(set) var history: [HistoryEntry] = []

    /// The words that are printed; nil where those that were made from the figures are.
    public func words(_ paragraph: String, in language: String) -> String? {
      prose[Place(language: language, paragraph: paragraph)]?.last?.text
    }

    /// Everybody whose words are in it.
    var writers: Set<String> {
      Set([drafted.actor] + prose.values.flatMap { $0.map(\.actor) })
    }
  }

  public private(set) var reports: [String: Report] = [:]

  public init() {}

  /// In order of their ids.
  public var inOrder: [Report] { reports.values.sorted { $0.id < $1.id } }

  /// The id of the next spot report of a year.
  public func nextSpotID(year: Int) -> String {
    let prefix = "SR-\(year)-"
    let count = reports.keys.filter { $0.hasPrefix(prefix) }.count
    return prefix + Self.padded(count + 1)
  }

  /// `DR-2027-074`.
  public static func dailyID(year: Int, number: Int) -> String { "DR-\(year)-\(padded(number))" }

  private static func padded(_ number: Int) -> String {
    String(repeating: "0", count: max(0, 3 - String(number).utf8.count)) + String(number)
  }

  // MARK: The fold

  /// Takes a record of a report; others change nothing.
  public mutating func apply(_ record: Record) {
    guard case .report(let act) = record.act else { return }
    let step = Step(atMs: record.atMs, actor: record.actor)
    if case .drafted(let id, let subject) = act {
      reports[id] = Report(id: id, subject: subject, drafted: step)
    }
    take(act, step, in: &reports[act.report])
    reports[act.report]?.history.append(
      HistoryEntry(
        sequence: record.sequence, atMs: record.atMs, actor: record.actor, type: act.type,
        note: act.note))
  }

  private func take(_ act: ReportAct, _ step: Step, in report: inout Report?) {
    switch act {
    case .drafted: break
    case .prose(_, let language, let paragraph, let text, _):
      let place = Place(language: language, paragraph: paragraph)
      report?.prose[place, default: []].append(
        Prose(text: text, atMs: step.atMs, actor: step.actor))
    case .cleared:
      report?.state = .cleared
      report?.cleared = step
    case .returned:
      report?.state = .draft
      report?.cleared = nil
    case .issued(_, let freeze):
      report?.state = .issued
      report?.issued = step
      report?.freeze = freeze
    case .erratum(_, let content):
      let number = (report?.errata.count ?? 0) + 1
      report?.errata.append(
        Erratum(number: number, atMs: step.atMs, actor: step.actor, content: content))
    }
  }
}
