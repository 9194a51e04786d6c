// Where do the tracker's values lie? Runs of plain values at a fixed address while a scan is worked on.
//
// SPDX-License-Identifier: Apache-2.0

/// A growable run of plain values. Copies share their storage until `detach` is called on one of
/// them, so that a state that is kept aside costs nothing until the next scan.
///
/// An index outside `0..<count` is a programmer's error: it stops a debug build and is not looked at
/// in a release build, where the inner loops of the tracker live.
struct Run<Element: BitwiseCopyable>: @unchecked Sendable {
  private final class Storage {
    let base: UnsafeMutablePointer<Element>
    let capacity: Int

    init(capacity: Int) {
      self.capacity = capacity
      base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }
  }

  private var storage: Storage
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 16) {
    storage = Storage(capacity: Swift.max(capacity, 1))
    base = storage.base
    self.capacity = storage.capacity
  }

  var byteCount: Int { capacity * MemoryLayout<Element>.stride }

  /// Makes the storage this run's own. To be called before anything is written after a copy.
  mutating func detach() {
    guard !isKnownUniquelyReferenced(&storage) else { return }
    move(toCapacity: capacity)
  }

  private mutating func move(toCapacity: Int) {
    let wider = Storage(capacity: toCapacity)
    wider.base.update(from: base, count: count)
    storage = wider
    base = wider.base
    capacity = toCapacity
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    unsafeAddress {
      assert(index >= 0 && index < count)
      return UnsafePointer(base + index)
    }
    nonmutating unsafeMutableAddress {
      assert(index >= 0 && index < count)
      return base + index
    }
  }

  mutating func reserve(_ total: Int) {
    if total > capacity { move(toCapacity: Swift.max(total, capacity * 2)) }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { move(toCapacity: capacity * 2) }
    base[count] = element
    count += 1
  }

  mutating func removeAll() { count = 0 }

  mutating func removeLast() -> Element {
    precondition(count > 0)
    count -= 1
    return base[count]
  }

  /// Keeps the first ones.
  mutating func keep(first: Int) {
    precondition(first <= count)
    count = first
  }

  /// As many as have been written beyond the end, within what is reserved.
  mutating func extend(to total: Int) {
    precondition(total >= count && total <= capacity)
    count = total
  }

  /// Exactly so many, all of one value.
  mutating func fill(_ element: Element, count: Int) {
    reserve(count)
    base.update(repeating: element, count: count)
    self.count = count
  }

  func sort(by areInOrder: (Element, Element) -> Bool) {
    var elements = UnsafeMutableBufferPointer(start: base, count: count)
    elements.sort(by: areInOrder)
  }
}
