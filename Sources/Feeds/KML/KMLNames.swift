// Does an element belong to KML, to Google's extension of it, or to something else?
//
// SPDX-License-Identifier: Apache-2.0

/// The namespaces in force at a place in the text.
///
/// A prefix that nothing binds is taken by its customary meaning: none or `kml` for KML, `gx` for
/// Google's extension; files with undeclared `gx:` elements are common.
struct KMLNames: Sendable {
  enum Space { case kml, gx, foreign }

  private struct Binding {
    let prefix: [UInt8]
    let space: Space
    let depth: Int
  }

  private var bindings: [Binding] = []

  /// OGC 07-147r2 (2.2), 12-007r2 (2.3), and Google's before the standard.
  static func space(of name: String) -> Space {
    switch name {
    case "", "http://www.opengis.net/kml/2.2", "http://www.opengis.net/kml/2.3",
      "http://earth.google.com/kml/2.0", "http://earth.google.com/kml/2.1",
      "http://earth.google.com/kml/2.2":
      .kml
    case "http://www.google.com/kml/ext/2.2": .gx
    default: .foreign
    }
  }

  /// Takes the declarations of the tag that was read last, at that depth.
  mutating func enter(_ cursor: XMLCursor, depth: Int) {
    for attribute in cursor.attributes {
      let name = cursor.bytes[attribute.name]
      guard name.starts(with: "xmlns".utf8) else { continue }
      let isDefault = name.count == 5
      guard isDefault || name[name.startIndex + 5] == UInt8(ascii: ":") else { continue }
      let value = XMLText.value(
        cursor.bytes, attribute.value, hasReference: attribute.hasReference)
      bindings.append(
        Binding(
          prefix: Array(name.dropFirst(isDefault ? 5 : 6)),
          space: value.map { Self.space(of: $0.trimmed) } ?? .foreign, depth: depth))
    }
  }

  /// Drops what was declared at that depth or deeper.
  mutating func leave(depth: Int) {
    while let last = bindings.last, last.depth >= depth { bindings.removeLast() }
  }

  /// Where a name belongs, and its part behind the prefix.
  func resolve(_ cursor: XMLCursor, _ name: Range<Int>) -> (space: Space, local: Range<Int>) {
    let colon = name.first { cursor.bytes[$0] == UInt8(ascii: ":") }
    let prefix = cursor.bytes[name.lowerBound..<(colon ?? name.lowerBound)]
    let local = (colon.map { $0 + 1 } ?? name.lowerBound)..<name.upperBound
    if let bound = bindings.last(where: { $0.prefix.elementsEqual(prefix) }) {
      return (bound.space, local)
    }
    if prefix.isEmpty || prefix.elementsEqual("kml".utf8) { return (.kml, local) }
    return (prefix.elementsEqual("gx".utf8) ? .gx : .foreign, local)
  }
}
