// From joined reports to one event: place, time, count and grade.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// A report with what joining needs of it, worked out once. It is shared, so that events and slots
/// can hold it without copying.
final class Candidate: Hashable, Sendable {
  let observation: Observation
  let family: Family
  let emission: Period
  let place: PlaceEstimate
  let observationID: String
  /// The bang that its arrival time is of, where several sensors heard it.
  let bang: BangLocation?

  /// Place in the register; nil for a source that is not registered.
  let sensorIndex: Int?

  init(
    _ observation: Observation, _ settings: JoinSettings, _ sensors: SensorRegister,
    bang: BangLocation? = nil
  ) {
    var kept = observation
    // The bytes stay in the journal; here they are not needed.
    kept.raw = []
    kept.note = ""
    self.observation = kept
    observationID = observation.id
    sensorIndex = sensors.index(of: observation.sensor)
    family = Family(observation.kind)
    self.bang = bang
    emission = bang?.period ?? settings.emission(observation)
    place = bang.map { PlaceEstimate($0) } ?? PlaceEstimate(observation.place)
  }

  static func == (left: Candidate, right: Candidate) -> Bool {
    left === right || (left.observation == right.observation && left.bang == right.bang)
  }

  func hash(into hasher: inout Hasher) { hasher.combine(observation.key) }

  /// How long it lasted at its source, milliseconds.
  var lastedMs: Int64 { emission.untilMs - emission.fromMs }

  /// The order in which reports are looked at: by time, then by key. It is the same for every order
  /// of arrival.
  func precedes(_ other: Candidate) -> Bool {
    (emission.fromMs, observation.key) < (other.emission.fromMs, other.observation.key)
  }

  /// `EV-260624-` and 8 characters of the report's key.
  var eventID: String {
    let day = Instant(atMs: observation.happened.fromMs).utc
    var text: [UInt8] = Array("EV-".utf8)
    text.reserveCapacity(18)
    for number in [day.year % 100, day.month, day.day] {
      text.append(UInt8(48 + number / 10))
      text.append(UInt8(48 + number % 10))
    }
    text.append(UInt8(ascii: "-"))
    observation.key.appendText(to: &text, characterCount: 8)
    return String(decoding: text, as: UTF8.self)
  }

  /// How well it agrees with an earlier report: nil where the gate is closed, else the sum of the
  /// squared normalised distances in place and time, and the residuals.
  func agreement(
    with anchor: Candidate, _ settings: JoinSettings
  ) -> (cost: Double, distanceM: Double, gapMs: Int64)? {
    guard anchor.family == family,
      family != .other || anchor.observation.kind == observation.kind
    else { return nil }
    // Sound told the two apart, however near they are.
    if let bang, let other = anchor.bang, bang != other { return nil }
    let gapMs = emission.gapMs(to: anchor.emission)
    let windowMs = settings.windowMs(family)
    guard gapMs <= windowMs else { return nil }
    let (distanceM, squared) = anchor.place.separation(from: place)
    guard squared <= settings.gateSquared else { return nil }
    let inWindow = Double(gapMs) / Double(windowMs)
    return (squared + inWindow * inWindow, distanceM, gapMs)
  }
}

extension Event {
  /// - Parameter members: the anchor first, the others in order.
  init(
    members: [Candidate], decided: [Bool], settings: JoinSettings, sensors: SensorRegister
  ) {
    let anchor = members[0]
    let intact = members.filter { $0.hasIntactCustody }
    let counted = intact.isEmpty ? members : intact
    let place = Self.place(members)
    id = anchor.eventID
    kind = Self.leadingKind(members)
    reports = members
    joins = members.indices.map { index in
      let member = members[index]
      return Join(
        observationID: member.observationID,
        residualM: index == 0 ? 0 : anchor.place.separation(from: member.place).distanceM,
        residualS: Double(member.emission.gapMs(to: anchor.emission)) / 1_000,
        reason: index == 0 ? .first : (decided[index] ? .decided : .agrees))
    }
    happened = members.dropFirst().reduce(anchor.emission) { $0.joined(with: $1.emission) }
    bang = members.lazy.compactMap(\.bang).first
    point = place.mean
    sigmaM = place.majorSigmaM
    count = Self.highestCount(counted)
    confidence = counted.map(\.observation.confidence).max() ?? .low
    grade = Self.grade(intact, sensors)
    hasImage = intact.contains { [.image, .satellite].contains($0.observation.means.principle) }
    knownAtMs = members.map(\.observation.receivedAtMs).min() ?? 0
    completeAtMs = members.map(\.observation.receivedAtMs).max() ?? 0
  }

  /// The most telling kind: an explosion before its flash.
  private static func leadingKind(_ members: [Candidate]) -> ObservationKind {
    members.map(\.observation.kind).min { $0.rawValue < $1.rawValue }
      ?? members[0].observation.kind
  }

  private static func highestCount(_ members: [Candidate]) -> CountRange {
    members.map(\.observation.count).max { ($0.max, $0.min) < ($1.max, $1.min) } ?? .one
  }

  /// Reports of different principles have independent errors and are fused. Those of one principle
  /// share errors (three satellites share the method of geolocation): of these the best stands for
  /// all, moved to their weighted mean. Bearings are of one principle but from different places, and
  /// that is what makes them cross: they are fused too.
  private static func place(_ members: [Candidate]) -> PlaceEstimate {
    guard members.count > 1 else { return members[0].place }
    var fused: PlaceEstimate?
    for principle in SensingPrinciple.allCases {
      let group = members.filter { $0.observation.means.principle == principle }
      guard !group.isEmpty else { continue }
      let place =
        group.contains { $0.isBearing || $0.bang != nil } ? crossing(group) : weightedMean(group)
      fused = fused?.fused(with: place) ?? place
    }
    return fused ?? members[0].place
  }

  private static func crossing(_ group: [Candidate]) -> PlaceEstimate {
    // Their arrival times and bearings are in the bang's place already, once.
    if let bang = group.lazy.compactMap(\.bang).first { return PlaceEstimate(bang) }
    return group.dropFirst().reduce(group[0].place) { $0.fused(with: $1.place) }
  }

  private static func weightedMean(_ group: [Candidate]) -> PlaceEstimate {
    let plane = LocalPlane(origin: group[0].place.mean)
    var weights = 0.0
    var east = 0.0
    var north = 0.0
    var best = group[0].place
    for member in group {
      let weight = 1 / (member.place.varianceEast + member.place.varianceNorth)
      let metres = plane.metres(member.place.mean)
      weights += weight
      east += weight * metres.eastM
      north += weight * metres.northM
      if member.place.sigmaM < best.sigmaM { best = member.place }
    }
    best.mean = plane.point(eastM: east / weights, northM: north / weights)
    return best
  }

  /// E2 needs two reports that do not share an owner nor a principle, or two separate patrols.
  private static func grade(_ intact: [Candidate], _ sensors: SensorRegister) -> EvidenceGrade {
    guard !intact.isEmpty else { return .e0 }
    if intact.contains(where: { $0.isOnSite(sensors) }) { return .e3 }
    for (index, first) in intact.enumerated() {
      for second in intact[(index + 1)...] where areIndependent(first, second, sensors) {
        return .e2
      }
    }
    return .e1
  }

  private static func areIndependent(
    _ first: Candidate, _ second: Candidate, _ sensors: SensorRegister
  ) -> Bool {
    guard let one = first.sensorIndex, let other = second.sensorIndex, one != other else {
      return false
    }
    let register = sensors.sensors
    if register[one].isPatrol && register[other].isPatrol { return true }
    return first.observation.means.principle != second.observation.means.principle
      && register[one].owner != register[other].owner
  }
}

extension Candidate {
  /// A registered source, not hearsay, and not itself in doubt.
  var hasIntactCustody: Bool {
    !observation.means.isHearsay && observation.confidence > .low && sensorIndex != nil
  }

  /// True where a team verified it on the spot.
  fileprivate func isOnSite(_ sensors: SensorRegister) -> Bool {
    guard let sensorIndex else { return false }
    return observation.value(.onSite) == 1 && sensors.sensors[sensorIndex].isPatrol
  }

  fileprivate var isBearing: Bool {
    if case .bearing = observation.place { return true }
    return false
  }
}
