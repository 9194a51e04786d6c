// What are the codes of mission practice called in reports?
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

extension ObservationKind {
  /// Behind a number.
  public var noun: Noun {
    switch self {
    case .explosion:
      Noun(
        ("explosion", "explosions"), ("Explosion", "Explosionen"), ("вибух", "вибухи", "вибухів"))
    case .burst:
      Noun(
        ("burst", "bursts"), ("Feuerstoß", "Feuerstöße"), ("черга", "черги", "черг"),
        ukObject: "чергу")
    case .shot: Noun(("shot", "shots"), ("Schuss", "Schüsse"), ("постріл", "постріли", "пострілів"))
    case .projectileInFlight:
      Noun(
        ("projectile in flight", "projectiles in flight"),
        ("Geschoss im Flug", "Geschosse im Flug"),
        ("снаряд у польоті", "снаряди в польоті", "снарядів у польоті"))
    case .muzzleFlash:
      Noun(
        ("muzzle flash", "muzzle flashes"), ("Mündungsfeuer", "Mündungsfeuer"),
        ("дульний спалах", "дульні спалахи", "дульних спалахів"))
    case .illuminationFlare:
      Noun(
        ("illumination flare", "illumination flares"), ("Leuchtkörper", "Leuchtkörper"),
        ("освітлювальна ракета", "освітлювальні ракети", "освітлювальних ракет"),
        ukObject: "освітлювальну ракету")
    case .weaponSeen:
      Noun(
        ("weapon", "weapons"), ("Waffe", "Waffen"),
        ("одиниця озброєння", "одиниці озброєння", "одиниць озброєння"),
        ukObject: "одиницю озброєння")
    case .armouredVehicleSeen:
      Noun(
        ("armoured vehicle", "armoured vehicles"),
        ("gepanzertes Fahrzeug", "gepanzerte Fahrzeuge"),
        ("броньована машина", "броньовані машини", "броньованих машин"),
        ukObject: "броньовану машину")
    case .personnelSeen:
      Noun(
        ("person", "persons"), ("Person", "Personen"), ("особа", "особи", "осіб"), ukObject: "особу"
      )
    case .positionWork:
      Noun(
        ("work on positions", "works on positions"), ("Stellungsbau", "Stellungsbauten"),
        ("роботи на позиції", "роботи на позиціях", "робіт на позиціях"))
    case .mineOrUXO:
      Noun(
        ("mine or unexploded ordnance", "mines or unexploded ordnance"),
        ("Mine oder Blindgänger", "Minen oder Blindgänger"),
        ("міна або НВП", "міни або НВП", "мін або НВП"), ukObject: "міну або НВП")
    case .uav:
      Noun(
        ("unmanned aircraft", "unmanned aircraft"),
        ("unbemanntes Luftfahrzeug", "unbemannte Luftfahrzeuge"),
        ("безпілотник", "безпілотники", "безпілотників"))
    case .aircraft:
      Noun(
        ("aircraft", "aircraft"), ("Luftfahrzeug", "Luftfahrzeuge"),
        ("літальний апарат", "літальні апарати", "літальних апаратів"))
    case .vessel: Noun(("vessel", "vessels"), ("Schiff", "Schiffe"), ("судно", "судна", "суден"))
    case .crossingTraffic:
      Noun(
        ("crossing", "crossings"), ("Übertritt", "Übertritte"), ("перетин", "перетини", "перетинів")
      )
    case .damage:
      Noun(
        ("case of damage", "cases of damage"), ("Schaden", "Schäden"),
        ("пошкодження", "пошкодження", "пошкоджень"))
    case .casualty:
      Noun(
        ("casualty", "casualties"), ("Opfer", "Opfer"),
        ("постраждалий", "постраждалі", "постраждалих"))
    case .statement:
      Noun(
        ("statement", "statements"), ("Aussage", "Aussagen"), ("свідчення", "свідчення", "свідчень")
      )
    case .thermalAnomaly:
      Noun(
        ("hot spot", "hot spots"), ("Hitzepunkt", "Hitzepunkte"),
        ("теплова точка", "теплові точки", "теплових точок"), ukObject: "теплову точку")
    }
  }

  /// In a table.
  public var term: Cell.Value {
    .term(code: code, Wording.each { noun.form(1, $0) })
  }

  /// Each is one violation by the counting rule.
  public var isCounted: Bool {
    switch self {
    case .explosion, .projectileInFlight, .muzzleFlash, .illuminationFlare, .burst, .shot: true
    default: false
    }
  }
}

extension Qualifier {
  public var wording: Wording {
    switch self {
    case .undetermined: Wording("undetermined", "unbestimmt", "не визначено")
    case .outgoing: Wording("outgoing", "Abschuss", "вихідний")
    case .impact: Wording("impact", "Einschlag", "влучання")
    case .airburst: Wording("airburst", "Luftsprengpunkt", "розрив у повітрі")
    case .mine: Wording("mine", "Mine", "міна")
    case .controlledDetonation:
      Wording("controlled detonation", "kontrollierte Sprengung", "контрольований підрив")
    }
  }

  public var term: Cell.Value { .term(code: code, wording) }
}

extension Means {
  public var wording: Wording {
    switch self {
    case .saw: Wording("saw", "gesehen", "бачили")
    case .heard: Wording("heard", "gehört", "чули")
    case .sawAndHeard: Wording("saw and heard", "gesehen und gehört", "бачили й чули")
    case .camera: Wording("camera", "Kamera", "камера")
    case .miniUAV: Wording("mini UAV", "Minidrohne", "міні-БПЛА")
    case .midRangeUAV: Wording("mid-range UAV", "Drohne mittl. Reichweite", "БПЛА сер. дальності")
    case .longRangeUAV: Wording("long-range UAV", "Drohne gr. Reichweite", "БПЛА вел. дальності")
    case .satelliteImage: Wording("satellite image", "Satellitenbild", "супутниковий знімок")
    case .acousticSensor: Wording("acoustic", "Schallsensor", "акустичний датчик")
    case .radar: Wording("radar", "Radar", "радар")
    case .adsB: Wording(same: "ADS-B")
    case .ais: Wording(same: "AIS")
    case .electronicSignature:
      Wording("electronic signature", "elektron. Signatur", "електронний сигнал")
    case .hotline: Wording("hotline", "Hotline", "гаряча лінія")
    case .witness: Wording("witness", "Zeugenaussage", "свідок")
    case .openSource: Wording("open source", "offene Quelle", "відкрите джерело")
    }
  }

  public var term: Cell.Value { .term(code: code, wording) }

  /// What the observer did, behind its name and before the count.
  var verb: Wording {
    switch self {
    case .saw: Wording("saw", "sah", "помічено")
    case .heard: Wording("heard", "hörte", "почуто")
    case .sawAndHeard: Wording("saw and heard", "sah und hörte", "помічено й почуто")
    case .hotline, .witness, .openSource: Wording("reported", "meldete", "повідомлено про")
    default: Wording("recorded", "erfasste", "зафіксовано")
    }
  }
}

/// The eight directions of the compass, of 45 degrees each.
public enum Direction: Int, CaseIterable, Sendable {
  case north, northEast, east, southEast, south, southWest, west, northWest

  /// - Parameter bearingDeg: clockwise from true north.
  public init(bearingDeg: Double) {
    let turn = (bearingDeg / 45).rounded()
    let index = Int(turn) % 8
    self = Self.allCases[(index + 8) % 8]
  }

  public var short: Wording {
    switch self {
    case .north: Wording("N", "N", "Пн")
    case .northEast: Wording("NE", "NO", "ПнСх")
    case .east: Wording("E", "O", "Сх")
    case .southEast: Wording("SE", "SO", "ПдСх")
    case .south: Wording("S", "S", "Пд")
    case .southWest: Wording("SW", "SW", "ПдЗх")
    case .west: Wording("W", "W", "Зх")
    case .northWest: Wording("NW", "NW", "ПнЗх")
    }
  }

  /// `to the north-east`, `nordöstlich`, `на північний схід`.
  public var phrase: Wording {
    switch self {
    case .north: Wording("to the north", "nördlich", "на північ")
    case .northEast: Wording("to the north-east", "nordöstlich", "на північний схід")
    case .east: Wording("to the east", "östlich", "на схід")
    case .southEast: Wording("to the south-east", "südöstlich", "на південний схід")
    case .south: Wording("to the south", "südlich", "на південь")
    case .southWest: Wording("to the south-west", "südwestlich", "на південний захід")
    case .west: Wording("to the west", "westlich", "на захід")
    case .northWest: Wording("to the north-west", "nordwestlich", "на північний захід")
    }
  }

  public var term: Cell.Value { .term(code: short.en, short) }
}

/// How far off, as observers estimate it.
public enum DistanceClass: String, CaseIterable, Sendable {
  case below1 = "< 1"
  case from1to3 = "1-3"
  case from3to5 = "3-5"
  case from5to10 = "5-10"
  case beyond10 = "> 10"

  public init(distanceM: Double) {
    self =
      switch distanceM {
      case ..<1_000: .below1
      case ..<3_000: .from1to3
      case ..<5_000: .from3to5
      case ..<10_000: .from5to10
      default: .beyond10
      }
  }

  public var wording: Wording {
    let figure = rawValue.replacing("-", with: "–").replacing(" ", with: "\u{A0}")
    return Wording("\(figure)\u{A0}km", "\(figure)\u{A0}km", "\(figure)\u{A0}км")
  }

  public var term: Cell.Value { .term(code: rawValue + " km", wording) }

  /// In a sentence.
  var phrase: Cell.Value {
    let figure = rawValue.drop { "<> ".contains($0) }.replacing("-", with: "–")
    let words =
      switch self {
      case .below1: Wording("less than ", "weniger als ", "менше ")
      case .beyond10: Wording("more than ", "mehr als ", "понад ")
      default: Wording(same: "")
      }
    return .term(
      code: rawValue + " km", words.map { "\($1)\(figure)\u{A0}\($0 == .uk ? "км" : "km")" })
  }
}
