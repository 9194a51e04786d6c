// `truceline plan organisation`
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import ArgumentParser
internal import Coalition
internal import Geo
internal import Notation

struct PlanOrganisation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organisation",
    abstract: "Headquarters, cells, posts and lead nations; where sources disagree, both readings.",
    discussion: "--release asks how information reaches somebody: 'reconnaissance:US:UA'.")

  @OptionGroup var options: PlanOptions
  @Option(help: "LAYER:OWNER:RECIPIENT[:ROLE], such as reconnaissance:US:UA.") var release: String?

  func run() throws {
    try options.run {
      let (plan, _) = try options.read()
      let organisation = plan.organisation
      if let release { return try tell(release, organisation) }
      if options.json { return Console.put(json(organisation)) }
      tell(organisation.units(under: nil), organisation, indent: "")
      for duty in organisation.duties {
        Console.put(
          "on duty at \(duty.post): \(duty.state), \(Instant(atMs: duty.fromMs).iso) to "
            + Instant(atMs: duty.untilMs).iso)
      }
      for lead in organisation.leads {
        Console.put("lead for \(lead.title.text(in: options.language)):")
        for reading in lead.readings { Console.put("  " + Self.sentence(reading)) }
      }
    }
  }

  private func tell(
    _ units: [OrganisationUnit], _ organisation: Organisation, indent: String
  ) {
    for unit in units {
      Console.put(
        "\(indent)\(unit.title.text(in: options.language)) (\(unit.kind.rawValue), "
          + "\(unit.seat ?? "no seat"))" + PlanWords.basis(unit.claims, unit.assumption))
      for post in unit.posts {
        let stars = post.stars.map { ", \($0) stars" } ?? ""
        let disputed = post.isDisputed ? "; sources disagree" : ""
        Console.put(
          "\(indent)  \(post.title.text(in: options.language))\(stars)\(disputed)")
        for reading in post.readings { Console.put("\(indent)    " + Self.sentence(reading)) }
      }
      tell(organisation.units(under: unit.id), organisation, indent: indent + "  ")
    }
  }

  private static func sentence(_ reading: Post.Reading) -> String {
    let states = reading.states.isEmpty ? "open" : reading.states.joined(separator: " and ")
    return states + PlanWords.basis(reading.claims, nil)
      + (reading.note.map { " (\($0))" } ?? "")
  }

  private func tell(_ release: String, _ organisation: Organisation) throws {
    let parts = release.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (3...4).contains(parts.count) else {
      Console.say("truceline: --release '\(release)'; write LAYER:OWNER:RECIPIENT or …:ROLE.")
      throw Exit.usage
    }
    let way = organisation.way(
      of: parts[0], from: parts[1], to: parts[2], role: parts.count > 3 ? parts[3] : nil)
    if options.json {
      return Console.put(
        .members([
          "released": .bool(way != nil),
          "way": way.map { .array($0.states.map { .string($0) }) } ?? .null,
          "claims": .array((way?.rules ?? []).flatMap(\.claims).map { .string($0) }),
        ]))
    }
    guard let way else {
      return Console.put("\(parts[0]) of \(parts[1]) is not released to \(parts[2])")
    }
    Console.put(
      way.states.joined(separator: " -> ")
        + PlanWords.basis(way.rules.flatMap(\.claims), way.rules.compactMap(\.assumption).first))
  }

  private func json(_ organisation: Organisation) -> JSONValue {
    .members([
      "units": .array(
        organisation.units.map { unit in
          .members([
            "unit": .string(unit.id), "kind": .string(unit.kind.rawValue),
            "seat": unit.seat.map { .string($0) } ?? .null,
            "under": unit.parent.map { .string($0) } ?? .null,
            "posts": .array(unit.posts.map(json)),
            "claims": .array(unit.claims.map { .string($0) }),
          ])
        }),
      "duties": .array(
        organisation.duties.map { duty in
          .members([
            "post": .string(duty.post), "state": .string(duty.state),
            "from": .string(Instant(atMs: duty.fromMs).iso),
            "until": .string(Instant(atMs: duty.untilMs).iso),
          ])
        }),
      "leads": .array(
        organisation.leads.map { lead in
          .members([
            "domain": .string(lead.domain), "readings": .array(lead.readings.map(json)),
          ])
        }),
    ])
  }

  private func json(_ post: Post) -> JSONValue {
    .members([
      "post": .string(post.id), "head": .bool(post.isHead),
      "stars": post.stars.map { .integer(Int64($0)) } ?? .null,
      "disputed": .bool(post.isDisputed), "readings": .array(post.readings.map(json)),
    ])
  }

  private func json(_ reading: Post.Reading) -> JSONValue {
    .members([
      "states": .array(reading.states.map { .string($0) }),
      "claims": .array(reading.claims.map { .string($0) }),
      "note": reading.note.map { .string($0) } ?? .null,
    ])
  }
}
