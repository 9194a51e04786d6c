// In which words is a report written? Sentences with places for figures, made from the rows.
//
// SPDX-License-Identifier: Apache-2.0

/// The numbered sections of a daily report.
public enum Section: Int, CaseIterable, Hashable, Sendable {
  case summary = 1
  case violations, weapons, bufferZone, air, sea, borderPoints, civilians, movement, cases, liaison
  case corrections, method

  public var title: Wording {
    switch self {
    case .summary: Wording("Summary", "Zusammenfassung", "Підсумок")
    case .violations:
      Wording(
        "Ceasefire violations", "Verstöße gegen die Waffenruhe", "Порушення режиму припинення вогню"
      )
    case .weapons:
      Wording(
        "Withdrawal of weapons and storage sites", "Abzug von Waffen und Lager",
        "Відведення озброєння та місця зберігання")
    case .bufferZone:
      Wording(
        "Buffer zone and disengagement areas", "Pufferzone und Entflechtungsgebiete",
        "Буферна зона та ділянки розведення")
    case .air: Wording("Air", "Luft", "Повітря")
    case .sea: Wording("Sea", "See", "Море")
    case .borderPoints:
      Wording("Border crossing points", "Grenzübergänge", "Пункти перетину кордону")
    case .civilians:
      Wording(
        "Civilian harm, infrastructure, repair windows, humanitarian access, mines",
        "Zivile Schäden, Infrastruktur, Reparaturfenster, humanitärer Zugang, Minen",
        "Шкода цивільним, інфраструктура, вікна для ремонту, гуманітарний доступ, міни")
    case .movement:
      Wording(
        "Security of the Mission and freedom of movement",
        "Sicherheit der Mission und Bewegungsfreiheit",
        "Безпека Місії та свобода пересування")
    case .cases:
      Wording(
        "Cases, findings, party responses", "Fälle, Feststellungen, Antworten der Parteien",
        "Справи, висновки, відповіді сторін")
    case .liaison:
      Wording("Liaison and commission", "Verbindung und Kommission", "Зв’язок і комісія")
    case .corrections: Wording("Corrections", "Berichtigungen", "Виправлення")
    case .method:
      Wording(
        "Method note and integrity block", "Methode und Nachweis der Unversehrtheit",
        "Метод і підтвердження цілісності")
    }
  }

  /// The tables that belong to it.
  public var tableIDs: [String] {
    switch self {
    case .violations: ["T1", "T2"]
    case .weapons: ["T3", "T4", "T5"]
    case .bufferZone: ["T6"]
    case .air: ["T7"]
    case .sea: ["T8"]
    case .borderPoints: ["T9"]
    case .civilians: ["T10", "T11"]
    case .movement: ["T12", "T15"]
    case .cases: ["T13"]
    case .liaison: ["T14"]
    case .corrections: ["T16"]
    case .summary, .method: []
    }
  }
}

/// One paragraph: words with the names of figures in braces, which only the tables fill.
public struct Paragraph: Hashable, Sendable {
  /// The same whenever the report is made: `summary.sector.north`.
  public let key: String
  public let section: Section
  public let isBullet: Bool
  /// As it was made from the figures.
  public let template: Wording

  public init(_ key: String, _ section: Section, isBullet: Bool = false, _ template: Wording) {
    (self.key, self.section, self.isBullet) = (key, section, isBullet)
    self.template = template
  }
}

/// A piece of a paragraph.
public enum ProsePiece: Hashable, Sendable {
  case words(String)
  /// A figure by its name.
  case figure(String)

  /// Cuts words with names in braces into pieces; a brace without its other half is a word.
  public static func pieces(of template: String) -> [ProsePiece] {
    var pieces: [ProsePiece] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { pieces.append(.words(String(rest[..<open]))) }
      pieces.append(.figure(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { pieces.append(.words(String(rest))) }
    return pieces
  }
}

/// Paragraphs and the figures that they name, while they are made.
struct ProseDraft {
  private(set) var paragraphs: [Paragraph] = []
  private(set) var figures: [String: Cell] = [:]

  /// Notes a figure; gives back its place in the words.
  mutating func put(_ name: String, _ cell: Cell) -> String {
    figures[name] = cell
    return "{\(name)}"
  }

  mutating func add(
    _ key: String, _ section: Section, isBullet: Bool = false, _ template: Wording
  ) {
    paragraphs.append(Paragraph(key, section, isBullet: isBullet, template))
  }

  mutating func drop(_ keys: Set<String>) { paragraphs.removeAll { keys.contains($0.key) } }
}
