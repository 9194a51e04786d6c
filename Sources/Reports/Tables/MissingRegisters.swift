// Which tables cannot be made, because the Mission keeps no register for them?
//
// SPDX-License-Identifier: Apache-2.0

/// Tables T3 to T6 and T8 to T11: their heads, until a register fills them.
enum MissingRegisters {
  static let tables: [Table] = [
    Table(
      "T3",
      Wording(
        "Weapons beyond withdrawal lines", "Waffen jenseits der Abzugslinien",
        "Озброєння за лініями відведення"),
      columns(
        "no.", "place", "area controlled by", "type", "number", "distance to line km", "limit km",
        "clause", "means", "first seen", "case id"), hasRegister: false),
    Table(
      "T4",
      Wording(
        "Storage and holding sites visited", "Besuchte Lager", "Відвідані місця зберігання"),
      columns(
        "site", "party", "access (full/partial/denied)", "declared", "present", "missing",
        "missing since", "seal"), hasRegister: false),
    Table(
      "T5",
      Wording(
        "Military presence in the security zone, not in breach",
        "Militärische Präsenz in der Sicherheitszone ohne Verstoß",
        "Військова присутність у зоні безпеки без порушення"),
      columns("place", "area controlled by", "type", "number", "means"), hasRegister: false),
    Table(
      "T6",
      Wording(
        "Buffer zone entries and works", "Betreten der Pufferzone und Arbeiten darin",
        "Входження до буферної зони та роботи в ній"),
      columns("place", "kind", "entered", "left", "depth m", "grade", "case id"),
      hasRegister: false),
    Table(
      "T8",
      Wording(
        "Sea: vessels of interest", "See: beobachtete Schiffe", "Море: судна під спостереженням"),
      columns(
        "vessel", "flag", "class", "littoral y/n", "displacement t", "entered Black Sea",
        "day n of 21", "aggregate non-littoral t", "position gap h", "remark"), hasRegister: false),
    Table(
      "T9",
      Wording("Border crossing points", "Grenzübergänge", "Пункти перетину кордону"),
      columns("point", "from-to", "persons in/out", "vehicles by kind", "restriction"),
      hasRegister: false),
    Table(
      "T10", Wording("Civilian casualties", "Zivile Opfer", "Постраждалі цивільні"),
      columns(
        "date", "place", "area controlled by", "killed/injured", "woman/man/girl/boy", "cause",
        "confirmation (two sources)"), hasRegister: false),
    Table(
      "T11",
      Wording(
        "Infrastructure and local ceasefires", "Infrastruktur und örtliche Waffenruhen",
        "Інфраструктура та місцеві припинення вогню"),
      columns("object", "purpose", "window", "requested by", "assurances A/B", "kept y/n"),
      hasRegister: false),
  ]

  private static func columns(_ names: String...) -> [Column] {
    names.map { Column($0, Wording(same: $0)) }
  }
}
