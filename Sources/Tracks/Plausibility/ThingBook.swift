// Which things were heard of late? A bounded memory that forgets the one heard longest ago first.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// Things by identity, linked in the order in which they were last heard.
struct ThingBook {
  private(set) var things: [Thing] = []
  private(set) var cells = CellIndex()
  private var slotBySubject: [Identity: Int32] = [:]
  private var freeSlots: [Int32] = []
  private var earliest: Int32 = -1
  private var latest: Int32 = -1
  private var serial: UInt64 = 0

  var count: Int { slotBySubject.count }

  func slot(of subject: Identity) -> Int? { slotBySubject[subject].map(Int.init) }

  subscript(slot: Int) -> Thing {
    _read { yield things[slot] }
    _modify { yield &things[slot] }
  }

  /// True where the place still holds the thing that it held then.
  func holds(_ slot: Int32, _ serial: UInt64) -> Bool {
    Int(slot) < things.count && things[Int(slot)].serial == serial
      && slotBySubject[things[Int(slot)].subject] == slot
  }

  mutating func add(_ report: MovingReport, _ identities: [Identity]) -> Int {
    serial += 1
    let thing = Thing(report, identities, serial: serial)
    let slot: Int
    if let free = freeSlots.popLast() {
      slot = Int(free)
      things[slot] = thing
    } else {
      slot = things.count
      things.append(thing)
    }
    slotBySubject[report.subject] = Int32(slot)
    append(slot)
    return slot
  }

  /// It was heard now: the last in order.
  mutating func touch(_ slot: Int, _ atMs: Int64) {
    things[slot].lastMs = max(things[slot].lastMs, atMs)
    guard latest != Int32(slot) else { return }
    unlink(slot)
    append(slot)
  }

  /// It reported itself from there.
  mutating func locate(_ slot: Int, _ point: GeoPoint) {
    let cell = CellIndex.cell(point)
    guard things[slot].cell != cell else { return }
    cells.move(Int32(slot), from: things[slot].cell, to: cell)
    things[slot].cell = cell
  }

  /// The thing heard longest ago.
  var oldest: Int? { earliest < 0 ? nil : Int(earliest) }

  mutating func remove(_ slot: Int) {
    unlink(slot)
    cells.move(Int32(slot), from: things[slot].cell, to: nil)
    things[slot].cell = nil
    slotBySubject[things[slot].subject] = nil
    things[slot].strands = []
    things[slot].flags = []
    freeSlots.append(Int32(slot))
  }

  /// Calls `body` with each thing heard since then, the last one first.
  func forEach(since atMs: Int64, _ body: (borrowing Thing) -> Void) {
    var slot = latest
    while slot >= 0, things[Int(slot)].lastMs >= atMs {
      body(things[Int(slot)])
      slot = things[Int(slot)].earlier
    }
  }

  private mutating func append(_ slot: Int) {
    things[slot].earlier = latest
    things[slot].later = -1
    if latest >= 0 { things[Int(latest)].later = Int32(slot) } else { earliest = Int32(slot) }
    latest = Int32(slot)
  }

  private mutating func unlink(_ slot: Int) {
    let (earlier, later) = (things[slot].earlier, things[slot].later)
    if earlier >= 0 { things[Int(earlier)].later = later } else { earliest = later }
    if later >= 0 { things[Int(later)].earlier = earlier } else { latest = earlier }
  }
}
