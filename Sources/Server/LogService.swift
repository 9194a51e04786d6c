// Who brings the log up to date while the server runs? A beat each second, and the witnesses.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Ledger
internal import Logging
internal import ServiceLifecycle

/// Seals what came in, publishes a checkpoint, and notes when the clock on the wall was set.
struct LogService: Service {
  let monitor: Monitor
  let logger: Logger
  /// Asks the witnesses.
  let ask: @Sendable () async throws -> Void

  /// Between two checkpoints, so that a report is covered two seconds after it was acknowledged.
  private static let beatMs = 1_000
  /// A log that was stopped is looked at again after so many beats.
  private static let retryBeats = 30
  /// A clock that is set by more than this is recorded.
  private static let jumpMsMax: Int64 = 1_000

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await publishAgainAndAgain() }
        group.addTask { await askAgainAndAgain() }
      }
    }
  }

  /// A witness that does not answer holds nothing up.
  private func askAgainAndAgain() async {
    while !Task.isCancelled {
      do { try await ask() } catch {
        logger.error("the witnesses could not be asked: \(error)")
      }
      try? await Task.sleep(for: .milliseconds(Self.beatMs))
    }
  }

  private func publishAgainAndAgain() async {
    let start = ContinuousClock.now
    var expectedMs = Date.nowMs
    var fault: (any Error)?
    var beats = 0
    while !Task.isCancelled {
      beats += 1
      // A disk may take writes again at any time; what contradicts itself takes somebody's work.
      if !(fault is LogWriterError) || beats % Self.retryBeats == 0 { await beat(&fault) }
      try? await Task.sleep(for: .milliseconds(Self.beatMs))
      await look(start, &expectedMs)
    }
  }

  private func beat(_ fault: inout (any Error)?) async {
    do {
      try await monitor.pass(monitor.presentMs)
      try await monitor.log.publish(upTo: try await monitor.seal())
      if fault != nil { logger.notice("the record log goes on") }
      fault = nil
    } catch {
      if fault.map({ "\($0)" }) != "\(error)" {
        logger.error("the record log stands still: \(error)")
      }
      fault = error
    }
  }

  /// - Parameter expectedMs: what the clock on the wall would show at `start` had it not been set.
  private func look(_ start: ContinuousClock.Instant, _ expectedMs: inout Int64) async {
    let gone = (ContinuousClock.now - start).components
    let goneMs = gone.seconds * 1_000 + gone.attoseconds / 1_000_000_000_000_000
    let nowMs = Date.nowMs
    let jumpMs = nowMs - goneMs - expectedMs
    guard abs(jumpMs) > Self.jumpMsMax else { return }
    expectedMs += jumpMs
    logger.warning("the clock was set by \(jumpMs) ms")
    try? await monitor.note(clockJumpMs: jumpMs, atMs: nowMs)
  }
}
