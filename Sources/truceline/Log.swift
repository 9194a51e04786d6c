// `truceline log`: check the transparency log, prove what is in it, look at it, watch it.
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser

struct LogCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Check a transparency log, prove what is in it, look at it, watch it.",
    discussion: """
      A log is a folder of this machine or an address; its format is C2SP tlog-tiles, so other \
      programs can check it too. Nothing is asked of the network where a folder or file is named.
      """,
    subcommands: [
      LogVerify.self, LogProve.self, LogShow.self, LogMonitor.self, LogErase.self,
      LogRelease.self, LogRotate.self,
    ])
}
