// What follows when a connection is lost? The source tries again by itself.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import NIOCore
internal import NIOPosix

/// What the taker threw: it ends the source, where an error of the network only ends a stream.
struct TakingError: Error {
  let cause: any Error
}

/// Hands an arrival on; what the taker throws is marked as its own.
func hand(_ arrival: Arrival, to take: ArrivalTaker) async throws {
  do { try await take(arrival) } catch { throw TakingError(cause: error) }
}

/// Runs `attempt` again and again, with growing waits in between, until the task is cancelled or the
/// taker throws. `attempt` gives back why it ended.
func retrying(
  _ take: ArrivalTaker, _ attempt: (inout Backoff) async throws -> String
) async throws {
  var backoff = Backoff()
  while !Task.isCancelled {
    let reason: String
    do {
      reason = try await attempt(&backoff)
    } catch let error as CancellationError {
      throw error
    } catch let error as TakingError {
      throw error.cause
    } catch {
      reason = words(for: error)
    }
    guard !Task.isCancelled else { break }
    let retryS = backoff.nextS(chance: .random(in: 0..<1))
    try await take(.waiting(reason: reason, retryS: retryS))
    try await Task.sleep(for: .seconds(retryS))
  }
}

/// `127.0.0.1:53200`, `[::1]:53200`.
func words(for address: SocketAddress) -> String {
  let host = address.ipAddress ?? "unknown"
  return "\(host.contains(":") ? "[\(host)]" : host):\(address.port ?? 0)"
}

/// An error of the network in words for an operator.
func words(for error: any Error) -> String {
  switch error {
  case let error as NIOConnectionError:
    if let first = error.connectionErrors.first { return words(for: first.error) }
    return error.dnsAError.map { _ in "the name '\(error.host)' is not known" } ?? "no connection"
  case let error as IOError:
    return String(cString: strerror(error.errnoCode)).lowercased()
  case let error as ChannelError:
    if case .connectTimeout = error { return "no answer within 10 seconds" }
    return "\(error)"
  case let error as NIOMulticastNotSupportedError:
    return "the interface '\(error.device.name)' does not carry multicast"
  default: return "\(error)"
  }
}
