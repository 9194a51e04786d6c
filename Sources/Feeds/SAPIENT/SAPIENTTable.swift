// How are the rules of SAPIENT looked up? By message and field number, without a dictionary.
//
// SPDX-License-Identifier: Apache-2.0

/// A piece of text that lives as long as the program.
struct SAPIENTText: Sendable {
  nonisolated(unsafe) let start: UnsafePointer<UInt8>
  let count: Int

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
  var string: String { String(decoding: bytes, as: UTF8.self) }

  /// A copy that is never given back: made once, when the table is read.
  init(lasting text: String) {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, text.utf8.count))
    for (index, byte) in text.utf8.enumerated() { copy[index] = byte }
    start = UnsafePointer(copy)
    count = text.utf8.count
  }
}

enum SAPIENTKind: UInt8, Sendable {
  case double, float, int32, int64, bool, text, bytes, enumeration, message

  /// As a single value is written.
  var wireType: ProtobufWireType {
    switch self {
    case .double: .fixed64
    case .float: .fixed32
    case .int32, .int64, .bool, .enumeration: .varint
    case .text, .bytes, .message: .length
    }
  }
}

struct SAPIENTFieldRule: Sendable {
  var number: UInt32
  var name: SAPIENTText
  /// `"name":` as written in JSON.
  var jsonName: SAPIENTText
  var meaning: SAPIENTText
  var kind: SAPIENTKind
  var isRepeated: Bool
  /// It must be there, by itself or as one of a choice: an empty text or `UNSPECIFIED` is not enough.
  var needsValue: Bool
  var isMandatory: Bool
  var isUUID: Bool
  var isULID: Bool
  var isVersion: Bool
  /// 0 to this; 0 where there is no limit.
  var valueMax: Double
  /// Row of the message or enumeration.
  var type: Int
  /// Bits of the other fields of its choice, by field number; 0 where it stands alone.
  var others: UInt32
}

struct SAPIENTChoiceRule: Sendable {
  var name: SAPIENTText
  var isMandatory: Bool
  /// Bits by field number.
  var members: UInt32
}

struct SAPIENTMessageRule: Sendable {
  var name: String
  var fields: Range<Int>
  var choices: Range<Int>
  /// Bits by field number.
  var mandatory: UInt32
}

struct SAPIENTEnumerationRule: Sendable {
  var name: String
  /// Bits by value; all values are below 64.
  var known: UInt64
  var values: Range<Int>
}

struct SAPIENTValueRule: Sendable {
  var number: Int
  var name: SAPIENTText
}

/// The rules as rows. Field numbers are below 32, so a row is found by `message * 32 + number`.
struct SAPIENTTable: Sendable {
  static let none = UInt16.max
  static let shared = SAPIENTTable(SAPIENTRules.text)

  private(set) var messages: [SAPIENTMessageRule] = []
  private(set) var fields: [SAPIENTFieldRule] = []
  private(set) var choices: [SAPIENTChoiceRule] = []
  private(set) var enumerations: [SAPIENTEnumerationRule] = []
  private(set) var values: [SAPIENTValueRule] = []
  /// Row in `fields`, or `none`.
  private(set) var rows: [UInt16] = []

  /// The outermost message.
  static let root = 0
  /// Seconds and nanoseconds.
  static let timestamp = 1

  func row(_ message: Int, _ number: UInt32) -> UInt16 {
    number < 32 ? rows[message * 32 + Int(number)] : Self.none
  }

  /// The row of a field by its name, for messages that are built.
  func row(_ message: Int, named name: String) -> UInt16? {
    messages[message].fields.first { fields[$0].name.string == name }.map { UInt16($0) }
  }

  func valueName(_ enumeration: Int, _ number: Int) -> SAPIENTText? {
    guard number >= 0, number < 64, enumerations[enumeration].known >> UInt64(number) & 1 == 1
    else { return nil }
    return values[enumerations[enumeration].values].first { $0.number == number }?.name
  }

  func value(_ enumeration: Int, named name: String) -> Int? {
    values[enumerations[enumeration].values].first { $0.name.string == name }?.number
  }
}

// MARK: Reading the table

extension SAPIENTTable {
  init(_ text: StaticString) {
    let lines = text.withUTF8Buffer { String(decoding: $0, as: UTF8.self) }
      .split(separator: "\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
    var messageRows: [String: Int] = [:]
    var enumerationRows: [String: Int] = [:]
    for line in lines where line[0] == "M" { messageRows[line[1]] = messageRows.count }
    for line in lines where line[0] == "E" { enumerationRows[line[1]] = enumerationRows.count }
    for line in lines {
      let cells = line + Array(repeating: "", count: 7)
      switch line[0] {
      case "M":
        messages.append(
          SAPIENTMessageRule(
            name: cells[1], fields: fields.count..<fields.count,
            choices: choices.count..<choices.count, mandatory: 0))
        rows += Array(repeating: Self.none, count: 32)
      case "O":
        choices.append(
          SAPIENTChoiceRule(
            name: SAPIENTText(lasting: cells[1]), isMandatory: cells[2] == "!", members: 0))
        messages[messages.count - 1].choices =
          messages[messages.count - 1].choices.lowerBound..<choices.count
      case "F": add(cells, messageRows, enumerationRows)
      case "E":
        enumerations.append(
          SAPIENTEnumerationRule(
            name: cells[1], known: 0, values: values.count..<values.count))
      case "V":
        let number = Int(cells[2 - 1]) ?? 0
        values.append(SAPIENTValueRule(number: number, name: SAPIENTText(lasting: cells[2])))
        let last = enumerations.count - 1
        enumerations[last].known |= 1 << UInt64(number)
        enumerations[last].values = enumerations[last].values.lowerBound..<values.count
      default: preconditionFailure("a line of the table of SAPIENT messages begins with \(line[0])")
      }
    }
    joinChoices()
  }

  private mutating func add(
    _ cells: [String], _ messageRows: [String: Int], _ enumerationRows: [String: Int]
  ) {
    let number = UInt32(cells[1]) ?? 0
    let (kind, type) = Self.kind(cells[3], messageRows, enumerationRows)
    let last = messages.count - 1
    let isMandatory = cells[4].contains("!")
    let choice = messages[last].choices.first { choices[$0].name.string == cells[5] }
    fields.append(
      SAPIENTFieldRule(
        number: number, name: SAPIENTText(lasting: cells[2]),
        jsonName: SAPIENTText(
          lasting: kind == .bytes ? "\"\(cells[2])_hex\":" : "\"\(cells[2])\":"),
        meaning: SAPIENTText(lasting: cells[6]), kind: kind, isRepeated: cells[4].contains("r"),
        needsValue: isMandatory || choice.map { choices[$0].isMandatory } == true,
        isMandatory: isMandatory, isUUID: cells[4].contains("u"), isULID: cells[4].contains("l"),
        isVersion: cells[4].contains("v"),
        valueMax: cells[4].contains("c") ? 1 : cells[4].contains("%") ? 100 : 0, type: type,
        others: 0))
    rows[last * 32 + Int(number)] = UInt16(fields.count - 1)
    messages[last].fields = messages[last].fields.lowerBound..<fields.count
    if isMandatory { messages[last].mandatory |= 1 << number }
    if let choice { choices[choice].members |= 1 << number }
  }

  private mutating func joinChoices() {
    for message in messages {
      for choice in message.choices {
        for field in message.fields where choices[choice].members >> fields[field].number & 1 == 1 {
          fields[field].others = choices[choice].members & ~(1 << fields[field].number)
        }
      }
    }
  }

  private static func kind(
    _ text: String, _ messageRows: [String: Int], _ enumerationRows: [String: Int]
  ) -> (SAPIENTKind, Int) {
    let name = String(text.dropFirst(2))
    switch text.first {
    case "d": return (.double, 0)
    case "f": return (.float, 0)
    case "i": return (.int32, 0)
    case "n": return (.int64, 0)
    case "b": return (.bool, 0)
    case "s": return (.text, 0)
    case "y": return (.bytes, 0)
    case "e": return (.enumeration, enumerationRows[name] ?? 0)
    default: return (.message, messageRows[name] ?? 0)
    }
  }
}
