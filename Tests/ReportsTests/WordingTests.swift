// Plurals, numbers and days in English, German and Ukrainian.
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Observations
import Reports
import Testing

@Suite struct WordingTests {
  /// Samples of CLDR's plural rules for Ukrainian: one, few, many.
  @Test func `Ukrainian nouns take the form of CLDR's samples`() {
    let noun = ObservationKind.explosion.noun
    for count in [1, 21, 31, 41, 51, 61, 71, 81, 101, 1_001] {
      #expect(noun.form(count, .uk) == "вибух", "\(count)")
    }
    for count in [2, 3, 4, 22, 23, 24, 32, 33, 34, 42, 52, 62, 102, 1_002] {
      #expect(noun.form(count, .uk) == "вибухи", "\(count)")
    }
    for count in [0, 5, 6, 10, 11, 12, 13, 14, 15, 19, 20, 25, 100, 111, 112, 1_000, 10_000] {
      #expect(noun.form(count, .uk) == "вибухів", "\(count)")
    }
  }

  @Test func `English and German nouns are singular behind one alone`() {
    let noun = ObservationKind.muzzleFlash.noun
    #expect(
      [0, 1, 2, 21].map { noun.form($0, .en) == "muzzle flash" } == [false, true, false, false])
    let shot = ObservationKind.shot.noun
    #expect(
      [0, 1, 2, 21].map { shot.form($0, .de) } == ["Schüsse", "Schuss", "Schüsse", "Schüsse"])
  }

  @Test func `numbers are grouped as readers write them`() {
    #expect(Written.integer(1_234_567, .en) == "1,234,567")
    #expect(Written.integer(1_012, .de) == "1.012")
    #expect(Written.integer(1_012, .uk) == "1\u{A0}012")
    #expect(Written.integer(-999, .en) == "\u{2212}999")
    #expect(Written.decimal(1_234.05, places: 1, .de) == "1.234,1")
    #expect(Written.decimal(-0.04, places: 1, .uk) == "0,0")
    #expect(Written.range(4, 5, .en) == "4–5")
    #expect(Written.range(5, 5, .en) == "5")
  }

  @Test func `days are written out`() {
    let day = day("2027-03-14")
    #expect(Written.day(day, .en) == "14\u{A0}March\u{A0}2027")
    #expect(Written.day(day, .de) == "14.\u{A0}März\u{A0}2027")
    #expect(Written.day(day, .uk) == "14\u{A0}березня\u{A0}2027\u{A0}року")
    #expect(Written.shortDay(day, .de) == "14.3.")
    #expect(Written.offset(ms("2027-07-01T00:00Z"), clock("Europe/Kyiv")) == "UTC+3")
    #expect(Written.offset(ms("2027-07-01T00:00Z"), clock("Asia/Kolkata")) == "UTC+5:30")
  }

  @Test func `a direction is the nearest of eight`() {
    #expect(Direction(bearingDeg: 0) == .north)
    #expect(Direction(bearingDeg: 22.4) == .north)
    #expect(Direction(bearingDeg: 22.6) == .northEast)
    #expect(Direction(bearingDeg: 341) == .north)
    #expect(Direction(bearingDeg: 337) == .northWest)
    #expect(Direction(bearingDeg: -45) == .northWest)
    #expect(Direction(bearingDeg: 359.9) == .north)
  }

  @Test func `every kind has its forms in all languages`() {
    for kind in ObservationKind.allCases {
      for language in ReportLanguage.allCases {
        for count in [1, 2, 5] { #expect(!kind.noun.form(count, language).isEmpty) }
      }
    }
  }
}
