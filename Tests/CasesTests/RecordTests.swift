// Records go to bytes and back, and their fold comes out the same at every reading.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Geo
import Making
import Notation
import Observations
import Rules
import Testing

struct RecordTests {
  private static let nasty = "Zürich \"quoted\" \\ \u{0}\u{1F}\u{2028}\n\t\u{202E} 🛰"

  private static func acts() -> [Act] {
    let event = event("a", [report("b", .explosion, sensor: "P2", atMs: noonMs + 1_000)])
    let key = ContentID(parts: ["k"])
    let summary = Cited.event(EventSummary(event))
    var acts: [Act] = [
      .alertRaised(id: "AL-1", hit: hit(event), cited: summary),
      .alertRevised(id: "AL-1", hit: hit(event, verdict: .undecided), cited: summary),
      .alertWithdrawn(id: "AL-1", into: nil), .alertWithdrawn(id: "AL-1", into: "AL-2"),
      .alertAcknowledged(id: "AL-1", note: nasty), .alertActioned(id: "AL-1", note: ""),
      .alertDismissed(id: "AL-1", as: .falseAlarm, reason: nasty, of: nil),
      .alertDismissed(id: "AL-1", as: .duplicate, reason: "", of: "AL-2"),
      .caseOpened(id: "CS-0001", title: nasty, alertIDs: ["AL-1", "AL-2"], note: "n"),
      .caseAssigned(id: "CS-0001", assignee: nasty),
      .observationSplit(id: "OB-1", key: key, note: nasty),
      .observationJoined(id: "OB-1", key: key, with: ContentID(parts: ["w"]), note: ""),
    ]
    acts += SetAsideReason.allCases.map {
      .observationSetAside(id: "OB-1", key: key, reason: $0, note: nasty)
    }
    acts += custody().map { .custody($0) }
    acts += registers().map { .register($0) }
    for point in [place(1, 2), nil] {
      acts.append(.alertRaised(id: "AL-2", hit: hit(event), cited: .matter(matter(at: point))))
      acts.append(.alertRevised(id: "AL-2", hit: hit(event), cited: .matter(matter(at: point))))
    }
    return acts
  }

  private static func matter(at point: GeoPoint?) -> Matter {
    Matter(
      id: "RG-260624-ABCDEFGH", topic: "hotline_call", party: point == nil ? nil : .b,
      happened: Period(fromMs: noonMs, untilMs: noonMs + 1), point: point,
      sigmaM: point == nil ? 0 : 12.345678901234567, grade: .e3, knownAtMs: noonMs + 2,
      completeAtMs: noonMs + 3, citedIDs: ["H-1", nasty], sensors: [nasty])
  }

  /// Every kind of entry with every property that it may have, and every kind of place.
  private static func registers() -> [RegisterAct] {
    let places: [RegisterPlace?] = [
      nil, .circle(place(1, 2), radiusM: 0.1), .area([place(0, 0), place(1, 0), place(0, 1)]),
      .corridor([place(0, 0), place(1, 0)], halfWidthM: 200), .lineKm(1...2.5), .zone("BZ"),
    ]
    return RegisterKind.allCases.enumerated().map { index, kind in
      let attributes = (kind.fields + RegisterEntry.commonFields).map { field in
        let value: RegisterValue =
          switch field.form {
          case .number(let range): .number(range.lowerBound + 1.0 / 3)
          case .flag: .flag(index.isMultiple(of: 2))
          case .time: .time(noonMs + 123)
          case .words(let words): .word(words[0])
          case .name: .word(nasty)
          }
        return RegisterAttribute(field.name, value)
      }
      let entry = RegisterEntry(
        id: "R-\(index)", kind: kind, party: [nil, .a, .b][index % 3],
        place: places[index % places.count], fromMs: noonMs,
        untilMs: index.isMultiple(of: 2) ? nil : noonMs + 1, receivedAtMs: noonMs + 5,
        reportedBy: nasty, attributes: attributes, reference: index == 0 ? nil : "CS-0001",
        corrects: index == 1 ? "R-0" : nil, note: nasty)
      return index == 1 ? .corrected(entry, reason: nasty) : .entered(entry)
    }
  }

  private static func custody() -> [CustodyAct] {
    let digests = ["0", "f"].map { String(repeating: $0, count: 64) }
    func file(_ caseID: String?, _ claims: JSONValue) -> EvidenceFile {
      EvidenceFile(
        digest: digests[0], byteCount: 7, isSealed: caseID != nil, kind: "jpeg", caseID: caseID,
        name: nasty, contentDigest: digests[1], note: nasty, claims: claims)
    }
    return [
      .added(file(nil, .members(["claimed_model": .string(nasty), "n": 1.5]))),
      .added(file("CS-0001", .null)),
      .derived(
        file(nil, .null), Derivation(original: digests[1], operation: nasty, parameters: "")),
      .read(digest: digests[0], reason: nasty),
      .exported(digests: digests, manifest: digests[1], to: nasty, reason: ""),
      .erased(digest: digests[0], ground: nasty, approvedBy: "B"),
    ]
  }

  @Test func `every act goes to bytes and back without a change`() throws {
    for (index, act) in Self.acts().enumerated() {
      let record = Record(
        sequence: UInt64(index), atMs: noonMs + 7, actor: Self.nasty, act: act)
      let bytes = record.json.bytes
      let read = try Record(sequence: UInt64(index), json: try JSONValue(reading: bytes))
      #expect(read == record, "\(act.type)")
      #expect(read.json.bytes == bytes)
    }
  }

  @Test func `a record with a member missing is refused by its name`() throws {
    for act in Self.acts() {
      let json = Record(sequence: 0, atMs: noonMs, actor: "x", act: act).json
      guard case .object(let members) = json else { continue }
      for name in ["type", "at", "actor"] {
        let cut = JSONValue.object(members.filter { $0.name != name })
        let error = #expect(throws: RecordCodecError.self) { try Record(sequence: 0, json: cut) }
        #expect(error?.reason.contains("'\(name)'") == true)
      }
    }
  }

  @Test func `the fold is the same at every reading, and nothing refused leaves a trace`() throws {
    var random = Seeded(11)
    var log = Log()
    var ids: [String] = []
    for index in 0..<20 { ids.append(try log.raise("e\(index)")) }
    for step in 0..<400 {
      let id = ids.randomElement(using: &random) ?? ids[0]
      let other = ids.randomElement(using: &random) ?? ids[1]
      let acts: [Act] = [
        .alertAcknowledged(id: id, note: "\(step)"), .alertActioned(id: id, note: ""),
        .alertDismissed(id: id, as: .falseAlarm, reason: "r", of: nil),
        .alertDismissed(id: id, as: .duplicate, reason: "", of: other),
        .alertWithdrawn(id: id, into: other),
        .caseOpened(id: log.book.nextCaseID, title: "t", alertIDs: [id], note: ""),
        .caseAssigned(id: "CS-0001", assignee: "A\(step)"),
      ]
      let before = (log.book.alerts, log.book.cases)
      do throws(ActError) {
        try log.take(acts.randomElement(using: &random) ?? acts[0])
      } catch {
        #expect(log.book.alerts == before.0)
        #expect(log.book.cases == before.1)
      }
    }
    var again = CaseBook()
    for record in log.records {
      try again.apply(
        try Record(
          sequence: record.sequence, json: try JSONValue(reading: record.json.bytes)))
    }
    #expect(log.records.count > 60)
    #expect(again.alerts == log.book.alerts)
    #expect(again.cases == log.book.cases)
    for alert in again.alerts.values { #expect(try Alert(json: alert.json) == alert) }
    for item in again.cases.values { #expect(try Case(json: item.json) == item) }
  }
}
