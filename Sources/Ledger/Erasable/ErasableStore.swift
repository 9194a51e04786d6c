// What may have to be forgotten one day? Small pieces of bytes under a key, each of which can be erased.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// One file of pieces: appended and synced like a journal, but a piece can be overwritten with zeros.
///
/// The record log holds digests only; what they are digests of lies here. The format is described in
/// `docs/internals/record-log.md`. It is not `Sendable`: one owner writes.
public final class ErasableStore {
  /// What became of a piece.
  public enum Piece: Hashable, Sendable {
    case bytes([UInt8])
    case erased
    /// Neither what was stored nor erased: an erasure that a power cut interrupted, or damage.
    case damaged(byteOffset: Int)
  }

  static let fileName = "pieces"
  private static let byteCountMax = 16 << 20

  private let file: DiskFile
  private var lock: DiskFile?
  private var places: [LogHash: (offset: Int, header: PieceHeader)] = [:]
  private var end: Int
  private var buffer: [UInt8] = []
  private var appended: [(key: LogHash, offset: Int, header: PieceHeader)] = []
  private var isSpent = false

  /// Opens the file of a folder, or makes it.
  ///
  /// - Throws: `.locked`, `.damaged` where bytes that were acknowledged are gone or changed,
  ///   `.diskFull` or `.io`.
  public init(folder path: String, disk: any Disk = SystemDisk()) throws(JournalError) {
    let folder = try DiskFolder.make(path, disk: disk)
    lock = try folder.lock()
    if let there = try folder.fileIfPresent(Self.fileName, flags: O_RDWR) {
      file = there
    } else {
      file = try folder.place(PieceHeader.magic, as: Self.fileName)
    }
    // After a failed sync the cache can hold what the disk has not, and a name that is seen may not
    // be on it.
    try folder.sync()
    try file.sync()
    file.forgetCache()
    end = PieceHeader.magic.count
    try recover()
  }

  /// Opens the file of a folder for reading, beside the program that writes it.
  public init(reading path: String, disk: any Disk = SystemDisk()) throws(JournalError) {
    lock = nil
    file = try DiskFolder(path: path, disk: disk).file(Self.fileName, flags: O_RDONLY)
    end = PieceHeader.magic.count
    isSpent = true
    while let header = try header(at: end) {
      places[header.key] = (end, header)
      end += header.slotByteCount
    }
  }

  /// Reads the headers; cuts what a commit that a crash interrupted left behind.
  private func recover() throws(JournalError) {
    let byteCount = try file.byteCount()
    guard try file.read(byteCount: end, at: 0) == PieceHeader.magic else {
      throw JournalError(file: file.name, byteOffset: 0, .damaged(.header))
    }
    while end < byteCount {
      guard let header = try header(at: end), end + header.slotByteCount <= byteCount,
        try isWhole(header, at: end)
      else { break }
      places[header.key] = (end, header)
      end += header.slotByteCount
    }
    guard end < byteCount else { return }
    var offset = end + PieceHeader.alignment
    while offset < byteCount {
      if let header = try header(at: offset), header.place == 0 {
        throw JournalError(file: file.name, byteOffset: end, .damaged(.checksum))
      }
      offset += PieceHeader.alignment
    }
    try file.truncate(toByteCount: end)
    try file.sync()
  }

  private func header(at offset: Int) throws(JournalError) -> PieceHeader? {
    PieceHeader(try file.read(byteCount: PieceHeader.byteCount, at: offset))
  }

  /// The last commit may have reached the disk in part; one that others follow did as a whole, and a
  /// piece of it that is not as it was is being erased.
  private func isWhole(_ header: PieceHeader, at offset: Int) throws(JournalError) -> Bool {
    let bytes = try payload(header, at: offset)
    if header.matches(bytes) || bytes.allSatisfy({ $0 == 0 }) { return true }
    var next = offset + header.slotByteCount
    while let later = try self.header(at: next) {
      if later.place == 0 { return true }
      next += later.slotByteCount
    }
    return false
  }

  private func payload(_ header: PieceHeader, at offset: Int) throws(JournalError) -> [UInt8] {
    try file.read(byteCount: Int(header.payloadByteCount), at: offset + PieceHeader.byteCount)
  }

  /// Buffers a piece; it is not kept before `commit()` returned. A key that is there already stays as
  /// it is.
  public func put(_ bytes: [UInt8], under key: LogHash) throws(JournalError) {
    guard !isSpent else { throw JournalError(file: file.name, .spent) }
    guard bytes.count <= Self.byteCountMax else {
      throw JournalError(
        file: file.name,
        .recordTooLarge(byteCount: bytes.count, byteCountMax: Self.byteCountMax))
    }
    guard places[key] == nil, !appended.contains(where: { $0.key == key }) else { return }
    let header = PieceHeader(key: key, place: UInt32(appended.count), of: bytes)
    appended.append((key, end + buffer.count, header))
    buffer += header.bytes
    buffer += bytes
    buffer += [UInt8](
      repeating: 0, count: header.slotByteCount - PieceHeader.byteCount - bytes.count)
  }

  /// Puts what waits on stable storage: one write, one sync; nothing where nothing waits.
  public func commit() throws(JournalError) {
    guard !isSpent else { throw JournalError(file: file.name, .spent) }
    guard !buffer.isEmpty else { return }
    do throws(JournalError) {
      try file.write(buffer, at: end)
      try file.sync()
    } catch {
      isSpent = true
      throw error
    }
    for (key, offset, header) in appended { places[key] = (offset, header) }
    end += buffer.count
    buffer.removeAll(keepingCapacity: true)
    appended.removeAll(keepingCapacity: true)
  }

  /// Nil where nothing was ever stored under the key.
  public func piece(_ key: LogHash) throws(JournalError) -> Piece? {
    guard let (offset, header) = places[key] else { return nil }
    let bytes = try payload(header, at: offset)
    // An empty piece has nothing to erase.
    if header.matches(bytes) { return .bytes(bytes) }
    return bytes.allSatisfy { $0 == 0 } ? .erased : .damaged(byteOffset: offset)
  }

  /// Overwrites a piece with zeros and syncs; false where there is none. May be repeated.
  ///
  /// A disk may keep a copy of a sector that it wrote anew elsewhere: what must not be found by
  /// somebody who takes the disk apart belongs on an encrypted disk.
  @discardableResult
  public func erase(_ key: LogHash) throws(JournalError) -> Bool {
    guard !isSpent else { throw JournalError(file: file.name, .spent) }
    guard let (offset, header) = places[key] else { return false }
    do throws(JournalError) {
      try file.write(
        [UInt8](repeating: 0, count: Int(header.payloadByteCount)),
        at: offset + PieceHeader.byteCount)
      try file.sync()
    } catch {
      isSpent = true
      throw error
    }
    return true
  }

  /// Unlocks the folder; what was put after the last commit is dropped.
  public func close() {
    isSpent = true
    lock = nil
  }

  /// Keys of all pieces, erased ones too.
  public var keys: Set<LogHash> { Set(places.keys) }
}

/// The 48 bytes before a piece. A piece begins on a multiple of 64 bytes, so that no header lies across
/// two sectors.
private struct PieceHeader {
  static let byteCount = 48
  static let alignment = 64
  /// `TL-PIECE` and zeros.
  static let magic: [UInt8] = Array("TL-PIECE".utf8) + [UInt8](repeating: 0, count: 56)

  let key: LogHash
  /// How many pieces of the same commit stand before it.
  let place: UInt32
  let payloadByteCount: UInt32
  let payloadChecksum: UInt32

  init(key: LogHash, place: UInt32, of payload: [UInt8]) {
    (self.key, self.place) = (key, place)
    payloadByteCount = UInt32(payload.count)
    payloadChecksum = payload.withUnsafeBytes { crc32c(seed: 1, $0) }
  }

  /// Nil where no piece begins with these bytes.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount, let key = LogHash(bytes[16...]) else { return nil }
    let numbers = bytes.withUnsafeBytes { buffer in
      (0..<4).map { buffer.baseAddress!.number(at: 4 * $0, as: UInt32.self) }
    }
    let checksum = bytes.withUnsafeBytes {
      crc32c(seed: 1, UnsafeRawBufferPointer(rebasing: $0[4...]))
    }
    guard numbers[0] == checksum else { return nil }
    self.key = key
    (place, payloadByteCount, payloadChecksum) = (numbers[1], numbers[2], numbers[3])
  }

  var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 16) + key.bytes
    bytes.withUnsafeMutableBytes { buffer in
      let at = buffer.baseAddress!
      at.store(place, at: 4)
      at.store(payloadByteCount, at: 8)
      at.store(payloadChecksum, at: 12)
      at.store(crc32c(seed: 1, UnsafeRawBufferPointer(rebasing: buffer[4...])), at: 0)
    }
    return bytes
  }

  /// Header, payload and zeros up to the next multiple of 64 bytes.
  var slotByteCount: Int {
    (Self.byteCount + Int(payloadByteCount) + Self.alignment - 1) / Self.alignment * Self.alignment
  }

  func matches(_ payload: [UInt8]) -> Bool {
    payload.count == Int(payloadByteCount)
      && payload.withUnsafeBytes { crc32c(seed: 1, $0) } == payloadChecksum
  }
}
