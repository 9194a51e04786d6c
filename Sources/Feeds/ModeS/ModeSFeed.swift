// Which aircraft reported where they were? Observations from Mode S frames.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Each place that an aircraft reports and that is resolved becomes one observation, with what the
/// aircraft last said of itself. Frames without a place become none; nor do those of ground vehicles
/// and obstacles (emitter category C), which are not the Mission's concern.
struct ModeSFeed<Decoder: WireDecoder>: WireFeed where Decoder.Message == ModeSMessage {
  private var clock = ModeSStreamClock()
  private var locator = ModeSLocator()
  private let receiver: GeoPoint?
  private let sensor: String
  private let sensorSigmaM: Double
  /// UTC of the stream's beginning once a GPS time was placed on its day.
  private var gpsBaseMs: (jumpCount: Int, atMs: Int64)?

  /// Velocity and heading are taken along for this long.
  private static var velocityAgeNsMax: Int64 { 5_000_000_000 }

  init(_ settings: FeedSettings) {
    sensor = settings.sensor ?? settings.name
    let registered = settings.sensors[sensor]
    receiver = registered?.place
    sensorSigmaM = registered?.geolocationSigmaM ?? 0
  }

  mutating func take(
    _ message: ModeSMessage, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    var message = message
    var atNs = clock.take(message.clock)
    if atNs == nil, case .live(let atMs) = settings.receipt {
      atNs = atMs.multipliedReportingOverflow(by: 1_000_000).partialValue
    }
    guard
      let index = locator.take(
        &message, atNs: atNs, jumpCount: clock.jumpCount, receiver: receiver),
      case .frame(let frame, .squitter(let squitter)) = message.body
    else { return }
    let row = locator.table[index]
    guard row.categorySet != UInt8(ascii: "C") else { return }
    guard case .resolved(let point, _, let nic) = message.position else {
      if message.position == .withheld(.noTime) {
        items.append(.reject(noTime(message, frame, settings.place)))
      }
      return
    }
    guard let atMs = observedAtMs(settings) else {
      items.append(.reject(noTime(message, frame, settings.place)))
      return
    }
    guard
      let fix = try? Fix(
        latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg,
        sigmaM: sigmaM(row, squitter.typeCode))
    else { return }
    let raw = frame.bytes
    let observation = Observation(
      key: key(raw, message, atMs), digest: ContentDigest(of: raw), raw: raw,
      feed: settings.name, sensor: sensor, means: .adsB, confidence: .nominal,
      kind: row.isUnmanned ? .uav : .aircraft,
      attributes: attributes(squitter, row, nic, message, atNs ?? .min),
      identities: identities(message, squitter, row), note: note(message),
      happened: Period(fromMs: atMs, untilMs: atMs), observedAtMs: atMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: atMs), place: .fix(fix))
    items.append(
      .observation(
        observation,
        warning: settings.warning(
          latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg)))
  }

  // MARK: Time

  /// GPS time on the day of the recording or the receipt; else the receipt; else the recording's
  /// beginning and the counter.
  private mutating func observedAtMs(_ settings: FeedSettings) -> Int64? {
    var referenceMs = settings.startMs
    if case .live(let atMs) = settings.receipt { referenceMs = atMs }
    guard let referenceMs else { return nil }
    guard let elapsedNs = clock.elapsedNs else {
      // Without a clock of their own frames are dated by receipt only.
      if case .live(let atMs) = settings.receipt { return atMs }
      return nil
    }
    if clock.kind == .gps, let dayNs = clock.dayNs {
      if gpsBaseMs?.jumpCount != clock.jumpCount {
        var near = referenceMs
        if case .recorded = settings.receipt { near += elapsedNs / 1_000_000 }
        gpsBaseMs = (
          clock.jumpCount,
          Self.nearest(dayMs: dayNs / 1_000_000, to: near) - elapsedNs / 1_000_000
        )
      }
      return (gpsBaseMs?.atMs ?? 0) + elapsedNs / 1_000_000
    }
    if case .live(let atMs) = settings.receipt { return atMs }
    return referenceMs + elapsedNs / 1_000_000
  }

  /// The time of day on the day that brings it nearest to a moment.
  private static func nearest(dayMs: Int64, to atMs: Int64) -> Int64 {
    let dayLength: Int64 = 86_400_000
    var difference = (dayMs - atMs) % dayLength
    if difference > dayLength / 2 { difference -= dayLength }
    if difference < -dayLength / 2 { difference += dayLength }
    return atMs + difference
  }

  private func noTime(
    _ message: ModeSMessage, _ frame: ModeSFrame, _ place: SettingsPlace
  ) -> Reject {
    Reject(
      WireFault(
        byteOffset: message.byteOffset, reason: "no time",
        detail:
          "the frames do not say when they were received; \(place.start), and record with times "
          + "(AVR '@' or Beast)", raw: frame.bytes))
  }

  // MARK: Parts of an observation

  private func sigmaM(_ row: AircraftRow, _ typeCode: UInt8) -> Double {
    let own = ModeSLocator.sigmaM(nacP: row.nacP, typeCode: typeCode)
    return (own * own + sensorSigmaM * sensorSigmaM).squareRoot()
  }

  private func key(_ raw: [UInt8], _ message: ModeSMessage, _ atMs: Int64) -> ContentID {
    ContentID(
      parts: [
        "modes", sensor, String(message.address, radix: 16), String(atMs), ContentID(of: raw).text,
      ])
  }

  private func identities(
    _ message: ModeSMessage, _ squitter: ADSBSquitter, _ row: AircraftRow
  ) -> [Identity] {
    let hex = String(message.address, radix: 16, uppercase: true)
    let address = String(repeating: "0", count: 6 - hex.utf8.count) + hex
    var identities = [
      Identity(squitter.isICAOAddress ? .icaoAddress : .otherAddress, address)
    ]
    if let callSign = row.callSign, !callSign.isEmpty {
      identities.append(Identity(.callSign, callSign.text))
    }
    if let code = row.code { identities.append(Identity(.modeA, code.text)) }
    return identities
  }

  private func note(_ message: ModeSMessage) -> String {
    message.clock == .multilateration ? "position from multilateration" : ""
  }

  private func attributes(
    _ squitter: ADSBSquitter, _ row: AircraftRow, _ nic: UInt8?, _ message: ModeSMessage,
    _ atNs: Int64
  ) -> [Attribute] {
    var list: [Attribute] = []
    func add(_ name: AttributeName, _ value: Double?) {
      if let value { list.append(Attribute(name, value)) }
    }
    let isFresh = row.velocityNs != .min && atNs - row.velocityNs <= Self.velocityAgeNsMax
    let velocity = isFresh ? row.velocity : nil
    switch squitter.message {
    case .airborne(let position):
      let heightM = position.altitude.heightM
      if position.isEllipsoidHeight {
        add(.ellipsoidHeightM, heightM)
      } else {
        add(.pressureHeightM, heightM)
        if let heightM, let differenceFt = velocity?.heightDifferenceFt {
          add(.ellipsoidHeightM, heightM + Double(differenceFt) * 0.3048)
        }
      }
      add(.onGround, 0)
      add(.speedMPerS, velocity?.groundSpeedKn.map { $0 * 1_852 / 3_600 })
      add(.courseDeg, velocity?.trackDeg)
      if case .air(let headingDeg, _, _) = velocity?.motion, !row.isHeadingMagnetic {
        add(.headingDeg, headingDeg)
      }
      add(.verticalRateMPerS, velocity?.verticalRateFtPerMin.map { Double($0) * 0.3048 / 60 })
      add(.nacV, velocity.map { Double($0.accuracyCategory) })
    case .surface(let position):
      add(.onGround, 1)
      add(.speedMPerS, position.speedKn.map { $0 * 1_852 / 3_600 })
      add(.courseDeg, position.trackDeg)
    default: break
    }
    add(.nic, nic.map { Double($0) })
    add(.nacP, row.nacP.map { Double($0) })
    add(.sil, row.sil.map { Double($0) })
    add(.signalDBFS, message.signalDBFS)
    return list
  }
}

extension AircraftRow {
  /// Emitter category B6.
  var isUnmanned: Bool { categorySet == UInt8(ascii: "B") && category == 6 }
}
