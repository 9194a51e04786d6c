// How many reports a second does the server take over HTTP, each on disk before its answer?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Hummingbird
import Logging
import Measuring
import NIOCore
import Synchronization

/// `Posts SERVER [SECONDS]`: SERVER is the built program. `Posts bare` is the endpoint without disk
/// that it is held against.
@main struct Posts {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 1 else { return print("usage: Posts SERVER [SECONDS]") }
    if arguments[1] == "bare" { return try await bare() }
    let seconds = arguments.count > 2 ? Double(arguments[2]) ?? 5 : 5
    try measureAll(server: arguments[1], seconds: seconds)
  }

  /// Reads the body, answers with as many bytes as a receipt has.
  static func bare() async throws {
    let router = Router(context: BasicRequestContext.self)
    router.post("**") { request, _ in
      let body = try await request.body.collect(upTo: 4 << 20)
      return Response(
        status: body.readableBytes > 0 ? .ok : .badRequest, headers: [.contentType: "text/plain"],
        body: .init(byteBuffer: ByteBuffer(string: String(repeating: "x", count: 140))))
    }
    var logger = Logger(label: "bare")
    logger.logLevel = .error
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in
        FileHandle.standardError.write(
          Data("http://127.0.0.1:\(channel.localAddress?.port ?? 0)\n".utf8))
      }, logger: logger)
    try await application.runService()
  }

  static func measureAll(server: String, seconds: Double) throws {
    let bareServer = try Child(CommandLine.arguments[0], ["bare"])
    let bare = run(bareServer.port, writers: 64, reports: 1, seconds: seconds, part: 0)
    bareServer.stop()
    row("bare endpoint without disk, 64 writers", bare.postsPerS, "posts/s")

    let child = try Child.serving(server)
    defer { child.stop() }
    let single = run(child.port, writers: 64, reports: 1, seconds: seconds, part: 1)
    row("single reports, 64 writers", single.postsPerS, "reports/s")
    row("  of the bare endpoint", single.postsPerS / bare.postsPerS, "")
    row("  p50", single.late(0.5), "ms")
    row("  p99", single.late(0.99), "ms")
    let one = run(child.port, writers: 1, reports: 1, seconds: seconds, part: 2)
    row("single reports, one writer", one.postsPerS, "reports/s")
    let hundred = run(child.port, writers: 16, reports: 100, seconds: seconds, part: 3)
    row("batches of 100, 16 writers", hundred.postsPerS * 100, "reports/s")
    row("  p99", hundred.late(0.99), "ms")
    let paced = run(
      child.port, writers: 64, reports: 1, seconds: seconds, part: 4, postsPerS: 2_000)
    row("single reports at a given rate, 64 writers", paced.postsPerS, "reports/s")
    row("  p50", paced.late(0.5), "ms")
    row("  p99", paced.late(0.99), "ms")
  }

  struct Outcome {
    let postsPerS: Double
    let latenciesMs: [Double]

    func late(_ share: Double) -> Double {
      latenciesMs[min(latenciesMs.count - 1, Int(Double(latenciesMs.count) * share))]
    }
  }

  /// - Parameter postsPerS: of all writers together; without it each sends as soon as it may.
  static func run(
    _ port: UInt16, writers: Int, reports: Int, seconds: Double, part: Int,
    postsPerS: Double? = nil
  ) -> Outcome {
    let found = Mutex([Double]())
    let group = DispatchGroup()
    let start = ContinuousClock.now
    for writer in 0..<writers {
      group.enter()
      Thread.detachNewThread {
        let mine = write(
          port, writer, of: writers, reports, until: start + .seconds(seconds), part: part,
          everyS: postsPerS.map { Double(writers) / $0 })
        found.withLock { $0 += mine }
        group.leave()
      }
    }
    group.wait()
    let took = (ContinuousClock.now - start) / .seconds(1)
    let latencies = found.withLock { $0 }.sorted()
    return Outcome(postsPerS: Double(latencies.count) / took, latenciesMs: latencies)
  }

  private static func write(
    _ port: UInt16, _ writer: Int, of writers: Int, _ reports: Int,
    until end: ContinuousClock.Instant, part: Int, everyS: Double?
  ) -> [Double] {
    let client = Client(port: port)
    var latenciesMs: [Double] = []
    var step = 0
    var due = ContinuousClock.now + .seconds((everyS ?? 0) * Double(writer) / Double(writers))
    while ContinuousClock.now < end {
      let body = Lines.body(writer: writer, step: step, part: part, reports: reports)
      step += 1
      if let everyS {
        Thread.sleep(forTimeInterval: max(0, (due - .now) / .seconds(1)))
        due += .seconds(everyS)
      }
      let sent = ContinuousClock.now
      let code = client.send(body)
      precondition(code == 200, "answered with \(code)")
      latenciesMs.append((ContinuousClock.now - sent) / .milliseconds(1))
    }
    return latenciesMs
  }
}

/// Positions of aircraft in the form of a receiver's text output.
enum Lines {
  static let path = "/api/v1/feeds/aircraft/reports"

  /// Each writer has 40 aircraft that report in turn, once a second of their own time.
  static func body(writer: Int, step: Int, part: Int, reports: Int) -> [UInt8] {
    var text = ""
    for report in 0..<reports {
      let number = step * reports + report
      let (s, aircraft) = number.quotientAndRemainder(dividingBy: 40)
      let clock = "\(two(6 + part)):\(two(s / 60 % 60)):\(two(s % 60)).\(three(s / 3_600))"
      let time = "2026/06/24,\(clock)"
      let address = String(0x40_0000 + writer * 64 + aircraft, radix: 16)
      let latitude = "5\(aircraft % 10).\(three(s % 1_000))"
      text +=
        "MSG,3,1,1,\(address),1,\(time),\(time),,37000,,,\(latitude),3\(writer % 10).5,,,0,0,0,0\n"
    }
    return request(path, text)
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  private static func three(_ number: Int) -> String {
    number < 10 ? "00\(number)" : number < 100 ? "0\(number)" : "\(number)"
  }
}
