// Which bytes come over standard input?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// Reads standard input to its end, on a thread of its own; packed bytes are unpacked.
public struct StandardInput: Sendable {
  public init() {}

  public func run(_ take: @escaping ArrivalTaker) async throws {
    let (pieces, out) = AsyncThrowingStream.makeStream(
      of: [UInt8].self, bufferingPolicy: .unbounded)
    let space = DispatchSemaphore(value: 16)
    Thread.detachNewThread {
      let unpacker = Unpacker()
      func hand(_ piece: [UInt8]) {
        space.wait()
        out.yield(piece)
      }
      do {
        while true {
          let bytes = try readSome(STDIN_FILENO, upTo: 65_536)
          if bytes.isEmpty { break }
          // Each piece waits for space, so nothing piles up whatever the ratio.
          try unpacker.unpack(bytes, hand)
        }
        try unpacker.finish(hand)
        out.finish()
      } catch { out.finish(throwing: error) }
    }
    try await take(.opened(stream: 1, from: "standard input"))
    var reason = ""
    do {
      for try await piece in pieces {
        space.signal()
        try await take(.bytes(piece, stream: 1, atMs: wallClockMs()))
      }
    } catch let error as UnpackError { reason = error.description }
    try await take(.closed(stream: 1, reason: reason))
  }
}
