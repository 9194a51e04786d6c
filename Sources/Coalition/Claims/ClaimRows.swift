// How is a statement read from a row of named texts, and what is wrong with it?
//
// SPDX-License-Identifier: Apache-2.0

/// What is wrong with a statement, and where it stands.
public struct ClaimFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line of the file, from 1; 0 where it is not known.
  public let line: Int
  /// The statement's id; nil where it has none.
  public let id: String?
  public let message: String
  public let next: String

  public init(line: Int, id: String?, _ message: String, next: String) {
    self.line = line
    self.id = id
    self.message = message
    self.next = next
  }

  public var description: String {
    "\(line > 0 ? "line \(line): " : "")\(id.map { "claim \($0) " } ?? "a claim ")\(message) \(next)"
  }
}

/// The members of a statement as texts, whichever file they come from. One row gives a claim or faults.
struct ClaimRow {
  let line: Int
  /// Members without content are not in it.
  let texts: [String: String]
  let numbers: [String: Double]
  let lists: [String: [String]]
  /// Members that should have been numbers.
  var unreadable: [String] = []

  func claim(_ faults: inout [ClaimFault]) -> Claim? {
    let before = faults.count
    let id = texts["id"]
    func fault(_ message: String, _ next: String) {
      faults.append(ClaimFault(line: line, id: id, message, next: next))
    }
    func need(_ name: String, _ why: String) -> String {
      if let text = texts[name] { return text }
      fault("has no '\(name)': \(why).", "Add it.")
      return ""
    }
    _ = need("id", "nothing can refer to it")
    let attributedTo = need("attributed_to", "a claim needs its source, who said it")
    let reportedBy = need("reported_by", "a claim needs its source, who reported it")
    let paraphrase = need("paraphrase", "what it says must be readable without the quote")
    let status = word(Claim.Status.self, "status", fault)
    let basis = word(Claim.Basis.self, "basis", fault)
    let date = date("date", fault)
    if texts["date"] == nil { fault("has no 'date'.", "Write YYYY-MM-DD or YYYY-MM.") }
    let reported = self.date("reported", fault)
    for name in unreadable { fault("has a '\(name)' that is no number.", "Write a plain number.") }
    checkLists(fault)
    let quantity = quantity(fault)
    if let quote = texts["quote"], quote.split(separator: " ").count > Claim.quoteWordsMax {
      fault(
        "quotes more than \(Claim.quoteWordsMax) words.",
        "Shorten the quote; sources are not copied.")
    }
    guard faults.count == before, let id, let status, let basis, let date else { return nil }
    return Claim(
      id: id, sourceFile: texts["source_file"], quote: texts["quote"], paraphrase: paraphrase,
      attributedTo: attributedTo, reportedBy: reportedBy, basis: basis, date: date,
      reported: reported, country: texts["country"], quantity: quantity, status: status,
      hedge: texts["hedge"], condition: texts["condition"], place: texts["place"],
      phase: texts["phase"], function: texts["function"], functions: lists["functions"] ?? [],
      countries: lists["countries"] ?? [])
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type, _ name: String, _ fault: (String, String) -> Void
  ) -> Word? where Word.RawValue == String {
    let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
    guard let text = texts[name] else {
      fault("has no '\(name)'.", "Known: \(known).")
      return nil
    }
    if let word = Word(rawValue: text) { return word }
    fault("has the \(name) '\(text)', which is not known.", "Known: \(known).")
    return nil
  }

  private func date(_ name: String, _ fault: (String, String) -> Void) -> PartialDate? {
    guard let text = texts[name] else { return nil }
    if let date = PartialDate(text) { return date }
    fault("has the \(name) '\(text)', which is no date.", "Write YYYY-MM-DD or YYYY-MM.")
    return nil
  }

  private func checkLists(_ fault: (String, String) -> Void) {
    for code in lists["functions"] ?? [] where !PlanFunction.codes.contains(code) {
      fault("names the function '\(code)'.", "Write F01 to F18.")
    }
    for code in lists["countries"] ?? []
    where code.utf8.count != 2 || !code.utf8.allSatisfy({ (65...90).contains($0) }) {
      fault("names the country '\(code)'.", "Write the two capitals of ISO 3166, such as NL.")
    }
  }

  private func quantity(_ fault: (String, String) -> Void) -> Quantity? {
    let (value, low, high) = (numbers["value"], numbers["low"], numbers["high"])
    guard value != nil || low != nil || high != nil else {
      if texts["unit"] != nil { fault("has a unit and no number.", "Add the number.") }
      return nil
    }
    guard let unit = texts["unit"] else {
      fault("has a number without its unit.", "Add the unit: soldiers, km …")
      return nil
    }
    if let low, let high, low > high {
      fault(
        "has a range upside down, from \(written(low)) to \(written(high)).", "Exchange both ends.")
    } else if let value, value < low ?? value || value > high ?? value {
      fault(
        "has the value \(written(value)) outside of its own range.", "Mend the value or the range.")
    }
    return Quantity(value: value, low: low, high: high, unit: unit, note: texts["approx_note"])
  }

  private func written(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
  }
}

/// What reading a file of statements gave.
public struct ClaimsReading: Sendable {
  /// The statements that could be read; all of them where there are no faults.
  public let register: ClaimsRegister
  /// The line of each statement, by id.
  public let lines: [String: Int]
  public let faults: [ClaimFault]

  init(rows: [ClaimRow], sources: [ClaimSource], faults: [ClaimFault]) {
    var faults = faults
    var claims: [Claim] = []
    var lines: [String: Int] = [:]
    for row in rows {
      guard let claim = row.claim(&faults) else { continue }
      if let before = lines[claim.id] {
        faults.append(
          ClaimFault(
            line: row.line, id: claim.id, "stands twice.",
            next: "It stands on line \(before) already; give one of them another id."))
        continue
      }
      lines[claim.id] = row.line
      claims.append(claim)
    }
    register = ClaimsRegister(claims, sources: sources)
    self.lines = lines
    self.faults = faults
  }

  init(register: ClaimsRegister, lines: [String: Int], faults: [ClaimFault]) {
    (self.register, self.lines, self.faults) = (register, lines, faults)
  }
}
