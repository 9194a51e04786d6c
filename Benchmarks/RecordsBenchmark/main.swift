// How many redactable records are issued and read in a second, on one core?
//
// SPDX-License-Identifier: Apache-2.0

internal import Measuring
internal import Notation
internal import Redaction

let visible: JSONValue = .members([
  "type": "alert.raised", "id": "alert-2026-06-24-0017", "at_ms": 1_782_345_678_901,
  "clause": "4.2", "event": .members(["count": 3, "grade": "B", "kind": "explosion"]),
  "evidence": .array([.string(String(repeating: "0123456789abcdef", count: 4))]),
  "label": .members(["policy": "MISSION", "releasable_to": .array(["AAA", "BBB"])]),
])
let hidden: [JSONValue.Member] = [
  .init("actor", "Duty officer 2"), .init("note", "Two loud reports heard from the north-east"),
  .init("observer_phone", "+000 00 000"), .init("source", "patrol 4"),
  .init("observer_position", .members(["lat": 48.0159, "lon": 37.8028])),
]
var random = SystemRandomNumberGenerator()
guard let key = RecordKey(seed: (0..<32).map { _ in .random(in: 0...255, using: &random) }) else {
  fatalError("32 bytes are a seed")
}
let count = 20_000
var byteCount = 0
let issueS = secondsS(runs: 3) {
  byteCount = 0
  for _ in 0..<count {
    byteCount += SDJWT.issue(visible, hidden: hidden, key: key, random: &random).entry.count
  }
}
let bareS = secondsS(runs: 3) {
  for _ in 0..<count {
    byteCount += SDJWT.issue(visible, hidden: [], key: key, random: &random).entry.count
  }
}
let (entry, disclosures) = SDJWT.issue(visible, hidden: hidden, key: key, random: &random)
let presentation = SDJWT.presentation(entry, disclosures)
var readCount = 0
let openS = secondsS(runs: 3) {
  for _ in 0..<count where (try? SDJWT.open(presentation, trusted: key.publicKey)) != nil {
    readCount += 1
  }
}
let claimsS = secondsS(runs: 3) {
  for _ in 0..<count where (try? SDJWT.claims(ofEntry: entry, disclosures: disclosures)) != nil {
    readCount += 1
  }
}
precondition(readCount == 6 * count && byteCount > 0)
print("entry of \(entry.count) bytes, five hidden claims of eight digests")
row("issued with five hidden claims", Double(count) / issueS, "records/s")
row("issued with nothing hidden", Double(count) / bareS, "records/s")
row("opened with signature and five disclosures", Double(count) / openS, "records/s")
row("claims without the signature", Double(count) / claimsS, "records/s")
