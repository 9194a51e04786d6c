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
    let head = MissingRegisters.tables.first { $0.id == id }
    return Table(
      id, head?.title ?? Wording(same: id), head?.columns ?? [], rows: rows,
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
          seen.map { Cell(.range($0.0, $0.1), rows: [visit.id]) } ?? .none, missing, .none,
          word(visit.word("seal")),
        ])
    }
    return table("T4", [.storageVisit], rows: rows)
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
          Cell(.period(entry.fromMs, entry.untilMs ?? entry.fromMs)), .notRecorded, .notRecorded,
          word(entry.word("state") ?? entry.word("access")),
        ])
    }
    return table("T9", [.crossingState, .borderVisit], rows: rows)
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
          .none,
        ])
    }
    return table("T11", [.repairWindow], rows: rows)
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
