// Which bytes does a file bring? Read in pieces, whatever its size; nothing is decoded here.
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation

/// A file cannot be read, in words for an operator.
public struct IntakeError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  public let reason: String

  public var description: String {
    "\(path) cannot be read: \(reason). Check the path and its permissions."
  }
}

/// Reads a file from its beginning, one piece at a time.
public struct FileFeed {
  public static let pieceByteCount = 262_144

  public let path: String
  public let byteCount: Int
  /// Bytes that were read so far.
  public private(set) var position = 0
  private let handle: FileHandle

  public init(path: String) throws(IntakeError) {
    self.path = path
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw IntakeError(path: path, reason: String(cString: strerror(errno)))
    }
    self.handle = handle
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    byteCount = (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// The next piece; nil at the end of the file.
  public mutating func next() throws(IntakeError) -> [UInt8]? {
    do {
      guard let piece = try handle.read(upToCount: Self.pieceByteCount), !piece.isEmpty else {
        return nil
      }
      position += piece.count
      return [UInt8](piece)
    } catch {
      throw IntakeError(path: path, reason: error.localizedDescription)
    }
  }
}

/// The files of a directory in order of their names, without hidden ones and ones still being
/// written (`.part`, `.tmp`).
public func filesToRead(inDirectory path: String) throws(IntakeError) -> [String] {
  do {
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .filter { !$0.hasPrefix(".") && !$0.hasSuffix(".part") && !$0.hasSuffix(".tmp") }
      .map { path + "/" + $0 }
  } catch {
    throw IntakeError(path: path, reason: error.localizedDescription)
  }
}
