// What does the machine understand of a term over registers? One sentence made from its parameters.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo

struct TermWords {
  private let words: ClauseWords
  private let rule: RegisterRule

  init(_ words: ClauseWords, _ rule: RegisterRule) { (self.words, self.rule) = (words, rule) }

  private func pick(_ english: String, _ german: String) -> String { words.pick(english, german) }

  var sentence: String {
    let text = pick("Counted is ", "Gezählt wird ") + term
    guard let clauseClass = rule.clauseClass else { return text + "." }
    return text + " (\(words.word(clauseClass)))."
  }

  private var term: String {
    switch rule.term {
    case .entry(let filter):
      return pick("one such entry: ", "ein solcher Eintrag: ") + words.words(filter)
    case .tally(let filter, let least, let windowMs):
      return pick(
        "\(least) of them by one Party within \(words.duration(windowMs)): ",
        "\(least) davon bei einer Partei innerhalb von \(words.duration(windowMs)): ")
        + words.words(filter)
    case .due(let filter, let firstMs, let everyMs, let graceMs, let each):
      return due(filter, firstMs, everyMs, graceMs, each)
    case .follow(let trigger, let filter, let withinMs): return follow(trigger, filter, withinMs)
    default: return stock
    }
  }

  private func due(
    _ filter: EntryFilter, _ firstMs: Int64, _ everyMs: Int64?, _ graceMs: Int64,
    _ each: DutyHolder
  ) -> String {
    let holder =
      switch each {
      case .mission: pick("of the Mission", "der Mission")
      case .eachParty: pick("of each Party", "jeder Partei")
      case .each(let kind, let name):
        pick(
          "for each \(name) of the register (\(kind.name(words.language)))",
          "für jeden Wert von \(name) des Registers (\(kind.name(words.language)))")
      }
    var text = pick(
      "what is missing or late \(holder): ", "was fehlt oder verspätet ist, \(holder): ")
    text += words.words(filter)
    text += pick(
      ", due at \(Instant(atMs: firstMs).iso)", ", fällig am \(Instant(atMs: firstMs).iso)")
    if let everyMs {
      text += pick(
        " and every \(words.duration(everyMs)) after", " und danach alle \(words.duration(everyMs))"
      )
    }
    if graceMs > 0 {
      text += pick(
        ", late by more than \(words.duration(graceMs))",
        ", um mehr als \(words.duration(graceMs)) verspätet")
    }
    return text
  }

  private func follow(_ trigger: Trigger, _ filter: EntryFilter, _ withinMs: Int64) -> String {
    let limit = words.duration(abs(withinMs))
    let needed = words.words(filter)
    let start = self.start(trigger)
    return withinMs < 0
      ? pick(
        "what does not come \(limit) before \(start): \(needed)",
        "was nicht \(limit) vor \(start) kommt: \(needed)")
      : pick(
        "what does not follow within \(limit) after \(start): \(needed)",
        "was nicht innerhalb von \(limit) nach \(start) folgt: \(needed)")
  }

  private func start(_ trigger: Trigger) -> String {
    switch trigger {
    case .entry(let filter): return words.words(filter)
    case .caseOpened(let clauses, let onlySerious):
      return pick("the opening of a", "der Eröffnung eines") + item(clauses, onlySerious, "Falls")
    case .caseKnown(let clauses, let onlySerious):
      return pick("the first knowledge of a", "der ersten Kenntnis eines")
        + item(clauses, onlySerious, "Falls")
    case .caseStep(let step, let clauses, let onlySerious):
      return pick("the step '\(step)' in a", "dem Schritt '\(step)' in einem")
        + item(clauses, onlySerious, "Fall")
    }
  }

  /// - Parameter german: the word in its case.
  private func item(_ clauses: [String], _ onlySerious: Bool, _ german: String) -> String {
    var text =
      onlySerious ? pick(" serious case", " schweren \(german)") : pick(" case", " \(german)")
    if !clauses.isEmpty {
      text += pick(" of clause ", " zu Klausel ") + words.list(clauses)
    }
    return text
  }

  private var stock: String {
    switch rule.term {
    case .storageDifference(let least):
      return pick(
        "a difference of at least \(least) between list and count of a storage site",
        "ein Unterschied von mindestens \(least) zwischen Liste und Zählung eines Lagers")
    case .strengthOver(let percent, let persons):
      return pick(
        "a count of forces over the declared strength by more than \(words.number(percent)) % or "
          + "\(words.number(persons)) persons",
        "eine Zählung der Kräfte über der erklärten Stärke um mehr als \(words.number(percent)) % oder "
          + "\(words.number(persons)) Personen")
    case .openHours(let least):
      return pick(
        "a day of mission time on which a crossing point is open for less than \(words.number(least)) h",
        "ein Tag der Missionszeit, an dem ein Übergang weniger als \(words.number(least)) h offen ist"
      )
    case .closure(let overMin, let from, let until):
      return pick(
        "a closure of more than \(words.number(overMin)) min between \(from):00 and \(until):00",
        "eine Schließung über \(words.number(overMin)) min zwischen \(from) und \(until) Uhr")
    case .vesselDays(let days):
      return pick(
        "a stay of a vessel of a non-littoral state beyond day \(days)",
        "ein Aufenthalt eines Schiffs eines Nichtanrainers über Tag \(days) hinaus")
    case .vesselTonnage(let overT):
      return pick(
        "more than \(words.number(overT)) t of non-littoral states at one time",
        "mehr als \(words.number(overT)) t von Nichtanrainern zu einer Zeit")
    case .advance(let leastM):
      return pick(
        "a position that lies \(words.distance(leastM)) or more nearer to the line than before",
        "eine Stellung, die um \(words.distance(leastM)) oder mehr näher an der Linie liegt als zuvor"
      )
    case .exercise(let rule): return exercise(rule)
    case .returnFire(let hotlineMs, let reportMs, let continuesMs):
      return pick(
        "a reply that began before its cause, without a call over the hotline that was answered or "
          + "waited \(words.duration(hotlineMs)), without a named order, reported after more than "
          + "\(words.duration(reportMs)), or going on more than \(words.duration(continuesMs)) after "
          + "its cause",
        "eine Erwiderung, die vor ihrem Anlass begann, ohne Anruf über die Hotline, der beantwortet "
          + "wurde oder \(words.duration(hotlineMs)) wartete, ohne benannten Befehl, später als "
          + "\(words.duration(reportMs)) gemeldet oder mehr als \(words.duration(continuesMs)) über "
          + "ihren Anlass hinaus")
    default: return ""
    }
  }

  private func exercise(_ rule: ExerciseRule) -> String {
    var parts: [String] = []
    if let nearerM = rule.nearerM {
      parts.append(
        pick(
          "nearer than \(words.distance(nearerM)) to the line",
          "näher als \(words.distance(nearerM)) an der Linie"))
    }
    if let leadMs = rule.leadMs {
      var text = pick(
        "notified less than \(words.duration(leadMs)) before",
        "weniger als \(words.duration(leadMs)) vorher angemeldet")
      if let correctionMs = rule.correctionLeadMs {
        text += pick(
          " (a correction \(words.duration(correctionMs)))",
          " (eine Berichtigung \(words.duration(correctionMs)))")
      }
      parts.append(text)
    }
    if let outsideMs = rule.outsideMs {
      let more =
        outsideMs > 0 ? pick("more than ", "mehr als ") + words.duration(outsideMs) + " " : ""
      parts.append(
        pick(
          "with fire \(more)outside its hours (up to \(words.duration(rule.toleranceMs)) it still "
            + "counts to it)",
          "mit Feuer \(more)außerhalb seiner Stunden (bis \(words.duration(rule.toleranceMs)) zählt "
            + "es noch dazu)"))
    }
    return pick("a live-fire exercise ", "ein Gefechtsschießen ") + words.list(parts)
  }
}
