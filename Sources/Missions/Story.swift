// What happens in an exercise, step by step, and what must then be seen?
//
// SPDX-License-Identifier: Apache-2.0

public import Agreements
public import Notation

/// One story of an exercise: people, sensors and registers act by a script with its own time.
public struct Story: Sendable {
  public var number: Int
  public var title: LocalText
  /// What whoever plays it learns.
  public var teaches: LocalText
  /// The file that it stands in, inside the mission folder.
  public var file: String
  public var steps: [StoryStep]
}

/// What happens at one time.
public struct StoryStep: Sendable {
  /// Of the script, milliseconds since 1970; steps stand in order of time.
  public var atMs: Int64
  public var text: LocalText
  public var actions: [StoryAction]
  /// Names for what is seen afterwards: ids that only the run knows.
  public var names: [(name: String, sight: StorySight, path: String)]
  public var expectations: [StoryExpectation]
}

/// One thing that is done in a step.
public struct StoryAction: Sendable {
  public enum Deed: Sendable {
    /// Bytes of a file of the mission folder come in through a feed: at the time of the step, or each
    /// report when it was made.
    case feed(name: String, file: String, isLive: Bool)
    /// Somebody acts: the type and members of the record, without those that the server gives.
    case act(type: String, members: [JSONValue.Member], actor: String)
    /// A file is taken in as evidence, sealed where it is personal.
    case evidence(file: String, isPersonal: Bool, members: [JSONValue.Member], actor: String)
    /// Witnesses of the log go or come back.
    case witnesses(names: [String], isAway: Bool)
    /// Somebody with the log's key rewrites the first record that fits, and asks every witness to
    /// cosign what follows.
    case forgery(of: [JSONValue.Member])
  }

  public var deed: Deed
  /// What its result is called from here on.
  public var name: String?
  /// It is refused, with these words in the refusal.
  public var refusal: String?
  /// Where this is seen already, somebody else was faster, and it is left out.
  public var unless: StorySight?
  /// In the file, for messages.
  public var line: Int
}

/// Rows of what is known that fit a condition.
public struct StorySight: Hashable, Sendable {
  public enum Subject: String, CaseIterable, Hashable, Sendable {
    case alerts, events, observations, cases, findings, tasks, answers, allegations, docket
    case clocks, registers, reports, figures, counts, log, witnesses, records, checks, evidence
  }

  public var subject: Subject
  /// The report that figures are of.
  public var of: String?
  /// Paths into a row, and what they must hold.
  public var conditions: [JSONValue.Member]
}

/// What must be seen at the end of a step.
public struct StoryExpectation: Sendable {
  public var sight: StorySight
  /// How many rows: a number, or a comparison; at least one where it is nil.
  public var count: JSONValue?
  /// What each row must hold.
  public var holds: [JSONValue.Member]
  public var line: Int
}

/// Stories of a mission folder as they were read.
public struct StoryReading: Sendable {
  /// In order of their numbers; only sound ones.
  public let stories: [Story]
  public let faults: [Fault]
}
