// Where do the columns of a patrol sheet stand, and what do the fields of a row say?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Where the columns of a patrol sheet stand.
///
/// The columns are those of report table T2, with `date`, `latitude` and `longitude` of the observer
/// beside them. Times are mission time.
struct SheetColumns: Sendable {
  private let number: Int?
  private let position: Int
  private let latitude: Int?
  private let longitude: Int?
  private let means: Int
  private let distance: Int?
  private let direction: Int?
  private let count: Int
  private let kind: Int
  private let qualifier: Int?
  private let weapon: Int?
  private let grade: Int?
  private let date: Int
  private let time: Int

  init(header row: CSVRow) throws(FieldFault) {
    let header = Header(row)
    number = header.index("no.", "no")
    position = try header.required("position of observer", "position")
    latitude = header.index("latitude")
    longitude = header.index("longitude")
    means = try header.required("means")
    distance = header.index("distance class", "dist.", "distance")
    direction = header.index("direction", "dir.")
    count = try header.required("count (min-max)", "count")
    kind = try header.required("kind")
    qualifier = header.index("qualifier")
    weapon = header.index("weapon (assessed)", "weapon")
    grade = header.index("grade")
    date = try header.required("date")
    time = try header.required("time or period", "time")
  }

  func row(_ row: CSVRow) throws(FieldFault) -> SheetRow {
    let observer = row.text(position).prefix { $0 != "," }.trimmed
    guard !observer.isEmpty else {
      throw FieldFault(
        column: "position of observer", reason: "missing",
        detail: "the observer is not named; write Patrol 22, place")
    }
    let (localFromMs, localUntilMs, stepMs) = try period(row)
    let means: Means = try code(row, means, "means")
    let kind: ObservationKind = try code(row, kind, "kind")
    let qualifier = qualifierCode(row)
    let count = try countRange(row)
    let bearing = try bearing(row)
    let (latitudeDeg, longitudeDeg) = try place(row)
    return SheetRow(
      line: row.line, number: number.map { row.text($0) } ?? "", position: row.text(position),
      observer: observer, latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, means: means,
      distanceM: try distanceM(row), bearingDeg: bearing?.bearingDeg,
      bearingSigmaDeg: bearing?.sigmaDeg, count: count, kind: kind, qualifier: qualifier,
      qualifierText: present(row, self.qualifier),
      weapon: present(row, weapon), grade: present(row, grade), localFromMs: localFromMs,
      localUntilMs: localUntilMs, stepMs: stepMs, raw: row.raw,
      written: [row.text(date), row.text(time), row.text(self.kind)])
  }

  private func present(_ row: CSVRow, _ index: Int?) -> String {
    guard let index, !isAbsent(row.text(index)) else { return "" }
    return row.text(index)
  }

  private func code<Code: Coded>(
    _ row: CSVRow, _ index: Int, _ column: String
  ) throws(FieldFault) -> Code {
    let text = row.text(index)
    if let code = Code(code: Self.fieldWords[text.lowercased()] ?? text) { return code }
    let known = Code.allCases.map { $0.code.split(separator: "_").joined(separator: " ") }
    throw FieldFault(
      column: column, reason: "not known",
      detail: "'\(text)'; write one of: \(known.joined(separator: ", "))")
  }

  /// Words of reports and of the field that are shorter or longer than the code.
  private static let fieldWords = [
    "acoustic": "acoustic sensor", "satellite": "satellite image",
    "trench or position work": "position work",
  ]

  /// A projectile's qualifier is its way ("W to E"), which is no code.
  private func qualifierCode(_ row: CSVRow) -> Qualifier? {
    Qualifier(code: present(row, qualifier))
  }

  private func countRange(_ row: CSVRow) throws(FieldFault) -> CountRange {
    guard let range = Feeds.countRange(row.text(count)) else {
      throw FieldFault(
        column: "count", reason: "not a count",
        detail: "'\(row.text(count))'; write 6 or 4-5, at most \(countMax)")
    }
    return range
  }

  private func isAbsent(_ text: String) -> Bool {
    ["", "n/a", "-", "unknown"].contains(text.lowercased())
  }
}

extension SheetColumns {
  /// `02:15`, `02:14-02:16`, `02:14:51-02:15:20` of the row's date; a period that ends before it
  /// begins ends on the next day.
  private func period(
    _ row: CSVRow
  ) throws(FieldFault) -> (localFromMs: Int64, localUntilMs: Int64, stepMs: Int64) {
    guard let day = Instant(iso: row.text(date)), row[date].count == 10 else {
      throw FieldFault(
        column: "date", reason: "not a date", detail: "'\(row.text(date))'; write 2026-06-24")
    }
    guard day.atMs >= 946_684_800_000 else {
      throw FieldFault(
        column: "date", reason: "out of range", detail: "\(row.text(date)), not before 2000")
    }
    let parts = bounds(row.text(time))
    guard (1...2).contains(parts.count), let first = timeOfDay(parts[0]),
      let last = timeOfDay(parts[parts.count - 1]), first.fromMs < 86_400_000
    else {
      throw FieldFault(
        column: "time or period", reason: "not a time",
        detail: "'\(row.text(time))'; write 02:15 or 02:14-02:16 in mission time")
    }
    let isNextDay = last.fromMs < first.fromMs
    return (
      day.atMs + first.fromMs, day.atMs + last.fromMs + (isNextDay ? 86_400_000 : 0), last.stepMs
    )
  }

  /// Milliseconds of the day and the step in which the time is written; 24:00 is the day's end.
  private func timeOfDay(_ text: String) -> (fromMs: Int64, stepMs: Int64)? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.map { $0.utf8.count <= 2 ? wholeNumber($0) : nil }
    guard (2...3).contains(parts.count), let hour = numbers[0], let minute = numbers[1],
      let second = parts.count == 3 ? numbers[2] : 0, hour <= 24, minute < 60, second < 60
    else { return nil }
    let seconds = hour * 3_600 + minute * 60 + second
    guard seconds <= 86_400 else { return nil }
    return (Int64(seconds) * 1_000, parts.count == 3 ? 1_000 : 60_000)
  }

  /// The observer's place where the row has one.
  private func place(
    _ row: CSVRow
  ) throws(FieldFault) -> (latitudeDeg: Double?, longitudeDeg: Double?) {
    guard let latitude, let longitude, !row[latitude].isEmpty || !row[longitude].isEmpty else {
      return (nil, nil)
    }
    guard let latitudeDeg = decimal(row[latitude]) else {
      throw FieldFault(
        column: "latitude", reason: "not a number of degrees", detail: "'\(row.text(latitude))'")
    }
    guard let longitudeDeg = decimal(row[longitude]) else {
      throw FieldFault(
        column: "longitude", reason: "not a number of degrees",
        detail: "'\(row.text(longitude))'")
    }
    _ = try Fix(latitudeDeg, longitudeDeg, sigmaM: SheetRow.observerSigmaM, column: "latitude")
    return (latitudeDeg, longitudeDeg)
  }

  /// `< 1 km`, `1-3 km`, `> 10 km`, `9 km`; a single figure is taken as ± 20 %.
  private func distanceM(_ row: CSVRow) throws(FieldFault) -> ClosedRange<Double>? {
    guard let distance, !isAbsent(row.text(distance)) else { return nil }
    let text = row.text(distance).lowercased().filter { $0 != " " }
    if let distanceM = Self.distanceM(text.hasSuffix("km") ? text.dropLast(2) : text[...]) {
      return distanceM
    }
    throw FieldFault(
      column: "distance class", reason: "not a distance",
      detail: "'\(row.text(distance))'; write < 1 km, 1-3 km, 3-5 km, 5-10 km, > 10 km, 9 km or "
        + "unknown")
  }

  private static func distanceM(_ text: Substring) -> ClosedRange<Double>? {
    if text.hasPrefix("<") { return figureKm(text.dropFirst()).map { 0...($0 * 1_000) } }
    if text.hasPrefix(">") {
      return figureKm(text.dropFirst()).map { ($0 * 1_000)...($0 * 2_000) }
    }
    let parts = bounds(text)
    guard (1...2).contains(parts.count), let most = figureKm(parts[parts.count - 1]) else {
      return nil
    }
    if parts.count == 1 { return (most * 800)...(most * 1_200) }
    guard let least = parts[0] == "0" ? 0 : figureKm(parts[0]), least <= most else { return nil }
    return (least * 1_000)...(most * 1_000)
  }

  /// A distance over which something may be seen or heard.
  private static func figureKm(_ text: some StringProtocol) -> Double? {
    guard let figure = decimal(text), (0.001...1_000).contains(figure) else { return nil }
    return figure
  }

  /// `NE` (an eighth of the circle wide), `NNE` (a sixteenth) or `341° ± 2°`.
  private func bearing(
    _ row: CSVRow
  ) throws(FieldFault) -> (bearingDeg: Double, sigmaDeg: Double)? {
    guard let direction, !isAbsent(row.text(direction)) else { return nil }
    let text = row.text(direction).uppercased().filter { $0 != " " && $0 != "°" }
    if let index = Self.compass.firstIndex(of: text) {
      let widthDeg = text.count == 3 ? 22.5 : 45
      return (Double(index) * 22.5, widthDeg / 12.0.squareRoot())
    }
    let parts = text.split(separator: "±", omittingEmptySubsequences: false).map { decimal($0) }
    guard (1...2).contains(parts.count), let degrees = parts[0], (0...360).contains(degrees),
      let sigmaDeg = parts.count == 2 ? parts[1] : 5, (0.01...90).contains(sigmaDeg)
    else {
      throw FieldFault(
        column: "direction", reason: "not a direction",
        detail: "'\(row.text(direction))'; write NE or 341° ± 2°")
    }
    return (degrees == 360 ? 0 : degrees, sigmaDeg)
  }

  private static let compass = [
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW",
    "NNW",
  ]
}
