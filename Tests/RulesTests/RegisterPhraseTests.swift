// Has every step, term and kind of entry its words in both languages?
//
// SPDX-License-Identifier: Apache-2.0

import Agreements
import Geo
import Making
import Observations
import Rules
import Testing

@Suite struct RegisterPhraseTests {
  @Test(arguments: StepCode.allCases)
  func `every step has a sentence of its own in both languages`(code: StepCode) {
    for outcome in [Outcome.yes, .no, .undecided] {
      let step = Step(
        code, outcome, measured: 3, sigma: 1, threshold: 2, comparison: .gt, unit: "h",
        names: ["N-1", "notification", "A", "4"])
      for language in Language.allCases {
        let text = step.text(language)
        #expect(text.count > 5, "\(code)")
        #expect(text != code.rawValue, "\(code)")
      }
      if code != .entryWord, code != .entryNumber, step.text(.en) == step.text(.de) {
        Issue.record("\(code) has one sentence for both languages: \(step.text(.en))")
      }
    }
  }

  @Test func `every kind of entry has a name in both languages`() {
    for kind in RegisterKind.allCases {
      #expect(!kind.name(.en).isEmpty && !kind.name(.de).isEmpty)
    }
    #expect(Set(RegisterKind.allCases.map { $0.name(.en) }).count == RegisterKind.allCases.count)
    #expect(Set(RegisterKind.allCases.map { $0.name(.de) }).count == RegisterKind.allCases.count)
  }

  @Test func `the sentences of a clause carry its numbers`() {
    var clause = clause(
      [Subject(kinds: [.personnelSeen])], in: .zone("BZ"),
      if: .any([.measure(.dwellMin, .gt, 30), .measure(.depthM, .gt, 1_250)]),
      unless: [
        .notice(NoticeRule(kind: "police", leadMs: 86_400_000, maxPersons: 10, isUnarmed: true))
      ], proof: [GradeOption(grade: .e2, imageOnly: false)])
    clause.terms = [RegisterRule(.advance(atLeastM: 50), as: .serious)]
    clause.clocks = Clocks(notifyPartiesH: 2, interimH: 24, issuedH: 72, answerH: 48)
    let english = ClauseWords(clause, Ground.territory, .en).sentences.joined(separator: "\n")
    let german = ClauseWords(clause, Ground.territory, .de).sentences.joined(separator: "\n")
    for number in ["30 min", "7.5 km", "1.3 km", "24 h", "10", "E2", "50 m", "72 h", "48 h"] {
      #expect(english.contains(number), "\(number) in \(english)")
    }
    for number in ["30 min", "7,5 km", "24 h", "10 Personen", "schwerwiegend"] {
      #expect(german.contains(number), "\(number) in \(german)")
    }
  }

  @Test func `a clause that nobody can see says why`() {
    var register = clause([], id: "7")
    register.terms = [RegisterRule(.storageDifference(atLeast: 1))]
    let drones = clause(
      [Subject(kinds: [.uav])], id: "9", proof: [GradeOption(grade: .e2, imageOnly: false)])
    let rules = Ground.rules([register, drones])
    let radar = Sensor(id: "R", name: "R", means: .radar, owner: "G1")
    let reasons = { (sensors: [Sensor]) in
      rules.gaps(SensorRegister(sensors)).map(\.reason)
    }
    let lists = MonitoringGap.Reason.noRegister([.storageList, .storageVisit])
    #expect(reasons([]) == [lists, .noSensor([.uav])])
    #expect(reasons([radar]) == [lists, .noIndependentSources([.uav], .e2)])
    let camera = Sensor(id: "C", name: "C", means: .camera, owner: "Mission")
    #expect(reasons([radar, camera]) == [lists])
    // Two radars of two owners sense by one principle.
    let second = Sensor(id: "S", name: "S", means: .radar, owner: "G2")
    #expect(reasons([radar, second]) == [lists, .noIndependentSources([.uav], .e2)])
  }
}
