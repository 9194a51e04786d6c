// What does a picture say of time, place and camera? Claims of whoever wrote them, never facts.
//
// SPDX-License-Identifier: Apache-2.0

/// What Exif data (CIPA DC-008) say. Anybody can write anything there.
public struct ExifClaims: Hashable, Sendable {
  /// When the picture was taken by the camera's clock, `2026-06-24T05:12:33`; in which zone is not
  /// said, unless `utcOffset` is there.
  public private(set) var takenAt: String?
  /// `+03:00`.
  public private(set) var utcOffset: String?
  /// By the positioning receiver, in UTC: `2026-06-24T02:12:33Z`.
  public private(set) var fixedAt: String?
  /// WGS 84, north positive.
  public private(set) var latitudeDeg: Double?
  /// WGS 84, east positive.
  public private(set) var longitudeDeg: Double?
  public private(set) var altitudeM: Double?
  /// Horizontal error as the receiver gave it.
  public private(set) var positionErrorM: Double?
  public private(set) var make: String?
  public private(set) var model: String?
  /// What is there and could not be read, in words.
  public private(set) var faults: [String] = []

  init(_ source: ByteSource) {
    do throws(MediaFault) {
      let main = try TIFFDirectory(source)
      attempt { claims throws(MediaFault) in try claims.readMain(main) }
      attempt { claims throws(MediaFault) in try claims.readCamera(main.directory(0x8769)) }
      attempt { claims throws(MediaFault) in try claims.readPlace(main.directory(0x8825)) }
    } catch {
      faults.append(error.reason)
    }
  }

  /// What is found in one directory counts, even where another is broken.
  private mutating func attempt(_ body: (inout ExifClaims) throws(MediaFault) -> Void) {
    var claims = self
    do throws(MediaFault) {
      try body(&claims)
    } catch {
      claims.faults.append(error.reason)
    }
    self = claims
  }

  private mutating func readMain(_ main: TIFFDirectory) throws(MediaFault) {
    make = try main.text(0x010F)
    model = try main.text(0x0110)
    takenAt = try written(main.text(0x0132))
  }

  private mutating func readCamera(_ camera: TIFFDirectory?) throws(MediaFault) {
    guard let camera else { return }
    if let original = try camera.text(0x9003) { takenAt = written(original) ?? takenAt }
    // Of the original; else of the last change.
    for tag in [0x9010, 0x9011] {
      if let offset = try camera.text(tag), isOffset(offset) { utcOffset = offset }
    }
  }

  private mutating func readPlace(_ place: TIFFDirectory?) throws(MediaFault) {
    guard let place else { return }
    latitudeDeg = try angle(place, 2, place.text(1), positive: "N", negative: "S", limitDeg: 90)
    longitudeDeg = try angle(place, 4, place.text(3), positive: "E", negative: "W", limitDeg: 180)
    if let height = try place.fractions(6, count: 1) {
      altitudeM = try place.byte(5) == 1 ? -height[0] : height[0]
    }
    positionErrorM = try place.fractions(0x1F, count: 1)?.first
    if let day = try place.text(0x1D), let clock = try place.fractions(7, count: 3) {
      let parts = clock.map { Int($0) }
      guard clock[0] < 24, clock[1] < 60, clock[2] < 61 else { return }
      let text = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
      fixedAt = written("\(day) \(text)").map { $0 + "Z" }
    }
  }

  /// Degrees, minutes and seconds with the letter of a hemisphere.
  private mutating func angle(
    _ place: TIFFDirectory, _ tag: Int, _ letter: String?, positive: String, negative: String,
    limitDeg: Double
  ) throws(MediaFault) -> Double? {
    guard let parts = try place.fractions(tag, count: 3) else { return nil }
    let valueDeg = parts[0] + parts[1] / 60 + parts[2] / 3_600
    guard letter == positive || letter == negative, valueDeg <= limitDeg else {
      faults.append("tag \(tag) of the place is no angle with a hemisphere")
      return nil
    }
    return letter == positive ? valueDeg : -valueDeg
  }

  /// `2026:06:24 05:12:33` as `2026-06-24T05:12:33`; nil, with a fault, where it is no time.
  private mutating func written(_ text: String?) -> String? {
    guard let text else { return nil }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == " " }
    let limits = [1...9_999, 1...12, 1...31, 0...23, 0...59, 0...60]
    let numbers = parts.map { Int($0) ?? -1 }
    guard text.utf8.count == 19, parts.map(\.utf8.count) == [4, 2, 2, 2, 2, 2],
      zip(numbers, limits).allSatisfy({ $1.contains($0) })
    else {
      faults.append("'\(text.prefix(40))' is no time")
      return nil
    }
    return parts[0...2].joined(separator: "-") + "T" + parts[3...].joined(separator: ":")
  }

  /// `+03:00`.
  private mutating func isOffset(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let digits = [1, 2, 4, 5].allSatisfy { bytes.count == 6 && (48...57).contains(bytes[$0]) }
    if digits, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A { return true }
    faults.append("'\(text.prefix(40))' is no offset from UTC")
    return false
  }
}
