// The other end of a connection in tests: a Python program on the loopback address.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Intake
import Synchronization

/// A running peer; its first line of output is the port it listens on, where it listens.
///
/// Started, waited for and ended by one test only, on threads that may block: the test runner has no
/// more threads of its own than the machine has cores.
final class Peer: @unchecked Sendable {
  private let process = Process()
  private let out = Pipe()
  let firstLine: String

  static func start(_ program: String, _ arguments: [String] = []) async throws -> Peer {
    try await blocking { try Peer(program, arguments) }
  }

  private static func blocking<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { done in
      Thread.detachNewThread { done.resume(with: Swift.Result { try body() }) }
    }
  }

  private init(_ program: String, _ arguments: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-u", "-c", program] + arguments
    process.standardOutput = out
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line: [UInt8] = []
    while let byte = try out.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
      line.append(byte)
    }
    firstLine = String(decoding: line, as: UTF8.self)
  }

  var port: Int { Int(firstLine) ?? 0 }

  func waitForEnd() async throws {
    try await Self.blocking { self.process.waitUntilExit() }
  }

  deinit { if process.isRunning { process.terminate() } }
}

/// Collects what a source brings until it has what a test waits for.
final class Arrivals: Sendable {
  private let taken = Mutex<[Arrival]>([])

  var all: [Arrival] { taken.withLock { $0 } }

  /// Why connections were refused.
  var refusals: [String] {
    all.compactMap { if case .refused(_, let reason) = $0 { reason } else { nil } }
  }

  func text(ofStream wanted: Int) -> String {
    String(
      decoding: all.flatMap { arrival -> [UInt8] in
        switch arrival {
        case .bytes(let bytes, wanted, _), .datagram(let bytes, wanted, _): bytes
        default: []
        }
      }, as: UTF8.self)
  }

  var take: ArrivalTaker { { arrival in self.taken.withLock { $0.append(arrival) } } }

  /// Runs a source until `isEnough`; false where that takes longer than 20 seconds.
  func collect(
    from run: @escaping @Sendable (@escaping ArrivalTaker) async throws -> Void,
    until isEnough: @escaping @Sendable (Arrivals) -> Bool
  ) async -> Bool {
    let source = Task { try await run(self.take) }
    for _ in 0..<1_000 where !isEnough(self) { try? await Task.sleep(for: .milliseconds(20)) }
    source.cancel()
    _ = await source.result
    return isEnough(self)
  }
}
