// Does a journal keep its word on a disk that fails? One seed is one life story of a journal.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc
internal import Ledger

/// Why a journal did not keep its word, and how to see it again.
package struct TrialFailure: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}

/// A journal that is opened, written, killed and opened again, while calls fail and the power goes.
///
/// After every opening each acknowledged record has to be there with its bytes, and behind them
/// nothing but records that were appended, in their order. Without a failed call every opening has
/// to succeed: a power cut is never damage.
package struct JournalTrial {
  private static let folder = "/data/observations"

  private let story: String
  private let disk: SimulatedDisk
  private var random: Seeded
  private let options: Journal.Options
  /// Payloads that are promised, the first one of sequence number 1.
  private var acknowledged: [[UInt8]] = []
  /// Payloads that were appended after them, and may be there or not.
  private var attempted: [[UInt8]] = []

  /// How often a call failed or the power went, over all lives.
  package private(set) var faultCount = 0
  package private(set) var cutCount = 0
  package var acknowledgedCount: Int { acknowledged.count }

  package init(seed: UInt64, onLyingDisk isLying: Bool = false) {
    self.init(story: "seed \(seed)", seed: seed, onLyingDisk: isLying)
  }

  private init(story: String, seed: UInt64, onLyingDisk isLying: Bool = false) {
    self.story = story
    random = Seeded(seed)
    disk = SimulatedDisk(seed: random.next(), isLying: isLying)
    options = Self.options(
      salt: UInt32(truncatingIfNeeded: random.next()),
      segmentByteCountMax: [600, 2_000, 9_000, 40_000][random.number(0...3)])
  }

  private static func options(salt: UInt32, segmentByteCountMax: Int) -> Journal.Options {
    var options = Journal.Options()
    options.name = "trial"
    options.segmentByteCountMax = segmentByteCountMax
    options.salt = salt
    return options
  }

  /// Up to five lives, each with its trouble, and a last one without.
  package mutating func run() throws {
    for _ in 0..<random.number(1...5) {
      planTrouble()
      try live(isQuiet: false)
    }
    try live(isQuiet: true)
    try checkAfterClose()
  }

  private mutating func planTrouble() {
    let kind = random.number(0...3)
    let number = random.number(1...80)
    switch kind {
    case 0: break
    case 1: disk.fail(call: number, Self.failures[random.number(0...(Self.failures.count - 1))])
    default: disk.fail(call: number, .powerCut)
    }
  }

  package static let failures: [CallFailure] = [
    .refused(EIO), .refused(ENOSPC), .refused(EINTR), .short,
  ]

  /// From an opening to an end of any kind.
  private mutating func live(isQuiet: Bool) throws {
    do {
      let journal = try Journal(folder: Self.folder, options: options, disk: disk)
      try check(journal)
      for _ in 0..<random.number(1...12) { try commitSome(journal) }
      if isQuiet || random.isLucky(percent: 30) { journal.close() }
      journal.abandon()
    } catch let error as JournalError {
      guard disk.hasFailed else { throw failed("\(error), without a cause") }
    }
    if disk.hasFailed { faultCount += 1 }
    if disk.isOff || (!isQuiet && random.isLucky(percent: 40)) {
      disk.cutPower()
      cutCount += 1
    } else {
      disk.endProcess()
    }
  }

  private mutating func commitSome(_ journal: Journal) throws {
    for _ in 0..<random.number(1...6) {
      let payload = payload()
      // It may be there from the moment on that the commit begins.
      attempted.append(payload)
      let sequence = try journal.append(type: 7, payload)
      guard sequence == UInt64(acknowledged.count + attempted.count) else {
        throw failed("sequence number \(sequence) is not the next")
      }
    }
    do { try journal.commit() } catch {
      guard (try? journal.append(type: 7, [])) == nil, (try? journal.commit()) == nil else {
        throw failed("the journal goes on after \(error)")
      }
      throw error
    }
    acknowledged += attempted
    attempted = []
  }

  private mutating func payload() -> [UInt8] {
    let byteCount = random.isLucky(percent: 5) ? random.number(600...5_000) : random.number(0...300)
    let first = UInt8(truncatingIfNeeded: random.next())
    return [UInt8](repeating: first, count: byteCount)
  }

  /// Compares all records with what was promised and what was tried, and takes over what is there.
  private mutating func check(_ journal: Journal) throws {
    var reader = try JournalReader(folder: Self.folder, disk: disk)
    let tried = acknowledged + attempted
    var count = 0
    var chain = ChainValue(beginningOf: options.name)
    while let record = try reader.next() {
      guard count < tried.count else {
        throw failed("record \(record.sequence) was never appended")
      }
      guard record.payload == tried[count], record.type == 7 else {
        throw failed("record \(record.sequence) is not what was appended")
      }
      chain = record.chain
      count += 1
    }
    guard count >= acknowledged.count else {
      throw failed("\(acknowledged.count) records were acknowledged, \(count) are there")
    }
    guard journal.nextSequence == UInt64(count + 1), journal.chain == chain else {
      throw failed("the journal goes on elsewhere than a reader ends")
    }
    (acknowledged, attempted) = (Array(tried[..<count]), [])
  }

  private mutating func checkAfterClose() throws {
    disk.cutPower()
    let journal = try Journal(folder: Self.folder, options: options, disk: disk)
    guard journal.recovery.wasClosed, journal.recovery.cut == nil else {
      throw failed("a power cut after an orderly close left a mark")
    }
    try check(journal)
  }

  private func failed(_ what: String) -> TrialFailure {
    TrialFailure(description: "\(story), call \(disk.callCount): \(what)")
  }
}

extension JournalTrial {
  /// The same short life again and again, in each of which another call fails, until none is left
  /// to fail; then, once with and once without a power cut, what was acknowledged is looked for.
  ///
  /// - Returns: how many calls that life has.
  package static func failEachCall(_ failure: CallFailure, thenCutPower: Bool) throws -> Int {
    var number = 0
    while true {
      number += 1
      var trial = JournalTrial(
        story: "\(failure) at call \(number)\(thenCutPower ? ", then a power cut" : "")", seed: 1)
      trial.disk.fail(call: number, failure)
      try trial.live(isQuiet: true)
      let wasMet = trial.faultCount > 0
      if thenCutPower { trial.disk.cutPower() }
      try trial.live(isQuiet: true)
      try trial.checkAfterClose()
      if !wasMet { return number - 1 }
    }
  }
}
