// What of a record is for everybody, and what can be withheld or erased?
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension Record {
  /// Stands where something was erased, or is withheld from the reader.
  public static let withheldText = "(withheld)"

  /// The members of a record of this type that name people or hold what people wrote; the log entry
  /// has their digests only.
  public static func personalMembers(ofType type: String) -> [String] {
    switch type {
    case "alert.acknowledged", "alert.actioned", "observation.set_aside", "observation.split",
      "observation.joined":
      ["actor", "note"]
    case "alert.dismissed": ["actor", "reason"]
    case "case.opened": ["actor", "title", "note"]
    case "case.assigned": ["actor", "assignee"]
    case "claim.erased": ["actor", "approved_by"]
    case "record.released": ["actor", "to", "reason"]
    case let type where type.hasPrefix("report."): ReportAct.personalMembers(ofType: type) ?? []
    default:
      CustodyAct.personalMembers(ofType: type) ?? RefereeAct.personalMembers(ofType: type)
        ?? RegisterAct.personalMembers(ofType: type) ?? PeopleAct.personalMembers(ofType: type)
        ?? []
    }
  }

  /// What the log entry shows, and what it withholds.
  public var claims: (visible: [JSONValue.Member], withheld: [JSONValue.Member]) {
    let personal = actor == Self.rules ? [] : Self.personalMembers(ofType: act.type)
    let members = json.objectMembers
    return (
      members.filter { !personal.contains($0.name) }
        + [.init("by", .string(actor == Self.rules ? Self.rules : "person"))],
      members.filter { personal.contains($0.name) }
    )
  }

  /// Reads the claims of a log entry; what is not there stands as `withheldText`.
  ///
  /// - Parameter sequence: the record's place in the log, from 0.
  public init(sequence: UInt64, claims: JSONValue) throws(RecordCodecError) {
    let type = claims["type"]?.text ?? ""
    let missing = Self.personalMembers(ofType: type).filter { claims[$0] == nil }
    let blanks = missing.map { JSONValue.Member($0, .string(Self.withheldText)) }
    try self.init(sequence: sequence, json: .object(claims.objectMembers + blanks))
  }
}
