// How is a report read on a screen and printed? One HTML file, with its map and its style inside.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo

/// For which reader a page is made.
public enum PageUse: Hashable, Sendable {
  /// Each number opens its rows further down in the same file.
  case screen
  /// For a printer: without the rows behind numbers, and with a stated part of very long tables.
  case paper
}

/// Writes a daily report as one HTML file.
public struct HTMLWriter {
  /// Longer tables are cut on paper: WeasyPrint sets about a hundred rows a second (`Benchmarks/Reports`).
  public static let paperRowCountMax = 250

  let report: DailyReport
  let ground: MapGround
  let language: ReportLanguage
  let use: PageUse
  /// SHA-256 of each table as CSV, by table, where tables are cut.
  let digests: [String: String]
  var out = ""
  var rows = RowsBehind()

  public init(
    _ report: DailyReport, ground: MapGround, language: ReportLanguage, use: PageUse,
    digests: [String: String] = [:]
  ) {
    (self.report, self.ground, self.language) = (report, ground, language)
    (self.use, self.digests) = (use, digests)
    out.reserveCapacity(1 << 20)
  }

  public static func html(
    _ report: DailyReport, ground: MapGround, language: ReportLanguage, use: PageUse = .screen,
    digests: [String: String] = [:]
  ) -> [UInt8] {
    var writer = HTMLWriter(
      report, ground: ground, language: language, use: use, digests: digests)
    writer.document()
    return Array(writer.out.utf8)
  }

  func say(_ en: String, _ de: String, _ uk: String) -> String {
    SVGText.escaped(Wording(en, de, uk)[language])
  }

  private mutating func document() {
    let title = "\(say("Daily Report", "Tagesbericht", "Щоденний звіт")) \(report.period.title)"
    let running = "\(title) · \(SVGText.escaped(missionName))"
    out += """
      <!doctype html><html lang="\(language.rawValue)"><head><meta charset="utf-8">\
      <meta name="viewport" content="width=device-width, initial-scale=1">\
      <meta name="color-scheme" content="light dark"><title>\(running)</title>\
      <style>\(ReportStyle.css(running: running, page: pageWords))</style></head><body><main>
      """
    head(title)
    body()
    annex()
    if use == .screen { rows.write(into: &out, language) }
    out += "</main></body></html>\n"
  }

  private var pageWords: (before: String, between: String) {
    let words = Wording("Page | of ", "Seite | von ", "Сторінка | з ")[language]
    let parts = words.split(separator: "|")
    return (String(parts[0]), String(parts[1]))
  }

  private var missionName: String { report.mission.name.text(in: language.rawValue) }

  // MARK: Head

  private mutating func head(_ title: String) {
    let period = report.period
    let issued = Written.day(period.issueDay, language)
    let day = Written.day(period.day, language)
    let zone = Written.offset(period.untilMs, period.clock)
    let based = say(
      "Based on information as of \(period.cut) (\(zone)) \(day).",
      "Grundlage: Informationen bis \(period.cut) (\(zone)), \(day).",
      "На основі інформації станом на \(period.cut) (\(zone)) \(day).")
    out += "<header class=\"title\"><p class=\"mission\">\(SVGText.escaped(missionName))</p>"
    out += "<h1>\(title)</h1><p class=\"state\">\(stateWords(issued))</p><p>\(based)</p>"
    out += "<p class=\"soft\">\(spanWords)</p>"
    if language != .en {
      out +=
        "<p class=\"soft\">"
        + say("", "Maßgeblich ist der englische Text.", "Визначальним є англійський текст.")
      let behind = report.untranslated(language)
      if !behind.isEmpty {
        out +=
          " "
          + say(
            "", "Noch nicht nachgezogen: \(behind.count) Absätze.",
            "Ще не оновлено переклад абзаців: \(behind.count).")
      }
      out += "</p>"
    }
    if let notice = report.mission.notice?.text(in: language.rawValue) {
      out += "<p class=\"notice\">\(SVGText.escaped(notice))</p>"
    }
    out += "</header>"
  }

  private func stateWords(_ issueDay: String) -> String {
    if report.isProvisional {
      return say(
        "Provisional: the data cut has not been reached",
        "Vorläufig: Der Datenschluss ist noch nicht erreicht",
        "Попередній: час відсікання даних ще не настав")
    }
    switch report.record?.state {
    case .issued?:
      let atMs = report.record?.issued?.atMs ?? 0
      let day = Written.day(Written.day(of: atMs, report.period.clock), language)
      let hour = Written.hour(atMs / 60_000 * 60_000, report.period.clock)
      return say(
        "Issued \(day), \(hour)", "Ausgegeben am \(day), \(hour)", "Оприлюднено \(day), \(hour)")
    case .cleared?:
      return say(
        "Cleared, not issued", "Freigegeben, nicht ausgegeben", "Погоджено, не оприлюднено")
    default:
      return say(
        "Draft, to be issued \(issueDay)", "Entwurf, auszugeben am \(issueDay)",
        "Проєкт, до оприлюднення \(issueDay)")
    }
  }

  private var spanWords: String {
    let clock = report.period.clock
    let (from, until) = (
      clock.iso(atMs: report.period.fromMs), clock.iso(atMs: report.period.untilMs)
    )
    let hours = Written.decimal(report.period.hours, places: 0, language)
    return say(
      "Period: \(from) to \(until), \(hours) hours.",
      "Zeitraum: \(from) bis \(until), \(hours) Stunden.",
      "Період: з \(from) до \(until), \(hours)\u{A0}год.")
  }

  // MARK: Sections

  private mutating func body() {
    for section in Section.allCases {
      let own = report.paragraphs.filter { $0.section == section }
      out +=
        "<section class=\"s\(section.rawValue)\"><h2>\(section.rawValue). "
        + "\(SVGText.escaped(section.title[language]))</h2>"
      let bullets = own.filter(\.isBullet)
      if !bullets.isEmpty {
        out += "<ul>"
        for paragraph in bullets { prose(paragraph, "li") }
        out += "</ul>"
      }
      for paragraph in own where !paragraph.isBullet { prose(paragraph, "p") }
      if section == .violations { map() }
      if section == .method { integrity() }
      out += "</section>"
    }
  }

  private mutating func prose(_ paragraph: Paragraph, _ tag: String) {
    let pieces = ProsePiece.pieces(of: report.template(paragraph, language))
    guard !pieces.isEmpty else { return }
    out += "<\(tag) data-paragraph=\"\(SVGText.escaped(paragraph.key))\">"
    for piece in pieces {
      switch piece {
      case .words(let words): out += SVGText.escaped(words)
      case .figure(let name): figure(name)
      }
    }
    out += "</\(tag)>"
  }

  private mutating func figure(_ name: String) {
    guard let cell = report.cell(name) else {
      out += "<span class=\"gone\">{\(SVGText.escaped(name))}</span>"
      return
    }
    if name.hasPrefix("table/") {
      let id = report.text(cell, language)
      out += "<a href=\"#\(id)\">\(id)</a>"
      return
    }
    linked(cell, name)
  }

  /// A number with the way to its rows.
  mutating func linked(_ cell: Cell, _ name: String) {
    let text = SVGText.escaped(report.text(cell, language))
    guard use == .screen, cell.isFigure, !cell.rows.isEmpty else {
      out += text
      return
    }
    out += "<a class=\"n\" href=\"#\(rows.anchor(for: cell, name))\">\(text)</a>"
  }

  private mutating func map() {
    let drawing = MapDrawing(report: report, ground: ground, language: language)
    guard let svg = drawing.svg else { return }
    out += "<figure>\(svg)\(drawing.legend)<figcaption>"
    out += say(
      "The boundaries and names shown do not imply official endorsement or acceptance. Names as the parties write them stand below, where they differ. Ground: Natural Earth.",
      "Die gezeigten Grenzen und Namen bedeuten keine amtliche Billigung oder Anerkennung. Darunter, wo sie abweichen, die Namen, wie die Parteien sie schreiben. Kartengrundlage: Natural Earth.",
      "Показані кордони та назви не означають офіційного схвалення чи визнання. Нижче, де вони відрізняються, — назви, якими їх пишуть сторони. Основа карти: Natural Earth."
    )
    out += "</figcaption></figure>"
  }
}
