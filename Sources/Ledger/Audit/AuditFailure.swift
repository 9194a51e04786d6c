// What is wrong with a log? Which check failed, on which resource, and which entries it concerns.
//
// SPDX-License-Identifier: Apache-2.0

/// The first fault that an audit found, with the smallest range of entries that it can name.
public struct AuditFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Check: String, Sendable {
    /// The checkpoint's form, signatures and quorum.
    case checkpoint
    /// The log is shorter than it once was.
    case rollback
    /// The log does not begin with what it once was.
    case fork
    /// A bundle of entries is missing or cannot be read.
    case entries
    /// A tile of hashes does not say what the entries hash to.
    case hashes
    /// The entries do not lead to the signed root.
    case root
    /// A resource could not be read at all: a broken disk or connection.
    case reading
  }

  public let check: Check
  /// Path inside the log.
  public let resource: String
  /// The entries concerned; nil where that is the whole log or none.
  public let entries: Range<UInt64>?
  /// What was found, in words, without the place.
  public let what: String
  /// Whether the entries lead to the signed root all the same, so that only the tile is to blame;
  /// nil where the audit could not go on to find out.
  public var entriesLeadToRoot: Bool?
  /// How many further resources have faults.
  public var furtherCount = 0

  init(_ check: Check, _ resource: String, entries: Range<UInt64>? = nil, _ what: String) {
    (self.check, self.resource, self.entries, self.what) = (check, resource, entries, what)
  }

  public var description: String {
    var text = "\(resource): \(what)"
    if let entries { text += " (\(Self.words(entries)))" }
    text += "."
    if furtherCount > 0 { text += " \(furtherCount) further files have faults." }
    switch entriesLeadToRoot {
    case true?: text += " The entries lead to the signed root: only the file of hashes is wrong."
    case false?: text += " The entries do not lead to the signed root."
    case nil: break
    }
    return "\(text) \(nextStep)"
  }

  private static func words(_ entries: Range<UInt64>) -> String {
    entries.upperBound - entries.lowerBound == 1
      ? "entry \(entries.lowerBound)"
      : "entries \(entries.lowerBound) to \(entries.upperBound - 1)"
  }

  private var nextStep: String {
    switch check {
    case .checkpoint: "Do not rely on this checkpoint."
    case .rollback, .fork:
      "Keep both checkpoints: each is signed, and together they show that the log was changed."
    case .entries, .hashes, .root:
      "Keep the log as it is, and compare it with another copy of the same checkpoint."
    case .reading: "Check the disk or the connection, then verify again."
    }
  }
}
