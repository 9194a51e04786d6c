// How does a table stand in a file for spreadsheets? UTF-8, RFC 4180, export names at the head.
//
// SPDX-License-Identifier: Apache-2.0

extension DailyReport {
  /// The table as CSV; nil where the Mission keeps no register for it.
  public func csv(_ table: Table) -> [UInt8]? {
    guard table.hasRegister else { return nil }
    var out: [UInt8] = []
    Self.line(table.columns.map(\.name), to: &out)
    for row in table.rows { Self.line(row.cells.map(exported), to: &out) }
    return out
  }

  private static func line(_ fields: [String], to out: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      append(field, to: &out)
    }
    out += [0x0D, 0x0A]
  }

  /// A field that a spreadsheet would take for a formula is made a text by a quotation mark before it.
  private static func append(_ field: String, to out: inout [UInt8]) {
    let isFormula = field.first.map { "=@\t\r".contains($0) } ?? false
    let text = isFormula ? "'" + field : field
    guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
      out += Array(text.utf8)
      return
    }
    out.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { out.append(0x22) }
      out.append(byte)
    }
    out.append(0x22)
  }
}
