// What does an AIS message report to the Mission?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Position reports of ships and search-and-rescue aircraft become observations. Stations and aids
/// to navigation give none: they are fixtures, no traffic. Names and types that are sent apart
/// (types 5, 19, 24) are kept by MMSI and joined to later positions.
struct AISFeed: WireFeed {
  typealias Decoder = AISDecoder

  private var ships = AISShipMemory()
  private var recording: AISRecordingClock?

  init(_ settings: FeedSettings) {
    recording = settings.startMs.map { AISRecordingClock(startMs: $0) }
  }

  mutating func take(
    _ message: AISMessage, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    ships.note(message)
    guard let track = AISTrack(message) else { return }
    // Also a report without position moves the clock of a recording on.
    let dated = happened(track, message, settings)
    // A position that no device measured, and one out of range, is never plotted.
    guard track.second != 63, let longitudeDeg = track.position.longitudeDeg,
      let latitudeDeg = track.position.latitudeDeg
    else { return }
    guard let happened = dated else {
      items.append(.reject(Self.noTime(message, settings.place)))
      return
    }
    let sensorID = sensor(message, settings)
    let sigmaM = track.sigmaM(
      sensorSigmaM: settings.sensors[sensorID]?.geolocationSigmaM ?? 0)
    guard
      let fix = try? Fix(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, sigmaM: sigmaM)
    else { return }
    let ship = ships[message.mmsi]
    let observation = Observation(
      key: key(message, happened), digest: ContentDigest(of: message.raw), raw: message.raw,
      feed: settings.name, sensor: sensorID, means: .ais, confidence: .nominal,
      kind: track.isAircraft ? .aircraft : .vessel,
      attributes: track.attributes(ship), identities: Self.identities(message.mmsi, ship),
      note: track.note(message, ship), happened: happened.period,
      observedAtMs: happened.receivedAtMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: happened.receivedAtMs),
      place: .fix(fix))
    items.append(
      .observation(
        observation,
        warning: settings.warning(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)))
  }

  // MARK: Time

  private struct Happened {
    let period: Period
    let receivedAtMs: Int64
  }

  /// A position report carries the UTC second only: the minute is the receiver's.
  private mutating func happened(
    _ track: AISTrack, _ message: AISMessage, _ settings: FeedSettings
  ) -> Happened? {
    var receivedAtMs: Int64
    if let atMs = message.sentence.receivedAtMs {
      receivedAtMs = atMs
    } else if case .live(let atMs) = settings.receipt {
      receivedAtMs = atMs
    } else if recording != nil, let atMs = recording?.advance(second: track.second) {
      receivedAtMs = atMs
    } else {
      return nil
    }
    let fromMs = Self.positionAtMs(second: track.second, receivedAtMs: receivedAtMs)
    receivedAtMs = max(receivedAtMs, fromMs)
    return Happened(
      period: Period(fromMs: fromMs, untilMs: fromMs + 999), receivedAtMs: receivedAtMs)
  }

  /// The time within half a minute of the receipt that has this second; the receipt itself where
  /// the message has none, or where the two clocks are apart by more than ships may take to send.
  static func positionAtMs(second: UInt8, receivedAtMs: Int64) -> Int64 {
    let receiptMs = receivedAtMs - (receivedAtMs % 1_000 + 1_000) % 1_000
    guard second < 60 else { return receiptMs }
    let inMinuteMs = (receivedAtMs % 60_000 + 60_000) % 60_000
    var atMs = receivedAtMs - inMinuteMs + Int64(second) * 1_000
    if atMs - receivedAtMs > 30_000 { atMs -= 60_000 }
    if receivedAtMs - atMs > 30_000 { atMs += 60_000 }
    return atMs - receivedAtMs > 5_000 ? receiptMs : atMs
  }

  private static func noTime(_ message: AISMessage, _ place: SettingsPlace) -> Reject {
    Reject(
      WireFault(
        byteOffset: message.byteOffset, item: "type \(message.type)", reason: "no time",
        detail: "neither tag block, line before, trailer nor clock sentence dates it; "
          + place.start, raw: message.raw))
  }

  // MARK: Who

  /// The feed's registered sensor, else the source of the sentence where that is registered.
  private func sensor(_ message: AISMessage, _ settings: FeedSettings) -> String {
    if let sensor = settings.sensor { return sensor }
    if let source = message.source, settings.sensors[source] != nil { return source }
    return settings.name
  }

  private static func identities(_ mmsi: MMSI, _ ship: AISShip?) -> [Identity] {
    var identities = [Identity(.mmsi, mmsi.text)]
    if let name = ship?.name { identities.append(Identity(.shipName, name)) }
    if let callSign = ship?.callSign { identities.append(Identity(.callSign, callSign)) }
    if let imo = ship?.imoNumber { identities.append(Identity(.imoNumber, String(imo))) }
    return identities
  }

  /// The same report heard by several stations is one: it has the same content, and the same
  /// second of the same minute.
  private func key(_ message: AISMessage, _ happened: Happened) -> ContentID {
    // How often it was repeated (bits 6 and 7) and the radio's slots at the end are the way's.
    let content = stride(from: 38, to: min(message.payload.bitCount, 149), by: 63).map {
      String(message.payload.unsigned($0, min(63, 149 - $0)), radix: 16)
    }
    return ContentID(
      parts: ["ais", String(message.type), message.mmsi.text, String(happened.period.fromMs)]
        + content)
  }
}

/// Dates a recording without times: it begins at a stated time, and the UTC seconds of the reports
/// move it on. A gap of more than half a minute without any report is lost.
struct AISRecordingClock: Sendable {
  private var nowMs: Int64

  init(startMs: Int64) { nowMs = startMs }

  mutating func advance(second: UInt8) -> Int64 {
    guard second < 60 else { return nowMs }
    let inMinuteMs = (nowMs % 60_000 + 60_000) % 60_000
    var aheadMs = (Int64(second) * 1_000 - inMinuteMs) % 60_000
    if aheadMs < 0 { aheadMs += 60_000 }
    // Up to half a minute back it is a report that came late.
    if aheadMs <= 30_000 { nowMs += aheadMs }
    return nowMs
  }
}
