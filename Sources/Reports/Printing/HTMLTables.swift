// How do the tables stand on the page, and the proof that nothing was changed?
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Geo

extension HTMLWriter {
  /// The tables that have a register, broad ones across the page.
  mutating func annex() {
    out +=
      "<section class=\"annex\"><h2>\(say("Annex: tables", "Anhang: Tabellen", "Додаток: таблиці"))</h2>"
    for table in report.tables where table.hasRegister { write(table) }
    out += "</section>"
  }

  private mutating func write(_ table: Table) {
    out +=
      "<section class=\"table\" id=\"\(table.id)\"><h3>\(table.id). "
      + "\(SVGText.escaped(table.title[language]))</h3>"
    if table.rows.isEmpty {
      out +=
        "<p>\(say("Nothing in the period.", "Nichts im Zeitraum.", "Протягом періоду нічого."))</p>"
    } else {
      out += "<div class=\"wide\"><table class=\"\(table.id.lowercased())\">"
      columns(table)
      out += "<tbody>"
      let shown = use == .paper ? table.rows.prefix(Self.paperRowCountMax) : table.rows[...]
      var seen: Set<String> = []
      for row in shown { write(row, table, &seen) }
      out += "</tbody></table></div>"
      if shown.count < table.rows.count { cut(table, shown.count) }
    }
    for note in table.notes { out += "<p class=\"note\">\(SVGText.escaped(note[language]))</p>" }
    out += "</section>"
  }

  private mutating func columns(_ table: Table) {
    let sum = table.columns.reduce(0) { $0 + $1.width }
    out += "<colgroup>"
    for column in table.columns {
      out += "<col style=\"width:\(SVGText.number(column.width / sum * 100))%\">"
    }
    out += "</colgroup><thead><tr>"
    for column in table.columns {
      out +=
        "<th scope=\"col\"\(column.isNumber ? " class=\"r\"" : "")>"
        + "\(SVGText.escaped(column.title[language]))</th>"
    }
    out += "</tr></thead>"
  }

  private mutating func write(_ row: Row, _ table: Table, _ seen: inout Set<String>) {
    out += row.isTotal ? "<tr class=\"sum\"" : "<tr"
    if use == .screen { out += " id=\"\(RowsBehind.id(table.id, row.key))\"" }
    out += ">"
    for (column, cell) in zip(table.columns, row.cells) {
      out += column.isNumber ? "<td class=\"r\">" : "<td>"
      if case .id(let id) = cell.value, use == .screen, table.id == "T2",
        column.key == "event-id", seen.insert(id).inserted
      {
        out += "<span id=\"\(SVGText.escaped(id))\">\(SVGText.escaped(id))</span>"
        rows.noteAnchor(id)
      } else if table.id == "T2" {
        out += SVGText.escaped(report.text(cell, language))
      } else {
        linked(cell, table.name(ofRow: row, column))
      }
      out += "</td>"
    }
    out += "</tr>"
  }

  private mutating func cut(_ table: Table, _ count: Int) {
    let (shown, all) = (
      Written.integer(count, language), Written.integer(table.rows.count, language)
    )
    let file = "\(table.id.lowercased()).csv"
    let digest = digests[table.id].map { " (SHA-256 \($0))" } ?? ""
    out += "<p class=\"note\">"
    out += say(
      "On paper the first \(shown) of \(all) rows. All of them are in \(file)\(digest).",
      "Auf Papier die ersten \(shown) von \(all) Zeilen. Alle stehen in \(file)\(digest).",
      "На папері — перші \(shown) з \(all) рядків. Усі рядки — у файлі \(file)\(digest).")
    out += "</p>"
  }

  // MARK: Integrity

  mutating func integrity() {
    out += "<table class=\"proof\"><tbody>"
    let clock = report.period.clock
    proof(
      say("Data cut", "Datenschluss", "Відсікання даних"), clock.iso(atMs: report.period.untilMs))
    let records = Written.integer(Int(clamping: report.recordCount), language)
    proof(
      say("Records taken into account", "Berücksichtigte Einträge", "Враховано записів"), records)
    if let origin = report.logOrigin { proof(say("Log", "Protokoll", "Журнал"), origin) }
    if let freeze = report.record?.freeze, let issued = report.record?.issued {
      frozen(freeze, atMs: issued.atMs)
    } else {
      proof(
        say("Tree, root, cosignatures", "Baum, Wurzel, Mitzeichnungen", "Дерево, корінь, підписи"),
        say("noted at issue", "werden bei der Ausgabe vermerkt", "вносяться під час оприлюднення"))
    }
    out += "</tbody></table><p class=\"note\">"
    out += say(
      "A proof shows that the records have not changed since; not that an observation was true, nor that nothing was left out before it was recorded.",
      "Ein Nachweis zeigt, dass die Einträge seither unverändert sind; nicht, dass eine Beobachtung zutraf, und nicht, dass vor dem Eintragen nichts weggelassen wurde.",
      "Підтвердження показує, що записи відтоді не змінювалися; воно не доводить ані правдивості спостереження, ані того, що до запису нічого не було пропущено."
    )
    out += "</p>"
  }

  private mutating func frozen(_ freeze: ReportFreeze, atMs: Int64) {
    proof(say("Issued", "Ausgegeben", "Оприлюднено"), report.period.clock.iso(atMs: atMs))
    proof(
      say("Entries of the tree", "Einträge des Baums", "Записів у дереві"),
      Written.integer(Int(clamping: freeze.treeSize), language))
    if !freeze.root.isEmpty {
      proof(say("Root of the tree", "Wurzel des Baums", "Корінь дерева"), freeze.root)
    }
    proof(
      say("Cosigned by", "Mitgezeichnet von", "Співпідписали"),
      freeze.cosigners.isEmpty
        ? say("the Mission alone", "nur die Mission", "лише Місія")
        : freeze.cosigners.joined(separator: ", "))
    proof(say("SHA-256 of the report", "SHA-256 des Berichts", "SHA-256 звіту"), freeze.digest)
  }

  private mutating func proof(_ name: String, _ value: String) {
    out += "<tr><th scope=\"row\">\(name)</th><td>\(SVGText.escaped(value))</td></tr>"
  }
}

/// Which rows stand behind which number: lists at the end of the file, each once.
struct RowsBehind {
  private static let listedCountMax = 5_000

  private var order: [(anchor: String, cell: Cell)] = []
  private var anchors: [[String]: String] = [:]
  private var inTable: Set<String> = []

  static func id(_ table: String, _ row: String) -> String {
    SVGText.escaped("\(table).\(row.replacingSpaces)")
  }

  /// Where the rows of a cell stand; cells of the same rows share a list.
  mutating func anchor(for cell: Cell, _ name: String) -> String {
    if let known = anchors[cell.rows] { return known }
    let anchor = "rows-\(order.count + 1)"
    anchors[cell.rows] = anchor
    order.append((anchor, cell))
    return anchor
  }

  /// An event that can be jumped to.
  mutating func noteAnchor(_ id: String) { inTable.insert(id) }

  func write(into out: inout String, _ language: ReportLanguage) {
    guard !order.isEmpty else { return }
    let title = Wording(
      "Rows behind the numbers", "Zeilen hinter den Zahlen", "Рядки за числами")[language]
    out += "<section class=\"behind\"><h2>\(title)</h2><dl>"
    for (anchor, cell) in order {
      out += "<dt id=\"\(anchor)\">\(Written.integer(cell.rows.count, language))</dt><dd>"
      for id in cell.rows.prefix(Self.listedCountMax) {
        let text = SVGText.escaped(id)
        out += inTable.contains(id) ? "<a href=\"#\(text)\">\(text)</a> " : "\(text) "
      }
      if cell.rows.count > Self.listedCountMax { out += "… report.json" }
      out += "</dd>"
    }
    out += "</dl></section>"
  }
}
