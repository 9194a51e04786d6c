// Is a written local time the moment that was meant, also in the hours that are missing or twice?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Testing

@Suite struct LocalClockTests {
  /// Kyiv in 2027: UTC+2, from 28 March 03:00 UTC+3, from 31 October 04:00 UTC+2 again.
  static let kyiv = LocalClock(steps: [
    .init(fromMs: .min, offsetMin: 120), .init(fromMs: 1_806_195_600_000, offsetMin: 180),
    .init(fromMs: 1_824_944_400_000, offsetMin: 120),
  ])

  static let times: [(local: String, utc: String)] = [
    ("2027-01-15T12:00Z", "2027-01-15T10:00:00Z"), ("2027-07-15T12:00Z", "2027-07-15T09:00:00Z"),
    ("2027-03-28T02:59Z", "2027-03-28T00:59:00Z"), ("2027-03-28T04:00Z", "2027-03-28T01:00:00Z"),
    // The missing hour: the clocks that were not put forward are meant.
    ("2027-03-28T03:30Z", "2027-03-28T01:30:00Z"),
    // The hour that exists twice: the first one is meant.
    ("2027-10-31T02:59Z", "2027-10-30T23:59:00Z"), ("2027-10-31T03:00Z", "2027-10-31T00:00:00Z"),
    ("2027-10-31T03:59Z", "2027-10-31T00:59:00Z"), ("2027-10-31T04:00Z", "2027-10-31T02:00:00Z"),
  ]

  @Test(arguments: times)
  func `a local time in Kyiv is one moment`(time: (local: String, utc: String)) throws {
    let localMs = try #require(Instant(iso: time.local)).atMs
    #expect(Instant(atMs: Self.kyiv.utcMs(localMs: localMs)).iso == time.utc)
  }

  @Test func `times are written with the offset in force`() {
    #expect(Self.kyiv.iso(atMs: 1_806_195_599_000) == "2027-03-28T02:59:59+02:00")
    #expect(Self.kyiv.iso(atMs: 1_806_195_600_000) == "2027-03-28T04:00:00+03:00")
    let west = LocalClock(steps: [.init(fromMs: .min, offsetMin: -210)])
    #expect(west.iso(atMs: 0) == "1969-12-31T20:30:00-03:30")
    #expect(LocalClock.utc.iso(atMs: 0) == "1970-01-01T00:00:00+00:00")
  }

  @Test(arguments: [
    (-300, -240), (-240, -300), (600, 660), (660, 600), (630, 660), (660, 630), (60, 0), (0, 60),
    (345, 330), (-210, -150), (720, 780),
  ])
  func `every moment is found again from its local time, the first of two`(
    before: Int, after: Int
  ) {
    let changeMs: Int64 = 1_800_000_000_000
    let clock = LocalClock(steps: [
      .init(fromMs: .min, offsetMin: before), .init(fromMs: changeMs, offsetMin: after),
    ])
    for minute in Int64(-1_500)...1_500 {
      let atMs = changeMs + minute * 60_000
      let found = clock.utcMs(localMs: atMs + Int64(clock.offsetMin(atMs: atMs)) * 60_000)
      let isSecond = minute >= 0 && minute < Int64(before - after)
      let firstMs = atMs - Int64(before - after) * 60_000
      #expect(found == (isSecond ? firstMs : atMs), "\(minute) min from the change")
    }
  }
}
