// Does a feed's health count what came, over the time in which it came?
//
// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Server

@Suite struct FeedHealthTests {
  /// Ten messages a second for a number of seconds, each second's at its beginning.
  private func steady(seconds: Int64) -> FeedHealth {
    var health = FeedHealth()
    for second in 0..<seconds {
      let atMs = 1_800_000_000_000 + second * 1_000
      health.heard(byteCount: 100, atMs: atMs)
      health.took([], messages: 10, isLive: true, atMs: atMs)
    }
    return health
  }

  @Test(arguments: [1, 2, 10, 59, 60, 61, 300] as [Int64])
  func `a steady feed has its rate from the first second on`(seconds: Int64) {
    let health = steady(seconds: seconds)
    let nowMs = 1_800_000_000_000 + seconds * 1_000
    // The second that has just begun counts as the newest of sixty, and is still empty.
    let shown = min(seconds, 59)
    #expect(health.ratePerS(nowMs: nowMs) == Double(10 * shown) / Double(min(seconds, 60)))
    #expect(health.byteCount == 100 * Int(seconds))
    #expect(health.lastBytesMs == nowMs - 1_000)
  }

  @Test func `a first burst is taken over one second at least`() {
    let health = steady(seconds: 1)
    #expect(health.ratePerS(nowMs: 1_800_000_000_000) == 10)
    #expect(health.ratePerS(nowMs: 1_800_000_000_020) == 10)
    #expect(health.ratePerS(nowMs: 1_800_000_004_000) == 2.5)
  }

  @Test func `a feed that brought nothing has no rate`() {
    #expect(FeedHealth().ratePerS(nowMs: 1_800_000_000_000) == 0)
  }
}
