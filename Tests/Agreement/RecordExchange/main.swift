// Do other programs read our redactable records, and we theirs? Line by line, for Tests/Agreement.
//
// usage: record-exchange issue < records       each line {"visible": {…}, "hidden": {…}}; answers
//                                              {"entry": …, "disclosures": […]}, the first line {"jwk": …}
//        record-exchange open JWK < presentations   answers {"claims": {…}} or {"refused": "…"}
//
// SPDX-License-Identifier: Apache-2.0

import Foundation
import Notation
import Redaction

func issue() throws {
  var random = SystemRandomNumberGenerator()
  let seed = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
  guard let key = RecordKey(seed: seed) else { return }
  print(JSONValue.members(["jwk": key.jwk]).written)
  while let line = readLine() {
    let record = try JSONValue(reading: line.utf8)
    guard let visible = record["visible"], case .object(let hidden)? = record["hidden"] else {
      continue
    }
    let (entry, disclosures) = SDJWT.issue(visible, hidden: hidden, key: key, random: &random)
    let answer: JSONValue = .members([
      "entry": .string(String(decoding: entry, as: UTF8.self)),
      "disclosures": .array(disclosures.map { .string($0.text) }),
    ])
    print(answer.written)
  }
}

func open(trusted jwk: String) throws {
  let key = RecordKey.publicKey(ofJWK: try JSONValue(reading: jwk.utf8)) ?? []
  while let line = readLine() {
    do {
      let claims = try SDJWT.open(line, trusted: key)
      print(JSONValue.members(["claims": claims]).written)
    } catch {
      print(JSONValue.members(["refused": .string(error.description)]).written)
    }
  }
}

switch CommandLine.arguments.dropFirst().first {
case "issue": try issue()
case "open" where CommandLine.arguments.count == 3: try open(trusted: CommandLine.arguments[2])
default: exit(64)
}
