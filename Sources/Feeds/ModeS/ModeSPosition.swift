// Where is the aircraft that sent this frame, and may the place be given out?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// What became of a position message.
public enum ModeSPosition: Hashable, Sendable {
  /// A place, how it was resolved, and the NIC of the message where the aircraft's version is known.
  case resolved(GeoPoint, Method, nic: UInt8?)
  case withheld(Reason)

  public enum Method: Hashable, Sendable {
    /// From an even and an odd frame.
    case pair
    /// From one frame and the aircraft's last place, less than a minute old.
    case lastPlace
  }

  public enum Reason: Hashable, Sendable {
    case noTime, noPair, pairTooOld, zonesDiffer, noReceiverPlace, awaitingSecondPair, tooFast
  }
}

/// Resolves positions and keeps what is known of each aircraft, in bounded memory.
///
/// - A pair is at most 10 s old in the air, on the surface 25 s when an aircraft moves at more than
///   25 kn, else 50 s; both frames must lie in the same latitude zone.
/// - The first place is given out when a second pair agrees with the first one; a repetition within
///   0.2 s is not a second pair.
/// - Later places are resolved from one frame and the last place while that is less than 60 s old, and
///   given out when they can be reached at 1,200 km/h (plus 2 km). After four that cannot, the aircraft
///   begins anew.
/// - Surface frames have four places around the Earth and two hemispheres: the nearest to the receiver
///   is taken, if within 45 NM; without a receiver's place only an aircraft whose place is known.
struct ModeSLocator: Sendable {
  private(set) var table = AircraftTable()
  private var jumpCount = 0

  static let placeAgeNsMax: Int64 = 60_000_000_000
  static let speedMPerSMax = 1_200 / 3.6
  static let marginM = 2_000.0
  static let airborneRangeM = 180 * 1_852.0
  static let surfaceRangeM = 45 * 1_852.0
  static let refusalCountMax: UInt8 = 4

  init() {}

  /// Takes a message into the table; returns the place of its row, nil for messages of unverified or
  /// no address.
  mutating func take(
    _ message: inout ModeSMessage, atNs: Int64?, jumpCount: Int, receiver: GeoPoint?
  ) -> Int? {
    guard case .frame(_, let content) = message.body,
      message.addressSource != .parityUnverified
    else { return nil }
    if jumpCount != self.jumpCount {
      table = AircraftTable()
      self.jumpCount = jumpCount
    }
    var isICAOAddress = true
    if case .squitter(let squitter) = content { isICAOAddress = squitter.isICAOAddress }
    let index = table.index(of: message.address, isICAOAddress: isICAOAddress)
    table[index].lastNs = max(table[index].lastNs, atNs ?? table[index].lastNs + 1)
    switch content {
    case .squitter(let squitter):
      message.position = Self.note(squitter.message, &table[index], atNs, receiver)
    case .surveillance(let reply): if let code = reply.code { table[index].code = code }
    default: break
    }
    return index
  }

  private static func note(
    _ message: ADSBMessage, _ row: inout AircraftRow, _ atNs: Int64?, _ receiver: GeoPoint?
  ) -> ModeSPosition? {
    switch message {
    case .airborne(let position):
      let nic = nic(position.typeCode, supplementB: position.supplementB, row)
      return locate(position.cpr, isSurface: false, isFast: true, nic, &row, atNs, receiver)
    case .surface(let position):
      let nic = nic(position.typeCode, supplementB: 0, row)
      return locate(
        position.cpr, isSurface: true, isFast: (position.speedKn ?? 100) > 25, nic, &row, atNs,
        receiver)
    case .velocity(let velocity):
      row.velocity = velocity
      row.velocityNs = atNs ?? .min
    case .identification(let identification):
      row.callSign = identification.callSign
      row.categorySet = identification.categorySet
      row.category = identification.category
    case .emergency(let emergency): row.code = emergency.code
    case .targetState(let state):
      row.nacP = state.nacP
      row.sil = state.sil
    case .operationalStatus(let status):
      row.version = status.version
      row.supplementA = status.supplementA
      if status.isSurface { row.supplementC = status.supplementC }
      row.isHeadingMagnetic = status.isHeadingMagnetic
      if status.version > 0 {
        row.nacP = status.nacP
        row.sil = status.sil
      }
    default: break
    }
    return nil
  }

  // MARK: Places

  private static func locate(
    _ frame: CPRFrame, isSurface: Bool, isFast: Bool, _ nic: UInt8?, _ row: inout AircraftRow,
    _ atNs: Int64?, _ receiver: GeoPoint?
  ) -> ModeSPosition {
    guard let atNs else { return .withheld(.noTime) }
    let stored = StoredCPR(frame: frame, atNs: atNs, isSurface: isSurface, isFast: isFast)
    let before = frame.isOdd ? row.odd : row.even
    if frame.isOdd { row.odd = stored } else { row.even = stored }
    if let confirmed = row.confirmed {
      if atNs - confirmed.atNs <= placeAgeNsMax {
        return follow(frame, isSurface, nic, &row, confirmed, atNs)
      }
      row.confirmed = nil
      row.candidate = nil
    }
    return acquire(stored, isRepetition(before, stored), nic, &row, receiver)
  }

  private static func isRepetition(_ before: StoredCPR?, _ now: StoredCPR) -> Bool {
    guard let before, before.frame == now.frame else { return false }
    return (now.atNs - before.atNs).magnitude < 200_000_000
  }

  private static func follow(
    _ frame: CPRFrame, _ isSurface: Bool, _ nic: UInt8?, _ row: inout AircraftRow,
    _ confirmed: TimedPoint, _ atNs: Int64
  ) -> ModeSPosition {
    guard let point = CPR.local(frame, near: confirmed.point, isSurface: isSurface),
      isReachable(point, from: confirmed, atNs),
      CPR.chordM(point, confirmed.point) <= (isSurface ? surfaceRangeM : airborneRangeM)
    else {
      row.refusalCount += 1
      if row.refusalCount >= refusalCountMax {
        row.confirmed = nil
        row.candidate = nil
        row.refusalCount = 0
      }
      return .withheld(.tooFast)
    }
    row.refusalCount = 0
    row.confirmed = TimedPoint(point: point, atNs: max(atNs, confirmed.atNs))
    return .resolved(point, .lastPlace, nic: nic)
  }

  private static func isReachable(_ point: GeoPoint, from: TimedPoint, _ atNs: Int64) -> Bool {
    let seconds = Double((atNs - from.atNs).magnitude) / 1e9
    return CPR.chordM(point, from.point) <= marginM + speedMPerSMax * seconds
  }

  private static func acquire(
    _ stored: StoredCPR, _ isRepetition: Bool, _ nic: UInt8?, _ row: inout AircraftRow,
    _ receiver: GeoPoint?
  ) -> ModeSPosition {
    if stored.isSurface, receiver == nil { return .withheld(.noReceiverPlace) }
    guard let even = row.even, let odd = row.odd, even.isSurface == odd.isSurface else {
      return .withheld(.noPair)
    }
    let ageNsMax: Int64 =
      !stored.isSurface ? 10 : (even.isFast || odd.isFast ? 25 : 50)
    guard (even.atNs - odd.atNs).magnitude <= UInt64(ageNsMax) * 1_000_000_000 else {
      return .withheld(.pairTooOld)
    }
    guard let point = pairPlace(even, odd, stored, receiver) else {
      return .withheld(.zonesDiffer)
    }
    if stored.isSurface, let receiver, CPR.chordM(point, receiver) > surfaceRangeM {
      return .withheld(.noReceiverPlace)
    }
    let found = TimedPoint(point: point, atNs: stored.atNs)
    guard let candidate = row.candidate, stored.atNs - candidate.atNs <= placeAgeNsMax,
      isReachable(point, from: candidate, stored.atNs)
    else {
      row.candidate = found
      return .withheld(.awaitingSecondPair)
    }
    if isRepetition { return .withheld(.awaitingSecondPair) }
    row.confirmed = found
    row.candidate = nil
    row.refusalCount = 0
    return .resolved(point, .pair, nic: nic)
  }

  private static func pairPlace(
    _ even: StoredCPR, _ odd: StoredCPR, _ newer: StoredCPR, _ receiver: GeoPoint?
  ) -> GeoPoint? {
    guard newer.isSurface else {
      return CPR.airborne(even: even.frame, odd: odd.frame, newerIsOdd: newer.frame.isOdd)
    }
    guard let receiver else { return nil }
    return CPR.surface(
      even: even.frame, odd: odd.frame, newerIsOdd: newer.frame.isOdd, near: receiver)
  }
}
