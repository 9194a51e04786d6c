// What does one detection say as an observation? Place, kind, who reports, and how sure.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

struct SAPIENTSighting {
  let detection: SAPIENTDetectionReport
  let message: SAPIENTMessage
  let nodeID: String
  let state: SAPIENTNodeState
  let settings: FeedSettings

  /// The node itself where it is registered as a sensor by its UUID, else the feed's sensor.
  var sensorID: String {
    settings.sensors[nodeID] != nil ? nodeID : settings.sensor ?? settings.name
  }

  func observation(
    _ choice: SAPIENTKindChoice
  ) throws(SAPIENTPlaceFault) -> (Observation, warning: String?) {
    guard let time = message.timestamp else {
      throw SAPIENTPlaceFault(item: "timestamp", reason: "no time", detail: "")
    }
    let (place, height, placeNote) = try place()
    var kind = ObservationKind.crossingTraffic
    if case .kind(let known) = choice { kind = known }
    var observation = Observation(
      key: ContentID(parts: [
        "sapient", nodeID, detection.objectID ?? "", detection.reportID ?? "",
        "\(time.seconds).\(time.nanoseconds)",
      ]),
      digest: ContentDigest(of: message.raw), raw: message.raw, feed: settings.name,
      sensor: sensorID,
      means: settings.sensors[sensorID]?.means ?? state.means ?? .openSource,
      confidence: confidence, kind: kind, attributes: attributes(height),
      identities: identities, note: note(choice, placeNote),
      happened: Period(fromMs: time.atMs, untilMs: time.atMs), observedAtMs: time.atMs,
      receivedAtMs: settings.receivedAtMs(observedAtMs: time.atMs), place: place)
    // An object's number is the node's own tracking.
    observation.isSensorTrack = detection.objectID != nil
    var warning: String?
    if case .fix(let fix) = place {
      warning = settings.warning(
        latitudeDeg: fix.point.latitudeDeg, longitudeDeg: fix.point.longitudeDeg)
    }
    return (observation, warning)
  }

  // MARK: What and who

  /// Thirds of the node's own probability; nominal where it states none.
  private var confidence: Confidence {
    guard let stated = detection.confidence else { return .nominal }
    return stated < 1.0 / 3 ? .low : stated > 2.0 / 3 ? .high : .nominal
  }

  private func attributes(_ height: Height?) -> [Attribute] {
    var list: [Attribute] = []
    if let confidence = detection.confidence {
      list.append(Attribute(.detectionConfidence, confidence))
    }
    if let height {
      list.append(
        Attribute(height.isEllipsoid ? .ellipsoidHeightM : .meanSeaLevelHeightM, height.metres))
    }
    if let velocity = detection.velocity {
      let east = velocity.east * state.horizontalSpeedUnit
      let north = velocity.north * state.horizontalSpeedUnit
      let speed = (east * east + north * north).squareRoot()
      if speed < 10_000 {
        list.append(Attribute(.speedMPerS, speed))
        if speed > 0 {
          let course = atan2(east, north) * 180 / .pi
          list.append(Attribute(.courseDeg, course < 0 ? course + 360 : course))
        }
      }
      if let up = velocity.up, abs(up) * state.verticalSpeedUnit < 10_000 {
        list.append(Attribute(.verticalRateMPerS, up * state.verticalSpeedUnit))
      }
    }
    return list
  }

  private var identities: [Identity] {
    [
      Identity(.sapientObject, detection.objectID ?? ""), Identity(.sapientNode, nodeID),
    ].filter { !$0.text.isEmpty }
  }

  private func note(_ choice: SAPIENTKindChoice, _ placeNote: String) -> String {
    var notes: [String] = []
    if let best = detection.bestClassification {
      let sure = best.confidence.map { " (\(Self.percent($0)) %)" } ?? ""
      notes.append("class: " + ([best.type] + best.subTypes).joined(separator: ", ") + sure)
      if choice == .unclassified { notes.append("class not known here") }
    } else if detection.classifications.isEmpty {
      notes.append("not classified by its source")
    } else {
      notes.append(
        "several classes, none more probable: "
          + detection.classifications.map(\.type).joined(separator: ", "))
    }
    if let id = detection.id { notes.append("id \(id)") }
    if let words = detection.state { notes.append("state \(words)") }
    if !detection.behaviours.isEmpty {
      notes.append("behaviour: " + detection.behaviours.joined(separator: ", "))
    }
    if let colour = detection.colour { notes.append("colour \(colour)") }
    if !state.isRegistered { notes.append("no registration of the node in this stream") }
    if state.isRegistered, state.means == nil {
      notes.append("the node does not say by what it senses")
    }
    if !placeNote.isEmpty { notes.append(placeNote) }
    return notes.joined(separator: "; ")
  }

  private static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
