// Who said what, who reported it, when, and how sure did he sound?
//
// SPDX-License-Identifier: Apache-2.0

/// One statement about the force, its contributors or its rules, as a source has it. A register keeps
/// superseded statements beside newer ones: it says what was said, and not what is true.
public struct Claim: Hashable, Sendable {
  /// How far the matter has come, according to the statement.
  public enum Status: String, CaseIterable, Sendable {
    /// Stated without hedge: an event, a legal fact or a position on record.
    case confirmed
    /// A state or official signals readiness, usually under conditions.
    case offered
    case discussed
    /// Refused or excluded by the actor.
    case ruledOut = "ruled out"
    case speculative
  }

  /// What the report rests on.
  public enum Basis: String, CaseIterable, Sendable {
    case onRecord = "on_record"
    case officialStatement = "official_statement"
    case anonymousOfficials = "anonymous_officials"
    case mediaReport = "media_report"
    case expertOpinion = "expert_opinion"
    case outletAssessment = "outlet_assessment"

    /// Said by somebody with a name and an office, or in an office's name.
    public var isOfficial: Bool { self == .onRecord || self == .officialStatement }
  }

  public var id: String
  /// The file or document that the statement was taken from.
  public var sourceFile: String?
  /// Verbatim, at most `quoteWordsMax` words.
  public var quote: String?
  /// In our words.
  public var paraphrase: String
  public var attributedTo: String
  public var reportedBy: String
  public var basis: Basis
  /// When it was said.
  public var date: PartialDate
  /// When it was reported, where that is not the date of the source file.
  public var reported: PartialDate?
  public var country: String?
  public var quantity: Quantity?
  public var status: Status
  public var hedge: String?
  public var condition: String?
  public var place: String?
  public var phase: String?
  /// The functions in the words of whoever entered the statement.
  public var function: String?
  /// Codes `F01` to `F18`.
  public var functions: [String]
  /// ISO 3166 codes of the states that it is about.
  public var countries: [String]

  public static let quoteWordsMax = 15

  public init(
    id: String, sourceFile: String? = nil, quote: String? = nil, paraphrase: String,
    attributedTo: String, reportedBy: String, basis: Basis, date: PartialDate,
    reported: PartialDate? = nil, country: String? = nil, quantity: Quantity? = nil,
    status: Status, hedge: String? = nil, condition: String? = nil, place: String? = nil,
    phase: String? = nil, function: String? = nil, functions: [String] = [],
    countries: [String] = []
  ) {
    self.id = id
    self.sourceFile = sourceFile
    self.quote = quote
    self.paraphrase = paraphrase
    self.attributedTo = attributedTo
    self.reportedBy = reportedBy
    self.basis = basis
    self.date = date
    self.reported = reported
    self.country = country
    self.quantity = quantity
    self.status = status
    self.hedge = hedge
    self.condition = condition
    self.place = place
    self.phase = phase
    self.function = function
    self.functions = functions
    self.countries = countries
  }
}

/// A number in a statement, as it was said: a value, or a range, either end of which may be open.
public struct Quantity: Hashable, Sendable {
  public var value: Double?
  public var low: Double?
  public var high: Double?
  public var unit: String
  /// How words were made into numbers: 'tens of thousands'.
  public var note: String?

  public init(
    value: Double? = nil, low: Double? = nil, high: Double? = nil, unit: String,
    note: String? = nil
  ) {
    self.value = value
    self.low = low
    self.high = high
    self.unit = unit
    self.note = note
  }

  /// As a range to reckon with; nil where there is no number in it.
  public var estimate: Estimate? {
    guard let least = low ?? value ?? (high == nil ? nil : 0) else { return nil }
    let most = high ?? (low == nil ? value : nil) ?? .infinity
    guard least <= most else { return nil }
    if let value, (least...most).contains(value) {
      return Estimate(low: least, likely: value, high: most)
    }
    return Estimate(low: least, high: most)
  }
}

/// The codes of what a coalition does, and what they stand for.
public enum PlanFunction {
  public static let titles: KeyValuePairs<String, String> = [
    "F01": "contact-line monitoring", "F02": "referee",
    "F03": "intelligence, surveillance, reconnaissance and command support",
    "F04": "coordination headquarters", "F05": "coordination cells", "F06": "air surveillance",
    "F07": "ground radar and sensors", "F08": "maritime surveillance and the Straits convention",
    "F09": "border monitoring", "F10": "logistics and airlift", "F11": "training and rebuilding",
    "F12": "force generation", "F13": "phases and timeline", "F14": "layers of deployment",
    "F15": "mandate and consent", "F16": "guarantees", "F17": "register of claims",
    "F18": "release of information via partners",
  ]

  public static let codes = Set(titles.map(\.key))
}
