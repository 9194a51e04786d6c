// What does the reference say of ASTERIX? Made from the tables of the newest editions.
//
// SPDX-License-Identifier: Apache-2.0

internal import Notation

/// The page of the format.
enum ASTERIXPage {
  static let page = FormatPage(title: "ASTERIX", text: text, sections: sections)

  private static let text = """
    EUROCONTROL's exchange of surveillance data (EUROCONTROL-SPEC-0149): plots and tracks of radars, \
    ADS-B reports, system tracks, and the service messages beside them. Categories \
    001, 002, 010, 021, 034, 048, 062, 063 and 065 are read, each in every edition that \
    asterix-specs (BSD-3-Clause) publishes; other categories are passed over and counted.

    **Containers**, known by their first octets: data blocks one after the other (files, TCP, UDP), \
    libpcap and pcapng (Ethernet with VLAN tags, Linux cooked, raw IP, loopback; IPv4 and IPv6; UDP), \
    the final form (`.ff`), the GPS form (`.gps`), and blocks behind six octets of length and time of \
    day in milliseconds, alone or in UDP. IP fragments are not put together and TCP inside a capture \
    is not read; both are said.

    **Editions.** The sender's edition is a setting of the feed (`editions:`, or for one radar under \
    `radars:`); where none is set, the newest is taken. Nothing is guessed: a block that does not come \
    out by the edition set and does by another is refused with both named. Spare bits that are set \
    are written (`spare_bits`) and warned of.

    **JSON lines.** One line a record: `byte_offset`, `category`, `edition`, `captured_ms` (capture \
    files), `frame_time_of_day_s` (where the container's frame has one), then the items that the \
    record has. Names are the specification's, the unit stands last: `I040` with `RHO_nmi` and \
    `THETA_deg`. An item of one number has its unit itself: `I140_s`. Items that repeat are arrays. \
    Codes are numbers with the specification's text beside them, `TYP` and `TYP_text`; a code without \
    text is one that the edition does not list. Mode A codes are four octal digits; numbers of 24 bits \
    and more that are no quantity, such as addresses and Comm-B data, are hexadecimal. Text of zero bits is null, a \
    character that the alphabet does not have is `#`. The reserved expansion field is read by its own \
    published table where it comes out to the last octet, else it is `raw`; special purpose fields \
    are `raw`. Flight levels (`fl`) are hundreds of feet.

    **Observations.** 048 and 001: range and azimuth from the radar's place and antenna height in the \
    sensor register, biases of its calibration taken off, slant range corrected by I048/110, else by a \
    validated Mode C, on the ellipsoid; without a height the error says so. 062: I062/105; a track with \
    I062/100 alone is refused, because the system's centre is not sent. 010: I010/041, else polar. 021: \
    I021/131, else I021/130. Times of day are dated by the capture or receipt, else by `start:` of the \
    feed and the message before; I001/141 by category 002 of the same radar. Simulated and test \
    targets carry `simulated`.
    """

  private static var sections: [FormatPage.Section] {
    var sections = [editionSection, reasonSection]
    let tables = ASTERIXTables.all
    for (category, _) in ASTERIXTables.texts {
      let edition = tables.editions[tables.newest[Int(category)]]
      for profile in 0..<edition.profileCount {
        let kind = edition.profileCount == 1 ? "" : profile == 0 ? ", plots" : ", tracks"
        sections.append(
          FormatPage.Section(
            "Category \(number(category)), edition \(edition.name)\(kind)",
            fields: ASTERIXPageFields(tables, category, edition.profileFrom + profile).fields))
      }
    }
    return sections
  }

  static func number(_ category: UInt8) -> String {
    let text = String(category)
    return String(repeating: "0", count: 3 - text.utf8.count) + text
  }

  private static var editionSection: FormatPage.Section {
    let tables = ASTERIXTables.all
    let lines = ASTERIXTables.texts.map { category, _ in
      "- \(number(category)): " + tables.editionNames(category).joined(separator: ", ")
    }
    return FormatPage.Section(
      "Editions",
      text: "The last of each line is taken where none is set. Earlier editions of a category are "
        + "not published in machine-readable form; a sender of one is read by the oldest of the line "
        + "where its items are the same, which the operator must know. In category 010 the steps of "
        + "I010/202 and I010/210 are 1/4, as their ranges need, and not the 1/16 of the published "
        + "table.\n\n" + lines.joined(separator: "\n"))
  }

  private static let reasonSection = FormatPage.Section(
    "Reasons of a refusal",
    text: """
      | reason | meaning |
      |---|---|
      | `not ASTERIX` | octets between blocks, up to the next block that comes out |
      | `block length` | the length does not fit the frame, or is below 4 |
      | `stream ends inside a block` | the end of the file or stream came first |
      | `category not read` | a category without tables |
      | `edition not known` | the settings name an edition that the tables do not have |
      | `edition does not fit` | the block comes out by another edition only |
      | `FSPEC empty`, `FSPEC too long`, `spare FRN set` | the field specification is wrong |
      | `length beyond block` | an item goes on behind the end of its block |
      | `length zero` | an explicit item without its length octet |
      | `subitem not defined` | a compound item names a subitem that the edition does not have |
      | `extension not defined` | an extension bit behind the last extent |
      | `sequence malformed` | random field sequencing names no item |
      | `item missing` | category 001 without I001/020 |
      | `packet not read` | a captured packet without a UDP payload |
      | `capture malformed`, `stream ends inside a packet` | the capture file itself is damaged |
      | `no time`, `no place of the radar`, `no position in WGS-84`, `value out of range` | a record \
      that gives no observation |
      """)
}

/// The rows of one profile.
struct ASTERIXPageFields {
  private let tables: ASTERIXTables
  private let category: String
  private(set) var fields: [FormatPage.Field] = []

  init(_ tables: ASTERIXTables, _ category: UInt8, _ profile: Int) {
    self.tables = tables
    self.category = ASTERIXPage.number(category)
    let parts = tables.profiles[profile]
    for index in 0..<parts.partCount {
      let part = tables.parts[parts.partFrom + index]
      guard part.kind == .named else { continue }
      add(part, item: "I\(self.category)/\(part.name.string)", path: "")
    }
  }

  /// The name in JSON, without quotation marks and colon.
  private func name(_ part: ASTERIXPart) -> String {
    String(part.jsonName.string.dropFirst().dropLast(2))
  }

  private mutating func add(_ part: ASTERIXPart, item: String, path: String) {
    let path = path.isEmpty ? name(part) : "\(path).\(name(part))"
    var node = tables.nodes[part.node]
    let title = tables.titles[part.title].string
    var repeated = ""
    if node.kind == .repetitive {
      repeated = "array; "
      node = tables.nodes[node.inner]
    }
    switch node.kind {
    case .element:
      fields.append(FormatPage.Field(item, path, repeated + meaning(title, node)))
    case .explicit:
      fields.append(
        FormatPage.Field(
          item, path, "\(title.isEmpty ? "Octets" : title); hexadecimal `raw` or fields"))
    case .group, .extended, .compound, .repetitive:
      for index in 0..<node.partCount {
        let inner = tables.parts[node.partFrom + index]
        if inner.kind == .named {
          add(inner, item: item, path: path + (repeated.isEmpty ? "" : "[]"))
        }
      }
    }
  }

  private func meaning(_ title: String, _ node: ASTERIXNode) -> String {
    let content = tables.contents[node.content]
    var text = title.isEmpty ? "" : title + "; "
    switch content.kind {
    case .table:
      let texts = (0..<content.valueCount).prefix(16).map { index in
        let value = tables.values[content.valueFrom + index]
        return "\(value.value) \(value.text.string)"
      }
      text += texts.joined(separator: ", ") + (content.valueCount > 16 ? ", …" : "")
    case .quantity:
      let step = content.stepNumerator / content.stepDenominator
      let bits = Double(
        sign: .plus, exponent: node.bits - (content.isSigned ? 1 : 0), significand: 1)
      let least = content.isSigned ? -bits * step : 0
      text += "\(rounded(least)) to \(rounded((bits - 1) * step)) in steps of \(rounded(step))"
    case .dependent: text += "unit and step by the field before it"
    case .octal: text += "octal digits"
    case .icao, .ascii: text += "text; null where nothing is sent"
    case .integer: text += "\(node.bits)-bit number"
    case .raw where node.bits < 24: text += "\(node.bits)-bit number"
    case .raw, .bds, .bdsWithAddress: text += "\(node.bits) bits, hexadecimal"
    }
    return text
  }

  private func rounded(_ value: Double) -> String {
    var writer = FieldWriter()
    writer.append(value, places: 9)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
