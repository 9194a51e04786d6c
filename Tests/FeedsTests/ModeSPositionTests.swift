// Is a position given out only where it is certain, and is it right then?
//
// SPDX-License-Identifier: Apache-2.0

import Geo
import Observations
import Testing

@testable import Feeds

@Suite struct ModeSPositionTests {
  @Test func `the number of zones at its borders`() {
    #expect(CPR.zoneCount(latitudeDeg: 0) == 59)
    #expect(CPR.zoneCount(latitudeDeg: 10.4704712) == 59)
    #expect(CPR.zoneCount(latitudeDeg: 10.4704714) == 58)
    #expect(CPR.zoneCount(latitudeDeg: -52.2572) == 36)
    #expect(CPR.zoneCount(latitudeDeg: 86.53536) == 3)
    #expect(CPR.zoneCount(latitudeDeg: 86.5354) == 2)
    #expect(CPR.zoneCount(latitudeDeg: 87) == 2)
    #expect(CPR.zoneCount(latitudeDeg: 87.0001) == 1)
    #expect(CPR.zoneCount(latitudeDeg: -90) == 1)
    #expect(CPR.zoneBordersDeg.count == 58)
    #expect(zip(CPR.zoneBordersDeg, CPR.zoneBordersDeg.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `a pair anywhere on Earth is resolved within the code's step`() {
    var random = Seeded(7)
    var resolvedCount = 0
    for _ in 0..<20_000 {
      let latitude = Double.random(in: -89.9...89.9, using: &random)
      let longitude = Double.random(in: -180..<180, using: &random)
      let even = ModeSHelp.encoded(latitude, longitude, isOdd: false, isSurface: false)
      let odd = ModeSHelp.encoded(latitude, longitude, isOdd: true, isSurface: false)
      for newerIsOdd in [false, true] {
        guard let point = CPR.airborne(even: even, odd: odd, newerIsOdd: newerIsOdd) else {
          continue
        }
        resolvedCount += 1
        #expect(CPR.chordM(point, GeoPoint(latitudeDeg: latitude, longitudeDeg: longitude)) < 10)
      }
    }
    // Only the pairs on the border of a latitude zone are left out.
    #expect(resolvedCount > 39_900)
  }

  @Test func `one frame is resolved near a reference up to 180 NM, on the surface 45 NM`() {
    var random = Seeded(8)
    for _ in 0..<20_000 {
      let latitude = Double.random(in: -80...80, using: &random)
      let longitude = Double.random(in: -180..<180, using: &random)
      let isSurface = Bool.random(using: &random)
      let isOdd = Bool.random(using: &random)
      let frame = ModeSHelp.encoded(latitude, longitude, isOdd: isOdd, isSurface: isSurface)
      let there = GeoPoint(latitudeDeg: latitude, longitudeDeg: longitude)
      let reach = (isSurface ? 45.0 : 180.0) / 60 * 0.95
      let angle = Double.random(in: 0...6.28, using: &random)
      let reference = GeoPoint(
        latitudeDeg: latitude + reach * ModeSMath.cosine(angle),
        longitudeDeg: longitude + reach * ModeSMath.sine(angle)
          / ModeSMath.cosine(latitude * .pi / 180))
      let point = CPR.local(frame, near: reference, isSurface: isSurface)
      #expect(point.map { CPR.chordM($0, there) < 10 } == true, "\(there) \(reference)")
    }
  }

  @Test func `near the meridian, the antimeridian and the equator the quadrant is right`() {
    for (latitude, longitude) in [
      (51.5, -0.001), (51.5, 0.001), (0.01, 179.999), (0.01, -179.999), (-0.01, 0.01),
      (-33.9, 18.4),
    ] {
      let even = ModeSHelp.encoded(latitude, longitude, isOdd: false, isSurface: false)
      let odd = ModeSHelp.encoded(latitude, longitude, isOdd: true, isSurface: false)
      let point = CPR.airborne(even: even, odd: odd, newerIsOdd: true)
      #expect(point.map { abs($0.latitudeDeg - latitude) < 1e-3 } == true)
      #expect(point.map { abs($0.longitudeDeg - longitude) < 1e-3 } == true)
    }
  }

  /// The published surface pair of "The 1090 MHz Riddle", seen from Amsterdam.
  @Test func `a surface pair is resolved by the receiver's place`() {
    let receiver = GeoPoint(latitudeDeg: 51.990, longitudeDeg: 4.375)
    let even = CPRFrame(latitude: 115_609, longitude: 116_941, isOdd: false)
    let odd = CPRFrame(latitude: 39_199, longitude: 110_269, isOdd: true)
    let point = CPR.surface(even: even, odd: odd, newerIsOdd: false, near: receiver)
    #expect(
      point.map { abs($0.latitudeDeg - 52.32304) < 2e-3 } == true, "\(String(describing: point))")
    #expect(point.map { abs($0.longitudeDeg - 4.7304) < 5e-3 } == true)
  }

  // MARK: What is given out

  /// Lines of airborne frames at times and places.
  private func lines(
    _ frames: [(atS: Double, latitudeDeg: Double, longitudeDeg: Double, isOdd: Bool)]
  ) -> [String] {
    wireLines(
      frames.map {
        ModeSHelp.avr(
          ModeSHelp.squitter(
            0xF00001, ModeSHelp.airborne($0.latitudeDeg, $0.longitudeDeg, isOdd: $0.isOdd)),
          atS: $0.atS)
      }.joined(), .avr
    ).lines
  }

  @Test func `the first place waits for a second pair that agrees`() {
    let read = lines([
      (0, 50, 30, false), (0.5, 50, 30, true), (1, 50.001, 30, false), (1.5, 50.001, 30, true),
    ])
    #expect(read[0].contains("no frame of the other kind yet"))
    #expect(read[1].contains("awaiting a second pair"))
    #expect(read[2].contains(#""position_by":"pair""#))
    #expect(read[3].contains(#""position_by":"last_place""#))
  }

  @Test func `the same frame heard twice is no second pair`() {
    let read = lines([
      (0, 50, 30, false), (0.5, 50, 30, true), (0.5, 50, 30, true), (0.6, 50, 30, true),
    ])
    #expect(read[2].contains("awaiting") && read[3].contains("awaiting"))
  }

  @Test func `a pair of more than ten seconds is not one`() {
    let read = lines([(0, 50, 30, false), (10.1, 50, 30, true), (10.2, 50, 30, false)])
    #expect(read[1].contains("pair too old"))
    #expect(read[2].contains("awaiting"))
  }

  @Test func `a phantom far away is withheld, four of them begin anew`() {
    var frames = [(0.0, 50.0, 30.0, false), (0.5, 50, 30, true), (1, 50, 30, false)]
    frames.append((1.5, 51, 30, true))
    frames.append((2, 50, 30, true))
    let read = lines(frames)
    #expect(read[3].contains("too far from the last place"))
    #expect(read[4].contains("latitude_deg"))
    var jumped = Array(frames.prefix(3))
    for index in 0..<9 { jumped.append((2 + Double(index) * 0.5, 52, 30, index % 2 == 0)) }
    let moved = lines(jumped)
    #expect(moved[3..<7].allSatisfy { $0.contains("too far") })
    #expect(moved.last?.contains(#""latitude_deg":52"#) == true)
  }

  @Test func `frames without time are not paired`() {
    let text = [false, true, false].map {
      "*" + ModeSHelp.hex(ModeSHelp.squitter(1, ModeSHelp.airborne(50, 30, isOdd: $0))) + ";"
    }
    let read = wireLines(text.joined(), .avr)
    #expect(read.lines.allSatisfy { $0.contains("frames without time") })
  }

  @Test func `surface frames need a receiver, or a place already known`() {
    func surface(_ atS: Double, _ isOdd: Bool) -> String {
      ModeSHelp.avr(
        ModeSHelp.squitter(0xF00001, ModeSHelp.surface(50.345, 30.9, isOdd: isOdd)), atS: atS)
    }
    let text = surface(0, false) + surface(1, true) + surface(2, false)
    let alone = wireLines(text, .avr)
    #expect(alone.lines.allSatisfy { $0.contains("no receiver within 45 NM") })
    let landed = wireLines(
      [(0.0, false), (0.5, true), (1, false)].map {
        ModeSHelp.avr(
          ModeSHelp.squitter(0xF00001, ModeSHelp.airborne(50.34, 30.9, isOdd: $0.1)), atS: $0.0)
      }.joined() + surface(3, true), .avr)
    #expect(landed.lines[3].contains(#""latitude_deg":50.345"#))
    let settings = ModeSFeedTests.settings(.avr)
    let placed = items(text, settings).observations
    #expect(placed.count == 1 && placed[0].value(.onGround) == 1)
  }

  @Test func `the table is bounded: of many addresses the oldest are forgotten`() {
    var table = AircraftTable()
    for address in UInt32(0)..<100_000 {
      let index = table.index(of: address, isICAOAddress: true)
      #expect(index < AircraftTable.rowCount)
      table[index].lastNs = Int64(address)
    }
    let last = table.index(of: 99_999, isICAOAddress: true)
    #expect(table[last].lastNs == 99_999)
    let other = table.index(of: 99_999, isICAOAddress: false)
    #expect(other != last)
  }

  @Test func `NIC follows version, type code and supplements`() {
    var row = AircraftRow()
    #expect(ModeSLocator.nic(11, supplementB: 1, row) == nil)
    row.version = 2
    row.supplementA = 1
    #expect(ModeSLocator.nic(11, supplementB: 1, row) == 9)
    #expect(ModeSLocator.nic(11, supplementB: 0, row) == 8)
    #expect(ModeSLocator.nic(16, supplementB: 1, row) == 3)
    #expect(ModeSLocator.nic(8, supplementB: 0, row) == 6)
    row.supplementC = 1
    #expect(ModeSLocator.nic(8, supplementB: 0, row) == 7)
    row.version = 1
    #expect(ModeSLocator.nic(11, supplementB: 0, row) == 9)
    #expect(ModeSLocator.nic(18, supplementB: 0, row) == 0)
  }

  @Test func `the error follows the accuracy that was sent`() {
    #expect(abs(ModeSLocator.sigmaM(nacP: 9, typeCode: 11) - 30 / 2.448) < 1e-9)
    #expect(ModeSLocator.sigmaM(nacP: 0, typeCode: 11) == ModeSLocator.unknownSigmaM)
    #expect(abs(ModeSLocator.sigmaM(nacP: nil, typeCode: 11) - 92.6 / 2.448) < 1e-9)
    #expect(ModeSLocator.sigmaM(nacP: nil, typeCode: 18) == ModeSLocator.unknownSigmaM)
  }
}
