// How is a proof made from tiles? By reading the few tiles that have the hashes it needs.
//
// SPDX-License-Identifier: Apache-2.0

/// The hashes of a log of a given size, from its tiles. What they say is not checked here: check the
/// proof that is made of them against the signed root before it is handed on.
///
/// Keeps the last tiles that were read. Not `Sendable`: one task uses it.
public final class TileHashes<Source: TileSource>: TreeHashes {
  public let size: UInt64
  private let source: Source
  private var kept: [TilePath: [UInt8]] = [:]
  private static var keptCountMax: Int { 64 }

  public init(_ source: Source, size: UInt64) {
    (self.source, self.size) = (source, size)
  }

  /// - Throws: `TreeError.noSuchSubtree`, `TileError`, `TileSourceError`.
  public func hash(level: Int, index: UInt64) throws -> LogHash {
    guard (0..<64).contains(level), index < size >> UInt64(level) else {
      throw TreeError.noSuchSubtree(level: level, index: index, size: size)
    }
    let tileLevel = level / TilePath.height
    let rise = UInt64(level % TilePath.height)
    let first = index << rise
    let bytes = try tile(level: tileLevel, index: first / 256)
    let place = Int(first % 256)
    return bytes.withUnsafeBytes { bytes in
      Self.root(of: (place..<place + 1 << Int(rise)).map { bytes.hash($0) })
    }
  }

  private func tile(level: Int, index: UInt64) throws -> [UInt8] {
    let count = size >> UInt64(level * TilePath.height)
    let width = index < count / 256 ? 256 : Int(count % 256)
    let path = TilePath.hashes(level: level, index: index, width: width)
    if let bytes = kept[path] { return bytes }
    guard let (bytes, found) = try source.tile(path) else { throw TileError.missing(path) }
    guard bytes.count == found.width * LogHash.byteCount else {
      throw TileError.length(found, byteCount: bytes.count)
    }
    if kept.count >= Self.keptCountMax { kept.removeAll() }
    kept[path] = bytes
    return bytes
  }

  /// Of a power of two of neighbours.
  private static func root(of hashes: [LogHash]) -> LogHash {
    var hashes = hashes
    while hashes.count > 1 {
      hashes = stride(from: 0, to: hashes.count, by: 2).map { .node(hashes[$0], hashes[$0 + 1]) }
    }
    return hashes[0]
  }
}

extension UnsafeRawBufferPointer {
  /// Hash number `place` of a tile.
  func hash(_ place: Int) -> LogHash {
    LogHash(
      loading: UnsafeRawBufferPointer(rebasing: self[(place * 32)..<(place * 32 + 32)]).baseAddress!
    )
  }
}

/// What is wrong with a tile of hashes.
public enum TileError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(TilePath)
  case length(TilePath, byteCount: Int)

  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): not there. Restore it from a copy; `truceline log verify` names all that is wrong."
    case .length(let path, let count):
      "\(path): has \(count) bytes, not \(path.width * LogHash.byteCount). "
        + "Restore it from a copy; `truceline log verify` names all that is wrong."
    }
  }
}
