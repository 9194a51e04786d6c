// What was done, by whom, when? Records are appended and never changed; state is their fold.
//
// SPDX-License-Identifier: Apache-2.0

public import Observations
public import Rules
public import Tracks

/// One entry of the record log.
public struct Record: Hashable, Sendable {
  /// Place in the log, from 0.
  public let sequence: UInt64
  /// When it was done: for people by the clock, for rules when the last report was received.
  public let atMs: Int64
  /// A name, or `rules`.
  public let actor: String
  public let act: Act

  public init(sequence: UInt64, atMs: Int64, actor: String, act: Act) {
    self.sequence = sequence
    self.atMs = atMs
    self.actor = actor
    self.act = act
  }

  /// The actor of what the rules do by themselves.
  public static let rules = "rules"
}

/// What can be done.
public enum Act: Hashable, Sendable {
  case alertRaised(id: String, hit: Hit, cited: Cited)
  /// More reports, another place or another verdict.
  case alertRevised(id: String, hit: Hit, cited: Cited)
  /// Its event went into another, or no longer fits the clause.
  case alertWithdrawn(id: String, into: String?)
  case alertAcknowledged(id: String, note: String)
  case alertActioned(id: String, note: String)
  case alertDismissed(id: String, as: Dismissal, reason: String, of: String?)
  case caseOpened(id: String, title: String, alertIDs: [String], note: String)
  case caseAssigned(id: String, assignee: String)
  case observationSetAside(id: String, key: ContentID, reason: SetAsideReason, note: String)
  /// An officer's word on joining.
  case observationSplit(id: String, key: ContentID, note: String)
  case observationJoined(id: String, key: ContentID, with: ContentID, note: String)
  /// With which software, agreement and geometry the mission goes on.
  case missionLoaded(MissionState)
  /// A run of the observation journal is provable from here on.
  case observationsSealed(Seal)
  /// The clock on the wall went another way than time did; places of records do not depend on it.
  case clockJumped(byMs: Int64)
  /// Something that was withheld is gone for good; its digest stays in the record.
  case claimErased(record: UInt64, claim: String, ground: String, approvedBy: String)
  /// Somebody outside the mission was given a record, with so much of what it withholds.
  case recordReleased(record: UInt64, claims: [String], to: String, reason: String)
  /// What is done with evidence.
  case custody(CustodyAct)
  /// Accounts and sign-ins.
  case people(PeopleAct)
  /// What is done from an alert to a finding that both parties can answer.
  case referee(RefereeAct)
  /// What is done with reports.
  case report(ReportAct)
  /// What is entered in registers.
  case register(RegisterAct)

  public enum Dismissal: String, CaseIterable, Hashable, Sendable {
    case falseAlarm = "false"
    case duplicate
  }

  /// `alert.raised`, `case.opened`, …
  public var type: String {
    switch self {
    case .alertRaised: "alert.raised"
    case .alertRevised: "alert.revised"
    case .alertWithdrawn: "alert.withdrawn"
    case .alertAcknowledged: "alert.acknowledged"
    case .alertActioned: "alert.actioned"
    case .alertDismissed: "alert.dismissed"
    case .caseOpened: "case.opened"
    case .caseAssigned: "case.assigned"
    case .observationSetAside: "observation.set_aside"
    case .observationSplit: "observation.split"
    case .observationJoined: "observation.joined"
    case .missionLoaded: "mission.loaded"
    case .observationsSealed: "observations.sealed"
    case .clockJumped: "clock.jumped"
    case .claimErased: "claim.erased"
    case .recordReleased: "record.released"
    case .custody(let act): act.type
    case .referee(let act): act.type
    case .people(let act): act.type
    case .report(let act): act.type
    case .register(let act): act.type
    }
  }

  /// What it means for joining, where it means anything.
  public var joinDecision: JoinDecision? {
    switch self {
    case .observationSetAside(_, let key, _, _): .setAside(key: key)
    case .observationSplit(_, let key, _): .apart(key: key)
    case .observationJoined(_, let key, let with, _): .together(key: key, with: with)
    default: nil
    }
  }
}

/// Why a report does not count. The list is mission practice.
public enum SetAsideReason: String, CaseIterable, Hashable, Sendable {
  case duplicate
  case liveFireExerciseNotified = "live_fire_exercise_notified"
  case liveFireExerciseAssessed = "live_fire_exercise_assessed"
  case controlledDetonationNotified = "controlled_detonation_notified"
  case civilianCause = "civilian_cause"
  case sensorFault = "sensor_fault"
  case clockFault = "clock_fault"
  case outOfArea = "out_of_area"
  case exerciseData = "exercise_data"
}
