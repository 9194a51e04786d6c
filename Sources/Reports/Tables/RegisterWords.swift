// What are the words of the registers called in reports?
//
// SPDX-License-Identifier: Apache-2.0

/// Words of register entries in the languages of reports; a word of the user's own stands as it is.
enum RegisterWords {
  static func term(_ word: String) -> Cell.Value { .term(code: word, wording(word)) }

  static func wording(_ word: String) -> Wording { words[word] ?? Wording(same: word) }

  static func yes(_ flag: Bool) -> Wording {
    flag ? Wording("yes", "ja", "так") : Wording("no", "nein", "ні")
  }

  static func answer(_ flag: Bool) -> Cell.Value { .term(code: flag ? "y" : "n", yes(flag)) }

  private static let words: [String: Wording] = [
    "full": Wording("full", "vollständig", "повний"),
    "partial": Wording("partial", "teilweise", "частковий"),
    "denied": Wording("denied", "verweigert", "відмовлено"),
    "intact": Wording("intact", "unversehrt", "непошкоджена"),
    "broken": Wording("broken", "gebrochen", "пошкоджена"),
    "none": Wording("none", "keine", "немає"),
    "open": Wording("open", "offen", "відкрито"),
    "closed": Wording("closed", "geschlossen", "закрито"),
    "naval": Wording("naval", "Kriegsschiff", "військове судно"),
    "support": Wording("support", "Unterstützung", "допоміжне"),
    "interference": Wording("interference", "Einwirkung", "втручання"),
    "damage": Wording("damage", "Beschädigung", "пошкодження"),
    "unknown": Wording("unknown", "unbekannt", "невідомо"),
    "denial": Wording("denial", "Verweigerung", "відмова"),
    "conditional_access": Wording("conditional access", "bedingter Zugang", "доступ з умовами"),
    "delay": Wording("delay", "Verzögerung", "затримка"),
    "expulsion": Wording("expulsion", "Verweisung", "видворення"),
    "mines_uxo": Wording("mines or UXO", "Minen oder Blindgänger", "міни або НВП"),
    "fire_near_patrol": Wording(
      "fire near patrol", "Feuer nahe der Patrouille", "вогонь поблизу патруля"),
    "fire_at_asset": Wording("fire at asset", "Beschuss eines Geräts", "вогонь по засобу Місії"),
    "gnss_interference_probable": Wording(
      "GNSS interference (probable jamming)", "GNSS-Störung (wahrscheinlich)",
      "перешкоди GNSS (імовірно глушіння)"),
    "gnss_jamming": Wording("GNSS jamming", "GNSS-Störung", "глушіння GNSS"),
    "loss_of_control": Wording(
      "loss of control of UAV", "Kontrollverlust über Drohne", "втрата керування БПЛА"),
    "camera_outage": Wording("camera outage", "Kameraausfall", "вихід камери з ладу"),
    "airspace_refused": Wording(
      "airspace clearance refused", "Luftraum verweigert",
      "відмова в доступі до повітряного простору"),
    "trench": Wording("trench", "Graben", "траншея"),
    "obstacle": Wording("obstacle", "Hindernis", "загородження"),
    "mine": Wording("mine", "Mine", "міна"),
    "shelter": Wording("shelter", "Schutzraum", "укриття"),
    "works": Wording("works", "Arbeiten", "роботи"),
    "shelling": Wording("shelling", "Beschuss", "обстріл"),
    "small_arms": Wording("small arms", "Handwaffen", "стрілецька зброя"),
    "air_strike": Wording("air strike", "Luftangriff", "авіаудар"),
    "uav": Wording("unmanned aircraft", "Drohne", "БПЛА"),
    "other": Wording("other", "andere", "інше"),
    "administrative": Wording("administrative", "verwaltungsmäßig", "адміністративна"),
  ]
}
