// How does an observation stand in the journal? Field after field, little-endian, with a version.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo

/// The journal's bytes are no observation of a version that this program knows.
public struct ObservationCodecError: Error, Hashable, Sendable {
  public let byteOffset: Int
  public let reason: String
}

extension Observation {
  /// Version 2 has identities and the mark of track reports; version 1 has none and can still be read.
  private static let codecVersion: UInt8 = 2

  /// Appends the journal form. `docs/internals/journal.md` lists the fields.
  public func encode(to out: inout [UInt8]) {
    out.append(Self.codecVersion)
    out.add(key.high)
    out.add(key.low)
    for index in 0..<4 { out.add(digest.words[index]) }
    out += [means.rawValue, confidence.rawValue, kind.rawValue, qualifier?.rawValue ?? 0]
    out.add(Int64(count.min))
    out.add(Int64(count.max))
    for time in [happened.fromMs, happened.untilMs, observedAtMs, receivedAtMs] { out.add(time) }
    place.encode(to: &out)
    out.append(UInt8(clamping: attributes.count))
    for attribute in attributes.prefix(255) {
      out.append(attribute.name.rawValue)
      out.add(attribute.value.bitPattern)
    }
    out.append((isTrackReport ? 1 : 0) | (isSensorTrack ? 2 : 0))
    out.append(UInt8(clamping: identities.count))
    for identity in identities.prefix(255) {
      out.append(identity.scheme.rawValue)
      out.add(bytes: identity.text.utf8)
    }
    for text in [feed, sensor, note] { out.add(bytes: text.utf8) }
    out.add(bytes: raw)
  }

  /// Reads the journal form.
  public init(decoding bytes: UnsafeRawBufferPointer) throws(ObservationCodecError) {
    var reader = CodecReader(bytes: bytes)
    let version = try reader.byte()
    guard (1...Self.codecVersion).contains(version) else {
      throw ObservationCodecError(byteOffset: 0, reason: "an unknown version of the journal form")
    }
    key = ContentID(high: try reader.integer(), low: try reader.integer())
    digest = ContentDigest(
      words: SIMD4(
        try reader.integer(), try reader.integer(), try reader.integer(), try reader.integer()))
    means = try reader.code()
    confidence = try reader.code()
    kind = try reader.code()
    qualifier = try reader.optionalCode()
    let least: Int64 = try reader.integer()
    let most: Int64 = try reader.integer()
    guard let range = CountRange(min: Int(least), max: Int(most)) else {
      throw reader.fault("an impossible count")
    }
    count = range
    happened = Period(fromMs: try reader.integer(), untilMs: try reader.integer())
    observedAtMs = try reader.integer()
    receivedAtMs = try reader.integer()
    place = try Place(&reader)
    attributes = []
    for _ in 0..<(try reader.byte()) {
      attributes.append(Attribute(try reader.code(), try reader.double()))
    }
    let mark = version >= 2 ? try reader.byte() : 0
    guard mark <= 3 else { throw reader.fault("an unknown mark \(mark)") }
    isTrackReport = mark & 1 != 0
    isSensorTrack = mark & 2 != 0
    identities = []
    for _ in 0..<(version >= 2 ? try reader.byte() : 0) {
      identities.append(Identity(try reader.code(), try reader.text()))
    }
    feed = try reader.text()
    sensor = try reader.text()
    note = try reader.text()
    raw = try reader.block()
    guard reader.at == bytes.count else { throw reader.fault("bytes follow the observation") }
  }
}

extension Place {
  fileprivate func encode(to out: inout [UInt8]) {
    switch self {
    case .fix(let fix):
      out.append(1)
      out.add(fix)
    case .bearing(let bearing):
      out.append(bearing.distanceM == nil ? 2 : 3)
      out.add(bearing.observer)
      out.add(bearing.bearingRad.bitPattern)
      out.add(bearing.sigmaRad.bitPattern)
      guard let distance = bearing.distanceM else { return }
      out.add(distance.lowerBound.bitPattern)
      out.add(distance.upperBound.bitPattern)
    }
  }

  fileprivate init(_ reader: inout CodecReader) throws(ObservationCodecError) {
    let form = try reader.byte()
    let fix = try reader.fix()
    switch form {
    case 1: self = .fix(fix)
    case 2, 3:
      let bearingRad = try reader.double()
      let sigmaRad = try reader.double()
      var distance: ClosedRange<Double>?
      if form == 3 {
        let least = try reader.double()
        let most = try reader.double()
        guard least <= most else { throw reader.fault("an impossible distance") }
        distance = least...most
      }
      self = .bearing(
        Bearing(observer: fix, bearingRad: bearingRad, sigmaRad: sigmaRad, distanceM: distance))
    default: throw reader.fault("an unknown form of place")
    }
  }
}

extension [UInt8] {
  fileprivate mutating func add(_ value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }

  fileprivate mutating func add(_ fix: Fix) {
    for value in [fix.point.latitudeDeg, fix.point.longitudeDeg, fix.sigmaM] {
      add(value.bitPattern)
    }
  }

  fileprivate mutating func add(bytes: some Collection<UInt8>) {
    add(UInt32(clamping: bytes.count))
    append(contentsOf: bytes)
  }
}

private struct CodecReader {
  let bytes: UnsafeRawBufferPointer
  var at = 0

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func fault(_ reason: String) -> ObservationCodecError {
    ObservationCodecError(byteOffset: at, reason: reason)
  }

  mutating func byte() throws(ObservationCodecError) -> UInt8 { try integer() }

  mutating func integer<Value: FixedWidthInteger>() throws(ObservationCodecError) -> Value {
    let width = MemoryLayout<Value>.size
    guard at + width <= bytes.count else { throw fault("the record ends too early") }
    defer { at += width }
    return Value(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Value.self))
  }

  mutating func double() throws(ObservationCodecError) -> Double {
    Double(bitPattern: try integer())
  }

  mutating func optionalCode<Code: Coded>() throws(ObservationCodecError) -> Code? {
    let raw = try byte()
    if raw == 0 { return nil }
    guard let code = Code(rawValue: raw) else { throw fault("an unknown code \(raw)") }
    return code
  }

  mutating func code<Code: Coded>() throws(ObservationCodecError) -> Code {
    guard let code: Code = try optionalCode() else { throw fault("a code is missing") }
    return code
  }

  mutating func fix() throws(ObservationCodecError) -> Fix {
    let latitudeDeg = try double()
    let longitudeDeg = try double()
    let sigmaM = try double()
    do throws(FixError) {
      return try Fix(latitudeDeg: latitudeDeg, longitudeDeg: longitudeDeg, sigmaM: sigmaM)
    } catch {
      throw fault(error.description)
    }
  }

  mutating func block() throws(ObservationCodecError) -> [UInt8] {
    let count: UInt32 = try integer()
    guard at + Int(count) <= bytes.count else { throw fault("the record ends too early") }
    defer { at += Int(count) }
    return Array(bytes[at..<(at + Int(count))])
  }

  mutating func text() throws(ObservationCodecError) -> String {
    String(decoding: try block(), as: UTF8.self)
  }
}
