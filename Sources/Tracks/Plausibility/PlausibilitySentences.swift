// How is a flag told to people? One sentence with the measured value and the limit, in two languages.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

extension PlausibilityFlag {
  /// "moved 48.2 km in 60 s: 803 m/s, limit for vessels 36 m/s"
  public var english: String { FlagSentence(flag: self, isGerman: false).text }

  /// "48,2 km in 60 s zurückgelegt: 803 m/s, Grenze für Wasserfahrzeuge 36 m/s"
  public var german: String { FlagSentence(flag: self, isGerman: true).text }
}

extension UnreliableArea {
  /// "positions unreliable: 7 things jumped within a minute, to one place, within 12 km"
  public var english: String { text(isGerman: false) }
  public var german: String { text(isGerman: true) }

  private func text(isGerman: Bool) -> String {
    let words = FlagWords(isGerman: isGerman)
    let count = "\(identities.count)"
    let radius = words.distance(radiusM)
    switch (reason, destination) {
    case (.accuracyLostWithOthers, _):
      return words.pick(
        "positions unreliable: \(count) senders lost their stated accuracy within \(radius)",
        "Positionen unzuverlässig: \(count) Sender verloren im Umkreis von \(radius) ihre "
          + "angegebene Genauigkeit")
    case (_, .some):
      return words.pick(
        "positions unreliable: \(count) senders within \(radius) jumped to one place",
        "Positionen unzuverlässig: \(count) Sender im Umkreis von \(radius) sprangen an einen Ort")
    case (_, nil):
      return words.pick(
        "positions unreliable: \(count) senders within \(radius) jumped together",
        "Positionen unzuverlässig: \(count) Sender im Umkreis von \(radius) sprangen zugleich")
    }
  }
}

extension MovingClass {
  /// Plural, as after "limit for".
  public var english: String {
    switch self {
    case .vessel: "vessels"
    case .wingInGround: "wing-in-ground craft"
    case .fishingVessel: "fishing vessels"
    case .tug: "tugs"
    case .sailingVessel: "sailing vessels"
    case .passengerShip: "passenger ships"
    case .cargoShip: "cargo ships"
    case .tanker: "tankers"
    case .aircraft: "aircraft"
    case .uav: "UAVs"
    case .groundVehicle: "ground vehicles"
    }
  }

  /// Plural, as after "Grenze für".
  public var german: String {
    switch self {
    case .vessel: "Wasserfahrzeuge"
    case .wingInGround: "Bodeneffektfahrzeuge"
    case .fishingVessel: "Fischereifahrzeuge"
    case .tug: "Schlepper"
    case .sailingVessel: "Segelfahrzeuge"
    case .passengerShip: "Fahrgastschiffe"
    case .cargoShip: "Frachtschiffe"
    case .tanker: "Tankschiffe"
    case .aircraft: "Luftfahrzeuge"
    case .uav: "unbemannte Luftfahrzeuge"
    case .groundVehicle: "Landfahrzeuge"
    }
  }
}

/// Numbers with units in the writing of a language.
struct FlagWords {
  let isGerman: Bool

  func pick(_ english: String, _ german: String) -> String { isGerman ? german : english }

  func distance(_ metres: Double) -> String {
    metres < 999.5 ? "\(number(metres, 0)) m" : "\(number(metres / 1_000, 1)) km"
  }

  func duration(_ seconds: Double) -> String {
    seconds < 119.5 ? "\(number(seconds, 0)) s" : "\(number(seconds / 60, 0)) min"
  }

  func rate(_ value: Double, _ unit: PlausibilityUnit) -> String {
    "\(number(value, value < 9.95 ? 1 : 0)) \(unit.rawValue)"
  }

  func number(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "–" }
    guard digits > 0 else { return "\(Int64(value.rounded()))" }
    let tenths = Int64((value * 10).rounded())
    guard tenths % 10 != 0 else { return "\(tenths / 10)" }
    return "\(tenths / 10)" + (isGerman ? "," : ".") + "\(abs(tenths % 10))"
  }
}

private struct FlagSentence {
  let flag: PlausibilityFlag
  let words: FlagWords

  init(flag: PlausibilityFlag, isGerman: Bool) {
    self.flag = flag
    words = FlagWords(isGerman: isGerman)
  }

  private var isGerman: Bool { words.isGerman }
  private var kind: String { isGerman ? flag.movingClass.german : flag.movingClass.english }
  private var value: String { words.rate(flag.value, flag.unit) }
  private var limit: String { words.rate(flag.limit, flag.unit) }
  private var way: String { words.distance(flag.distanceM ?? flag.value) }
  private var time: String { words.duration(flag.durationS ?? 0) }
  private var classLimit: String {
    words.pick("limit for \(kind) \(limit)", "Grenze für \(kind) \(limit)")
  }

  var text: String {
    switch flag.reason {
    case .impossibleSpeed:
      words.pick(
        "moved \(way) in \(time): \(value), ", "\(way) in \(time) zurückgelegt: \(value), ")
        + classLimit
    case .speedOverLimit:
      words.pick("states a speed of \(value), ", "gibt eine Geschwindigkeit von \(value) an, ")
        + classLimit
    case .accelerationOverLimit:
      words.pick(
        "stated velocity changed by \(value) over \(time), ",
        "angegebene Geschwindigkeit änderte sich über \(time) um \(value), ") + classLimit
    case .climbOverLimit:
      words.pick(
        "height changed by \(way) in \(time): \(value), ",
        "Höhe änderte sich in \(time) um \(way): \(value), ") + classLimit
    case .velocityAgainstPositions, .twoPlaces, .beyondRadioHorizon, .vesselOnLand,
      .contradictedBySensor:
      placeText
    case .jumpedWithOthers, .accuracyLostWithOthers: togetherText
    default: conductText
    }
  }

  private var placeText: String {
    let far = words.distance(flag.value)
    let allowed = words.distance(flag.limit)
    switch flag.reason {
    case .velocityAgainstPositions:
      return words.pick(
        "after \(time) it was \(far) from where its stated course and speed lead, limit \(allowed)",
        "nach \(time) \(far) neben dem Ort, zu dem Kurs und Fahrt führen, Grenze \(allowed)")
    case .twoPlaces:
      return words.pick(
        "one identity in two places in turn, \(far) apart within \(time), "
          + "limit for \(kind) \(allowed)",
        "eine Kennung abwechselnd an zwei Orten, \(far) auseinander in \(time), "
          + "Grenze für \(kind) \(allowed)")
    case .beyondRadioHorizon:
      return words.pick(
        "\(far) from the receiver \(sensor), radio horizon with margin \(allowed)",
        "\(far) vom Empfänger \(sensor), Funkhorizont mit Zuschlag \(allowed)")
    case .vesselOnLand:
      return words.pick(
        "a vessel \(far) inland, tolerance of the map \(allowed)",
        "ein Wasserfahrzeug \(far) landeinwärts, Toleranz der Karte \(allowed)")
    default:
      return words.pick(
        "\(far) from where \(sensor) sees it, limit by the errors of both \(allowed)",
        "\(far) von dem Ort, an dem \(sensor) es sieht, Grenze nach den Fehlern beider \(allowed)")
    }
  }

  private var togetherText: String {
    let count = words.number(flag.value, 0)
    let limit = words.number(flag.limit, 0)
    guard flag.reason == .jumpedWithOthers else {
      return words.pick(
        "lost its stated accuracy together with others: \(count) within a minute, limit \(limit)",
        "verlor seine angegebene Genauigkeit zugleich mit anderen: \(count) in einer Minute, "
          + "Grenze \(limit)")
    }
    return words.pick(
      "jumped \(way) together with others: \(count) within a minute, limit \(limit)",
      "sprang \(way) zugleich mit anderen: \(count) in einer Minute, Grenze \(limit)")
  }

  private var conductText: String {
    switch flag.reason {
    case .staticDataChanged: return changeText
    case .impossibleIdentity: return identityText
    case .tooManyReports:
      return words.pick(
        "\(value) different positions, limit of its equipment \(limit)",
        "\(value) verschiedene Positionen, Grenze seines Geräts \(limit)")
    case .frozenPosition:
      return words.pick(
        "states movement and stayed on one position for \(words.duration(flag.value)), "
          + "limit \(words.duration(flag.limit))",
        "gibt Fahrt an und blieb \(words.duration(flag.value)) auf einer Position, "
          + "Grenze \(words.duration(flag.limit))")
    case .replayedTrail:
      let count = words.number(flag.value, 0)
      return words.pick(
        "\(count) positions in a row repeat an earlier trail of \(source), limit 5",
        "\(count) Positionen hintereinander wiederholen eine frühere Spur von \(source), Grenze 5")
    default:
      return words.pick(
        "circle of \(way) radius sailed to within \(words.distance(flag.value)), "
          + "limit \(words.distance(flag.limit))",
        "Kreis von \(way) Halbmesser auf \(words.distance(flag.value)) genau gefahren, "
          + "Grenze \(words.distance(flag.limit))")
    }
  }

  private var changeText: String {
    guard case .changed(let scheme, let from, let to) = flag.detail else { return "" }
    let what: String
    switch scheme {
    case .shipName: what = words.pick("name", "Name")
    case .callSign: what = words.pick("call sign", "Rufzeichen")
    case .imoNumber: what = words.pick("IMO number", "IMO-Nummer")
    case .registration: what = words.pick("registration", "Kennzeichen")
    default: what = words.pick("AIS type", "AIS-Typ")
    }
    return words.pick(
      "\(what) changed from \(from) to \(to) under one number",
      "\(what) wechselte unter einer Nummer von \(from) zu \(to)")
  }

  private var identityText: String {
    let number = flag.subject.text
    switch flag.detail {
    case .placeholderNumber:
      return words.pick(
        "\(number) is given to nobody; badly set up senders use it",
        "\(number) ist an niemanden vergeben; falsch eingestellte Sender benutzen sie")
    case .unknownCountry(let digits):
      return words.pick(
        "\(number): the digits \(digits) belong to no country",
        "\(number): die Ziffern \(digits) gehören zu keinem Land")
    default:
      return words.pick(
        "\(number) has not the shape of a number that is given out",
        "\(number) hat nicht die Form einer Nummer, die vergeben wird")
    }
  }

  private var sensor: String {
    guard case .sensor(let name) = flag.detail else { return words.pick("a sensor", "ein Sensor") }
    return name
  }

  private var source: String {
    guard case .heardFrom(let identity) = flag.detail else { return "" }
    return identity.text
  }
}
