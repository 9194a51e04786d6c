// How is a SAPIENT message put together, with the fields' names from the specification?
//
// SPDX-License-Identifier: Apache-2.0

/// A message that is being written.
///
///     try SAPIENTDraft.frame(from: node, to: fusion, at: time) {
///       $0.message("status_report") {
///         $0.set("report_id", ulid)
///         $0.set("system", value: "SYSTEM_OK")
///       }
///     }
///
/// What comes out was checked by the same rules as what is received.
public struct SAPIENTDraft {
  private var writer = ProtobufWriter()
  private var message: Int
  private var wrongField: String?

  /// The message with its length.
  ///
  /// - Throws: `SAPIENTRefusal` for an unknown field, a broken rule, and tasks other than requests.
  public static func frame(
    from nodeID: String, to destinationID: String? = nil, at time: SAPIENTTime,
    _ body: (inout SAPIENTDraft) -> Void
  ) throws(SAPIENTRefusal) -> [UInt8] {
    var draft = SAPIENTDraft(message: SAPIENTTable.root)
    draft.set("timestamp", time)
    draft.set("node_id", nodeID)
    if let destinationID { draft.set("destination_id", destinationID) }
    body(&draft)
    if let wrongField = draft.wrongField { throw .field(wrongField) }
    var decoder = SAPIENTDecoder()
    decoder.push(try SAPIENTFrame.framed(draft.writer.bytes))
    guard case .message(let message) = decoder.next() else {
      throw .tooLong(byteCount: draft.writer.bytes.count)
    }
    return try message.frame()
  }

  private init(message: Int) { self.message = message }

  public mutating func set(_ name: String, _ text: String) {
    guard let number = number(name, .text) else { return }
    writer.field(number, text, always: true)
  }

  public mutating func set(_ name: String, octets: [UInt8]) {
    guard let number = number(name, .bytes) else { return }
    writer.field(number, bytes: octets, always: true)
  }

  public mutating func set(_ name: String, _ value: Double) {
    guard let rule = rule(name) else { return }
    switch rule.kind {
    case .double: writer.field(rule.number, value, always: true)
    case .float: writer.field(rule.number, Float(value), always: true)
    default: wrongField = name
    }
  }

  public mutating func set(_ name: String, integer: Int) {
    guard let number = number(name, .int32) else { return }
    writer.field(number, UInt64(bitPattern: Int64(integer)), always: true)
  }

  public mutating func set(_ name: String, _ isTrue: Bool) {
    guard let number = number(name, .bool) else { return }
    writer.field(number, isTrue, always: true)
  }

  /// A value of an enumeration by its name.
  public mutating func set(_ name: String, value: String) {
    guard let rule = rule(name) else { return }
    guard rule.kind == .enumeration,
      let code = SAPIENTTable.shared.value(rule.type, named: value)
    else {
      wrongField = "\(name) \(value)"
      return
    }
    writer.field(rule.number, UInt64(code), always: true)
  }

  public mutating func set(_ name: String, _ time: SAPIENTTime) {
    message(name) {
      $0.writer.field(1, UInt64(bitPattern: time.seconds))
      $0.writer.field(2, UInt64(time.nanoseconds))
    }
  }

  /// A message within this one; called again for each element of a list.
  public mutating func message(_ name: String, _ body: (inout SAPIENTDraft) -> Void) {
    guard let rule = rule(name) else { return }
    guard rule.kind == .message else {
      wrongField = name
      return
    }
    var inner = SAPIENTDraft(message: rule.type)
    body(&inner)
    wrongField = wrongField ?? inner.wrongField.map { "\(name).\($0)" }
    writer.field(rule.number, bytes: inner.writer.bytes, always: true)
  }

  private mutating func rule(_ name: String) -> SAPIENTFieldRule? {
    guard let row = SAPIENTTable.shared.row(message, named: name) else {
      wrongField = wrongField ?? name
      return nil
    }
    return SAPIENTTable.shared.fields[Int(row)]
  }

  private mutating func number(_ name: String, _ kind: SAPIENTKind) -> UInt32? {
    guard let rule = rule(name) else { return nil }
    guard rule.kind == kind else {
      wrongField = wrongField ?? name
      return nil
    }
    return rule.number
  }
}

/// The messages that Truceline itself sends, each with its length. It sends no others.
public enum SAPIENTReply {
  static let statusRequest = "Status"
  static let registrationRequest = "Registration"

  /// - Parameter reasons: why it is refused.
  public static func registrationAck(
    from nodeID: String, to destinationID: String, at time: SAPIENTTime, isAccepted: Bool,
    reasons: [String] = []
  ) throws(SAPIENTRefusal) -> [UInt8] {
    try SAPIENTDraft.frame(from: nodeID, to: destinationID, at: time) {
      $0.message("registration_ack") {
        $0.set("acceptance", isAccepted)
        for reason in reasons { $0.set("ack_response_reason", reason) }
      }
    }
  }

  public static func alertAck(
    from nodeID: String, to destinationID: String, at time: SAPIENTTime, alertID: String,
    isAccepted: Bool, reasons: [String] = []
  ) throws(SAPIENTRefusal) -> [UInt8] {
    try SAPIENTDraft.frame(from: nodeID, to: destinationID, at: time) {
      $0.message("alert_ack") {
        $0.set("alert_id", alertID)
        for reason in reasons { $0.set("reason", reason) }
        $0.set(
          "alert_ack_status",
          value: isAccepted ? "ALERT_ACK_STATUS_ACCEPTED" : "ALERT_ACK_STATUS_REJECTED")
      }
    }
  }

  /// - Parameter packet: the message as it was received, without its length.
  public static func error(
    from nodeID: String, to destinationID: String?, at time: SAPIENTTime, packet: [UInt8],
    messages: [String]
  ) throws(SAPIENTRefusal) -> [UInt8] {
    try SAPIENTDraft.frame(from: nodeID, to: destinationID, at: time) {
      $0.message("error") {
        $0.set("packet", octets: packet)
        for message in messages { $0.set("error_message", message) }
      }
    }
  }

  /// Asks a node for a status report, or to register again.
  public enum Request: Sendable {
    case status, registration
  }

  /// - Parameter taskID: a ULID.
  public static func request(
    _ request: Request, from nodeID: String, to destinationID: String, at time: SAPIENTTime,
    taskID: String
  ) throws(SAPIENTRefusal) -> [UInt8] {
    try SAPIENTDraft.frame(from: nodeID, to: destinationID, at: time) {
      $0.message("task") {
        $0.set("task_id", taskID)
        $0.set("control", value: "CONTROL_START")
        $0.message("command") {
          $0.set(
            "request", request == .status ? statusRequest : registrationRequest)
        }
      }
    }
  }
}
