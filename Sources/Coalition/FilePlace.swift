// Where in the mission folder does a value stand?
//
// SPDX-License-Identifier: Apache-2.0

/// A place in a file, so that what is said of a value leads back to it.
public struct FilePlace: Hashable, Sendable, CustomStringConvertible {
  public let file: String
  /// From 1; 0 where the whole file is meant.
  public let line: Int

  public init(file: String, line: Int) {
    self.file = file
    self.line = line
  }

  public static let none = FilePlace(file: "", line: 0)

  public var description: String { line > 0 ? "\(file):\(line)" : file }
}
