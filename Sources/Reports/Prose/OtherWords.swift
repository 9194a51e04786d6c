// What do the sections after the violations say?
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Observations

/// Sections 3 to 13.
struct OtherWords {
  let material: ReportMaterial
  let tally: Tally
  let tables: [Table]

  func write(into draft: inout ProseDraft) {
    for section in Section.allCases where section.rawValue > 2 && section != .method {
      for id in section.tableIDs where id != "T15" { table(id, section, &draft) }
      missing(section, &draft)
    }
    revised(&draft)
    method(&draft)
  }

  private func table(_ id: String, _ section: Section, _ draft: inout ProseDraft) {
    guard let table = tables.first(where: { $0.id == id }), table.hasRegister else { return }
    let key = "\(section).\(id.lowercased())"
    let place = draft.put("table/\(id.lowercased())", Cell(.text(id)))
    guard !table.rows.isEmpty else {
      draft.add(
        key, section,
        Wording(
          "\(table.title.en): nothing in the period.", "\(table.title.de): nichts im Zeitraum.",
          "\(table.title.uk): протягом періоду нічого."))
      return
    }
    let count = draft.put(
      "\(key)/count", .count(table.rows.count, of: table.rows.map(\.key)))
    let entry = Noun(
      ("entry", "entries"), ("Eintrag", "Einträge"), ("запис", "записи", "записів"))
    draft.add(
      key, section,
      Wording.each { language in
        let words = "\(table.title[language]): \(count) \(entry.form(table.rows.count, language))"
        return switch language {
        case .en: "\(words), see table \(place)."
        case .de: "\(words), siehe Tabelle \(place)."
        case .uk: "\(words), див. таблицю \(place)."
        }
      })
  }

  /// Only where the register really is missing.
  private func missing(_ section: Section, _ draft: inout ProseDraft) {
    let titles = tables.filter { section.tableIDs.contains($0.id) && !$0.hasRegister }.map(\.title)
    guard !titles.isEmpty else { return }
    draft.add(
      "\(section).no-register", section,
      Wording.each { language in
        let list = titles.map { $0[language] }.joined(separator: "; ")
        return Wording(
          "No register yet: \(list).", "Noch kein Register: \(list).",
          "Реєстру ще немає: \(list).")[language]
      })
  }

  /// Events of earlier reports that more is known of: said here by itself, and corrected there by an
  /// erratum where somebody decides so.
  private func revised(_ draft: inout ProseDraft) {
    let revised = tally.revised
    guard !revised.isEmpty else { return }
    let place = draft.put(
      "corrections.revised/count", .count(revised.count, of: revised.map(\.id)))
    let noun = Noun(
      ("event of an earlier report has", "events of earlier reports have"),
      ("Ereignis eines früheren Berichts hat", "Ereignisse früherer Berichte haben"),
      (
        "подію з попереднього звіту", "події з попередніх звітів", "подій з попередніх звітів"
      ))
    draft.add(
      "corrections.revised", .corrections,
      Wording(
        "\(place) \(noun.form(revised.count, .en)) gained further reports in the period; places, "
          + "counts or grades may have changed.",
        "\(place) \(noun.form(revised.count, .de)) im Zeitraum weitere Meldungen erhalten; Orte, "
          + "Zahlen oder Grade können sich geändert haben.",
        "За період доповнено новими повідомленнями \(place) \(noun.form(revised.count, .uk)); "
          + "місця, кількість або рівні доказів могли змінитися."))
  }

  private func method(_ draft: inout ProseDraft) {
    draft.add(
      "method.counting", .method,
      Wording(
        "Events are joined from observations; each is in the report of the period in which the "
          + "Mission first knew of it. Live-fire exercises, notified or assessed, and controlled "
          + "detonations are set apart and in no sum. Events of other kinds are not counted as "
          + "violations. An unknown is never written as nought.",
        "Ereignisse sind aus Beobachtungen verbunden; jedes steht im Bericht des Zeitraums, in dem "
          + "die Mission erstmals davon wusste. Angemeldete oder eingeschätzte Scharfschießen und "
          + "kontrollierte Sprengungen sind gesondert und in keiner Summe. Ereignisse anderer Art "
          + "zählen nicht als Verstöße. Unbekanntes wird nie als null geschrieben.",
        "Події поєднано зі спостережень; кожна подія — у звіті за період, у якому Місія вперше "
          + "про неї дізналася. Навчання з бойовою стрільбою, заявлені або оцінені, та "
          + "контрольовані підриви подано окремо й не входять до жодної суми. Події інших видів не "
          + "рахуються як порушення. Невідоме ніколи не записується як нуль."))
    otherExposure(&draft)
    setAside(&draft)
  }

  /// Hours of means that T1 has no column for.
  private func otherExposure(_ draft: inout ProseDraft) {
    let nouns: [(WatchKind, Wording)] = [
      (.acoustic, Wording("acoustic sensors", "Schallsensoren", "акустичні датчики")),
      (.radar, Wording("radars", "Radare", "радари")),
      (.satellite, Wording("satellites", "Satelliten", "супутники")),
    ]
    var parts: [(place: String, noun: Wording)] = []
    for (kind, noun) in nouns {
      let hours = material.exposureH(kind)
      guard !hours.rows.isEmpty else { continue }
      parts.append((draft.put("method.exposure/\(kind.rawValue)", hours), noun))
    }
    guard !parts.isEmpty else { return }
    draft.add(
      "method.exposure", .method,
      Wording.each { language in
        let unit = language == .uk ? "год" : "h"
        let list = parts.map { "\($0.noun[language]) \($0.place)\u{A0}\(unit)" }
          .joined(separator: ", ")
        return switch language {
        case .en: "Hours beside those in the table, in neither rate nor coverage: \(list)."
        case .de:
          "Stunden neben denen der Tabelle, weder in der Rate noch in der Abdeckung: \(list)."
        case .uk: "Години понад наведені в таблиці, без урахування в частоті й охопленні: \(list)."
        }
      })
  }

  private func setAside(_ draft: inout ProseDraft) {
    let apart = tally.inPeriod(.setApart)
    guard !apart.isEmpty else { return }
    let number = apart.reduce(0) { $0 + $1.number }
    let place = draft.put("method.set-aside/count", .count(number, of: apart.map(\.id)))
    draft.add(
      "method.set-aside", .method,
      Wording(
        "Set aside for other reasons (controlled detonation, civilian cause, faults and the like): "
          + "\(place).",
        "Aus anderen Gründen beiseitegelegt (kontrollierte Sprengung, zivile Ursache, Fehler und "
          + "Ähnliches): \(place).",
        "Відкладено з інших причин (контрольований підрив, цивільна причина, несправності тощо): "
          + "\(place)."))
  }
}
