// Who goes and looks? Verification tasks from proposal to result.
//
// SPDX-License-Identifier: Apache-2.0

public import Observations

/// Who is asked.
public enum TaskKind: String, CaseIterable, Hashable, Sendable {
  case patrol, uav, camera, liaison
}

/// Where a task stands.
public enum TaskState: String, CaseIterable, Hashable, Sendable {
  case proposed, approved
  case underWay = "under_way"
  case done, blocked, declined
}

/// Why nobody could go and look; the list is mission practice.
public enum Impediment: String, CaseIterable, Hashable, Sendable {
  case denial
  case conditionalAccess = "conditional_access"
  case delay, expulsion
  case minesUXO = "mines_uxo"
  case fireNearPatrol = "fire_near_patrol"
  case fireAtAsset = "fire_at_asset"
  case gnssInterference = "gnss_interference"
  case lossOfControl = "loss_of_control"
  case cameraOutage = "camera_outage"
  case airspaceRefused = "airspace_refused"
  case weather, administrative
}

/// What a task brought back.
public struct TaskResult: Hashable, Sendable {
  /// When it was verified on the spot.
  public let verifiedAtMs: Int64
  public let bearing: EvidenceBearing
  public let grade: EvidenceGrade
  public let isRestricted: Bool
  /// SHA-256 digests of files.
  public let attachments: [String]
  public let text: String

  public init(
    verifiedAtMs: Int64, bearing: EvidenceBearing, grade: EvidenceGrade, isRestricted: Bool,
    attachments: [String], text: String
  ) {
    (self.verifiedAtMs, self.bearing, self.grade) = (verifiedAtMs, bearing, grade)
    (self.isRestricted, self.attachments, self.text) = (isRestricted, attachments, text)
  }
}

/// A verification task as it stands.
public struct VerificationTask: Hashable, Sendable {
  public let id: String
  public let caseID: String
  public let kind: TaskKind
  /// Which patrol, drone, camera or post.
  public let to: String
  public let asked: String
  public let dueMs: Int64?
  public internal(set) var state: TaskState
  public let proposed: Deed
  public internal(set) var approved: Deed?
  public internal(set) var started: Deed?
  public internal(set) var ended: Deed?
  public internal(set) var result: TaskResult?
  public internal(set) var impediment: Impediment?
  /// Why it was blocked or declined.
  public internal(set) var reason: String = ""

  public var isOpen: Bool { [.proposed, .approved, .underWay].contains(state) }
}

/// Acts on a task.
public enum TaskAct: Hashable, Sendable {
  case proposed(
    id: String, caseID: String, kind: TaskKind, to: String, asked: String, dueMs: Int64?)
  case approved(id: String, note: String)
  case declined(id: String, reason: String)
  case started(id: String, note: String)
  case done(id: String, TaskResult)
  case blocked(id: String, Impediment, reason: String)

  public var type: String {
    switch self {
    case .proposed: "task.proposed"
    case .approved: "task.approved"
    case .declined: "task.declined"
    case .started: "task.started"
    case .done: "task.done"
    case .blocked: "task.blocked"
    }
  }

  public var id: String {
    switch self {
    case .proposed(let id, _, _, _, _, _), .approved(let id, _), .declined(let id, _),
      .started(let id, _), .done(let id, _), .blocked(let id, _, _):
      id
    }
  }

  var note: String {
    switch self {
    case .proposed(let id, _, let kind, let to, let asked, _):
      "\(id) \(kind.rawValue) \(to): \(asked)"
    case .approved(let id, let note), .started(let id, let note): "\(id) \(note)"
    case .declined(let id, let reason): "\(id) \(reason)"
    case .done(let id, let result): "\(id) \(result.text)"
    case .blocked(let id, let impediment, let reason): "\(id) \(impediment.rawValue): \(reason)"
    }
  }
}
