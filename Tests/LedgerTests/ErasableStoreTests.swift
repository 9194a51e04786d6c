// Is what was kept there, and what was erased gone, also when the power goes in between?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Glibc
import SimulatedDisk
import Testing

@testable import Ledger

@Suite struct ErasableStoreTests {
  private func piece(_ i: Int) -> [UInt8] { Array("piece \(i) ".utf8) + payload(i) }

  private func key(_ i: Int) -> LogHash { LogHash(sha256Of: piece(i)) }

  @Test func `pieces outlast the program, and an erased one is zeros on the disk`() throws {
    let folder = try TemporaryFolder()
    let store = try ErasableStore(folder: folder.path)
    for i in 0..<50 {
      try store.put(piece(i), under: key(i))
      if i % 7 == 0 { try store.commit() }
    }
    try store.commit()
    #expect(try store.erase(key(20)))
    #expect(try !store.erase(key(99)), "there is none")
    store.close()
    let again = try ErasableStore(folder: folder.path)
    for i in 0..<50 {
      #expect(try again.piece(key(i)) == (i == 20 ? .erased : .bytes(piece(i))))
    }
    #expect(try again.piece(key(99)) == nil)
    #expect(again.keys.count == 50)
    let bytes = try folder.bytes(of: "pieces")
    #expect(Data(bytes).range(of: Data("piece 20 ".utf8)) == nil)
    #expect(Data(bytes).range(of: Data("piece 21 ".utf8)) != nil)
    let beside = try ErasableStore(reading: folder.path)
    #expect(try beside.piece(key(3)) == .bytes(piece(3)))
    #expect(throws: JournalError.self) { try beside.put([1], under: key(98)) }
    #expect(throws: JournalError.self) { try ErasableStore(folder: folder.path) }
  }

  @Test func `a torn end is cut, damage before it is named`() throws {
    let folder = try TemporaryFolder()
    let store = try ErasableStore(folder: folder.path)
    for i in 0..<10 {
      try store.put(piece(i), under: key(i))
      try store.commit()
    }
    store.close()
    let whole = try folder.bytes(of: "pieces")
    try folder.write(Array(whole.dropLast(30)), to: "pieces")
    let cut = try ErasableStore(folder: folder.path)
    #expect(try cut.piece(key(9)) == nil && cut.piece(key(8)) == .bytes(piece(8)))
    cut.close()
    var damaged = whole
    damaged[64 + 20] ^= 1
    try folder.write(damaged, to: "pieces")
    #expect(throws: JournalError.self) { try ErasableStore(folder: folder.path) }
    damaged = whole
    damaged[64 + 50] ^= 1
    try folder.write(damaged, to: "pieces")
    let found = try ErasableStore(folder: folder.path)
    #expect(try found.piece(key(0)) == .damaged(byteOffset: 64))
  }

  @Test func `what was acknowledged is there and what was erased is not, whatever the disk does`()
    throws
  {
    var (kept, erased, cuts) = (0, 0, 0)
    for seed in 1...faultSeedCount(300) {
      var random = Seeded(seed)
      let disk = SimulatedDisk(seed: random.next())
      var promised: Set<Int> = []
      var gone: Set<Int> = []
      var asked: Set<Int> = []
      var next = 0
      for life in 0..<4 {
        if life < 3 {
          disk.fail(
            call: random.number(1...40),
            random.isLucky(percent: 30) ? .refused([EIO, ENOSPC][random.number(0...1)]) : .powerCut)
        }
        do {
          let store = try ErasableStore(folder: "/withheld", disk: disk)
          for i in promised.subtracting(asked) {
            #expect(try store.piece(key(i)) == .bytes(piece(i)), "seed \(seed), piece \(i)")
          }
          for i in gone {
            #expect(try store.piece(key(i)) == .erased, "seed \(seed), erased piece \(i)")
          }
          // As the log does at its start: an erasure that a crash interrupted is done again.
          for i in asked.subtracting(gone) {
            try store.erase(key(i))
            gone.insert(i)
          }
          for _ in 0..<random.number(1...6) {
            let batch = next..<next + random.number(1...4)
            next = batch.upperBound
            for i in batch { try store.put(piece(i), under: key(i)) }
            try store.commit()
            promised.formUnion(batch)
            guard random.isLucky(percent: 40), let i = promised.subtracting(asked).min() else {
              continue
            }
            asked.insert(i)
            try store.erase(key(i))
            gone.insert(i)
          }
        } catch {
          #expect(disk.hasFailed, "seed \(seed): \(error)")
        }
        if disk.isOff || random.isLucky(percent: 50) {
          disk.cutPower()
          cuts += 1
        } else {
          disk.endProcess()
        }
      }
      kept += promised.count
      erased += gone.count
    }
    print("\(faultSeedCount(300)) seeds: \(kept) pieces kept, \(erased) erased, \(cuts) power cuts")
    #expect(kept > 1_000 && erased > 200 && cuts > 300)
  }
}
