// What did the patrol write down? CSV with the columns of the daily report's table of violations.
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

  func observation(_ row: CSVRow, _ settings: FeedSettings) throws(FieldFault) -> FeedItem {
    guard !observerName(row).isEmpty else {
      throw FieldFault(
        column: "position of observer", reason: "the observer is not named; write Patrol 22, place")
    }
    let sensor = sensor(row, settings.sensors)
    let happened = try period(row, settings.clock)
    let means: Means = try code(row, means, "means")
    let place = try place(row, sensor, means)
    let observation = Observation(
      key: key(row), digest: ContentDigest(of: row.raw), raw: row.raw, feed: settings.name,
      sensor: sensor?.id ?? observerName(row), means: means, confidence: .nominal,
      kind: try code(row, kind, "kind"), qualifier: try qualifier(row),
      count: try countRange(row), attributes: attributes(row),
      note: note(row), happened: happened,
      observedAtMs: happened.untilMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: happened.untilMs), place: place)
    return .observation(observation, warning: warning(row, sensor, settings))
  }

  private func warning(_ row: CSVRow, _ sensor: Sensor?, _ settings: FeedSettings) -> String? {
    if sensor == nil {
      return "'\(observerName(row))' is not in sensors.yaml: the report counts as unconfirmed (E0)"
    }
    guard let latitude, let longitude, let latitudeDeg = decimal(row[latitude]),
      let longitudeDeg = decimal(row[longitude])
    else { return nil }
    return settings.warning(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  /// `Patrol 22, hill south of Orlyn` is the patrol's name and a description of the place.
  private func observerName(_ row: CSVRow) -> String {
    row.text(position).prefix { $0 != "," }.trimmed
  }

  private func sensor(_ row: CSVRow, _ register: SensorRegister) -> Sensor? {
    let name = observerName(row).lowercased()
    return register.sensors.first {
      $0.id.lowercased() == name || $0.name.lowercased() == name
        || name.hasSuffix(" " + $0.id.lowercased())
    }
  }

  /// A sheet's row is the same row when it comes again with the same number, place, time and kind;
  /// without a number, when it comes again with the same content.
  private func key(_ row: CSVRow) -> ContentID {
    guard let number, !row[number].isEmpty else { return ContentID(of: row.raw) }
    return ContentID(
      parts: [
        "sheet", row.text(number), row.text(position), row.text(date), row.text(time),
        row.text(kind),
      ])
  }

  private func note(_ row: CSVRow) -> String {
    let text = weapon.map { row.text($0) } ?? ""
    return isAbsent(text) ? "" : text
  }

  private func code<Code: Coded>(
    _ row: CSVRow, _ index: Int, _ column: String
  ) throws(FieldFault) -> Code {
    let text = row.text(index)
    if let code = Code(code: Self.fieldWords[text.lowercased()] ?? text) { return code }
    let known = Code.allCases.map { $0.code.split(separator: "_").joined(separator: " ") }
    throw FieldFault(
      column: column,
      reason: "'\(text)' is not known; write one of: \(known.joined(separator: ", "))")
  }

  /// Words of reports and of the field that are shorter or longer than the code.
  private static let fieldWords = [
    "acoustic": "acoustic sensor", "satellite": "satellite image",
    "trench or position work": "position work",
  ]

  private func qualifier(_ row: CSVRow) throws(FieldFault) -> Qualifier? {
    guard let qualifier, !isAbsent(row.text(qualifier)) else { return nil }
    // A projectile's qualifier is its way ("W to E"), which is no code.
    return Qualifier(code: row.text(qualifier))
  }

  private func countRange(_ row: CSVRow) throws(FieldFault) -> CountRange {
    guard let range = Feeds.countRange(row.text(count)) else {
      throw FieldFault(
        column: "count",
        reason: "'\(row.text(count))' is not a count; write 6 or 4-5, "
          + "at most \(countMax)")
    }
    return range
  }

  /// A team leader writes E3 where his team verified it on the spot; other grades are the Mission's
  /// to give and are passed over.
  private func attributes(_ row: CSVRow) -> [Attribute] {
    guard let grade, row.text(grade) == EvidenceGrade.e3.code else { return [] }
    return [Attribute(.onSite, 1)]
  }

  private func isAbsent(_ text: String) -> Bool {
    ["", "n/a", "-", "unknown"].contains(text.lowercased())
  }
}

extension SheetColumns {
  /// `02:15`, `02:14-02:16`, `02:14:51-02:15:20` of the row's date; a period that ends before it
  /// begins ends on the next day.
  private func period(_ row: CSVRow, _ clock: LocalClock) throws(FieldFault) -> Period {
    guard let day = Instant(iso: row.text(date)), row[date].count == 10 else {
      throw FieldFault(
        column: "date", reason: "'\(row.text(date))' is not a date; write 2026-06-24")
    }
    guard day.atMs >= 946_684_800_000 else {
      throw FieldFault(column: "date", reason: "\(row.text(date)) is before the year 2000")
    }
    let parts = bounds(row.text(time))
    guard (1...2).contains(parts.count), let first = timeOfDay(parts[0]),
      let last = timeOfDay(parts[parts.count - 1]), first.fromMs < 86_400_000
    else {
      throw FieldFault(
        column: "time or period",
        reason: "'\(row.text(time))' is not a time; write 02:15 or 02:14-02:16 in mission time")
    }
    let isNextDay = last.fromMs < first.fromMs
    return Period(
      fromMs: clock.utcMs(localMs: day.atMs + first.fromMs),
      untilMs: clock.utcMs(localMs: day.atMs + last.fromMs + (isNextDay ? 86_400_000 : 0))
        + last.stepMs - 1)
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

  private func place(
    _ row: CSVRow, _ sensor: Sensor?, _ means: Means
  ) throws(FieldFault) -> Place {
    let observer = try observer(row, sensor)
    let distanceM = try distanceM(row)
    if let (bearingRad, sigmaRad) = try bearing(row) {
      return .bearing(
        Bearing(
          observer: observer, bearingRad: bearingRad, sigmaRad: sigmaRad, distanceM: distanceM))
    }
    // Without a direction the thing may be anywhere within the distance; where none is given, within
    // what can be heard or seen.
    let reachM = distanceM?.upperBound ?? (means == .saw || means == .camera ? 3_000 : 10_000)
    return .fix(
      try Fix(
        observer.point.latitudeDeg, observer.point.longitudeDeg,
        sigmaM: max(observer.sigmaM, reachM / 2), column: "latitude"))
  }

  /// The observer's place: from the row, or from the register for a sensor that stands still.
  private func observer(_ row: CSVRow, _ sensor: Sensor?) throws(FieldFault) -> Fix {
    if let latitude, let longitude, !row[latitude].isEmpty || !row[longitude].isEmpty {
      guard let latitudeDeg = decimal(row[latitude]) else {
        throw FieldFault(
          column: "latitude", reason: "'\(row.text(latitude))' is not a number of degrees")
      }
      guard let longitudeDeg = decimal(row[longitude]) else {
        throw FieldFault(
          column: "longitude", reason: "'\(row.text(longitude))' is not a number of degrees")
      }
      return try Fix(latitudeDeg, longitudeDeg, sigmaM: Self.observerSigmaM, column: "latitude")
    }
    guard let place = sensor?.place else {
      throw FieldFault(
        column: "latitude",
        reason: "the place of '\(observerName(row))' is not known; write latitude and longitude, "
          + "or give the sensor a place in sensors.yaml")
    }
    return try Fix(
      place.latitudeDeg, place.longitudeDeg, sigmaM: Self.observerSigmaM, column: "latitude")
  }

  /// A hand-held satellite receiver's error, one sigma, with room for a place read off a map.
  private static let observerSigmaM = 20.0

  /// `< 1 km`, `1-3 km`, `> 10 km`, `9 km`; a single figure is taken as ± 20 %.
  private func distanceM(_ row: CSVRow) throws(FieldFault) -> ClosedRange<Double>? {
    guard let distance, !isAbsent(row.text(distance)) else { return nil }
    let text = row.text(distance).lowercased().filter { $0 != " " }
    if let distanceM = Self.distanceM(text.hasSuffix("km") ? text.dropLast(2) : text[...]) {
      return distanceM
    }
    throw FieldFault(
      column: "distance class",
      reason: "'\(row.text(distance))' is not a distance; write < 1 km, 1-3 km, 3-5 km, 5-10 km, "
        + "> 10 km, 9 km or unknown")
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
  ) throws(FieldFault) -> (bearingRad: Double, sigmaRad: Double)? {
    guard let direction, !isAbsent(row.text(direction)) else { return nil }
    let text = row.text(direction).uppercased().filter { $0 != " " && $0 != "°" }
    if let index = Self.compass.firstIndex(of: text) {
      let widthDeg = text.count == 3 ? 22.5 : 45
      return (Double(index) * 22.5 * .pi / 180, widthDeg / 12.0.squareRoot() * .pi / 180)
    }
    let parts = text.split(separator: "±", omittingEmptySubsequences: false).map { decimal($0) }
    guard (1...2).contains(parts.count), let degrees = parts[0], (0...360).contains(degrees),
      let sigmaDeg = parts.count == 2 ? parts[1] : 5, (0.01...90).contains(sigmaDeg)
    else {
      throw FieldFault(
        column: "direction",
        reason: "'\(row.text(direction))' is not a direction; write NE or 341° ± 2°")
    }
    return ((degrees == 360 ? 0 : degrees) * .pi / 180, sigmaDeg * .pi / 180)
  }

  private static let compass = [
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW",
    "NNW",
  ]
}
