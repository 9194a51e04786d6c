// How is a log read over HTTP? The same paths as on disk, and what comes next is asked for early.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Ledger
internal import Synchronization

/// A log behind an address. Reading waits for the network: use it on a thread of its own.
public struct AddressTiles: TileSource, Sendable {
  private let base: URL
  private let timeoutS: Double
  private let ahead = ReadingAhead()

  /// - Parameter address: the log's base path, `http` or `https`; nil for anything else.
  public init?(_ address: String, timeoutS: Double = 30) {
    guard let url = URL(string: address), ["http", "https"].contains(url.scheme?.lowercased()),
      url.host != nil
    else { return nil }
    (base, self.timeoutS) = (url, timeoutS)
  }

  public func read(_ path: String, byteCountMax: Int) throws(TileSourceError) -> [UInt8]? {
    guard let tile = TilePath(path) else { throw TileSourceError(path: path, .notAPath) }
    let awaited = ahead.take(tile) ?? begin(tile, byteCountMax: byteCountMax)
    ahead.fill(after: tile) { begin($0, byteCountMax: $0.byteCountMax + 1) }
    let answer: FetchAnswer
    do throws(FetchError) {
      answer = try awaited.wait()
    } catch {
      throw TileSourceError(
        path: path, .other("\(error). Check the address and the connection, then try again."))
    }
    switch answer.status {
    case 200:
      if tile == .checkpoint { ahead.note(checkpoint: answer.body) }
      return answer.body
    case 404, 410: return nil
    default:
      throw TileSourceError(
        path: path, .other("the server answers \(answer.status). Ask its operator."))
    }
  }

  private func begin(_ path: TilePath, byteCountMax: Int) -> AwaitedFetch {
    BoundedFetch.shared.begin(
      base.appendingPathComponent(path.text), byteCountMax: byteCountMax, timeoutS: timeoutS)
  }

  /// Any other file, such as a checkpoint that somebody else has seen.
  public static func file(_ address: String, byteCountMax: Int) throws(FetchError) -> [UInt8] {
    guard let url = URL(string: address) else { throw FetchError(description: "no address") }
    let answer = try BoundedFetch.shared.begin(url, byteCountMax: byteCountMax, timeoutS: 30).wait()
    guard answer.status == 200 else {
      throw FetchError(description: "the server answers \(answer.status)")
    }
    return answer.body
  }
}

/// Whoever reads a bundle of entries reads the next ones too, and their hashes: they are asked for
/// while the first is worked on. Nothing is asked for that the checkpoint does not have.
private final class ReadingAhead: Sendable {
  private static let bundleCount: UInt64 = 4

  private struct State {
    /// Full tiles of the log, as its checkpoint says.
    var fullCount: UInt64 = 0
    var next: UInt64 = 0
    var begun: [TilePath: AwaitedFetch] = [:]
  }

  private let state = Mutex(State())

  func note(checkpoint note: [UInt8]) {
    let size = (try? Checkpoint(SignedNote.unverifiedText(note)))?.size ?? 0
    state.withLock { $0 = State(fullCount: size / 256) }
  }

  func take(_ path: TilePath) -> AwaitedFetch? {
    state.withLock { $0.begun.removeValue(forKey: path) }
  }

  func fill(after path: TilePath, begin: (TilePath) -> AwaitedFetch) {
    guard case .entries(let index, TilePath.fullWidth) = path else { return }
    state.withLock { state in
      // Somebody who jumps about is not followed: what was begun for another place is let go.
      if index + Self.bundleCount < state.next || index > state.next { state.begun.removeAll() }
      let first = max(index + 1, state.begun.isEmpty ? index + 1 : state.next)
      let end = min(index + 1 + Self.bundleCount, state.fullCount)
      guard first < end else { return }
      for index in first..<end {
        for path in [
          TilePath.entries(index: index, width: 256), .hashes(level: 0, index: index, width: 256),
        ] {
          state.begun[path] = begin(path)
        }
      }
      state.next = end
    }
  }
}
