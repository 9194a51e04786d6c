// By what is a place watched, and which sensors do it all the time?
//
// SPDX-License-Identifier: Apache-2.0

/// By what somebody watches. The written codes are the raw values.
public enum WatchKind: String, CaseIterable, Comparable, Hashable, Sendable {
  case patrol, camera, uav, acoustic, radar, satellite

  public static func < (left: WatchKind, right: WatchKind) -> Bool {
    left.rawValue < right.rawValue
  }
}

extension Means {
  /// Nil for what does not watch a place by itself: reports of others, and of vessels and aircraft.
  public var watchKind: WatchKind? {
    switch self {
    case .saw, .heard, .sawAndHeard: .patrol
    case .camera: .camera
    case .miniUAV, .midRangeUAV, .longRangeUAV: .uav
    case .satelliteImage: .satellite
    case .acousticSensor: .acoustic
    case .radar: .radar
    case .adsB, .ais, .electronicSignature, .hotline, .witness, .openSource: nil
    }
  }
}

/// A sensor that watches all the time, but for its outages.
public struct SensorWatch: Hashable, Sendable {
  /// Milliseconds since 1970.
  public var fromMs: Int64
  /// Nil where it still watches.
  public var untilMs: Int64?
  /// How far it sees or hears what it is there for.
  public var reachM: Double

  public init(fromMs: Int64, untilMs: Int64? = nil, reachM: Double) {
    (self.fromMs, self.untilMs, self.reachM) = (fromMs, untilMs, reachM)
  }
}
