// How is a stranger asked over HTTP? With a limit on the time, and on how much is listened to.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// What was answered, at most as long as was asked for.
public struct FetchAnswer: Hashable, Sendable {
  public let status: Int
  public let body: [UInt8]
}

/// Why there is no answer, in words.
public struct FetchError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String
}

/// One session with kept connections for all requests of the process.
final class BoundedFetch: NSObject, URLSessionDataDelegate, Sendable {
  typealias Completion = @Sendable (Result<FetchAnswer, FetchError>) -> Void

  private struct Pending {
    var status = 0
    var body: [UInt8] = []
    let byteCountMax: Int
    var isTooLong = false
    let completion: Completion
  }

  static let shared = BoundedFetch()

  private let pending = Mutex<[Int: Pending]>([:])
  private let session = Mutex<URLSession?>(nil)

  /// Calls `completion` once, on a thread of the session.
  func start(
    _ url: URL, body: [UInt8]? = nil, byteCountMax: Int, timeoutS: Double,
    completion: @escaping Completion
  ) {
    var request = URLRequest(
      url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: timeoutS)
    if let body {
      request.httpMethod = "POST"
      request.httpBody = Data(body)
      request.setValue("text/plain; charset=utf-8", forHTTPHeaderField: "Content-Type")
    }
    let task = openSession().dataTask(with: request)
    pending.withLock {
      $0[task.taskIdentifier] = Pending(byteCountMax: byteCountMax, completion: completion)
    }
    task.resume()
    // The session's own limit begins anew with every byte; this one does not.
    DispatchQueue.global().asyncAfter(deadline: .now() + timeoutS) { [weak task] in task?.cancel() }
  }

  func fetch(
    _ url: URL, body: [UInt8]? = nil, byteCountMax: Int, timeoutS: Double
  ) async throws(FetchError) -> FetchAnswer {
    let result = await withCheckedContinuation { continuation in
      start(url, body: body, byteCountMax: byteCountMax, timeoutS: timeoutS) {
        continuation.resume(returning: $0)
      }
    }
    return try result.get()
  }

  /// For a command's own thread; never called where tasks run.
  func fetchBlocking(
    _ url: URL, byteCountMax: Int, timeoutS: Double
  ) throws(FetchError) -> FetchAnswer {
    let answer = Mutex<Result<FetchAnswer, FetchError>?>(nil)
    let isThere = DispatchSemaphore(value: 0)
    start(url, byteCountMax: byteCountMax, timeoutS: timeoutS) { result in
      answer.withLock { $0 = result }
      isThere.signal()
    }
    isThere.wait()
    guard let result = answer.withLock({ $0 }) else { throw FetchError(description: "no answer") }
    return try result.get()
  }

  private func openSession() -> URLSession {
    session.withLock { session in
      if let session { return session }
      let configuration = URLSessionConfiguration.ephemeral
      configuration.httpMaximumConnectionsPerHost = 8
      configuration.httpShouldSetCookies = false
      let opened = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
      session = opened
      return opened
    }
  }

  // MARK: What the session tells

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    pending.withLock { $0[dataTask.taskIdentifier]?.status = status }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = pending.withLock { pending in
      guard let known = pending[dataTask.taskIdentifier] else { return true }
      guard known.body.count + data.count <= known.byteCountMax else {
        pending[dataTask.taskIdentifier]?.isTooLong = true
        return true
      }
      pending[dataTask.taskIdentifier]?.body += data
      return false
    }
    if isTooLong { dataTask.cancel() }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    guard let known = pending.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else {
      return
    }
    if known.isTooLong {
      known.completion(
        .failure(
          FetchError(description: "the answer is longer than \(known.byteCountMax) bytes")))
    } else if let error {
      let isLate = (error as? URLError)?.code == .cancelled
      known.completion(
        .failure(
          FetchError(description: isLate ? "no answer in time" : error.localizedDescription)))
    } else {
      known.completion(.success(FetchAnswer(status: known.status, body: known.body)))
    }
  }
}
