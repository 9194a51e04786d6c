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

/// Reads a file from its beginning, one piece at a time; gzip and zstd are unpacked.
public struct FileFeed {
  public static let pieceByteCount = 262_144

  public let path: String
  public let byteCount: Int
  /// Bytes of the file that were read so far.
  public private(set) var position = 0
  private let handle: FileHandle
  private let unpacker = Unpacker()
  /// Bytes that were read and not unpacked yet, and unpacked ones that were not handed out yet.
  private var unread: ArraySlice<UInt8> = []
  private var ready: [[UInt8]] = []
  private var hasEnded = false

  public init(path: String) throws(IntakeError) {
    self.path = path
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw IntakeError(path: path, reason: String(cString: strerror(errno)))
    }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw IntakeError(path: path, reason: "it is a directory")
    }
    self.handle = handle
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    byteCount = (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }

  /// The next piece; nil at the end of the file.
  public mutating func next() throws(IntakeError) -> [UInt8]? {
    do {
      while true {
        if !ready.isEmpty { return ready.removeFirst() }
        if unread.isEmpty, try !read() { return nil }
        try unpack()
      }
    } catch let error as UnpackError {
      throw IntakeError(path: path, reason: error.description)
    } catch let error as POSIXError {
      throw IntakeError(path: path, reason: String(cString: strerror(error.code.rawValue)))
    } catch {
      throw IntakeError(path: path, reason: error.localizedDescription)
    }
  }

  /// False at the end of the file.
  private mutating func read() throws -> Bool {
    let piece = try readSome(handle.fileDescriptor, upTo: Self.pieceByteCount)
    guard !piece.isEmpty else {
      guard !hasEnded else { return false }
      hasEnded = true
      var last: [[UInt8]] = []
      try unpacker.finish { last.append($0) }
      ready = last
      return !last.isEmpty
    }
    position += piece.count
    unread = piece[...]
    return true
  }

  private mutating func unpack() throws {
    guard !unread.isEmpty else { return }
    let now = unpacker.portion(of: unread)
    unread = unread.dropFirst(now.count)
    var pieces: [[UInt8]] = []
    try unpacker.unpack(Array(now)) { pieces.append($0) }
    ready = pieces
  }
}

/// What is there now, at most so many bytes: a pipe gives what was written, without waiting for more.
/// Empty at the end.
func readSome(_ descriptor: Int32, upTo byteCount: Int) throws -> [UInt8] {
  while true {
    var count = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, filled in
      count = read(descriptor, buffer.baseAddress, byteCount)
      filled = max(0, count)
    }
    if count >= 0 { return bytes }
    guard errno == EINTR else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
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
