// In which words are steps told that are about registers, cases, the log and tracks?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
internal import Observations

struct RegisterSentence: StepWords {
  let step: Step
  let language: Language

  var noValue: String { pick("nothing", "nichts") }

  private func kind(_ code: String) -> String {
    RegisterKind(rawValue: code)?.name(language) ?? code
  }

  /// Behind a fact where the error leaves it open.
  private var doubt: String {
    step.outcome == .undecided
      ? pick(" The limit lies within the error.", " Die Grenze liegt innerhalb des Fehlers.") : ""
  }

  var text: String {
    switch step.code {
    case .notificationAfter:
      pick(
        "Notification \(name(0)) covers time and place but was received after it had begun.",
        "Anmeldung \(name(0)) deckt Zeit und Ort, ging aber erst nach dem Beginn ein.")
    case .notificationUnfit: unfit
    case .entryMatched:
      pick(
        "Entry \(name(0)) (\(kind(name(1)))) covers it.",
        "Eintrag \(name(0)) (\(kind(name(1)))) deckt es.")
    case .noEntry:
      pick(
        "No entry of the register (\(kind(name(0)))) covers it.",
        "Kein Eintrag des Registers (\(kind(name(0)))) deckt es.")
    case .qualifier:
      name(0).isEmpty
        ? pick(
          "What kind of explosion it was is not known; the clause means \(name(1)).",
          "Welcher Art die Explosion war, ist nicht bekannt; die Klausel meint \(name(1)).")
        : pick("It was of this kind: \(name(0)).", "Sie war von dieser Art: \(name(0)).")
    case .nearEntry:
      pick(
        "\(measured) from the place of \(name(0)) (\(kind(name(1)))); the limit is \(threshold).",
        "\(measured) vom Ort von \(name(0)) (\(kind(name(1)))); die Grenze ist \(threshold).")
        + doubt
    case .noNearEntry:
      pick(
        "No \(kind(name(0))) at that time.",
        "Zu dieser Zeit gab es nichts dieser Art: \(kind(name(0))).")
    case .entryLead:
      pick(
        "\(name(0)) was agreed \(measured) before; the clause asks for \(threshold).",
        "\(name(0)) war \(measured) vorher vereinbart; die Klausel verlangt \(threshold).")
    case .depth:
      pick(
        "\(measured) inside the border; the clause says \(sign) \(threshold).",
        "\(measured) innerhalb der Grenze; die Klausel sagt \(sign) \(threshold).") + doubt
    default: entries
    }
  }

  private var unfit: String {
    switch name(2) {
    case "duration", "weight_kg":
      pick(
        "Notification \(name(0)) says \(measured); the clause allows \(threshold).",
        "Anmeldung \(name(0)) nennt \(measured); die Klausel erlaubt \(threshold).")
    default:
      pick(
        "Notification \(name(0)) does not say '\(name(2))', as the clause asks.",
        "Anmeldung \(name(0)) sagt nicht '\(name(2))', wie die Klausel es verlangt.")
    }
  }

  private var entries: String {
    switch step.code {
    case .entry:
      name(2).isEmpty
        ? pick("Entry \(name(0)): \(kind(name(1))).", "Eintrag \(name(0)): \(kind(name(1))).")
        : pick(
          "Entry \(name(0)) of Party \(name(2)): \(kind(name(1))).",
          "Eintrag \(name(0)) der Partei \(name(2)): \(kind(name(1))).")
    case .entryNumber:
      "\(name(0)): \(measured); "
        + pick("the clause says \(sign) \(threshold).", "die Klausel sagt \(sign) \(threshold).")
        + doubt
    case .entryWord: "\(name(0)): \(name(1))."
    case .entryDuration where step.measured == nil:
      pick(
        "It has not ended; the clause says \(sign) \(threshold), and more has passed.",
        "Es ist nicht beendet; die Klausel sagt \(sign) \(threshold), und mehr ist vergangen.")
    case .entryDuration:
      pick(
        "It lasted \(measured); the clause says \(sign) \(threshold).",
        "Es dauerte \(measured); die Klausel sagt \(sign) \(threshold).")
    case .entryReported:
      pick(
        "It was reported after \(measured); the clause says \(sign) \(threshold).",
        "Es wurde nach \(measured) gemeldet; die Klausel sagt \(sign) \(threshold).")
    case .noPlace:
      pick("The entry names no place.", "Der Eintrag nennt keinen Ort.")
    case .tally:
      pick(
        "\(measured) of them within \(name(1)) days; the clause says \(sign) \(threshold).",
        "\(measured) davon innerhalb von \(name(1)) Tagen; die Klausel sagt \(sign) \(threshold).")
    case .dueDate: dueDate
    case .followUp: followUp
    default: stocks
    }
  }

  private var dueDate: String {
    let what = pick(
      "Due at \(name(1)) from \(holder): \(kind(name(0))).",
      "Fällig am \(name(1)) von \(holder): \(kind(name(0))).")
    guard step.measured != nil else {
      return what + pick(" Nothing was handed in.", " Nichts ging ein.")
    }
    return what
      + pick(
        " Handed in \(measured) after that; \(threshold) are allowed.",
        " Es ging \(measured) danach ein; \(threshold) sind erlaubt.")
  }

  private var holder: String {
    name(2).count == 1 ? pick("Party \(name(2))", "Partei \(name(2))") : name(2)
  }

  private var followUp: String {
    let needed = name(3).isEmpty ? kind(name(2)) : "\(kind(name(2))): \(name(3))"
    let before = (step.threshold ?? 0) < 0
    let limit = number(step.threshold.map(abs))
    let asked =
      before
      ? pick(
        "\(needed) is asked for \(limit) before \(name(0)).",
        "\(needed) wird \(limit) vor \(name(0)) verlangt.")
      : pick(
        "\(needed) is asked for within \(limit) after \(name(0)).",
        "\(needed) wird innerhalb von \(limit) nach \(name(0)) verlangt.")
    guard let took = step.measured else {
      return asked + pick(" It is missing.", " Es fehlt.")
    }
    let when = number(abs(took))
    return asked
      + (took < 0
        ? pick(" It came \(when) before.", " Es kam \(when) vorher.")
        : pick(" It came \(when) after.", " Es kam \(when) danach."))
  }

  private var stocks: String {
    switch step.code {
    case .storageDifference:
      pick(
        "At \(name(0)), \(name(1)): listed \(name(2)), seen \(name(3)).",
        "In \(name(0)), \(name(1)): gelistet \(name(2)), gesehen \(name(3)).") + doubt
    case .strength:
      pick(
        "Counted \(name(1)); declared are \(name(0)), so up to \(threshold) are allowed.",
        "Gezählt \(name(1)); erklärt sind \(name(0)), erlaubt sind also bis \(threshold).") + doubt
    case .openHours:
      pick(
        "\(name(0)) was open for \(measured) on \(name(1)); the clause asks for \(threshold).",
        "\(name(0)) war am \(name(1)) \(measured) offen; die Klausel verlangt \(threshold).")
    case .vesselDays:
      pick(
        "\(name(0)): day \(number(step.measured).replacingDay) of \(number(step.threshold).replacingDay).",
        "\(name(0)): Tag \(number(step.measured).replacingDay) von \(number(step.threshold).replacingDay)."
      )
    case .vesselTonnage:
      pick(
        "\(name(0)) vessels of non-littoral states with \(measured) together; "
          + "the limit is \(threshold).",
        "\(name(0)) Schiffe von Nichtanrainern mit zusammen \(measured); die Grenze ist \(threshold)."
      )
    case .advance:
      pick(
        "\(name(0)) lies \(measured) nearer to the line than before; "
          + "the clause says \(sign) \(threshold).",
        "\(name(0)) liegt \(measured) näher an der Linie als zuvor; "
          + "die Klausel sagt \(sign) \(threshold).") + doubt
    case .exerciseDistance:
      pick(
        "The exercise's area begins \(measured) from the line; \(threshold) are asked for.",
        "Das Übungsgebiet beginnt \(measured) von der Linie; verlangt sind \(threshold).") + doubt
    case .exerciseLead:
      pick(
        "It was notified \(measured) before; \(threshold) are asked for.",
        "Sie wurde \(measured) vorher angemeldet; verlangt sind \(threshold).")
    case .exerciseOutside:
      pick(
        "Fire \(measured) outside the notified hours; up to \(name(0)) min it still counts to "
          + "the exercise.",
        "Feuer \(measured) außerhalb der angemeldeten Zeit; bis \(name(0)) min zählt es noch zur "
          + "Übung.")
    default: replies
    }
  }

  private var replies: String {
    switch step.code {
    case .fireOrder: fireOrder
    case .hotlineUsed:
      step.outcome == .no
        ? pick(
          "The hotline was used before (\(name(0))).",
          "Die Hotline wurde vorher benutzt (\(name(0))).")
        : pick(
          "No call over the hotline before it that was answered or waited \(threshold).",
          "Kein Anruf über die Hotline davor, der beantwortet wurde oder \(threshold) wartete.")
    case .orderGiven:
      step.outcome == .no
        ? pick("On order of: \(name(1)).", "Auf Befehl von: \(name(1)).")
        : pick("No order is named.", "Kein Befehl ist genannt.")
    case .replyReported:
      pick(
        "Reported after \(measured); \(threshold) are allowed.",
        "Gemeldet nach \(measured); erlaubt sind \(threshold).")
    case .replyContinued:
      pick(
        "It went on \(measured) after the cause had ended; \(threshold) are allowed.",
        "Es dauerte \(measured) über das Ende des Anlasses hinaus; erlaubt sind \(threshold).")
        + doubt
    case .track:
      pick(
        "Track \(name(0)), \(name(1)): inside for \(measured), from \(name(2)) sensors.",
        "Spur \(name(0)), \(name(1)): \(measured) innerhalb, von \(name(2)) Sensoren.")
    default: step.code.rawValue
    }
  }

  private var fireOrder: String {
    switch step.outcome {
    case .undecided:
      pick(
        "The order of the first shots cannot be established: their times overlap within the error.",
        "Die Reihenfolge der ersten Schüsse lässt sich nicht feststellen: ihre Zeiten überlappen "
          + "sich innerhalb des Fehlers.")
    case .yes:
      pick(
        "The reply (\(name(1))) began before what it replied to (\(name(0))).",
        "Die Erwiderung (\(name(1))) begann vor dem, worauf sie antwortete (\(name(0))).")
    default:
      pick(
        "What it replied to (\(name(0))) came first; the reply began \(measured) later.",
        "Worauf sie antwortete (\(name(0))), kam zuerst; die Erwiderung begann \(measured) später.")
    }
  }
}

extension String {
  /// A day's number without its unit.
  fileprivate var replacingDay: String { String(prefix { $0 != " " }) }
}

extension RegisterKind {
  /// The kind in plain words.
  public func name(_ language: Language) -> String {
    let names: (en: String, de: String) =
      switch self {
      case .notification: ("notification", "Anmeldung")
      case .hotlineCall: ("hotline call", "Anruf über die Hotline")
      case .inventory: ("inventory", "Bestandsliste")
      case .storageList: ("storage list", "Lagerliste")
      case .storageVisit: ("visit to a storage site", "Besuch eines Lagers")
      case .strengthDeclared: ("declared strength", "erklärte Stärke")
      case .strengthSeen: ("count of forces", "Zählung der Kräfte")
      case .rotationSeen: ("rotation", "Ablösung")
      case .borderVisit: ("visit to a border point", "Besuch eines Grenzpunkts")
      case .crossingState: ("state of a crossing point", "Zustand eines Übergangs")
      case .repairWindow: ("repair window", "Reparaturfenster")
      case .impediment: ("impediment", "Behinderung")
      case .sensorOutage: ("sensor outage", "Sensorausfall")
      case .vessel: ("vessel", "Schiff")
      case .exerciseSeen: ("exercise that was seen", "gesehene Übung")
      case .position: ("position", "Stellung")
      case .works: ("works", "Bauten")
      case .returnFire: ("report of return fire", "Meldung von Gegenfeuer")
      case .orderReference: ("reference to an order", "Verweis auf einen Befehl")
      case .publicAccusation: ("public accusation", "öffentlicher Vorwurf")
      case .allegation: ("allegation", "Vorwurf an die Mission")
      case .commissionMeeting: ("meeting of the Commission", "Sitzung der Kommission")
      case .commissionPaper: ("papers for the Commission", "Unterlagen für die Kommission")
      case .commissionDecision: ("decision of the Commission", "Beschluss der Kommission")
      case .witnessState: ("witness without cosignature", "Zeuge ohne Gegenzeichnung")
      case .logProof: ("consistency proof", "Konsistenzbeweis")
      case .caseStep: ("step in a case", "Schritt in einem Fall")
      case .storageSite: ("listed storage site", "gelistetes Lager")
      case .mineDanger: ("certified mine danger", "bescheinigte Minengefahr")
      case .missionMovement: ("movement of the Mission", "Bewegung der Mission")
      case .exposure: ("time of watching", "Beobachtungszeit")
      case .casualty: ("civilian casualty", "ziviles Opfer")
      }
    return language == .de ? names.de : names.en
  }
}
