// What is wrong in a mission folder, where, and what to write instead?
//
// SPDX-License-Identifier: Apache-2.0

/// One fault of a mission folder, for `truceline check`.
public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Severity: String, Hashable, Sendable {
    /// The mission cannot run.
    case error
    /// It runs, but probably not as meant.
    case warning
  }

  public let severity: Severity
  /// Path within the mission folder.
  public let file: String
  /// From 1; 0 where the whole file is meant.
  public let line: Int
  public let column: Int
  /// What was found and what was expected.
  public let message: String
  /// What to write; empty where the message says it.
  public let next: String

  public init(
    _ severity: Severity, file: String, line: Int, column: Int = 0, _ message: String,
    next: String = ""
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.message = message
    self.next = next
  }

  /// `agreement.yaml:12:5: error: …`, as compilers write it, so that editors find the place.
  public var description: String {
    let place = line > 0 ? "\(file):\(line)\(column > 0 ? ":\(column)" : "")" : file
    return "\(place): \(severity.rawValue): \(message)\(next.isEmpty ? "" : " \(next)")"
  }
}

/// Collects faults while a folder is read, so that all are reported and not the first alone.
final class FaultList {
  private(set) var faults: [Fault] = []

  func add(_ fault: Fault) { faults.append(fault) }

  var hasErrors: Bool { faults.contains { $0.severity == .error } }
}
