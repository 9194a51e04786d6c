// What does the machine understand of a clause? Plain sentences made from its parameters alone.
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Geo
internal import Observations

/// Sentences for a lawyer to hold beside the written text.
public struct ClauseWords {
  let clause: Clause
  let territory: Territory
  let language: Language

  public init(_ clause: Clause, _ territory: Territory, _ language: Language) {
    (self.clause, self.territory, self.language) = (clause, territory, language)
  }

  func pick(_ english: String, _ german: String) -> String { language == .de ? german : english }

  func number(_ value: Double) -> String { Numbers.decimal(value, digits: 2, language) }

  func list(_ words: [String], last: (en: String, de: String) = ("or", "oder")) -> String {
    guard words.count > 1, let end = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(pick(last.en, last.de)) " + end
  }

  /// In order: validity, subjects, condition, terms, exemptions, proof, class, clocks.
  public var sentences: [String] {
    if let checkedOn = clause.checkedOn {
      return [
        pick(
          "The machine does not check it; a person does, on: \(checkedOn).",
          "Die Maschine prüft sie nicht; ein Mensch tut es, anhand von: \(checkedOn).")
      ]
    }
    var sentences = [validity]
    if !clause.subjects.isEmpty {
      sentences += clause.subjects.map { about($0) }
      sentences.append(
        pick("It is met when ", "Sie ist erfüllt, wenn ") + words(clause.breachIf) + ".")
    }
    sentences += clause.terms.map { TermWords(self, $0).sentence }
    sentences += clause.exemptIf.map { words($0) }
    sentences += proof + classes
    if let clocks { sentences.append(clocks) }
    return sentences
  }

  private var validity: String {
    let from = clause.validity.fromMs == .min ? nil : Instant(atMs: clause.validity.fromMs).iso
    let until = clause.validity.untilMs.map { Instant(atMs: $0).iso }
    switch (from, until) {
    case (nil, nil):
      return pick(
        "Version \(clause.version) is in force without end.",
        "Fassung \(clause.version) gilt ohne Ende.")
    case (let from?, nil):
      return pick(
        "Version \(clause.version) is in force from \(from) on.",
        "Fassung \(clause.version) gilt ab \(from).")
    case (let from, let until?):
      return pick(
        "Version \(clause.version) is in force \(from.map { "from \($0) " } ?? "")until \(until).",
        "Fassung \(clause.version) gilt \(from.map { "von \($0) " } ?? "")bis \(until).")
    }
  }

  // MARK: Subject and place

  private func about(_ subject: Subject) -> String {
    var text = pick("It is about: ", "Sie handelt von: ")
    text += list(subject.kinds.map { $0.name(language) })
    if !subject.qualifiers.isEmpty {
      text += " (\(list(subject.qualifiers.map { word($0) })))"
    }
    for requirement in subject.requirements {
      text +=
        ", \(requirement.attribute.name(language)) \(requirement.comparison.sign) "
        + number(requirement.value)
    }
    if let confidence = subject.minConfidence {
      text += pick(
        ", of which the source is at least \(confidence.code)",
        ", bei mindestens der Sicherheit \(confidence.code) der Quelle")
    }
    return text + ", " + words(subject.place ?? clause.place) + "."
  }

  private func word(_ qualifier: Qualifier) -> String {
    let names: (en: String, de: String) =
      switch qualifier {
      case .undetermined: ("undetermined", "unbestimmt")
      case .outgoing: ("outgoing", "Abschuss")
      case .impact: ("impact", "Einschlag")
      case .airburst: ("airburst", "Luftsprengpunkt")
      case .mine: ("mine", "Mine")
      case .controlledDetonation: ("controlled detonation", "kontrollierte Sprengung")
      }
    return pick(names.en, names.de)
  }

  func words(_ place: Where) -> String {
    switch place {
    case .everywhere: return pick("everywhere", "überall")
    case .zone(let id): return zone(id)
    case .nearLine(let withinM, let party):
      let side =
        party.map {
          pick(" on the side of Party \($0.rawValue)", " auf der Seite der Partei \($0.rawValue)")
        } ?? ""
      return pick("within ", "innerhalb von ") + distance(withinM)
        + pick(" of the line", " der Linie") + side
    case .nearObjects(let layer, let withinM):
      return pick("within ", "innerhalb von ") + distance(withinM)
        + pick(" of an object of the layer '\(layer)'", " eines Objekts der Ebene '\(layer)'")
    case .nearEntries(let kind, let withinM, let slackMs, let leadMs):
      var text =
        pick("within ", "innerhalb von ") + distance(withinM)
        + pick(" of the place of an entry (", " vom Ort eines Eintrags (") + kind.name(language)
        + ")"
      if slackMs > 0 {
        text += pick(
          ", from \(duration(slackMs)) before it to \(duration(slackMs)) after",
          ", von \(duration(slackMs)) vorher bis \(duration(slackMs)) nachher")
      }
      if leadMs > 0 {
        text += pick(
          ", where it was agreed \(duration(leadMs)) before",
          ", wo er \(duration(leadMs)) vorher vereinbart war")
      }
      return text
    }
  }

  private func zone(_ id: String) -> String {
    let parts = territory.zones(id).map { zone -> String in
      var text: String
      switch zone.shape {
      case .offset(let offsetM, let party):
        text = pick("\(distance(offsetM)) from the line", "\(distance(offsetM)) von der Linie")
        if let party {
          text += pick(
            " on the side of Party \(party.rawValue)", " auf der Seite der Partei \(party.rawValue)"
          )
        }
      case .polygon: text = pick("as drawn", "wie gezeichnet")
      }
      if let ceilingM = zone.ceilingM {
        text += pick(" below \(number(ceilingM)) m", " unter \(number(ceilingM)) m")
      }
      if let untilMs = zone.validity.untilMs {
        text += pick(" until \(Instant(atMs: untilMs).iso)", " bis \(Instant(atMs: untilMs).iso)")
      }
      if zone.validity.fromMs != .min {
        text += pick(
          " from \(Instant(atMs: zone.validity.fromMs).iso)",
          " ab \(Instant(atMs: zone.validity.fromMs).iso)")
      }
      return text
    }
    return "in \(id) (\(list(parts)))"
  }

  func distance(_ metres: Double) -> String { Numbers.distance(metres, language) }

  /// Hours, days or minutes, whichever comes out shortest.
  func duration(_ ms: Int64) -> String {
    if ms != 0, ms % 86_400_000 == 0, ms > 259_200_000 {
      let days = ms / 86_400_000
      return pick("\(days) days", "\(days) Tage")
    }
    if ms % 3_600_000 == 0 { return "\(ms / 3_600_000) h" }
    return "\(number(Double(ms) / 60_000)) min"
  }

  // MARK: Conditions

  func words(_ condition: Condition) -> String {
    switch condition {
    case .presence: return pick("there is one", "es eines gibt")
    case .any(let conditions): return list(conditions.map { words($0) })
    case .all(let conditions): return list(conditions.map { words($0) }, last: ("and", "und"))
    case .measure(let measure, let comparison, let limit):
      return words(measure, comparison, limit)
    case .eventsInWindow(let comparison, let limit, let windowMs, let withinM):
      return pick(
        "\(comparison.sign) \(number(limit)) of them lie within \(distance(withinM)) in "
          + duration(windowMs),
        "\(comparison.sign) \(number(limit)) davon innerhalb von \(distance(withinM)) in "
          + "\(duration(windowMs)) liegen")
    }
  }

  private func words(_ measure: Measure, _ comparison: Comparison, _ limit: Double) -> String {
    switch measure {
    case .count:
      let text = "\(comparison.sign) \(number(limit))"
      return pick("the count is \(text)", "die Zahl \(text) ist")
    case .dwellMin:
      let text = limit < 2 ? "\(number(limit * 60)) s" : "\(number(limit)) min"
      return pick("it stays \(comparison.sign) \(text)", "es \(comparison.sign) \(text) bleibt")
    case .depthM:
      return pick(
        "it is \(comparison.sign) \(distance(limit)) inside the border",
        "es \(comparison.sign) \(distance(limit)) innerhalb der Grenze ist")
    case .attribute(let name):
      return "\(name.name(language)) \(comparison.sign) \(number(limit))"
    }
  }

  // MARK: Exemptions

  private func words(_ exemption: Exemption) -> String {
    switch exemption {
    case .judgement(let text):
      return pick("No breach, as a person judges: ", "Kein Verstoß, nach Urteil eines Menschen: ")
        + text.text(in: language.rawValue) + "."
    case .notice(let rule): return words(rule)
    case .entry(let filter, let maxMs):
      var text =
        pick("No breach where this covers it: ", "Kein Verstoß, wo dies es deckt: ")
        + words(filter)
      if let maxMs {
        text += pick(
          ", for at most \(duration(maxMs))", ", für höchstens \(duration(maxMs))")
      }
      return text + "."
    }
  }

  private func words(_ rule: NoticeRule) -> String {
    var text =
      pick(
        "No breach where a notification covers it (", "Kein Verstoß, wo eine Anmeldung es deckt (")
      + rule.kind + ")"
    if rule.leadMs > 0 {
      text += pick(
        ", received \(duration(rule.leadMs)) before",
        ", \(duration(rule.leadMs)) vorher eingegangen")
    } else if rule.leadMs < 0 {
      text += pick(
        ", received at most \(duration(-rule.leadMs)) after it began",
        ", höchstens \(duration(-rule.leadMs)) nach Beginn eingegangen")
    }
    if let correctionMs = rule.correctionLeadMs {
      text += pick(
        " (a correction \(duration(correctionMs)))",
        " (eine Berichtigung \(duration(correctionMs)))")
    }
    if rule.slackMs > 0 {
      text += pick(
        ", with \(duration(rule.slackMs)) of tolerance", ", mit \(duration(rule.slackMs)) Toleranz")
    }
    if rule.isBeforeEntry { text += pick(", before entry", ", vor dem Betreten") }
    if let persons = rule.maxPersons {
      text += pick(", for at most \(persons) persons", ", für höchstens \(persons) Personen")
    }
    if let kg = rule.maxWeightKg {
      text += pick(", up to \(number(kg)) kg", ", bis \(number(kg)) kg")
    }
    if let maxMs = rule.maxMs {
      text += pick(", for at most \(duration(maxMs))", ", für höchstens \(duration(maxMs))")
    }
    if rule.isUnarmed { text += pick(", unarmed", ", unbewaffnet") }
    if rule.hasTransponder { text += pick(", transponder on", ", mit Transponder") }
    return text + pick("; a worse one is arguable.", "; eine schlechtere ist strittig.")
  }

  /// What an entry must say.
  func words(_ filter: EntryFilter) -> String {
    let requirements = filter.requirements.map { requirement -> String in
      switch requirement {
      case .number(let name, let comparison, let limit):
        "\(name) \(comparison.sign) \(number(limit))"
      case .word(let name, let words): "\(name): \(list(words))"
      case .flag(let name, let wanted):
        "\(name): \(wanted ? pick("yes", "ja") : pick("no", "nein"))"
      case .durationMin(let comparison, let limit):
        pick("lasting ", "Dauer ") + "\(comparison.sign) \(duration(Int64(limit * 60_000)))"
      case .reportedAfterMin(let comparison, let limit):
        pick("reported after ", "gemeldet nach ")
          + "\(comparison.sign) \(duration(Int64(limit * 60_000)))"
      case .place(let place): words(place)
      }
    }
    let kind = filter.kind.name(language)
    return requirements.isEmpty ? kind : "\(kind) (\(requirements.joined(separator: ", ")))"
  }

  // MARK: Proof, class, clocks

  private var proof: [String] {
    guard !clause.minGrade.isEmpty else { return [] }
    let grades = clause.minGrade.map { option -> String in
      var text = option.grade.code
      if option.imageOnly { text += pick(" from an image", " aus einem Bild") }
      if let track = option.track {
        text += pick(
          " from a track of \(track.reportsMin) reports within \(distance(track.sigmaMaxM))",
          " aus einer Spur von \(track.reportsMin) Meldungen mit \(distance(track.sigmaMaxM)) Fehler"
        )
      }
      return text
    }
    return [
      pick("Proof that is enough: ", "Genügender Beweis: ") + list(grades)
        + pick("; less is a task.", "; weniger ist ein Auftrag.")
    ]
  }

  private var classes: [String] {
    var text = pick("Class: ", "Klasse: ") + word(clause.baseClass)
    if let serious = clause.seriousIf {
      text += pick("; serious when ", "; schwerwiegend, wenn ") + words(serious)
    }
    if let minor = clause.minorIf {
      text += pick("; minor when ", "; geringfügig, wenn ") + words(minor)
    }
    return [text + "."]
  }

  func word(_ clauseClass: Clause.Class) -> String {
    switch clauseClass {
    case .procedural: pick("procedural", "verfahrensbezogen")
    case .minor: pick("minor", "geringfügig")
    case .ordinary: pick("ordinary", "gewöhnlich")
    case .serious: pick("serious", "schwerwiegend")
    }
  }

  private var clocks: String? {
    let parts = [
      (clause.clocks.notifyPartiesH, "parties informed", "Parteien unterrichtet"),
      (clause.clocks.interimH, "interim finding", "vorläufige Feststellung"),
      (clause.clocks.issuedH, "issued finding", "endgültige Feststellung"),
      (clause.clocks.answerH, "answer of the Party", "Antwort der Partei"),
    ].compactMap { hours, english, german in
      hours.map { "\(pick(english, german)) \(number($0)) h" }
    }
    guard !parts.isEmpty else { return nil }
    return pick("Clocks from opening a case: ", "Fristen ab Eröffnung eines Falls: ")
      + parts.joined(separator: ", ") + "."
  }
}
