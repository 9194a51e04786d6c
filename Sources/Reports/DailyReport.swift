// What is a daily report? Tables and sentences, made from what was known at the data cut.
//
// SPDX-License-Identifier: Apache-2.0

public import Cases
internal import Geo
internal import Observations

/// A daily report as a value: the same material gives the same report, to the byte.
public struct DailyReport: Sendable {
  public let id: String
  public let mission: ReportMission
  public let period: ReportPeriod
  /// So many records of the log are in it.
  public let recordCount: UInt64
  public let isProvisional: Bool
  public let tables: [Table]
  public let paragraphs: [Paragraph]
  /// What was said and decided about it; nil where nobody has drafted it.
  public let record: ReportBook.Report?
  public let logOrigin: String?
  /// What the map shows.
  let marks: [MapMark]
  private let figures: [String: Cell]

  /// - Parameter record: what is recorded of this report, so far as it is to be shown.
  public init(_ material: ReportMaterial, record: ReportBook.Report? = nil) {
    (mission, period, logOrigin) = (material.mission, material.period, material.logOrigin)
    (recordCount, isProvisional) = (material.recordCount, material.isProvisional)
    id = ReportBook.dailyID(year: material.period.year, number: material.period.number)
    self.record = record
    let tally = Tally(material)
    let counted = tally.inPeriod(.violation)
    let sightings = Sighting.all(of: counted, material.mission.sensors)
    let t1 = CountsBySector(material, tally).table
    let made = [
      t1,
      Violations(
        mission: material.mission, period: material.period, sightings: sightings, tally: tally
      ).table,
      Airspace.table(material), Hindrances.table(material),
      CasesAndFindings(material: material).table, NotificationsReceived.table(material),
      SensorStatus.table(material), Corrections.table(material),
    ]
    let zones = AgreedZones(material)
    let registers = material.registers
    let others =
      registers.tables + Weapons(zones: zones, tally: tally, registers: registers).tables + [
        BufferZone(zones: zones, tally: tally, registers: registers).table,
        Casualties(material: material, tally: tally, registers: registers).table,
      ]
    tables = (made + others).sorted { Self.number($0.id) < Self.number($1.id) }
    var draft = ProseDraft()
    SummaryWords(material: material, tally: tally, tables: tables).write(into: &draft)
    SectorWords(period: material.period, t1: t1, sightings: sightings).write(into: &draft)
    OtherWords(material: material, tally: tally, tables: tables).write(into: &draft)
    (paragraphs, figures) = (draft.paragraphs, draft.figures)
    marks = (counted + tally.inPeriod(.liveFire) + tally.inPeriod(.notCounted)).map(MapMark.init)
  }

  private static func number(_ id: String) -> Int { Int(id.dropFirst()) ?? 0 }

  public func table(_ id: String) -> Table? { tables.first { $0.id == id } }

  /// A cell by its name, `t1/north/violations`, or a figure of the text.
  public func cell(_ name: String) -> Cell? {
    if let figure = figures[name] { return figure }
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return nil }
    return table(parts[0].uppercased())?.cell(parts[1], parts[2])
  }

  /// Names of all figures that the text can quote, in order.
  public var figureNames: [String] {
    let ofT1 = table("T1").map { table in
      table.rows.flatMap { row in table.columns.map { table.name(ofRow: row, $0) } }
    }
    return (ofT1 ?? []) + figures.keys.sorted()
  }

  /// The words that are printed: those that somebody wrote last, else those made from the figures.
  public func template(_ paragraph: Paragraph, _ language: ReportLanguage) -> String {
    let written = record?.words(paragraph.key, in: language.rawValue)
    guard let written, written != Record.withheldText else {
      return paragraph.template[language]
    }
    return written
  }

  /// - Throws: `ReportError` naming a figure that this report does not have.
  public func checkFigures(of template: String) throws(ReportError) {
    for case .figure(let name) in ProsePiece.pieces(of: template) where cell(name) == nil {
      throw ReportError(
        "This report has no figure '\(name)'.",
        next: "See its figures in 'truceline report daily … --format json'.")
    }
  }

  /// Paragraphs whose English words, which govern, somebody changed after those of this language.
  public func untranslated(_ language: ReportLanguage) -> [String] {
    guard language != .en else { return [] }
    func lastMs(_ key: String, _ language: ReportLanguage) -> Int64? {
      record?.prose[.init(language: language.rawValue, paragraph: key)]?.last?.atMs
    }
    return paragraphs.map(\.key).filter { key in
      guard let governingMs = lastMs(key, .en) else { return false }
      return lastMs(key, language).map { $0 < governingMs } ?? true
    }
  }
}
