// Where does this log begin? With the first record, or, under a new key, where the log before it ended.
//
// SPDX-License-Identifier: Apache-2.0

internal import Cases
internal import Foundation
internal import Ledger
public import Missions

/// How the places of records and of entries belong together.
///
/// A log under a new key has the last checkpoint of the log before as its first entry; behind it come the
/// records that the old one does not have.
struct LogBeginning: Hashable, Sendable {
  static let fileName = "log.began"
  private static let head = "truceline-log-began/v1\n"

  /// The first record that this log has.
  var firstRecord: UInt64 = 0
  /// The signed checkpoint that the log before it ended with; nil for a mission's first log.
  var previous: [UInt8]?

  /// Of a keys folder; a mission's first log has no file.
  init(keys folder: String) throws {
    guard
      let bytes = try KeptFile("\(folder)/\(Self.fileName)").read(
        byteCountMax: SignedNote.byteCountMax + 200)
    else { return }
    guard bytes.starts(with: Self.head.utf8) else { throw LogBeginningError.form(folder) }
    let rest = bytes.dropFirst(Self.head.utf8.count)
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")),
      let first = UInt64(String(decoding: rest[..<end], as: UTF8.self))
    else { throw LogBeginningError.form(folder) }
    (firstRecord, previous) = (first, Array(rest[(end + 1)...]))
  }

  init(firstRecord: UInt64, previous: [UInt8]) {
    (self.firstRecord, self.previous) = (firstRecord, previous)
  }

  var bytes: [UInt8] { Array("\(Self.head)\(firstRecord)\n".utf8) + (previous ?? []) }

  /// Entries before the first record.
  private var offset: UInt64 { previous == nil ? 0 : 1 }

  /// The place of a record in this log; nil where an earlier log has it.
  func entry(ofRecord index: UInt64) -> UInt64? {
    index < firstRecord ? nil : index - firstRecord + offset
  }

  /// So many records of the mission are in this log and those before it when it has `size` entries.
  func recordCount(atSize size: UInt64) -> UInt64 {
    size < offset ? firstRecord : firstRecord + size - offset
  }

  /// So many entries this log has with the first `count` records of the mission.
  func size(withRecords count: UInt64) -> UInt64 {
    count < firstRecord ? 0 : count - firstRecord + offset
  }
}

enum LogBeginningError: Error, Hashable, Sendable, CustomStringConvertible {
  case form(String)

  var description: String {
    switch self {
    case .form(let folder):
      "\(folder)/\(LogBeginning.fileName) cannot be read. Put a good copy back; it lies beside the key."
    }
  }
}

/// A log was ended, and another begun under a new key.
public struct Rotation: Hashable, Sendable {
  /// Of the new log, as a verifier writes it.
  public let key: String
  /// Where the old log is now.
  public let oldLog: String
  public let oldKeys: String
  public let oldSize: UInt64
}

extension Monitor {
  /// Ends the log of a mission that is not running, and begins a new one under a new key, with the old
  /// one's last checkpoint as its first entry.
  ///
  /// The old log and key are kept beside the new ones under a number. Nothing is lost where it is
  /// interrupted: the folders stay whole, and the error says which are where.
  public static func rotateLog(
    mission: Mission, data: DataFolder, name: String
  ) async throws -> Rotation {
    let monitor = try await open(mission: mission, data: data)
    let count = await monitor.logBook.size
    let fault = await monitor.close()
    if let fault { throw ActError(.forbiddenByState, fault, next: "A log at fault is not ended.") }
    guard let note = try await monitor.log.checkpoint() else {
      throw ActError(
        .forbiddenByState, "There is no checkpoint yet.", next: "Run the mission first.")
    }
    let files = FileManager.default
    var number = 1
    while files.fileExists(atPath: "\(data.path)/log-\(number)") { number += 1 }
    let (oldLog, oldKeys) = ("\(data.path)/log-\(number)", "\(data.keys)/log-\(number)")
    let next = "\(data.keys)/next"
    try files.createDirectory(
      atPath: next, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let key = try KeyFile.make(.log, name: name, at: "\(next)/\(LogKeys.logFile)") else {
      throw ActError(.invalid, "No key was made.", next: "Try another name.")
    }
    try KeptFile("\(next)/\(LogBeginning.fileName)").replace(
      with: LogBeginning(firstRecord: count, previous: note).bytes)
    try files.createDirectory(
      atPath: oldKeys, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    for file in [LogKeys.logFile, "log.signed", LogBeginning.fileName] {
      guard files.fileExists(atPath: "\(data.keys)/\(file)") else { continue }
      try files.moveItem(atPath: "\(data.keys)/\(file)", toPath: "\(oldKeys)/\(file)")
    }
    try files.moveItem(atPath: data.log, toPath: oldLog)
    for file in [LogKeys.logFile, LogBeginning.fileName] {
      try files.moveItem(atPath: "\(next)/\(file)", toPath: "\(data.keys)/\(file)")
    }
    try files.removeItem(atPath: next)
    return Rotation(
      key: key.text, oldLog: oldLog, oldKeys: oldKeys,
      oldSize: try Checkpoint(SignedNote.unverifiedText(note)).size)
  }
}
