// What was seen last? One small file, replaced as a whole and on disk before the call returns.
//
// SPDX-License-Identifier: Apache-2.0

/// A file that is read and written as a whole: what a client has seen, an accusation, whose data a
/// folder holds.
public struct KeptFile: Hashable, Sendable {
  public let path: String

  public init(_ path: String) {
    self.path = path
  }

  /// Nil where there is no such file.
  public func read(byteCountMax: Int) throws(JournalError) -> [UInt8]? {
    try DiskFolder(path: folder).contents(of: name, byteCountMax: byteCountMax)
  }

  /// All of `bytes` are on disk under this name when it returns; before, what was there is.
  ///
  /// Foundation's atomic writing begins at the first byte again after a short write.
  ///
  /// - Parameter makesFolder: false where a folder that is missing is an error.
  public func replace(with bytes: [UInt8], makesFolder: Bool = true) throws(JournalError) {
    let folder = makesFolder ? try DiskFolder.make(folder) : DiskFolder(path: folder)
    try folder.place(bytes, as: name)
  }

  private var name: String { String(path.split(separator: "/").last ?? "") }

  private var folder: String {
    let parts = path.split(separator: "/").dropLast().joined(separator: "/")
    return path.hasPrefix("/") ? "/" + parts : parts.isEmpty ? "." : parts
  }
}
