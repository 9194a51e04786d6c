// How is a log read over HTTP? The same paths as on disk, each fetched when it is asked for.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
public import Ledger

/// A log behind an address. Reading waits for the network: use it on a thread of its own.
public struct AddressTiles: TileSource, Sendable {
  private let base: URL
  private let timeoutS: Double

  /// - Parameter address: the log's base path, `http` or `https`; nil for anything else.
  public init?(_ address: String, timeoutS: Double = 30) {
    guard let url = URL(string: address), ["http", "https"].contains(url.scheme?.lowercased()),
      url.host != nil
    else { return nil }
    (base, self.timeoutS) = (url, timeoutS)
  }

  public func read(_ path: String, byteCountMax: Int) throws(TileSourceError) -> [UInt8]? {
    guard TilePath(path) != nil else { throw TileSourceError(path: path, .notAPath) }
    let answer: FetchAnswer
    do throws(FetchError) {
      answer = try BoundedFetch.shared.fetchBlocking(
        base.appendingPathComponent(path), byteCountMax: byteCountMax, timeoutS: timeoutS)
    } catch {
      throw TileSourceError(
        path: path, .other("\(error). Check the address and the connection, then try again."))
    }
    switch answer.status {
    case 200: return answer.body
    case 404, 410: return nil
    default:
      throw TileSourceError(
        path: path, .other("the server answers \(answer.status). Ask its operator."))
    }
  }

  /// Any other file, such as a checkpoint that somebody else has seen.
  public static func file(_ address: String, byteCountMax: Int) throws(FetchError) -> [UInt8] {
    guard let url = URL(string: address) else { throw FetchError(description: "no address") }
    let answer = try BoundedFetch.shared.fetchBlocking(
      url, byteCountMax: byteCountMax, timeoutS: 30)
    guard answer.status == 200 else {
      throw FetchError(description: "the server answers \(answer.status)")
    }
    return answer.body
  }
}
