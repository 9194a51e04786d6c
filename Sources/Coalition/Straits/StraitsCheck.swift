// Which passages and stays are against the Straits convention, by which article?
//
// SPDX-License-Identifier: Apache-2.0

/// Holds passages, planned or actual, against the convention.
///
/// Transits are days: vessels that enter or leave on one day are in transit at once. That is stricter
/// than the hours of a passage.
public struct StraitsCheck: Sendable {
  /// The powers with a coast on the Black Sea, by their ISO codes.
  public static let littoralStates: Set<String> = ["BG", "GE", "RO", "RU", "TR", "UA"]

  public let convention: StraitsConvention
  /// In order of their dates; before the first one it is peace.
  public let regimes: [StraitsRegime]

  public init(convention: StraitsConvention = StraitsConvention(), regimes: [StraitsRegime] = []) {
    self.convention = convention
    self.regimes = regimes.sorted { $0.from.firstDay < $1.from.firstDay }
  }

  public func regime(onDay day: Int) -> StraitsRegime? {
    regimes.last { $0.from.firstDay <= day }
  }

  /// - Parameter today: the day until which vessels that are still there have stayed.
  public func findings(_ passages: [StraitsPassage], today: PartialDate) -> [StraitsFinding] {
    let today = today.firstDay
    var findings: [StraitsFinding] = []
    for passage in passages {
      findings += admission(of: passage)
      findings += notice(of: passage)
      findings += stay(of: passage, today)
    }
    findings += transits(passages)
    findings += aggregates(passages, today)
    return findings
  }

  func isLittoral(_ passage: StraitsPassage) -> Bool {
    Self.littoralStates.contains(passage.state)
  }

  func finding(
    _ weight: StraitsFinding.Weight, _ article: String, _ passages: [StraitsPassage], _ day: Int,
    found: Double = 0, allowed: Double = 0, unit: String = "", _ message: String
  ) -> StraitsFinding {
    StraitsFinding(
      weight: weight, article: article, vessels: passages.map(\.vessel), day: day, found: found,
      allowed: allowed, unit: unit, message: message, place: passages.first?.place ?? .none)
  }

  // MARK: Who may pass at all

  private func admission(of passage: StraitsPassage) -> [StraitsFinding] {
    let day = passage.enters.firstDay
    let regime = regime(onDay: day)
    var findings: [StraitsFinding] = []
    func say(_ weight: StraitsFinding.Weight, _ article: String, _ message: String) {
      findings.append(finding(weight, article, [passage], day, message))
    }
    switch regime?.kind ?? .peace {
    case .peace: break
    case .warNeutral:
      if regime?.belligerents.contains(passage.state) ?? false, !passage.isReturning {
        say(.breach, "19", "vessels of war of a belligerent do not pass")
      }
    case .warBelligerent:
      say(.note, "20", "passage is at Türkiye's discretion; articles 10 to 18 do not apply")
      return findings
    case .threat:
      if !passage.isReturning {
        say(.note, "21", "passage is at Türkiye's discretion while she is threatened")
        return findings
      }
    }
    if regime?.asksToStayOut ?? false {
      say(.note, "request", "Türkiye asks all powers to send no vessels of war")
    }
    return findings + classes(of: passage, day)
  }

  /// Articles 10 to 12: which kinds of vessels may pass.
  private func classes(of passage: StraitsPassage, _ day: Int) -> [StraitsFinding] {
    switch passage.kind {
    case .minorWar, .auxiliary: return []
    case .carrier:
      return [finding(.breach, "10", [passage], day, "aircraft carriers have no right of passage")]
    case .submarine:
      if isLittoral(passage), passage.isReturning { return [] }
      return [
        finding(
          .breach, "12", [passage], day,
          isLittoral(passage)
            ? "a submarine passes only to rejoin its base or for repair"
            : "submarines of powers that are not on the Black Sea do not pass")
      ]
    case .capital:
      return isLittoral(passage)
        ? []
        : [
          finding(
            .breach, "11", [passage], day,
            "capital ships of powers that are not on the Black Sea do not pass")
        ]
    case .lightSurface:
      let (low, high) = (passage.tonnageT.value.low, passage.tonnageT.value.high)
      guard high > convention.lightVesselT else { return [] }
      return [
        finding(
          low > convention.lightVesselT ? .breach : .possible, "10, Annex II", [passage], day,
          found: high, allowed: convention.lightVesselT, unit: "t",
          "is larger than a light surface vessel")
      ]
    }
  }

  // MARK: Article 13

  private func notice(of passage: StraitsPassage) -> [StraitsFinding] {
    let day = passage.enters.firstDay
    let announced = passage.announcedEntry ?? passage.enters
    // A humanitarian force comes by special permission, without notice (article 18 (1) d).
    guard !passage.isHumanitarian else { return [] }
    guard let noticed = passage.noticed else {
      return passage.isPlanned
        ? [finding(.note, "13", [passage], day, "no date of notice is given")] : []
    }
    var findings: [StraitsFinding] = []
    let lead = announced.firstDay - noticed.lastDay
    if lead < convention.noticeDays {
      findings.append(
        finding(
          .breach, "13", [passage], day, found: Double(lead),
          allowed: Double(convention.noticeDays), unit: "days", "notice is too short"))
    } else if !isLittoral(passage), lead < convention.noticeDaysDesired {
      findings.append(
        finding(
          .note, "13", [passage], day, found: Double(lead),
          allowed: Double(convention.noticeDaysDesired), unit: "days",
          "notice is shorter than desired of powers that are not on the Black Sea"))
    }
    let late = passage.enters.firstDay - announced.firstDay
    if late > convention.entryWindowDays || late < 0 {
      findings.append(
        finding(
          .breach, "13", [passage], day, found: Double(late),
          allowed: Double(convention.entryWindowDays), unit: "days",
          "enters outside the days after the notified date; it needs a new notice"))
    }
    return findings
  }

  // MARK: Article 18 (2)

  private func stay(of passage: StraitsPassage, _ today: Int) -> [StraitsFinding] {
    guard !isLittoral(passage) else { return [] }
    let days = passage.stayDays(today: today)
    guard days > convention.stayDays else { return [] }
    return [
      finding(
        .breach, "18 (2)", [passage], passage.enters.firstDay + convention.stayDays,
        found: Double(days), allowed: Double(convention.stayDays), unit: "days",
        "stays longer than powers that are not on the Black Sea may")
    ]
  }
}
