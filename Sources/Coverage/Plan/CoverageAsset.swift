// What can watch the line: which means, whose, where, when, and what is left of it under jamming?
//
// SPDX-License-Identifier: Apache-2.0

public import Geo
public import Observations

/// One means of a plan.
public struct CoverageAsset: Hashable, Sendable {
  public enum Reach: Hashable, Sendable {
    case radar(Radar)
    case camera(Camera)
    case microphone(Microphone)
    case patrol(PatrolRoute)
    /// An orbit that sees a circle around a place while an aircraft is there.
    case orbit(UAVOrbit, over: GeoPoint, sight: SightM)
    /// A stretch of the line, kilometres, that is watched whole whenever the means is on.
    case stretch(ClosedRange<Double>, inFog: Bool)
    /// A sector, watched whole whenever the means is on.
    case sector(String, inFog: Bool)
  }

  /// What is left of it where there is jamming.
  public enum UnderJamming: Hashable, Sendable {
    case unaffected
    case out
    /// It sees only this share of its reach, 0 to 1. Stretches and sectors have no reach: they are out.
    case reach(Double)
  }

  public var id: String
  public var kind: WatchKind
  public var owner: String
  /// Where it stands or starts from; means of one site fall together.
  public var site: String
  /// The side whose consent it needs; nil where it needs none.
  public var host: String?
  public var reach: Reach
  /// When it is on; nil is always. Orbits and patrols have their own times within these.
  public var on: Spans?
  public var underJamming: UnderJamming

  public init(
    id: String, kind: WatchKind, owner: String, site: String, host: String? = nil, reach: Reach,
    on: Spans? = nil, underJamming: UnderJamming = .unaffected
  ) {
    (self.id, self.kind, self.owner, self.site) = (id, kind, owner, site)
    (self.host, self.reach, self.on, self.underJamming) = (host, reach, on, underJamming)
  }
}

/// A stretch of the line for a time.
public struct LineSpell: Hashable, Sendable {
  public var km: ClosedRange<Double>
  public var spans: Spans

  public init(km: ClosedRange<Double>, spans: Spans) { (self.km, self.spans) = (km, spans) }
}

/// Wind and noise from a moment until the next spell.
public struct AirSpell: Hashable, Sendable {
  public var fromMs: Int64
  public var windMPerS: Double
  public var noise: Noise

  public init(fromMs: Int64, windMPerS: Double, noise: Noise) {
    (self.fromMs, self.windMPerS, self.noise) = (fromMs, windMPerS, noise)
  }
}

/// What the weather does to seeing and hearing.
public struct Weather: Hashable, Sendable {
  public var fog: [LineSpell]
  /// In order of time; before the first it is calm and quiet.
  public var air: [AirSpell]

  public init(fog: [LineSpell] = [], air: [AirSpell] = []) { (self.fog, self.air) = (fog, air) }
}

/// Under which circumstances the plan is asked.
public enum PlanVariant: Hashable, Sendable {
  case normal
  /// Jamming along some stretches for some time.
  case jammed([LineSpell])
  /// A side has withdrawn its consent: what needs it is out.
  case denied(String)
}

/// Which assets count as one means.
///
/// Two are independent of each other when they are of different kinds, or when both their owner and their
/// site differ; two patrols always are. What is not independent of a third falls together with it: the rule
/// is the one by which two reports make evidence of grade E2, seen from the side of the plan.
public enum Independence {
  /// The number of its group for each asset, from 0.
  public static func groups(of assets: [CoverageAsset]) -> (group: [Int], count: Int) {
    var parent = Array(assets.indices)
    func root(_ index: Int) -> Int {
      var at = index
      while parent[at] != at { at = parent[at] }
      return at
    }
    var firstOf: [String: Int] = [:]
    for (index, asset) in assets.enumerated() where asset.kind != .patrol {
      for key in ["o/\(asset.owner)", "s/\(asset.site)"] {
        let key = "\(asset.kind.rawValue)/\(key)"
        if let first = firstOf[key] {
          let (low, high) = (min(root(first), root(index)), max(root(first), root(index)))
          parent[high] = low
        } else {
          firstOf[key] = index
        }
      }
    }
    var numbers: [Int: Int] = [:]
    let group = assets.indices.map { index in
      let root = root(index)
      let number = numbers[root] ?? numbers.count
      numbers[root] = number
      return number
    }
    return (group, numbers.count)
  }
}
