// Which files is a report handed over as?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Notation
internal import Observations
public import Reports

/// The forms of a report.
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  case html, pdf, csv, json
}

/// A file of a report.
public struct ReportFile: Hashable, Sendable {
  /// `DR-2026-176.en.html`, `DR-2026-176.t1.csv`.
  public let name: String
  public let bytes: [UInt8]
}

extension ReportFile {
  /// A spot report in its forms; it has no tables.
  public static func files(
    _ report: SpotReport, _ formats: Set<ReportFormat>, _ languages: [ReportLanguage]
  ) async throws -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.json) {
      files.append(ReportFile(name: "\(report.id).json", bytes: report.json.bytes + [0x0A]))
    }
    let setter = formats.contains(.pdf) ? try Typesetter() : nil
    for language in languages {
      let (page, name) = (report.html(language), "\(report.id).\(language.rawValue)")
      if formats.contains(.html) { files.append(ReportFile(name: name + ".html", bytes: page)) }
      if let setter {
        let made = try await setter.pdf(page, atMs: report.knownAtMs)
        files.append(ReportFile(name: name + ".pdf", bytes: made))
      }
    }
    return files
  }
}

/// Writes reports in their forms.
public struct ReportFiles: Sendable {
  let report: DailyReport
  let ground: MapGround
  private let tables: [(table: Table, bytes: [UInt8])]

  public init(_ report: DailyReport, ground: MapGround) {
    (self.report, self.ground) = (report, ground)
    tables = report.tables.compactMap { table in report.csv(table).map { (table, $0) } }
  }

  public func files(
    _ formats: Set<ReportFormat>, _ languages: [ReportLanguage]
  ) async throws -> [ReportFile] {
    var files: [ReportFile] = []
    if formats.contains(.json) {
      files.append(ReportFile(name: "\(report.id).json", bytes: report.json.bytes + [0x0A]))
    }
    if formats.contains(.csv) {
      files += tables.map {
        ReportFile(name: "\(report.id).\($0.table.id.lowercased()).csv", bytes: $0.bytes)
      }
    }
    let setter = formats.contains(.pdf) ? try Typesetter() : nil
    for language in languages {
      if formats.contains(.html) {
        files.append(ReportFile(name: name(language, "html"), bytes: html(language)))
      }
      if let setter {
        files.append(
          ReportFile(name: name(language, "pdf"), bytes: try await pdf(language, setter)))
      }
    }
    return files
  }

  public func html(_ language: ReportLanguage) -> [UInt8] {
    HTMLWriter.html(report, ground: ground, language: language)
  }

  public func csv(_ id: String) -> [UInt8]? { tables.first { $0.table.id == id }?.bytes }

  public func pdf(_ language: ReportLanguage, _ setter: Typesetter) async throws -> [UInt8] {
    let cut = tables.filter { $0.table.rows.count > HTMLWriter.paperRowCountMax }
    let digests = cut.map { ($0.table.id, ContentDigest(of: $0.bytes).hex) }
    let page = HTMLWriter.html(
      report, ground: ground, language: language, use: .paper,
      digests: Dictionary(uniqueKeysWithValues: digests))
    return try await setter.pdf(page, atMs: report.period.untilMs)
  }

  private func name(_ language: ReportLanguage, _ ending: String) -> String {
    "\(report.id).\(language.rawValue).\(ending)"
  }
}
