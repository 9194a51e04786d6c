// What did the parties announce, which sensors worked, and what was corrected?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Observations
internal import Rules

/// Table T14.
enum NotificationsReceived {
  static let columns = [
    Column("party", Wording("Party", "Partei", "Сторона"), width: 1.4),
    Column("kind", Wording("Kind", "Art", "Вид"), width: 1.6),
    Column("window", Wording("Window", "Zeitfenster", "Проміжок часу"), width: 2.2),
    Column("area", Wording("Area", "Gebiet", "Район"), width: 2.4),
    Column("on time y/n", Wording("On time", "Rechtzeitig", "Вчасно"), width: 1.2),
    Column(
      "matched events", Wording("Matched events", "Zugeordnete Ereignisse", "Пов’язані події"),
      width: 1.2, isNumber: true),
  ]

  static func table(_ material: ReportMaterial) -> Table {
    let rows = material.registers.notifications
    let matched = matches(material, Set(rows.map(\.id)))
    return Table(
      "T14", Wording("Notifications received", "Eingegangene Anmeldungen", "Отримані повідомлення"),
      columns, rows: rows.map { row($0, matched[$0.id] ?? [], material.registers) },
      hasRegister: material.register.isKept(.notification))
  }

  private static func matches(
    _ material: ReportMaterial, _ ids: Set<String>
  ) -> [String: [String]] {
    var found: [String: Set<String>] = [:]
    for alert in material.cases.alerts.values where !alert.isWithdrawn {
      for step in alert.hit.exemptions where step.code == .notificationMatched {
        for name in step.names where ids.contains(name) {
          found[name, default: []].insert(alert.hit.eventID)
        }
      }
    }
    return found.mapValues { $0.sorted() }
  }

  private static func row(
    _ one: RegisterEntry, _ matched: [String], _ registers: RegisterTables
  ) -> Row {
    let what = one.word("what") ?? ""
    return Row(
      one.id,
      [
        registers.party(one.party), Cell(.term(code: what, kind(what)), rows: [one.id]),
        Cell(.period(one.fromMs, one.untilMs ?? one.fromMs)),
        one.place.map { Cell(area($0)) } ?? .none, Cell(onTime(one, what, registers.mission)),
        .count(matched.count, of: matched),
      ])
  }

  private static func area(_ place: RegisterPlace) -> Cell.Value {
    switch place {
    case .circle(let center, let radiusM):
      let radiusKm = radiusM / 1_000
      guard case .term(let code, let at) = Hindrances.place(center) else { return .none }
      return .term(
        code: "\(radiusKm) km @ \(code)",
        Wording.each { language in
          let km = Written.decimal(radiusKm, places: 1, language)
          return switch language {
          case .en: "\(km)\u{A0}km around \(at.en)"
          case .de: "\(km)\u{A0}km um \(at.de)"
          case .uk: "\(km)\u{A0}км навколо \(at.uk)"
          }
        })
    case .lineKm(let span):
      let (from, until) = (Int(span.lowerBound), Int(span.upperBound))
      return .term(
        code: "line km \(from)-\(until)",
        Wording(
          "line km \(from)–\(until)", "Linien-km \(from)–\(until)", "км лінії \(from)–\(until)"))
    case .zone(let id): return .id(id)
    case .area, .corridor:
      return place.middle.map { Hindrances.place($0) } ?? .none
    }
  }

  /// Whether it came as long before as the clauses that know such notifications ask for.
  private static func onTime(
    _ one: RegisterEntry, _ kind: String, _ mission: ReportMission
  ) -> Cell.Value {
    let leads = mission.agreement.clauses.flatMap(\.exemptIf).compactMap { exemption -> Int64? in
      guard case .notice(let rule) = exemption, rule.kind == kind else { return nil }
      return rule.leadMs
    }
    guard let leadMs = leads.max() else { return .none }
    return one.receivedAtMs + leadMs <= one.fromMs
      ? .term(code: "y", Wording("yes", "ja", "так"))
      : .term(code: "n", Wording("no", "nein", "ні"))
  }

  private static func kind(_ code: String) -> Wording {
    switch code {
    case "exercise": Wording("exercise", "Übung", "навчання")
    case "demining": Wording("demining", "Minenräumung", "розмінування")
    case "demining_survey": Wording("demining survey", "Minenerkundung", "обстеження на міни")
    case "flight": Wording("flight", "Flug", "політ")
    case "medevac": Wording("medical evacuation", "Krankentransport", "медична евакуація")
    case "convoy": Wording("convoy", "Konvoi", "колона")
    case "transit": Wording("transit", "Durchfahrt", "транзит")
    case "rotation": Wording("rotation", "Ablösung", "ротація")
    case "repair": Wording("repair", "Reparatur", "ремонт")
    case "police": Wording("police", "Polizei", "поліція")
    default: Wording(same: code)
    }
  }
}

/// Table T15.
enum SensorStatus {
  static let columns = [
    Column("sensor", Wording("Sensor", "Sensor", "Датчик"), width: 3),
    Column("kind", Wording("Kind", "Art", "Вид"), width: 2),
    Column("up h", Wording("Up h", "In Betrieb h", "Працював, год"), width: 1.2, isNumber: true),
    Column(
      "reasons for outage", Wording("Reasons for outage", "Gründe des Ausfalls", "Причини простою"),
      width: 3),
    Column(
      "clock offset s", Wording("Clock offset s", "Uhrenfehler s", "Похибка годинника, с"),
      width: 1.3, isNumber: true),
  ]

  static func table(_ material: ReportMaterial) -> Table {
    Table(
      "T15", Wording("Sensor status", "Zustand der Sensoren", "Стан датчиків"), columns,
      rows: material.mission.sensors.sensors.map { row($0, material) })
  }

  private static func row(_ sensor: Sensor, _ material: ReportMaterial) -> Row {
    let own = material.registers.outages?.filter { $0.word("sensor") == sensor.id }
    return Row(
      sensor.id,
      [
        Cell(.text(sensor.name), rows: [sensor.id]), Cell(sensor.means.term),
        own.map { up($0, material.period) } ?? .notRecorded,
        own.map { outages in
          outages.isEmpty
            ? Cell.none
            : reasons(outages)
        } ?? .notRecorded,
        Cell(.decimal(Double(sensor.calibration.timeBiasMs) / 1_000, places: 1)),
      ])
  }

  private static func reasons(_ outages: [RegisterEntry]) -> Cell {
    let signs = outages.map { RegisterWords.wording($0.word("sign") ?? "") }
    let code = outages.map { $0.word("sign") ?? "" }.joined(separator: "; ")
    return Cell(
      .term(
        code: code,
        Wording.each { language in signs.map { $0[language] }.joined(separator: "; ") }),
      rows: outages.map(\.id))
  }

  /// Outages that overlap count once.
  private static func up(_ outages: [RegisterEntry], _ period: ReportPeriod) -> Cell {
    var downMs: Int64 = 0
    var doneMs = period.fromMs
    for outage in outages.sorted(by: { $0.fromMs < $1.fromMs }) {
      let fromMs = max(doneMs, outage.fromMs)
      let untilMs = min(period.untilMs, outage.untilMs ?? .max)
      downMs += max(0, untilMs - fromMs)
      doneMs = max(doneMs, untilMs)
    }
    return Cell(
      .decimal(period.hours - Double(downMs) / 3_600_000, places: 1), rows: outages.map(\.id))
  }
}

/// Table T16.
enum Corrections {
  static let columns = [
    Column("report n", Wording("Report", "Bericht", "Звіт"), width: 1.5),
    Column("table/row", Wording("Table, row", "Tabelle, Zeile", "Таблиця, рядок"), width: 1.6),
    Column("was", Wording("Was", "War", "Було"), width: 2),
    Column("is", Wording("Is", "Ist", "Є"), width: 2),
    Column("reason", Wording("Reason", "Grund", "Причина"), width: 3),
    Column("decided by", Wording("Decided by", "Entschieden von", "Вирішив(-ла)"), width: 1.5),
  ]

  static func table(_ material: ReportMaterial) -> Table {
    let rows = material.cases.reports.inOrder.flatMap { report in
      report.errata.filter { material.period.contains($0.atMs) }.map { row($0, of: report) }
    }
    return Table(
      "T16", Wording("Corrections", "Berichtigungen", "Виправлення"), columns, rows: rows)
  }

  private static func row(
    _ erratum: ReportBook.Erratum, of report: ReportBook.Report
  ) -> Row {
    let (content, key) = (erratum.content, "\(report.id)/\(erratum.number)")
    return Row(
      key.replacing("/", with: "."),
      [
        Cell(.text("\(report.id), \(erratum.number)"), rows: [report.id]),
        Cell(.text("\(content.table), \(content.row)")), Cell(.text(content.was)),
        Cell(.text(content.nowIs)), Cell(.text(content.reason)), Cell(.text(content.decidedBy)),
      ])
  }
}
