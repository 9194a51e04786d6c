// Which connection gives way when a listener has as many as it takes?
//
// SPDX-License-Identifier: Apache-2.0

internal import NIOCore
internal import Synchronization

/// The open connections of a listener, and how long each has been silent.
///
/// With all places taken, the connection that has been silent longest gives way to a new one, if it
/// has been silent for long enough; else the new one is refused. So connections that bring nothing
/// cannot shut the sensors out, and newcomers cannot cut off a sensor that is sending.
final class OpenConnections: Sendable {
  private struct Place {
    let channel: any Channel
    var silentFrom: ContinuousClock.Instant
    /// Its bytes are being taken in: that it is not read meanwhile is no silence of its own.
    var isBeingTaken = false
  }

  private let countMax: Int
  private let silence: Duration
  private let places = Mutex<[Int: Place]>([:])

  init(countMax: Int, silence: Duration) {
    self.countMax = countMax
    self.silence = silence
  }

  /// Takes a connection among the open ones, where there is a place or one gives way.
  func admit(_ channel: any Channel, as stream: Int) -> Bool {
    let now = ContinuousClock.now
    return places.withLock { places in
      if places.count >= countMax {
        let quiet = places.filter { !$0.value.isBeingTaken && $0.value.silentFrom + silence < now }
        guard let longest = quiet.min(by: { $0.value.silentFrom < $1.value.silentFrom }) else {
          return false
        }
        places[longest.key] = nil
        longest.value.channel.close(promise: nil)
      }
      places[stream] = Place(channel: channel, silentFrom: now)
      return true
    }
  }

  func beginTaking(_ stream: Int) {
    places.withLock { $0[stream]?.isBeingTaken = true }
  }

  func endTaking(_ stream: Int) {
    places.withLock {
      $0[stream]?.isBeingTaken = false
      $0[stream]?.silentFrom = .now
    }
  }

  /// Frees a connection's place; false where it had given way to another.
  func leave(_ stream: Int) -> Bool {
    places.withLock { $0.removeValue(forKey: stream) != nil }
  }
}
