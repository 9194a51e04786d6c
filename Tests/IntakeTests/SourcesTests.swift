// Do bytes come over TCP, UDP and HTTP, and does a source come back by itself?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Intake
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct SourcesTests {
  @Test func `a client reads, is told of the end, and connects again`() async throws {
    let peer = try await Peer.start(
      """
      import socket
      s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); print(s.getsockname()[1])
      for word in (b"first", b"second"):
          c, _ = s.accept(); c.sendall(word); c.close()
      """)
    let arrivals = Arrivals()
    let client = TCPClient(host: "127.0.0.1", port: peer.port)
    let isDone = await arrivals.collect(from: client.run) { $0.text(ofStream: 2) == "second" }
    #expect(isDone)
    #expect(arrivals.text(ofStream: 1) == "first")
    #expect(
      arrivals.all.contains(.closed(stream: 1, reason: "the other end closed the connection")))
    #expect(
      arrivals.all.contains {
        if case .waiting(_, let retryS) = $0 { retryS <= Backoff.firstS } else { false }
      })
  }

  @Test func `a port where nobody listens is said in words, and tried again`() async throws {
    let peer = try await Peer.start(
      "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])")
    try await peer.waitForEnd()
    let arrivals = Arrivals()
    let client = TCPClient(host: "127.0.0.1", port: peer.port)
    let isDone = await arrivals.collect(from: client.run) { $0.all.count >= 2 }
    #expect(isDone)
    for case .waiting(let reason, _) in arrivals.all { #expect(reason == "connection refused") }
  }

  @Test func `a listener keeps the streams of its senders apart`() async throws {
    let port = Mutex(0)
    let arrivals = Arrivals()
    let listener = TCPListener(host: "127.0.0.1", port: 0) { chosen in port.withLock { $0 = chosen }
    }
    let sender = Task {
      while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(10)) }
      let peer = try await Peer.start(
        """
        import socket, sys
        a, b = (socket.create_connection(("127.0.0.1", int(sys.argv[1]))) for _ in range(2))
        for i in range(50): a.sendall(b"a"); b.sendall(b"b")
        print("sent"); a.close(); b.close()
        """, ["\(port.withLock { $0 })"])
      try await peer.waitForEnd()
    }
    let isDone = await arrivals.collect(from: listener.run) { arrivals in
      arrivals.all.count { if case .closed = $0 { true } else { false } } == 2
    }
    sender.cancel()
    #expect(isDone, "\(arrivals.all)")
    try? await sender.value
    let streams = Set([arrivals.text(ofStream: 1), arrivals.text(ofStream: 2)])
    #expect(
      streams == [String(repeating: "a", count: 50), String(repeating: "b", count: 50)])
  }

  /// A listener with as many connections as it takes, all silent since they opened but the first,
  /// which has sent a byte after the last one opened; then one more, which sends and stays. Says
  /// whether that one was closed, and which of the others were. Nothing here depends on how fast it
  /// goes: the late one waits until all that was sent is read.
  private func full(silenceMinS: Double) async throws -> (Arrivals, said: String) {
    let port = Mutex(0)
    let arrivals = Arrivals()
    let listener = TCPListener(host: "127.0.0.1", port: 0, silenceMinS: silenceMinS) { chosen in
      port.withLock { $0 = chosen }
    }
    let source = Task { try await listener.run(arrivals.take) }
    while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    let go = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: go) }
    // It says its line, and is there, at its end.
    async let peer = Peer.start(
      """
      import os, socket, sys, time
      address = ("127.0.0.1", int(sys.argv[1]))
      idle = [socket.create_connection(address) for _ in range(\(TCPListener.connectionCountMax))]
      for s in idle[1:]: s.sendall(b"x")
      while not os.path.exists(sys.argv[2] + "1"): time.sleep(0.05)
      idle[0].sendall(b"a")
      while not os.path.exists(sys.argv[2] + "2"): time.sleep(0.05)
      late = socket.create_connection(address); late.sendall(b"late")
      for s in idle + [late]: s.setblocking(False)
      def is_closed(s):
          try: return s.recv(1) == b""
          except BlockingIOError: return False
          except ConnectionError: return True
      until = time.time() + 240
      while time.time() < until and not is_closed(late) and not any(map(is_closed, idle)):
          time.sleep(0.05)
      words = ["late " + ("closed" if is_closed(late) else "open")]
      words.append(str(sum(map(is_closed, idle))) + " others")
      words += ["the first"] if is_closed(idle[0]) else []
      print(", ".join(words))
      """, ["\(port.withLock { $0 })", go.path])
    let places = TCPListener.connectionCountMax
    func heard(_ byteCount: Int) -> Int {
      (1...places).count { arrivals.text(ofStream: $0).count == byteCount }
    }
    func sayGo(_ step: String) {
      _ = FileManager.default.createFile(atPath: go.path + step, contents: nil)
    }
    defer {
      for step in ["1", "2"] { try? FileManager.default.removeItem(atPath: go.path + step) }
    }
    while heard(1) < places - 1 { try await Task.sleep(for: .milliseconds(20)) }
    sayGo("1")
    while heard(1) < places { try await Task.sleep(for: .milliseconds(20)) }
    sayGo("2")
    let said = try await peer.firstLine
    let late = places + 1
    while arrivals.text(ofStream: late).isEmpty && arrivals.refusals.isEmpty {
      try await Task.sleep(for: .milliseconds(20))
    }
    source.cancel()
    _ = await source.result
    return (arrivals, said)
  }

  @Test func `with all places taken the connection that was silent longest gives way`() async throws
  {
    let (arrivals, said) = try await full(silenceMinS: 0)
    // Any but the first, which was heard last.
    #expect(said == "late open, 1 others")
    #expect(arrivals.text(ofStream: TCPListener.connectionCountMax + 1) == "late")
    let gaveWay = arrivals.all.filter { arrival in
      guard case .closed(_, let reason) = arrival else { return false }
      return reason == "silent for long, it gave way to a new connection"
    }
    #expect(gaveWay.count == 1)
  }

  @Test func `with all places taken and none silent a new connection is refused`() async throws {
    let (arrivals, said) = try await full(silenceMinS: 3_600)
    #expect(said == "late closed, 0 others")
    #expect(arrivals.text(ofStream: TCPListener.connectionCountMax + 1) == "")
    #expect(arrivals.refusals == ["64 connections are open, and none is silent"])
  }

  /// The first network interface that carries multicast; the loopback one does not.
  static let multicastInterface: String? = {
    let folder = "/sys/class/net"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().first { name in
      let text = (try? String(contentsOfFile: "\(folder)/\(name)/flags", encoding: .utf8)) ?? ""
      let flags = Int(text.trimmingCharacters(in: .whitespacesAndNewlines).dropFirst(2), radix: 16)
      return (flags ?? 0) & 0x1001 == 0x1001
    }
  }()

  @Test func `datagrams come one by one`() async throws {
    try await datagrams(to: "127.0.0.1", group: nil, interface: nil)
  }

  @Test func `two senders of datagrams are two streams`() async throws {
    let port = Mutex(0)
    let arrivals = Arrivals()
    let receiver = UDPReceiver(host: "127.0.0.1", port: 0) { chosen in
      port.withLock { $0 = chosen }
    }
    let sender = Task {
      while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(10)) }
      let peer = try await Peer.start(
        """
        import socket, sys
        a, b = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
        for i in range(3):
            for s, word in ((a, b"a"), (b, b"b")): s.sendto(word, ("127.0.0.1", int(sys.argv[1])))
        print("sent")
        """, ["\(port.withLock { $0 })"])
      try await peer.waitForEnd()
    }
    let isDone = await arrivals.collect(from: receiver.run) {
      $0.text(ofStream: 1).count + $0.text(ofStream: 2).count == 6
    }
    sender.cancel()
    #expect(isDone, "\(arrivals.all)")
    try? await sender.value
    #expect([arrivals.text(ofStream: 1), arrivals.text(ofStream: 2)].sorted() == ["aaa", "bbb"])
  }

  @Test func `what is written to a pipe comes at once`() throws {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("pipe-\(UUID().uuidString)").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { try? FileManager.default.removeItem(atPath: path) }
    // Opened for both directions, a pipe never comes to its end.
    let writer = open(path, O_RDWR)
    defer { close(writer) }
    var feed = try FileFeed(path: path)
    #expect(write(writer, "twelve bytes", 12) == 12)
    #expect(try feed.next() == Array("twelve bytes".utf8))
  }

  @Test(.enabled(if: multicastInterface != nil, "no network interface here carries multicast"))
  func `datagrams come to a multicast group`() async throws {
    let interface = try #require(Self.multicastInterface)
    try await datagrams(to: "239.2.3.99", group: "239.2.3.99", interface: interface)
  }

  /// Time to live 0: nothing leaves this machine.
  private func datagrams(to address: String, group: String?, interface: String?) async throws {
    let port = Mutex(0)
    let arrivals = Arrivals()
    let receiver = UDPReceiver(host: address, port: 0, group: group, interface: interface) {
      chosen in
      port.withLock { $0 = chosen }
    }
    let sender = Task {
      while port.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(10)) }
      let peer = try await Peer.start(
        """
        import fcntl, socket, struct, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
        if sys.argv[3]:
            request = struct.pack("256s", sys.argv[3].encode())
            own = fcntl.ioctl(s.fileno(), 0x8915, request)[20:24]  # SIOCGIFADDR
            s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
        for word in (b"one", b"", b"x" * 60000): s.sendto(word, (sys.argv[2], int(sys.argv[1])))
        print("sent")
        """, ["\(port.withLock { $0 })", address, interface ?? ""])
      try await peer.waitForEnd()
    }
    let isDone = await arrivals.collect(from: receiver.run) { $0.text(ofStream: 1).count == 60_003 }
    sender.cancel()
    #expect(isDone, "\(arrivals.all)")
    try? await sender.value
    let sizes = arrivals.all.compactMap { arrival -> Int? in
      if case .datagram(let bytes, _, _) = arrival { bytes.count } else { nil }
    }
    #expect(sizes == [3, 0, 60_000])
  }

  @Test func `an interface that is not there is said by name`() async throws {
    let arrivals = Arrivals()
    let receiver = UDPReceiver(
      host: "0.0.0.0", port: 0, group: "239.2.3.99", interface: "nosuch0")
    let isDone = await arrivals.collect(from: receiver.run) { !$0.all.isEmpty }
    #expect(isDone)
    guard case .waiting(let reason, _)? = arrivals.all.first else {
      Issue.record("no reason")
      return
    }
    #expect(reason == "there is no network interface 'nosuch0'")
  }

  @Test func `a web address is asked again and an unchanged answer is not read twice`() async throws
  {
    let peer = try await Peer.start(
      """
      import gzip, http.server
      count = 0
      class H(http.server.BaseHTTPRequestHandler):
          def do_GET(self):
              global count; count += 1
              tag = '"b"' if count > 3 else '"a"'
              if count == 2:
                  self.send_response(503); self.send_header("Retry-After", "0"); self.end_headers(); return
              if self.headers.get("If-None-Match") == tag:
                  self.send_response(304); self.end_headers(); return
              body = gzip.compress(b"answer " + tag.encode())
              self.send_response(200); self.send_header("ETag", tag)
              self.send_header("Content-Length", str(len(body))); self.end_headers(); self.wfile.write(body)
          def log_message(self, *a): pass
      s = http.server.HTTPServer(("127.0.0.1", 0), H); print(s.server_port); s.serve_forever()
      """)
    let arrivals = Arrivals()
    let poll = HTTPPoll(url: "http://127.0.0.1:\(peer.port)/feed", everyS: 0.05)
    let isDone = await arrivals.collect(from: poll.run) { arrivals in
      arrivals.all.contains { if case .closed(4..., _) = $0 { true } else { false } }
    }
    #expect(isDone)
    #expect(arrivals.text(ofStream: 1) == #"answer "a""#)
    #expect(arrivals.text(ofStream: 3) == "")
    #expect(arrivals.text(ofStream: 4) == #"answer "b""#)
    #expect(
      arrivals.all.contains {
        if case .waiting(let reason, _) = $0 { reason.contains("503") } else { false }
      })
  }

  @Test func `a wait doubles to a minute and never comes twice in the same moment`() {
    var backoff = Backoff()
    let waits = (0..<8).map { _ in backoff.nextS(chance: 0.5) }
    #expect(waits == [0.75, 1.5, 3, 6, 12, 24, 45, 45])
    backoff.succeeded()
    #expect(backoff.nextS(chance: 0) == 0.5)
    #expect(backoff.nextS(chance: 0.999) < 2)
  }
}
