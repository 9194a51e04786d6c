// What did the patrol write down? One row of a patrol sheet.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
public import Observations

/// One row of a patrol sheet: a line of the daily report's table of violations, with date and place.
public struct SheetRow: Hashable, Sendable {
  /// Line of the file, from 1.
  public let line: Int
  /// Number of the row in the report, as written; empty where it has none.
  public let number: String
  /// As written: the observer, and behind a comma a description of the place.
  public let position: String
  /// Name of the observer.
  public let observer: String
  /// Where the observer stood; nil where the row does not say it.
  public let latitudeDeg: Double?
  public let longitudeDeg: Double?
  public let means: Means
  /// Least and most distance; nil where it is not known.
  public let distanceM: ClosedRange<Double>?
  /// Clockwise from true north, with one sigma; nil where no direction is given.
  public let bearingDeg: Double?
  public let bearingSigmaDeg: Double?
  public let count: CountRange
  public let kind: ObservationKind
  public let qualifier: Qualifier?
  /// As written; a projectile's qualifier is its way (`W to E`).
  public let qualifierText: String
  /// As written; empty where nothing is said.
  public let weapon: String
  public let grade: String
  /// Mission time, in milliseconds since 1970 as if its clock were UTC: beginning of the first and of
  /// the last clock step, and how long a step is.
  public let localFromMs: Int64
  public let localUntilMs: Int64
  public let stepMs: Int64
  /// The row as it came.
  let raw: [UInt8]
  /// Date, time and kind as written: parts of the row's identity.
  let written: [String]

  /// A hand-held satellite receiver's error, one sigma, with room for a place read off a map.
  static let observerSigmaM = 20.0
}

extension SheetRow: WrittenRow {
  func write(to writer: inout FieldWriter) {
    writer.field("line", line)
    if !number.isEmpty { writer.field("number", number) }
    writer.field("position", position)
    writer.field("observer", observer)
    if let latitudeDeg, let longitudeDeg {
      writer.field("latitude_deg", exact: latitudeDeg)
      writer.field("longitude_deg", exact: longitudeDeg)
    }
    writer.field("means", means.code)
    if let distanceM {
      writer.field("distance_min_m", distanceM.lowerBound, places: 3)
      writer.field("distance_max_m", distanceM.upperBound, places: 3)
    }
    if let bearingDeg, let bearingSigmaDeg {
      writer.field("bearing_deg", bearingDeg, places: 6)
      writer.field("bearing_sigma_deg", bearingSigmaDeg, places: 6)
    }
    writer.field("count_min", count.min)
    writer.field("count_max", count.max)
    writer.field("kind", kind.code)
    if let qualifier {
      writer.field("qualifier", qualifier.code)
    } else if !qualifierText.isEmpty {
      writer.field("qualifier_text", qualifierText)
    }
    if !weapon.isEmpty { writer.field("weapon", weapon) }
    if !grade.isEmpty { writer.field("grade", grade) }
    writer.field("local_from_ms", localFromMs)
    writer.field("local_until_ms", localUntilMs + stepMs - 1)
  }
}

// MARK: Observation

extension SheetRow {
  func observation(_ settings: FeedSettings) throws(FieldFault) -> FeedItem {
    let sensor = sensor(settings.sensors)
    let happened = Period(
      fromMs: settings.clock.utcMs(localMs: localFromMs),
      untilMs: settings.clock.utcMs(localMs: localUntilMs) + stepMs - 1)
    let observation = Observation(
      key: key, digest: ContentDigest(of: raw), raw: raw, feed: settings.name,
      sensor: sensor?.id ?? observer, means: means, confidence: .nominal, kind: kind,
      qualifier: qualifier, count: count,
      // A team leader writes E3 where his team verified it on the spot; other grades are the
      // Mission's to give and are passed over.
      attributes: grade == EvidenceGrade.e3.code ? [Attribute(.onSite, 1)] : [],
      note: weapon, happened: happened, observedAtMs: happened.untilMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: happened.untilMs),
      place: try place(sensor))
    return .observation(observation, warning: warning(sensor, settings))
  }

  private func warning(_ sensor: Sensor?, _ settings: FeedSettings) -> String? {
    if sensor == nil {
      return "'\(observer)' is not in sensors.yaml: the report counts as unconfirmed (E0)"
    }
    guard let latitudeDeg, let longitudeDeg else { return nil }
    return settings.warning(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)
  }

  private func sensor(_ register: SensorRegister) -> Sensor? {
    let name = observer.lowercased()
    return register.sensors.first {
      $0.id.lowercased() == name || $0.name.lowercased() == name
        || name.hasSuffix(" " + $0.id.lowercased())
    }
  }

  /// A sheet's row is the same row when it comes again with the same number, place, time and kind;
  /// without a number, when it comes again with the same content.
  private var key: ContentID {
    number.isEmpty
      ? ContentID(of: raw) : ContentID(parts: ["sheet", number, position] + written)
  }

  private func place(_ sensor: Sensor?) throws(FieldFault) -> Place {
    let observer = try observerFix(sensor)
    if let bearingDeg, let bearingSigmaDeg {
      return .bearing(
        Bearing(
          observer: observer, bearingRad: bearingDeg * .pi / 180,
          sigmaRad: bearingSigmaDeg * .pi / 180, distanceM: distanceM))
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
  private func observerFix(_ sensor: Sensor?) throws(FieldFault) -> Fix {
    if let latitudeDeg, let longitudeDeg {
      return try Fix(latitudeDeg, longitudeDeg, sigmaM: Self.observerSigmaM, column: "latitude")
    }
    guard let place = sensor?.place else {
      throw FieldFault(
        column: "latitude", reason: "missing",
        detail: "the place of '\(observer)' is not known; write latitude and longitude, or give "
          + "the sensor a place in sensors.yaml")
    }
    return try Fix(
      place.latitudeDeg, place.longitudeDeg, sigmaM: Self.observerSigmaM, column: "latitude")
  }
}
