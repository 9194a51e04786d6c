// `truceline plan claims`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Coalition
internal import Foundation
internal import Notation

struct PlanClaims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "The statements behind a plan: who said what, who reported it, when, how sure.",
    discussion: """
      --search finds every name of a thing: 'Schutztruppe' finds 'reassurance force' too. \
      --format csv and --format json write a file that can be read again; --from reads such a file in \
      place of the mission's claims and names each fault with its line.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

  @OptionGroup var options: PlanOptions
  @Option(help: "Words, or any name of a term of the glossary.") var search: String?
  @Option(help: "Only of this state; again for more.") var country: [String] = []
  @Option(help: "Only of this function, F01 to F18; again for more.") var function: [String] = []
  @Option(help: "Only of this status; again for more.") var status: [String] = []
  @Option(help: "text, csv or json.") var format: Format = .text
  @Option(help: "A file of claims, .json or .csv, in place of the mission's.") var from: String?

  func run() throws {
    try options.run {
      var (plan, _) = try options.read()
      if let from { plan.register = try Self.register(from) }
      let claims = try claims(plan)
      switch format {
      case .csv: return Console.put(bytes: plan.register.keeping(claims).csvFile)
      case .json: return Console.put(bytes: plan.register.keeping(claims).jsonFile)
      case .text: break
      }
      for claim in claims {
        if options.json { Console.put(claim.json) } else { tell(claim, plan.register) }
      }
      if !options.json {
        Console.say("\(claims.count) of \(plan.register.claims.count) claims")
      }
    }
  }

  private func claims(_ plan: CoalitionPlan) throws -> [Claim] {
    var filter = try options.settings(plan).filter
    filter.countries.formUnion(country)
    filter.functions.formUnion(function)
    if !status.isEmpty {
      filter.statuses = Set(
        try status.map { text in
          guard let word = Claim.Status(rawValue: text) else {
            let known = Claim.Status.allCases.map(\.rawValue).joined(separator: ", ")
            Console.say("truceline: --status '\(text)' is not known; known: \(known).")
            throw Exit.usage
          }
          return word
        })
    }
    let admitted = plan.register.filtered(filter)
    guard let search else { return admitted }
    let found = Set(plan.glossary.search(search, in: plan.register).map(\.id))
    return admitted.filter { found.contains($0.id) }
  }

  /// A file of claims outside of a mission; its faults are told, all of them.
  private static func register(_ path: String) throws -> ClaimsRegister {
    let bytes: [UInt8]
    do { bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      Console.say("truceline: \(path) cannot be read.")
      throw Exit.missingInput
    }
    let reading = path.hasSuffix(".csv") ? ClaimsReading(csv: bytes) : ClaimsReading(json: bytes)
    for fault in reading.faults {
      Console.say(
        "\(path):\(fault.line): error: \(fault.id.map { "claim \($0) " } ?? "a claim ")"
          + "\(fault.message) \(fault.next)")
    }
    guard reading.faults.isEmpty else { throw Exit.badData }
    return reading.register
  }

  private func tell(_ claim: Claim, _ register: ClaimsRegister) {
    let hedge = claim.hedge.map { ", hedge: \($0)" } ?? ""
    Console.put(
      "\(claim.id)  \(claim.date)  \(claim.status.rawValue) (\(claim.basis.rawValue)\(hedge))")
    Console.put("  \(claim.paraphrase)")
    if let quote = claim.quote { Console.put("  \"\(quote)\"") }
    if let range = claim.quantity?.estimate {
      Console.put("  number: \(PlanWords.range(range)) \(claim.quantity?.unit ?? "")")
    }
    if let condition = claim.condition { Console.put("  on condition: \(condition)") }
    Console.put(
      "  said by \(claim.attributedTo); reported by \(claim.reportedBy), "
        + "\(register.reportedOn(claim))")
  }
}
