// SPDX-License-Identifier: Apache-2.0

import Notation
import Testing

@testable import Evidence

/// What pictures say of themselves, held against what other programs wrote and read.
@Suite struct MediaClaimsTests {
  private func close(_ a: Double?, _ b: JSONValue?) -> Bool {
    guard let a, let b = b?.double else { return false }
    return abs(a - b) < 1e-9
  }

  @Test(arguments: ["exif.jpg", "exif.png", "exif.tiff"])
  func `time, place and camera are read as another program reads them`(name: String) throws {
    let expected = try #require(try Fixture.json("pictures.json")[name])
    let claims = try MediaClaims(file: Fixture.path(name))
    let exif = try #require(claims.exif)
    #expect(exif.faults == [])
    #expect(exif.make == expected["make"]?.text)
    #expect(exif.model == expected["model"]?.text)
    #expect(exif.takenAt == expected["taken_at"]?.text)
    #expect(exif.utcOffset == expected["utc_offset"]?.text)
    #expect(exif.fixedAt == expected["fixed_at"]?.text)
    #expect(close(exif.latitudeDeg, expected["latitude_deg"]))
    #expect(close(exif.longitudeDeg, expected["longitude_deg"]))
    #expect(close(exif.altitudeM, expected["altitude_m"]))
    #expect(close(exif.positionErrorM, expected["position_error_m"]))
    #expect(claims.provenance == .noManifest)
    #expect(claims.json["claimed_taken_at"] == "2026-06-24T05:12:33")
    #expect(claims.json["provenance"] == "no_manifest")
  }

  @Test(arguments: [("c2pa.jpg", MediaKind.jpeg), ("c2pa.png", .png)])
  func `a signed picture is the one its manifest was made for, until one byte of it is another`(
    name: String, kind: MediaKind
  ) throws {
    let bytes = try Fixture.bytes(name)
    #expect(MediaClaims(bytes: bytes).kind == kind)
    #expect(MediaClaims(bytes: bytes).provenance == .bindingCompared(matches: true))
    let ranges = MediaContainer(ByteSource(bytes)).manifestRanges
    #expect(ranges.count == 1)
    for at in bytes.indices where !ranges.contains(where: { $0.contains(at) }) {
      var changed = bytes
      changed[at] ^= 0x10
      // In the frame of the file the manifest may not be found again; it never matches.
      #expect(MediaClaims(bytes: changed).provenance != .bindingCompared(matches: true), "\(at)")
    }
    var picture = bytes
    picture[bytes.count - 6] ^= 1
    #expect(MediaClaims(bytes: picture).provenance == .bindingCompared(matches: false))
    let longer = MediaClaims(bytes: bytes + [0])
    #expect(longer.provenance == .bindingCompared(matches: false))
  }

  @Test func `a binding that leaves out the picture is not taken for one`() throws {
    // The manifest's `length` of 2 bytes, made longer by 50: it now covers what follows it.
    var bytes = try Fixture.bytes("c2pa.jpg")
    let mark = Array("flength".utf8) + [0x19]
    let at = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) }) + mark.count
    let length = Int(bytes[at]) << 8 | Int(bytes[at + 1])
    bytes[at] = UInt8((length + 50) >> 8)
    bytes[at + 1] = UInt8((length + 50) & 255)
    #expect(
      MediaClaims(bytes: bytes).provenance
        == .notValidated(reason: "the binding leaves out 50 bytes beside the manifest"))
  }

  @Test func `a manifest in a film is seen, and does not bind another file`() throws {
    let manifest = try #require(MediaContainer(ByteSource(Fixture.bytes("c2pa.png"))).manifest)
    let type: [UInt8] = [
      0xD8, 0xFE, 0xC3, 0xD6, 0x1B, 0x0E, 0x48, 0x3C, 0x92, 0x97, 0x58, 0x28, 0x87, 0x7E, 0xC4,
      0x81,
    ]
    let purpose: [UInt8] = [0, 0, 0, 0] + Array("manifest\0".utf8)
    let body = type + purpose + [UInt8](repeating: 0, count: 8) + manifest
    let size = body.count + 8
    let start: [UInt8] = [0, 0, 0, 16] + Array("ftypisom".utf8) + [0, 0, 0, 0]
    let film = start + [0, 0, UInt8(size >> 8), UInt8(size & 255)] + Array("uuid".utf8) + body
    let claims = MediaClaims(bytes: film)
    #expect(claims.kind == .mp4)
    #expect(claims.provenance == .bindingCompared(matches: false))
    #expect(MediaClaims(bytes: start).provenance == .noManifest)
  }

  @Test(arguments: [
    "2026:13:24 05:12:33", "2026-06-24 05:12:33", "0000:00:00 00:00:00", "yesterday at some time",
  ])
  func `what is no time is not claimed as one`(text: String) throws {
    var bytes = try Fixture.bytes("exif.jpg")
    let original = Array("2026:06:24 05:12:33".utf8)
    let at = try #require(bytes.indices.first { bytes[$0...].starts(with: original) })
    let written = Array(text.utf8.prefix(19)) + [UInt8](repeating: 0, count: 19)
    bytes.replaceSubrange(at..<(at + 19), with: written.prefix(19))
    let exif = try #require(MediaClaims(bytes: bytes).exif)
    // The time of the last change is left.
    #expect(exif.takenAt == "2026-06-25T09:00:00")
    #expect(exif.faults.count == 1)
  }

  @Test(arguments: ["exif.jpg", "exif.png", "exif.tiff", "c2pa.jpg", "c2pa.png"])
  func `broken pictures are read in bounds, whatever is broken`(name: String) throws {
    let bytes = try Fixture.bytes(name)
    for count in bytes.indices { _ = MediaClaims(bytes: Array(bytes.prefix(count))) }
    var readCount = 0
    var state: UInt64 = 9
    func chance(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<1_000 {
      var changed = bytes
      for _ in 0...chance(4) {
        changed[chance(bytes.count)] = [0, 1, 0x7F, 0xFF, UInt8(chance(256))][chance(5)]
      }
      if MediaClaims(bytes: changed).kind != .other { readCount += 1 }
    }
    #expect(readCount > 900)
  }

  @Test func `directories that point to each other and to themselves come to an end`() {
    // One tag, Exif, whose directory is the main one again.
    let block: [UInt8] = [
      0x49, 0x49, 0x2A, 0, 8, 0, 0, 0, 1, 0, 0x69, 0x87, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0,
    ]
    let claims = MediaClaims(bytes: block)
    #expect(claims.kind == .tiff)
    #expect(claims.exif?.takenAt == nil)
  }

  @Test func `CBOR is read as the examples of the RFC have it`() throws {
    // RFC 8949, appendix A.
    func read(_ hex: String) throws -> CBORValue {
      try CBORValue(reading: (hexBytes(hex.utf8) ?? [])[...])
    }
    #expect(try read("1903e8") == .integer(1_000))
    #expect(try read("3903e7") == .integer(-1_000))
    #expect(try read("1b000000e8d4a51000") == .integer(1_000_000_000_000))
    #expect(try read("4401020304") == .bytes([1, 2, 3, 4]))
    #expect(try read("62c3bc") == .text("ü"))
    #expect(
      try read("8301820203820405")
        == .array([
          .integer(1), .array([.integer(2), .integer(3)]), .array([.integer(4), .integer(5)]),
        ]))
    #expect(
      try read("a26161016162820203")
        == .map(["a": .integer(1), "b": .array([.integer(2), .integer(3)])]))
    #expect(try read("c11a514b67b0") == .integer(1_363_896_240))
    for wrong in [
      "", "19", "62c3", "9fff", "1bffffffffffffffff", "a201", "a2616101616102",
      "9b7fffffffffffffff",
    ] {
      #expect(throws: MediaFault.self, "\(wrong)") { try read(wrong) }
    }
    let deep = String(repeating: "81", count: 20) + "00"
    #expect(throws: MediaFault.self) { try read(deep) }
  }
}
