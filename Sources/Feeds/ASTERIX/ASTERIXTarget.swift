// What does a record say of a target? The fields of an observation, typed, in one flat value.
//
// SPDX-License-Identifier: Apache-2.0

/// What a record of category 001, 010, 021, 048 or 062 reports of one target; and of the others the
/// source and the time. Nil stands where the record does not have the item.
public struct ASTERIXTarget: Hashable, Sendable {
  /// Who sends: system area code and system identification code.
  public var sac: UInt8?
  public var sic: UInt8?
  /// UTC time of day, 0 up to 86,400 s.
  public var timeOfDayS: Double?
  /// Time of day less whole multiples of 512 s (category 001).
  public var truncatedTimeS: Double?

  /// Slant range, and azimuth clockwise from true north at the antenna.
  public var slantRangeM: Double?
  public var azimuthDeg: Double?
  public var latitudeDeg: Double?
  public var longitudeDeg: Double?
  /// In the plane of the radar or of the system, east and north.
  public var xM: Double?
  public var yM: Double?
  /// One-sigma errors that the record states.
  public var eastSigmaM: Double?
  public var northSigmaM: Double?

  /// Secondary code: 12 bits, four octal digits.
  public var modeA: UInt16?
  /// Not validated or garbled.
  public var isModeADoubtful = false
  public var pressureHeightM: Double?
  public var isPressureHeightDoubtful = false
  /// Above the ellipsoid.
  public var ellipsoidHeightM: Double?
  public var seaHeightM: Double?
  public var address: UInt32?
  /// False where category 021 says that the address is none of ICAO's.
  public var isICAOAddress = true
  /// Eight characters of six bits each, as sent; nil where all are 0.
  public var callSignBits: UInt64?
  public var trackNumber: UInt16?
  public var groundSpeedMPerS: Double?
  /// Clockwise from true north.
  public var courseDeg: Double?
  /// Upwards positive.
  public var verticalRateMPerS: Double?

  public var isSimulated = false
  public var isTest = false
  /// Nil where it is not said.
  public var isOnGround: Bool?
  /// Category 048: no detection, the place is extrapolated.
  public var isExtrapolated = false
  public var isTentative = false
  /// Category 021, as sent.
  public var nucOrNIC: UInt8?
  public var nacp: UInt8?
  public var nucOrNACv: UInt8?
  public var sil: UInt8?
  public var emitterCategory: UInt8?
  /// Category 010: 1 aircraft, 2 ground vehicle, 3 helicopter.
  public var targetType: UInt8?

  public init() {}

  /// The call sign without spaces at its end; nil where it has characters that the alphabet does not
  /// have, or none.
  public var callSign: String? {
    guard let callSignBits else { return nil }
    let characters = ASTERIXFieldWalk.characters(callSignBits, 48, characterBits: 6)
    var text: [UInt8] = []
    for index in 0..<8 {
      guard characters[index] != UInt8(ascii: "#") else { return nil }
      text.append(characters[index])
    }
    while text.last == 0x20 { text.removeLast() }
    return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
  }

  /// Four octal digits.
  public var modeAText: String? {
    modeA.map { code in
      let digits = String(code, radix: 8)
      return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }
  }
}

extension ASTERIXRecord {
  /// Reads the fields of an observation; nothing is allocated.
  public var target: ASTERIXTarget {
    let tables = ASTERIXTables.all
    return content.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return ASTERIXTarget() }
      let reader = ASTERIXSlotReader(
        fields: ASTERIXFieldWalk(
          walk: ASTERIXWalk(tables: tables, bytes: base, limit: end), expansion: -1),
        places: ASTERIXPlaces.all.ofProfile(profile), items: items, recordEnd: end,
        profile: tables.profiles[profile])
      var target = ASTERIXTarget()
      target.readSource(reader)
      let category = tables.editions[edition].category
      guard [1, 10, 21, 48, 62].contains(category) else { return target }
      target.readPlace(reader, category)
      target.readIdentity(reader)
      target.readHeight(reader)
      target.readMovement(reader, category)
      target.readQuality(reader)
      return target
    }
  }
}

private let metresPerNmi = 1_852.0
private let metresPerFoot = 0.3048

extension ASTERIXTarget {
  fileprivate mutating func readSource(_ reader: ASTERIXSlotReader) {
    sac = reader.bits(.sac).map { UInt8(truncatingIfNeeded: $0) }
    sic = reader.bits(.sic).map { UInt8(truncatingIfNeeded: $0) }
    timeOfDayS =
      reader.quantity(.time) ?? reader.quantity(.timeAlternative)
      ?? reader.quantity(.timeReported)
    truncatedTimeS = reader.quantity(.truncatedTime)
  }

  fileprivate mutating func readPlace(_ reader: ASTERIXSlotReader, _ category: UInt8) {
    // Category 010 gives metres, the others nautical miles.
    let unit = category == 10 || category == 62 ? 1 : metresPerNmi
    slantRangeM = reader.quantity(.range).map { $0 * unit }
    azimuthDeg = reader.quantity(.azimuth)
    latitudeDeg = reader.quantity(.latitude) ?? reader.quantity(.latitudeCoarse)
    longitudeDeg = reader.quantity(.longitude) ?? reader.quantity(.longitudeCoarse)
    xM = reader.quantity(.x).map { $0 * unit }
    yM = reader.quantity(.y).map { $0 * unit }
    // A degree of latitude is 111.2 km to a hundredth, which is enough for an error.
    northSigmaM = reader.quantity(.sigmaLatitude).map { $0 * 111_200 } ?? reader.quantity(.sigmaY)
    eastSigmaM = reader.quantity(.sigmaX)
    if let sigmaDeg = reader.quantity(.sigmaLongitude) { eastSigmaM = sigmaDeg * 111_200 }
  }

  fileprivate mutating func readIdentity(_ reader: ASTERIXSlotReader) {
    modeA = reader.bits(.modeA).map { UInt16(truncatingIfNeeded: $0) }
    isModeADoubtful = reader.flag(.modeAInvalid) || reader.flag(.modeAGarbled)
    address = reader.bits(.address).map { UInt32(truncatingIfNeeded: $0) }
    let bits = reader.bits(.callSign).flatMap { $0 == 0 ? nil : $0 }
    callSignBits = bits ?? reader.bits(.callSignAlternative).flatMap { $0 == 0 ? nil : $0 }
    trackNumber = reader.bits(.trackNumber).map { UInt16(truncatingIfNeeded: $0) }
  }

  fileprivate mutating func readHeight(_ reader: ASTERIXSlotReader) {
    pressureHeightM = reader.quantity(.level).map { $0 * 100 * metresPerFoot }
    isPressureHeightDoubtful = reader.flag(.levelInvalid) || reader.flag(.levelGarbled)
    // Category 021: the highest number stands for "greater than", the lowest for "not known".
    ellipsoidHeightM = reader.quantity(.geometricHeight)
      .flatMap { $0 <= -204_800 || $0 >= 204_793 ? nil : $0 * metresPerFoot }
    seaHeightM = reader.quantity(.seaHeight).map { $0 * metresPerFoot }
  }

  fileprivate mutating func readMovement(_ reader: ASTERIXSlotReader, _ category: UInt8) {
    if let speed = reader.quantity(.groundSpeed), let angle = reader.quantity(.course) {
      groundSpeedMPerS = speed * metresPerNmi
      courseDeg = angle
    } else if let east = reader.quantity(.speedX), let north = reader.quantity(.speedY) {
      groundSpeedMPerS = (east * east + north * north).squareRoot()
      courseDeg = east == 0 && north == 0 ? nil : courseOfDeg(east: east, north: north)
    }
    let rate = reader.quantity(.geometricRate) ?? reader.quantity(.pressureRate)
    verticalRateMPerS = rate.map { $0 * metresPerFoot / 60 }
  }

  fileprivate mutating func readQuality(_ reader: ASTERIXSlotReader) {
    isSimulated = reader.flag(.simulated)
    isTest = reader.flag(.test)
    isTentative = reader.flag(.tentative)
    isOnGround = reader.bits(.onGround).map { $0 == 1 }
    // I048/230 STAT: 0 and 2 airborne, 1 and 3 on the ground, 4 and 5 not known.
    if let status = reader.bits(.flightStatus), status < 4 { isOnGround = status % 2 == 1 }
    isExtrapolated = reader.bits(.reportType) == 0
    nucOrNIC = reader.bits(.nucOrNIC).map { UInt8(truncatingIfNeeded: $0) }
    nucOrNACv = reader.bits(.nucOrNACv).map { UInt8(truncatingIfNeeded: $0) }
    nacp = reader.bits(.nacp).map { UInt8(truncatingIfNeeded: $0) }
    sil = reader.bits(.sil).map { UInt8(truncatingIfNeeded: $0) }
    emitterCategory = reader.bits(.emitter).map { UInt8(truncatingIfNeeded: $0) }
    targetType = reader.bits(.targetType).map { UInt8(truncatingIfNeeded: $0) }
    if let type = reader.bits(.addressType), let isICAO = addressIsICAO(type, reader) {
      isICAOAddress = isICAO
    }
  }

  /// Editions 2.x: 0 is an ICAO address, all others are duplicates, surface or anonymous ones.
  /// Editions 0.2x: 1 is one, 0 is not unique.
  private func addressIsICAO(_ type: UInt64, _ reader: ASTERIXSlotReader) -> Bool? {
    let isOld = reader.places[ASTERIXSlot.nacp.rawValue].index < 0
    return isOld ? type == 1 : type == 0
  }
}
