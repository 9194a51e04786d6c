// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Geo

@Suite struct InstantTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", Int64(0)),
    ("2026-06-24T00:05Z", 1_782_259_500_000),
    ("2026-06-24 02:05:00+02:00", 1_782_259_500_000),
    ("2024-02-29T23:59:59.250Z", 1_709_251_199_250),
    ("1969-12-31T23:59:59.999Z", -1),
  ])
  func `a written time is read to the millisecond`(text: String, atMs: Int64) {
    #expect(Instant(iso: text)?.atMs == atMs)
  }

  @Test(arguments: [
    "2026-06-24T00:05", "2026-13-01", "2025-02-29", "2026-06-24T25:00Z", "2026-06-24T00:05Zx",
    "24.06.2026", "", "2026-06-24T00:05:09.Z",
  ])
  func `an unclear or impossible time is refused`(text: String) {
    #expect(Instant(iso: text) == nil)
  }

  @Test func `every day of 400 years is written as it was read`() throws {
    var atMs: Int64 = -86_400_000 * 365 * 100
    for _ in 0..<(146_097 / 7) {
      let written = Instant(atMs: atMs).iso
      #expect(Instant(iso: written)?.atMs == atMs)
      atMs += 7 * 86_400_000 + 1_234
    }
  }
}
