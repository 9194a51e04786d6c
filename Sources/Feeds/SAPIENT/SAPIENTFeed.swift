// Which detections of SAPIENT nodes become observations?
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Detection reports with a place or a direction become observations; the other contents only tell of
/// nodes. A message that breaks a rule of SAPIENT is refused, and so is every detection of a node that
/// registered as an effector.
struct SAPIENTFeed: WireFeed {
  typealias Decoder = SAPIENTDecoder
  private var nodes = SAPIENTNodes()

  init(_ settings: FeedSettings) {}

  mutating func take(
    _ message: SAPIENTMessage, _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    let nodeID = message.nodeID ?? ""
    let registration = message.kind == .registration ? message.fields(.registration) : nil
    if let fault = message.faults.first {
      // That a node can act is remembered from a registration with faults too.
      if let registration { nodes.register(nodeID, SAPIENTRegistration(registration)) }
      items.append(.reject(Self.broken(message, fault)))
      return
    }
    if let registration {
      nodes.register(nodeID, SAPIENTRegistration(registration))
    } else if let status = message.fields(.statusReport) {
      takeStatus(SAPIENTStatusReport(status), message, nodeID, into: &items)
    } else if let detection = message.fields(.detectionReport) {
      takeDetection(SAPIENTDetectionReport(detection), message, nodeID, settings, into: &items)
    }
  }

  private mutating func takeStatus(
    _ status: SAPIENTStatusReport, _ message: SAPIENTMessage, _ nodeID: String,
    into items: inout [FeedItem]
  ) {
    guard let location = status.location else { return }
    let state = nodes[nodeID]
    do throws(SAPIENTPlaceFault) {
      let position = try SAPIENTPlacing.position(
        location, zone: state.utmZone, errors: state.errors)
      nodes.update(nodeID) { $0.position = position }
    } catch {
      items.append(
        .reject(Self.reject(message, "status_report.node_location.\(error.item)", error)))
    }
  }

  private mutating func takeDetection(
    _ detection: SAPIENTDetectionReport, _ message: SAPIENTMessage, _ nodeID: String,
    _ settings: FeedSettings, into items: inout [FeedItem]
  ) {
    let state = nodes[nodeID]
    guard !state.isEffector else {
      items.append(.reject(Self.effector(message, state)))
      return
    }
    // A lost object's place is a guess of its tracker and no detection.
    if let words = detection.state?.lowercased(), words.contains("lost") { return }
    let choice = detection.kindChoice
    if choice == .none { return }
    guard choice != .noKind else {
      items.append(.reject(Self.noKind(message, detection)))
      return
    }
    let sighting = SAPIENTSighting(
      detection: detection, message: message, nodeID: nodeID, state: state, settings: settings)
    do throws(SAPIENTPlaceFault) {
      let (observation, warning) = try sighting.observation(choice)
      items.append(.observation(observation, warning: warning))
    } catch {
      items.append(.reject(Self.reject(message, "detection_report.\(error.item)", error)))
    }
  }

  // MARK: Rejects

  private static func reject(
    _ message: SAPIENTMessage, _ item: String, _ fault: SAPIENTPlaceFault
  ) -> Reject {
    Reject(
      WireFault(
        byteOffset: message.byteOffset, item: item, reason: fault.reason, detail: fault.detail,
        raw: message.raw))
  }

  private static func broken(_ message: SAPIENTMessage, _ fault: SAPIENTFault) -> Reject {
    let more = message.faultCount > 1 ? "; and \(message.faultCount - 1) more" : ""
    return Reject(
      WireFault(
        byteOffset: fault.byteOffset, item: fault.item, reason: fault.reason.rawValue,
        detail: fault.detail + more, raw: message.raw))
  }

  private static func effector(_ message: SAPIENTMessage, _ state: SAPIENTNodeState) -> Reject {
    let types = state.types.filter(\.isEffector).map { "\($0)" }.joined(separator: ", ")
    return Reject(
      WireFault(
        byteOffset: message.byteOffset, item: "registration.node_definition",
        reason: "node is an effector",
        detail: "\(types): an observer takes no reports of nodes that act on what they detect; let "
          + "the sensor register as a node of its own", raw: message.raw))
  }

  private static func noKind(
    _ message: SAPIENTMessage, _ detection: SAPIENTDetectionReport
  ) -> Reject {
    let words = detection.bestClassification.map { [$0.type] + $0.subTypes } ?? []
    return Reject(
      WireFault(
        byteOffset: message.byteOffset, item: "detection_report.classification",
        reason: "class without a kind",
        detail: "\(words.joined(separator: ", ")): observations have no kind for it",
        raw: message.raw))
  }
}
