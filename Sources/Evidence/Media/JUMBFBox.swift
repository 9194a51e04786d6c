// Which boxes does a manifest of provenance have? JUMBF, by label (ISO/IEC 19566-5).
//
// SPDX-License-Identifier: Apache-2.0

/// A box with a label and boxes in it, or a box with content.
struct JUMBFBox {
  /// Four letters: `jumb`, `cbor`, …
  let type: String
  /// Empty where it has none.
  private(set) var label = ""
  /// The first four bytes of the description's type: `c2ma` for a manifest, …
  private(set) var kind = ""
  private(set) var children: [JUMBFBox] = []
  private(set) var content: ArraySlice<UInt8>

  private static let depthMax = 8
  private static let countMax = 10_000

  /// Reads one box that fills the bytes; what follows it is padding.
  init(_ bytes: [UInt8]) throws(MediaFault) {
    var count = 0
    let boxes = try Self.boxes(bytes[...], depth: 0, &count, onlyFirst: true)
    guard let first = boxes.first else { throw MediaFault("the manifest is empty") }
    self = first
  }

  private init(type: String, content: ArraySlice<UInt8>) {
    self.type = type
    self.content = content
  }

  /// True where the bytes begin as the manifest store of C2PA does.
  static func isProvenance(_ bytes: [UInt8]) -> Bool {
    bytes.count > 20 && Array(bytes[4..<8]) == Array("jumb".utf8)
      && Array(bytes[12..<20]) == Array("jumdc2pa".utf8)
  }

  func child(_ label: String) -> JUMBFBox? { children.first { $0.label == label } }

  private static func boxes(
    _ bytes: ArraySlice<UInt8>, depth: Int, _ count: inout Int, onlyFirst: Bool = false
  ) throws(MediaFault) -> [JUMBFBox] {
    var out: [JUMBFBox] = []
    var rest = bytes
    while rest.count >= 8, !(onlyFirst && !out.isEmpty) {
      count += 1
      guard count <= countMax else { throw MediaFault("the manifest has too many boxes") }
      var byteCount = bigEndian(rest.prefix(4))
      var headerByteCount = 8
      if byteCount == 1, rest.count >= 16 {
        byteCount = bigEndian(rest.dropFirst(8).prefix(8))
        headerByteCount = 16
      } else if byteCount == 0 {
        byteCount = rest.count
      }
      guard headerByteCount...rest.count ~= byteCount else {
        throw MediaFault("a box of the manifest is longer than what it is in")
      }
      let type = String(decoding: rest.dropFirst(4).prefix(4), as: UTF8.self)
      var box = JUMBFBox(type: type, content: rest.prefix(byteCount).dropFirst(headerByteCount))
      if type == "jumb" { try box.open(depth: depth, &count) }
      out.append(box)
      rest = rest.dropFirst(byteCount)
    }
    return out
  }

  /// Reads the boxes in a superbox; the first describes it.
  private mutating func open(depth: Int, _ count: inout Int) throws(MediaFault) {
    guard depth < Self.depthMax else { throw MediaFault("the manifest is nested too deep") }
    children = try Self.boxes(content, depth: depth + 1, &count)
    guard let description = children.first, description.type == "jumd",
      description.content.count >= 17
    else { throw MediaFault("a box of the manifest has no description") }
    children.removeFirst()
    kind = String(decoding: description.content.prefix(4), as: UTF8.self)
    let toggles = description.content[description.content.startIndex + 16]
    if toggles & 2 != 0 {
      label = String(decoding: description.content.dropFirst(17).prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}
