// Which things are reported where? Observations from Cursor on Target events.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Events that place a thing (`a-…`) in the air, on the water, or military equipment on the ground become
/// observations; persons, civilian vehicles, installations, own stations, drawings, chat and everything
/// else become none. What the type says of friend or foe is not read.
struct CoTFeed: WireFeed {
  typealias Decoder = CoTDecoder
  private let sensor: String
  private let registered: Sensor?

  /// Where an event does not say how far off it may be.
  private static let unknownSigmaM = 500.0

  init(_ settings: FeedSettings) {
    sensor = settings.sensor ?? settings.name
    registered = settings.sensors[sensor]
  }

  mutating func take(
    _ message: CoTMessage, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    guard let event = message.event, let kind = Self.kind(event.type) else { return }
    let point = event.point
    // Clients without a position send 0, 0.
    if point.latitudeDeg == 0, point.longitudeDeg == 0 { return }
    guard event.timeMs > 0 else {
      items.append(.reject(noTime(message)))
      return
    }
    guard
      let fix = try? Fix(
        latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg, sigmaM: sigmaM(point))
    else { return }
    let observation = Observation(
      key: ContentID(parts: ["cot", event.uid, String(event.timeMs), event.type]),
      digest: ContentDigest(of: message.raw), raw: message.raw, feed: settings.name,
      sensor: sensor, means: means(event), confidence: .nominal, kind: kind,
      attributes: Self.attributes(event), identities: Self.identities(event),
      note: Self.note(event), happened: Period(fromMs: event.timeMs, untilMs: event.timeMs),
      observedAtMs: event.timeMs, receivedAtMs: settings.receivedAtMs(observedAtMs: event.timeMs),
      place: .fix(fix))
    items.append(
      .observation(
        observation,
        warning: settings.warning(
          latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg)))
  }

  private func noTime(_ message: CoTMessage) -> Reject {
    Reject(
      WireFault(
        byteOffset: message.byteOffset, item: "time", reason: "no time",
        detail: "the event's time is 0; set the sender's clock", raw: message.raw))
  }

  // MARK: Kind

  /// By dimension and function of the type (MIL-STD-2525B as CoT uses it); nil where no observation is
  /// to be made. The second part, the affiliation, is passed over.
  static func kind(_ type: String) -> ObservationKind? {
    let parts = type.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count >= 3, parts[0] == "a" else { return nil }
    let function = parts.dropFirst(3)
    switch parts[2] {
    case "A":
      // M-F-Q fixed wing, M-H-Q rotary wing, C-F-q civil: unmanned.
      return function.contains { $0 == "Q" || $0 == "q" } ? .uav : .aircraft
    case "S": return .vessel
    case "G":
      if function.starts(with: ["E", "V", "A"]) { return .armouredVehicleSeen }
      if function.starts(with: ["E", "W"]) { return .weaponSeen }
      if function.starts(with: ["E", "X", "M"]) { return .mineOrUXO }
      return nil
    default: return nil
    }
  }

  /// The registered sensor's; else a person's own sight where the event says that a person entered it,
  /// and hearsay where it does not say who found it.
  private func means(_ event: CoTEvent) -> Means {
    if let registered { return registered.means }
    return event.how.hasPrefix("h") ? .saw : .openSource
  }

  /// `ce` is one sigma of each axis by the schema; 0 and unknown are not given.
  private func sigmaM(_ point: CoTPoint) -> Double {
    let stated = point.circularErrorM ?? 0
    let own = stated > 0 && stated <= 1_000_000 ? stated : Self.unknownSigmaM
    let geolocation = registered?.geolocationSigmaM ?? 0
    return (own * own + geolocation * geolocation).squareRoot()
  }

  // MARK: Parts

  private static func attributes(_ event: CoTEvent) -> [Attribute] {
    var list: [Attribute] = []
    if let heightM = event.point.ellipsoidHeightM, heightM.magnitude < 100_000 {
      list.append(Attribute(.ellipsoidHeightM, heightM))
    }
    if let track = event.detail?.track {
      if track.speedMPerS >= 0, track.speedMPerS < 10_000 {
        list.append(Attribute(.speedMPerS, track.speedMPerS))
      }
      if (0...360).contains(track.courseDeg) {
        list.append(Attribute(.courseDeg, track.courseDeg))
      }
    }
    if let opex = event.opex, opex.hasPrefix("s") || opex.hasPrefix("e") {
      list.append(Attribute(.simulated, 1))
    }
    return list
  }

  private static func identities(_ event: CoTEvent) -> [Identity] {
    var identities = event.uid.isEmpty ? [] : [Identity(.cotUID, event.uid)]
    if let callSign = event.detail?.contact?.callSign, !callSign.isEmpty {
      identities.append(Identity(.callSign, callSign))
    }
    return identities
  }

  private static func note(_ event: CoTEvent) -> String {
    "type \(event.type), how \(event.how), stale \(Instant(atMs: event.staleMs).iso)"
  }
}
