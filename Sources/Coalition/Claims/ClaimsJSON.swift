// How do statements stand in a JSON file? One line a statement, the same bytes every time.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension ClaimsReading {
  /// Reads `{…, "sources": […], "claims": […]}`; members that are not known are kept as they are.
  public init(json bytes: [UInt8]) {
    let root: JSONValue
    do throws(JSONError) { root = try JSONValue(reading: bytes) } catch {
      let line = bytes.prefix(error.byteOffset).count { $0 == 0x0A } + 1
      self.init(
        register: ClaimsRegister(), lines: [:],
        faults: [
          ClaimFault(
            line: line, id: nil, "file is no JSON: \(error.reason).",
            next: "Check quotes, commas and brackets there and before.")
        ])
      return
    }
    guard let elements = root["claims"]?.elements else {
      self.init(
        register: ClaimsRegister(), lines: [:],
        faults: [
          ClaimFault(
            line: 1, id: nil, "list is missing.", next: "Write {\"claims\": [{\"id\": …}, …]}.")
        ])
      return
    }
    let lines = JSONValue.elementLines(of: "claims", bytes)
    var faults: [ClaimFault] = []
    let sources = Self.sources(root["sources"], &faults)
    let rows = elements.enumerated().map { index, element in
      ClaimRow(element, line: index < lines.count ? lines[index] : 0)
    }
    let read = ClaimsReading(rows: rows, sources: sources, faults: faults)
    var register = read.register
    register.head = root.objectMembers.filter { !["claims", "sources"].contains($0.name) }
    self.init(register: register, lines: read.lines, faults: read.faults)
  }

  private static func sources(
    _ value: JSONValue?, _ faults: inout [ClaimFault]
  ) -> [ClaimSource] {
    var sources: [ClaimSource] = []
    for element in value?.elements ?? [] {
      guard let file = element["file"]?.text,
        let date = element["date"]?.text.flatMap({ PartialDate($0) })
      else {
        faults.append(
          ClaimFault(
            line: 0, id: nil, "source has no file or no date: \(element.written).",
            next: "Write {\"file\": name, \"date\": \"YYYY-MM-DD\"}."))
        continue
      }
      sources.append(ClaimSource(file: file, date: date, outlet: element["outlet"]?.text))
    }
    return sources
  }
}

extension ClaimRow {
  init(_ element: JSONValue, line: Int) {
    var texts: [String: String] = [:]
    var numbers: [String: Double] = [:]
    var lists: [String: [String]] = [:]
    var unreadable: [String] = []
    func take(_ member: JSONValue.Member) {
      switch member.value {
      case .string(let text):
        let trimmed = text.trimmed
        if !trimmed.isEmpty { texts[member.name] = trimmed }
      case .array(let elements): lists[member.name] = elements.compactMap(\.text)
      case .null: break
      case .integer, .number: numbers[member.name] = member.value.double
      case .object, .bool: unreadable.append(member.name)
      }
    }
    for member in element.objectMembers where member.name != "quantity" { take(member) }
    let quantity = element["quantity"] ?? .null
    for member in quantity.objectMembers {
      if ["value", "low", "high"].contains(member.name), member.value.text != nil {
        unreadable.append(member.name)
      } else {
        take(member)
      }
    }
    self.init(line: line, texts: texts, numbers: numbers, lists: lists, unreadable: unreadable)
  }
}

extension String {
  /// Without space around it.
  var trimmed: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension ClaimsRegister {
  /// The register as a file: what is said of it as a whole, the sources, and a line a statement. Read
  /// and written again it is the same bytes.
  public var jsonFile: [UInt8] {
    var out: [UInt8] = Array("{\n".utf8)
    for member in head {
      JSONValue.string(member.name).write(to: &out)
      out.append(UInt8(ascii: ":"))
      member.value.write(to: &out)
      out += Array(",\n".utf8)
    }
    Self.write("sources", sources.map(\.json), to: &out)
    out += Array(",\n".utf8)
    Self.write("claims", claims.map(\.json), to: &out)
    out += Array("\n}\n".utf8)
    return out
  }

  private static func write(_ name: String, _ elements: [JSONValue], to out: inout [UInt8]) {
    out += Array("\"\(name)\":[".utf8)
    for (index, element) in elements.enumerated() {
      out += Array((index == 0 ? "\n" : ",\n").utf8)
      element.write(to: &out)
    }
    out += Array("\n]".utf8)
  }
}

extension ClaimSource {
  var json: JSONValue {
    .members([
      "file": .string(file), "date": .string(date.description),
      "outlet": outlet.map { .string($0) },
    ])
  }
}

extension Claim {
  /// All members in a fixed order; those without content are null, `reported` is left out then.
  public var json: JSONValue {
    .members([
      "id": .string(id), "source_file": text(sourceFile), "quote": text(quote),
      "paraphrase": .string(paraphrase), "attributed_to": .string(attributedTo),
      "reported_by": .string(reportedBy), "basis": .string(basis.rawValue),
      "date": .string(date.description), "reported": reported.map { .string($0.description) },
      "country": text(country), "quantity": quantity?.json ?? .null,
      "status": .string(status.rawValue), "hedge": text(hedge), "condition": text(condition),
      "place": text(place), "phase": text(phase), "function": text(function),
      "functions": .array(functions.map { .string($0) }),
      "countries": .array(countries.map { .string($0) }),
    ])
  }

  private func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
}

extension Quantity {
  var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    return .members([
      "value": number(value), "low": number(low), "high": number(high), "unit": .string(unit),
      "approx_note": note.map { .string($0) },
    ])
  }
}
