// How is a SAPIENT message written, and which may Truceline send?
//
// SPDX-License-Identifier: Apache-2.0

/// Why a message is not written.
public enum SAPIENTRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  /// Truceline observes: it asks nodes for status and registration and tasks them with nothing else.
  case task
  /// The message would break these rules.
  case rules([SAPIENTFault])
  /// No such field, or a field of another kind: a mistake in the program.
  case field(String)
  case tooLong(byteCount: Int)

  public var description: String {
    switch self {
    case .task:
      "a task other than a request for status or registration: an observer does not task nodes"
    case .rules(let faults):
      "the message breaks a rule: "
        + faults.prefix(3).map { "\($0.item): \($0.reason.rawValue)" }.joined(separator: "; ")
    case .field(let name): "no field \(name) of this kind in the message"
    case .tooLong(let byteCount):
      "\(byteCount) bytes, at most \(SAPIENTFrame.messageByteCountMax) are allowed"
    }
  }
}

extension SAPIENTMessage {
  /// The message written again from its values, without its length: in the order in which its fields came,
  /// lists of numbers packed as they were.
  package func encoded() -> [UInt8] {
    var writer = ProtobufWriter()
    tree.write(0, &writer)
    return writer.bytes
  }

  /// The message with its length, to be sent on.
  ///
  /// - Throws: `SAPIENTRefusal` for what breaks a rule and for tasks.
  public func frame() throws(SAPIENTRefusal) -> [UInt8] {
    guard faults.isEmpty else { throw .rules(faults) }
    guard kind != .task || isRequest else { throw .task }
    return try SAPIENTFrame.framed(encoded())
  }

  /// A task that does nothing but ask for a status report or a registration.
  var isRequest: Bool {
    guard let task = fields(.task).map(SAPIENTTask.init), task.control == .start,
      task.regionCount == 0, case .request(let wanted) = task.command
    else { return false }
    return wanted == SAPIENTReply.statusRequest || wanted == SAPIENTReply.registrationRequest
  }
}

extension SAPIENTFrame {
  static func framed(_ message: [UInt8]) throws(SAPIENTRefusal) -> [UInt8] {
    guard message.count <= messageByteCountMax else { throw .tooLong(byteCount: message.count) }
    var length = UInt32(message.count).littleEndian
    return withUnsafeBytes(of: &length) { Array($0) } + message
  }
}

extension SAPIENTTree {
  /// Appends the fields of a message.
  fileprivate func write(_ node: Int, _ writer: inout ProtobufWriter) {
    let table = SAPIENTTable.shared
    let end = next(node, table)
    var child = node + 1
    while child < end {
      let row = nodes[child].row
      if row == SAPIENTTable.none {
        writer.append(kept: Array(raw[nodes[child].range]))
      } else if nodes[child].flags & SAPIENTNode.isPacked != 0 {
        child = writePacked(child, end, row, &writer)
        continue
      } else {
        write(child, table.fields[Int(row)], &writer)
      }
      child = next(child, table)
    }
  }

  private func write(
    _ node: Int, _ rule: SAPIENTFieldRule, _ writer: inout ProtobufWriter
  ) {
    let bits = nodes[node].bits
    switch rule.kind {
    case .double:
      writer.field(rule.number, Double(bitPattern: bits), always: true)
    case .float:
      writer.field(
        rule.number, Float(bitPattern: UInt32(truncatingIfNeeded: bits)), always: true)
    case .int32, .int64, .bool, .enumeration: writer.field(rule.number, bits, always: true)
    case .text, .bytes:
      writer.field(rule.number, bytes: Array(raw[nodes[node].range]), always: true)
    case .message: writer.message(rule.number) { write(node, &$0) }
    }
  }

  /// Numbers that came in one field go in one field; returns the node behind them.
  private func writePacked(
    _ first: Int, _ end: Int, _ row: UInt16, _ writer: inout ProtobufWriter
  ) -> Int {
    var last = first
    writer.message(SAPIENTTable.shared.fields[Int(row)].number) {
      while last < end, nodes[last].row == row, nodes[last].flags & SAPIENTNode.isPacked != 0 {
        $0.varint(nodes[last].bits)
        last += 1
      }
    }
    return last
  }
}
