// How much happened in each sector, against before and against the time in which somebody watched?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations
internal import Tracks

/// Table T1.
struct CountsBySector {
  static let all = "all"
  static let outside = "outside"

  private let material: ReportMaterial
  private let counted: [Happening]
  private let before: [Happening]
  private let since: [Happening]?
  private let liveFire: [Happening]

  init(_ material: ReportMaterial, _ tally: Tally) {
    self.material = material
    counted = tally.inPeriod(.violation)
    before = tally.inPreviousPeriod(.violation)
    since = tally.sinceRecommitment()
    liveFire = tally.inPeriod(.liveFire)
  }

  static let columns = [
    Column("sector", Wording("Sector", "Sektor", "Сектор"), width: 2.3),
    Column(
      "violations", Wording("Violations", "Verstöße", "Порушення"), width: 1.15, isNumber: true),
    Column(
      "explosions", Wording("Explosions", "Explosionen", "Вибухи"), width: 1.2, isNumber: true),
    Column(
      "projectiles", Wording("Projectiles", "Geschosse", "Снаряди"), width: 1.15, isNumber: true),
    Column(
      "muzzle flashes", Wording("Muzzle flashes", "Mündungs\u{AD}feuer", "Дульні спалахи"),
      width: 1.1, isNumber: true),
    Column(
      "flares", Wording("Flares", "Leucht\u{AD}körper", "Освітл. ракети"), width: 1, isNumber: true),
    Column(
      "bursts and shots",
      Wording("Bursts and shots", "Feuerstöße und Schüsse", "Черги й постріли"), width: 1.15,
      isNumber: true),
    Column(
      "previous period", Wording("Previous period", "Voriger Zeitraum", "Попередній період"),
      width: 1.15, isNumber: true),
    Column(
      "since recommitment",
      Wording(
        "Since recom\u{AD}mitment", "Seit Neuver\u{AD}pflichtung", "Від поновлення зобов’язань"),
      width: 1.25, isNumber: true),
    Column(
      "change %", Wording("Change %", "Änderung %", "Зміна, %"), width: 1.1, isNumber: true),
    Column(
      "live-fire set apart",
      Wording("Live-fire set apart", "Scharfschießen, gesondert", "Бойові стрільби, окремо"),
      width: 1.25, isNumber: true),
    Column(
      "patrol h", Wording("Patrol h", "Patrouille h", "Патруль, год"), width: 1.1, isNumber: true),
    Column("camera h", Wording("Camera h", "Kamera h", "Камера, год"), width: 1, isNumber: true),
    Column("UAV h", Wording("UAV h", "Drohne h", "БПЛА, год"), width: 1, isNumber: true),
    Column(
      "coverage %", Wording("Coverage %", "Abdeckung %", "Охоплення, %"), width: 1.1, isNumber: true
    ),
    Column(
      "per 100 exposure h",
      Wording(
        "Per 100 exposure h", "Je 100 Beobach\u{AD}tungs-h", "На 100 год спосте\u{AD}реження"),
      width: 1.25, isNumber: true),
  ]

  var table: Table {
    var rows = material.mission.territory.sectors.map { sector in
      row(sector.id, Cell(.term(code: sector.id, Wording(sector.name)))) { $0 == sector.id }
    }
    let outside = row(
      Self.outside,
      Cell(
        .term(
          code: Self.outside,
          Wording("Outside the sectors", "Außerhalb der Sektoren", "Поза секторами")))
    ) { $0 == nil }
    if rows.isEmpty || outside.cells.contains(where: { !$0.rows.isEmpty }) { rows.append(outside) }
    let total = row(
      Self.all, Cell(.term(code: Self.all, Wording("Total", "Gesamt", "Разом"))), isTotal: true
    ) { _ in true }
    return Table(
      "T1", Wording("Counts by sector", "Zahlen nach Sektoren", "Підрахунки за секторами"),
      Self.columns, rows: rows + [total], notes: notes)
  }

  private var notes: [Wording] {
    var notes = [
      Wording(
        "Each explosion, projectile in flight, muzzle flash, illumination flare, burst or shot is one violation; several rows joined into one event count once, with the highest reliable count.",
        "Jede Explosion, jedes Geschoss im Flug, Mündungsfeuer, jeder Leuchtkörper, Feuerstoß oder Schuss ist ein Verstoß; mehrere zu einem Ereignis verbundene Zeilen zählen einmal, mit der höchsten verlässlichen Zahl.",
        "Кожен вибух, снаряд у польоті, дульний спалах, освітлювальна ракета, черга або постріл є одним порушенням; кілька рядків, поєднаних в одну подію, рахуються один раз — за найвищою достовірною кількістю."
      )
    ]
    if material.exposure == nil {
      notes.append(
        Wording(
          "n/r: hours of observation are not recorded; no rate can be given.",
          "k. A.: Beobachtungsstunden sind nicht erfasst; eine Rate kann nicht angegeben werden.",
          "н/д: години спостереження не реєструються; частоту визначити неможливо."))
    }
    notes += exposureNotes
    if since == nil {
      notes.append(
        Wording(
          "No date of recommitment is set for this mission.",
          "Für diese Mission ist kein Tag der Neuverpflichtung festgelegt.",
          "Для цієї місії дату поновлення зобов’язань не встановлено."))
    }
    return notes
  }

  private func row(
    _ key: String, _ title: Cell, isTotal: Bool = false, _ isIn: (String?) -> Bool
  ) -> Row {
    let own = counted.filter { isIn($0.sector) }
    let previous = before.filter { isIn($0.sector) }
    let hours = ExposureInterval.inTable.map { exposureH($0, key, isIn) }
    return Row(
      key,
      [
        title, Self.sum(own), Self.sum(own, .explosion), Self.sum(own, .projectileInFlight),
        Self.sum(own, .muzzleFlash), Self.sum(own, .illuminationFlare),
        Self.sum(own, .burst, .shot), Self.sum(previous),
        since.map { since in Self.sum(since.filter { isIn($0.sector) }) } ?? .none,
        Self.change(own, previous), Self.sum(liveFire.filter { isIn($0.sector) }),
      ] + hours + [coverage(key), rate(own, hours)], isTotal: isTotal)
  }

  static func sum(_ happenings: [Happening], _ kinds: ObservationKind...) -> Cell {
    let of = kinds.isEmpty ? happenings : happenings.filter { kinds.contains($0.event.kind) }
    return .count(of.reduce(0) { $0 + $1.number }, of: of.map(\.id))
  }

  private static func change(_ own: [Happening], _ previous: [Happening]) -> Cell {
    let now = own.reduce(0) { $0 + $1.number }
    let then = previous.reduce(0) { $0 + $1.number }
    guard then > 0 else { return .none }
    return Cell(
      .decimal(Double(now - then) / Double(then) * 100, places: 0),
      rows: own.map(\.id) + previous.map(\.id))
  }

  // MARK: Exposure

  private var exposureNotes: [Wording] {
    guard let exposure = material.exposure else { return [] }
    var notes: [Wording] = []
    let lateH =
      exposure.filter { $0.isLate && ExposureInterval.inTable.contains($0.kind) }
      .reduce(0) { $0 + material.countedMs($1) } / 3_600_000
    if lateH > 0 {
      notes.append(
        Wording.each { language in
          let hours = Written.decimal(lateH, places: 1, language)
          return switch language {
          case .en:
            "Hours include \(hours) of earlier periods of which the Mission learned in this one."
          case .de:
            "In den Stunden sind \(hours) aus früheren Zeiträumen, von denen die Mission in diesem "
              + "erfuhr."
          case .uk:
            "Години включають \(hours) із попередніх періодів, про які Місія дізналася в цьому."
          }
        })
    }
    if !material.exposureKinds.isSuperset(of: ExposureInterval.inTable) {
      notes.append(
        Wording(
          "n/r: hours of that means are not recorded; no rate and no coverage can be given.",
          "k. A.: Stunden dieses Mittels sind nicht erfasst; Rate und Abdeckung können nicht "
            + "angegeben werden.",
          "н/д: години цього засобу не реєструються; частоту й охоплення визначити неможливо."))
    }
    if !material.placelessWatchIDs.isEmpty {
      let ids = material.placelessWatchIDs.joined(separator: ", ")
      notes.append(
        Wording(
          "Without a stretch of the line in their place, not in the coverage: \(ids).",
          "Ohne Stück der Linie in ihrem Ort, nicht in der Abdeckung: \(ids).",
          "Без відрізка лінії у вказаному місці, не враховано в охопленні: \(ids)."))
    }
    return notes
  }

  private func exposureH(_ kind: WatchKind, _ key: String, _ isIn: (String?) -> Bool) -> Cell {
    material.exposureH(kind) { isIn($0.sector) }
  }

  private func coverage(_ key: String) -> Cell {
    guard let coverage = material.coverage else { return .notRecorded }
    let percent = key == Self.all ? coverage.totalPercent : coverage.percent[key]
    return percent.map { Cell(.decimal($0, places: 0)) } ?? .none
  }

  private func rate(_ own: [Happening], _ hours: [Cell]) -> Cell {
    guard material.exposure != nil, !hours.contains(.notRecorded) else { return .notRecorded }
    let sumH = hours.reduce(0.0) { sum, cell in
      if case .decimal(let hours, _) = cell.value { return sum + hours }
      return sum
    }
    guard sumH > 0 else { return .none }
    let count = own.reduce(0) { $0 + $1.number }
    return Cell(.decimal(Double(count) / sumH * 100, places: 1), rows: own.map(\.id))
  }
}

extension ReportPeriod {
  /// How much of a stretch of time lies within.
  func overlapMs(with period: Period) -> Int64 {
    max(0, min(untilMs, period.untilMs) - max(fromMs, period.fromMs))
  }
}
