// What of a finding does an audience get? The same value is shown before and after it is released.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation
internal import Observations

/// A version of a finding as one audience sees it.
public struct ReleasedFinding: Hashable, Sendable {
  public let finding: String
  public let version: Int
  public let audience: Audience
  public let fields: [(field: FindingField, value: JSONValue)]
  public let evidence: [EvidenceItem]
  /// What it does not get, by name, so that it can refer to it.
  public let withheld: [Withholding]

  public static func == (left: ReleasedFinding, right: ReleasedFinding) -> Bool {
    left.digest == right.digest && left.withheld == right.withheld
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(digest) }

  /// SHA-256 over everything but the commitments, in hexadecimal digits.
  public var digest: String { ContentDigest(of: content.bytes).hex }

  private var content: JSONValue {
    .members([
      "finding": .string(finding), "version": .integer(Int64(version)),
      "audience": .string(audience.rawValue),
      "fields": .object(fields.map { .init($0.field.rawValue, $0.value) }),
      "evidence": .array(evidence.map(\.lasting)),
      "withheld": .array(
        withheld.map {
          .members(["item": .string($0.item), "reason": .string($0.reason.rawValue)])
        }),
    ])
  }

  public var json: JSONValue {
    .object(
      content.objectMembers.filter { $0.name != "withheld" } + [
        .init("withheld", .array(withheld.map(\.json))), .init("digest", .string(digest)),
      ])
  }
}

extension EvidenceItem {
  /// Without the marks that may change later.
  var lasting: JSONValue {
    .members([
      "item": .string(id), "kind": .string(kind.rawValue), "reference": .string(reference),
      "bearing": .string(bearing.rawValue), "grade": .string(grade.code),
      "summary": .string(summary),
    ])
  }
}

extension Withholding {
  /// SHA-256, in hexadecimal digits, over the lines salt, item and the item's JSON. Who is given salt and
  /// item later can see that it is what was withheld.
  public static func commitment(item: String, value: JSONValue, salt: String) -> String {
    ContentDigest(of: Array("\(salt)\n\(item)\n\(value.written)".utf8)).hex
  }
}

extension RefereeBook {
  /// What an audience would get, or got, of a version.
  ///
  /// - Throws: `ActError` where something cannot be withheld, or must be and is not.
  public func released(
    _ id: String, version number: Int, to audience: Audience, withholding withheld: [Withholding]
  ) throws(ActError) -> ReleasedFinding {
    let version = try version(id, number)
    let items = try cited(version, try finding(id).caseID)
    try checkWithheld(withheld, version, items)
    let names = Set(withheld.map(\.item))
    for item in items where item.isRestricted && !names.contains(item.id) {
      throw ActError(
        .forbiddenByState, "\(item.id) is restricted and cannot be shown to \(audience.rawValue).",
        next: "Withhold it, with the class of the reason.")
    }
    return shown(id, version, audience, withheld, items)
  }

  /// What an audience has of a version by its last release; nil where there was none.
  public func released(_ id: String, version number: Int, to audience: Audience)
    -> ReleasedFinding?
  {
    guard let finding = findings[id], let version = finding.version(number),
      let release = version.release(to: audience), let file = files[finding.caseID]
    else { return nil }
    return shown(
      id, version, audience, release.withheld, version.content.evidence.compactMap(file.item))
  }

  private func shown(
    _ id: String, _ version: FindingVersion, _ audience: Audience, _ withheld: [Withholding],
    _ items: [EvidenceItem]
  ) -> ReleasedFinding {
    let names = Set(withheld.map(\.item))
    return ReleasedFinding(
      finding: id, version: version.number, audience: audience,
      fields: FindingField.allCases.compactMap { field in
        names.contains(field.rawValue) ? nil : version.content[field].map { (field, $0) }
      }, evidence: items.filter { !names.contains($0.id) }, withheld: withheld)
  }

  private func cited(
    _ version: FindingVersion, _ caseID: String
  ) throws(ActError) -> [EvidenceItem] {
    let file = try file(caseID)
    return version.content.evidence.compactMap(file.item)
  }

  private func checkWithheld(
    _ withheld: [Withholding], _ version: FindingVersion, _ items: [EvidenceItem]
  ) throws(ActError) {
    guard Set(withheld.map(\.item)).count == withheld.count else {
      throw ActError(.invalid, "Something is withheld twice.", next: "Name each once.")
    }
    for one in withheld where !items.contains(where: { $0.id == one.item }) {
      guard let field = FindingField(rawValue: one.item), field != .evidence else {
        throw ActError(
          .invalid, "'\(one.item)' is neither a part of the finding nor evidence that it rests on.",
          next: "Name a part, or an item such as E1.")
      }
      guard !field.isJudgement else {
        throw ActError(
          .forbiddenByState, "A judgement cannot be withheld: \(field.rawValue).",
          next: "Its reasons can, where source protection, personal data or safety ask for it.")
      }
      guard version.content.isWithheld || version.content[field] != nil else {
        throw ActError(.invalid, "'\(one.item)' is empty.", next: "Leave it out.")
      }
    }
  }

  /// The choice with a commitment to each item.
  ///
  /// - Parameter salts: one for each, of chance, from outside.
  public func committed(
    _ id: String, version number: Int, _ withheld: [Withholding], salts: [String]
  ) throws(ActError) -> [Withholding] {
    let version = try version(id, number)
    let items = try cited(version, try finding(id).caseID)
    return zip(withheld, salts).map { one, salt in
      let value =
        items.first { $0.id == one.item }?.lasting
        ?? FindingField(rawValue: one.item).flatMap { version.content[$0] } ?? .null
      return Withholding(
        item: one.item, reason: one.reason,
        commitment: Withholding.commitment(item: one.item, value: value, salt: salt))
    }
  }

  func checkRelease(
    _ id: String, _ version: FindingVersion, _ audience: Audience, _ withheld: [Withholding],
    _ salts: [String]?, _ digest: String
  ) throws(ActError) {
    guard version.state == .interim || version.state == .issued else {
      throw ActError(
        .forbiddenByState, "\(id) v\(version.number) is \(version.state.rawValue).",
        next: "Only what is interim or issued is released.")
    }
    // What was erased since cannot be worked out again.
    let cited = try cited(version, try finding(id).caseID)
    guard let salts, !version.content.isWithheld,
      !cited.contains(where: { $0.summary == Record.withheldText })
    else { return }
    let shown = try released(id, version: version.number, to: audience, withholding: withheld)
    guard salts.count == withheld.count, salts.allSatisfy({ $0.utf8.count >= 32 }),
      try committed(id, version: version.number, withheld, salts: salts) == withheld
    else {
      throw ActError(.invalid, "The commitments do not fit.", next: "Ask for the preview again.")
    }
    guard shown.digest == digest else {
      throw ActError(
        .forbiddenByState, "\(id) v\(version.number) is no longer what the preview showed.",
        next: "Look at the preview again, and release that.")
    }
  }
}
