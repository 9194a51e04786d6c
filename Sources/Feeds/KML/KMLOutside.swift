// Which elements stand open around the Placemarks?
//
// SPDX-License-Identifier: Apache-2.0

/// Documents, folders and what else stands around Placemarks: their names, and the namespaces in force.
struct KMLOutside: Sendable {
  enum Opened {
    case root
    case container
    /// The name as written, and whether the tag is all of it.
    case placemark(name: [UInt8], isWhole: Bool)
    case fault(XMLFault)
    case notKML(String)
  }

  private var open: [[UInt8]] = []
  /// Levels beyond those that are remembered.
  private var excess = 0
  /// The depth of an `Update` that is open.
  private var updateDepth: Int?
  private(set) var names = KMLNames()

  var depth: Int { open.count + excess }

  var innermost: String { String(decoding: open.last ?? [], as: UTF8.self) }

  mutating func open(_ bytes: UnsafeRawBufferPointer, isRoot: Bool) -> Opened {
    var cursor = XMLCursor(bytes, whole: "tag")
    let tag: XMLCursor.Tag
    do throws(XMLFault) {
      guard case .open(let read) = try cursor.next() else {
        return .fault(cursor.fault("tag is malformed", "a name expected"))
      }
      tag = read
    } catch {
      return .fault(error)
    }
    let depth = depth + 1
    // Namespaces beyond the levels that are remembered are no longer told apart.
    if excess == 0 { names.enter(cursor, depth: depth) }
    let (space, local) = names.resolve(cursor, tag.name)
    if isRoot {
      guard space == .kml, cursor.isNamed(local, "kml") else {
        names.leave(depth: 0)
        return .notKML(
          "the first element is '\(cursor.text(tag.name).prefix(40))', 'kml' in "
            + "http://www.opengis.net/kml/2.2 or 2.3 expected")
      }
    } else if space == .kml, cursor.isNamed(local, "Placemark"), updateDepth == nil {
      names.leave(depth: depth)
      return .placemark(name: Array(cursor.bytes[tag.name]), isWhole: tag.isSelfClosing)
    }
    if tag.isSelfClosing {
      if excess == 0 { names.leave(depth: depth) }
      return isRoot ? .root : .container
    }
    if updateDepth == nil, space == .kml, cursor.isNamed(local, "Update") { updateDepth = depth }
    guard open.count < XMLCursor.depthMax else {
      if excess == 0 { names.leave(depth: depth) }
      excess += 1
      guard excess == 1 else { return .container }
      return .fault(
        cursor.fault("nested too deeply", "at most \(XMLCursor.depthMax) levels"))
    }
    open.append(Array(cursor.bytes[tag.name]))
    return isRoot ? .root : .container
  }

  /// Closes the element of that end tag; what is open within it is closed too.
  mutating func close(_ bytes: UnsafeRawBufferPointer) -> XMLFault? {
    var cursor = XMLCursor(bytes, whole: "tag")
    let name: Range<Int>
    do throws(XMLFault) {
      guard case .close(let read) = try cursor.next() else {
        return cursor.fault("tag is malformed", "'</' expected")
      }
      name = read
    } catch {
      return error
    }
    if excess > 0 {
      excess -= 1
      leave()
      return nil
    }
    let fault = XMLFault(
      at: 0, item: cursor.text(name), reason: "tags do not match",
      detail: "'</\(innermost)>' expected")
    let written = cursor.bytes[name]
    guard let index = open.lastIndex(where: { $0.elementsEqual(written) }) else { return fault }
    let isInnermost = index == open.count - 1
    open.removeSubrange(index...)
    leave()
    return isInnermost ? nil : fault
  }

  private mutating func leave() {
    names.leave(depth: depth + 1)
    if let update = updateDepth, update > depth { updateDepth = nil }
  }
}
