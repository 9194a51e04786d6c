// Who or what hindered the Mission, and what could it not do?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Rules

/// Table T12.
enum Hindrances {
  static let columns = [
    Column("no.", Wording("No.", "Nr.", "№"), width: 1),
    Column("time", Wording("Time", "Zeit", "Час"), width: 1.4),
    Column("place", Wording("Place", "Ort", "Місце"), width: 2),
    Column(
      "area controlled by",
      Wording("Area controlled by", "Gebiet unter Kontrolle von", "Під контролем"),
      width: 1.3),
    Column("type", Wording("Type", "Art", "Тип"), width: 1.5),
    Column("by whom", Wording("By whom", "Durch wen", "Ким"), width: 1.4),
    Column("reason given", Wording("Reason given", "Genannter Grund", "Названа причина"), width: 2),
    Column(
      "duration", Wording("Duration h", "Dauer h", "Тривалість, год"), width: 1, isNumber: true),
    Column("effect", Wording("Effect", "Folge", "Наслідок"), width: 2),
    Column("raised with", Wording("Raised with", "Angesprochen bei", "Порушено перед"), width: 1.4),
  ]

  static func table(_ material: ReportMaterial) -> Table {
    let registers = material.registers
    return Table(
      "T12", Wording("Impediments", "Behinderungen", "Перешкоди"), columns,
      rows: registers.impediments.map { row($0, registers) },
      hasRegister: material.register.isKept(.impediment))
  }

  private static func row(_ entry: RegisterEntry, _ registers: RegisterTables) -> Row {
    let untilMs = entry.untilMs ?? entry.fromMs
    let hours = Double(untilMs - entry.fromMs) / 3_600_000
    let middle = entry.place?.middle
    return Row(
      entry.id,
      [
        Cell(.id(entry.id), rows: [entry.id]), Cell(.period(entry.fromMs, untilMs)),
        middle.map { Cell(place($0)) } ?? .none,
        registers.party(middle.flatMap { side(of: $0, entry.fromMs, registers.mission) }),
        Cell(RegisterWords.term(entry.word("type") ?? "")),
        entry.word("by_whom").map { Cell(.text($0)) } ?? registers.party(entry.party),
        registers.text(entry.word("reason") ?? ""),
        hours > 0 ? Cell(.decimal(hours, places: 1), rows: [entry.id]) : .none,
        effect(entry), registers.text(entry.word("raised_with") ?? ""),
      ])
  }

  /// `3.0 h; 12.0 km of line; UAV 3`, and what was written beside it.
  private static func effect(_ entry: RegisterEntry) -> Cell {
    func amount(_ name: String, _ unit: Wording) -> Wording? {
      entry.number(name).map { value in
        Wording.each { "\(Written.decimal(value, places: 1, $0))\u{A0}\(unit[$0])" }
      }
    }
    var parts = [
      amount("lost_h", Wording("h", "h", "год")),
      amount("lost_km", Wording("km of line", "km Linie", "км лінії")),
      entry.word("lost_asset").map { Wording(same: $0) },
    ].compactMap { $0 }
    if entry.flag("stops_watch") == true, let watcher = entry.word("watcher") {
      parts.append(
        Wording(
          "watch of \(watcher) stopped", "Beobachtung durch \(watcher) unterbrochen",
          "спостереження (\(watcher)) перервано"))
    }
    if !entry.note.isEmpty { parts.append(Wording(same: entry.note)) }
    guard !parts.isEmpty else { return .none }
    return Cell(
      .term(
        code: parts.map(\.en).joined(separator: "; "),
        Wording.each { language in parts.map { $0[language] }.joined(separator: "; ") }))
  }

  static func place(_ point: GeoPoint) -> Cell.Value {
    let code = "\(point.latitudeDeg) \(point.longitudeDeg)"
    return .term(
      code: code,
      Wording.each { language in
        "\(Written.decimal(point.latitudeDeg, places: 3, language))°\u{A0}"
          + "\(Written.decimal(point.longitudeDeg, places: 3, language))°"
      })
  }

  static func side(
    of point: GeoPoint, _ atMs: Int64, _ mission: ReportMission
  ) -> Party? {
    guard let line = mission.territory.line(atMs: atMs) else { return nil }
    return line.party(of: line.index.signedDistance(to: point).side)
  }
}
