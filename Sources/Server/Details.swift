// What stands behind an alert? Its derivation, evidence, joins and history.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
public import Cases
internal import Geo
internal import Missions
public import Notation
internal import Observations
public import Rules
public import Store

extension Presenter {
  /// Everything that an alert rests on. The evidence is read from the read models.
  public func detail(
    _ alert: Alert, _ language: Language, store: ReadStore
  ) throws -> JSONValue {
    let clause = clause(alert.hit, language)
    let extra: [JSONValue.Member] = [
      .init("clauseText", .string(clause?.text.text(in: language.rawValue) ?? "")),
      .init("geometryVersion", .string(alert.hit.geometryVersion)),
      .init("derivation", .array(alert.hit.steps.map { json($0, language) })),
      .init("exemptions", .array(alert.hit.exemptions.map { exemption($0, language) })),
      .init("proposedTask", task(alert.hit, language)),
      .init("evidence", .array(try evidence(alert, language, store))),
      .init("joins", try joins(alert, store)),
      .init("history", .array(alert.history.map { json($0, language) })),
    ]
    guard case .object(let members) = json(alert, language) else { return .null }
    return .object(members + extra)
  }

  func json(_ step: Step, _ language: Language) -> JSONValue {
    .members([
      "step": .string(step.code.rawValue), "text": .string(step.text(language)),
      "outcome": .string(step.outcome.rawValue),
      "measured": step.measured.map { rounded($0, 10) },
      "sigma": step.sigma.map { rounded($0, 10) },
      "comparison": step.comparison.map { .string($0.sign) },
      "threshold": step.threshold.map { .number($0) },
      "unit": step.unit.isEmpty ? nil : .string(step.unit),
    ])
  }

  private func exemption(_ step: Step, _ language: Language) -> JSONValue {
    .members([
      "text": .string(step.text(language)), "matched": .bool(step.outcome == .yes),
      "outcome": .string(step.outcome.rawValue),
    ])
  }

  private func task(_ hit: Hit, _ language: Language) -> JSONValue {
    guard !hit.tasks.isEmpty else { return .null }
    let text = hit.tasks.map { $0.text(language) }.joined(separator: " ")
    return .members(["text": .string(text)])
  }

  private func evidence(
    _ alert: Alert, _ language: Language, _ store: ReadStore
  ) throws -> [JSONValue] {
    try (alert.event?.observationIDs ?? []).compactMap { id in
      guard let (doc, setAside) = try store.observation(id) else { return nil }
      let observation = try doc.withUnsafeBytes { try Observation(decoding: $0) }
      return json(observation, setAside: setAside, language)
    }
  }

  private func joins(_ alert: Alert, _ store: ReadStore) throws -> JSONValue {
    guard let doc = try store.eventDoc(alert.hit.eventID) else { return .array([]) }
    return try JSONValue(reading: doc.utf8)["joins"] ?? .array([])
  }

  func json(_ entry: HistoryEntry, _ language: Language) -> JSONValue {
    .members([
      "at": time(entry.atMs), "actor": .string(entry.actor), "type": .string(entry.type),
      "act": .string(actName(entry.type, language)), "note": .string(entry.note),
      "record": .integer(Int64(entry.sequence)),
    ])
  }

  private func actName(_ type: String, _ language: Language) -> String {
    let names: [String: (en: String, de: String)] = [
      "alert.raised": ("raised", "ausgelöst"), "alert.revised": ("revised", "nachgeführt"),
      "alert.withdrawn": ("withdrawn by the rules", "von den Regeln zurückgezogen"),
      "alert.acknowledged": ("acknowledged", "bestätigt"),
      "alert.actioned": ("actioned", "veranlasst"),
      "alert.dismissed": ("dismissed", "verworfen"),
      "case.opened": ("case opened", "Fall eröffnet"),
      "case.assigned": ("assigned", "zugewiesen"),
    ]
    guard let name = names[type] else { return type }
    return language == .de ? name.de : name.en
  }

  /// A case with its alerts, history, clocks and the work on it.
  public func detail(
    _ item: Case, _ book: CaseBook, _ language: Language, nowMs: Int64
  ) -> JSONValue {
    let listed = json(item).objectMembers.filter { $0.name != "alerts" }
    return .object(
      listed + [
        .init("alerts", .array(book.alerts(ofCase: item.id).map { json($0, language) })),
        .init("history", .array(item.history.map { json($0, language) })),
      ] + work(item, book, ClockTerms(mission.agreement), language, nowMs: nowMs))
  }
}
