// Does the demo agreement hold all 26 clauses, each checked by the machine?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Foundation
import Missions
import Testing

@Suite struct DemoAgreementTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Missions/june-2026").standardizedFileURL.path

  @Test func `all 26 clauses are checked, on events or on registers`() throws {
    let reading = MissionReader.read(Self.folder)
    #expect(reading.faults.filter { $0.severity == .error } == [])
    let clauses = try #require(reading.mission).agreement.clauses
    #expect(clauses.map(\.id) == (1...26).map(String.init))
    for clause in clauses {
      #expect(!clause.subjects.isEmpty || !clause.terms.isEmpty, "clause \(clause.id)")
      #expect(clause.checkedOn == nil, "clause \(clause.id)")
      for language in ["en", "de"] {
        #expect(clause.text.texts.contains { $0.language == language }, "clause \(clause.id)")
      }
    }
  }

  @Test func `a protected object is missing, and the folder says so`() {
    let warnings = MissionReader.read(Self.folder).faults
    #expect(warnings.map(\.message).allSatisfy { $0.contains("protected_objects") })
    #expect(warnings.count == 1)
  }
}
