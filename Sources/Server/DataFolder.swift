// Where does a mission's data lie, and does this folder belong to it?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Geo
internal import Ledger
internal import Notation

/// A data folder cannot be used, in words for an operator.
public struct DataFolderError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case otherMission
    case unreadable
    case missing
    case inUse
  }

  public let kind: Kind
  public let message: String
  public let next: String

  public var description: String { "\(message) \(next)" }
}

/// The folder with a mission's journal, record log and read models.
public struct DataFolder: Hashable, Sendable {
  public let path: String

  public init(_ path: String) { self.path = URL(fileURLWithPath: path).standardizedFileURL.path }

  public var observations: String { path + "/observations" }
  public var records: String { path + "/records" }
  /// What the records withhold; the only part of the log that can be erased.
  public var withheld: String { path + "/withheld" }
  /// Files of evidence, and the keys of those that are sealed.
  public var evidence: String { path + "/evidence" }
  /// The log as anybody may read it: tiles, entries, checkpoint.
  public var log: String { path + "/log" }
  /// Private keys and what they have signed. A mission in operation keeps them elsewhere.
  public var keys: String { path + "/keys" }
  public var readModels: String { path + "/read.sqlite" }
  /// The feeds' health as the running server last wrote it.
  public var feeds: String { path + "/feeds.json" }
  private var head: String { path + "/mission.json" }
  private var serverFile: String { path + "/server.json" }

  /// The folder that is used for a mission when none is named.
  public static func standard(missionID: String) -> DataFolder {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment["TRUCELINE_DATA"], !named.isEmpty { return DataFolder(named) }
    let base =
      environment["XDG_DATA_HOME"].flatMap { $0.isEmpty ? nil : $0 }
      ?? (NSHomeDirectory() + "/.local/share")
    return DataFolder("\(base)/truceline/\(missionID)")
  }

  /// Makes the folder where it is not there, and notes whose it is.
  ///
  /// - Throws: `DataFolderError.otherMission` where it holds another mission's data.
  public func claim(missionID: String, missionFolder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw DataFolderError(
        kind: .unreadable, message: "The data folder \(path) cannot be made.",
        next: "Check the path and its permissions, or name another with --data.")
    }
    if let owner = try owner(), owner.missionID != missionID {
      throw DataFolderError(
        kind: .otherMission,
        message: "The data folder \(path) belongs to the mission '\(owner.missionID)', "
          + "not to '\(missionID)'.",
        next: "Name another folder with --data.")
    }
    if try owner()?.missionFolder == missionFolder { return }
    let value = JSONValue.members([
      "mission": .string(missionID), "folder": .string(missionFolder),
    ])
    do { try KeptFile(head).replace(with: value.bytes, makesFolder: false) } catch {
      throw DataFolderError(
        kind: .unreadable, message: "\(head) cannot be written: \(error.what).",
        next: "Free space or change the permissions.")
    }
  }

  /// Whose data these are; nil for a folder that is new.
  public func owner() throws -> (missionID: String, missionFolder: String)? {
    guard FileManager.default.fileExists(atPath: head) else { return nil }
    guard let data = FileManager.default.contents(atPath: head),
      let value = try? JSONValue(reading: data), let id = value["mission"]?.text,
      let folder = value["folder"]?.text
    else {
      throw DataFolderError(
        kind: .unreadable, message: "\(head) cannot be read.",
        next: "Restore it from a copy, or name another folder with --data.")
    }
    return (id, folder)
  }

  /// Notes where a running server can be reached, so that commands in a terminal go through it.
  public func announce(url: String) throws {
    let value = JSONValue.members([
      "url": .string(url), "pid": .integer(Int64(ProcessInfo.processInfo.processIdentifier)),
    ])
    try Data(value.bytes).write(to: URL(fileURLWithPath: serverFile), options: .atomic)
  }

  public func withdrawAnnouncement() {
    try? FileManager.default.removeItem(atPath: serverFile)
  }

  /// The address of the server that runs on this folder; nil where none does.
  public var serverURL: String? {
    guard let data = FileManager.default.contents(atPath: serverFile),
      let value = try? JSONValue(reading: data), let pid = value["pid"]?.int,
      kill(pid_t(pid), 0) == 0
    else { return nil }
    return value["url"]?.text
  }

  /// Removes the read models; they are made anew from the journal.
  public func removeReadModels() throws {
    for suffix in ["", "-wal", "-shm"] {
      let file = readModels + suffix
      if FileManager.default.fileExists(atPath: file) {
        try FileManager.default.removeItem(atPath: file)
      }
    }
  }
}
