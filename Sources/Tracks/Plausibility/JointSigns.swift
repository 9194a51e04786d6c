// Did many sources go wrong at once? Jumps and lost accuracy of several things within a minute.
//
// SPDX-License-Identifier: Apache-2.0

internal import Geo
internal import Observations

/// One thing that jumped or lost its accuracy.
struct JointSign {
  let slot: Int32
  let serial: UInt64
  let identity: Identity
  /// Where it was believed to be last, and where it says it is.
  let from: FlagEvidence
  let to: FlagEvidence
  let reason: PlausibilityReason
}

/// Looks among the signs of the last minute for several in one neighbourhood.
///
/// Navigation by satellite that is jammed or spoofed takes many receivers at once; a fault of one ship
/// takes one.
struct JointSigns {
  private struct Standing {
    var area: UnreliableArea
    var serials: Set<UInt64>
    var places: [GeoPoint]
    /// Where each of them went.
    var ends: [GeoPoint]
    var toldMs: Int64
    /// When the last thing joined it; things that stay away hold it open for nobody else.
    var joinedMs: Int64
  }

  private var recent: [JointSign] = []
  private var standing: [Standing] = []
  private var areaCount = 0

  private static let signCountMax = 4_096
  private static let memberCountMax = 10_000
  private static let marginM = 2_000.0

  var areas: [UnreliableArea] { standing.map(\.area) }

  /// Several signs in one neighbourhood that may make an area.
  struct Group {
    let members: [JointSign]
    let centre: GeoPoint
    let radiusM: Double
    /// Where they went, when they went to one place: then no share is asked for.
    let destination: GeoPoint?
  }

  /// The area that a sign belongs to, if one stands around it.
  mutating func join(
    _ sign: JointSign, _ settings: PlausibilitySettings, into changes: inout [FlagChange]
  ) -> Int? {
    guard
      let index = standing.firstIndex(where: {
        sign.to.atMs - $0.joinedMs <= settings.areaStandsMs && covers($0.area, sign, settings)
      })
    else {
      return nil
    }
    add(sign, to: index, settings)
    tell(index, sign.to.atMs, settings, into: &changes)
    return standing[index].area.number
  }

  /// Keeps a sign; gives the group that it completes.
  mutating func gather(_ sign: JointSign, _ settings: PlausibilitySettings) -> Group? {
    recent.removeAll {
      sign.to.atMs - $0.to.atMs > settings.togetherMs || $0.serial == sign.serial
    }
    if recent.count == Self.signCountMax { recent.removeFirst() }
    recent.append(sign)
    let near = recent.filter {
      $0.reason == sign.reason
        && offsetM(from: sign.from.point, to: $0.from.point).length <= settings.togetherReachM
    }
    guard near.count >= settings.togetherCount else { return nil }
    let sameEnd = near.filter {
      sign.reason == .jumpedWithOthers
        && offsetM(from: sign.to.point, to: $0.to.point).length <= settings.onePlaceM
    }
    let goesToOnePlace = sameEnd.count >= settings.togetherCount
    let members = goesToOnePlace ? sameEnd : near
    let circle = Self.circle(around: members.map(\.from.point))
    return Group(
      members: members, centre: circle.centre, radiusM: circle.radiusM,
      destination: goesToOnePlace ? sign.to.point : nil)
  }

  /// Makes an area of a group; its number.
  mutating func open(_ group: Group, into changes: inout [FlagChange]) -> Int {
    areaCount += 1
    let times = group.members.map(\.to.atMs)
    let area = UnreliableArea(
      number: areaCount, fromMs: times.min() ?? 0, untilMs: times.max() ?? 0,
      centre: group.centre, radiusM: group.radiusM, destination: group.destination,
      identities: group.members.map(\.identity), reason: group.members[0].reason)
    let serials = Set(group.members.map(\.serial))
    standing.append(
      Standing(
        area: area, serials: serials, places: group.members.map(\.from.point),
        ends: group.members.map(\.to.point),
        toldMs: area.untilMs, joinedMs: area.untilMs))
    recent.removeAll { serials.contains($0.serial) }
    changes.append(.areaRaised(area))
    return areaCount
  }

  /// A thing that jumped away with the others is still where it went.
  mutating func stillAway(
    _ area: Int, _ atMs: Int64, _ settings: PlausibilitySettings, into changes: inout [FlagChange]
  ) -> Bool {
    guard let index = standing.firstIndex(where: { $0.area.number == area }) else { return false }
    standing[index].area.untilMs = max(standing[index].area.untilMs, atMs)
    tell(index, atMs, settings, into: &changes)
    return true
  }

  /// Ends areas that nothing has shown for some time.
  mutating func end(
    before nowMs: Int64, _ settings: PlausibilitySettings, into changes: inout [FlagChange]
  ) {
    guard !standing.isEmpty else { return }
    standing.removeAll {
      guard nowMs - $0.area.untilMs > settings.areaStandsMs else { return false }
      changes.append(.areaEnded($0.area))
      return true
    }
  }

  private func covers(
    _ area: UnreliableArea, _ sign: JointSign, _ settings: PlausibilitySettings
  ) -> Bool {
    guard area.reason == sign.reason else { return false }
    if let destination = area.destination,
      offsetM(from: destination, to: sign.to.point).length > settings.onePlaceM
    {
      return false
    }
    return offsetM(from: area.centre, to: sign.from.point).length
      <= area.radiusM + settings.togetherReachM / 2
  }

  private mutating func add(_ sign: JointSign, to index: Int, _ settings: PlausibilitySettings) {
    standing[index].area.untilMs = max(standing[index].area.untilMs, sign.to.atMs)
    standing[index].joinedMs = max(standing[index].joinedMs, sign.to.atMs)
    guard standing[index].serials.count < Self.memberCountMax,
      standing[index].serials.insert(sign.serial).inserted
    else { return }
    standing[index].area.identities.append(sign.identity)
    standing[index].places.append(sign.from.point)
    standing[index].ends.append(sign.to.point)
    if sign.reason == .jumpedWithOthers, standing[index].area.destination == nil {
      let sameEnd = standing[index].ends.filter {
        offsetM(from: sign.to.point, to: $0).length <= settings.onePlaceM
      }
      if sameEnd.count >= settings.togetherCount {
        standing[index].area.destination = sign.to.point
      }
    }
    let circle = Self.circle(around: standing[index].places)
    standing[index].area.centre = circle.centre
    standing[index].area.radiusM = circle.radiusM
  }

  private mutating func tell(
    _ index: Int, _ atMs: Int64, _ settings: PlausibilitySettings,
    into changes: inout [FlagChange]
  ) {
    guard atMs - standing[index].toldMs >= settings.tellAgainMs else { return }
    standing[index].toldMs = atMs
    changes.append(.areaExtended(standing[index].area))
  }

  /// About the mean of the places, wide enough for all.
  private static func circle(around points: [GeoPoint]) -> (centre: GeoPoint, radiusM: Double) {
    let first = points[0]
    var sum = Vector2()
    for point in points {
      var eastDeg = point.longitudeDeg - first.longitudeDeg
      if eastDeg > 180 { eastDeg -= 360 }
      if eastDeg < -180 { eastDeg += 360 }
      sum += Vector2(eastDeg, point.latitudeDeg - first.latitudeDeg)
    }
    var centre = GeoPoint(
      latitudeDeg: first.latitudeDeg + sum.y / Double(points.count),
      longitudeDeg: first.longitudeDeg + sum.x / Double(points.count))
    if centre.longitudeDeg > 180 { centre.longitudeDeg -= 360 }
    if centre.longitudeDeg < -180 { centre.longitudeDeg += 360 }
    let radiusM = points.map { offsetM(from: centre, to: $0).length }.max() ?? 0
    return (centre, radiusM + marginM)
  }
}
