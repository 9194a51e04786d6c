// Who is watching, and what did he miss? Live changes with resume.
//
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import Synchronization

/// One change, ready to be sent.
public enum LiveChange: Sendable {
  case alert(english: String, german: String)
  case incident(String)
  case counts(String)
  /// Tracks have moved; the time of the last report.
  case tracks(String)

  func event(id: String, german isGerman: Bool) -> ByteBuffer {
    let (name, data) =
      switch self {
      case .alert(let english, let german): ("alert", isGerman ? german : english)
      case .incident(let json): ("case", json)
      case .counts(let json): ("counts", json)
      case .tracks(let json): ("tracks", json)
      }
    return ByteBuffer(string: "id: \(id)\nevent: \(name)\ndata: \(data)\n\n")
  }
}

/// Hands changes to every watcher. The last ones are kept, so that a page that lost its connection
/// gets what it missed; one that missed more, or reads too slowly, is told to load anew.
public final class LiveChanges: Sendable {
  static let keptCountMax = 2_000
  static let watcherQueueMax = 256

  private struct Watcher {
    let german: Bool
    let continuation: AsyncStream<ByteBuffer>.Continuation
  }

  private struct State {
    /// Number of the next change; 0 stands for the time before the first.
    var next = 1
    var kept: [(number: Int, change: LiveChange)] = []
    var watchers: [Int: Watcher] = [:]
    var nextWatcher = 0
  }

  /// Tells apart the numbers of this run and of runs before it.
  private let run: String
  private let state = Mutex(State())

  init() { run = String(UInt32.random(in: .min ... .max), radix: 36) }

  public var watcherCount: Int { state.withLock { $0.watchers.count } }

  public func publish(_ changes: [LiveChange]) {
    state.withLock { state in
      for change in changes {
        let number = state.next
        state.next += 1
        state.kept.append((number, change))
        send(change, number, &state)
      }
      if state.kept.count > Self.keptCountMax {
        state.kept.removeFirst(state.kept.count - Self.keptCountMax)
      }
    }
  }

  private func send(_ change: LiveChange, _ number: Int, _ state: inout State) {
    guard !state.watchers.isEmpty else { return }
    let id = "\(run)-\(number)"
    let english = change.event(id: id, german: false)
    let german = change.event(id: id, german: true)
    for (key, watcher) in state.watchers {
      if case .dropped = watcher.continuation.yield(watcher.german ? german : english) {
        watcher.continuation.finish()
        state.watchers[key] = nil
      }
    }
  }

  /// A stream of events from behind `lastID` on.
  func watch(lastID: String?, german: Bool) -> (key: Int, stream: AsyncStream<ByteBuffer>) {
    let (stream, continuation) = AsyncStream.makeStream(
      of: ByteBuffer.self, bufferingPolicy: .bufferingOldest(Self.watcherQueueMax))
    let key = state.withLock { state in
      if let lastID {
        for buffer in missed(since: lastID, german: german, state) { continuation.yield(buffer) }
      }
      state.nextWatcher += 1
      state.watchers[state.nextWatcher] = Watcher(german: german, continuation: continuation)
      return state.nextWatcher
    }
    return (key, stream)
  }

  private func missed(since lastID: String, german: Bool, _ state: State) -> [ByteBuffer] {
    let parts = lastID.split(separator: "-")
    if parts.count == 2, parts[0] == run, let last = Int(parts[1]), last < state.next {
      let first = state.kept.first?.number ?? state.next
      if last + 1 >= first, state.next - last <= Self.watcherQueueMax {
        return state.kept.dropFirst(last + 1 - first).map {
          $0.change.event(id: "\(run)-\($0.number)", german: german)
        }
      }
    }
    return [ByteBuffer(string: "id: \(run)-\(state.next - 1)\nevent: reset\ndata: {}\n\n")]
  }

  /// A comment to one watcher, so that neither side takes the connection for dead.
  func beat(_ key: Int) {
    state.withLock { state in
      _ = state.watchers[key]?.continuation.yield(ByteBuffer(string: ": \n\n"))
    }
  }

  func leave(_ key: Int) {
    state.withLock { state in
      state.watchers.removeValue(forKey: key)?.continuation.finish()
    }
  }
}
