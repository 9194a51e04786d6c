// Where in an edition do the fields of an observation stand?
//
// SPDX-License-Identifier: Apache-2.0

/// A field that an observation can use, whatever the category calls it.
enum ASTERIXSlot: Int, CaseIterable, Sendable {
  case sac, sic, messageType, time, timeAlternative, timeReported, truncatedTime
  case range, azimuth, latitude, longitude, latitudeCoarse, longitudeCoarse, x, y
  case modeA, modeAInvalid, modeAGarbled
  case level, levelInvalid, levelGarbled, geometricHeight, seaHeight
  case address, addressType, callSign, callSignAlternative, trackNumber
  case groundSpeed, course, speedX, speedY, geometricRate, pressureRate
  case simulated, test, onGround, flightStatus, reportType, targetType, emitter, tentative
  case nucOrNACv, nucOrNIC, sil, nacp
  case sigmaLatitude, sigmaLongitude, sigmaX, sigmaY

  /// Items and fields by category, the specification's names.
  var paths: [UInt8: String] {
    switch self {
    case .sac: Self.everywhere("010/SAC")
    case .sic: Self.everywhere("010/SIC")
    case .messageType: [2: "000", 10: "000", 34: "000", 65: "000"]
    case .time:
      [
        2: "030", 10: "140", 21: "073", 34: "030", 48: "140", 62: "070", 63: "030", 65: "030",
      ]
    case .timeAlternative: [21: "071"]
    case .timeReported: [21: "077,030"]
    case .truncatedTime: [1: "141"]
    case .range: [1: "040/RHO", 10: "040/RHO", 48: "040/RHO"]
    case .azimuth: [1: "040/THETA", 10: "040/TH", 48: "040/THETA"]
    case .latitude: [10: "041/LAT", 21: "131/LAT", 62: "105/LAT"]
    case .longitude: [10: "041/LON", 21: "131/LON", 62: "105/LON"]
    case .latitudeCoarse: [21: "130/LAT"]
    case .longitudeCoarse: [21: "130/LON"]
    case .x: [1: "042/X", 10: "042/X", 48: "042/X", 62: "100/X"]
    case .y: [1: "042/Y", 10: "042/Y", 48: "042/Y", 62: "100/Y"]
    default: morePaths
    }
  }

  private var morePaths: [UInt8: String] {
    switch self {
    case .modeA: Self.modeA("MODE3A")
    case .modeAInvalid: Self.modeA("V")
    case .modeAGarbled: Self.modeA("G")
    case .level: [1: "090/HGT", 10: "090/FL", 21: "145", 48: "090/FL", 62: "136"]
    case .levelInvalid: [1: "090/V", 10: "090/V", 48: "090/V"]
    case .levelGarbled: [1: "090/G", 10: "090/G", 48: "090/G"]
    case .geometricHeight: [21: "140", 62: "130"]
    case .seaHeight: [10: "091", 48: "110/3DH"]
    case .address: [10: "220", 21: "080", 48: "220", 62: "380/ADR"]
    case .addressType: [21: "040/ATP"]
    case .callSign: [10: "245/CHR", 21: "170", 48: "240", 62: "380/ID"]
    case .callSignAlternative: [62: "245/CHR"]
    case .trackNumber: [1: "161", 10: "161/TRK", 21: "161/TRNUM", 48: "161/TRN", 62: "040"]
    default: otherPaths
    }
  }

  private var otherPaths: [UInt8: String] {
    switch self {
    case .groundSpeed: [1: "200/GSP", 10: "200/GSP", 21: "160/GS", 48: "200/GSP"]
    case .course: [1: "200/HDG", 10: "200/TRA", 21: "160/TA", 48: "200/HDG"]
    case .speedX: [10: "202/VX", 62: "185/VX"]
    case .speedY: [10: "202/VY", 62: "185/VY"]
    case .geometricRate: [21: "157/GVR,157"]
    case .pressureRate: [21: "155/BVR,155", 62: "220"]
    case .simulated: [1: "020/SIM", 10: "020/SIM", 21: "040/SIM", 48: "020/SIM", 62: "080/SIM"]
    case .test: [1: "020/TST", 10: "020/TST", 21: "040/TST", 48: "020/TST"]
    case .onGround: [10: "020/GBS", 21: "040/GBS"]
    case .flightStatus: [48: "230/STAT"]
    case .reportType: [48: "020/TYP"]
    case .targetType: [10: "020/TOT"]
    case .emitter: [21: "020"]
    case .tentative: [1: "170/CON", 10: "170/CNF", 48: "170/CNF", 62: "080/CNF"]
    case .nucOrNACv: [21: "090/NUCRNACV"]
    case .nucOrNIC: [21: "090/NUCPNIC"]
    case .sil: [21: "090/SIL"]
    case .nacp: [21: "090/NACP"]
    case .sigmaLatitude: [62: "500/APW/LAT"]
    case .sigmaLongitude: [62: "500/APW/LON"]
    case .sigmaX: [10: "500/DEVX", 62: "500/APC/X"]
    case .sigmaY: [10: "500/DEVY", 62: "500/APC/Y"]
    default: [:]
    }
  }

  private static func everywhere(_ path: String) -> [UInt8: String] {
    Dictionary(uniqueKeysWithValues: ASTERIXTables.texts.map { ($0.0, path) })
  }

  private static func modeA(_ field: String) -> [UInt8: String] {
    let path = "070/\(field)"
    return [1: path, 10: "060/\(field)", 21: path, 48: path, 62: "060/\(field)"]
  }
}

/// Where a slot's field stands in a profile.
struct ASTERIXPlace: Sendable {
  /// Field reference number - 1; -1 where the profile does not have the field.
  var index = -1
  /// Number of the subitem in a compound item, from 0; -1 where the item is none.
  var subitem = -1
  /// Bits from the start of the item or subitem.
  var bit = 0
  var bits = 0
  var content = 0
}

/// The places of all slots in all profiles.
struct ASTERIXPlaces: Sendable {
  nonisolated(unsafe) private let places: UnsafePointer<ASTERIXPlace>

  static let all = ASTERIXPlaces(ASTERIXTables.all)

  init(_ tables: ASTERIXTables) {
    let slotCount = ASTERIXSlot.allCases.count
    let profileCount = tables.editions.reduce(0) { max($0, $1.profileFrom + $1.profileCount) }
    let kept = UnsafeMutablePointer<ASTERIXPlace>.allocate(
      capacity: slotCount * profileCount)
    kept.initialize(repeating: ASTERIXPlace(), count: slotCount * profileCount)
    for slot in ASTERIXSlot.allCases {
      let paths = slot.paths
      for edition in tables.editions {
        guard let path = paths[edition.category] else { continue }
        for profile in edition.profileFrom..<(edition.profileFrom + edition.profileCount) {
          let choices = path.split(separator: ",").map { $0.split(separator: "/").map(String.init) }
          kept[profile * slotCount + slot.rawValue] =
            choices.lazy.compactMap { Self.find($0, tables, tables.profiles[profile]) }.first
            ?? ASTERIXPlace()
        }
      }
    }
    places = UnsafePointer(kept)
  }

  /// The places of one profile, by raw value of the slot.
  func ofProfile(_ profile: Int) -> UnsafePointer<ASTERIXPlace> {
    places + profile * ASTERIXSlot.allCases.count
  }

  private static func find(
    _ path: [String], _ tables: ASTERIXTables, _ profile: ASTERIXProfile
  ) -> ASTERIXPlace? {
    var place = ASTERIXPlace()
    guard
      let index = (0..<profile.partCount).first(where: {
        tables.parts[profile.partFrom + $0].name.string == path[0]
      })
    else { return nil }
    place.index = index
    var node = tables.nodes[tables.parts[profile.partFrom + index].node]
    for name in path.dropFirst() {
      guard
        let found = (0..<node.partCount).first(where: {
          tables.parts[node.partFrom + $0].name.string == name
        })
      else { return nil }
      if node.kind == .compound {
        place.subitem = found
      } else {
        for before in 0..<found { place.bit += tables.parts[node.partFrom + before].bits }
      }
      node = tables.nodes[tables.parts[node.partFrom + found].node]
    }
    guard node.kind == .element else { return nil }
    place.bits = node.bits
    place.content = node.content
    return place
  }
}

/// Reads slots of one record in place.
struct ASTERIXSlotReader {
  let fields: ASTERIXFieldWalk
  let places: UnsafePointer<ASTERIXPlace>
  let items: ASTERIXItems
  let recordEnd: Int
  let profile: ASTERIXProfile

  /// The bits of a field; nil where the record does not have it.
  func bits(_ slot: ASTERIXSlot) -> UInt64? {
    let place = places + slot.rawValue
    guard place.pointee.index >= 0, items.isPresent(place.pointee.index) else { return nil }
    var start = items.start(place.pointee.index)
    var end = items.end(place.pointee.index, recordEnd: recordEnd)
    if place.pointee.subitem >= 0 {
      guard let range = subitem(place, from: start) else { return nil }
      (start, end) = (range.lowerBound, range.upperBound)
    }
    let bit = start &* 8 &+ place.pointee.bit
    // A field of a later extent that this record does not have.
    guard bit &+ place.pointee.bits <= end &* 8 else { return nil }
    return fields.bits(bit, place.pointee.bits)
  }

  /// A quantity in the unit of the specification.
  func quantity(_ slot: ASTERIXSlot) -> Double? {
    guard let value = bits(slot) else { return nil }
    let place = places + slot.rawValue
    let content = fields.walk.tables.contents + place.pointee.content
    return content.pointee.quantity(value, place.pointee.bits)
  }

  func flag(_ slot: ASTERIXSlot) -> Bool { bits(slot) == 1 }

  private func subitem(_ place: UnsafePointer<ASTERIXPlace>, from start: Int) -> Range<Int>? {
    let tables = fields.walk.tables
    let part = tables.parts[profile.partFrom + place.pointee.index]
    let node = tables.nodes + part.node
    let mapEnd = fields.walk.endOfFieldMap(at: start, octetsMax: node.pointee.octets)
    let wanted = place.pointee.subitem
    guard mapEnd >= 0, wanted < (mapEnd - start) * 7,
      fields.walk.bytes[start + wanted / 7] << UInt8(wanted % 7) & 0x80 != 0
    else { return nil }
    var at = mapEnd
    let parts = tables.parts + node.pointee.partFrom
    for index in 0...wanted {
      guard fields.walk.bytes[start + index / 7] << UInt8(index % 7) & 0x80 != 0 else { continue }
      let end = fields.walk.end(parts[index].node, at: at)
      guard end >= 0 else { return nil }
      if index == wanted { return at..<end }
      at = end
    }
    return nil
  }
}
