// With which keys does a mission sign its log and its records, and who has to cosign?
//
// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Ledger
internal import Missions
internal import Redaction

/// The private keys of a mission's log, and the policy that its readers hold it to.
struct LogKeys {
  static let logFile = "log.key"
  static let recordFile = "record.key"

  let folder: String
  let signer: NoteSigner
  let record: RecordKey
  let policy: LogPolicy
  let beginning: LogBeginning

  var origin: String { signer.verifierKey.name }

  /// Reads the keys of a data folder. Where it has none and the mission names no log, they are made:
  /// the log is then called after the mission, on this machine.
  ///
  /// - Throws: `KeyFileError` for a file that others can read, or that is none; `PolicyError`;
  ///   `LogKeysError` where the mission's policy names another log.
  static func open(_ data: DataFolder, _ mission: Mission) throws -> LogKeys {
    let folder = data.keys
    let written = try mission.logPolicy.map { try LogPolicy(Array($0.utf8)) }
    let logPath = "\(folder)/\(logFile)"
    let recordPath = "\(folder)/\(recordFile)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    if !FileManager.default.fileExists(atPath: logPath) {
      if let log = written?.logs.first {
        throw LogKeysError.missing(path: logPath, name: log.key.name)
      }
      _ = try KeyFile.make(.log, name: "localhost/\(mission.id)", at: logPath)
    }
    let signer = try KeyFile.read(logPath, for: .log)
    if !FileManager.default.fileExists(atPath: recordPath) {
      _ = try KeyFile.make(.record, name: signer.verifierKey.name, at: recordPath)
    }
    guard let recordKey = RecordKey(seed: try KeyFile.seed(recordPath, for: .record)) else {
      throw LogKeysError.unusable(path: recordPath)
    }
    return LogKeys(
      folder: folder, signer: signer, record: recordKey,
      policy: try policy(mission.logPolicy, written, signer.verifierKey),
      beginning: try LogBeginning(keys: folder))
  }

  private static func policy(
    _ text: String?, _ written: LogPolicy?, _ key: VerifierKey
  ) throws -> LogPolicy {
    guard let text, let written else { return try LogPolicy(log: key) }
    if written.logs.contains(where: { $0.key == key }) { return written }
    guard written.logs.isEmpty else {
      throw LogKeysError.other(key: key.text, named: written.logs.map(\.key.text))
    }
    return try LogPolicy(Array("log \(key.text)\n\(text)".utf8))
  }
}

/// The keys do not fit the mission, in words for an operator.
enum LogKeysError: Error, Hashable, Sendable, CustomStringConvertible {
  case missing(path: String, name: String)
  case unusable(path: String)
  case other(key: String, named: [String])

  var description: String {
    switch self {
    case .missing(let path, let name):
      "log.policy names the log \(name), but its private key is not at \(path). Put it there, or make "
        + "one with 'truceline key new log' and name that in log.policy."
    case .unusable(let path):
      "\(path) holds no usable key. Make one with 'truceline key new record'."
    case .other(let key, let named):
      "log.policy names the log \(named.joined(separator: ", ")), but the key of this data folder is "
        + "\(key). Put the right key into its keys folder, or change log.policy."
    }
  }
}
