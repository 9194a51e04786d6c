// Which tables come from registers: sites visited, vessels, crossing points, repairs, impediments, outages?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Rules

/// Tables T4, T8, T9 and T11, and the entries of T12, T14 and T15. What is not entered is not guessed.
struct RegisterTables {
  let register: Register
  let mission: ReportMission
  let period: ReportPeriod

  var tables: [Table] { [storage, vessels, crossings, repairs] }

  /// Entries that were received before the cut and lie in the period, or reach into it.
  private func entries(_ kind: RegisterKind) -> [RegisterEntry] {
    // A vessel without an end is still there, an outage still lasts; other entries are a moment.
    let isLasting = kind == .vessel || kind == .sensorOutage
    return register.entries(kind, knownAtMs: period.untilMs - 1).filter {
      let untilMs = $0.untilMs ?? (isLasting ? .max : $0.fromMs)
      return $0.fromMs < period.untilMs && untilMs >= period.fromMs
    }
  }

  private func table(_ id: String, _ kinds: [RegisterKind], rows: [Row]) -> Table {
    let head = TableHeads.head(id)
    return Table(
      id, head.title, head.columns, rows: rows,
      hasRegister: kinds.contains { register.isKept($0) })
  }

  func party(_ party: Party?) -> Cell {
    guard let party else { return .none }
    let name = mission.partyNames[party].map { Wording($0) } ?? Wording(same: party.rawValue)
    return Cell(.term(code: party.rawValue, name))
  }

  private func word(_ word: String?) -> Cell { word.map { Cell(RegisterWords.term($0)) } ?? .none }

  private func number(_ value: Double?, places: Int = 0, _ id: String) -> Cell {
    value.map { Cell(.decimal($0, places: places), rows: [id]) } ?? .none
  }

  func text(_ text: String) -> Cell { text.isEmpty ? .none : Cell(.text(text)) }

  // MARK: Storage sites

  private var storage: Table {
    let lists = register.entries(.storageList, knownAtMs: period.untilMs - 1)
    let rows = entries(.storageVisit).map { visit -> Row in
      let site = visit.word("site") ?? ""
      let listed = lists.filter {
        $0.word("site") == site
          && (visit.word("type") == nil || $0.word("type") == visit.word("type"))
      }
      let declared = listed.isEmpty ? nil : listed.reduce(0) { $0 + ($1.number("number") ?? 0) }
      let seen = visit.number("seen_max").map { most in
        (Int(visit.number("seen_min") ?? most), Int(most))
      }
      var missing = Cell.none
      if let declared, let seen {
        missing = Cell(
          .range(max(0, Int(declared) - seen.1), max(0, Int(declared) - seen.0)), rows: [visit.id])
      }
      return Row(
        visit.id,
        [
          Cell(.text(site), rows: [visit.id]), party(visit.party), word(visit.word("access")),
          number(declared, visit.id),
          seen.map { Cell(.range($0.0, $0.1), rows: [visit.id]) } ?? .none, missing,
          missingSince(visit, listed).map { Cell(.time($0.atMs), rows: [$0.visit]) } ?? .none,
          word(visit.word("seal")),
        ])
    }
    return table("T4", [.storageVisit], rows: rows)
  }

  /// When the visit says so, or when a visit first found fewer than listed and none after it found all.
  private func missingSince(
    _ visit: RegisterEntry, _ listed: [RegisterEntry]
  ) -> (atMs: Int64, visit: String)? {
    if let atMs = visit.time("missing_since") { return (atMs, visit.id) }
    let declared = listed.reduce(0) { $0 + ($1.number("number") ?? 0) }
    func isShort(_ entry: RegisterEntry) -> Bool {
      entry.number("seen_max").map { $0 < declared } ?? false
    }
    guard !listed.isEmpty, isShort(visit) else { return nil }
    let before = register.entries(.storageVisit, knownAtMs: period.untilMs - 1).filter {
      $0.word("site") == visit.word("site") && $0.word("type") == visit.word("type")
        && $0.fromMs <= visit.fromMs && $0.number("seen_max") != nil
    }
    let first = before.reversed().prefix(while: isShort).last ?? visit
    return (first.fromMs, first.id)
  }

  // MARK: Sea

  private var vessels: Table {
    let present = entries(.vessel)
    let foreign = present.filter { $0.flag("littoral") == false }
    let sumT = foreign.reduce(0) { $0 + ($1.number("displacement_t") ?? 0) }
    let rows = present.map { entry -> Row in
      let day = Int((period.untilMs - 1 - entry.fromMs) / 86_400_000) + 1
      let isForeign = entry.flag("littoral") == false
      let kind =
        entry.flag("naval") == true ? "naval" : (entry.flag("support") == true ? "support" : nil)
      return Row(
        entry.id,
        [
          Cell(.text(entry.word("vessel") ?? entry.id), rows: [entry.id]),
          text(entry.word("flag_state") ?? ""), word(kind),
          entry.flag("littoral").map { Cell(RegisterWords.answer($0)) } ?? .none,
          number(entry.number("displacement_t"), entry.id), Cell(.time(entry.fromMs)),
          isForeign ? Cell(.integer(day), rows: [entry.id]) : .none,
          isForeign ? Cell(.decimal(sumT, places: 0), rows: foreign.map(\.id)) : .none,
          number(entry.number("gap_h"), places: 1, entry.id), text(entry.note),
        ])
    }
    return table("T8", [.vessel], rows: rows)
  }

  // MARK: Crossing points

  private var crossings: Table {
    let all = (entries(.crossingState) + entries(.borderVisit)).sorted {
      ($0.fromMs, $0.id) < ($1.fromMs, $1.id)
    }
    let rows = all.map { entry in
      Row(
        entry.id,
        [
          Cell(.text(entry.word("point") ?? ""), rows: [entry.id]),
          Cell(.period(entry.fromMs, entry.untilMs ?? entry.fromMs)), persons(entry),
          vehicles(entry),
          word(entry.word("state") ?? entry.word("access")),
        ])
    }
    return table("T9", [.crossingState, .borderVisit], rows: rows)
  }

  /// `12/8`, in and out; what nobody counted is `n/r`.
  private func persons(_ entry: RegisterEntry) -> Cell {
    let counts = ["persons_in", "persons_out"].map { entry.number($0).map { Int($0) } }
    guard counts.contains(where: { $0 != nil }) else { return .notRecorded }
    return Cell(
      .term(
        code: counts.map { $0.map { String($0) } ?? "n/r" }.joined(separator: "/"),
        Wording.each { language in
          counts.map { count in
            count.map { Written.integer($0, language) }
              ?? Wording("n/r", "k.\u{A0}A.", "н/д")[language]
          }.joined(separator: "/")
        }), rows: [entry.id])
  }

  /// `14 cars, 2 lorries`; kinds that nobody counted are left out.
  private func vehicles(_ entry: RegisterEntry) -> Cell {
    let nouns: [(String, Noun)] = [
      ("cars", Noun(("car", "cars"), ("Pkw", "Pkw"), ("авто", "авто", "авто"))),
      ("buses", Noun(("bus", "buses"), ("Bus", "Busse"), ("автобус", "автобуси", "автобусів"))),
      (
        "lorries",
        Noun(("lorry", "lorries"), ("Lkw", "Lkw"), ("вантажівка", "вантажівки", "вантажівок"))
      ),
      (
        "other_vehicles",
        Noun(
          ("other vehicle", "other vehicles"), ("anderes Fahrzeug", "andere Fahrzeuge"),
          ("інший транспорт", "інший транспорт", "іншого транспорту"))
      ),
    ]
    let counted = nouns.compactMap { name, noun in entry.number(name).map { (Int($0), name, noun) }
    }
    guard !counted.isEmpty else { return .notRecorded }
    return Cell(
      .term(
        code: counted.map { "\($0.0) \($0.1)" }.joined(separator: ", "),
        Wording.each { language in
          counted.map { "\(Written.integer($0.0, language)) \($0.2.form($0.0, language))" }
            .joined(separator: ", ")
        }), rows: [entry.id])
  }

  // MARK: Repairs

  private var repairs: Table {
    let rows = entries(.repairWindow).map { entry -> Row in
      let assurances = [entry.flag("assurance_a"), entry.flag("assurance_b")].map { flag in
        flag.map { RegisterWords.yes($0) } ?? Wording(same: "–")
      }
      return Row(
        entry.id,
        [
          Cell(.text(entry.word("object") ?? ""), rows: [entry.id]), text(entry.note),
          Cell(.period(entry.fromMs, entry.untilMs ?? entry.fromMs)), party(entry.party),
          Cell(
            .term(
              code: assurances.map(\.en).joined(separator: "/"),
              Wording.each { language in assurances.map { $0[language] }.joined(separator: " / ") })
          ),
          entry.flag("kept").map { Cell(RegisterWords.answer($0), rows: [entry.id]) } ?? .none,
        ])
    }
    return table("T11", [.repairWindow], rows: rows)
  }

  // MARK: Works and casualties

  /// Received in the period: who hears late of works or casualties tells late of them.
  var works: [RegisterEntry] { received(.works) }
  var casualties: [RegisterEntry] { received(.casualty) }

  private func received(_ kind: RegisterKind) -> [RegisterEntry] {
    register.entries(kind, knownAtMs: period.untilMs - 1).filter {
      period.contains(register.root(of: $0).receivedAtMs)
    }
  }

  // MARK: Impediments and outages

  /// Those that began in the period.
  var impediments: [RegisterEntry] {
    entries(.impediment).filter { period.contains($0.fromMs) }
  }

  /// Nil where nobody keeps a register of them.
  var outages: [RegisterEntry]? {
    register.isKept(.sensorOutage) ? entries(.sensorOutage) : nil
  }

  /// Announced and received before the cut, where the window or the receipt lies in the period.
  var notifications: [RegisterEntry] {
    register.entries(.notification, knownAtMs: period.untilMs - 1).filter { entry in
      let window = Period(fromMs: entry.fromMs, untilMs: entry.untilMs ?? entry.fromMs)
      return period.contains(entry.receivedAtMs) || period.overlapMs(with: window) > 0
    }
  }
}

extension ReportMaterial {
  var registers: RegisterTables {
    RegisterTables(register: register, mission: mission, period: period)
  }
}
