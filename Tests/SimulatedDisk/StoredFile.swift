// What of a file is on the disk, what only in memory, and what is left of it after a power cut?
//
// SPDX-License-Identifier: Apache-2.0

/// The bytes of one file: as a program sees them, and as the disk has them.
struct StoredFile: Sendable {
  /// What a disk writes as a whole or not at all.
  static let sectorByteCount = 512

  private enum Change: Sendable {
    case write(at: Int, [UInt8])
    case length(Int)
  }

  /// What a read finds.
  private(set) var cached: [UInt8] = []
  private var durable: [UInt8] = []
  /// What was done since, oldest first.
  private var pending: [Change] = []

  mutating func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    put(.write(at: offset, Array(bytes)))
  }

  mutating func setLength(_ byteCount: Int) { put(.length(byteCount)) }

  private mutating func put(_ change: Change) {
    Self.apply(change, to: &cached)
    pending.append(change)
  }

  /// A sync that succeeded: what is pending is on the disk. What an earlier failure threw away is
  /// not pending any more, so it is not, although a read still finds it.
  mutating func sync() {
    for change in pending { Self.apply(change, to: &durable) }
    pending = []
  }

  /// A sync that failed, or a power cut: of what is pending, each change is kept, lost or torn at
  /// a sector, and none is tried again.
  mutating func loseSome(_ random: inout Seeded) {
    for change in pending {
      switch random.number(0...2) {
      case 0: Self.apply(change, to: &durable)
      case 1: loseAll(change, &random)
      default: tear(change, &random)
      }
    }
    pending = []
  }

  /// What a read finds is what the disk has, but for what still waits to be written.
  mutating func forgetCache() {
    cached = durable
    for change in pending { Self.apply(change, to: &cached) }
  }

  /// The length can reach the disk where the bytes did not: then they are zeros.
  private mutating func loseAll(_ change: Change, _ random: inout Seeded) {
    guard case .write(let offset, let bytes) = change, random.isLucky(percent: 50) else { return }
    Self.grow(&durable, to: offset + bytes.count)
  }

  private mutating func tear(_ change: Change, _ random: inout Seeded) {
    guard case .write(let offset, let bytes) = change else { return }
    var from = 0
    while from < bytes.count {
      let sectorEnd = (offset + from) / Self.sectorByteCount * Self.sectorByteCount + 512
      let to = min(bytes.count, sectorEnd - offset)
      if random.isLucky(percent: 50) {
        Self.apply(.write(at: offset + from, Array(bytes[from..<to])), to: &durable)
      }
      from = to
    }
  }

  private static func apply(_ change: Change, to contents: inout [UInt8]) {
    switch change {
    case .write(let offset, let bytes):
      grow(&contents, to: offset + bytes.count)
      contents.withUnsafeMutableBytes { $0[offset..<(offset + bytes.count)].copyBytes(from: bytes) }
    case .length(let byteCount):
      if byteCount < contents.count { contents.removeLast(contents.count - byteCount) }
      grow(&contents, to: byteCount)
    }
  }

  private static func grow(_ contents: inout [UInt8], to byteCount: Int) {
    guard byteCount > contents.count else { return }
    contents.append(contentsOf: [UInt8](repeating: 0, count: byteCount - contents.count))
  }
}
