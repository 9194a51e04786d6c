// The command: arguments, one call into a library, output, exit code.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Foundation
internal import Server

@main
struct Truceline: AsyncParsableCommand {
  static let version = Software.version

  static let configuration = CommandConfiguration(
    commandName: "truceline",
    abstract: "Ceasefire monitoring: observe, verify, find, report.",
    discussion: """
      Data go to standard output, words to standard error. Exit codes: 0 done, 1 a finding of the \
      command itself, 64 usage, 65 bad data, 66 missing input, 69 service not available, 74 disk.
      """,
    version: version,
    subcommands: [
      Serve.self, Replay.self, Check.self, Init.self, Rebuild.self, ObservationCommands.self,
      EventCommands.self, AlertCommands.self, CaseCommands.self, TaskCommands.self,
      FindingCommands.self, AllegationCommands.self, AnswerCommands.self, DocketCommands.self,
      HotlineCommands.self, ShiftCommands.self, PartyCommands.self, ClockCommands.self,
      RegisterCommands.self, RulesCommands.self, FeedCommands.self, Explain.self,
      ReportCommands.self, PlanCommands.self,
      Decode.self, Track.self, DemoCommands.self, ExerciseCommands.self, LogCommands.self,
      EvidenceCommands.self,
      StampCommands.self, KeyCommands.self, WitnessCommand.self, AccountCommands.self,
    ])

  /// A pipe whose reader has gone away ends the command quietly.
  static func main() async {
    signal(SIGPIPE, SIG_DFL)
    await main(nil)
  }
}
