// What did a party announce beforehand? Exercises, demining, flights, convoys, repairs.
//
// SPDX-License-Identifier: Apache-2.0

public import Geo

/// An announcement by a party for a time and a place.
public struct Notification: Hashable, Sendable {
  public var id: String
  /// `exercise`, `demining`, `medevac`, … as the clauses' exemptions name them.
  public var kind: String
  public var party: Party
  public var receivedAtMs: Int64
  public var fromMs: Int64
  public var untilMs: Int64
  public var center: GeoPoint
  public var radiusM: Double
  public var persons: Int?

  public init(
    id: String, kind: String, party: Party, receivedAtMs: Int64, fromMs: Int64, untilMs: Int64,
    center: GeoPoint, radiusM: Double, persons: Int?
  ) {
    self.id = id
    self.kind = kind
    self.party = party
    self.receivedAtMs = receivedAtMs
    self.fromMs = fromMs
    self.untilMs = untilMs
    self.center = center
    self.radiusM = radiusM
    self.persons = persons
  }
}

extension RegisterEntry {
  /// A notification as an entry of the register.
  public init(_ notification: Notification) {
    self.init(
      id: notification.id, kind: .notification, party: notification.party,
      place: .circle(notification.center, radiusM: notification.radiusM),
      fromMs: notification.fromMs, untilMs: notification.untilMs,
      receivedAtMs: notification.receivedAtMs,
      attributes: [RegisterAttribute("what", .word(notification.kind))]
        + (notification.persons.map { [RegisterAttribute("persons", .number(Double($0)))] } ?? []))
  }

  /// The entry as a notification for a circle; nil where it is none, or for another place.
  public var notification: Notification? {
    guard kind == .notification, let what = word("what"), let party, let untilMs,
      case .circle(let center, let radiusM) = place
    else { return nil }
    return Notification(
      id: id, kind: what, party: party, receivedAtMs: receivedAtMs, fromMs: fromMs,
      untilMs: untilMs, center: center, radiusM: radiusM, persons: number("persons").map { Int($0) }
    )
  }
}
