// What is flagged on a recording of real traffic? Every flag as a sentence, to be judged by eye.
//
// SPDX-License-Identifier: Apache-2.0

internal import Feeds
internal import Foundation
internal import Geo
internal import Observations
internal import Tracks

/// Reads a recording, plain or as `opensky` (states as CSV), and prints what is flagged.
func judgeRecording(format: String, path: String) throws {
  let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  var observations =
    switch format {
    case "opensky": openSky(bytes)
    case "solent": solent(bytes)
    default: decoded(format, bytes)
    }
  observations.sort { ($0.happened.fromMs, $0.key) < ($1.happened.fromMs, $1.key) }
  var seen: Set<ContentID> = []
  observations.removeAll { !seen.insert($0.key).inserted }
  let land = try option("--land").map { LandMask(land: try MapFile($0).polygons) }
  var check = PlausibilityCheck(
    settings: PlausibilitySettings(), sensors: recordingSensors, land: land)
  var identities: Set<Identity> = []
  var flags: [Identity: [PlausibilityReason: PlausibilityFlag]] = [:]
  for observation in observations {
    if let first = observation.identities.first { identities.insert(first) }
    for change in check.take(observation) {
      switch change {
      case .raised(let flag), .extended(let flag), .ended(let flag):
        flags[flag.subject, default: [:]][flag.reason] = flag
      case .areaRaised(let area): print("area: \(area.english)")
      case .areaExtended, .areaEnded: break
      }
    }
  }
  // What stands at the end was told of at its beginning or later.
  for identity in identities {
    for flag in check.flags(of: identity) { flags[identity, default: [:]][flag.reason] = flag }
  }
  var reasons: [String: Int] = [:]
  for (identity, byReason) in flags.sorted(by: { $0.key.text < $1.key.text }) {
    for flag in byReason.values.sorted(by: { $0.reason.rawValue < $1.reason.rawValue }) {
      reasons[flag.reason.rawValue, default: 0] += 1
      print(
        "\(identity.text) \(flag.reason.rawValue): \(flag.english) (\(flag.reportCount) reports)")
    }
  }
  print("\(observations.count) reports, \(identities.count) identities, \(flags.count) flagged")
  for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) { print("  \(reason) \(count)") }
}

/// The recording's source, with the error of its clock: `--clock-sigma SECONDS`.
private var recordingSensors: SensorRegister {
  let sigmaS = option("--clock-sigma").flatMap { Double($0) } ?? 0
  return SensorRegister([
    Sensor(
      id: "recording", name: "recording", means: .ais, owner: "",
      calibration: Calibration(timeSigmaMs: sigmaS * 1_000))
  ])
}

private func decoded(_ format: String, _ bytes: [UInt8]) -> [Observation] {
  guard let format = FeedFormat(rawValue: format) else { return [] }
  var settings = FeedSettings(name: "recording", format: format)
  settings.startMs = option("--start").flatMap { Instant(iso: $0) }?.atMs
  var decoder = FeedDecoder(settings)
  var found: [Observation] = []
  func drain() {
    while let item = decoder.next() {
      if case .observation(let observation, _) = item, observation.isTrackReport {
        found.append(observation)
      }
    }
  }
  for start in stride(from: 0, to: bytes.count, by: 65_536) {
    decoder.push(Array(bytes[start..<min(start + 65_536, bytes.count)]))
    drain()
  }
  decoder.finish()
  drain()
  return found
}

/// Decoded AIS as CSV: Time, MMSI, latitude, longitude, course in degrees, speed in knots.
private func solent(_ bytes: [UInt8]) -> [Observation] {
  let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
  return rows.compactMap { row in
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard cells.count >= 6, let instant = Instant(iso: cells[0], defaultOffsetMin: 0),
      let latitudeDeg = Double(cells[2]), let longitudeDeg = Double(cells[3]),
      let fix = try? Fix(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, sigmaM: 12.3)
    else { return nil }
    var attributes: [Attribute] = []
    if let courseDeg = Double(cells[4]) { attributes.append(Attribute(.courseDeg, courseDeg)) }
    if let speedKn = Double(cells[5].trimmingCharacters(in: .whitespaces)) {
      attributes.append(Attribute(.speedMPerS, speedKn * 1_852 / 3_600))
    }
    let raw = Array(row.utf8)
    return Observation(
      key: ContentID(parts: [String(row)]), digest: ContentDigest(of: raw), raw: raw,
      feed: "recording", sensor: "recording", means: .ais, confidence: .nominal, kind: .vessel,
      attributes: attributes, identities: [Identity(.mmsi, cells[1])],
      happened: Period(fromMs: instant.atMs, untilMs: instant.atMs),
      observedAtMs: instant.atMs, receivedAtMs: instant.atMs, place: .fix(fix))
  }
}

/// States of the OpenSky Network: time, icao24, lat, lon, velocity, heading, vertrate, callsign,
/// onground, ..., baroaltitude, geoaltitude, lastposupdate.
private func openSky(_ bytes: [UInt8]) -> [Observation] {
  let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropFirst()
  return rows.compactMap { row in
    let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard cells.count >= 15, let latitudeDeg = Double(cells[2]),
      let longitudeDeg = Double(cells[3]),
      let atS = Double(cells[14]),
      let fix = try? Fix(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, sigmaM: 76)
    else { return nil }
    var attributes: [Attribute] = []
    for (name, cell) in [
      (AttributeName.speedMPerS, 4), (.courseDeg, 5), (.verticalRateMPerS, 6),
      (.pressureHeightM, 12),
    ] {
      if let value = Double(cells[cell]) { attributes.append(Attribute(name, value)) }
    }
    attributes.append(Attribute(.onGround, cells[8] == "True" ? 1 : 0))
    let atMs = Int64(atS * 1_000)
    let callSign = cells[7].trimmingCharacters(in: .whitespaces)
    let raw = Array(row.utf8)
    return Observation(
      key: ContentID(parts: [cells[1], String(atMs)]), digest: ContentDigest(of: raw), raw: raw,
      feed: "opensky", sensor: "opensky", means: .adsB, confidence: .nominal, kind: .aircraft,
      attributes: attributes,
      identities: [Identity(.icaoAddress, cells[1].uppercased())]
        + (callSign.isEmpty ? [] : [Identity(.callSign, callSign)]),
      happened: Period(fromMs: atMs, untilMs: atMs), observedAtMs: atMs, receivedAtMs: atMs,
      place: .fix(fix))
  }
}
