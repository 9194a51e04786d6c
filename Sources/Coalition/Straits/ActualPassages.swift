// Which vessels were there in fact? Stays from the register of vessels.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Geo

extension StraitsPassage {
  private static let dayMs: Int64 = 86_400_000
  /// Reports of one vessel that are no farther apart are of one stay.
  static let gapDays = 3

  /// Stays of naval vessels, from entries of kind `vessel`. Entries of one vessel that follow each other
  /// within three days are one stay; entries that a later one corrects do not count.
  /// - Returns: in order of entry. What the register does not say of a tonnage is 0 to infinity.
  public static func actual(from entries: [RegisterEntry]) -> [StraitsPassage] {
    let corrected = Set(entries.compactMap(\.corrects))
    let seen = entries.filter {
      $0.kind == .vessel && !corrected.contains($0.id) && $0.flag("naval") ?? true
    }.sorted { ($0.fromMs, $0.id) < ($1.fromMs, $1.id) }
    var passages: [StraitsPassage] = []
    var latest: [String: Int] = [:]
    for entry in seen {
      guard let vessel = entry.word("vessel"), let state = entry.word("flag_state") else {
        continue
      }
      let from = dayNumber(entry.fromMs)
      let until = dayNumber(entry.untilMs ?? entry.fromMs)
      if let index = latest[vessel],
        from - (passages[index].leaves?.lastDay ?? from) <= gapDays
      {
        passages[index].leaves = PartialDate(
          dayNumber: max(until, passages[index].leaves?.lastDay ?? until))
        continue
      }
      latest[vessel] = passages.count
      passages.append(passage(entry, vessel, state, from, until))
    }
    return passages
  }

  private static func passage(
    _ entry: RegisterEntry, _ vessel: String, _ state: String, _ from: Int, _ until: Int
  ) -> StraitsPassage {
    let tonnage =
      entry.number("displacement_t").map { Estimate($0) } ?? Estimate(low: 0, high: .infinity)
    return StraitsPassage(
      vessel: vessel, state: state,
      kind: entry.flag("support") ?? false ? .auxiliary : .lightSurface,
      tonnageT: Figure(tonnage, unit: "t", assumption: "register entry \(entry.id)"),
      enters: PartialDate(dayNumber: from), leaves: PartialDate(dayNumber: until),
      isPlanned: false)
  }

  private static func dayNumber(_ atMs: Int64) -> Int {
    Int(atMs >= 0 ? atMs / dayMs : (atMs - dayMs + 1) / dayMs)
  }
}
