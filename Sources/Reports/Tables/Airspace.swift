// What flew where a clause forbids it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// Table T7.
enum Airspace {
  static let columns = [
    Column("track id", Wording("Track", "Spur", "Траса"), width: 2.3),
    Column(
      "first detection", Wording("First detection", "Erste Erfassung", "Перше виявлення"),
      width: 1.2),
    Column("entry", Wording("Entry", "Einflug", "Вхід"), width: 1.1),
    Column("exit", Wording("Exit", "Ausflug", "Вихід"), width: 1.1),
    Column("height band", Wording("Height band", "Höhenband", "Висота"), width: 1.3),
    Column("class", Wording("Class", "Klasse", "Клас"), width: 1.4),
    Column(
      "identified by", Wording("Identified by", "Erkannt an", "Ідентифіковано за"), width: 1.4),
    Column(
      "notification matched", Wording("Notification matched", "Anmeldung", "Повідомлення"),
      width: 1.3),
    Column("sensor(s)", Wording("Sensor(s)", "Sensor(en)", "Датчик(и)"), width: 1.8),
    Column("clause", Wording("Clause", "Klausel", "Пункт"), width: 0.8),
    Column("case id", Wording("Case", "Fall", "Справа"), width: 1.2),
  ]

  static func table(_ material: ReportMaterial) -> Table {
    let flights = material.flights.sorted { ($0.entryMs, $0.id) < ($1.entryMs, $1.id) }
    return Table(
      "T7", Wording("Airspace events", "Ereignisse im Luftraum", "Події в повітряному просторі"),
      columns, rows: flights.map { row($0, material.mission) })
  }

  private static func row(_ flight: FlightRow, _ mission: ReportMission) -> Row {
    let sensors = flight.sensors.map { mission.sensors[$0]?.name ?? $0 }
    return Row(
      flight.id,
      [
        Cell(.id(flight.id), rows: [flight.id]), Cell(.time(flight.firstMs)),
        Cell(.time(flight.entryMs)), flight.exitMs.map { Cell(.time($0)) } ?? .none,
        height(flight), Cell(flight.kind.term),
        flight.identifiedBy.map { Cell(.text($0)) } ?? .none,
        flight.notification.map { Cell(.id($0), rows: [$0]) } ?? .none,
        Cell(.text(sensors.joined(separator: ", "))),
        Cell(.text(flight.clauses.joined(separator: ", "))),
        flight.cases.isEmpty
          ? .none : Cell(.id(flight.cases.joined(separator: " ")), rows: flight.cases),
      ])
  }

  private static func height(_ flight: FlightRow) -> Cell {
    guard let least = flight.leastHeightM, let most = flight.mostHeightM else { return .none }
    // Heights from tracks are good for a band of a hundred metres.
    let band = (Int((least / 100).rounded(.down)) * 100, Int((most / 100).rounded(.up)) * 100)
    return Cell(
      .term(
        code: "\(band.0)-\(band.1) m",
        Wording.each { "\(Written.range(band.0, band.1, $0))\u{A0}\($0 == .uk ? "м" : "m")" }))
  }
}
