// Who leads, who is on duty, and what is released to whom? `organisation` of coalition.yaml.
//
// SPDX-License-Identifier: Apache-2.0

internal import Agreements
internal import Coalition

struct OrganisationReader {
  private let context: PlanContext
  private let functions: [String]

  init(_ context: PlanContext, _ plan: CoalitionPlan) {
    self.context = context
    functions = PlanFunction.codes.sorted()
  }

  func organisation(_ root: YAMLNode?) -> Organisation {
    guard let root else { return Organisation() }
    _ = root.members(["units", "leads", "duties", "releases", "note"])
    var organisation = Organisation(units: root.distinct("units").compactMap(unit))
    for node in root["leads"]?.elements() ?? [] {
      _ = node.members(["domain", "title", "readings", "assumption", "note"])
      guard let domain = node.required("domain")?.text else { continue }
      organisation.leads.append(
        LeadNation(
          domain: domain, title: node.title(domain), readings: readings(node),
          assumption: node["assumption"]?.text))
    }
    organisation.duties = duties(root, organisation.posts.map(\.id))
    organisation.releases = root["releases"]?.elements().compactMap(release) ?? []
    for fault in organisation.faults {
      root.faults.add(
        Fault(
          .error, file: fault.place.file, line: fault.place.line, fault.message, next: fault.next))
    }
    return organisation
  }

  private func unit(_ id: String, _ node: YAMLNode) -> OrganisationUnit? {
    _ = node.members([
      "id", "kind", "title", "seat", "under", "posts", "claims", "assumption", "note",
    ])
    guard let kind = node.required("kind")?.word(OrganisationUnit.Kind.self) else { return nil }
    let (claims, assumption) = context.basis(node)
    return OrganisationUnit(
      id: id, kind: kind, title: node.title(id), seat: node["seat"]?.text,
      parent: node["under"]?.text, posts: node.distinct("posts").map(post), claims: claims,
      assumption: assumption, place: node.filePlace)
  }

  private func post(_ id: String, _ node: YAMLNode) -> Post {
    _ = node.members(["id", "title", "head", "stars", "readings", "shifts", "note"])
    return Post(
      id: id, title: node.title(id), isHead: node["head"]?.flag ?? false,
      stars: node["stars"]?.number(within: 1...5).map { Int($0) }, readings: readings(node),
      shifts: Int(node["shifts"]?.number(within: 1...20) ?? 1))
  }

  private func readings(_ node: YAMLNode) -> [Post.Reading] {
    (node["readings"]?.elements() ?? []).map { written in
      _ = written.members(["states", "claims", "assumption", "note"])
      let (claims, assumption) = context.basis(written)
      return Post.Reading(
        states: PlanContext.states(written["states"]), claims: claims,
        note: written["note"]?.text ?? assumption)
    }
  }

  private func duties(_ root: YAMLNode, _ posts: [String]) -> [Duty] {
    (root["duties"]?.elements() ?? []).compactMap { node in
      _ = node.members(["post", "state", "from", "until", "note"])
      guard let post = PlanContext.name(node.required("post"), in: posts, "post"),
        let state = PlanContext.state(node.required("state")),
        let fromMs = node.required("from")?.timeMs, let untilMs = node.required("until")?.timeMs
      else { return nil }
      guard fromMs < untilMs else {
        node.fault("the shift ends before it begins.", next: "Exchange 'from' and 'until'.")
        return nil
      }
      return Duty(
        post: post, state: state, fromMs: fromMs, untilMs: untilMs, place: node.filePlace)
    }
  }

  private func release(_ node: YAMLNode) -> ReleaseRule? {
    _ = node.members(["layer", "owner", "to", "roles", "via", "claims", "assumption", "note"])
    guard let layer = node.required("layer")?.text, let owner = node.required("owner")?.text else {
      return nil
    }
    let (claims, assumption) = context.basis(node)
    return ReleaseRule(
      layer: layer, owner: owner, to: node.required("to")?.oneOrMore().compactMap(\.text) ?? [],
      roles: node["roles"]?.oneOrMore().compactMap(\.text) ?? [], via: node["via"]?.text,
      claims: claims, assumption: assumption, place: node.filePlace)
  }
}
