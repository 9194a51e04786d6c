// What was seen last? One small file, replaced as a whole and on disk before the call returns.
//
// SPDX-License-Identifier: Apache-2.0

/// A file for a client's memory: the newest checkpoint that it has seen, an accusation.
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
  public func replace(with bytes: [UInt8]) throws(JournalError) {
    _ = try DiskFolder.make(folder).place(bytes, as: name)
  }

  private var name: String { String(path.split(separator: "/").last ?? "") }

  private var folder: String {
    let parts = path.split(separator: "/").dropLast().joined(separator: "/")
    return path.hasPrefix("/") ? "/" + parts : parts.isEmpty ? "." : parts
  }
}
