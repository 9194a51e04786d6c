// Is every change of the demonstration found?
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Testing

@Suite struct DemoTests {
  @Test
  func `nine ways to change the records: each is found, and a lawful erasure leaves all proofs`()
    throws
  {
    let result = try Program.run("demo", "tamper", "--json")
    #expect(result.code == 0, "\(result.words)")
    let steps = try result.output.split(separator: "\n").map { try JSONValue(reading: $0.utf8) }
    #expect(steps.count == 9)
    for step in steps {
      #expect(
        step["asItShould"]?.flag == true, "\(step["what"]?.text ?? ""): \(step["said"]?.text ?? "")"
      )
    }
  }
}
