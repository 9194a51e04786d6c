// What does a web address answer, asked again and again?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// Fetches a web address at an interval. An answer that did not change (`ETag`, `Last-Modified`) is
/// not read again; gzip and zstd bodies are unpacked.
public struct HTTPPoll: Sendable {
  /// A longer answer is broken off. It is held in memory until it is decoded.
  public static let answerByteCountMax = 67_108_864

  public let url: String
  public let everyS: Double

  public init(url: String, everyS: Double) {
    self.url = url
    self.everyS = everyS
  }

  public func run(_ take: @escaping ArrivalTaker) async throws {
    guard let address = URL(string: url) else {
      throw IntakeError(path: url, reason: "it is no web address")
    }
    var backoff = Backoff()
    var stream = 0
    var validators: [String: String] = [:]
    while !Task.isCancelled {
      stream += 1
      var waitS = everyS
      do {
        validators = try await fetch(address, validators, stream: stream, take)
        backoff.succeeded()
      } catch let error as AnswerError {
        waitS = max(everyS, error.retryAfterS ?? backoff.nextS(chance: .random(in: 0..<1)))
        try await take(.waiting(reason: error.reason, retryS: waitS))
      }
      try await Task.sleep(for: .seconds(waitS))
    }
  }

  /// - Returns: what to ask with next time.
  private func fetch(
    _ address: URL, _ validators: [String: String], stream: Int, _ take: @escaping ArrivalTaker
  ) async throws -> [String: String] {
    var request = URLRequest(
      url: address, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: 60)
    for (name, value) in validators { request.setValue(value, forHTTPHeaderField: name) }
    let download = Download()
    let session = URLSession(
      configuration: .ephemeral, delegate: download, delegateQueue: nil)
    defer { session.invalidateAndCancel() }
    let task = session.dataTask(with: request)
    task.resume()
    var next = validators
    var isOpen = false
    let unpacker = Unpacker()
    do {
      for try await part in download.parts {
        switch part {
        case .head(let status, let headers):
          if status == 304 {
            try await take(.unchanged(atMs: wallClockMs()))
            return validators
          }
          guard status == 200 else {
            throw AnswerError(
              reason:
                "the answer is \(status) \(HTTPURLResponse.localizedString(forStatusCode: status))",
              retryAfterS: headers["retry-after"].flatMap(Double.init))
          }
          next = [:]
          next["If-None-Match"] = headers["etag"]
          next["If-Modified-Since"] = headers["last-modified"]
          try await take(.opened(stream: stream, from: url))
          isOpen = true
        case .body(let data):
          var unread = data[...]
          while !unread.isEmpty {
            let now = unpacker.portion(of: unread)
            unread = unread.dropFirst(now.count)
            var pieces: [[UInt8]] = []
            try unpacker.unpack(now) { pieces.append($0) }
            for piece in pieces {
              try await take(.bytes(piece, stream: stream, atMs: wallClockMs()))
            }
          }
        }
      }
      var pieces: [[UInt8]] = []
      try unpacker.finish { pieces.append($0) }
      for piece in pieces { try await take(.bytes(piece, stream: stream, atMs: wallClockMs())) }
    } catch let error as AnswerError {
      if isOpen { try await take(.closed(stream: stream, reason: error.reason)) }
      throw error
    } catch let error as UnpackError {
      if isOpen { try await take(.closed(stream: stream, reason: error.description)) }
      throw AnswerError(reason: error.description, retryAfterS: nil)
    } catch let error as URLError {
      if isOpen { try await take(.closed(stream: stream, reason: error.localizedDescription)) }
      throw AnswerError(reason: error.localizedDescription, retryAfterS: nil)
    }
    if isOpen { try await take(.closed(stream: stream, reason: "")) }
    return next
  }
}

private struct AnswerError: Error {
  let reason: String
  let retryAfterS: Double?
}

/// The parts of one answer as they come.
private final class Download: NSObject, URLSessionDataDelegate, Sendable {
  enum Part: Sendable {
    case head(status: Int, headers: [String: String])
    case body([UInt8])
  }

  let parts: AsyncThrowingStream<Part, any Error>
  private let out: AsyncThrowingStream<Part, any Error>.Continuation
  private let byteCount = Mutex(0)

  override init() {
    (parts, out) = AsyncThrowingStream.makeStream(of: Part.self)
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let answer = response as? HTTPURLResponse
    var headers: [String: String] = [:]
    for (name, value) in answer?.allHeaderFields ?? [:] {
      if let name = name as? String { headers[name.lowercased()] = value as? String }
    }
    out.yield(.head(status: answer?.statusCode ?? 0, headers: headers))
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let total = byteCount.withLock { count in
      count += data.count
      return count
    }
    if total <= HTTPPoll.answerByteCountMax {
      out.yield(.body([UInt8](data)))
    } else {
      dataTask.cancel()
      out.finish(
        throwing: AnswerError(reason: "the answer is longer than 64 MiB", retryAfterS: nil))
    }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    out.finish(throwing: error)
  }
}
