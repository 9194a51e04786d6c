// Who recorded what, how far off and in which direction? Sentences for the areas with most events.
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// Section 2.
struct SectorWords {
  private static let sentenceCountMax = 6

  let period: ReportPeriod
  let t1: Table
  let sightings: [Sighting]

  /// Reports of one observer that read alike.
  private struct Group: Hashable {
    let sensor: String
    let kind: ObservationKind
    let qualifier: Qualifier?
    let distance: DistanceClass?
    let direction: Direction?
  }

  func write(into draft: inout ProseDraft) {
    for row in t1.rows where !row.isTotal {
      let own = sightings.filter { SummaryWords.key($0.happening) == row.key }
      guard !own.isEmpty else { continue }
      write(row.key, own, into: &draft)
    }
    guard sightings.isEmpty else { return }
    draft.add(
      "violations.none", .violations,
      Wording(
        "No ceasefire violations were recorded in the period.",
        "Im Zeitraum wurden keine Verstöße gegen die Waffenruhe erfasst.",
        "Протягом періоду порушень режиму припинення вогню не зафіксовано."))
  }

  private func write(_ sector: String, _ own: [Sighting], into draft: inout ProseDraft) {
    var groups: [Group: [Sighting]] = [:]
    var order: [Group] = []
    for sighting in own {
      let group = Group(
        sensor: sighting.observation.sensor, kind: sighting.observation.kind,
        qualifier: sighting.observation.qualifier, distance: sighting.distanceClass,
        direction: sighting.direction)
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(sighting)
    }
    let most = order.enumerated().map {
      ($0.offset, $0.element, Self.sum(groups[$0.element] ?? []))
    }
    .sorted { ($1.2.most, $0.0) < ($0.2.most, $1.0) }.prefix(Self.sentenceCountMax)
    let key = "violations.\(sector)"
    let head = "{t1/\(sector)/sector}"
    var sentences: [Wording] = []
    for (at, (_, group, _)) in most.enumerated() {
      sentences.append(sentence("\(key)/\(at + 1)", group, groups[group] ?? [], &draft))
    }
    if order.count > most.count {
      let table = draft.put("table/t2", Cell(.text("T2")))
      sentences.append(
        Wording(
          "All reports are in table \(table).", "Alle Meldungen stehen in Tabelle \(table).",
          "Усі повідомлення наведено в таблиці \(table)."))
    }
    draft.add(
      key, .violations,
      Wording.each { language in
        "\(head): " + sentences.map { $0[language] }.joined(separator: " ")
      })
  }

  private static func sum(_ sightings: [Sighting]) -> (least: Int, most: Int) {
    sightings.reduce((0, 0)) {
      ($0.0 + $1.observation.count.min, $0.1 + $1.observation.count.max)
    }
  }

  private func sentence(
    _ key: String, _ group: Group, _ own: [Sighting], _ draft: inout ProseDraft
  ) -> Wording {
    let (least, most) = Self.sum(own)
    let count = draft.put(
      "\(key)/count", Cell(.range(least, most), rows: own.map(\.observation.id)))
    let who = draft.put("\(key)/observer", Cell(.text(own[0].observer), rows: [group.sensor]))
    let when = time(key, own, &draft)
    let far = group.distance.map { draft.put("\(key)/distance", Cell($0.phrase)) }
    let means = own[0].observation.means
    return Wording.each { language in
      let what = "\(count) \(group.kind.noun.object(most, language))"
      let how = group.qualifier.map { " (\($0.wording[language]))" } ?? ""
      let where_ = place(far, group.direction, language)
      let verb = means.verb[language]
      return language == .uk
        ? "\(who): \(verb) \(what)\(how)\(where_)\(when.uk)."
        : "\(who) \(verb) \(what)\(how)\(where_)\(when[language])."
    }
  }

  private func place(
    _ far: String?, _ direction: Direction?, _ language: ReportLanguage
  ) -> String {
    var words = ""
    if let far {
      words =
        switch language {
        case .en: " at an assessed distance of \(far)"
        case .de: " in geschätzter Entfernung von \(far)"
        case .uk: " на орієнтовній відстані \(far)"
        }
    }
    return words + (direction.map { " \($0.phrase[language])" } ?? "")
  }

  private static func minute(_ atMs: Int64) -> Int64 { atMs - (atMs % 60_000 + 60_000) % 60_000 }

  private func time(_ key: String, _ own: [Sighting], _ draft: inout ProseDraft) -> Wording {
    // Sentences tell the minute; the table has the seconds.
    let fromMs = Self.minute(own.map(\.observation.happened.fromMs).min() ?? 0)
    let untilMs = Self.minute(own.map(\.observation.happened.untilMs).max() ?? 0)
    let from = draft.put("\(key)/from", Cell(.time(fromMs)))
    guard untilMs > fromMs else {
      return Wording(", at \(from)", ", um \(from)", ", о \(from)")
    }
    let until = draft.put("\(key)/until", Cell(.time(untilMs)))
    return Wording(
      ", between \(from) and \(until)", ", zwischen \(from) und \(until)",
      ", між \(from) та \(until)")
  }
}
