// Are SAPIENT messages read, checked, shown and written as the specification has them?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Feeds

@Suite struct SAPIENTMessageTests {
  typealias Help = SAPIENTHelp

  /// The faults of one message.
  private func faults(_ frame: [UInt8]) throws -> [SAPIENTFault] {
    let read = Help.read(frame)
    #expect(read.faults.isEmpty)
    return try #require(read.messages.first).faults
  }

  private func json(_ frame: [UInt8]) throws -> String {
    try #require(wireLines(frame, .sapient).lines.first)
  }

  // MARK: Samples of the test harness

  @Test func `every valid sample is read without a fault`() throws {
    let read = Help.read(try Help.fixture("valid.sapient"))
    #expect(read.messages.count == 41)
    #expect(read.faults.isEmpty)
    for message in read.messages { #expect(message.faults.isEmpty, "\(message.byteOffset)") }
    let kinds = Set(read.messages.compactMap(\.kind))
    #expect(
      kinds == [
        .registration, .registrationAck, .statusReport, .detectionReport, .task, .taskAck, .alert,
      ])
  }

  @Test func `every invalid sample is read and has its fault`() throws {
    let read = Help.read(try Help.fixture("invalid.sapient"))
    let names = String(decoding: try Help.fixture("invalid.txt"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    #expect(read.messages.count == names.count)
    #expect(read.faults.isEmpty)
    for (name, message) in zip(names, read.messages) {
      #expect(!message.faults.isEmpty, "\(name)")
      guard name.contains("Missing"), let fault = message.faults.first else { continue }
      #expect(fault.reason == .missing, "\(name): \(fault)")
    }
  }

  @Test(arguments: ["valid.sapient", "invalid.sapient"])
  func `what is read is written again octet by octet`(name: String) throws {
    for message in Help.read(try Help.fixture(name)).messages {
      #expect(message.encoded() == message.raw, "\(message.byteOffset)")
    }
  }

  @Test func `the rules that the reference middleware misses are kept`() throws {
    let bytes = try Help.fixture("invalid.sapient")
    let names = String(decoding: try Help.fixture("invalid.txt"), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let found = Dictionary(
      uniqueKeysWithValues: zip(names, Help.read(bytes).messages.map(\.faults)))
    func expect(_ name: String, _ item: String, _ reason: SAPIENTFault.Reason) {
      #expect(found[name]?.first?.item == item)
      #expect(found[name]?.first?.reason == reason)
    }
    expect("0028.Registration.IcdVersion.Wrong", "registration.icd_version", .version)
    expect(
      "0074.TaskDefinition.ConcurrentTasks",
      "registration.mode_definition.0.task.concurrent_tasks", .missing)
    expect("0096.DependantNodes.Error", "registration.dependent_nodes.2", .uuid)
    expect("0170.Error.ErrorMessage.Missing", "error.error_message", .missing)
    expect(
      "0178.BadId.Follow.FollowObjectId", "task.command.follow.follow_object_id", .ulid)
  }

  // MARK: Rules

  @Test func `a registration without a version is a fault and no crash`() throws {
    let frame = Help.raw { $0.message(4) { $0.field(3, "name") } }
    let items = try faults(frame).map(\.item)
    #expect(items.contains("registration.icd_version"))
    #expect(items.contains("registration.config_data"))
    #expect(!items.contains("registration.name"))
  }

  @Test(arguments: ["BSI Flex 335 v2.0", "BSI_Flex_335_v2.0"])
  func `the version is known with spaces and underscores`(version: String) throws {
    let frame = Help.raw { $0.message(4) { $0.field(2, version) } }
    #expect(try !faults(frame).contains { $0.reason == .version })
  }

  @Test func `an error without a message or with an empty one is a fault`() throws {
    let missing = Help.raw { $0.message(12) { $0.field(1, bytes: [1]) } }
    #expect(try faults(missing).map(\.item) == ["error.error_message"])
    let empty = Help.raw {
      $0.message(12) {
        $0.field(1, bytes: [1])
        $0.field(3, "", always: true)
      }
    }
    #expect(try faults(empty).map(\.reason) == [.empty])
    #expect(try faults(empty).map(\.item) == ["error.error_message.0"])
  }

  @Test(arguments: [
    ("a8654cdf-4328-47de-81fa-c495589e30c9", true),
    ("A8654CDF-4328-47DE-81FA-C495589E30C9", false),
    ("{a8654cdf-4328-47de-81fa-c495589e30c9}", false),
    ("a8654cdf-4328-17de-81fa-c495589e30c9", false),
    ("a8654cdf-4328-47de-71fa-c495589e30c9", false),
    ("a8654cdf432847de81fac495589e30c9", false), ("", false),
  ])
  func `a UUID is of version 4 and in lower case`(id: String, isSound: Bool) throws {
    let frame = Help.raw {
      $0.field(3, id, always: true)
      $0.message(5) { $0.field(1, true) }
    }
    #expect(try faults(frame).map(\.reason) == (isSound ? [] : [.uuid]))
  }

  @Test(arguments: [
    ("01H4R63D7NVN8444Z5M77WEBY7", true), ("7ZZZZZZZZZZZZZZZZZZZZZZZZZ", true),
    ("8ZZZZZZZZZZZZZZZZZZZZZZZZZ", false), ("01h4r63d7nvn8444z5m77weby7", false),
    ("01H4R63D7NVN8444Z5M77WEBYI", false), ("01H4R63D7NVN8444Z5M77WEBYU", false),
    ("01H4R63D7NVN8444Z5M77WEBY", false),
  ])
  func `a ULID is in upper case and of 128 bits`(id: String, isSound: Bool) throws {
    let frame = Help.raw {
      $0.message(9) {
        $0.field(1, id)
        $0.field(2, 1 as UInt64)
      }
    }
    #expect(try faults(frame).map(\.reason) == (isSound ? [] : [.ulid]))
  }

  @Test func `unknown fields and values are shown and are faults`() throws {
    let frame = Help.raw {
      $0.message(9) {
        $0.field(1, Help.ulid)
        $0.field(2, 77 as UInt64)
        $0.field(3, "old reason")
      }
      $0.field(99, 5 as UInt64)
    }
    let found = try faults(frame)
    #expect(found.map(\.reason) == [.unknownValue, .unknownField, .unknownField])
    #expect(found.map(\.item) == ["task_ack.task_status", "task_ack", ""])
    let line = try json(frame)
    #expect(line.contains(#""task_status":77"#))
    #expect(
      line.contains(
        #""unknown_fields":[{"number":3,"wire_type":2,"hex":"0a6f6c6420726561736f6e"}]"#))
    #expect(line.contains(#"{"number":99,"wire_type":0,"hex":"05"}"#))
    let message = try #require(Help.read(frame).messages.first)
    #expect(message.encoded() == message.raw)
    guard case .taskAck(let ack) = message.content else { throw Missing() }
    #expect(ack.status == .unknown(77))
  }

  @Test func `a known field of another wire type is unknown`() throws {
    let frame = Help.raw {
      $0.message(9) {
        $0.field(1, 7 as UInt64)
        $0.field(2, 1 as UInt64)
      }
    }
    #expect(try faults(frame).map(\.reason) == [.unknownField, .missing])
    #expect(try faults(frame).first?.detail == "number 1, wire type 0, wire type 2 expected")
  }

  @Test func `mandatory enumerations must not be unspecified`() throws {
    let frame = Help.raw {
      $0.message(9) {
        $0.field(1, Help.ulid)
        $0.field(2, 0 as UInt64, always: true)
      }
    }
    #expect(try faults(frame).map(\.reason) == [.empty])
  }

  @Test(arguments: [-0.1, 1.5, .nan, .infinity])
  func `a confidence outside 0 to 1 is a fault`(value: Double) throws {
    let frame = Help.raw {
      $0.message(10) {
        $0.field(1, Help.ulid)
        $0.field(10, Float(value))
      }
    }
    #expect(try faults(frame).map(\.reason) == [.outOfRange])
    #expect(try faults(frame).map(\.item) == ["alert.confidence"])
  }

  @Test func `a field that is sent twice and two of a choice are faults, and the last counts`()
    throws
  {
    let frame = Help.raw {
      $0.field(13, "first")
      $0.message(5) { $0.field(1, true) }
      $0.message(11) {
        $0.field(1, Help.ulid)
        $0.field(5, 1 as UInt64)
      }
      $0.field(13, "last")
    }
    let message = try #require(Help.read(frame).messages.first)
    #expect(message.faults.map(\.reason) == [.sentTwice, .sentTwice])
    #expect(message.kind == .alertAck)
    #expect(message.additionalInformation == "last")
    let line = try json(frame)
    #expect(!line.contains("first"))
    #expect(!line.contains("registration_ack\":{"))
    #expect(message.encoded() == message.raw)
  }

  @Test func `lists in pieces are one list, packed numbers too`() throws {
    let frame = Help.raw {
      $0.message(5) {
        $0.field(3, "a")
        $0.field(1, true)
        $0.field(3, "b")
      }
    }
    #expect(try faults(frame).isEmpty)
    #expect(try json(frame).contains(#""ack_response_reason":["a","b"],"acceptance":true"#))
    let message = try #require(Help.read(frame).messages.first)
    guard case .registrationAck(let ack) = message.content else { throw Missing() }
    #expect(ack.reasons == ["a", "b"])
    #expect(ack.isAccepted == true)
  }

  @Test func `times out of range are faults and given in parts`() throws {
    var writer = ProtobufWriter()
    writer.message(1) {
      $0.field(1, UInt64(300_000_000_000))
      $0.field(2, 1_000_000_000 as UInt64)
    }
    writer.field(2, Help.node)
    writer.message(5) { $0.field(1, true) }
    let frame = Help.framed(writer.bytes)
    #expect(try faults(frame).map(\.item) == ["timestamp"])
    #expect(
      try json(frame).contains(#""timestamp":{"seconds":300000000000,"nanos":1000000000}"#))
  }

  @Test(arguments: [
    (0 as Int64, 0 as Int32, "1970-01-01T00:00:00Z"),
    (951_826_554, 120_000_000, "2000-02-29T12:15:54.120Z"),
    (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
    (253_402_300_799, 999_999_999, "9999-12-31T23:59:59.999999999Z"),
    (-1, 1_000, "1969-12-31T23:59:59.000001Z"),
    (1_688_733_857, 27_638_700, "2023-07-07T12:44:17.027638700Z"),
  ])
  func `times are written as Protocol Buffers has them`(
    seconds: Int64, nanos: Int32, text: String
  ) throws {
    var writer = ProtobufWriter()
    writer.message(1) {
      $0.field(1, UInt64(bitPattern: seconds))
      $0.field(2, UInt64(nanos))
    }
    writer.field(2, Help.node)
    writer.message(5) { $0.field(1, true) }
    #expect(try json(Help.framed(writer.bytes)).contains("\"timestamp\":\"\(text)\""))
  }

  @Test func `so many faults are listed, and all are counted`() throws {
    let frame = Help.raw { writer in
      writer.message(5) { inner in
        inner.field(1, true)
        for _ in 0..<1_000 { inner.field(50, 1 as UInt64) }
      }
    }
    let message = try #require(Help.read(frame).messages.first)
    #expect(message.faults.count == 64)
    #expect(message.faultCount == 1_000)
    #expect(try json(frame).contains(#""fault_count":1000"#))
  }

  // MARK: Writing

  @Test func `replies keep the rules`() throws {
    let time = try Help.time
    let frames = [
      try SAPIENTReply.registrationAck(
        from: Help.fusion, to: Help.node, at: time, isAccepted: false, reasons: ["jammer"]),
      try SAPIENTReply.alertAck(
        from: Help.fusion, to: Help.node, at: time, alertID: Help.ulid, isAccepted: true),
      try SAPIENTReply.error(
        from: Help.fusion, to: Help.node, at: time, packet: [1, 2, 3], messages: ["what"]),
      try SAPIENTReply.request(
        .status, from: Help.fusion, to: Help.node, at: time, taskID: Help.ulid),
      try SAPIENTReply.request(
        .registration, from: Help.fusion, to: Help.node, at: time, taskID: Help.ulid),
    ]
    let read = Help.read(frames.flatMap { $0 })
    #expect(read.messages.count == 5)
    for message in read.messages {
      #expect(message.faults.isEmpty)
      #expect(message.timestamp?.atMs == Help.atMs)
      #expect(message.nodeID == Help.fusion)
    }
  }

  @Test(arguments: [
    "look_at", "move_to", "follow", "mode_change", "detection_threshold", "request",
  ])
  func `no other task is written`(command: String) throws {
    #expect(throws: SAPIENTRefusal.task) {
      try Help.draft {
        $0.message("task") {
          $0.set("task_id", Help.ulid)
          $0.set("control", value: "CONTROL_START")
          $0.message("command") {
            switch command {
            case "request", "mode_change": $0.set(command, "Start")
            case "detection_threshold": $0.set(command, value: "DISCRETE_THRESHOLD_LOW")
            case "follow": $0.message(command) { $0.set("follow_object_id", Help.ulid) }
            case "move_to":
              $0.message(command) { Help.location(&$0, "locations", x: 1, y: 2) }
            default:
              $0.message(command) {
                $0.message("location_list") { Help.location(&$0, "locations", x: 1, y: 2) }
              }
            }
          }
        }
      }
    }
  }

  @Test func `tasks of others are read and not sent on`() throws {
    let tasks = Help.read(try Help.fixture("valid.sapient")).messages.filter { $0.kind == .task }
    #expect(tasks.count > 10)
    for task in tasks {
      #expect(task.encoded() == task.raw)
      #expect(throws: SAPIENTRefusal.task) { try task.frame() }
    }
  }

  @Test func `what breaks a rule is not written`() throws {
    #expect(throws: SAPIENTRefusal.self) {
      try Help.draft { $0.message("registration_ack") { _ in } }
    }
    #expect(throws: SAPIENTRefusal.field("colour")) {
      try Help.draft { $0.set("colour", "red") }
    }
    #expect(throws: SAPIENTRefusal.self) {
      try SAPIENTReply.registrationAck(
        from: "me", to: Help.node, at: Help.time, isAccepted: true)
    }
    #expect(
      throws: SAPIENTRefusal.tooLong(byteCount: SAPIENTFrame.messageByteCountMax + 59)
    ) {
      try Help.draft {
        $0.set(
          "additional_information",
          String(repeating: "x", count: SAPIENTFrame.messageByteCountMax - 29))
      }
    }
  }

  // MARK: Times of a session

  @Test func `a session's times are judged by the receiver's clock`() throws {
    func message(_ offsetMs: Int64) throws -> SAPIENTMessage {
      let time = try #require(SAPIENTTime(atMs: Help.atMs + offsetMs))
      let frame = try SAPIENTDraft.frame(from: Help.node, at: time) {
        $0.message("detection_report") {
          $0.set("report_id", Help.ulid)
          $0.set("object_id", Help.ulid)
          Help.location(&$0, x: 1, y: 2)
        }
      }
      return try #require(Help.read(frame).messages.first)
    }
    var rules = SAPIENTTimeRules()
    #expect(rules.check(try message(0), receivedAtMs: Help.atMs + 900).isEmpty)
    #expect(rules.check(try message(80), receivedAtMs: Help.atMs - 20).isEmpty)
    #expect(rules.check(try message(80), receivedAtMs: Help.atMs).isEmpty)
    #expect(rules.check(try message(159), receivedAtMs: Help.atMs + 159).count == 1)
    #expect(rules.check(try message(100), receivedAtMs: Help.atMs + 100).count == 1)
    #expect(rules.check(try message(500), receivedAtMs: Help.atMs + 1_401).map(\.reason) == [.time])
    #expect(rules.check(try message(900), receivedAtMs: Help.atMs + 799).count == 1)
    #expect(rules.check(try message(1_900), receivedAtMs: .max).count == 1)
    #expect(rules.check(try message(2_900), receivedAtMs: .min).count == 1)
  }

  struct Missing: Error {}
}
