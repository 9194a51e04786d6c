// Where is a log read from? A folder here; an address elsewhere: both give bytes by path.
//
// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Reads the resources of one log.
public protocol TileSource {
  /// The bytes at a path of `TilePath`, nil where there is none. Never more than `byteCountMax`.
  func read(_ path: String, byteCountMax: Int) throws(TileSourceError) -> [UInt8]?

  /// Widths of the partial tiles that are there in the place of a full one, where the source can
  /// tell: those of earlier checkpoints stay until the tile is full.
  func partialWidths(of full: TilePath) throws(TileSourceError) -> [Int]
}

extension TileSource {
  public func partialWidths(of full: TilePath) throws(TileSourceError) -> [Int] { [] }

  /// A tile or bundle; a client that misses a partial one takes the full one instead. The path that
  /// comes back says how wide the bytes are.
  public func tile(_ path: TilePath) throws(TileSourceError) -> (bytes: [UInt8], found: TilePath)? {
    // One byte more, so that a longer file is seen to be longer.
    if let bytes = try read(path.text, byteCountMax: path.byteCountMax + 1) { return (bytes, path) }
    let full = path.full
    guard full != path, let bytes = try read(full.text, byteCountMax: full.byteCountMax + 1) else {
      return nil
    }
    return (bytes, full)
  }
}

/// A log in a folder of this machine. Nothing but the log's own names is read; a symbolic link,
/// a device or a pipe in their place is refused.
public struct FolderTiles: TileSource, Hashable, Sendable {
  public let folder: String

  public init(folder: String) {
    self.folder = folder
  }

  public func read(_ path: String, byteCountMax: Int) throws(TileSourceError) -> [UInt8]? {
    guard TilePath(path) != nil else { throw TileSourceError(path: path, .notAPath) }
    guard let file = try open(path) else { return nil }
    var status = stat()
    guard fstat(file.descriptor, &status) == 0 else { throw TileSourceError(path, failed: "fstat") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw TileSourceError(path: path, .notARegularFile)
    }
    guard status.st_size <= byteCountMax else {
      throw TileSourceError(path: path, .tooLong(byteCountMax: byteCountMax))
    }
    return try file.read(byteCount: Int(status.st_size), path)
  }

  public func partialWidths(of full: TilePath) throws(TileSourceError) -> [Int] {
    let path = full.full.text + ".p"
    guard let folder = try open(path, isFolder: true) else { return [] }
    let copy = dup(folder.descriptor)
    guard copy >= 0, let directory = fdopendir(copy) else {
      throw TileSourceError(path, failed: "fdopendir")
    }
    defer { closedir(directory) }
    var widths: [Int] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if let path = TilePath("\(path)/\(name)") { widths.append(path.width) }
    }
    return widths.sorted()
  }

  /// Opens part by part, so that no part is a symbolic link.
  private func open(
    _ path: String, isFolder: Bool = false
  ) throws(TileSourceError) -> Descriptor? {
    let opened = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw TileSourceError(folder, failed: "open") }
    var place = Descriptor(opened)
    let parts = path.split(separator: "/")
    for (position, part) in parts.enumerated() {
      let isLast = position == parts.count - 1 && !isFolder
      let flags = isLast ? O_NONBLOCK : O_DIRECTORY
      let next = openat(
        place.descriptor, String(part), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags)
      guard next >= 0 else {
        switch errno {
        case ENOENT: return nil
        case ELOOP, ENOTDIR, ENXIO: throw TileSourceError(path: path, .notARegularFile)
        default: throw TileSourceError(path, failed: "openat")
        }
      }
      place = Descriptor(next)
    }
    return place
  }
}

private final class Descriptor {
  let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { _ = Glibc.close(descriptor) }

  func read(byteCount: Int, _ path: String) throws(TileSourceError) -> [UInt8] {
    var errorCode: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: byteCount) { buffer, count in
      while count < byteCount {
        let result = pread(
          descriptor, buffer.baseAddress! + count, byteCount - count, off_t(count))
        if result == 0 { return }
        if result < 0, errno == EINTR { continue }
        guard result > 0 else {
          errorCode = errno
          return
        }
        count += result
      }
    }
    if errorCode != 0 {
      throw TileSourceError(path: path, .io(call: "pread", errorCode: errorCode))
    }
    return bytes
  }
}

/// Why a resource of a log could not be read.
public struct TileSourceError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Problem: Hashable, Sendable {
    case notAPath
    case notARegularFile
    case tooLong(byteCountMax: Int)
    case io(call: String, errorCode: Int32)
    /// What a source that is not a folder says, with the next step.
    case other(String)
  }

  public let path: String
  public let problem: Problem

  public init(path: String, _ problem: Problem) {
    (self.path, self.problem) = (path, problem)
  }

  fileprivate init(_ path: String, failed call: String) {
    self.init(path: path, .io(call: call, errorCode: errno))
  }

  public var description: String {
    switch problem {
    case .notAPath:
      "\(path.prefix(80)): no path of a log. Ask for checkpoint, tile/LEVEL/N or tile/entries/N."
    case .notARegularFile:
      "\(path): a link, folder or device where a file belongs. Replace it by the file itself."
    case .tooLong(let max):
      "\(path): longer than the \(max) bytes that it can have. Restore it from a copy."
    case .io(let call, let code):
      "\(path): \(call) failed: \(String(cString: strerror(code))). "
        + "Check the disk and the permissions, then try again."
    case .other(let text): "\(path): \(text)"
    }
  }
}
