// Was it announced? Notifications that overlap in time and place, and whether they came in time.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

/// What the exemptions of a clause say about an event.
struct ExemptionCheck {
  var isExempt = false
  /// A notification covers time and place, but not as the clause asks.
  var isArguable = false
  var steps: [Step] = []

  init(_ exemptions: [Exemption], _ event: Event, _ notifications: [Notification]) {
    for exemption in exemptions {
      switch exemption {
      case .judgement(let text):
        steps.append(
          Step(.judgement, .undecided, names: text.texts.flatMap { [$0.language, $0.text] }))
      case .notification(let kind, let leadMs, let slackMs, let maxPersons):
        let covering = notifications.filter {
          $0.kind == kind && Self.covers($0, event, slackMs: slackMs)
        }
        if covering.isEmpty { steps.append(Step(.noNotification, .no, names: [kind])) }
        for notification in covering { check(notification, event, leadMs, maxPersons) }
      }
    }
  }

  private mutating func check(
    _ notification: Notification, _ event: Event, _ leadMs: Int64, _ maxPersons: Int?
  ) {
    let leadH = Double(notification.fromMs - notification.receivedAtMs) / 3_600_000
    let names = [notification.id, notification.kind]
    if notification.fromMs - notification.receivedAtMs < leadMs {
      isArguable = true
      steps.append(
        Step(
          .notificationLate, .undecided, measured: leadH,
          threshold: Double(leadMs) / 3_600_000, comparison: .gte, unit: "h", names: names))
      return
    }
    if let maxPersons,
      let persons = event.value(.armedPersons) ?? notification.persons.map(Double.init),
      persons > Double(maxPersons)
    {
      isArguable = true
      steps.append(
        Step(
          .notificationTooBig, .undecided, measured: persons, threshold: Double(maxPersons),
          comparison: .lte, names: names))
      return
    }
    isExempt = true
    steps.append(
      Step(
        .notificationMatched, .yes, measured: leadH, threshold: Double(leadMs) / 3_600_000,
        comparison: .gte, unit: "h", names: names))
  }

  /// Time within the window and its tolerance, place within the area and the event's own error.
  private static func covers(
    _ notification: Notification, _ event: Event, slackMs: Int64
  ) -> Bool {
    event.happened.fromMs >= notification.fromMs - slackMs
      && event.happened.untilMs <= notification.untilMs + slackMs
      && Geodesic.distanceM(from: event.point, to: notification.center)
        <= notification.radiusM + limitSigmas * event.sigmaM
  }
}
