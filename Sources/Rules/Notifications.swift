// Was it announced, or allowed? Notifications and other entries that overlap in time and place.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations
internal import Tracks

/// Something that an exemption may cover.
struct Covered {
  var happened: Period
  var point: GeoPoint?
  var sigmaM = 0.0
  var party: Party?
  var persons: Double?
  /// Names under which notifications may speak of it: a call sign, a site, a unit.
  var names: [String] = []
  /// Entries, cases and events that it is made of.
  var ids: [String] = []

  init(_ event: Event) {
    happened = event.happened
    point = event.point
    sigmaM = event.sigmaM
    persons = event.value(.armedPersons)
  }

  init(_ happened: Period) { self.happened = happened }

  /// What has no place is covered by a notification of the same party or name.
  func isInPlace(of entry: RegisterEntry, _ territory: Territory) -> Bool {
    if let reference = entry.reference { return ids.contains(reference) }
    if let place = entry.place, let point {
      let limitM = limitSigmas * sigmaM
      return place.distanceM(from: point, territory, atMs: happened.fromMs, limitM: limitM)
        <= limitM
    }
    for name in ["call_sign", "site", "unit", "vessel", "point", "sensor", "witness"] {
      if let named = entry.word(name) { return names.contains(named) }
    }
    return entry.party == nil || party == nil || entry.party == party
  }
}

/// What the exemptions of a clause say about something.
struct ExemptionCheck {
  var isExempt = false
  /// A notification covers time and place, but not as the clause asks.
  var isArguable = false
  var steps: [Step] = []

  init(
    _ exemptions: [Exemption], _ covered: Covered, _ register: Register, _ territory: Territory
  ) {
    for exemption in exemptions {
      switch exemption {
      case .judgement(let text):
        steps.append(
          Step(.judgement, .undecided, names: text.texts.flatMap { [$0.language, $0.text] }))
      case .notice(let rule): check(rule, covered, register, territory)
      case .entry(let filter, let maxMs):
        check(filter, maxMs, covered, register, territory)
      }
    }
  }

  // MARK: Notifications

  private mutating func check(
    _ rule: NoticeRule, _ covered: Covered, _ register: Register, _ territory: Territory
  ) {
    let (fromMs, untilMs) = (covered.happened.fromMs, covered.happened.untilMs)
    let found = register.overlapping(
      .notification, fromMs: fromMs - rule.slackMs, untilMs: untilMs + rule.slackMs
    ) {
      // Time within the window and its tolerance, place within the area and the own error.
      $0.what == rule.kind && fromMs >= $0.fromMs - rule.slackMs
        && untilMs <= ($0.entry.untilMs ?? .max / 2) + rule.slackMs
        && covered.isInPlace(of: $0.entry, territory)
    }
    if found.isEmpty { steps.append(Step(.noNotification, .no, names: [rule.kind])) }
    for kept in found { check(kept.entry, rule, covered, register) }
  }

  private mutating func check(
    _ notification: RegisterEntry, _ rule: NoticeRule, _ covered: Covered, _ register: Register
  ) {
    if let doubt = doubt(notification, rule, covered, register) {
      isArguable = true
      steps.append(doubt)
      return
    }
    isExempt = true
    steps.append(
      Step(
        .notificationMatched, .yes, measured: leadH(notification),
        threshold: Double(rule.leadMs) / 3_600_000, comparison: .gte, unit: "h",
        names: [notification.id, rule.kind]))
  }

  private func leadH(_ notification: RegisterEntry) -> Double {
    Double(notification.fromMs - notification.receivedAtMs) / 3_600_000
  }

  /// Why the notification is not as the clause asks; nil where it is.
  private func doubt(
    _ notification: RegisterEntry, _ rule: NoticeRule, _ covered: Covered, _ register: Register
  ) -> Step? {
    let names = [notification.id, rule.kind]
    if let late = late(notification, rule, register) { return late }
    if rule.isBeforeEntry, notification.receivedAtMs > covered.happened.fromMs {
      return Step(.notificationAfter, .undecided, names: names)
    }
    if let maxPersons = rule.maxPersons,
      let persons = covered.persons ?? notification.number("persons"), persons > Double(maxPersons)
    {
      return Step(
        .notificationTooBig, .undecided, measured: persons, threshold: Double(maxPersons),
        comparison: .lte, names: names)
    }
    if let maxKg = rule.maxWeightKg, notification.number("weight_kg") ?? .infinity > maxKg {
      return Step(
        .notificationUnfit, .undecided, measured: notification.number("weight_kg"),
        threshold: maxKg, comparison: .lte, unit: "kg", names: names + ["weight_kg"])
    }
    let hours = notification.untilMs.map { Double($0 - notification.fromMs) / 3_600_000 }
    if let maxMs = rule.maxMs, hours ?? .infinity > Double(maxMs) / 3_600_000 {
      return Step(
        .notificationUnfit, .undecided, measured: hours, threshold: Double(maxMs) / 3_600_000,
        comparison: .lte, unit: "h", names: names + ["duration"])
    }
    for (isAsked, name) in [(rule.isUnarmed, "unarmed"), (rule.hasTransponder, "transponder")]
    where isAsked && notification.flag(name) != true {
      return Step(.notificationUnfit, .undecided, names: names + [name])
    }
    return nil
  }

  /// A correction keeps its own lead where what it goes back to came in time.
  private func late(
    _ notification: RegisterEntry, _ rule: NoticeRule, _ register: Register
  ) -> Step? {
    var asked = rule.leadMs
    if notification.corrects != nil, let correctionMs = rule.correctionLeadMs {
      let root = register.root(of: notification)
      if root.fromMs - root.receivedAtMs >= rule.leadMs { asked = correctionMs }
    }
    guard notification.fromMs - notification.receivedAtMs < asked else { return nil }
    return Step(
      .notificationLate, .undecided, measured: leadH(notification),
      threshold: Double(asked) / 3_600_000, comparison: .gte, unit: "h",
      names: [notification.id, rule.kind])
  }

  // MARK: Other entries

  private mutating func check(
    _ filter: EntryFilter, _ maxMs: Int64?, _ covered: Covered, _ register: Register,
    _ territory: Territory
  ) {
    let found = register.overlapping(
      filter.kind, fromMs: covered.happened.fromMs, untilMs: covered.happened.untilMs
    ) {
      let entry = $0.entry
      let untilMs = min(entry.untilMs ?? .max, maxMs.map { entry.fromMs + $0 } ?? .max)
      return covered.happened.untilMs <= untilMs && covered.isInPlace(of: entry, territory)
        && filter.fits(entry, territory, atMs: covered.happened.untilMs) == .yes
    }
    if found.isEmpty { steps.append(Step(.noEntry, .no, names: [filter.kind.rawValue])) }
    for kept in found {
      isExempt = true
      steps.append(Step(.entryMatched, .yes, names: [kept.entry.id, filter.kind.rawValue]))
    }
  }
}
