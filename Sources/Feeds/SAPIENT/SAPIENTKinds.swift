// Which kind of thing is it by a node's classification?
//
// SPDX-License-Identifier: Apache-2.0

internal import Observations

/// What a classification comes to.
enum SAPIENTKindChoice: Hashable {
  case kind(ObservationKind)
  /// Not classified, or by a word that is not known here: something is there.
  case unclassified
  /// Of no interest to a monitor: animals, buildings.
  case none
  /// A thing that the Mission has no kind for.
  case noKind
}

extension SAPIENTDetectionReport {
  /// The most probable class; nil where none is sent, or two are as probable.
  var bestClassification: Classification? {
    guard classifications.count > 1 else { return classifications.first }
    let sorted = classifications.sorted { ($0.confidence ?? 0) > ($1.confidence ?? 0) }
    return (sorted[0].confidence ?? 0) > (sorted[1].confidence ?? 0) ? sorted[0] : nil
  }

  /// By the core taxonomy of the specification, whatever the case of the letters.
  var kindChoice: SAPIENTKindChoice {
    guard let best = bestClassification else { return .unclassified }
    let narrower = best.subTypes.map { $0.lowercased() }
    func says(_ words: String...) -> Bool {
      narrower.contains { type in words.contains { type.contains($0) } }
    }
    switch best.type.lowercased().filter({ !$0.isWhitespace && $0 != "_" }) {
    case "human", "person", "people": return .kind(.personnelSeen)
    case "airvehicle", "aircraft":
      if says("control station") { return .noKind }
      return .kind(says("uav", "uas", "unmanned", "drone") ? .uav : .aircraft)
    case "uav", "uas", "drone": return .kind(.uav)
    case "seavessel", "vessel": return .kind(.vessel)
    // That it is tracked or military does not make it armoured.
    case "landvehicle", "vehicle": return .kind(.crossingTraffic)
    case "animal", "fixedobject": return .none
    case "equipment":
      if says("ied", "mine") { return .kind(.mineOrUXO) }
      return says("weapon") ? .kind(.weaponSeen) : .noKind
    default: return .unclassified
    }
  }
}
