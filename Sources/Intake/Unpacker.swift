// Are these bytes packed? gzip and zstd are unpacked as they come, everything else passes.
//
// SPDX-License-Identifier: Apache-2.0

internal import CZlib
internal import CZstd

/// Packed bytes that are none, in words for an operator.
public struct UnpackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Offset among the packed bytes, as far as the library read.
  public let byteOffset: Int
  public let description: String
}

/// Unpacks a stream whose first bytes say that it is gzip (RFC 1952) or zstd (RFC 8878); another
/// stream passes as it is. Members that follow each other are joined.
///
/// Memory is one piece, whatever the ratio: `unpack` gives pieces of at most `pieceByteCount` to its
/// caller one by one.
public final class Unpacker {
  static let pieceByteCount = 262_144
  private static let packedByteCount = 512

  private enum Form {
    case unknown
    case plain
    case gzip(UnsafeMutablePointer<z_stream>)
    case zstd(OpaquePointer)
  }

  private var form = Form.unknown
  private var head: [UInt8] = []
  private var packedByteCount = 0
  private var piece = [UInt8](repeating: 0, count: Unpacker.pieceByteCount)
  /// True between the beginning and the end of a packed member.
  private var isInMember = false

  public init() {}

  deinit { release() }

  /// True where a stream's first bytes are those of gzip or zstd.
  static func isPacked(_ first: ArraySlice<UInt8>) -> Bool {
    first.starts(with: [0x1F, 0x8B]) || first.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
  }

  /// How much of `unread` to unpack at once where all of its outcome is held: of packed bytes so few
  /// that it fits memory at any ratio. gzip packs at most 1,032 to 1, zstd 32,768 to 1 (a block of 4
  /// bytes for 128 KiB): 16 MiB.
  func portion(of unread: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    isPacked || Self.isPacked(unread) ? unread.prefix(Self.packedByteCount) : unread
  }

  /// True for a stream that turned out to be packed.
  public var isPacked: Bool {
    switch form {
    case .gzip, .zstd: true
    case .unknown, .plain: false
    }
  }

  /// Hands the unpacked bytes on, piece by piece.
  public func unpack(
    _ bytes: some Collection<UInt8>, _ take: ([UInt8]) throws -> Void
  ) throws {
    if case .unknown = form {
      head += bytes
      guard head.count >= 4 else { return }
      let first = head
      head = []
      try begin(first)
      try feed(first, take)
    } else {
      try feed(Array(bytes), take)
    }
  }

  /// The end of the stream.
  public func finish(_ take: ([UInt8]) throws -> Void) throws {
    if case .unknown = form {
      form = .plain
      if !head.isEmpty { try take(head) }
      head = []
    }
    guard !isInMember else {
      throw fault("the packed data end too early; the file may be cut off")
    }
  }

  private func begin(_ first: [UInt8]) throws {
    if first[0] == 0x1F, first[1] == 0x8B {
      let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
      stream.initialize(to: z_stream())
      // 15 bits of window, +16: a gzip header is expected.
      guard
        inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
      else {
        stream.deallocate()
        throw fault("zlib could not be started")
      }
      form = .gzip(stream)
    } else if Self.isPacked(first[...]) {
      guard let stream = ZSTD_createDStream() else { throw fault("zstd could not be started") }
      form = .zstd(stream)
    } else {
      form = .plain
    }
  }

  private func feed(_ bytes: [UInt8], _ take: ([UInt8]) throws -> Void) throws {
    switch form {
    case .unknown: break
    case .plain: if !bytes.isEmpty { try take(bytes) }
    case .gzip(let stream): try inflate(bytes, stream, take)
    case .zstd(let stream): try unzstd(bytes, stream, take)
    }
  }

  private func inflate(
    _ packed: [UInt8], _ stream: UnsafeMutablePointer<z_stream>, _ take: ([UInt8]) throws -> Void
  ) throws {
    var bytes = packed
    var at = 0
    var mayHoldMore = false
    while at < bytes.count || mayHoldMore {
      if !isInMember, at < bytes.count {
        // Zeros behind the last member are padding.
        if bytes[at] == 0 {
          at += 1
          packedByteCount += 1
          continue
        }
        isInMember = true
      }
      let available = bytes.count - at
      let (status, unread, written) = bytes.withUnsafeMutableBufferPointer { source in
        piece.withUnsafeMutableBufferPointer { out in
          stream.pointee.next_in = source.baseAddress.map { $0 + at }
          stream.pointee.avail_in = UInt32(available)
          stream.pointee.next_out = out.baseAddress
          stream.pointee.avail_out = UInt32(out.count)
          let status = CZlib.inflate(stream, Z_NO_FLUSH)
          return (
            status, Int(stream.pointee.avail_in), out.count - Int(stream.pointee.avail_out)
          )
        }
      }
      at += available - unread
      packedByteCount += available - unread
      if written > 0 { try take(Array(piece[0..<written])) }
      switch status {
      case Z_STREAM_END:
        isInMember = false
        mayHoldMore = false
        inflateReset(stream)
      case Z_OK, Z_BUF_ERROR: mayHoldMore = written == piece.count
      default: throw fault("the gzip data are damaged")
      }
    }
  }

  private func unzstd(
    _ bytes: [UInt8], _ stream: OpaquePointer, _ take: ([UInt8]) throws -> Void
  ) throws {
    var at = 0
    var mayHoldMore = false
    while at < bytes.count || mayHoldMore {
      let (status, position, written) = bytes.withUnsafeBytes { source in
        piece.withUnsafeMutableBytes { target in
          var input = ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: at)
          var output = ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: 0)
          let status = ZSTD_decompressStream(stream, &output, &input)
          return (status, input.pos, output.pos)
        }
      }
      packedByteCount += position - at
      at = position
      if written > 0 { try take(Array(piece[0..<written])) }
      guard ZSTD_isError(status) == 0 else { throw fault("the zstd data are damaged") }
      isInMember = status != 0
      mayHoldMore = written == piece.count
    }
  }

  private func fault(_ reason: String) -> UnpackError {
    UnpackError(
      byteOffset: packedByteCount, description: "\(reason) (packed byte \(packedByteCount))")
  }

  private func release() {
    switch form {
    case .gzip(let stream):
      inflateEnd(stream)
      stream.deallocate()
    case .zstd(let stream): ZSTD_freeDStream(stream)
    case .unknown, .plain: break
    }
  }
}
