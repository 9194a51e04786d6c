// `truceline log verify` of a data folder: the log, and everything else against it.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import Missions
internal import Notation
internal import Server

/// Prints the checks of a data folder, one a line.
struct FolderReport {
  let checks: [FolderAudit.Check]
  let trustsFolder: Bool

  /// Nil where the target is no data folder.
  init?(_ target: String, _ trust: TrustOptions) throws {
    let folder = DataFolder(target)
    guard let owner = try folder.owner() else { return nil }
    let mission = try MissionArgument.read(owner.missionFolder)
    let policy = trust.areGiven ? try trust.read() : nil
    trustsFolder = policy == nil
    let audit = try FolderAudit(mission, folder, policy: policy)
    checks = audit.run(needsQuorum: policy != nil)
  }

  var isSound: Bool { checks.allSatisfy { $0.fault == nil } }

  func print(json: Bool) {
    if json {
      Console.put(
        .members([
          "result": .string(isSound ? "sound" : "not sound"),
          "checks": .array(
            checks.map { check in
              .members([
                "subject": .string(check.subject.rawValue), "sound": .bool(check.fault == nil),
                "extent": .string(check.extent), "fault": check.fault.map { .string($0) },
              ])
            }),
        ]))
      return
    }
    for check in checks {
      let name = (check.subject.rawValue + ":").padding(toLength: 14, withPad: " ", startingAt: 0)
      Console.put("\(name)\(check.fault.map { "NOT SOUND: \($0)" } ?? "sound, \(check.extent)")")
    }
    if trustsFolder {
      Console.say(
        "Checked with the key in the folder itself. Who does not trust its owner gives the public key "
          + "that he was told: --key, or --policy with the witnesses.")
    }
  }
}
