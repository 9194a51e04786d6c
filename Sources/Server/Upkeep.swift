// Does the server go on by itself after the disk had refused, and does its clock run evenly?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Looks every second: mends the monitor when a write had failed, so that no restart is needed once
/// there is space again, and notes when the machine's clock has jumped.
struct Upkeep: Service {
  /// A clock that is set right in small steps is no jump.
  static let jumpMinMs: Int64 = 1_000

  let monitor: Monitor
  let logger: Logger

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      var said = ""
      var evenness = ClockEvenness(wallMs: Date.nowMs, atRest: .now)
      while true {
        try await Task.sleep(for: .seconds(1))
        await mend(&said)
        let nowMs = Date.nowMs
        if let jumpMs = evenness.jumpMs(wallMs: nowMs, now: .now) { await note(jumpMs, nowMs) }
      }
    }
  }

  private func mend(_ said: inout String) async {
    do {
      guard try await monitor.mend() else { return }
      logger.notice("the disk takes writes again; what it holds was read, and all goes on")
      said = ""
    } catch {
      if said != "\(error)" { logger.error("the disk still refuses: \(error)") }
      said = "\(error)"
    }
  }

  private func note(_ jumpMs: Int64, _ nowMs: Int64) async {
    logger.warning("the machine's clock jumped by \(Double(jumpMs) / 1_000) s")
    do { try await monitor.noteClockJump(byMs: jumpMs, atMs: nowMs) } catch {
      logger.error("the jump of the clock is not in the journal: \(error)")
    }
  }
}

/// Compares the machine's clock, which can be set, with one that cannot.
struct ClockEvenness {
  private var wallMs: Int64
  private var before: ContinuousClock.Instant

  init(wallMs: Int64, atRest before: ContinuousClock.Instant) {
    (self.wallMs, self.before) = (wallMs, before)
  }

  /// By how much the clock jumped since the last call; nil where it ran evenly.
  mutating func jumpMs(wallMs now: Int64, now instant: ContinuousClock.Instant) -> Int64? {
    let passedMs = Int64((instant - before) / .milliseconds(1))
    let jumpMs = now - wallMs - passedMs
    (wallMs, before) = (now, instant)
    return abs(jumpMs) > Upkeep.jumpMinMs ? jumpMs : nil
  }
}
