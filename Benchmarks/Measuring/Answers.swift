// How long does a server on this machine take to answer?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// One keep-alive connection that asks and waits for the whole answer.
private final class Connection {
  private let socketID: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)

  init(port: UInt16) {
    socketID = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socketID, $0, size) }
    }
    precondition(result == 0, "cannot connect")
    var one: Int32 = 1
    setsockopt(socketID, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(socketID) }

  /// Milliseconds, and the number of bytes of the body.
  func get(_ path: String) -> (tookMs: Double, byteCount: Int) {
    let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".utf8)
    let start = ContinuousClock().now
    precondition(send(socketID, request, request.count, 0) == request.count)
    var got = 0
    var wanted = Int.max
    var bodyCount = 0
    while got < wanted {
      let count = buffer.withUnsafeMutableBytes {
        recv(socketID, $0.baseAddress! + got, $0.count - got, 0)
      }
      precondition(count > 0, "the server hung up")
      got += count
      guard wanted == .max, let end = headerEnd(got) else { continue }
      let head = String(decoding: buffer[..<end], as: UTF8.self).lowercased()
      precondition(head.hasPrefix("http/1.1 200"), head)
      let length = head.split(separator: "content-length: ")[1].prefix { $0.isNumber }
      bodyCount = Int(length) ?? 0
      wanted = end + bodyCount
    }
    let took = ContinuousClock().now - start
    return (
      Double(took.components.attoseconds) * 1e-15 + Double(took.components.seconds) * 1e3, bodyCount
    )
  }

  private func headerEnd(_ count: Int) -> Int? {
    guard count >= 4 else { return nil }
    for index in 0...(count - 4)
    where buffer[index] == 13 && buffer[index + 1] == 10 && buffer[index + 2] == 13
      && buffer[index + 3] == 10
    { return index + 4 }
    return nil
  }
}

/// Asks for a path over so many connections at once, each with one question after the other, and gives
/// the median and the 99th percentile of the times, and the size of an answer.
public func answers(
  _ path: String, port: UInt16, connections: Int, requests: Int
) async -> (p50Ms: Double, p99Ms: Double, byteCount: Int) {
  await withTaskGroup(of: ([Double], Int).self) { group in
    for _ in 0..<connections {
      group.addTask {
        await withCheckedContinuation { done in
          // Blocking reads stay off the threads that the server in this process runs on.
          Thread.detachNewThread {
            let connection = Connection(port: port)
            for _ in 0..<25 { _ = connection.get(path) }
            var took: [Double] = []
            var byteCount = 0
            for _ in 0..<(requests / connections) {
              let answer = connection.get(path)
              took.append(answer.tookMs)
              byteCount = answer.byteCount
            }
            done.resume(returning: (took, byteCount))
          }
        }
      }
    }
    var all: [Double] = []
    var byteCount = 0
    for await (took, count) in group {
      all += took
      byteCount = count
    }
    all.sort()
    return (all[all.count / 2], all[all.count * 99 / 100], byteCount)
  }
}
