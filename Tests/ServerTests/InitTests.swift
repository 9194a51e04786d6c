// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite struct InitTests {
  @Test func `a new mission folder passes its check, runs, and is not written over`() throws {
    let folder = NSTemporaryDirectory() + "truceline-init-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    #expect(try Program.run("init", folder).code == 0)
    #expect(try Program.run("check", folder).code == 0)
    let replay = try Program.run("replay", folder, "--json")
    #expect(replay.code == 0)
    // Camera, patrol and acoustic sensor: one night's fire; an exercise; vehicles in the zone.
    #expect(try replay.lines().first?["events"]?.int == 3)
    #expect(try Program.run("init", folder).code == 64)
  }

  @Test func `a missing mission and missing data are missing input`() throws {
    #expect(try Program.run("check", "/nowhere").code == 66)
    #expect(try Program.run("alert", "list", "--data", "/nowhere").code == 66)
    #expect(
      try Program.run("serve", Program.example, "--listen", "0.0.0.0:0", "--data", "/nowhere").code
        == 64)
  }
}
