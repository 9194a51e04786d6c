// SPDX-License-Identifier: Apache-2.0

import Geo
import Observations
import Testing

@Suite struct VocabularyTests {
  @Test func `every code is read back and stands once`() {
    check(ObservationKind.self)
    check(Means.self)
    check(Qualifier.self)
    check(Confidence.self)
    check(AttributeName.self)
    #expect(ObservationKind.projectileInFlight.code == "projectile_in_flight")
    #expect(ObservationKind.mineOrUXO.code == "mine_or_uxo")
    #expect(Means(code: "Saw and heard") == .sawAndHeard)
  }

  private func check<Code: Coded & Equatable>(_ type: Code.Type) {
    #expect(Set(Code.allCases.map(\.code)).count == Code.allCases.count)
    #expect(Set(Code.allCases.map(\.rawValue)).count == Code.allCases.count)
    for code in Code.allCases { #expect(Code(code: code.code) == code) }
  }

  @Test func `an identity is written and read back`() {
    let id = ContentID(parts: ["firms", "N20"])
    #expect(ContentID(hex: id.hex) == id)
    #expect(id.text.count == 16)
    #expect(ContentID(parts: ["a", "b"]) != ContentID(parts: ["ab"]))
    #expect(
      ContentDigest(of: Array("abc".utf8)).hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}

@Suite struct ObservationCodecTests {
  private func random(_ seed: UInt64) throws -> Observation {
    var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let fix = try Fix(
      latitudeDeg: Double(next(180)) - 90, longitudeDeg: Double(next(360)) - 180,
      sigmaM: Double(next(1_000)) + 0.5)
    let raw = (0..<next(200)).map { _ in UInt8(next(256)) }
    let place: Place =
      next(2) == 0
      ? .fix(fix)
      : .bearing(
        Bearing(
          observer: fix, bearingRad: Double(next(628)) / 100, sigmaRad: 0.1,
          distanceM: next(2) == 0 ? nil : 1_000...Double(1_000 + next(9_000))))
    return Observation(
      key: ContentID(of: raw), digest: ContentDigest(of: raw), raw: raw, feed: "f\(next(9))",
      sensor: "s-ü\(next(9))", means: Means.allCases[next(16)],
      confidence: Confidence.allCases[next(3)], kind: ObservationKind.allCases[next(19)],
      qualifier: next(2) == 0 ? nil : .impact, count: CountRange(min: next(5), max: 5) ?? .one,
      attributes: (0..<next(4)).map { Attribute(AttributeName.allCases[$0], Double(next(100))) },
      note: String(repeating: "n", count: next(30)),
      happened: Period(fromMs: Int64(next(1 << 30)), untilMs: Int64(1 << 30)),
      observedAtMs: Int64(next(1 << 30)), receivedAtMs: -Int64(next(1 << 30)), place: place)
  }

  @Test(arguments: 0..<200)
  func `what is journaled is read back as it was`(seed: UInt64) throws {
    let observation = try random(seed)
    var bytes: [UInt8] = []
    observation.encode(to: &bytes)
    #expect(try bytes.withUnsafeBytes { try Observation(decoding: $0) } == observation)
  }

  @Test func `a record cut off anywhere is refused`() throws {
    var bytes: [UInt8] = []
    try random(7).encode(to: &bytes)
    for count in 0..<bytes.count {
      #expect(throws: ObservationCodecError.self) {
        try bytes.prefix(count).withUnsafeBytes { try Observation(decoding: $0) }
      }
    }
  }
}
