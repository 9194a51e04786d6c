// What does a limit stand on? The source of each, in two languages.
//
// SPDX-License-Identifier: Apache-2.0

extension PlausibilityFlag {
  /// Where its limit comes from. Limits of movement have their figures in `ClassLimits.source`.
  public var limitSourceEnglish: String { reason.limitSource.english }
  public var limitSourceGerman: String { reason.limitSource.german }
}

extension PlausibilityReason {
  var limitSource: (english: String, german: String) {
    switch self {
    case .impossibleSpeed, .speedOverLimit, .accelerationOverLimit, .climbOverLimit:
      ("what things of this class can do", "was Fahrzeuge dieser Art können")
    case .velocityAgainstPositions:
      ("three sigma of positions, speed and time", "drei Sigma von Position, Fahrt und Zeit")
    case .twoPlaces:
      (
        "the greatest speed of the class, twice within a quarter of an hour",
        "die höchste Geschwindigkeit der Art, zweimal in einer Viertelstunde"
      )
    case .beyondRadioHorizon:
      (
        "ITU-R P.310, effective radius of the Earth 4/3, with a margin for ducting",
        "ITU-R P.310, wirksamer Erdradius 4/3, mit Zuschlag für Überreichweite"
      )
    case .vesselOnLand:
      ("the error of the map", "der Fehler der Karte")
    case .jumpedWithOthers, .accuracyLostWithOthers:
      (
        "four senders within a minute, set by the Mission",
        "vier Sender in einer Minute, von der Mission festgelegt"
      )
    case .contradictedBySensor:
      (
        "four sigma of both sensors and what a turn may do",
        "vier Sigma beider Sensoren und was eine Wendung ausmacht"
      )
    case .staticDataChanged:
      ("ITU-R M.1371-5: static data of one ship", "ITU-R M.1371-5: feste Angaben eines Schiffs")
    case .impossibleIdentity:
      (
        "ITU-R M.585-9 and the ITU's table of country digits; ICAO Annex 10",
        "ITU-R M.585-9 und die Ländertabelle der ITU; ICAO Annex 10"
      )
    case .tooManyReports:
      ("ITU-R M.1371-5, annex 1, table 1; DO-260B", "ITU-R M.1371-5, Anhang 1, Tabelle 1; DO-260B")
    case .frozenPosition:
      ("three minutes, set by the Mission", "drei Minuten, von der Mission festgelegt")
    case .replayedTrail:
      (
        "six positions in a row to the last digit, two minutes apart",
        "sechs Positionen hintereinander auf die letzte Stelle, zwei Minuten auseinander"
      )
    case .syntheticCircle:
      (
        "two full turns within 1 % of the radius",
        "zwei volle Umläufe auf 1 % des Halbmessers genau"
      )
    }
  }
}
