// What else does the summary say: air, impediments, cases, hot spots, corrections?
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Observations
internal import Tracks

extension SummaryWords {
  private func rowCount(_ id: String) -> Int { tables.first { $0.id == id }?.rows.count ?? 0 }

  private func rows(_ id: String) -> [String] {
    tables.first { $0.id == id }?.rows.map(\.key) ?? []
  }

  private func bullet(
    _ key: String, _ noun: Noun, of table: String, _ draft: inout ProseDraft,
    _ words: (ReportLanguage, String) -> String
  ) {
    let count = rowCount(table)
    guard count > 0 else { return }
    let place = draft.put("summary.\(key)/count", .count(count, of: rows(table)))
    draft.add(
      "summary.\(key)", .summary, isBullet: true,
      Wording.each { words($0, "\(place) \(noun.form(count, $0))") })
  }

  func air(_ draft: inout ProseDraft) {
    let noun = Noun(
      ("flight in a zone of the agreement was", "flights in zones of the agreement were"),
      ("Flug in einer Zone des Abkommens wurde", "Flüge in Zonen des Abkommens wurden"),
      ("політ у зоні угоди", "польоти в зонах угоди", "польотів у зонах угоди"))
    bullet("air", noun, of: "T7", &draft) { language, words in
      switch language {
      case .en: "Air: \(words) recorded."
      case .de: "Luft: \(words) erfasst."
      case .uk: "Повітря: зафіксовано \(words)."
      }
    }
  }

  func impediments(_ draft: inout ProseDraft) {
    let noun = Noun(
      ("impediment", "impediments"), ("Behinderung", "Behinderungen"),
      ("перешкоду", "перешкоди", "перешкод"))
    bullet("impediments", noun, of: "T12", &draft) { language, words in
      switch language {
      case .en: "The Mission met with \(words)."
      case .de: "Die Mission erfuhr \(words)."
      case .uk: "У роботі Місії зафіксовано \(words)."
      }
    }
  }

  func cases(_ draft: inout ProseDraft) {
    let register = CasesAndFindings(material: material)
    let all = register.cases
    guard !all.isEmpty else { return }
    let issued = all.filter {
      register.finding($0).issuedMs.map(material.period.contains) == true
    }
    let overdue = register.table.rows.filter { $0.cells.last?.isFigure == true }
    let noun = Noun(("case", "cases"), ("Fall", "Fälle"), ("справа", "справи", "справ"))
    let places = [all.map(\.id), register.opened.map(\.id), issued.map(\.id), overdue.map(\.key)]
    let names = ["standing", "opened", "issued", "overdue"]
    let put = zip(names, places).map { name, ids in
      draft.put("summary.cases/\(name)", .count(ids.count, of: ids))
    }
    draft.add(
      "summary.cases", .summary, isBullet: true,
      Wording(
        "\(put[0]) \(noun.form(all.count, .en)) in hand: \(put[1]) opened in the period, \(put[2]) "
          + "with a finding issued in it, \(put[3]) overdue.",
        "\(put[0]) \(noun.form(all.count, .de)) in Bearbeitung: \(put[1]) im Zeitraum eröffnet, "
          + "\(put[2]) mit einer in ihm ausgestellten Feststellung, \(put[3]) überfällig.",
        "У роботі \(put[0]) \(noun.form(all.count, .uk)): \(put[1]) відкрито протягом періоду, за "
          + "\(put[2]) оприлюднено висновок, \(put[3]) прострочено."))
  }

  func hotSpots(_ draft: inout ProseDraft) {
    let spots = tally.inPeriod(.notCounted).filter { $0.event.kind == .thermalAnomaly }
    guard !spots.isEmpty else { return }
    let place = draft.put(
      "summary.hot-spots/count", .count(spots.count, of: spots.map(\.id)))
    let noun = ObservationKind.thermalAnomaly.noun
    draft.add(
      "summary.hot-spots", .summary, isBullet: true,
      Wording(
        "Satellites showed \(place) \(noun.form(spots.count, .en)). They say that something was "
          + "hot, not what made it so, and are not counted as violations.",
        "Satelliten zeigten \(place) \(noun.form(spots.count, .de)). Sie sagen, dass etwas heiß "
          + "war, nicht wodurch, und zählen nicht als Verstöße.",
        "Супутники показали \(place) \(noun.object(spots.count, .uk)). Вони свідчать, що щось було "
          + "гарячим, але не чому, і не рахуються як порушення."))
  }

  func corrections(_ draft: inout ProseDraft) {
    let noun = Noun(
      ("correction", "corrections"), ("Berichtigung", "Berichtigungen"),
      ("виправлення", "виправлення", "виправлень"))
    bullet("corrections", noun, of: "T16", &draft) { language, words in
      switch language {
      case .en: "\(words) of earlier reports."
      case .de: "\(words) früherer Berichte."
      case .uk: "\(words) до попередніх звітів."
      }
    }
  }
}
