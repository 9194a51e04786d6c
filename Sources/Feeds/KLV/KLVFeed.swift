// What does a metadata packet report to the Mission?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Where a platform is and looks is no sighting. What its detector found in the image (VMTI targets)
/// is: every target with a place becomes an observation.
struct KLVFeed: WireFeed {
  typealias Decoder = KLVDecoder

  init(_ settings: FeedSettings) {}

  mutating func take(
    _ packet: KLVPacket, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    guard let vmti = packet.vmti, !vmti.targets.isEmpty else { return }
    guard let atMs = Self.happenedMs(packet, vmti, settings) else {
      items.append(.reject(Self.noTime(packet)))
      return
    }
    for target in vmti.targets {
      guard let fix = Self.fix(target, packet, settings) else { continue }
      let observation = Self.observation(target, packet, vmti, settings, fix, atMs)
      items.append(
        .observation(
          observation,
          warning: settings.warning(
            latitudeDeg: fix.point.latitudeDeg, longitudeDeg: fix.point.longitudeDeg)))
    }
  }

  private static func observation(
    _ target: VMTITarget, _ packet: KLVPacket, _ vmti: VMTISet, _ settings: FeedSettings,
    _ fix: Fix, _ atMs: Int64
  ) -> Observation {
    let sensorID = settings.sensor ?? settings.name
    let kind = Self.kind(target.objectClass)
    return Observation(
      key: ContentID(parts: [
        "klv", packet.text(4) ?? packet.text(10) ?? vmti.sourceSensor ?? sensorID,
        String(atMs), String(target.id), target.trackID ?? "",
      ]),
      digest: ContentDigest(of: packet.raw), raw: packet.raw, feed: settings.name,
      sensor: sensorID, means: means(sensorID, settings), confidence: .nominal,
      kind: kind ?? .crossingTraffic, attributes: attributes(target, packet),
      identities: identities(packet),
      note: note(target, vmti, packet, isClassified: kind != nil),
      happened: Period(fromMs: atMs, untilMs: atMs), observedAtMs: atMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: atMs), place: .fix(fix))
  }

  // MARK: Time and place

  /// The set's own time, else the packet's, with leap seconds and correction where they are sent;
  /// else the receipt.
  private static func happenedMs(
    _ packet: KLVPacket, _ vmti: VMTISet, _ settings: FeedSettings
  ) -> Int64? {
    if let timeUs = vmti.timeUs ?? packet.integer(2) {
      let (corrected, isTooFar) = timeUs.addingReportingOverflow(packet.integer(137) ?? 0)
      let ms = (isTooFar ? timeUs : corrected) / 1_000 + (packet.integer(136) ?? 0) * 1_000
      // From 1970 to 2100; anything else is a clock that was never set.
      if (0...4_102_444_800_000).contains(ms) { return ms }
    }
    if case .live(let atMs) = settings.receipt { return atMs }
    return nil
  }

  private static func noTime(_ packet: KLVPacket) -> Reject {
    Reject(
      WireFault(
        byteOffset: packet.byteOffset, item: "item 2", reason: "no time",
        detail: "the packet has no time stamp; set the encoder's clock, or feed it live",
        raw: packet.raw))
  }

  /// Item 17 of the target, else its offset from the frame's centre.
  ///
  /// One sigma: as sent; else from the stated 90 % circle (item 45, divided by 2.146, the 90 % point
  /// of a Rayleigh distribution); else 50 m, which small unmanned aircraft without laser range reach
  /// at 2 km. The registered sensor's own error is added in squares.
  private static func fix(
    _ target: VMTITarget, _ packet: KLVPacket, _ settings: FeedSettings
  ) -> Fix? {
    var point: GeoPoint?
    if let location = target.location {
      point = GeoPoint(latitudeDeg: location.latitudeDeg, longitudeDeg: location.longitudeDeg)
    } else if let centre = packet.frameCentre, let northDeg = target.latitudeOffsetDeg,
      let eastDeg = target.longitudeOffsetDeg
    {
      point = GeoPoint(
        latitudeDeg: centre.latitudeDeg + northDeg, longitudeDeg: centre.longitudeDeg + eastDeg)
    }
    guard let point else { return nil }
    var sigmaM = 50.0
    if let eastM = target.location?.sigmaEastM, let northM = target.location?.sigmaNorthM,
      eastM + northM > 0
    {
      sigmaM = ((eastM * eastM + northM * northM) / 2).squareRoot()
    } else if let circleM = packet.number(45), circleM > 0 {
      sigmaM = circleM / 2.146
    }
    let ownM = settings.sensors[settings.sensor ?? settings.name]?.geolocationSigmaM ?? 0
    return try? Fix(
      latitudeDeg: point.latitudeDeg, longitudeDeg: point.longitudeDeg,
      sigmaM: (sigmaM * sigmaM + ownM * ownM).squareRoot())
  }

  // MARK: What and who

  /// The class in the source's own words; nil where it has none that is known here.
  static func kind(_ words: String?) -> ObservationKind? {
    guard let words = words?.lowercased() else { return nil }
    let parts = Set(words.split { !$0.isLetter }.map(String.init))
    func holds(_ wanted: String...) -> Bool { wanted.contains { parts.contains($0) } }
    if holds("uav", "uas", "drone", "rpas", "quadcopter") { return .uav }
    if holds("person", "people", "dismount", "pedestrian", "human", "personnel") {
      return .personnelSeen
    }
    if holds("tank", "apc", "ifv", "armoured", "armored", "howitzer") {
      return .armouredVehicleSeen
    }
    if holds("ship", "boat", "vessel", "watercraft") { return .vessel }
    if holds("aircraft", "airplane", "aeroplane", "helicopter") { return .aircraft }
    if holds("vehicle", "car", "truck", "lorry", "bus", "van", "motorcycle", "bicycle") {
      return .crossingTraffic
    }
    return nil
  }

  /// As the sensor register has it, else an unmanned aircraft of middle range: packets do not say.
  private static func means(_ sensorID: String, _ settings: FeedSettings) -> Means {
    settings.sensors[sensorID]?.means ?? .midRangeUAV
  }

  private static func attributes(_ target: VMTITarget, _ packet: KLVPacket) -> [Attribute] {
    var attributes = [Attribute(.trackNumber, Double(target.id))]
    if let percent = target.confidencePercent {
      attributes.append(Attribute(.detectionConfidence, Double(percent) / 100))
    }
    if let heightM = target.location?.ellipsoidHeightM ?? target.ellipsoidHeightM {
      attributes.append(Attribute(.ellipsoidHeightM, heightM))
    }
    if let eastM = target.eastMPerS, let northM = target.northMPerS {
      attributes.append(
        Attribute(.speedMPerS, (eastM * eastM + northM * northM).squareRoot()))
    }
    if packet.integer(77) == 5 { attributes.append(Attribute(.simulated, 1)) }
    return attributes
  }

  private static func identities(_ packet: KLVPacket) -> [Identity] {
    var identities: [Identity] = []
    if let platform = packet.text(4) ?? packet.text(10) {
      identities.append(Identity(.platform, platform))
    }
    if let mission = packet.text(3) { identities.append(Identity(.missionName, mission)) }
    return identities
  }

  private static func note(
    _ target: VMTITarget, _ vmti: VMTISet, _ packet: KLVPacket, isClassified: Bool
  ) -> String {
    var notes = [
      target.objectClass.map { "detector: \($0)" } ?? "moving object, not classified by its source"
    ]
    if target.objectClass != nil, !isClassified { notes.append("class not known here") }
    if let system = vmti.system { notes.append(system) }
    switch packet.integer(77) {
    case 2: notes.append("training")
    case 3: notes.append("exercise")
    case 5: notes.append("test")
    default: break
    }
    return notes.joined(separator: "; ")
  }
}
