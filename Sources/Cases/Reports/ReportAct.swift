// What is done with a report before and after it leaves the Mission?
//
// SPDX-License-Identifier: Apache-2.0

/// What a report is about.
public enum ReportSubject: Hashable, Sendable {
  /// A daily report: the day on which its period ends, `2027-03-14`, in mission time.
  case day(String)
  /// A spot report: the id of its event.
  case event(String)
}

/// What was fixed when a report was issued, so that anybody can make the same report again.
public struct ReportFreeze: Hashable, Sendable {
  /// Entries of the public log at that moment.
  public let treeSize: UInt64
  /// Root of the tree of that size, in hexadecimal digits; empty where no checkpoint was published.
  public let root: String
  /// Who has signed that checkpoint beside the Mission.
  public let cosigners: [String]
  /// SHA-256 of the report as JSON, in hexadecimal digits.
  public let digest: String

  public init(treeSize: UInt64, root: String, cosigners: [String], digest: String) {
    (self.treeSize, self.root) = (treeSize, root)
    (self.cosigners, self.digest) = (cosigners, digest)
  }
}

/// A correction to an issued report. The issued report itself is never changed.
public struct ReportErratum: Hashable, Sendable {
  /// Which table, `T1`, or `text`.
  public let table: String
  /// Which row or paragraph of it.
  public let row: String
  public let was: String
  public let nowIs: String
  public let reason: String
  /// Who decided that it is to be corrected.
  public let decidedBy: String

  public init(
    table: String, row: String, was: String, nowIs: String, reason: String, decidedBy: String
  ) {
    (self.table, self.row, self.was, self.nowIs) = (table, row, was, nowIs)
    (self.reason, self.decidedBy) = (reason, decidedBy)
  }
}

/// What is done with reports. The id is `DR-2027-074` for a daily and `SR-2027-001` for a spot report.
public enum ReportAct: Hashable, Sendable {
  case drafted(report: String, subject: ReportSubject)
  /// Other words for a paragraph. Figures stand in braces and cannot be written: `{t1/all/violations}`.
  ///
  /// - `after`: how many versions of it the writer had seen.
  case prose(report: String, language: String, paragraph: String, text: String, after: Int)
  case cleared(report: String, note: String)
  /// A cleared report goes back to be drafted.
  case returned(report: String, reason: String)
  case issued(report: String, freeze: ReportFreeze)
  case erratum(report: String, ReportErratum)

  public var type: String {
    switch self {
    case .drafted: "report.drafted"
    case .prose: "report.prose"
    case .cleared: "report.cleared"
    case .returned: "report.returned"
    case .issued: "report.issued"
    case .erratum: "report.erratum"
    }
  }

  /// Which report it is about.
  public var report: String {
    switch self {
    case .drafted(let report, _), .prose(let report, _, _, _, _), .cleared(let report, _),
      .returned(let report, _), .issued(let report, _), .erratum(let report, _):
      report
    }
  }

  /// What the person wrote.
  var note: String {
    switch self {
    case .drafted, .issued: report
    case .prose(_, let language, let paragraph, _, _): "\(paragraph) (\(language))"
    case .cleared(_, let note): note
    case .returned(_, let reason): reason
    case .erratum(_, let erratum): erratum.reason
    }
  }
}
