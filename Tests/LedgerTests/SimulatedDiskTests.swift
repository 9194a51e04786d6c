// Is what was acknowledged there after any power cut and any failed call? On a simulated disk.
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import Ledger
import SimulatedDisk
import Testing

@Suite struct SimulatedDiskTests {
  /// `TRUCELINE_SEED=17 swift test --filter SimulatedDisk` runs one seed again.
  private static let seeds: ClosedRange<UInt64> = {
    let named = ProcessInfo.processInfo.environment["TRUCELINE_SEED"].flatMap(UInt64.init)
    return named.map { $0...$0 } ?? 1...2_000
  }()

  private static let writerSeeds: ClosedRange<UInt64> = 1...100

  @Test func `a journal keeps its word through power cuts and failed calls`() throws {
    var (faultCount, cutCount, acknowledgedCount) = (0, 0, 0)
    for seed in Self.seeds {
      var trial = JournalTrial(seed: seed)
      #expect(throws: Never.self) { try trial.run() }
      faultCount += trial.faultCount
      cutCount += trial.cutCount
      acknowledgedCount += trial.acknowledgedCount
    }
    print(
      "\(Self.seeds.count) seeds: \(faultCount) faults met, \(cutCount) power cuts,",
      "\(acknowledgedCount) records acknowledged")
    #expect(Self.seeds.count == 1 || cutCount > Self.seeds.count)
  }

  @Test func `a disk that says synced and is not is found out`() {
    let found = (1...40 as ClosedRange<UInt64>).filter { seed in
      var trial = JournalTrial(seed: seed, onLyingDisk: true)
      return (try? trial.run()) == nil
    }
    #expect(found.count > 20)
  }

  @Test func `what many writers were told is kept, whichever call fails`() async throws {
    var acknowledgedCount = 0
    for seed in Self.writerSeeds {
      var random = Seeded(seed)
      let disk = SimulatedDisk(seed: random.next())
      var limits = JournalWriter.Limits()
      limits.joinMsMax = 0.2
      var options = Journal.Options()
      options.segmentByteCountMax = 8_000
      let writer = try JournalWriter(
        folder: "/journal", options: options, limits: limits, disk: disk)
      disk.fail(call: random.number(1...60), [.refused(EIO), .powerCut][random.number(0...1)])
      let acknowledged = await Self.append(through: writer)
      await writer.close()
      disk.cutPower()
      _ = try Journal(folder: "/journal", options: options, disk: disk)
      var reader = try JournalReader(folder: "/journal", disk: disk)
      var kept: [UInt64: [UInt8]] = [:]
      while let record = try reader.next() { kept[record.sequence] = record.payload }
      for (sequence, payload) in acknowledged {
        #expect(kept[sequence] == payload, "seed \(seed), record \(sequence)")
      }
      acknowledgedCount += acknowledged.count
    }
    #expect(acknowledgedCount > 5 * Self.writerSeeds.count)
  }

  /// Eight tasks that go on until they are refused; which records were acknowledged.
  private static func append(through writer: JournalWriter) async -> [UInt64: [UInt8]] {
    await withTaskGroup(of: [UInt64: [UInt8]].self) { group in
      for task in 0..<8 {
        group.addTask {
          var acknowledged: [UInt64: [UInt8]] = [:]
          for i in 0..<12 {
            let payload = [UInt8](repeating: UInt8(task * 12 + i), count: 40 * i)
            guard let sequence = try? await writer.append(type: 1, payload) else { break }
            acknowledged[sequence] = payload
          }
          return acknowledged
        }
      }
      return await group.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
  }

  @Test(arguments: JournalTrial.failures + [.powerCut], [false, true])
  func `every call of a journal's life may fail once`(
    failure: CallFailure, thenCutPower: Bool
  ) throws {
    let count = try JournalTrial.failEachCall(failure, thenCutPower: thenCutPower)
    #expect(count > 40)
  }
}
