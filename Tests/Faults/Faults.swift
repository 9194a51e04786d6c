// Does the journal lose anything over so many seeds? The simulated disk, run long.
//
// SPDX-License-Identifier: Apache-2.0

import SimulatedDisk

/// `Faults FIRST LAST`: each seed is one life story of a journal with its power cuts and failed
/// calls. A seed that fails is printed; `Faults 17 17` runs it again.
@main struct Faults {
  static func main() throws {
    let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      print("usage: Faults FIRST LAST")
      return
    }
    let start = ContinuousClock.now
    var (faultCount, cutCount, recordCount, failedCount) = (0, 0, 0, 0)
    for seed in numbers[0]...numbers[1] {
      var trial = JournalTrial(seed: seed)
      do { try trial.run() } catch {
        failedCount += 1
        print("FAILED \(error); again with: Faults \(seed) \(seed)")
      }
      faultCount += trial.faultCount
      cutCount += trial.cutCount
      recordCount += trial.acknowledgedCount
    }
    let calls = try JournalTrial.failures.map {
      try JournalTrial.failEachCall($0, thenCutPower: true)
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    print(
      "\(numbers[1] - numbers[0] + 1) seeds, \(faultCount) faults met, \(cutCount) power cuts,",
      "\(recordCount) records acknowledged, \(failedCount) seeds failed;",
      "each of \(calls.max() ?? 0) calls failed in \(calls.count) ways; \(seconds) s")
    if failedCount > 0 { throw TrialFailure(description: "\(failedCount) seeds failed") }
  }
}
