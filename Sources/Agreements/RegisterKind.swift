// Which kinds of entries do the registers have, and which properties has each?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// What an entry is about. The written codes are the raw values.
public enum RegisterKind: String, CaseIterable, Comparable, Sendable {
  /// Announced beforehand by a party; `what` says what.
  case notification
  case hotlineCall = "hotline_call"
  /// A list of weapons that a party hands over.
  case inventory
  /// How many pieces of a type a storage site should hold.
  case storageList = "storage_list"
  case storageVisit = "storage_visit"
  case strengthDeclared = "strength_declared"
  /// How many of a party's forces were counted.
  case strengthSeen = "strength_seen"
  case rotationSeen = "rotation_seen"
  case borderVisit = "border_visit"
  /// A crossing point opened or closed, or was found so.
  case crossingState = "crossing_state"
  case repairWindow = "repair_window"
  case impediment
  case sensorOutage = "sensor_outage"
  /// A vessel in the area of the Straits convention, or its position reports.
  case vessel
  /// An exercise that somebody saw.
  case exerciseSeen = "exercise_seen"
  /// Where a party's position lies, as measured.
  case position
  /// Trench or obstacle, as measured.
  case works
  /// A party says that it fired in reply.
  case returnFire = "return_fire"
  /// On whose order.
  case orderReference = "order_reference"
  case publicAccusation = "public_accusation"
  case allegation
  case commissionMeeting = "commission_meeting"
  case commissionPaper = "commission_paper"
  case commissionDecision = "commission_decision"
  case witnessState = "witness_state"
  case logProof = "log_proof"
  /// A step in the work on a case: informed, interim, issued, answered, extended.
  case caseStep = "case_step"
  /// Storage place with its seal.
  case storageSite = "storage_site"
  /// An area certified as dangerous by mines.
  case mineDanger = "mine_danger"
  /// A thing of the Mission that moves: its own flights and vessels.
  case missionMovement = "mission_movement"
  /// Somebody watched a place for a time, whether or not anything happened.
  case exposure
  /// Civilians who were killed or injured; nobody is named.
  case casualty

  public static func < (left: RegisterKind, right: RegisterKind) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What a property of an entry may hold.
public struct RegisterField: Hashable, Sendable {
  public enum Form: Hashable, Sendable {
    case number(ClosedRange<Double>)
    case flag
    case time
    /// One of these words.
    case words([String])
    /// A name of the user's own.
    case name
  }

  public let name: String
  public let form: Form
  public let isRequired: Bool
}

extension RegisterKind {
  /// The properties that an entry of this kind may have, in the order of the reference.
  public var fields: [RegisterField] { Self.allFields[self] ?? [] }

  public func field(_ name: String) -> RegisterField? { fields.first { $0.name == name } }

  /// True where the entry means nothing without a party.
  public var needsParty: Bool {
    switch self {
    case .notification, .inventory, .storageList, .strengthDeclared, .strengthSeen, .rotationSeen,
      .returnFire, .orderReference, .publicAccusation, .allegation:
      true
    default: false
    }
  }

  /// True where the entry means nothing without a place.
  public var needsPlace: Bool {
    switch self {
    case .repairWindow, .position, .works, .mineDanger, .storageSite, .exerciseSeen, .exposure,
      .casualty:
      true
    default: false
    }
  }

  /// True where the entry means nothing without an end.
  public var needsEnd: Bool { self == .notification || self == .repairWindow }

  /// Where this word stands in the register's own list; the notification's kinds, for one.
  public static let notificationWords = [
    "absence", "correction", "closure", "convoy", "demining", "demining_survey", "exercise",
    "flight", "force_majeure", "maintenance", "medevac", "medical_replacement", "police", "repair",
    "rescue", "rotation", "technical_failure", "transit", "witness_outage", "works",
  ]

  private static let allFields: [RegisterKind: [RegisterField]] = [
    .notification: [
      need("what", .words(notificationWords)), may("persons", .count), may("weight_kg", .amount),
      may("unarmed", .flag), may("transponder", .flag), may("live_fire", .flag),
      may("destination", .name), may("road", .name), may("unit", .name), may("call_sign", .name),
      may("site", .name), may("point", .name), may("sensor", .name), may("vessel", .name),
      may("witness", .name),
    ],
    .hotlineCall: [may("answered", .flag), may("topic", .name)],
    .inventory: [may("complete", .flag), may("items", .count)],
    .storageList: [need("site", .name), need("type", .name), need("number", .count)],
    .storageVisit: [
      need("site", .name), may("type", .name), may("seen_min", .count), may("seen_max", .count),
      may("access", .words(["full", "partial", "denied"])), may("access_delay_min", .amount),
      may("seal", .words(["intact", "broken", "none"])), may("on_request", .flag),
      may("missing_since", .time),
    ],
    .strengthDeclared: [need("persons", .count), may("unit", .name)],
    .strengthSeen: [need("persons_min", .count), need("persons_max", .count)],
    .rotationSeen: [
      need("unit", .name), need("persons", .count), may("one_for_one", .flag),
      may("medical", .flag),
    ],
    .borderVisit: [
      need("point", .name), may("access", .words(["full", "partial", "denied"])),
      may("heavy_weapons", .count),
    ] + traffic,
    .crossingState: [
      need("point", .name), need("state", .words(["open", "closed"])), may("casualties", .count),
      may("opening_hours_from", .amount), may("opening_hours_until", .amount),
    ] + traffic,
    .repairWindow: [
      may("object", .name), may("assurance_a", .flag), may("assurance_b", .flag),
      may("kept", .flag),
    ],
    .impediment: [
      need("type", .words(impedimentWords)), may("delay_min", .amount),
      may("distance_m", .amount), may("distance_sigma_m", .amount), may("reason", .name),
      may("by_whom", .name), may("raised_with", .name), may("lost_h", .amount),
      may("lost_km", .amount), may("lost_asset", .name), may("watcher", .name),
      may("stops_watch", .flag),
    ],
    .sensorOutage: [
      need("sensor", .name), need("sign", .words(["none", "interference", "damage", "unknown"])),
      may("by_mission", .flag),
    ],
    .vessel: [
      need("vessel", .name), may("flag_state", .name), may("littoral", .flag),
      may("support", .flag), may("naval", .flag), may("displacement_t", .amount),
      may("gap_h", .amount), may("mines_laid", .flag), may("coast_distance_nm", .amount),
      may("coast_distance_sigma_nm", .amount), may("in_corridor", .flag),
    ],
    .exerciseSeen: [may("live_fire", .flag)],
    .position: [need("name", .name), may("sigma_m", .amount), may("occupied", .flag)],
    .works: [
      may("length_m", .amount), may("length_sigma_m", .amount), may("mines", .count),
      may("what", .words(["trench", "obstacle", "mine", "shelter"])),
    ],
    .returnFire: [
      need("cause_from", .time), may("cause_until", .time), may("cause_sigma_s", .amount),
      may("sigma_s", .amount), may("self_defence", .flag), may("proportionate", .flag),
    ],
    .orderReference: [need("level", .name)],
    .publicAccusation: [may("channel", .name)],
    .allegation: [may("clause", .name)],
    .commissionMeeting: [may("decided", .words(["consensus", "chair_statement", "none"]))],
    .commissionPaper: [may("from_party", .name)],
    .commissionDecision: [
      need("what", .words(["correction", "delay", "shelter_repair", "interpretation", "other"])),
      may("hours", .amount),
    ],
    .witnessState: [need("witness", .name)],
    .logProof: [need("result", .words(["holds", "failed"]))],
    .caseStep: [
      need(
        "step",
        .words([
          "informed_a", "informed_b", "interim", "issued", "answer_a", "answer_b", "extended",
          "guarantors_first", "guarantors_interim", "guarantors_issued", "force_majeure",
        ]))
    ],
    .storageSite: [need("site", .name), may("seal", .words(["intact", "broken", "none"]))],
    .mineDanger: [],
    .missionMovement: [may("call_sign", .name)],
    .exposure: [
      need("watcher", .name), need("means", .words(exposureMeans)),
      may("state", .words(exposureStates)), may("blind_min", .amount),
      may("visibility", .words(["day", "night", "fog"])),
      may("noise", .words(["low", "medium", "high"])), may("bearing_deg", .number(0...360)),
    ],
    .casualty: [
      may("killed", .count), may("injured", .count), may("women", .count), may("men", .count),
      may("girls", .count), may("boys", .count), may("cause", .words(casualtyCauses)),
      may("sources", .count),
    ],
  ]

  /// The list of impediments of mission practice.
  public static let impedimentWords = [
    "denial", "conditional_access", "delay", "expulsion", "mines_uxo", "fire_near_patrol",
    "fire_at_asset", "gnss_interference_probable", "gnss_jamming", "loss_of_control",
    "camera_outage", "airspace_refused", "administrative",
  ]

  /// What causes casualties.
  public static let casualtyCauses = [
    "shelling", "small_arms", "air_strike", "uav", "mines_uxo", "other", "unknown",
  ]

  /// What passed a point in the time of the entry.
  private static let traffic: [RegisterField] = [
    may("persons_in", .count), may("persons_out", .count), may("cars", .count),
    may("buses", .count), may("lorries", .count), may("other_vehicles", .count),
  ]

  /// By what somebody watched.
  public static let exposureMeans = WatchKind.allCases.map(\.rawValue)

  /// How far a watch has come; without it, it is done where it has an end, else under way.
  public static let exposureStates = ["planned", "under_way", "done", "cancelled"]

  private static func need(_ name: String, _ form: RegisterField.Form) -> RegisterField {
    RegisterField(name: name, form: form, isRequired: true)
  }

  private static func may(_ name: String, _ form: RegisterField.Form) -> RegisterField {
    RegisterField(name: name, form: form, isRequired: false)
  }
}

extension RegisterField.Form {
  /// Zero or more, whole or not.
  fileprivate static let amount = RegisterField.Form.number(0...1e9)
  fileprivate static let count = RegisterField.Form.number(0...1e7)
}
