// How does a client fare with a witness that lies, is silent or babbles? One of a few lines of sockets.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Synchronization

/// Listens on a free loopback port and answers every request with what `reply` makes of its body;
/// nil says nothing and holds the connection.
final class FakeWitness: Sendable {
  let url: String
  private let descriptor: Int32
  private let bodies = Mutex<[String]>([])

  /// The bodies of all requests so far.
  var requests: [String] { bodies.withLock { $0 } }

  init(_ reply: @escaping @Sendable (_ body: String) -> (status: Int, body: String)?) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw CocoaError(.fileNoSuchFile) }
    descriptor = listener
    url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
    Thread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        let body = Self.readRequest(connection)
        self?.bodies.withLock { $0.append(body) }
        guard let answer = reply(body) else { continue }
        let text =
          "HTTP/1.1 \(answer.status) X\r\nContent-Length: \(answer.body.utf8.count)\r\n"
          + "Connection: close\r\n\r\n\(answer.body)"
        Array(text.utf8).withUnsafeBytes { bytes in
          var sent = 0
          while sent < bytes.count {
            let count = send(
              connection, bytes.baseAddress! + sent, bytes.count - sent,
              Int32(MSG_NOSIGNAL))
            if count <= 0 { break }
            sent += count
          }
        }
        close(connection)
      }
    }.start()
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
  }

  /// The body of a request whose head tells its length.
  private static func readRequest(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let text = String(decoding: bytes, as: UTF8.self)
      if let gap = text.range(of: "\r\n\r\n") {
        let head = text[..<gap.lowerBound].lowercased()
        let length =
          head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
        if text[gap.upperBound...].utf8.count >= length { return String(text[gap.upperBound...]) }
      }
      let count = recv(connection, &buffer, buffer.count, 0)
      if count <= 0 { return "" }
      bytes += buffer[..<count]
    }
  }
}
