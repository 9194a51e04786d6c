// Was fire a reply, and was it allowed? The order of what happened, the hotline, the order, the report.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Geo
internal import Observations

extension TermCheck {
  mutating func returnFire(
    _ hotlineMs: Int64, _ reportMs: Int64, _ continuesMs: Int64, _ clauseClass: Clause.Class
  ) {
    for reply in entries(.returnFire) {
      var steps: [Step] = []
      let recorded = firstShots(
        reply, around: min(reply.time("cause_from") ?? reply.fromMs, reply.fromMs))
      var outcome = order(reply, recorded, into: &steps)
      outcome = outcome.or(hotline(reply, hotlineMs, into: &steps))
      outcome = outcome.or(command(reply, reportMs, into: &steps))
      outcome = outcome.or(report(reply, reportMs, into: &steps))
      outcome = outcome.or(continued(reply, continuesMs, into: &steps))
      guard outcome != .no else { continue }
      var found = finding(reply, outcome, steps, clauseClass)
      // Recorded fire of its side proves that it fired, whatever its own report is worth.
      found.grade = max(reply.grade, recorded.reply?.grade ?? .e0)
      // Persons under direct attack may defend themselves at once: a person judges whether they were.
      found.isSelfDefence = reply.flag("self_defence") == true
      add(found)
    }
  }

  // MARK: Which came first?

  /// Yes where the reply began before its cause. From recorded fire where there is some on both
  /// sides, else from the times that the party states, with the errors of either.
  private func order(
    _ reply: RegisterEntry, _ recorded: (cause: FireLog.Entry?, reply: FireLog.Entry?),
    into steps: inout [Step]
  ) -> Outcome {
    guard let causeMs = reply.time("cause_from") else { return .no }
    let stated = Self.spread(causeMs, reply.number("cause_sigma_s"))
    let own = Self.spread(reply.fromMs, reply.number("sigma_s"))
    let cause = recorded.cause?.happened ?? stated
    let answer = recorded.reply?.happened ?? own
    let outcome: Outcome
    if answer.untilMs < cause.fromMs {
      outcome = .yes
    } else if cause.untilMs < answer.fromMs {
      outcome = .no
    } else {
      outcome = .undecided
    }
    steps.append(
      Step(
        .fireOrder, outcome, measured: Double(answer.fromMs - cause.fromMs) / 1_000, unit: "s",
        names: [
          Instant(atMs: cause.fromMs).iso, Instant(atMs: answer.fromMs).iso,
          recorded.cause != nil && recorded.reply != nil ? "recorded" : "stated",
        ]))
    return outcome
  }

  private static func spread(_ atMs: Int64, _ sigmaS: Double?) -> Period {
    let reachMs = Int64(limitSigmas * (sigmaS ?? 0) * 1_000)
    return Period(fromMs: atMs - reachMs, untilMs: atMs + reachMs)
  }

  /// The first recorded fire of each side within so far and so long of the reply.
  private func firstShots(
    _ reply: RegisterEntry, around atMs: Int64
  ) -> (cause: FireLog.Entry?, reply: FireLog.Entry?) {
    guard let place = reply.place, let party = reply.party else { return (nil, nil) }
    var first: (cause: FireLog.Entry?, reply: FireLog.Entry?) = (nil, nil)
    for shot in fire.entries(
      fromMs: atMs - Self.searchMs, untilMs: (reply.untilMs ?? reply.fromMs) + Self.searchMs)
    where shot.knownAtMs <= self.atMs
      && place.distanceM(from: shot.point, territory, atMs: shot.happened.fromMs) <= Self.searchM
    {
      let site = Site(shot.point, shot.sigmaM, shot.happened, territory)
      // What was fired from a side, or landed on the other one, was that side's.
      guard let side = site.side, let isOutgoing = shot.isOutgoing else { continue }
      if (side == party) == isOutgoing {
        first.reply = first.reply ?? shot
      } else {
        first.cause = first.cause ?? shot
      }
    }
    return first
  }

  /// Fire belongs to one exchange within so long and so far.
  static let searchMs: Int64 = 1_800_000
  static let searchM = 20_000.0

  // MARK: What must be done

  /// A call by the party before it fired, answered or not answered for so long.
  private func hotline(
    _ reply: RegisterEntry, _ waitMs: Int64, into steps: inout [Step]
  ) -> Outcome {
    let sinceMs = (reply.time("cause_from") ?? reply.fromMs) - waitMs
    let call = entries(.hotlineCall).first { call in
      guard call.reference == reply.id || call.reference == nil && call.party == reply.party,
        call.fromMs >= sinceMs, call.fromMs <= reply.fromMs
      else { return false }
      return call.flag("answered") == true || reply.fromMs - call.fromMs >= waitMs
    }
    steps.append(
      Step(
        .hotlineUsed, call == nil ? .yes : .no, threshold: Double(waitMs) / 60_000, unit: "min",
        names: [call?.id ?? ""]))
    return call == nil ? .yes : .no
  }

  /// Nothing is missing before the report is due.
  private mutating func command(
    _ reply: RegisterEntry, _ reportMs: Int64, into steps: inout [Step]
  ) -> Outcome {
    let order = entries(.orderReference).first {
      $0.reference == reply.id
        || $0.reference == nil && $0.party == reply.party && $0.fromMs <= reply.fromMs
          && reply.fromMs - $0.fromMs <= 3_600_000
    }
    let dueMs = max(reply.fromMs + reportMs, reply.receivedAtMs)
    guard order != nil || dueMs < atMs else {
      wake(atMs: dueMs + 1)
      return .no
    }
    steps.append(
      Step(
        .orderGiven, order == nil ? .yes : .no,
        names: [order?.id ?? "", order?.word("level") ?? ""]))
    return order == nil ? .yes : .no
  }

  private func report(
    _ reply: RegisterEntry, _ reportMs: Int64, into steps: inout [Step]
  ) -> Outcome {
    let tookMs = register.root(of: reply).receivedAtMs - reply.fromMs
    let outcome: Outcome = tookMs > reportMs ? .yes : .no
    steps.append(
      Step(
        .replyReported, outcome, measured: Double(tookMs) / 60_000,
        threshold: Double(reportMs) / 60_000, comparison: .gt, unit: "min"))
    return outcome
  }

  private func continued(
    _ reply: RegisterEntry, _ limitMs: Int64, into steps: inout [Step]
  ) -> Outcome {
    guard let causeEndMs = reply.time("cause_until"), let untilMs = reply.untilMs else {
      return .no
    }
    let sigmaMin =
      ((reply.number("sigma_s") ?? 0) + (reply.number("cause_sigma_s") ?? 0)) / 60
    let minutes = Double(untilMs - causeEndMs) / 60_000
    let outcome = Comparison.gt.outcome(
      minutes, Double(limitMs) / 60_000, sigma: sigmaMin)
    steps.append(
      Step(
        .replyContinued, outcome, measured: minutes, threshold: Double(limitMs) / 60_000,
        comparison: .gt, unit: "min"))
    return outcome
  }
}
