// `truceline plan claims`
//
// SPDX-License-Identifier: Apache-2.0

internal import ArgumentParser
internal import Coalition
internal import Notation

struct PlanClaims: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims",
    abstract: "The statements behind a plan: who said what, who reported it, when, how sure.",
    discussion: """
      --search finds every name of a thing: 'Schutztruppe' finds 'reassurance force' too. \
      --format csv and --format json write a file that can be read again.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, csv, json }

  @OptionGroup var options: PlanOptions
  @Option(help: "Words, or any name of a term of the glossary.") var search: String?
  @Option(help: "Only of this state; again for more.") var country: [String] = []
  @Option(help: "Only of this function, F01 to F18; again for more.") var function: [String] = []
  @Option(help: "Only of this status; again for more.") var status: [String] = []
  @Option(help: "text, csv or json.") var format: Format = .text

  func run() throws {
    try options.run {
      let (plan, _) = try options.read()
      let claims = try claims(plan)
      switch format {
      case .csv:
        return Console.put(
          bytes: ClaimsRegister(claims, sources: sources(claims, plan.register)).csvFile)
      case .json:
        return Console.put(
          bytes: ClaimsRegister(claims, sources: sources(claims, plan.register)).jsonFile)
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

  private func sources(_ claims: [Claim], _ register: ClaimsRegister) -> [ClaimSource] {
    let used = Set(claims.compactMap(\.sourceFile))
    return register.sources.filter { used.contains($0.file) }
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
