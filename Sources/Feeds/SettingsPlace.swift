// Where does an operator write what a feed's bytes do not say?
//
// SPDX-License-Identifier: Apache-2.0

/// Where a feed's settings are written, so that a reject can say what to write there.
public enum SettingsPlace: Hashable, Sendable {
  /// `feeds.yaml` and `sensors.yaml` of a mission.
  case mission
  /// The options of `truceline decode`.
  case command

  /// When the recording begins.
  var start: String {
    switch self {
    case .mission: "give the feed 'start:' in feeds.yaml"
    case .command: "give --start, as --start 2018-04-03T09:42:28Z"
    }
  }

  /// The edition of an ASTERIX category.
  func edition(_ category: UInt8, _ example: String) -> String {
    switch self {
    case .mission:
      "set the sender's under 'editions:' in feeds.yaml, as \(category): \"\(example)\""
    case .command: "give the sender's, as --edition \(category)=\(example)"
    }
  }

  /// Where the radar stands.
  var radar: String {
    switch self {
    case .mission:
      "name its sensor under 'radars:' in feeds.yaml, and give that sensor a place and a height in "
        + "sensors.yaml"
    case .command:
      "give latitude, longitude and height in m of its antenna, as --receiver 50.45,30.52,180"
    }
  }
}
