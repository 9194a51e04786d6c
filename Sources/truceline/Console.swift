// How does the command speak? Data to standard output, words to standard error, codes as sysexits.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Cases
internal import Evidence
internal import Foundation
internal import Geo
internal import Intake
internal import Ledger
internal import Missions
internal import Notation
internal import Reports
internal import Server

/// Exit codes after sysexits.h.
enum Exit {
  static let finding = ExitCode(1)
  static let usage = ExitCode(64)
  static let badData = ExitCode(65)
  static let missingInput = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let disk = ExitCode(74)
}

enum Console {
  /// A time of an option, ISO 8601 with its zone; nil where the option is not given.
  static func moment(_ text: String?, _ option: String) throws -> Int64? {
    guard let text else { return nil }
    guard let instant = Instant(iso: text) else {
      say(
        "truceline: \(option) '\(text)' is not a time with its zone; write 2026-06-24T00:00+03:00.")
      throw Exit.usage
    }
    return instant.atMs
  }

  /// Words for the operator.
  static func say(_ text: String) {
    FileHandle.standardError.write(Data((safe(text) + "\n").utf8))
  }

  /// A line of data.
  static func put(_ text: String) {
    FileHandle.standardOutput.write(Data((safe(text) + "\n").utf8))
  }

  /// Lines of data that hold no control characters but their line ends.
  static func put(bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    FileHandle.standardOutput.write(Data(bytes))
  }

  static func put(_ value: JSONValue) {
    FileHandle.standardOutput.write(Data((value.written + "\n").utf8))
  }

  /// Control characters and marks that turn the direction of writing come from hostile rows; they
  /// must not reach a terminal.
  static func safe(_ text: String) -> String {
    let isClean = text.unicodeScalars.allSatisfy { !isUnsafe($0) }
    guard !isClean else { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { clean.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar) }
    return String(clean)
  }

  private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A, 0x09: false
    case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Says what is wrong and ends with the code that fits.
  static func fail(_ error: any Error) -> ExitCode {
    switch error {
    case let code as ExitCode: return code
    case let error as DataFolderError:
      say("truceline: \(error)")
      switch error.kind {
      case .otherMission: return Exit.badData
      case .missing: return Exit.missingInput
      case .unreadable: return Exit.disk
      case .inUse: return Exit.unavailable
      }
    case let error as JournalError:
      say("truceline: \(error)")
      if case .locked = error.problem { return Exit.unavailable }
      return Exit.disk
    case let error as ActError:
      say("truceline: \(error)")
      return error.kind == .notFound ? Exit.missingInput : Exit.finding
    case let error as ReportError:
      say("truceline: \(error)")
      return Exit.finding
    case let error as EvidenceError:
      say("truceline: \(error)")
      switch error {
      case .system(_, _, let code) where code == ENOENT: return Exit.missingInput
      case .system: return Exit.disk
      case .notAFile, .missing: return Exit.missingInput
      default: return Exit.finding
      }
    case let error as BagError:
      say("truceline: \(error)")
      return Exit.badData
    case let error as ListenError:
      say("truceline: \(error)")
      return Exit.unavailable
    case let error as IntakeError:
      say("truceline: \(error)")
      return Exit.missingInput
    default:
      say("truceline: \(error)")
      return Exit.disk
    }
  }
}

/// The mission folder of a command, checked before anything else is done.
struct MissionArgument: ParsableArguments {
  @Argument(help: "The mission folder.") var mission: String

  func read() throws -> Mission { try Self.read(mission) }

  static func read(_ path: String) throws -> Mission {
    let reading = MissionReader.read(path)
    for fault in reading.faults { Console.say("\(path)/\(fault)") }
    guard let mission = reading.mission else {
      Console.say("truceline: \(path) is no mission that can run; see 'truceline check \(path)'.")
      let isThere = FileManager.default.fileExists(atPath: path + "/mission.yaml")
      throw isThere ? Exit.badData : Exit.missingInput
    }
    return mission
  }
}

/// The data folder of a command that reads what a server or a replay has written.
struct DataOption: ParsableArguments {
  @Option(
    help: "The data folder. Default: $TRUCELINE_DATA, else the only one under the standard place.")
  var data: String?

  func folder() throws -> DataFolder {
    if let data { return try existing(DataFolder(data)) }
    if let named = ProcessInfo.processInfo.environment["TRUCELINE_DATA"], !named.isEmpty {
      return try existing(DataFolder(named))
    }
    let base = URL(fileURLWithPath: DataFolder.standard(missionID: "x").path)
      .deletingLastPathComponent().path
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []).sorted()
    guard names.count == 1 else {
      Console.say(
        names.isEmpty
          ? "truceline: there are no data yet; run 'truceline serve MISSION' or name a folder "
            + "with --data."
          : "truceline: there are data of several missions; name one with --data: "
            + names.map { base + "/" + $0 }.joined(separator: ", "))
      throw Exit.missingInput
    }
    return try existing(DataFolder(base + "/" + names[0]))
  }

  private func existing(_ folder: DataFolder) throws -> DataFolder {
    guard try folder.owner() != nil else {
      Console.say("truceline: \(folder.path) is no data folder of a mission.")
      throw Exit.missingInput
    }
    return folder
  }
}
