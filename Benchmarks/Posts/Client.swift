// How fast can requests be sent? Blocking sockets, one a writer, each awaiting its answer.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One connection that is kept open.
final class Client {
  private let socketID: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  init(port: UInt16) {
    socketID = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isThere = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socketID, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    precondition(isThere, "nobody listens on port \(port)")
    var one: Int32 = 1
    setsockopt(
      socketID, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(socketID) }

  /// Sends one request; returns the answer's code once all of it is there.
  func send(_ request: [UInt8]) -> Int {
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes {
        Glibc.send(socketID, $0.baseAddress! + sent, request.count - sent, 0)
      }
      precondition(count > 0, "the connection was closed")
      sent += count
    }
    return receive()
  }

  private func receive() -> Int {
    var have = 0
    while true {
      let count = buffer.withUnsafeMutableBytes {
        recv(socketID, $0.baseAddress! + have, $0.count - have, 0)
      }
      precondition(count > 0, "the connection was closed")
      have += count
      if let end = headEnd(have), have >= end + contentLength(end) {
        return buffer[9..<12].reduce(0) { $0 * 10 + Int($1 - 48) }
      }
      if have == buffer.count { buffer += [UInt8](repeating: 0, count: buffer.count) }
    }
  }

  private func headEnd(_ have: Int) -> Int? {
    var at = 3
    while at < have {
      if buffer[at] == 10, buffer[at - 1] == 13, buffer[at - 2] == 10 { return at + 1 }
      at += 1
    }
    return nil
  }

  private func contentLength(_ end: Int) -> Int {
    let name = Array("content-length: ".utf8)
    var at = 0
    while at + name.count < end {
      if (0..<name.count).allSatisfy({ buffer[at + $0] | 32 == name[$0] | 32 }) {
        return buffer[(at + name.count)...].prefix { $0 >= 48 && $0 <= 57 }
          .reduce(0) { $0 * 10 + Int($1 - 48) }
      }
      at += 1
    }
    return 0
  }
}

/// The bytes of one post to `path`.
func request(_ path: String, _ body: String) -> [UInt8] {
  Array(
    ("POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
      + body).utf8)
}
