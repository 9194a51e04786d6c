// In which words is a derivation told? English and German sentences made from the measured values.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Observations

/// The languages in which derivations are told.
public enum Language: String, CaseIterable, Sendable {
  case en, de
}

extension Step {
  /// The step as one sentence, with numbers and units.
  public func text(_ language: Language) -> String {
    Sentence(step: self, language: language).text
  }
}

/// Numbers in the language's own writing.
public enum Numbers {
  /// Metres below one kilometre, else kilometres with one decimal.
  public static func distance(_ metres: Double, _ language: Language) -> String {
    guard metres.isFinite else { return "–" }
    if metres < 999.5 { return "\(decimal(metres, digits: 0, language)) m" }
    return "\(decimal(metres / 1_000, digits: 1, language)) km"
  }

  /// Rounded to so many digits behind the decimal sign, trailing zeros kept off whole numbers.
  public static func decimal(_ value: Double, digits: Int, _ language: Language) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int64((value * scale).rounded())
    let whole = abs(scaled) / Int64(scale)
    let rest = abs(scaled) % Int64(scale)
    var text = scaled < 0 ? "-\(whole)" : "\(whole)"
    if rest != 0 {
      let digitsText = String(rest)
      let padded = String(repeating: "0", count: digits - digitsText.utf8.count) + digitsText
      text += (language == .de ? "," : ".") + padded
    }
    return text
  }
}

private struct Sentence: StepWords {
  let step: Step
  let language: Language

  var noValue: String { pick("not measured", "nicht gemessen") }

  private var sigma: String {
    step.sigma.map { Numbers.distance($0, language) } ?? ""
  }

  var text: String {
    switch step.code {
    case .clauseInForce:
      pick(
        "Clause \(name(0)), version \(name(1)), was in force at the time.",
        "Klausel \(name(0)), Fassung \(name(1)), galt zu dieser Zeit.")
    case .subject:
      pick(
        "The event is one that the clause is about: \(kind(name(0))).",
        "Das Ereignis gehört zum Gegenstand der Klausel: \(kind(name(0))).")
    case .confidence:
      pick(
        "The source's own confidence is \(confidence(name(0))); \(confidence(name(1))) is enough.",
        "Die Quelle selbst gibt die Sicherheit \(confidence(name(0))) an; "
          + "\(confidence(name(1))) genügt.")
    case .requirement, .attribute:
      pick(
        "\(attribute(name(0))): \(measured); the clause says \(sign) \(threshold).",
        "\(attribute(name(0))): \(measured); die Klausel sagt \(sign) \(threshold).")
    case .lineVersion:
      pick(
        "Measured against the contact line of version \(name(0)).",
        "Gemessen gegen die Kontaktlinie der Fassung \(name(0)).")
    case .distanceToLine: distanceToLine
    case .side: side
    case .inZone: inZone
    case .height:
      pick(
        "Height \(measured); the zone ends at \(threshold).",
        "Höhe \(measured); die Zone endet bei \(threshold).")
    case .nearObject:
      pick(
        "\(name(0)) is \(measured) away, with an error of \(sigma); the limit is \(threshold).",
        "\(name(0)) ist \(measured) entfernt, Fehler \(sigma); die Grenze ist \(threshold).")
    case .everywhere:
      pick("The clause holds everywhere.", "Die Klausel gilt überall.")
    default: judgements
    }
  }

  private var judgements: String {
    switch step.code {
    case .presence:
      pick("One such event is enough.", "Ein solches Ereignis genügt.")
    case .count:
      pick(
        "Counted: \(range); the clause says \(sign) \(threshold).",
        "Gezählt: \(range); die Klausel sagt \(sign) \(threshold).")
    case .dwell:
      pick(
        "Seen over \(measured); the clause says \(sign) \(threshold).",
        "Gesehen über \(measured); die Klausel sagt \(sign) \(threshold).")
    case .eventsInWindow:
      pick(
        "\(measured) such events within \(name(1)) km in the \(name(0)) h before; "
          + "the clause says \(sign) \(threshold).",
        "\(measured) solche Ereignisse innerhalb von \(name(1)) km in den \(name(0)) h davor; "
          + "die Klausel sagt \(sign) \(threshold).")
    case .grade: grade
    case .notificationMatched, .notificationLate, .notificationTooBig, .noNotification:
      notification
    case .judgement: judgement
    case .classRaised:
      pick("The clause makes this serious.", "Die Klausel macht dies schwerwiegend.")
    case .classLowered:
      pick("The clause makes this minor.", "Die Klausel macht dies geringfügig.")
    default: RegisterSentence(step: step, language: language).text
    }
  }

  private var range: String { name(0) == name(1) ? name(1) : "\(name(0))–\(name(1))" }

  private var distanceToLine: String {
    let fact = pick(
      "Distance to the line \(measured), one-sigma error \(sigma)",
      "Abstand zur Linie \(measured), Fehler (1 Sigma) \(sigma)")
    guard step.threshold != nil else { return fact + "." }
    return fact
      + (step.outcome == .undecided
        ? pick(
          ": the limit of \(threshold) lies within the error.",
          ": die Grenze von \(threshold) liegt innerhalb des Fehlers.")
        : pick("; the limit is \(threshold).", "; die Grenze ist \(threshold)."))
  }

  private var side: String {
    if name(1).isEmpty {
      return pick(
        "On which side of the line it lies cannot be said within the error.",
        "Auf welcher Seite der Linie es liegt, lässt der Fehler offen.")
    }
    return pick(
      "It lies on the side of Party \(name(1)); the clause means Party \(name(0)).",
      "Es liegt auf der Seite der Partei \(name(1)); die Klausel meint Partei \(name(0)).")
  }

  private var inZone: String {
    switch step.outcome {
    case .undecided:
      pick(
        "Whether it lies in zone \(name(0)) cannot be said within the error.",
        "Ob es in der Zone \(name(0)) liegt, lässt der Fehler offen.")
    case .no: pick("Not in zone \(name(0)).", "Nicht in der Zone \(name(0)).")
    default: pick("In zone \(name(0)).", "In der Zone \(name(0)).")
    }
  }

  private var grade: String {
    step.outcome == .yes
      ? pick(
        "Evidence grade \(name(0)); the clause asks for \(name(1)).",
        "Beweisgrad \(name(0)); die Klausel verlangt \(name(1)).")
      : pick(
        "Evidence grade \(name(0)) is below what the clause asks for: \(name(1)).",
        "Beweisgrad \(name(0)) liegt unter dem, was die Klausel verlangt: \(name(1)).")
  }

  private var notification: String {
    switch step.code {
    case .noNotification:
      pick(
        "No notification (\(name(0))) covers this time and place.",
        "Keine Anmeldung (\(name(0))) deckt Zeit und Ort.")
    case .notificationLate:
      pick(
        "Notification \(name(0)) covers time and place but came \(measured) before; "
          + "\(threshold) are asked for.",
        "Anmeldung \(name(0)) deckt Zeit und Ort, kam aber \(measured) vorher; "
          + "verlangt sind \(threshold).")
    case .notificationTooBig:
      pick(
        "Notification \(name(0)) covers time and place, but for \(measured) persons; "
          + "\(threshold) are allowed.",
        "Anmeldung \(name(0)) deckt Zeit und Ort, aber für \(measured) Personen; "
          + "erlaubt sind \(threshold).")
    default:
      pick(
        "Notification \(name(0)) (\(name(1))) covers time and place and came in time.",
        "Anmeldung \(name(0)) (\(name(1))) deckt Zeit und Ort und kam rechtzeitig.")
    }
  }

  /// The clause's own words, in the language where it has them.
  private var judgement: String {
    var text = name(1)
    for index in stride(from: 0, to: step.names.count - 1, by: 2)
    where name(index) == language.rawValue {
      text = name(index + 1)
    }
    return pick("For a person to judge: \(text).", "Von einer Person zu beurteilen: \(text).")
  }

  private func kind(_ code: String) -> String {
    ObservationKind(code: code)?.name(language) ?? code
  }

  private func confidence(_ code: String) -> String {
    switch code {
    case "low": pick("low", "niedrig")
    case "high": pick("high", "hoch")
    default: pick("nominal", "normal")
    }
  }

  private func attribute(_ code: String) -> String {
    AttributeName(code: code)?.name(language) ?? code
  }
}

extension TaskCode {
  /// What to do next, as one sentence.
  public func text(_ language: Language) -> String {
    switch (self, language) {
    case (.betterPosition, .en):
      "Ask for a position with a smaller error: a drone, a camera or a patrol."
    case (.betterPosition, .de):
      "Um eine genauere Position bitten: Drohne, Kamera oder Patrouille."
    case (.secondSource, .en):
      "Ask for a second source of another owner and kind: a patrol, a drone image or an acoustic "
        + "sensor."
    case (.secondSource, .de):
      "Um eine zweite Quelle anderer Herkunft und Art bitten: Patrouille, Drohnenbild oder "
        + "Schallsensor."
    case (.countOnSite, .en): "Have it counted and measured on the spot."
    case (.countOnSite, .de): "Vor Ort zählen und messen lassen."
    case (.orderOfEvents, .en):
      "Ask for more records of the first shots: acoustic sensors, cameras, patrols' notes."
    case (.orderOfEvents, .de):
      "Um weitere Aufzeichnungen der ersten Schüsse bitten: Schallsensoren, Kameras, Patrouillen."
    case (.noticeQuestion, .en):
      "Put to the Commission whether the notice is good enough."
    case (.noticeQuestion, .de): "Der Kommission vorlegen, ob die Anmeldung genügt."
    }
  }
}
