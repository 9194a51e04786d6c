// By which edition is a record to be read? As the feed's settings say, else by the newest.
//
// SPDX-License-Identifier: Apache-2.0

/// Which edition was chosen for a block.
enum ASTERIXChosen: Hashable, Sendable {
  /// Index in the tables.
  case edition(Int)
  /// No table of the category at all.
  case categoryNotRead
  /// The settings name an edition that the tables do not have.
  case editionNotKnown(String)
}

/// The editions of a feed.
struct ASTERIXEditionChoice: Sendable {
  private struct Exception: Sendable {
    let category: UInt8
    let sac: UInt8
    let sic: UInt8
    let chosen: ASTERIXChosen
  }

  private var byCategory: [ASTERIXChosen]
  private var exceptions: [Exception] = []
  /// Categories that the settings name; the others are read by the newest edition.
  private(set) var isNamed = [Bool](repeating: false, count: 256)

  init(_ tables: ASTERIXTables, editions: [UInt8: String], radars: [RadarSource]) {
    byCategory = tables.newest.map { $0 < 0 ? .categoryNotRead : .edition($0) }
    for (category, name) in editions {
      byCategory[Int(category)] = Self.choice(tables, category, name)
      isNamed[Int(category)] = true
    }
    for radar in radars {
      for (category, name) in radar.editions.sorted(by: { $0.key < $1.key }) {
        exceptions.append(
          Exception(
            category: category, sac: radar.sac, sic: radar.sic,
            chosen: Self.choice(tables, category, name)))
      }
    }
  }

  private static func choice(
    _ tables: ASTERIXTables, _ category: UInt8, _ name: String
  ) -> ASTERIXChosen {
    guard tables.newest[Int(category)] >= 0 else { return .categoryNotRead }
    return tables.edition(category, name).map { .edition($0) } ?? .editionNotKnown(name)
  }

  /// The choice for the block whose first record starts at `at`. Its data source is the first item of
  /// every category that is read.
  func chosen(
    _ category: UInt8, _ bytes: UnsafePointer<UInt8>, firstRecordAt at: Int, limit: Int
  ) -> ASTERIXChosen {
    guard !exceptions.isEmpty, at < limit, bytes[at] & 0x80 != 0 else {
      return byCategory[Int(category)]
    }
    var source = at
    while source < limit, bytes[source] & 1 == 1 { source &+= 1 }
    guard source &+ 2 < limit else { return byCategory[Int(category)] }
    for exception in exceptions
    where exception.category == category && exception.sac == bytes[source &+ 1]
      && exception.sic == bytes[source &+ 2]
    {
      return exception.chosen
    }
    return byCategory[Int(category)]
  }
}
