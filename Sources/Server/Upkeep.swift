// Does the server go on by itself after the disk had refused? It tries every second.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Logging
internal import ServiceLifecycle
internal import Store

/// Mends the monitor when a write had failed: no restart is needed once there is space again.
struct Upkeep: Service {
  let monitor: Monitor
  let logger: Logger

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      var said = ""
      while true {
        try await Task.sleep(for: .seconds(1))
        await checkpoint()
        do {
          guard try await monitor.mend() else { continue }
          logger.notice("the disk takes writes again; what it holds was read, and all goes on")
          said = ""
        } catch {
          if said != "\(error)" { logger.error("the disk still refuses: \(error)") }
          said = "\(error)"
        }
      }
    }
  }

  /// On a thread of its own, because it waits for the disk. What it cannot do is done later.
  private func checkpoint() async {
    let store = monitor.store
    await withCheckedContinuation { done in
      DispatchQueue.global(qos: .utility).async {
        try? store.checkpoint()
        done.resume()
      }
    }
  }
}
