// How do statements stand in a sheet? A row a statement, the same bytes every time.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

extension ClaimsRegister {
  /// The columns of the sheet. Lists are separated by spaces; an empty cell is a member without content.
  public static let columns = [
    "id", "source_file", "source_date", "quote", "paraphrase", "attributed_to", "reported_by",
    "basis", "date", "reported", "country", "value", "low", "high", "unit", "approx_note",
    "status", "hedge", "condition", "place", "phase", "function", "functions", "countries",
  ]

  /// The statements as CSV (RFC 4180, UTF-8, LF). What is said of the register as a whole has no place
  /// in a sheet; read and written again a sheet is the same bytes.
  public var csvFile: [UInt8] {
    var out = Self.columns.joined(separator: ",") + "\n"
    for claim in claims {
      out += cells(claim).map(Self.quoted).joined(separator: ",") + "\n"
    }
    return Array(out.utf8)
  }

  private func cells(_ claim: Claim) -> [String] {
    func number(_ value: Double?) -> String { value.map { JSONValue.number($0).written } ?? "" }
    let sourceDate = sources.first { $0.file == claim.sourceFile }?.date.description
    let quantity = claim.quantity
    return [
      claim.id, claim.sourceFile ?? "", sourceDate ?? "", claim.quote ?? "", claim.paraphrase,
      claim.attributedTo, claim.reportedBy, claim.basis.rawValue, claim.date.description,
      claim.reported?.description ?? "", claim.country ?? "", number(quantity?.value),
      number(quantity?.low), number(quantity?.high), quantity?.unit ?? "", quantity?.note ?? "",
      claim.status.rawValue, claim.hedge ?? "", claim.condition ?? "", claim.place ?? "",
      claim.phase ?? "", claim.function ?? "", claim.functions.joined(separator: " "),
      claim.countries.joined(separator: " "),
    ]
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: { [0x22, 0x2C, 0x3B, 0x09, 0x0A, 0x0D].contains($0) }) else {
      return cell
    }
    var out = "\""
    for character in cell.unicodeScalars {
      if character == "\"" { out += "\"" }
      out.unicodeScalars.append(character)
    }
    return out + "\""
  }
}

extension ClaimsReading {
  /// Reads a sheet with the columns of `ClaimsRegister.columns`, in any order; others are faults.
  public init(csv bytes: [UInt8]) {
    var text = TextBytes()
    var utf8: [UInt8] = []
    text.push(bytes, to: &utf8)
    text.finish(to: &utf8)
    var reader = CSVReader()
    reader.push(utf8)
    reader.finish()
    var header: [String]?
    var rows: [ClaimRow] = []
    var sources: [ClaimSource] = []
    var faults: [ClaimFault] = []
    while true {
      do throws(CSVError) {
        guard let row = try reader.next() else { break }
        if let header {
          rows.append(ClaimRow(row, header, &sources))
        } else {
          header = Self.header(row, &faults)
        }
      } catch {
        faults.append(
          ClaimFault(line: error.line, id: nil, "row: \(error.reason).", next: "Mend the row."))
      }
    }
    self.init(rows: rows, sources: sources, faults: faults)
  }

  private static func header(_ row: CSVRow, _ faults: inout [ClaimFault]) -> [String] {
    let names = (0..<row.count).map { row.text($0).trimmed }
    for name in names where !ClaimsRegister.columns.contains(name) {
      faults.append(
        ClaimFault(
          line: row.line, id: nil, "sheet has the column '\(name)', which is not known.",
          next: "Columns: \(ClaimsRegister.columns.joined(separator: ", "))."))
    }
    return names
  }
}

extension ClaimRow {
  fileprivate init(_ row: CSVRow, _ header: [String], _ sources: inout [ClaimSource]) {
    var texts: [String: String] = [:]
    var numbers: [String: Double] = [:]
    var lists: [String: [String]] = [:]
    var unreadable: [String] = []
    for index in 0..<min(row.count, header.count) {
      let (name, text) = (header[index], row.text(index).trimmed)
      guard !text.isEmpty else { continue }
      switch name {
      case "value", "low", "high":
        if let number = Double(text), number.isFinite {
          numbers[name] = number
        } else {
          unreadable.append(name)
        }
      case "functions", "countries": lists[name] = text.split(separator: " ").map(String.init)
      default: texts[name] = text
      }
    }
    if let file = texts["source_file"],
      let date = texts["source_date"].flatMap({ PartialDate($0) }),
      !sources.contains(where: { $0.file == file })
    {
      sources.append(ClaimSource(file: file, date: date))
    }
    self.init(
      line: row.line, texts: texts, numbers: numbers, lists: lists, unreadable: unreadable)
  }
}
