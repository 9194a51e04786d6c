// What is known of the nodes of a stream? Their kind, place and units, from what they said before.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// What a node said of itself.
struct SAPIENTNodeState: Sendable {
  var isRegistered = false
  var types: [SAPIENTNodeType] = []
  var name = ""
  var errors = SAPIENTErrorScale()
  var utmZone: String?
  /// Metres a second in a unit of velocity.
  var horizontalSpeedUnit = 1.0
  var verticalSpeedUnit = 1.0
  /// Its last own place.
  var position: SAPIENTPosition?
  fileprivate var heardAt = 0

  var isEffector: Bool { types.contains { $0.isEffector } }

  /// The means of its first type that has one; nil where its types do not say by what it senses.
  var means: Means? {
    for type in types {
      switch type {
      case .radar: return .radar
      case .camera, .lidar: return .camera
      case .acoustic, .seismic: return .acousticSensor
      case .passiveRF, .cyber: return .electronicSignature
      case .human: return .saw
      default: continue
      }
    }
    return nil
  }
}

/// The nodes by UUID, at most `countMax`: for a new one the one that was silent longest is forgotten.
struct SAPIENTNodes: Sendable {
  static let countMax = 4_096

  private var states: [String: SAPIENTNodeState] = [:]
  private var clock = 0

  var count: Int { states.count }

  subscript(id: String) -> SAPIENTNodeState { states[id] ?? SAPIENTNodeState() }

  mutating func update(_ id: String, _ change: (inout SAPIENTNodeState) -> Void) {
    clock += 1
    if states[id] == nil, states.count >= Self.countMax,
      let oldest = states.min(by: { $0.value.heardAt < $1.value.heardAt })
    {
      states[oldest.key] = nil
    }
    var state = self[id]
    change(&state)
    state.heardAt = clock
    states[id] = state
  }

  mutating func register(_ id: String, _ registration: SAPIENTRegistration) {
    update(id) {
      $0.isRegistered = true
      $0.types = registration.nodeTypes
      $0.name = registration.name ?? registration.shortName ?? ""
      $0.errors = SAPIENTErrorScale(
        type: registration.errorType, units: registration.errorUnits)
      $0.utmZone = registration.utmZone
      $0.horizontalSpeedUnit = registration.horizontalSpeedUnit ?? 1
      $0.verticalSpeedUnit = registration.verticalSpeedUnit ?? 1
    }
  }
}
