// Which fields has one BaseStation line, and which of them can be read?
//
// SPDX-License-Identifier: Apache-2.0

/// The columns of a line: 1 kind, 2 transmission, 3 session, 4 aircraft, 5 address, 6 flight, 7 and 8
/// date and time generated, 9 and 10 logged, 11 call sign, 12 altitude, 13 speed, 14 track, 15 and 16
/// latitude and longitude, 17 vertical rate, 18 squawk, 19 alert, 20 emergency, 21 ident, 22 on ground.
struct SBSLine {
  private let bytes: UnsafeRawBufferPointer
  private let start: Int
  /// Where each column begins; the end of a column is before the next one's beginning.
  private var borders = InlineArray<24, Int>(repeating: 0)
  private var columnCount = 0

  private static let columnCountMax = 22

  init(_ line: UnsafeRawBufferPointer, _ start: Int) {
    var end = line.count
    while end > 0, line[end - 1] <= 0x20 { end -= 1 }
    bytes = UnsafeRawBufferPointer(rebasing: line[0..<end])
    self.start = start
    columnCount = 1
    for at in 0..<end where bytes[at] == UInt8(ascii: ",") {
      if columnCount > Self.columnCountMax { break }
      borders[columnCount] = at + 1
      columnCount += 1
    }
    if columnCount <= Self.columnCountMax { borders[columnCount] = end + 1 }
  }

  /// Nil for an empty line.
  func item() -> WireItem<SBSMessage>? {
    if bytes.isEmpty { return nil }
    do throws(FieldAt) {
      return .message(try message())
    } catch {
      return .fault(
        WireFault(
          byteOffset: start + error.at, item: error.column, reason: error.reason,
          detail: error.detail, raw: Array(bytes.prefix(128))))
    }
  }

  private struct FieldAt: Error {
    var at: Int
    var column: String
    var reason: String
    var detail: String
  }

  private func message() throws(FieldAt) -> SBSMessage {
    let kind = try kind()
    var message = SBSMessage(byteOffset: start, kind: kind)
    message.address = try address()
    if case .message = kind {
      guard columnCount == Self.columnCountMax else {
        throw fault(
          0, "", "number of columns", "\(columnCount), \(Self.columnCountMax) expected")
      }
      guard message.address != nil else {
        throw fault(5, "hex ident", "no address", "six hexadecimal digits expected")
      }
    }
    message.generatedLocalMs = try localMs(7, "generated")
    message.loggedLocalMs = try localMs(9, "logged")
    message.callSign = callSign(11)
    guard case .message = kind else { return message }
    message.altitudeFt = try whole(12, "altitude", -2_000...200_000)
    message.speedKn = try decimal(13, "ground speed", 0...5_000)
    message.trackDeg = try decimal(14, "track", 0...360)
    message.latitudeDeg = try decimal(15, "latitude", -90...90)
    message.longitudeDeg = try decimal(16, "longitude", -180...180)
    message.verticalRateFtPerMin = try whole(17, "vertical rate", -100_000...100_000)
    message.code = try squawk(18)
    message.alert = try flag(19, "alert")
    message.emergency = try flag(20, "emergency")
    message.ident = try flag(21, "SPI")
    message.isOnGround = try flag(22, "on ground")
    return message
  }

  // MARK: Columns

  /// Column `number` from 1 without spaces around it; empty where the line has fewer.
  private func column(_ number: Int) -> UnsafeRawBufferPointer {
    guard number <= columnCount, number <= Self.columnCountMax else {
      return UnsafeRawBufferPointer(rebasing: bytes[0..<0])
    }
    var from = borders[number - 1]
    var until = borders[number] - 1
    while from < until, bytes[from] == 0x20 { from += 1 }
    while until > from, bytes[until - 1] == 0x20 { until -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[from..<until])
  }

  private func fault(
    _ number: Int, _ column: String, _ reason: String, _ detail: String
  ) -> FieldAt {
    FieldAt(
      at: number == 0 || number > columnCount ? 0 : borders[number - 1], column: column,
      reason: reason, detail: detail)
  }

  private func text(_ number: Int) -> String {
    String(decoding: column(number).prefix(24), as: UTF8.self)
  }

  private func kind() throws(FieldAt) -> SBSMessage.Kind {
    let name = column(1)
    func named(_ text: StaticString) -> Bool {
      name.count == text.utf8CodeUnitCount
        && (0..<name.count).allSatisfy { name[$0] == text.utf8Start[$0] }
    }
    if named("MSG") {
      let number = column(2)
      guard number.count == 1, (UInt8(ascii: "1")...UInt8(ascii: "8")).contains(number[0]) else {
        throw fault(
          2, "transmission type", "transmission type not known", "'\(text(2))', 1 to 8 expected")
      }
      return .message(number[0] - 48)
    }
    if named("SEL") { return .selection }
    if named("ID") { return .identification }
    if named("AIR") { return .aircraft }
    if named("STA") { return .status }
    if named("CLK") { return .click }
    throw fault(
      1, "message type", "message type not known",
      "'\(text(1))', MSG, SEL, ID, AIR, STA or CLK expected")
  }

  /// Six hexadecimal digits; receivers mark an address that is not ICAO's with `~`.
  private func address() throws(FieldAt) -> UInt32? {
    var digits = column(5)[...]
    if digits.isEmpty { return nil }
    if digits.first == UInt8(ascii: "~") { digits = digits.dropFirst() }
    var value: UInt32 = 0
    var isValid = (1...6).contains(digits.count)
    for byte in digits.prefix(6) {
      switch byte {
      case 48...57: value = value << 4 | UInt32(byte - 48)
      case 65...70: value = value << 4 | UInt32(byte - 55)
      case 97...102: value = value << 4 | UInt32(byte - 87)
      default: isValid = false
      }
    }
    guard isValid else {
      throw fault(
        5, "hex ident", "not an address", "'\(text(5))', six hexadecimal digits expected")
    }
    return value
  }

  private func callSign(_ number: Int) -> ModeSText? {
    let field = column(number)
    guard !field.isEmpty else { return nil }
    var packed: UInt64 = 0
    let count = min(field.count, 8)
    for index in 0..<count {
      let byte = field[index]
      packed |= UInt64((0x20..<0x7F).contains(byte) ? byte : 0x23) << UInt64(56 - 8 * index)
    }
    return ModeSText(packed: packed, count: count)
  }

  private func squawk(_ number: Int) throws(FieldAt) -> ModeACode? {
    let field = column(number)
    if field.isEmpty { return nil }
    guard field.count <= 4, field.allSatisfy({ (48...55).contains($0) }) else {
      throw fault(number, "squawk", "not four octal digits", "'\(text(number))'")
    }
    return ModeACode(nibbles: field.reduce(UInt16(0)) { $0 << 4 | UInt16($1 - 48) })
  }

  /// `0`, `-1` or `1`; empty where not given.
  private func flag(_ number: Int, _ name: String) throws(FieldAt) -> Bool? {
    let field = column(number)
    if field.isEmpty { return nil }
    if field.count == 1, field[0] == UInt8(ascii: "0") { return false }
    if field.count == 1, field[0] == UInt8(ascii: "1") { return true }
    if field.count == 2, field[0] == UInt8(ascii: "-"), field[1] == UInt8(ascii: "1") {
      return true
    }
    throw fault(number, name, "not a flag", "'\(text(number))', 0 or -1 expected")
  }

  private func whole(
    _ number: Int, _ name: String, _ range: ClosedRange<Double>
  ) throws(FieldAt) -> Int? {
    try decimal(number, name, range).map { Int($0.rounded()) }
  }

  private func decimal(
    _ number: Int, _ name: String, _ range: ClosedRange<Double>
  ) throws(FieldAt) -> Double? {
    let field = column(number)
    if field.isEmpty { return nil }
    guard let value = Self.decimal(field) else {
      throw fault(number, name, "not a number", "'\(text(number))'")
    }
    guard range.contains(value) else {
      throw fault(
        number, name, "out of range",
        "\(text(number)), \(range.lowerBound) to \(range.upperBound) expected")
    }
    return value
  }

  /// Sign, digits, point, digits: at most 18 digits.
  private static func decimal(_ field: UnsafeRawBufferPointer) -> Double? {
    var at = 0
    let isNegative = field[0] == UInt8(ascii: "-")
    if isNegative || field[0] == UInt8(ascii: "+") { at = 1 }
    var digits: Int64 = 0
    var digitCount = 0
    var scale = 1.0
    var hasPoint = false
    while at < field.count {
      let byte = field[at]
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        guard (48...57).contains(byte), digitCount < 18 else { return nil }
        digits = digits * 10 + Int64(byte - 48)
        digitCount += 1
        if hasPoint { scale *= 10 }
      }
      at += 1
    }
    guard digitCount > 0 else { return nil }
    let value = Double(digits) / scale
    return isNegative ? -value : value
  }

  // MARK: Time

  /// `2018/04/03` in a column and `19:02:28.136` in the next.
  private func localMs(_ number: Int, _ name: String) throws(FieldAt) -> Int64? {
    let date = column(number)
    let time = column(number + 1)
    if date.isEmpty, time.isEmpty { return nil }
    guard let localMs = SBSTime.localMs(date, time) else {
      throw fault(
        number, name, "not a date and time",
        "'\(text(number)) \(text(number + 1))', as 2018/04/03 19:02:28.136 expected")
    }
    return localMs
  }
}
