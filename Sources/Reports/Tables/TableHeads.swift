// What are the tables called that come from registers and from the agreement, and their columns?
//
// SPDX-License-Identifier: Apache-2.0

/// Heads of the tables T3 to T6 and T8 to T11.
enum TableHeads {
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

  static func head(_ id: String) -> Table {
    tables.first { $0.id == id } ?? Table(id, Wording(same: id), [], hasRegister: false)
  }

  private static func columns(_ names: String...) -> [Column] {
    names.map { Column($0, titles[$0] ?? Wording(same: $0), isNumber: numbers.contains($0)) }
  }

  private static let numbers: Set<String> = [
    "number", "distance to line km", "limit km", "depth m", "displacement t", "day n of 21",
    "aggregate non-littoral t", "position gap h", "declared",
  ]

  private static let titles: [String: Wording] = [
    "no.": Wording("No.", "Nr.", "№"),
    "place": Wording("Place", "Ort", "Місце"),
    "area controlled by": Wording(
      "Area controlled by", "Gebiet unter Kontrolle von", "Під контролем"),
    "type": Wording("Type", "Art", "Тип"),
    "number": Wording("Number", "Anzahl", "Кількість"),
    "distance to line km": Wording(
      "Distance to line km", "Abstand zur Linie km", "Відстань до лінії, км"),
    "limit km": Wording("Limit km", "Grenze km", "Межа, км"),
    "clause": Wording("Clause", "Klausel", "Пункт"),
    "means": Wording("Means", "Mittel", "Засіб"),
    "first seen": Wording("First seen", "Zuerst gesehen", "Уперше помічено"),
    "case id": Wording("Case", "Fall", "Справа"),
    "site": Wording("Site", "Lager", "Місце зберігання"),
    "party": Wording("Party", "Partei", "Сторона"),
    "access (full/partial/denied)": Wording("Access", "Zugang", "Доступ"),
    "declared": Wording("Declared", "Gemeldet", "Заявлено"),
    "present": Wording("Present", "Vorhanden", "Наявно"),
    "missing": Wording("Missing", "Fehlend", "Бракує"),
    "missing since": Wording("Missing since", "Fehlend seit", "Бракує з"),
    "seal": Wording("Seal", "Siegel", "Пломба"),
    "kind": Wording("Kind", "Art", "Вид"),
    "entered": Wording("Entered", "Betreten", "Вхід"),
    "left": Wording("Left", "Verlassen", "Вихід"),
    "depth m": Wording("Depth m", "Tiefe m", "Глибина, м"),
    "grade": Wording("Grade", "Grad", "Рівень"),
    "vessel": Wording("Vessel", "Schiff", "Судно"),
    "flag": Wording("Flag", "Flagge", "Прапор"),
    "class": Wording("Class", "Klasse", "Клас"),
    "littoral y/n": Wording("Littoral", "Anrainer", "Прибережна"),
    "displacement t": Wording("Displacement t", "Verdrängung t", "Водотоннажність, т"),
    "entered Black Sea": Wording(
      "Entered Black Sea", "Einlauf ins Schwarze Meer", "Вхід у Чорне море"),
    "day n of 21": Wording("Day of 21", "Tag von 21", "День із 21"),
    "aggregate non-littoral t": Wording(
      "Aggregate non-littoral t", "Summe Nichtanrainer t", "Сумарно неприбережних, т"),
    "position gap h": Wording("Position gap h", "Lücke der Position h", "Розрив позиції, год"),
    "remark": Wording("Remark", "Bemerkung", "Примітка"),
    "point": Wording("Point", "Punkt", "Пункт"),
    "from-to": Wording("From, to", "Von, bis", "Від, до"),
    "persons in/out": Wording("Persons in/out", "Personen ein/aus", "Осіб в/з"),
    "vehicles by kind": Wording("Vehicles by kind", "Fahrzeuge nach Art", "Транспорт за видами"),
    "restriction": Wording("State or access", "Zustand oder Zugang", "Стан або доступ"),
    "date": Wording("Date", "Tag", "Дата"),
    "killed/injured": Wording("Killed/injured", "Getötet/verletzt", "Загиблі/поранені"),
    "woman/man/girl/boy": Wording(
      "Women/men/girls/boys", "Frauen/Männer/Mädchen/Jungen", "Жінки/чоловіки/дівчата/хлопці"),
    "cause": Wording("Cause", "Ursache", "Причина"),
    "confirmation (two sources)": Wording(
      "Confirmed (two sources)", "Bestätigt (zwei Quellen)", "Підтверджено (два джерела)"),
    "object": Wording("Object", "Objekt", "Об’єкт"),
    "purpose": Wording("Purpose", "Zweck", "Мета"),
    "window": Wording("Window", "Zeitfenster", "Проміжок часу"),
    "requested by": Wording("Requested by", "Erbeten von", "На запит"),
    "assurances A/B": Wording("Assurances A/B", "Zusagen A/B", "Гарантії A/B"),
    "kept y/n": Wording("Kept", "Eingehalten", "Дотримано"),
  ]
}
