// Does a radar go on seeing a ship where the ship says it is? Contacts without a name, and who they were.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Self-reporting things by the cell of the map in which they were last.
struct CellIndex {
  private var slots: [Int64: [Int32]] = [:]

  private static let cellsPerDeg = 20.0

  static func cell(_ point: GeoPoint) -> Int64 {
    let row = Int64((point.latitudeDeg * cellsPerDeg).rounded(.down))
    let column = Int64((point.longitudeDeg * cellsPerDeg).rounded(.down))
    return row << 32 | (column & 0xFFFF_FFFF)
  }

  mutating func move(_ slot: Int32, from: Int64?, to: Int64?) {
    if let from { slots[from]?.removeAll { $0 == slot } }
    if let from, slots[from]?.isEmpty == true { slots[from] = nil }
    if let to { slots[to, default: []].append(slot) }
  }

  /// Calls `body` with everything in the cell of a point and the eight around it: at least 2.7 km to
  /// the east at latitude 60 degrees.
  func forEach(near point: GeoPoint, _ body: (Int32) -> Void) {
    let middle = Self.cell(point)
    for row in -1...1 {
      for column in -1...1 {
        let cell = (middle >> 32 + Int64(row)) << 32 | ((middle + Int64(column)) & 0xFFFF_FFFF)
        for slot in slots[cell] ?? [] { body(slot) }
      }
    }
  }
}

/// A track of a radar under the radar's own number.
struct Contact {
  var last: MovingReport
  var slot: Int32 = -1
  var serial: UInt64 = 0
  var agreeCount = 0
  var firstAgreeMs: Int64 = 0
  var disagreeCount = 0
  var goneOverCount = 0
  var isPaired = false
  var triedMs = Int64.min

  init(_ report: MovingReport) { last = report }

  mutating func unpair() {
    slot = -1
    agreeCount = 0
    disagreeCount = 0
    goneOverCount = 0
    isPaired = false
  }
}

/// Pairs contacts with the one self-reporting thing that they go along with, and says when the two part.
///
/// A pair needs a minute of agreement with nobody else near. It is given up, without a flag, where the
/// contact goes over to another thing that reports itself, or jumps: then the radar has lost its track.
struct ContactPairs {
  private var contacts: [Identity: Contact] = [:]
  private var sweptMs = Int64.min

  private static let contactCountMax = 10_000
  private static let contactAgeMs: Int64 = 300_000
  private static let tryEveryMs: Int64 = 5_000
  private static let agreeMin = 6
  private static let agreeSpanMs: Int64 = 60_000
  private static let disagreeMin = 6
  private static let goneOverMax = 12

  /// - Returns: the thing that is contradicted, and how.
  mutating func take(
    _ report: MovingReport, _ book: ThingBook, _ cells: CellIndex,
    _ settings: PlausibilitySettings
  ) -> (slot: Int, finding: Finding)? {
    sweep(report.atMs)
    guard var contact = contacts[report.subject] else {
      if contacts.count < Self.contactCountMax { contacts[report.subject] = Contact(report) }
      return nil
    }
    defer { contacts[report.subject] = contact }
    guard report.atMs > contact.last.atMs else { return nil }
    let limits = settings[MovingClass(report.kind, shipType: nil)]
    if Trail.excessM(from: contact.last.mark, to: report.mark, limits, settings) > 0 {
      contact.unpair()
    }
    contact.last = report
    if contact.isPaired, !book.holds(contact.slot, contact.serial) { contact.unpair() }
    if contact.isPaired { return compare(report, &contact, book, cells, settings) }
    guard contact.triedMs == .min || report.atMs - contact.triedMs >= Self.tryEveryMs else {
      return nil
    }
    contact.triedMs = report.atMs
    search(report, &contact, book, cells, settings)
    return nil
  }

  private func compare(
    _ report: MovingReport, _ contact: inout Contact, _ book: ThingBook, _ cells: CellIndex,
    _ settings: PlausibilitySettings
  ) -> (slot: Int, finding: Finding)? {
    let slot = Int(contact.slot)
    guard let own = book[slot].selfReport,
      let compared = Self.compare(report, own, book[slot], settings)
    else { return nil }
    guard compared.distanceM > compared.allowedM else {
      contact.disagreeCount = 0
      return nil
    }
    // Somebody else is where the radar sees it: one that passes, or the radar has taken up his track.
    if !neighbours(of: report, book, cells, settings).isEmpty {
      contact.goneOverCount += 1
      if contact.goneOverCount >= Self.goneOverMax { contact.unpair() }
      return nil
    }
    contact.goneOverCount = 0
    contact.disagreeCount += 1
    guard contact.disagreeCount >= Self.disagreeMin else { return nil }
    return (
      slot,
      Finding(
        reason: .contradictedBySensor, value: compared.distanceM, limit: compared.allowedM,
        unit: .metres, distanceM: compared.distanceM,
        durationS: Double(report.atMs - own.atMs) / 1_000, detail: .sensor(report.sensorName),
        before: own.evidence)
    )
  }

  private func search(
    _ report: MovingReport, _ contact: inout Contact, _ book: ThingBook, _ cells: CellIndex,
    _ settings: PlausibilitySettings
  ) {
    let near = neighbours(of: report, book, cells, settings)
    // Nobody heard just now, or two in one place, says nothing either way.
    guard near.count == 1, let slot = near.first else { return }
    let serial = book[Int(slot)].serial
    if contact.slot != slot || contact.serial != serial {
      contact.unpair()
      contact.slot = slot
      contact.serial = serial
      contact.firstAgreeMs = report.atMs
    }
    contact.agreeCount += 1
    contact.isPaired =
      contact.agreeCount >= Self.agreeMin
      && report.atMs - contact.firstAgreeMs >= Self.agreeSpanMs
  }

  /// Things that report themselves where the radar sees the contact, errors counted.
  private func neighbours(
    of report: MovingReport, _ book: ThingBook, _ cells: CellIndex,
    _ settings: PlausibilitySettings
  ) -> [Int32] {
    var found: [Int32] = []
    cells.forEach(near: report.point) { slot in
      guard let own = book[Int(slot)].selfReport,
        let compared = Self.compare(report, own, book[Int(slot)], settings),
        compared.distanceM <= compared.allowedM
      else { return }
      found.append(slot)
    }
    return found
  }

  private static func compare(
    _ report: MovingReport, _ own: MovingReport, _ thing: borrowing Thing,
    _ settings: PlausibilitySettings
  ) -> (distanceM: Double, allowedM: Double)? {
    let movingClass = MovingClass(own.kind, shipType: thing.shipType)
    return SensorAgreement.compare(
      report, with: own, settings[movingClass], isAirborne: movingClass.isAirborne, settings)
  }

  private mutating func sweep(_ nowMs: Int64) {
    guard sweptMs == .min || nowMs - sweptMs >= 60_000 else { return }
    sweptMs = nowMs
    contacts = contacts.filter { nowMs - $0.value.last.atMs <= Self.contactAgeMs }
  }
}
