// How does a long result reach a file? Piece by piece, packed with gzip where the name asks for it.
//
// SPDX-License-Identifier: Apache-2.0

internal import CZlib
internal import Foundation

/// A file that cannot be written, in words for an operator.
public struct FileSinkError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public var description: String { "\(path) cannot be written: \(reason)." }
}

/// Writes a file piece by piece; a name that ends in `.gz` is packed with gzip (RFC 1952), without a
/// time in its header, so that equal content gives equal bytes.
///
/// What is written stands beside under the name with `.part` until `finish`, so that nobody reads
/// half a result.
public final class FileSink {
  private static let pieceByteCount = 65_536

  public let path: String
  private let handle: FileHandle
  private let stream: UnsafeMutablePointer<z_stream>?
  private var waiting: [UInt8] = []
  private var packed = [UInt8](repeating: 0, count: FileSink.pieceByteCount)

  public init(path: String) throws(FileSinkError) {
    self.path = path
    let part = path + ".part"
    guard FileManager.default.createFile(atPath: part, contents: nil),
      let handle = FileHandle(forWritingAtPath: part)
    else { throw FileSinkError(path: path, reason: String(cString: strerror(errno))) }
    self.handle = handle
    guard path.hasSuffix(".gz") else {
      stream = nil
      return
    }
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    self.stream = stream
    // 15 bits of window, +16: with a gzip header.
    guard
      deflateInit2_(
        stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
        Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw FileSinkError(path: path, reason: "zlib could not be started") }
  }

  deinit {
    if let stream {
      deflateEnd(stream)
      stream.deallocate()
    }
  }

  public func write(_ bytes: some Collection<UInt8>) throws(FileSinkError) {
    waiting += bytes
    if waiting.count >= Self.pieceByteCount { try flush(isLast: false) }
  }

  /// Writes what is left and gives the file its name.
  public func finish() throws(FileSinkError) {
    try flush(isLast: true)
    do { try handle.close() } catch { throw fault(error) }
    guard rename(path + ".part", path) == 0 else {
      throw FileSinkError(path: path, reason: String(cString: strerror(errno)))
    }
  }

  private func flush(isLast: Bool) throws(FileSinkError) {
    guard let stream else {
      try put(waiting)
      waiting.removeAll(keepingCapacity: true)
      return
    }
    var isDone = false
    var at = 0
    while !isDone {
      let (used, written, status) = waiting.withUnsafeMutableBufferPointer { source in
        packed.withUnsafeMutableBufferPointer { target in
          let available = source.count - at
          stream.pointee.next_in = source.baseAddress.map { $0 + at }
          stream.pointee.avail_in = UInt32(available)
          stream.pointee.next_out = target.baseAddress
          stream.pointee.avail_out = UInt32(target.count)
          let status = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          return (
            available - Int(stream.pointee.avail_in),
            target.count - Int(stream.pointee.avail_out), status
          )
        }
      }
      at += used
      try put(Array(packed[0..<written]))
      isDone = isLast ? status == Z_STREAM_END : at == waiting.count && written < packed.count
    }
    waiting.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: [UInt8]) throws(FileSinkError) {
    guard !bytes.isEmpty else { return }
    do { try handle.write(contentsOf: Data(bytes)) } catch { throw fault(error) }
  }

  private func fault(_ error: any Error) -> FileSinkError {
    FileSinkError(path: path, reason: error.localizedDescription)
  }
}
