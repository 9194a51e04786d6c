// In which sentences are the five questions answered, from the rows of one event?
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Cases
internal import Geo
internal import Observations
internal import Rules
internal import Tracks

/// The paragraphs of a spot report.
struct SpotWords {
  private let event: Event
  private let mission: ReportMission
  private let sightings: [Sighting]
  private let happening: Happening
  private let hits: [Hit]

  init(_ event: Event, mission: ReportMission, cases: CaseBook) {
    (self.event, self.mission) = (event, mission)
    let period = ReportPeriod(
      containing: event.knownAtMs, cut: mission.cut, clock: mission.clock)
    var material = ReportMaterial(mission: mission, period: period)
    material.events = [event]
    material.cases = cases
    happening = Tally(material).all[0]
    sightings = Sighting.all(of: [happening], mission.sensors)
    hits = cases.alerts.values.filter { $0.hit.eventID == event.id && !$0.isWithdrawn }
      .map(\.hit).sorted { ($0.clauseID, $0.clauseVersion) < ($1.clauseID, $1.clauseVersion) }
  }

  func write(into draft: inout ProseDraft) {
    happened(&draft)
    whereabouts(&draft)
    told(.seen, sightings.filter { !$0.observation.means.isHearsay }, &draft)
    told(.told, sightings.filter { $0.observation.means.isHearsay }, &draft)
    open(&draft)
  }

  private func add(_ question: SpotQuestion, _ words: Wording, _ draft: inout ProseDraft) {
    draft.add(question.rawValue, .violations, words)
  }

  // MARK: What happened

  private func happened(_ draft: inout ProseDraft) {
    let count = draft.put(
      "happened/count", Cell(.range(event.count.min, event.count.max), rows: [event.id]))
    let time = draft.put("happened/time", Cell(.time(event.happened.fromMs)))
    let grade = draft.put("happened/grade", Cell(.text(event.grade.code)))
    let known = draft.put("happened/known", Cell(.time(event.knownAtMs)))
    let place = place(&draft)
    let clauses = clauses(&draft)
    add(
      .happened,
      Wording.each { language in
        let what = "\(count) \(event.kind.noun.form(event.count.max, language))"
        return switch language {
        case .en:
          "\(time): \(what)\(place.en). Evidence: grade \(grade).\(clauses.en) First known to the "
            + "Mission: \(known)."
        case .de:
          "\(time): \(what)\(place.de). Beweislage: Grad \(grade).\(clauses.de) Der Mission "
            + "erstmals bekannt: \(known)."
        case .uk:
          "\(time): \(what)\(place.uk). Докази: рівень \(grade).\(clauses.uk) Місії вперше стало "
            + "відомо: \(known)."
        }
      }, &draft)
  }

  private func place(_ draft: inout ProseDraft) -> Wording {
    var words = Wording(same: "")
    if let id = happening.sector,
      let sector = mission.territory.sectors.first(where: { $0.id == id })
    {
      let name = draft.put(
        "happened/sector", Cell(.term(code: id, Wording(sector.name)), rows: [id]))
      words = Wording(same: ", \(name)")
    }
    guard let line = mission.territory.line(atMs: event.happened.fromMs) else { return words }
    let distanceKm = line.index.signedDistance(to: event.point).distanceM / 1_000
    let far = draft.put(
      "happened/distance-km", Cell(.decimal(distanceKm, places: 1), rows: [event.id]))
    return Wording(
      "\(words.en), \(far)\u{A0}km from the line\(side.en)",
      "\(words.de), \(far)\u{A0}km von der Linie\(side.de)",
      "\(words.uk), за \(far)\u{A0}км від лінії\(side.uk)")
  }

  private var side: Wording {
    guard let side = happening.side else { return Wording(same: "") }
    let name = mission.partyNames[side].map { Wording($0) } ?? Wording(same: side.rawValue)
    return Wording(
      ", on the side of \(name.en)", ", auf der Seite von \(name.de)", ", на боці: \(name.uk)")
  }

  private func clauses(_ draft: inout ProseDraft) -> Wording {
    guard !hits.isEmpty else { return Wording(same: "") }
    let ids = Set(hits.map(\.clauseID)).sorted().joined(separator: ", ")
    let names = draft.put("happened/clauses", Cell(.text(ids)))
    return Wording(
      " Clauses that it may concern: \(names).", " Möglicherweise berührte Klauseln: \(names).",
      " Пункти, яких це може стосуватися: \(names).")
  }

  // MARK: Where the Mission was

  private func whereabouts(_ draft: inout ProseDraft) {
    let own = sightings.filter { !$0.observation.means.isHearsay }
    var seen: Set<String> = []
    let parts = own.filter { seen.insert($0.observation.sensor).inserted }.map { sighting in
      let key = "whereabouts/\(sighting.number)"
      let who = draft.put("\(key)/observer", Cell(.text(sighting.observer)))
      let far = sighting.distanceClass.map { draft.put("\(key)/distance", Cell($0.phrase)) }
      return Wording.each { language in
        guard let far else {
          return who
            + Wording(
              " (distance not recorded)", " (Entfernung nicht erfasst)", " (відстань не записано)")[
              language]
        }
        return switch language {
        case .en: "\(who), \(far) away"
        case .de: "\(who), \(far) entfernt"
        case .uk: "\(who), відстань \(far)"
        }
      }
    }
    guard !parts.isEmpty else {
      add(
        .whereabouts,
        Wording(
          "No patrol or sensor of the Mission reported the event.",
          "Keine Patrouille und kein Sensor der Mission meldete das Ereignis.",
          "Жоден патруль чи датчик Місії не повідомив про подію."), &draft)
      return
    }
    add(
      .whereabouts,
      Wording.each { language in parts.map { $0[language] }.joined(separator: "; ") + "." },
      &draft)
  }

  // MARK: What it saw, what it was told

  private func told(_ question: SpotQuestion, _ own: [Sighting], _ draft: inout ProseDraft) {
    guard !own.isEmpty else {
      add(question, Wording("Nothing.", "Nichts.", "Нічого."), &draft)
      return
    }
    let sentences = own.map { sighting -> Wording in
      let (observation, key) = (sighting.observation, "\(question.rawValue)/\(sighting.number)")
      let count = draft.put(
        "\(key)/count",
        Cell(.range(observation.count.min, observation.count.max), rows: [observation.id]))
      let who = draft.put("\(key)/observer", Cell(.text(sighting.observer)))
      let time = draft.put(
        "\(key)/time", Cell(.period(observation.happened.fromMs, observation.happened.untilMs)))
      let colon = observation.means.verb
      return Wording.each { language in
        let what = observation.kind.noun.object(observation.count.max, language)
        let how = observation.qualifier.map { " (\($0.wording[language]))" } ?? ""
        let direction = sighting.direction.map { " \($0.phrase[language])" } ?? ""
        let mark = language == .uk ? ":" : ""
        return "\(who)\(mark) \(colon[language]) \(count) \(what)\(how)\(direction), \(time)."
      }
    }
    add(
      question, Wording.each { language in sentences.map { $0[language] }.joined(separator: " ") },
      &draft)
  }

  // MARK: What is open

  private func open(_ draft: inout ProseDraft) {
    var open: [Wording] = []
    if event.grade < .e2 {
      open.append(
        Wording(
          "there is no second, independent source", "eine zweite, unabhängige Quelle fehlt",
          "немає другого незалежного джерела"))
    }
    if happening.side == nil, happening.isOffLine {
      open.append(
        Wording(
          "on whose side it was: it lies beyond the line's end",
          "auf wessen Seite es war: Es liegt jenseits des Endes der Linie",
          "на чиєму боці це було: місце лежить за кінцем лінії"))
    } else if happening.side == nil {
      open.append(
        Wording(
          "on whose side of the line it was: the place is not exact enough",
          "auf wessen Seite der Linie es war: Der Ort ist nicht genau genug",
          "на чиєму боці лінії це було: місце визначено недостатньо точно"))
    }
    if event.kind.isCounted,
      !sightings.contains(where: { [.outgoing, .impact].contains($0.observation.qualifier) })
    {
      open.append(
        Wording(
          "whether it was outgoing or impact", "ob es Abschuss oder Einschlag war",
          "чи це був вихідний постріл, чи влучання"))
    }
    if event.kind.isCounted, event.value(.tubeMm) == nil {
      open.append(Wording("the weapon", "die Waffe", "вид зброї"))
    }
    open.append(
      mission.isAttributing
        ? Wording("who is responsible", "wer verantwortlich ist", "хто несе відповідальність")
        : Wording(
          "responsibility, which this mandate does not determine",
          "die Verantwortung, die dieses Mandat nicht feststellt",
          "відповідальність, якої цей мандат не встановлює"))
    add(
      .open,
      Wording.each { language in
        let list = open.map { $0[language] }.joined(separator: "; ")
        return (list.first.map { $0.uppercased() } ?? "") + list.dropFirst() + "."
      }, &draft)
  }
}
