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

  @Test func `bytes behind a record are no part of it`() throws {
    var bytes: [UInt8] = []
    try random(3).encode(to: &bytes)
    bytes.append(0)
    #expect(throws: ObservationCodecError.self) {
      try bytes.withUnsafeBytes { try Observation(decoding: $0) }
    }
  }

  @Test func `a flipped bit is read as something else or refused, never a trap`() throws {
    var sound: [UInt8] = []
    try random(5).encode(to: &sound)
    for at in sound.indices {
      for bit in 0..<8 {
        var bytes = sound
        bytes[at] ^= 1 << UInt8(bit)
        _ = try? bytes.withUnsafeBytes { try Observation(decoding: $0) }
      }
    }
    sound[0] = 200
    #expect(throws: ObservationCodecError.self) {
      try sound.withUnsafeBytes { try Observation(decoding: $0) }
    }
  }
}

@Suite struct JournaledCodeTests {
  /// Journals hold these numbers: a new code is added at the end, an old one never moves.
  @Test func `the numbers that journals hold stay what they are`() {
    check(
      ObservationKind.self,
      "1 explosion, 2 burst, 3 shot, 4 projectile_in_flight, 5 muzzle_flash, "
        + "6 illumination_flare, 7 weapon_seen, 8 armoured_vehicle_seen, 9 personnel_seen, "
        + "10 position_work, 11 mine_or_uxo, 12 uav, 13 aircraft, 14 vessel, "
        + "15 crossing_traffic, 16 damage, 17 casualty, 18 statement, 19 thermal_anomaly")
    check(
      Means.self,
      "1 saw, 2 heard, 3 saw_and_heard, 4 camera, 5 mini_uav, 6 mid_range_uav, "
        + "7 long_range_uav, 8 satellite_image, 9 acoustic_sensor, 10 radar, 11 ads_b, 12 ais, "
        + "13 electronic_signature, 14 hotline, 15 witness, 16 open_source")
    check(
      Qualifier.self,
      "1 undetermined, 2 outgoing, 3 impact, 4 airburst, 5 mine, 6 controlled_detonation")
    check(Confidence.self, "1 low, 2 nominal, 3 high")
    check(
      AttributeName.self,
      "1 radiative_power_mw, 2 brightness_k, 3 scan_km, 4 track_km, 5 firms_type, 6 tube_mm, "
        + "7 range_km, 8 armed_persons, 9 armoured_vehicles, 10 ready_to_fire, 11 height_m, "
        + "12 speed_mper_s, 13 on_site, 14 rocket_launcher")
  }

  private func check<Code: Coded>(_ type: Code.Type, _ expected: String) {
    let written = Code.allCases.sorted { $0.rawValue < $1.rawValue }
      .map { "\($0.rawValue) \($0.code)" }.joined(separator: ", ")
    #expect(written.hasPrefix(expected))
  }

  @Test(arguments: ["Explosion", "MINE or UXO", "mine-or-uxo", "Projectile in flight"])
  func `a kind is read as people write it`(text: String) {
    #expect(ObservationKind(code: text) != nil)
  }

  @Test(arguments: ["", " ", "explosion ", "explo sion", "0", "unknown"])
  func `what is no code of the list is none`(text: String) {
    #expect(ObservationKind(code: text) == nil)
  }

  @Test(arguments: [
    "", "0", "00000000000000000000z", "+000000000000000000a", "000000000000000-0001",
  ])
  func `what is no identity is none`(text: String) {
    #expect(ContentID(hex: text) == nil)
  }

  @Test func `identities sort by their bytes and keep leading zeros`() {
    let small = ContentID(high: 1, low: 2)
    #expect(small.hex == "00000000000000010002")
    #expect(small.text == "0000000000002002")
    #expect(ContentID(hex: small.hex) == small)
    #expect(small < ContentID(high: 1, low: 3))
    #expect(ContentID(high: 1, low: 0xFFFF) < ContentID(high: 2, low: 0))
  }
}
