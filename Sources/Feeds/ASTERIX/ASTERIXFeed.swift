// What did the radars, the tracker and the ADS-B station report? ASTERIX records to observations.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Plots and tracks of categories 001 and 048 (by the radar's place and height), reports of 010 and
/// 021 and system tracks of 062. 002, 034, 063 and 065 give the time.
struct ASTERIXFeed: WireFeed {
  typealias Decoder = ASTERIXDecoder

  private let radars: [UInt16: RadarSource]
  private var antennas: [String: RadarAntenna] = [:]
  private var clock = ASTERIXClock()

  init(_ settings: FeedSettings) {
    radars = Dictionary(
      settings.radars.map { (Self.source($0.sac, $0.sic), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  static func source(_ sac: UInt8, _ sic: UInt8) -> UInt16 { UInt16(sac) << 8 | UInt16(sic) }

  mutating func take(
    _ record: ASTERIXRecord, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    let target = record.target
    let category = record.category
    let source = Self.source(target.sac ?? 0, target.sic ?? 0)
    let isTarget = [1, 10, 21, 48, 62].contains(category)
    do throws(WireFault) {
      guard let atMs = try time(record, target, source, settings) else {
        guard isTarget, target.hasPlace else { return }
        throw fault(
          record, item: category == 1 ? "I001/141" : "", "no time",
          category == 1
            ? "a truncated time and nothing to date it by; category 002 of this radar must be in "
              + "the recording; \(settings.place.start) to date that"
            : "the record has no date; \(settings.place.start)")
      }
      guard isTarget, target.hasPlace else { return }
      items.append(try observation(record, target, source, atMs, settings))
    } catch {
      items.append(.reject(Reject(error)))
    }
  }

  func fault(
    _ record: ASTERIXRecord, item: String, _ reason: String, _ detail: String
  ) -> WireFault {
    WireFault(
      byteOffset: record.byteOffset, item: item, reason: reason, detail: detail, raw: record.bytes)
  }
}

extension ASTERIXTarget {
  var hasPlace: Bool {
    (slantRangeM != nil && azimuthDeg != nil) || (latitudeDeg != nil && longitudeDeg != nil)
      || (xM != nil && yM != nil)
  }
}

// MARK: Time

extension ASTERIXFeed {
  /// The time of the record; nil where it cannot be dated.
  private mutating func time(
    _ record: ASTERIXRecord, _ target: ASTERIXTarget, _ source: UInt16, _ settings: FeedSettings
  ) throws(WireFault) -> Int64? {
    var reference = ASTERIXClock.Reference(
      receivedMs: record.capturedAtMs, startMs: settings.startMs)
    if case .live(let atMs) = settings.receipt { reference.receivedMs = atMs }
    let biasMs = sensor(source, settings)?.calibration.timeBiasMs ?? 0
    if let timeS = target.timeOfDayS {
      guard timeS < 86_400 else {
        throw fault(
          record, item: "time of day", "value out of range",
          "\(timeS) s, less than 86400 expected; the edition may not be the sender's")
      }
      return clock.date(
        timeOfDayMs: Int64((timeS * 1_000).rounded()), source: source, reference
      ).map { $0 - biasMs }
    }
    if let truncatedS = target.truncatedTimeS {
      let truncatedMs = Int64((truncatedS * 1_000).rounded())
      return clock.date(truncatedMs: truncatedMs, source: source, reference).map { $0 - biasMs }
    }
    return reference.receivedMs
  }

  private func sensor(_ source: UInt16, _ settings: FeedSettings) -> Sensor? {
    let id = radars[source]?.sensor ?? settings.sensor
    return id.flatMap { settings.sensors[$0] }
  }
}

// MARK: Observation

extension ASTERIXFeed {
  private mutating func observation(
    _ record: ASTERIXRecord, _ target: ASTERIXTarget, _ source: UInt16, _ atMs: Int64,
    _ settings: FeedSettings
  ) throws(WireFault) -> FeedItem {
    let sensor = sensor(source, settings)
    let fix = try fix(record, target, sensor, source, settings.place)
    let raw = record.bytes
    let digest = ContentDigest(of: raw)
    var receivedAtMs = settings.receivedAtMs(observedAtMs: atMs)
    if let capturedAtMs = record.capturedAtMs { receivedAtMs = capturedAtMs }
    // The clock of most items counts in 1/128 s.
    var observation = Observation(
      key: ContentID(
        parts: ["asterix", String(record.category), String(source), String(atMs), digest.hex]),
      digest: digest, raw: raw, feed: settings.name,
      sensor: sensor?.id ?? radars[source]?.sensor ?? settings.sensor
        ?? "ASTERIX-\(source >> 8)-\(source & 255)",
      means: record.category == 21 ? .adsB : .radar, confidence: target.confidence,
      kind: target.kind(record.category), attributes: target.attributes,
      identities: target.identities(source), happened: Period(fromMs: atMs, untilMs: atMs + 7),
      observedAtMs: atMs, receivedAtMs: receivedAtMs, place: .fix(fix))
    observation.isSensorTrack = record.category == 62
    return .observation(
      observation,
      warning: warning(record)
        ?? settings.warning(
          latitudeDeg: fix.point.latitudeDeg, longitudeDeg: fix.point.longitudeDeg))
  }

  /// Spare bits that are set are a sign of an edition that is not the sender's.
  private func warning(_ record: ASTERIXRecord) -> String? {
    let items = record.itemsWithSpareBits
    guard !items.isEmpty else { return nil }
    return "\(items.joined(separator: ", ")): spare bits are set; the edition "
      + "\(record.editionName) of category \(record.category) may not be the sender's"
  }

  private mutating func fix(
    _ record: ASTERIXRecord, _ target: ASTERIXTarget, _ sensor: Sensor?, _ source: UInt16,
    _ settingsPlace: SettingsPlace
  ) throws(WireFault) -> Fix {
    if let latitudeDeg = target.latitudeDeg, let longitudeDeg = target.longitudeDeg {
      let sigmaM = target.statedSigmaM(record.category)
      do throws(FixError) {
        return try Fix(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, sigmaM: sigmaM)
      } catch {
        throw fault(
          record, item: "position", "value out of range",
          "\(error); the edition may not be the sender's")
      }
    }
    guard record.category != 62 else {
      throw fault(
        record, item: "I062/100", "no position in WGS-84",
        "the record has I062/100 only, in the plane of the sending system, whose centre it does not "
          + "say; ask the sender for I062/105")
    }
    guard let sensor, let place = sensor.place else {
      throw fault(
        record, item: "I\(record.category == 1 ? "001" : "0\(record.category)")/010",
        "no place of the radar",
        "SAC \(source >> 8) SIC \(source & 255): \(settingsPlace.radar)")
    }
    let antenna = antenna(sensor, place)
    let located = ASTERIXPolar(target, sensor.calibration, antenna)
    do throws(FixError) {
      return try located.fix(geolocationSigmaM: sensor.geolocationSigmaM)
    } catch {
      throw fault(record, item: "position", "value out of range", "\(error)")
    }
  }

  private mutating func antenna(_ sensor: Sensor, _ place: GeoPoint) -> RadarAntenna {
    if let known = antennas[sensor.id], known.place == place, known.heightM == sensor.heightM {
      return known
    }
    let antenna = RadarAntenna(place: place, heightM: sensor.heightM)
    antennas[sensor.id] = antenna
    return antenna
  }
}
