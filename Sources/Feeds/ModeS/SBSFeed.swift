// Which aircraft did a BaseStation receiver place where? Observations from its lines.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Notation
internal import Observations

/// Each line with a place (`MSG,2` and `MSG,3`) becomes an observation, with the call sign, code and
/// velocity that other lines of the same aircraft gave in the last minute. The receiver has resolved
/// the place; how well is not said, so the documented default error is taken.
///
/// The lines' clock has no zone: the mission's clock is taken.
struct SBSFeed: WireFeed {
  typealias Decoder = SBSDecoder
  private var table = AircraftTable()
  private let sensor: String
  private let sensorSigmaM: Double

  private static let ageNsMax: Int64 = 60_000_000_000
  /// Lines carry no accuracy: the error of a position with NACp 7, 185 m in 95 of 100.
  private static let positionSigmaM = 185.2 / 2.448

  init(_ settings: FeedSettings) {
    sensor = settings.sensor ?? settings.name
    sensorSigmaM = settings.sensors[sensor]?.geolocationSigmaM ?? 0
  }

  mutating func take(
    _ message: SBSMessage, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    guard let address = message.address else { return }
    let atMs = time(message, settings)
    let index = table.index(of: address, isICAOAddress: true)
    note(message, &table[index], atMs)
    guard let latitudeDeg = message.latitudeDeg, let longitudeDeg = message.longitudeDeg else {
      return
    }
    // Receivers write both as 0 where they have no place.
    if latitudeDeg == 0, longitudeDeg == 0 { return }
    guard let atMs else {
      items.append(.reject(noTime(message)))
      return
    }
    guard
      let fix = try? Fix(
        latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg,
        sigmaM: (Self.positionSigmaM * Self.positionSigmaM + sensorSigmaM * sensorSigmaM)
          .squareRoot())
    else { return }
    let raw = Self.content(message, atMs)
    let observation = Observation(
      key: ContentID(parts: ["sbs", sensor, String(address, radix: 16), String(atMs)]),
      digest: ContentDigest(of: raw), raw: raw, feed: settings.name, sensor: sensor,
      means: .adsB, confidence: .nominal, kind: .aircraft,
      attributes: attributes(message, table[index]),
      identities: identities(address, table[index]),
      happened: Period(fromMs: atMs, untilMs: atMs), observedAtMs: atMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: atMs), place: .fix(fix))
    items.append(
      .observation(
        observation,
        warning: settings.warning(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg)))
  }

  private func time(_ message: SBSMessage, _ settings: FeedSettings) -> Int64? {
    if let localMs = message.generatedLocalMs ?? message.loggedLocalMs {
      return settings.clock.utcMs(localMs: localMs)
    }
    if case .live(let atMs) = settings.receipt { return atMs }
    return nil
  }

  private func noTime(_ message: SBSMessage) -> Reject {
    Reject(
      WireFault(
        byteOffset: message.byteOffset, item: "generated", reason: "no time",
        detail: "the line has neither a date and time generated nor logged"))
  }

  private func note(_ message: SBSMessage, _ row: inout AircraftRow, _ atMs: Int64?) {
    let atNs = atMs.map { $0 &* 1_000_000 } ?? row.lastNs
    if row.lastNs != .min, atNs &- row.lastNs > Self.ageNsMax {
      row.speedKn = nil
      row.trackDeg = nil
      row.verticalRateFtPerMin = nil
      row.callSign = nil
      row.code = nil
    }
    row.lastNs = max(row.lastNs, atNs)
    row.callSign = message.callSign ?? row.callSign
    row.code = message.code ?? row.code
    row.speedKn = message.speedKn ?? row.speedKn
    row.trackDeg = message.trackDeg ?? row.trackDeg
    row.verticalRateFtPerMin = message.verticalRateFtPerMin ?? row.verticalRateFtPerMin
  }

  /// The line's content without its logging time, so that one message logged twice is the same.
  private static func content(_ message: SBSMessage, _ atMs: Int64) -> [UInt8] {
    var writer = FieldWriter()
    writer.beginLine()
    var content = message
    content.loggedLocalMs = nil
    content.write(to: &writer)
    writer.endLine()
    return writer.bytes
  }

  private func identities(_ address: UInt32, _ row: AircraftRow) -> [Identity] {
    let hex = String(address, radix: 16, uppercase: true)
    var identities = [
      Identity(.icaoAddress, String(repeating: "0", count: 6 - hex.utf8.count) + hex)
    ]
    if let callSign = row.callSign { identities.append(Identity(.callSign, callSign.text)) }
    if let code = row.code { identities.append(Identity(.modeA, code.text)) }
    return identities
  }

  private func attributes(_ message: SBSMessage, _ row: AircraftRow) -> [Attribute] {
    var list: [Attribute] = []
    if let altitudeFt = message.altitudeFt {
      list.append(Attribute(.pressureHeightM, Double(altitudeFt) * 0.3048))
    }
    if let isOnGround = message.isOnGround {
      list.append(Attribute(.onGround, isOnGround ? 1 : 0))
    }
    if let speedKn = row.speedKn { list.append(Attribute(.speedMPerS, speedKn * 1_852 / 3_600)) }
    if let trackDeg = row.trackDeg { list.append(Attribute(.courseDeg, trackDeg)) }
    if let rate = row.verticalRateFtPerMin {
      list.append(Attribute(.verticalRateMPerS, Double(rate) * 0.3048 / 60))
    }
    return list
  }
}
