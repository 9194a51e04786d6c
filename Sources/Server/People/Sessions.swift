// Who has signed in? Tokens in memory, gone with the program.
//
// SPDX-License-Identifier: Apache-2.0

internal import Crypto
internal import Foundation
internal import Synchronization

/// Sessions by the digest of their token, and wrong passwords by account.
final class Sessions: Sendable {
  /// A shift of twelve hours and its hand-over.
  static let longest = Duration.seconds(13 * 3_600)
  /// Without any request.
  static let idle = Duration.seconds(4 * 3_600)
  private static let freeMistakes = 4
  private static let longestWait = Duration.seconds(300)

  private struct Session {
    let account: String
    let begun: ContinuousClock.Instant
    var used: ContinuousClock.Instant
  }

  private struct Mistakes {
    var count = 0
    var until: ContinuousClock.Instant
  }

  private struct State {
    var sessions: [SHA256Digest: Session] = [:]
    var mistakes: [String: Mistakes] = [:]
  }

  private let state = Mutex(State())

  /// A new session; its token, 256 random bits.
  func begin(_ account: String) -> String {
    let token = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
    let text = token.map { String(format: "%02x", $0) }.joined()
    let now = ContinuousClock.now
    state.withLock { state in
      state.sessions = state.sessions.filter { Self.isAlive($0.value, now) }
      state.sessions[Self.digest(text)] = Session(account: account, begun: now, used: now)
      state.mistakes[account] = nil
    }
    return text
  }

  /// Whose session it is; nil for one that has ended or never was.
  func account(_ token: String) -> String? {
    let now = ContinuousClock.now
    return state.withLock { state in
      let digest = Self.digest(token)
      guard let session = state.sessions[digest], Self.isAlive(session, now) else { return nil }
      state.sessions[digest]?.used = now
      return session.account
    }
  }

  func end(_ token: String) { state.withLock { $0.sessions[Self.digest(token)] = nil } }

  /// Ends every session of an account that was closed or has a new password.
  func endAll(of account: String) {
    state.withLock { $0.sessions = $0.sessions.filter { $1.account != account } }
  }

  // MARK: Wrong passwords

  /// How long the account has to wait for its next trial; nil where it may be tried now.
  func wait(for account: String) -> Duration? {
    let now = ContinuousClock.now
    return state.withLock { state in
      guard let mistakes = state.mistakes[account], mistakes.count > Self.freeMistakes,
        mistakes.until > now
      else { return nil }
      return mistakes.until - now
    }
  }

  /// After some free ones, each mistake doubles the wait.
  func noteMistake(_ account: String) {
    let now = ContinuousClock.now
    state.withLock { state in
      var mistakes = state.mistakes[account] ?? Mistakes(until: now)
      mistakes.count += 1
      let seconds = 1 << min(max(mistakes.count - Self.freeMistakes, 0), 10)
      mistakes.until = now + min(.seconds(seconds), Self.longestWait)
      // Names that nobody has may be tried without end.
      if state.mistakes.count > 10_000 { state.mistakes.removeAll() }
      state.mistakes[account] = mistakes
    }
  }

  private static func isAlive(_ session: Session, _ now: ContinuousClock.Instant) -> Bool {
    now - session.begun < longest && now - session.used < idle
  }

  private static func digest(_ token: String) -> SHA256Digest {
    SHA256.hash(data: Data(token.utf8))
  }
}
