// How much time has passed in a stream? From a receiver's counter, its wraps and its jumps.
//
// SPDX-License-Identifier: Apache-2.0

/// Turns receivers' stamps into nanoseconds since the first frame.
///
/// A stamp is a 12 MHz counter of 48 bits, or a second of the day and nanoseconds by GPS (Radarcape).
/// Nothing in a frame says which: a counter's low 30 bits go through 1.0e9 to 2^30 for 6 s of every 89,
/// nanoseconds never do and the seconds advance by one each time they wrap. After three such wraps in a
/// row the stream is taken as GPS time; until then the counter is assumed, which makes seconds look
/// 83 times as long, so that no position is made of frames that do not belong together.
struct ModeSStreamClock: Sendable {
  enum Kind: Sendable { case counter, gps }

  private(set) var kind = Kind.counter
  /// Nanoseconds since the first frame; nil before the first stamp.
  private(set) var elapsedNs: Int64?
  /// GPS: nanoseconds of the day of the last frame.
  private(set) var dayNs: Int64?
  /// Times the stamps jumped, so that what was before cannot be paired with what comes.
  private(set) var jumpCount = 0

  private var last: UInt64 = 0
  private var jumpTo: UInt64?
  private var secondCount = 0

  private static let nsPerDay: Int64 = 86_400_000_000_000
  /// Frames of one receiver come in order but for some milliseconds.
  private static let backNsMax: Int64 = 1_000_000_000
  private static let forwardNsMax: Int64 = 600_000_000_000

  init() {}

  /// Elapsed time of a frame; that of the last one where it has no stamp of its own.
  mutating func take(_ clock: ModeSClock) -> Int64? {
    guard case .stamp(let stamp) = clock else { return elapsedNs }
    guard let before = elapsedNs else {
      last = stamp
      elapsedNs = 0
      return 0
    }
    recognise(stamp)
    let step = stepNs(from: last, to: stamp)
    if (-Self.backNsMax...Self.forwardNsMax).contains(step) {
      jumpTo = nil
      return advance(to: stamp, step, before)
    }
    // One stray stamp is not believed; two that fit each other are a restart or a long gap.
    if let jump = jumpTo,
      (-Self.backNsMax...Self.forwardNsMax).contains(stepNs(from: jump, to: stamp))
    {
      jumpTo = nil
      jumpCount += 1
      // A gap of less than a day is taken as such, a restart as if no time had passed.
      return advance(to: stamp, (0...Self.nsPerDay).contains(step) ? step : 0, before)
    }
    jumpTo = stamp
    return before
  }

  private mutating func advance(to stamp: UInt64, _ step: Int64, _ before: Int64) -> Int64 {
    last = stamp
    let now = before + step
    elapsedNs = now
    if kind == .gps { dayNs = Self.dayNs(stamp) }
    return now
  }

  private func stepNs(from: UInt64, to: UInt64) -> Int64 {
    switch kind {
    case .counter:
      // The difference of two 48-bit counters with its sign.
      let ticks = Int64(bitPattern: (to &- from) << 16) >> 16
      return ticks * 250 / 3
    case .gps:
      let step = Self.dayNs(to) - Self.dayNs(from)
      if step < -Self.nsPerDay / 2 { return step + Self.nsPerDay }
      return step > Self.nsPerDay / 2 ? step - Self.nsPerDay : step
    }
  }

  private static func dayNs(_ stamp: UInt64) -> Int64 {
    Int64((stamp >> 30) & 0x3FFFF) * 1_000_000_000 + Int64(stamp & 0x3FFF_FFFF)
  }

  private mutating func recognise(_ stamp: UInt64) {
    let ns = stamp & 0x3FFF_FFFF
    if ns >= 1_000_000_000 || stamp >> 30 >= 86_400 {
      // No time of day: it is a counter, also if it was taken for GPS time.
      secondCount = 0
      if kind == .gps { become(.counter, stamp) }
      return
    }
    guard kind == .counter, stamp >> 30 != last >> 30 else { return }
    let isNext = stamp >> 30 == (last >> 30) + 1
    secondCount = isNext && ns < last & 0x3FFF_FFFF ? secondCount + 1 : 0
    if secondCount >= 3 { become(.gps, stamp) }
  }

  private mutating func become(_ kind: Kind, _ stamp: UInt64) {
    self.kind = kind
    last = stamp
    jumpTo = nil
    secondCount = 0
    jumpCount += 1
    dayNs = kind == .gps ? Self.dayNs(stamp) : nil
  }
}
