// How do records of reports stand in the log? As JSON members, in a fixed order.
//
// SPDX-License-Identifier: Apache-2.0

public import Notation

extension ReportAct {
  /// Members that name people or hold what people wrote; nil for another type of record. What an
  /// erratum says is public: the report that it corrects is.
  static func personalMembers(ofType type: String) -> [String]? {
    switch type {
    case "report.drafted", "report.issued": ["actor"]
    case "report.prose": ["actor", "text"]
    case "report.cleared": ["actor", "note"]
    case "report.returned": ["actor", "reason"]
    case "report.erratum": ["actor", "decided_by"]
    default: nil
    }
  }

  public var members: [JSONValue.Member] {
    [.init("report", .string(report))] + ownMembers
  }

  private var ownMembers: [JSONValue.Member] {
    switch self {
    case .drafted(_, .day(let day)): [.init("day", .string(day))]
    case .drafted(_, .event(let event)): [.init("event", .string(event))]
    case .prose(_, let language, let paragraph, let text, let after):
      [
        .init("language", .string(language)), .init("paragraph", .string(paragraph)),
        .init("text", .string(text)), .init("after", .integer(Int64(after))),
      ]
    case .cleared(_, let note): [.init("note", .string(note))]
    case .returned(_, let reason): [.init("reason", .string(reason))]
    case .issued(_, let freeze):
      [
        .init("tree_size", .integer(Int64(clamping: freeze.treeSize))),
        .init("root", .string(freeze.root)),
        .init("cosigners", .array(freeze.cosigners.map { .string($0) })),
        .init("digest", .string(freeze.digest)),
      ]
    case .erratum(_, let erratum):
      [
        .init("table", .string(erratum.table)), .init("row", .string(erratum.row)),
        .init("was", .string(erratum.was)), .init("is", .string(erratum.nowIs)),
        .init("reason", .string(erratum.reason)), .init("decided_by", .string(erratum.decidedBy)),
      ]
    }
  }

  /// Reads the members of a record or of a request.
  ///
  /// - Returns: nil where the type is none of reports.
  public init?(type: String, _ value: JSONValue) throws(RecordCodecError) {
    guard Self.personalMembers(ofType: type) != nil else { return nil }
    let report = try value.words("report")
    switch type {
    case "report.drafted": self = .drafted(report: report, subject: try ReportSubject(value))
    case "report.prose":
      self = .prose(
        report: report, language: try value.words("language"),
        paragraph: try value.words("paragraph"), text: try value.words("text"),
        after: Int(try value.size("after")))
    case "report.cleared": self = .cleared(report: report, note: value["note"]?.text ?? "")
    case "report.returned": self = .returned(report: report, reason: try value.words("reason"))
    case "report.issued": self = .issued(report: report, freeze: try ReportFreeze(value))
    case "report.erratum": self = .erratum(report: report, try ReportErratum(value))
    default: return nil
    }
  }
}

extension ReportSubject {
  fileprivate init(_ value: JSONValue) throws(RecordCodecError) {
    if let day = value["day"]?.text {
      self = .day(day)
    } else {
      self = .event(try value.words("event"))
    }
  }
}

extension ReportFreeze {
  fileprivate init(_ value: JSONValue) throws(RecordCodecError) {
    self.init(
      treeSize: UInt64(try value.size("tree_size")), root: try value.words("root"),
      cosigners: (value["cosigners"]?.elements ?? []).compactMap(\.text),
      digest: try value.words("digest"))
  }
}

extension ReportErratum {
  fileprivate init(_ value: JSONValue) throws(RecordCodecError) {
    self.init(
      table: try value.words("table"), row: try value.words("row"), was: try value.words("was"),
      nowIs: try value.words("is"), reason: try value.words("reason"),
      decidedBy: try value.words("decided_by"))
  }
}

extension JSONValue {
  fileprivate func words(_ name: String) throws(RecordCodecError) -> String {
    guard let text = self[name]?.text else {
      throw RecordCodecError(reason: "the member '\(name)' is missing or of another kind")
    }
    return text
  }

  fileprivate func size(_ name: String) throws(RecordCodecError) -> Int64 {
    guard let number = self[name]?.int, number >= 0 else {
      throw RecordCodecError(reason: "the member '\(name)' is missing or of another kind")
    }
    return number
  }
}
