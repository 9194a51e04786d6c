// Why is a package of evidence refused? One value that names the file and the fault.
//
// SPDX-License-Identifier: Apache-2.0

/// A fault of a bag (RFC 8493). Nothing of a faulty bag is taken over.
public struct BagError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file in the bag that is at fault, as its manifest names it.
  public let path: String
  public let reason: String

  init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  init(_ error: EvidenceError, _ path: String) { self.init(path, error.description) }

  public var description: String { "\(path): \(reason)" }
}
