// A server of the example mission on a free port, and a client that sends exactly what it is told.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation

/// Stops with its owner.
final class ServedMission {
  private let process: Process
  let port: Int
  var processID: Int32 { process.processIdentifier }

  convenience init(
    data: String, mission: String = Program.example, page: String? = nil
  ) throws {
    try self.init(
      ["serve", mission] + (page.map { ["--page", $0] } ?? []) + ["--poll-s", "0.3"], data: data)
  }

  /// A story of an exercise, in a room that is not there yet.
  convenience init(story: Int, of mission: String, data: String) throws {
    try self.init(["exercise", "serve", mission, "--story", String(story)], data: data)
  }

  private init(_ command: [String], data: String) throws {
    process = Program.process(command + ["--data", data, "--listen", "127.0.0.1:0"])
    let words = data + ".words"
    _ = FileManager.default.createFile(atPath: words, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: words)
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<300 {
      let said = String(
        decoding: FileManager.default.contents(atPath: words) ?? Data(), as: UTF8.self)
      if let found = said.firstMatch(of: #/http://127\.0\.0\.1:(\d+)/#), let port = Int(found.1) {
        self.port = port
        return
      }
      Thread.sleep(forTimeInterval: 0.05)
    }
    kill(process.processIdentifier, SIGKILL)
    throw CocoaError(.executableLoad)
  }

  deinit { stop() }

  func stop() {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  /// Waits until all recorded reports are in.
  func waitForReports(count: Int64 = 2_671) throws {
    for _ in 0..<600 {
      let mission = try get("/api/v1/mission").json()
      if mission["counts"]?["observations"]?.int == count { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw CocoaError(.coderReadCorrupt)
  }

  func get(_ target: String, _ headers: [String: String] = [:]) throws -> Answer {
    try send("GET", target, headers, body: nil)
  }

  func post(
    _ target: String, _ body: String, _ headers: [String: String] = [:]
  ) throws -> Answer {
    var all = ["Content-Type": "application/json"]
    all.merge(headers) { $1 }
    return try send("POST", target, all, body: body)
  }

  func send(
    _ method: String, _ target: String, _ headers: [String: String], body: String?
  ) throws -> Answer {
    let connection = try Connection(port: port)
    var all = ["Host": "127.0.0.1:\(port)", "Connection": "close"]
    if let body { all["Content-Length"] = String(body.utf8.count) }
    all.merge(headers) { $1 }
    let head = all.filter { !$0.value.isEmpty }.sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value)\r\n" }.joined()
    connection.write("\(method) \(target) HTTP/1.1\r\n\(head)\r\n\(body ?? "")")
    return try Answer(connection.readToEnd())
  }
}

/// One TCP connection to this machine.
final class Connection {
  private let socketID: Int32

  init(port: Int) throws {
    socketID = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socketID, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw CocoaError(.fileReadUnknown) }
    var limit = timeval(tv_sec: 120, tv_usec: 0)
    setsockopt(
      socketID, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socketID) }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Foundation.send(socketID, $0.baseAddress, $0.count, 0) }
  }

  /// The next bytes; empty at the end or after two minutes.
  func read() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(socketID, &bytes, bytes.count, 0)
    return Array(bytes.prefix(max(0, count)))
  }

  func readToEnd() -> [UInt8] {
    var all: [UInt8] = []
    while case let piece = read(), !piece.isEmpty { all += piece }
    return all
  }

  /// Reads until the text has come, or nothing comes any more.
  func read(until text: String) -> String {
    var all: [UInt8] = []
    while !String(decoding: all, as: UTF8.self).contains(text) {
      let piece = read()
      if piece.isEmpty { break }
      all += piece
    }
    return String(decoding: all, as: UTF8.self)
  }
}

struct Answer {
  let status: Int
  let headers: [String: String]
  let body: [UInt8]

  init(_ bytes: [UInt8]) throws {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
      throw CocoaError(.coderReadCorrupt)
    }
    let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
      .components(separatedBy: "\r\n")
    status = Int(lines[0].split(separator: " ")[1]) ?? 0
    headers = lines.dropFirst().reduce(into: [:]) { headers, line in
      guard let colon = line.firstIndex(of: ":") else { return }
      headers[line[..<colon].lowercased()] = line[line.index(after: colon)...]
        .trimmingCharacters(in: .whitespaces)
    }
    body = Array(bytes[end.upperBound...])
  }

  func json() throws -> JSONValue { try JSONValue(reading: body) }
  var text: String { String(decoding: body, as: UTF8.self) }
}
