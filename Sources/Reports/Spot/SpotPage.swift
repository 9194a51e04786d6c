// How is a spot report printed? Half a page, in the style of the daily report.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo

extension SpotReport {
  /// One HTML file.
  public func html(_ language: ReportLanguage) -> [UInt8] {
    let title = Wording("Spot Report", "Sofortbericht", "Терміновий звіт")[language]
    let name = SVGText.escaped(mission.name.text(in: language.rawValue))
    let page = Wording("Page | of ", "Seite | von ", "Сторінка | з ")[language].split(
      separator: "|")
    let running = "\(title) \(id) · \(name)"
    let style = ReportStyle.css(running: running, page: (String(page[0]), String(page[1])))
    var out =
      "<!doctype html><html lang=\"\(language.rawValue)\"><head><meta charset=\"utf-8\">"
      + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
      + "<meta name=\"color-scheme\" content=\"light dark\"><title>\(running)</title>"
      + "<style>\(style)</style></head><body><main><header class=\"title\"><p class=\"mission\">\(name)</p>"
      + "<h1>\(title) \(id)</h1><p class=\"state\">\(stateWords(language))</p></header>"
    for (question, paragraph) in zip(SpotQuestion.allCases, paragraphs) {
      out += "<h2>\(question.title[language])</h2><p>"
      for piece in ProsePiece.pieces(of: template(paragraph, language)) {
        switch piece {
        case .words(let words): out += SVGText.escaped(words)
        case .figure(let name):
          out += SVGText.escaped(cell(name).map { text($0, language) } ?? "{\(name)}")
        }
      }
      out += "</p>"
    }
    return Array((out + foot(language) + "</main></body></html>\n").utf8)
  }

  private func stateWords(_ language: ReportLanguage) -> String {
    switch record?.state {
    case .issued?:
      let at = mission.clock.iso(atMs: record?.issued?.atMs ?? 0)
      return Wording("Issued \(at)", "Ausgegeben \(at)", "Оприлюднено \(at)")[language]
    case .cleared?:
      return Wording(
        "Cleared, not issued", "Freigegeben, nicht ausgegeben", "Погоджено, не оприлюднено")[
          language]
    default:
      // Twelve hours after first knowledge, by the rule for spot reports.
      let due = mission.clock.iso(atMs: knownAtMs + 12 * 3_600_000)
      return Wording(
        "Draft, due \(due)", "Entwurf, fällig \(due)", "Проєкт, строк \(due)")[language]
    }
  }

  private func foot(_ language: ReportLanguage) -> String {
    let records = Written.integer(Int(clamping: recordCount), language)
    var words = Wording(
      "Event \(eventID). Records taken into account: \(records).",
      "Ereignis \(eventID). Berücksichtigte Einträge: \(records).",
      "Подія \(eventID). Враховано записів: \(records).")[language]
    if let freeze = record?.freeze {
      words += " " + Wording("Tree", "Baum", "Дерево")[language]
      words += ": \(freeze.treeSize), \(freeze.root). SHA-256: \(freeze.digest)."
    }
    return "<p class=\"note\">\(SVGText.escaped(words))</p>"
  }
}
