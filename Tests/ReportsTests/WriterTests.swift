// HTML, CSV and JSON of one report: nothing lost, every link has its place, the same bytes each time.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
internal import Foundation
import Geo
import Making
import Notation
import Observations
import Reports
import Rules
import Testing

@Suite struct WriterTests {
  private let report = DailyReport(MadeUp.material(MadeUp.reports))

  private func html(_ language: ReportLanguage, _ use: PageUse = .screen) -> String {
    String(
      decoding: HTMLWriter.html(report, ground: MapGround(), language: language, use: use),
      as: UTF8.self)
  }

  @Test(arguments: ReportLanguage.allCases)
  func `every link of the page has its place, and no place stands twice`(
    language: ReportLanguage
  ) {
    let page = html(language)
    let ids = page.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
    #expect(ids.count == Set(ids).count)
    let links = page.matches(of: /href="#([^"]+)"/).map { String($0.1) }
    #expect(links.count > 20)
    for link in links { #expect(ids.contains(link), "\(link)") }
  }

  @Test(arguments: ReportLanguage.allCases)
  func `no figure is missing and no brace is left in the text`(language: ReportLanguage) {
    let page = html(language)
    #expect(!page.contains("class=\"gone\""))
    let body = page[(page.range(of: "</style>")?.upperBound ?? page.startIndex)...]
    #expect(!body.contains("{"))
  }

  @Test func `words that were made hold no figure outside of braces`() {
    for paragraph in report.paragraphs {
      for language in ReportLanguage.allCases {
        for case .words(let words) in ProsePiece.pieces(of: paragraph.template[language]) {
          #expect(words.first { $0.isNumber } == nil, "\(paragraph.key): \(words)")
        }
      }
    }
  }

  @Test func `names of people and places are never read as markup`() {
    var material = MadeUp.material([
      Making.report("x", .explosion, sensor: "<b>&\"", means: .heard)
    ])
    material.mission.name = LocalText("<script>alert(1)</script>")
    let page = String(
      decoding: HTMLWriter.html(DailyReport(material), ground: MapGround(), language: .en),
      as: UTF8.self)
    #expect(!page.contains("<script"))
    #expect(!page.contains("<b>"))
  }

  @Test func `tables as CSV have the export names and every row`() throws {
    let t2 = try #require(report.table("T2"))
    let text = String(decoding: try #require(report.csv(t2)), as: UTF8.self)
    let lines = text.split(separator: "\r\n")
    #expect(
      lines[0]
        == "no.,position of observer,means,distance class,direction,count,kind,qualifier,weapon,time or period,side area,grade,event id,case id"
    )
    #expect(lines.count == t2.rows.count + 1)
    #expect(text.contains("\"Patrol 22, hill south of Orlyn\",heard"))
    #expect(text.contains(",4-5,explosion,undetermined,"))
    let missing = try #require(report.table("T3"))
    #expect(report.csv(missing) == nil)
  }

  @Test func `the JSON reads back, with the numbers of the tables and their rows`() throws {
    let json = try JSONValue(reading: report.json.bytes)
    let t1 = try #require(json["tables"]?.elements?.first { $0["table"]?.text == "T1" })
    let total = try #require(t1["rows"]?.elements?.last?["cells"]?.elements)
    #expect(total[1]["value"]?.int == 13)
    #expect(total[1]["rows"]?.elements?.count == 4)
    #expect(total[11]["value"] == .null)
    #expect(total[11]["not_recorded"]?.flag == true)
  }

  @Test func `tables without a register say so, and only they`() {
    let missing = report.tables.filter { !$0.hasRegister }.map(\.id)
    #expect(missing == ["T3", "T4", "T5", "T6", "T8", "T9", "T10", "T11", "T12", "T14"])
    #expect(report.tables.map(\.id) == (1...16).map { "T\($0)" })
    var material = MadeUp.material([])
    material.register = Register([], kept: [.impediment])
    #expect(DailyReport(material).table("T12")?.hasRegister == true)
  }

  @Test func `very long tables are cut on paper, with the digest of the file that holds them`() {
    let many = (0..<400).map { number in
      Making.report(
        "n\(number)", .shot, at: place(Double(number) * 100 - 20_000, 2_000), sigmaM: 20,
        sensor: "P2", atMs: noonMs + Int64(number) * 20_000)
    }
    let long = DailyReport(MadeUp.material(many))
    let paper = String(
      decoding: HTMLWriter.html(
        long, ground: MapGround(), language: .en, use: .paper, digests: ["T2": "abc123"]),
      as: UTF8.self)
    #expect(paper.contains("the first 250 of \(long.table("T2")?.rows.count ?? 0) rows"))
    #expect(paper.contains("SHA-256 abc123"))
  }
}
