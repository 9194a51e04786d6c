// Where does an actor run that waits for the disk? On a thread of its own, so that it holds up nobody else.
//
// SPDX-License-Identifier: Apache-2.0

internal import Dispatch

/// Runs an actor's work in order, away from the threads that all other work shares.
final class BlockingExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(_ name: String) { queue = DispatchQueue(label: name) }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    // It outlives the actor's last job.
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
