// What are the contents of a message, as typed values? What is not sent is nil.
//
// SPDX-License-Identifier: Apache-2.0

/// The content of a message. What is not listed here is in the message's JSON and bytes.
public enum SAPIENTContent: Sendable {
  case registration(SAPIENTRegistration)
  case registrationAck(SAPIENTRegistrationAck)
  case statusReport(SAPIENTStatusReport)
  case detectionReport(SAPIENTDetectionReport)
  case task(SAPIENTTask)
  case taskAck(SAPIENTTaskAck)
  case alert(SAPIENTAlert)
  case alertAck(SAPIENTAlertAck)
  case error(SAPIENTErrorReport)
}

extension SAPIENTMessage {
  /// Nil where the message has none.
  public var content: SAPIENTContent? {
    guard let kind, let fields = fields(kind) else { return nil }
    switch kind {
    case .registration: return .registration(SAPIENTRegistration(fields))
    case .registrationAck: return .registrationAck(SAPIENTRegistrationAck(fields))
    case .statusReport: return .statusReport(SAPIENTStatusReport(fields))
    case .detectionReport: return .detectionReport(SAPIENTDetectionReport(fields))
    case .task: return .task(SAPIENTTask(fields))
    case .taskAck: return .taskAck(SAPIENTTaskAck(fields))
    case .alert: return .alert(SAPIENTAlert(fields))
    case .alertAck: return .alertAck(SAPIENTAlertAck(fields))
    case .error: return .error(SAPIENTErrorReport(fields))
    }
  }
}

public struct SAPIENTRegistrationAck: Hashable, Sendable {
  public var isAccepted: Bool?
  public var reasons: [String]

  init(_ fields: SAPIENTFields) {
    isAccepted = fields.integer(1).map { $0 != 0 }
    reasons = fields.texts(3)
  }
}

/// A task for a node. Truceline reads tasks of others and sends none but requests (`SAPIENTReply`).
public struct SAPIENTTask: Hashable, Sendable {
  public enum Control: Hashable, Sendable {
    case unspecified, start, stop, pause
    case unknown(Int)
  }

  public enum Command: Hashable, Sendable {
    case request(String)
    case modeChange(String)
    /// UUID or ULID of the object as sent.
    case follow(objectID: String)
    case detectionThreshold, detectionReportRate, classificationThreshold
    case lookAt, moveTo, patrol
  }

  public var taskID: String?
  public var name: String?
  public var description: String?
  public var start: SAPIENTTime?
  public var end: SAPIENTTime?
  public var control: Control?
  public var regionCount: Int
  public var command: Command?
  public var commandParameter: String?

  init(_ fields: SAPIENTFields) {
    taskID = fields.text(1)
    name = fields.text(2)
    description = fields.text(3)
    start = SAPIENTTime(fields.message(4))
    end = SAPIENTTime(fields.message(5))
    control = fields.integer(6).map {
      switch $0 {
      case 0: .unspecified
      case 1: .start
      case 2: .stop
      case 3: .pause
      default: .unknown($0)
      }
    }
    regionCount = fields.messages(7).count
    let sent = fields.message(8)
    command = sent.flatMap(Self.command)
    commandParameter = sent?.text(8)
  }

  private static func command(_ fields: SAPIENTFields) -> Command? {
    if let request = fields.text(1) { return .request(request) }
    if fields.has(2) { return .detectionThreshold }
    if fields.has(3) { return .detectionReportRate }
    if fields.has(4) { return .classificationThreshold }
    if let mode = fields.text(5) { return .modeChange(mode) }
    if fields.has(6) { return .lookAt }
    if fields.has(9) { return .moveTo }
    if fields.has(10) { return .patrol }
    return fields.message(11).map { .follow(objectID: $0.text(1) ?? "") }
  }
}

public struct SAPIENTTaskAck: Hashable, Sendable {
  public enum Status: Hashable, Sendable {
    case unspecified, accepted, rejected, completed, failed
    case unknown(Int)
  }

  public var taskID: String?
  public var status: Status?
  public var reasons: [String]

  init(_ fields: SAPIENTFields) {
    taskID = fields.text(1)
    status = fields.integer(2).map {
      switch $0 {
      case 0: .unspecified
      case 1: .accepted
      case 2: .rejected
      case 3: .completed
      case 4: .failed
      default: .unknown($0)
      }
    }
    reasons = fields.texts(5)
  }
}

public struct SAPIENTAlert: Hashable, Sendable {
  public enum Severity: Hashable, Sendable {
    case unspecified, information, warning, critical, error, fatal, modeChange
    case unknown(Int)
  }

  public var alertID: String?
  public var severity: Severity?
  public var description: String?
  public var place: SAPIENTPlace?
  public var regionID: String?
  /// 0 to 1.
  public var ranking: Double?
  /// 0 to 1: that it is no false alarm.
  public var confidence: Double?
  /// ULIDs of the objects that it is about.
  public var objectIDs: [String]
  public var additionalInformation: String?

  init(_ fields: SAPIENTFields) {
    alertID = fields.text(1)
    severity = fields.integer(2).map {
      switch $0 {
      case 0: .unspecified
      case 1: .information
      case 2: .warning
      case 3: .critical
      case 4: .error
      case 5: .fatal
      case 6: .modeChange
      default: .unknown($0)
      }
    }
    description = fields.text(4)
    place = SAPIENTPlace(rangeBearing: fields.message(5), location: fields.message(6))
    regionID = fields.text(7)
    ranking = fields.float(9)
    confidence = fields.float(10)
    objectIDs = fields.messages(12).compactMap { $0.text(3) }
    additionalInformation = fields.text(13)
  }
}

public struct SAPIENTAlertAck: Hashable, Sendable {
  public enum Status: Hashable, Sendable {
    case unspecified, accepted, rejected, cancelled
    case unknown(Int)
  }

  public var alertID: String?
  public var reasons: [String]
  public var status: Status?

  init(_ fields: SAPIENTFields) {
    alertID = fields.text(1)
    reasons = fields.texts(4)
    status = fields.integer(5).map {
      switch $0 {
      case 0: .unspecified
      case 1: .accepted
      case 2: .rejected
      case 3: .cancelled
      default: .unknown($0)
      }
    }
  }
}

public struct SAPIENTErrorReport: Hashable, Sendable {
  /// The message that the error is about, as its receiver got it.
  public var packet: [UInt8]?
  public var messages: [String]

  init(_ fields: SAPIENTFields) {
    packet = fields.octets(1)
    messages = fields.texts(3)
  }
}
