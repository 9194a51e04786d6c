// SPDX-License-Identifier: Apache-2.0

import Geo
import Observations
import Testing
import Tracks

@Suite struct JoiningOrderTests {
  /// Clusters of hot spots and vehicles over a day, in a few places, with duplicates in reach.
  private func world(seed: UInt64, count: Int) throws -> [Observation] {
    var random = SeededGenerator(seed: seed)
    return try (0..<count).map { index in
      let isVehicle = Int.random(in: 0..<4, using: &random) == 0
      return try made(
        "r\(index)", isVehicle ? .armouredVehicleSeen : .thermalAnomaly,
        means: isVehicle ? .camera : .satelliteImage, sensor: isVehicle ? "c7" : "s1",
        atS: Double.random(in: 0..<86_400, using: &random).rounded(),
        latitudeDeg: 48 + Double.random(in: 0..<0.06, using: &random),
        longitudeDeg: 37 + Double.random(in: 0..<0.06, using: &random),
        sigmaM: Double.random(in: 50..<400, using: &random))
    }
  }

  /// The definition, written out: in order of time each report goes to the best agreeing anchor.
  private func reference(_ reports: [Observation], _ settings: JoinSettings) -> [[String]] {
    let sorted = reports.sorted {
      ($0.happened.fromMs, $0.key) < ($1.happened.fromMs, $1.key)
    }
    var groups: [[Observation]] = []
    for report in sorted {
      var best: (cost: Double, index: Int)?
      for (index, group) in groups.enumerated() where group[0].kind == report.kind {
        guard case .fix(let anchor) = group[0].place, case .fix(let own) = report.place else {
          continue
        }
        let window = Double(
          report.kind == .thermalAnomaly ? settings.thermalWindowMs : settings.otherWindowMs)
        let gap = Double(report.happened.gapMs(to: group[0].happened))
        let (east, north) = LocalPlane(origin: anchor.point).metres(own.point)
        let squared =
          (east * east + north * north) / (anchor.sigmaM * anchor.sigmaM + own.sigmaM * own.sigmaM)
        guard gap <= window, squared <= settings.gateSquared else { continue }
        let cost = squared + (gap / window) * (gap / window)
        if cost < best?.cost ?? .infinity { best = (cost, index) }
      }
      if let best { groups[best.index].append(report) } else { groups.append([report]) }
    }
    return groups.map { $0.map { String(decoding: $0.raw, as: UTF8.self) } }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  @Test(arguments: UInt64(1)...30)
  func `every order of arrival and every batching gives what the definition says`(
    seed: UInt64
  ) throws {
    let reports = try world(seed: seed, count: 120)
    let expected = reference(reports, JoinSettings())
    #expect(expected.contains { $0.count > 1 })
    var random = SeededGenerator(seed: seed + 1_000)
    for batchSize in [1, 7, 120] {
      var standing = Standing()
      var rest = reports.shuffled(using: &random)[...]
      while !rest.isEmpty {
        standing.take(Array(rest.prefix(batchSize)))
        rest = rest.dropFirst(batchSize)
      }
      #expect(standing.groups == expected)
    }
  }

  @Test(arguments: UInt64(1)...10)
  func `what is set aside and taken back leaves no trace`(seed: UInt64) throws {
    let reports = try world(seed: seed, count: 80)
    var random = SeededGenerator(seed: seed + 7)
    var standing = Standing()
    standing.take(reports)
    let before = standing.groups
    let chosen = reports.shuffled(using: &random).prefix(15)
    for report in chosen { standing.decide(.setAside(key: report.key)) }
    let without = reports.filter { report in !chosen.contains { $0.key == report.key } }
    #expect(standing.groups == reference(without, JoinSettings()))
    for report in chosen.reversed() { standing.decide(.asRules(key: report.key)) }
    #expect(standing.groups == before)
  }

  @Test func `an officer splits a report out and joins it again`() throws {
    let first = try made("a", atS: 0)
    let second = try made("b", sensor: "s2", atS: 60)
    var standing = Standing()
    standing.take([first, second])
    #expect(standing.groups == [["a 1", "b 1"]])
    standing.decide(.apart(key: second.key))
    #expect(standing.groups == [["a 1"], ["b 1"]])
    standing.decide(.together(key: second.key, with: first.key))
    #expect(standing.groups == [["a 1", "b 1"]])
    #expect(standing.events.values.first?.joins.map(\.reason) == [.first, .decided])
  }

  @Test func `two reports joined to each other do not go round for ever`() throws {
    let first = try made("a")
    let second = try made("b", latitudeDeg: 49)
    var standing = Standing()
    standing.take([first, second])
    standing.decide(.together(key: first.key, with: second.key))
    standing.decide(.together(key: second.key, with: first.key))
    #expect(standing.groups.flatMap { $0 }.count == 2)
  }

  @Test func `the same row twice is a duplicate, a later version takes its place`() throws {
    var standing = Standing()
    let first = try made("a")
    let later = try made("a", receivedS: 3_600, version: "2")
    #expect(standing.joiner.add(first) == .new)
    #expect(standing.joiner.add(first) == .duplicate)
    #expect(standing.joiner.add(later) == .superseding)
    #expect(standing.joiner.add(first) == .duplicate)
    standing.take([later])
    #expect(standing.groups == [["a 2"]])
  }

  @Test func `a report beyond the lateness limit is kept and joins nothing by itself`() throws {
    var standing = Standing()
    standing.take([try made("a"), try made("b", atS: 60, receivedS: 73 * 3_600)])
    #expect(standing.groups == [["a 1"], ["b 1"]])
    #expect(standing.joiner.lateCount == 1)
  }
}

@Suite struct EventFormationTests {
  private func one(_ reports: [Observation]) throws -> Event {
    var standing = Standing()
    standing.take(reports)
    #expect(standing.events.count == 1, "\(standing.groups)")
    return try #require(standing.events.values.first)
  }

  @Test func `three satellites of one owner are one kind of evidence`() throws {
    let event = try one([
      try made("a", sensor: "s1"), try made("b", sensor: "s2", atS: 3_000),
      try made("c", sensor: "s3", atS: 6_000),
    ])
    #expect(event.grade == .e1)
    #expect(event.sensors == ["s1", "s2", "s3"])
    // One principle shares its errors: the error does not shrink with their number.
    #expect(abs(event.sigmaM - 100) < 1e-9)
  }

  @Test func `low confidence and unregistered sources are unconfirmed`() throws {
    #expect(try one([try made("a", confidence: .low)]).grade == .e0)
    #expect(try one([try made("a", sensor: "who")]).grade == .e0)
    #expect(try one([try made("a", means: .hotline)]).grade == .e0)
  }

  /// An explosion at 48.0, 37.0 at t = 0: heard 6.86 km and 3.43 km away, 20 s and 10 s later.
  @Test func `one explosion heard by two patrols and a sensor is one event`() throws {
    let place = GeoPoint(latitudeDeg: 48, longitudeDeg: 37)
    func heard(
      _ name: String, _ sensor: String, _ means: Means, distanceM: Double, bearingDeg: Double,
      sigmaDeg: Double, count: CountRange
    ) throws -> Observation {
      let observer = Geodesic.destination(
        from: place, bearingRad: (bearingDeg + 180) * .pi / 180, distanceM: distanceM)
      return try made(
        name, .explosion, means: means, sensor: sensor, atS: distanceM / 343.2, forS: 1,
        count: count,
        place: .bearing(
          Bearing(
            observer: try Fix(
              latitudeDeg: observer.latitudeDeg, longitudeDeg: observer.longitudeDeg, sigmaM: 20),
            bearingRad: bearingDeg * .pi / 180, sigmaRad: sigmaDeg * .pi / 180,
            distanceM: (distanceM * 0.8)...(distanceM * 1.2))))
    }
    let event = try one([
      try heard(
        "p1", "p1", .heard, distanceM: 6_864, bearingDeg: 90, sigmaDeg: 6, count: CountRange(4)),
      try heard(
        "p2", "p2", .heard, distanceM: 3_432, bearingDeg: 0, sigmaDeg: 6, count: CountRange(5)),
      try heard(
        "a3", "a3", .acousticSensor, distanceM: 8_000, bearingDeg: 210, sigmaDeg: 1,
        count: CountRange(5)),
    ])
    #expect(event.grade == .e2)
    // Several rows are one event, counted once, with the highest reliable count.
    #expect(event.count == CountRange(5))
    #expect(Geodesic.distanceM(from: event.point, to: place) < 300)
    #expect(event.joins.allSatisfy { $0.residualS == 0 })
  }

  @Test func `two crossing bearings without distances meet where they cross`() throws {
    let place = GeoPoint(latitudeDeg: 48, longitudeDeg: 37)
    func bearing(_ name: String, _ sensor: String, from deg: Double) throws -> Observation {
      let observer = Geodesic.destination(
        from: place, bearingRad: deg * .pi / 180, distanceM: 5_000)
      let back = Geodesic.inverse(from: observer, to: place).initialBearingRad
      return try made(
        name, .muzzleFlash, means: .saw, sensor: sensor,
        place: .bearing(
          Bearing(
            observer: try Fix(
              latitudeDeg: observer.latitudeDeg, longitudeDeg: observer.longitudeDeg, sigmaM: 10),
            bearingRad: back < 0 ? back + 2 * .pi : back, sigmaRad: 0.01, distanceM: nil)))
    }
    let event = try one([try bearing("a", "p1", from: 200), try bearing("b", "p2", from: 290)])
    #expect(Geodesic.distanceM(from: event.point, to: place) < 60)
    #expect(event.sigmaM < 120)
    #expect(event.grade == .e2)
  }

  @Test(arguments: [(20.0, 343.2), (0.0, 331.3), (-20.0, 318.9)])
  func `sound is as fast as the air is warm`(temperatureC: Double, metresPerSecond: Double) {
    var settings = JoinSettings()
    settings.temperatureC = temperatureC
    #expect(abs(settings.soundMPerS - metresPerSecond) < 0.1)
  }
}
