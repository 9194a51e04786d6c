// The twelve stories of the exercise, each played from the mission folder and held against its sentence.
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Cases
import Foundation
import Geo
import Ledger
import Missions
import Notation
import Observations
import Reports
import Rules
import Server
import Store
import Testing

@Suite(.serialized) struct ExerciseTests {
  @Test func `one explosion heard by two patrols and a sensor = one event`() async throws {
    let story = try await PlayedStory(1)
    let alerts = await story.alerts("1")
    #expect(alerts.count == 1)
    let event = try #require(alerts.first?.event)
    #expect(event.observationIDs.count == 3)
    #expect(event.sensors.sorted() == ["A-03", "P-21", "P-22"])
    #expect(event.grade == .e2)
    #expect(event.count == .one)
    // Sound took 9 to 21 s to them; it happened at 02:15:00, within what the patrols' classes of
    // distance leave open.
    let burstMs = try #require(Instant(iso: "2027-03-08T02:15:00+02:00")).atMs
    #expect(event.happened.fromMs <= burstMs && burstMs <= event.happened.untilMs + 4_000)
    let place = GeoPoint(latitudeDeg: -30 + 1 / 110.852, longitudeDeg: -20 + 4 / 96.486)
    #expect(Geodesic.distanceM(from: event.point, to: place) < 2 * event.sigmaM)
    #expect(try await story.player.monitor.totals().events == 1)
    await story.player.close()
  }

  @Test
  func `notified exercise, 20 min late, is minor under clause 12, not 40 breaches of clause 1`()
    async throws
  {
    let story = try await PlayedStory(2)
    let minor = await story.alerts("12")
    #expect(minor.map(\.hit.verdict) == [.thresholdMet])
    #expect(minor.map(\.hit.clauseClass) == [.minor])
    let over = try #require(minor.first?.hit.steps.first { $0.code == .exerciseOutside })
    // The last of them fell at 12:19:45.
    #expect(abs(try #require(over.measured) - 19.75) < 0.02)
    let fire = await story.alerts("1")
    #expect(fire.count { $0.hit.verdict == .exempt } == 40)
    #expect(fire.count { $0.hit.verdict != .exempt } == 0)
    #expect(try await story.player.monitor.totals().events == 40)
    await story.player.close()
  }

  @Test
  func `howitzer at 49.6 km with 300 m position error: below proof, not a breach, task issued`()
    async throws
  {
    let story = try await PlayedStory(3, until: 3)
    let alerts = await story.alerts("6")
    #expect(alerts.map(\.hit.verdict) == [.undecided])
    #expect(alerts.first?.hit.tasks == [.betterPosition])
    let distanceM = try #require(alerts.first?.hit.distanceToLineM)
    #expect(abs(distanceM - 49_600) < 10)
    #expect(alerts.first?.event?.sigmaM == 300)
    let all = await story.cases.alerts.values
    #expect(all.allSatisfy { $0.hit.verdict != .thresholdMet })
    let task = try #require(await story.cases.referee.tasks["TK-0001"])
    #expect(task.state == .underWay)
    #expect(task.kind == .uav)
    await story.player.close()
  }

  @Test
  func
    `medevac flight notified 1 h 40 min before = breach of the notice rule but exemption arguable, to the Commission`()
    async throws
  {
    let story = try await PlayedStory(4)
    let alert = try #require(await story.alerts("10").first)
    #expect(alert.hit.verdict == .undecided)
    #expect(alert.hit.tasks == [.noticeQuestion])
    let late = try #require(alert.hit.exemptions.first { $0.code == .notificationLate })
    #expect(abs(try #require(late.measured) - 100.0 / 60) < 1e-6)
    #expect(late.threshold == 2)
    let referee = await story.cases.referee
    let item = try #require(referee.docket["DK-0001"])
    #expect(item.question == .interpretation)
    #expect(item.decision?.effect == .interpretation)
    #expect(referee.interpretations.map(\.clause) == [ClauseReference(id: "10", version: 2)])
    await story.player.close()
  }

  @Test func `Party B answers 1 min late`() async throws {
    let story = try await PlayedStory(5)
    let answer = try #require(await story.cases.referee.answers["AN-0001"])
    #expect(answer.party == .b)
    #expect(answer.lateMs == 60_000)
    let clocks = await story.cases.clocks(
      ofCase: "CS-0001", ClockTerms(try #require(Exercise.mission).agreement))
    let nowMs = story.player.monitor.presentMs
    let ofAnswers = clocks.filter { $0.kind == .partyAnswer }
    #expect(ofAnswers.count == 2)
    // Both had the same time; one is done late, the other still open.
    #expect(Set(ofAnswers.map(\.dueMs)).count == 1)
    #expect(ofAnswers.first { $0.party == .b }?.state(atMs: nowMs) == .doneLate(byMs: 60_000))
    #expect(ofAnswers.first { $0.party == .a }?.state(atMs: nowMs) == .overdue(byMs: 60_000))
    #expect(await story.cases.referee.findings["F-0001"]?.state == .accepted)
    await story.player.close()
  }

  @Test func `agreement amended (BZ 7.5 to 5 km): old findings keep version 2`() async throws {
    let story = try await PlayedStory(6)
    let alerts = await story.alerts("4")
    #expect(alerts.map(\.hit.clauseVersion).sorted() == [2, 3])
    let old = try #require(alerts.first { $0.hit.clauseVersion == 2 })
    let new = try #require(alerts.first { $0.hit.clauseVersion == 3 })
    #expect(abs(try #require(old.hit.distanceToLineM) - 6_000) < 40)
    #expect(abs(try #require(new.hit.distanceToLineM) - 4_000) < 40)
    // Three vehicles were seen; the one at 6 km after the amendment is no matter of the clause.
    #expect(try await story.player.monitor.totals().events == 3)
    let finding = try #require(await story.cases.referee.findings["F-0001"])
    #expect(finding.versions.map(\.content.clause) == [ClauseReference(id: "4", version: 2)])
    #expect(finding.state == .accepted)
    await story.player.close()
  }

  @Test func `jammed UAV day: counts fall, rate per exposure hour rises`() async throws {
    let story = try await PlayedStory(7)
    let desk = ReportDesk(story.player.monitor)
    let nowMs = story.player.monitor.presentMs
    // Two patrols of 8 h, one camera of 24 h, and two drones of 20 h or of 2 h.
    for (id, count, uavH) in [("DR-2027-082", 24, 40.0), ("DR-2027-083", 18, 4.0)] {
      let report = try await desk.daily(id, known: nil, nowMs: nowMs)
      let rate = 100 * Double(count) / (2 * 8 + 24 + uavH)
      #expect(report.cell("t1/centre/violations")?.value == .integer(count))
      for (column, hours) in [("patrol-h", 16.0), ("camera-h", 24.0), ("UAV-h", uavH)] {
        #expect(report.cell("t1/centre/\(column)")?.value == .decimal(hours, places: 1))
      }
      guard case .decimal(let printed, _)? = report.cell("t1/centre/per-100-exposure-h")?.value
      else {
        Issue.record("\(id) has no rate")
        continue
      }
      #expect(abs(printed - rate) < 0.05)
    }
    // 24 fell to 18 while 30.0 rose to 40.9.
    #expect(await story.alerts("18").map(\.hit.verdict) == [.thresholdMet, .thresholdMet])
    await story.player.close()
  }

  @Test func `camera clock 40 s wrong: finding v2 and erratum`() async throws {
    let story = try await PlayedStory(8)
    let finding = try #require(await story.cases.referee.findings["F-0001"])
    #expect(finding.versions.map(\.number) == [1, 2])
    #expect(finding.versions.allSatisfy { $0.issued != nil })
    #expect(finding.versions[0].content.changes(to: finding.versions[1].content).count >= 2)
    let reports = await story.cases.reports.reports
    let errata = try #require(reports["DR-2027-074"]?.errata)
    #expect(errata.map(\.number) == [1])
    #expect(errata.map(\.content.was) == ["2"])
    #expect(errata.map(\.content.nowIs) == ["1"])
    // Issued as it was: two explosions, whatever was recorded since; none in the next one.
    let desk = ReportDesk(story.player.monitor)
    let nowMs = story.player.monitor.presentMs
    for (id, count, errata) in [("DR-2027-074", 2, 0), ("DR-2027-075", 0, 1)] {
      let report = try await desk.daily(id, known: nil, nowMs: nowMs)
      #expect(report.cell("t1/centre/explosions")?.value == .integer(count))
      #expect(report.table("T16")?.rows.count == errata)
      let issued = try #require(reports[id]?.freeze)
      #expect(ContentDigest(of: report.frozen).hex == issued.digest)
      #expect(issued.cosigners.sorted() == ["A", "B", "G1", "G2", "G3"])
    }
    await story.player.close()
  }

  @Test func `non-littoral vessel reaches day 22`() async throws {
    let story = try await PlayedStory(9, until: 3)
    #expect(await story.alerts("11").isEmpty)
    _ = try await story.player.playNext()
    let alert = try #require(await story.alerts("11").first)
    #expect(alert.hit.verdict == .thresholdMet)
    #expect(alert.hit.steps.first { $0.code == .vesselDays }?.measured == 22)
    // At 08:00:00.000, when the day begins, and not with the next report.
    let raised = try #require(alert.history.first)
    #expect(raised.atMs == Instant(iso: "2027-03-13T08:00:00+02:00")?.atMs)
    try await story.player.play()
    #expect(await story.alerts("11").map(\.id) == [alert.id])
    await story.player.close()
  }

  @Test
  func `witness of G3 offline for two days, then a forged rewrite of day 41: refused`() async throws
  {
    let story = try await PlayedStory(10)
    let alert = try #require(await story.alerts("25").first)
    #expect(alert.hit.verdict == .thresholdMet)
    // 48 h 10 min.
    #expect(alert.hit.steps.contains { $0.measured == 2_890 })
    let refused = try #require(await story.player.outcomes.last?.done.first)
    #expect(refused.contains("A (422), B (422), G1 (422), G2 (422), G3 (422)"))
    // The record is as it was, and an independent reader of the log finds all five cosignatures.
    await story.player.close()
    let note = try #require(FileManager.default.contents(atPath: story.data.log + "/checkpoint"))
    let policy = story.player.monitor.log.policy
    let signed = try SignedCheckpoint([UInt8](note), policy: policy, needsQuorum: true)
    #expect(signed.cosignatures.count == 5)
    let audit = try LogAudit(
      FolderTiles(folder: story.data.log), policy: policy, needsQuorum: true
    ).run()
    #expect(audit.size == signed.checkpoint.size)
  }

  @Test func `civilian statement erased on request: proofs still verify`() async throws {
    let story = try await PlayedStory(11, until: 3)
    let name = "Oldbrook"
    #expect(story.data.holds(name))
    let before = try await story.proofs()
    #expect(before.count > 5)
    _ = try await story.player.playNext()
    #expect(await story.player.outcomes.last?.failures == [])
    #expect(!story.data.holds(name))
    // Each proof that was handed out before still holds, and each record has the same leaf.
    let policy = story.player.monitor.log.policy
    for proof in before.values {
      #expect(try proof.verify(policy: policy))
    }
    let after = try await story.proofs()
    for (index, proof) in before { #expect(after[index]?.leaf == proof.leaf) }
    await story.player.close()
  }

  @Test
  func
    `both Parties accuse each other first: order of events shows the first shot cannot be attributed`()
    async throws
  {
    let story = try await PlayedStory(12)
    let alerts = await story.alerts("14")
    #expect(alerts.count == 2)
    #expect(Set(alerts.compactMap { $0.matter?.party }) == [.a, .b])
    for alert in alerts {
      #expect(alert.hit.verdict == .undecided)
      let order = try #require(alert.hit.steps.first { $0.code == .fireOrder })
      #expect(order.outcome == .undecided)
      #expect(order.names.last == "recorded")
    }
    let referee = await story.cases.referee
    #expect(referee.findings["F-0001"]?.latest.content.responsibility == .notAttributable)
    #expect(referee.findings["F-0001"]?.latest.content.occurrence == .established)
    #expect(referee.allegations.values.map(\.state) == [.answered, .answered])
    await story.player.close()
  }
}

extension DataFolder {
  /// Whether any file holds the word, as it is or in base64 from any place of its three.
  fileprivate func holds(_ word: String) -> Bool {
    let coded = (0..<3).map { lead in
      let whole = Data(repeating: 0x20, count: lead) + Data(word.utf8)
      // The first and last characters depend on what stands beside the word.
      return Data(whole.base64EncodedString().utf8.dropFirst(lead == 0 ? 0 : 4).prefix(8))
    }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.contains { name in
      guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else { return false }
      return ([Data(word.utf8)] + coded).contains { data.range(of: $0) != nil }
    }
  }
}

/// A proof with the entry that it is of.
private struct EntryProof {
  let entry: [UInt8]
  let proof: LogProof

  var leaf: LogHash { .leaf(entry) }

  func verify(policy: LogPolicy) throws -> Bool {
    let signed = try SignedCheckpoint(proof.checkpoint, policy: policy, needsQuorum: true)
    return MerkleProof.isIncluded(
      leaf: leaf, index: proof.index, size: signed.checkpoint.size, path: proof.path,
      root: signed.checkpoint.root)
  }
}

extension PlayedStory {
  /// Of every record.
  fileprivate func proofs() async throws -> [UInt64: EntryProof] {
    var proofs: [UInt64: EntryProof] = [:]
    var reader = try JournalReader(folder: data.records)
    while let entry = try reader.next() {
      let index = entry.sequence - 1
      guard let proof = try await player.monitor.log.proof(of: index, extra: { _ in nil }) else {
        continue
      }
      proofs[index] = EntryProof(entry: entry.payload, proof: proof)
    }
    return proofs
  }
}
