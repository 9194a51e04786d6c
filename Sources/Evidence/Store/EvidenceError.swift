// What went wrong with a file of evidence, and what to do? One value that says both.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A fault of the evidence store. Nothing is repaired; the text says what an operator can do.
public enum EvidenceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A system call failed, with its `errno`.
  case system(call: String, file: String, code: Int32)
  /// A folder, device, pipe or link stands where a file was expected.
  case notAFile(String)
  case tooLarge(file: String, byteCountMax: Int)
  /// The name is taken; nothing is overwritten.
  case exists(String)
  /// Nothing is stored under this digest.
  case missing(EvidenceDigest)
  /// What is stored under this digest has other content.
  case damaged(EvidenceDigest, reason: String)
  /// The key was destroyed: nobody can read this again.
  case erased(EvidenceDigest)
  /// A key file that others than its owner may read, or that is none.
  case key(file: String, reason: String)

  public var description: String {
    switch self {
    case .system(let call, let file, let code):
      "\(file): \(call) failed: \(String(cString: strerror(code)))"
    case .notAFile(let file): "\(file) is not a regular file"
    case .tooLarge(let file, let byteCountMax):
      "\(file) has more than \(byteCountMax) bytes; raise the limit or split it"
    case .exists(let file): "\(file) is there already and is not overwritten"
    case .missing(let digest): "no evidence is stored under \(digest); restore it from a copy"
    case .damaged(let digest, let reason):
      "the evidence \(digest) is damaged: \(reason); restore it from a copy, it is not repaired here"
    case .erased(let digest): "the evidence \(digest) was erased: its key is destroyed"
    case .key(let file, let reason): "\(file): \(reason)"
    }
  }
}
