// How is a small file replaced so that it is never seen half-written? For callers beside the journal.
//
// SPDX-License-Identifier: Apache-2.0

/// A file that is read and written as a whole.
public enum SmallFile {
  /// The file has all of `bytes` when it returns, also after a power cut; until then it is what it
  /// was before, or missing.
  ///
  /// Foundation's atomic writing begins at the first byte again after a short write.
  ///
  /// - Throws: `.diskFull` or `.io`; then the file is the one before or the new one, whole.
  public static func replace(_ bytes: [UInt8], at path: String) throws(JournalError) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    let name = parts.last.map { String($0) } ?? ""
    let folder = parts.dropLast().joined(separator: "/")
    let above = path.hasPrefix("/") ? "/" + folder : folder.isEmpty ? "." : folder
    try DiskFolder(path: above).place(bytes, as: name)
  }
}
