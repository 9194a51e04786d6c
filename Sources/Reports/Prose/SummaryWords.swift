// What does a reader have to know first? At most ten bullets, each made from figures of the tables.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Observations
internal import Tracks

/// Section 1.
struct SummaryWords {
  static let bulletCountMax = 10
  private static let sectorCountMax = 4

  static let violation = Noun(
    ("ceasefire violation", "ceasefire violations"),
    ("Verstoß gegen die Waffenruhe", "Verstöße gegen die Waffenruhe"),
    (
      "порушення режиму припинення вогню", "порушення режиму припинення вогню",
      "порушень режиму припинення вогню"
    ))

  let material: ReportMaterial
  let tally: Tally
  let tables: [Table]

  private var t1: Table? { tables.first { $0.id == "T1" } }

  func write(into draft: inout ProseDraft) {
    sectors(&draft)
    sinceRecommitment(&draft)
    lateItems(&draft)
    air(&draft)
    impediments(&draft)
    cases(&draft)
    hotSpots(&draft)
    corrections(&draft)
    let keys = draft.paragraphs.filter { $0.section == .summary }.map(\.key)
    draft.drop(Set(keys.dropFirst(Self.bulletCountMax)))
  }

  // MARK: Violations

  private func sectors(_ draft: inout ProseDraft) {
    let counted = tally.inPeriod(.violation)
    let before = tally.inPreviousPeriod(.violation)
    let rows = (t1?.rows ?? []).filter { !$0.isTotal }
    let shown = rows.filter { row in
      (counted + before + tally.inPeriod(.liveFire)).contains { Self.key($0) == row.key }
    }.sorted { count($0.key, counted) > count($1.key, counted) }
    if shown.count != 1 { recorded(CountsBySector.all, counted, before, &draft) }
    for row in shown.prefix(Self.sectorCountMax) {
      recorded(
        row.key, counted.filter { Self.key($0) == row.key },
        before.filter { Self.key($0) == row.key }, &draft)
    }
  }

  static func key(_ happening: Happening) -> String { happening.sector ?? CountsBySector.outside }

  private func count(_ sector: String, _ happenings: [Happening]) -> Int {
    happenings.reduce(0) { $0 + (Self.key($1) == sector ? $1.number : 0) }
  }

  private func recorded(
    _ sector: String, _ own: [Happening], _ before: [Happening], _ draft: inout ProseDraft
  ) {
    let number = own.reduce(0) { $0 + $1.number }
    let key = "summary.\(sector == CountsBySector.all ? "all" : "sector.\(sector)")"
    let explosions = own.filter { $0.event.kind == .explosion }.reduce(0) { $0 + $1.number }
    let previous = draft.put(
      "\(key)/previous-explosions", CountsBySector.sum(before, .explosion))
    let name = { (column: String) in "{t1/\(sector)/\(column)}" }
    let head =
      sector == CountsBySector.all
      ? Wording("In all sectors", "In allen Sektoren", "У всіх секторах")
      : Wording(same: name("sector"))
    let apart = liveFire(sector)
    let exposure = exposure(sector, key, &draft)
    draft.add(
      key, .summary, isBullet: true,
      Wording.each { language in
        let violations = "\(name("violations")) \(Self.violation.form(number, language))"
        let bangs =
          "\(name("explosions")) \(ObservationKind.explosion.noun.form(explosions, language))"
        let then = name("previous-period")
        return switch language {
        case .en:
          "\(head.en): the Mission recorded \(violations), including \(bangs) (previous period: "
            + "\(then), including \(previous))\(exposure.en).\(apart.en)"
        case .de:
          "\(head.de): Die Mission erfasste \(violations), davon \(bangs) (voriger Zeitraum: "
            + "\(then), davon \(previous))\(exposure.de).\(apart.de)"
        case .uk:
          "\(head.uk): Місія зафіксувала \(violations), з них \(bangs) (попередній період: "
            + "\(then), з них \(previous))\(exposure.uk).\(apart.uk)"
        }
      })
  }

  private func exposure(
    _ sector: String, _ key: String, _ draft: inout ProseDraft
  ) -> Wording {
    guard material.exposure != nil else { return Wording(same: "") }
    let (patrol, camera) = ("{t1/\(sector)/patrol-h}", "{t1/\(sector)/camera-h}")
    var coverage = Wording(same: "")
    if material.coverage != nil {
      let share = "{t1/\(sector)/coverage-%}"
      var then = Wording(same: "")
      let percent = material.previousCoverage.flatMap {
        sector == CountsBySector.all ? $0.totalPercent : $0.percent[sector]
      }
      if let percent {
        let name = draft.put("\(key)/previous-coverage", Cell(.decimal(percent, places: 0)))
        then = Wording(
          "; previous \(name)\u{A0}%", "; zuvor \(name)\u{A0}%", "; попереднє \(name)\u{A0}%")
      }
      coverage = Wording(
        " (coverage \(share)\u{A0}% of the line\(then.en))",
        " (Abdeckung \(share)\u{A0}% der Linie\(then.de))",
        " (охоплення \(share)\u{A0}% лінії\(then.uk))")
    }
    return Wording(
      ", in \(patrol) patrol and \(camera) camera hours\(coverage.en)",
      ", in \(patrol) Patrouillen- und \(camera) Kamerastunden\(coverage.de)",
      ", за \(patrol)\u{A0}год патрулювання та \(camera)\u{A0}год роботи камер\(coverage.uk)")
  }

  private static let fire = Noun(
    ("explosion, burst or shot was", "explosions, bursts or shots were"),
    (
      "Explosion, Feuerstoß oder Schuss wurde", "Explosionen, Feuerstöße oder Schüsse wurden"
    ),
    ("вибух, чергу або постріл", "вибухи, черги або постріли", "вибухів, черг або пострілів"))

  private func liveFire(_ sector: String) -> Wording {
    let own = tally.inPeriod(.liveFire).filter {
      sector == CountsBySector.all || Self.key($0) == sector
    }
    guard !own.isEmpty else { return Wording(same: "") }
    let number = own.reduce(0) { $0 + $1.number }
    let name = "{t1/\(sector)/live-fire-set-apart}"
    return Wording(
      " A further \(name) \(Self.fire.form(number, .en)) notified or assessed as live-fire "
        + "exercise and \(number == 1 ? "is" : "are") not included.",
      " \(name) weitere \(Self.fire.form(number, .de)) als "
        + "Scharfschießen angemeldet oder eingeschätzt und \(number == 1 ? "ist" : "sind") nicht "
        + "enthalten.",
      " Ще \(name) \(Self.fire.form(number, .uk)) заявлено або оцінено як навчання з бойовою "
        + "стрільбою і не враховано.")
  }

  private func sinceRecommitment(_ draft: inout ProseDraft) {
    guard let since = tally.sinceRecommitment(), let atMs = material.mission.recommittedMs else {
      return
    }
    let key = "summary.since"
    let kinds: [(String, [ObservationKind])] = [
      ("explosions", [.explosion]), ("projectiles", [.projectileInFlight]),
      ("flashes", [.muzzleFlash]), ("flares", [.illuminationFlare]), ("shots", [.burst, .shot]),
    ]
    let shots = Noun(
      ("burst or shot", "bursts and shots"), ("Feuerstoß oder Schuss", "Feuerstöße und Schüsse"),
      ("черга або постріл", "черги й постріли", "черг і пострілів"),
      ukObject: "чергу або постріл")
    var parts: [(String, Noun, Int)] = []
    for (name, of) in kinds {
      let own = since.filter { of.contains($0.event.kind) }
      let place = draft.put("\(key)/\(name)", CountsBySector.sum(own))
      parts.append(
        (place, of.count > 1 ? shots : of[0].noun, own.reduce(0) { $0 + $1.number }))
    }
    let number = since.reduce(0) { $0 + $1.number }
    let day = Written.day(of: atMs, material.mission.clock)
    let date = draft.put(
      "\(key)/day",
      Cell(.term(code: day.description, Wording.each { Written.day(day, $0) })))
    let total = "{t1/all/since-recommitment}"
    draft.add(
      key, .summary, isBullet: true,
      Wording.each { language in
        let list = parts.map { "\($0.0) \($0.1.object($0.2, language))" }.joined(separator: ", ")
        let violations = "\(total) \(Self.violation.form(number, language))"
        return switch language {
        case .en:
          "Since the recommitment of \(date) the Mission has recorded \(violations): \(list)."
        case .de:
          "Seit der Neuverpflichtung vom \(date) hat die Mission \(violations) erfasst: \(list)."
        case .uk:
          "Від поновлення зобов’язань \(date) Місія зафіксувала \(violations): \(list)."
        }
      })
  }

  private func lateItems(_ draft: inout ProseDraft) {
    let late = tally.inPeriod(.violation).filter(tally.isLate)
    guard !late.isEmpty else { return }
    let number = late.reduce(0) { $0 + $1.number }
    let place = draft.put("summary.late/count", CountsBySector.sum(late))
    let noun = Self.violation
    let isOne = number == 1
    draft.add(
      "summary.late", .summary, isBullet: true,
      Wording(
        "Of these, \(place) \(noun.form(number, .en)) occurred before the period and became known "
          + "in it; \(isOne ? "it is" : "they are") marked as late.",
        "Darunter: \(place) \(noun.form(number, .de)) aus der Zeit vor dem Zeitraum, erst in ihm "
          + "bekannt geworden und als nachgemeldet gekennzeichnet.",
        "З них \(place) \(noun.form(number, .uk)) сталося до початку періоду й стало відомо "
          + "протягом нього; \(isOne ? "його" : "їх") позначено як "
          + "\(isOne ? "запізніле" : "запізнілі")."))
  }
}
